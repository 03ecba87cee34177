/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The accounts: one list, kept in the store, with the keys beside it in the Secret Service. */
#include "silu-accounts-private.h"

#include "silu-dialect.h"
#include "silu-fault.h"
#include "silu-tour.h"
#include <glib/gi18n-lib.h>
#include <string.h>

struct _SiluAccounts
{
  GObject parent_instance;

  SiluStore *store;
  SiluSecrets *secrets;
  SiluHttp *http;
  SiluProviders *providers;
  SiluTour *tour;

  GPtrArray *items; /* of SiluAccount; the Tour is the last */
};

static GType
silu_accounts_get_item_type (GListModel *model)
{
  return SILU_TYPE_ACCOUNT;
}

static guint
silu_accounts_get_n_items (GListModel *model)
{
  return SILU_ACCOUNTS (model)->items->len;
}

static gpointer
silu_accounts_get_item (GListModel *model, guint position)
{
  SiluAccounts *self = SILU_ACCOUNTS (model);

  if (position >= self->items->len)
    return NULL;

  return g_object_ref (g_ptr_array_index (self->items, position));
}

static void
silu_accounts_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = silu_accounts_get_item_type;
  iface->get_n_items = silu_accounts_get_n_items;
  iface->get_item = silu_accounts_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SiluAccounts,
                               silu_accounts,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      silu_accounts_list_model_init))

static gboolean
is_tour (SiluAccount *account)
{
  return g_str_equal (silu_account_get_id (account), SILU_TOUR_ACCOUNT_ID);
}

static gboolean
contains (SiluAccounts *self, SiluAccount *account)
{
  return g_ptr_array_find (self->items, account, NULL);
}

static void
insert (SiluAccounts *self, SiluAccount *account)
{
  guint position = self->items->len - 1; /* before the Tour */

  g_ptr_array_insert (self->items, (int) position, g_object_ref (account));
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
}

/* A name that no other account has: "Ollama", "Ollama 2", … */
static void
make_name_unique (SiluAccounts *self, SiluAccount *account)
{
  g_autofree char *name = g_strdup (silu_account_get_name (account));

  for (guint i = 2; silu_accounts_find_by_name (self, name) != NULL; i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s %u", silu_account_get_name (account), i);
    }

  silu_account_set_name (account, name);
}

static SiluAccount *
make_tour (SiluProviders *providers)
{
  const SiluProvider *provider = silu_providers_find (providers, SILU_TOUR_ACCOUNT_ID);
  SiluAccount *account = silu_account_new (SILU_TOUR_ACCOUNT_ID, SILU_TOUR_ACCOUNT_ID);
  const char *models[] = { provider->model, NULL };

  /* Translators: the name of the built-in guide, shown where models are chosen. */
  silu_account_set_name (account, _ ("Tour"));
  silu_account_set_dialect (account, provider->dialect);
  silu_account_set_model (account, provider->model);
  silu_account_set_models (account, models);

  return account;
}

static void
silu_accounts_finalize (GObject *object)
{
  SiluAccounts *self = SILU_ACCOUNTS (object);

  g_clear_object (&self->store);
  g_clear_object (&self->secrets);
  g_clear_object (&self->http);
  g_clear_pointer (&self->providers, silu_providers_unref);
  g_clear_object (&self->tour);
  g_clear_pointer (&self->items, g_ptr_array_unref);

  G_OBJECT_CLASS (silu_accounts_parent_class)->finalize (object);
}

static void
silu_accounts_class_init (SiluAccountsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = silu_accounts_finalize;
}

static void
silu_accounts_init (SiluAccounts *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->tour = silu_tour_new ();
}

SiluAccounts *
silu_accounts_new (SiluStore *store, SiluSecrets *secrets, SiluHttp *http, SiluProviders *providers)
{
  SiluAccounts *self = g_object_new (SILU_TYPE_ACCOUNTS, NULL);

  self->store = g_object_ref (store);
  self->secrets = g_object_ref (secrets);
  self->http = g_object_ref (http);
  self->providers = silu_providers_ref (providers);
  g_ptr_array_add (self->items, make_tour (providers));

  return self;
}

static void
listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SiluAccounts *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) accounts = silu_store_list_accounts_finish (self->store, result, &error);

  if (accounts == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  for (guint i = 0; i < accounts->len; i++)
    {
      SiluAccount *account = g_ptr_array_index (accounts, i);

      if (silu_accounts_find (self, silu_account_get_id (account)) == NULL)
        insert (self, account);
    }

  g_task_return_boolean (task, TRUE);
}

