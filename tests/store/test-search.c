/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a search finds and how it shows it: every filter, Chinese, names from code, branches, the
 * archive and the trash. */
#include "silu-rows.h"
#include "silu-schema.h"
#include "silu-search-snippet.h"
#include "silu-search.h"
#include "silu-test.h"
#include "store-fixture.h"
#include <string.h>

#define BUDGET "{\"name\":\"budget.csv\",\"type\":\"\",\"text\":\"month,sum\\nrent,\\t900\"}"

typedef struct
{
  sqlite3 *db;
} Fixture;

static gint64
get_time (const char *text)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, NULL);

  return g_date_time_to_unix (time) * G_USEC_PER_SEC;
}

static void
add_chat (Fixture *fixture, const char *id, const char *title, const char *tags, int shelf)
{
  SiluConversationRecord record = { .id = (char *) id, .title = (char *) title };
  g_auto (GStrv) lines = g_strsplit (tags, ",", -1);
  g_autoptr (GError) error = NULL;

  record.tags = lines;
  record.updated = get_time ("2026-03-18T10:00:00+08");
  record.archived = shelf == SILU_SEARCH_ARCHIVE;
  record.deleted = shelf == SILU_SEARCH_TRASH;
  silu_rows_save_conversation (fixture->db, &record, &error);
  g_assert_no_error (error);
}

/* @id begins with the id of its conversation and a slash. */
static void
add (Fixture *fixture,
     const char *id,
     SiluRole role,
     const char *model,
     const char *day,
     const char *thoughts,
     const char *text)
{
  g_autofree char *time = g_strconcat (day, "T12:00:00+08", NULL);
  g_autofree char *chat = g_strndup (id, (gsize) (strchr (id, '/') - id));
  SiluMessageRecord record = { .id = (char *) id, .conversation = chat, .role = role };
  g_autoptr (GPtrArray) parts = silu_parts_new ();
  g_autoptr (GError) error = NULL;

  record.model = (char *) model;
  record.times.start = get_time (time);
  record.parts = parts;
  if (thoughts != NULL)
    silu_parts_append (parts, SILU_PART_REASONING, SILU_CHANNEL_NONE, thoughts, strlen (thoughts));
  silu_parts_append (parts, SILU_PART_TEXT, SILU_CHANNEL_NONE, text, strlen (text));
  if (strstr (text, "attached") != NULL)
    silu_parts_append (parts, SILU_PART_ATTACHMENT, SILU_CHANNEL_NONE, BUDGET, strlen (BUDGET));
  if (strstr (text, "attached") != NULL)
    silu_parts_append (parts, SILU_PART_ATTACHMENT, SILU_CHANNEL_NONE, "no JSON", 7);
  silu_rows_save_message (fixture->db, &record, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const SiluRole user = SILU_ROLE_USER;
  const SiluRole model = SILU_ROLE_ASSISTANT;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (sqlite3_open (":memory:", &fixture->db), ==, SQLITE_OK);
  silu_sql_exec (fixture->db, "PRAGMA foreign_keys = ON", &error);
  silu_schema_migrate (fixture->db, &error);
  g_assert_no_error (error);

  add_chat (fixture, "snake", "Snake game", "games,工作", SILU_SEARCH_KEPT);
  add (fixture, "snake/q", user, NULL, "2026-03-01", NULL, "How do I check collisions?");
  add (fixture, "snake/a", model, "deepseek-r1", "2026-03-02", "The head may hit the wall.",
       "Compare it:\n```c\nif (hits_wall (head))\n  game_over ();\n```\nThat **is all**.");
  add (fixture, "snake/b", model, "qwen3", "2026-03-03", NULL, "Another branch: use a hash set.");

  add_chat (fixture, "math", "证明 √2 是无理数", "", SILU_SEARCH_KEPT);
  add (fixture, "math/q", user, NULL, "2025-12-31", NULL, "请证明根号二是无理数，attached");
  add (fixture, "math/a", model, "deepseek-r1", "2026-01-01", "假设它是有理数，那么",
       "反证法：设 √2 = p/q，p 与 q 互质。");

  add_chat (fixture, "old", "Old plans", "", SILU_SEARCH_ARCHIVE);
  add (fixture, "old/q", user, NULL, "2024-02-29", NULL, "collisions of dates");
  add_chat (fixture, "gone", "Gone", "", SILU_SEARCH_TRASH);
  add (fixture, "gone/q", user, NULL, "2026-03-04", NULL, "collisions in the trash ->");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (sqlite3_close (fixture->db), ==, SQLITE_OK);
}

static GPtrArray *
search (Fixture *fixture, const char *text)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("+08:00");
  g_autoptr (SiluSearchQuery) query = silu_search_query_new (text, zone, TRUE);
  g_autoptr (GError) error = NULL;
  GPtrArray *hits = silu_search (fixture->db, query, 50, NULL, &error);

  g_assert_no_error (error);

  return hits;
}

