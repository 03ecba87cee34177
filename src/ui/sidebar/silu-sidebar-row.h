/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One conversation or folder in the sidebar, with the heading of its group above it where a group
 * begins. */
#pragma once

#include "silu-conversation.h"
#include "silu-folder.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_SIDEBAR_ROW (silu_sidebar_row_get_type ())
G_DECLARE_FINAL_TYPE (SiluSidebarRow, silu_sidebar_row, SILU, SIDEBAR_ROW, GtkWidget)

/* Clicking it activates sidebar.open with the conversation's id, or opens and closes the folder;
 * a tag activates sidebar.show-tag. */
GtkWidget *silu_sidebar_row_new (void);

/* A SiluConversation or a SiluFolder, NULL when the row is not in use. */
gpointer silu_sidebar_row_get_item (SiluSidebarRow *self);
void silu_sidebar_row_set_item (SiluSidebarRow *self, gpointer item);

/* The item if it is a conversation, else NULL. */
SiluConversation *silu_sidebar_row_get_conversation (SiluSidebarRow *self);

/* NULL for none. */
const char *silu_sidebar_row_get_heading (SiluSidebarRow *self);
void silu_sidebar_row_set_heading (SiluSidebarRow *self, const char *heading);

/* Whether it stands in a folder. */
void silu_sidebar_row_set_inside (SiluSidebarRow *self, gboolean inside);

/* Dimmed, at the end of the row; NULL for none. */
void silu_sidebar_row_set_detail (SiluSidebarRow *self, const char *detail);

/* Whether it is marked as streaming or unread. */
gboolean silu_sidebar_row_get_marked (SiluSidebarRow *self);

G_END_DECLS
