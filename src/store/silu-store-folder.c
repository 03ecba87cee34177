/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folders and the trash through the worker. */
#include "silu-rows.h"
#include "silu-store-private.h"

static gpointer
read_folders (sqlite3 *db, gpointer args, GError **error)
{
  return silu_rows_list_folders (db, error);
}

static void
folders_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SiluStore *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) records = silu_db_read_finish (silu_store_get_db (self), result, &error);
  GPtrArray *folders;

  if (records == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  folders = g_ptr_array_new_full (records->len, g_object_unref);
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (folders, silu_folder_record_restore (g_ptr_array_index (records, i)));

  g_task_return_pointer (task, folders, (GDestroyNotify) g_ptr_array_unref);
}

void
silu_store_list_folders_async (SiluStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_return_if_fail (SILU_IS_STORE (self));

  g_task_set_source_tag (task, silu_store_list_folders_async);
  silu_db_read_async (silu_store_get_db (self), read_folders, NULL, NULL,
                      (GDestroyNotify) g_ptr_array_unref, NULL, folders_read_cb, task);
}

GPtrArray *
silu_store_list_folders_finish (SiluStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
write_folder (sqlite3 *db, gpointer args, GError **error)
{
  return silu_rows_save_folder (db, args, error);
}

void
silu_store_save_folder (SiluStore *self, SiluFolder *folder)
{
  g_return_if_fail (SILU_IS_STORE (self));

  silu_db_write (silu_store_get_db (self), write_folder, silu_folder_record_new (folder),
                 (GDestroyNotify) silu_folder_record_free);
}

static gboolean
erase_folder (sqlite3 *db, gpointer args, GError **error)
{
  return silu_rows_erase_folder (db, args, error);
}

void
silu_store_erase_folder (SiluStore *self, const char *folder_id)
{
  g_return_if_fail (SILU_IS_STORE (self));

  silu_db_write (silu_store_get_db (self), erase_folder, g_strdup (folder_id), g_free);
}

static gpointer
read_old_trash (sqlite3 *db, gpointer args, GError **error)
{
  return silu_rows_list_old_trash (db, *(gint64 *) args, error);
}

static void
old_trash_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SiluStore *self = g_task_get_source_object (task);
  GError *error = NULL;
  GPtrArray *ids = silu_db_read_finish (silu_store_get_db (self), result, &error);

  if (ids != NULL)
    g_task_return_pointer (task, ids, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
silu_store_list_old_trash_async (SiluStore *self,
                                 gint64 before,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_return_if_fail (SILU_IS_STORE (self));

  g_task_set_source_tag (task, silu_store_list_old_trash_async);
  silu_db_read_async (silu_store_get_db (self), read_old_trash, g_memdup2 (&before, sizeof before),
                      g_free, (GDestroyNotify) g_ptr_array_unref, NULL, old_trash_read_cb, task);
}

GPtrArray *
silu_store_list_old_trash_finish (SiluStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
