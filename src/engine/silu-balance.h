/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is left of an account's money, where the provider says it (PROTOCOLS 1.9). */
#pragma once

#include "silu-accounts.h"

G_BEGIN_DECLS

/* Amounts are text, as the provider wrote them: money is not rounded here. */
typedef struct
{
  char *currency;
  char *total;
  char *granted;   /* or NULL */
  char *topped_up; /* or NULL */
} SiluBalance;

void silu_balance_free (SiluBalance *self);

/* Whether the account's provider says it at all. */
gboolean silu_balance_is_known (SiluAccounts *accounts, SiluAccount *account);

/* Finishes with an array of SiluBalance, one a currency (transfer full), or an error with a
 * translated sentence. */
void silu_balance_fetch_async (SiluAccounts *accounts,
                               SiluAccount *account,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
GPtrArray *silu_balance_fetch_finish (GAsyncResult *result, GError **error);

G_END_DECLS
