/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SQLite, bound and read. */
#include "silu-sql.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *
get_sentence (int code)
{
  switch (code & 0xff)
    {
    case SQLITE_FULL:
      return _ ("The disk is full. Chats are kept in memory and saved once there is room.");
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return _ ("Silu's folder cannot be written to. Chats are kept in memory until it can.");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return _ ("Another program holds Silu's file. Chats are kept in memory until it lets go.");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return _ ("Silu's file of chats is damaged. Chats are kept in memory until it is repaired.");
    case SQLITE_CANTOPEN:
      return _ ("Silu's file of chats cannot be opened.");
    default:
      return _ ("Chats cannot be saved right now. They are kept in memory, and Silu keeps trying.");
    }
}

gboolean
silu_sql_set_error (sqlite3 *db, GError **error)
{
  g_propagate_error (error, silu_error_new (SILU_ERROR_STORE, get_sentence (sqlite3_errcode (db)),
                                            sqlite3_errmsg (db), -1));

  return FALSE;
}

/* One sentence says it, and no other error has it. */
static gboolean
says (const GError *error, int code)
{
  return g_error_matches (error, SILU_ERROR, SILU_ERROR_STORE) &&
         g_str_equal (error->message, get_sentence (code));
}

gboolean
silu_sql_is_damage (const GError *error)
{
  return says (error, SQLITE_CORRUPT);
}

gboolean
silu_sql_set_damage (GError **error)
{
  g_propagate_error (error,
                     silu_error_new (SILU_ERROR_STORE, get_sentence (SQLITE_CORRUPT), NULL, -1));

  return FALSE;
}

GError *
silu_sql_new_fault (const GError *failure)
{
  int code = says (failure, SQLITE_FULL) ? SQLITE_FULL : SQLITE_READONLY;

  return silu_error_new (SILU_ERROR_STORE, get_sentence (code), silu_error_get_detail (failure),
                         -1);
}

gboolean
silu_sql_exec (sqlite3 *db, const char *sql, GError **error)
{
  if (sqlite3_exec (db, sql, NULL, NULL, NULL) != SQLITE_OK)
    return silu_sql_set_error (db, error);

  return TRUE;
}

/* @lifetime: SQLITE_STATIC where the values outlive the statement's run. */
static int
bind_va (SiluStatement *statement,
         const char *types,
         sqlite3_destructor_type lifetime,
         va_list values)
{
  int result = SQLITE_OK;

  for (int i = 1; result == SQLITE_OK && *types != '\0'; i++, types++)
    switch (*types)
      {
      case 's':
        result = sqlite3_bind_text (statement, i, va_arg (values, const char *), -1, lifetime);
        break;

      case 'b':
        {
          const char *text = va_arg (values, const char *);
          gsize length = va_arg (values, gsize);

          result = sqlite3_bind_text64 (statement, i, text, length, lifetime, SQLITE_UTF8);
          break;
        }

      case 'i':
        result = sqlite3_bind_int64 (statement, i, va_arg (values, gint64));
        break;

      default:
        g_assert_not_reached ();
      }

  return result;
}

static SiluStatement *
prepare_va (sqlite3 *db, GError **error, const char *sql, const char *types, va_list values)
{
  g_autoptr (SiluStatement) statement = NULL;
  int result = sqlite3_prepare_v2 (db, sql, -1, &statement, NULL);

  if (result == SQLITE_OK)
    result = bind_va (statement, types, SQLITE_TRANSIENT, values);

  if (result != SQLITE_OK)
    {
      silu_sql_set_error (db, error);
      return NULL;
    }

  return g_steal_pointer (&statement);
}

SiluStatement *
silu_sql_prepare (sqlite3 *db, GError **error, const char *sql, const char *types, ...)
{
  SiluStatement *statement;
  va_list values;

  va_start (values, types);
  statement = prepare_va (db, error, sql, types, values);
  va_end (values);

  return statement;
}

gboolean
silu_sql_run (sqlite3 *db, GError **error, const char *sql, const char *types, ...)
{
  g_autoptr (SiluStatement) statement = NULL;
  int result;
  va_list values;

  va_start (values, types);
  statement = prepare_va (db, error, sql, types, values);
  va_end (values);
  if (statement == NULL)
    return FALSE;

  do
    result = sqlite3_step (statement);
  while (result == SQLITE_ROW);

  return result == SQLITE_DONE || silu_sql_set_error (db, error);
}

gboolean
silu_sql_run_again (SiluStatement *statement, GError **error, const char *types, ...)
{
  int result;
  va_list values;

  va_start (values, types);
  result = bind_va (statement, types, SQLITE_STATIC, values);
  va_end (values);

  if (result == SQLITE_OK)
    do
      result = sqlite3_step (statement);
    while (result == SQLITE_ROW);

  if (result != SQLITE_DONE)
    silu_sql_set_error (sqlite3_db_handle (statement), error);
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);

  return result == SQLITE_DONE;
}

gboolean
silu_sql_step (SiluStatement *statement, GError **error)
{
  switch (sqlite3_step (statement))
    {
    case SQLITE_ROW:
      return TRUE;
    case SQLITE_DONE:
      return FALSE;
    default:
      return silu_sql_set_error (sqlite3_db_handle (statement), error);
    }
}

char *
silu_sql_dup_text (SiluStatement *statement, int column)
{
  const char *text = (const char *) sqlite3_column_text (statement, column);

  /* Whoever edits the file by hand may put anything there. */
  return text != NULL ? g_utf8_make_valid (text, sqlite3_column_bytes (statement, column)) : NULL;
}

gboolean
silu_sql_is_text (SiluStatement *statement, int column, const char *text, gsize length)
{
  const void *stored = sqlite3_column_text (statement, column);

  return stored != NULL && (gsize) sqlite3_column_bytes (statement, column) == length &&
         memcmp (stored, text, length) == 0;
}

gint64
silu_sql_get_int (SiluStatement *statement, int column)
{
  return sqlite3_column_int64 (statement, column);
}

void
silu_sql_finalize (SiluStatement *statement)
{
  sqlite3_finalize (statement);
}
