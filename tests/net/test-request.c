/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request that goes well, one that is stopped at each of its stages, and one that is cut. */
#include "net-fixture.h"

#include <string.h>

static void
test_whole (NetFixture *f, gconstpointer data)
{
  GError *error = NULL;

  silu_script_set_header (f->script, "x-request-id", "r-7");
  silu_script_send (f->script, ": keep-alive\n\n", -1);
  silu_script_send_delta (f->script, "Well", NULL);
  silu_script_send_delta (f->script, ", so", NULL);
  silu_script_send_delta (f->script, NULL, "Good ");
  silu_script_send_delta (f->script, NULL, "\"day\" 你好\n");
  silu_script_send_end (f->script, "stop", 7, 11, 5);

  net_fixture_start (f, "v1/chat/completions", "sk-1");
  g_assert_cmpint (silu_request_get_stage (f->request), ==, SILU_REQUEST_CONNECTING);
  g_assert_cmpint (silu_request_get_last_byte (f->request), >, 0);
  g_assert_true (net_fixture_finish (f, &error));
  g_assert_no_error (error);

  g_assert_cmpstr (f->reasoning->str, ==, "Well, so");
  g_assert_cmpstr (f->text->str, ==, "Good \"day\" 你好\n");
  g_assert_true (f->finished);
  g_assert_cmpint (f->usage.prompt, ==, 7);
  g_assert_cmpint (f->usage.completion, ==, 11);
  g_assert_cmpint (f->usage.reasoning, ==, 5);
  g_assert_cmpstr (silu_request_get_request_id (f->request), ==, "r-7");

  g_assert_cmpstr (f->method, ==, "POST");
  g_assert_cmpstr (f->path, ==, "/v1/chat/completions");
  g_assert_cmpstr (f->body, ==, "{}");
  g_assert_cmpstr (f->token, ==, "sk-1");
}

static void
test_no_key (NetFixture *f, gconstpointer data)
{
  silu_script_send_delta (f->script, NULL, "x");
  silu_script_send_end (f->script, "stop", 1, 1, 0);

  net_fixture_start (f, "chat/completions", "");
  g_assert_true (net_fixture_finish (f, NULL));
  g_assert_cmpstr (f->token, ==, "");
}

/* The server would go on for ever after the end mark: nobody waits for it. */
static void
test_end_mark_is_enough (NetFixture *f, gconstpointer data)
{
  silu_script_send_delta (f->script, NULL, "x");
  silu_script_send_end (f->script, "stop", 1, 1, 0);
  silu_script_hold (f->script);

  net_fixture_start (f, "chat/completions", NULL);
  g_assert_true (net_fixture_finish (f, NULL));
  net_fixture_wait_aborted (f, 1);
}

static void
test_finish_reason_without_mark (NetFixture *f, gconstpointer data)
{
  net_fixture_answer (f, 200, "text/event-stream",
                      "data: {\"choices\":[{\"delta\":{\"content\":\"x\"},"
                      "\"finish_reason\":\"stop\"}]}\n\n");

  net_fixture_start (f, "chat/completions", NULL);
  g_assert_true (net_fixture_finish (f, NULL));
  g_assert_cmpstr (f->text->str, ==, "x");
}

/* The connection breaks after the finish reason: the answer is whole all the same. */
static void
test_finish_reason_then_cut (NetFixture *f, gconstpointer data)
{
  SiluScript *script = net_fixture_answer (f, 200, "text/event-stream",
                                           "data: {\"choices\":[{\"delta\":{\"content\":\"x\"},"
                                           "\"finish_reason\":\"stop\"}]}\n\n");

  silu_script_cut (script);
  net_fixture_start (f, "chat/completions", NULL);
  g_assert_true (net_fixture_finish (f, NULL));
  g_assert_cmpstr (f->text->str, ==, "x");
}

/* The end mark never comes, but comments do: they keep a whole answer from nobody. */
static void
test_finish_reason_then_comments (NetFixture *f, gconstpointer data)
{
  g_autofree char *url =
      silu_http_join_url (silu_script_server_get_base_url (f->server), "chat/completions");
  SiluScript *script = net_fixture_answer (f, 200, "text/event-stream",
                                           "data: {\"choices\":[{\"delta\":{\"content\":\"x\"},"
                                           "\"finish_reason\":\"stop\"}]}\n\n");

  for (int i = 0; i < 50; i++)
    {
      silu_script_pause (script, 200);
      silu_script_send (script, ": keep-alive\n\n", -1);
    }
  f->request = silu_request_new (f->http, silu_dialect_find ("openai"), NULL, url, NULL, "{}");
  silu_request_set_silence_limit (f->request, 1);
  net_fixture_start (f, "chat/completions", NULL);
  g_assert_true (net_fixture_finish (f, NULL));
  g_assert_cmpstr (f->text->str, ==, "x");
  net_fixture_wait_aborted (f, 1);
}

