/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Backups of a store, and back. They are made beside the worker: writes go on meanwhile. */
#pragma once

#include "silu-backup.h"
#include "silu-store.h"

G_BEGIN_DECLS

/* "backups" in the store's folder; NULL for a store in memory. Transfer full. */
char *silu_store_dup_backup_folder (SiluStore *self);

/* 0 to 1, on the main thread. */
typedef void (*SiluStoreProgressFunc) (double done, gpointer user_data);

/* Copies all that was given to the store before this call to @path, or (NULL) to today's file in
 * the folder of backups; there all but the newest @keep of the daily ones are then removed. Fails
 * in SILU_ERROR_STORE or SILU_ERROR_REQUEST with a sentence, and leaves no half file. @progress may
 * be NULL; it is not called after the end. */
void silu_store_backup_async (SiluStore *self,
                              const char *path,
                              guint keep,
                              GCancellable *cancellable,
                              SiluStoreProgressFunc progress,
                              gpointer progress_data,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean silu_store_backup_finish (SiluStore *self, GAsyncResult *result, GError **error);

/* Replaces all that is in the store by the backup at @path; see silu_restore_run (). What the
 * caller has read of the store before is void. */
void silu_store_restore_async (SiluStore *self,
                               const char *path,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean silu_store_restore_finish (SiluStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
