/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A backup is a whole file or none, of one moment, and the older ones go only after it. */
#include "silu-store-backup.h"
#include "silu-store-private.h"
#include "silu-test.h"
#include "store-fixture.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <utime.h>

#define DAY (24 * 60 * 60)

static gboolean
back_up (SiluStore *store, const char *path, guint keep, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  silu_store_backup_async (store, path, keep, cancellable, NULL, NULL, silu_test_store_result_cb,
                           &result);

  return silu_store_backup_finish (store, silu_test_wait_result (&result), error);
}

static void
progress_cb (double done, gpointer user_data)
{
  double *last = user_data;

  g_assert_cmpfloat (done, >=, *last);
  g_assert_cmpfloat (done, <=, 1);
  *last = done;
}

static void
test_copy (void)
{
  g_autofree char *directory = store_fixture_directory ();
  g_autofree char *path = g_build_filename (directory, "copy of it.db", NULL);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autofree char *contents = NULL;
  SiluStore *store = store_fixture_open (directory);
  g_autoptr (SiluConversation) late = silu_conversation_new ("late");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  double done = 0;
  GStatBuf info;

  store_fixture_fill (store, "c", 10, 20);
  silu_store_save_conversation (store, late); /* waits yet, and is in it all the same */
  silu_store_backup_async (store, path, 0, NULL, progress_cb, &done, silu_test_store_result_cb,
                           &result);
  g_assert_true (silu_store_backup_finish (store, silu_test_wait_result (&result), &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (done, >, 0);

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmphex (info.st_mode & 0777, ==, 0600);
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpint (contents[18], ==, 1); /* no WAL: the file alone is all of it */
  g_clear_object (&result);
  store_fixture_assert_sound (path);
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));
  g_assert_cmpint (store_fixture_read_int (path, "SELECT count (*) FROM message"), ==, 200);
  g_assert_cmpint (store_fixture_read_int (path, "SELECT count (*) FROM conversation"), ==, 11);
  store_fixture_close (store);
}

