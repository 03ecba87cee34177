/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that servers, proxies and networks answer instead of a model. */
#include "net-fixture.h"

#include <libsoup/soup.h>
#include <string.h>

typedef struct
{
  const char *name;
  guint status;
  const char *type;
  const char *body;
  SiluErrorCode code;
  const char *detail; /* part of it; NULL: whatever */
} Answer;

#define JSON "application/json"
#define EVENTS "text/event-stream"
#define HTML "text/html; charset=utf-8"
#define PAGE "<html><head><title>x</title></head><body><h1>Bad gateway</h1></body></html>"

static const Answer answers[] = {
  { "400/object", 400, JSON, "{\"error\":{\"message\":\"bad field\"}}", SILU_ERROR_REQUEST,
    "bad field" },
  { "400/context", 400, JSON,
    "{\"error\":{\"message\":\"maximum context length exceeded\","
    "\"code\":\"context_length_exceeded\"}}",
    SILU_ERROR_CONTEXT_LENGTH, "maximum context" },
  { "401/object", 401, JSON, "{\"error\":{\"message\":\"no such key\"}}", SILU_ERROR_AUTH,
    "no such key" },
  { "401/empty", 401, NULL, "", SILU_ERROR_AUTH, "401" },
  { "402/string", 402, JSON, "{\"error\":\"Insufficient Balance\"}", SILU_ERROR_BALANCE,
    "Insufficient Balance" },
  { "404/model", 404, JSON,
    "{\"error\":{\"message\":\"model not found\",\"code\":"
    "\"model_not_found\"}}",
    SILU_ERROR_MODEL, "model not found" },
  { "429/html", 429, HTML, PAGE, SILU_ERROR_RATE_LIMIT, "Bad gateway" },
  { "500/garbage", 500, "application/octet-stream", "\xff\xfe\x01 oh", SILU_ERROR_SERVER, NULL },
  { "500/events", 500, EVENTS, "data: {\"error\":\"x\"}\n\n", SILU_ERROR_SERVER, NULL },
  { "502/html", 502, HTML, PAGE, SILU_ERROR_SERVER, "Bad gateway" },
  { "503/empty", 503, NULL, "", SILU_ERROR_OVERLOADED, "503" },
  { "200/html", 200, HTML, PAGE, SILU_ERROR_PROTOCOL, "Bad gateway" },
  { "200/html-as-events", 200, EVENTS, PAGE, SILU_ERROR_PROTOCOL, "Bad gateway" },
  { "200/empty", 200, EVENTS, "", SILU_ERROR_PROTOCOL, NULL },
  { "200/empty-untyped", 200, NULL, "", SILU_ERROR_PROTOCOL, NULL },
  { "200/text", 200, "text/plain", "hello", SILU_ERROR_PROTOCOL, NULL },
  { "200/list", 200, JSON, "[1,2]", SILU_ERROR_PROTOCOL, NULL },
  { "200/done-only", 200, EVENTS, ": x\n\n", SILU_ERROR_PROTOCOL, NULL },
  { "200/error-object", 200, JSON,
    "{\"error\":{\"message\":\"no such key\",\"code\":"
    "\"invalid_api_key\"}}",
    SILU_ERROR_AUTH, "no such key" },
};

static void
test_answer (gconstpointer data)
{
  const Answer *answer = data;
  NetFixture f = { 0 };
  g_autoptr (GError) error = NULL;

  net_fixture_set_up (&f, NULL);
  net_fixture_answer (&f, answer->status, answer->type, answer->body);
  error = net_fixture_fail (&f, answer->code);
  g_assert_cmpuint (f.n_deltas, ==, answer->code == SILU_ERROR_AUTH && answer->status == 200);
  if (answer->detail != NULL)
    g_assert_nonnull (strstr (silu_error_get_detail (error), answer->detail));
  net_fixture_tear_down (&f, NULL);
}

static void
test_page_sentence (NetFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  net_fixture_answer (f, 200, HTML, PAGE);
  error = net_fixture_fail (f, SILU_ERROR_PROTOCOL);
  g_assert_nonnull (strstr (error->message, "web page"));
  g_assert_null (strstr (silu_error_get_detail (error), "<"));
}

/* More of an error's body than is ever read. */
static void
test_endless_error (NetFixture *f, gconstpointer data)
{
  g_autofree char *much = g_strnfill (1024 * 1024, 'x');
  g_autoptr (GError) error = NULL;

  net_fixture_answer (f, 500, "text/plain", much);
  silu_script_hold (f->script);
  error = net_fixture_fail (f, SILU_ERROR_SERVER);
  net_fixture_wait_aborted (f, 1);
}

static void
assert_retry (NetFixture *f, const char *value, double least, double most)
{
  g_autoptr (GError) error = NULL;

  net_fixture_answer (f, 429, JSON, "{}");
  silu_script_set_header (f->script, "Retry-After", value);
  error = net_fixture_fail (f, SILU_ERROR_RATE_LIMIT);
  g_assert_cmpfloat (silu_error_get_retry_after (error), >=, least);
  g_assert_cmpfloat (silu_error_get_retry_after (error), <=, most);
}

