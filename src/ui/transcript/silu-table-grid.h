/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows and cells of a table. It is as wide as its text at the most, wraps cells where there is less
 * room, and below a readable width of its columns asks to be scrolled. */
#pragma once

#include "silu-block.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_TABLE_GRID (silu_table_grid_get_type ())
G_DECLARE_FINAL_TYPE (SiluTableGrid, silu_table_grid, SILU, TABLE_GRID, GtkWidget)

GtkWidget *silu_table_grid_new (SiluBlock *table);

/* Rows and cells that are equal are not touched. */
void silu_table_grid_set_block (SiluTableGrid *self, SiluBlock *table);

G_END_DECLS
