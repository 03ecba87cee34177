/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole chains, from the newest back: in batches, so that writes come in between. */
#include "silu-chains.h"

#include "silu-rows.h"
#include "silu-search-sql.h"
#include <glib/gi18n-lib.h>

/* What ends a batch: chains, bytes of text, milliseconds. */
#define BATCH_CHAINS 64
#define BATCH_BYTES (4 * 1024 * 1024)
#define BATCH_TIME 100

static void
chain_text_free (gpointer data)
{
  SiluChainText *self = data;

  g_free (self->message);
  g_free (self->model);
  g_ptr_array_unref (self->texts);
  g_free (self);
}

void
silu_chain_batch_free (SiluChainBatch *self)
{
  g_ptr_array_unref (self->chains);
  g_free (self);
}

/* NULL: it has no thoughts. */
static GPtrArray *
read_texts (SiluStatement *row, const char *message, gsize *n_bytes, GError **error)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) failure = NULL;

  sqlite3_reset (row);
  sqlite3_bind_text (row, 1, message, -1, SQLITE_TRANSIENT);
  while (silu_sql_step (row, &failure))
    {
      *n_bytes += (gsize) sqlite3_column_bytes (row, 0);
      g_ptr_array_add (texts, silu_sql_dup_text (row, 0));
    }
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));

  return failure == NULL && texts->len > 0 ? g_steal_pointer (&texts) : NULL;
}

static gboolean
add_chain (GPtrArray *chains,
           SiluStatement *row,
           SiluStatement *parts,
           const char *const *without,
           gsize *n_bytes,
           GError **error)
{
  g_autofree char *id = silu_sql_dup_text (row, 1);
  g_autofree char *model = silu_sql_dup_text (row, 2);
  g_autoptr (GPtrArray) texts = NULL;
  g_autoptr (GError) failure = NULL;
  SiluTimes times = { 0 };
  SiluChainText *chain;

  if (without != NULL && g_strv_contains (without, model))
    return TRUE;

  texts = read_texts (parts, id, n_bytes, &failure);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  if (texts == NULL)
    return failure == NULL;

  chain = g_new0 (SiluChainText, 1);
  chain->message = g_steal_pointer (&id);
  chain->model = g_steal_pointer (&model);
  chain->texts = g_steal_pointer (&texts);
  chain->tokens = silu_sql_get_int (row, 3) > 0 ? silu_sql_get_int (row, 3) : -1;
  times.first_reasoning = silu_sql_get_int (row, 4);
  times.first_text = silu_sql_get_int (row, 5);
  times.end = silu_sql_get_int (row, 6);
  chain->thinking = silu_times_get_thinking (&times);
  chain->has_answer = silu_sql_get_int (row, 7) != 0;
  chain->has_question = silu_sql_get_int (row, 8) != 0;
  chain->state = (SiluMessageState) silu_sql_get_int (row, 9);
  chain->rating =
      (SiluRating) CLAMP (silu_sql_get_int (row, 10), SILU_RATING_FLAWED, SILU_RATING_GOOD);
  chain->time = silu_sql_get_int (row, 11);
  g_ptr_array_add (chains, chain);

  return TRUE;
}

static const char messages_sql[] =
    "SELECT m.seq, m.id, coalesce (m.model, ''), m.reasoning, m.first_reasoning, m.first_text,"
    "    m.end, EXISTS (SELECT 1 FROM part AS p"
    "      WHERE p.message = m.id AND p.kind = 1 AND p.text != ''),"
    "    EXISTS (SELECT 1 FROM message AS q WHERE q.id = m.parent AND q.role = 1),"
    "    m.state, m.rating, " SILU_SEARCH_TIME
    "  FROM message AS m CROSS JOIN conversation AS c ON c.id = m.conversation"
    "  WHERE m.seq < ?1 AND m.role = 2 AND m.state != 1 AND c.deleted = 0 ORDER BY m.seq DESC";

static const char parts_sql[] =
    "SELECT text FROM part WHERE message = ?1 AND kind = 0 AND text != '' ORDER BY position";

SiluChainBatch *
silu_chains_read_batch (sqlite3 *db, gint64 next, const char *const *without, GError **error)
{
  gint64 end = g_get_monotonic_time () + BATCH_TIME * 1000;
  g_autoptr (SiluChainBatch) batch = g_new0 (SiluChainBatch, 1);
  g_autoptr (GError) failure = NULL;
  g_autoptr (SiluStatement) parts = NULL;
  g_autoptr (SiluStatement) row = silu_sql_prepare (db, &failure, messages_sql, "i", next);
  gsize n_bytes = 0;
  gboolean is_full = FALSE;

  batch->chains = g_ptr_array_new_with_free_func (chain_text_free);
  if (row != NULL)
    parts = silu_sql_prepare (db, &failure, parts_sql, "");

  while (failure == NULL && !is_full && silu_sql_step (row, &failure))
    {
      batch->next = silu_sql_get_int (row, 0);
      add_chain (batch->chains, row, parts, without, &n_bytes, &failure);
      is_full = batch->chains->len >= BATCH_CHAINS || n_bytes >= BATCH_BYTES ||
                g_get_monotonic_time () >= end;
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  if (!is_full)
    batch->next = 0;

  return g_steal_pointer (&batch);
}

GPtrArray *
silu_chains_read_branch (sqlite3 *db, const char *message, GError **error)
{
  g_autoptr (GPtrArray) branch = silu_rows_list_branch (db, message, SILU_CHAINS_DEEP, error);

  if (branch == NULL)
    return NULL;
  if (branch->len > 0)
    return g_steal_pointer (&branch);

  g_propagate_error (
      error, silu_error_new (SILU_ERROR_NOT_FOUND, _ ("There is no such message."), NULL, -1));

  return NULL;
}
