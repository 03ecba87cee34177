/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps of one reasoning part, kept up while it streams. It costs what comes, not what is
 * there. Main thread only. */
#pragma once

#include "silu-message.h"
#include "silu-step.h"

G_BEGIN_DECLS

#define SILU_TYPE_CHAIN (silu_chain_get_type ())
G_DECLARE_FINAL_TYPE (SiluChain, silu_chain, SILU, CHAIN, GObject)

/* Signals:
 *   "grown" (): text has come; asked for once a frame, silu_chain_get_n_steps () says what of it is
 *       new. All steps but the last stay as they are.
 *   "restarted" (): it is another text: all steps are others. */

/* @part: index of the reasoning part. */
SiluChain *silu_chain_new (SiluMessage *message, guint part);

SiluMessage *silu_chain_get_message (SiluChain *self);
guint silu_chain_get_part (SiluChain *self);

/* The whole chain; borrowed, "" in the moment in which the message has other parts. */
const GString *silu_chain_get_text (SiluChain *self);

guint silu_chain_get_n_steps (SiluChain *self);

/* Borrowed, until text comes. */
const SiluStep *silu_chain_get_step (SiluChain *self, guint index);

/* The text of a step without the white space at its end: bytes from step->start on. */
gsize silu_chain_get_step_length (SiluChain *self, guint index);

/* The step that byte @offset of the chain is in; 0 where there is none. */
guint silu_chain_find_step (SiluChain *self, gsize offset);

/* The note that the reader has made to a step, borrowed until the notes change; or NULL. */
const SiluNote *silu_chain_find_note (SiluChain *self, guint step);

/* Whether text may still come. */
gboolean silu_chain_is_live (SiluChain *self);

/* See silu_tokens_count_units (): of the whole chain. */
gint64 silu_chain_get_units (SiluChain *self);

/* Tokens of a step, an estimate. */
gint64 silu_chain_get_step_tokens (SiluChain *self, guint index);

G_END_DECLS
