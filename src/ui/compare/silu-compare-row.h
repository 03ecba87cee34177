/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two steps beside each other, or one and nothing: kind and title, and below them the text of both
 * once they are opened. */
#pragma once

#include "silu-alignment.h"
#include "silu-compare-side.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_COMPARE_ROW (silu_compare_row_get_type ())
G_DECLARE_FINAL_TYPE (SiluCompareRow, silu_compare_row, SILU, COMPARE_ROW, GtkWidget)

/* What of two columns is shown. */
typedef enum
{
  SILU_COMPARE_BOTH,
  SILU_COMPARE_LEFT,
  SILU_COMPARE_RIGHT,
} SiluCompareShown;

/* @sides: two, borrowed; they outlive the row. @is_live: the steps are still being thought, and are
 * not opened. */
GtkWidget *
silu_compare_row_new (SiluCompareSide **sides, const SiluAlignmentPair *pair, gboolean is_live);

/* The last steps have grown. */
void silu_compare_row_update (SiluCompareRow *self);

void silu_compare_row_set_shown (SiluCompareRow *self, SiluCompareShown shown);

/* Gives the keyboard to the step of a side; FALSE if there is none. */
gboolean silu_compare_row_focus (SiluCompareRow *self, SiluAlignmentSide side);

/* The side that @inside is in. */
SiluAlignmentSide silu_compare_row_find_side (SiluCompareRow *self, GtkWidget *inside);

G_END_DECLS
