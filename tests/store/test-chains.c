/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which chains of thought a list has, in which order and pages, and what it shows of them. */
#include "silu-chains.h"
#include "silu-rows.h"
#include "silu-schema.h"
#include "silu-test.h"
#include "store-fixture.h"
#include <string.h>

typedef struct
{
  sqlite3 *db;
} Fixture;

/* Minute 1, 2, … of some day. */
#define MINUTE(n) (G_GINT64_CONSTANT (1795468680000000) + 60 * G_TIME_SPAN_SECOND * (n))

static void
add_chat (Fixture *fixture, const char *id, gint64 deleted)
{
  SiluConversationRecord record = { .id = (char *) id, .title = (char *) id };
  g_autoptr (GError) error = NULL;

  record.deleted = deleted;
  silu_rows_save_conversation (fixture->db, &record, &error);
  g_assert_no_error (error);
}

/* An answer of "chat" that began in that minute and thought for some seconds, -1: nobody knows how
 * long; @text: NULL for none. */
static SiluMessage *
make_answer (const char *id,
             const char *model,
             int minute,
             int tokens,
             int seconds,
             const char *thoughts,
             const char *text)
{
  SiluMessage *answer = silu_message_new (id, SILU_ROLE_ASSISTANT);
  SiluTimes times = { .start = MINUTE (minute) };
  SiluUsage usage = SILU_USAGE_INIT;

  usage.reasoning = tokens;
  if (seconds >= 0)
    {
      times.first_reasoning = times.start;
      times.end = times.start + seconds * G_USEC_PER_SEC;
    }
  silu_message_set_origin (answer, model, NULL, SILU_THINK_HIGH);
  silu_message_set_times (answer, &times);
  silu_message_set_usage (answer, &usage);
  silu_message_append (answer, SILU_PART_REASONING, SILU_CHANNEL_THINK_TAG, thoughts);
  silu_message_append (answer, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, text != NULL ? text : "");

  return answer;
}

/* Takes @answer. */
static void
save (Fixture *fixture, const char *chat, SiluMessage *answer)
{
  g_autoptr (SiluMessageRecord) record = silu_message_record_new (answer, chat);
  g_autoptr (GError) error = NULL;

  silu_rows_save_message (fixture->db, record, &error);
  g_assert_no_error (error);
  g_object_unref (answer);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  SiluMessage *answer;

  g_assert_cmpint (sqlite3_open (":memory:", &fixture->db), ==, SQLITE_OK);
  silu_sql_exec (fixture->db, "PRAGMA foreign_keys = ON", &error);
  silu_schema_migrate (fixture->db, &error);
  g_assert_no_error (error);

  add_chat (fixture, "chat", 0);
  answer = make_answer ("root", "r1", 1, 500, 9,
                        "We look for a root.\n\nWait, that is wrong: 平方根 is positive.", "Two.");
  silu_message_set_rating (answer, SILU_RATING_GOOD);
  save (fixture, "chat", answer);

  /* It is stored later, and older. */
  answer = make_answer ("old", "qwen3", 0, -1, -1, "A short thought.", "So.");
  silu_message_set_rating (answer, SILU_RATING_FLAWED);
  silu_message_set_note (answer, 0, 2, SILU_NOTE_FLAW, "The root of the error");
  save (fixture, "chat", answer);

  answer = make_answer ("cut", "r1", 2, 90, 3, "root root root", NULL);
  silu_message_set_state (answer, SILU_MESSAGE_STOPPED);
  save (fixture, "chat", answer);

  /* None of these is one. */
  save (fixture, "chat", make_answer ("plain", "r1", 3, -1, -1, "", "No thought of a root."));
  answer = make_answer ("now", "r1", 4, -1, -1, "root", NULL);
  silu_message_set_state (answer, SILU_MESSAGE_STREAMING);
  save (fixture, "chat", answer);
  add_chat (fixture, "gone", 1);
  save (fixture, "gone", make_answer ("trash", "r1", 5, 7, 1, "root", "Gone."));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (sqlite3_close (fixture->db), ==, SQLITE_OK);
}

static GPtrArray *
list (Fixture *fixture, const SiluChainsQuery *query)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *chains = silu_chains_list (fixture->db, query, 0, 50, NULL, &error);

  g_assert_no_error (error);

  return chains;
}

static char *
dup_ids (GPtrArray *chains)
{
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < chains->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? " " : "",
                            ((const SiluSearchHit *) g_ptr_array_index (chains, i))->message);

  return g_string_free (ids, FALSE);
}

