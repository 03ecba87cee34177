/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The wheel over something that scrolls inside of a page: taken where it is of use, left to the
 * page everywhere else. */
#include "silu-scroller.h"
#include "silu-ui-test.h"

#define SIZE 200
#define CONTENT 900

typedef struct
{
  GtkWidget *window;
  GtkWidget *scroller;
  GtkAdjustment *adjustment;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkOrientation orientation = GPOINTER_TO_INT (data);
  gboolean horizontal = orientation == GTK_ORIENTATION_HORIZONTAL;
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *viewport = gtk_viewport_new (NULL, NULL);

  gtk_widget_set_size_request (content, horizontal ? CONTENT : 10, horizontal ? 10 : CONTENT);
  gtk_viewport_set_child (GTK_VIEWPORT (viewport), content);
  fixture->scroller = silu_scroller_new (orientation, viewport);
  fixture->adjustment = silu_scroller_get_adjustment (SILU_SCROLLER (fixture->scroller));
  fixture->window = silu_ui_test_show (fixture->scroller, SIZE, SIZE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  silu_ui_test_close_for_good (fixture->window, fixture->scroller);
}

/* One turn of the wheel; TRUE if it was taken. */
static gboolean
turn (Fixture *fixture, double dx, double dy)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (fixture->scroller);
  gboolean taken = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
        g_signal_emit_by_name (controller, "scroll", dx, dy, &taken);
    }

  return taken;
}

static void
test_horizontal (Fixture *fixture, gconstpointer data)
{
  double value;

  g_assert_cmpfloat (gtk_adjustment_get_upper (fixture->adjustment), ==, CONTENT);

  g_assert_false (turn (fixture, 0, 1));
  g_assert_false (turn (fixture, 0.3, 1));
  g_assert_false (turn (fixture, -1, 0));
  g_assert_cmpfloat (gtk_adjustment_get_value (fixture->adjustment), ==, 0);

  g_assert_true (turn (fixture, 1, 0.3));
  value = gtk_adjustment_get_value (fixture->adjustment);
  g_assert_cmpfloat (value, >, 10);
  g_assert_true (turn (fixture, -0.5, 0));
  g_assert_cmpfloat (gtk_adjustment_get_value (fixture->adjustment), <, value);

  gtk_adjustment_set_value (fixture->adjustment, CONTENT);
  g_assert_false (turn (fixture, 1, 0));
}

static void
test_vertical (Fixture *fixture, gconstpointer data)
{
  g_assert_false (turn (fixture, 0, -1));
  g_assert_false (turn (fixture, 1, 0.5));
  g_assert_true (turn (fixture, 0, 1));
  g_assert_cmpfloat (gtk_adjustment_get_value (fixture->adjustment), >, 10);
  g_assert_true (turn (fixture, 0, -0.1));

  gtk_adjustment_set_value (fixture->adjustment, CONTENT);
  g_assert_false (turn (fixture, 0, 1));
  g_assert_true (turn (fixture, 0, -1));
}

/* What fits does not scroll, and has no bar. */
static void
test_fitting (Fixture *fixture, gconstpointer data)
{
  GtkWidget *bar = silu_ui_test_find (fixture->scroller, GTK_TYPE_SCROLLBAR);

  g_assert_true (gtk_widget_get_child_visible (bar));
  gtk_widget_set_size_request (silu_ui_test_find (fixture->scroller, GTK_TYPE_BOX), 20, 20);
  silu_ui_test_settle (fixture->window);
  g_assert_false (gtk_widget_get_child_visible (bar));
  g_assert_false (turn (fixture, 1, 0));
}

static int
get_natural_height (Fixture *fixture)
{
  int natural = 0;

  gtk_widget_measure (fixture->scroller, GTK_ORIENTATION_VERTICAL, SIZE, NULL, &natural, NULL,
                      NULL);

  return natural;
}

