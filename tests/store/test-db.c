/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A full disk: writes wait in order, what was written stays readable, and nothing is lost. A small
 * max_page_count makes SQLite see one. */
#include "silu-store-private.h"
#include "silu-test.h"
#include "store-fixture.h"

#define N_CHUNKS 40

static gpointer
exec_pragma (sqlite3 *db, gpointer args, GError **error)
{
  return silu_sql_exec (db, args, error) ? db : NULL;
}

static void
run_pragma (SiluStore *store, const char *sql)
{
  SiluDb *db = silu_store_get_db (store);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  silu_db_read_async (db, exec_pragma, (char *) sql, NULL, NULL, NULL, silu_test_store_result_cb,
                      &result);
  silu_db_read_finish (db, silu_test_wait_result (&result), &error);
  g_assert_no_error (error);
}

static gboolean
has_fault (gpointer user_data)
{
  return silu_store_get_fault (user_data) != NULL;
}

static void
count_cb (SiluStore *store, gpointer user_data)
{
  (*(guint *) user_data)++;
}

static SiluMessage *
begin_answer (SiluStore *store, SiluConversation *talk)
{
  g_autoptr (SiluMessage) answer = silu_message_new ("answer", SILU_ROLE_ASSISTANT);

  silu_message_append (answer, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, "Begun. ");
  silu_message_set_state (answer, SILU_MESSAGE_STREAMING);
  silu_conversation_add (talk, answer, NULL);
  silu_store_save_conversation (store, talk);
  silu_store_save_message (store, talk, answer);
  store_fixture_flush (store);

  return silu_conversation_find (talk, "answer");
}

static void
assert_flush_tells_fault (SiluStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  silu_store_flush_async (store, silu_test_store_result_cb, &result);
  g_assert_false (silu_store_flush_finish (store, silu_test_wait_result (&result), &error));
  g_assert_error (error, SILU_ERROR, SILU_ERROR_STORE);
}

static void
test_full_disk (void)
{
  g_autofree char *directory = store_fixture_directory ();
  SiluStore *store = store_fixture_open (directory);
  g_autoptr (SiluConversation) talk = silu_conversation_new ("talk");
  g_autoptr (SiluConversation) meanwhile = NULL;
  g_autoptr (SiluConversation) stored = NULL;
  g_autoptr (GString) expected = g_string_new ("Begun. ");
  g_autofree char *early = NULL;
  SiluMessage *answer = begin_answer (store, talk);
  guint signals = 0;

  g_signal_connect (store, "fault", G_CALLBACK (count_cb), &signals);
  run_pragma (store, "PRAGMA max_page_count = 1"); /* that is, what it has */
  for (int i = 0; i < N_CHUNKS; i++)
    {
      g_autofree char *text = g_strdup_printf ("%d%01000d ", i, 0);

      silu_store_append (store, answer, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, text, 0);
      g_string_append (expected, text);
    }

  silu_test_run_until (has_fault, store);
  g_assert_true (g_str_has_prefix (silu_store_get_fault (store)->message, "The disk is full."));
  g_assert_cmpuint (signals, ==, 1);
  assert_flush_tells_fault (store);

  /* A beginning is there, without a gap, and not all. */
  meanwhile = store_fixture_load (store, "talk");
  early = silu_message_dup_text (silu_conversation_find (meanwhile, "answer"), SILU_PART_TEXT);
  g_assert_true (g_str_has_prefix (expected->str, early));
  g_assert_true (g_str_has_prefix (early, "Begun. "));
  g_assert_cmpuint (strlen (early), <, expected->len);

  run_pragma (store, "PRAGMA max_page_count = 100000");
  store_fixture_flush (store);
  g_assert_null (silu_store_get_fault (store));
  g_assert_cmpuint (signals, ==, 2);
  store_fixture_close (store);

  store = store_fixture_open (directory);
  stored = store_fixture_load (store, "talk");
  store_fixture_assert_text (stored, "answer", SILU_PART_TEXT, expected->str);
  store_fixture_close (store);
}

/* A conversation is erased while its answer goes on: what comes after is dropped, and holds up
 * nothing. */
static void
test_erased_while_it_streams (void)
{
  g_autofree char *directory = store_fixture_directory ();
  SiluStore *store = store_fixture_open (directory);
  g_autoptr (SiluConversation) talk = silu_conversation_new ("talk");
  g_autoptr (SiluConversation) other = silu_conversation_new ("other");
  g_autoptr (GPtrArray) left = NULL;
  SiluMessage *answer = begin_answer (store, talk);

  silu_store_erase (store, "talk");
  silu_store_append (store, answer, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, "too late", 0);
  silu_store_save_conversation (store, other);
  store_fixture_flush (store);
  g_assert_null (silu_store_get_fault (store));

  left = store_fixture_list (store, FALSE);
  g_assert_cmpuint (left->len, ==, 1);
  g_assert_cmpstr (silu_conversation_get_id (g_ptr_array_index (left, 0)), ==, "other");
  store_fixture_close (store);
}

/* A message is saved again in the middle of its stream, with more in memory than in the journal. */
static void
test_saved_while_it_streams (void)
{
  g_autofree char *directory = store_fixture_directory ();
  SiluStore *store = store_fixture_open (directory);
  g_autoptr (SiluConversation) talk = silu_conversation_new ("talk");
  g_autoptr (SiluConversation) stored = NULL;
  SiluMessage *answer = begin_answer (store, talk);

  silu_message_append (answer, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, "more");
  silu_store_save_message (store, talk, answer);
  silu_store_append (store, answer, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, "more", 0);
  store_fixture_flush (store);

  stored = store_fixture_load (store, "talk");
  store_fixture_assert_text (stored, "answer", SILU_PART_TEXT, "Begun. more");
  store_fixture_close (store);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/db/full-disk", test_full_disk);
  g_test_add_func ("/db/erased-while-it-streams", test_erased_while_it_streams);
  g_test_add_func ("/db/saved-while-it-streams", test_saved_while_it_streams);

  return g_test_run ();
}
