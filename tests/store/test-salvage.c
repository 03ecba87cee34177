/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Damage: what can be read is read, the rest is kept, and people are told. */
#include "silu-check.h"
#include "silu-index.h"
#include "silu-owner.h"
#include "silu-store-private.h"
#include "silu-test.h"
#include "store-fixture.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define N_CONVERSATIONS 10
#define N_MESSAGES 20
#define PAGE 4096

static char *
make_store (void)
{
  char *directory = store_fixture_directory ();
  SiluStore *store = store_fixture_open (directory);

  store_fixture_fill (store, "c", N_CONVERSATIONS, N_MESSAGES);
  store_fixture_close (store);

  return directory;
}

/* As a process leaves it that was killed. */
static void
leave_dead_owner (const char *directory)
{
  g_autofree char *path =
      g_build_filename (directory, "owners", "0f8fad5b-d9cb-469f-a165-70867728950e", NULL);

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
}

static void
overwrite_page (const char *path, gint64 page)
{
  int fd = open (path, O_RDWR);
  char noise[PAGE];

  memset (noise, 0xa5, sizeof noise);
  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (pwrite (fd, noise, sizeof noise, (page - 1) * PAGE), ==, sizeof noise);
  close (fd);
}

/* The one file beside silu.db that is named so; NULL if there is none. */
static char *
find_kept (const char *directory)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "silu-damaged-") && g_str_has_suffix (name, ".db"))
      return g_build_filename (directory, name, NULL);

  return NULL;
}

static guint
count_messages (SiluStore *store)
{
  g_autoptr (GPtrArray) listed = store_fixture_list (store, FALSE);
  guint n = 0;

  for (guint i = 0; i < listed->len; i++)
    {
      const char *id = silu_conversation_get_id (g_ptr_array_index (listed, i));
      g_autoptr (SiluConversation) conversation = store_fixture_load (store, id);
      g_autoptr (GPtrArray) messages = silu_conversation_list_all (conversation);

      n += messages->len;
    }

  return n;
}

/* A page of a table: its rows are lost, those before and after it are not. */
static void
damage_a_page_of (const char *table, guint n_least)
{
  g_autofree char *directory = make_store ();
  g_autofree char *path = g_build_filename (directory, "silu.db", NULL);
  g_autofree char *sql =
      g_strdup_printf ("SELECT pageno FROM dbstat WHERE name = '%s' AND pagetype = 'leaf'"
                       "  ORDER BY pageno DESC LIMIT 1",
                       table);
  g_autofree char *kept = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize before_length = 0;
  gsize after_length = 0;
  SiluStore *store;

  overwrite_page (path, store_fixture_read_int (path, sql));
  leave_dead_owner (directory);
  g_assert_true (g_file_get_contents (path, &before, &before_length, NULL));

  store = store_fixture_open (directory);
  g_assert_nonnull (silu_store_get_notice (store));
  g_assert_nonnull (strstr (silu_store_get_notice (store), "chats: 1"));
  g_assert_cmpuint (count_messages (store), >=, n_least);
  store_fixture_fill (store, "more", 1, 3);
  store_fixture_close (store);
  store_fixture_assert_sound (path);

  kept = find_kept (directory);
  g_assert_nonnull (kept);
  g_assert_true (g_file_get_contents (kept, &after, &after_length, NULL));
  g_assert_cmpmem (before, before_length, after, after_length);

  /* It is over, and not told again. */
  store = store_fixture_open (directory);
  g_assert_null (silu_store_get_notice (store));
  store_fixture_close (store);
}

static void
test_page (gconstpointer data)
{
  if (store_fixture_read_int (
          ":memory:", "SELECT count (*) FROM pragma_module_list WHERE name = 'dbstat'") == 0)
    {
      g_test_skip ("this SQLite does not tell which page is whose");
      return;
    }

  /* About seven messages are on one page, and forty of the shorter rows. */
  damage_a_page_of (data, N_CONVERSATIONS * N_MESSAGES - 60);
}