/* Ids of messages, "#" and the id of a conversation for a title, in the order of the hits. */
static void
assert_hits (Fixture *fixture, const char *text, const char *expected)
{
  g_autoptr (GPtrArray) hits = search (fixture, text);
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < hits->len; i++)
    {
      const SiluSearchHit *hit = g_ptr_array_index (hits, i);

      g_string_append_printf (ids, "%s%s%s", i > 0 ? " " : "", hit->message == NULL ? "#" : "",
                              hit->message != NULL ? hit->message : hit->conversation);
    }
  if (!g_str_equal (ids->str, expected))
    g_test_fail_printf ("“%s” finds “%s”, not “%s”", text, ids->str, expected);
}

/* The snippet with its hits in brackets. */
static void
assert_snippet (Fixture *fixture, const char *text, SiluSearchPlace place, const char *expected)
{
  g_autoptr (GPtrArray) hits = search (fixture, text);
  const SiluSearchHit *hit = g_ptr_array_index (hits, 0);
  g_autoptr (GString) marked = g_string_new (hit->snippet);

  g_assert_cmpuint (hits->len, ==, 1);
  for (guint i = hit->ranges->len; i > 0; i--)
    {
      SiluSearchRange range = g_array_index (hit->ranges, SiluSearchRange, i - 1);

      g_string_insert_c (marked, (gssize) range.end, ']');
      g_string_insert_c (marked, (gssize) range.start, '[');
    }
  if (!g_str_equal (marked->str, expected))
    g_test_fail_printf ("“%s” shows “%s”, not “%s”", text, marked->str, expected);
  g_assert_cmpint (hit->place, ==, place);
}

static void
test_words (Fixture *fixture, gconstpointer data)
{
  assert_hits (fixture, "", "");
  assert_hits (fixture, "nowhere", "");
  assert_hits (fixture, "hash set", "snake/b");
  assert_hits (fixture, "coll", "old/q snake/q");
  assert_hits (fixture, "hits_wall", "snake/a");
  assert_hits (fixture, "hits wall", "snake/a");
  assert_hits (fixture, "\"use a hash\"", "snake/b");
  assert_hits (fixture, "\"a use\"", "");
  assert_hits (fixture, "collisions -dates", "snake/q");
  assert_hits (fixture, "SNAKE", "#snake");
}

static void
test_chinese (Fixture *fixture, gconstpointer data)
{
  assert_hits (fixture, "质", "math/a");
  assert_hits (fixture, "互质", "math/a");
  assert_hits (fixture, "证明", "#math math/q");
  assert_hits (fixture, "有理数", "math/a");
  assert_hits (fixture, "数理", "");
  assert_hits (fixture, "「反证法」", "math/a");
}

static void
test_places (Fixture *fixture, gconstpointer data)
{
  assert_hits (fixture, "wall in:thoughts", "snake/a");
  assert_hits (fixture, "wall in:answers", "");
  assert_hits (fixture, "wall in:code", "snake/a");
  assert_hits (fixture, "证明 in:titles", "#math");
  assert_hits (fixture, "证明 in:questions", "math/q");
  assert_hits (fixture, "budget in:attachments", "math/q");
  assert_hits (fixture, "rent in:attachments", "math/q");
  assert_hits (fixture, "json in:attachments", "math/q");
  assert_hits (fixture, "nrent in:attachments", "");
  assert_hits (fixture, "name in:attachments", "");
  assert_hits (fixture, "in:thoughts", "math/a snake/a");
  assert_hits (fixture, "collisions in:trash", "gone/q");
  assert_hits (fixture, "collisions in:archive", "old/q");
  assert_hits (fixture, "in:trash", "#gone");
  assert_hits (fixture, "in:archive", "#old");
}

static void
test_filters (Fixture *fixture, gconstpointer data)
{
  assert_hits (fixture, "model:R1", "math/a snake/a");
  assert_hits (fixture, "model:r1 wall", "snake/a");
  assert_hits (fixture, "model:qwen model:r1 a", "snake/b");
  assert_hits (fixture, "has:code", "snake/a");
  assert_hits (fixture, "has:thoughts", "math/a snake/a");
  assert_hits (fixture, "has:attachment", "math/q");
  assert_hits (fixture, "tag:工作", "#snake");
  assert_hits (fixture, "tag:Games hash", "snake/b");
  assert_hits (fixture, "tag:game", "");
  assert_hits (fixture, "collisions before:2026", "old/q");
  assert_hits (fixture, "collisions after:2026-03", "snake/q");
  assert_hits (fixture, "has:thoughts on:2026-01-01", "math/a");
  assert_hits (fixture, "model:r1 before:2026-01-02", "math/a");
  assert_hits (fixture, "-collisions in:questions", "math/q");
  assert_hits (fixture, "-> in:trash", "gone/q");
  assert_hits (fixture, "->", "");
}

