/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is read while the file of chats cannot be opened to write: the same file, or an empty one in
 * memory where there are no chats yet. Nothing can be written to either. The worker's. */
#pragma once

#include "silu-sql.h"

G_BEGIN_DECLS

/* @path: the file. NULL where it must not or cannot be read without being changed first: one of
 * another version, or one that is damaged. */
sqlite3 *silu_stand_in_open (const char *path);

/* For who looks at the file itself, and at whatever is in it: of any version, perhaps damaged. NULL
 * where there is none that can be read. */
sqlite3 *silu_stand_in_open_as_is (const char *path);

G_END_DECLS
