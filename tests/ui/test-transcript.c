/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The column of rows: nothing moves under the reader, and the end is followed only by one who is
 * there. Rows are plain boxes of a known height. */
#include "silu-test.h"
#include "silu-transcript.h"

#define ROW_HEIGHT 100
#define VIEW_HEIGHT 450

typedef struct
{
  GtkWidget *window;
  GtkWidget *scrolled;
  SiluTranscript *transcript;
} Fixture;

static GtkWidget *
make_row (int height)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_size_request (row, 50, height);

  return row;
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

/* Lets the frames pass in which a change is laid out. */
static void
settle (Fixture *fixture)
{
  guint frames = 0;

  gtk_widget_add_tick_callback (GTK_WIDGET (fixture->transcript), tick_cb, &frames, NULL);
  silu_test_run_until (frames_passed, &frames);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  guint n_rows = GPOINTER_TO_UINT (data);

  fixture->window = gtk_window_new ();
  fixture->scrolled = gtk_scrolled_window_new ();
  fixture->transcript = SILU_TRANSCRIPT (silu_transcript_new ());
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (fixture->scrolled),
                                 GTK_WIDGET (fixture->transcript));
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->scrolled);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 600, VIEW_HEIGHT);

  for (guint i = 0; i < n_rows; i++)
    silu_transcript_insert (fixture->transcript, i, make_row (ROW_HEIGHT), 10);

  gtk_window_present (GTK_WINDOW (fixture->window));
  silu_test_run_until (is_laid_out, fixture->transcript);
  settle (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_ref (fixture->transcript);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->transcript);
}

static GtkAdjustment *
adjustment (Fixture *fixture)
{
  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (fixture->scrolled));
}

static gboolean
is_at_end (Fixture *fixture)
{
  GtkAdjustment *vertical = adjustment (fixture);

  return gtk_adjustment_get_value (vertical) + gtk_adjustment_get_page_size (vertical) >=
         gtk_adjustment_get_upper (vertical) - 1;
}

/* Where the top of a row is in the view. */
static int
row_y (Fixture *fixture, guint position)
{
  GtkWidget *row = silu_transcript_get_row (fixture->transcript, position);
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_get_child_visible (row));
  g_assert_true (gtk_widget_compute_bounds (row, GTK_WIDGET (fixture->transcript), &bounds));

  return (int) bounds.origin.y;
}

static void
scroll_by (Fixture *fixture, double pixels)
{
  GtkAdjustment *vertical = adjustment (fixture);

  gtk_adjustment_set_value (vertical, gtk_adjustment_get_value (vertical) + pixels);
  settle (fixture);
}

static void
test_starts_at_the_end (Fixture *fixture, gconstpointer data)
{
  g_assert_true (silu_transcript_get_following (fixture->transcript));
  g_assert_true (is_at_end (fixture));
}

static void
test_follows_growth (Fixture *fixture, gconstpointer data)
{
  GtkWidget *last = silu_transcript_get_row (fixture->transcript, 19);

  for (int i = 1; i <= 5; i++)
    {
      gtk_widget_set_size_request (last, 50, ROW_HEIGHT + i * 70);
      settle (fixture);
      g_assert_true (is_at_end (fixture));
    }
}

static void
test_reader_is_left_alone (Fixture *fixture, gconstpointer data)
{
  int y;

  scroll_by (fixture, -600);
  g_assert_false (silu_transcript_get_following (fixture->transcript));
  y = row_y (fixture, 12);

  /* Growth below, a new row below, a change above. */
  gtk_widget_set_size_request (silu_transcript_get_row (fixture->transcript, 19), 50, 900);
  settle (fixture);
  g_assert_cmpint (row_y (fixture, 12), ==, y);

  silu_transcript_insert (fixture->transcript, 20, make_row (300), 10);
  settle (fixture);
  g_assert_cmpint (row_y (fixture, 12), ==, y);

  silu_transcript_insert (fixture->transcript, 0, make_row (77), 10);
  settle (fixture);
  g_assert_cmpint (row_y (fixture, 13), ==, y);
  g_assert_false (silu_transcript_get_following (fixture->transcript));
}

static void
test_wheel_moves_by_what_it_says (Fixture *fixture, gconstpointer data)
{
  int y;

  scroll_by (fixture, -200);
  y = row_y (fixture, 16);
  scroll_by (fixture, -37);
  g_assert_cmpint (row_y (fixture, 16), ==, y + 37);
}

static void
test_back_to_the_end (Fixture *fixture, gconstpointer data)
{
  scroll_by (fixture, -600);
  silu_transcript_follow (fixture->transcript);
  settle (fixture);
  g_assert_true (is_at_end (fixture));

  scroll_by (fixture, -300);
  g_assert_false (silu_transcript_get_following (fixture->transcript));
  scroll_by (fixture, 300);
  g_assert_true (silu_transcript_get_following (fixture->transcript));
}

static void
test_removal (Fixture *fixture, gconstpointer data)
{
  scroll_by (fixture, -600);
  silu_transcript_remove (fixture->transcript, 2, 18);
  settle (fixture);
  g_assert_cmpuint (silu_transcript_get_n_rows (fixture->transcript), ==, 2);
  g_assert_cmpint (row_y (fixture, 0), >=, 0);
  g_assert_cmpint (row_y (fixture, 0), <, ROW_HEIGHT);
  /* All that is left is in view: its end is too. */
  g_assert_true (silu_transcript_get_following (fixture->transcript));
}

static void
test_far_rows_are_not_shown (Fixture *fixture, gconstpointer data)
{
  g_assert_false (gtk_widget_get_child_visible (silu_transcript_get_row (fixture->transcript, 0)));
  scroll_by (fixture, -100000);
  g_assert_true (gtk_widget_get_child_visible (silu_transcript_get_row (fixture->transcript, 0)));
  g_assert_false (gtk_widget_get_child_visible (silu_transcript_get_row (fixture->transcript, 19)));
}

static void
test_short (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (row_y (fixture, 0), >, 0);
  g_assert_cmpint (row_y (fixture, 0), <, 40);
  g_assert_true (silu_transcript_get_following (fixture->transcript));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(name, n_rows, func)                                                                    \
  g_test_add (name, Fixture, GUINT_TO_POINTER (n_rows), set_up, func, tear_down)
  ADD ("/transcript/starts-at-the-end", 20, test_starts_at_the_end);
  ADD ("/transcript/follows-growth", 20, test_follows_growth);
  ADD ("/transcript/reader-is-left-alone", 20, test_reader_is_left_alone);
  ADD ("/transcript/wheel", 20, test_wheel_moves_by_what_it_says);
  ADD ("/transcript/back-to-the-end", 20, test_back_to_the_end);
  ADD ("/transcript/removal", 20, test_removal);
  ADD ("/transcript/far-rows", 20, test_far_rows_are_not_shown);
  ADD ("/transcript/short", 1, test_short);
#undef ADD

  return g_test_run ();
}
