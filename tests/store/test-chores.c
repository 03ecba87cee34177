/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deleted for good: no byte of it is left in the file, nor in its log. Imported: it is indexed. */
#define _GNU_SOURCE /* memmem */
#include "silu-chores.h"
#include "silu-rows.h"
#include "silu-schema.h"
#include "silu-test.h"
#include "store-fixture.h"
#include <string.h>

/* In the texts and, as one word, in the index. */
#define SECRET "xylophonequartz"

static gboolean
is_in_file (const char *directory, const char *name)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);
  g_autofree char *bytes = NULL;
  gsize length = 0;

  return g_file_get_contents (path, &bytes, &length, NULL) &&
         memmem (bytes, length, SECRET, strlen (SECRET)) != NULL;
}

static gboolean
is_gone (gpointer directory)
{
  return !is_in_file (directory, "silu.db") && !is_in_file (directory, "silu.db-wal");
}

static void
save_chat (SiluStore *store, const char *id, const char *text)
{
  g_autoptr (SiluConversation) chat = silu_conversation_new (id);
  g_autofree char *title = g_strconcat ("About ", text, NULL);

  silu_conversation_set_title (chat, title, SILU_TITLE_USER);
  silu_store_save_conversation (store, chat);
  for (int i = 0; i < 20; i++)
    {
      g_autoptr (SiluMessage) message = silu_message_new (NULL, SILU_ROLE_ASSISTANT);

      silu_message_append (message, SILU_PART_REASONING, SILU_CHANNEL_NONE, text);
      silu_message_append (message, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, text);
      silu_message_set_state (message, SILU_MESSAGE_COMPLETE);
      silu_store_save_message (store, chat, message);
    }
}

static void
fill (SiluStore *store)
{
  save_chat (store, "kept", "ordinary");
  save_chat (store, "secret", SECRET " and more of it");
  save_chat (store, "later", "something else");
  store_fixture_flush (store);
}

static void
test_erased (void)
{
  g_autofree char *directory = store_fixture_directory ();
  SiluStore *store = store_fixture_open (directory);

  fill (store);
  g_assert_false (is_gone (directory));
  silu_store_erase (store, "secret");
  silu_test_run_until (is_gone, directory);

  /* And while one is being cleaned up after, another. */
  save_chat (store, "secret", SECRET);
  store_fixture_flush (store);
  g_assert_false (is_gone (directory));
  silu_store_erase (store, "later");
  silu_store_erase (store, "secret");
  silu_test_run_until (is_gone, directory);
  store_fixture_close (store);
  g_assert_true (is_gone (directory));
}

/* Erased, and then the process ended: the next one cleans up. */
static void
test_next_start (void)
{
  g_autofree char *directory = store_fixture_directory ();
  g_autofree char *path = g_build_filename (directory, "silu.db", NULL);
  SiluStore *store = store_fixture_open (directory);
  g_autoptr (GError) error = NULL;
  sqlite3 *db = NULL;

  fill (store);
  store_fixture_close (store);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  silu_sql_exec (db, "PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON", &error);
  silu_schema_migrate (db, &error);
  silu_rows_erase_conversation (db, "secret", &error);
  silu_chores_note_erased (db, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
  g_assert_false (is_gone (directory));

  store = store_fixture_open (directory);
  silu_test_run_until (is_gone, directory);
  store_fixture_close (store);
}

static gboolean
is_indexed (gpointer path)
{
  return store_fixture_read_int (path, "SELECT count (*) FROM unindexed") == 0;
}

static void
test_imported (void)
{
  static const char found[] = "SELECT count (*) FROM search WHERE search MATCH 'word599'";
  g_autofree char *directory = store_fixture_directory ();
  g_autofree char *path = g_build_filename (directory, "silu.db", NULL);
  SiluStore *store = store_fixture_open (directory);

  store_fixture_fill (store, "first", 1, 600);
  g_assert_cmpint (store_fixture_read_int (path, found), ==, 0);
  store_fixture_index (store, path);
  g_assert_cmpint (store_fixture_read_int (path, found), ==, 1);

  /* The process ended before: the next start goes on with it. */
  store_fixture_fill (store, "second", 1, 600);
  store_fixture_close (store);
  g_assert_false (is_indexed (path));
  store_fixture_assert_sound (path);
  store = store_fixture_open (directory);
  silu_test_run_until (is_indexed, path);
  store_fixture_close (store);
  g_assert_cmpint (store_fixture_read_int (path, found), ==, 2);
  store_fixture_assert_sound (path);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/chores/erased", test_erased);
  g_test_add_func ("/chores/next-start", test_next_start);
  g_test_add_func ("/chores/imported", test_imported);

  return g_test_run ();
}
