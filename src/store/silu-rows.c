/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows in and out of the tables of silu-schema.c. */
#include "silu-rows.h"

#include <string.h>

gboolean
silu_rows_save_conversation (sqlite3 *db, const SiluConversationRecord *record, GError **error)
{
  g_autofree char *sampling = silu_sampling_to_string (&record->sampling);

  return silu_sql_run (
      db, error,
      "INSERT INTO conversation"
      "  (id, title, created, updated, deleted, pinned, leaf, account, model, think, sampling)"
      "  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
      "  ON CONFLICT (id) DO UPDATE SET title = ?2, updated = ?4, deleted = ?5, pinned = ?6,"
      "    leaf = coalesce (?7, leaf), account = ?8, model = ?9, think = ?10, sampling = ?11",
      "ssiiiisssis", record->id, record->title, record->created, record->updated, record->deleted,
      (gint64) record->pinned, record->leaf, /* NULL as well when only the header was loaded */
      record->account, record->model, (gint64) record->think, sampling);
}

static SiluConversationRecord *
read_conversation (SiluStatement *row)
{
  SiluConversationRecord *record = g_new0 (SiluConversationRecord, 1);
  g_autofree char *sampling = silu_sql_dup_text (row, 10);

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

  return record;
}

GPtrArray *
silu_rows_list_conversations (sqlite3 *db, gboolean trash, GError **error)
{
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify) silu_conversation_record_free);
  g_autoptr (GError) failure = NULL;
  g_autoptr (SiluStatement) row =
      silu_sql_prepare (db, error,
                        "SELECT id, title, created, updated, deleted, pinned, leaf, account, model,"
                        "  think, sampling FROM conversation WHERE (deleted != 0) = ?1"
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
  return silu_sql_run (db, error, "DELETE FROM conversation WHERE id = ?1", "s", id);
}

static gboolean
save_parts (sqlite3 *db, const SiluMessageRecord *record, GError **error)
{
  if (!silu_sql_run (db, error, "DELETE FROM part WHERE message = ?1", "s", record->id) ||
      !silu_sql_run (db, error, "DELETE FROM chunk WHERE message = ?1", "s", record->id))
    return FALSE;

  for (guint i = 0; i < record->parts->len; i++)
    {
      const SiluPart *part = g_ptr_array_index (record->parts, i);

      if (!silu_sql_run (db, error,
                         "INSERT INTO part (message, position, kind, channel, text)"
                         "  VALUES (?1, ?2, ?3, ?4, ?5)",
                         "siiib", record->id, (gint64) i, (gint64) part->kind,
                         (gint64) part->channel, part->text->str, part->text->len))
        return FALSE;
    }

  return TRUE;
}

/* While a message streams, its text belongs to the journal: what is in memory may be ahead of it,
 * and written as parts it would come twice. */
