/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way of a file to this version. */
#include "silu-schema.h"
#include "silu-test.h"

static gint64
read_int (sqlite3 *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SiluStatement) row = silu_sql_prepare (db, &error, sql, "");

  g_assert_no_error (error);
  g_assert_true (silu_sql_step (row, &error));

  return silu_sql_get_int (row, 0);
}

static void
test_migrate (void)
{
  sqlite3 *db = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (sqlite3_open (":memory:", &db), ==, SQLITE_OK);
  /* The second time there is nothing to do. */
  for (int i = 0; i < 2; i++)
    {
      g_assert_true (silu_schema_migrate (db, &error));
      g_assert_no_error (error);
      g_assert_cmpint (read_int (db, "PRAGMA user_version"), ==, SILU_SCHEMA_VERSION);
      g_assert_cmpint (read_int (db, "SELECT count (*) FROM message"), ==, 0);
    }
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static void
test_newer (void)
{
  sqlite3 *db = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (sqlite3_open (":memory:", &db), ==, SQLITE_OK);
  g_assert_true (silu_sql_exec (db, "PRAGMA user_version = 99", &error));
  g_assert_false (silu_schema_migrate (db, &error));
  g_assert_error (error, SILU_ERROR, SILU_ERROR_STORE);
  g_assert_cmpint (read_int (db, "SELECT count (*) FROM sqlite_schema"), ==, 0);
  g_assert_true (sqlite3_get_autocommit (db));
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/schema/migrate", test_migrate);
  g_test_add_func ("/schema/newer", test_newer);

  return g_test_run ();
}
