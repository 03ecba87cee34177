/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the models think, by the chains that are stored: read batch by batch from the store, looked
 * through in threads. Main thread only. */
#pragma once

#include "silu-chain-progress.h"

G_BEGIN_DECLS

/* The newest of each model are counted. */
#define SILU_CHAIN_STATS_MAX 5000

typedef struct
{
  char *model; /* "" where nobody knows it */
  guint n_chains;
  gint64 thinking;   /* microseconds, the median; -1 unknown */
  gint64 tokens;     /* of reasoning, the median; estimated where no server has counted */
  double backtracks; /* steps that doubt, for each chain */
  double unanswered; /* the share that came to no answer */
} SiluChainStats;

void silu_chain_stats_free (SiluChainStats *self);

/* @progress: after each batch, on the main thread. */
void silu_chain_stats_async (SiluStore *store,
                             GCancellable *cancellable,
                             SiluChainProgressFunc progress,
                             gpointer progress_data,
                             GAsyncReadyCallback callback,
                             gpointer user_data);

/* GPtrArray of SiluChainStats, those with the most chains first. */
GPtrArray *silu_chain_stats_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluChainStats, silu_chain_stats_free)

G_END_DECLS
