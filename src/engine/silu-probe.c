/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Model servers on this machine: every port of the local presets is asked for its models at once.
 */
#include "silu-probe.h"

#include "silu-dialect.h"

/* Seconds that one port may take. A server that is there answers in milliseconds. */
#define TIMEOUT 2

typedef struct
{
  SiluProviders *providers;
  GPtrArray *found; /* of SiluAccount, by position of the question; NULL where none answered */
  guint n_waiting;
} Probe;

typedef struct
{
  GTask *task;
  const SiluProvider *provider; /* of the probe's data */
  char *base_url;
  guint index;
} Question;

static void
probe_free (gpointer data)
{
  Probe *self = data;

  g_ptr_array_unref (self->found);
  silu_providers_unref (self->providers);
  g_free (self);
}

static void
question_free (Question *self)
{
  g_object_unref (self->task);
  g_free (self->base_url);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static void
clear_account (gpointer data)
{
  if (data != NULL)
    g_object_unref (data);
}

static SiluAccount *
make_account (const Question *question, GPtrArray *models)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;
  SiluAccount *account = silu_account_new (NULL, question->provider->id);

  silu_account_set_name (account, question->provider->name);
  silu_account_set_base_url (account, question->base_url);
  silu_account_set_dialect (account, question->provider->dialect);
  for (guint i = 0; i < models->len; i++)
    g_strv_builder_add (ids, ((const SiluModelInfo *) g_ptr_array_index (models, i))->id);
  list = g_strv_builder_end (ids);
  if (list[0] != NULL)
    silu_account_set_model (account, list[0]);
  silu_account_set_models (account, (const char *const *) list);

  return account;
}

static void
return_found (GTask *task)
{
  Probe *probe = g_task_get_task_data (task);
  GPtrArray *accounts = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < probe->found->len; i++)
    if (g_ptr_array_index (probe->found, i) != NULL)
      g_ptr_array_add (accounts, g_object_ref (g_ptr_array_index (probe->found, i)));

  g_task_return_pointer (task, accounts, (GDestroyNotify) g_ptr_array_unref);
}

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  Probe *probe = g_task_get_task_data (question->task);
  g_autoptr (GBytes) body = silu_http_fetch_finish (SILU_HTTP (object), result, NULL);
  g_autoptr (GPtrArray) models = NULL;

  if (body != NULL && g_bytes_get_size (body) > 0)
    models = silu_dialect_read_models (silu_dialect_find (question->provider->dialect),
                                       g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  if (models != NULL)
    probe->found->pdata[question->index] = make_account (question, models);

  if (--probe->n_waiting == 0)
    return_found (question->task);
}

/* The provider's own address, on this port. */
static char *
make_base_url (const SiluProvider *provider, guint port)
{
  g_autoptr (GUri) uri = g_uri_parse (provider->base_url, G_URI_FLAGS_NONE, NULL);

  return g_strdup_printf ("http://127.0.0.1:%u%s", port,
                          uri != NULL ? g_uri_get_path (uri) : "/v1");
}

static void
ask_port (GTask *task, SiluHttp *http, const SiluProvider *provider, guint port)
{
  Probe *probe = g_task_get_task_data (task);
  const SiluDialect *dialect = silu_dialect_find (provider->dialect);
  Question *question = g_new0 (Question, 1);
  g_autofree char *url = NULL;

  question->task = g_object_ref (task);
  question->provider = provider;
  question->base_url = make_base_url (provider, port);
  question->index = probe->found->len;
  g_ptr_array_add (probe->found, NULL);
  probe->n_waiting++;

  url = silu_http_join_url (question->base_url, silu_dialect_get_models_path (dialect));
  silu_http_fetch_async (http, url, NULL, NULL, TIMEOUT, g_task_get_cancellable (task), answered_cb,
                         question);
}

void
silu_probe_async (SiluHttp *http,
                  SiluProviders *providers,
                  const guint *ports,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Probe *probe = NULL;

  g_return_if_fail (SILU_IS_HTTP (http));

  task = g_task_new (NULL, cancellable, callback, user_data);
  probe = g_new0 (Probe, 1);
  probe->providers = silu_providers_ref (providers);
  probe->found = g_ptr_array_new_with_free_func (clear_account);
  g_task_set_source_tag (task, silu_probe_async);
  g_task_set_task_data (task, probe, probe_free);

  if (ports != NULL)
    {
      for (gsize i = 0; ports[i] != 0; i++)
        ask_port (task, http, silu_providers_find (providers, "openai-compatible"), ports[i]);
    }
  else
    {
      for (guint i = 0; i < silu_providers_get_n (providers); i++)
        {
          const SiluProvider *provider = silu_providers_get (providers, i);

          for (gsize j = 0; provider->ports[j] != 0; j++)
            ask_port (task, http, provider, provider->ports[j]);
        }
    }

  if (probe->n_waiting == 0)
    return_found (task);
}

GPtrArray *
silu_probe_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
