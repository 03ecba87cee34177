/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the models think: a table of numbers with bars, a row for each model. */
#pragma once

#include "silu-store.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_THOUGHTS_STATS (silu_thoughts_stats_get_type ())
G_DECLARE_FINAL_TYPE (SiluThoughtsStats, silu_thoughts_stats, SILU, THOUGHTS_STATS, GtkWidget)

/* It counts when it is seen for the first time. Signal "model" (const char *): there are chains of
 * this model. */
GtkWidget *silu_thoughts_stats_new (SiluStore *store);

/* For tests and pictures: as if it had counted these, of SiluChainStats. */
void silu_thoughts_stats_show (SiluThoughtsStats *self, GPtrArray *models);

G_END_DECLS
