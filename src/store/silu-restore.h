/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts a backup in the place of what is there. */
#pragma once

#include "silu-sql.h"

G_BEGIN_DECLS

/* Makes @live what the backup at @path is, brought to this version, in one transaction. Before that
 * it copies what @live is into @folder, as "silu-before-restore-DATE.db". If anything fails, @live
 * is as it was. */
gboolean silu_restore_run (sqlite3 *live, const char *folder, const char *path, GError **error);

G_END_DECLS
