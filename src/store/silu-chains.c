/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two steps: which chains there are, by their numbers and times alone, then what is shown of those
 * of one page. */
#include "silu-chains.h"

#include "silu-search-snippet.h"
#include "silu-search-sql.h"
#include "silu-search-watch.h"
#include "silu-tokens.h"
#include <string.h>

/* A number of the server's, else an estimate: "silu_tokens" is a function of this file. */
#define TOKENS                                                                                     \
  "CASE WHEN m.reasoning > 0 THEN m.reasoning ELSE (SELECT sum (silu_tokens (p.text))"             \
  "    FROM part AS p WHERE p.message = m.id AND p.kind = 0) END"

#define IS_CHAIN                                                                                   \
  " AND m.role = 2 AND m.state != 1 AND c.deleted = 0 AND " SILU_SEARCH_HAS_PART ("p.kind = 0")

typedef struct
{
  gint64 seq;
  gint64 time;
  double rank;
} Match;

typedef struct
{
  sqlite3 *db;
  const SiluChainsQuery *query;
  SiluSearchQuery *words;
  SiluSearchMarker *marker;
  SiluSearchWatch watch;
} List;

static void
list_clear (List *self)
{
  g_clear_pointer (&self->marker, silu_search_marker_free);
  g_clear_pointer (&self->words, silu_search_query_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (List, list_clear)

SiluChainsQuery *
silu_chains_query_copy (const SiluChainsQuery *self)
{
  SiluChainsQuery *copy = g_memdup2 (self, sizeof *self);

  copy->text = g_strdup (self->text);
  copy->model = g_strdup (self->model);

  return copy;
}

void
silu_chains_query_free (SiluChainsQuery *self)
{
  g_free (self->text);
  g_free (self->model);
  g_free (self);
}

/* --- which --- */

static void
tokens_cb (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  const char *text = (const char *) sqlite3_value_text (values[0]);

  if (text != NULL)
    sqlite3_result_int64 (context, silu_tokens_estimate (text, sqlite3_value_bytes (values[0])));
}

static void
add_rating (SiluSearchSql *sql, SiluChainsRating rating)
{
  switch (rating)
    {
    case SILU_CHAINS_GOOD:
      g_string_append (sql->sql, " AND m.rating > 0");
      break;
    case SILU_CHAINS_FLAWED:
      g_string_append (sql->sql, " AND m.rating < 0");
      break;
    case SILU_CHAINS_UNRATED:
      g_string_append (sql->sql, " AND m.rating = 0");
      break;
    case SILU_CHAINS_ANY:
    default:
      break;
    }
}

/* The cheap ones first: a text is read for its tokens only where all else holds. */
static void
add_filters (SiluSearchSql *sql, const SiluChainsQuery *query)
{
  add_rating (sql, query->rating);
  if (query->model != NULL)
    silu_search_sql_add_text (sql, " AND m.model = ?", query->model);
  if (query->from != 0)
    silu_search_sql_add_number (sql, " AND " SILU_SEARCH_TIME " >= ?", query->from);
  if (query->until != 0)
    silu_search_sql_add_number (sql, " AND " SILU_SEARCH_TIME " < ?", query->until);
  if (query->has_notes)
    g_string_append (sql->sql, " AND EXISTS (SELECT 1 FROM note AS n WHERE n.message = m.id)");
  if (query->has_answer)
    g_string_append (sql->sql, " AND m.state = 0 AND " SILU_SEARCH_HAS_PART ("p.kind = 1"));
  if (query->min_tokens > 0)
    silu_search_sql_add_number (sql, " AND " TOKENS " >= ?", query->min_tokens);
  if (query->max_tokens > 0)
    silu_search_sql_add_number (sql, " AND " TOKENS " <= ?", query->max_tokens);
}

static void
make_sql (SiluSearchSql *sql, const List *self)
{
  const SiluSearchQuery *words = self->words;

  if (words->words != NULL)
    {
      g_autofree char *match = silu_search_sql_dup_match (words);

      silu_search_sql_init (sql, "SELECT s.rowid, " SILU_SEARCH_TIME ", s.rank FROM search AS s"
                                 "  CROSS JOIN message AS m ON m.seq = s.rowid"
                                 "  CROSS JOIN conversation AS c ON c.id = m.conversation"
                                 "  WHERE s.rowid > 0");
      silu_search_sql_add_text (sql, " AND s.search MATCH ?", match);
    }
  else
    {
      silu_search_sql_init (sql, "SELECT m.seq, " SILU_SEARCH_TIME ", 0.0 FROM message AS m"
                                 "  CROSS JOIN conversation AS c ON c.id = m.conversation WHERE 1");
      if (words->excluded != NULL)
        silu_search_sql_add_text (
            sql, " AND m.seq NOT IN (SELECT rowid FROM search WHERE search MATCH ?)",
            words->excluded);
      if (words->literal != NULL)
        silu_search_sql_add_text (
            sql, " AND " SILU_SEARCH_HAS_PART ("p.kind = 0 AND instr (p.text, ?)"), words->literal);
    }
  g_string_append (sql->sql, IS_CHAIN);
  silu_search_sql_add_shelf (sql, words);
  silu_search_sql_add_models (sql, words);
  silu_search_sql_add_times (sql, words, SILU_SEARCH_TIME);
  silu_search_sql_add_has (sql, words);
  add_filters (sql, self->query);
  silu_search_sql_add_number (sql, " ORDER BY m.seq DESC LIMIT ?",
                              words->words != NULL ? SILU_SEARCH_RANKED : SILU_CHAINS_SCANNED);
}

/* The newer first; of two as old the one that was stored later. */
static int
compare_newest (gconstpointer a, gconstpointer b)
{
  const Match *first = a;
  const Match *second = b;

  if (first->time != second->time)
    return first->time > second->time ? -1 : 1;

  return first->seq > second->seq ? -1 : first->seq < second->seq;
}

static int
compare_best (gconstpointer a, gconstpointer b)
{
  const Match *first = a;
  const Match *second = b;

  if (first->rank != second->rank)
    return first->rank < second->rank ? -1 : 1;

  return compare_newest (a, b);
}

static GArray *
find_matches (List *self, GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Match));
  g_auto (SiluSearchSql) sql = { 0 };
  g_autoptr (GError) failure = NULL;
  g_autoptr (SiluStatement) row = NULL;

  make_sql (&sql, self);
  row = silu_search_sql_prepare (&sql, self->db, &failure);
  while (failure == NULL && silu_sql_step (row, &failure))
    {
      const Match match = { silu_sql_get_int (row, 0), silu_sql_get_int (row, 1),
                            sqlite3_column_double (row, 2) };

      g_array_append_val (found, match);
    }
  if (!silu_search_watch_settle (&self->watch, g_steal_pointer (&failure), error))
    return NULL;

  g_array_sort (found, self->query->order == SILU_CHAINS_BEST ? compare_best : compare_newest);

  return g_steal_pointer (&found);
}

