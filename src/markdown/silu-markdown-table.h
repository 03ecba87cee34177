/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables as data: for spreadsheets, and in another order. */
#pragma once

#include "silu-block.h"

G_BEGIN_DECLS

typedef enum
{
  SILU_TABLE_TSV, /* a tab or a line break in a cell becomes a space */
  SILU_TABLE_CSV, /* RFC 4180, lines end with "\n" */
} SiluTableFormat;

/* The head too; transfer full. */
char *silu_table_write (const SiluBlock *table, SiluTableFormat format);

/* The rows below the head, as numbers from 1, in the order of a column: by number where all cells
 * of it begin with one, else as the locale orders words. Equal ones stay as they were. Transfer
 * full, of guint. */
GArray *silu_table_sort (const SiluBlock *table, guint column, gboolean descending);

G_END_DECLS
