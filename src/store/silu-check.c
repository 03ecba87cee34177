/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SQLite looks at its pages, the index at itself, and both may take long: so there is a limit. */
#include "silu-check.h"

#include "silu-index.h"
#include "silu-schema.h"
#include "silu-stand-in.h"
#include <glib/gi18n-lib.h>
#include <string.h>

/* Steps of SQLite's machine between two looks at the clock. */
#define STEPS 10000

/* Sentences that one check gives. */
#define MAX_PROBLEMS 100

static int
is_late_cb (void *data)
{
  const gint64 *end = data;

  return g_get_monotonic_time () > *end;
}

/* Later versions of SQLite look at the index too, and say so in the words of FTS5. */
static gboolean
is_about_index (const char *problem)
{
  return strstr (problem, "FTS5") != NULL || strstr (problem, "fts5") != NULL ||
         strstr (problem, "inverted index") != NULL;
}

/* What "quick_check" or "integrity_check" says, but for "ok". */
static GPtrArray *
list_problems (sqlite3 *db, const char *pragma, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA %s (%d)", pragma, MAX_PROBLEMS);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) failure = NULL;
  g_autoptr (SiluStatement) row = silu_sql_prepare (db, error, sql, "");

  if (row == NULL)
    return NULL;

  while (silu_sql_step (row, &failure))
    {
      g_autofree char *problem = silu_sql_dup_text (row, 0);

      if (g_strcmp0 (problem, "ok") != 0)
        g_ptr_array_add (problems, g_steal_pointer (&problem));
    }

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return g_steal_pointer (&problems);
}

gboolean
silu_check_tables (sqlite3 *db, SiluCheckVerdict *verdict, GError **error)
{
  g_autoptr (GPtrArray) problems = list_problems (db, "quick_check", error);

  if (problems == NULL)
    return FALSE;

  *verdict = SILU_CHECK_SOUND;
  for (guint i = 0; i < problems->len; i++)
    {
      SiluCheckVerdict found =
          is_about_index (g_ptr_array_index (problems, i)) ? SILU_CHECK_INDEX : SILU_CHECK_DAMAGED;

      *verdict = MAX (*verdict, found);
    }

  return TRUE;
}

static gboolean
check_index (sqlite3 *db, SiluCheckVerdict *verdict, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gint64 version = 0;

  if (!silu_schema_read_version (db, &version, error))
    return FALSE;

  if (version == SILU_SCHEMA_VERSION && !silu_index_check (db, &failure))
    {
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      *verdict = SILU_CHECK_INDEX;
    }

  return TRUE;
}

gboolean
silu_check_quick (sqlite3 *db, guint seconds, SiluCheckVerdict *verdict, GError **error)
{
  gint64 end = g_get_monotonic_time () + (gint64) seconds * G_USEC_PER_SEC;
  g_autoptr (GError) failure = NULL;
  gboolean done;

  *verdict = SILU_CHECK_SOUND;
  if (seconds > 0)
    sqlite3_progress_handler (db, STEPS, is_late_cb, &end);
  done = silu_check_tables (db, verdict, &failure) &&
         (*verdict != SILU_CHECK_SOUND || check_index (db, verdict, &failure));
  sqlite3_progress_handler (db, 0, NULL, NULL);

  if (done)
    return TRUE;

  /* Damage may be such that the check itself does not come through. */
  if (silu_sql_is_damage (failure))
    {
      *verdict = SILU_CHECK_DAMAGED;
      return TRUE;
    }

  if (seconds > 0 && is_late_cb (&end))
    {
      g_debug ("the check of the file was ended after %u s", seconds);
      return TRUE;
    }

  g_propagate_error (error, g_steal_pointer (&failure));

  return FALSE;
}

/* --- for people --- */

static gboolean
add_table_problems (sqlite3 *db, GPtrArray *problems, GError **error)
{
  g_autoptr (GPtrArray) found = list_problems (db, "integrity_check", error);

  if (found == NULL)
    return FALSE;

  g_ptr_array_extend_and_steal (problems, g_steal_pointer (&found));

  return TRUE;
}

static gboolean
add_stray_rows (sqlite3 *db, GPtrArray *problems, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (SiluStatement) row = silu_sql_prepare (
      db, error, "SELECT \"table\", count (*) FROM pragma_foreign_key_check () GROUP BY 1", "");

  if (row == NULL)
    return FALSE;

  while (silu_sql_step (row, &failure))
    {
      g_autofree char *table = silu_sql_dup_text (row, 0);

      /* Translators: the first is the name of a table, the second a number of rows. */
      g_ptr_array_add (problems, g_strdup_printf (_ ("%s: rows that belong to nothing: %u"), table,
                                                  (guint) silu_sql_get_int (row, 1)));
    }

  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));

  return failure == NULL;
}

static gboolean
add_index_problem (sqlite3 *db, GPtrArray *problems, GError **error)
{
  SiluCheckVerdict verdict = SILU_CHECK_SOUND;

  if (!check_index (db, &verdict, error))
    return FALSE;

  if (verdict == SILU_CHECK_INDEX)
    g_ptr_array_add (problems, g_strdup (_ ("The search index does not say what the chats say.")));

  return TRUE;
}

/* To SQLite looking at the index is writing: without @can_write the tables must do. */
static gboolean
check_all (sqlite3 *db, gboolean can_write, GPtrArray *problems, GError **error)
{
  gint64 version = 0;

  if (!silu_index_register (db, error) || !silu_schema_read_version (db, &version, error))
    return FALSE;

  if (version < 1 || version > SILU_SCHEMA_VERSION)
    {
      g_propagate_error (error,
                         silu_error_new (SILU_ERROR_STORE,
                                         version > 0 ? _ ("The chats were written by a newer Silu.")
                                                     : _ ("This is no file of chats."),
                                         NULL, -1));
      return FALSE;
    }

  return add_table_problems (db, problems, error) && add_stray_rows (db, problems, error) &&
         (!can_write || add_index_problem (db, problems, error));
}

/* @is_locked: by another process, which is writing; what it has written so far is not to be read.
 */
static gboolean
check_to_write (const char *path, gboolean *is_locked, GPtrArray *problems, GError **error)
{
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
  sqlite3 *db = NULL;
  gboolean done = sqlite3_open_v2 (path, &db, flags, NULL) == SQLITE_OK
                      ? check_all (db, TRUE, problems, error)
                      : silu_sql_set_error (db, error);

  *is_locked = !done && sqlite3_errcode (db) == SQLITE_BUSY;
  sqlite3_close (db);

  return done;
}

/* On a full disk, or one that can only be read. FALSE: @error is as it was. */
static gboolean
check_to_read (const char *path, GPtrArray *problems, GError **error)
{
  sqlite3 *db = silu_stand_in_open_as_is (path);
  gboolean done = FALSE;

  if (db == NULL)
    return FALSE;

  g_clear_error (error);
  g_ptr_array_set_size (problems, 0);
  done = check_all (db, FALSE, problems, error);
  sqlite3_close (db);

  return done;
}

GPtrArray *
silu_check_file (const char *path, GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) failure = NULL;
  gboolean is_locked = FALSE;

  if (!check_to_write (path, &is_locked, problems, &failure) && !is_locked &&
      !silu_sql_is_damage (failure))
    check_to_read (path, problems, &failure);

  /* A page that cannot be read is what was looked for. */
  if (silu_sql_is_damage (failure))
    {
      const char *detail = silu_error_get_detail (failure);

      g_ptr_array_add (problems, g_strdup (detail != NULL ? detail : failure->message));
      g_clear_error (&failure);
    }

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return g_steal_pointer (&problems);
}
