/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody who keeps his chats in order. */
#include "silu-shot-sidebar.h"

#include "silu-branch-map.h"
#include "silu-sidebar.h"
#include "silu-ui-test.h"

static GtkWidget *
get_sidebar (SiluWindow *window)
{
  return silu_ui_test_find (GTK_WIDGET (window), SILU_TYPE_SIDEBAR);
}

static void
tag (SiluConversation *chat, const char *first, const char *second)
{
  const char *const tags[] = { first, second, NULL };

  silu_conversation_set_tags (chat, tags);
}

void
silu_shot_show_folders (SiluEngine *engine, SiluWindow *window)
{
  GListModel *list = G_LIST_MODEL (silu_engine_get_conversations (engine));
  SiluFolderList *folders = silu_engine_get_folders (engine);
  SiluFolder *work = silu_folder_list_create (folders, "Silu");
  SiluFolder *papers = silu_folder_list_create (folders, "论文 Papers");
  GtkSelectionModel *selection;
  g_autoptr (GPtrArray) chats = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    g_ptr_array_add (chats, g_list_model_get_item (list, i));
  g_assert_cmpuint (chats->len, >=, 10);

  silu_conversation_set_folder (chats->pdata[4], silu_folder_get_id (work));
  silu_conversation_set_folder (chats->pdata[7], silu_folder_get_id (work));
  for (guint i = 8; i < chats->len; i++)
    silu_conversation_set_folder (chats->pdata[i], silu_folder_get_id (papers));
  silu_folder_set_collapsed (papers, TRUE);
  tag (chats->pdata[2], "math", "证明");
  tag (chats->pdata[7], "build", NULL);

  silu_ui_test_settle (GTK_WIDGET (window));
  selection = gtk_list_view_get_model (
      GTK_LIST_VIEW (silu_ui_test_find (get_sidebar (window), GTK_TYPE_LIST_VIEW)));
  gtk_selection_model_select_item (selection, 2, TRUE);
  gtk_selection_model_select_item (selection, 3, FALSE);
}

void
silu_shot_show_trash (SiluEngine *engine, SiluWindow *window)
{
  GListModel *list = G_LIST_MODEL (silu_engine_get_conversations (engine));

  gtk_widget_activate_action (get_sidebar (window), "sidebar.stop-selecting", NULL);
  for (int i = 0; i < 3; i++)
    {
      g_autoptr (SiluConversation) chat =
          g_list_model_get_item (list, g_list_model_get_n_items (list) - 1);

      silu_engine_delete (engine, chat);
      silu_conversation_set_deleted (chat, g_get_real_time () - i * 6 * G_TIME_SPAN_DAY);
    }
  gtk_widget_activate_action (get_sidebar (window), "sidebar.show-place", "s", "trash");
}

void
silu_shot_show_chats (SiluWindow *window)
{
  gtk_widget_activate_action (get_sidebar (window), "sidebar.show-place", "s", "chats");
}

static SiluMessage *
add (SiluConversation *chat, SiluRole role, const char *text, SiluMessage *parent)
{
  g_autoptr (SiluMessage) message = silu_message_new (NULL, role);

  silu_message_append (message, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, text);
  silu_conversation_add (chat, message, parent);

  return message;
}

static SiluMessage *
add_turn (SiluConversation *chat, const char *question, SiluMessage *parent)
{
  return add (chat, SILU_ROLE_ASSISTANT, "An answer.",
              add (chat, SILU_ROLE_USER, question, parent));
}

GtkWidget *
silu_shot_show_branches (SiluEngine *engine, SiluWindow *window)
{
  g_autoptr (SiluConversation) chat = silu_conversation_new (NULL);
  SiluMessage *first = add_turn (chat, "Which queue is fair?", NULL);
  SiluMessage *second = add_turn (chat, "And with priorities?", first);
  SiluMessage *other = add_turn (chat, "And with deadlines?", first);

  add (chat, SILU_ROLE_ASSISTANT, "Another answer.", silu_message_get_parent (second));
  add_turn (chat, "Show the code.", other);
  add_turn (chat, "Prove it.", other);
  add_turn (chat, "Measure it.", add_turn (chat, "Simulate it.", second));
  silu_conversation_set_title (chat, "Fair queues", SILU_TITLE_USER);
  silu_conversation_list_add (silu_engine_get_conversations (engine), chat);

  silu_window_open (window, chat);
  silu_ui_test_settle (GTK_WIDGET (window));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-branches", NULL);
  silu_ui_test_settle (GTK_WIDGET (window));

  return gtk_widget_get_ancestor (silu_ui_test_find (GTK_WIDGET (window), SILU_TYPE_BRANCH_MAP),
                                  GTK_TYPE_POPOVER);
}
