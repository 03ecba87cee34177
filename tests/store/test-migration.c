/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that an older Silu wrote: all of it is there after the update, or nothing was changed. */
#include "old-schemas.h"
#include "silu-index.h"
#include "silu-schema.h"
#include "silu-test.h"
#include "store-fixture.h"

#include <string.h>

/* A conversation with a question and its answer, and one answer that was streaming when Silu died;
 * one in the trash; two accounts. */
static const char rows_1[] =
    "INSERT INTO conversation VALUES ('talk', '标题', 1000, 2000, 0, 1, 'answer', 'home', 'r1', 4);"
    "INSERT INTO conversation VALUES ('gone', 'Trash', 10, 20, 30, 0, NULL, NULL, NULL, 0);"
    "INSERT INTO message VALUES (1, 'question', 'talk', NULL, 1, 0, NULL, NULL, NULL, 0, 0, -1,"
    "  1000, 0, 0, 0, 1000, -1, -1, -1, -1, NULL, NULL, NULL);"
    "INSERT INTO message VALUES (2, 'answer', 'talk', 'question', 2, 4, NULL, 'r1', 'home', 4, 2, "
    "1,"
    "  1100, 1200, 1300, 1400, 1500, 10, 20, 5, 3, 'interrupted', 'It was cut.', 'words');"
    "INSERT INTO message VALUES (3, 'died', 'talk', 'question', 2, 1, 'no such process', 'r1', "
    "  'home', 4, 0, -1, 1600, 0, 0, 0, 0, -1, -1, -1, -1, NULL, NULL, NULL);"
    "INSERT INTO part VALUES ('question', 0, 1, 0, 'Why?');"
    "INSERT INTO part VALUES ('answer', 0, 0, 2, 'Hm, 想一想');"
    "INSERT INTO part VALUES ('answer', 1, 1, 1, 'Because');"
    "INSERT INTO chunk VALUES (7, 'died', 1, 1, 'Half ');"
    "INSERT INTO chunk VALUES (8, 'died', 1, 1, 'a word');"
    "INSERT INTO account VALUES (1, 'home', 'ollama', 'Home', 'http://127.0.0.1:11434', 'ollama',"
    "  'r1', 'r1' || char (10) || 'qwen3', 0);"
    "INSERT INTO account VALUES (2, 'far', 'deepseek', 'Far', 'https://api.deepseek.com', 'openai',"
    "  '', '', 1);";

/* Of an attachment version 3 searched the JSON. */
static const char rows_3[] =
    "INSERT INTO part (message, position, kind, channel, text) VALUES ('question', 9, 2, 0,"
    "  '{\"name\":\"a.csv\",\"type\":\"\",\"text\":\"sum\\nrent\"}');"
    "INSERT INTO search (search) VALUES ('rebuild');";

static sqlite3 *
open_file (const char *path)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_true (silu_index_register (db, NULL));

  return db;
}

static void
run (sqlite3 *db, const char *sql)
{
  g_autoptr (GError) error = NULL;

  silu_sql_exec (db, sql, &error);
  g_assert_no_error (error);
}

static char *
read_text (sqlite3 *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SiluStatement) row = silu_sql_prepare (db, &error, sql, "");

  g_assert_no_error (error);
  g_assert_true (silu_sql_step (row, &error));

  return silu_sql_dup_text (row, 0);
}

static void
check_value (sqlite3 *db, const char *sql, const char *expected)
{
  g_autofree char *text = read_text (db, sql);

  g_assert_cmpstr (text, ==, expected);
}

/* Returns the folder that the store is to open; @more: what else is done to the file. */
static char *
write_old (int version)
{
  char *directory = store_fixture_directory ();
  g_autofree char *path = g_build_filename (directory, "silu.db", NULL);
  sqlite3 *db;

  g_assert_cmpint (g_mkdir_with_parents (directory, 0700), ==, 0);
  db = open_file (path);
  run (db, old_schema_1);
  run (db, "PRAGMA user_version = 1");
  run (db, rows_1);
  if (version > 1)
    run (db, old_schema_2);
  if (version > 2)
    {
      run (db, old_schema_3);
      run (db, rows_3);
    }
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);

  return directory;
}