static gboolean
is_in_journal (sqlite3 *db, const SiluMessageRecord *record, gboolean *result, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (SiluStatement) row =
      silu_sql_prepare (db, error, "SELECT 1 FROM message WHERE id = ?1 AND ?2 = ?3", "sii",
                        record->id, (gint64) record->state, (gint64) SILU_MESSAGE_STREAMING);

  if (row == NULL)
    return FALSE;

  *result = silu_sql_step (row, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return TRUE;
}

/* Money as whole numbers: a sum of them is exact. */
#define PER_DOLLAR 1e9

static gint64
cost_to_int (double cost)
{
  return cost >= 0 ? (gint64) (cost * PER_DOLLAR + 0.5) : -1;
}

static double
cost_from_int (gint64 cost)
{
  return cost >= 0 ? (double) cost / PER_DOLLAR : -1;
}

gboolean
silu_rows_save_message (sqlite3 *db, const SiluMessageRecord *record, GError **error)
{
  gboolean in_journal = FALSE;
  const char *code =
      record->error_message != NULL ? silu_error_code_to_string (record->error_code) : NULL;

  return is_in_journal (db, record, &in_journal, error) &&
         silu_sql_run (
             db, error,
             "INSERT INTO message (id, conversation, parent, role, state, owner, model, account,"
             "    think, finish, pane, start, first_byte, first_reasoning, first_text, end,"
             "    prompt, completion, reasoning, cached, error_code, error_message, error_detail,"
             "    load, cost)"
             "  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16,"
             "    ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25)"
             "  ON CONFLICT (id) DO UPDATE SET state = ?5, owner = ?6, model = ?7, account = ?8,"
             "    think = ?9, finish = ?10, pane = ?11, start = ?12, first_byte = ?13,"
             "    first_reasoning = ?14, first_text = ?15, end = ?16, prompt = ?17,"
             "    completion = ?18, reasoning = ?19, cached = ?20, error_code = ?21,"
             "    error_message = ?22, error_detail = ?23, load = ?24, cost = ?25",
             "sssiisssiiiiiiiiiiiisssii", record->id, record->conversation, record->parent,
             (gint64) record->role, (gint64) record->state, record->owner, record->model,
             record->account, (gint64) record->think, (gint64) record->finish,
             (gint64) record->pane, record->times.start, record->times.first_byte,
             record->times.first_reasoning, record->times.first_text, record->times.end,
             record->usage.prompt, record->usage.completion, record->usage.reasoning,
             record->usage.cached, code, record->error_message, record->error_detail,
             record->usage.load, cost_to_int (record->usage.cost)) &&
         (in_journal || save_parts (db, record, error));
}

gboolean
silu_rows_append_chunk (sqlite3 *db,
                        const char *message,
                        int kind,
                        SiluChannel channel,
                        const char *text,
                        GError **error)
{
  return silu_sql_run (db, error,
                       "INSERT INTO chunk (message, kind, channel, text) VALUES (?1, ?2, ?3, ?4)",
                       "siis", message, (gint64) kind, (gint64) channel, text);
}

static SiluMessageRecord *
read_message (SiluStatement *row)
{
  SiluMessageRecord *record = g_new0 (SiluMessageRecord, 1);
  g_autofree char *code = silu_sql_dup_text (row, 20);
  int column = 0;

  record->id = silu_sql_dup_text (row, column++);
  record->conversation = silu_sql_dup_text (row, column++);
  record->parent = silu_sql_dup_text (row, column++);
  record->role = (SiluRole) silu_sql_get_int (row, column++);
  record->state = (SiluMessageState) silu_sql_get_int (row, column++);
  record->owner = silu_sql_dup_text (row, column++);
  record->model = silu_sql_dup_text (row, column++);
  record->account = silu_sql_dup_text (row, column++);
  record->think = (SiluThinkLevel) silu_sql_get_int (row, column++);
  record->finish = (SiluFinish) silu_sql_get_int (row, column++);
  record->pane = (int) silu_sql_get_int (row, column++);
  record->times.start = silu_sql_get_int (row, column++);
  record->times.first_byte = silu_sql_get_int (row, column++);
  record->times.first_reasoning = silu_sql_get_int (row, column++);
  record->times.first_text = silu_sql_get_int (row, column++);
  record->times.end = silu_sql_get_int (row, column++);
  record->usage.prompt = silu_sql_get_int (row, column++);
  record->usage.completion = silu_sql_get_int (row, column++);
  record->usage.reasoning = silu_sql_get_int (row, column++);
  record->usage.cached = silu_sql_get_int (row, column++);
  record->error_code = silu_error_code_from_string (code);
  record->error_message = silu_sql_dup_text (row, 21);
  record->error_detail = silu_sql_dup_text (row, 22);
  record->usage.load = silu_sql_get_int (row, 23);
  record->usage.cost = cost_from_int (silu_sql_get_int (row, 24));
  record->parts = silu_parts_new ();

  return record;
}

#define MESSAGE_COLUMNS                                                                            \
  " m.id, m.conversation, m.parent, m.role, m.state, m.owner, m.model, m.account, m.think,"        \
  " m.finish, m.pane, m.start, m.first_byte, m.first_reasoning, m.first_text, m.end, m.prompt,"    \
  " m.completion, m.reasoning, m.cached, m.error_code, m.error_message, m.error_detail, m.load,"   \
  " m.cost "

/* Three queries for the same messages. One for all parts, since one for each message is prepared as
 * often; there is a journal only while something streams: it is small, and looked at first. */
typedef struct
{
  const char *messages;
  const char *parts;  /* message, kind, channel, text */
  const char *chunks; /* the same */
} Queries;

/* Those of a conversation; without one, those that stream. */
#define WHICH_MESSAGES " WHERE m.conversation = ?1 OR (?1 IS NULL AND m.state = ?2)"

static const Queries all_queries = {
  "SELECT" MESSAGE_COLUMNS "FROM message AS m" WHICH_MESSAGES " ORDER BY m.seq",
  "SELECT p.message, p.kind, p.channel, p.text FROM message AS m"
  "  CROSS JOIN part AS p ON p.message = m.id" WHICH_MESSAGES " ORDER BY m.seq, p.position",
  "SELECT c.message, c.kind, c.channel, c.text FROM chunk AS c"
  "  CROSS JOIN message AS m ON m.id = c.message" WHICH_MESSAGES " ORDER BY c.seq",
};

/* Upwards from a leaf. In a damaged file the parents may go round in a circle. */
#define END_OF_BRANCH                                                                              \
  "WITH RECURSIVE tail (id, parent, depth) AS ("                                                   \
  "  SELECT id, parent, 1 FROM message WHERE id = ?1"                                              \
  "  UNION ALL SELECT m.id, m.parent, depth + 1 FROM tail CROSS JOIN message AS m"                 \
  "    ON m.id = tail.parent WHERE depth < ?2) "

static const Queries end_queries = {
  END_OF_BRANCH "SELECT" MESSAGE_COLUMNS "FROM tail CROSS JOIN message AS m ON m.id = tail.id"
                " GROUP BY m.id ORDER BY m.seq",
  END_OF_BRANCH
  "SELECT p.message, p.kind, p.channel, p.text FROM (SELECT DISTINCT id FROM tail) AS t"
  "  CROSS JOIN part AS p ON p.message = t.id ORDER BY p.message, p.position",
  END_OF_BRANCH "SELECT c.message, c.kind, c.channel, c.text FROM chunk AS c"
                "  WHERE c.message IN (SELECT id FROM tail) ORDER BY c.seq",
};

/* @key and @number: what the queries ask with. */
static SiluStatement *
prepare_messages (sqlite3 *db, const char *sql, const char *key, gint64 number, GError **error)
{
  return silu_sql_prepare (db, error, sql, "si", key, number);
}

static void
add_part (SiluMessageRecord *record, SiluStatement *row)
{
  gint64 kind = silu_sql_get_int (row, 1);
  g_autofree char *text = silu_sql_dup_text (row, 3);

  if (kind == SILU_ROWS_RECLASSIFY)
    silu_parts_reclassify (record->parts);
  else if (text != NULL)
    silu_parts_append (record->parts, (SiluPartKind) kind, (SiluChannel) silu_sql_get_int (row, 2),
                       text, strlen (text));
}

/* Appends to the messages what a query for their text gives. */
static gboolean
read_parts (sqlite3 *db,
            GPtrArray *records,
            const char *sql,
            const char *key,
            gint64 number,
            GError **error)
{
  g_autoptr (SiluStatement) row = prepare_messages (db, sql, key, number, error);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) failure = NULL;

  if (row == NULL)
    return FALSE;

  for (guint i = 0; i < records->len; i++)
    {
      SiluMessageRecord *record = g_ptr_array_index (records, i);

      g_hash_table_insert (by_id, record->id, record);
    }

  while (silu_sql_step (row, &failure))
    {
      g_autofree char *id = silu_sql_dup_text (row, 0);
      SiluMessageRecord *record = id != NULL ? g_hash_table_lookup (by_id, id) : NULL;

      if (record != NULL)
        add_part (record, row);
    }

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return TRUE;
}

