/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For the store's own files and tests: the connection behind it. */
#pragma once

#include "silu-db.h"
#include "silu-store.h"

G_BEGIN_DECLS

SiluDb *silu_store_get_db (SiluStore *self);

/* A read whose result the caller gets as the worker has made it, from a GTask with the store as its
 * source and @tag. The other arguments as for silu_db_read_async (). */
void silu_store_read_async (SiluStore *self,
                            gpointer tag,
                            SiluDbReadFunc func,
                            gpointer args,
                            GDestroyNotify args_free,
                            GDestroyNotify result_free,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);

/* NULL: in memory. */
const char *silu_store_get_directory (SiluStore *self);

G_END_DECLS
