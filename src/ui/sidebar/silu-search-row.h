/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One hit of a search: in which chat, the line with the words in bold, what it is of and when. */
#pragma once

#include "silu-search.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_SEARCH_ROW (silu_search_row_get_type ())
G_DECLARE_FINAL_TYPE (SiluSearchRow, silu_search_row, SILU, SEARCH_ROW, GtkWidget)

GtkWidget *silu_search_row_new (void);
void silu_search_row_set_hit (SiluSearchRow *self, const SiluSearchHit *hit);

/* What was found is bold: @ranges, of SiluSearchRange, of a snippet. */
PangoAttrList *silu_search_row_make_bold (GArray *ranges);

G_END_DECLS
