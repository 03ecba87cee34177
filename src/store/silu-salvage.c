/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table is a tree of pages by row number. Where a page cannot be read, the rows before and after
 * it can: they are looked for by halving the gap. */
#include "silu-salvage.h"

#include "silu-index.h"
#include "silu-private.h"
#include "silu-schema.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* Reads of one table that may fail, and so many more for each row that could be read: a page that
 * is damaged costs some for each of its rows, a table that is gone is not looked through for ever.
 */
#define MIN_FAILURES 1000
#define FAILURES_A_ROW 20

/* A message of which only the text is left: an answer, complete. */
#define LOST_ROLE "2"

/* What hangs from nothing comes after what it hangs from. "title" and "search" are made anew,
 * and then nothing is "unindexed". */
static const char *const tables[] = {
  "folder", "conversation", "draft", "draft_attachment", "message",
  "part",   "chunk",        "note",  "account",
};

typedef struct
{
  SiluStatement *up;     /* the rows from ?1 to ?2, upwards */
  SiluStatement *down;   /* the same, downwards */
  SiluStatement *insert; /* of all columns */
  int n_columns;
  guint failures;
  guint rows; /* that could be read */
} Table;

static void
table_clear (Table *self)
{
  sqlite3_finalize (self->up);
  sqlite3_finalize (self->down);
  sqlite3_finalize (self->insert);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Table, table_clear)

static void
append_names (GString *sql, GPtrArray *columns)
{
  for (guint i = 0; i < columns->len; i++)
    g_string_append_printf (sql, "%s\"%s\"", i > 0 ? ", " : "",
                            (const char *) g_ptr_array_index (columns, i));
}

/* The columns of a table that are in both files: the damaged one may be older. */
static GPtrArray *
list_columns (sqlite3 *from, sqlite3 *to, const char *table)
{
  static const char sql[] = "SELECT name FROM pragma_table_info (?1)";
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) there = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (SiluStatement) old = silu_sql_prepare (from, NULL, sql, "s", table);
  g_autoptr (SiluStatement) new = silu_sql_prepare (to, NULL, sql, "s", table);

  while (old != NULL && silu_sql_step (old, NULL))
    g_hash_table_add (there, silu_sql_dup_text (old, 0));
  while (new != NULL && silu_sql_step (new, NULL))
    {
      g_autofree char *name = silu_sql_dup_text (new, 0);

      if (g_hash_table_contains (there, name))
        g_ptr_array_add (columns, g_steal_pointer (&name));
    }

  return g_steal_pointer (&columns);
}

/* FALSE without @error: the damaged file does not know the table any more. */
static gboolean
table_prepare (Table *self, sqlite3 *from, sqlite3 *to, const char *table, GError **error)
{
  g_autoptr (GPtrArray) columns = list_columns (from, to, table);
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GString) insert = g_string_new (NULL);
  g_autofree char *up = NULL;
  g_autofree char *down = NULL;

  if (columns->len == 0)
    return FALSE;

  append_names (names, columns);
  self->n_columns = (int) columns->len;
  g_string_printf (insert, "INSERT OR IGNORE INTO \"%s\" (%s) VALUES (?1", table, names->str);
  for (guint i = 1; i < columns->len; i++)
    g_string_append_printf (insert, ", ?%u", i + 1);
  g_string_append_c (insert, ')');

  /* By the number and no index: those may be damaged as well. */
  up = g_strdup_printf ("SELECT rowid, %s FROM \"%s\" NOT INDEXED WHERE rowid BETWEEN ?1 AND ?2"
                        "  ORDER BY rowid",
                        names->str, table);
  down = g_strconcat (up, " DESC", NULL);
  self->up = silu_sql_prepare (from, NULL, up, "");
  self->down = silu_sql_prepare (from, NULL, down, "");
  if (self->up == NULL || self->down == NULL)
    return FALSE;

  self->insert = silu_sql_prepare (to, error, insert->str, "");

  return self->insert != NULL;
}

/* A value that the new table will not have is a row lost; room that is not there is an error. */
static gboolean
add_row (Table *self, SiluStatement *row, GError **error)
{
  int result;

  sqlite3_reset (self->insert);
  for (int i = 0; i < self->n_columns; i++)
    sqlite3_bind_value (self->insert, i + 1, sqlite3_column_value (row, i + 1));
  result = sqlite3_step (self->insert);

  switch (result & 0xff)
    {
    case SQLITE_DONE:
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG:
      return TRUE;
    default:
      return silu_sql_set_error (sqlite3_db_handle (self->insert), error);
    }
}

