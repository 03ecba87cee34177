/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A branch of a conversation → what is sent: one place for the multi-round rule. */
#pragma once

#include "silu-chat-request.h"
#include "silu-message.h"

G_BEGIN_DECLS

/* Adds @system (nullable) and the branch that ends with @last to @request, by the rules of its
 * profile: which old reasoning goes along, where the system prompt stands, whether messages of one
 * role are joined (PROTOCOLS 1.6). The files of a question come before it. Answers without a word
 * are left out, and so are the first
 * @skip_turns questions with their answers. The same branch gives the same messages each time, and
 * a longer one only adds to them, so that the server's cache fits (PROTOCOLS 1.9). */
void silu_history_write (SiluChatRequest *request,
                         const char *system,
                         SiluMessage *last,
                         guint skip_turns);

/* The same for an answer that is to be gone on with: it is the last message, and begins the
 * answer. Only where the profile can_prefix. */
void silu_history_write_prefix (SiluChatRequest *request,
                                const char *system,
                                SiluMessage *answer,
                                guint skip_turns);

/* One more question, joined to the last one where the profile wants that. */
void silu_history_add_question (SiluChatRequest *request, const char *text);

/* Questions on the branch that ends with @last. */
guint silu_history_count_turns (SiluMessage *last);

G_END_DECLS
