/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of a paragraph, a heading or a cell. It draws what is selected of it, and what a search
 * has found in it; both are told from outside, since they go on in other blocks. */
#pragma once

#include "silu-block.h"
#include "silu-math.h"
#include "silu-text-marks.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_BLOCK_TEXT (silu_block_text_get_type ())
G_DECLARE_FINAL_TYPE (SiluBlockText, silu_block_text, SILU, BLOCK_TEXT, GtkWidget)

/* @role: of the label. A link is opened by the action "transcript.open-link" (its text and
 * address). */
GtkWidget *silu_block_text_new (SiluBlock *block, GtkAccessibleRole role);

/* The same for what fills the column it stands in, and is not asked how wide it would like to be.
 */
GtkWidget *silu_block_text_new_filling (SiluBlock *block, GtkAccessibleRole role);

void silu_block_text_set_block (SiluBlockText *self, SiluBlock *block);
SiluBlock *silu_block_text_get_block (SiluBlockText *self);
GtkLabel *silu_block_text_get_label (SiluBlockText *self);

/* An empty range selects nothing. */
void silu_block_text_select (SiluBlockText *self, gsize start, gsize end);

/* @hits: of SiluTextRange, or NULL. */
void silu_block_text_mark (SiluBlockText *self, GArray *hits);

/* The place between characters that is next to a point in the widget, in bytes of the text. */
gsize silu_block_text_find_offset (SiluBlockText *self, double x, double y);

/* Where it is, in the widget. */
void silu_block_text_get_place (SiluBlockText *self, gsize offset, graphene_rect_t *place);

/* The formula that is drawn at a point in the widget, borrowed; NULL where there is none. */
SiluFormula *silu_block_text_get_formula_at (SiluBlockText *self, double x, double y);

/* The link at a point in the widget, a span of the block; NULL where there is none. */
const SiluSpan *silu_block_text_get_link_at (SiluBlockText *self, double x, double y);

G_END_DECLS