static void
check_answer (SiluConversation *talk)
{
  SiluMessage *answer = silu_conversation_find (talk, "answer");
  const SiluTimes *times = silu_message_get_times (answer);
  const SiluUsage *usage = silu_message_get_usage (answer);
  const GError *error = silu_message_get_error (answer);

  g_assert_cmpstr (silu_message_get_id (silu_message_get_parent (answer)), ==, "question");
  g_assert_cmpint (silu_message_get_state (answer), ==, SILU_MESSAGE_FAILED);
  g_assert_cmpint (silu_message_get_finish (answer), ==, SILU_FINISH_LENGTH);
  g_assert_cmpint (silu_message_get_pane (answer), ==, 1);
  g_assert_cmpstr (silu_message_get_model (answer), ==, "r1");
  g_assert_cmpstr (silu_message_get_account (answer), ==, "home");
  g_assert_cmpint (silu_message_get_think (answer), ==, SILU_THINK_HIGH);
  g_assert_cmpint (times->start, ==, 1100);
  g_assert_cmpint (times->first_byte, ==, 1200);
  g_assert_cmpint (times->first_reasoning, ==, 1300);
  g_assert_cmpint (times->first_text, ==, 1400);
  g_assert_cmpint (times->end, ==, 1500);
  g_assert_cmpint (usage->prompt, ==, 10);
  g_assert_cmpint (usage->completion, ==, 20);
  g_assert_cmpint (usage->reasoning, ==, 5);
  g_assert_cmpint (usage->cached, ==, 3);
  g_assert_error (error, SILU_ERROR, SILU_ERROR_INTERRUPTED);
  g_assert_cmpstr (error->message, ==, "It was cut.");
  g_assert_cmpstr (silu_error_get_detail (error), ==, "words");
  g_assert_cmpint (silu_message_get_part (answer, 0)->channel, ==, SILU_CHANNEL_REASONING_CONTENT);

  /* What version 1 did not know. */
  g_assert_cmpint (usage->load, ==, -1);
  g_assert_cmpfloat (usage->cost, ==, -1);
}

static void
check_conversations (SiluStore *store)
{
  g_autoptr (GPtrArray) listed = store_fixture_list (store, FALSE);
  g_autoptr (GPtrArray) trash = store_fixture_list (store, TRUE);
  g_autoptr (SiluConversation) talk = store_fixture_load (store, "talk");
  SiluConversation *header;
  SiluMessage *died;

  g_assert_cmpuint (trash->len, ==, 1);
  g_assert_cmpstr (silu_conversation_get_title (g_ptr_array_index (trash, 0)), ==, "Trash");
  g_assert_cmpuint (listed->len, ==, 1);
  header = g_ptr_array_index (listed, 0);
  g_assert_cmpstr (silu_conversation_get_title (header), ==, "标题");
  g_assert_true (silu_conversation_get_pinned (header));
  g_assert_true (silu_sampling_is_empty (silu_conversation_get_sampling (header)));

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (talk)), ==, 2);
  store_fixture_assert_text (talk, "question", SILU_PART_TEXT, "Why?");
  store_fixture_assert_text (talk, "answer", SILU_PART_REASONING, "Hm, 想一想");
  store_fixture_assert_text (talk, "answer", SILU_PART_TEXT, "Because");
  check_answer (talk);

  /* Its journal is of version 1 too. */
  store_fixture_assert_text (talk, "died", SILU_PART_TEXT, "Half a word");
  died = silu_conversation_find (talk, "died");
  g_assert_cmpint (silu_message_get_state (died), ==, SILU_MESSAGE_INTERRUPTED);
}

static void
check_accounts (SiluStore *store)
{
  g_autoptr (GPtrArray) accounts = store_fixture_list_accounts (store);
  g_autoptr (SiluConnection) plain = silu_connection_new ();
  SiluAccount *home;

  g_assert_cmpuint (accounts->len, ==, 2);
  home = g_ptr_array_index (accounts, 0);
  g_assert_cmpstr (silu_account_get_id (home), ==, "home");
  g_assert_cmpstr (silu_account_get_preset (home), ==, "ollama");
  g_assert_cmpstr (silu_account_get_name (home), ==, "Home");
  g_assert_cmpstr (silu_account_get_base_url (home), ==, "http://127.0.0.1:11434");
  g_assert_cmpstr (silu_account_get_dialect (home), ==, "ollama");
  g_assert_cmpstr (silu_account_get_model (home), ==, "r1");
  g_assert_cmpstr (silu_account_get_models (home)[1], ==, "qwen3");
  g_assert_false (silu_account_get_is_default (home));
  g_assert_true (silu_account_get_is_default (g_ptr_array_index (accounts, 1)));

  /* What version 1 did not know. */
  for (guint i = 0; i < accounts->len; i++)
    {
      SiluAccount *account = g_ptr_array_index (accounts, i);

      g_assert_cmpstr (silu_account_get_contexts (account), ==, "");
      g_assert_true (silu_sampling_is_empty (silu_account_get_sampling (account)));
      g_assert_true (silu_connection_equal (silu_account_get_connection (account), plain));
      g_assert_false (silu_account_get_connection (account)->allow_plain_key);
    }
}