static void
test_retry_seconds (NetFixture *f, gconstpointer data)
{
  assert_retry (f, "17", 17, 17);
}

static void
test_retry_date (NetFixture *f, gconstpointer data)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) later = g_date_time_add_seconds (now, 100);
  g_autofree char *value = soup_date_time_to_string (later, SOUP_DATE_HTTP);

  assert_retry (f, value, 70, 100);
}

static void
test_retry_past (NetFixture *f, gconstpointer data)
{
  assert_retry (f, "Wed, 21 Oct 2015 07:28:00 GMT", 0, 0);
}

static void
test_retry_garbage (NetFixture *f, gconstpointer data)
{
  assert_retry (f, "soon", -1, -1);
}

static void
test_request_id (NetFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  net_fixture_answer (f, 500, JSON, "{\"error\":\"ouch\"}");
  silu_script_set_header (f->script, "x-generation-id", "gen-3");
  error = net_fixture_fail (f, SILU_ERROR_SERVER);
  g_assert_cmpstr (silu_error_get_detail (error), ==, "ouch\nRequest id: gen-3");
}

static void
test_error_in_stream (NetFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  silu_script_set_header (f->script, "x-request-id", "r-1");
  silu_script_send_delta (f->script, NULL, "x");
  silu_script_send (f->script, "data: {\"error\":{\"message\":\"out of memory\"}}\n\n", -1);
  silu_script_hold (f->script);
  error = net_fixture_fail (f, SILU_ERROR_SERVER);
  g_assert_cmpstr (f->text->str, ==, "x");
  g_assert_cmpstr (silu_error_get_detail (error), ==, "out of memory\nRequest id: r-1");
  net_fixture_wait_aborted (f, 1);
}

static void
test_garbage_in_stream (NetFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  silu_script_send_delta (f->script, NULL, "x");
  silu_script_send (f->script, "data: {\"choices\":[{\n\n", -1);
  error = net_fixture_fail (f, SILU_ERROR_INTERRUPTED);
  g_assert_cmpstr (f->text->str, ==, "x");
}

static void
test_whole_object (NetFixture *f, gconstpointer data)
{
  net_fixture_answer (f, 200, JSON,
                      "\n\n{\"choices\":[{\"message\":{\"content\":\"x\"},"
                      "\"finish_reason\":\"stop\"}]}");
  net_fixture_start (f, "chat/completions", NULL);
  g_assert_true (net_fixture_finish (f, NULL));
  g_assert_cmpstr (f->text->str, ==, "x");
}

static void
test_too_large_object (NetFixture *f, gconstpointer data)
{
  g_autofree char *much = g_strnfill (17 * 1024 * 1024, 'x');
  g_autoptr (GError) error = NULL;

  net_fixture_answer (f, 200, JSON, "{\"choices\":[{\"message\":{\"content\":\"");
  silu_script_send (f->script, much, -1);
  silu_script_hold (f->script);
  error = net_fixture_fail (f, SILU_ERROR_PROTOCOL);
  net_fixture_wait_aborted (f, 1);
}

/* Queues send empty lines; some local servers name no type. */
static void
test_mislabelled_stream (NetFixture *f, gconstpointer data)
{
  const char *const types[] = { NULL, "text/plain", JSON, "application/octet-stream" };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_string_truncate (f->text, 0);
      net_fixture_answer (f, 200, types[i], "\n");
      silu_script_send (f->script, "\n\nda", -1);
      silu_script_send (f->script, "ta: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\n", -1);
      silu_script_send (f->script, "data: [DONE]\n\n", -1);
      net_fixture_start (f, "chat/completions", NULL);
      g_assert_true (net_fixture_finish (f, NULL));
      g_assert_cmpstr (f->text->str, ==, "x");
      g_clear_object (&f->result);
      g_clear_object (&f->request);
    }
}

static void
test_refused (NetFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  silu_script_server_stop (f->server);
  error = net_fixture_fail (f, SILU_ERROR_NETWORK);
  g_assert_nonnull (strstr (error->message, "does not answer"));
}

static void
assert_fails_at (NetFixture *f, const char *url, const char *key, SiluErrorCode code)
{
  g_autoptr (GError) error = NULL;

  net_fixture_start (f, url, key);
  g_assert_false (net_fixture_finish (f, &error));
  g_assert_error (error, SILU_ERROR, (int) code);
  g_assert_cmpuint (silu_script_server_get_n_requests (f->server), ==, 0);
}

static void
test_unknown_host (NetFixture *f, gconstpointer data)
{
  assert_fails_at (f, "http://something.invalid/v1", NULL, SILU_ERROR_NETWORK);
}

static void
test_bad_address (NetFixture *f, gconstpointer data)
{
  assert_fails_at (f, "http://", NULL, SILU_ERROR_REQUEST);
}

