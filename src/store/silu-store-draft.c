/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written but not sent. */
#include "silu-store-private.h"

#include "silu-sql.h"

typedef struct
{
  char *conversation;
  char *text;
} Draft;

static void
draft_free (gpointer data)
{
  Draft *self = data;

  g_free (self->conversation);
  g_free (self->text);
  g_free (self);
}

static gboolean
write_draft (sqlite3 *db, gpointer args, GError **error)
{
  const Draft *draft = args;

  if (*draft->text == '\0')
    return silu_sql_run (db, error, "DELETE FROM draft WHERE conversation = ?1", "s",
                         draft->conversation);

  return silu_sql_run (db, error,
                       "INSERT INTO draft (conversation, text) VALUES (?1, ?2)"
                       "  ON CONFLICT (conversation) DO UPDATE SET text = ?2",
                       "ss", draft->conversation, draft->text);
}

void
silu_store_save_draft (SiluStore *self, const char *conversation_id, const char *text)
{
  Draft *draft = g_new0 (Draft, 1);

  g_return_if_fail (SILU_IS_STORE (self));

  draft->conversation = g_strdup (conversation_id);
  draft->text = g_strdup (text);
  silu_db_write (silu_store_get_db (self), write_draft, draft, draft_free);
}

static gpointer
read_drafts (sqlite3 *db, gpointer args, GError **error)
{
  g_autoptr (GHashTable) drafts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GError) failure = NULL;
  g_autoptr (SiluStatement) row =
      silu_sql_prepare (db, error, "SELECT conversation, text FROM draft", "");

  if (row == NULL)
    return NULL;

  while (silu_sql_step (row, &failure))
    g_hash_table_insert (drafts, silu_sql_dup_text (row, 0), silu_sql_dup_text (row, 1));
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return g_steal_pointer (&drafts);
}

void
silu_store_list_drafts_async (SiluStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (SILU_IS_STORE (self));

  silu_store_read_async (self, silu_store_list_drafts_async, read_drafts, NULL, NULL,
                         (GDestroyNotify) g_hash_table_unref, NULL, callback, user_data);
}

GHashTable *
silu_store_list_drafts_finish (SiluStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
