/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three steps: which rows match and how well, then the best of them, then what is shown of each.
 * The first walks the index from its newest end and reads no text. */
#include "silu-search.h"

#include "silu-index.h"
#include "silu-search-snippet.h"
#include <string.h>

/* Of a page of hits, so many may be titles when there are messages as well. */
#define TITLE_SHARE 4

/* Steps of SQLite between two looks at the clock. */
#define STEPS 200

#define TIME "CASE WHEN m.end > 0 THEN m.end WHEN m.start > 0 THEN m.start ELSE c.updated END"

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
  gint64 deadline; /* monotonic */
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

/* --- statements --- */

/* SQL with the values that its "?" stand for. */
typedef struct
{
  GString *sql;
  GPtrArray *values; /* of GVariant: strings and int64s */
} Sql;

static void
sql_clear (Sql *self)
{
  g_string_free (g_steal_pointer (&self->sql), TRUE);
  g_ptr_array_unref (self->values);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sql, sql_clear)

static void
sql_init (Sql *self, const char *text)
{
  self->sql = g_string_new (text);
  self->values = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
}

static void
add_text (Sql *self, const char *sql, const char *value)
{
  g_string_append (self->sql, sql);
  g_ptr_array_add (self->values, g_variant_ref_sink (g_variant_new_string (value)));
}

static void
add_number (Sql *self, const char *sql, gint64 value)
{
  g_string_append (self->sql, sql);
  g_ptr_array_add (self->values, g_variant_ref_sink (g_variant_new_int64 (value)));
}

static SiluStatement *
prepare (const Sql *self, sqlite3 *db, GError **error)
{
  SiluStatement *statement = silu_sql_prepare (db, error, self->sql->str, "");

  for (guint i = 0; statement != NULL && i < self->values->len; i++)
    {
      GVariant *value = g_ptr_array_index (self->values, i);

      if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
        sqlite3_bind_text (statement, (int) i + 1, g_variant_get_string (value, NULL), -1,
                           SQLITE_TRANSIENT);
      else
        sqlite3_bind_int64 (statement, (int) i + 1, g_variant_get_int64 (value));
    }

  return statement;
}

/* --- conditions --- */

static void
add_shelf (Sql *sql, const SiluSearchQuery *query)
{
  switch (query->shelf)
    {
    case SILU_SEARCH_TRASH:
      g_string_append (sql->sql, " AND c.deleted != 0");
      break;
    case SILU_SEARCH_ARCHIVE:
      g_string_append (sql->sql, " AND c.deleted = 0 AND c.archived != 0");
      break;
    case SILU_SEARCH_KEPT:
    default:
      g_string_append (sql->sql, " AND c.deleted = 0");
      break;
    }

  /* Tags are lines. */
  for (guint i = 0; i < query->tags->len; i++)
    add_text (sql,
              " AND instr (char (10) || lower (c.tags) || char (10), char (10) || ? || char (10))",
              g_ptr_array_index (query->tags, i));
}

static void
add_models (Sql *sql, const SiluSearchQuery *query, const char *column)
{
  for (guint i = 0; i < query->models->len; i++)
    {
      g_string_append_printf (sql->sql, "%s instr (lower (coalesce (%s, '')), ",
                              i == 0 ? " AND (" : " OR", column);
      add_text (sql, "?)", g_ptr_array_index (query->models, i));
    }
  if (query->models->len > 0)
    g_string_append_c (sql->sql, ')');
}

static void
add_times (Sql *sql, const SiluSearchQuery *query, const char *time)
{
  if (query->from != G_MININT64)
    {
      g_string_append_printf (sql->sql, " AND %s >= ", time);
      add_number (sql, "?", query->from);
    }
  if (query->until != G_MAXINT64)
    {
      g_string_append_printf (sql->sql, " AND %s < ", time);
      add_number (sql, "?", query->until);
    }
}

#define HAS_PART(condition)                                                                        \
  "EXISTS (SELECT 1 FROM part AS p WHERE p.message = m.id AND p.text != '' AND " condition ")"
#define HAS_THOUGHTS HAS_PART ("p.kind = 0")
#define HAS_ATTACHMENT HAS_PART ("p.kind = 2")
#define HAS_CODE                                                                                   \
  HAS_PART ("p.kind = 1 AND (instr (p.text, '```') OR instr (p.text, '~~~'))"                      \
            " AND silu_code (p.text) != ''")