static void
test_key_with_newline (NetFixture *f, gconstpointer data)
{
  assert_fails_at (f, "chat/completions", "sk-1\r\nEvil: yes", SILU_ERROR_AUTH);
}

static void
test_key_not_ascii (NetFixture *f, gconstpointer data)
{
  assert_fails_at (f, "chat/completions", "sk-密钥", SILU_ERROR_AUTH);
}

/* The other server is another port, which is another server. */
static void
test_redirect (NetFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *location = NULL;
  NetFixture other = { 0 };

  net_fixture_set_up (&other, NULL);
  location = silu_http_join_url (silu_script_server_get_base_url (other.server), "v1");
  silu_script_set_status (f->script, 308);
  silu_script_set_header (f->script, "Location", location);

  net_fixture_start (f, "chat/completions", "sk-secret");
  g_assert_false (net_fixture_finish (f, &error));
  g_assert_error (error, SILU_ERROR, SILU_ERROR_PROTOCOL);
  g_assert_nonnull (strstr (error->message, strstr (location, "127.")) ?: location);
  g_assert_cmpstr (silu_error_get_detail (error), ==, location);
  g_assert_cmpuint (silu_script_server_get_n_requests (other.server), ==, 0);
  net_fixture_tear_down (&other, NULL);
}

static void
never_cb (SoupServer *server,
          SoupServerMessage *message,
          const char *path,
          GHashTable *query,
          gpointer user_data)
{
  g_assert_not_reached ();
}

static void
test_untrusted_certificate (NetFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gsize length = 0;
  g_autofree char *pem = silu_test_read_file ("tests/net/self-signed.pem", &length);
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (SoupServer) server = NULL;
  GSList *uris = NULL;
  g_autofree char *url = NULL;

  g_assert_nonnull (pem);
  certificate = g_tls_certificate_new_from_pem (pem, (gssize) length, &error);
  g_assert_no_error (error);
  server = soup_server_new ("tls-certificate", certificate, NULL);
  soup_server_add_handler (server, NULL, never_cb, NULL, NULL);
  soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_HTTPS | SOUP_SERVER_LISTEN_IPV4_ONLY,
                            &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (server);
  url = g_uri_to_string (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  assert_fails_at (f, url, "sk-secret", SILU_ERROR_TLS);
  soup_server_disconnect (server);
}

static gboolean
plain_cb (GSocketService *service,
          GSocketConnection *connection,
          GObject *source,
          gpointer user_data)
{
  const char *answer = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));

  g_assert_true (g_output_stream_write_all (output, answer, strlen (answer), NULL, NULL, NULL));
  *(GIOStream **) user_data = G_IO_STREAM (g_object_ref (connection));

  return TRUE;
}

/* https asked of a server that only knows http. */
static void
test_not_tls (NetFixture *f, gconstpointer data)
{
  g_autoptr (GSocketService) service = g_socket_service_new ();
  g_autoptr (GIOStream) connection = NULL;
  g_autofree char *url = NULL;
  guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);

  g_assert_cmpuint (port, >, 0);
  g_signal_connect (service, "incoming", G_CALLBACK (plain_cb), &connection);
  url = g_strdup_printf ("https://127.0.0.1:%u/v1", port);

  assert_fails_at (f, url, NULL, SILU_ERROR_TLS);
  g_socket_service_stop (service);
  g_socket_listener_close (G_SOCKET_LISTENER (service));
}

int
main (int argc, char *argv[])
{
  silu_test_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autofree char *path = g_strconcat ("/faults/answer/", answers[i].name, NULL);

      g_test_add_data_func (path, &answers[i], test_answer);
    }

  net_fixture_add ("/faults/page-sentence", test_page_sentence);
  net_fixture_add ("/faults/endless-error", test_endless_error);
  net_fixture_add ("/faults/retry/seconds", test_retry_seconds);
  net_fixture_add ("/faults/retry/date", test_retry_date);
  net_fixture_add ("/faults/retry/past", test_retry_past);
  net_fixture_add ("/faults/retry/garbage", test_retry_garbage);
  net_fixture_add ("/faults/request-id", test_request_id);
  net_fixture_add ("/faults/error-in-stream", test_error_in_stream);
  net_fixture_add ("/faults/garbage-in-stream", test_garbage_in_stream);
  net_fixture_add ("/faults/whole-object", test_whole_object);
  net_fixture_add ("/faults/too-large-object", test_too_large_object);
  net_fixture_add ("/faults/mislabelled-stream", test_mislabelled_stream);
  net_fixture_add ("/faults/refused", test_refused);
  net_fixture_add ("/faults/unknown-host", test_unknown_host);
  net_fixture_add ("/faults/bad-address", test_bad_address);
  net_fixture_add ("/faults/key/newline", test_key_with_newline);
  net_fixture_add ("/faults/key/not-ascii", test_key_not_ascii);
  net_fixture_add ("/faults/redirect", test_redirect);
  net_fixture_add ("/faults/certificate", test_untrusted_certificate);
  net_fixture_add ("/faults/not-tls", test_not_tls);

  return g_test_run ();
}
