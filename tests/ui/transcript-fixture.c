/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plain boxes are rows of a known height. */
#include "transcript-fixture.h"

#include "silu-test.h"
#include "silu-ui-test.h"

GtkWidget *
transcript_make_row (gpointer item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_size_request (row, 50, GPOINTER_TO_INT (item));

  return row;
}

int
transcript_estimate_row (gpointer item, int width)
{
  return GPOINTER_TO_INT (item) / 3;
}

static const SiluRowType box_row = { .make = transcript_make_row,
                                     .estimate = transcript_estimate_row };

void
transcript_insert (TranscriptFixture *fixture, guint position, int height)
{
  silu_transcript_insert (fixture->transcript, position, &box_row, GINT_TO_POINTER (height), 10);
}

static gboolean
is_laid_out (gpointer user_data)
{
  return gtk_widget_get_height (user_data) > 0;
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  guint *frames = user_data;

  (*frames)++;

  return *frames < 3;
}

static gboolean
frames_passed (gpointer user_data)
{
  return *(guint *) user_data >= 3;
}

void
transcript_settle (TranscriptFixture *fixture)
{
  guint frames = 0;

  gtk_widget_add_tick_callback (GTK_WIDGET (fixture->transcript), tick_cb, &frames, NULL);
  silu_test_run_until (frames_passed, &frames);
}

void
transcript_set_up (TranscriptFixture *fixture, gconstpointer data)
{
  guint n_rows = GPOINTER_TO_UINT (data);

  fixture->window = gtk_window_new ();
  fixture->scrolled = gtk_scrolled_window_new ();
  fixture->transcript = SILU_TRANSCRIPT (silu_transcript_new ());
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (fixture->scrolled),
                                 GTK_WIDGET (fixture->transcript));
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->scrolled);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 600, TRANSCRIPT_VIEW_HEIGHT);

  for (guint i = 0; i < n_rows; i++)
    transcript_insert (fixture, i, TRANSCRIPT_ROW_HEIGHT);

  gtk_window_present (GTK_WINDOW (fixture->window));
  silu_test_run_until (is_laid_out, fixture->transcript);
  transcript_settle (fixture);
}

void
transcript_tear_down (TranscriptFixture *fixture, gconstpointer data)
{
  silu_ui_test_close_for_good (fixture->window, fixture->transcript);
}

GtkAdjustment *
transcript_get_adjustment (TranscriptFixture *fixture)
{
  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (fixture->scrolled));
}

gboolean
transcript_is_at_end (TranscriptFixture *fixture)
{
  GtkAdjustment *vertical = transcript_get_adjustment (fixture);

  return gtk_adjustment_get_value (vertical) + gtk_adjustment_get_page_size (vertical) >=
         gtk_adjustment_get_upper (vertical) - 1;
}

int
transcript_get_row_y (TranscriptFixture *fixture, guint position)
{
  GtkWidget *row = silu_transcript_get_widget (fixture->transcript, position);
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_get_child_visible (row));
  g_assert_true (gtk_widget_compute_bounds (row, GTK_WIDGET (fixture->transcript), &bounds));

  return (int) bounds.origin.y;
}

void
transcript_scroll_by (TranscriptFixture *fixture, double pixels)
{
  GtkAdjustment *vertical = transcript_get_adjustment (fixture);

  gtk_adjustment_set_value (vertical, gtk_adjustment_get_value (vertical) + pixels);
  transcript_settle (fixture);
}
