/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The store as its users see it: what is written is there when it is opened again. */
#include "silu-test.h"
#include "store-fixture.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>

static SiluMessage *
add (SiluConversation *conversation, const char *id, SiluRole role, SiluMessage *parent)
{
  g_autoptr (SiluMessage) message = silu_message_new (id, role);

  silu_message_append (message, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, id);
  silu_conversation_add (conversation, message, parent);

  return silu_conversation_find (conversation, id);
}

static void
save_all (SiluStore *store, SiluConversation *conversation)
{
  g_autoptr (GPtrArray) messages = silu_conversation_list_all (conversation);

  silu_store_save_conversation (store, conversation);
  for (guint i = 0; i < messages->len; i++)
    silu_store_save_message (store, conversation, g_ptr_array_index (messages, i));
}

/* --- messages --- */

static void
fill_answer (SiluMessage *answer)
{
  const SiluTimes times = { 10, 20, 30, 40, 50 };
  const SiluUsage usage = { .prompt = 1, .completion = 2, .reasoning = 3, .cached = 4 };
  g_autoptr (GError) error = silu_error_new (SILU_ERROR_STORE, "A sentence.", "its detail", -1);

  silu_message_append (answer, SILU_PART_REASONING, SILU_CHANNEL_REASONING, "thought\n");
  silu_message_append (answer, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, " \n“said”\t🎈 ");
  silu_message_set_times (answer, &times);
  silu_message_set_usage (answer, &usage);
  silu_message_set_origin (answer, "model-1", "account-1", SILU_THINK_HIGH);
  silu_message_set_finish (answer, SILU_FINISH_LENGTH);
  silu_message_set_pane (answer, 1);
  silu_message_set_error (answer, error);
  silu_message_set_state (answer, SILU_MESSAGE_FAILED);
}

static void
assert_same_message (SiluMessage *stored, SiluMessage *message)
{
  const GError *error = silu_message_get_error (stored);

  g_assert_cmpint (silu_message_get_role (stored), ==, silu_message_get_role (message));
  g_assert_cmpint (silu_message_get_state (stored), ==, silu_message_get_state (message));
  g_assert_cmpmem (silu_message_get_times (stored), sizeof (SiluTimes),
                   silu_message_get_times (message), sizeof (SiluTimes));
  g_assert_cmpmem (silu_message_get_usage (stored), sizeof (SiluUsage),
                   silu_message_get_usage (message), sizeof (SiluUsage));
  g_assert_cmpstr (silu_message_get_model (stored), ==, silu_message_get_model (message));
  g_assert_cmpstr (silu_message_get_account (stored), ==, silu_message_get_account (message));
  g_assert_cmpint (silu_message_get_think (stored), ==, silu_message_get_think (message));
  g_assert_cmpint (silu_message_get_finish (stored), ==, silu_message_get_finish (message));
  g_assert_cmpint (silu_message_get_pane (stored), ==, silu_message_get_pane (message));
  g_assert_error (error, SILU_ERROR, SILU_ERROR_STORE);
  g_assert_cmpstr (error->message, ==, "A sentence.");
  g_assert_cmpstr (silu_error_get_detail (error), ==, "its detail");

  g_assert_cmpuint (silu_message_get_n_parts (stored), ==, silu_message_get_n_parts (message));
  for (guint i = 0; i < silu_message_get_n_parts (stored); i++)
    {
      const SiluPart *a = silu_message_get_part (stored, i);
      const SiluPart *b = silu_message_get_part (message, i);

      g_assert_cmpint (a->kind, ==, b->kind);
      g_assert_cmpint (a->channel, ==, b->channel);
      g_assert_cmpstr (a->text->str, ==, b->text->str);
    }
}

static void
test_message (void)
{
  g_autofree char *directory = store_fixture_directory ();
  SiluStore *store = store_fixture_open (directory);
  g_autoptr (SiluConversation) talk = silu_conversation_new ("talk");
  g_autoptr (SiluConversation) stored = NULL;
  SiluMessage *question = add (talk, "question", SILU_ROLE_USER, NULL);
  SiluMessage *answer = add (talk, "answer", SILU_ROLE_ASSISTANT, question);

  fill_answer (answer);
  save_all (store, talk);
  store_fixture_close (store);

  store = store_fixture_open (directory);
  stored = store_fixture_load (store, "talk");
  assert_same_message (silu_conversation_find (stored, "answer"), answer);
  g_assert_null (silu_message_get_error (silu_conversation_find (stored, "question")));
  g_assert_cmpint (silu_message_get_pane (silu_conversation_find (stored, "question")), ==, -1);
  store_fixture_close (store);
}

