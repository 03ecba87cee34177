/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A branch of a conversation → what is sent. Only the last chain of thought ever counted: reasoning
 * is not sent back (PROTOCOLS 1.6). */
#pragma once

#include "silu-chat-request.h"
#include "silu-conversation.h"

G_BEGIN_DECLS

/* Fills @request with the messages from the root down to @last, itself included; @system (nullable)
 * first. Answers without text are left out, and messages of one role that then follow each other
 * are joined by a blank line: some servers refuse two in a row (PROTOCOLS 1.4). */
void silu_history_write (SiluChatRequest *request, const char *system, SiluMessage *last);

G_END_DECLS
