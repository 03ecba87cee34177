/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the text and the outline of a thought show. */
#pragma once

#include "silu-step-outline.h"
#include "silu-transcript.h"

G_BEGIN_DECLS

/* Of the pane that is in @inside; NULL where there is none yet. */
SiluTranscript *thought_find_text (GtkWidget *inside);
SiluStepOutline *thought_find_outline (GtkWidget *inside);

/* The texts of all rows, parted by empty lines; transfer full. */
char *thought_dup_text (GtkWidget *inside);
void thought_assert_text (GtkWidget *inside, const char *expected);

GtkAdjustment *thought_get_adjustment (GtkWidget *inside);

G_END_DECLS
