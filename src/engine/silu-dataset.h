/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a data set of the chains that are stored: batch by batch, looked through and written in
 * threads. Main thread only. */
#pragma once

#include "silu-chain-progress.h"
#include "silu-export-dataset.h"

G_BEGIN_DECLS

typedef struct
{
  char *model; /* "" where nobody knows it */
  guint n_rows;
  gint64 tokens; /* of reasoning */
} SiluDatasetModel;

/* What is, or would be, in a data set. */
typedef struct
{
  guint n_rows;
  gint64 tokens;
  GPtrArray *models;                         /* of SiluDatasetModel, the one with most rows first */
  guint n_left_out[SILU_DATASET_N_VERDICTS]; /* by SiluDatasetVerdict */
} SiluDatasetSummary;

void silu_dataset_summary_free (SiluDatasetSummary *self);

/* @query: its words count for nothing here. @progress: after each batch. */
void silu_dataset_preview_async (SiluStore *store,
                                 const SiluChainsQuery *query,
                                 SiluDatasetForm form,
                                 GCancellable *cancellable,
                                 SiluChainProgressFunc progress,
                                 gpointer progress_data,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

/* @file appears, or is replaced, whole at the end; after a failure or a cancel it is as it was. */
void silu_dataset_write_async (SiluStore *store,
                               const SiluChainsQuery *query,
                               SiluDatasetForm form,
                               GFile *file,
                               GCancellable *cancellable,
                               SiluChainProgressFunc progress,
                               gpointer progress_data,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/* The same to a stream, which stays open. */
void silu_dataset_stream_async (SiluStore *store,
                                const SiluChainsQuery *query,
                                SiluDatasetForm form,
                                GOutputStream *stream,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/* For all three. Errors are in SILU_ERROR, with a sentence, or G_IO_ERROR_CANCELLED. */
SiluDatasetSummary *silu_dataset_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluDatasetSummary, silu_dataset_summary_free)

G_END_DECLS
