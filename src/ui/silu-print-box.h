/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is laid out for paper, from top to bottom: a text or a table's row, which lines can be
 * parted between pages. Sizes are in points. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  PangoLayout *layout; /* or NULL: a row */
  PangoLayout *marker; /* of a list's item, before its first line; or NULL */
  GPtrArray *cells;    /* of PangoLayout: a row, which is one line */
  GArray *columns;     /* of double: their widths */

  double indent;
  double before;       /* space above, but not at the head of a page */
  gboolean is_shaded;  /* code, what the user wrote */
  gboolean is_rule;    /* a line across, and nothing else */
  gboolean keeps_next; /* no heading ends a page */
  GArray *bars;        /* of double: where lines are at its left, one a quote around it; or NULL */
  double width;        /* of the page's text */
  GArray *heights;     /* of double: one a line, once it is measured */
} SiluPrintBox;

SiluPrintBox *silu_print_box_new (void);
void silu_print_box_free (SiluPrintBox *self);

/* Lays it out; to be called once. */
void silu_print_box_measure (SiluPrintBox *self);

guint silu_print_box_get_n_lines (const SiluPrintBox *self);
double silu_print_box_get_height (const SiluPrintBox *self, guint first, guint end);

/* Draws the lines [@first, @end) with their top at @y. */
void silu_print_box_draw (const SiluPrintBox *self, cairo_t *cr, double y, guint first, guint end);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluPrintBox, silu_print_box_free)

G_END_DECLS
