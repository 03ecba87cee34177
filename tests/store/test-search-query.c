/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people type: understood as they mean it, and never an error. */
#include "silu-schema.h"
#include "silu-search-query.h"
#include "silu-sql.h"
#include "silu-test.h"
#include <string.h>

static SiluSearchQuery *
parse (const char *text, gboolean is_typing)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("+08:00");

  return silu_search_query_new (text, zone, is_typing);
}

static void
test_words (void)
{
  static const struct
  {
    const char *text;
    const char *words;
    const char *excluded;
    const char *literal;
  } CASES[] = {
    { "", NULL, NULL, NULL },
    { " \t\n　 ", NULL, NULL, NULL },
    { "snake", "\"snake\"", NULL, NULL },
    { "snake_case  排序", "\"snake_case\" AND \"排序\"", NULL, NULL },
    { "a　b", "\"a\" AND \"b\"", NULL, NULL },
    { "\"two words\" x", "\"two words\" AND \"x\"", NULL, NULL },
    { "“两 句”「三」", "\"两 句\" AND \"三\"", NULL, NULL },
    { "x \"not ended", "\"x\" AND \"not ended\"", NULL, NULL },
    { "x”y", "\"x\" AND \"y\"", NULL, NULL },
    { "\"\"", NULL, NULL, NULL },
    { "list -linked -“too long”", "\"list\"", "\"linked\" OR \"too long\"", NULL },
    { "-only", NULL, "\"only\"", NULL },
    { "git --force", "\"git\" AND \"--force\"", NULL, NULL },
    { "a - b", "\"a\" AND \"b\"", NULL, NULL },
    { "-", NULL, NULL, "-" },
    { "-> ++", NULL, NULL, "-> ++" },
    { "x -> y", "\"x\" AND \"y\"", NULL, NULL },
    { "a->b", "\"a->b\"", NULL, NULL },
    { "AND OR NOT NEAR(a b)", "\"AND\" AND \"OR\" AND \"NOT\" AND \"NEAR(a\" AND \"b)\"", NULL,
      NULL },
    { "title:x {a b}:c ^d e* (f",
      "\"title:x\" AND \"{a\" AND \"b}:c\" AND \"^d\" AND \"e*\" AND \"(f\"", NULL, NULL },
    { "in:nowhere on:monday has: :x", "\"in:nowhere\" AND \"on:monday\" AND \"has:\" AND \":x\"",
      NULL, NULL },
    { "http://a.b/c", "\"http://a.b/c\"", NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (SiluSearchQuery) query = parse (CASES[i].text, FALSE);

      g_assert_cmpstr (query->words, ==, CASES[i].words);
      g_assert_cmpstr (query->excluded, ==, CASES[i].excluded);
      g_assert_cmpstr (query->literal, ==, CASES[i].literal);
      g_assert_false (query->is_prefix);
    }
}

static void
test_prefix (void)
{
  static const char *const CASES[][2] = {
    { "sna", "\"sna\" *" },
    { "c", "\"c\"" }, /* half of all words begin so */
    { "list sna", "\"list\" AND \"sna\" *" },
    { "sna ", "\"sna\"" },
    { "排序", "\"排序\"" }, /* a character is whole */
    { "用py", "\"用py\" *" },
    { "\"two wo", "\"two wo\" *" },
    { "\"two words\"", "\"two words\"" },
    { "sna in:code", "\"sna\"" },
    { "sna -wor", "\"sna\"" },
    { "c++", "\"c++\" *" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (SiluSearchQuery) query = parse (CASES[i][0], TRUE);

      g_assert_cmpstr (query->words, ==, CASES[i][1]);
      g_assert_cmpint (query->is_prefix, ==, g_str_has_suffix (CASES[i][1], "*"));
    }
}

static void
test_filters (void)
{
  g_autoptr (SiluSearchQuery) query = parse (
      "IN:thoughts in：code model:R1 model:“Big One” tag:工作 has:code has:attachment has:notes x",
      TRUE);
  g_autoptr (SiluSearchQuery) trash = parse ("in:trash", TRUE);
  g_autoptr (SiluSearchQuery) archive = parse ("in:archive in:titles", TRUE);
  g_autoptr (SiluSearchQuery) quoted = parse ("\"in:trash\"", TRUE);
  g_autoptr (SiluSearchQuery) nothing = parse ("  ", TRUE);

  g_assert_cmpint (query->in, ==, SILU_SEARCH_THOUGHTS | SILU_SEARCH_CODE);
  g_assert_cmpint (query->has, ==, SILU_SEARCH_CODE | SILU_SEARCH_ATTACHMENT | SILU_SEARCH_NOTES);
  g_assert_cmpint (query->shelf, ==, SILU_SEARCH_KEPT);
  g_assert_cmpuint (query->models->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (query->models, 0), ==, "r1");
  g_assert_cmpstr (g_ptr_array_index (query->models, 1), ==, "big one");
  g_assert_cmpuint (query->tags->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (query->tags, 0), ==, "工作");
  g_assert_cmpstr (query->words, ==, "\"x\"");
  g_assert_cmpint (trash->shelf, ==, SILU_SEARCH_TRASH);
  g_assert_false (silu_search_query_is_empty (trash));
  g_assert_cmpint (archive->shelf, ==, SILU_SEARCH_ARCHIVE);
  g_assert_cmpint (archive->in, ==, SILU_SEARCH_TITLE);
  g_assert_cmpint (quoted->shelf, ==, SILU_SEARCH_KEPT);
  g_assert_cmpstr (quoted->words, ==, "\"in:trash\"");
  g_assert_true (silu_search_query_is_empty (nothing));
}

/* NULL: no limit. */
static void
assert_time (gint64 time, const char *expected)
{
  g_autoptr (GDateTime) date =
      expected != NULL ? g_date_time_new_from_iso8601 (expected, NULL) : NULL;

  if (expected == NULL)
    g_assert_true (time == G_MININT64 || time == G_MAXINT64);
  else
    g_assert_cmpint (time, ==, g_date_time_to_unix (date) * G_USEC_PER_SEC);
}

static void
test_dates (void)
{
  static const struct
  {
    const char *text;
    const char *from;
    const char *until;
  } CASES[] = {
    { "before:2026-03-18", NULL, "2026-03-18T00:00:00+08" },
    { "after:2026-03-18", "2026-03-18T00:00:00+08", NULL },
    { "on:2026-03-18", "2026-03-18T00:00:00+08", "2026-03-19T00:00:00+08" },
    { "on：2026/3", "2026-03-01T00:00:00+08", "2026-04-01T00:00:00+08" },
    { "on:2026-12", "2026-12-01T00:00:00+08", "2027-01-01T00:00:00+08" },
    { "on:2024", "2024-01-01T00:00:00+08", "2025-01-01T00:00:00+08" },
    { "after:2024 before:2026", "2024-01-01T00:00:00+08", "2026-01-01T00:00:00+08" },
    { "on:2024.2.29", "2024-02-29T00:00:00+08", "2024-03-01T00:00:00+08" },
  };
  static const char *const WORDS[] = {
    "on:2025-02-29", "on:26",    "on:2026-",       "on:2026-13", "on:2026-1-1-1", "on:0000",
    "on:20260",      "on:-2026", "on:99999999999", "after:now",  "before:202a",   "on:2026-001"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (SiluSearchQuery) query = parse (CASES[i].text, FALSE);

      assert_time (query->from, CASES[i].from);
      assert_time (query->until, CASES[i].until);
      g_assert_null (query->words);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (WORDS); i++)
    {
      g_autoptr (SiluSearchQuery) query = parse (WORDS[i], FALSE);

      g_assert_nonnull (query->words);
      assert_time (query->from, NULL);
      assert_time (query->until, NULL);
    }
}

/* FTS5 takes what comes of it. */
static void
assert_accepted (sqlite3 *db, const char *expression)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SiluStatement) row = NULL;

  if (expression == NULL)
    return;

  row = silu_sql_prepare (db, &error, "SELECT rowid FROM search WHERE search MATCH ?1", "s",
                          expression);
  g_assert_no_error (error);
  g_assert_false (silu_sql_step (row, &error));
  g_assert_no_error (error);
}

