/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who opens the file alone may repair it; the others wait for that with a shared lock. */
#include "silu-file.h"

#include "silu-backup.h"
#include "silu-check.h"
#include "silu-index.h"
#include "silu-owner.h"
#include "silu-private.h"
#include "silu-salvage.h"
#include "silu-schema.h"
#include "silu-stand-in.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

/* For another process that repairs the file. */
#define LOCK_INTERVAL_US (50 * 1000)
#define LOCK_TRIES (20 * 60)

/* Seconds of a start that are given to looking at the file, when there was a crash and nothing
 * more. SQLite's own journal makes damage then most unlikely. Older versions of SQLite do not look
 * at the clock while they look at the pages: of a file with more of them that is left out. */
#define CHECK_SECONDS 5
#define CHECK_PAGES (512 * 1024 * 1024 / 4096)

typedef enum
{
  TRUSTED,
  CRASHED, /* a process died */
  SUSPECT, /* damage was seen */
} Trust;

static char *
make_name (const char *path, const char *name)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return g_build_filename (folder, name, NULL);
}

static char *
make_mark_name (const char *path)
{
  return g_strconcat (path, "-suspect", NULL);
}

void
silu_file_suspect (const char *path)
{
  g_autofree char *mark = make_mark_name (path);

  silu_private_make_file (mark, NULL);
}

static Trust
get_trust (const char *path)
{
  g_autofree char *mark = make_mark_name (path);
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_file_test (mark, G_FILE_TEST_EXISTS))
    return SUSPECT;

  return silu_owner_has_died (folder) ? CRASHED : TRUSTED;
}

static void
remove_mark (const char *path)
{
  g_autofree char *mark = make_mark_name (path);

  g_unlink (mark);
}

/* --- the lock --- */

/* @alone: it is ours alone for now. Where there can be no lock, nothing is done that needs one. */
static gboolean
take_lock (SiluFile *self, const char *path, gboolean *alone, GError **error)
{
  g_autofree char *name = make_name (path, "silu.lock");

  *alone = FALSE;
  self->lock = open (name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (self->lock < 0)
    return TRUE;

  for (guint i = 0; i < LOCK_TRIES; i++)
    {
      *alone = flock (self->lock, LOCK_EX | LOCK_NB) == 0;
      if (*alone || errno != EWOULDBLOCK || flock (self->lock, LOCK_SH | LOCK_NB) == 0)
        return TRUE;
      g_usleep (LOCK_INTERVAL_US);
    }

  close (self->lock);
  self->lock = -1;
  g_propagate_error (error, silu_error_new (SILU_ERROR_STORE,
                                            _ ("Another Silu is still busy with the file of chats. "
                                               "Try again in a moment."),
                                            NULL, -1));

  return FALSE;
}

static void
drop_lock (SiluFile *self)
{
  if (self->lock >= 0)
    close (self->lock);
  self->lock = -1;
}

/* --- the connection --- */

/* FULL: a commit is on the disk when it returns, also if the power fails. secure_delete: what is
 * erased is overwritten. Nothing here writes to the file: it may yet be refused. */
static gboolean
connect (SiluFile *self, const char *path, GError **error)
{
  /* One thread at a time has the connection: SQLite need not lock it for each value. */
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;

  if (sqlite3_open_v2 (path != NULL ? path : ":memory:", &self->db, flags, NULL) != SQLITE_OK)
    return silu_sql_set_error (self->db, error);

  sqlite3_busy_timeout (self->db, SILU_SQL_BUSY_TIMEOUT);

  return silu_sql_exec (self->db,
                        "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
                        "PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF;",
                        error) &&
         silu_index_register (self->db, error);
}

static gboolean
is_large (SiluFile *self)
{
  g_autoptr (SiluStatement) row = silu_sql_prepare (self->db, NULL, "PRAGMA page_count", "");

  return row != NULL && silu_sql_step (row, NULL) && silu_sql_get_int (row, 0) > CHECK_PAGES;
}

/* An index that disagrees is made anew, and nobody needs to know. FALSE if tables are damaged. */
static gboolean
check (SiluFile *self, Trust trust, GError **error)
{
  SiluCheckVerdict verdict = SILU_CHECK_SOUND;
  g_autoptr (GError) failure = NULL;

  if (trust == CRASHED && is_large (self))
    return TRUE;

  if (!silu_check_quick (self->db, trust == SUSPECT ? 0 : CHECK_SECONDS, &verdict, &failure))
    {
      g_debug ("the file could not be checked: %s", silu_error_get_detail (failure));
      return TRUE;
    }

  if (verdict == SILU_CHECK_DAMAGED)
    return silu_sql_set_damage (error);
  if (verdict == SILU_CHECK_SOUND)
    return TRUE;

  if (silu_sql_exec (self->db, "BEGIN IMMEDIATE", error) && silu_index_rebuild (self->db, error) &&
      silu_sql_exec (self->db, "COMMIT", error))
    return TRUE;

  if (!sqlite3_get_autocommit (self->db))
    sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);

  return FALSE;
}