/* Once when it is updated, and once more when it is not new any more. */
static void
test_from (gconstpointer data)
{
  int old_version = GPOINTER_TO_INT (data);
  g_autofree char *directory = write_old (old_version);
  g_autofree char *copy = g_build_filename (directory, "backups", "silu-before-4.db", NULL);
  g_autofree char *path = g_build_filename (directory, "silu.db", NULL);
  g_autofree char *version = g_strdup_printf ("%d", SILU_SCHEMA_VERSION);
  sqlite3 *db;

  for (int i = 0; i < 2; i++)
    {
      SiluStore *store = store_fixture_open (directory);

      check_conversations (store);
      check_accounts (store);
      store_fixture_close (store);
    }

  db = open_file (path);
  check_value (db, "PRAGMA user_version", version);
  check_value (db, "SELECT count (*) FROM chunk", "0");
  check_value (db, "SELECT count (*) FROM search WHERE search MATCH 'half AND word'", "1");
  check_value (db, "SELECT count (*) FROM search WHERE search MATCH '\"想一\"'", "1");
  if (old_version == 3)
    check_value (db, "SELECT count (*) FROM search WHERE search MATCH 'attachments : rent'", "1");
  check_value (db, "SELECT count (*) FROM search WHERE search MATCH 'title : \"标题\"'", "1");
  check_value (db, "PRAGMA integrity_check", "ok");
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
  store_fixture_assert_sound (path);

  /* As it was before. */
  store_fixture_assert_sound (copy);
  g_assert_cmpint (store_fixture_read_int (copy, "PRAGMA user_version"), ==, old_version);
  g_assert_cmpint (store_fixture_read_int (copy, "SELECT count (*) FROM chunk"), ==, 2);
}

static const SiluUsage usage_2 = { 1, 2, 3, 4, 2500, 0.000125 };
static const SiluConnection connection_2 = {
  .proxy = (char *) "direct",
  .headers = (char *) "X-Team: a",
  .ca_file = (char *) "/ca.pem",
  .socket = (char *) "/run/s",
  .allow_plain_key = TRUE,
};

static void
write_new_columns (SiluStore *store, const SiluSampling *sampling)
{
  g_autoptr (SiluConversation) talk = store_fixture_load (store, "talk");
  g_autoptr (GPtrArray) accounts = store_fixture_list_accounts (store);
  SiluAccount *home = g_ptr_array_index (accounts, 0);

  silu_message_set_usage (silu_conversation_find (talk, "answer"), &usage_2);
  silu_store_save_message (store, talk, silu_conversation_find (talk, "answer"));
  silu_account_set_connection (home, &connection_2);
  silu_account_set_sampling (home, sampling);
  silu_account_set_contexts (home, "r1\t4096\n");
  silu_store_save_account (store, home);
  store_fixture_flush (store);
}

/* It can be written to as if it had always been so. */
static void
test_new_columns (void)
{
  g_autofree char *directory = write_old (1);
  SiluStore *store = store_fixture_open (directory);
  g_autoptr (SiluConversation) talk = NULL;
  g_autoptr (GPtrArray) accounts = NULL;
  SiluSampling sampling = { 0 };
  const SiluUsage *usage;
  SiluAccount *home;

  silu_sampling_set (&sampling, SILU_PARAM_TEMPERATURE, 0.5);
  write_new_columns (store, &sampling);
  store_fixture_close (store);

  store = store_fixture_open (directory);
  talk = store_fixture_load (store, "talk");
  accounts = store_fixture_list_accounts (store);
  home = g_ptr_array_index (accounts, 0);
  usage = silu_message_get_usage (silu_conversation_find (talk, "answer"));
  g_assert_cmpint (usage->load, ==, 2500);
  g_assert_cmpfloat_with_epsilon (usage->cost, 0.000125, 1e-12);
  g_assert_true (silu_connection_equal (silu_account_get_connection (home), &connection_2));
  g_assert_true (silu_sampling_equal (silu_account_get_sampling (home), &sampling));
  g_assert_cmpint (silu_account_get_model_context (home, "r1"), ==, 4096);
  store_fixture_close (store);
}

