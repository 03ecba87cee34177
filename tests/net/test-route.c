/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ways to a server: headers, proxy, certificates, sockets, IPv6, HTTP/2, compression; and where
 * a key goes, and where not. */
#include "net-fixture.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>

#define KEY "sk-route-0123456789"
#define EVENTS                                                                                     \
  "data: {\"choices\":[{\"delta\":{\"content\":\"here\"},\"finish_reason\":\"stop\"}]}\n\n"        \
  "data: [DONE]\n\n"

/* What the server saw of the last request. */
typedef struct
{
  SoupServer *server;
  SiluHttp *http;
  SiluRoute *route;
  GAsyncResult *result;
  char *host; /* of the address that was asked for */
  char *authorization;
  char *api_key;
  char *team;
  gboolean compressed;
  guint n_requests;
} Fixture;

static void
replace (char **place, const char *value)
{
  g_free (*place);
  *place = g_strdup (value);
}

static GBytes *
compress (const char *text)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream =
      g_converter_output_stream_new (memory, G_CONVERTER (compressor));

  g_assert_true (g_output_stream_write_all (stream, text, strlen (text), NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static void
handler_cb (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  Fixture *f = user_data;
  SoupMessageHeaders *in = soup_server_message_get_request_headers (message);
  SoupMessageHeaders *out = soup_server_message_get_response_headers (message);
  g_autoptr (GBytes) packed = NULL;

  f->n_requests++;
  replace (&f->host, g_uri_get_host (soup_server_message_get_uri (message)));
  replace (&f->authorization, soup_message_headers_get_one (in, "Authorization"));
  replace (&f->api_key, soup_message_headers_get_one (in, "x-api-key"));
  replace (&f->team, soup_message_headers_get_one (in, "X-Team"));

  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_set_content_type (out, "text/event-stream", NULL);
  if (!f->compressed)
    {
      soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_STATIC,
                                EVENTS, strlen (EVENTS));
      return;
    }

  packed = compress (EVENTS);
  soup_message_headers_replace (out, "Content-Encoding", "gzip");
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), packed);
}

static GTlsCertificate *
load_certificate (void)
{
  gsize length = 0;
  g_autofree char *pem = silu_test_read_file ("tests/net/self-signed.pem", &length);
  GError *error = NULL;
  GTlsCertificate *certificate = g_tls_certificate_new_from_pem (pem, (gssize) length, &error);

  g_assert_no_error (error);

  return certificate;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GTlsCertificate) certificate = load_certificate ();

  f->server = soup_server_new ("tls-certificate", certificate, NULL);
  soup_server_add_handler (f->server, NULL, handler_cb, f, NULL);
  f->http = silu_http_new ();
  f->route = silu_route_new (KEY);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->result);
  silu_route_unref (f->route);
  g_assert_finalize_object (f->http);
  soup_server_disconnect (f->server);
  g_object_unref (f->server);
  g_free (f->host);
  g_free (f->authorization);
  g_free (f->api_key);
  g_free (f->team);

  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