static void
test_snippets (Fixture *fixture, gconstpointer data)
{
  g_autofree char *front = g_strnfill (3000, 'a');
  g_autoptr (GString) chinese = g_string_new (NULL);
  g_autoptr (GString) long_text = g_string_new (NULL);

  assert_snippet (fixture, "wall in:thoughts", SILU_SEARCH_THOUGHTS,
                  "The head may hit the [wall].");
  assert_snippet (fixture, "game_o", SILU_SEARCH_CODE, "…hits_wall (head)) [game_over] ();");
  assert_snippet (fixture, "is all", SILU_SEARCH_ANSWER, "Compare it: That [is] [all].");
  assert_snippet (fixture, "snake", SILU_SEARCH_TITLE, "[Snake] game");
  assert_snippet (fixture, "rent", SILU_SEARCH_ATTACHMENT,
                  "budget.csv month,sum [rent], 900 no JSON");
  assert_snippet (fixture, "互质", SILU_SEARCH_ANSWER, "…设 √2 = p/q，p 与 q [互质]。");
  assert_snippet (fixture, "budget", SILU_SEARCH_ATTACHMENT,
                  "[budget].csv month,sum rent, 900 no JSON");

  for (int i = 0; i < 100; i++)
    g_string_append (chinese, i == 50 ? "，针在这里" : "，草堆");
  add (fixture, "snake/long", SILU_ROLE_USER, NULL, "2026-03-05", NULL, chinese->str);
  assert_snippet (
      fixture, "针", SILU_SEARCH_QUESTION,
      "…草堆，草堆，草堆，[针]在这里，草堆，草堆，草堆，草堆，草堆，草堆，草堆，草堆，草堆…");

  for (int i = 0; i < 100; i++)
    g_string_append_printf (long_text, "hay%d%s", i, i == 50 ? " needle\n\n" : " ");
  add (fixture, "snake/hay", SILU_ROLE_USER, NULL, "2026-03-05", front, long_text->str);
  assert_snippet (
      fixture, "needle", SILU_SEARCH_QUESTION,
      "…hay47 hay48 hay49 hay50 [needle] hay51 hay52 hay53 hay54 hay55 hay56 hay57 hay58…");
}

static void
add_note (Fixture *fixture, const char *message, gsize start, const char *text)
{
  g_autoptr (SiluMessage) noted = silu_message_new (message, SILU_ROLE_ASSISTANT);
  g_autoptr (SiluNotesRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  silu_message_set_note (noted, 0, start, SILU_NOTE_BOOKMARK, text);
  record = silu_notes_record_new (noted);
  silu_rows_save_notes (fixture->db, record, &error);
  g_assert_no_error (error);
}

/* A note opens the message that it is on; one without words is found by being there. */
static void
test_notes (Fixture *fixture, gconstpointer data)
{
  add_note (fixture, "snake/a", 4, "off by one 差一");
  add_note (fixture, "math/a", 0, "");

  assert_hits (fixture, "差一", "snake/a");
  assert_hits (fixture, "off in:notes", "snake/a");
  assert_hits (fixture, "off in:thoughts", "");
  assert_hits (fixture, "wall in:notes", "");
  assert_hits (fixture, "has:notes", "math/a snake/a");
  assert_hits (fixture, "in:notes", "math/a snake/a");
  assert_snippet (fixture, "one", SILU_SEARCH_NOTES, "off by [one] 差一");
  assert_snippet (fixture, "in:notes model:r1 before:2026-01-02", SILU_SEARCH_NOTES, "");

  add_note (fixture, "snake/a", 4, "right after all");
  assert_hits (fixture, "off in:notes", "");
  assert_hits (fixture, "right", "snake/a");
}

/* Hits overlap, repeat, and begin within one another. */
static void
test_marks (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *query;
    const char *text;
    const char *ranges;
  } CASES[] = {
    { "aa", "aa aab", "0-2 3-6 " },
    { "\"a a b\"", "a a a b", "2-7 " },
    { "\"a b\" \"b c\"", "a b c", "0-5 " },
    { "哈哈", "哈哈哈", "0-9 " },
    { "wall", "hits_wall", "0-9 " },
    { "wall x", "none", "" },
    { "É", "Cafe é", "5-7 " },
    { "one two", "two one", "0-3 4-7 " },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
      g_autoptr (SiluSearchQuery) query = silu_search_query_new (CASES[i].query, zone, TRUE);
      g_autoptr (SiluSearchMarker) marker = silu_search_marker_new (query);
      g_autoptr (GArray) ranges =
          silu_search_marker_list (marker, CASES[i].text, strlen (CASES[i].text));
      g_autoptr (GString) text = g_string_new (NULL);

      for (guint n = 0; n < ranges->len; n++)
        g_string_append_printf (text, "%u-%u ", g_array_index (ranges, SiluSearchRange, n).start,
                                g_array_index (ranges, SiluSearchRange, n).end);
      g_assert_cmpstr (text->str, ==, CASES[i].ranges);
    }
}

