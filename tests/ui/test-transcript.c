/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The column of rows: nothing moves under the reader, and the end is followed only by one who is
 * there. */
#include "silu-test.h"
#include "transcript-fixture.h"

static void
test_starts_at_the_end (TranscriptFixture *fixture, gconstpointer data)
{
  g_assert_true (silu_transcript_get_following (fixture->transcript));
  g_assert_true (transcript_is_at_end (fixture));
}

static void
test_follows_growth (TranscriptFixture *fixture, gconstpointer data)
{
  GtkWidget *last = silu_transcript_get_widget (fixture->transcript, 19);

  for (int i = 1; i <= 5; i++)
    {
      gtk_widget_set_size_request (last, 50, TRANSCRIPT_ROW_HEIGHT + i * 70);
      transcript_settle (fixture);
      g_assert_true (transcript_is_at_end (fixture));
    }
}

static void
test_reader_is_left_alone (TranscriptFixture *fixture, gconstpointer data)
{
  int y;

  transcript_scroll_by (fixture, -600);
  g_assert_false (silu_transcript_get_following (fixture->transcript));
  y = transcript_get_row_y (fixture, 12);

  /* Growth below, a new row below, a change above. */
  gtk_widget_set_size_request (silu_transcript_get_widget (fixture->transcript, 19), 50, 900);
  transcript_settle (fixture);
  g_assert_cmpint (transcript_get_row_y (fixture, 12), ==, y);

  transcript_insert (fixture, 20, 300);
  transcript_settle (fixture);
  g_assert_cmpint (transcript_get_row_y (fixture, 12), ==, y);

  transcript_insert (fixture, 0, 77);
  transcript_settle (fixture);
  g_assert_cmpint (transcript_get_row_y (fixture, 13), ==, y);
  g_assert_false (silu_transcript_get_following (fixture->transcript));
}

static void
test_wheel_moves_by_what_it_says (TranscriptFixture *fixture, gconstpointer data)
{
  int y;

  transcript_scroll_by (fixture, -200);
  y = transcript_get_row_y (fixture, 16);
  transcript_scroll_by (fixture, -37);
  g_assert_cmpint (transcript_get_row_y (fixture, 16), ==, y + 37);
}

static void
test_back_to_the_end (TranscriptFixture *fixture, gconstpointer data)
{
  transcript_scroll_by (fixture, -600);
  silu_transcript_follow (fixture->transcript);
  transcript_settle (fixture);
  g_assert_true (transcript_is_at_end (fixture));

  transcript_scroll_by (fixture, -300);
  g_assert_false (silu_transcript_get_following (fixture->transcript));
  transcript_scroll_by (fixture, 300);
  g_assert_true (silu_transcript_get_following (fixture->transcript));
}

/* Lines that break elsewhere: rows are as high as their text needs. */
static GtkWidget *
make_text (gpointer item)
{
  GtkWidget *label = gtk_label_new (item);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);

  return label;
}

static int
estimate_text (gpointer item, int width)
{
  return 20;
}

static const SiluRowType text_row = { .make = make_text,
                                      .estimate = estimate_text,
                                      .free = g_free };

static gboolean
has_width (gpointer user_data)
{
  TranscriptFixture *fixture = user_data;

  return gtk_widget_get_width (fixture->window) < 500;
}

/* The row that the eye is on, where the reader is in the middle of a long conversation. */
static void
test_resize (TranscriptFixture *fixture, gconstpointer data)
{
  guint row = 100;
  int y;

  for (guint i = 0; i < 200; i++)
    {
      GString *text = g_string_new (NULL);

      for (guint word = 0; word < 10 + i % 70; word++)
        g_string_append_printf (text, "word%u ", word * i);
      silu_transcript_insert (fixture->transcript, i, &text_row, g_string_free (text, FALSE), 10);
    }
  transcript_settle (fixture);
  transcript_scroll_by (fixture, -4000);
  g_assert_false (silu_transcript_get_following (fixture->transcript));

  for (row = 0;
       silu_transcript_get_widget (fixture->transcript, row) == NULL ||
       !gtk_widget_get_child_visible (silu_transcript_get_widget (fixture->transcript, row)) ||
       transcript_get_row_y (fixture, row) < 0;)
    row++;
  y = transcript_get_row_y (fixture, row);

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 400, TRANSCRIPT_VIEW_HEIGHT);
  silu_test_run_until (has_width, fixture);
  transcript_settle (fixture);
  g_assert_cmpint (transcript_get_row_y (fixture, row), ==, y);
  g_assert_false (silu_transcript_get_following (fixture->transcript));
}

static const SiluRowType question_row = { .make = transcript_make_row,
                                          .estimate = transcript_estimate_row,
                                          .is_question = TRUE };

/* A question, and an answer that grows below it. */
static void
ask (TranscriptFixture *fixture, SiluFollow follow)
{
  silu_transcript_set_follow (fixture->transcript, follow);
  silu_transcript_insert (fixture->transcript, 20, &question_row, GINT_TO_POINTER (50), 10);
  silu_transcript_follow_answer (fixture->transcript);
  transcript_settle (fixture);
  for (guint i = 0; i < 8; i++)
    {
      transcript_insert (fixture, 21 + i, TRANSCRIPT_ROW_HEIGHT);
      transcript_settle (fixture);
    }
}

static void
test_follow_always (TranscriptFixture *fixture, gconstpointer data)
{
  ask (fixture, SILU_FOLLOW_ALWAYS);
  g_assert_true (transcript_is_at_end (fixture));
}