static void
test_tree (void)
{
  g_autofree char *directory = store_fixture_directory ();
  SiluStore *store = store_fixture_open (directory);
  g_autoptr (SiluConversation) talk = silu_conversation_new ("talk");
  g_autoptr (SiluConversation) stored = NULL;
  g_autoptr (GPtrArray) siblings = NULL;
  SiluMessage *question = add (talk, "q", SILU_ROLE_USER, NULL);
  SiluMessage *first = add (talk, "a1", SILU_ROLE_ASSISTANT, question);
  guint position = 99;

  add (talk, "a2", SILU_ROLE_ASSISTANT, question);
  add (talk, "a3", SILU_ROLE_ASSISTANT, question);
  add (talk, "q2", SILU_ROLE_USER, first);
  silu_conversation_select_sibling (talk, first);
  save_all (store, talk);
  store_fixture_close (store);

  store = store_fixture_open (directory);
  stored = store_fixture_load (store, "talk");
  siblings =
      silu_conversation_get_siblings (stored, silu_conversation_find (stored, "a2"), &position);
  g_assert_cmpuint (siblings->len, ==, 3);
  g_assert_cmpuint (position, ==, 1);
  g_assert_cmpstr (silu_message_get_id (g_ptr_array_index (siblings, 0)), ==, "a1");
  g_assert_cmpstr (silu_message_get_id (g_ptr_array_index (siblings, 2)), ==, "a3");
  g_assert_true (silu_conversation_get_leaf (stored) == silu_conversation_find (stored, "q2"));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (stored)), ==, 3);
  store_fixture_close (store);
}

static void
test_journal_folded (void)
{
  SiluStore *store = store_fixture_open (NULL);
  g_autoptr (SiluConversation) talk = silu_conversation_new ("talk");
  g_autoptr (SiluConversation) during = NULL;
  g_autoptr (SiluConversation) after = NULL;
  SiluMessage *answer = add (talk, "one", SILU_ROLE_ASSISTANT, NULL);

  silu_message_set_state (answer, SILU_MESSAGE_STREAMING);
  save_all (store, talk);
  silu_message_append (answer, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, " two");
  silu_store_append (store, answer, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, " two", 0);
  during = store_fixture_load (store, "talk");
  store_fixture_assert_text (during, "one", SILU_PART_TEXT, "one two");

  silu_message_set_state (answer, SILU_MESSAGE_STOPPED);
  silu_store_save_message (store, talk, answer);
  after = store_fixture_load (store, "talk");
  store_fixture_assert_text (after, "one", SILU_PART_TEXT, "one two");
  g_assert_cmpint (silu_message_get_state (silu_conversation_find (after, "one")), ==,
                   SILU_MESSAGE_STOPPED);
  store_fixture_close (store);
}

/* --- conversations and accounts --- */

static void
test_trash (void)
{
  SiluStore *store = store_fixture_open (NULL);
  g_autoptr (SiluConversation) kept = silu_conversation_new ("kept");
  g_autoptr (SiluConversation) thrown = silu_conversation_new ("thrown");
  g_autoptr (SiluConversation) erased = NULL;
  g_autoptr (GPtrArray) others = NULL;
  g_autoptr (GPtrArray) trash = NULL;
  g_autoptr (GPtrArray) empty = NULL;
  SiluConversation *stored;

  silu_conversation_set_title (kept, "Kept", SILU_TITLE_USER);
  silu_conversation_set_created (kept, 5);
  silu_conversation_set_updated (kept, 7);
  silu_conversation_set_pinned (kept, TRUE);
  silu_conversation_set_choice (kept, "account-1", "model-1", SILU_THINK_LOW);
  silu_conversation_set_deleted (thrown, 1234);
  add (thrown, "lost", SILU_ROLE_USER, NULL);
  save_all (store, kept);
  save_all (store, thrown);

  others = store_fixture_list (store, FALSE);
  g_assert_cmpuint (others->len, ==, 1);
  stored = g_ptr_array_index (others, 0);
  g_assert_cmpstr (silu_conversation_get_title (stored), ==, "Kept");
  g_assert_cmpint (silu_conversation_get_created (stored), ==, 5);
  g_assert_cmpint (silu_conversation_get_updated (stored), ==, 7);
  g_assert_true (silu_conversation_get_pinned (stored));
  g_assert_cmpstr (silu_conversation_get_account (stored), ==, "account-1");
  g_assert_cmpstr (silu_conversation_get_model (stored), ==, "model-1");
  g_assert_cmpint (silu_conversation_get_think (stored), ==, SILU_THINK_LOW);
  g_assert_false (silu_conversation_get_loaded (stored));

  trash = store_fixture_list (store, TRUE);
  g_assert_cmpuint (trash->len, ==, 1);
  g_assert_cmpint (silu_conversation_get_deleted (g_ptr_array_index (trash, 0)), ==, 1234);

  silu_store_erase (store, "thrown");
  empty = store_fixture_list (store, TRUE);
  g_assert_cmpuint (empty->len, ==, 0);
  erased = store_fixture_load (store, "thrown");
  g_assert_null (silu_conversation_find (erased, "lost"));
  store_fixture_close (store);
}

