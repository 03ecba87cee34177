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
  SiluChatView *chat;
  GtkWidget *branches; /* the map that was shown last, or NULL */
};

void silu_window_update_title (SiluWindow *self);

/* Makes what is on the page "chat", if it is not there yet; before the template goes. */
void silu_window_make_content (SiluWindow *self);
void silu_window_drop_content (SiluWindow *self);

/* For a window of so many pixels. */
void silu_window_collapse_for (SiluWindow *self, int width);

/* The actions named "win.". enable: those that work on what silu_window_make_content () makes. */
void silu_window_install_actions (GtkWidgetClass *widget_class);
void silu_window_enable_actions (GtkWidget *window, gboolean enabled);

G_END_DECLS
