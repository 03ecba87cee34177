/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps the index and the tables the same, in SQL: the index has no text of its own. */
#include "silu-index.h"

#include "silu-attachment.h"
#include "silu-tokenizer.h"
#include <string.h>

#define COLUMNS "title, question, answer, thoughts, code, attachments, notes"

/* Pages that one step of the scrubbing may write. */
#define SCRUB_PAGES 2000

/* One step of catching up ends after so many messages, or milliseconds: somebody may be waiting for
 * what comes next. */
#define CATCH_UP_MESSAGES 256
#define CATCH_UP_TIME 100

/* --- what the view is made of --- */

/* The marks that begin a line of a fence, at least three; 0 if it is none. Quotes and lists may
 * stand before them. */
static gsize
count_fence (const char *line, gsize length, char *mark)
{
  gsize at = 0;
  gsize marks = 0;

  while (at < length && memchr (" \t>", line[at], 3) != NULL)
    at++;
  if (at >= length || (line[at] != '`' && line[at] != '~'))
    return 0;

  *mark = line[at];
  while (at + marks < length && line[at + marks] == *mark)
    marks++;
  /* `code` in a line that begins with it is no fence. */
  if (marks < 3 || (*mark == '`' && memchr (line + at + marks, '`', length - at - marks) != NULL))
    return 0;

  return marks;
}

static gboolean
is_only_fence (const char *line, gsize length, char mark)
{
  for (gsize i = 0; i < length; i++)
    if (line[i] != mark && memchr (" \t\r>", line[i], 4) == NULL)
      return FALSE;

  return TRUE;
}

/* Fenced code, or what is not. A look at each line; the index may be wrong about a strange one. */
static void
split (const char *text, gsize length, gboolean want_code, GString *out)
{
  gsize open_marks = 0; /* of the fence that is open */
  char open_mark = 0;

  for (gsize at = 0; at < length;)
    {
      const char *line = text + at;
      const char *newline = memchr (line, '\n', length - at);
      gsize line_length = newline != NULL ? (gsize) (newline - line) : length - at;
      char mark = 0;
      gsize marks = count_fence (line, line_length, &mark);
      gboolean is_fence =
          marks > 0 && (open_marks == 0 || (mark == open_mark && marks >= open_marks &&
                                            is_only_fence (line, line_length, mark)));

      if (is_fence)
        {
          open_marks = open_marks == 0 ? marks : 0;
          open_mark = mark;
        }
      else if ((open_marks > 0) == want_code)
        {
          g_string_append_len (out, line, (gssize) line_length);
          g_string_append_c (out, '\n');
        }
      at += line_length + 1;
    }
}

static void
split_cb (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  const char *text = (const char *) sqlite3_value_text (values[0]);
  gsize length = (gsize) sqlite3_value_bytes (values[0]);
  gboolean want_code = sqlite3_user_data (context) != NULL;
  GString *out;

  if (text == NULL)
    return;

  out = g_string_new (NULL);
  split (text, length, want_code, out);
  length = out->len;
  sqlite3_result_text64 (context, g_string_free (out, FALSE), length, g_free, SQLITE_UTF8);
}

/* The name and the text of an attachment; what is none is taken as it is. */
static void
attached_cb (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  const char *json = (const char *) sqlite3_value_text (values[0]);
  gsize length = (gsize) sqlite3_value_bytes (values[0]);
  g_autoptr (SiluAttachment) attachment = NULL;

  if (json == NULL)
    return;

  attachment = silu_attachment_new_from_json (json, length);
  if (attachment != NULL)
    sqlite3_result_text (context, g_strjoin ("\n", attachment->name, attachment->text, NULL), -1,
                         g_free);
  else
    sqlite3_result_value (context, values[0]);
}

gboolean
silu_index_register (sqlite3 *db, GError **error)
{
  /* Innocuous: a view may use them though the schema is not trusted. */
  const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
  static char code;

  if (!silu_tokenizer_register (db, error))
    return FALSE;

  if (sqlite3_create_function_v2 (db, "silu_prose", 1, flags, NULL, split_cb, NULL, NULL, NULL) !=
          SQLITE_OK ||
      sqlite3_create_function_v2 (db, "silu_code", 1, flags, &code, split_cb, NULL, NULL, NULL) !=
          SQLITE_OK ||
      sqlite3_create_function_v2 (db, "silu_attached", 1, flags, NULL, attached_cb, NULL, NULL,
                                  NULL) != SQLITE_OK)
    return silu_sql_set_error (db, error);

  return TRUE;
}

/* --- rows --- */

#define REMOVE                                                                                     \
  "INSERT INTO search (search, rowid, " COLUMNS ") SELECT 'delete', seq, " COLUMNS " FROM "
#define ADD "INSERT INTO search (rowid, " COLUMNS ") SELECT seq, " COLUMNS " FROM "
#define THE_MESSAGE " seq = (SELECT seq FROM message WHERE id = ?1)"
#define THE_MESSAGES " seq IN (SELECT seq FROM message WHERE conversation = ?1)"
#define TITLE "search_title WHERE seq = (SELECT seq FROM title WHERE conversation = ?1)"

#define FROM_MESSAGES "search_message WHERE"
#define IS_INDEXED " AND seq NOT IN (SELECT seq FROM unindexed)"
#define UNMARK "DELETE FROM unindexed WHERE"