/* A header that is saved before its messages were loaded must not lose the branch. */
static void
test_header_keeps_leaf (void)
{
  SiluStore *store = store_fixture_open (NULL);
  g_autoptr (SiluConversation) talk = silu_conversation_new ("talk");
  g_autoptr (SiluConversation) stored = NULL;
  g_autoptr (GPtrArray) headers = NULL;
  SiluMessage *first = add (talk, "first", SILU_ROLE_USER, NULL);

  add (talk, "second", SILU_ROLE_USER, NULL);
  silu_conversation_select_sibling (talk, first);
  save_all (store, talk);

  headers = store_fixture_list (store, FALSE);
  silu_conversation_set_title (g_ptr_array_index (headers, 0), "Renamed", SILU_TITLE_USER);
  silu_store_save_conversation (store, g_ptr_array_index (headers, 0));
  stored = store_fixture_load (store, "talk");
  g_assert_cmpstr (silu_message_get_id (silu_conversation_get_leaf (stored)), ==, "first");
  store_fixture_close (store);
}

static void
test_accounts (void)
{
  g_autofree char *directory = store_fixture_directory ();
  const char *const models[] = { "m-1", "m-2", NULL };
  SiluStore *store = store_fixture_open (directory);
  g_autoptr (SiluAccount) account = silu_account_new ("account-1", "custom");
  g_autoptr (SiluAccount) other = silu_account_new ("account-2", "custom");
  g_autoptr (GPtrArray) accounts = NULL;
  SiluAccount *stored;

  silu_account_set_name (account, "Mine");
  silu_account_set_base_url (account, "http://localhost:1/v1");
  silu_account_set_dialect (account, "ollama");
  silu_account_set_model (account, "m-2");
  silu_account_set_models (account, models);
  silu_account_set_is_default (account, TRUE);
  silu_store_save_account (store, account);
  silu_store_save_account (store, other);
  silu_store_remove_account (store, "account-2");
  store_fixture_close (store);

  store = store_fixture_open (directory);
  accounts = store_fixture_list_accounts (store);
  g_assert_cmpuint (accounts->len, ==, 1);
  stored = g_ptr_array_index (accounts, 0);
  g_assert_cmpstr (silu_account_get_id (stored), ==, "account-1");
  g_assert_cmpstr (silu_account_get_preset (stored), ==, "custom");
  g_assert_cmpstr (silu_account_get_name (stored), ==, "Mine");
  g_assert_cmpstr (silu_account_get_base_url (stored), ==, "http://localhost:1/v1");
  g_assert_cmpstr (silu_account_get_dialect (stored), ==, "ollama");
  g_assert_cmpstr (silu_account_get_model (stored), ==, "m-2");
  g_assert_true (g_strv_equal (silu_account_get_models (stored), models));
  g_assert_true (silu_account_get_is_default (stored));
  store_fixture_close (store);
}

static void
test_order (void)
{
  SiluStore *store = store_fixture_open (NULL);
  g_autoptr (SiluConversation) talk = silu_conversation_new ("talk");
  g_autoptr (SiluConversation) stored = NULL;
  g_autoptr (GString) expected = g_string_new ("answer");
  SiluMessage *answer = add (talk, "answer", SILU_ROLE_ASSISTANT, NULL);

  silu_message_set_state (answer, SILU_MESSAGE_STREAMING);
  save_all (store, talk);
  for (int i = 0; i < 1000; i++)
    {
      g_autofree char *text = g_strdup_printf (" %d", i);

      silu_store_append (store, answer, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, text, 0);
      g_string_append (expected, text);
    }

  stored = store_fixture_load (store, "talk");
  store_fixture_assert_text (stored, "answer", SILU_PART_TEXT, expected->str);
  store_fixture_close (store);
}

