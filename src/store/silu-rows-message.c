/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages, their parts and their journal in and out of the tables. */
#include "silu-rows.h"

#include "silu-index.h"
#include <string.h>

/* Whether exactly these parts are there: what changes then is the message's row alone. */
static gboolean
are_parts_stored (sqlite3 *db, const SiluMessageRecord *record, gboolean *result, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (SiluStatement) row = silu_sql_prepare (
      db, error, "SELECT kind, channel, text, pace FROM part WHERE message = ?1 ORDER BY position",
      "s", record->id);
  guint n = 0;

  if (row == NULL)
    return FALSE;

  *result = TRUE;
  for (; *result && silu_sql_step (row, &failure); n++)
    {
      const SiluPart *part = n < record->parts->len ? g_ptr_array_index (record->parts, n) : NULL;
      g_autofree char *pace = part != NULL ? silu_marks_to_string (part->marks) : NULL;

      *result = part != NULL && silu_sql_get_int (row, 0) == (gint64) part->kind &&
                silu_sql_get_int (row, 1) == (gint64) part->channel &&
                silu_sql_is_text (row, 2, part->text->str, part->text->len) &&
                silu_sql_is_text (row, 3, pace, strlen (pace));
    }
  *result = *result && n == record->parts->len;

  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));

  return failure == NULL;
}

#define INSERT_PART                                                                                \
  "INSERT INTO part (message, position, kind, channel, text, pace)"                                \
  "  VALUES (?1, ?2, ?3, ?4, ?5, ?6)"

