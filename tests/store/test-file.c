/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file itself: who may read it, who has it open, and what stands in the way of opening it. */
#include "silu-check.h"
#include "silu-file.h"
#include "silu-store-backup.h"
#include "silu-test.h"
#include "store-fixture.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

static void
assert_private (const char *path)
{
  GStatBuf info;

  g_assert_cmpint (g_lstat (path, &info), ==, 0);
  g_assert_cmphex (info.st_mode & 0777, ==, S_ISDIR (info.st_mode) ? 0700 : 0600);
}

/* Returns how many files there are. */
static guint
assert_all_private (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  assert_private (folder);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      n += g_file_test (path, G_FILE_TEST_IS_DIR) ? assert_all_private (path) : 1;
      assert_private (path);
    }

  return n;
}

static void
back_up (SiluStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  silu_store_backup_async (store, NULL, 7, NULL, NULL, NULL, silu_test_store_result_cb, &result);
  silu_store_backup_finish (store, silu_test_wait_result (&result), &error);
  g_assert_no_error (error);
}

static void
test_private (void)
{
  g_autofree char *directory = store_fixture_directory ();
  mode_t mask = umask (0);
  SiluStore *store = store_fixture_open (directory);

  store_fixture_fill (store, "c", 2, 5);
  back_up (store);
  /* silu.db with its -wal and -shm, the lock, the owner, the backup. */
  g_assert_cmpuint (assert_all_private (directory), ==, 6);
  store_fixture_close (store);
  umask (mask);
}

static void
test_narrowed (void)
{
  g_autofree char *directory = store_fixture_directory ();
  g_autofree char *path = g_build_filename (directory, "silu.db", NULL);
  g_autofree char *backups = g_build_filename (directory, "backups", NULL);
  SiluStore *store;

  g_assert_cmpint (g_mkdir_with_parents (backups, 0755), ==, 0);
  g_assert_cmpint (g_chmod (directory, 0777), ==, 0);
  g_assert_cmpint (g_chmod (backups, 0755), ==, 0);
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_assert_cmpint (g_chmod (path, 0644), ==, 0);

  store = store_fixture_open (directory);
  back_up (store);
  assert_all_private (directory);
  store_fixture_close (store);
}

/* A lock is no sign of damage, and goes by itself. */
static void
test_locked (void)
{
  g_autofree char *directory = store_fixture_directory ();
  g_autofree char *path = g_build_filename (directory, "silu.db", NULL);
  SiluStore *store = store_fixture_open (directory);
  g_autoptr (SiluConversation) talk = silu_conversation_new ("talk");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) listed = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *other = NULL;

  store_fixture_fill (store, "c", 2, 5);
  g_assert_cmpint (sqlite3_open (path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);

  silu_store_save_conversation (store, talk);
  silu_store_flush_async (store, silu_test_store_result_cb, &result);
  g_assert_false (silu_store_flush_finish (store, silu_test_wait_result (&result), &error));
  g_assert_error (error, SILU_ERROR, SILU_ERROR_STORE);
  g_assert_true (g_str_has_prefix (silu_store_get_fault (store)->message, "Another program holds"));

  g_clear_object (&result);

  /* Reading goes on. */
  listed = store_fixture_list (store, FALSE);
  g_assert_cmpuint (listed->len, ==, 2);

  g_assert_cmpint (sqlite3_exec (other, "COMMIT", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (other), ==, SQLITE_OK);
  store_fixture_flush (store);
  g_assert_null (silu_store_get_fault (store));
  g_assert_null (silu_store_get_notice (store));
  store_fixture_close (store);
}

/* A window and the command line: neither takes the other's file away, damaged or not. */
static void
test_shared (void)
{
  g_autofree char *directory = store_fixture_directory ();
  g_autofree char *path = g_build_filename (directory, "silu.db", NULL);
  SiluStore *store = store_fixture_open (directory);
  g_autoptr (GError) error = NULL;
  SiluFile file = { 0 };
  GStatBuf before;
  GStatBuf after;

  store_fixture_fill (store, "c", 2, 5);
  silu_file_suspect (path);
  g_assert_cmpint (g_stat (path, &before), ==, 0);
  g_assert_true (silu_file_open (&file, path, &error));
  g_assert_no_error (error);
  g_assert_null (file.notice);
  silu_file_close (&file);
  g_assert_cmpint (g_stat (path, &after), ==, 0);
  g_assert_cmpint (before.st_ino, ==, after.st_ino);
  store_fixture_fill (store, "d", 2, 5);
  store_fixture_close (store);

  /* The suspicion was not forgotten, and is now looked into. */
  g_assert_true (silu_file_open (&file, path, &error));
  silu_file_close (&file);
  store_fixture_assert_sound (path);
}

static void
test_check (void)
{
  g_autofree char *directory = store_fixture_directory ();
  g_autofree char *path = g_build_filename (directory, "silu.db", NULL);
  g_autofree char *missing = g_build_filename (directory, "missing.db", NULL);
  SiluStore *store = store_fixture_open (directory);
  g_autoptr (GError) error = NULL;

  store_fixture_fill (store, "c", 2, 5);
  g_assert_cmpuint (store_fixture_count_problems (path), ==, 0); /* while it is open */
  store_fixture_close (store);
  g_assert_cmpuint (store_fixture_count_problems (path), ==, 0);

  store_fixture_run_sql (path, "PRAGMA foreign_keys = OFF; DELETE FROM message WHERE id = 'c0-4'");
  /* Its part belongs to nothing now, and the index knows it still. */
  g_assert_cmpuint (store_fixture_count_problems (path), ==, 2);

  g_assert_null (silu_check_file (missing, &error));
  g_assert_error (error, SILU_ERROR, SILU_ERROR_STORE);
  g_assert_false (g_file_test (missing, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/file/private", test_private);
  g_test_add_func ("/file/narrowed", test_narrowed);
  g_test_add_func ("/file/locked", test_locked);
  g_test_add_func ("/file/shared", test_shared);
  g_test_add_func ("/file/check", test_check);

  return g_test_run ();
}
