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

SiluBlock *silu_table_grid_get_block (SiluTableGrid *self);

/* By a column: up, down the second time, as it was the third. New rows put it back. */
void silu_table_grid_sort (SiluTableGrid *self, guint column);
void silu_table_grid_unsort (SiluTableGrid *self);

/* Of which column a cell is, and whether it is in the head. */
guint silu_table_grid_get_column (SiluTableGrid *self, GtkWidget *cell);
gboolean silu_table_grid_is_head (SiluTableGrid *self, GtkWidget *cell);

/* Rows and cells that are equal are not touched. */
void silu_table_grid_set_block (SiluTableGrid *self, SiluBlock *table);

G_END_DECLS
