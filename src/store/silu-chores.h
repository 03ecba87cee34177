/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is erased is overwritten in the tables at once, but words of it stay in the index's older
 * parts and in the write-ahead log. This cleans both up, a piece at a time between other jobs; what
 * is left over at the end is gone on with at the next start. */
#pragma once

#include "silu-db.h"

G_BEGIN_DECLS

typedef struct _SiluChores SiluChores;

SiluChores *silu_chores_new (SiluDb *db);

/* Before the connection is closed. */
void silu_chores_free (SiluChores *self);

/* Notes in the file that there is something to clean up: in the transaction that erases. */
gboolean silu_chores_note_erased (sqlite3 *db, GError **error);

/* Begins with what is noted, if it has not begun; main thread. */
void silu_chores_start (SiluChores *self);

G_END_DECLS
