/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A store for tests, awaited. */
#include "store-fixture.h"

#include "old-schemas.h"
#include "silu-check.h"
#include "silu-index.h"
#include "silu-rows.h"
#include "silu-test.h"

char *
store_fixture_directory (void)
{
  return g_build_filename (silu_test_get_folder (), "silu", NULL);
}

SiluStore *
store_fixture_open (const char *directory)
{
  SiluStore *store = silu_store_new (directory);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  silu_store_open_async (store, silu_test_store_result_cb, &result);
  silu_store_open_finish (store, silu_test_wait_result (&result), &error);
  g_assert_no_error (error);

  return store;
}

GError *
store_fixture_fail_to_open (const char *directory)
{
  SiluStore *store = silu_store_new (directory);
  GAsyncResult *result = NULL;
  GError *error = NULL;

  silu_store_open_async (store, silu_test_store_result_cb, &result);
  silu_store_open_finish (store, silu_test_wait_result (&result), &error);
  g_clear_object (&result);
  store_fixture_close (store);

  return error;
}

void
store_fixture_close (SiluStore *store)
{
  g_assert_finalize_object (store);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
store_fixture_flush (SiluStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  silu_store_flush_async (store, silu_test_store_result_cb, &result);
  silu_store_flush_finish (store, silu_test_wait_result (&result), &error);
  g_assert_no_error (error);
}

GPtrArray *
store_fixture_list (SiluStore *store, gboolean trash)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *conversations;

  silu_store_list_async (store, trash, silu_test_store_result_cb, &result);
  conversations = silu_store_list_finish (store, silu_test_wait_result (&result), &error);
  g_assert_no_error (error);

  return conversations;
}

GPtrArray *
store_fixture_list_accounts (SiluStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *accounts;

  silu_store_list_accounts_async (store, silu_test_store_result_cb, &result);
  accounts = silu_store_list_accounts_finish (store, silu_test_wait_result (&result), &error);
  g_assert_no_error (error);

  return accounts;
}

SiluConversation *
store_fixture_load (SiluStore *store, const char *id)
{
  SiluConversation *conversation = silu_conversation_new (id);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  silu_conversation_set_loaded (conversation, FALSE);
  silu_store_load_async (store, conversation, NULL, silu_test_store_result_cb, &result);
  silu_store_load_finish (store, silu_test_wait_result (&result), &error);
  g_assert_no_error (error);
  g_assert_true (silu_conversation_get_loaded (conversation));

  return conversation;
}

void
store_fixture_assert_text (SiluConversation *conversation,
                           const char *message,
                           SiluPartKind kind,
                           const char *text)
{
  SiluMessage *found = silu_conversation_find (conversation, message);
  g_autofree char *stored = NULL;

  g_assert_nonnull (found);
  stored = silu_message_dup_text (found, kind);
  g_assert_cmpstr (stored, ==, text);
}

static SiluMessageRecord *
make_message (const char *conversation, guint number, const char *parent)
{
  SiluMessageRecord *record = g_new0 (SiluMessageRecord, 1);
  g_autoptr (GString) text = g_string_new (NULL);

  record->id = g_strdup_printf ("%s-%u", conversation, number);
  record->conversation = g_strdup (conversation);
  record->parent = g_strdup (parent);
  record->role = number % 2 == 0 ? SILU_ROLE_USER : SILU_ROLE_ASSISTANT;
  record->times.start = 1000 + number;
  record->pane = -1;
  record->parts = silu_parts_new ();
  g_string_append_printf (text, "word%u 思路 ", number);
  for (guint i = 0; i < 40; i++)
    g_string_append_printf (text, "%u filler ", number * i);
  silu_parts_append (record->parts, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, text->str, text->len);

  return record;
}

SiluBundle *
store_fixture_make_bundle (const char *id, guint n_messages)
{
  SiluBundle *bundle = silu_bundle_new ();

  bundle->conversation->id = g_strdup (id);
  bundle->conversation->title = g_strconcat ("Title of ", id, NULL);
  for (guint i = 0; i < n_messages; i++)
    {
      g_autofree char *parent = i > 0 ? g_strdup_printf ("%s-%u", id, i - 1) : NULL;

      g_ptr_array_add (bundle->messages, make_message (id, i, parent));
    }

  return bundle;
}

