/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for the tags of conversations. */
#pragma once

#include "silu-conversation.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Over the window of @parent, by itself. Of one conversation (of a GPtrArray of SiluConversation)
 * the tags are edited; several get those that are written in addition to their own. */
void silu_tags_dialog_present (GtkWidget *parent, GPtrArray *conversations);

/* What somebody wrote: tags between commas, also full-width ones and “、”; "#" before one is no
 * part of it. Transfer full. */
char **silu_tags_from_text (const char *text);

G_END_DECLS
