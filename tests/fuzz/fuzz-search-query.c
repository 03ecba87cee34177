/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is typed into a search: FTS5 takes what comes of it, and the places of the hits are whole
 * characters of the text, in order. */
#include "fuzz.h"
#include "silu-search-snippet.h"
#include "silu-tokenizer.h"
#include <string.h>

static sqlite3 *
open_index (void)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (":memory:", &db), ==, SQLITE_OK);
  g_assert_true (silu_tokenizer_register (db, NULL));
  g_assert_true (
      silu_sql_exec (db, "CREATE VIRTUAL TABLE search USING fts5 (x, tokenize = 'silu')", NULL));

  return db;
}

static void
check_expression (sqlite3 *db, const char *expression)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SiluStatement) row = NULL;

  if (expression == NULL)
    return;

  row = silu_sql_prepare (db, &error, "SELECT rowid FROM search WHERE search MATCH ?1", "s",
                          expression);
  g_assert_no_error (error);
  silu_sql_step (row, &error);
  g_assert_no_error (error);
}

static void
check_snippet (const SiluSearchQuery *query, const char *text)
{
  gsize length = strlen (text);
  g_autoptr (SiluSearchMarker) marker = silu_search_marker_new (query);
  gsize start = 0;
  guint last = 0;
  g_autofree char *snippet = NULL;
  g_autoptr (GArray) ranges = NULL;

  silu_search_marker_count (marker, text, length, &start);
  g_assert_cmpuint (start, <=, length);
  snippet = silu_search_cut (text, length, start);
  g_assert_true (g_utf8_validate (snippet, -1, NULL));

  ranges = silu_search_marker_list (marker, snippet, strlen (snippet));
  for (guint i = 0; i < ranges->len; i++)
    {
      SiluSearchRange range = g_array_index (ranges, SiluSearchRange, i);

      g_assert_cmpuint (range.start, >=, last);
      g_assert_cmpuint (range.end, >, range.start);
      g_assert_cmpuint (range.end, <=, strlen (snippet));
      g_assert_true (g_utf8_validate (snippet + range.start, range.end - range.start, NULL));
      last = range.end;
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  FuzzInput input = fuzz_input (data, size);
  sqlite3 *db = open_index ();
  g_autofree char *text = g_strndup (input.text, input.length);
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (SiluSearchQuery) query = silu_search_query_new (text, zone, input.seed % 2 == 1);

  check_expression (db, query->words);
  check_expression (db, query->excluded);
  check_snippet (query, valid);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);

  return 0;
}
