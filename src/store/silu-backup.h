/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies of the file of chats. A copy is one file that is whole or not there: it is written under
 * another name, looked at, and renamed. Any thread. */
#pragma once

#include "silu-sql.h"
#include <gio/gio.h>

G_BEGIN_DECLS

/* Pages, on the thread that copies. */
typedef void (*SiluBackupFunc) (int done, int total, gpointer user_data);

typedef struct
{
  GCancellable *cancellable; /* or NULL */
  SiluBackupFunc func;       /* or NULL */
  gpointer user_data;
} SiluBackupWatch;

/* Copies what @source is at this moment, whoever writes to it meanwhile. A file at @target is
 * replaced. @watch may be NULL. */
gboolean silu_backup_write (sqlite3 *source,
                            const char *target,
                            const SiluBackupWatch *watch,
                            GError **error);

/* The same of the file at @path, through a connection of its own. */
gboolean silu_backup_run (const char *path,
                          const char *target,
                          const SiluBackupWatch *watch,
                          GError **error);

typedef struct
{
  char *path;
  gint64 time; /* when it was made, µs */
  gint64 size; /* bytes */
} SiluBackup;

void silu_backup_free (SiluBackup *self);

/* Of SiluBackup, the newest first; those in @folder, with those that Silu made before it changed
 * something. */
GPtrArray *silu_backup_list (const char *folder);

/* "silu-2026-11-28.db", by the local date. */
char *silu_backup_daily_name (gint64 now);

/* Seconds until the newest daily one is a day old; 0: it is, or there is none. One from the future,
 * as when the clock was wrong, does not count. */
guint silu_backup_get_wait (const char *folder, gint64 now);

/* Removes all but the newest @keep of those whose names begin with @prefix and a date, and
 * what was left half done a day ago or earlier. */
void silu_backup_remove_old (const char *folder, const char *prefix, guint keep);

#define SILU_BACKUP_DAILY "silu-"
#define SILU_BACKUP_BEFORE_RESTORE "silu-before-restore-"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluBackup, silu_backup_free)

G_END_DECLS
