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

void
silu_store_read_bundle_async (SiluStore *self,
                              const char *conversation_id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (SILU_IS_STORE (self));

  silu_store_read_async (self, silu_store_read_bundle_async, read_bundle,
                         g_strdup (conversation_id), g_free, (GDestroyNotify) silu_bundle_free,
                         cancellable, callback, user_data);
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
  g_return_if_fail (SILU_IS_STORE (self));

  silu_store_read_async (self, silu_store_add_bundles_async, add_bundles, bundles,
                         (GDestroyNotify) g_ptr_array_unref, (GDestroyNotify) g_array_unref,
                         cancellable, callback, user_data);
}

GArray *
silu_store_add_bundles_finish (SiluStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
