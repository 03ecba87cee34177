/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the sidebar share. */
#pragma once

#include "silu-search-results.h"
#include "silu-sidebar-list.h"
#include "silu-sidebar.h"

G_BEGIN_DECLS

struct _SiluSidebar
{
  GtkWidget parent_instance;

  SiluConversationList *conversations;
  SiluConversationList *trash;
  SiluFolderList *folders;
  GtkStringFilter *filter;
  GtkFilterListModel *model;
  SiluSidebarList *rows;
  GtkMultiSelection *selection;
  SiluConversation *shown;
  GPtrArray *bound; /* of GtkListItem, borrowed: those with a row on screen */
  GDateTime *now;   /* NULL: the clock */
  guint midnight;   /* source */

  gboolean selecting; /* several are chosen, or are to be */
  gboolean asked;     /* by a command: until it is ended */
  GHashTable *chosen; /* of SiluConversation: a row that moves loses its selection */

  GtkWidget *box;
  GtkWidget *search;
  GtkWidget *place_bar;
  GtkLabel *place_name;
  GtkWidget *empty_trash;
  GtkStack *stack;
  GtkLabel *empty;
  GtkListView *list;
  SiluSearchResults *results; /* in their place the list is filtered as long as there is no store */
  gboolean has_store;
  GtkWidget *select_bar;
  GtkLabel *count;
  GtkWidget *select_buttons;
  GtkWidget *menu; /* NULL until it is first opened */
  GMenuModel *chat_menu;
  GMenuModel *trash_menu;
  GMenuModel *folder_menu;
  GMenu *move_menu;
};

/* --- silu-sidebar.c --- */

/* The selection returns to the chat that is shown. */
void silu_sidebar_select_shown (SiluSidebar *self);

/* The list, what it has found, or why it is empty. */
void silu_sidebar_update_page (SiluSidebar *self);
void silu_sidebar_emit_deed (SiluSidebar *self, SiluDeed deed, GPtrArray *conversations);

/* --- silu-sidebar-places.c --- */

void silu_sidebar_set_place (SiluSidebar *self, SiluPlace place);
void silu_sidebar_install_place_actions (GtkWidgetClass *widget_class);

/* --- silu-sidebar-select.c: several at a time --- */

/* What an action is about: the selected chats; GPtrArray of SiluConversation. */
GPtrArray *silu_sidebar_dup_targets (SiluSidebar *self);

/* The first selected row, whatever it is; borrowed, NULL for none. */
gpointer silu_sidebar_get_selected (SiluSidebar *self);

void silu_sidebar_start_selecting (SiluSidebar *self);
void silu_sidebar_stop_selecting (SiluSidebar *self);

/* Rows that moved while several are chosen are chosen again. */
void silu_sidebar_keep_chosen (SiluSidebar *self, guint position, guint added);
void silu_sidebar_init_select (SiluSidebar *self);

/* --- silu-sidebar-actions.c: the actions "sidebar.", and the menu of a row --- */

/* Enables what can be done with the selected rows. */
void silu_sidebar_update_actions (SiluSidebar *self);

/* Whether an action is one for the chats of the place that is shown. */
gboolean silu_sidebar_has_deed (SiluSidebar *self, const char *name);

void silu_sidebar_install_actions (GtkWidgetClass *widget_class);
void silu_sidebar_init_menu (SiluSidebar *self);

/* --- silu-sidebar-folders.c --- */

void silu_sidebar_install_folder_actions (GtkWidgetClass *widget_class);

/* Fills the menu of where the selected chats may be moved. */
void silu_sidebar_update_move_menu (SiluSidebar *self);

/* @item can be dragged, and dropped upon. */
void silu_sidebar_add_drag (SiluSidebar *self, GtkListItem *item);

/* What is dropped beside the rows comes out of its folder. */
void silu_sidebar_init_drop (SiluSidebar *self);

G_END_DECLS
