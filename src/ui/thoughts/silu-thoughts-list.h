/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chains of thought of all chats: searched, filtered, more of them as one scrolls. */
#pragma once

#include "silu-store.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_THOUGHTS_LIST (silu_thoughts_list_get_type ())
G_DECLARE_FINAL_TYPE (SiluThoughtsList, silu_thoughts_list, SILU, THOUGHTS_LIST, GtkWidget)

/* Signal "open" (const SiluSearchHit *): what the user has chosen; valid during the emission. */
GtkWidget *silu_thoughts_list_new (SiluStore *store);

void silu_thoughts_list_add_model (SiluThoughtsList *self, const char *model);
void silu_thoughts_list_focus_search (SiluThoughtsList *self);

G_END_DECLS
