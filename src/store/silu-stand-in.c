/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file with a journal beside it (WAL) is not easily read where nothing can be written: SQLite
 * wants to share an index of that journal with other processes, in a third file. */
#include "silu-stand-in.h"

#include "silu-index.h"
#include "silu-schema.h"
#include <errno.h>
#include <glib/gstdio.h>

/* How to do without the third file; each where those before it do not work. */
typedef struct
{
  int flags;
  const char *query; /* of the file's address */
  const char *pragma;
  gboolean reads_journal;
} Way;

static const Way ways[] = {
  /* It is there already, for another process has the file open. */
  { SQLITE_OPEN_READONLY, "mode=ro", "", TRUE },
  /* Nothing is in the journal, so that the file is all there is. */
  { SQLITE_OPEN_READONLY, "mode=ro&immutable=1", "", FALSE },
  /* Nobody else has the file open, so that the index need not be shared. */
  { SQLITE_OPEN_READWRITE, "mode=rw", "PRAGMA locking_mode = EXCLUSIVE;", TRUE },
};

/* Of what cannot even be looked at nobody knows. */
static gboolean
is_empty (const char *path)
{
  GStatBuf info;

  if (g_stat (path, &info) != 0)
    return errno == ENOENT || errno == ENOTDIR;

  return info.st_size == 0;
}

static sqlite3 *
connect (const char *address, int flags, const char *pragma)
{
  g_autofree char *setup = g_strconcat (pragma, "PRAGMA trusted_schema = OFF;", NULL);
  sqlite3 *db = NULL;

  if (sqlite3_open_v2 (address, &db, flags | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL) ==
          SQLITE_OK &&
      silu_sql_exec (db, setup, NULL) && silu_index_register (db, NULL))
    return db;

  sqlite3_close (db);

  return NULL;
}

/* Of the tables, too, one must be read before it is known that they can be. */
static gboolean
can_be_read (sqlite3 *db)
{
  gint64 version = 0;

  return silu_schema_read_version (db, &version, NULL) && version == SILU_SCHEMA_VERSION &&
         silu_sql_exec (db, "SELECT id FROM conversation LIMIT 1", NULL);
}

/* Looking at the file of another version is no harm. */
static gboolean
can_be_looked_at (sqlite3 *db)
{
  gint64 version = 0;

  return silu_schema_read_version (db, &version, NULL);
}

static sqlite3 *
open_way (const char *path, const Way *way, gboolean (*is_open) (sqlite3 *db))
{
  g_autofree char *escaped = g_uri_escape_string (path, G_URI_RESERVED_CHARS_ALLOWED_IN_PATH, TRUE);
  g_autofree char *address = g_strconcat ("file:", escaped, "?", way->query, NULL);
  sqlite3 *db = connect (address, way->flags, way->pragma);

  if (db != NULL && is_open (db))
    return db;

  sqlite3_close (db);

  return NULL;
}

static sqlite3 *
open_file (const char *path, gboolean (*is_open) (sqlite3 *db))
{
  g_autofree char *journal = g_strconcat (path, "-wal", NULL);
  sqlite3 *db = NULL;

  for (gsize i = 0; db == NULL && i < G_N_ELEMENTS (ways); i++)
    if (ways[i].reads_journal || is_empty (journal))
      db = open_way (path, &ways[i], is_open);

  return db;
}

/* Takes @db (nullable). */
static sqlite3 *
forbid_writes (sqlite3 *db)
{
  if (db == NULL || silu_sql_exec (db, "PRAGMA query_only = ON", NULL))
    return db;

  sqlite3_close (db);

  return NULL;
}

static sqlite3 *
open_empty (void)
{
  sqlite3 *db = connect (":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, "");

  if (db != NULL && silu_schema_migrate (db, NULL))
    return db;

  sqlite3_close (db);

  return NULL;
}

sqlite3 *
silu_stand_in_open (const char *path)
{
  return forbid_writes (is_empty (path) ? open_empty () : open_file (path, can_be_read));
}

sqlite3 *
silu_stand_in_open_as_is (const char *path)
{
  return forbid_writes (open_file (path, can_be_looked_at));
}
