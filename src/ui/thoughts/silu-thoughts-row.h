/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One chain of thought in a list: of which chat, the place that was found, and its numbers. */
#pragma once

#include "silu-chains.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_THOUGHTS_ROW (silu_thoughts_row_get_type ())
G_DECLARE_FINAL_TYPE (SiluThoughtsRow, silu_thoughts_row, SILU, THOUGHTS_ROW, GtkWidget)

GtkWidget *silu_thoughts_row_new (void);
void silu_thoughts_row_set_hit (SiluThoughtsRow *self, const SiluSearchHit *hit);

G_END_DECLS
