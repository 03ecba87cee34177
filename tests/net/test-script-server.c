/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scripted server as a client sees it on the wire: other tests stand on it. */
#include "silu-script-server.h"
#include "silu-test.h"

#include <libsoup/soup.h>
#include <string.h>

typedef struct
{
  SiluScriptServer *server;
  SiluScript *script;
  char *body;
  SoupSession *session;
  SoupMessage *message;
  GAsyncResult *result;
} Fixture;

static SiluScript *
answer_cb (const char *method,
           const char *path,
           const char *body,
           const char *token,
           gpointer user_data)
{
  Fixture *f = user_data;

  g_free (f->body);
  f->body = g_strdup (body);

  return g_steal_pointer (&f->script);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  GError *error = NULL;

  f->server = silu_script_server_new (answer_cb, f, &error);
  g_assert_no_error (error);
  f->script = silu_script_new ();
  f->session = soup_session_new ();
  f->message = soup_message_new ("POST", silu_script_server_get_base_url (f->server));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->result);
  g_clear_object (&f->message);
  g_clear_object (&f->session);
  g_assert_finalize_object (f->server);
  g_clear_pointer (&f->script, silu_script_free);
  g_free (f->body);

  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static void
start (Fixture *f)
{
  soup_session_send_and_read_async (f->session, f->message, G_PRIORITY_DEFAULT, NULL,
                                    silu_test_store_result_cb, &f->result);
}

static char *
finish (Fixture *f, GError **error)
{
  g_autoptr (GBytes) bytes =
      soup_session_send_and_read_finish (f->session, silu_test_wait_result (&f->result), error);

  return bytes != NULL ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes))
                       : NULL;
}

static void
test_address (Fixture *f, gconstpointer data)
{
  g_autoptr (SiluScriptServer) other = silu_script_server_new (answer_cb, f, NULL);

  g_assert_true (
      g_str_has_prefix (silu_script_server_get_base_url (f->server), "http://127.0.0.1:"));
  g_assert_cmpstr (silu_script_server_get_base_url (f->server), !=,
                   silu_script_server_get_base_url (other));
  g_assert_cmpuint (strlen (silu_script_server_get_token (f->server)), >=, 32);
  g_assert_cmpstr (silu_script_server_get_token (f->server), !=,
                   silu_script_server_get_token (other));
}

static void
test_steps (Fixture *f, gconstpointer data)
{
  g_autofree char *body = NULL;
  GError *error = NULL;

  silu_script_set_status (f->script, 503);
  silu_script_set_header (f->script, "content-type", "text/plain");
  silu_script_set_header (f->script, "X-One", "1");
  silu_script_set_header (f->script, "X-Two", "2");
  silu_script_set_header (f->script, "X-One", NULL);
  silu_script_send (f->script, "abcXXX", 3);
  silu_script_pause (f->script, 1);
  silu_script_pause (f->script, 0);
  silu_script_send (f->script, "def", -1);

  start (f);
  body = finish (f, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (body, ==, "abcdef");
  g_assert_cmpint (soup_message_get_status (f->message), ==, 503);
  g_assert_cmpstr (soup_message_headers_get_list (soup_message_get_response_headers (f->message),
                                                  "Content-Type"),
                   ==, "text/plain");
  g_assert_null (
      soup_message_headers_get_one (soup_message_get_response_headers (f->message), "X-One"));
  g_assert_cmpstr (
      soup_message_headers_get_one (soup_message_get_response_headers (f->message), "X-Two"), ==,
      "2");
  g_assert_cmpuint (silu_script_server_get_n_requests (f->server), ==, 1);
  g_assert_cmpuint (silu_script_server_get_n_aborted (f->server), ==, 0);
}

static void
test_deltas (Fixture *f, gconstpointer data)
{
  g_autofree char *body = NULL;
  g_auto (GStrv) events = NULL;

  silu_script_send_delta (f->script, "\"思\"\n", NULL);
  silu_script_send_delta (f->script, NULL, "a");
  silu_script_send_end (f->script, "stop", 3, 2, 1);

  start (f);
  body = finish (f, NULL);
  events = g_strsplit (body, "\n\n", -1);
  g_assert_cmpuint (g_strv_length (events), ==, 5);
  g_assert_nonnull (strstr (events[0], "\"content\":null,\"reasoning_content\":\"\\\"思\\\"\\n\""));
  g_assert_nonnull (strstr (events[1], "\"content\":\"a\",\"reasoning_content\":null"));
  g_assert_nonnull (strstr (events[2], "\"finish_reason\":\"stop\""));
  g_assert_nonnull (strstr (events[2], "\"prompt_tokens\":3,\"completion_tokens\":2"));
  g_assert_cmpstr (events[3], ==, "data: [DONE]");
}

static void
test_no_script (Fixture *f, gconstpointer data)
{
  g_autofree char *body = NULL;

  g_clear_pointer (&f->script, silu_script_free);
  start (f);
  body = finish (f, NULL);
  g_assert_cmpint (soup_message_get_status (f->message), ==, 404);
}

static void
test_body_is_text (Fixture *f, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("a\xff\xe6\x80\x9d", 5);
  g_autofree char *body = NULL;

  soup_message_set_request_body_from_bytes (f->message, NULL, bytes);
  start (f);
  body = finish (f, NULL);
  g_assert_cmpstr (f->body, ==, "a\xef\xbf\xbd思");
}

static gboolean
has_request (gpointer user_data)
{
  return silu_script_server_get_n_requests (user_data) > 0;
}

/* Nothing moves until it is let go, and a step does not run twice. */
static void
test_hold (Fixture *f, gconstpointer data)
{
  g_autofree char *body = NULL;

  silu_script_hold (f->script);
  silu_script_send (f->script, "a", -1);

  start (f);
  silu_script_server_release (f->server); /* nobody holds yet */
  silu_test_run_until (has_request, f->server);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_null (f->result);
  g_assert_cmpint (soup_message_get_status (f->message), ==, SOUP_STATUS_NONE);

  silu_script_server_release (f->server);
  silu_script_server_release (f->server);
  body = finish (f, NULL);
  g_assert_cmpstr (body, ==, "a");
}

static void
test_stop (Fixture *f, gconstpointer data)
{
  g_autofree char *body = NULL;
  GError *error = NULL;

  silu_script_hold (f->script);
  start (f);
  silu_test_run_until (has_request, f->server);
  silu_script_server_stop (f->server);
  silu_script_server_stop (f->server);
  body = finish (f, &error);
  g_assert_nonnull (error);
  g_error_free (error);
  g_assert_cmpuint (silu_script_server_get_n_aborted (f->server), ==, 0);
}

int
main (int argc, char *argv[])
{
  silu_test_init (&argc, &argv);

  g_test_add ("/script-server/address", Fixture, NULL, set_up, test_address, tear_down);
  g_test_add ("/script-server/steps", Fixture, NULL, set_up, test_steps, tear_down);
  g_test_add ("/script-server/deltas", Fixture, NULL, set_up, test_deltas, tear_down);
  g_test_add ("/script-server/no-script", Fixture, NULL, set_up, test_no_script, tear_down);
  g_test_add ("/script-server/body-is-text", Fixture, NULL, set_up, test_body_is_text, tear_down);
  g_test_add ("/script-server/hold", Fixture, NULL, set_up, test_hold, tear_down);
  g_test_add ("/script-server/stop", Fixture, NULL, set_up, test_stop, tear_down);

  return g_test_run ();
}
