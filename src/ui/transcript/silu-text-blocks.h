/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The blocks of a text that is over. They take several times the room of the text, which is there
 * anyway: they are let go when none of them is shown, and read again when one is wanted. */
#pragma once

#include "silu-markdown.h"
#include "silu-message.h"

G_BEGIN_DECLS

typedef struct _SiluTextBlocks SiluTextBlocks;

/* Of a part of a message. @markdown: what has read it, to its end. */
SiluTextBlocks *silu_text_blocks_new (SiluMessage *message, guint part, SiluMarkdown *markdown);
SiluTextBlocks *silu_text_blocks_ref (SiluTextBlocks *self);
void silu_text_blocks_unref (SiluTextBlocks *self);

/* Borrowed, until the last hold is released. */
SiluBlock *silu_text_blocks_get (SiluTextBlocks *self, guint index);

/* As often as one is shown. */
void silu_text_blocks_hold (SiluTextBlocks *self);
void silu_text_blocks_release (SiluTextBlocks *self);

/* Whether they are in memory. */
gboolean silu_text_blocks_is_read (const SiluTextBlocks *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluTextBlocks, silu_text_blocks_unref)

G_END_DECLS
