/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The balance of an account: one small question, read carefully. */
#include "silu-balance.h"

#include "silu-json.h"
#include <glib/gi18n-lib.h>

/* Seconds. */
#define TIMEOUT 20

#define MAX_CURRENCIES 16

void
silu_balance_free (SiluBalance *self)
{
  g_free (self->currency);
  g_free (self->total);
  g_free (self->granted);
  g_free (self->topped_up);
  g_free (self);
}

gboolean
silu_balance_is_known (SiluAccounts *accounts, SiluAccount *account)
{
  const SiluProvider *provider = silu_accounts_get_provider (accounts, account);

  return provider != NULL && provider->balance_path != NULL;
}

static GPtrArray *
read_balances (const char *body, gsize length)
{
  g_autoptr (JsonNode) node = silu_json_parse (body, length, NULL);
  JsonArray *infos = silu_json_get_array (silu_json_root (node), "balance_infos");
  GPtrArray *balances;

  if (infos == NULL)
    return NULL;

  balances = g_ptr_array_new_with_free_func ((GDestroyNotify) silu_balance_free);
  for (guint i = 0; i < MIN (json_array_get_length (infos), MAX_CURRENCIES); i++)
    {
      JsonObject *info = silu_json_element_object (infos, i);
      SiluBalance *balance;

      if (silu_json_get_string (info, "currency") == NULL ||
          silu_json_get_string (info, "total_balance") == NULL)
        continue;

      balance = g_new0 (SiluBalance, 1);
      balance->currency = g_strdup (silu_json_get_string (info, "currency"));
      balance->total = g_strdup (silu_json_get_string (info, "total_balance"));
      balance->granted = g_strdup (silu_json_get_string (info, "granted_balance"));
      balance->topped_up = g_strdup (silu_json_get_string (info, "topped_up_balance"));
      g_ptr_array_add (balances, balance);
    }

  return balances;
}

static void
fetched_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GBytes) body = silu_accounts_fetch_finish (SILU_ACCOUNTS (object), result, &error);
  GPtrArray *balances;
  gsize length = 0;
  const char *text = NULL;

  if (body == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  text = g_bytes_get_data (body, &length);
  balances = read_balances (text != NULL ? text : "", length);
  if (balances == NULL)
    g_task_return_error (task, silu_error_new (SILU_ERROR_PROTOCOL,
                                               _ ("The server did not say what the balance is."),
                                               NULL, -1));
  else
    g_task_return_pointer (task, balances, (GDestroyNotify) g_ptr_array_unref);
}

void
silu_balance_fetch_async (SiluAccounts *accounts,
                          SiluAccount *account,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_return_if_fail (silu_balance_is_known (accounts, account));

  g_task_set_source_tag (task, silu_balance_fetch_async);
  silu_accounts_fetch_async (accounts, account,
                             silu_accounts_get_provider (accounts, account)->balance_path, NULL,
                             TIMEOUT, cancellable, fetched_cb, task);
}

GPtrArray *
silu_balance_fetch_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
