/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The gauge of the context. Its colour warns before the room for an answer is gone. */
#include "silu-context-gauge.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define RING_SIZE 16
#define RING_WIDTH 3
#define SPACING 6

/* Shares of the limit from which it looks serious. */
#define FULL 0.95
#define NEARLY_FULL 0.8

struct _SiluContextGauge
{
  GtkWidget parent_instance;

  GtkWidget *ring;
  GtkWidget *label;
  double share; /* used of the limit, 0 to 1 */
};

G_DEFINE_FINAL_TYPE (SiluContextGauge, silu_context_gauge, GTK_TYPE_WIDGET)

static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  SiluContextGauge *self = user_data;
  double radius = (MIN (width, height) - RING_WIDTH) / 2.0;
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (area)), &color);
  cairo_set_line_width (cr, RING_WIDTH);
  cairo_set_source_rgba (cr, color.red, color.green, color.blue, color.alpha * 0.25);
  cairo_arc (cr, width / 2.0, height / 2.0, radius, 0, 2 * G_PI);
  cairo_stroke (cr);

  gdk_cairo_set_source_rgba (cr, &color);
  cairo_arc (cr, width / 2.0, height / 2.0, radius, -G_PI / 2, -G_PI / 2 + 2 * G_PI * self->share);
  cairo_stroke (cr);
}

/* The numbers are shown where there is room left over: the pills beside need theirs first. */
static void
silu_context_gauge_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  SiluContextGauge *self = SILU_CONTEXT_GAUGE (widget);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    gtk_widget_measure (self->label, orientation, -1, minimum, natural, NULL, NULL);

  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? MAX (*minimum, RING_SIZE) : RING_SIZE;
  *natural = *minimum;
}

static void
silu_context_gauge_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SiluContextGauge *self = SILU_CONTEXT_GAUGE (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkAllocation ring = { 0, (height - RING_SIZE) / 2, RING_SIZE, RING_SIZE };
  GtkAllocation label = { 0, 0, 0, height };
  gboolean fits;

  gtk_widget_measure (self->label, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &label.width, NULL, NULL);
  fits = width >= RING_SIZE + SPACING + label.width;
  gtk_widget_set_child_visible (self->label, fits);
  if (fits)
    label.x = rtl ? 0 : width - label.width;
  ring.x = fits ? width - label.width - SPACING - RING_SIZE : width - RING_SIZE;
  if (rtl)
    ring.x = width - RING_SIZE - ring.x;

  gtk_widget_size_allocate (self->ring, &ring, -1);
  if (fits)
    gtk_widget_size_allocate (self->label, &label, -1);
}

static void
silu_context_gauge_dispose (GObject *object)
{
  SiluContextGauge *self = SILU_CONTEXT_GAUGE (object);

  g_clear_pointer (&self->ring, gtk_widget_unparent);
  g_clear_pointer (&self->label, gtk_widget_unparent);

  G_OBJECT_CLASS (silu_context_gauge_parent_class)->dispose (object);
}

static void
silu_context_gauge_class_init (SiluContextGaugeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_context_gauge_dispose;
  widget_class->measure = silu_context_gauge_measure;
  widget_class->size_allocate = silu_context_gauge_size_allocate;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_METER);
  gtk_widget_class_set_css_name (widget_class, "context-gauge");
}

static void
silu_context_gauge_init (SiluContextGauge *self)
{
  self->ring = gtk_drawing_area_new ();
  self->label = gtk_label_new (NULL);

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (self->ring), RING_SIZE);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (self->ring), RING_SIZE);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->ring), draw_cb, self, NULL);
  gtk_widget_add_css_class (self->ring, "ring");
  gtk_widget_set_parent (self->ring, GTK_WIDGET (self));
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Context"), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 1.0, -1);
  gtk_widget_hide (GTK_WIDGET (self));
}

/* "980", "14.2k", "1M" */
static char *
format_short (gint64 tokens)
{
  if (tokens < 1000)
    return g_strdup_printf ("%d", (int) tokens);
  if (tokens < 100000)
    return g_strdup_printf (tokens % 1000 < 50 ? "%.0fk" : "%.1fk", (double) tokens / 1000);
  if (tokens < 1000000)
    return g_strdup_printf ("%.0fk", floor ((double) tokens / 1000));

  return g_strdup_printf (tokens % 1000000 < 50000 ? "%.0fM" : "%.1fM", (double) tokens / 1000000);
}

static void
add_line (GString *text, const char *label, gint64 tokens)
{
  g_string_append_printf (text, "%s%s %" G_GINT64_FORMAT, text->len > 0 ? "\n" : "", label, tokens);
}

static char *
format_long (const SiluContextUse *use)
{
  GString *text = g_string_new (NULL);

  add_line (text, use->measured ? _ ("Tokens used:") : _ ("Tokens used, estimated:"), use->used);
  add_line (text, _ ("kept for the answer:"), use->reserved);
  add_line (text, _ ("free:"), MAX (use->limit - use->used - use->reserved, 0));

  return g_string_free (text, FALSE);
}

static void
set_class (GtkWidget *widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

void
silu_context_gauge_set_use (SiluContextGauge *self, const SiluContextUse *use)
{
  g_autofree char *used = format_short (use->used);
  g_autofree char *limit = format_short (use->limit);
  g_autofree char *text = g_strdup_printf ("%s / %s", used, limit);
  g_autofree char *details = format_long (use);

  g_return_if_fail (SILU_IS_CONTEXT_GAUGE (self));

  gtk_widget_set_visible (GTK_WIDGET (self), use->limit > 0 && use->used > 0);
  if (use->limit <= 0)
    return;

  self->share = CLAMP ((double) use->used / (double) use->limit, 0, 1);
  gtk_label_set_text (GTK_LABEL (self->label), text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), details);
  set_class (GTK_WIDGET (self), "error", self->share >= FULL);
  set_class (GTK_WIDGET (self), "warning", self->share >= NEARLY_FULL && self->share < FULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
                                  self->share, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
  gtk_widget_queue_draw (self->ring);
}
