/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Made when the menu is opened: only then it is known which siblings there are. */
#include "silu-compare-menu.h"

#include "silu-compare-head.h"
#include <glib/gi18n-lib.h>

/* More are found in the dialog. */
#define MOST_SIBLINGS 12

/* "2 · deepseek-reasoner · High · 14:05" */
static char *
dup_label (SiluMessage *sibling, guint position)
{
  gint64 start = silu_message_get_times (sibling)->start;
  g_autofree char *origin = silu_compare_head_dup_origin (sibling);
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (start / G_USEC_PER_SEC);
  g_autofree char *time = NULL;
  g_autofree char *label = NULL;
  g_auto (GStrv) parts = NULL;

  if (start != 0 && date != NULL)
    /* Translators: day, month and time of an answer. */
    time = g_date_time_format (date, _ ("%e %b %H:%M"));
  label = time != NULL ? g_strdup_printf ("%u · %s · %s", position + 1, origin, g_strstrip (time))
                       : g_strdup_printf ("%u · %s", position + 1, origin);

  /* An underscore would underline what follows it. */
  parts = g_strsplit (label, "_", -1);

  return g_strjoinv ("__", parts);
}

static void
append_siblings (GMenu *menu, SiluConversation *conversation, SiluMessage *message)
{
  guint own = 0;
  g_autoptr (GPtrArray) siblings = silu_conversation_get_siblings (conversation, message, &own);
  guint n_shown = 0;

  /* The newest first. */
  for (guint i = siblings->len; i > 0 && n_shown < MOST_SIBLINGS; i--)
    {
      SiluMessage *sibling = g_ptr_array_index (siblings, i - 1);
      g_autofree char *label = NULL;
      g_autoptr (GMenuItem) item = NULL;

      if (sibling == message || silu_message_get_role (sibling) != SILU_ROLE_ASSISTANT)
        continue;

      label = dup_label (sibling, i - 1);
      item = g_menu_item_new (label, NULL);
      g_menu_item_set_action_and_target (item, "chat.compare", "(ss)",
                                         silu_message_get_id (message),
                                         silu_message_get_id (sibling));
      g_menu_append_item (menu, item);
      n_shown++;
    }
}

void
silu_compare_menu_append (GMenu *menu, SiluConversation *conversation, SiluMessage *message)
{
  g_autoptr (GMenu) others = g_menu_new ();
  g_autoptr (GMenu) siblings = g_menu_new ();
  g_autoptr (GMenu) elsewhere = g_menu_new ();
  g_autoptr (GMenuItem) item = g_menu_item_new (_ ("_Choose in Another Chat…"), NULL);

  append_siblings (siblings, conversation, message);
  g_menu_item_set_action_and_target (item, "chat.compare-elsewhere", "s",
                                     silu_message_get_id (message));
  g_menu_append_item (elsewhere, item);
  g_menu_append_section (others, NULL, G_MENU_MODEL (siblings));
  g_menu_append_section (others, NULL, G_MENU_MODEL (elsewhere));
  g_menu_append_submenu (menu, _ ("_Compare With"), G_MENU_MODEL (others));
}
