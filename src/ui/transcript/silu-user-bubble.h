/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A user's turn: a tinted bubble at the right, with its actions beside it (DESIGN 4). */
#pragma once

#include "silu-block.h"
#include "silu-conversation.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_USER_BUBBLE (silu_user_bubble_get_type ())
G_DECLARE_FINAL_TYPE (SiluUserBubble, silu_user_bubble, SILU, USER_BUBBLE, GtkWidget)

/* Its buttons activate chat.edit, chat.copy and chat.sibling. */
GtkWidget *
silu_user_bubble_new (SiluConversation *conversation, SiluMessage *message, SiluBlock *text);

G_END_DECLS
