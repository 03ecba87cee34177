/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conversations that came into the store by another way than the list: an import. */
#include "silu-engine-private.h"

/* What is in memory is the truth for itself: only the time of its last message may be later on
 * disk. */
static void
update (SiluEngine *self, SiluConversation *known, SiluConversation *found)
{
  gint64 updated = silu_conversation_get_updated (found);

  if (!silu_conversation_get_loaded (known) && updated > silu_conversation_get_updated (known))
    silu_conversation_set_updated (known, updated);
}

static void
listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SiluEngine *self = g_task_get_source_object (task);
  SiluConversationList *list = silu_engine_get_conversations (self);
  g_autoptr (GPtrArray) fresh = g_ptr_array_new_with_free_func (g_object_unref);
  GError *error = NULL;
  g_autoptr (GPtrArray) found = silu_store_list_finish (SILU_STORE (object), result, &error);

  if (found == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  for (guint i = 0; i < found->len; i++)
    {
      SiluConversation *conversation = g_ptr_array_index (found, i);
      SiluConversation *known =
          silu_conversation_list_find (list, silu_conversation_get_id (conversation));

      if (known != NULL)
        update (self, known, conversation);
      else
        {
          silu_engine_adopt (self, conversation);
          g_ptr_array_add (fresh, g_object_ref (conversation));
        }
    }
  silu_conversation_list_add_all (list, fresh);

  g_task_return_boolean (task, TRUE);
}

void
silu_engine_reload_async (SiluEngine *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_return_if_fail (SILU_IS_ENGINE (self));

  g_task_set_source_tag (task, silu_engine_reload_async);
  silu_store_list_async (silu_engine_get_store (self), FALSE, listed_cb, task);
}

gboolean
silu_engine_reload_finish (SiluEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
