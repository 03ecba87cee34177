/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model picker: which account answers, and with which of its models. */
#pragma once

#include "silu-accounts.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_MODEL_BUTTON (silu_model_button_get_type ())
G_DECLARE_FINAL_TYPE (SiluModelButton, silu_model_button, SILU, MODEL_BUTTON, GtkWidget)

/* Signals:
 *   "chosen" (): the user chose.
 *   "account-changed" (): another account is in force, whoever changed it. */

void silu_model_button_set_accounts (SiluModelButton *self, SiluAccounts *accounts);

/* The account is borrowed, NULL before there are accounts; an unknown id falls back to the default
 * account, a NULL or "" model to the account's own. */
SiluAccount *silu_model_button_get_account (SiluModelButton *self);
const char *silu_model_button_get_model (SiluModelButton *self);
void silu_model_button_set_choice (SiluModelButton *self, const char *account, const char *model);

G_END_DECLS