#define HAS_NOTES "EXISTS (SELECT 1 FROM note AS n WHERE n.message = m.id)"

/* What a message must be for there to be anything of it at a place. */
static const struct
{
  SiluSearchPlace place;
  const char *column;
  const char *condition;
} places[] = {
  { SILU_SEARCH_TITLE, "title", "0" },
  { SILU_SEARCH_QUESTION, "question", "m.role = 1" },
  { SILU_SEARCH_ANSWER, "answer", "m.role != 1" },
  { SILU_SEARCH_CODE, "code", HAS_CODE },
  { SILU_SEARCH_THOUGHTS, "thoughts", HAS_THOUGHTS },
  { SILU_SEARCH_ATTACHMENT, "attachments", HAS_ATTACHMENT },
  { SILU_SEARCH_NOTES, "notes", HAS_NOTES },
};

static void
add_has (Sql *sql, const SiluSearchQuery *query)
{
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    if ((query->has & places[i].place) != 0)
      g_string_append_printf (sql->sql, " AND %s", places[i].condition);
}

/* Where there are no words to look for in a column, it is to have something. */
static void
add_in (Sql *sql, const SiluSearchQuery *query)
{
  if (query->in == 0)
    return;

  g_string_append (sql->sql, " AND (0");
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    if ((query->in & places[i].place) != 0)
      g_string_append_printf (sql->sql, " OR %s", places[i].condition);
  g_string_append_c (sql->sql, ')');
}

static char *
dup_match (const SiluSearchQuery *query)
{
  GString *match = g_string_new (NULL);

  if (query->in != 0)
    {
      g_string_append_c (match, '{');
      for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
        if ((query->in & places[i].place) != 0)
          g_string_append_printf (match, " %s", places[i].column);
      g_string_append (match, "} : ");
    }
  g_string_append_printf (match, "(%s)", query->words);
  if (query->excluded != NULL)
    g_string_append_printf (match, " NOT (%s)", query->excluded);

  return g_string_free (match, FALSE);
}

/* Whether the query says something of messages that a title cannot fulfil. */
static gboolean
is_about_messages (const SiluSearchQuery *query)
{
  return query->has != 0 || query->models->len > 0 || query->literal != NULL ||
         (query->in != 0 && (query->in & SILU_SEARCH_TITLE) == 0);
}

static void
make_title_sql (Sql *sql, const SiluSearchQuery *query)
{
  if (query->words != NULL)
    {
      g_autofree char *match = dup_match (query);

      sql_init (sql, "SELECT s.rowid, s.rank FROM search AS s CROSS JOIN title AS t"
                     "  ON t.seq = s.rowid CROSS JOIN conversation AS c ON c.id = t.conversation"
                     "  WHERE s.rowid < 0");
      add_text (sql, " AND s.search MATCH ?", match);
    }
  else
    {
      sql_init (sql, "SELECT t.seq, - c.updated FROM conversation AS c CROSS JOIN title AS t"
                     "  ON t.conversation = c.id WHERE 1");
    }
  add_shelf (sql, query);
  add_times (sql, query, "c.updated");
  /* The newest title has the lowest number. */
  add_number (
      sql, query->words != NULL ? " ORDER BY s.rowid LIMIT ?" : " ORDER BY c.updated DESC LIMIT ?",
      SILU_SEARCH_RANKED);
}

static void
make_message_sql (Sql *sql, const SiluSearchQuery *query)
{
  if (query->words != NULL)
    {
      g_autofree char *match = dup_match (query);

      sql_init (sql, "SELECT s.rowid, s.rank FROM search AS s CROSS JOIN message AS m"
                     "  ON m.seq = s.rowid CROSS JOIN conversation AS c ON c.id = m.conversation"
                     "  WHERE s.rowid > 0");
      add_text (sql, " AND s.search MATCH ?", match);
    }
  else
    {
      sql_init (sql, "SELECT m.seq, - m.seq FROM message AS m"
                     "  CROSS JOIN conversation AS c ON c.id = m.conversation WHERE 1");
      add_in (sql, query);
      if (query->excluded != NULL)
        add_text (sql, " AND m.seq NOT IN (SELECT rowid FROM search WHERE search MATCH ?)",
                  query->excluded);
      if (query->literal != NULL)
        {
          add_number (sql, " AND m.seq > (SELECT max (seq) FROM message) - ?", SILU_SEARCH_SCANNED);
          add_text (sql, " AND " HAS_PART ("p.kind <= 2 AND instr (p.text, ?)"), query->literal);
        }
    }
  add_shelf (sql, query);
  add_models (sql, query, "m.model");
  add_times (sql, query, TIME);
  add_has (sql, query);
  add_number (
      sql, query->words != NULL ? " ORDER BY s.rowid DESC LIMIT ?" : " ORDER BY m.seq DESC LIMIT ?",
      SILU_SEARCH_RANKED);
}

