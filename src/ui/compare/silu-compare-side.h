/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One of two answers that are compared: its steps, over all of its thoughts, while they come. */
#pragma once

#include "silu-chain.h"
#include "silu-engine.h"

G_BEGIN_DECLS

#define SILU_TYPE_COMPARE_SIDE (silu_compare_side_get_type ())
G_DECLARE_FINAL_TYPE (SiluCompareSide, silu_compare_side, SILU, COMPARE_SIDE, GObject)

/* Signals:
 *   "grown" (): steps have come, or the last one has grown, or is over.
 *   "restarted" (): all steps are others. */
SiluCompareSide *silu_compare_side_new (SiluConversation *conversation, SiluMessage *message);

SiluConversation *silu_compare_side_get_conversation (SiluCompareSide *self);
SiluMessage *silu_compare_side_get_message (SiluCompareSide *self);

/* How many there are, and how many of these stay as they are. */
guint silu_compare_side_get_n_steps (SiluCompareSide *self);
guint silu_compare_side_get_n_done (SiluCompareSide *self);

/* Both borrowed, until text comes. dup: without the white space at its end. */
const SiluStep *silu_compare_side_get_step (SiluCompareSide *self, guint index);
char *silu_compare_side_dup_text (SiluCompareSide *self, guint index);
gint64 silu_compare_side_get_tokens (SiluCompareSide *self, guint index);

/* Whether the reader has opened a step. */
gboolean silu_compare_side_get_open (SiluCompareSide *self, guint index);
void silu_compare_side_set_open (SiluCompareSide *self, guint index, gboolean open);

/* The text of the whole answer; transfer full. */
char *silu_compare_side_dup_answer (SiluCompareSide *self);

G_END_DECLS
