/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deltas → the message, at once, and the store's journal, twice a second. Private to engine/. */
#pragma once

#include "silu-delta.h"
#include "silu-message.h"
#include "silu-store.h"

G_BEGIN_DECLS

typedef struct _SiluScribe SiluScribe;

/* @before (nullable): the text that the answer goes on from; what is repeated of it is dropped. */
SiluScribe *silu_scribe_new (SiluStore *store, SiluMessage *message, const char *before);
void silu_scribe_free (SiluScribe *self);

void silu_scribe_take (SiluScribe *self, const SiluDelta *delta);

/* Something of the model's has come. */
gboolean silu_scribe_has_written (SiluScribe *self);

/* Gives out what was held back, and writes the journal up to here. */
void silu_scribe_end (SiluScribe *self);

/* Notes the first time that something happened; @member is an offset in SiluTimes. */
void silu_scribe_stamp (SiluScribe *self, gsize member);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluScribe, silu_scribe_free)

G_END_DECLS
