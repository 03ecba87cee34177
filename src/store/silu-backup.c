/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SQLite copies page by page while others write; the rest is to never leave half a file. */
#include "silu-backup.h"

#include "silu-check.h"
#include "silu-index.h"
#include "silu-private.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Pages at a time: between them it can be cancelled, and tells how far it is. */
#define STEP_PAGES 64

#define DAY (24 * 60 * 60 * (gint64) G_USEC_PER_SEC)

/* What a copy is called until it is whole. */
#define PART ".part"

static gboolean
fail (const char *detail, GError **error)
{
  g_propagate_error (error,
                     silu_error_new (SILU_ERROR_STORE,
                                     _ ("The backup could not be written. There may be no room, or "
                                        "the folder cannot be written to."),
                                     detail, -1));

  return FALSE;
}

/* --- one copy --- */

/* The snapshot of a read transaction: else each write of somebody else would begin it anew. */
static gboolean
begin_snapshot (sqlite3 *source, GError **error)
{
  return silu_sql_exec (source, "BEGIN", error) &&
         silu_sql_run (source, error, "SELECT 1 FROM sqlite_schema LIMIT 1", "");
}

static gboolean
copy_pages (sqlite3 *source, sqlite3 *copy, const SiluBackupWatch *watch, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (copy, "main", source, "main");
  int result = SQLITE_OK;

  while (backup != NULL && result == SQLITE_OK)
    {
      result = sqlite3_backup_step (backup, STEP_PAGES);
      if (watch == NULL)
        continue;
      if (watch->func != NULL)
        watch->func (sqlite3_backup_pagecount (backup) - sqlite3_backup_remaining (backup),
                     sqlite3_backup_pagecount (backup), watch->user_data);
      if (g_cancellable_set_error_if_cancelled (watch->cancellable, error))
        {
          sqlite3_backup_finish (backup);
          return FALSE;
        }
    }

  if (backup != NULL && sqlite3_backup_finish (backup) == SQLITE_OK && result == SQLITE_DONE)
    return TRUE;

  /* A page of the source that cannot be read is another matter than a target without room. */
  if ((result & 0xff) == SQLITE_CORRUPT)
    return silu_sql_set_error (copy, error);

  return fail (sqlite3_errmsg (copy), error);
}

static gboolean
is_sound (sqlite3 *copy, GError **error)
{
  SiluCheckVerdict verdict = SILU_CHECK_SOUND;
  g_autoptr (GError) failure = NULL;

  if (!silu_index_register (copy, error))
    return FALSE;
  if (!silu_check_tables (copy, &verdict, &failure) || verdict == SILU_CHECK_DAMAGED)
    return fail (failure != NULL ? silu_error_get_detail (failure) : NULL, error);

  return TRUE;
}

