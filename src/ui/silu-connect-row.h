/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tries an account out before it is taken: a button, a spinner, and the sentence if it fails. */
#pragma once

#include "silu-accounts.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_CONNECT_ROW (silu_connect_row_get_type ())
G_DECLARE_FINAL_TYPE (SiluConnectRow, silu_connect_row, SILU, CONNECT_ROW, GtkListBoxRow)

/* Signals:
 *   "clicked" (): the button; answer it with silu_connect_row_try ().
 *   "connected" (SiluAccount *): it works. */
GtkWidget *silu_connect_row_new (const char *label);

/* Asks the server of @account for its models. @key: NULL for the kept one, "" for none. One that is
 * not among the accounts is added, with its key. A try before that is cancelled. */
void silu_connect_row_try (SiluConnectRow *self,
                           SiluAccounts *accounts,
                           SiluAccount *account,
                           const char *key);

/* The sentence under it; NULL for none. */
const char *silu_connect_row_get_message (SiluConnectRow *self);
void silu_connect_row_set_message (SiluConnectRow *self, const char *message);

void silu_connect_row_set_enabled (SiluConnectRow *self, gboolean enabled);

G_END_DECLS