/* Listens, and returns where. */
static char *
listen_local (Fixture *f, SoupServerListenOptions options)
{
  GError *error = NULL;
  GSList *uris = NULL;
  char *url = NULL;

  soup_server_listen_local (f->server, 0, options, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (f->server);
  url = g_uri_to_string (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return url;
}

static void
text_cb (const SiluDelta *delta, gpointer user_data)
{
  if (delta->kind == SILU_DELTA_TEXT)
    g_string_append (user_data, delta->text);
}

static gboolean
post (Fixture *f, const char *url, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (SiluRequest) request =
      silu_request_new (f->http, silu_dialect_find ("openai"), NULL, url, f->route, "{}");
  gboolean good;

  g_clear_object (&f->result);
  silu_request_run_async (request, text_cb, text, NULL, silu_test_store_result_cb, &f->result);
  good = silu_request_run_finish (request, silu_test_wait_result (&f->result), error);
  if (good)
    g_assert_cmpstr (text->str, ==, "here");

  return good;
}

static void
post_well (Fixture *f, const char *url)
{
  GError *error = NULL;

  post (f, url, &error);
  g_assert_no_error (error);
}

static void
test_headers (Fixture *f, gconstpointer data)
{
  g_autofree char *url = listen_local (f, SOUP_SERVER_LISTEN_IPV4_ONLY);

  silu_route_add_header (f->route, "X-Team", "blue");
  silu_route_add_header (f->route, "X-Bad\r\nX-Worse", "1");
  post_well (f, url);
  g_assert_cmpstr (f->team, ==, "blue");
  g_assert_cmpstr (f->authorization, ==, "Bearer " KEY);

  silu_route_set_key_header (f->route, "x-api-key", "");
  post_well (f, url);
  g_assert_cmpstr (f->api_key, ==, KEY);
  g_assert_null (f->authorization);
}

static void
test_check_header (void)
{
  g_assert_true (silu_route_check_header ("X-Team", "blue and green"));
  g_assert_false (silu_route_check_header ("", "x"));
  g_assert_false (silu_route_check_header ("X Team", "x"));
  g_assert_false (silu_route_check_header ("X-Team:", "x"));
  g_assert_false (silu_route_check_header ("X-Team", "a\r\nb"));
  g_assert_false (silu_route_check_header ("Host", "elsewhere"));
  g_assert_false (silu_route_check_header ("content-length", "0"));
}

/* A name that nobody can resolve is reached all the same: the proxy does that. */
static void
test_proxy (Fixture *f, gconstpointer data)
{
  g_autofree char *proxy = listen_local (f, SOUP_SERVER_LISTEN_IPV4_ONLY);

  silu_route_set_proxy (f->route, proxy);
  silu_route_set_allow_plain_key (f->route, TRUE);
  post_well (f, "http://models.invalid/v1/chat/completions");
  g_assert_cmpstr (f->host, ==, "models.invalid");

  /* But what runs on this machine is not behind it. */
  post_well (f, proxy);
  g_assert_cmpstr (f->host, ==, "127.0.0.1");
}

static void
test_proxy_gone (Fixture *f, gconstpointer data)
{
  g_autofree char *proxy = listen_local (f, SOUP_SERVER_LISTEN_IPV4_ONLY);
  g_autoptr (GError) error = NULL;

  soup_server_disconnect (f->server);
  silu_route_set_proxy (f->route, proxy);
  g_assert_false (post (f, "https://models.invalid/v1", &error));
  g_assert_true (g_error_matches (error, SILU_ERROR, SILU_ERROR_PROXY) ||
                 g_error_matches (error, SILU_ERROR, SILU_ERROR_NETWORK));
}

static char *
get_certificate_path (void)
{
  return g_build_filename (g_getenv ("SILU_SOURCE_DIR"), "tests", "net", "self-signed.pem", NULL);
}

static void
test_ca_file (Fixture *f, gconstpointer data)
{
  g_autofree char *url = listen_local (f, SOUP_SERVER_LISTEN_HTTPS | SOUP_SERVER_LISTEN_IPV4_ONLY);
  g_autofree char *path = get_certificate_path ();
  g_autoptr (GError) error = NULL;

  g_assert_false (post (f, url, &error));
  g_assert_error (error, SILU_ERROR, SILU_ERROR_TLS);
  g_assert_cmpuint (f->n_requests, ==, 0);

  silu_route_unref (f->route);
  f->route = silu_route_new (KEY);
  silu_route_set_ca_file (f->route, path);
  post_well (f, url);
  g_assert_cmpuint (f->n_requests, ==, 1);
}

/* The file says who may sign, not that any name will do. */
static void
test_ca_wrong_name (Fixture *f, gconstpointer data)
{
  g_autofree char *url = listen_local (f, SOUP_SERVER_LISTEN_HTTPS | SOUP_SERVER_LISTEN_IPV4_ONLY);
  g_autofree char *path = get_certificate_path ();
  g_autoptr (GString) other = g_string_new (url);
  g_autoptr (GError) error = NULL;

  g_string_replace (other, "127.0.0.1", "localhost", 1);
  silu_route_set_ca_file (f->route, path);
  g_assert_false (post (f, other->str, &error));
  g_assert_error (error, SILU_ERROR, SILU_ERROR_TLS);
  g_assert_cmpuint (f->n_requests, ==, 0);
}

static void
test_ca_missing (Fixture *f, gconstpointer data)
{
  g_autofree char *url = listen_local (f, SOUP_SERVER_LISTEN_HTTPS | SOUP_SERVER_LISTEN_IPV4_ONLY);
  g_autoptr (GError) error = NULL;

  silu_route_set_ca_file (f->route, "/nowhere/ca.pem");
  g_assert_false (post (f, url, &error));
  g_assert_error (error, SILU_ERROR, SILU_ERROR_TLS);
}

static void
test_socket (Fixture *f, gconstpointer data)
{
  g_autofree char *directory = g_dir_make_tmp ("silu-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "llama.sock", NULL);
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  GError *error = NULL;

  soup_server_listen (f->server, address, 0, &error);
  g_assert_no_error (error);
  silu_route_set_socket (f->route, path);
  post_well (f, "http://localhost/v1/chat/completions");
  g_assert_cmpstr (f->authorization, ==, "Bearer " KEY);

  g_unlink (path);
  g_rmdir (directory);
}

static void
test_ipv6 (Fixture *f, gconstpointer data)
{
  g_autoptr (GSocket) probe =
      g_socket_new (G_SOCKET_FAMILY_IPV6, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV6);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autofree char *url = NULL;

  if (probe == NULL || !g_socket_bind (probe, address, FALSE, NULL))
    {
      g_test_skip ("this machine has no IPv6");
      return;
    }

  url = listen_local (f, SOUP_SERVER_LISTEN_IPV6_ONLY);
  g_assert_nonnull (strstr (url, "[::1]"));
  post_well (f, url);
}

/* A port that was free a moment ago. */
static guint
find_port (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();

  return g_socket_listener_add_any_inet_port (listener, NULL, NULL);
}

typedef struct
{
  Fixture *fixture;
  const char *url;
} Poll;

static gboolean
is_up (gpointer user_data)
{
  Poll *poll = user_data;

  return post (poll->fixture, poll->url, NULL);
}

/* A server that speaks nothing but HTTP/2, with an answer in a file. */
static void
test_http2 (Fixture *f, gconstpointer data)
{
  g_autofree char *program = g_find_program_in_path ("nghttpd");
  g_autofree char *directory = g_dir_make_tmp ("silu-XXXXXX", NULL);
  g_autofree char *answer = g_build_filename (directory, "completions", NULL);
  g_autofree char *pem = get_certificate_path ();
  g_autofree char *port = g_strdup_printf ("%u", find_port ());
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%s/completions", port);
  g_autoptr (GSubprocess) server = NULL;
  Poll poll = { f, url };

  if (program == NULL)
    {
      g_rmdir (directory);
      g_test_skip ("nghttpd is not installed");
      return;
    }

  g_assert_true (g_file_set_contents (answer, EVENTS, -1, NULL));
  server =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL,
                        program, "-a", "127.0.0.1", "-d", directory, port, pem, pem, NULL);
  g_assert_nonnull (server);
  silu_route_set_ca_file (f->route, pem);
  silu_test_run_until (is_up, &poll);

  g_subprocess_force_exit (server);
  g_subprocess_wait (server, NULL, NULL);
  g_unlink (answer);
  g_rmdir (directory);
}

/* Asked for plainly, it comes compressed all the same. */
static void
test_compressed (Fixture *f, gconstpointer data)
{
  g_autofree char *url = listen_local (f, SOUP_SERVER_LISTEN_IPV4_ONLY);

  f->compressed = TRUE;
  post_well (f, url);
}

static void
test_plain_key (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (silu_route_check (f->route, "http://models.invalid/v1", &error));
  g_assert_error (error, SILU_ERROR, SILU_ERROR_AUTH);
  g_assert_null (strstr (error->message, KEY));
  g_assert_true (silu_route_check (f->route, "https://models.invalid/v1", NULL));
  g_assert_true (silu_route_check (f->route, "http://127.0.0.1:8080/v1", NULL));
  g_assert_true (silu_route_check (f->route, "http://[::1]:8080/v1", NULL));

  g_clear_error (&error);
  g_assert_false (post (f, "http://models.invalid/v1", &error));
  g_assert_error (error, SILU_ERROR, SILU_ERROR_AUTH);

  silu_route_set_allow_plain_key (f->route, TRUE);
  g_assert_true (silu_route_check (f->route, "http://models.invalid/v1", NULL));
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/route/check-header", test_check_header);
#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/route/headers", test_headers);
  ADD ("/route/proxy", test_proxy);
  ADD ("/route/proxy-gone", test_proxy_gone);
  ADD ("/route/ca-file", test_ca_file);
  ADD ("/route/ca-wrong-name", test_ca_wrong_name);
  ADD ("/route/ca-missing", test_ca_missing);
  ADD ("/route/socket", test_socket);
  ADD ("/route/ipv6", test_ipv6);
  ADD ("/route/http2", test_http2);
  ADD ("/route/compressed", test_compressed);
  ADD ("/route/plain-key", test_plain_key);
#undef ADD

  return g_test_run ();
}
