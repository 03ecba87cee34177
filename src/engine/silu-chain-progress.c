/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows are numbered in the order they were written in, and read from the newest on. */
#include "silu-chain-progress.h"

void
silu_chain_progress_tell (SiluChainProgress *self, gint64 next)
{
  self->newest = MAX (self->newest, MAX (next, 1));
  if (self->func != NULL)
    self->func ((guint) CLAMP (self->newest - next, 0, G_MAXUINT),
                (guint) CLAMP (self->newest, 0, G_MAXUINT), self->user_data);
}
