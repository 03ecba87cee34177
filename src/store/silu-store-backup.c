/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A backup: first what waits is written, then a thread of its own copies. A restore is the worker's
 * job, for nobody may write meanwhile. */
#include "silu-store-backup.h"

#include "silu-private.h"
#include "silu-restore.h"
#include "silu-store-private.h"
#include <glib/gi18n-lib.h>

typedef struct
{
  char *source;
  char *target;
  char *folder; /* of the daily ones; NULL for another target */
  guint keep;

  SiluStoreProgressFunc progress;
  gpointer progress_data;
  int percent; /* that was told last; atomic */
} Backup;

static void
backup_clear (gpointer data)
{
  Backup *self = data;

  g_free (self->source);
  g_free (self->target);
  g_free (self->folder);
}

static void
backup_release (gpointer data)
{
  g_atomic_rc_box_release_full (data, backup_clear);
}

char *
silu_store_dup_backup_folder (SiluStore *self)
{
  const char *directory = silu_store_get_directory (self);

  return directory != NULL ? g_build_filename (directory, "backups", NULL) : NULL;
}

/* --- progress, from the thread to the main context --- */

static gboolean
tell_cb (gpointer user_data)
{
  GTask *task = user_data;
  Backup *self = g_task_get_task_data (task);

  if (!g_task_get_completed (task))
    self->progress (g_atomic_int_get (&self->percent) / 100.0, self->progress_data);

  return G_SOURCE_REMOVE;
}

static void
copied_cb (int done, int total, gpointer user_data)
{
  GTask *task = user_data;
  Backup *self = g_task_get_task_data (task);
  int percent = total > 0 ? (int) ((gint64) done * 100 / total) : 100;

  if (self->progress == NULL || percent == g_atomic_int_get (&self->percent))
    return;

  g_atomic_int_set (&self->percent, percent);
  g_main_context_invoke_full (g_task_get_context (task), G_PRIORITY_DEFAULT, tell_cb,
                              g_object_ref (task), g_object_unref);
}

/* --- backup --- */

static void
copy_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Backup *self = data;
  SiluBackupWatch watch = { cancellable, copied_cb, task };
  GError *error = NULL;

  if ((self->folder != NULL && !silu_private_make_folder (self->folder, &error)) ||
      !silu_backup_run (self->source, self->target, &watch, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  /* The new one has been looked at: older ones may go. */
  if (self->folder != NULL)
    silu_backup_remove_old (self->folder, SILU_BACKUP_DAILY, MAX (self->keep, 1));
  g_task_return_boolean (task, TRUE);
}

static void
copy_ended_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
flushed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GTask) copy = NULL;
  GError *error = NULL;

  if (!silu_store_flush_finish (SILU_STORE (object), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  /* A task of its own, for the store's last reference must not be dropped in the thread. */
  copy = g_task_new (NULL, g_task_get_cancellable (task), copy_ended_cb, g_object_ref (task));
  g_task_set_source_tag (copy, flushed_cb);
  g_task_set_task_data (copy, g_atomic_rc_box_acquire (g_task_get_task_data (task)),
                        backup_release);
  g_task_run_in_thread (copy, copy_in_thread);
}

void
silu_store_backup_async (SiluStore *self,
                         const char *path,
                         guint keep,
                         GCancellable *cancellable,
                         SiluStoreProgressFunc progress,
                         gpointer progress_data,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  const char *directory;
  Backup *backup;

  g_return_if_fail (SILU_IS_STORE (self));

  g_task_set_source_tag (task, silu_store_backup_async);
  directory = silu_store_get_directory (self);
  if (directory == NULL)
    {
      g_task_return_error (task, silu_error_new (SILU_ERROR_REQUEST,
                                                 _ ("Chats are kept in memory only: there is "
                                                    "nothing to back up."),
                                                 NULL, -1));
      return;
    }

  backup = g_atomic_rc_box_new0 (Backup);
  backup->source = g_build_filename (directory, "silu.db", NULL);
  backup->keep = keep;
  backup->progress = progress;
  backup->progress_data = progress_data;
  if (path != NULL)
    backup->target = g_strdup (path);
  else
    {
      g_autofree char *name = silu_backup_daily_name (g_get_real_time ());

      backup->folder = silu_store_dup_backup_folder (self);
      backup->target = g_build_filename (backup->folder, name, NULL);
    }
  g_task_set_task_data (task, backup, backup_release);
  silu_store_flush_async (self, flushed_cb, g_object_ref (task));
}

gboolean
silu_store_backup_finish (SiluStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- restore --- */

typedef struct
{
  char *folder;
  char *path;
} Restore;

static void
restore_free (gpointer data)
{
  Restore *self = data;

  g_free (self->folder);
  g_free (self->path);
  g_free (self);
}

static gpointer
restore (sqlite3 *db, gpointer args, GError **error)
{
  const Restore *self = args;

  return silu_restore_run (db, self->folder, self->path, error) ? args : NULL;
}

static void
restored_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SiluStore *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (silu_db_read_finish (silu_store_get_db (self), result, &error) != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
silu_store_restore_async (SiluStore *self,
                          const char *path,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Restore *args;

  g_return_if_fail (SILU_IS_STORE (self));
  g_return_if_fail (silu_store_get_directory (self) != NULL);

  g_task_set_source_tag (task, silu_store_restore_async);
  args = g_new0 (Restore, 1);
  args->folder = silu_store_dup_backup_folder (self);
  args->path = g_strdup (path);
  silu_db_read_async (silu_store_get_db (self), restore, args, restore_free, NULL, NULL,
                      restored_cb, task);
}

gboolean
silu_store_restore_finish (SiluStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
