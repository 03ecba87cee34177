/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What leaves the window: exports and pages. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* "win.export-chat" and "win.print" for the chat that is shown, "win.export-all", and
 * "win.export-chats" with the ids of some, "as". */
void silu_window_install_export_actions (GtkWidgetClass *widget_class);

/* The first two, which need a chat. */
void silu_window_enable_export (GtkWidget *window, gboolean enabled);

G_END_DECLS
