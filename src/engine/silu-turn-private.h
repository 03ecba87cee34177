/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the engine makes and starts a turn. */
#pragma once

#include "silu-chat-request.h"
#include "silu-retry.h"
#include "silu-turn.h"

G_BEGIN_DECLS

/* @message hangs in the tree of @conversation already, and is stored as streaming. */
SiluTurn *silu_turn_new (SiluAccounts *accounts,
                         SiluStore *store,
                         SiluHttp *http,
                         SiluConversation *conversation,
                         SiluMessage *message);

/* What a turn asks, and how. Borrowed during the call but for @request. */
typedef struct
{
  SiluChatRequest *request; /* transfer full */
  SiluAccount *account;
  const char *key;      /* of an account that is not among the accounts, or NULL */
  const char *base_url; /* or NULL: the account's */
  const char *before;   /* the text that the answer goes on from, or NULL */
  SiluRetryLimits limits;
} SiluTurnPlan;

/* The turn keeps itself alive until it is over; that is never before this returns. */
void silu_turn_run (SiluTurn *self, const SiluTurnPlan *plan);

G_END_DECLS