/* Reads from one end of a range to the other, or to what cannot be read. @last: the number of the
 * last row that could; a number that comes out of turn is of pages that lead in a circle. */
static gboolean
walk (Table *self,
      SiluStatement *rows,
      gint64 low,
      gint64 high,
      gint64 *last,
      gboolean *all,
      GError **error)
{
  int result;

  sqlite3_reset (rows);
  sqlite3_bind_int64 (rows, 1, low);
  sqlite3_bind_int64 (rows, 2, high);
  while ((result = sqlite3_step (rows)) == SQLITE_ROW)
    {
      gint64 number = sqlite3_column_int64 (rows, 0);

      if (rows == self->up ? number <= *last : number >= *last)
        break;
      *last = number;
      self->rows++;
      if (!add_row (self, rows, error))
        return FALSE;
    }
  sqlite3_reset (rows);

  *all = result == SQLITE_DONE;
  if (!*all)
    self->failures++;

  return TRUE;
}

/* The rows from @low to @high that can be read. */
static gboolean
take_range (Table *self, gint64 low, gint64 high, GError **error)
{
  gint64 first = low - 1;
  gint64 last = high + 1;
  gboolean all = FALSE;
  gint64 middle;

  if (self->failures > MIN_FAILURES + (guint64) self->rows * FAILURES_A_ROW)
    return TRUE;

  if (!walk (self, self->up, low, high, &first, &all, error))
    return FALSE;
  if (all || !walk (self, self->down, first + 1, high, &last, &all, error))
    return all;

  /* What is left between the two. One row cannot be halved. */
  low = first + 1;
  high = last - 1;
  if (low >= high)
    return TRUE;
  middle = low + (high - low) / 2;

  return take_range (self, low, middle, error) && take_range (self, middle + 1, high, error);
}

static gboolean
take_table (sqlite3 *from, sqlite3 *to, const char *name, GError **error)
{
  g_auto (Table) table = { 0 };
  g_autoptr (GError) failure = NULL;

  if (!table_prepare (&table, from, to, name, &failure))
    {
      if (failure != NULL)
        g_propagate_error (error, g_steal_pointer (&failure));
      return failure == NULL;
    }

  /* Numbers are given upwards from 1; the ends leave room for one more. */
  return take_range (&table, 1, G_MAXINT64 - 1, error);
}

/* Text whose message is lost, and messages whose conversation is, come under new ones. */
static gboolean
adopt_orphans (sqlite3 *to, GError **error)
{
  static const char messages[] =
      "INSERT INTO message (id, conversation, role, state, think, finish, pane, start, first_byte,"
      "    first_reasoning, first_text, end, prompt, completion, reasoning, cached)"
      "  SELECT id, ?1, " LOST_ROLE ", 0, 0, 0, -1, 0, 0, 0, 0, 0, -1, -1, -1, -1 FROM"
      "    (SELECT message AS id FROM part UNION SELECT message FROM chunk)"
      "    WHERE id NOT IN (SELECT id FROM message)";
  static const char conversations[] =
      "INSERT INTO conversation (id, title, created, updated, deleted, pinned, think)"
      "  SELECT conversation, ?1, min (start), max (start), 0, 0, 0 FROM message"
      "    WHERE conversation NOT IN (SELECT id FROM conversation) GROUP BY conversation";
  static const char fold[] =
      "INSERT INTO part (message, position, kind, channel, text)"
      "  SELECT message, 1000000 + seq, kind, channel, text FROM chunk"
      "    WHERE kind >= 0 AND message IN (SELECT id FROM message WHERE conversation = ?1)";
  static const char drop[] =
      "DELETE FROM chunk WHERE message IN (SELECT id FROM message WHERE conversation = ?1)";
  static const char drafts[] =
      "INSERT INTO draft (conversation, text) SELECT DISTINCT conversation, ''"
      "  FROM draft_attachment WHERE conversation NOT IN (SELECT conversation FROM draft)";
  /* Words to a text that is lost say nothing. */
  static const char notes[] = "DELETE FROM note WHERE message NOT IN (SELECT id FROM message)";
  g_autofree char *id = g_uuid_string_random ();

  return silu_sql_run (to, error, messages, "s", id) && silu_sql_run (to, error, fold, "s", id) &&
         silu_sql_run (to, error, drop, "s", id) && silu_sql_run (to, error, notes, "") &&
         silu_sql_run (to, error, drafts, "") &&
         silu_sql_run (to, error, conversations, "s", _ ("Recovered"));
}