static void
assert_chains (Fixture *fixture, SiluChainsQuery query, const char *expected)
{
  g_autoptr (GPtrArray) chains = list (fixture, &query);
  g_autofree char *ids = dup_ids (chains);

  g_assert_cmpstr (ids, ==, expected);
}

#define QUERY(...) ((SiluChainsQuery){ __VA_ARGS__ })

static void
test_filters (Fixture *fixture, gconstpointer data)
{
  assert_chains (fixture, QUERY (0), "cut root old");
  assert_chains (fixture, QUERY (.model = (char *) "r1"), "cut root");
  assert_chains (fixture, QUERY (.model = (char *) "r"), "");
  assert_chains (fixture, QUERY (.rating = SILU_CHAINS_GOOD), "root");
  assert_chains (fixture, QUERY (.rating = SILU_CHAINS_FLAWED), "old");
  assert_chains (fixture, QUERY (.rating = SILU_CHAINS_UNRATED), "cut");
  assert_chains (fixture, QUERY (.min_tokens = 90), "cut root");
  assert_chains (fixture, QUERY (.max_tokens = 90), "cut old");
  assert_chains (fixture, QUERY (.from = MINUTE (1)), "cut root");
  assert_chains (fixture, QUERY (.until = MINUTE (1)), "old");
  assert_chains (fixture, QUERY (.has_notes = TRUE), "old");
  assert_chains (fixture, QUERY (.has_answer = TRUE), "root old");
}

static void
test_words (Fixture *fixture, gconstpointer data)
{
  assert_chains (fixture, QUERY (.text = (char *) "root"), "cut root old");
  assert_chains (fixture, QUERY (.text = (char *) "平方根"), "root");
  assert_chains (fixture, QUERY (.text = (char *) "root -wait"), "cut old");
  assert_chains (fixture, QUERY (.text = (char *) "model:qwen"), "old");
  assert_chains (fixture, QUERY (.text = (char *) "two"), "");
  assert_chains (fixture, QUERY (.text = (char *) "root in:trash"), "");
  assert_chains (fixture, QUERY (.text = (char *) "?:"), "");
  assert_chains (fixture, QUERY (.text = (char *) "root", .order = SILU_CHAINS_BEST),
                 "cut old root");
  assert_chains (fixture, QUERY (.order = SILU_CHAINS_BEST), "cut root old");
}

static void
test_row (Fixture *fixture, gconstpointer data)
{
  SiluChainsQuery query = { .text = (char *) "wrong 平方", .min_tokens = 100 };
  g_autoptr (GPtrArray) chains = list (fixture, &query);
  const SiluSearchHit *chain = g_ptr_array_index (chains, 0);
  SiluSearchRange range;

  g_assert_cmpuint (chains->len, ==, 1);
  g_assert_cmpstr (chain->conversation, ==, "chat");
  g_assert_cmpstr (chain->title, ==, "chat");
  g_assert_cmpstr (chain->model, ==, "r1");
  g_assert_cmpint (chain->time, ==, MINUTE (1) + 9 * G_USEC_PER_SEC);
  g_assert_cmpint (chain->tokens, ==, 500);
  g_assert_false (chain->is_estimate);
  g_assert_cmpint (chain->thinking, ==, 9 * G_USEC_PER_SEC);
  g_assert_cmpint (chain->rating, ==, SILU_RATING_GOOD);
  g_assert_cmpuint (chain->n_notes, ==, 0);
  g_assert_cmpuint (chain->part, ==, 0);
  g_assert_cmpuint (chain->offset, ==, strlen ("We look for a root.\n\nWait, that is "));
  g_assert_cmpint (chain->place, ==, SILU_SEARCH_THOUGHTS);
  g_assert_false (chain->is_archived);
  g_assert_cmpuint (chain->ranges->len, ==, 2);
  range = g_array_index (chain->ranges, SiluSearchRange, 0);
  g_assert_cmpint (strncmp (chain->snippet + range.start, "wrong", 5), ==, 0);
}

/* What is found in a note leads to the step that it is on. */
static void
test_note_row (Fixture *fixture, gconstpointer data)
{
  SiluChainsQuery query = { .text = (char *) "error" };
  g_autoptr (GPtrArray) chains = list (fixture, &query);
  const SiluSearchHit *chain = g_ptr_array_index (chains, 0);

  g_assert_cmpuint (chains->len, ==, 1);
  g_assert_cmpstr (chain->snippet, ==, "The root of the error");
  g_assert_cmpint (chain->place, ==, SILU_SEARCH_NOTES);
  g_assert_cmpuint (chain->offset, ==, 2);
  g_assert_cmpuint (chain->n_notes, ==, 1);
  g_assert_cmpint (chain->tokens, >, 0);
  g_assert_true (chain->is_estimate);
  g_assert_cmpint (chain->thinking, ==, -1);
}