static void
add_bundle (SiluStore *store, SiluBundle *bundle)
{
  GPtrArray *bundles = g_ptr_array_new_with_free_func ((GDestroyNotify) silu_bundle_free);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GArray) results = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (bundles, bundle);
  silu_store_add_bundles_async (store, bundles, NULL, silu_test_store_result_cb, &result);
  results = silu_store_add_bundles_finish (store, silu_test_wait_result (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (results->len, ==, 1);
}

void
store_fixture_fill (SiluStore *store, const char *prefix, guint n_conversations, guint n_messages)
{
  for (guint i = 0; i < n_conversations; i++)
    {
      g_autofree char *id = g_strdup_printf ("%s%u", prefix, i);

      add_bundle (store, store_fixture_make_bundle (id, n_messages));
    }
}

gint64
store_fixture_read_int (const char *path, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SiluStatement) row = NULL;
  sqlite3 *db = NULL;
  gint64 value;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_true (silu_index_register (db, NULL));
  row = silu_sql_prepare (db, &error, sql, "");
  g_assert_no_error (error);
  g_assert_true (silu_sql_step (row, &error));
  value = silu_sql_get_int (row, 0);
  g_clear_pointer (&row, silu_sql_finalize);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);

  return value;
}

static gboolean
is_indexed (gpointer path)
{
  return store_fixture_read_int (path, "SELECT count (*) FROM unindexed") == 0;
}

void
store_fixture_index (SiluStore *store, const char *path)
{
  silu_store_index_added (store);
  silu_test_run_until (is_indexed, (gpointer) path);
}

void
store_fixture_run_sql (const char *path, const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

guint
store_fixture_count_problems (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = silu_check_file (path, &error);

  g_assert_no_error (error);

  return problems->len;
}

void
store_fixture_assert_sound (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = silu_check_file (path, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s: %s", path, (const char *) g_ptr_array_index (problems, i));
  g_assert_cmpuint (problems->len, ==, 0);
}

void
store_fixture_take_back (const char *path, int version)
{
  static const char to_2[] =
      "DROP TABLE search; DROP VIEW search_source; DROP VIEW search_title;"
      "DROP VIEW search_message; DROP TABLE unindexed; DROP TABLE title;"
      "DROP TABLE draft_attachment; DROP TABLE draft;"
      "DROP TABLE folder; DROP TABLE chore; DROP TABLE note;"
      "ALTER TABLE message DROP COLUMN rating;"
      "ALTER TABLE part DROP COLUMN pace; ALTER TABLE chunk DROP COLUMN time;"
      "DROP INDEX conversation_folder;"
      "ALTER TABLE conversation DROP COLUMN title_kind;"
      "ALTER TABLE conversation DROP COLUMN archived;"
      "ALTER TABLE conversation DROP COLUMN unread;"
      "ALTER TABLE conversation DROP COLUMN folder;"
      "ALTER TABLE conversation DROP COLUMN tags;"
      "ALTER TABLE conversation DROP COLUMN source;"
      "PRAGMA user_version = 2;";
  static const char to_1[] = "ALTER TABLE conversation DROP COLUMN sampling;"
                             "ALTER TABLE message DROP COLUMN load;"
                             "ALTER TABLE message DROP COLUMN cost;"
                             "ALTER TABLE account DROP COLUMN contexts;"
                             "ALTER TABLE account DROP COLUMN sampling;"
                             "ALTER TABLE account DROP COLUMN proxy;"
                             "ALTER TABLE account DROP COLUMN headers;"
                             "ALTER TABLE account DROP COLUMN ca_file;"
                             "ALTER TABLE account DROP COLUMN socket;"
                             "ALTER TABLE account DROP COLUMN allow_plain_key;"
                             "PRAGMA user_version = 1;";
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_true (silu_index_register (db, NULL));
  g_assert_cmpint (sqlite3_exec (db, old_search_3, NULL, NULL, NULL), ==, SQLITE_OK);
  if (version < 3)
    g_assert_cmpint (sqlite3_exec (db, to_2, NULL, NULL, NULL), ==, SQLITE_OK);
  if (version < 2)
    g_assert_cmpint (sqlite3_exec (db, to_1, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}