static void
test_follow_question (TranscriptFixture *fixture, gconstpointer data)
{
  ask (fixture, SILU_FOLLOW_QUESTION);
  g_assert_false (silu_transcript_get_following (fixture->transcript));
  g_assert_cmpint (transcript_get_row_y (fixture, 20), ==, 0);

  /* Who asks to be at the end is there, and stays. */
  silu_transcript_follow (fixture->transcript);
  transcript_settle (fixture);
  transcript_insert (fixture, 29, TRANSCRIPT_ROW_HEIGHT);
  transcript_settle (fixture);
  g_assert_true (transcript_is_at_end (fixture));
}

static void
test_follow_never (TranscriptFixture *fixture, gconstpointer data)
{
  int y;

  ask (fixture, SILU_FOLLOW_NEVER);
  g_assert_false (silu_transcript_get_following (fixture->transcript));
  y = transcript_get_row_y (fixture, 20);
  g_assert_cmpint (y, >, 0);
  g_assert_cmpint (y, <, TRANSCRIPT_VIEW_HEIGHT);
  transcript_insert (fixture, 29, TRANSCRIPT_ROW_HEIGHT);
  transcript_settle (fixture);
  g_assert_cmpint (transcript_get_row_y (fixture, 20), ==, y);
}

static int
get_unseen (TranscriptFixture *fixture)
{
  int unseen = -1;

  g_object_get (fixture->transcript, "unseen", &unseen, NULL);

  return unseen;
}

static void
test_unseen (TranscriptFixture *fixture, gconstpointer data)
{
  silu_transcript_add_lines (fixture->transcript, 3);
  g_assert_cmpint (get_unseen (fixture), ==, 0);
  transcript_scroll_by (fixture, -600);
  silu_transcript_add_lines (fixture->transcript, 3);
  silu_transcript_add_lines (fixture->transcript, 4);
  g_assert_cmpint (get_unseen (fixture), ==, 7);
  silu_transcript_follow (fixture->transcript);
  g_assert_cmpint (get_unseen (fixture), ==, 0);
}

static void
test_removal (TranscriptFixture *fixture, gconstpointer data)
{
  transcript_scroll_by (fixture, -600);
  silu_transcript_remove (fixture->transcript, 2, 18);
  transcript_settle (fixture);
  g_assert_cmpuint (silu_transcript_get_n_rows (fixture->transcript), ==, 2);
  g_assert_cmpint (transcript_get_row_y (fixture, 0), >=, 0);
  g_assert_cmpint (transcript_get_row_y (fixture, 0), <, TRANSCRIPT_ROW_HEIGHT);
  /* All that is left is in view: its end is too. */
  g_assert_true (silu_transcript_get_following (fixture->transcript));
}

static void
test_short (TranscriptFixture *fixture, gconstpointer data)
{
  g_assert_cmpint (transcript_get_row_y (fixture, 0), >, 0);
  g_assert_cmpint (transcript_get_row_y (fixture, 0), <, 40);
  g_assert_true (silu_transcript_get_following (fixture->transcript));
}

/* Something beside the transcript takes another size in the frame in which the transcript grows:
 * that must not be the last layout it gets. */
static void
test_neighbour (TranscriptFixture *fixture, gconstpointer data)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *neighbour = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_halign (neighbour, GTK_ALIGN_START);
  gtk_widget_set_valign (neighbour, GTK_ALIGN_START);
  g_object_ref (fixture->scrolled);
  gtk_window_set_child (GTK_WINDOW (fixture->window), overlay);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), fixture->scrolled);
  g_object_unref (fixture->scrolled);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), neighbour);
  transcript_settle (fixture);

  /* Far from the view, so that no row is made: what is new is only how much there is to scroll. */
  for (int i = 0; i < 4; i++)
    {
      gtk_widget_set_size_request (neighbour, 10 + i, 10 + i);
      transcript_insert (fixture, 0, TRANSCRIPT_ROW_HEIGHT);
      transcript_settle (fixture);
      transcript_insert (fixture, 0, TRANSCRIPT_ROW_HEIGHT);
      transcript_settle (fixture);
      g_assert_true (transcript_is_at_end (fixture));
    }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(name, n_rows, func)                                                                    \
  g_test_add (name, TranscriptFixture, GUINT_TO_POINTER (n_rows), transcript_set_up, func,         \
              transcript_tear_down)
  ADD ("/transcript/starts-at-the-end", 20, test_starts_at_the_end);
  ADD ("/transcript/follows-growth", 20, test_follows_growth);
  ADD ("/transcript/reader-is-left-alone", 20, test_reader_is_left_alone);
  ADD ("/transcript/wheel", 20, test_wheel_moves_by_what_it_says);
  ADD ("/transcript/back-to-the-end", 20, test_back_to_the_end);
  ADD ("/transcript/follow/always", 20, test_follow_always);
  ADD ("/transcript/follow/question", 20, test_follow_question);
  ADD ("/transcript/follow/never", 20, test_follow_never);
  ADD ("/transcript/unseen", 20, test_unseen);
  ADD ("/transcript/resize", 0, test_resize);
  ADD ("/transcript/removal", 20, test_removal);
  ADD ("/transcript/short", 1, test_short);
  ADD ("/transcript/neighbour", 2000, test_neighbour);
#undef ADD

  return g_test_run ();
}
