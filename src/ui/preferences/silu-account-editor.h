/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What few accounts need: which provider it is, how it speaks, how it is reached, and with which
 * numbers it is asked. */
#pragma once

#include "silu-accounts.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SILU_TYPE_ACCOUNT_EDITOR (silu_account_editor_get_type ())
G_DECLARE_FINAL_TYPE (SiluAccountEditor,
                      silu_account_editor,
                      SILU,
                      ACCOUNT_EDITOR,
                      AdwPreferencesPage)

/* Each change is applied at once, and stored. */
GtkWidget *silu_account_editor_new (SiluAccounts *accounts, SiluAccount *account);

/* The same in a window of its own over that of @parent; borrowed. */
GtkWidget *
silu_account_editor_present (GtkWidget *parent, SiluAccounts *accounts, SiluAccount *account);

G_END_DECLS
