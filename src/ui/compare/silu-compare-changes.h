/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What differs between two answers: lines with their signs, and marked words in them. */
#pragma once

#include "silu-compare-side.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_COMPARE_CHANGES (silu_compare_changes_get_type ())
G_DECLARE_FINAL_TYPE (SiluCompareChanges, silu_compare_changes, SILU, COMPARE_CHANGES, GtkWidget)

/* @sides: two. It waits until both are complete. */
GtkWidget *silu_compare_changes_new (SiluCompareSide **sides);

G_END_DECLS
