/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an answer can be compared with, as a menu: its siblings first, then all the others. */
#pragma once

#include "silu-conversation.h"
#include <gio/gio.h>

G_BEGIN_DECLS

/* Appends "Compare With" to @menu. Its items activate chat.compare and chat.compare-elsewhere. */
void silu_compare_menu_append (GMenu *menu, SiluConversation *conversation, SiluMessage *message);

G_END_DECLS
