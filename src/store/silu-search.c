/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three steps: which rows match and how well, then the best of them, then what is shown of each.
 * The first walks the index from its newest end and reads no text. */
#include "silu-search.h"

#include "silu-search-snippet.h"
#include "silu-search-sql.h"
#include "silu-search-watch.h"
#include <string.h>

/* Of a page of hits, so many may be titles when there are messages as well. */
#define TITLE_SHARE 4

typedef struct
{
  gint64 seq; /* in the index: below zero a title's */
  double rank;
} Match;

typedef struct
{
  sqlite3 *db;
  const SiluSearchQuery *query;
  GCancellable *cancellable;
  SiluSearchWatch watch;
} Search;

void
silu_search_hit_free (SiluSearchHit *self)
{
  g_free (self->conversation);
  g_free (self->title);
  g_free (self->message);
  g_free (self->model);
  g_free (self->snippet);
  g_clear_pointer (&self->ranges, g_array_unref);
  g_free (self);
}

/* --- conditions --- */

/* Whether the query says something of messages that a title cannot fulfil. */
static gboolean
is_about_messages (const SiluSearchQuery *query)
{
  return query->has != 0 || query->models->len > 0 || query->literal != NULL ||
         (query->in != 0 && (query->in & SILU_SEARCH_TITLE) == 0);
}

static void
make_title_sql (SiluSearchSql *sql, const SiluSearchQuery *query)
{
  if (query->words != NULL)
    {
      g_autofree char *match = silu_search_sql_dup_match (query);

      silu_search_sql_init (
          sql, "SELECT s.rowid, s.rank FROM search AS s CROSS JOIN title AS t"
               "  ON t.seq = s.rowid CROSS JOIN conversation AS c ON c.id = t.conversation"
               "  WHERE s.rowid < 0");
      silu_search_sql_add_text (sql, " AND s.search MATCH ?", match);
    }
  else
    {
      silu_search_sql_init (sql,
                            "SELECT t.seq, - c.updated FROM conversation AS c CROSS JOIN title AS t"
                            "  ON t.conversation = c.id WHERE 1");
    }
  silu_search_sql_add_shelf (sql, query);
  silu_search_sql_add_times (sql, query, "c.updated");
  /* The newest title has the lowest number. */
  silu_search_sql_add_number (
      sql, query->words != NULL ? " ORDER BY s.rowid LIMIT ?" : " ORDER BY c.updated DESC LIMIT ?",
      SILU_SEARCH_RANKED);
}

static void
make_message_sql (SiluSearchSql *sql, const SiluSearchQuery *query)
{
  if (query->words != NULL)
    {
      g_autofree char *match = silu_search_sql_dup_match (query);

      silu_search_sql_init (
          sql, "SELECT s.rowid, s.rank FROM search AS s CROSS JOIN message AS m"
               "  ON m.seq = s.rowid CROSS JOIN conversation AS c ON c.id = m.conversation"
               "  WHERE s.rowid > 0");
      silu_search_sql_add_text (sql, " AND s.search MATCH ?", match);
    }
  else
    {
      silu_search_sql_init (sql, "SELECT m.seq, - m.seq FROM message AS m"
                                 "  CROSS JOIN conversation AS c ON c.id = m.conversation WHERE 1");
      silu_search_sql_add_in (sql, query);
      if (query->excluded != NULL)
        silu_search_sql_add_text (
            sql, " AND m.seq NOT IN (SELECT rowid FROM search WHERE search MATCH ?)",
            query->excluded);
      if (query->literal != NULL)
        {
          silu_search_sql_add_number (sql, " AND m.seq > (SELECT max (seq) FROM message) - ?",
                                      SILU_SEARCH_SCANNED);
          silu_search_sql_add_text (
              sql, " AND " SILU_SEARCH_HAS_PART ("p.kind <= 2 AND instr (p.text, ?)"),
              query->literal);
        }
    }
  silu_search_sql_add_shelf (sql, query);
  silu_search_sql_add_models (sql, query);
  silu_search_sql_add_times (sql, query, SILU_SEARCH_TIME);
  silu_search_sql_add_has (sql, query);
  silu_search_sql_add_number (
      sql, query->words != NULL ? " ORDER BY s.rowid DESC LIMIT ?" : " ORDER BY m.seq DESC LIMIT ?",
      SILU_SEARCH_RANKED);
}

