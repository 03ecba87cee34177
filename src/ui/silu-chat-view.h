/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One conversation in the window: transcript and composer, and what they do to the engine. */
#pragma once

#include "silu-engine.h"
#include "silu-math.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_CHAT_VIEW (silu_chat_view_get_type ())
G_DECLARE_FINAL_TYPE (SiluChatView, silu_chat_view, SILU, CHAT_VIEW, GtkWidget)

/* Property "conversation" (SiluConversation, nullable, read-write, notifies): NULL is a chat that
 * has not begun; it becomes a conversation with the first message.
 * Action group "chat", by message id: edit (a question), edit-question (of an answer), regenerate,
 * shorten (regenerate without the older half), resume, answer-now, sibling, copy, copy-code,
 * save-files, save, stop-answer, retry-now, ask-again, compare-elsewhere; compare (two of them);
 * ask (text), quote (text); find, find-next (1 or -1); stop. Signal "compare" (SiluConversation *,
 * SiluMessage *, SiluConversation *, SiluMessage *): two answers are to be shown beside each other.
 */
GtkWidget *silu_chat_view_new (void);
void silu_chat_view_set_engine (SiluChatView *self, SiluEngine *engine);

/* The chat that has not begun is to be incognito, until another conversation is set. get: whether
 * it, or the conversation, is. */
void silu_chat_view_begin_incognito (SiluChatView *self);
gboolean silu_chat_view_get_incognito (SiluChatView *self);

/* The engine has started: what was being written comes back. */
void silu_chat_view_set_ready (SiluChatView *self);

/* What sets formulas; NULL, as before: they show their source. */
void silu_chat_view_set_math (SiluChatView *self, SiluMath *math);

SiluConversation *silu_chat_view_get_conversation (SiluChatView *self);
void silu_chat_view_set_conversation (SiluChatView *self, SiluConversation *conversation);

/* Brings a message of the conversation into view, on its own branch, as soon as it is there, and
 * marks @words in it. */
void
silu_chat_view_show_message (SiluChatView *self, const char *message_id, const char *const *words);

/* The same for the step at a byte of a part of it, of its thoughts. */
void
silu_chat_view_show_step (SiluChatView *self, const char *message_id, guint part, gsize offset);

/* As if the user had chosen and written it. @account: an id, or NULL for the default. */
void silu_chat_view_choose (SiluChatView *self, const char *account, SiluThinkLevel think);
void silu_chat_view_ask (SiluChatView *self, const char *text);

void silu_chat_view_focus (SiluChatView *self);

G_END_DECLS