/* --- what is shown of them --- */

/* Where the hits are in one of the texts of a chain; how many of the words it has. */
static guint
count_hits (List *self, const char *text, gsize length, gsize *start)
{
  const char *found;

  if (self->words->literal == NULL)
    return silu_search_marker_count (self->marker, text, length, start);

  found = strstr (text, self->words->literal);
  *start = found != NULL ? (gsize) (found - text) : 0;

  return found != NULL;
}

/* Shows the text of a row (place in the message, byte of it, text) if it has more of the words than
 * those before, or is the first. */
static void
consider (List *self, SiluSearchHit *chain, SiluStatement *row, gboolean is_note, guint *most)
{
  const char *text = (const char *) sqlite3_column_text (row, 2);
  gsize length = (gsize) sqlite3_column_bytes (row, 2);
  gsize start = 0;
  guint n;

  if (text == NULL || length == 0 || !g_utf8_validate (text, (gssize) length, NULL))
    return;

  n = count_hits (self, text, length, &start);
  if (chain->snippet != NULL && n <= *most)
    return;

  *most = n;
  g_free (chain->snippet);
  chain->snippet = silu_search_cut (text, length, start);
  chain->place = is_note ? SILU_SEARCH_NOTES : SILU_SEARCH_THOUGHTS;
  chain->part = (guint) CLAMP (silu_sql_get_int (row, 0), 0, G_MAXINT);
  chain->offset = is_note ? (gsize) MAX (silu_sql_get_int (row, 1), 0) : start;
}

static gboolean
read_texts (List *self,
            SiluSearchHit *chain,
            const char *sql,
            gboolean is_note,
            guint *most,
            GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (SiluStatement) row = silu_sql_prepare (self->db, &failure, sql, "s", chain->message);

  while (failure == NULL && silu_sql_step (row, &failure))
    consider (self, chain, row, is_note, most);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));

  return failure == NULL;
}

