/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer is taken from the entry only when it is agreed to. */
#include "silu-name-dialog.h"

#include "silu-compat.h"
#include <glib/gi18n-lib.h>

#define MAX_LENGTH 200 /* characters */

typedef struct
{
  GtkWidget *dialog;
  GtkEditable *entry;
  gboolean may_be_empty;
  SiluNameFunc func;
  gpointer user_data;
  GDestroyNotify free_func;
} Asking;

static void
asking_free (gpointer data, GClosure *closure)
{
  Asking *asking = data;

  if (asking->free_func != NULL)
    asking->free_func (asking->user_data);
  g_free (asking);
}

static char *
dup_name (Asking *asking)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (asking->entry)));
}

static void
response_cb (GtkWidget *dialog, const char *response, gpointer user_data)
{
  Asking *asking = user_data;
  g_autofree char *name = dup_name (asking);

  if (g_str_equal (response, "accept") && (asking->may_be_empty || *name != '\0'))
    asking->func (name, asking->user_data);
}

static void
changed_cb (GtkEditable *entry, gpointer user_data)
{
  Asking *asking = user_data;
  g_autofree char *name = dup_name (asking);

  silu_dialog_set_enabled (asking->dialog, "accept", asking->may_be_empty || *name != '\0');
}

void
silu_name_dialog_present (GtkWidget *parent,
                          const SiluNameQuestion *question,
                          SiluNameFunc func,
                          gpointer user_data,
                          GDestroyNotify free_func)
{
  Asking *asking = g_new0 (Asking, 1);
  GtkWidget *entry = gtk_entry_new ();

  *asking = (Asking){
    .dialog = silu_dialog_new (parent, question->heading, question->body),
    .entry = GTK_EDITABLE (entry),
    .may_be_empty = question->may_be_empty,
    .func = func,
    .user_data = user_data,
    .free_func = free_func,
  };

  gtk_editable_set_text (asking->entry, question->text);
  gtk_entry_set_max_length (GTK_ENTRY (entry), MAX_LENGTH);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  question->label, -1);

  silu_dialog_set_child (asking->dialog, entry);
  silu_dialog_add_response (asking->dialog, "close", _ ("Cancel"));
  silu_dialog_add_response (asking->dialog, "accept", question->accept);
  silu_dialog_set_suggested (asking->dialog, "accept");
  changed_cb (asking->entry, asking);

  g_signal_connect_data (asking->dialog, "response", G_CALLBACK (response_cb), asking, asking_free,
                         0);
  g_signal_connect (entry, "changed", G_CALLBACK (changed_cb), asking);
  silu_dialog_present (asking->dialog);
}
