/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For what is copied by a menu or a key: a button that copies says so itself. */
#include "silu-clipboard.h"

#include <glib/gi18n-lib.h>

void
silu_clipboard_copy (GtkWidget *widget, const char *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  gtk_widget_activate_action (widget, "win.toast", "s", _ ("Copied"));
}
