/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole conversations through the worker. */
#include "silu-store-private.h"

#include <glib/gi18n-lib.h>

static gpointer
read_bundle (sqlite3 *db, gpointer args, GError **error)
{
  g_autoptr (GError) failure = NULL;
  SiluBundle *bundle = silu_bundle_read (db, args, &failure);

  if (bundle == NULL && failure == NULL)
    failure = silu_error_new (SILU_ERROR_REQUEST, _ ("There is no such chat."), NULL, -1);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));

  return bundle;
}

/* The worker's result is handed on as it is. */
static void
done_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SiluStore *self = g_task_get_source_object (task);
  GDestroyNotify free_func = g_task_get_task_data (task);
  GError *error = NULL;
  gpointer found = silu_db_read_finish (silu_store_get_db (self), result, &error);

  if (found != NULL)
    g_task_return_pointer (task, found, free_func);
  else
    g_task_return_error (task, error);
}

void
silu_store_read_bundle_async (SiluStore *self,
                              const char *conversation_id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (SILU_IS_STORE (self));

  g_task_set_source_tag (task, silu_store_read_bundle_async);
  g_task_set_task_data (task, silu_bundle_free, NULL);
  silu_db_read_async (silu_store_get_db (self), read_bundle, g_strdup (conversation_id), g_free,
                      (GDestroyNotify) silu_bundle_free, cancellable, done_cb, task);
}

SiluBundle *
silu_store_read_bundle_finish (SiluStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Ids are spread over all pages of an index: while many rows are added these are better kept. The
 * second value is SQLite's own; pages above it are let go. */
#define LARGE_CACHE "PRAGMA cache_size = -65536"
#define USUAL_CACHE "PRAGMA cache_size = -2000"

/* A read to the worker, for its caller waits for what has come of it. */
static gpointer
add_bundles (sqlite3 *db, gpointer args, GError **error)
{
  g_autoptr (GArray) results = g_array_new (FALSE, TRUE, sizeof (SiluBundleResult));

  if (!silu_sql_exec (db, LARGE_CACHE "; BEGIN IMMEDIATE", error))
    return NULL;

  if (!silu_bundle_write_all (db, args, results, error) || !silu_sql_exec (db, "COMMIT", error))
    g_clear_pointer (&results, g_array_unref);

  if (!sqlite3_get_autocommit (db))
    sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);
  sqlite3_exec (db, USUAL_CACHE, NULL, NULL, NULL);

  return g_steal_pointer (&results);
}

void
silu_store_add_bundles_async (SiluStore *self,
                              GPtrArray *bundles,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (SILU_IS_STORE (self));

  g_task_set_source_tag (task, silu_store_add_bundles_async);
  g_task_set_task_data (task, g_array_unref, NULL);
  silu_db_read_async (silu_store_get_db (self), add_bundles, bundles,
                      (GDestroyNotify) g_ptr_array_unref, (GDestroyNotify) g_array_unref,
                      cancellable, done_cb, task);
}

GArray *
silu_store_add_bundles_finish (SiluStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
