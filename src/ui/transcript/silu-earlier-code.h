/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The code of the version before of an answer. */
#pragma once

#include "silu-block.h"
#include "silu-conversation.h"

G_BEGIN_DECLS

/* The top-level blocks of code in the nearest older version of @message that is complete and has
 * any: GPtrArray of SiluBlock, or NULL. Transfer full. */
GPtrArray *silu_earlier_code_list (SiluConversation *conversation, SiluMessage *message);

/* The one of them that @block is a newer version of: of the same file, or in the same language and
 * with the most lines in common. NULL if none is like it. Borrowed. */
const SiluBlock *silu_earlier_code_match (GPtrArray *earlier, const SiluBlock *block);

G_END_DECLS
