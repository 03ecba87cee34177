/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Grounds line by line: Pango's own background knows neither round corners nor room around it. */
#include "silu-range-paint.h"

/* How far the ground of inline code reaches beyond it, in pixels, and its corners. */
#define GROUND_PAD 2.5f
#define GROUND_RADIUS 4.0f
#define GROUND_TOP 0.14f /* of the line's height, above and below the ground */

static void
draw_round (GtkSnapshot *snapshot, const GdkRGBA *color, const graphene_rect_t *place)
{
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, place, GROUND_RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, color, place);
  gtk_snapshot_pop (snapshot);
}

/* What is in this line of a range; where directions are mixed it may be several pieces. */
static void
draw_line_range (GtkSnapshot *snapshot,
                 PangoLayoutIter *iter,
                 const SiluTextRange *range,
                 const GdkRGBA *color,
                 gboolean is_round)
{
  PangoLayoutLine *line = pango_layout_iter_get_line_readonly (iter);
  float top = is_round ? GROUND_TOP : 0;
  float pad = is_round ? GROUND_PAD : 0;
  PangoRectangle extents;
  g_autofree int *ranges = NULL;
  int n_ranges = 0;
  int start = (int) MIN (range->start, G_MAXINT);
  int end = (int) MIN (range->end, G_MAXINT);

  if (end <= line->start_index || start >= line->start_index + line->length)
    return;

  pango_layout_iter_get_line_extents (iter, NULL, &extents);
  pango_layout_line_get_x_ranges (line, start, MIN (end, line->start_index + line->length), &ranges,
                                  &n_ranges);
  for (int i = 0; i < n_ranges; i++)
    {
      float left = (float) ranges[2 * i] / PANGO_SCALE - pad;
      float right = (float) ranges[2 * i + 1] / PANGO_SCALE + pad;
      float height = (float) extents.height / PANGO_SCALE;
      graphene_rect_t place =
          GRAPHENE_RECT_INIT (left, (float) extents.y / PANGO_SCALE + height * top, right - left,
                              height * (1 - 2 * top));

      if (is_round)
        draw_round (snapshot, color, &place);
      else
        gtk_snapshot_append_color (snapshot, color, &place);
    }
}

void
silu_paint_range (GtkSnapshot *snapshot,
                  PangoLayout *layout,
                  const SiluTextRange *range,
                  const GdkRGBA *color,
                  gboolean is_round)
{
  PangoLayoutIter *iter = pango_layout_get_iter (layout);

  do
    draw_line_range (snapshot, iter, range, color, is_round);
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
}
