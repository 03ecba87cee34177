/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nothing may write while a backup takes the place of what is there: turns end first, and what
 * waits must be on disk. */
#include "silu-engine-private.h"

#include "silu-store-backup.h"

static void
reloaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (silu_engine_reload_finish (SILU_ENGINE (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
accounts_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (silu_accounts_load_finish (SILU_ACCOUNTS (object), result, &error))
    silu_engine_reload_async (g_task_get_source_object (task), reloaded_cb, g_object_ref (task));
  else
    g_task_return_error (task, error);
}

/* Who has set up an account since the backup wants to go on with it. */
static void
keep_accounts (SiluAccounts *accounts)
{
  GListModel *list = G_LIST_MODEL (accounts);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (SiluAccount) account = g_list_model_get_item (list, i);

      if (!g_str_equal (silu_account_get_id (account), SILU_TOUR_ACCOUNT_ID))
        silu_accounts_save (accounts, account);
    }
}

static void
restored_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SiluEngine *self = g_task_get_source_object (task);
  SiluAccounts *accounts = silu_engine_get_accounts (self);
  GError *error = NULL;

  if (!silu_store_restore_finish (SILU_STORE (object), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  keep_accounts (accounts);
  silu_accounts_load_async (accounts, accounts_loaded_cb, g_object_ref (task));
}

static void
flushed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (silu_store_flush_finish (SILU_STORE (object), result, &error))
    silu_store_restore_async (SILU_STORE (object), g_task_get_task_data (task), restored_cb,
                              g_object_ref (task));
  else
    g_task_return_error (task, error);
}

static void
go_on (SiluEngine *self, GTask *task)
{
  silu_store_flush_async (silu_engine_get_store (self), flushed_cb, g_object_ref (task));
}

static void
turn_ended_cb (SiluEngine *self, SiluTurn *turn, gpointer user_data)
{
  GTask *task = user_data;

  if (silu_engine_get_turns (self)->len > 0)
    return;

  go_on (self, task);
  /* Drops the reference. */
  g_signal_handlers_disconnect_by_func (self, turn_ended_cb, task);
}

static void
unref_task (gpointer data, GClosure *closure)
{
  g_object_unref (data);
}

void
silu_engine_restore_backup_async (SiluEngine *self,
                                  const char *path,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_return_if_fail (SILU_IS_ENGINE (self));
  g_return_if_fail (path != NULL);

  g_task_set_source_tag (task, silu_engine_restore_backup_async);
  g_task_set_task_data (task, g_strdup (path), g_free);

  if (silu_engine_get_turns (self)->len == 0)
    {
      go_on (self, task);
      return;
    }

  g_signal_connect_data (self, "turn-ended", G_CALLBACK (turn_ended_cb), g_object_ref (task),
                         unref_task, 0);
  silu_engine_stop (self, NULL);
}

gboolean
silu_engine_restore_backup_finish (SiluEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
