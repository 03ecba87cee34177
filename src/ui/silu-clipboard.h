/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies a text, and says so below the chat. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void silu_clipboard_copy (GtkWidget *widget, const char *text);

G_END_DECLS
