/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked of an account's server beside the turns: its models, its balance. */
#include "silu-accounts-private.h"

#include "silu-dialect.h"
#include "silu-fault.h"
#include <glib/gi18n-lib.h>

/* Seconds that a server may take to name its models: a cold one is slow. */
#define REFRESH_TIMEOUT 20

typedef struct
{
  SiluAccount *account;
  char *path;
  char *body; /* or NULL */
  guint timeout;
} Question;

static void
question_free (gpointer data)
{
  Question *self = data;

  g_object_unref (self->account);
  g_free (self->path);
  g_free (self->body);
  g_free (self);
}

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GBytes *body = silu_http_fetch_finish (SILU_HTTP (object), result, &error);

  if (body == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, body, (GDestroyNotify) g_bytes_unref);
}

static void
ask_with_key (GTask *task, const char *key)
{
  SiluAccounts *self = g_task_get_source_object (task);
  Question *question = g_task_get_task_data (task);
  g_autofree char *url = silu_accounts_dup_url (self, question->account, NULL, question->path);
  g_autoptr (SiluRoute) route = silu_accounts_make_route (self, question->account, key);
  GError *error = NULL;

  if (!silu_http_check_url (url, &error))
    g_task_return_error (task, error);
  else
    silu_http_fetch_async (silu_accounts_get_http (self), url, route, question->body,
                           question->timeout, g_task_get_cancellable (task), answered_cb,
                           g_object_ref (task));
}

static void
question_key_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  char *key = silu_accounts_lookup_key_finish (SILU_ACCOUNTS (object), result);

  ask_with_key (task, key);
  silu_secrets_free_key (key);
}

static void
ask (SiluAccounts *self,
     SiluAccount *account,
     const char *key,
     const char *path,
     const char *body,
     guint timeout,
     GCancellable *cancellable,
     GAsyncReadyCallback callback,
     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Question *question = g_new0 (Question, 1);

  question->account = g_object_ref (account);
  question->path = g_strdup (path);
  question->body = g_strdup (body);
  question->timeout = timeout;
  g_task_set_source_tag (task, silu_accounts_fetch_async);
  g_task_set_task_data (task, question, question_free);

  if (key != NULL)
    ask_with_key (task, key);
  else
    silu_accounts_lookup_key_async (self, account, cancellable, question_key_cb,
                                    g_object_ref (task));
}

void
silu_accounts_fetch_async (SiluAccounts *self,
                           SiluAccount *account,
                           const char *path,
                           const char *body,
                           guint timeout,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (SILU_IS_ACCOUNTS (self));
  g_return_if_fail (SILU_IS_ACCOUNT (account));
  g_return_if_fail (path != NULL);

  ask (self, account, NULL, path, body, timeout, cancellable, callback, user_data);
}

GBytes *
silu_accounts_fetch_finish (SiluAccounts *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
take_models (SiluAccounts *self, SiluAccount *account, GPtrArray *models)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_autoptr (GString) contexts = g_string_new (NULL);
  g_auto (GStrv) list = NULL;

  for (guint i = 0; i < models->len; i++)
    {
      const SiluModelInfo *model = g_ptr_array_index (models, i);

      g_strv_builder_add (ids, model->id);
      if (model->context > 0)
        g_string_append_printf (contexts, "%s\t%" G_GINT64_FORMAT "\n", model->id, model->context);
    }

  list = g_strv_builder_end (ids);
  silu_account_set_models (account, (const char *const *) list);
  silu_account_set_contexts (account, contexts->str);
  if (*silu_account_get_model (account) == '\0' && list[0] != NULL)
    silu_account_set_model (account, list[0]);

  silu_accounts_save (self, account);
}

/* A server that names none itself (PROTOCOLS 2.8): the data does. */
static GPtrArray *
list_known_models (SiluAccounts *self, SiluAccount *account)
{
  const SiluProvider *provider = silu_accounts_get_provider (self, account);
  GPtrArray *models = NULL;

  if (provider == NULL || provider->models[0] == NULL)
    return NULL;

  models = g_ptr_array_new_with_free_func ((GDestroyNotify) silu_model_info_free);
  for (gsize i = 0; provider->models[i] != NULL; i++)
    g_ptr_array_add (models, silu_model_info_new (provider->models[i], 0));

  return models;
}

static void
models_fetched_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SiluAccounts *self = g_task_get_source_object (task);
  SiluAccount *account = g_task_get_task_data (task);
  const SiluDialect *dialect = silu_dialect_find (silu_account_get_dialect (account));
  GError *error = NULL;
  g_autoptr (GBytes) body = silu_accounts_fetch_finish (self, result, &error);
  g_autoptr (GPtrArray) models = NULL;
  const char *text = NULL;
  gsize length = 0;

  if (body == NULL)
    {
      models = list_known_models (self, account);
      if (models == NULL || !g_error_matches (error, SILU_ERROR, SILU_ERROR_REQUEST))
        {
          g_task_return_error (task, error);
          return;
        }
      g_clear_error (&error);
    }
  else
    {
      text = g_bytes_get_data (body, &length);
      models = silu_dialect_read_models (dialect, text != NULL ? text : "", length);
    }

  if (models == NULL)
    {
      g_task_return_error (
          task,
          silu_error_new (SILU_ERROR_PROTOCOL,
                          _ ("The address answers, but not with a list of models. Is it complete?"),
                          NULL, -1));
      return;
    }

  take_models (self, account, models);
  g_task_return_boolean (task, TRUE);
}

void
silu_accounts_refresh_async (SiluAccounts *self,
                             SiluAccount *account,
                             const char *key,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  const SiluDialect *dialect = silu_dialect_find (silu_account_get_dialect (account));

  g_return_if_fail (SILU_IS_ACCOUNTS (self));
  g_return_if_fail (SILU_IS_ACCOUNT (account));

  g_task_set_source_tag (task, silu_accounts_refresh_async);
  g_task_set_task_data (task, g_object_ref (account), g_object_unref);

  if (dialect == NULL)
    g_task_return_error (task, silu_fault_new (SILU_ERROR_FAILED, NULL, NULL, -1));
  else
    ask (self, account, key, silu_dialect_get_models_path (dialect), NULL, REFRESH_TIMEOUT,
         cancellable, models_fetched_cb, g_object_ref (task));
}

gboolean
silu_accounts_refresh_finish (SiluAccounts *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
