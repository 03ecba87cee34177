/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the sidebar shows, as one flat GListModel of SiluConversation and SiluFolder: the pinned
 * chats, then each folder with what is in it, then all others, the newest first. */
#pragma once

#include "silu-conversation-list.h"
#include "silu-folder-list.h"

G_BEGIN_DECLS

#define SILU_TYPE_SIDEBAR_LIST (silu_sidebar_list_get_type ())
G_DECLARE_FINAL_TYPE (SiluSidebarList, silu_sidebar_list, SILU, SIDEBAR_LIST, GObject)

/* Archive and trash are in one group, without folders; the trash by when a chat came there. */
typedef enum
{
  SILU_PLACE_CHATS,
  SILU_PLACE_ARCHIVE,
  SILU_PLACE_TRASH,
} SiluPlace;

/* @source: of SiluConversation, in any order. */
SiluSidebarList *silu_sidebar_list_new (GListModel *source);

/* Where the conversations of the source come from: it says when one of them belongs elsewhere. */
void silu_sidebar_list_set_watched (SiluSidebarList *self, SiluConversationList *watched);
void silu_sidebar_list_set_folders (SiluSidebarList *self, SiluFolderList *folders);

SiluPlace silu_sidebar_list_get_place (SiluSidebarList *self);
void silu_sidebar_list_set_place (SiluSidebarList *self, SiluPlace place);

/* Only those with this tag; NULL for all. */
const char *silu_sidebar_list_get_tag (SiluSidebarList *self);
void silu_sidebar_list_set_tag (SiluSidebarList *self, const char *tag);

/* Without folders: what was looked for must not be hidden in one. A tag does that too. */
void silu_sidebar_list_set_flat (SiluSidebarList *self, gboolean flat);

/* G_MAXUINT if it is not among the rows. */
guint silu_sidebar_list_find (SiluSidebarList *self, SiluConversation *conversation);

/* The group of SiluDateGroup that a row stands in, by @now. */
guint silu_sidebar_list_get_group (SiluSidebarList *self, guint position, GDateTime *now);

/* The folder that a row is in, or is; borrowed, NULL for none. */
SiluFolder *silu_sidebar_list_get_folder (SiluSidebarList *self, guint position);

/* How many conversations are shown in a folder when it is open. */
guint silu_sidebar_list_count_in_folder (SiluSidebarList *self, SiluFolder *folder);

G_END_DECLS
