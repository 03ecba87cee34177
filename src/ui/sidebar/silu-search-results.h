/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a search of all chats has found so far: a list below the search entry. */
#pragma once

#include "silu-store.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_SEARCH_RESULTS (silu_search_results_get_type ())
G_DECLARE_FINAL_TYPE (SiluSearchResults, silu_search_results, SILU, SEARCH_RESULTS, GtkWidget)

/* Signal "open" (const SiluSearchHit *): what the user has chosen; valid during the emission. */
GtkWidget *silu_search_results_new (void);

void silu_search_results_set_store (SiluSearchResults *self, SiluStore *store);

/* A search that is still running for another text ends; one for this text goes on. */
void silu_search_results_search (SiluSearchResults *self, const char *text);

/* Opens the first hit, as soon as it has come. */
void silu_search_results_open_first (SiluSearchResults *self);

G_END_DECLS
