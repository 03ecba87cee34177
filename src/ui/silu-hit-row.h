/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a search has found, as a row: the title of the chat, the words that were found, and a line
 * about them. */
#pragma once

#include "silu-search.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_HIT_ROW (silu_hit_row_get_type ())
G_DECLARE_FINAL_TYPE (SiluHitRow, silu_hit_row, SILU, HIT_ROW, GtkWidget)

GtkWidget *silu_hit_row_new (void);
void silu_hit_row_set_hit (SiluHitRow *self, const SiluSearchHit *hit, const char *about);

G_END_DECLS
