/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One account in the preferences: what it is, and, opened, what can be changed. */
#pragma once

#include "silu-accounts.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SILU_TYPE_ACCOUNT_ROW (silu_account_row_get_type ())
G_DECLARE_FINAL_TYPE (SiluAccountRow, silu_account_row, SILU, ACCOUNT_ROW, AdwExpanderRow)

/* @group: the radio group of the default's mark. */
GtkWidget *
silu_account_row_new (SiluAccounts *accounts, SiluAccount *account, GtkCheckButton *group);

G_END_DECLS
