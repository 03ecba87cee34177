/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the network's tests share. */
#include "net-fixture.h"

static SiluScript *
answer_cb (const char *method, const char *path, const char *body, const char *token, gpointer data)
{
  NetFixture *self = data;

  g_free (self->method);
  g_free (self->path);
  g_free (self->body);
  g_free (self->token);
  self->method = g_strdup (method);
  self->path = g_strdup (path);
  self->body = g_strdup (body);
  self->token = g_strdup (token);

  return g_steal_pointer (&self->script);
}

void
net_fixture_set_up (NetFixture *self, gconstpointer data)
{
  GError *error = NULL;

  self->server = silu_script_server_new (answer_cb, self, &error);
  g_assert_no_error (error);
  self->script = silu_script_new ();
  self->http = silu_http_new ();
  self->cancellable = g_cancellable_new ();
  self->reasoning = g_string_new (NULL);
  self->text = g_string_new (NULL);
}

void
net_fixture_tear_down (NetFixture *self, gconstpointer data)
{
  g_clear_object (&self->result);
  if (self->request != NULL)
    g_assert_finalize_object (g_steal_pointer (&self->request));
  g_clear_object (&self->cancellable);
  g_assert_finalize_object (g_steal_pointer (&self->http));
  g_assert_finalize_object (g_steal_pointer (&self->server));
  g_clear_pointer (&self->script, silu_script_free);
  g_clear_pointer (&self->method, g_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->body, g_free);
  g_clear_pointer (&self->token, g_free);
  g_string_free (self->reasoning, TRUE);
  g_string_free (self->text, TRUE);

  /* Sockets that were closed leave the main context in their own time. */
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static void
delta_cb (const SiluDelta *delta, gpointer user_data)
{
  NetFixture *self = user_data;

  g_assert_false (g_cancellable_is_cancelled (self->cancellable));
  g_assert_null (self->result);
  self->n_deltas++;

  if (delta->kind == SILU_DELTA_REASONING)
    g_string_append_len (self->reasoning, delta->text, (gssize) delta->length);
  else if (delta->kind == SILU_DELTA_TEXT)
    g_string_append_len (self->text, delta->text, (gssize) delta->length);
  else if (delta->kind == SILU_DELTA_USAGE)
    self->usage = delta->usage;
  else if (delta->kind == SILU_DELTA_FINISH)
    self->finished = TRUE;

  if (self->n_deltas == self->cancel_after)
    g_cancellable_cancel (self->cancellable);
}

void
net_fixture_start (NetFixture *self, const char *path, const char *key)
{
  g_autofree char *url = NULL;
  g_autoptr (SiluRoute) route = silu_route_new (key);

  if (g_str_has_prefix (path, "http"))
    url = g_strdup (path);
  else
    url = silu_http_join_url (silu_script_server_get_base_url (self->server), path);

  if (self->request == NULL)
    self->request =
        silu_request_new (self->http, silu_dialect_find ("openai"), NULL, url, route, "{}");
  silu_request_run_async (self->request, delta_cb, self, self->cancellable,
                          silu_test_store_result_cb, &self->result);
}

gboolean
net_fixture_finish (NetFixture *self, GError **error)
{
  gboolean good =
      silu_request_run_finish (self->request, silu_test_wait_result (&self->result), error);

  g_assert_cmpint (silu_request_get_stage (self->request), ==, SILU_REQUEST_DONE);

  return good;
}

typedef struct
{
  NetFixture *fixture;
  guint wanted;
} Wait;

static gboolean
stage_reached (gpointer user_data)
{
  Wait *wait = user_data;

  return silu_request_get_stage (wait->fixture->request) == wait->wanted;
}

void
net_fixture_wait_stage (NetFixture *self, SiluRequestStage stage)
{
  Wait wait = { self, stage };

  silu_test_run_until (stage_reached, &wait);
}

static gboolean
requests_reached (gpointer user_data)
{
  Wait *wait = user_data;

  return silu_script_server_get_n_requests (wait->fixture->server) == wait->wanted;
}

void
net_fixture_wait_requests (NetFixture *self, guint n)
{
  Wait wait = { self, n };

  silu_test_run_until (requests_reached, &wait);
}

static gboolean
aborted_reached (gpointer user_data)
{
  Wait *wait = user_data;

  return silu_script_server_get_n_aborted (wait->fixture->server) == wait->wanted;
}

void
net_fixture_wait_aborted (NetFixture *self, guint n)
{
  Wait wait = { self, n };

  silu_test_run_until (aborted_reached, &wait);
}

GError *
net_fixture_fail (NetFixture *self, SiluErrorCode code)
{
  GError *error = NULL;

  net_fixture_start (self, "chat/completions", NULL);
  g_assert_false (net_fixture_finish (self, &error));
  g_assert_error (error, SILU_ERROR, (int) code);
  g_assert_cmpstr (error->message, !=, "");

  return error;
}

SiluScript *
net_fixture_answer (NetFixture *self, guint status, const char *type, const char *body)
{
  g_clear_pointer (&self->script, silu_script_free);
  self->script = silu_script_new ();
  silu_script_set_status (self->script, status);
  silu_script_set_header (self->script, "Content-Type", type);
  if (*body != '\0')
    silu_script_send (self->script, body, -1);

  return self->script;
}