gboolean
silu_index_remove_message (sqlite3 *db, const char *id, GError **error)
{
  return silu_sql_run (db, error, REMOVE FROM_MESSAGES THE_MESSAGE IS_INDEXED, "s", id) &&
         silu_sql_run (db, error, UNMARK THE_MESSAGE, "s", id);
}

gboolean
silu_index_add_message (sqlite3 *db, const char *id, GError **error)
{
  return silu_sql_run (db, error, UNMARK THE_MESSAGE, "s", id) &&
         silu_sql_run (db, error, ADD FROM_MESSAGES THE_MESSAGE, "s", id);
}

SiluStatement *
silu_index_prepare_mark (sqlite3 *db, GError **error)
{
  return silu_sql_prepare (db, error, "INSERT INTO unindexed (seq) VALUES (?1)", "");
}

gboolean
silu_index_remove_title (sqlite3 *db, const char *conversation, GError **error)
{
  return silu_sql_run (db, error, REMOVE TITLE, "s", conversation);
}

gboolean
silu_index_add_title (sqlite3 *db, const char *conversation, GError **error)
{
  /* Below zero, for the numbers above it are those of messages. */
  return silu_sql_run (db, error,
                       "INSERT OR IGNORE INTO title (seq, conversation)"
                       "  SELECT min (coalesce (min (seq), 0), 0) - 1, ?1 FROM title",
                       "s", conversation) &&
         silu_sql_run (db, error, ADD TITLE, "s", conversation);
}

gboolean
silu_index_remove_conversation (sqlite3 *db, const char *id, GError **error)
{
  return silu_index_remove_title (db, id, error) &&
         silu_sql_run (db, error, REMOVE FROM_MESSAGES THE_MESSAGES IS_INDEXED, "s", id) &&
         silu_sql_run (db, error, UNMARK THE_MESSAGES, "s", id);
}

gboolean
silu_index_check (sqlite3 *db, GError **error)
{
  int result = sqlite3_exec (db, "INSERT INTO search (search, rank) VALUES ('integrity-check', 1)",
                             NULL, NULL, NULL);

  if (result == SQLITE_OK)
    return TRUE;
  if ((result & 0xff) != SQLITE_CORRUPT)
    silu_sql_set_error (db, error);

  return FALSE;
}

gboolean
silu_index_rebuild (sqlite3 *db, GError **error)
{
  return silu_sql_exec (db,
                        "INSERT INTO title (seq, conversation)"
                        "  SELECT (SELECT min (coalesce (min (seq), 0), 0) FROM title)"
                        "    - row_number () OVER (), id FROM conversation"
                        "    WHERE id NOT IN (SELECT conversation FROM title);"
                        "DELETE FROM unindexed;"
                        "INSERT INTO search (search) VALUES ('rebuild');",
                        error);
}

gboolean
silu_index_scrub (sqlite3 *db, gboolean *done, GError **error)
{
  int before = sqlite3_total_changes (db);
  g_autofree char *sql =
      g_strdup_printf ("INSERT INTO search (search, rank) VALUES ('merge', -%d)", SCRUB_PAGES);

  if (!silu_sql_exec (db, sql, error))
    return FALSE;

  /* As FTS5 documents it: a merge that had work to do changes more than the command's own row. */
  *done = sqlite3_total_changes (db) - before < 2;

  return TRUE;
}

static gboolean
has_marks (sqlite3 *db, GError **error)
{
  g_autoptr (SiluStatement) row =
      silu_sql_prepare (db, error, "SELECT 1 FROM unindexed LIMIT 1", "");

  return row != NULL && silu_sql_step (row, error);
}

/* The oldest first: the index takes rows in their order with the least work. */
static gboolean
index_marked (sqlite3 *db, GError **error)
{
  gint64 end = g_get_monotonic_time () + CATCH_UP_TIME * 1000;
  g_autoptr (GError) failure = NULL;
  g_autoptr (SiluStatement) add = NULL;
  g_autoptr (SiluStatement) row =
      silu_sql_prepare (db, error, "SELECT seq FROM unindexed ORDER BY seq LIMIT ?1", "i",
                        (gint64) CATCH_UP_MESSAGES);
  gint64 last = 0;

  if (row != NULL)
    add = silu_sql_prepare (db, error, ADD FROM_MESSAGES " seq = ?1", "");
  if (add == NULL)
    return FALSE;

  while ((last == 0 || g_get_monotonic_time () < end) && silu_sql_step (row, &failure))
    {
      last = silu_sql_get_int (row, 0);
      if (!silu_sql_run_again (add, error, "i", last))
        return FALSE;
    }

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return silu_sql_run (db, error, UNMARK " seq <= ?1", "i", last);
}

gboolean
silu_index_catch_up (sqlite3 *db, gboolean *done, GError **error)
{
  g_autoptr (GError) failure = NULL;

  /* Without the lock, for mostly there is nothing to do. */
  if (has_marks (db, &failure) && silu_sql_exec (db, "BEGIN IMMEDIATE", &failure))
    {
      if (index_marked (db, &failure))
        silu_sql_exec (db, "COMMIT", &failure);
      if (!sqlite3_get_autocommit (db))
        sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);
    }

  if (failure == NULL)
    *done = !has_marks (db, &failure);
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));

  return FALSE;
}
