/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Carries out an export: one conversation after the other from the store's worker to the file, the
 * writing in threads. Main thread only. */
#pragma once

#include "silu-export.h"
#include <gio/gio.h>

G_BEGIN_DECLS

/* After each conversation, on the main thread. */
typedef void (*SiluExportProgressFunc) (guint n_done, guint n_conversations, gpointer user_data);

/* @ids: NULL for all that are not in the trash. @file appears, or is replaced, whole at the end;
 * after a failure or a cancel it is as it was. */
void silu_export_run_async (SiluStore *store,
                            const char *const *ids,
                            SiluExportFormat format,
                            SiluExportFlags flags,
                            GFile *file,
                            GCancellable *cancellable,
                            SiluExportProgressFunc progress,
                            gpointer progress_data,
                            GAsyncReadyCallback callback,
                            gpointer user_data);

/* The same to a stream, which stays open. */
void silu_export_stream_async (SiluStore *store,
                               const char *const *ids,
                               SiluExportFormat format,
                               SiluExportFlags flags,
                               GOutputStream *stream,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/* For both. Of @n_conversations (nullable) it is told how many were written. Errors are in
 * SILU_ERROR, with a sentence, or G_IO_ERROR_CANCELLED. */
gboolean silu_export_run_finish (GAsyncResult *result, guint *n_conversations, GError **error);

G_END_DECLS
