/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way to a server. What belongs to a connection (proxy, certificates, socket) makes sessions of
 * its own; what belongs to a request (key, headers) is put on each message. */
#include "silu-route-private.h"

#include "silu-error.h"
#include "silu-http.h"
#include <gio/gunixsocketaddress.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* Conversations stream side by side; libsoup would let a third one to the same host wait. */
#define MAX_CONNECTIONS 64
#define MAX_CONNECTIONS_PER_HOST 32

/* Seconds that an unused connection is kept. Short: a POST on one that the server has just closed
 * fails, and may not be sent twice. */
#define IDLE_TIMEOUT 20

#define MAX_HEADER 8192

struct _SiluRoute
{
  char *key;
  char *key_header;
  char *key_prefix;
  GPtrArray *headers; /* names and values in turn */
  char *proxy;
  char *ca_file;
  char *socket;
  gboolean allow_plain_key;
  char *session_key;
  GTlsDatabase *database; /* of ca_file, once it is needed */
};

SiluRoute *
silu_route_new (const char *key)
{
  SiluRoute *self = g_atomic_rc_box_new0 (SiluRoute);

  self->key = g_strdup (key);
  self->key_header = g_strdup ("Authorization");
  self->key_prefix = g_strdup ("Bearer ");
  self->headers = g_ptr_array_new_with_free_func (g_free);

  return self;
}

SiluRoute *
silu_route_ref (SiluRoute *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_route (gpointer data)
{
  SiluRoute *self = data;

  if (self->key != NULL)
    explicit_bzero (self->key, strlen (self->key));
  g_free (self->key);
  g_free (self->key_header);
  g_free (self->key_prefix);
  g_ptr_array_unref (self->headers);
  g_free (self->proxy);
  g_free (self->ca_file);
  g_free (self->socket);
  g_free (self->session_key);
  g_clear_object (&self->database);
}

void
silu_route_unref (SiluRoute *self)
{
  g_atomic_rc_box_release_full (self, clear_route);
}

static void
replace (char **place, const char *value)
{
  g_free (*place);
  *place = g_strdup (value);
}

void
silu_route_set_key_header (SiluRoute *self, const char *name, const char *prefix)
{
  replace (&self->key_header, name);
  replace (&self->key_prefix, prefix);
}

/* What libsoup sets by the request itself. */
static gboolean
is_reserved (const char *name)
{
  static const char *const names[] = { "host",       "content-length", "transfer-encoding",
                                       "connection", "content-type",   "accept-encoding" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (names[i], name) == 0)
      return TRUE;

  return FALSE;
}

gboolean
silu_route_check_header (const char *name, const char *value)
{
  if (*name == '\0' || is_reserved (name) || strlen (name) + strlen (value) > MAX_HEADER)
    return FALSE;

  for (const char *c = name; *c != '\0'; c++)
    if (!g_ascii_isgraph (*c) || strchr ("()<>@,;:\\\"/[]?={}", *c) != NULL)
      return FALSE;
  for (const char *c = value; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c) && *c != '\t')
      return FALSE;

  return TRUE;
}

void
silu_route_add_header (SiluRoute *self, const char *name, const char *value)
{
  if (!silu_route_check_header (name, value))
    return;

  g_ptr_array_add (self->headers, g_strdup (name));
  g_ptr_array_add (self->headers, g_strdup (value));
}

void
silu_route_set_proxy (SiluRoute *self, const char *proxy)
{
  replace (&self->proxy, proxy);
}

void
silu_route_set_ca_file (SiluRoute *self, const char *path)
{
  replace (&self->ca_file, path);
}

void
silu_route_set_socket (SiluRoute *self, const char *path)
{
  replace (&self->socket, path);
}

void
silu_route_set_allow_plain_key (SiluRoute *self, gboolean allow)
{
  self->allow_plain_key = allow;
}

gboolean
silu_route_check (SiluRoute *self, const char *url, GError **error)
{
  if (self->key == NULL || *self->key == '\0' || self->allow_plain_key || self->socket != NULL ||
      silu_http_url_is_private (url))
    return TRUE;

  g_propagate_error (
      error, silu_error_new (SILU_ERROR_AUTH,
                             _ ("The key would travel unencrypted. Use an address with https, or "
                                "allow it in the account’s settings."),
                             NULL, -1));

  return FALSE;
}

