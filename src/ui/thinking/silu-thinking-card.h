/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The thinking pane: one reasoning part of a message as a card above its answer (DESIGN 4). It
 * listens to the message by itself and touches its widgets once a frame. */
#pragma once

#include "silu-message.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_THINKING_CARD (silu_thinking_card_get_type ())
G_DECLARE_FINAL_TYPE (SiluThinkingCard, silu_thinking_card, SILU, THINKING_CARD, GtkWidget)

/* Signal "pane-changed" (): the user opened or closed it; the choice is in the message already
 * (silu_message_set_pane ()) and wants to be stored. */

/* @part: index of the reasoning part. */
GtkWidget *silu_thinking_card_new (SiluMessage *message, guint part);

gboolean silu_thinking_card_get_open (SiluThinkingCard *self);
void silu_thinking_card_set_open (SiluThinkingCard *self, gboolean open);

/* Hits of a search, of SiluTextRange in order, or NULL; and the one to be seen, which opens it. */
void silu_thinking_card_mark (SiluThinkingCard *self, GArray *hits);
void silu_thinking_card_reveal (SiluThinkingCard *self, gsize start, gsize end);

G_END_DECLS
