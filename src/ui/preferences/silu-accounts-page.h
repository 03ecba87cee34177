/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The accounts in the preferences: list, default, add. */
#pragma once

#include "silu-engine.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SILU_TYPE_ACCOUNTS_PAGE (silu_accounts_page_get_type ())
G_DECLARE_FINAL_TYPE (SiluAccountsPage, silu_accounts_page, SILU, ACCOUNTS_PAGE, AdwPreferencesPage)

GtkWidget *silu_accounts_page_new (SiluEngine *engine);

G_END_DECLS
