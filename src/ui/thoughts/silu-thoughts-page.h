/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that was ever thought: the chains of all chats to be searched, numbers of each model,
 * and data sets of them. */
#pragma once

#include "silu-store.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_THOUGHTS_PAGE (silu_thoughts_page_get_type ())
G_DECLARE_FINAL_TYPE (SiluThoughtsPage, silu_thoughts_page, SILU, THOUGHTS_PAGE, GtkWidget)

/* Signal "open" (const SiluSearchHit *): what the user has chosen; valid during the emission.
 * Action: thoughts.page ("chains", "statistics", "dataset"). */
GtkWidget *silu_thoughts_page_new (SiluStore *store);

void silu_thoughts_page_focus_search (SiluThoughtsPage *self);

G_END_DECLS
