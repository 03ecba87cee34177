/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The connection and the one thread that owns it. Jobs are carried out in the order in which they
 * were given; results come back to the main context of the thread that asked. */
#pragma once

#include "silu-sql.h"
#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SiluDb SiluDb;

/* Runs on the worker. A reader returns something not NULL, or NULL with @error. */
typedef gpointer (*SiluDbReadFunc) (sqlite3 *db, gpointer args, GError **error);
typedef gboolean (*SiluDbWriteFunc) (sqlite3 *db, gpointer args, GError **error);

/* On the main thread, after each try: why writes wait, NULL when none does. */
typedef void (*SiluDbFaultFunc) (const GError *fault, gpointer user_data);

/* @path: the file, NULL for memory. Nothing is opened yet. */
SiluDb *silu_db_new (const char *path, SiluDbFaultFunc func, gpointer user_data);

/* What was done to the file since it was asked last, in a sentence; NULL: nothing. To be asked when
 * it was opened, and in the fault function. */
char *silu_db_take_notice (SiluDb *self);

/* Carries out what was given, tries once more what waits, closes, and frees. */
void silu_db_close (SiluDb *self);

/* Opens the file, migrates it, then runs @func (NULL only for memory) as the first of the writes:
 * if it cannot be carried out yet, it waits as they do, and the file is open all the same; if need
 * be, only to be read. */
void silu_db_open_async (SiluDb *self,
                         SiluDbWriteFunc func,
                         gpointer args,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
gboolean silu_db_open_finish (SiluDb *self, GAsyncResult *result, GError **error);

/* @args are freed by @args_free, a result that nobody takes by @result_free. */
void silu_db_read_async (SiluDb *self,
                         SiluDbReadFunc func,
                         gpointer args,
                         GDestroyNotify args_free,
                         GDestroyNotify result_free,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
gpointer silu_db_read_finish (SiluDb *self, GAsyncResult *result, GError **error);

/* A transaction of its own. If it fails for a reason that may pass, it keeps its place before all
 * later writes and is tried again: at each of those, and every few seconds. */
void silu_db_write (SiluDb *self, SiluDbWriteFunc func, gpointer args, GDestroyNotify args_free);

/* Finishes when all earlier writes are done, or with what keeps them. */
void silu_db_flush_async (SiluDb *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean silu_db_flush_finish (SiluDb *self, GAsyncResult *result, GError **error);

G_END_DECLS