static void
test_pages (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  SiluChainsQuery query = { 0 };
  g_autoptr (GString) ids = g_string_new (NULL);

  for (int i = 0; i < 40; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%d", i);

      save (fixture, "chat", make_answer (id, "r1", 10 + i, i, i, "many", "x"));
    }

  for (guint offset = 0; offset < 50; offset += 20)
    {
      g_autoptr (GPtrArray) page = silu_chains_list (fixture->db, &query, offset, 20, NULL, &error);
      g_autofree char *some = dup_ids (page);

      g_assert_no_error (error);
      g_assert_cmpuint (page->len, ==, offset < 40 ? 20 : 3);
      g_string_append (ids, some);
    }
  g_assert_true (g_str_has_prefix (ids->str, "m39 m38 "));
  g_assert_true (g_str_has_suffix (ids->str, "m0cut root old"));

  g_cancellable_cancel (cancellable);
  g_assert_null (silu_chains_list (fixture->db, &query, 0, 20, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_batches (Fixture *fixture, gconstpointer data)
{
  static const char *const without[] = { "qwen3", NULL };
  g_autoptr (GError) error = NULL;
  gint64 next = G_MAXINT64;
  guint n = 0;

  for (int i = 0; i < 100; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%d", i);

      save (fixture, "chat", make_answer (id, i % 2 == 0 ? "r1" : "qwen3", i, i, i, "many", "x"));
    }

  while (next != 0)
    {
      g_autoptr (SiluChainBatch) batch =
          silu_chains_read_batch (fixture->db, next, without, &error);

      g_assert_no_error (error);
      g_assert_cmpint (batch->next, <, next);
      g_assert_cmpuint (batch->chains->len, <=, 64);
      for (guint i = 0; i < batch->chains->len; i++, n++)
        {
          const SiluChainText *chain = g_ptr_array_index (batch->chains, i);

          g_assert_cmpstr (chain->model, ==, "r1");
          g_assert_cmpuint (chain->texts->len, ==, 1);
          if (n == 0)
            g_assert_cmpint (chain->tokens, ==, 98);
          if (n == 50)
            g_assert_false (chain->has_answer);
        }
      next = batch->next;
    }
  g_assert_cmpuint (n, ==, 52);
}

static void
test_store (void)
{
  SiluStore *store = store_fixture_open (NULL);
  g_autoptr (SiluConversation) chat = silu_conversation_new ("chat");
  g_autoptr (SiluMessage) answer = make_answer ("a", "r1", 1, 9, 1, "Hm, a needle.", "Yes.");
  SiluChainsQuery query = { .text = (char *) "needle" };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) read = NULL;
  g_autoptr (GPtrArray) chains = NULL;
  g_autoptr (SiluChainBatch) batch = NULL;
  g_autoptr (GError) error = NULL;

  silu_conversation_add (chat, answer, NULL);
  silu_store_save_conversation (store, chat);
  silu_store_save_message (store, chat, answer);
  silu_message_set_rating (answer, SILU_RATING_GOOD);
  silu_store_save_notes (store, answer);

  silu_store_list_chains_async (store, &query, 0, 10, NULL, silu_test_store_result_cb, &result);
  silu_store_read_chains_async (store, G_MAXINT64, NULL, NULL, silu_test_store_result_cb, &read);
  chains = silu_store_list_chains_finish (store, silu_test_wait_result (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (chains->len, ==, 1);
  g_assert_cmpint (((SiluSearchHit *) g_ptr_array_index (chains, 0))->rating, ==, SILU_RATING_GOOD);
  batch = silu_store_read_chains_finish (store, silu_test_wait_result (&read), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (batch->chains->len, ==, 1);
  g_assert_cmpint (batch->next, ==, 0);

  g_clear_object (&result);
  g_clear_object (&read);
  store_fixture_close (store);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/chains/filters", test_filters);
  ADD ("/chains/words", test_words);
  ADD ("/chains/row", test_row);
  ADD ("/chains/note-row", test_note_row);
  ADD ("/chains/pages", test_pages);
  ADD ("/chains/batches", test_batches);
#undef ADD
  g_test_add_func ("/chains/store", test_store);

  return g_test_run ();
}
