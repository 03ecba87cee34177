/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cuts a reasoning chain into steps while it streams, without asking any model. The cut depends on
 * the text alone, not on how it was fed, and costs only what is new. */
#pragma once

#include "silu-step.h"

G_BEGIN_DECLS

typedef struct _SiluSegmenter SiluSegmenter;

SiluSegmenter *silu_segmenter_new (void);
void silu_segmenter_free (SiluSegmenter *self);

/* Any piece of the chain, which need not end between characters. @time: when it came, in µs; 0
 * where nobody knows. */
void silu_segmenter_feed (SiluSegmenter *self, const char *text, gsize length, gint64 time);

/* Nothing more comes. */
void silu_segmenter_finish (SiluSegmenter *self);

/* Borrowed, until the next feed. All but the last are as they will stay; the last one grows, and
 * what has come of a sentence that is not over belongs to it, as do up to five sentences (each
 * counted to 600 bytes) of which it is not clear whether they begin a step. The kind of the first
 * step may change for so long. */
guint silu_segmenter_get_n_steps (const SiluSegmenter *self);
const SiluStep *silu_segmenter_get_step (const SiluSegmenter *self, guint index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluSegmenter, silu_segmenter_free)

G_END_DECLS
