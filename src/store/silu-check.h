/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a file of chats is what it should be. */
#pragma once

#include "silu-sql.h"

G_BEGIN_DECLS

typedef enum
{
  SILU_CHECK_SOUND,
  SILU_CHECK_INDEX,   /* only the index is wrong, which can be made anew */
  SILU_CHECK_DAMAGED, /* tables are */
} SiluCheckVerdict;

/* Looks at every page of the tables, and at the index if the file is of this version. After
 * @seconds of it (0: no limit) what has not been looked at is taken for sound. An error says that
 * it could not be looked at, which is no damage. */
gboolean silu_check_quick (sqlite3 *db, guint seconds, SiluCheckVerdict *verdict, GError **error);

/* The tables alone, without a limit. */
gboolean silu_check_tables (sqlite3 *db, SiluCheckVerdict *verdict, GError **error);

/* Everything that is wrong with the file, in sentences; an empty array if nothing is. Changes
 * nothing. @path must be there. */
GPtrArray *silu_check_file (const char *path, GError **error);

G_END_DECLS
