/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the kinds of steps are called and look like, wherever they are shown. */
#pragma once

#include "silu-step.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Borrowed: "Doubt" as a name, an icon, and the class that gives it its colour. */
const char *silu_step_words_get_kind (SiluStepKind kind);
const char *silu_step_words_get_icon (SiluStepKind kind);
const char *silu_step_words_get_css_class (SiluStepKind kind);

/* "Step 3 of 9, doubt: Wait, the tail moves away". */
char *silu_step_words_dup_name (guint index, guint n_steps, const SiluStep *step);

/* "2.1 s · ≈ 40 tokens", as far as it is known; "" where nothing is. */
char *silu_step_words_dup_facts (const SiluStep *step, gint64 tokens);

/* Sets the one class of a kind that @widget has. */
void silu_step_words_style (GtkWidget *widget, SiluStepKind kind);

G_END_DECLS