#define THOUGHTS                                                                                   \
  "SELECT position, 0, text FROM part WHERE message = ?1 AND kind = 0 ORDER BY position"
#define NOTES "SELECT part, start, text FROM note WHERE message = ?1 ORDER BY part, start"

static gboolean
read_snippet (List *self, SiluSearchHit *chain, GError **error)
{
  guint most = 0;

  if (!read_texts (self, chain, THOUGHTS, FALSE, &most, error) ||
      !read_texts (self, chain, NOTES, TRUE, &most, error))
    return FALSE;

  if (chain->snippet == NULL)
    chain->snippet = g_strdup ("");
  chain->ranges = silu_search_marker_list (self->marker, chain->snippet, strlen (chain->snippet));

  return TRUE;
}

static const char chain_sql[] =
    "SELECT c.id, c.title, m.id, m.model, " SILU_SEARCH_TIME ", " TOKENS ", m.reasoning <= 0,"
    "    m.first_reasoning, m.first_text, m.end, m.rating,"
    "    (SELECT count (*) FROM note AS n WHERE n.message = m.id), c.archived != 0"
    "  FROM message AS m"
    "  CROSS JOIN conversation AS c ON c.id = m.conversation WHERE m.seq = ?1";

static SiluSearchHit *
read_chain (SiluStatement *row)
{
  SiluSearchHit *chain = g_new0 (SiluSearchHit, 1);
  SiluTimes times = { 0 };

  chain->conversation = silu_sql_dup_text (row, 0);
  chain->title = silu_sql_dup_text (row, 1);
  chain->message = silu_sql_dup_text (row, 2);
  chain->model = silu_sql_dup_text (row, 3);
  chain->time = silu_sql_get_int (row, 4);
  chain->tokens = silu_sql_get_int (row, 5);
  chain->is_estimate = silu_sql_get_int (row, 6) != 0;
  times.first_reasoning = silu_sql_get_int (row, 7);
  times.first_text = silu_sql_get_int (row, 8);
  times.end = silu_sql_get_int (row, 9);
  chain->thinking = silu_times_get_thinking (&times);
  chain->rating =
      (SiluRating) CLAMP (silu_sql_get_int (row, 10), SILU_RATING_FLAWED, SILU_RATING_GOOD);
  chain->n_notes = (guint) silu_sql_get_int (row, 11);
  chain->is_archived = silu_sql_get_int (row, 12) != 0;

  return chain;
}

static gboolean
add_chain (List *self, GPtrArray *chains, gint64 seq, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (SiluStatement) row = silu_sql_prepare (self->db, &failure, chain_sql, "i", seq);
  g_autoptr (SiluSearchHit) chain = NULL;

  if (failure == NULL && silu_sql_step (row, &failure))
    chain = read_chain (row);
  if (failure == NULL && chain != NULL && read_snippet (self, chain, &failure))
    g_ptr_array_add (chains, g_steal_pointer (&chain));
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));

  return failure == NULL;
}

static GPtrArray *
list_page (List *self, guint offset, guint limit, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) chains =
      g_ptr_array_new_with_free_func ((GDestroyNotify) silu_search_hit_free);
  g_autoptr (GArray) matches = NULL;

  silu_search_watch_begin (&self->watch, self->db, SILU_SEARCH_SECONDS, cancellable);
  matches = find_matches (self, error);
  silu_search_watch_end (&self->watch);
  if (matches == NULL)
    return NULL;

  for (guint i = offset; i < matches->len && chains->len < limit; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !add_chain (self, chains, g_array_index (matches, Match, i).seq, error))
      return NULL;

  return g_steal_pointer (&chains);
}

GPtrArray *
silu_chains_list (sqlite3 *db,
                  const SiluChainsQuery *query,
                  guint offset,
                  guint limit,
                  GCancellable *cancellable,
                  GError **error)
{
  g_auto (List) self = { .db = db, .query = query };
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  if (sqlite3_create_function_v2 (db, "silu_tokens", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL,
                                  tokens_cb, NULL, NULL, NULL) != SQLITE_OK)
    {
      silu_sql_set_error (db, error);
      return NULL;
    }

  self.words = silu_search_query_new (query->text != NULL ? query->text : "", zone, TRUE);
  self.words->in = SILU_SEARCH_THOUGHTS | SILU_SEARCH_NOTES;
  self.marker = silu_search_marker_new (self.words);
  if (self.words->words != NULL || self.words->excluded != NULL)
    silu_search_catch_up (db, cancellable);

  return list_page (&self, offset, limit, cancellable, error);
}
