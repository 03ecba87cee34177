/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of conversations: new chat, search, folders, groups by date; archive and trash (DESIGN
 * 4). */
#pragma once

#include "silu-conversation-list.h"
#include "silu-folder-list.h"
#include "silu-store.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_SIDEBAR (silu_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (SiluSidebar, silu_sidebar, SILU, SIDEBAR, GtkWidget)

/* What is done to several chats at once, and may be undone. */
typedef enum
{
  SILU_DEED_DELETE,
  SILU_DEED_RESTORE,
  SILU_DEED_ERASE, /* for good */
  SILU_DEED_ARCHIVE,
  SILU_DEED_UNARCHIVE,
} SiluDeed;

/* Signals, what the user asked for:
 *   "open" (SiluConversation *), "new" (), "show-trash" (): the trash is to be read,
 *   "open-hit" (const SiluSearchHit *): what a search has found,
 *   "deed" (guint SiluDeed, GPtrArray * of SiluConversation).
 * Renaming, pinning, tags and folders it does itself. */
GtkWidget *silu_sidebar_new (void);

void silu_sidebar_set_conversations (SiluSidebar *self, SiluConversationList *conversations);
void silu_sidebar_set_trash (SiluSidebar *self, SiluConversationList *trash);
void silu_sidebar_set_folders (SiluSidebar *self, SiluFolderList *folders);

/* What the search entry searches; without one it finds titles alone. */
void silu_sidebar_set_store (SiluSidebar *self, SiluStore *store);

/* The one that is shown; NULL for none. */
void silu_sidebar_set_selected (SiluSidebar *self, SiluConversation *conversation);

/* The one @offset chats below the one that is shown, as far as the search lets it through;
 * borrowed, NULL if there is none. */
SiluConversation *silu_sidebar_get_neighbour (SiluSidebar *self, int offset);

void silu_sidebar_focus_search (SiluSidebar *self);

/* The time the groups go by; NULL for the clock's. */
void silu_sidebar_set_now (SiluSidebar *self, GDateTime *now);

G_END_DECLS
