/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What need not be done while somebody waits for it, a piece at a time between other jobs; what is
 * left over at the end is gone on with at the next start.
 *
 * Erased text is overwritten in the tables at once, but words of it stay in the index's older parts
 * and in the write-ahead log: both are cleaned up. Messages that were imported are indexed. */
#pragma once

#include "silu-db.h"

G_BEGIN_DECLS

typedef struct _SiluChores SiluChores;

SiluChores *silu_chores_new (SiluDb *db);

/* Before the connection is closed. */
void silu_chores_free (SiluChores *self);

/* Notes in the file that there is something to clean up: in the transaction that erases. Messages
 * that are to be indexed are marked, see silu-index.h. */
gboolean silu_chores_note_erased (sqlite3 *db, GError **error);

/* Begins with what there is to do, if it has not begun; main thread. */
void silu_chores_start (SiluChores *self);

G_END_DECLS