static void
test_heights (Fixture *fixture, gconstpointer data)
{
  SiluScroller *scroller = SILU_SCROLLER (fixture->scroller);

  g_assert_cmpint (get_natural_height (fixture), ==, CONTENT);
  silu_scroller_set_max_height (scroller, 260);
  g_assert_cmpint (get_natural_height (fixture), ==, 260);
  silu_scroller_set_max_height (scroller, -1);
  g_assert_cmpint (get_natural_height (fixture), ==, CONTENT);
}

typedef struct
{
  GtkWidget *scroller;
  int first; /* its height in the first frame in which it has one */
} Frames;

static void
after_paint_cb (GdkFrameClock *clock, gpointer user_data)
{
  Frames *frames = user_data;

  if (frames->first == 0)
    frames->first = gtk_widget_get_height (frames->scroller);
}

/* A text has its height in the frame in which it appears. */
static void
test_first_frame (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *window = silu_ui_test_show (box, SIZE, SIZE);
  GtkWidget *view = gtk_text_view_new ();
  Frames frames = { 0 };

  gtk_text_view_set_pixels_above_lines (GTK_TEXT_VIEW (view), 3);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 7);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "a\nb\nc\nd\ne", -1);

  frames.scroller = silu_scroller_new (GTK_ORIENTATION_HORIZONTAL, view);
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (after_paint_cb),
                    &frames);
  gtk_box_append (GTK_BOX (box), frames.scroller);
  silu_ui_test_settle (window);

  g_assert_cmpint (frames.first, >, 7 + 5 * 10);
  g_assert_cmpint (ABS (frames.first - gtk_widget_get_height (frames.scroller)), <=, 5);

  g_signal_handlers_disconnect_by_data (gtk_widget_get_frame_clock (window), &frames);
  silu_ui_test_close (window);
}

/* A text that was laid out before it had its font. */
static void
test_late_font (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *window = silu_ui_test_show (box, SIZE, SIZE);
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();
  GtkWidget *views[] = { gtk_text_view_new (), gtk_text_view_new () };
  GtkWidget *scrollers[G_N_ELEMENTS (views)];

  gtk_css_provider_load_from_data (provider, "box > scroller > textview { font-size: 50%; }", -1);
  gtk_style_context_add_provider_for_display (gtk_widget_get_display (window),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    {
      scrollers[i] = silu_scroller_new (GTK_ORIENTATION_HORIZONTAL, views[i]);
      if (i == 1)
        gtk_box_append (GTK_BOX (box), g_object_ref_sink (scrollers[i]));
      else
        g_object_ref_sink (scrollers[i]);
      gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (views[i])),
                                "a\nb\nc\nd\ne\nf\ng\nh", -1);
      silu_ui_test_settle (window);
      if (i == 0)
        gtk_box_append (GTK_BOX (box), scrollers[i]);
    }
  silu_ui_test_settle (window);

  g_assert_cmpint (gtk_widget_get_height (scrollers[0]), ==, gtk_widget_get_height (scrollers[1]));

  gtk_style_context_remove_provider_for_display (gtk_widget_get_display (window),
                                                 GTK_STYLE_PROVIDER (provider));
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    g_object_unref (scrollers[i]);
  silu_ui_test_close (window);
}

int
main (int argc, char **argv)
{
  silu_ui_test_init (&argc, &argv);

#define ADD(name, orientation, func)                                                               \
  g_test_add (name, Fixture, GINT_TO_POINTER (orientation), set_up, func, tear_down)
  ADD ("/scroller/horizontal", GTK_ORIENTATION_HORIZONTAL, test_horizontal);
  ADD ("/scroller/vertical", GTK_ORIENTATION_VERTICAL, test_vertical);
  ADD ("/scroller/fitting", GTK_ORIENTATION_HORIZONTAL, test_fitting);
  ADD ("/scroller/heights", GTK_ORIENTATION_VERTICAL, test_heights);
#undef ADD
  g_test_add_func ("/scroller/first-frame", test_first_frame);
  g_test_add_func ("/scroller/late-font", test_late_font);

  return g_test_run ();
}
