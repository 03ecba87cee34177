/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences, "History": backups, and the way back to one. */
#pragma once

#include "silu-engine.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SILU_TYPE_HISTORY_PAGE (silu_history_page_get_type ())
G_DECLARE_FINAL_TYPE (SiluHistoryPage, silu_history_page, SILU, HISTORY_PAGE, AdwPreferencesPage)

GtkWidget *silu_history_page_new (SiluEngine *engine);

G_END_DECLS
