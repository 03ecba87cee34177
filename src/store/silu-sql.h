/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The little that SQLite's C interface lacks: one call to bind, one to read, errors as GError. */
#pragma once

#include "silu-error.h"
#include <sqlite3.h>

G_BEGIN_DECLS

typedef sqlite3_stmt SiluStatement;

/* Milliseconds that a lock of another process is waited for, on the worker. */
#define SILU_SQL_BUSY_TIMEOUT 5000

/* The error of what @db did last, in SILU_ERROR_STORE with a translated sentence, and SQLite's
 * words as the detail. Returns FALSE, for the caller to return. */
gboolean silu_sql_set_error (sqlite3 *db, GError **error);

/* Whether @error (nullable) says that the file is damaged, or is no database. */
gboolean silu_sql_is_damage (const GError *error);

/* Such an error. Returns FALSE. */
gboolean silu_sql_set_damage (GError **error);

/* What to say of a file that can only be read, for @failure came of opening it to write. */
GError *silu_sql_new_fault (const GError *failure);

/* Statements without results: "PRAGMA …", "BEGIN", several in one. */
gboolean silu_sql_exec (sqlite3 *db, const char *sql, GError **error);

/* Prepares @sql and binds by @types, one letter a value: s const char * (nullable), i gint64,
 * b const char * and gsize, for text with its length. NULL on failure. */
SiluStatement *
silu_sql_prepare (sqlite3 *db, GError **error, const char *sql, const char *types, ...);

/* The same, run to its end. */
gboolean silu_sql_run (sqlite3 *db, GError **error, const char *sql, const char *types, ...);

/* A statement that was prepared without values, run to its end with these, and ready for the next
 * ones: for what is done thousands of times. */
gboolean silu_sql_run_again (SiluStatement *statement, GError **error, const char *types, ...);

/* TRUE for a row, FALSE at the end or with @error set. */
gboolean silu_sql_step (SiluStatement *statement, GError **error);

/* A copy of a column's text, NULL for NULL; always valid UTF-8. */
char *silu_sql_dup_text (SiluStatement *statement, int column);

/* Whether the column holds exactly this text. */
gboolean silu_sql_is_text (SiluStatement *statement, int column, const char *text, gsize length);

gint64 silu_sql_get_int (SiluStatement *statement, int column);

void silu_sql_finalize (SiluStatement *statement);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluStatement, silu_sql_finalize)

G_END_DECLS
