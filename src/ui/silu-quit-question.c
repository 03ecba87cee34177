/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "silu-quit-question.h"

#include "silu-compat.h"
#include <glib/gi18n-lib.h>

static void
response_cb (GtkWidget *dialog, const char *response, gpointer user_data)
{
  if (g_str_equal (response, "quit"))
    gtk_widget_activate_action (user_data, "app.quit-unsaved", NULL);
}

gboolean
silu_quit_question_ask (SiluWindow *window)
{
  const GError *fault =
      silu_store_get_fault (silu_engine_get_store (silu_window_get_engine (window)));
  g_autofree char *body = NULL;
  GtkWidget *dialog;

  if (fault == NULL)
    return FALSE;

  body =
      g_strdup_printf ("%s\n\n%s", fault->message, _ ("If Silu quits now, what is new is lost."));
  dialog = silu_dialog_new (GTK_WIDGET (window), _ ("Quit Without Saving?"), body);
  silu_dialog_add_response (dialog, "close", _ ("_Cancel"));
  silu_dialog_add_response (dialog, "quit", _ ("_Quit"));
  silu_dialog_set_destructive (dialog, "quit");
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), window, 0);
  silu_dialog_present (dialog);

  return TRUE;
}