static void
test_clocks (NetFixture *f, gconstpointer data)
{
  gint64 progress = 0;

  silu_script_send_delta (f->script, NULL, "x");
  silu_script_hold (f->script);
  silu_script_send (f->script, ": keep-alive\n\n", -1);
  silu_script_hold (f->script);
  silu_script_send_end (f->script, "stop", 1, 1, 0);

  net_fixture_start (f, "chat/completions", NULL);
  net_fixture_wait_stage (f, SILU_REQUEST_STREAMING);
  progress = silu_request_get_last_progress (f->request);
  g_assert_cmpint (progress, >=, silu_request_get_last_byte (f->request));

  silu_script_server_release (f->server);
  while (silu_request_get_last_byte (f->request) <= progress)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (silu_request_get_last_progress (f->request), ==, progress);

  silu_script_server_release (f->server);
  g_assert_true (net_fixture_finish (f, NULL));
}

static void
assert_stopped (NetFixture *f)
{
  g_autoptr (GError) error = NULL;
  guint n_deltas = f->n_deltas;

  g_assert_false (net_fixture_finish (f, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (f->n_deltas, ==, n_deltas);
}

static void
test_stop_before_run (NetFixture *f, gconstpointer data)
{
  g_cancellable_cancel (f->cancellable);
  net_fixture_start (f, "chat/completions", NULL);
  assert_stopped (f);
  g_assert_cmpuint (silu_script_server_get_n_requests (f->server), ==, 0);
}

static void
test_stop_while_connecting (NetFixture *f, gconstpointer data)
{
  net_fixture_start (f, "chat/completions", NULL);
  g_cancellable_cancel (f->cancellable);
  assert_stopped (f);
  g_assert_cmpuint (silu_script_server_get_n_requests (f->server), ==, 0);
}

static void
test_stop_before_headers (NetFixture *f, gconstpointer data)
{
  silu_script_hold (f->script);
  silu_script_send_delta (f->script, NULL, "x");

  net_fixture_start (f, "chat/completions", NULL);
  net_fixture_wait_requests (f, 1);
  g_assert_cmpint (silu_request_get_stage (f->request), ==, SILU_REQUEST_CONNECTING);
  g_cancellable_cancel (f->cancellable);
  assert_stopped (f);
  net_fixture_wait_aborted (f, 1);
}

static void
test_stop_after_headers (NetFixture *f, gconstpointer data)
{
  silu_script_send (f->script, ": keep-alive\n\n", -1);
  silu_script_hold (f->script);
  silu_script_send_delta (f->script, NULL, "x");

  net_fixture_start (f, "chat/completions", NULL);
  net_fixture_wait_stage (f, SILU_REQUEST_WAITING);
  g_cancellable_cancel (f->cancellable);
  assert_stopped (f);
  net_fixture_wait_aborted (f, 1);
}

static void
test_stop_between_chunks (NetFixture *f, gconstpointer data)
{
  silu_script_send_delta (f->script, NULL, "x");
  silu_script_hold (f->script);
  silu_script_send_delta (f->script, NULL, "y");

  net_fixture_start (f, "chat/completions", NULL);
  net_fixture_wait_stage (f, SILU_REQUEST_STREAMING);
  g_cancellable_cancel (f->cancellable);
  assert_stopped (f);
  g_assert_cmpstr (f->text->str, ==, "x");
  net_fixture_wait_aborted (f, 1);
}

static void
test_stop_inside_event (NetFixture *f, gconstpointer data)
{
  silu_script_send_delta (f->script, NULL, "x");
  silu_script_send (f->script, "data: {\"choices\":[{\"delta\":{\"content\":\"y", -1);
  silu_script_hold (f->script);
  silu_script_send (f->script, "\"}}]}\n\n", -1);

  net_fixture_start (f, "chat/completions", NULL);
  net_fixture_wait_stage (f, SILU_REQUEST_STREAMING);
  g_cancellable_cancel (f->cancellable);
  assert_stopped (f);
  g_assert_cmpstr (f->text->str, ==, "x");
  net_fixture_wait_aborted (f, 1);
}

/* All deltas are in one packet; the first one's handler stops. */
static void
test_stop_in_delta (NetFixture *f, gconstpointer data)
{
  GString *body = g_string_new (NULL);

  for (int i = 0; i < 50; i++)
    g_string_append (body, "data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\n");
  g_string_append (body, "data: [DONE]\n\n");
  net_fixture_answer (f, 200, "text/event-stream", body->str);
  silu_script_hold (f->script);
  g_string_free (body, TRUE);

  f->cancel_after = 1;
  net_fixture_start (f, "chat/completions", NULL);
  net_fixture_wait_stage (f, SILU_REQUEST_DONE);
  g_assert_cmpuint (f->n_deltas, ==, 1);
  assert_stopped (f);
  net_fixture_wait_aborted (f, 1);
}

static void
test_stop_in_error_body (NetFixture *f, gconstpointer data)
{
  net_fixture_answer (f, 500, "text/plain", "Wait");
  silu_script_hold (f->script);

  net_fixture_start (f, "chat/completions", NULL);
  net_fixture_wait_requests (f, 1);
  while (silu_request_get_last_byte (f->request) <= silu_request_get_last_progress (f->request))
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (f->cancellable);
  assert_stopped (f);
  net_fixture_wait_aborted (f, 1);
}

static void
test_cut_before_headers (NetFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  silu_script_cut (f->script);
  error = net_fixture_fail (f, SILU_ERROR_NETWORK);
  g_assert_nonnull (strstr (error->message, "127.0.0.1:"));
}

static void
test_cut_before_deltas (NetFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  silu_script_send (f->script, ": keep-alive\n\n", -1);
  silu_script_cut (f->script);
  error = net_fixture_fail (f, SILU_ERROR_PROTOCOL);
}

static void
test_cut_after_deltas (NetFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  silu_script_set_header (f->script, "x-deepseek-request-id", "d-9");
  silu_script_send_delta (f->script, "Well", NULL);
  silu_script_send_delta (f->script, NULL, "x");
  silu_script_cut (f->script);
  error = net_fixture_fail (f, SILU_ERROR_INTERRUPTED);
  g_assert_cmpstr (f->reasoning->str, ==, "Well");
  g_assert_cmpstr (f->text->str, ==, "x");
  g_assert_nonnull (strstr (silu_error_get_detail (error), "Request id: d-9"));
}

/* A clean end of the body is no end of the answer. */
static void
test_ended_early (NetFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  silu_script_send_delta (f->script, NULL, "x <thi");
  error = net_fixture_fail (f, SILU_ERROR_INTERRUPTED);
  g_assert_cmpstr (f->text->str, ==, "x <thi");
}

static void
test_silence (NetFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *url =
      silu_http_join_url (silu_script_server_get_base_url (f->server), "chat/completions");

  silu_script_send (f->script, ": keep-alive\n\n", -1);
  silu_script_hold (f->script);
  f->request = silu_request_new (f->http, silu_dialect_find ("openai"), NULL, url, NULL, "{}");
  silu_request_set_silence_limit (f->request, 1);
  error = net_fixture_fail (f, SILU_ERROR_TIMEOUT);
  net_fixture_wait_aborted (f, 1);
}

static void
test_silence_after_deltas (NetFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *url =
      silu_http_join_url (silu_script_server_get_base_url (f->server), "chat/completions");

  silu_script_send_delta (f->script, NULL, "x");
  silu_script_hold (f->script);
  f->request = silu_request_new (f->http, silu_dialect_find ("openai"), NULL, url, NULL, "{}");
  silu_request_set_silence_limit (f->request, 1);
  error = net_fixture_fail (f, SILU_ERROR_INTERRUPTED);
  g_assert_nonnull (strstr (silu_error_get_detail (error), "silent"));
  net_fixture_wait_aborted (f, 1);
}

/* Bytes of any kind are no silence. */
static void
test_keep_alive (NetFixture *f, gconstpointer data)
{
  g_autofree char *url =
      silu_http_join_url (silu_script_server_get_base_url (f->server), "chat/completions");

  for (int i = 0; i < 6; i++)
    {
      silu_script_send (f->script, ": keep-alive\n\n", -1);
      silu_script_pause (f->script, 250);
    }
  silu_script_send_delta (f->script, NULL, "x");
  silu_script_send_end (f->script, "stop", 1, 1, 0);
  f->request = silu_request_new (f->http, silu_dialect_find ("openai"), NULL, url, NULL, "{}");
  silu_request_set_silence_limit (f->request, 1);
  net_fixture_start (f, "chat/completions", NULL);
  g_assert_true (net_fixture_finish (f, NULL));
}

/* Far more at once than libsoup would allow by itself. */
static void
test_side_by_side (NetFixture *f, gconstpointer data)
{
  NetFixture others[8] = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *url = NULL;

      net_fixture_set_up (&others[i], NULL);
      silu_script_send_delta (others[i].script, NULL, "x");
      silu_script_hold (others[i].script);
      silu_script_send_end (others[i].script, "stop", 1, 1, 0);
      g_clear_pointer (&f->script, silu_script_free);
      f->script = g_steal_pointer (&others[i].script);
      g_set_object (&others[i].http, f->http);
      url = silu_http_join_url (silu_script_server_get_base_url (f->server), "chat/completions");
      net_fixture_start (&others[i], url, NULL);
      net_fixture_wait_stage (&others[i], SILU_REQUEST_STREAMING);
    }

  silu_script_server_release (f->server);
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_true (net_fixture_finish (&others[i], NULL));

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_clear_object (&others[i].request);
      g_clear_object (&others[i].http);
      others[i].http = silu_http_new ();
      net_fixture_tear_down (&others[i], NULL);
    }
}

