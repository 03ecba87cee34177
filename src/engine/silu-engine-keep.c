/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where conversations are kept: list, trash, folders. The trash holds what was deleted in this run;
 * what was in it before comes when it is first looked at. */
#include "silu-engine-private.h"

static void
folder_changed_cb (SiluFolderList *folders, SiluFolder *folder, gpointer user_data)
{
  silu_store_save_folder (silu_engine_get_store (user_data), folder);
}

/* The store takes them out too, and with them those that are in the trash. */
static void
folder_removed_cb (SiluFolderList *folders, SiluFolder *folder, gpointer user_data)
{
  GListModel *list = G_LIST_MODEL (silu_engine_get_conversations (user_data));
  const char *id = silu_folder_get_id (folder);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (SiluConversation) conversation = g_list_model_get_item (list, i);

      if (g_strcmp0 (silu_conversation_get_folder (conversation), id) == 0)
        silu_conversation_set_folder (conversation, NULL);
    }

  silu_store_erase_folder (silu_engine_get_store (user_data), id);
}

void
silu_engine_watch_folders (SiluEngine *self)
{
  SiluFolderList *folders = silu_engine_get_folders (self);

  g_signal_connect_object (folders, "changed", G_CALLBACK (folder_changed_cb), self, 0);
  g_signal_connect_object (folders, "removed", G_CALLBACK (folder_removed_cb), self, 0);
}

typedef struct
{
  SiluTakeFoldersFunc take;
  GAsyncReadyCallback callback;
} Kept;

static void
folders_listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SiluEngine *self = g_task_get_source_object (task);
  const Kept *kept = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) found =
      silu_store_list_folders_finish (SILU_STORE (object), result, &error);

  if (found == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  kept->take (self->folders, found);
  silu_store_list_async (self->store, FALSE, kept->callback, g_object_ref (task));
}

void
silu_engine_list_kept (GTask *task, SiluTakeFoldersFunc take, GAsyncReadyCallback callback)
{
  SiluEngine *self = g_task_get_source_object (task);
  Kept *kept = g_new (Kept, 1);

  kept->take = take;
  kept->callback = callback;
  g_task_set_task_data (task, kept, g_free);
  silu_store_list_folders_async (self->store, folders_listed_cb, task);
}

/* By id: what was listed is another object than what was deleted. */
static void
remove_from_trash (SiluEngine *self, SiluConversation *conversation)
{
  SiluConversationList *trash = silu_engine_get_trash (self);
  SiluConversation *found =
      silu_conversation_list_find (trash, silu_conversation_get_id (conversation));

  if (found != NULL)
    silu_conversation_list_remove (trash, found);
}

void
silu_engine_delete (SiluEngine *self, SiluConversation *conversation)
{
  g_return_if_fail (SILU_IS_ENGINE (self));

  /* Before a turn ends: nothing may follow it. */
  silu_conversation_set_deleted (conversation, g_get_real_time ());
  silu_engine_stop (self, conversation);
  silu_store_save_conversation (silu_engine_get_store (self), conversation);
  silu_conversation_list_add (silu_engine_get_trash (self), conversation);
  silu_conversation_list_remove (silu_engine_get_conversations (self), conversation);
}

void
silu_engine_restore (SiluEngine *self, SiluConversation *conversation)
{
  g_autoptr (SiluConversation) keep = NULL;

  g_return_if_fail (SILU_IS_ENGINE (self));

  if (g_hash_table_contains (silu_engine_get_erased (self),
                             silu_conversation_get_id (conversation)))
    return;

  keep = g_object_ref (conversation);
  remove_from_trash (self, conversation);
  silu_conversation_set_deleted (conversation, 0);
  silu_store_save_conversation (silu_engine_get_store (self), conversation);
  silu_engine_adopt (self, conversation);
  silu_conversation_list_add (silu_engine_get_conversations (self), conversation);
}

void
silu_engine_erase (SiluEngine *self, SiluConversation *conversation)
{
  const char *id = silu_conversation_get_id (conversation);

  g_return_if_fail (SILU_IS_ENGINE (self));
  g_return_if_fail (silu_conversation_get_deleted (conversation) != 0);

  g_hash_table_add (silu_engine_get_erased (self), g_strdup (id));
  silu_store_erase (silu_engine_get_store (self), id);
  remove_from_trash (self, conversation);
}

void
silu_engine_forget_trash (SiluEngine *self)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  g_hash_table_remove_all (silu_engine_get_erased (self));
  silu_conversation_list_replace (silu_engine_get_trash (self), none);
}

/* Each on its own: erasing much at once would hold up what else is to be written. If it fails, the
 * next start does it. */
static void
old_listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SiluEngine) self = user_data;
  SiluStore *store = SILU_STORE (object);
  g_autoptr (GPtrArray) ids = silu_store_list_old_trash_finish (store, result, NULL);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      g_hash_table_add (silu_engine_get_erased (self), g_strdup (ids->pdata[i]));
      silu_store_erase (store, ids->pdata[i]);
    }
}

void
silu_engine_erase_old (SiluEngine *self, gint64 now)
{
  silu_store_list_old_trash_async (silu_engine_get_store (self), now - SILU_ENGINE_TRASH_TIME,
                                   old_listed_cb, g_object_ref (self));
}

void
silu_engine_forget (SiluEngine *self, SiluConversation *conversation)
{
  g_return_if_fail (SILU_IS_ENGINE (self));
  g_return_if_fail (silu_conversation_get_incognito (conversation));

  silu_engine_stop (self, conversation);
  silu_engine_disown (self, conversation);
  silu_store_erase (silu_engine_get_store_of (self, conversation),
                    silu_conversation_get_id (conversation));
}

static void
trash_listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SiluEngine *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) found = silu_store_list_finish (SILU_STORE (object), result, &error);

  if (found == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  /* Some may have been restored or erased while this was read. */
  for (guint i = found->len; i > 0; i--)
    {
      const char *id = silu_conversation_get_id (found->pdata[i - 1]);

      if (silu_conversation_list_find (silu_engine_get_conversations (self), id) != NULL ||
          g_hash_table_contains (silu_engine_get_erased (self), id))
        g_ptr_array_remove_index (found, i - 1);
    }

  silu_conversation_list_add_all (silu_engine_get_trash (self), found);
  g_task_return_boolean (task, TRUE);
}

void
silu_engine_load_trash_async (SiluEngine *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_return_if_fail (SILU_IS_ENGINE (self));

  g_task_set_source_tag (task, silu_engine_load_trash_async);
  silu_store_list_async (silu_engine_get_store (self), TRUE, trash_listed_cb, task);
}

gboolean
silu_engine_load_trash_finish (SiluEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