/* The clock is put back in the middle of a conversation: its order is that in which it was written.
 */
static void
test_clock (void)
{
  SiluStore *store = store_fixture_open (NULL);
  g_autoptr (SiluConversation) talk = silu_conversation_new ("talk");
  g_autoptr (SiluConversation) stored = NULL;
  SiluMessage *last = NULL;

  for (int i = 0; i < 6; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%d", i);
      SiluTimes times = { .start = 1000000 - i * 1000, .end = 900000 - i * 1000 };

      last = add (talk, id, i % 2 == 0 ? SILU_ROLE_USER : SILU_ROLE_ASSISTANT, last);
      silu_message_set_times (last, &times);
    }
  save_all (store, talk);

  stored = store_fixture_load (store, "talk");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (stored)), ==, 6);
  for (guint i = 0; i < 6; i++)
    {
      g_autoptr (SiluMessage) message = g_list_model_get_item (G_LIST_MODEL (stored), i);
      g_autofree char *id = g_strdup_printf ("m%u", i);

      g_assert_cmpstr (silu_message_get_id (message), ==, id);
    }
  store_fixture_close (store);
}

/* --- the file --- */

static guint
get_mode (const char *path)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);

  return info.st_mode & 0777;
}

static void
test_permissions (void)
{
  g_autofree char *directory = store_fixture_directory ();
  g_autofree char *path = g_build_filename (directory, "silu.db", NULL);
  mode_t mask = umask (0);
  SiluStore *store = store_fixture_open (directory);

  g_assert_cmphex (get_mode (directory), ==, 0700);
  g_assert_cmphex (get_mode (path), ==, 0600);
  store_fixture_close (store);
  umask (mask);
}

/* Opening must fail with a sentence, and leave the file as it is. */
static void
assert_refused (const char *directory, const char *sentence)
{
  g_autofree char *path = g_build_filename (directory, "silu.db", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize before_length = 0;
  gsize after_length = 0;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (path, &before, &before_length, NULL));
  error = store_fixture_fail_to_open (directory);
  g_assert_error (error, SILU_ERROR, SILU_ERROR_STORE);
  g_assert_nonnull (strstr (error->message, sentence));
  g_assert_true (g_file_get_contents (path, &after, &after_length, NULL));
  g_assert_cmpmem (before, before_length, after, after_length);
}

static void
test_newer (void)
{
  g_autofree char *directory = store_fixture_directory ();
  g_autofree char *path = g_build_filename (directory, "silu.db", NULL);
  sqlite3 *db = NULL;

  g_assert_cmpint (g_mkdir_with_parents (directory, 0700), ==, 0);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db,
                                 "CREATE TABLE future (x); INSERT INTO future VALUES (1);"
                                 "PRAGMA user_version = 99",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  sqlite3_close (db);

  assert_refused (directory, "newer Silu");
}

static void
test_memory (void)
{
  SiluStore *store = store_fixture_open (NULL);
  g_autoptr (SiluConversation) talk = silu_conversation_new ("talk");
  g_autoptr (GPtrArray) headers = NULL;
  g_autoptr (GDir) dir = NULL;

  silu_store_save_conversation (store, talk);
  store_fixture_flush (store);
  headers = store_fixture_list (store, FALSE);
  g_assert_cmpuint (headers->len, ==, 1);
  store_fixture_close (store);

  /* Nothing of it is on disk. */
  dir = g_dir_open (g_get_user_data_dir (), 0, NULL);
  g_assert_true (dir == NULL || g_dir_read_name (dir) == NULL);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/store/message", test_message);
  g_test_add_func ("/store/tree", test_tree);
  g_test_add_func ("/store/journal-folded", test_journal_folded);
  g_test_add_func ("/store/trash", test_trash);
  g_test_add_func ("/store/header-keeps-leaf", test_header_keeps_leaf);
  g_test_add_func ("/store/accounts", test_accounts);
  g_test_add_func ("/store/order", test_order);
  g_test_add_func ("/store/clock", test_clock);
  g_test_add_func ("/store/permissions", test_permissions);
  g_test_add_func ("/store/newer", test_newer);
  g_test_add_func ("/store/memory", test_memory);

  return g_test_run ();
}
