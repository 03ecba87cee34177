/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line above a step's text: its kind, title and numbers; it folds the step. */
#pragma once

#include "silu-chain.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_STEP_HEAD (silu_step_head_get_type ())
G_DECLARE_FINAL_TYPE (SiluStepHead, silu_step_head, SILU, STEP_HEAD, GtkWidget)

/* A click activates "thought.fold-step" (u), its menu button "thought.step-menu" (u). */
GtkWidget *silu_step_head_new (SiluChain *chain, guint step, gboolean folded);

/* The step, or how many there are, is another now. */
void silu_step_head_update (SiluStepHead *self);

G_END_DECLS
