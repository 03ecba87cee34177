/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One conversation in the sidebar, with the heading of its group above it where a group begins. */
#pragma once

#include "silu-conversation.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_SIDEBAR_ROW (silu_sidebar_row_get_type ())
G_DECLARE_FINAL_TYPE (SiluSidebarRow, silu_sidebar_row, SILU, SIDEBAR_ROW, GtkWidget)

/* Clicking it activates sidebar.open with the conversation's id. */
GtkWidget *silu_sidebar_row_new (void);

/* NULL when the row is not in use. */
SiluConversation *silu_sidebar_row_get_conversation (SiluSidebarRow *self);
void silu_sidebar_row_set_conversation (SiluSidebarRow *self, SiluConversation *conversation);

/* NULL for none. */
const char *silu_sidebar_row_get_heading (SiluSidebarRow *self);
void silu_sidebar_row_set_heading (SiluSidebarRow *self, const char *heading);

/* Whether it is marked as streaming or unread. */
gboolean silu_sidebar_row_get_marked (SiluSidebarRow *self);

G_END_DECLS
