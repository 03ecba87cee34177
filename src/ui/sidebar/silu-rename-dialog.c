/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Used by the sidebar's menu and the window's. */
#include "silu-rename-dialog.h"

#include "silu-compat.h"
#include <glib/gi18n-lib.h>

#define MAX_TITLE 200 /* characters */

typedef struct
{
  SiluConversation *conversation;
  GtkEditable *entry;
  GtkWidget *dialog;
} Rename;

static void
rename_free (gpointer data, GClosure *closure)
{
  Rename *rename = data;

  g_object_unref (rename->conversation);
  g_free (rename);
}

static char *
dup_title (Rename *rename)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (rename->entry)));
}

static void
response_cb (GtkWidget *dialog, const char *response, gpointer user_data)
{
  Rename *rename = user_data;
  g_autofree char *title = dup_title (rename);

  if (g_str_equal (response, "rename") && *title != '\0')
    silu_conversation_set_title (rename->conversation, title, SILU_TITLE_USER);
}

static void
changed_cb (GtkEditable *entry, gpointer user_data)
{
  Rename *rename = user_data;
  g_autofree char *title = dup_title (rename);

  silu_dialog_set_enabled (rename->dialog, "rename", *title != '\0');
}

void
silu_rename_dialog_present (GtkWidget *parent, SiluConversation *conversation)
{
  Rename *rename = g_new0 (Rename, 1);
  GtkWidget *entry = gtk_entry_new ();

  rename->dialog = silu_dialog_new (parent, _ ("Rename chat"), NULL);
  rename->conversation = g_object_ref (conversation);
  rename->entry = GTK_EDITABLE (entry);

  gtk_editable_set_text (rename->entry, silu_conversation_get_title (conversation));
  gtk_entry_set_max_length (GTK_ENTRY (entry), MAX_TITLE);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Title"), -1);

  silu_dialog_set_child (rename->dialog, entry);
  silu_dialog_add_response (rename->dialog, "close", _ ("Cancel"));
  silu_dialog_add_response (rename->dialog, "rename", _ ("Rename"));
  silu_dialog_set_suggested (rename->dialog, "rename");

  g_signal_connect_data (rename->dialog, "response", G_CALLBACK (response_cb), rename, rename_free,
                         0);
  g_signal_connect (entry, "changed", G_CALLBACK (changed_cb), rename);
  silu_dialog_present (rename->dialog);
}
