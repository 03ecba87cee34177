/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers that nobody streams any more. */
#pragma once

#include "silu-sql.h"

G_BEGIN_DECLS

/* Marks as interrupted what streams and whose process does not live, and makes its journal its
 * parts. @directory: where the owners are; NULL: none lives. Inside the caller's transaction. */
gboolean silu_recover_run (sqlite3 *db, const char *directory, GError **error);

G_END_DECLS
