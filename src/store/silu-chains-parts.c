/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The texts of chains that were listed, for who wants to look into them. */
#include "silu-chains.h"

#include "silu-sql.h"
#include "silu-store-private.h"

static void
part_free (gpointer data)
{
  SiluChainPart *self = data;

  g_free (self->message);
  g_free (self->text);
  g_free (self);
}

static void
add_parts (GPtrArray *parts, SiluStatement *row, const char *message, GError **error)
{
  sqlite3_reset (row);
  sqlite3_bind_text (row, 1, message, -1, SQLITE_TRANSIENT);
  while (silu_sql_step (row, error))
    {
      SiluChainPart *part = g_new0 (SiluChainPart, 1);

      part->message = g_strdup (message);
      part->part = (guint) CLAMP (silu_sql_get_int (row, 0), 0, G_MAXINT);
      part->text = silu_sql_dup_text (row, 1);
      g_ptr_array_add (parts, part);
    }
}

GPtrArray *
silu_chains_read_parts (sqlite3 *db, const char *const *messages, GError **error)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (part_free);
  g_autoptr (GError) failure = NULL;
  g_autoptr (SiluStatement) row = silu_sql_prepare (
      db, &failure,
      "SELECT position, text FROM part WHERE message = ?1 AND kind = 0 ORDER BY position", "");

  for (gsize i = 0; failure == NULL && messages[i] != NULL; i++)
    add_parts (parts, row, messages[i], &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return g_steal_pointer (&parts);
}

static gpointer
read_parts (sqlite3 *db, gpointer messages, GError **error)
{
  return silu_chains_read_parts (db, messages, error);
}

void
silu_store_read_chain_parts_async (SiluStore *self,
                                   const char *const *messages,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_return_if_fail (SILU_IS_STORE (self));
  g_return_if_fail (messages != NULL);

  silu_store_read_async (self, silu_store_read_chain_parts_async, read_parts,
                         g_strdupv ((char **) messages), (GDestroyNotify) g_strfreev,
                         (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
silu_store_read_chain_parts_finish (SiluStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
