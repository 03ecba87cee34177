/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exporting and printing: which chats an action is about. */
#include "silu-window-export.h"

#include "silu-export-dialog.h"
#include "silu-print.h"
#include "silu-window.h"
#include <glib/gi18n-lib.h>

static void
present_dialog (GtkWidget *window, SiluStore *store, const char *const *ids, const char *title)
{
  gtk_window_present (GTK_WINDOW (silu_export_dialog_new (window, store, ids, title)));
}

static SiluEngine *
get_engine (GtkWidget *window)
{
  return silu_window_get_engine (SILU_WINDOW (window));
}

static void
export_chat_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluConversation *conversation = silu_window_get_conversation (SILU_WINDOW (widget));
  const char *const ids[] = { silu_conversation_get_id (conversation), NULL };

  present_dialog (widget, silu_engine_get_store_of (get_engine (widget), conversation), ids,
                  silu_conversation_get_title (conversation));
}

static void
export_chats_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree const char **ids = g_variant_get_strv (parameter, NULL);

  /* Translators: the beginning of a file's name. */
  if (*ids != NULL)
    present_dialog (widget, silu_engine_get_store (get_engine (widget)), ids, _ ("Silu chats"));
}

static void
export_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  present_dialog (widget, silu_engine_get_store (get_engine (widget)), NULL, _ ("Silu chats"));
}

static void
print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluConversation *conversation = silu_window_get_conversation (SILU_WINDOW (widget));

  if (silu_conversation_get_loaded (conversation))
    silu_print_run (widget, conversation);
}

void
silu_window_install_export_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.export-chat", NULL, export_chat_action);
  gtk_widget_class_install_action (widget_class, "win.export-chats", "as", export_chats_action);
  gtk_widget_class_install_action (widget_class, "win.export-all", NULL, export_all_action);
  gtk_widget_class_install_action (widget_class, "win.print", NULL, print_action);
}

void
silu_window_enable_export (GtkWidget *window, gboolean enabled)
{
  gtk_widget_action_set_enabled (window, "win.export-chat", enabled);
  gtk_widget_action_set_enabled (window, "win.print", enabled);
}