/* The root of a table: none of its rows can be reached. */
static void
test_headers_gone (void)
{
  g_autofree char *directory = make_store ();
  g_autofree char *path = g_build_filename (directory, "silu.db", NULL);
  SiluStore *store;

  overwrite_page (path,
                  store_fixture_read_int (
                      path, "SELECT rootpage FROM sqlite_schema WHERE name = 'conversation'"));
  leave_dead_owner (directory);

  store = store_fixture_open (directory);
  g_assert_nonnull (silu_store_get_notice (store));
  /* The messages say what they belonged to. */
  g_assert_cmpuint (count_messages (store), ==, N_CONVERSATIONS * N_MESSAGES);
  store_fixture_close (store);
  store_fixture_assert_sound (path);
}

static void
save_note (const char *directory, const char *message)
{
  SiluStore *store = store_fixture_open (directory);
  g_autoptr (SiluMessage) noted = silu_message_new (message, SILU_ROLE_ASSISTANT);

  silu_message_set_note (noted, 0, 4, SILU_NOTE_FLAW, "No.");
  silu_store_save_notes (store, noted);
  store_fixture_flush (store);
  store_fixture_close (store);
}

/* Text whose message is lost is shown all the same, and so is what somebody noted to it; not what
 * was noted to a message that is gone with its text. */
static void
test_messages_gone (void)
{
  g_autofree char *directory = make_store ();
  g_autofree char *path = g_build_filename (directory, "silu.db", NULL);
  sqlite3 *db = NULL;
  SiluStore *store;

  save_note (directory, "c0-1");
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_true (silu_sql_exec (db,
                                "INSERT INTO note (message, part, start, kind, text, created)"
                                "  VALUES ('nobody', 0, 0, 0, 'lost', 0);"
                                "PRAGMA wal_checkpoint (TRUNCATE)",
                                NULL));
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
  overwrite_page (path, store_fixture_read_int (
                            path, "SELECT rootpage FROM sqlite_schema WHERE name = 'message'"));
  leave_dead_owner (directory);

  store = store_fixture_open (directory);
  g_assert_nonnull (silu_store_get_notice (store));
  g_assert_cmpuint (count_messages (store), ==, N_CONVERSATIONS * N_MESSAGES);
  store_fixture_close (store);
  g_assert_cmpint (store_fixture_read_int (path, "SELECT count (*) FROM note"), ==, 1);
  g_assert_cmpint (
      store_fixture_read_int (path, "SELECT count (*) FROM note WHERE message = 'c0-1'"), ==, 1);
  store_fixture_assert_sound (path);
}

/* The files of a draft are shown again though its text is lost. */
static void
test_draft_gone (void)
{
  g_autofree char *directory = make_store ();
  g_autofree char *path = g_build_filename (directory, "silu.db", NULL);
  SiluStore *store = store_fixture_open (directory);
  g_autoptr (GPtrArray) files = silu_attachments_new ();

  g_ptr_array_add (files, silu_attachment_new ("a.c", NULL, "int a;"));
  silu_store_save_draft (store, "c0", "words", files, TRUE);
  store_fixture_flush (store);
  store_fixture_close (store);
  overwrite_page (path, store_fixture_read_int (
                            path, "SELECT rootpage FROM sqlite_schema WHERE name = 'draft'"));
  leave_dead_owner (directory);

  store_fixture_close (store_fixture_open (directory));
  g_assert_cmpint (store_fixture_read_int (path, "SELECT count (*) FROM draft"
                                                 "  JOIN draft_attachment USING (conversation)"),
                   ==, 1);
  store_fixture_assert_sound (path);
}

static void
test_no_database (void)
{
  g_autofree char *directory = store_fixture_directory ();
  g_autofree char *path = g_build_filename (directory, "silu.db", NULL);
  g_autofree char *kept = NULL;
  g_autofree char *contents = NULL;
  char garbage[8192];
  gsize length = 0;
  SiluStore *store;

  memset (garbage, 0x5a, sizeof garbage);
  g_assert_cmpint (g_mkdir_with_parents (directory, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, garbage, sizeof garbage, NULL));

  store = store_fixture_open (directory);
  g_assert_nonnull (strstr (silu_store_get_notice (store), "damaged"));
  store_fixture_fill (store, "c", 1, 2);
  store_fixture_close (store);

  kept = find_kept (directory);
  g_assert_nonnull (kept);
  g_assert_true (g_file_get_contents (kept, &contents, &length, NULL));
  g_assert_cmpmem (contents, length, garbage, sizeof garbage);
  store_fixture_assert_sound (path);
}