/* --- matching --- */

/* The better first; of two as good the newer. */
static int
compare_matches (gconstpointer a, gconstpointer b)
{
  const Match *first = a;
  const Match *second = b;

  if (first->rank != second->rank)
    return first->rank < second->rank ? -1 : 1;

  return ABS (first->seq) > ABS (second->seq) ? -1 : ABS (first->seq) < ABS (second->seq);
}

/* Appends the best of what the statement gives, the deadline being the end of it as well. */
static gboolean
read_matches (Search *self, const SiluSearchSql *sql, guint limit, GArray *matches, GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Match));
  g_autoptr (GError) failure = NULL;
  g_autoptr (SiluStatement) row = silu_search_sql_prepare (sql, self->db, &failure);

  while (failure == NULL && silu_sql_step (row, &failure))
    {
      const Match match = { silu_sql_get_int (row, 0), sqlite3_column_double (row, 1) };

      g_array_append_val (found, match);
    }

  if (!silu_search_watch_settle (&self->watch, g_steal_pointer (&failure), error))
    return FALSE;

  g_array_sort (found, compare_matches);
  g_array_append_vals (matches, found->data, MIN (found->len, limit));

  return TRUE;
}

static gboolean
find_titles (Search *self, guint limit, GArray *matches, GError **error)
{
  g_auto (SiluSearchSql) sql = { 0 };

  make_title_sql (&sql, self->query);

  return read_matches (self, &sql, limit, matches, error);
}

static gboolean
find_messages (Search *self, guint limit, GArray *matches, GError **error)
{
  g_auto (SiluSearchSql) sql = { 0 };

  make_message_sql (&sql, self->query);

  return read_matches (self, &sql, limit, matches, error);
}

/* Filters alone that hold for whole conversations list those. */
static gboolean
find_all (Search *self, guint limit, GArray *matches, GError **error)
{
  const SiluSearchQuery *query = self->query;
  gboolean wants_titles = !is_about_messages (query);
  gboolean wants_messages = (query->in & ~SILU_SEARCH_TITLE) != 0 || query->in == 0;
  g_autoptr (GArray) titles = g_array_new (FALSE, FALSE, sizeof (Match));
  guint n_titles;

  if (query->words == NULL)
    {
      wants_titles = wants_titles && query->excluded == NULL;
      wants_messages = !wants_titles;
    }

  if ((wants_titles && !find_titles (self, limit, titles, error)) ||
      (wants_messages && !find_messages (self, limit, matches, error)))
    return FALSE;

  /* Titles come first, and leave room. */
  n_titles = MIN (titles->len, MAX (limit / TITLE_SHARE, limit - MIN (limit, matches->len)));
  g_array_insert_vals (matches, 0, titles->data, n_titles);
  if (matches->len > limit)
    g_array_set_size (matches, limit);

  return TRUE;
}

/* --- showing --- */

/* Of the texts that @row has from column @first on, that in which the most of the phrases are. */
static void
choose_text (Search *self,
             SiluStatement *row,
             int first,
             SiluSearchMarker *marker,
             SiluSearchHit *hit)
{
  const char *best = NULL;
  gsize best_length = 0;
  gsize best_start = 0;
  guint most = 0;

  for (gsize i = 0; i < SILU_SEARCH_N_PLACES; i++)
    {
      const char *text = (const char *) sqlite3_column_text (row, first + (int) i);
      gsize length = (gsize) sqlite3_column_bytes (row, first + (int) i);
      gsize start = 0;
      guint n;

      if (text == NULL || length == 0 || !g_utf8_validate (text, (gssize) length, NULL) ||
          (self->query->in != 0 && (self->query->in & silu_search_places[i].place) == 0))
        continue;

      n = silu_search_marker_count (marker, text, length, &start);
      if (self->query->literal != NULL)
        {
          const char *found = strstr (text, self->query->literal);

          n = found != NULL;
          start = found != NULL ? (gsize) (found - text) : 0;
        }
      if (best != NULL && n <= most)
        continue;

      best = text;
      best_length = length;
      best_start = start;
      most = n;
      hit->place = silu_search_places[i].place;
    }

  /* Marks without words are at no place but theirs. */
  if (best == NULL && (self->query->in & SILU_SEARCH_NOTES) != 0)
    hit->place = SILU_SEARCH_NOTES;
  hit->snippet = best != NULL ? silu_search_cut (best, best_length, best_start) : g_strdup ("");
}