/* --- matching --- */

static int
progress_cb (void *data)
{
  Search *self = data;

  return g_cancellable_is_cancelled (self->cancellable) || g_get_monotonic_time () > self->deadline;
}

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
read_matches (Search *self, const Sql *sql, guint limit, GArray *matches, GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Match));
  g_autoptr (GError) failure = NULL;
  g_autoptr (SiluStatement) row = prepare (sql, self->db, &failure);

  while (failure == NULL && silu_sql_step (row, &failure))
    {
      const Match match = { silu_sql_get_int (row, 0), sqlite3_column_double (row, 1) };

      g_array_append_val (found, match);
    }

  if (failure != NULL && sqlite3_errcode (self->db) == SQLITE_INTERRUPT)
    {
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      g_clear_error (&failure);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  g_array_sort (found, compare_matches);
  g_array_append_vals (matches, found->data, MIN (found->len, limit));

  return TRUE;
}

static gboolean
find_titles (Search *self, guint limit, GArray *matches, GError **error)
{
  g_auto (Sql) sql = { 0 };

  make_title_sql (&sql, self->query);

  return read_matches (self, &sql, limit, matches, error);
}

static gboolean
find_messages (Search *self, guint limit, GArray *matches, GError **error)
{
  g_auto (Sql) sql = { 0 };

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

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      const char *text = (const char *) sqlite3_column_text (row, first + (int) i);
      gsize length = (gsize) sqlite3_column_bytes (row, first + (int) i);
      gsize start = 0;
      guint n;

      if (text == NULL || length == 0 || !g_utf8_validate (text, (gssize) length, NULL) ||
          (self->query->in != 0 && (self->query->in & places[i].place) == 0))
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
      hit->place = places[i].place;
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
    "SELECT " HEADER ", m.id, m.model, " TIME ", NULL, s.question, s.answer, s.code, s.thoughts,"
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

/* What is not indexed yet, as far as there is time. Without it a search finds less, but finds: so
 * no error ends it, and a lock of another process is not waited for. */
static void
catch_up (sqlite3 *db, GCancellable *cancellable)
{
  gint64 end = g_get_monotonic_time () + SILU_SEARCH_CATCH_UP * 1000;
  g_autoptr (GError) error = NULL;
  gboolean done = FALSE;

  sqlite3_busy_timeout (db, 0);
  while (!done && error == NULL && g_get_monotonic_time () < end &&
         !g_cancellable_is_cancelled (cancellable))
    silu_index_catch_up (db, &done, &error);
  sqlite3_busy_timeout (db, SILU_SQL_BUSY_TIMEOUT);

  if (error != NULL)
    g_debug ("a search goes without what is not indexed: %s", error->message);
}

GPtrArray *
silu_search (sqlite3 *db,
             const SiluSearchQuery *query,
             guint limit,
             GCancellable *cancellable,
             GError **error)
{
  Search self = { db, query, cancellable, 0 };
  g_autoptr (GArray) matches = g_array_new (FALSE, FALSE, sizeof (Match));
  gboolean is_found = TRUE;

  if (query->words != NULL || query->excluded != NULL)
    catch_up (db, cancellable);

  self.deadline = g_get_monotonic_time () + SILU_SEARCH_SECONDS * G_USEC_PER_SEC;
  sqlite3_progress_handler (db, STEPS, progress_cb, &self);
  if (!silu_search_query_is_empty (query))
    is_found = find_all (&self, limit, matches, error);
  sqlite3_progress_handler (db, 0, NULL, NULL);

  return is_found ? read_hits (&self, matches, error) : NULL;
}
