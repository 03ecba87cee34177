/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chain as rows of a transcript: of each step a head (where they are wanted, or it is folded) and
 * the blocks of its text. Steps far from the view are one row that stands for them. */
#pragma once

#include "silu-chain.h"
#include "silu-transcript.h"

G_BEGIN_DECLS

typedef struct _SiluStepRows SiluStepRows;

/* Both are borrowed and outlive it. Shows what there is. */
SiluStepRows *
silu_step_rows_new (SiluTranscript *transcript, SiluChain *chain, gboolean with_heads);

/* Does not remove the rows: the transcript may be gone already. */
void silu_step_rows_free (SiluStepRows *self);

/* Once a frame, after the chain has grown. What it costs is what has come. */
void silu_step_rows_update (SiluStepRows *self);

/* The reader's notes have changed. */
void silu_step_rows_update_notes (SiluStepRows *self);

/* The chain is another one. */
void silu_step_rows_restart (SiluStepRows *self);

gboolean silu_step_rows_get_folded (SiluStepRows *self, guint step);
void silu_step_rows_set_folded (SiluStepRows *self, guint step, gboolean folded);

/* All steps but the one that is being thought. */
void silu_step_rows_fold_all (SiluStepRows *self, gboolean folded);

/* Only steps of these kinds (bits 1 << SiluStepKind) are unfolded; 0: as the user has it. */
void silu_step_rows_set_filter (SiluStepRows *self, guint kinds);

/* The step that a row belongs to, and the first row of a step. */
guint silu_step_rows_find_step (SiluStepRows *self, guint row);
guint silu_step_rows_find_row (SiluStepRows *self, guint step);

/* Has the rows of a step there, which may be folded or far away. */
void silu_step_rows_expand (SiluStepRows *self, guint step);
guint silu_step_rows_get_n_rows (SiluStepRows *self, guint step);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluStepRows, silu_step_rows_free)

G_END_DECLS