static gboolean
write_parts (sqlite3 *db, const SiluMessageRecord *record, GError **error)
{
  if (!silu_sql_run (db, error, "DELETE FROM part WHERE message = ?1", "s", record->id))
    return FALSE;

  for (guint i = 0; i < record->parts->len; i++)
    {
      const SiluPart *part = g_ptr_array_index (record->parts, i);
      g_autofree char *pace = silu_marks_to_string (part->marks);

      if (!silu_sql_run (db, error, INSERT_PART, "siiibs", record->id, (gint64) i,
                         (gint64) part->kind, (gint64) part->channel, part->text->str,
                         part->text->len, pace))
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

#define INSERT_MESSAGE                                                                             \
  "INSERT INTO message (id, conversation, parent, role, state, owner, model, account,"             \
  "    think, finish, pane, start, first_byte, first_reasoning, first_text, end,"                  \
  "    prompt, completion, reasoning, cached, error_code, error_message, error_detail,"            \
  "    load, cost, rating)"                                                                        \
  "  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16,"               \
  "    ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26)"

static gboolean
run_message (SiluStatement *statement, const SiluMessageRecord *record, GError **error)
{
  const char *code =
      record->error_message != NULL ? silu_error_code_to_string (record->error_code) : NULL;

  return silu_sql_run_again (
      statement, error, "sssiisssiiiiiiiiiiiisssiii", record->id, record->conversation,
      record->parent, (gint64) record->role, (gint64) record->state, record->owner, record->model,
      record->account, (gint64) record->think, (gint64) record->finish, (gint64) record->pane,
      record->times.start, record->times.first_byte, record->times.first_reasoning,
      record->times.first_text, record->times.end, record->usage.prompt, record->usage.completion,
      record->usage.reasoning, record->usage.cached, code, record->error_message,
      record->error_detail, record->usage.load, cost_to_int (record->usage.cost),
      (gint64) record->rating);
}

/* The rating is not among what changes: silu_rows_save_notes () writes it. */
static gboolean
write_message (sqlite3 *db, const SiluMessageRecord *record, GError **error)
{
  g_autoptr (SiluStatement) statement = silu_sql_prepare (
      db, error,
      INSERT_MESSAGE
      "  ON CONFLICT (id) DO UPDATE SET state = ?5, owner = ?6, model = ?7, account = ?8,"
      "    think = ?9, finish = ?10, pane = ?11, start = ?12, first_byte = ?13,"
      "    first_reasoning = ?14, first_text = ?15, end = ?16, prompt = ?17,"
      "    completion = ?18, reasoning = ?19, cached = ?20, error_code = ?21,"
      "    error_message = ?22, error_detail = ?23, load = ?24, cost = ?25",
      "");

  return statement != NULL && run_message (statement, record, error);
}

/* The index holds the parts: it is told before they change and after. */
static gboolean
write_all (sqlite3 *db, const SiluMessageRecord *record, GError **error)
{
  return silu_index_remove_message (db, record->id, error) && write_message (db, record, error) &&
         write_parts (db, record, error) && silu_rows_add_notes (db, record, error) &&
         silu_index_add_message (db, record->id, error);
}

gboolean
silu_rows_save_message (sqlite3 *db, const SiluMessageRecord *record, GError **error)
{
  gboolean in_journal = FALSE;
  gboolean are_stored = FALSE;

  if (!is_in_journal (db, record, &in_journal, error))
    return FALSE;
  if (in_journal)
    return write_message (db, record, error);

  if (!are_parts_stored (db, record, &are_stored, error))
    return FALSE;

  /* An answer without parts is in no row of the index until it is written for the first time. */
  return (are_stored && record->parts->len > 0 ? write_message (db, record, error)
                                               : write_all (db, record, error)) &&
         silu_sql_run (db, error, "DELETE FROM chunk WHERE message = ?1", "s", record->id);
}

struct _SiluRowsAdder
{
  sqlite3 *db;
  SiluStatement *message;
  SiluStatement *part;
  SiluStatement *mark;
};

SiluRowsAdder *
silu_rows_adder_new (sqlite3 *db, GError **error)
{
  g_autoptr (SiluRowsAdder) self = g_new0 (SiluRowsAdder, 1);

  self->db = db;
  self->message = silu_sql_prepare (db, error, INSERT_MESSAGE " ON CONFLICT (id) DO NOTHING", "");
  if (self->message != NULL)
    self->part = silu_sql_prepare (db, error, INSERT_PART, "");
  if (self->part != NULL)
    self->mark = silu_index_prepare_mark (db, error);

  return self->mark != NULL ? g_steal_pointer (&self) : NULL;
}

void
silu_rows_adder_free (SiluRowsAdder *self)
{
  g_clear_pointer (&self->message, silu_sql_finalize);
  g_clear_pointer (&self->part, silu_sql_finalize);
  g_clear_pointer (&self->mark, silu_sql_finalize);
  g_free (self);
}

gboolean
silu_rows_adder_add (SiluRowsAdder *self,
                     const SiluMessageRecord *record,
                     gboolean *added,
                     GError **error)
{
  gint64 seq;

  if (!run_message (self->message, record, error))
    return FALSE;

  *added = sqlite3_changes (self->db) > 0;
  if (!*added)
    return TRUE;

  seq = sqlite3_last_insert_rowid (self->db);
  for (guint i = 0; i < record->parts->len; i++)
    {
      const SiluPart *part = g_ptr_array_index (record->parts, i);
      g_autofree char *pace = silu_marks_to_string (part->marks);

      if (!silu_sql_run_again (self->part, error, "siiibs", record->id, (gint64) i,
                               (gint64) part->kind, (gint64) part->channel, part->text->str,
                               part->text->len, pace))
        return FALSE;
    }

  return silu_rows_add_notes (self->db, record, error) &&
         silu_sql_run_again (self->mark, error, "i", seq);
}

gboolean
silu_rows_append_chunk (sqlite3 *db,
                        const char *message,
                        int kind,
                        SiluChannel channel,
                        const char *text,
                        gint64 time,
                        GError **error)
{
  return silu_sql_run (db, error,
                       "INSERT INTO chunk (message, kind, channel, text, time)"
                       "  VALUES (?1, ?2, ?3, ?4, ?5)",
                       "siisi", message, (gint64) kind, (gint64) channel, text, time);
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
  record->rating =
      (SiluRating) CLAMP (silu_sql_get_int (row, 25), SILU_RATING_FLAWED, SILU_RATING_GOOD);
  record->parts = silu_parts_new ();

  return record;
}

#define MESSAGE_COLUMNS                                                                            \
  " m.id, m.conversation, m.parent, m.role, m.state, m.owner, m.model, m.account, m.think,"        \
  " m.finish, m.pane, m.start, m.first_byte, m.first_reasoning, m.first_text, m.end, m.prompt,"    \
  " m.completion, m.reasoning, m.cached, m.error_code, m.error_message, m.error_detail, m.load,"   \
  " m.cost, m.rating "

/* Queries for the same messages. One for all parts, since one for each message is prepared as
 * often; there is a journal only while something streams: it is small, and looked at first. */
typedef struct
{
  const char *messages;
  const char *parts;  /* message, kind, channel, text, pace */
  const char *chunks; /* message, kind, channel, text, time */
  const char *notes;  /* message, part, start, kind, text, created */
} Queries;

/* Those of a conversation; without one, those that stream. */
#define WHICH_MESSAGES " WHERE m.conversation = ?1 OR (?1 IS NULL AND m.state = ?2)"

static const Queries all_queries = {
  "SELECT" MESSAGE_COLUMNS "FROM message AS m" WHICH_MESSAGES " ORDER BY m.seq",
  "SELECT p.message, p.kind, p.channel, p.text, p.pace FROM message AS m"
  "  CROSS JOIN part AS p ON p.message = m.id" WHICH_MESSAGES " ORDER BY m.seq, p.position",
  "SELECT c.message, c.kind, c.channel, c.text, c.time FROM chunk AS c"
  "  CROSS JOIN message AS m ON m.id = c.message" WHICH_MESSAGES " ORDER BY c.seq",
  "SELECT n.message, n.part, n.start, n.kind, n.text, n.created FROM message AS m"
  "  CROSS JOIN note AS n ON n.message = m.id" WHICH_MESSAGES,
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
  "SELECT p.message, p.kind, p.channel, p.text, p.pace FROM (SELECT DISTINCT id FROM tail) AS t"
  "  CROSS JOIN part AS p ON p.message = t.id ORDER BY p.message, p.position",
  END_OF_BRANCH "SELECT c.message, c.kind, c.channel, c.text, c.time FROM chunk AS c"
                "  WHERE c.message IN (SELECT id FROM tail) ORDER BY c.seq",
  END_OF_BRANCH
  "SELECT n.message, n.part, n.start, n.kind, n.text, n.created"
  "  FROM (SELECT DISTINCT id FROM tail) AS t CROSS JOIN note AS n ON n.message = t.id",
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
  g_autofree char *text = silu_sql_dup_text (row, 3);
  g_autofree char *pace = silu_sql_dup_text (row, 4);
  g_autoptr (GArray) marks = NULL;

  if (text == NULL)
    return;

  marks = silu_marks_from_string (pace, strlen (text));
  silu_parts_append_marked (record->parts, (SiluPartKind) silu_sql_get_int (row, 1),
                            (SiluChannel) silu_sql_get_int (row, 2), text, strlen (text), marks);
}

static void
add_chunk (SiluMessageRecord *record, SiluStatement *row)
{
  gint64 kind = silu_sql_get_int (row, 1);
  g_autofree char *text = silu_sql_dup_text (row, 3);

  if (kind == SILU_ROWS_RECLASSIFY)
    silu_parts_reclassify (record->parts);
  else if (text != NULL)
    silu_parts_append_at (record->parts, (SiluPartKind) kind,
                          (SiluChannel) silu_sql_get_int (row, 2), text, strlen (text),
                          silu_sql_get_int (row, 4));
}

static void
add_note (SiluMessageRecord *record, SiluStatement *row)
{
  g_autofree char *text = silu_sql_dup_text (row, 4);

  if (record->notes == NULL)
    record->notes = silu_notes_new ();
  silu_notes_set (record->notes, (guint) CLAMP (silu_sql_get_int (row, 1), 0, G_MAXINT),
                  (gsize) MAX (silu_sql_get_int (row, 2), 0),
                  (SiluNoteKind) CLAMP (silu_sql_get_int (row, 3), 0, SILU_NOTE_FLAW),
                  text != NULL ? text : "", silu_sql_get_int (row, 5));
}

/* Adds to the messages what a query gives, each row with its first column. */
static gboolean
read_more (sqlite3 *db,
           GPtrArray *records,
           const char *sql,
           const char *key,
           gint64 number,
           void (*add) (SiluMessageRecord *record, SiluStatement *row),
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
        add (record, row);
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

  if (!read_more (db, records, queries->parts, key, number, add_part, error) ||
      !read_more (db, records, queries->chunks, key, number, add_chunk, error) ||
      !read_more (db, records, queries->notes, key, number, add_note, error))
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

GPtrArray *
silu_rows_list_branch (sqlite3 *db, const char *message, guint n_end, GError **error)
{
  return list_messages (db, &end_queries, message, n_end, error);
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
