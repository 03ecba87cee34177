/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines are Pango's: it knows where Chinese may be broken, and which way a text runs. */
#include "silu-print-box.h"

#define PADDING 5.0 /* of what is shaded, at its sides */
#define CELL_PADDING 4.0
#define MARKER_GAP 4.0

SiluPrintBox *
silu_print_box_new (void)
{
  SiluPrintBox *self = g_new0 (SiluPrintBox, 1);

  self->heights = g_array_new (FALSE, FALSE, sizeof (double));

  return self;
}

void
silu_print_box_free (SiluPrintBox *self)
{
  g_clear_object (&self->layout);
  g_clear_object (&self->marker);
  g_clear_pointer (&self->cells, g_ptr_array_unref);
  g_clear_pointer (&self->columns, g_array_unref);
  g_clear_pointer (&self->bars, g_array_unref);
  g_array_unref (self->heights);
  g_free (self);
}

static double
get_inner_width (const SiluPrintBox *self)
{
  return MAX (self->width - self->indent - (self->is_shaded ? 2 * PADDING : 0), 36);
}

static void
measure_text (SiluPrintBox *self)
{
  PangoLayoutIter *iter;

  pango_layout_set_width (self->layout, (int) (get_inner_width (self) * PANGO_SCALE));
  iter = pango_layout_get_iter (self->layout);
  do
    {
      int top = 0;
      int bottom = 0;
      double height;

      pango_layout_iter_get_line_yrange (iter, &top, &bottom);
      height = (double) (bottom - top) / PANGO_SCALE;
      g_array_append_val (self->heights, height);
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
}

/* As wide as they are, if there is room; else what is too wide gives way. */
static void
measure_columns (SiluPrintBox *self)
{
  double room = get_inner_width (self) - 2 * CELL_PADDING * self->columns->len;
  double even = room / MAX (self->columns->len, 1);
  double narrow = 0;
  guint n_wide = 0;

  for (guint i = 0; i < self->columns->len; i++)
    {
      double width = g_array_index (self->columns, double, i);

      if (width <= even)
        narrow += width;
      else
        n_wide++;
    }

  for (guint i = 0; i < self->columns->len; i++)
    {
      double *width = &g_array_index (self->columns, double, i);

      if (*width > even)
        *width = MIN (*width, (room - narrow) / n_wide);
    }
}

static void
measure_row (SiluPrintBox *self)
{
  double height = 0;

  measure_columns (self);
  for (guint i = 0; i < self->cells->len; i++)
    {
      PangoLayout *cell = g_ptr_array_index (self->cells, i);
      PangoRectangle extents;

      pango_layout_set_width (cell, (int) (g_array_index (self->columns, double, i) * PANGO_SCALE));
      pango_layout_get_extents (cell, NULL, &extents);
      height = MAX (height, (double) extents.height / PANGO_SCALE);
    }

  height += 2 * CELL_PADDING;
  g_array_append_val (self->heights, height);
}

void
silu_print_box_measure (SiluPrintBox *self)
{
  const double thin = 1;

  if (self->layout != NULL)
    measure_text (self);
  else if (self->cells != NULL)
    measure_row (self);
  else
    g_array_append_val (self->heights, thin);
}

guint
silu_print_box_get_n_lines (const SiluPrintBox *self)
{
  return self->heights->len;
}

double
silu_print_box_get_height (const SiluPrintBox *self, guint first, guint end)
{
  double height = 0;

  for (guint i = first; i < end; i++)
    height += g_array_index (self->heights, double, i);

  return height;
}

static void
draw_ground (const SiluPrintBox *self, cairo_t *cr, double y, double height)
{
  if (self->is_shaded)
    {
      cairo_set_source_rgb (cr, 0.95, 0.95, 0.96);
      cairo_rectangle (cr, self->indent, y, self->width - self->indent, height);
      cairo_fill (cr);
    }

  cairo_set_source_rgb (cr, 0.7, 0.7, 0.72);
  for (guint i = 0; self->bars != NULL && i < self->bars->len; i++)
    {
      cairo_rectangle (cr, g_array_index (self->bars, double, i), y, 1.5, height);
      cairo_fill (cr);
    }
}

static void
draw_text (const SiluPrintBox *self, cairo_t *cr, double y, guint first, guint end)
{
  double x = self->indent + (self->is_shaded ? PADDING : 0);
  double top = y - silu_print_box_get_height (self, 0, first);
  PangoLayoutIter *iter = pango_layout_get_iter (self->layout);

  for (guint i = 0; i < end; i++, pango_layout_iter_next_line (iter))
    {
      PangoRectangle extents;

      if (i < first)
        continue;
      pango_layout_iter_get_line_extents (iter, NULL, &extents);
      cairo_move_to (cr, x + (double) extents.x / PANGO_SCALE,
                     top + (double) pango_layout_iter_get_baseline (iter) / PANGO_SCALE);
      pango_cairo_show_layout_line (cr, pango_layout_iter_get_line_readonly (iter));
    }
  pango_layout_iter_free (iter);
}

static void
draw_marker (const SiluPrintBox *self, cairo_t *cr, double y)
{
  PangoRectangle extents;

  pango_layout_get_extents (self->marker, NULL, &extents);
  cairo_move_to (cr, self->indent - MARKER_GAP - (double) extents.width / PANGO_SCALE, y);
  pango_cairo_show_layout (cr, self->marker);
}

static void
draw_row (const SiluPrintBox *self, cairo_t *cr, double y, double height)
{
  double x = self->indent;

  for (guint i = 0; i < self->cells->len; i++)
    {
      double width = g_array_index (self->columns, double, i) + 2 * CELL_PADDING;

      cairo_set_source_rgb (cr, 0.6, 0.6, 0.62);
      cairo_set_line_width (cr, 0.5);
      cairo_rectangle (cr, x, y, width, height);
      cairo_stroke (cr);
      cairo_set_source_rgb (cr, 0, 0, 0);
      cairo_move_to (cr, x + CELL_PADDING, y + CELL_PADDING);
      pango_cairo_show_layout (cr, g_ptr_array_index (self->cells, i));
      x += width;
    }
}

void
silu_print_box_draw (const SiluPrintBox *self, cairo_t *cr, double y, guint first, guint end)
{
  double height = silu_print_box_get_height (self, first, end);

  draw_ground (self, cr, y, height);
  if (self->is_rule)
    {
      cairo_rectangle (cr, self->indent, y, self->width - self->indent, 0.5);
      cairo_fill (cr);
    }

  cairo_set_source_rgb (cr, 0, 0, 0);
  if (self->marker != NULL && first == 0)
    draw_marker (self, cr, y);
  if (self->layout != NULL)
    draw_text (self, cr, y, first, end);
  else if (self->cells != NULL)
    draw_row (self, cr, y, height);
}
