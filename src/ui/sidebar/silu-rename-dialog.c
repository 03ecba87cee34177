/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Used by the sidebar's menu and the window's. */
#include "silu-rename-dialog.h"

#include "silu-text-dialog.h"
#include <glib/gi18n-lib.h>

static void
rename_cb (const char *name, gpointer user_data)
{
  silu_conversation_set_title (user_data, name, SILU_TITLE_USER);
}

void
silu_rename_dialog_present (GtkWidget *parent, SiluConversation *conversation)
{
  const SiluTextQuestion question = {
    .heading = _ ("Rename chat"),
    .label = _ ("Title"),
    .text = silu_conversation_get_title (conversation),
    .accept = _ ("Rename"),
  };

  silu_text_dialog_present (parent, &question, rename_cb, g_object_ref (conversation),
                            g_object_unref);
}