/* A file that was updated and one that is new do not differ. */
static void
test_same_columns (void)
{
  static const char columns[] =
      "SELECT group_concat (t.name || '.' || c.name || ' ' || c.type || ' ' || c.\"notnull\" ||"
      "  ' ' || coalesce (c.dflt_value, '-') || ' ' || c.pk, char (10))"
      "  FROM sqlite_schema t, pragma_table_info (t.name) c WHERE t.type = 'table'";
  static const char indices[] =
      "SELECT group_concat (name, ' ') FROM sqlite_schema WHERE type = 'index'";
  sqlite3 *fresh = open_file (":memory:");
  sqlite3 *old = open_file (":memory:");
  g_autofree char *fresh_columns = NULL;
  g_autofree char *fresh_indices = NULL;
  g_autoptr (GError) error = NULL;

  silu_schema_migrate (fresh, &error);
  g_assert_no_error (error);
  run (old, old_schema_1);
  run (old, "PRAGMA user_version = 1");
  silu_schema_migrate (old, &error);
  g_assert_no_error (error);

  fresh_columns = read_text (fresh, columns);
  fresh_indices = read_text (fresh, indices);
  g_assert_nonnull (strstr (fresh_columns, "account.allow_plain_key"));
  check_value (old, columns, fresh_columns);
  check_value (old, indices, fresh_indices);
  g_assert_cmpint (sqlite3_close (fresh), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (old), ==, SQLITE_OK);
}

/* It fails in the middle: the file stays one of version 1, with all that is in it. */
static void
test_fails (void)
{
  g_autofree char *directory = write_old (1);
  g_autofree char *path = g_build_filename (directory, "silu.db", NULL);
  g_autoptr (GError) error = NULL;
  sqlite3 *db = open_file (path);

  run (db, "ALTER TABLE account ADD COLUMN ca_file TEXT NOT NULL DEFAULT 'x'");
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
  error = store_fixture_fail_to_open (directory);
  g_assert_error (error, SILU_ERROR, SILU_ERROR_STORE);
  db = open_file (path);
  check_value (db, "PRAGMA user_version", "1");
  check_value (db, "SELECT count (*) FROM pragma_table_info ('message') WHERE name = 'cost'", "0");
  check_value (db, "SELECT count (*) FROM message", "3");
  check_value (db, "SELECT count (*) FROM chunk", "2");
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

/* No room for a copy: the file is not touched. */
static void
test_no_copy (void)
{
  g_autofree char *directory = write_old (1);
  g_autofree char *path = g_build_filename (directory, "silu.db", NULL);
  g_autofree char *part =
      g_build_filename (directory, "backups", "silu-before-4.db.part", "x", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize before_length = 0;
  gsize after_length = 0;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (part, 0700), ==, 0);
  g_assert_true (g_file_get_contents (path, &before, &before_length, NULL));
  error = store_fixture_fail_to_open (directory);
  g_assert_error (error, SILU_ERROR, SILU_ERROR_STORE);
  g_assert_nonnull (strstr (error->message, "no room"));
  g_assert_true (g_file_get_contents (path, &after, &after_length, NULL));
  g_assert_cmpmem (before, before_length, after, after_length);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_data_func ("/migration/from-1", GINT_TO_POINTER (1), test_from);
  g_test_add_data_func ("/migration/from-2", GINT_TO_POINTER (2), test_from);
  g_test_add_data_func ("/migration/from-3", GINT_TO_POINTER (3), test_from);
  g_test_add_func ("/migration/no-copy", test_no_copy);
  g_test_add_func ("/migration/new-columns", test_new_columns);
  g_test_add_func ("/migration/same-columns", test_same_columns);
  g_test_add_func ("/migration/fails", test_fails);

  return g_test_run ();
}
