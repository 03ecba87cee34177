/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Blocks under each other: a quote, a list with its markers, or one item of a list. */
#pragma once

#include "silu-block.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_BLOCK_STACK (silu_block_stack_get_type ())
G_DECLARE_FINAL_TYPE (SiluBlockStack, silu_block_stack, SILU, BLOCK_STACK, GtkWidget)

GtkWidget *silu_block_stack_new (SiluBlock *block);

/* Another state of the same kind of block: children that are equal are not touched. FALSE if the
 * markers are of another sort. */
gboolean silu_block_stack_set_block (SiluBlockStack *self, SiluBlock *block);

G_END_DECLS