#define HEADER "c.id, c.title, c.archived != 0"

/* What is read of a title, and of a message: columns from TEXTS on are those of @places. */
#define TEXTS 6
static const char title_sql[] = "SELECT " HEADER ", NULL, NULL, c.updated FROM title AS t"
                                "  CROSS JOIN conversation AS c ON c.id = t.conversation"
                                "  WHERE t.seq = ?1";
static const char message_sql[] =
    "SELECT " HEADER ", m.id, m.model, " SILU_SEARCH_TIME
    ", NULL, s.question, s.answer, s.code, s.thoughts,"
    "    s.attachments, s.notes FROM message AS m"
    "  CROSS JOIN search_message AS s ON s.seq = m.seq"
    "  CROSS JOIN conversation AS c ON c.id = m.conversation WHERE m.seq = ?1";

/* NULL without error: it has gone. */
static SiluSearchHit *
read_hit (Search *self, SiluStatement *row, gint64 seq, SiluSearchMarker *marker, GError **error)
{
  SiluSearchHit *hit;

  sqlite3_reset (row);
  sqlite3_bind_int64 (row, 1, seq);
  if (!silu_sql_step (row, error))
    return NULL;

  hit = g_new0 (SiluSearchHit, 1);
  hit->conversation = silu_sql_dup_text (row, 0);
  hit->title = silu_sql_dup_text (row, 1);
  hit->is_archived = silu_sql_get_int (row, 2) != 0;
  hit->message = silu_sql_dup_text (row, 3);
  hit->model = silu_sql_dup_text (row, 4);
  hit->time = silu_sql_get_int (row, 5);
  if (seq < 0)
    {
      hit->place = SILU_SEARCH_TITLE;
      hit->snippet = g_strdup (hit->title);
    }
  else
    {
      choose_text (self, row, TEXTS, marker, hit);
    }
  hit->ranges = silu_search_marker_list (marker, hit->snippet, strlen (hit->snippet));

  return hit;
}

static GPtrArray *
read_hits (Search *self, GArray *matches, GError **error)
{
  g_autoptr (GPtrArray) hits =
      g_ptr_array_new_with_free_func ((GDestroyNotify) silu_search_hit_free);
  g_autoptr (SiluSearchMarker) marker = silu_search_marker_new (self->query);
  g_autoptr (SiluStatement) title = silu_sql_prepare (self->db, error, title_sql, "");
  g_autoptr (SiluStatement) message = NULL;

  if (title != NULL)
    message = silu_sql_prepare (self->db, error, message_sql, "");
  if (message == NULL)
    return NULL;

  for (guint i = 0; i < matches->len; i++)
    {
      g_autoptr (GError) failure = NULL;
      gint64 seq = g_array_index (matches, Match, i).seq;
      SiluSearchHit *hit = read_hit (self, seq < 0 ? title : message, seq, marker, &failure);

      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        {
          g_clear_pointer (&hit, silu_search_hit_free);
          return NULL;
        }
      if (hit != NULL)
        g_ptr_array_add (hits, hit);
    }

  return g_steal_pointer (&hits);
}

GPtrArray *
silu_search (sqlite3 *db,
             const SiluSearchQuery *query,
             guint limit,
             GCancellable *cancellable,
             GError **error)
{
  Search self = { .db = db, .query = query, .cancellable = cancellable };
  g_autoptr (GArray) matches = g_array_new (FALSE, FALSE, sizeof (Match));
  gboolean is_found = TRUE;

  if (query->words != NULL || query->excluded != NULL)
    silu_search_catch_up (db, cancellable);

  silu_search_watch_begin (&self.watch, db, SILU_SEARCH_SECONDS, cancellable);
  if (!silu_search_query_is_empty (query))
    is_found = find_all (&self, limit, matches, error);
  silu_search_watch_end (&self.watch);

  return is_found ? read_hits (&self, matches, error) : NULL;
}
