/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The index says what the messages say, whatever happens to them. */
#include "silu-index.h"
#include "silu-rows.h"
#include "silu-schema.h"

static sqlite3 *
open_memory (void)
{
  sqlite3 *db = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (sqlite3_open (":memory:", &db), ==, SQLITE_OK);
  g_assert_true (silu_sql_exec (db, "PRAGMA foreign_keys = ON", &error));
  g_assert_true (silu_schema_migrate (db, &error));

  return db;
}

static void
save_title (sqlite3 *db, const char *title)
{
  g_autoptr (SiluConversation) talk = silu_conversation_new ("talk");
  g_autoptr (SiluConversationRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  silu_conversation_set_title (talk, title, SILU_TITLE_USER);
  record = silu_conversation_record_new (talk);
  silu_rows_save_conversation (db, record, &error);
  g_assert_no_error (error);
}

static void
save (sqlite3 *db,
      const char *id,
      SiluRole role,
      SiluMessageState state,
      const char *thought,
      const char *text)
{
  g_autoptr (SiluMessage) message = silu_message_new (id, role);
  g_autoptr (SiluMessageRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  silu_message_append (message, SILU_PART_REASONING, SILU_CHANNEL_REASONING_CONTENT, thought);
  silu_message_append (message, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, text);
  silu_message_set_state (message, state);
  record = silu_message_record_new (message, "talk");
  silu_rows_save_message (db, record, &error);
  g_assert_no_error (error);
}

/* How many rows match, and that the index agrees with the tables. */
static void
assert_found (sqlite3 *db, const char *query, gint64 expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SiluStatement) row = silu_sql_prepare (
      db, &error, "SELECT count (*) FROM search WHERE search MATCH ?1", "s", query);

  g_assert_no_error (error);
  g_assert_true (silu_sql_step (row, &error));
  g_assert_cmpint (silu_sql_get_int (row, 0), ==, expected);
  g_assert_true (silu_index_check (db, &error));
  g_assert_no_error (error);
}

static void
test_columns (void)
{
  sqlite3 *db = open_memory ();

  save_title (db, "Ladders");
  save (db, "question", SILU_ROLE_USER, SILU_MESSAGE_COMPLETE, "", "How high? ```\nask_code\n```");
  save (db, "answer", SILU_ROLE_ASSISTANT, SILU_MESSAGE_COMPLETE, "想一想 hidden",
        "Very.\n\n> ```c\n> int height_m;\n> ```\nDone.\n~~~\n```\nopen_end");

  assert_found (db, "title : ladders", 1);
  assert_found (db, "question : high", 1);
  assert_found (db, "answer : high", 0);
  assert_found (db, "answer : done", 1);
  assert_found (db, "thoughts : \"一想\"", 1);
  assert_found (db, "code : height_m", 1);
  assert_found (db, "code : height", 1);
  assert_found (db, "answer : height_m", 0);
  assert_found (db, "code : open_end", 1);
  assert_found (db, "code : very", 0);

  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static void
test_changes (void)
{
  sqlite3 *db = open_memory ();
  g_autoptr (GError) error = NULL;

  save_title (db, "one");
  save_title (db, "two");
  save_title (db, "two");
  assert_found (db, "one", 0);
  assert_found (db, "two", 1);

  save (db, "answer", SILU_ROLE_ASSISTANT, SILU_MESSAGE_STREAMING, "", "");
  g_assert_true (silu_rows_append_chunk (db, "answer", SILU_PART_TEXT, SILU_CHANNEL_CONTENT,
                                         "streamed", 0, &error));
  assert_found (db, "streamed", 0);
  save (db, "answer", SILU_ROLE_ASSISTANT, SILU_MESSAGE_STOPPED, "", "streamed");
  assert_found (db, "streamed", 1);

  /* Resumed, and only its row is written meanwhile. */
  save (db, "answer", SILU_ROLE_ASSISTANT, SILU_MESSAGE_STREAMING, "", "streamed");
  assert_found (db, "streamed", 1);
  save (db, "answer", SILU_ROLE_ASSISTANT, SILU_MESSAGE_COMPLETE, "", "streamed more");
  assert_found (db, "streamed", 1);
  assert_found (db, "more", 1);
  save (db, "answer", SILU_ROLE_ASSISTANT, SILU_MESSAGE_COMPLETE, "", "streamed more");
  assert_found (db, "more", 1);

  g_assert_true (silu_rows_erase_conversation (db, "talk", &error));
  assert_found (db, "streamed", 0);
  assert_found (db, "two", 0);

  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

/* --- messages that are indexed later --- */

static void
add_marked (sqlite3 *db, const char *id, const char *text)
{
  g_autoptr (SiluMessage) message = silu_message_new (id, SILU_ROLE_USER);
  g_autoptr (SiluMessageRecord) record = NULL;
  g_autoptr (SiluRowsAdder) adder = NULL;
  g_autoptr (GError) error = NULL;
  gboolean added = FALSE;

  silu_message_append (message, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, text);
  record = silu_message_record_new (message, "talk");
  adder = silu_rows_adder_new (db, &error);
  g_assert_no_error (error);
  g_assert_true (silu_rows_adder_add (adder, record, &added, &error));
  g_assert_true (added);
}

static gint64
count_marks (sqlite3 *db)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SiluStatement) row =
      silu_sql_prepare (db, &error, "SELECT count (*) FROM unindexed", "");

  g_assert_true (silu_sql_step (row, &error));

  return silu_sql_get_int (row, 0);
}

/* One step, which is not the last; or as many as there are: a slow machine ends a step early. */
static void
catch_up (sqlite3 *db, gboolean expect_done)
{
  g_autoptr (GError) error = NULL;
  gboolean done = FALSE;

  do
    {
      silu_index_catch_up (db, &done, &error);
      g_assert_no_error (error);
      g_assert_true (sqlite3_get_autocommit (db));
    }
  while (expect_done && !done);

  g_assert_cmpint (done, ==, expect_done);
}

static void
test_catch_up (void)
{
  sqlite3 *db = open_memory ();

  save_title (db, "one");
  catch_up (db, TRUE);
  for (int i = 0; i < 300; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%d", i);

      add_marked (db, id, "needle");
    }
  save (db, "later", SILU_ROLE_USER, SILU_MESSAGE_COMPLETE, "", "needle");
  assert_found (db, "needle", 1);
  g_assert_cmpint (count_marks (db), ==, 300);

  /* A step at a time, and each leaves nothing that disagrees. */
  catch_up (db, FALSE);
  g_assert_cmpint (count_marks (db), >, 0);
  assert_found (db, "needle", 301 - count_marks (db));
  catch_up (db, TRUE);
  g_assert_cmpint (count_marks (db), ==, 0);
  assert_found (db, "needle", 301);
  catch_up (db, TRUE);
  assert_found (db, "needle", 301);

  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static void
test_marked_changes (void)
{
  sqlite3 *db = open_memory ();
  g_autoptr (GError) error = NULL;

  save_title (db, "one");
  add_marked (db, "changed", "before");
  add_marked (db, "removed", "removed");
  add_marked (db, "left", "left");

  save (db, "changed", SILU_ROLE_USER, SILU_MESSAGE_COMPLETE, "", "after");
  assert_found (db, "before", 0);
  assert_found (db, "after", 1);
  g_assert_cmpint (count_marks (db), ==, 2);

  g_assert_true (silu_index_remove_message (db, "removed", &error));
  g_assert_cmpint (count_marks (db), ==, 1);
  g_assert_true (silu_index_add_message (db, "removed", &error));
  assert_found (db, "removed", 1);

  g_assert_true (silu_index_add_message (db, "left", &error));
  g_assert_cmpint (count_marks (db), ==, 0);
  assert_found (db, "left", 1);

  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static void
test_marked_erased (void)
{
  sqlite3 *db = open_memory ();
  g_autoptr (GError) error = NULL;

  save_title (db, "one");
  save (db, "indexed", SILU_ROLE_USER, SILU_MESSAGE_COMPLETE, "", "needle");
  add_marked (db, "marked", "needle");
  g_assert_true (silu_rows_erase_conversation (db, "talk", &error));
  g_assert_cmpint (count_marks (db), ==, 0);
  assert_found (db, "needle", 0);
  catch_up (db, TRUE);
  assert_found (db, "needle", 0);

  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static void
test_marked_rebuild (void)
{
  sqlite3 *db = open_memory ();
  g_autoptr (GError) error = NULL;

  save_title (db, "one");
  add_marked (db, "marked", "needle");
  /* A mark does not hide what is wrong elsewhere. */
  save (db, "answer", SILU_ROLE_ASSISTANT, SILU_MESSAGE_COMPLETE, "", "before");
  g_assert_true (
      silu_sql_exec (db, "UPDATE part SET text = 'after' WHERE message = 'answer'", &error));
  g_assert_false (silu_index_check (db, &error));

  g_assert_true (silu_index_rebuild (db, &error));
  g_assert_cmpint (count_marks (db), ==, 0);
  assert_found (db, "needle", 1);
  assert_found (db, "after", 1);

  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

/* What somebody else has written into the tables is noticed, and mended. */
static void
test_rebuild (void)
{
  sqlite3 *db = open_memory ();
  g_autoptr (GError) error = NULL;

  save_title (db, "one");
  save (db, "answer", SILU_ROLE_ASSISTANT, SILU_MESSAGE_COMPLETE, "", "before");
  g_assert_true (silu_sql_exec (db, "UPDATE part SET text = 'after'", &error));
  g_assert_true (silu_sql_exec (db, "DELETE FROM title", &error));
  g_assert_false (silu_index_check (db, &error));
  g_assert_no_error (error);

  g_assert_true (silu_index_rebuild (db, &error));
  assert_found (db, "before", 0);
  assert_found (db, "after", 1);
  assert_found (db, "title : one", 1);

  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

/* Whether the word stands in the bytes of the index. */
static gboolean
is_in_bytes (sqlite3 *db, const char *word)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SiluStatement) row = silu_sql_prepare (
      db, &error, "SELECT 1 FROM search_data WHERE instr (block, CAST (?1 AS BLOB)) > 0", "s",
      word);

  g_assert_no_error (error);

  return silu_sql_step (row, &error);
}

static void
test_scrub (void)
{
  sqlite3 *db = open_memory ();
  g_autoptr (GError) error = NULL;
  gboolean done = FALSE;

  save_title (db, "one");
  save (db, "kept", SILU_ROLE_USER, SILU_MESSAGE_COMPLETE, "", "kept");
  save (db, "secret", SILU_ROLE_USER, SILU_MESSAGE_COMPLETE, "", "xylophone");
  g_assert_true (is_in_bytes (db, "xylophone"));

  g_assert_true (silu_rows_erase_conversation (db, "talk", &error));
  g_assert_true (is_in_bytes (db, "xylophone"));
  for (int i = 0; i < 100 && !done; i++)
    g_assert_true (silu_index_scrub (db, &done, &error));
  g_assert_true (done);
  g_assert_false (is_in_bytes (db, "xylophone"));

  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/index/columns", test_columns);
  g_test_add_func ("/index/changes", test_changes);
  g_test_add_func ("/index/catch-up", test_catch_up);
  g_test_add_func ("/index/marked-changes", test_marked_changes);
  g_test_add_func ("/index/marked-erased", test_marked_erased);
  g_test_add_func ("/index/marked-rebuild", test_marked_rebuild);
  g_test_add_func ("/index/rebuild", test_rebuild);
  g_test_add_func ("/index/scrub", test_scrub);

  return g_test_run ();
}