static GPtrArray *
list_messages (sqlite3 *db, const Queries *queries, const char *key, gint64 number, GError **error)
{
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify) silu_message_record_free);
  g_autoptr (GError) failure = NULL;
  g_autoptr (SiluStatement) row = prepare_messages (db, queries->messages, key, number, error);

  if (row == NULL)
    return NULL;

  while (silu_sql_step (row, &failure))
    g_ptr_array_add (records, read_message (row));
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  if (!read_parts (db, records, queries->parts, key, number, error) ||
      !read_parts (db, records, queries->chunks, key, number, error))
    return NULL;

  return g_steal_pointer (&records);
}

GPtrArray *
silu_rows_list_messages (sqlite3 *db, const char *conversation, GError **error)
{
  return list_messages (db, &all_queries, conversation, SILU_MESSAGE_STREAMING, error);
}

static gboolean
is_longer (sqlite3 *db, const char *conversation, guint n_messages, GError **error)
{
  g_autoptr (SiluStatement) row = silu_sql_prepare (
      db, error, "SELECT 1 FROM message WHERE conversation = ?1 LIMIT 1 OFFSET ?2", "si",
      conversation, (gint64) n_messages);

  return row != NULL && silu_sql_step (row, error);
}

GPtrArray *
silu_rows_list_end (sqlite3 *db,
                    const char *conversation,
                    const char *leaf,
                    guint n_long,
                    guint n_end,
                    GError **error)
{
  g_autoptr (GError) failure = NULL;
  gboolean longer = leaf != NULL && is_longer (db, conversation, n_long, &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  if (!longer)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) silu_message_record_free);

  return list_messages (db, &end_queries, leaf, n_end, error);
}

