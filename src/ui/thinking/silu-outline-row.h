/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One step in the outline of a chain. */
#pragma once

#include "silu-chain.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_OUTLINE_ROW (silu_outline_row_get_type ())
G_DECLARE_FINAL_TYPE (SiluOutlineRow, silu_outline_row, SILU, OUTLINE_ROW, GtkWidget)

/* A click activates "thought.go-to-step" (u), the other button "thought.step-menu" (u). */
GtkWidget *silu_outline_row_new (SiluChain *chain, guint step);

/* The step, or how many there are, is another now. */
void silu_outline_row_update (SiluOutlineRow *self);

void silu_outline_row_set_current (SiluOutlineRow *self, gboolean current);

/* Of a search: how many hits are in the step. */
void silu_outline_row_set_hits (SiluOutlineRow *self, guint n_hits);

G_END_DECLS
