/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The accounts: a GListModel of SiluAccount, kept in the store, their keys in SiluSecrets. The Tour
 * is always among them, last, and is not stored. */
#pragma once

#include "silu-account.h"
#include "silu-http.h"
#include "silu-providers.h"
#include "silu-secrets.h"
#include "silu-store.h"

G_BEGIN_DECLS

#define SILU_TOUR_ACCOUNT_ID "tour"

#define SILU_TYPE_ACCOUNTS (silu_accounts_get_type ())
G_DECLARE_FINAL_TYPE (SiluAccounts, silu_accounts, SILU, ACCOUNTS, GObject)

SiluAccounts *silu_accounts_new (SiluStore *store,
                                 SiluSecrets *secrets,
                                 SiluHttp *http,
                                 SiluProviders *providers);

/* Adds those of the store that are not here yet. */
void silu_accounts_load_async (SiluAccounts *self, GAsyncReadyCallback cb, gpointer user_data);
gboolean silu_accounts_load_finish (SiluAccounts *self, GAsyncResult *result, GError **error);

/* TRUE if there is one besides the Tour. */
gboolean silu_accounts_has_real (SiluAccounts *self);

/* Borrowed; NULL if unknown. The default is the marked one, else the first; the Tour at last. */
SiluAccount *silu_accounts_find (SiluAccounts *self, const char *id);
SiluAccount *silu_accounts_find_by_name (SiluAccounts *self, const char *name);
SiluAccount *silu_accounts_get_default (SiluAccounts *self);
void silu_accounts_set_default (SiluAccounts *self, SiluAccount *account);

/* Adds and stores it with its key (nullable). The first real account becomes the default. Finishes
 * when the key is kept. A name that is taken gets a number. */
void silu_accounts_add_async (SiluAccounts *self,
                              SiluAccount *account,
                              const char *key,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean silu_accounts_add_finish (SiluAccounts *self, GAsyncResult *result, GError **error);

void silu_accounts_save (SiluAccounts *self, SiluAccount *account);

/* Changes the key of an account that is there; finishes with silu_accounts_add_finish (). */
void silu_accounts_set_key_async (SiluAccounts *self,
                                  SiluAccount *account,
                                  const char *key,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);

/* Removes it, and its key. Not the Tour. */
void silu_accounts_remove (SiluAccounts *self, SiluAccount *account);

/* Asks the server for its models and keeps the list in the account (which is stored if it is one
 * of these). @key: NULL for the kept one. TRUE, or an error whose sentence says what is wrong: a
 * wrong key, no such host, not such a server. Doubles as "test". */
void silu_accounts_refresh_async (SiluAccounts *self,
                                  SiluAccount *account,
                                  const char *key,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean silu_accounts_refresh_finish (SiluAccounts *self, GAsyncResult *result, GError **error);

/* Borrowed. */
SiluProviders *silu_accounts_get_providers (SiluAccounts *self);

/* What the data says of the account's provider; NULL if nothing. */
const SiluProvider *silu_accounts_get_provider (SiluAccounts *self, SiluAccount *account);

/* How @model (NULL: the account's own) wants to be spoken to; transfer full. */
SiluProfile *
silu_accounts_dup_profile (SiluAccounts *self, SiluAccount *account, const char *model);

/* A GET, or a POST of @body (nullable), beside the turns, the account's own way and with its key.
 */
void silu_accounts_fetch_async (SiluAccounts *self,
                                SiluAccount *account,
                                const char *path,
                                const char *body,
                                guint timeout,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GBytes *silu_accounts_fetch_finish (SiluAccounts *self, GAsyncResult *result, GError **error);

/* Where requests of the account go (@base NULL: to its own address), which way, and with which key
 * (transfer full, silu_secrets_free_key ()); for the Tour, the server on loopback. */
char *silu_accounts_dup_url (SiluAccounts *self,
                             SiluAccount *account,
                             const char *base,
                             const char *path);
SiluRoute *silu_accounts_make_route (SiluAccounts *self, SiluAccount *account, const char *key);
void silu_accounts_lookup_key_async (SiluAccounts *self,
                                     SiluAccount *account,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
char *silu_accounts_lookup_key_finish (SiluAccounts *self, GAsyncResult *result);

/* Borrowed; for its "volatile". */
SiluSecrets *silu_accounts_get_secrets (SiluAccounts *self);

G_END_DECLS
