/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bounds the time of what is looked for on the worker: writes wait behind it, and what is typed
 * next. */
#pragma once

#include "silu-sql.h"
#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  sqlite3 *db;
  GCancellable *cancellable;
  gint64 deadline; /* monotonic */
} SiluSearchWatch;

/* Until the end, SQLite is interrupted after @seconds, and by @cancellable. */
void silu_search_watch_begin (SiluSearchWatch *self,
                              sqlite3 *db,
                              guint seconds,
                              GCancellable *cancellable);
void silu_search_watch_end (SiluSearchWatch *self);

/* Takes what ended a statement, NULL for its own end. TRUE: what it gave by then is the result, for
 * it was only late. */
gboolean silu_search_watch_settle (SiluSearchWatch *self, GError *failure, GError **error);

/* Indexes what is not indexed yet, as far as there is time. */
void silu_search_catch_up (sqlite3 *db, GCancellable *cancellable);

G_END_DECLS
