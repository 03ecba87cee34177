/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What follows a stream is done in a frame, and everything that does so in the same ones. */
#include "silu-pace.h"
#include "silu-ui-test.h"

/* Long, so that a test seldom meets its end between two lines. */
#define PERIOD (G_USEC_PER_SEC / 2)

typedef struct
{
  GtkWidget *window;
  SiluPace pace;
  guint n_done;
  guint n_wanted;
  gint64 frame; /* in which it was done last */
} Work;

static void
work_cb (gpointer user_data)
{
  Work *self = user_data;

  self->n_done++;
  self->frame = gdk_frame_clock_get_frame_counter (gtk_widget_get_frame_clock (self->window));
}

static void
work_init (Work *self, GtkWidget *window)
{
  *self = (Work){ .window = window };
  silu_pace_init (&self->pace, window, PERIOD, work_cb, self);
}

static gboolean
is_done (gpointer data)
{
  Work *self = data;

  return self->n_done == self->n_wanted;
}

static void
wait_for (Work *self, guint n_done)
{
  self->n_wanted = n_done;
  silu_test_run_until (is_done, self);
}

/* Both in one period. */
static void
queue_both (Work *one, Work *other)
{
  gint64 begun;

  do
    {
      silu_pace_cancel (&one->pace);
      silu_pace_cancel (&other->pace);
      begun = g_get_monotonic_time () / PERIOD;
      silu_pace_queue (&one->pace);
      silu_pace_queue (&other->pace);
    }
  while (g_get_monotonic_time () / PERIOD != begun);
}

static void
test_together (void)
{
  GtkWidget *window = silu_ui_test_show (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), 100, 100);
  Work one, other;

  work_init (&one, window);
  work_init (&other, window);
  silu_pace_queue (&one.pace);
  wait_for (&one, 1);
  silu_ui_test_settle (window);
  silu_pace_queue (&other.pace);
  wait_for (&other, 1);
  g_assert_cmpint (one.frame, !=, other.frame);

  queue_both (&one, &other);
  wait_for (&one, 2);
  wait_for (&other, 2);
  g_assert_cmpint (one.frame, ==, other.frame);

  silu_ui_test_close (window);
}

/* The first time at once, and once for all that asked meanwhile. */
static void
test_once (void)
{
  GtkWidget *window = silu_ui_test_show (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), 100, 100);
  Work work;

  work_init (&work, window);
  for (int i = 0; i < 5; i++)
    silu_pace_queue (&work.pace);
  g_assert_cmpuint (work.n_done, ==, 0);
  silu_ui_test_settle (window);
  g_assert_cmpuint (work.n_done, ==, 1);

  silu_ui_test_close (window);
}

static void
test_hurry (void)
{
  GtkWidget *window = silu_ui_test_show (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), 100, 100);
  Work work;

  work_init (&work, window);
  silu_pace_queue (&work.pace);
  wait_for (&work, 1);
  silu_pace_queue (&work.pace);
  silu_pace_hurry (&work.pace);
  silu_ui_test_settle (window);
  g_assert_cmpuint (work.n_done, ==, 2);
  g_assert_cmpuint (work.pace.wait, ==, 0);

  silu_ui_test_close (window);
}

static void
test_cancel (void)
{
  GtkWidget *window = silu_ui_test_show (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), 100, 100);
  Work work;

  work_init (&work, window);
  silu_pace_queue (&work.pace);
  silu_pace_cancel (&work.pace);
  silu_ui_test_settle (window);
  g_assert_cmpuint (work.n_done, ==, 0);
  g_assert_cmpuint (work.pace.tick, ==, 0);

  silu_ui_test_close (window);
}

int
main (int argc, char **argv)
{
  silu_ui_test_init (&argc, &argv);

  g_test_add_func ("/pace/together", test_together);
  g_test_add_func ("/pace/once", test_once);
  g_test_add_func ("/pace/hurry", test_hurry);
  g_test_add_func ("/pace/cancel", test_cancel);

  return g_test_run ();
}
