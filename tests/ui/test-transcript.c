/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The column of rows: nothing moves under the reader, and the end is followed only by one who is
 * there. Rows are plain boxes of a known height. */
#include "silu-test.h"
#include "silu-transcript.h"
#include "silu-ui-test.h"

#define ROW_HEIGHT 100
#define VIEW_HEIGHT 450

typedef struct
{
  GtkWidget *window;
  GtkWidget *scrolled;
  SiluTranscript *transcript;
} Fixture;

/* The height is the item; it is guessed wrong on purpose. */
static GtkWidget *
make (gpointer item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_size_request (row, 50, GPOINTER_TO_INT (item));

  return row;
}

static int
estimate (gpointer item, int width)
{
  return GPOINTER_TO_INT (item) / 3;
}

static const SiluRowType box_row = { .make = make, .estimate = estimate };

static void
insert (Fixture *fixture, guint position, int height)
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
    insert (fixture, i, ROW_HEIGHT);

  gtk_window_present (GTK_WINDOW (fixture->window));
  silu_test_run_until (is_laid_out, fixture->transcript);
  settle (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  silu_ui_test_close_for_good (fixture->window, fixture->transcript);
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
  GtkWidget *row = silu_transcript_get_widget (fixture->transcript, position);
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
  GtkWidget *last = silu_transcript_get_widget (fixture->transcript, 19);

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
  gtk_widget_set_size_request (silu_transcript_get_widget (fixture->transcript, 19), 50, 900);
  settle (fixture);
  g_assert_cmpint (row_y (fixture, 12), ==, y);

  insert (fixture, 20, 300);
  settle (fixture);
  g_assert_cmpint (row_y (fixture, 12), ==, y);

  insert (fixture, 0, 77);
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
  Fixture *fixture = user_data;

  return gtk_widget_get_width (fixture->window) < 500;
}

/* The row that the eye is on, where the reader is in the middle of a long conversation. */
static void
test_resize (Fixture *fixture, gconstpointer data)
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
  settle (fixture);
  scroll_by (fixture, -4000);
  g_assert_false (silu_transcript_get_following (fixture->transcript));

  for (row = 0;
       silu_transcript_get_widget (fixture->transcript, row) == NULL ||
       !gtk_widget_get_child_visible (silu_transcript_get_widget (fixture->transcript, row)) ||
       row_y (fixture, row) < 0;)
    row++;
  y = row_y (fixture, row);

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 400, VIEW_HEIGHT);
  silu_test_run_until (has_width, fixture);
  settle (fixture);
  g_assert_cmpint (row_y (fixture, row), ==, y);
  g_assert_false (silu_transcript_get_following (fixture->transcript));
}

static const SiluRowType question_row = { .make = make, .estimate = estimate, .is_question = TRUE };

/* A question, and an answer that grows below it. */
static void
ask (Fixture *fixture, SiluFollow follow)
{
  silu_transcript_set_follow (fixture->transcript, follow);
  silu_transcript_insert (fixture->transcript, 20, &question_row, GINT_TO_POINTER (50), 10);
  silu_transcript_follow_answer (fixture->transcript);
  settle (fixture);
  for (guint i = 0; i < 8; i++)
    {
      insert (fixture, 21 + i, ROW_HEIGHT);
      settle (fixture);
    }
}

static void
test_follow_always (Fixture *fixture, gconstpointer data)
{
  ask (fixture, SILU_FOLLOW_ALWAYS);
  g_assert_true (is_at_end (fixture));
}

static void
test_follow_question (Fixture *fixture, gconstpointer data)
{
  ask (fixture, SILU_FOLLOW_QUESTION);
  g_assert_false (silu_transcript_get_following (fixture->transcript));
  g_assert_cmpint (row_y (fixture, 20), ==, 0);

  /* Who asks to be at the end is there, and stays. */
  silu_transcript_follow (fixture->transcript);
  settle (fixture);
  insert (fixture, 29, ROW_HEIGHT);
  settle (fixture);
  g_assert_true (is_at_end (fixture));
}