/* Nobody needs to hear of that. */
static void
test_index (void)
{
  g_autofree char *directory = make_store ();
  g_autofree char *path = g_build_filename (directory, "silu.db", NULL);
  sqlite3 *db = NULL;
  SiluStore *store;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_true (silu_index_register (db, NULL));
  g_assert_true (silu_index_remove_message (db, "c3-7", NULL));
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
  leave_dead_owner (directory);

  store = store_fixture_open (directory);
  g_assert_null (silu_store_get_notice (store));
  store_fixture_close (store);
  store_fixture_assert_sound (path);
}

/* --- while it runs --- */

static void
notice_cb (SiluStore *store, gpointer user_data)
{
  (*(guint *) user_data)++;
}

static gpointer
drop_cache (sqlite3 *db, gpointer args, GError **error)
{
  /* All is in the file, and what is read next is read from there. */
  return sqlite3_wal_checkpoint_v2 (db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL) ==
                     SQLITE_OK &&
                 sqlite3_db_release_memory (db) == SQLITE_OK
             ? db
             : NULL;
}

static void
test_while_it_runs (void)
{
  g_autofree char *directory = make_store ();
  g_autofree char *path = g_build_filename (directory, "silu.db", NULL);
  SiluStore *store = store_fixture_open (directory);
  SiluDb *db = silu_store_get_db (store);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SiluConversation) talk = silu_conversation_new ("talk");
  g_autoptr (SiluConversation) stored = NULL;
  g_autoptr (SiluMessage) question = silu_message_new ("question", SILU_ROLE_USER);
  guint notices = 0;

  /* What is still to be indexed would read the pages again. */
  store_fixture_index (store, path);
  silu_db_read_async (db, drop_cache, NULL, NULL, NULL, NULL, silu_test_store_result_cb, &result);
  g_assert_nonnull (silu_db_read_finish (db, silu_test_wait_result (&result), NULL));
  overwrite_page (path, store_fixture_read_int (
                            path, "SELECT rootpage FROM sqlite_schema WHERE name = 'part'"));

  g_signal_connect (store, "notice", G_CALLBACK (notice_cb), &notices);
  silu_message_append (question, SILU_PART_TEXT, SILU_CHANNEL_NONE, "Still there?");
  silu_conversation_add (talk, question, NULL);
  silu_store_save_conversation (store, talk);
  silu_store_save_message (store, talk, question);
  store_fixture_flush (store);
  g_assert_cmpuint (notices, ==, 1);
  g_assert_nonnull (silu_store_get_notice (store));
  g_assert_null (silu_store_get_fault (store));

  stored = store_fixture_load (store, "talk");
  store_fixture_assert_text (stored, "question", SILU_PART_TEXT, "Still there?");
  store_fixture_close (store);
  store_fixture_assert_sound (path);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_data_func ("/salvage/page/message", "message", test_page);
  g_test_add_data_func ("/salvage/page/part", "part", test_page);
  g_test_add_data_func ("/salvage/page/message-id", "sqlite_autoindex_message_1", test_page);
  g_test_add_data_func ("/salvage/page/search", "search_data", test_page);
  g_test_add_func ("/salvage/headers-gone", test_headers_gone);
  g_test_add_func ("/salvage/messages-gone", test_messages_gone);
  g_test_add_func ("/salvage/draft-gone", test_draft_gone);
  g_test_add_func ("/salvage/no-database", test_no_database);
  g_test_add_func ("/salvage/index", test_index);
  g_test_add_func ("/salvage/while-it-runs", test_while_it_runs);

  return g_test_run ();
}
