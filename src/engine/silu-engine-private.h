/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the engine share. Private to engine/. */
#pragma once

#include "silu-engine.h"
#include "silu-turn-private.h"

G_BEGIN_DECLS

/* What a turn asks, but for how it is made. */
typedef struct
{
  SiluChatRequest *request; /* transfer full */
  const char *base_url;     /* or NULL: the account's */
  const char *before;       /* the text that it goes on from, or NULL */
} SiluEngineStart;

/* Without messages yet. */
SiluChatRequest *silu_engine_make_request (SiluEngine *self,
                                           SiluConversation *conversation,
                                           const SiluAsk *ask,
                                           SiluThinkLevel think);

SiluTurn *silu_engine_start_turn (SiluEngine *self,
                                  SiluConversation *conversation,
                                  SiluMessage *message,
                                  const SiluEngineStart *start,
                                  const SiluAsk *ask);

/* One that came from the store: what changes of its header is stored from now on. */
void silu_engine_adopt (SiluEngine *self, SiluConversation *conversation);

/* It is shutting down: nothing new begins. */
gboolean silu_engine_is_ending (SiluEngine *self);

G_END_DECLS
