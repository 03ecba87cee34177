/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One child, one adjustment, one thin scroll bar over the child's edge. The wheel is taken only as
 * far as the child can still move; everything else goes on to the page. */
#include "silu-scroller.h"

#include <math.h>

struct _SiluScroller
{
  GtkWidget parent_instance;

  GtkOrientation orientation;
  GtkWidget *child;
  GtkWidget *bar;
  GtkAdjustment *adjustment;
  int max_height;
  int measured; /* the height of a text, as it was told */
  guint settle; /* tick callback: it is less */
};

G_DEFINE_FINAL_TYPE (SiluScroller, silu_scroller, GTK_TYPE_WIDGET)

static double
get_end (SiluScroller *self)
{
  return gtk_adjustment_get_upper (self->adjustment) -
         gtk_adjustment_get_page_size (self->adjustment);
}

/* Whether the child can move by @delta at all. */
static gboolean
can_move (SiluScroller *self, double delta)
{
  double value = gtk_adjustment_get_value (self->adjustment);

  return delta > 0 ? value < get_end (self) - 0.5
                   : value > gtk_adjustment_get_lower (self->adjustment) + 0.5;
}

/* The part of a turn of the wheel that goes our way. With Shift, a wheel that has one axis means
 * the other. A slanted stroke on a touchpad belongs to the way it mostly goes. */
static double
get_delta (SiluScroller *self, GtkEventController *controller, double dx, double dy)
{
  gboolean shift =
      (gtk_event_controller_get_current_event_state (controller) & GDK_SHIFT_MASK) != 0;
  double x = shift ? dy : dx;
  double y = shift ? dx : dy;

  if (self->orientation == GTK_ORIENTATION_HORIZONTAL)
    return fabs (x) > fabs (y) ? x : 0;

  return fabs (y) >= fabs (x) ? y : 0;
}

static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy, gpointer user_data)
{
  SiluScroller *self = user_data;
  double delta = get_delta (self, GTK_EVENT_CONTROLLER (controller), dx, dy);

  if (delta == 0 || !can_move (self, delta))
    return GDK_EVENT_PROPAGATE;

  /* One click of a wheel moves as far as it does in GTK's own scrolled windows. */
  if (gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_WHEEL)
    delta *= pow (gtk_adjustment_get_page_size (self->adjustment), 2.0 / 3.0);

  gtk_adjustment_set_value (self->adjustment, gtk_adjustment_get_value (self->adjustment) + delta);

  return GDK_EVENT_STOP;
}

static void
enter_cb (GtkEventControllerMotion *controller, double x, double y, gpointer user_data)
{
  gtk_widget_add_css_class (SILU_SCROLLER (user_data)->bar, "hovering");
}

static void
leave_cb (GtkEventControllerMotion *controller, gpointer user_data)
{
  gtk_widget_remove_css_class (SILU_SCROLLER (user_data)->bar, "hovering");
}

static void
changed_cb (GtkAdjustment *adjustment, gpointer user_data)
{
  SiluScroller *self = user_data;

  gtk_widget_set_child_visible (self->bar, get_end (self) > 0.5);
}

/* One row for each line, which is what a text needs at least. A text view itself knows its height
 * only after it was drawn, two frames late: a page below it would jump. */
static int
guess_height (GtkTextView *view)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (view));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int n_lines = gtk_text_buffer_get_line_count (gtk_text_view_get_buffer (view));
  int line = PANGO_PIXELS (pango_font_metrics_get_height (metrics)) +
             gtk_text_view_get_pixels_above_lines (view) +
             gtk_text_view_get_pixels_below_lines (view);

  pango_font_metrics_unref (metrics);

  return gtk_text_view_get_top_margin (view) + n_lines * line +
         gtk_text_view_get_bottom_margin (view);
}

static void
silu_scroller_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  SiluScroller *self = SILU_SCROLLER (widget);
  int child_minimum = 0;
  int child_natural = 0;

  gtk_widget_measure (self->child, orientation, for_size, &child_minimum, &child_natural, NULL,
                      NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      if (GTK_IS_TEXT_VIEW (self->child))
        self->measured = child_natural =
            MAX (child_natural, guess_height (GTK_TEXT_VIEW (self->child)));
      if (self->max_height >= 0)
        child_natural = MIN (child_natural, self->max_height);
    }

  *natural = child_natural;
  *minimum = orientation == self->orientation ? 0 : MIN (child_minimum, child_natural);
}

static gboolean
settle_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  SiluScroller *self = SILU_SCROLLER (widget);

  self->settle = 0;
  gtk_widget_queue_resize (self->child);

  return G_SOURCE_REMOVE;
}

