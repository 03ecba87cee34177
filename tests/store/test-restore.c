/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A backup comes back as it was, or nothing changes. */
#include "silu-store-backup.h"
#include "silu-store-private.h"
#include "silu-test.h"
#include "store-fixture.h"

#include <glib/gstdio.h>

static void
back_up (SiluStore *store, const char *path)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  silu_store_backup_async (store, path, 0, NULL, NULL, NULL, silu_test_store_result_cb, &result);
  silu_store_backup_finish (store, silu_test_wait_result (&result), &error);
  g_assert_no_error (error);
}

static gboolean
restore (SiluStore *store, const char *path, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  silu_store_restore_async (store, path, silu_test_store_result_cb, &result);

  return silu_store_restore_finish (store, silu_test_wait_result (&result), error);
}

static void
assert_conversations (SiluStore *store, guint n, const char *first_prefix)
{
  g_autoptr (GPtrArray) listed = store_fixture_list (store, FALSE);

  g_assert_cmpuint (listed->len, ==, n);
  for (guint i = 0; i < n; i++)
    g_assert_true (
        g_str_has_prefix (silu_conversation_get_id (g_ptr_array_index (listed, i)), first_prefix));
}

static void
begin_answer (SiluStore *store)
{
  g_autoptr (SiluConversation) talk = silu_conversation_new ("old-talk");
  g_autoptr (SiluMessage) answer = silu_message_new ("answer", SILU_ROLE_ASSISTANT);

  silu_message_set_state (answer, SILU_MESSAGE_STREAMING);
  silu_conversation_add (talk, answer, NULL);
  silu_store_save_conversation (store, talk);
  silu_store_save_message (store, talk, answer);
  silu_store_append (store, answer, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, "So far", 0);
}

static void
test_restore (void)
{
  g_autofree char *directory = store_fixture_directory ();
  g_autofree char *path = g_build_filename (directory, "silu.db", NULL);
  g_autofree char *folder = g_build_filename (directory, "backups", NULL);
  g_autofree char *copy = g_build_filename (directory, "copy.db", NULL);
  SiluStore *store = store_fixture_open (directory);
  g_autoptr (SiluConversation) talk = NULL;
  g_autoptr (SiluConversation) after = NULL;
  g_autoptr (GPtrArray) saved = NULL;
  g_autoptr (GError) error = NULL;

  store_fixture_fill (store, "old-", 3, 10);
  begin_answer (store);
  back_up (store, copy);
  silu_store_erase (store, "old-0");
  silu_store_erase (store, "old-1");
  silu_store_erase (store, "old-2");
  silu_store_erase (store, "old-talk");
  store_fixture_fill (store, "new-", 12, 5);

  g_assert_true (restore (store, copy, &error));
  g_assert_no_error (error);
  assert_conversations (store, 4, "old-");
  talk = store_fixture_load (store, "old-1");
  g_assert_nonnull (silu_conversation_find (talk, "old-1-9"));

  /* What streamed then does not go on. */
  after = store_fixture_load (store, "old-talk");
  store_fixture_assert_text (after, "answer", SILU_PART_TEXT, "So far");
  g_assert_cmpint (silu_message_get_state (silu_conversation_find (after, "answer")), ==,
                   SILU_MESSAGE_INTERRUPTED);

  /* It is written to as before, the index included. */
  store_fixture_fill (store, "old-more-", 2, 10);
  store_fixture_index (store, path);
  store_fixture_close (store);
  store_fixture_assert_sound (path);
  g_assert_cmpint (
      store_fixture_read_int (path, "SELECT count (*) FROM search WHERE search MATCH 'word3'"), ==,
      5);

  /* And what was there is not lost. */
  saved = silu_backup_list (folder);
  g_assert_cmpuint (saved->len, ==, 1);
  g_assert_cmpint (store_fixture_read_int (((SiluBackup *) g_ptr_array_index (saved, 0))->path,
                                           "SELECT count (*) FROM conversation"),
                   ==, 12);
}

static void
test_refused (void)
{
  static const char *const bad[] = { "empty", "text", "newer", "missing" };
  g_autofree char *directory = store_fixture_directory ();
  g_autofree char *path = g_build_filename (directory, "silu.db", NULL);
  SiluStore *store = store_fixture_open (directory);
  g_autofree char *newer = g_build_filename (directory, "newer", NULL);
  sqlite3 *db = NULL;

  store_fixture_fill (store, "c", 3, 10);
  back_up (store, newer);
  g_assert_cmpint (sqlite3_open (newer, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "PRAGMA user_version = 99", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *file = g_build_filename (directory, bad[i], NULL);
      g_autoptr (GError) error = NULL;

      if (g_str_equal (bad[i], "empty"))
        g_assert_true (g_file_set_contents (file, "", 0, NULL));
      if (g_str_equal (bad[i], "text"))
        g_assert_true (
            g_file_set_contents (file, "Not a database at all, but a letter.", -1, NULL));
      g_assert_false (restore (store, file, &error));
      g_assert_error (error, SILU_ERROR, SILU_ERROR_STORE);
      assert_conversations (store, 3, "c");
    }

  store_fixture_close (store);
  store_fixture_assert_sound (path);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/restore/restore", test_restore);
  g_test_add_func ("/restore/refused", test_refused);

  return g_test_run ();
}
