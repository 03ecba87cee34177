/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Model servers on this machine: every port of the local presets is asked for its models at once.
 */
#include "silu-probe.h"

#include "silu-dialect.h"
#include "silu-preset.h"

/* Seconds that one port may take. A server that is there answers in milliseconds. */
#define TIMEOUT 2

typedef struct
{
  GPtrArray *found; /* of SiluAccount, by position of the question; NULL where none answered */
  guint n_waiting;
} Probe;

typedef struct
{
  GTask *task;
  const SiluPreset *preset;
  char *base_url;
  guint index;
} Question;

static void
probe_free (gpointer data)
{
  Probe *self = data;

  g_ptr_array_unref (self->found);
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
  SiluAccount *account = silu_account_new (NULL, question->preset->id);

  silu_account_set_name (account, question->preset->name);
  silu_account_set_base_url (account, question->base_url);
  silu_account_set_dialect (account, question->preset->dialect);
  if (models->len > 0)
    silu_account_set_model (account, g_ptr_array_index (models, 0));
  g_ptr_array_add (models, NULL);
  silu_account_set_models (account, (const char *const *) models->pdata);

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
    models = silu_dialect_read_models (silu_dialect_find (question->preset->dialect),
                                       g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  if (models != NULL)
    probe->found->pdata[question->index] = make_account (question, models);

  if (--probe->n_waiting == 0)
    return_found (question->task);
}

static void
ask_port (GTask *task, SiluHttp *http, const SiluPreset *preset, guint port)
{
  Probe *probe = g_task_get_task_data (task);
  Question *question = g_new0 (Question, 1);
  g_autofree char *url = NULL;

  question->task = g_object_ref (task);
  question->preset = preset;
  question->base_url = g_strdup_printf ("http://127.0.0.1:%u/v1", port);
  question->index = probe->found->len;
  g_ptr_array_add (probe->found, NULL);
  probe->n_waiting++;

  url = silu_http_join_url (question->base_url, "models");
  silu_http_fetch_async (http, url, NULL, TIMEOUT, g_task_get_cancellable (task), answered_cb,
                         question);
}

void
silu_probe_async (SiluHttp *http,
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
  probe->found = g_ptr_array_new_with_free_func (clear_account);
  g_task_set_source_tag (task, silu_probe_async);
  g_task_set_task_data (task, probe, probe_free);

  if (ports != NULL)
    {
      for (gsize i = 0; ports[i] != 0; i++)
        ask_port (task, http, silu_preset_find ("openai-compatible"), ports[i]);
    }
  else
    {
      for (const SiluPreset *preset = silu_preset_list (); preset->id != NULL; preset++)
        for (gsize i = 0; preset->ports[i] != 0; i++)
          ask_port (task, http, preset, preset->ports[i]);
    }

  if (probe->n_waiting == 0)
    return_found (task);
}

GPtrArray *
silu_probe_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
