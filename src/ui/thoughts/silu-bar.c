/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawn by hand: a level bar of GTK would be announced as a control, and the number is what counts.
 */
#include "silu-bar.h"

#define HEIGHT 6
#define GAP 4

struct _SiluBar
{
  GtkWidget parent_instance;

  GtkWidget *label;
  double share;
};

G_DEFINE_FINAL_TYPE (SiluBar, silu_bar, GTK_TYPE_WIDGET)

static void
silu_bar_measure (GtkWidget *widget,
                  GtkOrientation orientation,
                  int for_size,
                  int *minimum,
                  int *natural,
                  int *minimum_baseline,
                  int *natural_baseline)
{
  gtk_widget_measure (SILU_BAR (widget)->label, orientation, -1, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;

  *minimum += GAP + HEIGHT;
  *natural += GAP + HEIGHT;
}

static void
silu_bar_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GtkAllocation place = { 0, 0, width, height - GAP - HEIGHT };

  gtk_widget_size_allocate (SILU_BAR (widget)->label, &place, -1);
}

static void
draw (GtkSnapshot *snapshot, const GdkRGBA *colour, float x, float y, float width)
{
  GskRoundedRect shape;

  if (width <= 0)
    return;

  gsk_rounded_rect_init_from_rect (&shape, &GRAPHENE_RECT_INIT (x, y, width, HEIGHT),
                                   MIN (HEIGHT / 2.0f, width / 2));
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_color (snapshot, colour, &shape.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
silu_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SiluBar *self = SILU_BAR (widget);
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  float width = (float) gtk_widget_get_width (widget);
  float y = (float) (gtk_widget_get_height (widget) - HEIGHT);
  float filled = (float) self->share * width;
  GdkRGBA colour, track;

  if (self->share >= 0)
    {
      gtk_style_context_get_color (style, &track);
      track.alpha *= 0.12f;
      draw (snapshot, &track, 0, y, width);
      if (!gtk_style_context_lookup_color (style, "accent_color", &colour))
        gtk_style_context_get_color (style, &colour);
      draw (snapshot, &colour,
            gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL ? width - filled : 0, y, filled);
    }

  GTK_WIDGET_CLASS (silu_bar_parent_class)->snapshot (widget, snapshot);
}

static void
silu_bar_dispose (GObject *object)
{
  g_clear_pointer (&SILU_BAR (object)->label, gtk_widget_unparent);

  G_OBJECT_CLASS (silu_bar_parent_class)->dispose (object);
}

static void
silu_bar_class_init (SiluBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_bar_dispose;
  widget_class->measure = silu_bar_measure;
  widget_class->size_allocate = silu_bar_size_allocate;
  widget_class->snapshot = silu_bar_snapshot;
  gtk_widget_class_set_css_name (widget_class, "number-bar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_CELL);
}

static void
silu_bar_init (SiluBar *self)
{
  self->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
}

GtkWidget *
silu_bar_new (const char *text, double share)
{
  SiluBar *self = g_object_new (SILU_TYPE_BAR, NULL);

  gtk_label_set_text (GTK_LABEL (self->label), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  self->share = MIN (share, 1);

  return GTK_WIDGET (self);
}
