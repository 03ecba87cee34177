/* SPDX-License-Identifier: GPL-3.0-or-later */
/* After an import or a restore the store holds what no object here knows of. */
#include "silu-engine-private.h"

/* A conversation that a turn runs in is ahead of what was read. */
static void
keep_running (SiluEngine *self, GPtrArray *found)
{
  GPtrArray *turns = silu_engine_get_turns (self);

  for (guint i = 0; i < turns->len; i++)
    {
      SiluConversation *running = silu_turn_get_conversation (g_ptr_array_index (turns, i));

      for (guint j = 0; j < found->len; j++)
        if (g_str_equal (silu_conversation_get_id (g_ptr_array_index (found, j)),
                         silu_conversation_get_id (running)))
          {
            g_object_unref (g_ptr_array_index (found, j));
            g_ptr_array_index (found, j) = g_object_ref (running);
          }
    }
}

static void
disown_all (SiluEngine *self)
{
  GListModel *list = G_LIST_MODEL (silu_engine_get_conversations (self));

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (SiluConversation) conversation = g_list_model_get_item (list, i);

      silu_engine_disown (self, conversation);
    }
}

static void
listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
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

  silu_engine_finish_listing (self);
  keep_running (self, found);
  disown_all (self);
  for (guint i = 0; i < found->len; i++)
    silu_engine_adopt (self, g_ptr_array_index (found, i));
  silu_conversation_list_replace (silu_engine_get_conversations (self), found);
  silu_engine_forget_trash (self);
  g_signal_emit_by_name (self, "reloaded");

  g_task_return_boolean (task, TRUE);
}

void
silu_engine_reload_async (SiluEngine *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_return_if_fail (SILU_IS_ENGINE (self));

  g_task_set_source_tag (task, silu_engine_reload_async);
  silu_engine_list_kept (task, silu_folder_list_replace, listed_cb);
}

gboolean
silu_engine_reload_finish (SiluEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