void
silu_accounts_load_async (SiluAccounts *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, silu_accounts_load_async);
  silu_store_list_accounts_async (self->store, listed_cb, task);
}

gboolean
silu_accounts_load_finish (SiluAccounts *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
silu_accounts_has_real (SiluAccounts *self)
{
  g_return_val_if_fail (SILU_IS_ACCOUNTS (self), FALSE);

  return self->items->len > 1;
}

SiluAccount *
silu_accounts_find (SiluAccounts *self, const char *id)
{
  g_return_val_if_fail (SILU_IS_ACCOUNTS (self), NULL);

  for (guint i = 0; i < self->items->len; i++)
    {
      SiluAccount *account = g_ptr_array_index (self->items, i);

      if (g_strcmp0 (silu_account_get_id (account), id) == 0)
        return account;
    }

  return NULL;
}

SiluAccount *
silu_accounts_find_by_name (SiluAccounts *self, const char *name)
{
  g_return_val_if_fail (SILU_IS_ACCOUNTS (self), NULL);

  for (guint i = 0; i < self->items->len; i++)
    {
      SiluAccount *account = g_ptr_array_index (self->items, i);

      if (g_strcmp0 (silu_account_get_name (account), name) == 0)
        return account;
    }

  /* "Tour" in every language: scripts name it so. */
  if (name != NULL && g_ascii_strcasecmp (name, SILU_TOUR_ACCOUNT_ID) == 0)
    return silu_accounts_find (self, SILU_TOUR_ACCOUNT_ID);

  return NULL;
}

SiluAccount *
silu_accounts_get_default (SiluAccounts *self)
{
  g_return_val_if_fail (SILU_IS_ACCOUNTS (self), NULL);

  for (guint i = 0; i < self->items->len; i++)
    {
      SiluAccount *account = g_ptr_array_index (self->items, i);

      if (silu_account_get_is_default (account))
        return account;
    }

  return g_ptr_array_index (self->items, 0);
}

void
silu_accounts_set_default (SiluAccounts *self, SiluAccount *account)
{
  g_return_if_fail (SILU_IS_ACCOUNTS (self));
  g_return_if_fail (contains (self, account));

  for (guint i = 0; i < self->items->len; i++)
    {
      SiluAccount *other = g_ptr_array_index (self->items, i);
      gboolean is_default = other == account;

      if (silu_account_get_is_default (other) == is_default)
        continue;

      silu_account_set_is_default (other, is_default);
      silu_accounts_save (self, other);
    }
}

static void
key_stored_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SiluAccounts *self = g_task_get_source_object (task);

  silu_secrets_store_finish (self->secrets, result);
  g_task_return_boolean (task, TRUE);
}

void
silu_accounts_add_async (SiluAccounts *self,
                         SiluAccount *account,
                         const char *key,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (SILU_IS_ACCOUNTS (self));
  g_return_if_fail (SILU_IS_ACCOUNT (account));
  g_return_if_fail (!contains (self, account));

  make_name_unique (self, account);
  if (!silu_accounts_has_real (self))
    silu_account_set_is_default (account, TRUE);

  insert (self, account);
  silu_accounts_save (self, account);
  if (silu_account_get_is_default (account))
    silu_accounts_set_default (self, account);

  silu_accounts_set_key_async (self, account, key, callback, user_data);
}

gboolean
silu_accounts_add_finish (SiluAccounts *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
silu_accounts_set_key_async (SiluAccounts *self,
                             SiluAccount *account,
                             const char *key,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, silu_accounts_set_key_async);
  silu_secrets_store_async (self->secrets, silu_account_get_id (account), key, key_stored_cb,
                            g_object_ref (task));
}

void
silu_accounts_save (SiluAccounts *self, SiluAccount *account)
{
  g_return_if_fail (SILU_IS_ACCOUNTS (self));

  if (contains (self, account) && !is_tour (account))
    silu_store_save_account (self->store, account);
}

static void
key_forgotten_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  silu_secrets_store_finish (SILU_SECRETS (object), result);
}

