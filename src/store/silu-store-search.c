/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Searching on the worker. A search that nobody waits for any more ends at once: what is typed next
 * must not stand in line behind it. */
#include "silu-store-private.h"

typedef struct
{
  SiluSearchQuery *query;
  guint limit;
  GCancellable *cancellable;
} Args;

static void
args_free (gpointer data)
{
  Args *self = data;

  silu_search_query_free (self->query);
  g_clear_object (&self->cancellable);
  g_free (self);
}

static gpointer
search (sqlite3 *db, gpointer data, GError **error)
{
  const Args *args = data;

  return silu_search (db, args->query, args->limit, args->cancellable, error);
}

static void
searched_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SiluStore *self = g_task_get_source_object (task);
  GError *error = NULL;
  GPtrArray *hits = silu_db_read_finish (silu_store_get_db (self), result, &error);

  if (hits != NULL)
    g_task_return_pointer (task, hits, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
silu_store_search_async (SiluStore *self,
                         const char *text,
                         gboolean is_typing,
                         guint limit,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  Args *args = g_new0 (Args, 1);

  g_return_if_fail (SILU_IS_STORE (self));
  g_return_if_fail (text != NULL);

  g_task_set_source_tag (task, silu_store_search_async);
  args->query = silu_search_query_new (text, zone, is_typing);
  args->limit = limit;
  g_set_object (&args->cancellable, cancellable);
  silu_db_read_async (silu_store_get_db (self), search, args, args_free,
                      (GDestroyNotify) g_ptr_array_unref, cancellable, searched_cb, task);
}

GPtrArray *
silu_store_search_finish (SiluStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
