/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small map of a conversation's tree: where it forks, where its branches end, and which of them
 * is shown. */
#pragma once

#include "silu-conversation.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_BRANCH_MAP (silu_branch_map_get_type ())
G_DECLARE_FINAL_TYPE (SiluBranchMap, silu_branch_map, SILU, BRANCH_MAP, GtkWidget)

/* Each dot is a button that makes its branch the active one. It follows the conversation. */
GtkWidget *silu_branch_map_new (SiluConversation *conversation);

/* The button of a message; NULL if the map does not show it. */
GtkWidget *silu_branch_map_find (SiluBranchMap *self, SiluMessage *message);

/* A popover with the map in it, that scrolls when it is large. */
GtkWidget *silu_branch_map_popover_new (SiluConversation *conversation);

G_END_DECLS
