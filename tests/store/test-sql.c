/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values in, values out, errors as GError. */
#include "silu-sql.h"
#include "silu-test.h"

static void
test_values (void)
{
  sqlite3 *db = NULL;
  g_autoptr (GError) error = NULL;
  SiluStatement *row;
  g_autofree char *text = NULL;
  g_autofree char *cut = NULL;
  g_autofree char *invalid = NULL;

  g_assert_cmpint (sqlite3_open (":memory:", &db), ==, SQLITE_OK);
  g_assert_true (silu_sql_exec (db, "CREATE TABLE t (a, b, c, d)", &error));
  g_assert_true (silu_sql_run (db, &error, "INSERT INTO t VALUES (?1, ?2, ?3, ?4)", "ssib", "é🎈",
                               (const char *) NULL, G_MININT64, "abcdef", (gsize) 3));

  row = silu_sql_prepare (db, &error, "SELECT a, b, c, d, CAST (x'61ff' AS TEXT) FROM t", "");
  g_assert_no_error (error);
  g_assert_true (silu_sql_step (row, &error));
  text = silu_sql_dup_text (row, 0);
  g_assert_cmpstr (text, ==, "é🎈");
  g_assert_null (silu_sql_dup_text (row, 1));
  g_assert_cmpint (silu_sql_get_int (row, 2), ==, G_MININT64);
  cut = silu_sql_dup_text (row, 3);
  g_assert_cmpstr (cut, ==, "abc");
  invalid = silu_sql_dup_text (row, 4);
  g_assert_cmpstr (invalid, ==, "a\357\277\275");
  g_assert_false (silu_sql_step (row, &error));
  g_assert_no_error (error);
  silu_sql_finalize (row);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static void
test_errors (void)
{
  sqlite3 *db = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (sqlite3_open (":memory:", &db), ==, SQLITE_OK);
  g_assert_false (silu_sql_exec (db, "SELEKT", &error));
  g_assert_error (error, SILU_ERROR, SILU_ERROR_STORE);
  g_assert_nonnull (silu_error_get_detail (error));
  g_clear_error (&error);

  g_assert_null (silu_sql_prepare (db, &error, "SELECT * FROM nothing", ""));
  g_assert_error (error, SILU_ERROR, SILU_ERROR_STORE);
  g_clear_error (&error);

  g_assert_true (silu_sql_exec (db, "CREATE TABLE t (a NOT NULL)", &error));
  g_assert_false (silu_sql_run (db, &error, "INSERT INTO t VALUES (?1)", "s", (const char *) NULL));
  g_assert_error (error, SILU_ERROR, SILU_ERROR_STORE);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/sql/values", test_values);
  g_test_add_func ("/sql/errors", test_errors);

  return g_test_run ();
}
