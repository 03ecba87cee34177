/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A statement while it is put together from what people look for: the tables are called "c"
 * (conversation) and "m" (message) in it. */
#pragma once

#include "silu-search-query.h"
#include "silu-sql.h"

G_BEGIN_DECLS

/* SQL with the values that its "?" stand for. */
typedef struct
{
  GString *sql;
  GPtrArray *values; /* of GVariant: strings and int64s */
} SiluSearchSql;

void silu_search_sql_init (SiluSearchSql *self, const char *text);
void silu_search_sql_clear (SiluSearchSql *self);

/* @sql with one "?" in it. */
void silu_search_sql_add_text (SiluSearchSql *self, const char *sql, const char *value);
void silu_search_sql_add_number (SiluSearchSql *self, const char *sql, gint64 value);

SiluStatement *silu_search_sql_prepare (const SiluSearchSql *self, sqlite3 *db, GError **error);

/* When a message was made; of an imported one, when its conversation was. */
#define SILU_SEARCH_TIME                                                                           \
  "CASE WHEN m.end > 0 THEN m.end WHEN m.start > 0 THEN m.start ELSE c.updated END"

/* Whether the message has such a part, "p". */
#define SILU_SEARCH_HAS_PART(condition)                                                            \
  "EXISTS (SELECT 1 FROM part AS p WHERE p.message = m.id AND p.text != '' AND " condition ")"

/* Where something may be found: a column of the index, and what a message must be for there to be
 * anything. */
#define SILU_SEARCH_N_PLACES 7
typedef struct
{
  SiluSearchPlace place;
  const char *column;
  const char *condition;
} SiluSearchPlaceInfo;
extern const SiluSearchPlaceInfo silu_search_places[SILU_SEARCH_N_PLACES];

/* What a query says of conversations, of the model, of the time, of what a message has, and of
 * where it is looked for if it has no words; each begins with " AND" or adds nothing. */
void silu_search_sql_add_shelf (SiluSearchSql *self, const SiluSearchQuery *query);
void silu_search_sql_add_models (SiluSearchSql *self, const SiluSearchQuery *query);
void
silu_search_sql_add_times (SiluSearchSql *self, const SiluSearchQuery *query, const char *time);
void silu_search_sql_add_has (SiluSearchSql *self, const SiluSearchQuery *query);
void silu_search_sql_add_in (SiluSearchSql *self, const SiluSearchQuery *query);

/* The query's words as an expression for the index. */
char *silu_search_sql_dup_match (const SiluSearchQuery *query);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SiluSearchSql, silu_search_sql_clear)

G_END_DECLS
