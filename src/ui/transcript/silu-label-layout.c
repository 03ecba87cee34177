/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "silu-label-layout.h"

struct _SiluLabelLayout
{
  GtkLayoutManager parent_instance;

  int least;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (SiluLabelLayout, silu_label_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
silu_label_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* Of the text without a break. */
static int
get_natural_width (GtkLabel *label)
{
  g_autoptr (PangoLayout) layout = pango_layout_copy (gtk_label_get_layout (label));
  PangoRectangle extents;

  pango_layout_set_width (layout, -1);
  pango_layout_get_extents (layout, NULL, &extents);

  return PANGO_PIXELS_CEIL (extents.width);
}

static void
silu_label_layout_measure (GtkLayoutManager *manager,
                           GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  SiluLabelLayout *self = SILU_LABEL_LAYOUT (manager);

  if (orientation == GTK_ORIENTATION_VERTICAL || !gtk_label_get_wrap (GTK_LABEL (widget)))
    {
      GTK_WIDGET_GET_CLASS (widget)->measure (widget, orientation, for_size, minimum, natural,
                                              minimum_baseline, natural_baseline);
      return;
    }

  *natural = self->filling ? self->least : get_natural_width (GTK_LABEL (widget));
  *minimum = MIN (*natural, self->least);
}

static void
silu_label_layout_allocate (GtkLayoutManager *manager,
                            GtkWidget *widget,
                            int width,
                            int height,
                            int baseline)
{
  GTK_WIDGET_GET_CLASS (widget)->size_allocate (widget, width, height, baseline);
}

static void
silu_label_layout_class_init (SiluLabelLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->get_request_mode = silu_label_layout_get_request_mode;
  manager_class->measure = silu_label_layout_measure;
  manager_class->allocate = silu_label_layout_allocate;
}

static void
silu_label_layout_init (SiluLabelLayout *self)
{
}

GtkLayoutManager *
silu_label_layout_new (int least)
{
  SiluLabelLayout *self = g_object_new (SILU_TYPE_LABEL_LAYOUT, NULL);

  self->least = least;

  return GTK_LAYOUT_MANAGER (self);
}

void
silu_label_layout_set_filling (SiluLabelLayout *self, gboolean filling)
{
  g_return_if_fail (SILU_IS_LABEL_LAYOUT (self));

  if (self->filling == filling)
    return;

  self->filling = filling;
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}
