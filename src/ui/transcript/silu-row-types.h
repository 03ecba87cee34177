/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kinds of rows that a conversation is shown as: what each needs to make its widget, and a
 * guess of its height for as long as it has none. */
#pragma once

#include "silu-block.h"
#include "silu-engine.h"
#include "silu-row-list.h"
#include "silu-text-blocks.h"

G_BEGIN_DECLS

/* One top-level block of Markdown. Item: see silu_block_item_new (). */
extern const SiluRowType silu_block_row;

/* Takes a reference. */
gpointer silu_block_item_new (SiluBlock *block);
void silu_block_item_set (gpointer item, SiluBlock *block);
SiluBlock *silu_block_item_get (gpointer item);

/* Its block is one of @blocks from now on. @shown: it has a widget. */
void silu_block_item_share (gpointer item, SiluTextBlocks *blocks, guint index, gboolean shown);

/* What the block, of code, was in the version before of its answer; NULL: nothing is known. */
void silu_block_item_set_earlier (gpointer item, const char *earlier);

/* What is made from a message: the question, a thought, a thought without text, the tail. */
extern const SiluRowType silu_bubble_row;
extern const SiluRowType silu_thought_row;
extern const SiluRowType silu_hidden_thought_row;
extern const SiluRowType silu_tail_row;

/* @engine: or NULL. @part: of the message, for a thought. */
gpointer silu_message_item_new (SiluEngine *engine,
                                SiluConversation *conversation,
                                SiluMessage *message,
                                guint part);

/* A guess of the height of an answer that no row has been made of yet. */
int silu_row_estimate_answer (SiluMessage *message, int width);

G_END_DECLS
