/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Headers of conversations in and out of their table. */
#include "silu-rows.h"

#include "silu-index.h"

/* Whether the index has to be told: the title is another, or there was none. */
static gboolean
is_title_new (sqlite3 *db, const SiluConversationRecord *record, gboolean *result, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (SiluStatement) row =
      silu_sql_prepare (db, error, "SELECT 1 FROM conversation WHERE id = ?1 AND title = ?2", "ss",
                        record->id, record->title);

  if (row == NULL)
    return FALSE;

  *result = !silu_sql_step (row, &failure);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));

  return failure == NULL;
}

static gboolean
write_conversation (sqlite3 *db, const SiluConversationRecord *record, GError **error)
{
  g_autofree char *sampling = silu_sampling_to_string (&record->sampling);
  g_autofree char *tags = record->tags != NULL ? g_strjoinv ("\n", record->tags) : g_strdup ("");

  return silu_sql_run (
      db, error,
      "INSERT INTO conversation"
      "  (id, title, created, updated, deleted, pinned, leaf, account, model, think, sampling,"
      "    title_kind, archived, unread, folder, tags, source)"
      "  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)"
      "  ON CONFLICT (id) DO UPDATE SET title = ?2, updated = ?4, deleted = ?5, pinned = ?6,"
      "    leaf = coalesce (?7, leaf), account = ?8, model = ?9, think = ?10, sampling = ?11,"
      "    title_kind = ?12, archived = ?13, unread = ?14, folder = ?15, tags = ?16, source = ?17",
      "ssiiiisssisiiisss", record->id, record->title, record->created, record->updated,
      record->deleted, (gint64) record->pinned,
      record->leaf, /* NULL as well when only the header was loaded */
      record->account, record->model, (gint64) record->think, sampling, (gint64) record->title_kind,
      record->archived, (gint64) record->unread, record->folder, tags,
      record->source != NULL ? record->source : "");
}

gboolean
silu_rows_save_conversation (sqlite3 *db, const SiluConversationRecord *record, GError **error)
{
  gboolean is_new = FALSE;

  return is_title_new (db, record, &is_new, error) &&
         (!is_new || silu_index_remove_title (db, record->id, error)) &&
         write_conversation (db, record, error) &&
         (!is_new || silu_index_add_title (db, record->id, error));
}

#define CONVERSATION_COLUMNS                                                                       \
  " id, title, created, updated, deleted, pinned, leaf, account, model, think, sampling,"          \
  " title_kind, archived, unread, folder, tags, source "

static SiluConversationRecord *
read_conversation (SiluStatement *row)
{
  SiluConversationRecord *record = g_new0 (SiluConversationRecord, 1);
  g_autofree char *sampling = silu_sql_dup_text (row, 10);
  g_autofree char *tags = silu_sql_dup_text (row, 15);

  record->id = silu_sql_dup_text (row, 0);
  record->title = silu_sql_dup_text (row, 1);
  record->created = silu_sql_get_int (row, 2);
  record->updated = silu_sql_get_int (row, 3);
  record->deleted = silu_sql_get_int (row, 4);
  record->pinned = silu_sql_get_int (row, 5) != 0;
  record->leaf = silu_sql_dup_text (row, 6);
  record->account = silu_sql_dup_text (row, 7);
  record->model = silu_sql_dup_text (row, 8);
  record->think = (SiluThinkLevel) silu_sql_get_int (row, 9);
  silu_sampling_from_string (&record->sampling, sampling);
  record->title_kind = (SiluTitleKind) CLAMP (silu_sql_get_int (row, 11), 0, SILU_TITLE_USER);
  record->archived = silu_sql_get_int (row, 12);
  record->unread = silu_sql_get_int (row, 13) != 0;
  record->folder = silu_sql_dup_text (row, 14);
  record->tags = g_strsplit (tags, "\n", -1);
  record->source = silu_sql_dup_text (row, 16);

  return record;
}

SiluConversationRecord *
silu_rows_get_conversation (sqlite3 *db, const char *id, GError **error)
{
  g_autoptr (SiluStatement) row = silu_sql_prepare (
      db, error, "SELECT" CONVERSATION_COLUMNS "FROM conversation WHERE id = ?1", "s", id);

  return row != NULL && silu_sql_step (row, error) ? read_conversation (row) : NULL;
}

GPtrArray *
silu_rows_list_conversations (sqlite3 *db, gboolean trash, GError **error)
{
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify) silu_conversation_record_free);
  g_autoptr (GError) failure = NULL;
  g_autoptr (SiluStatement) row =
      silu_sql_prepare (db, error,
                        "SELECT" CONVERSATION_COLUMNS "FROM conversation WHERE (deleted != 0) = ?1"
                        "  ORDER BY pinned != 0 DESC, updated DESC, id",
                        "i", (gint64) trash);

  if (row == NULL)
    return NULL;

  while (silu_sql_step (row, &failure))
    g_ptr_array_add (records, read_conversation (row));

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return g_steal_pointer (&records);
}

gboolean
silu_rows_erase_conversation (sqlite3 *db, const char *id, GError **error)
{
  return silu_index_remove_conversation (db, id, error) &&
         silu_sql_run (db, error, "DELETE FROM draft WHERE conversation = ?1", "s", id) &&
         silu_sql_run (db, error, "DELETE FROM conversation WHERE id = ?1", "s", id);
}