char *
silu_rows_get_leaf (sqlite3 *db, const char *conversation, GError **error)
{
  g_autoptr (SiluStatement) row = silu_sql_prepare (
      db, error, "SELECT leaf FROM conversation WHERE id = ?1", "s", conversation);

  if (row == NULL || !silu_sql_step (row, error))
    return NULL;

  return silu_sql_dup_text (row, 0);
}

gboolean
silu_rows_save_account (sqlite3 *db, const SiluAccountRecord *record, GError **error)
{
  g_autofree char *models = g_strjoinv ("\n", record->models);
  g_autofree char *sampling = silu_sampling_to_string (&record->sampling);

  return silu_sql_run (
      db, error,
      "INSERT INTO account"
      "  (id, preset, name, base_url, dialect, model, models, is_default,"
      "    contexts, sampling, proxy, headers, ca_file, socket, allow_plain_key)"
      "  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)"
      "  ON CONFLICT (id) DO UPDATE SET preset = ?2, name = ?3, base_url = ?4,"
      "    dialect = ?5, model = ?6, models = ?7, is_default = ?8, contexts = ?9,"
      "    sampling = ?10, proxy = ?11, headers = ?12, ca_file = ?13,"
      "    socket = ?14, allow_plain_key = ?15",
      "sssssssissssssi", record->id, record->preset, record->name, record->base_url,
      record->dialect, record->model, models, (gint64) record->is_default, record->contexts,
      sampling, record->connection->proxy, record->connection->headers, record->connection->ca_file,
      record->connection->socket, (gint64) record->connection->allow_plain_key);
}

gboolean
silu_rows_remove_account (sqlite3 *db, const char *id, GError **error)
{
  return silu_sql_run (db, error, "DELETE FROM account WHERE id = ?1", "s", id);
}

static SiluAccountRecord *
read_account (SiluStatement *row)
{
  SiluAccountRecord *record = g_new0 (SiluAccountRecord, 1);
  g_autofree char *models = silu_sql_dup_text (row, 6);
  g_autofree char *sampling = silu_sql_dup_text (row, 9);

  record->id = silu_sql_dup_text (row, 0);
  record->preset = silu_sql_dup_text (row, 1);
  record->name = silu_sql_dup_text (row, 2);
  record->base_url = silu_sql_dup_text (row, 3);
  record->dialect = silu_sql_dup_text (row, 4);
  record->model = silu_sql_dup_text (row, 5);
  record->models = g_strsplit (models, "\n", -1);
  record->is_default = silu_sql_get_int (row, 7) != 0;
  record->contexts = silu_sql_dup_text (row, 8);
  silu_sampling_from_string (&record->sampling, sampling);
  record->connection = g_new0 (SiluConnection, 1);
  record->connection->proxy = silu_sql_dup_text (row, 10);
  record->connection->headers = silu_sql_dup_text (row, 11);
  record->connection->ca_file = silu_sql_dup_text (row, 12);
  record->connection->socket = silu_sql_dup_text (row, 13);
  record->connection->allow_plain_key = silu_sql_get_int (row, 14) != 0;

  return record;
}

GPtrArray *
silu_rows_list_accounts (sqlite3 *db, GError **error)
{
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify) silu_account_record_free);
  g_autoptr (GError) failure = NULL;
  g_autoptr (SiluStatement) row =
      silu_sql_prepare (db, error,
                        "SELECT id, preset, name, base_url, dialect, model, models, is_default,"
                        "    contexts, sampling, proxy, headers, ca_file, socket, allow_plain_key"
                        "  FROM account ORDER BY seq",
                        "");

  if (row == NULL)
    return NULL;

  while (silu_sql_step (row, &failure))
    g_ptr_array_add (records, read_account (row));

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return g_steal_pointer (&records);
}
