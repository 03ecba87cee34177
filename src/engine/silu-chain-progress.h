/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far somebody has come who reads the chains batch by batch: the rows of messages are counted,
 * since nobody knows how many of them are chains. */
#pragma once

#include "silu-chains.h"

G_BEGIN_DECLS

/* How many rows of messages were looked at. */
typedef void (*SiluChainProgressFunc) (guint n_rows, guint n_all, gpointer user_data);

typedef struct
{
  SiluChainProgressFunc func; /* or NULL */
  gpointer user_data;
  gint64 newest; /* number of the first row; 0: not known yet */
} SiluChainProgress;

/* @next: where the batch that is done says to go on. */
void silu_chain_progress_tell (SiluChainProgress *self, gint64 next);

G_END_DECLS
