/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands under an answer: how it is going or why it ended, and what can be done with it. */
#pragma once

#include "silu-engine.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_ANSWER_TAIL (silu_answer_tail_get_type ())
G_DECLARE_FINAL_TYPE (SiluAnswerTail, silu_answer_tail, SILU, ANSWER_TAIL, GtkWidget)

/* Its buttons activate actions of "chat"; see SiluChatView. @engine (nullable) knows how the turn
 * is going and what an answer costs. */
GtkWidget *
silu_answer_tail_new (SiluEngine *engine, SiluConversation *conversation, SiluMessage *message);

G_END_DECLS
