/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One turn: a request is sent, its deltas go into the message and the store's journal, and it ends
 * in exactly one way. It goes on whichever conversation the window shows. */
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

/* Property "state" notifies; the order above is the order it may move in. */
SiluTurnState silu_turn_get_state (SiluTurn *self);
gboolean silu_turn_is_over (SiluTurn *self);

SiluConversation *silu_turn_get_conversation (SiluTurn *self);

/* The answer that is being written. */
SiluMessage *silu_turn_get_message (SiluTurn *self);

/* Closes the connection at once and ends as STOPPED; what has come is kept. Does nothing when it is
 * over. */
void silu_turn_stop (SiluTurn *self);

/* g_get_monotonic_time () µs of the last byte and of the last delta; 0 before. */
gint64 silu_turn_get_last_byte (SiluTurn *self);
gint64 silu_turn_get_last_progress (SiluTurn *self);

G_END_DECLS