static gboolean
fill (sqlite3 *source, sqlite3 *copy, const SiluBackupWatch *watch, GError **error)
{
  gboolean done;

  /* What is left behind by a crash is thrown away: it needs no journal. */
  if (!silu_sql_exec (copy, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF", error) ||
      !begin_snapshot (source, error))
    return FALSE;

  done = copy_pages (source, copy, watch, error);
  sqlite3_exec (source, "ROLLBACK", NULL, NULL, NULL);

  /* One file, which can be read where nothing can be written. */
  return done && silu_sql_exec (copy, "PRAGMA journal_mode = DELETE", error) &&
         is_sound (copy, error);
}

static gboolean
write_part (sqlite3 *source, const char *part, const SiluBackupWatch *watch, GError **error)
{
  sqlite3 *copy = NULL;
  gboolean done;

  if (!silu_private_make_file (part, NULL))
    return fail (g_strerror (errno), error);

  if (sqlite3_open_v2 (part, &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK)
    done = fill (source, copy, watch, error);
  else
    done = fail (sqlite3_errmsg (copy), error);

  return sqlite3_close (copy) == SQLITE_OK && done;
}

static gboolean
sync_path (const char *path)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  gboolean done = fd >= 0 && fsync (fd) == 0;

  if (fd >= 0)
    close (fd);

  return done;
}

static gboolean
is_same_file (const char *path, const char *other)
{
  GStatBuf info;
  GStatBuf other_info;

  return path != NULL && g_stat (path, &info) == 0 && g_stat (other, &other_info) == 0 &&
         info.st_dev == other_info.st_dev && info.st_ino == other_info.st_ino;
}

gboolean
silu_backup_write (sqlite3 *source,
                   const char *target,
                   const SiluBackupWatch *watch,
                   GError **error)
{
  g_autofree char *part = g_strconcat (target, PART, NULL);
  g_autofree char *folder = g_path_get_dirname (target);

  if (is_same_file (sqlite3_db_filename (source, "main"), target))
    {
      g_propagate_error (error, silu_error_new (SILU_ERROR_REQUEST,
                                                _ ("This is the file of chats itself."), NULL, -1));
      return FALSE;
    }

  g_unlink (part);
  if (!write_part (source, part, watch, error))
    {
      g_unlink (part);
      return FALSE;
    }

  if (!sync_path (part) || g_rename (part, target) != 0)
    {
      fail (g_strerror (errno), error);
      g_unlink (part);
      return FALSE;
    }
  /* Some file systems cannot do that with a folder; the copy is there all the same. */
  sync_path (folder);

  return TRUE;
}

gboolean
silu_backup_run (const char *path, const char *target, const SiluBackupWatch *watch, GError **error)
{
  sqlite3 *source = NULL;
  gboolean done = FALSE;

  if (sqlite3_open_v2 (path, &source, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) !=
      SQLITE_OK)
    silu_sql_set_error (source, error);
  else
    {
      sqlite3_busy_timeout (source, SILU_SQL_BUSY_TIMEOUT);
      done = silu_backup_write (source, target, watch, error);
    }
  sqlite3_close (source);

  return done;
}

/* --- those that there are --- */

void
silu_backup_free (SiluBackup *self)
{
  g_free (self->path);
  g_free (self);
}

/* What a name has behind @prefix, if that is a date with what may follow. */
static gboolean
is_dated (const char *name, const char *prefix)
{
  static const char shape[] = "dddd-dd-dd";
  const char *at = name + strlen (prefix);

  if (!g_str_has_prefix (name, prefix) || !g_str_has_suffix (name, ".db"))
    return FALSE;

  for (gsize i = 0; shape[i] != '\0'; i++)
    if (shape[i] == 'd' ? !g_ascii_isdigit (at[i]) : at[i] != shape[i])
      return FALSE;

  return TRUE;
}

static SiluBackup *
look_at (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  SiluBackup *self;
  GStatBuf info;

  if (g_lstat (path, &info) != 0 || !S_ISREG (info.st_mode))
    return NULL;

  self = g_new0 (SiluBackup, 1);
  self->path = g_steal_pointer (&path);
  self->time = (gint64) info.st_mtime * G_USEC_PER_SEC;
  self->size = info.st_size;

  return self;
}

static int
compare_newest (gconstpointer a, gconstpointer b)
{
  const SiluBackup *one = *(const SiluBackup *const *) a;
  const SiluBackup *other = *(const SiluBackup *const *) b;

  if (one->time != other->time)
    return one->time > other->time ? -1 : 1;

  return -strcmp (one->path, other->path);
}

/* @prefix: only the dated ones that begin so; NULL for all. */
static GPtrArray *
list (const char *folder, const char *prefix)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) silu_backup_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      gboolean wanted = prefix != NULL
                            ? is_dated (name, prefix)
                            : g_str_has_prefix (name, "silu-") && g_str_has_suffix (name, ".db");
      SiluBackup *backup = wanted ? look_at (folder, name) : NULL;

      if (backup != NULL)
        g_ptr_array_add (found, backup);
    }
  g_ptr_array_sort (found, compare_newest);

  return found;
}

GPtrArray *
silu_backup_list (const char *folder)
{
  return list (folder, NULL);
}

char *
silu_backup_daily_name (gint64 now)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (now / G_USEC_PER_SEC);

  return g_date_time_format (time, SILU_BACKUP_DAILY "%Y-%m-%d.db");
}

guint
silu_backup_get_wait (const char *folder, gint64 now)
{
  g_autoptr (GPtrArray) found = list (folder, SILU_BACKUP_DAILY);
  gint64 newest = now - DAY;

  for (guint i = 0; i < found->len; i++)
    {
      const SiluBackup *backup = g_ptr_array_index (found, i);

      if (backup->time <= now)
        newest = MAX (newest, backup->time);
    }

  return (guint) ((newest + DAY - now) / G_USEC_PER_SEC);
}

/* By name, that is by the date in it: the time of a file is what a copy of the folder made of it.
 */
static int
compare_dates (gconstpointer a, gconstpointer b)
{
  return -strcmp ((*(const SiluBackup *const *) a)->path, (*(const SiluBackup *const *) b)->path);
}

/* By a process that was killed. One that is young may be another process's. */
static void
remove_parts (const char *folder)
{
  gint64 now = g_get_real_time ();
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autoptr (SiluBackup) part = g_str_has_suffix (name, PART) ? look_at (folder, name) : NULL;

      if (part != NULL && (part->time < now - DAY || part->time > now + DAY))
        g_unlink (part->path);
    }
}

void
silu_backup_remove_old (const char *folder, const char *prefix, guint keep)
{
  g_autoptr (GPtrArray) found = list (folder, prefix);

  g_ptr_array_sort (found, compare_dates);
  for (guint i = keep; i < found->len; i++)
    g_unlink (((const SiluBackup *) g_ptr_array_index (found, i))->path);

  remove_parts (folder);
}