/* An update of the tables may go wrong in a way that nobody has thought of. */
static gboolean
copy_before_update (SiluFile *self, const char *path, GError **error)
{
  g_autofree char *name = g_strdup_printf ("silu-before-%d.db", SILU_SCHEMA_VERSION);
  g_autofree char *folder = make_name (path, "backups");
  g_autofree char *target = g_build_filename (folder, name, NULL);
  g_autoptr (GError) failure = NULL;

  if (silu_private_make_folder (folder, &failure) &&
      silu_backup_write (self->db, target, NULL, &failure))
    return TRUE;

  if (silu_sql_is_damage (failure))
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    g_propagate_error (error,
                       silu_error_new (SILU_ERROR_STORE,
                                       _ ("Silu copies the file of chats before it updates it, and "
                                          "there is no room for that. Nothing was changed."),
                                       silu_error_get_detail (failure), -1));

  return FALSE;
}

static gboolean
prepare (SiluFile *self, const char *path, Trust trust, GError **error)
{
  gint64 version = 0;

  if (!silu_schema_read_version (self->db, &version, error))
    return FALSE;

  /* A newer one is refused before anything is done to it. */
  if (path != NULL && version > 0 && version <= SILU_SCHEMA_VERSION)
    {
      if (trust != TRUSTED && !check (self, trust, error))
        return FALSE;
      if (version < SILU_SCHEMA_VERSION && !copy_before_update (self, path, error))
        return FALSE;
    }

  /* WAL: readers and a second process go on while one writes. The file remembers it. */
  return silu_schema_migrate (self->db, error) &&
         silu_sql_exec (self->db, "PRAGMA journal_mode = WAL", error);
}

static gboolean
open_once (SiluFile *self, const char *path, Trust trust, GError **error)
{
  if (connect (self, path, error) && prepare (self, path, trust, error))
    return TRUE;

  sqlite3_close (self->db);
  self->db = NULL;

  return FALSE;
}

static gboolean
make_private (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return silu_private_make_folder (folder, error) && silu_private_make_file (path, error);
}

static gboolean
repair (SiluFile *self, const char *path, GError **error)
{
  g_auto (SiluSalvage) salvage = { 0 };

  if (!silu_salvage_run (path, &salvage, error))
    return FALSE;

  self->notice = g_strdup_printf (
      /* Translators: two numbers, and the path of a file. */
      _ ("The file of chats was damaged. What could be read is in a new one: chats: %u, messages: "
         "%u. The damaged file is kept as %s. If something is missing, a backup may have it."),
      salvage.conversations, salvage.messages, salvage.kept);

  return open_once (self, path, TRUSTED, error);
}

static gboolean
open_locked (SiluFile *self, const char *path, gboolean alone, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (open_once (self, path, alone ? get_trust (path) : TRUSTED, &failure))
    return TRUE;

  if (alone && silu_sql_is_damage (failure))
    return repair (self, path, error);

  g_propagate_error (error, g_steal_pointer (&failure));

  return FALSE;
}

/* @failure: of the file. A damaged one is nothing to rely on. */
static gboolean
stand_in (SiluFile *self, const char *path, GError *failure)
{
  if (silu_sql_is_damage (failure))
    return FALSE;

  self->db = silu_stand_in_open (path);
  if (self->db == NULL)
    return FALSE;

  self->fault = silu_sql_new_fault (failure);

  return TRUE;
}

gboolean
silu_file_open (SiluFile *self, const char *path, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gboolean alone = FALSE;

  self->lock = -1;
  if (path == NULL)
    return open_once (self, NULL, TRUSTED, error);

  /* Who repairs the file at this moment does not want it to be read. */
  if (make_private (path, &failure) && !take_lock (self, path, &alone, error))
    return FALSE;

  if (failure != NULL || !open_locked (self, path, alone, &failure))
    {
      drop_lock (self);
      if (stand_in (self, path, failure))
        return TRUE;

      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  if (alone)
    {
      remove_mark (path);
      flock (self->lock, LOCK_SH | LOCK_NB);
    }

  return TRUE;
}

void
silu_file_close (SiluFile *self)
{
  sqlite3_close (self->db);
  self->db = NULL;
  g_clear_error (&self->fault);
  drop_lock (self);
}
