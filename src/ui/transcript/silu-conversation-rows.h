/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps the rows of a transcript in step with the active branch of a conversation. */
#pragma once

#include "silu-engine.h"
#include "silu-transcript.h"

G_BEGIN_DECLS

typedef struct _SiluConversationRows SiluConversationRows;

/* Fills the transcript. It is borrowed: free this first. @engine may be NULL. */
SiluConversationRows *silu_conversation_rows_new (SiluTranscript *transcript,
                                                  SiluEngine *engine,
                                                  SiluConversation *conversation);

/* Where the rows of a message of the active branch begin; FALSE if it is none. */
gboolean silu_conversation_rows_find (SiluConversationRows *self, SiluMessage *message, guint *row);

/* Empties the transcript. */
void silu_conversation_rows_free (SiluConversationRows *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluConversationRows, silu_conversation_rows_free)

G_END_DECLS
