/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chains through the worker. */
#include "silu-chains.h"

#include "silu-store-private.h"

typedef struct
{
  SiluChainsQuery *query;
  guint offset;
  guint limit;
  GCancellable *cancellable;
} List;

static void
list_free (gpointer data)
{
  List *self = data;

  silu_chains_query_free (self->query);
  g_clear_object (&self->cancellable);
  g_free (self);
}

static gpointer
list (sqlite3 *db, gpointer data, GError **error)
{
  const List *self = data;

  return silu_chains_list (db, self->query, self->offset, self->limit, self->cancellable, error);
}

void
silu_store_list_chains_async (SiluStore *self,
                              const SiluChainsQuery *query,
                              guint offset,
                              guint limit,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  List *args;

  g_return_if_fail (SILU_IS_STORE (self));
  g_return_if_fail (query != NULL);

  args = g_new0 (List, 1);
  args->query = silu_chains_query_copy (query);
  args->offset = offset;
  args->limit = limit;
  g_set_object (&args->cancellable, cancellable);
  silu_store_read_async (self, silu_store_list_chains_async, list, args, list_free,
                         (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
silu_store_list_chains_finish (SiluStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  gint64 next;
  char **without;
} Batch;

static void
batch_free (gpointer data)
{
  Batch *self = data;

  g_strfreev (self->without);
  g_free (self);
}

static gpointer
read_batch (sqlite3 *db, gpointer data, GError **error)
{
  const Batch *self = data;

  return silu_chains_read_batch (db, self->next, (const char *const *) self->without, error);
}

void
silu_store_read_chains_async (SiluStore *self,
                              gint64 next,
                              const char *const *without,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  Batch *args;

  g_return_if_fail (SILU_IS_STORE (self));

  args = g_new0 (Batch, 1);
  args->next = next;
  args->without = g_strdupv ((char **) without);
  silu_store_read_async (self, silu_store_read_chains_async, read_batch, args, batch_free,
                         (GDestroyNotify) silu_chain_batch_free, cancellable, callback, user_data);
}

SiluChainBatch *
silu_store_read_chains_finish (SiluStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gpointer
read_branch (sqlite3 *db, gpointer message, GError **error)
{
  return silu_chains_read_branch (db, message, error);
}

void
silu_store_read_branch_async (SiluStore *self,
                              const char *message,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (SILU_IS_STORE (self));

  silu_store_read_async (self, silu_store_read_branch_async, read_branch, g_strdup (message),
                         g_free, (GDestroyNotify) g_ptr_array_unref, cancellable, callback,
                         user_data);
}

GPtrArray *
silu_store_read_branch_finish (SiluStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
