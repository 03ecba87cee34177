/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search for servers on this machine, against scripted ones. */
#include "silu-probe.h"

#include "silu-provider-data.h"
#include "silu-script-server.h"
#include "silu-test.h"

typedef struct
{
  SiluHttp *http;
  SiluProviders *providers;
  SiluScriptServer *servers[3];
  const char *bodies[3]; /* what the server of the same number answers; NULL: it holds */
  GCancellable *cancellable;
  GAsyncResult *result;
} Fixture;

typedef struct
{
  Fixture *fixture;
  gsize number;
} Who;

static Who whose[3];

static SiluScript *
answer_cb (const char *method,
           const char *path,
           const char *body,
           const char *token,
           gpointer user_data)
{
  Who *who = user_data;
  const char *text = who->fixture->bodies[who->number];
  SiluScript *script = silu_script_new ();

  g_assert_cmpstr (method, ==, "GET");
  g_assert_cmpstr (path, ==, "/v1/models");
  g_assert_cmpstr (token, ==, "");

  silu_script_set_header (script, "Content-Type", "application/json");
  if (text == NULL)
    silu_script_hold (script);
  else if (*text != '\0')
    silu_script_send (script, text, -1);

  return script;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  GError *error = NULL;

  f->http = silu_http_new ();
  f->providers = silu_provider_data_load ();
  f->cancellable = g_cancellable_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (f->servers); i++)
    {
      whose[i] = (Who){ f, i };
      f->servers[i] = silu_script_server_new (answer_cb, &whose[i], &error);
      g_assert_no_error (error);
      f->bodies[i] = "{\"data\":[]}";
    }
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->result);
  g_clear_object (&f->cancellable);
  g_assert_finalize_object (f->http);
  silu_providers_unref (f->providers);
  for (gsize i = 0; i < G_N_ELEMENTS (f->servers); i++)
    g_assert_finalize_object (f->servers[i]);

  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static void
start (Fixture *f)
{
  guint ports[G_N_ELEMENTS (f->servers) + 1] = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (f->servers); i++)
    {
      const char *url = silu_script_server_get_base_url (f->servers[i]);

      ports[i] = (guint) g_ascii_strtoull (strrchr (url, ':') + 1, NULL, 10);
    }

  silu_probe_async (f->http, f->providers, ports, f->cancellable, silu_test_store_result_cb,
                    &f->result);
}

static void
test_found (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *base = NULL;
  SiluAccount *account = NULL;
  GError *error = NULL;

  f->bodies[0] = "<html>a router</html>";
  f->bodies[1] = "{\"object\":\"list\",\"data\":[{\"id\":\"qwen3:8b\"},{\"id\":\"r1\"}]}";
  f->bodies[2] = "";
  start (f);
  found = silu_probe_finish (silu_test_wait_result (&f->result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);

  account = g_ptr_array_index (found, 0);
  base = g_strconcat (silu_script_server_get_base_url (f->servers[1]), "/v1", NULL);
  g_assert_cmpstr (silu_account_get_preset (account), ==, "openai-compatible");
  g_assert_cmpstr (silu_account_get_base_url (account), ==, base);
  g_assert_cmpstr (silu_account_get_dialect (account), ==, "openai");
  g_assert_cmpstr (silu_account_get_model (account), ==, "qwen3:8b");
  g_assert_cmpuint (g_strv_length ((GStrv) silu_account_get_models (account)), ==, 2);
  g_assert_cmpstr (silu_account_get_models (account)[1], ==, "r1");
}

/* A server without a model is one all the same, and the order is that of the ports. */
static void
test_order (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) found = NULL;

  f->bodies[0] = "{\"data\":[{\"id\":\"a\"}]}";
  f->bodies[2] = "{\"data\":[{\"id\":\"c\"}]}";
  start (f);
  found = silu_probe_finish (silu_test_wait_result (&f->result), NULL);
  g_assert_cmpuint (found->len, ==, 3);
  g_assert_cmpstr (silu_account_get_model (g_ptr_array_index (found, 0)), ==, "a");
  g_assert_cmpstr (silu_account_get_model (g_ptr_array_index (found, 1)), ==, "");
  g_assert_cmpstr (silu_account_get_model (g_ptr_array_index (found, 2)), ==, "c");
}

/* One that hangs does not take the others with it. */
static void
test_one_hangs (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) found = NULL;

  f->bodies[1] = NULL;
  start (f);
  found = silu_probe_finish (silu_test_wait_result (&f->result), NULL);
  g_assert_cmpuint (found->len, ==, 2);
}

static void
test_nobody (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) found = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (f->servers); i++)
    silu_script_server_stop (f->servers[i]);
  start (f);
  found = silu_probe_finish (silu_test_wait_result (&f->result), NULL);
  g_assert_nonnull (found);
  g_assert_cmpuint (found->len, ==, 0);
}

static void
test_cancelled (Fixture *f, gconstpointer data)
{
  GError *error = NULL;

  f->bodies[0] = NULL;
  start (f);
  g_cancellable_cancel (f->cancellable);
  g_assert_null (silu_probe_finish (silu_test_wait_result (&f->result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_error_free (error);
}

int
main (int argc, char *argv[])
{
  silu_test_init (&argc, &argv);

  g_test_add ("/probe/found", Fixture, NULL, set_up, test_found, tear_down);
  g_test_add ("/probe/order", Fixture, NULL, set_up, test_order, tear_down);
  g_test_add ("/probe/one-hangs", Fixture, NULL, set_up, test_one_hangs, tear_down);
  g_test_add ("/probe/nobody", Fixture, NULL, set_up, test_nobody, tear_down);
  g_test_add ("/probe/cancelled", Fixture, NULL, set_up, test_cancelled, tear_down);

  return g_test_run ();
}