static void
test_follow_never (Fixture *fixture, gconstpointer data)
{
  int y;

  ask (fixture, SILU_FOLLOW_NEVER);
  g_assert_false (silu_transcript_get_following (fixture->transcript));
  y = row_y (fixture, 20);
  g_assert_cmpint (y, >, 0);
  g_assert_cmpint (y, <, VIEW_HEIGHT);
  insert (fixture, 29, ROW_HEIGHT);
  settle (fixture);
  g_assert_cmpint (row_y (fixture, 20), ==, y);
}

static int
get_unseen (Fixture *fixture)
{
  int unseen = -1;

  g_object_get (fixture->transcript, "unseen", &unseen, NULL);

  return unseen;
}

static void
test_unseen (Fixture *fixture, gconstpointer data)
{
  silu_transcript_add_lines (fixture->transcript, 3);
  g_assert_cmpint (get_unseen (fixture), ==, 0);
  scroll_by (fixture, -600);
  silu_transcript_add_lines (fixture->transcript, 3);
  silu_transcript_add_lines (fixture->transcript, 4);
  g_assert_cmpint (get_unseen (fixture), ==, 7);
  silu_transcript_follow (fixture->transcript);
  g_assert_cmpint (get_unseen (fixture), ==, 0);
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

static guint
count_widgets (Fixture *fixture)
{
  guint count = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (fixture->transcript));
       child != NULL; child = gtk_widget_get_next_sibling (child))
    count++;

  return count;
}