static void
test_huge_line (NetFixture *f, gconstpointer data)
{
  gsize size = 10 * 1024 * 1024;
  g_autofree char *huge = g_malloc (size + 1);

  memset (huge, 'x', size);
  huge[size] = '\0';
  silu_script_send_delta (f->script, NULL, huge);
  silu_script_send_end (f->script, "stop", 1, 1, 0);

  net_fixture_start (f, "chat/completions", NULL);
  g_assert_true (net_fixture_finish (f, NULL));
  g_assert_cmpuint (f->text->len, ==, size);
}

static void
test_too_huge_line (NetFixture *f, gconstpointer data)
{
  gsize size = 20 * 1024 * 1024;
  g_autofree char *huge = g_malloc (size + 1);
  g_autoptr (GError) error = NULL;

  memset (huge, 'x', size);
  huge[size] = '\0';
  silu_script_send (f->script, "data: ", -1);
  silu_script_send (f->script, huge, -1);
  silu_script_hold (f->script);

  error = net_fixture_fail (f, SILU_ERROR_PROTOCOL);
  net_fixture_wait_aborted (f, 1);
}

static void
test_compressed (NetFixture *f, gconstpointer data)
{
  g_autoptr (GConverter) zip =
      G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  const char *body = "data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\ndata: [DONE]\n\n";
  char packed[4096];
  gsize n_read = 0;
  gsize n_written = 0;

  g_converter_convert (zip, body, strlen (body), packed, sizeof packed, G_CONVERTER_INPUT_AT_END,
                       &n_read, &n_written, NULL);
  g_assert_cmpuint (n_read, ==, strlen (body));
  silu_script_set_header (f->script, "Content-Encoding", "gzip");
  silu_script_send (f->script, packed, (gssize) n_written);

  net_fixture_start (f, "chat/completions", NULL);
  g_assert_true (net_fixture_finish (f, NULL));
  g_assert_cmpstr (f->text->str, ==, "x");
}

