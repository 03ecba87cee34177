/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps of a chain, one a line: what is in it, and the way to it. Only lines near the view have
 * widgets. */
#pragma once

#include "silu-chain.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_STEP_OUTLINE (silu_step_outline_get_type ())
G_DECLARE_FINAL_TYPE (SiluStepOutline, silu_step_outline, SILU, STEP_OUTLINE, GtkWidget)

/* @max_height: see silu_transcript_nest (). Its keys: j and k or the arrows go to the next and
 * previous line, Enter to the text, Left and Right fold and unfold ("thought.fold-step",
 * "thought.unfold-step", with u). */
GtkWidget *silu_step_outline_new (SiluChain *chain, int max_height);

/* Once a frame, after the chain has grown. */
void silu_step_outline_update (SiluStepOutline *self);

/* The reader's notes have changed. */
void silu_step_outline_update_notes (SiluStepOutline *self);

/* The chain is another one. */
void silu_step_outline_restart (SiluStepOutline *self);

/* Only steps of these kinds (bits 1 << SiluStepKind); 0: all. */
void silu_step_outline_set_filter (SiluStepOutline *self, guint kinds);

/* The step that is being read; brings it into view. */
void silu_step_outline_set_current (SiluStepOutline *self, guint step);
guint silu_step_outline_get_current (SiluStepOutline *self);

/* Hits of a search in each step, of guint; NULL: nothing is looked for. */
void silu_step_outline_set_hits (SiluStepOutline *self, GArray *hits);

/* The line of a step; NULL while it is far from the view or filtered out. */
GtkWidget *silu_step_outline_get_row (SiluStepOutline *self, guint step);

G_END_DECLS
