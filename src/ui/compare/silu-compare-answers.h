/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two answers as they stand in their chats, beside each other. */
#pragma once

#include "silu-compare-row.h"
#include "silu-math.h"

G_BEGIN_DECLS

#define SILU_TYPE_COMPARE_ANSWERS (silu_compare_answers_get_type ())
G_DECLARE_FINAL_TYPE (SiluCompareAnswers, silu_compare_answers, SILU, COMPARE_ANSWERS, GtkWidget)

/* @engine and @math: or NULL. @sides: two. */
GtkWidget *silu_compare_answers_new (SiluEngine *engine, SiluMath *math, SiluCompareSide **sides);

void silu_compare_answers_set_shown (SiluCompareAnswers *self, SiluCompareShown shown);

/* Gives the keyboard to the answer that does not have it. */
void silu_compare_answers_focus_other (SiluCompareAnswers *self);

G_END_DECLS
