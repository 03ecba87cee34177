/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The thinking pane: one reasoning part of a message as a card above its answer (DESIGN 4). It
 * listens to the message by itself and touches its widgets once a frame. */
#pragma once

#include "silu-message.h"
#include "silu-text-marks.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_THINKING_CARD (silu_thinking_card_get_type ())
G_DECLARE_FINAL_TYPE (SiluThinkingCard, silu_thinking_card, SILU, THINKING_CARD, GtkWidget)

/* How much of the thought is shown. The numbers are those of silu_message_get_pane (). */
typedef enum
{
  SILU_PANE_UNDECIDED = -1, /* the user has not chosen: closed */
  SILU_PANE_CLOSED = 0,     /* one line */
  SILU_PANE_OPEN = 1,       /* outline and text */
  SILU_PANE_PREVIEW = 2,    /* and the newest lines */
} SiluPane;

/* Signals:
 *   "pane-changed" (): the user opened or closed it; the choice is in the message already
 *       (silu_message_set_pane ()) and wants to be stored.
 *   "opened" (): for the first time; see silu_thinking_card_set_context (). */

/* @part: index of the reasoning part. */
GtkWidget *silu_thinking_card_new (SiluMessage *message, guint part);

SiluPane silu_thinking_card_get_pane (SiluThinkingCard *self);
void silu_thinking_card_set_pane (SiluThinkingCard *self, SiluPane pane);

/* Borrowed. */
SiluMessage *silu_thinking_card_get_message (SiluThinkingCard *self);

/* Tokens that the model can take, 0 for not known. Of no use before it is opened. */
void silu_thinking_card_set_context (SiluThinkingCard *self, gint64 tokens);

/* Opens it at a step. */
void silu_thinking_card_show_step (SiluThinkingCard *self, guint step);

/* Hits of a search, of SiluTextRange in order, or NULL; and the one to be seen, which opens it. */
void silu_thinking_card_mark (SiluThinkingCard *self, GArray *hits);
void silu_thinking_card_reveal (SiluThinkingCard *self, gsize start, gsize end);

G_END_DECLS
