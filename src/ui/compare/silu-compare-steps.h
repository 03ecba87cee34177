/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The thoughts of two answers step by step, those that belong together beside each other. */
#pragma once

#include "silu-compare-row.h"

G_BEGIN_DECLS

#define SILU_TYPE_COMPARE_STEPS (silu_compare_steps_get_type ())
G_DECLARE_FINAL_TYPE (SiluCompareSteps, silu_compare_steps, SILU, COMPARE_STEPS, GtkWidget)

/* @sides: two, which it listens to. */
GtkWidget *silu_compare_steps_new (SiluCompareSide **sides);

void silu_compare_steps_set_shown (SiluCompareSteps *self, SiluCompareShown shown);

/* Gives the keyboard to the side beside the one that has it, or to the first step. */
void silu_compare_steps_focus_other (SiluCompareSteps *self);

G_END_DECLS
