/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chains of thought of all conversations, also by the kinds of their steps: what the store
 * lists is looked into, in a thread. Main thread only. */
#pragma once

#include "silu-chains.h"
#include "silu-step.h"

G_BEGIN_DECLS

typedef struct
{
  GPtrArray *chains; /* of SiluSearchHit */
  guint next;        /* the offset to go on with; 0: there are no more */
} SiluThoughts;

void silu_thoughts_free (SiluThoughts *self);

/* @kinds: bits 1 << SiluStepKind, of which a chain has at least one step, that has one of the words
 * of the query if there are any; its hit is the first such step. 0: whatever they are. @offset: 0,
 * or what was said to go on with. A list may be shorter than @limit though there are more: no more
 * than some thousand chains are looked into at a time. */
void silu_thoughts_find_async (SiluStore *store,
                               const SiluChainsQuery *query,
                               guint kinds,
                               guint offset,
                               guint limit,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
SiluThoughts *silu_thoughts_find_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluThoughts, silu_thoughts_free)

G_END_DECLS
