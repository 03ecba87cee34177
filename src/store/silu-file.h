/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way from a path to a connection that can be used: permissions, a check after a crash, repair,
 * a copy before an update, and something to read where nothing can be written. The worker's. */
#pragma once

#include "silu-sql.h"

G_BEGIN_DECLS

typedef struct
{
  sqlite3 *db;
  int lock;     /* shared with the other processes that have the file open; -1: none */
  char *notice; /* what was done to the file, in a sentence for people; NULL: nothing */

  /* Why @db is only a stand-in, see silu-stand-in.h; NULL: it is not. */
  GError *fault;
} SiluFile;

/* @path: NULL for memory. On failure nothing is open, and no file was changed. A stand-in is a
 * success: it is to be closed and the file opened again before anything can be written. */
gboolean silu_file_open (SiluFile *self, const char *path, GError **error);
void silu_file_close (SiluFile *self);

/* The next to open it alone looks at all of it first. */
void silu_file_suspect (const char *path);

G_END_DECLS