static void
try_text (sqlite3 *db, const char *text)
{
  g_autoptr (SiluSearchQuery) query = parse (text, TRUE);

  assert_accepted (db, query->words);
  assert_accepted (db, query->excluded);
  for (guint i = 0; i < query->phrases->len; i++)
    g_assert_true (g_utf8_validate (g_ptr_array_index (query->phrases, i), -1, NULL));
}

/* Thousands of queries made of what is dangerous, always the same ones. */
static void
test_hostile (void)
{
  static const char *const PARTS[] = {
    "\"",       "'",  "*",      "-",      ":",   "：",   "(",    ")",
    "{",        "}",  "^",      "+",      " ",   "　",   "AND",  "NOT",
    "“",        "”",  "「",     "」",     "in:", "on:",  "\\",   "NEAR",
    "x",        "排", "_",      "C++",    "é",   "\n",   "\x01", "\xff",
    "\xe4\xb8", "--", "%",      "search", "0",   "2026", ".",    "title",
    "😀",        "̈",   "model:", "tag:\"", "-\"", ";",    "?1",   "\xed\xa0\x80",
  };
  sqlite3 *db = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  g_autofree char *nested = g_strnfill (100000, '(');
  g_autofree char *quotes = g_strnfill (9999, '"');
  g_autoptr (GString) many = g_string_new (NULL);

  g_assert_cmpint (sqlite3_open (":memory:", &db), ==, SQLITE_OK);
  silu_schema_migrate (db, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      for (int n = g_rand_int_range (rand, 1, 12); n > 0; n--)
        g_string_append (text, PARTS[g_rand_int_range (rand, 0, G_N_ELEMENTS (PARTS))]);
      try_text (db, text->str);
    }
  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (many, "w%u -x%u ", i, i);
  try_text (db, many->str);
  try_text (db, nested);
  try_text (db, quotes);

  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/search-query/words", test_words);
  g_test_add_func ("/search-query/prefix", test_prefix);
  g_test_add_func ("/search-query/filters", test_filters);
  g_test_add_func ("/search-query/dates", test_dates);
  g_test_add_func ("/search-query/hostile", test_hostile);

  return g_test_run ();
}
