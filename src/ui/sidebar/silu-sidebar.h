/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of conversations: new chat, search, groups by date (DESIGN 4). */
#pragma once

#include "silu-conversation-list.h"
#include "silu-store.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_SIDEBAR (silu_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (SiluSidebar, silu_sidebar, SILU, SIDEBAR, GtkWidget)

/* Signals:
 *   "open" (SiluConversation *), "delete" (SiluConversation *), "new" (): what the user asked for.
 *   "open-hit" (const SiluSearchHit *): what a search has found.
 * Renaming and pinning it does itself. */
GtkWidget *silu_sidebar_new (void);

void silu_sidebar_set_conversations (SiluSidebar *self, SiluConversationList *conversations);

/* What the search entry searches; without one it finds titles alone. */
void silu_sidebar_set_store (SiluSidebar *self, SiluStore *store);

/* The one that is shown; NULL for none. */
void silu_sidebar_set_selected (SiluSidebar *self, SiluConversation *conversation);

/* The one @offset rows below the one that is shown, as far as the search lets it through; borrowed,
 * NULL if there is none. */
SiluConversation *silu_sidebar_get_neighbour (SiluSidebar *self, int offset);

void silu_sidebar_focus_search (SiluSidebar *self);

/* The time the groups go by; NULL for the clock's. */
void silu_sidebar_set_now (SiluSidebar *self, GDateTime *now);

G_END_DECLS
