/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One top-level block of Markdown as widgets. */
#pragma once

#include "silu-block.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_BLOCK_VIEW (silu_block_view_get_type ())
G_DECLARE_FINAL_TYPE (SiluBlockView, silu_block_view, SILU, BLOCK_VIEW, GtkWidget)

GtkWidget *silu_block_view_new (SiluBlock *block);

/* Shows another state of the block: what can stay of the widgets stays, so that a growing paragraph
 * keeps its label and growing code only gets the rest inserted. */
void silu_block_view_set_block (SiluBlockView *self, SiluBlock *block);
/* What the block was in the version before of its answer, or NULL: see
 * silu_code_card_set_earlier (). Blocks that are no code take no notice. */
void silu_block_view_set_earlier (SiluBlockView *self, const char *earlier);

SiluBlock *silu_block_view_get_block (SiluBlockView *self);

G_END_DECLS
