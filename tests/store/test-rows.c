/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables, without a thread: what the journal does, and what is erased. */
#include "silu-rows.h"
#include "silu-schema.h"
#include "silu-test.h"

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

static gint64
count (sqlite3 *db, const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM %s", table);
  g_autoptr (GError) error = NULL;
  g_autoptr (SiluStatement) row = silu_sql_prepare (db, &error, sql, "");

  g_assert_no_error (error);
  g_assert_true (silu_sql_step (row, &error));

  return silu_sql_get_int (row, 0);
}

/* A conversation "talk" with a message "answer" that streams and has a part "a". */
static void
save_streaming (sqlite3 *db, SiluMessageState state)
{
  g_autoptr (SiluConversation) talk = silu_conversation_new ("talk");
  g_autoptr (SiluMessage) answer = silu_message_new ("answer", SILU_ROLE_ASSISTANT);
  g_autoptr (SiluConversationRecord) header = NULL;
  g_autoptr (SiluMessageRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  silu_message_append (answer, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, "a");
  silu_message_set_state (answer, state);
  silu_conversation_add (talk, answer, NULL);
  header = silu_conversation_record_new (talk);
  record = silu_message_record_new (answer, "talk");
  g_assert_true (silu_rows_save_conversation (db, header, &error));
  g_assert_true (silu_rows_save_message (db, record, &error));
}

static void
append (sqlite3 *db, int kind, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (
      silu_rows_append_chunk (db, "answer", kind, SILU_CHANNEL_CONTENT, text, 0, &error));
}

static void
test_journal (void)
{
  sqlite3 *db = open_memory ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) streaming = NULL;
  g_autoptr (GPtrArray) finished = NULL;
  SiluMessageRecord *record;
  const SiluPart *part;

  save_streaming (db, SILU_MESSAGE_STREAMING);
  append (db, SILU_PART_TEXT, "b");
  append (db, SILU_ROWS_RECLASSIFY, "");
  append (db, SILU_PART_TEXT, "c");

  streaming = silu_rows_list_messages (db, NULL, &error);
  g_assert_cmpuint (streaming->len, ==, 1);
  record = g_ptr_array_index (streaming, 0);
  g_assert_cmpuint (record->parts->len, ==, 2);
  part = g_ptr_array_index (record->parts, 0);
  g_assert_cmpint (part->kind, ==, SILU_PART_REASONING);
  g_assert_cmpstr (part->text->str, ==, "ab");
  part = g_ptr_array_index (record->parts, 1);
  g_assert_cmpint (part->kind, ==, SILU_PART_TEXT);
  g_assert_cmpstr (part->text->str, ==, "c");

  /* Saving folds. */
  record->state = SILU_MESSAGE_COMPLETE;
  g_assert_true (silu_rows_save_message (db, record, &error));
  g_assert_cmpint (count (db, "chunk"), ==, 0);
  g_assert_cmpint (count (db, "part"), ==, 2);
  finished = silu_rows_list_messages (db, NULL, &error);
  g_assert_cmpuint (finished->len, ==, 0);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static char *
dup_pace (const SiluMessageRecord *record)
{
  const SiluPart *part = g_ptr_array_index (record->parts, 0);

  return silu_marks_to_string (part->marks);
}

/* When a text came is known from the journal as well, and the same once it is folded. */
static void
test_pace (void)
{
  const gint64 begun = 1795468680000123;
  sqlite3 *db = open_memory ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) streaming = NULL;
  g_autoptr (GPtrArray) finished = NULL;
  g_autofree char *journal = NULL;
  g_autofree char *folded = NULL;
  SiluMessageRecord *record;

  save_streaming (db, SILU_MESSAGE_STREAMING);
  silu_rows_append_chunk (db, "answer", SILU_PART_TEXT, SILU_CHANNEL_CONTENT, "想", begun, &error);
  silu_rows_append_chunk (db, "answer", SILU_PART_TEXT, SILU_CHANNEL_CONTENT, "b",
                          begun + 400 * 1000 + 77, &error);
  streaming = silu_rows_list_messages (db, NULL, &error);
  record = g_ptr_array_index (streaming, 0);
  journal = dup_pace (record);
  g_assert_cmpstr (journal, ==, "1:1795468680000123 4:400");

  record->state = SILU_MESSAGE_COMPLETE;
  g_assert_true (silu_rows_save_message (db, record, &error));
  finished = silu_rows_list_messages (db, "talk", &error);
  folded = dup_pace (g_ptr_array_index (finished, 0));
  g_assert_cmpstr (folded, ==, journal);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static void
test_erase (void)
{
  sqlite3 *db = open_memory ();
  g_autoptr (GError) error = NULL;
  g_autofree char *leaf = NULL;

  save_streaming (db, SILU_MESSAGE_STREAMING);
  append (db, SILU_PART_TEXT, "b");
  leaf = silu_rows_get_leaf (db, "talk", &error);
  g_assert_cmpstr (leaf, ==, "answer");

  g_assert_true (silu_rows_erase_conversation (db, "talk", &error));
  g_assert_cmpint (count (db, "conversation"), ==, 0);
  g_assert_cmpint (count (db, "message"), ==, 0);
  g_assert_cmpint (count (db, "part"), ==, 0);
  g_assert_cmpint (count (db, "chunk"), ==, 0);
  g_assert_null (silu_rows_get_leaf (db, "talk", &error));
  g_assert_no_error (error);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static void
save_notes (sqlite3 *db, const char *message, SiluRating rating, const char *text)
{
  g_autoptr (SiluMessage) answer = silu_message_new (message, SILU_ROLE_ASSISTANT);
  g_autoptr (SiluNotesRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  silu_message_set_rating (answer, rating);
  if (text != NULL)
    silu_message_set_note (answer, 0, 0, SILU_NOTE_FLAW, text);
  record = silu_notes_record_new (answer);
  g_assert_true (silu_rows_save_notes (db, record, &error));
}

/* They are what was saved last, and no saving of the message changes them. */
static void
test_notes (void)
{
  sqlite3 *db = open_memory ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) messages = NULL;
  g_autoptr (GPtrArray) later = NULL;
  SiluMessageRecord *record;

  save_streaming (db, SILU_MESSAGE_COMPLETE);
  save_notes (db, "answer", SILU_RATING_GOOD, "one");
  save_notes (db, "answer", SILU_RATING_FLAWED, "two");
  save_streaming (db, SILU_MESSAGE_STOPPED);
  messages = silu_rows_list_messages (db, "talk", &error);
  record = g_ptr_array_index (messages, 0);
  g_assert_cmpint (record->state, ==, SILU_MESSAGE_STOPPED);
  g_assert_cmpint (record->rating, ==, SILU_RATING_FLAWED);
  g_assert_cmpuint (record->notes->len, ==, 1);
  g_assert_cmpstr (silu_notes_find (record->notes, 0, 0)->text, ==, "two");

  save_notes (db, "answer", SILU_RATING_NONE, NULL);
  later = silu_rows_list_messages (db, "talk", &error);
  record = g_ptr_array_index (later, 0);
  g_assert_cmpint (record->rating, ==, SILU_RATING_NONE);
  g_assert_null (record->notes);

  /* Of nothing there are none; and they go with their message. */
  save_notes (db, "nobody", SILU_RATING_GOOD, "lost");
  g_assert_cmpint (count (db, "note"), ==, 0);
  save_notes (db, "answer", SILU_RATING_NONE, "again");
  g_assert_true (silu_rows_erase_conversation (db, "talk", &error));
  g_assert_cmpint (count (db, "note"), ==, 0);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

/* A chunk of a message that is not there is refused, not kept for nobody. */
static void
test_stray_chunk (void)
{
  sqlite3 *db = open_memory ();
  g_autoptr (GError) error = NULL;

  g_assert_false (
      silu_rows_append_chunk (db, "nobody", SILU_PART_TEXT, SILU_CHANNEL_CONTENT, "x", 0, &error));
  g_assert_error (error, SILU_ERROR, SILU_ERROR_STORE);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/rows/journal", test_journal);
  g_test_add_func ("/rows/pace", test_pace);
  g_test_add_func ("/rows/erase", test_erase);
  g_test_add_func ("/rows/notes", test_notes);
  g_test_add_func ("/rows/stray-chunk", test_stray_chunk);

  return g_test_run ();
}