/* A text view that was laid out before it had its font tells nobody that it has become less. */
static void
check_height (SiluScroller *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self->child);
  GtkTextIter end;
  int y = 0;
  int height = 0;

  gtk_text_buffer_get_end_iter (gtk_text_view_get_buffer (view), &end);
  gtk_text_view_get_line_yrange (view, &end, &y, &height);
  height += y + gtk_text_view_get_top_margin (view) + gtk_text_view_get_bottom_margin (view);
  if (MAX (height, guess_height (view)) < self->measured && self->settle == 0)
    self->settle = gtk_widget_add_tick_callback (GTK_WIDGET (self), settle_cb, NULL, NULL);
}

static GtkSizeRequestMode
silu_scroller_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
silu_scroller_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SiluScroller *self = SILU_SCROLLER (widget);
  GtkAllocation place = { 0, 0, width, height };
  int breadth = 0;

  gtk_widget_size_allocate (self->child, &place, -1);
  if (GTK_IS_TEXT_VIEW (self->child))
    check_height (self);
  changed_cb (self->adjustment, self);
  if (!gtk_widget_get_child_visible (self->bar))
    return;

  if (self->orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      gtk_widget_measure (self->bar, GTK_ORIENTATION_VERTICAL, -1, &breadth, NULL, NULL, NULL);
      place = (GtkAllocation){ 0, height - breadth, width, breadth };
    }
  else
    {
      gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

      gtk_widget_measure (self->bar, GTK_ORIENTATION_HORIZONTAL, -1, &breadth, NULL, NULL, NULL);
      place = (GtkAllocation){ rtl ? 0 : width - breadth, 0, breadth, height };
    }
  gtk_widget_size_allocate (self->bar, &place, -1);
}

static void
silu_scroller_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  GTK_WIDGET_CLASS (silu_scroller_parent_class)->snapshot (widget, snapshot);
  gtk_snapshot_pop (snapshot);
}

static void
silu_scroller_dispose (GObject *object)
{
  SiluScroller *self = SILU_SCROLLER (object);

  if (self->settle != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->settle);
  self->settle = 0;
  if (self->adjustment != NULL)
    g_signal_handlers_disconnect_by_data (self->adjustment, self);
  g_clear_object (&self->adjustment);
  g_clear_pointer (&self->child, gtk_widget_unparent);
  g_clear_pointer (&self->bar, gtk_widget_unparent);

  G_OBJECT_CLASS (silu_scroller_parent_class)->dispose (object);
}

static void
silu_scroller_class_init (SiluScrollerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_scroller_dispose;
  widget_class->measure = silu_scroller_measure;
  widget_class->get_request_mode = silu_scroller_get_request_mode;
  widget_class->size_allocate = silu_scroller_size_allocate;
  widget_class->snapshot = silu_scroller_snapshot;
  gtk_widget_class_set_css_name (widget_class, "scroller");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GENERIC);
}

static void
silu_scroller_init (SiluScroller *self)
{
  GtkEventController *scroll =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkEventController *motion = gtk_event_controller_motion_new ();

  self->max_height = -1;

  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);

  g_signal_connect (motion, "enter", G_CALLBACK (enter_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
}

GtkWidget *
silu_scroller_new (GtkOrientation orientation, GtkWidget *child)
{
  SiluScroller *self = g_object_new (SILU_TYPE_SCROLLER, NULL);

  g_return_val_if_fail (GTK_IS_SCROLLABLE (child), GTK_WIDGET (self));

  self->orientation = orientation;
  self->adjustment = g_object_ref_sink (gtk_adjustment_new (0, 0, 0, 0, 0, 0));
  g_signal_connect (self->adjustment, "changed", G_CALLBACK (changed_cb), self);

  self->bar = gtk_scrollbar_new (orientation, self->adjustment);
  gtk_widget_add_css_class (self->bar, "overlay-indicator");
  gtk_widget_add_css_class (self->bar,
                            orientation == GTK_ORIENTATION_HORIZONTAL ? "bottom" : "right");
  gtk_widget_set_parent (self->bar, GTK_WIDGET (self));

  self->child = child;
  gtk_widget_insert_before (child, GTK_WIDGET (self), self->bar);
  g_object_set (child, orientation == GTK_ORIENTATION_HORIZONTAL ? "hadjustment" : "vadjustment",
                self->adjustment, NULL);

  return GTK_WIDGET (self);
}

GtkAdjustment *
silu_scroller_get_adjustment (SiluScroller *self)
{
  g_return_val_if_fail (SILU_IS_SCROLLER (self), NULL);

  return self->adjustment;
}

void
silu_scroller_set_max_height (SiluScroller *self, int height)
{
  g_return_if_fail (SILU_IS_SCROLLER (self));

  self->max_height = height;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
