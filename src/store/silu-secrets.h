/* SPDX-License-Identifier: GPL-3.0-or-later */
/* API keys: in the Secret Service, or, where none answers, in memory for this run. Never in a file
 * of ours, a log or an error. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SILU_TYPE_SECRETS (silu_secrets_get_type ())
G_DECLARE_FINAL_TYPE (SiluSecrets, silu_secrets, SILU, SECRETS, GObject)

/* Property "volatile" (boolean, notifies): a key is held in memory only, because no Secret Service
 * answered. */
SiluSecrets *silu_secrets_new (void);

gboolean silu_secrets_get_volatile (SiluSecrets *self);

/* Keeps @key for the account; NULL or "" forgets it. Always succeeds: at worst it is volatile. */
void silu_secrets_store_async (SiluSecrets *self,
                               const char *account_id,
                               const char *key,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
void silu_secrets_store_finish (SiluSecrets *self, GAsyncResult *result);

/* The key, transfer full, to be freed with silu_secrets_free_key (); NULL if there is none. */
void silu_secrets_lookup_async (SiluSecrets *self,
                                const char *account_id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
char *silu_secrets_lookup_finish (SiluSecrets *self, GAsyncResult *result);

/* Wipes, then frees. */
void silu_secrets_free_key (char *key);

G_END_DECLS
