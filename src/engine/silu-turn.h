/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One turn: a request is sent, and sent again where that helps; its deltas go into the message and
 * the store's journal, and it ends in exactly one way. It goes on whichever conversation the window
 * shows. */
#pragma once

#include "silu-accounts.h"
#include "silu-conversation.h"

G_BEGIN_DECLS

#define SILU_TYPE_TURN (silu_turn_get_type ())
G_DECLARE_FINAL_TYPE (SiluTurn, silu_turn, SILU, TURN, GObject)

typedef enum
{
  SILU_TURN_NEW,
  SILU_TURN_PREPARING,  /* the key is being looked up */
  SILU_TURN_CONNECTING, /* sent; no answer yet */
  SILU_TURN_LOADING,    /* the server is loading the model; it is asked again until it has */
  SILU_TURN_PAUSED,     /* it failed before any output, and is sent again at the retry time */
  SILU_TURN_WAITING,    /* the server has answered, but nothing of the model's yet */
  SILU_TURN_THINKING,
  SILU_TURN_ANSWERING,
  /* The ends. */
  SILU_TURN_COMPLETE,
  SILU_TURN_STOPPED,
  SILU_TURN_INTERRUPTED,
  SILU_TURN_FAILED,
} SiluTurnState;

#define SILU_TYPE_TURN_STATE (silu_turn_state_get_type ())
GType silu_turn_state_get_type (void);

/* Property "state" notifies. */
SiluTurnState silu_turn_get_state (SiluTurn *self);
gboolean silu_turn_is_over (SiluTurn *self);

SiluConversation *silu_turn_get_conversation (SiluTurn *self);

/* The answer that is being written. */
SiluMessage *silu_turn_get_message (SiluTurn *self);

/* Closes the connection at once and ends as STOPPED; what has come is kept. While it is PAUSED it
 * ends as FAILED, with the error it paused for. Does nothing when it is over. */
void silu_turn_stop (SiluTurn *self);

/* While PAUSED: why, when it will be sent again (g_get_monotonic_time () µs), and now at once. */
const GError *silu_turn_get_retry_error (SiluTurn *self);
gint64 silu_turn_get_retry_time (SiluTurn *self);
void silu_turn_retry_now (SiluTurn *self);

/* While it is thinking: whether the server can be told to come to the answer now, and that. */
gboolean silu_turn_can_end_thinking (SiluTurn *self);
void silu_turn_end_thinking (SiluTurn *self);

/* g_get_monotonic_time () µs of the last byte and of the last delta; 0 before. */
gint64 silu_turn_get_last_byte (SiluTurn *self);
gint64 silu_turn_get_last_progress (SiluTurn *self);

G_END_DECLS
