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
  self->window = window;
  silu_pace_init (&self->pace, window, PERIOD, work_cb, self);
}

typedef struct
{
  GtkWidget *window;
  Work one;
  Work other;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->window = silu_ui_test_show (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), 100, 100);
  work_init (&fixture->one, fixture->window);
  work_init (&fixture->other, fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  silu_ui_test_close (fixture->window);
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
queue_both (Fixture *fixture)
{
  gint64 begun;

  do
    {
      silu_pace_cancel (&fixture->one.pace);
      silu_pace_cancel (&fixture->other.pace);
      begun = g_get_monotonic_time () / PERIOD;
      silu_pace_queue (&fixture->one.pace);
      silu_pace_queue (&fixture->other.pace);
    }
  while (g_get_monotonic_time () / PERIOD != begun);
}

static void
test_together (Fixture *fixture, gconstpointer data)
{
  silu_pace_queue (&fixture->one.pace);
  wait_for (&fixture->one, 1);
  silu_ui_test_settle (fixture->window);
  silu_pace_queue (&fixture->other.pace);
  wait_for (&fixture->other, 1);
  g_assert_cmpint (fixture->one.frame, !=, fixture->other.frame);

  queue_both (fixture);
  wait_for (&fixture->one, 2);
  wait_for (&fixture->other, 2);
  g_assert_cmpint (fixture->one.frame, ==, fixture->other.frame);
}

/* The first time at once, and once for all that asked meanwhile. */
static void
test_once (Fixture *fixture, gconstpointer data)
{
  for (int i = 0; i < 5; i++)
    silu_pace_queue (&fixture->one.pace);
  g_assert_cmpuint (fixture->one.n_done, ==, 0);
  silu_ui_test_settle (fixture->window);
  g_assert_cmpuint (fixture->one.n_done, ==, 1);
}

static void
test_hurry (Fixture *fixture, gconstpointer data)
{
  silu_pace_queue (&fixture->one.pace);
  wait_for (&fixture->one, 1);
  silu_pace_queue (&fixture->one.pace);
  silu_pace_hurry (&fixture->one.pace);
  silu_ui_test_settle (fixture->window);
  g_assert_cmpuint (fixture->one.n_done, ==, 2);
  g_assert_cmpuint (fixture->one.pace.wait, ==, 0);
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  silu_pace_queue (&fixture->one.pace);
  silu_pace_cancel (&fixture->one.pace);
  silu_ui_test_settle (fixture->window);
  g_assert_cmpuint (fixture->one.n_done, ==, 0);
  g_assert_cmpuint (fixture->one.pace.tick, ==, 0);
}

int
main (int argc, char **argv)
{
  silu_ui_test_init (&argc, &argv);

#define ADD(name, func) g_test_add ("/pace/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("together", test_together);
  ADD ("once", test_once);
  ADD ("hurry", test_hurry);
  ADD ("cancel", test_cancel);
#undef ADD

  return g_test_run ();
}