/* Whether the rows that have widgets have them in the order of the rows. */
static gboolean
is_in_order (Fixture *fixture)
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
test_rows_are_made_ahead (Fixture *fixture, gconstpointer data)
{
  guint first = 1999;

  scroll_by (fixture, -5000);
  for (guint i = 0; i < 20; i++)
    scroll_by (fixture, -ROW_HEIGHT / 2);
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
test_far_rows_have_no_widgets (Fixture *fixture, gconstpointer data)
{
  g_assert_null (silu_transcript_get_widget (fixture->transcript, 0));
  g_assert_cmpuint (count_widgets (fixture), <, 20);

  scroll_by (fixture, -1000000);
  g_assert_true (
      gtk_widget_get_child_visible (silu_transcript_get_widget (fixture->transcript, 0)));
  g_assert_null (silu_transcript_get_widget (fixture->transcript, 1999));
  for (int i = 0; i < 40; i++)
    scroll_by (fixture, i % 4 == 3 ? -300 : 400);
  g_assert_cmpuint (count_widgets (fixture), <, 30);
  g_assert_true (is_in_order (fixture));
}

static guint n_forgotten;

static void
forget (gpointer item)
{
  n_forgotten++;
}

static const SiluRowType forgetful_row = { .make = make, .estimate = estimate, .forget = forget };

/* A row that is near forgets nothing; one that is far all but its height. */
static void
test_far_rows_forget (Fixture *fixture, gconstpointer data)
{
  n_forgotten = 0;
  silu_transcript_insert (fixture->transcript, 2000, &forgetful_row, GINT_TO_POINTER (50), 10);
  settle (fixture);
  scroll_by (fixture, -VIEW_HEIGHT / 2);
  g_assert_nonnull (silu_transcript_get_widget (fixture->transcript, 2000));
  g_assert_cmpuint (n_forgotten, ==, 0);

  scroll_by (fixture, -1000000);
  g_assert_null (silu_transcript_get_widget (fixture->transcript, 2000));
  g_assert_cmpuint (n_forgotten, ==, 1);
}

/* What the user changed in a row is not made anew. */
static void
test_kept (Fixture *fixture, gconstpointer data)
{
  GtkWidget *last = silu_transcript_get_widget (fixture->transcript, 1999);

  silu_transcript_keep (last);
  scroll_by (fixture, -1000000);
  g_assert_true (silu_transcript_get_widget (fixture->transcript, 1999) == last);
  g_assert_false (gtk_widget_get_child_visible (last));
  silu_transcript_follow (fixture->transcript);
  settle (fixture);
  g_assert_true (gtk_widget_get_child_visible (last));
  g_assert_true (is_in_order (fixture));
}

/* --- rows that stand for others --- */

typedef struct
{
  Fixture *fixture;
  guint n_rows;
} StandIn;

static guint
find_item (Fixture *fixture, gpointer item)
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
  Fixture *fixture = self->fixture;

  silu_transcript_remove (fixture->transcript, position, 1);
  for (guint i = 0; i < n_rows; i++)
    insert (fixture, position + i, ROW_HEIGHT);
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
test_stand_ins (Fixture *fixture, gconstpointer data)
{
  int y;

  for (guint i = 0; i < 15; i++)
    {
      StandIn *stand_in = g_new (StandIn, 1);

      stand_in->fixture = fixture;
      stand_in->n_rows = 1 + i % 5;
      silu_transcript_insert (fixture->transcript, i, &stand_in_row, stand_in, 10);
    }
  settle (fixture);
  g_assert_cmpuint (silu_transcript_get_n_rows (fixture->transcript), ==, 20 + 15);
  g_assert_true (is_at_end (fixture));

  /* Upwards through all of them, each step as far as it says. */
  while (gtk_adjustment_get_value (adjustment (fixture)) > 400)
    {
      guint n_rows = silu_transcript_get_n_rows (fixture->transcript);
      guint mark = 0;

      while (silu_transcript_get_widget (fixture->transcript, mark) == NULL ||
             !gtk_widget_get_child_visible (silu_transcript_get_widget (fixture->transcript, mark)))
        mark++;
      y = row_y (fixture, mark);
      scroll_by (fixture, -150);
      mark += silu_transcript_get_n_rows (fixture->transcript) - n_rows;
      g_assert_cmpint (row_y (fixture, mark), ==, y + 150);
      g_assert_true (is_in_order (fixture));
    }
  /* What was guessed too low turns up on the way. */
  while (gtk_adjustment_get_value (adjustment (fixture)) > 0)
    scroll_by (fixture, -400);
  g_assert_cmpuint (silu_transcript_get_n_rows (fixture->transcript), ==, 20 + 45);
}

static void
test_short (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (row_y (fixture, 0), >, 0);
  g_assert_cmpint (row_y (fixture, 0), <, 40);
  g_assert_true (silu_transcript_get_following (fixture->transcript));
}

/* Something beside the transcript takes another size in the frame in which the transcript grows:
 * that must not be the last layout it gets. */
static void
test_neighbour (Fixture *fixture, gconstpointer data)
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
  settle (fixture);

  /* Far from the view, so that no row is made: what is new is only how much there is to scroll. */
  for (int i = 0; i < 4; i++)
    {
      gtk_widget_set_size_request (neighbour, 10 + i, 10 + i);
      insert (fixture, 0, ROW_HEIGHT);
      settle (fixture);
      insert (fixture, 0, ROW_HEIGHT);
      settle (fixture);
      g_assert_true (is_at_end (fixture));
    }
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
  ADD ("/transcript/follow/always", 20, test_follow_always);
  ADD ("/transcript/follow/question", 20, test_follow_question);
  ADD ("/transcript/follow/never", 20, test_follow_never);
  ADD ("/transcript/unseen", 20, test_unseen);
  ADD ("/transcript/resize", 0, test_resize);
  ADD ("/transcript/removal", 20, test_removal);
  ADD ("/transcript/far-rows", 2000, test_far_rows_have_no_widgets);
  ADD ("/transcript/rows-ahead", 2000, test_rows_are_made_ahead);
  ADD ("/transcript/far-rows-forget", 2000, test_far_rows_forget);
  ADD ("/transcript/kept", 2000, test_kept);
  ADD ("/transcript/stand-ins", 20, test_stand_ins);
  ADD ("/transcript/short", 1, test_short);
  ADD ("/transcript/neighbour", 2000, test_neighbour);
#undef ADD

  return g_test_run ();
}
