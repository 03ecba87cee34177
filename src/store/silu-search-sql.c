/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conditions, each added where a query has it. */
#include "silu-search-sql.h"

void
silu_search_sql_clear (SiluSearchSql *self)
{
  g_string_free (g_steal_pointer (&self->sql), TRUE);
  g_ptr_array_unref (self->values);
}

void
silu_search_sql_init (SiluSearchSql *self, const char *text)
{
  self->sql = g_string_new (text);
  self->values = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
}

void
silu_search_sql_add_text (SiluSearchSql *self, const char *sql, const char *value)
{
  g_string_append (self->sql, sql);
  g_ptr_array_add (self->values, g_variant_ref_sink (g_variant_new_string (value)));
}

void
silu_search_sql_add_number (SiluSearchSql *self, const char *sql, gint64 value)
{
  g_string_append (self->sql, sql);
  g_ptr_array_add (self->values, g_variant_ref_sink (g_variant_new_int64 (value)));
}

SiluStatement *
silu_search_sql_prepare (const SiluSearchSql *self, sqlite3 *db, GError **error)
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

#define HAS_THOUGHTS SILU_SEARCH_HAS_PART ("p.kind = 0")
#define HAS_ATTACHMENT SILU_SEARCH_HAS_PART ("p.kind = 2")
#define HAS_CODE                                                                                   \
  SILU_SEARCH_HAS_PART ("p.kind = 1 AND (instr (p.text, '```') OR instr (p.text, '~~~'))"          \
                        " AND silu_code (p.text) != ''")

#define HAS_NOTES "EXISTS (SELECT 1 FROM note AS n WHERE n.message = m.id)"

const SiluSearchPlaceInfo silu_search_places[SILU_SEARCH_N_PLACES] = {
  { SILU_SEARCH_TITLE, "title", "0" },
  { SILU_SEARCH_QUESTION, "question", "m.role = 1" },
  { SILU_SEARCH_ANSWER, "answer", "m.role != 1" },
  { SILU_SEARCH_CODE, "code", HAS_CODE },
  { SILU_SEARCH_THOUGHTS, "thoughts", HAS_THOUGHTS },
  { SILU_SEARCH_ATTACHMENT, "attachments", HAS_ATTACHMENT },
  { SILU_SEARCH_NOTES, "notes", HAS_NOTES },
};

void
silu_search_sql_add_shelf (SiluSearchSql *sql, const SiluSearchQuery *query)
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
    silu_search_sql_add_text (
        sql, " AND instr (char (10) || lower (c.tags) || char (10), char (10) || ? || char (10))",
        g_ptr_array_index (query->tags, i));
}

void
silu_search_sql_add_models (SiluSearchSql *sql, const SiluSearchQuery *query)
{
  for (guint i = 0; i < query->models->len; i++)
    {
      g_string_append_printf (sql->sql, "%s instr (lower (coalesce (m.model, '')), ",
                              i == 0 ? " AND (" : " OR");
      silu_search_sql_add_text (sql, "?)", g_ptr_array_index (query->models, i));
    }
  if (query->models->len > 0)
    g_string_append_c (sql->sql, ')');
}

void
silu_search_sql_add_times (SiluSearchSql *sql, const SiluSearchQuery *query, const char *time)
{
  if (query->from != G_MININT64)
    {
      g_string_append_printf (sql->sql, " AND %s >= ", time);
      silu_search_sql_add_number (sql, "?", query->from);
    }
  if (query->until != G_MAXINT64)
    {
      g_string_append_printf (sql->sql, " AND %s < ", time);
      silu_search_sql_add_number (sql, "?", query->until);
    }
}

void
silu_search_sql_add_has (SiluSearchSql *sql, const SiluSearchQuery *query)
{
  for (gsize i = 0; i < SILU_SEARCH_N_PLACES; i++)
    if ((query->has & silu_search_places[i].place) != 0)
      g_string_append_printf (sql->sql, " AND %s", silu_search_places[i].condition);
}

/* Where there are no words to look for in a column, it is to have something. */
void
silu_search_sql_add_in (SiluSearchSql *sql, const SiluSearchQuery *query)
{
  if (query->in == 0)
    return;

  g_string_append (sql->sql, " AND (0");
  for (gsize i = 0; i < SILU_SEARCH_N_PLACES; i++)
    if ((query->in & silu_search_places[i].place) != 0)
      g_string_append_printf (sql->sql, " OR %s", silu_search_places[i].condition);
  g_string_append_c (sql->sql, ')');
}

char *
silu_search_sql_dup_match (const SiluSearchQuery *query)
{
  GString *match = g_string_new (NULL);

  if (query->in != 0)
    {
      g_string_append_c (match, '{');
      for (gsize i = 0; i < SILU_SEARCH_N_PLACES; i++)
        if ((query->in & silu_search_places[i].place) != 0)
          g_string_append_printf (match, " %s", silu_search_places[i].column);
      g_string_append (match, "} : ");
    }
  g_string_append_printf (match, "(%s)", query->words);
  if (query->excluded != NULL)
    g_string_append_printf (match, " NOT (%s)", query->excluded);

  return g_string_free (match, FALSE);
}