const char *
silu_route_get_session_key (SiluRoute *self)
{
  if (self->session_key == NULL)
    self->session_key = g_strdup_printf ("%s\n%s\n%s", self->proxy != NULL ? self->proxy : "system",
                                         self->ca_file != NULL ? self->ca_file : "",
                                         self->socket != NULL ? self->socket : "");

  return self->session_key;
}

/* Servers of this machine are never behind the proxy. */
static GProxyResolver *
make_resolver (const char *proxy)
{
  const char *const here[] = { "localhost", "127.0.0.0/8", "::1", NULL };

  if (g_str_equal (proxy, "direct"))
    return g_simple_proxy_resolver_new (NULL, NULL);

  return g_simple_proxy_resolver_new (proxy, (char **) here);
}

SoupSession *
silu_route_new_session (SiluRoute *self)
{
  g_autoptr (GSocketAddress) address =
      self->socket != NULL ? g_unix_socket_address_new (self->socket) : NULL;
  /* "timeout" 0: time is watched here, not by the socket. */
  SoupSession *session = soup_session_new_with_options (
      "max-conns", MAX_CONNECTIONS, "max-conns-per-host", MAX_CONNECTIONS_PER_HOST, "timeout", 0,
      "idle-timeout", IDLE_TIMEOUT, "user-agent", "Silu ", "remote-connectable", address, NULL);

  if (self->proxy != NULL && *self->proxy != '\0')
    {
      g_autoptr (GProxyResolver) resolver = make_resolver (self->proxy);

      soup_session_set_proxy_resolver (session, resolver);
    }

  /* Keys go where we put them, and nobody is asked for a password. */
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);

  return session;
}

/* The system does not know who signed it: maybe the account's own file does. Every other complaint
 * stands. */
static gboolean
accept_certificate_cb (SoupMessage *message,
                       GTlsCertificate *certificate,
                       GTlsCertificateFlags errors,
                       gpointer user_data)
{
  SiluRoute *self = user_data;
  g_autoptr (GSocketConnectable) identity = NULL;
  GUri *uri = soup_message_get_uri (message);

  if (errors != G_TLS_CERTIFICATE_UNKNOWN_CA)
    return FALSE;

  if (self->database == NULL)
    self->database = g_tls_file_database_new (self->ca_file, NULL);
  if (self->database == NULL)
    return FALSE;

  identity = g_network_address_new (g_uri_get_host (uri), (guint16) g_uri_get_port (uri));

  return g_tls_database_verify_chain (self->database, certificate,
                                      G_TLS_DATABASE_PURPOSE_AUTHENTICATE_SERVER, identity, NULL,
                                      G_TLS_DATABASE_VERIFY_NONE, NULL, NULL) == 0;
}

static void
route_closed (gpointer data, GClosure *closure)
{
  silu_route_unref (data);
}

/* Whether @key can stand in a header; what was pasted with a line break cannot. */
static gboolean
check_key (const char *key, GError **error)
{
  for (const char *c = key; *c != '\0'; c++)
    {
      if (!g_ascii_isgraph (*c))
        {
          g_propagate_error (error,
                             silu_error_new (SILU_ERROR_AUTH,
                                             _ ("The key has a character that no key can have, "
                                                "maybe a space or a line break. Paste it again."),
                                             NULL, -1));
          return FALSE;
        }
    }

  return TRUE;
}

gboolean
silu_route_prepare (SiluRoute *self, SoupMessage *message, GError **error)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  if (self->key != NULL && !check_key (self->key, error))
    return FALSE;

  for (guint i = 0; i + 1 < self->headers->len; i += 2)
    soup_message_headers_replace (headers, g_ptr_array_index (self->headers, i),
                                  g_ptr_array_index (self->headers, i + 1));

  if (self->key != NULL && *self->key != '\0')
    {
      g_autofree char *value = g_strconcat (self->key_prefix, self->key, NULL);

      soup_message_headers_replace (headers, self->key_header, value);
    }

  if (self->ca_file != NULL && *self->ca_file != '\0')
    g_signal_connect_data (message, "accept-certificate", G_CALLBACK (accept_certificate_cb),
                           silu_route_ref (self), route_closed, 0);

  return TRUE;
}
