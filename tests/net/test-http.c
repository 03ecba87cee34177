/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Addresses, and small requests that are read whole. */
#include "net-fixture.h"

#include <string.h>

static GBytes *
fetch (NetFixture *f, const char *url, const char *key, guint timeout, GError **error)
{
  g_autoptr (SiluRoute) route = silu_route_new (key);

  g_clear_object (&f->result);
  silu_http_fetch_async (f->http, url, route, NULL, timeout, f->cancellable,
                         silu_test_store_result_cb, &f->result);

  return silu_http_fetch_finish (f->http, silu_test_wait_result (&f->result), error);
}

static void
fetch_fails (NetFixture *f, const char *key, SiluErrorCode code, const char *words)
{
  g_autofree char *url = silu_http_join_url (silu_script_server_get_base_url (f->server), "models");
  g_autoptr (GError) error = NULL;

  g_assert_null (fetch (f, url, key, 5, &error));
  g_assert_error (error, SILU_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_fetch (NetFixture *f, gconstpointer data)
{
  g_autofree char *url =
      silu_http_join_url (silu_script_server_get_base_url (f->server), "v1/models");
  g_autoptr (GBytes) body = NULL;
  GError *error = NULL;

  net_fixture_answer (f, 200, "application/json", "{\"data\":");
  silu_script_send (f->script, "[]}", -1);
  body = fetch (f, url, "sk-1", 5, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body), "{\"data\":[]}", 11);
  g_assert_cmpstr (f->method, ==, "GET");
  g_assert_cmpstr (f->path, ==, "/v1/models");
  g_assert_cmpstr (f->token, ==, "sk-1");
}

static void
test_fetch_statuses (NetFixture *f, gconstpointer data)
{
  net_fixture_answer (f, 401, "application/json", "{\"error\":{\"message\":\"no\"}}");
  fetch_fails (f, NULL, SILU_ERROR_AUTH, "key");
  net_fixture_answer (f, 500, NULL, "");
  fetch_fails (f, NULL, SILU_ERROR_SERVER, "127.0.0.1");
  fetch_fails (f, NULL, SILU_ERROR_REQUEST, "request"); /* no script: a 404 */
  fetch_fails (f, "a\nb", SILU_ERROR_AUTH, "key");
  silu_script_server_stop (f->server);
  fetch_fails (f, NULL, SILU_ERROR_NETWORK, "does not answer");
}

static void
test_fetch_timeout (NetFixture *f, gconstpointer data)
{
  g_autofree char *url = silu_http_join_url (silu_script_server_get_base_url (f->server), "models");
  g_autoptr (GError) error = NULL;

  /* Bytes do not help: it is the time in all. */
  for (int i = 0; i < 20; i++)
    {
      silu_script_send (f->script, " ", -1);
      silu_script_pause (f->script, 200);
    }
  g_assert_null (fetch (f, url, NULL, 1, &error));
  g_assert_error (error, SILU_ERROR, SILU_ERROR_TIMEOUT);
  net_fixture_wait_aborted (f, 1);
}

static void
test_fetch_cancelled (NetFixture *f, gconstpointer data)
{
  g_autofree char *url = silu_http_join_url (silu_script_server_get_base_url (f->server), "models");
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) again = NULL;

  silu_script_hold (f->script);
  silu_http_fetch_async (f->http, url, NULL, NULL, 5, f->cancellable, silu_test_store_result_cb,
                         &f->result);
  net_fixture_wait_requests (f, 1);
  g_cancellable_cancel (f->cancellable);
  g_assert_null (silu_http_fetch_finish (f->http, silu_test_wait_result (&f->result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  net_fixture_wait_aborted (f, 1);

  g_assert_null (fetch (f, url, NULL, 5, &again));
  g_assert_error (again, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (silu_script_server_get_n_requests (f->server), ==, 1);
}

static void
test_fetch_too_large (NetFixture *f, gconstpointer data)
{
  g_autofree char *much = g_strnfill (SILU_HTTP_MAX_BODY, 'x');

  net_fixture_answer (f, 200, "application/json", much);
  silu_script_send (f->script, "y", -1);
  fetch_fails (f, NULL, SILU_ERROR_PROTOCOL, "not a model's answer");
}

static void
test_fetch_largest (NetFixture *f, gconstpointer data)
{
  g_autofree char *url = silu_http_join_url (silu_script_server_get_base_url (f->server), "models");
  g_autofree char *much = g_strnfill (SILU_HTTP_MAX_BODY, 'x');
  g_autoptr (GBytes) body = NULL;

  net_fixture_answer (f, 200, "application/json", much);
  body = fetch (f, url, NULL, 10, NULL);
  g_assert_cmpuint (g_bytes_get_size (body), ==, SILU_HTTP_MAX_BODY);
}

static SiluScript *
redirecting_cb (const char *method,
                const char *path,
                const char *body,
                const char *token,
                gpointer user_data)
{
  SiluScript *script = silu_script_new ();

  g_assert_cmpstr (token, ==, "sk-1");
  if (g_str_equal (path, "/new"))
    {
      silu_script_send (script, "here", -1);
      return script;
    }

  silu_script_set_status (script, 301);
  silu_script_set_header (script, "Location", g_str_equal (path, "/old") ? "/new?x=1" : path);

  return script;
}

static void
test_redirect_at_home (NetFixture *f, gconstpointer data)
{
  g_autoptr (SiluScriptServer) server = silu_script_server_new (redirecting_cb, NULL, NULL);
  const char *base = silu_script_server_get_base_url (server);
  g_autofree char *old = silu_http_join_url (base, "old");
  g_autofree char *circle = silu_http_join_url (base, "circle");
  g_autoptr (GBytes) body = fetch (f, old, "sk-1", 5, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (body);
  g_assert_cmpmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body), "here", 4);

  g_assert_null (fetch (f, circle, "sk-1", 5, &error));
  g_assert_error (error, SILU_ERROR, SILU_ERROR_PROTOCOL);
}

static void
test_redirect_abroad (NetFixture *f, gconstpointer data)
{
  NetFixture other = { 0 };
  const char *base = NULL;

  net_fixture_set_up (&other, NULL);
  base = silu_script_server_get_base_url (other.server);
  net_fixture_answer (f, 302, NULL, "");
  silu_script_set_header (f->script, "Location", base);
  fetch_fails (f, "sk-secret", SILU_ERROR_PROTOCOL, base + strlen ("http://"));
  g_assert_cmpuint (silu_script_server_get_n_requests (other.server), ==, 0);
  net_fixture_tear_down (&other, NULL);
}

static void
test_join (void)
{
  const char *const cases[][3] = {
    { "http://h", "p", "http://h/p" },
    { "http://h/", "/p", "http://h/p" },
    { "http://h/v1//", "//p/q", "http://h/v1/p/q" },
    { "", "p", "/p" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *joined = silu_http_join_url (cases[i][0], cases[i][1]);

      g_assert_cmpstr (joined, ==, cases[i][2]);
    }
}

static void
test_check (void)
{
  const char *const good[] = {
    "https://api.deepseek.com", "http://127.0.0.1:11434/v1",
    "http://[::1]:8080/v1/",    "https://open.bigmodel.cn/api/paas/v4",
    "HTTPS://EXAMPLE.ORG",      "https://例子.中国/v1",
  };
  const char *const bad[][2] = {
    { "", "no address" },
    { "api.deepseek.com", "begin with https" },
    { "localhost:8080", "begin with https" },
    { "ftp://h/", "begin with https" },
    { "file:///etc/passwd", "begin with https" },
    { "http://", "cannot be read" },
    { "http:///v1", "cannot be read" },
    { "https://a b/", "cannot be read" },
    { "https://a%20b/", "cannot be read" },
    { "https://h/a b", "cannot be read" },
    { "https://h/v1\r\nEvil: yes", "cannot be read" },
    { "http://h:99999/", "cannot be read" },
    { "https://me:secret@h/", "user name or password" },
    { "https://h/v1?key=1", "“?”" },
    { "https://h/v1#x", "“#”" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      GError *error = NULL;

      g_assert_true (silu_http_check_url (good[i], &error));
      g_assert_no_error (error);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (silu_http_check_url (bad[i][0], &error));
      g_assert_error (error, SILU_ERROR, SILU_ERROR_REQUEST);
      g_assert_nonnull (strstr (error->message, bad[i][1]));
      g_assert_null (strstr (error->message, "secret"));
    }
}

static void
test_private (void)
{
  g_assert_true (silu_http_url_is_private ("https://api.deepseek.com"));
  g_assert_true (silu_http_url_is_private ("http://127.0.0.1:11434/v1"));
  g_assert_true (silu_http_url_is_private ("http://127.3.2.1/"));
  g_assert_true (silu_http_url_is_private ("http://[::1]:8080"));
  g_assert_true (silu_http_url_is_private ("http://LocalHost:1234/v1"));
  g_assert_false (silu_http_url_is_private ("http://192.168.1.4:11434/v1"));
  g_assert_false (silu_http_url_is_private ("http://127.0.0.1.example.org/"));
  g_assert_false (silu_http_url_is_private ("http://localhost.example.org/"));
  g_assert_false (silu_http_url_is_private ("nonsense"));
}

int
main (int argc, char *argv[])
{
  silu_test_init (&argc, &argv);

  net_fixture_add ("/http/fetch/whole", test_fetch);
  net_fixture_add ("/http/fetch/statuses", test_fetch_statuses);
  net_fixture_add ("/http/fetch/timeout", test_fetch_timeout);
  net_fixture_add ("/http/fetch/cancelled", test_fetch_cancelled);
  net_fixture_add ("/http/fetch/too-large", test_fetch_too_large);
  net_fixture_add ("/http/fetch/largest", test_fetch_largest);
  net_fixture_add ("/http/redirect/at-home", test_redirect_at_home);
  net_fixture_add ("/http/redirect/abroad", test_redirect_abroad);
  g_test_add_func ("/http/url/join", test_join);
  g_test_add_func ("/http/url/check", test_check);
  g_test_add_func ("/http/url/private", test_private);

  return g_test_run ();
}
