/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Only rows near the view have widgets: they are there in time, in order, and no more of them than
 * that. */
#include "transcript-fixture.h"

static guint
count_widgets (TranscriptFixture *fixture)
{
  guint count = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (fixture->transcript));
       child != NULL; child = gtk_widget_get_next_sibling (child))
    count++;

  return count;
}

/* Whether the rows that have widgets have them in the order of the rows. */
static gboolean
is_in_order (TranscriptFixture *fixture)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (fixture->transcript));

  for (guint i = 0; i < silu_transcript_get_n_rows (fixture->transcript); i++)
    {
      GtkWidget *widget = silu_transcript_get_widget (fixture->transcript, i);

      if (widget == NULL)
        continue;
      if (widget != child)
        return FALSE;
      child = gtk_widget_get_next_sibling (child);
    }

  return child == NULL;
}

/* What comes into view next is there before it does. */
static void
test_rows_are_made_ahead (TranscriptFixture *fixture, gconstpointer data)
{
  guint first = 1999;

  transcript_scroll_by (fixture, -5000);
  for (guint i = 0; i < 20; i++)
    transcript_scroll_by (fixture, -TRANSCRIPT_ROW_HEIGHT / 2);
  while (silu_transcript_get_widget (fixture->transcript, first - 1) == NULL)
    first--;
  while (silu_transcript_get_widget (fixture->transcript, first - 1) != NULL)
    first--;

  g_assert_false (
      gtk_widget_get_child_visible (silu_transcript_get_widget (fixture->transcript, first)));
  g_assert_false (
      gtk_widget_get_child_visible (silu_transcript_get_widget (fixture->transcript, first + 1)));
}

static void
test_far_rows_have_no_widgets (TranscriptFixture *fixture, gconstpointer data)
{
  g_assert_null (silu_transcript_get_widget (fixture->transcript, 0));
  g_assert_cmpuint (count_widgets (fixture), <, 20);

  transcript_scroll_by (fixture, -1000000);
  g_assert_true (
      gtk_widget_get_child_visible (silu_transcript_get_widget (fixture->transcript, 0)));
  g_assert_null (silu_transcript_get_widget (fixture->transcript, 1999));
  for (int i = 0; i < 40; i++)
    transcript_scroll_by (fixture, i % 4 == 3 ? -300 : 400);
  g_assert_cmpuint (count_widgets (fixture), <, 30);
  g_assert_true (is_in_order (fixture));
}

static guint n_forgotten;

static void
forget (gpointer item)
{
  n_forgotten++;
}

static const SiluRowType forgetful_row = { .make = transcript_make_row,
                                           .estimate = transcript_estimate_row,
                                           .forget = forget };

/* A row that is near forgets nothing; one that is far all but its height. */
static void
test_far_rows_forget (TranscriptFixture *fixture, gconstpointer data)
{
  n_forgotten = 0;
  silu_transcript_insert (fixture->transcript, 2000, &forgetful_row, GINT_TO_POINTER (50), 10);
  transcript_settle (fixture);
  transcript_scroll_by (fixture, -TRANSCRIPT_VIEW_HEIGHT / 2);
  g_assert_nonnull (silu_transcript_get_widget (fixture->transcript, 2000));
  g_assert_cmpuint (n_forgotten, ==, 0);

  transcript_scroll_by (fixture, -1000000);
  g_assert_null (silu_transcript_get_widget (fixture->transcript, 2000));
  g_assert_cmpuint (n_forgotten, ==, 1);
}

/* What the user changed in a row is not made anew. */
static void
test_kept (TranscriptFixture *fixture, gconstpointer data)
{
  GtkWidget *last = silu_transcript_get_widget (fixture->transcript, 1999);

  silu_transcript_keep (last);
  transcript_scroll_by (fixture, -1000000);
  g_assert_true (silu_transcript_get_widget (fixture->transcript, 1999) == last);
  g_assert_false (gtk_widget_get_child_visible (last));
  silu_transcript_follow (fixture->transcript);
  transcript_settle (fixture);
  g_assert_true (gtk_widget_get_child_visible (last));
  g_assert_true (is_in_order (fixture));
}

/* --- rows that stand for others --- */

typedef struct
{
  TranscriptFixture *fixture;
  guint n_rows;
} StandIn;

static guint
find_item (TranscriptFixture *fixture, gpointer item)
{
  guint position = 0;

  while (silu_transcript_get_item (fixture->transcript, position) != item)
    position++;

  return position;
}

static void
expand (gpointer item)
{
  StandIn *self = item;
  guint position = find_item (self->fixture, item);
  guint n_rows = self->n_rows;
  TranscriptFixture *fixture = self->fixture;

  silu_transcript_remove (fixture->transcript, position, 1);
  for (guint i = 0; i < n_rows; i++)
    transcript_insert (fixture, position + i, TRANSCRIPT_ROW_HEIGHT);
}

static int
estimate_stand_in (gpointer item, int width)
{
  return 40;
}

static const SiluRowType stand_in_row = { .expand = expand,
                                          .estimate = estimate_stand_in,
                                          .free = g_free };

static void
test_stand_ins (TranscriptFixture *fixture, gconstpointer data)
{
  int y;

  for (guint i = 0; i < 15; i++)
    {
      StandIn *stand_in = g_new (StandIn, 1);

      stand_in->fixture = fixture;
      stand_in->n_rows = 1 + i % 5;
      silu_transcript_insert (fixture->transcript, i, &stand_in_row, stand_in, 10);
    }
  transcript_settle (fixture);
  g_assert_cmpuint (silu_transcript_get_n_rows (fixture->transcript), ==, 20 + 15);
  g_assert_true (transcript_is_at_end (fixture));

  /* Upwards through all of them, each step as far as it says. */
  while (gtk_adjustment_get_value (transcript_get_adjustment (fixture)) > 400)
    {
      guint n_rows = silu_transcript_get_n_rows (fixture->transcript);
      guint mark = 0;

      while (silu_transcript_get_widget (fixture->transcript, mark) == NULL ||
             !gtk_widget_get_child_visible (silu_transcript_get_widget (fixture->transcript, mark)))
        mark++;
      y = transcript_get_row_y (fixture, mark);
      transcript_scroll_by (fixture, -150);
      mark += silu_transcript_get_n_rows (fixture->transcript) - n_rows;
      g_assert_cmpint (transcript_get_row_y (fixture, mark), ==, y + 150);
      g_assert_true (is_in_order (fixture));
    }
  /* What was guessed too low turns up on the way. */
  while (gtk_adjustment_get_value (transcript_get_adjustment (fixture)) > 0)
    transcript_scroll_by (fixture, -400);
  g_assert_cmpuint (silu_transcript_get_n_rows (fixture->transcript), ==, 20 + 45);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(name, n_rows, func)                                                                    \
  g_test_add (name, TranscriptFixture, GUINT_TO_POINTER (n_rows), transcript_set_up, func,         \
              transcript_tear_down)
  ADD ("/transcript-widgets/far-rows", 2000, test_far_rows_have_no_widgets);
  ADD ("/transcript-widgets/rows-ahead", 2000, test_rows_are_made_ahead);
  ADD ("/transcript-widgets/far-rows-forget", 2000, test_far_rows_forget);
  ADD ("/transcript-widgets/kept", 2000, test_kept);
  ADD ("/transcript-widgets/stand-ins", 20, test_stand_ins);
#undef ADD

  return g_test_run ();
}
