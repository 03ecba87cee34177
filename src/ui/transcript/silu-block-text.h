/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Flowing text: a paragraph, a heading, a cell of a table, raw HTML. */
#pragma once

#include "silu-block.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_BLOCK_TEXT (silu_block_text_get_type ())
G_DECLARE_FINAL_TYPE (SiluBlockText, silu_block_text, SILU, BLOCK_TEXT, GtkWidget)

/* @role: of the label, which is what a screen reader meets. */
GtkWidget *silu_block_text_new (const SiluBlock *block, GtkAccessibleRole role);

/* The same kind with other text: the label, and with it focus and place, stays. */
void silu_block_text_set_block (SiluBlockText *self, const SiluBlock *block);

GtkLabel *silu_block_text_get_label (SiluBlockText *self);

G_END_DECLS
