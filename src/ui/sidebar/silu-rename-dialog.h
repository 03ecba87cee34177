/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for a conversation's new title. */
#pragma once

#include "silu-conversation.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Over the window of @parent; renames by itself. */
void silu_rename_dialog_present (GtkWidget *parent, SiluConversation *conversation);

G_END_DECLS
