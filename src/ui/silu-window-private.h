/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the window share. */
#pragma once

#include "silu-banner.h"
#include "silu-chat-view.h"
#include "silu-sidebar.h"
#include "silu-window.h"
#include <adwaita.h>

G_BEGIN_DECLS

struct _SiluWindow
{
  AdwApplicationWindow parent_instance;

  SiluEngine *engine;
  SiluMath *math; /* or NULL */
  GSettings *settings;
  gboolean is_painted;      /* a first time */
  gboolean is_waiting;      /* the engine has started; what is shown comes after the first frame */
  SiluConversation *titled; /* whose title the window shows */
  gboolean collapsed;

  GtkStack *pages;
  AdwStatusPage *failure;
  AdwBin *welcome;
  AdwBin *split_bin;

  /* NULL until silu_window_make_content (). */
  GtkWidget *split;
  SiluSidebar *sidebar;
  AdwHeaderBar *header;
  AdwWindowTitle *title;
  GtkToggleButton *toggle;
  GtkWidget *menu_button;
  SiluBanner *fault_banner;
  SiluBanner *keys_banner;
  AdwToastOverlay *toasts;
  GtkStack *places; /* "chat", and in its place "page" */
  SiluChatView *chat;
  GtkWidget *page; /* or NULL */
  char *page_title;
  GtkWidget *back;
  GtkWidget *branches; /* the map that was shown last, or NULL */
};

void silu_window_update_title (SiluWindow *self);

/* A page in the place of the chat, which is not left by it; back to it. What can be done with the
 * chat alone cannot be done meanwhile. */
void silu_window_show_page (SiluWindow *self, GtkWidget *page, const char *title);
void silu_window_leave_page (SiluWindow *self);

/* "Find" while a page is shown: what it has of a search. FALSE if there is no page. */
gboolean silu_window_find_in_page (SiluWindow *self);

/* Enables what can be done with what is shown. */
void silu_window_update_actions (SiluWindow *self);

/* Pages that the chat view asks for. */
void silu_window_connect_pages (SiluWindow *self);
void silu_window_install_page_actions (GtkWidgetClass *widget_class);

/* Makes what is on the page "chat", if it is not there yet; before the template goes. */
void silu_window_make_content (SiluWindow *self);
void silu_window_drop_content (SiluWindow *self);

/* For a window of so many pixels. */
void silu_window_collapse_for (SiluWindow *self, int width);

/* The actions named "win.". enable: those that work on what silu_window_make_content () makes. */
void silu_window_install_actions (GtkWidgetClass *widget_class);
void silu_window_enable_actions (GtkWidget *window, gboolean enabled);

G_END_DECLS
