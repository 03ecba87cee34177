/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the engine makes and starts a turn. */
#pragma once

#include "silu-chat-request.h"
#include "silu-turn.h"

G_BEGIN_DECLS

/* @message hangs in the tree of @conversation already, and is stored as streaming. */
SiluTurn *silu_turn_new (SiluAccounts *accounts,
                         SiluStore *store,
                         SiluHttp *http,
                         SiluConversation *conversation,
                         SiluMessage *message);

/* Sends @request (transfer full). @key: of an account that is not among the accounts, or NULL. The
 * turn keeps itself alive until it is over; that is never before this returns. */
void
silu_turn_run (SiluTurn *self, SiluChatRequest *request, SiluAccount *account, const char *key);

G_END_DECLS