static void
write_cb (int done, int total, gpointer user_data)
{
  sqlite3 *db = user_data;

  /* A message and a half a time: a copy that is not of one moment would have some of it. */
  g_assert_cmpint (sqlite3_exec (db,
                                 "INSERT INTO account (id, preset, name, base_url, dialect, model,"
                                 "  models, is_default)"
                                 "  SELECT hex (randomblob (9)), '', hex (randomblob (2000)), '',"
                                 "    '', '', '', 0 FROM message LIMIT 3",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
}

static void
test_of_one_moment (void)
{
  g_autofree char *directory = store_fixture_directory ();
  g_autofree char *path = g_build_filename (directory, "silu.db", NULL);
  g_autofree char *copy = g_build_filename (directory, "copy.db", NULL);
  SiluStore *store = store_fixture_open (directory);
  SiluBackupWatch watch = { NULL, write_cb, NULL };
  g_autoptr (GError) error = NULL;
  sqlite3 *db = NULL;

  store_fixture_fill (store, "c", 20, 40);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  watch.user_data = db;
  g_assert_true (silu_backup_run (path, copy, &watch, &error));
  g_assert_no_error (error);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);

  g_assert_cmpint (store_fixture_read_int (path, "SELECT count (*) FROM account"), >, 3);
  g_assert_cmpint (store_fixture_read_int (copy, "SELECT count (*) FROM account"), ==, 0);
  store_fixture_assert_sound (copy);
  store_fixture_close (store);
}

static void
cancel_cb (int done, int total, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static void
assert_nothing_but (const char *folder, const char *name)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *found;

  g_assert_nonnull (dir);
  while ((found = g_dir_read_name (dir)) != NULL)
    g_assert_cmpstr (found, ==, name);
}

static void
test_cancelled (void)
{
  g_autofree char *directory = store_fixture_directory ();
  g_autofree char *path = g_build_filename (directory, "silu.db", NULL);
  g_autofree char *folder = g_build_filename (directory, "backups", NULL);
  g_autofree char *copy = g_build_filename (folder, "copy.db", NULL);
  SiluStore *store = store_fixture_open (directory);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  SiluBackupWatch watch = { cancellable, cancel_cb, cancellable };
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (copy, "older", -1, NULL));
  store_fixture_fill (store, "c", 10, 20);
  g_assert_false (silu_backup_run (path, copy, &watch, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_nothing_but (folder, "copy.db");
  store_fixture_close (store);
}

static void
test_refused (void)
{
  g_autofree char *directory = store_fixture_directory ();
  g_autofree char *path = g_build_filename (directory, "silu.db", NULL);
  g_autofree char *nowhere = g_build_filename (path, "copy.db", NULL);
  SiluStore *store = store_fixture_open (directory);
  g_autoptr (SiluStore) memory = store_fixture_open (NULL);
  g_autoptr (GError) error = NULL;

  store_fixture_fill (store, "c", 1, 2);
  g_assert_false (back_up (store, path, 0, NULL, &error));
  g_assert_error (error, SILU_ERROR, SILU_ERROR_REQUEST);
  g_clear_error (&error);
  g_assert_false (back_up (store, nowhere, 0, NULL, &error));
  g_assert_error (error, SILU_ERROR, SILU_ERROR_STORE);
  g_clear_error (&error);
  g_assert_false (back_up (memory, nowhere, 0, NULL, &error));
  g_assert_error (error, SILU_ERROR, SILU_ERROR_REQUEST);

  store_fixture_close (store);
  store_fixture_assert_sound (path);
}

static void
make_file (const char *folder, const char *name, gint64 time)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  struct utimbuf times = { time, time };

  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
  g_assert_cmpint (utime (path, &times), ==, 0);
}

static void
test_rotation (void)
{
  g_autofree char *directory = store_fixture_directory ();
  g_autofree char *folder = g_build_filename (directory, "backups", NULL);
  g_autofree char *part = g_build_filename (folder, "silu-2025-12-31.db.part", NULL);
  g_autofree char *today = silu_backup_daily_name (g_get_real_time ());
  SiluStore *store = store_fixture_open (directory);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) names = g_string_new (NULL);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  make_file (folder, "silu-2026-01-01.db", 1000);
  make_file (folder, "silu-2026-01-02.db", 2000);
  make_file (folder, "silu-2026-01-03.db", 3000);
  make_file (folder, "silu-before-3.db", 10);
  make_file (folder, "silu-before-restore-2026-01-01-101010.db", 20);
  make_file (folder, "notes.db", 40);
  make_file (folder, "silu-2025-12-31.db.part", 50);

  g_assert_true (back_up (store, NULL, 3, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
  found = silu_backup_list (folder);
  for (guint i = 0; i < found->len; i++)
    {
      const SiluBackup *backup = g_ptr_array_index (found, i);
      g_autofree char *name = g_path_get_basename (backup->path);

      g_string_append_printf (names, "%s ", g_str_equal (name, today) ? "today" : name);
      g_assert_cmpint (backup->size, >, 0);
    }
  g_assert_cmpstr (names->str, ==,
                   "today silu-2026-01-03.db silu-2026-01-02.db "
                   "silu-before-restore-2026-01-01-101010.db silu-before-3.db ");
  store_fixture_close (store);
}

/* None goes before a new one is there. */
static void
test_rotation_fails (void)
{
  g_autofree char *directory = store_fixture_directory ();
  g_autofree char *folder = g_build_filename (directory, "backups", NULL);
  g_autofree char *today = silu_backup_daily_name (g_get_real_time ());
  g_autofree char *part = g_strdup_printf ("%s/%s.part/x", folder, today);
  SiluStore *store = store_fixture_open (directory);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (part, 0700), ==, 0); /* where it would be written */
  make_file (folder, "silu-2026-01-01.db", 1000);
  make_file (folder, "silu-2026-01-02.db", 2000);
  g_assert_false (back_up (store, NULL, 1, NULL, &error));
  g_assert_error (error, SILU_ERROR, SILU_ERROR_STORE);
  found = silu_backup_list (folder);
  g_assert_cmpuint (found->len, ==, 2);
  store_fixture_close (store);
}

static void
test_due (void)
{
  g_autofree char *folder = store_fixture_directory ();
  const gint64 now = (gint64) 1000 * DAY;

  g_assert_cmpuint (silu_backup_get_wait (folder, now * G_USEC_PER_SEC), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  make_file (folder, "silu-before-3.db", now);
  g_assert_cmpuint (silu_backup_get_wait (folder, now * G_USEC_PER_SEC), ==, 0);
  make_file (folder, "silu-2026-01-01.db", now - DAY);
  g_assert_cmpuint (silu_backup_get_wait (folder, now * G_USEC_PER_SEC), ==, 0);

  /* The clock was a month ahead: that is no reason to do without for a month. */
  make_file (folder, "silu-2026-02-01.db", now + 30 * DAY);
  g_assert_cmpuint (silu_backup_get_wait (folder, now * G_USEC_PER_SEC), ==, 0);

  make_file (folder, "silu-2026-01-02.db", now - DAY + 1);
  g_assert_cmpuint (silu_backup_get_wait (folder, now * G_USEC_PER_SEC), ==, 1);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/backup/copy", test_copy);
  g_test_add_func ("/backup/of-one-moment", test_of_one_moment);
  g_test_add_func ("/backup/cancelled", test_cancelled);
  g_test_add_func ("/backup/refused", test_refused);
  g_test_add_func ("/backup/rotation", test_rotation);
  g_test_add_func ("/backup/rotation-fails", test_rotation_fails);
  g_test_add_func ("/backup/due", test_due);

  return g_test_run ();
}