int
main (int argc, char *argv[])
{
  silu_test_init (&argc, &argv);

  net_fixture_add ("/request/whole", test_whole);
  net_fixture_add ("/request/no-key", test_no_key);
  net_fixture_add ("/request/end-mark-is-enough", test_end_mark_is_enough);
  net_fixture_add ("/request/finish-reason/without-mark", test_finish_reason_without_mark);
  net_fixture_add ("/request/finish-reason/then-cut", test_finish_reason_then_cut);
  net_fixture_add ("/request/finish-reason/then-comments", test_finish_reason_then_comments);
  net_fixture_add ("/request/clocks", test_clocks);
  net_fixture_add ("/request/stop/before-run", test_stop_before_run);
  net_fixture_add ("/request/stop/while-connecting", test_stop_while_connecting);
  net_fixture_add ("/request/stop/before-headers", test_stop_before_headers);
  net_fixture_add ("/request/stop/after-headers", test_stop_after_headers);
  net_fixture_add ("/request/stop/between-chunks", test_stop_between_chunks);
  net_fixture_add ("/request/stop/inside-event", test_stop_inside_event);
  net_fixture_add ("/request/stop/in-delta", test_stop_in_delta);
  net_fixture_add ("/request/stop/in-error-body", test_stop_in_error_body);
  net_fixture_add ("/request/cut/before-headers", test_cut_before_headers);
  net_fixture_add ("/request/cut/before-deltas", test_cut_before_deltas);
  net_fixture_add ("/request/cut/after-deltas", test_cut_after_deltas);
  net_fixture_add ("/request/cut/ended-early", test_ended_early);
  net_fixture_add ("/request/silence/before-deltas", test_silence);
  net_fixture_add ("/request/silence/after-deltas", test_silence_after_deltas);
  net_fixture_add ("/request/silence/keep-alive", test_keep_alive);
  net_fixture_add ("/request/side-by-side", test_side_by_side);
  net_fixture_add ("/request/huge-line", test_huge_line);
  net_fixture_add ("/request/too-huge-line", test_too_huge_line);
  net_fixture_add ("/request/compressed", test_compressed);

  return g_test_run ();
}