static void
test_limit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (SiluSearchQuery) query = silu_search_query_new ("common", zone, TRUE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 40; i++)
    {
      g_autofree char *chat = g_strdup_printf ("c%d", i);
      g_autofree char *message = g_strdup_printf ("c%d/q", i);

      add_chat (fixture, chat, "A common title", "", SILU_SEARCH_KEPT);
      add (fixture, message, SILU_ROLE_USER, NULL, "2026-01-01", NULL, "A common question");
    }

  hits = silu_search (fixture->db, query, 20, NULL, &error);
  g_assert_cmpuint (hits->len, ==, 20);
  g_assert_null (((SiluSearchHit *) g_ptr_array_index (hits, 4))->message);
  g_assert_nonnull (((SiluSearchHit *) g_ptr_array_index (hits, 5))->message);
  g_assert_cmpstr (((SiluSearchHit *) g_ptr_array_index (hits, 5))->message, ==, "c39/q");

  g_cancellable_cancel (cancellable);
  g_assert_null (silu_search (fixture->db, query, 20, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Through the store, in the order of the jobs: what was saved before is found, and a search that
 * was given up ends as cancelled, also in the line. */
static void
test_store (void)
{
  SiluStore *store = store_fixture_open (NULL);
  g_autoptr (SiluConversation) chat = silu_conversation_new ("chat");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) cancelled = NULL;
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (GError) error = NULL;

  silu_conversation_set_title (chat, "Ladders", SILU_TITLE_USER);
  silu_store_save_conversation (store, chat);
  silu_store_search_async (store, "lad", TRUE, 10, cancellable, silu_test_store_result_cb,
                           &cancelled);
  g_cancellable_cancel (cancellable);
  silu_store_search_async (store, "lad", TRUE, 10, NULL, silu_test_store_result_cb, &result);

  g_assert_null (silu_store_search_finish (store, silu_test_wait_result (&cancelled), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  hits = silu_store_search_finish (store, silu_test_wait_result (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hits->len, ==, 1);
  g_assert_cmpstr (((SiluSearchHit *) g_ptr_array_index (hits, 0))->conversation, ==, "chat");

  g_clear_object (&result);
  g_clear_object (&cancelled);
  store_fixture_close (store);
}

static guint
count_hits (SiluStore *store, const char *text)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (GError) error = NULL;

  silu_store_search_async (store, text, FALSE, 10, NULL, silu_test_store_result_cb, &result);
  hits = silu_store_search_finish (store, silu_test_wait_result (&result), &error);
  g_assert_no_error (error);

  return hits->len;
}

/* What was imported is found by the next search, though nobody has indexed it meanwhile; while
 * somebody else has the file locked, a search finds what there is. */
static void
test_imported (void)
{
  g_autofree char *directory = store_fixture_directory ();
  g_autofree char *path = g_build_filename (directory, "silu.db", NULL);
  SiluStore *store = store_fixture_open (directory);
  sqlite3 *other = NULL;

  store_fixture_fill (store, "first", 1, 3);
  g_assert_cmpuint (count_hits (store, "word2"), ==, 1);

  store_fixture_fill (store, "second", 1, 3);
  g_assert_cmpint (sqlite3_open (path, &other), ==, SQLITE_OK);
  g_assert_true (silu_sql_exec (other, "BEGIN IMMEDIATE", NULL));
  g_assert_cmpuint (count_hits (store, "word2"), ==, 1);
  g_assert_cmpuint (count_hits (store, "title"), ==, 2);
  g_assert_cmpint (sqlite3_close (other), ==, SQLITE_OK);
  g_assert_cmpuint (count_hits (store, "-word0 word2"), ==, 2);

  store_fixture_close (store);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/search/words", test_words);
  ADD ("/search/chinese", test_chinese);
  ADD ("/search/places", test_places);
  ADD ("/search/filters", test_filters);
  ADD ("/search/snippets", test_snippets);
  ADD ("/search/notes", test_notes);
  ADD ("/search/marks", test_marks);
  ADD ("/search/limit", test_limit);
#undef ADD
  g_test_add_func ("/search/store", test_store);
  g_test_add_func ("/search/imported", test_imported);

  return g_test_run ();
}