static gboolean
count (sqlite3 *db, const char *sql, guint *n, GError **error)
{
  g_autoptr (SiluStatement) row = silu_sql_prepare (db, error, sql, "");

  if (row == NULL || !silu_sql_step (row, error))
    return FALSE;

  *n = (guint) silu_sql_get_int (row, 0);

  return TRUE;
}

static gboolean
take_all (sqlite3 *from, sqlite3 *to, SiluSalvage *result, GError **error)
{
  if (!silu_schema_migrate (to, error) ||
      !silu_sql_exec (to, "PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE", error))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    if (!take_table (from, to, tables[i], error))
      return FALSE;

  return adopt_orphans (to, error) && silu_index_rebuild (to, error) &&
         silu_sql_exec (to, "COMMIT", error) &&
         count (to, "SELECT count (*) FROM conversation", &result->conversations, error) &&
         count (to, "SELECT count (*) FROM message", &result->messages, error);
}

/* Closing puts what is in the journal of the damaged file where it belongs, so that it can be moved
 * alone. */
static gboolean
make_new (const char *path, const char *new_path, SiluSalvage *result, GError **error)
{
  sqlite3 *from = NULL;
  sqlite3 *to = NULL;
  gboolean done = FALSE;

  if (!silu_private_make_file (new_path, error))
    return FALSE;

  if (sqlite3_open_v2 (path, &from, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) !=
          SQLITE_OK ||
      !silu_index_register (from, NULL))
    silu_sql_set_error (from, error);
  else if (sqlite3_open_v2 (new_path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) !=
           SQLITE_OK)
    silu_sql_set_error (to, error);
  else
    {
      /* What the file says of itself may be wrong: no page is taken at its word. */
      sqlite3_exec (from, "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON", NULL, NULL,
                    NULL);
      done = take_all (from, to, result, error);
    }
  sqlite3_close (from);
  sqlite3_close (to);

  return done;
}

static gboolean
fail (GError **error)
{
  g_propagate_error (error,
                     silu_error_new (SILU_ERROR_STORE,
                                     _ ("Silu's file of chats is damaged, and there is no room for "
                                        "a new one. It was left as it is."),
                                     g_strerror (errno), -1));

  return FALSE;
}

static char *
make_kept_name (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *name = g_strdup_printf ("silu-damaged-%s.db", date);
  char *kept = g_build_filename (folder, name, NULL);

  for (guint i = 2; g_file_test (kept, G_FILE_TEST_EXISTS); i++)
    {
      g_autofree char *next = g_strdup_printf ("silu-damaged-%s-%u.db", date, i);

      g_free (kept);
      kept = g_build_filename (folder, next, NULL);
    }

  return kept;
}

/* A journal that stays although the file was closed would be played into the new one. */
static void
move_journal (const char *path, const char *kept)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autofree char *kept_wal = g_strconcat (kept, "-wal", NULL);
  g_autofree char *shm = g_strconcat (path, "-shm", NULL);

  g_rename (wal, kept_wal);
  g_unlink (shm);
}

static gboolean
sync_file (const char *path)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  gboolean done = fd >= 0 && fsync (fd) == 0;

  if (fd >= 0)
    close (fd);

  return done;
}

/* There is a file at @path at every moment. */
static gboolean
exchange (const char *path, const char *new_path, SiluSalvage *result, GError **error)
{
  g_autofree char *kept = make_kept_name (path);

  if (!sync_file (new_path) || link (path, kept) != 0)
    return fail (error);

  move_journal (path, kept);
  if (g_rename (new_path, path) != 0)
    return fail (error);

  result->kept = g_steal_pointer (&kept);

  return TRUE;
}

gboolean
silu_salvage_run (const char *path, SiluSalvage *result, GError **error)
{
  g_autofree char *new_path = g_strconcat (path, ".new", NULL);
  g_autofree char *journal = g_strconcat (new_path, "-journal", NULL);
  gboolean done;

  g_unlink (new_path);
  g_unlink (journal);
  done = make_new (path, new_path, result, error) && exchange (path, new_path, result, error);
  if (!done)
    {
      g_unlink (new_path);
      g_unlink (journal);
    }

  return done;
}

void
silu_salvage_clear (SiluSalvage *self)
{
  g_clear_pointer (&self->kept, g_free);
}