void
silu_accounts_remove (SiluAccounts *self, SiluAccount *account)
{
  g_autoptr (SiluAccount) keep = g_object_ref (account);
  guint position = 0;

  g_return_if_fail (SILU_IS_ACCOUNTS (self));
  g_return_if_fail (!is_tour (account));

  if (!g_ptr_array_find (self->items, account, &position))
    return;

  g_ptr_array_remove_index (self->items, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);

  silu_store_remove_account (self->store, silu_account_get_id (account));
  silu_secrets_store_async (self->secrets, silu_account_get_id (account), NULL, key_forgotten_cb,
                            NULL);
}

SiluHttp *
silu_accounts_get_http (SiluAccounts *self)
{
  return self->http;
}

SiluProviders *
silu_accounts_get_providers (SiluAccounts *self)
{
  g_return_val_if_fail (SILU_IS_ACCOUNTS (self), NULL);

  return self->providers;
}

const SiluProvider *
silu_accounts_get_provider (SiluAccounts *self, SiluAccount *account)
{
  g_return_val_if_fail (SILU_IS_ACCOUNTS (self), NULL);

  return silu_providers_find (self->providers, silu_account_get_preset (account));
}

SiluProfile *
silu_accounts_dup_profile (SiluAccounts *self, SiluAccount *account, const char *model)
{
  g_return_val_if_fail (SILU_IS_ACCOUNTS (self), NULL);

  return silu_providers_resolve (self->providers, silu_account_get_preset (account),
                                 silu_account_get_dialect (account),
                                 model != NULL ? model : silu_account_get_model (account));
}

static void
add_headers (SiluRoute *route, const char *headers)
{
  g_auto (GStrv) lines = g_strsplit (headers, "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      char *colon = strchr (lines[i], ':');

      if (colon == NULL)
        continue;
      *colon = '\0';
      silu_route_add_header (route, g_strstrip (lines[i]), g_strstrip (colon + 1));
    }
}

/* "" is how the store says nothing. */
static const char *
non_empty (const char *text)
{
  return *text != '\0' ? text : NULL;
}

SiluRoute *
silu_accounts_make_route (SiluAccounts *self, SiluAccount *account, const char *key)
{
  const SiluConnection *connection = silu_account_get_connection (account);
  const SiluDialect *dialect = silu_dialect_find (silu_account_get_dialect (account));
  SiluRoute *route = silu_route_new (key);

  if (dialect != NULL)
    {
      const char *const *headers = silu_dialect_get_headers (dialect);
      const char *prefix = NULL;
      const char *name = silu_dialect_get_key_header (dialect, &prefix);

      silu_route_set_key_header (route, name, prefix);
      for (gsize i = 0; headers[i] != NULL; i += 2)
        silu_route_add_header (route, headers[i], headers[i + 1]);
    }

  add_headers (route, connection->headers);
  silu_route_set_proxy (route, non_empty (connection->proxy));
  silu_route_set_ca_file (route, non_empty (connection->ca_file));
  silu_route_set_socket (route, non_empty (connection->socket));
  silu_route_set_allow_plain_key (route, connection->allow_plain_key);

  return route;
}

char *
silu_accounts_dup_url (SiluAccounts *self, SiluAccount *account, const char *base, const char *path)
{
  g_return_val_if_fail (SILU_IS_ACCOUNTS (self), NULL);

  if (is_tour (account))
    base = silu_tour_get_base_url (self->tour, NULL);
  else if (base == NULL)
    base = silu_account_get_base_url (account);

  return silu_http_join_url (base != NULL ? base : "", path);
}

static void
key_found_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  g_task_return_pointer (task, silu_secrets_lookup_finish (SILU_SECRETS (object), result),
                         (GDestroyNotify) silu_secrets_free_key);
}

void
silu_accounts_lookup_key_async (SiluAccounts *self,
                                SiluAccount *account,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, silu_accounts_lookup_key_async);
  if (is_tour (account))
    {
      silu_tour_get_base_url (self->tour, NULL); /* it has a token once it listens */
      g_task_return_pointer (task, g_strdup (silu_tour_get_token (self->tour)),
                             (GDestroyNotify) silu_secrets_free_key);
    }
  else
    {
      silu_secrets_lookup_async (self->secrets, silu_account_get_id (account), cancellable,
                                 key_found_cb, g_object_ref (task));
    }
}

char *
silu_accounts_lookup_key_finish (SiluAccounts *self, GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

SiluSecrets *
silu_accounts_get_secrets (SiluAccounts *self)
{
  g_return_val_if_fail (SILU_IS_ACCOUNTS (self), NULL);

  return self->secrets;
}
