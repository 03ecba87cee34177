/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that may go wrong with a backup goes wrong with a copy of it; only what is known to be
 * sound comes near the chats. */
#include "silu-restore.h"

#include "silu-backup.h"
#include "silu-check.h"
#include "silu-index.h"
#include "silu-private.h"
#include "silu-recover.h"
#include "silu-schema.h"
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* Of the copies of what was there, so many are kept. */
#define KEEP 3

static gboolean
fail (const char *detail, GError **error)
{
  g_propagate_error (error,
                     silu_error_new (SILU_ERROR_STORE,
                                     _ ("This backup could not be restored. Nothing was changed."),
                                     detail, -1));

  return FALSE;
}

/* Answers that streamed when the backup was made do not go on. */
static gboolean
end_streams (sqlite3 *db, GError **error)
{
  return silu_sql_exec (db, "BEGIN IMMEDIATE", error) && silu_recover_run (db, NULL, error) &&
         silu_sql_exec (db, "COMMIT", error);
}

/* Brings the copy to this version, and makes sure that it is whole. */
static gboolean
prepare (sqlite3 *copy, GError **error)
{
  SiluCheckVerdict verdict = SILU_CHECK_SOUND;
  gint64 version = 0;

  if (!silu_index_register (copy, error) || !silu_schema_read_version (copy, &version, error))
    return FALSE;
  if (version < 1)
    return fail (NULL, error);

  if (!silu_schema_migrate (copy, error) || !silu_check_quick (copy, 0, &verdict, error))
    return FALSE;
  if (verdict == SILU_CHECK_DAMAGED)
    return fail (NULL, error);

  return (verdict == SILU_CHECK_SOUND || silu_index_rebuild (copy, error)) &&
         end_streams (copy, error);
}

static gboolean
replace (sqlite3 *live, sqlite3 *copy, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (live, "main", copy, "main");
  int result = SQLITE_ERROR;

  if (backup != NULL)
    {
      result = sqlite3_backup_step (backup, -1);
      /* Which takes back what an error has left half done. */
      if (sqlite3_backup_finish (backup) != SQLITE_OK && result == SQLITE_DONE)
        result = SQLITE_ERROR;
    }

  return result == SQLITE_DONE || fail (sqlite3_errmsg (live), error);
}

static gboolean
restore_copy (sqlite3 *live, const char *path, GError **error)
{
  sqlite3 *copy = NULL;
  gboolean done;

  if (sqlite3_open_v2 (path, &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
    done = silu_sql_set_error (copy, error);
  else
    done = prepare (copy, error) && replace (live, copy, error);
  sqlite3_close (copy);

  return done;
}

static gboolean
copy_live (sqlite3 *live, const char *folder, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *name = g_date_time_format (now, SILU_BACKUP_BEFORE_RESTORE "%Y-%m-%d-%H%M%S.db");
  g_autofree char *target = g_build_filename (folder, name, NULL);

  if (!silu_private_make_folder (folder, error) || !silu_backup_write (live, target, NULL, error))
    return FALSE;

  silu_backup_remove_old (folder, SILU_BACKUP_BEFORE_RESTORE, KEEP);

  return TRUE;
}

gboolean
silu_restore_run (sqlite3 *live, const char *folder, const char *path, GError **error)
{
  g_autofree char *copy = g_build_filename (folder, "restore.part", NULL);
  g_autoptr (GError) failure = NULL;
  gboolean done;

  if (!silu_private_make_folder (folder, error))
    return FALSE;
  /* That it is damaged, or not there, is said of the backup, and not of the chats. */
  if (!silu_backup_run (path, copy, NULL, &failure))
    return fail (silu_error_get_detail (failure), error);

  done = copy_live (live, folder, &failure) && restore_copy (live, copy, &failure);
  g_unlink (copy);
  if (!done && silu_sql_is_damage (failure))
    return fail (silu_error_get_detail (failure), error);
  if (!done)
    g_propagate_error (error, g_steal_pointer (&failure));

  return done;
}
