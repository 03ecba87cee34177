/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table that scrolls sideways where it is too wide for the column. */
#pragma once

#include "silu-block.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_TABLE (silu_table_get_type ())
G_DECLARE_FINAL_TYPE (SiluTable, silu_table, SILU, TABLE, GtkWidget)

GtkWidget *silu_table_new (SiluBlock *block);
void silu_table_set_block (SiluTable *self, SiluBlock *block);

G_END_DECLS
