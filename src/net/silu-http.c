/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sessions belong to a way: what shares proxy, certificates and socket shares connections. Each way
 * has two, so that small questions never wait behind answers that stream. */
#include "silu-http-private.h"

#include "silu-answer.h"
#include "silu-fault.h"
#include "silu-leash.h"
#include "silu-route-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_REDIRECTS 5

typedef struct
{
  SoupSession *stream;
  SoupSession *fetch;
} Sessions;

struct _SiluHttp
{
  GObject parent_instance;

  SiluRoute *plain;     /* where none is given */
  GHashTable *sessions; /* of Sessions, by the way's session key */
};

G_DEFINE_FINAL_TYPE (SiluHttp, silu_http, G_TYPE_OBJECT)

static void
sessions_free (gpointer data)
{
  Sessions *self = data;

  g_object_unref (self->stream);
  g_object_unref (self->fetch);
  g_free (self);
}

static void
silu_http_dispose (GObject *object)
{
  SiluHttp *self = SILU_HTTP (object);

  g_clear_pointer (&self->sessions, g_hash_table_unref);
  g_clear_pointer (&self->plain, silu_route_unref);

  G_OBJECT_CLASS (silu_http_parent_class)->dispose (object);
}

static void
silu_http_class_init (SiluHttpClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = silu_http_dispose;
}

static void
silu_http_init (SiluHttp *self)
{
  self->plain = silu_route_new (NULL);
  self->sessions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, sessions_free);
}

SiluHttp *
silu_http_new (void)
{
  return g_object_new (SILU_TYPE_HTTP, NULL);
}

static Sessions *
get_sessions (SiluHttp *self, SiluRoute *route)
{
  const char *key = silu_route_get_session_key (route);
  Sessions *sessions = g_hash_table_lookup (self->sessions, key);

  if (sessions == NULL)
    {
      sessions = g_new0 (Sessions, 1);
      sessions->stream = silu_route_new_session (route);
      sessions->fetch = silu_route_new_session (route);
      g_hash_table_insert (self->sessions, g_strdup (key), sessions);
    }

  return sessions;
}

SoupSession *
silu_http_get_stream_session (SiluHttp *self, SiluRoute *route)
{
  return get_sessions (self, route != NULL ? route : self->plain)->stream;
}

/* GUri lets spaces and line breaks pass; in a request line they would begin something new. */
static gboolean
has_blanks (const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    {
      if (g_ascii_isspace (*c) || g_ascii_iscntrl (*c))
        return TRUE;
    }

  return FALSE;
}

/* What is wrong with an address, or NULL. To one that is not whole a path will be appended. */
static const char *
url_complaint (const char *url, GUri *uri, gboolean is_whole)
{
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;

  if (*url == '\0')
    return _ ("There is no address yet. Give one that begins with https:// or http://.");
  if (g_strcmp0 (scheme, "http") != 0 && g_strcmp0 (scheme, "https") != 0 &&
      !g_str_has_prefix (url, "http://") && !g_str_has_prefix (url, "https://"))
    return _ ("An address must begin with https:// or http://.");
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' ||
      has_blanks (url) || has_blanks (g_uri_get_host (uri)))
    return _ ("This address cannot be read. Check it for spaces and missing parts.");
  if (g_uri_get_userinfo (uri) != NULL)
    return _ ("An address must not hold a user name or password: it would be kept in plain text. "
              "Use the key instead.");
  if (!is_whole && (g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL))
    return _ ("An address must not have a “?” or “#”: Silu appends to it.");

  return NULL;
}

static gboolean
check_url (const char *url, gboolean is_whole, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  const char *complaint = url_complaint (url, uri, is_whole);

  if (complaint == NULL)
    return TRUE;

  g_propagate_error (error, silu_error_new (SILU_ERROR_REQUEST, complaint, NULL, -1));

  return FALSE;
}

SoupMessage *
silu_http_new_message (const char *method, const char *url, SiluRoute *route, GError **error)
{
  g_autoptr (SoupMessage) message = NULL;

  if (!check_url (url, TRUE, error))
    return NULL;
  if (route != NULL && !silu_route_check (route, url, error))
    return NULL;

  message = soup_message_new (method, url);
  g_assert (message != NULL); /* as the address was checked */
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if (route != NULL && !silu_route_prepare (route, message, error))
    return NULL;

  return g_steal_pointer (&message);
}

typedef struct
{
  SoupSession *session;
  SoupMessage *message;
  GInputStream *stream;
  char *host;
  SiluRoute *route; /* or NULL */
  SiluLeash leash;  /* the time in all */
  guint n_redirects;
} Fetch;

static void
fetch_free (gpointer data)
{
  Fetch *self = data;

  silu_leash_clear (&self->leash);
  g_clear_object (&self->session);
  g_clear_object (&self->message);
  g_clear_object (&self->stream);
  g_clear_pointer (&self->host, g_free);
  g_clear_pointer (&self->route, silu_route_unref);
  g_free (self);
}

/* Consumes @error. */
static void
fetch_fail (GTask *task, GError *error)
{
  Fetch *self = g_task_get_task_data (task);

  if (self->leash.late && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_error_free (error);
      error = silu_fault_new (SILU_ERROR_TIMEOUT, self->host, NULL, -1);
    }

  /* Not when the last reference goes: the caller may keep its result for long. */
  silu_leash_clear (&self->leash);
  if (self->stream != NULL)
    g_input_stream_close (self->stream, NULL, NULL);

  g_task_return_error (task, silu_fault_from_gio (error, self->host));
}

static void
fetch_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *self = g_task_get_task_data (task);
  const SiluDialect *dialect = silu_dialect_find ("openai");
  GError *error = NULL;
  g_autoptr (GBytes) bytes = silu_answer_read_finish (result, &error);

  if (bytes == NULL)
    fetch_fail (task, error);
  else if (!SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (self->message)))
    fetch_fail (task, silu_answer_fault (self->message, dialect, bytes));
  else if (g_bytes_get_size (bytes) > SILU_HTTP_MAX_BODY)
    fetch_fail (task, silu_fault_new (SILU_ERROR_PROTOCOL, self->host, NULL, -1));
  else
    g_task_return_pointer (task, g_steal_pointer (&bytes), (GDestroyNotify) g_bytes_unref);
}

/* The same server, or the same one with encryption: nobody new learns the key. */
static gboolean
is_same_server (GUri *from, GUri *to)
{
  int from_port = g_uri_get_port (from);
  int to_port = g_uri_get_port (to);
  gboolean upgrade = g_str_equal (g_uri_get_scheme (from), "http") &&
                     g_str_equal (g_uri_get_scheme (to), "https") && from_port == 80 &&
                     to_port == 443;

  if (g_ascii_strcasecmp (g_uri_get_host (from), g_uri_get_host (to)) != 0)
    return FALSE;

  return upgrade ||
         (g_str_equal (g_uri_get_scheme (from), g_uri_get_scheme (to)) && from_port == to_port);
}

static void fetch_send (GTask *task);

/* Takes the reference. */
static void
fetch_follow (GTask *owned, GUri *target)
{
  g_autoptr (GTask) task = owned;
  Fetch *self = g_task_get_task_data (task);
  g_autofree char *url = g_uri_to_string (target);
  GError *error = NULL;

  if (++self->n_redirects > MAX_REDIRECTS ||
      !g_str_equal (soup_message_get_method (self->message), SOUP_METHOD_GET) ||
      !is_same_server (soup_message_get_uri (self->message), target))
    {
      fetch_fail (task, silu_answer_redirect_fault (self->message, target));
      return;
    }

  g_clear_object (&self->stream);
  g_clear_object (&self->message);
  self->message = silu_http_new_message (SOUP_METHOD_GET, url, self->route, &error);
  if (self->message == NULL)
    fetch_fail (task, error);
  else
    fetch_send (g_steal_pointer (&task));
}

static void
fetch_sent_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GUri) target = NULL;
  gboolean good = FALSE;

  self->stream = soup_session_send_finish (self->session, result, &error);
  if (self->stream == NULL)
    {
      fetch_fail (task, error);
      return;
    }

  target = silu_answer_get_redirect (self->message);
  if (target != NULL)
    {
      fetch_follow (g_steal_pointer (&task), target);
      return;
    }

  good = SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (self->message));
  silu_answer_read_async (self->stream, good ? SILU_HTTP_MAX_BODY + 1 : SILU_ANSWER_MAX_ERROR,
                          self->leash.inner, fetch_read_cb, g_steal_pointer (&task));
}

/* Takes the reference. */
static void
fetch_send (GTask *task)
{
  Fetch *self = g_task_get_task_data (task);

  soup_session_send_async (self->session, self->message, G_PRIORITY_DEFAULT, self->leash.inner,
                           fetch_sent_cb, task);
}

static Fetch *
fetch_new (SiluHttp *http, SoupMessage *message, SiluRoute *route)
{
  Fetch *self = g_new0 (Fetch, 1);

  self->session = g_object_ref (get_sessions (http, route != NULL ? route : http->plain)->fetch);
  self->message = message;
  self->host = silu_answer_dup_host (soup_message_get_uri (message));
  self->route = route != NULL ? silu_route_ref (route) : NULL;

  return self;
}

static void
set_body (SoupMessage *message, const char *body)
{
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

  soup_message_set_request_body_from_bytes (message, "application/json", bytes);
}

void
silu_http_fetch_async (SiluHttp *self,
                       const char *url,
                       SiluRoute *route,
                       const char *body,
                       guint timeout,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  SoupMessage *message = NULL;
  Fetch *fetch = NULL;
  GError *error = NULL;

  g_return_if_fail (SILU_IS_HTTP (self));
  g_return_if_fail (url != NULL);
  g_return_if_fail (timeout > 0);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, silu_http_fetch_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  message =
      silu_http_new_message (body != NULL ? SOUP_METHOD_POST : SOUP_METHOD_GET, url, route, &error);
  if (message == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (body != NULL)
    set_body (message, body);

  fetch = fetch_new (self, message, route);
  silu_leash_init (&fetch->leash, cancellable, timeout);
  g_task_set_task_data (task, fetch, fetch_free);

  fetch_send (g_steal_pointer (&task));
}

GBytes *
silu_http_fetch_finish (SiluHttp *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

char *
silu_http_join_url (const char *base, const char *path)
{
  gsize length = 0;

  g_return_val_if_fail (base != NULL, NULL);
  g_return_val_if_fail (path != NULL, NULL);

  length = strlen (base);
  while (length > 0 && base[length - 1] == '/')
    length--;
  while (*path == '/')
    path++;

  return g_strdup_printf ("%.*s/%s", (int) length, base, path);
}

gboolean
silu_http_check_url (const char *url, GError **error)
{
  g_return_val_if_fail (url != NULL, FALSE);

  return check_url (url, FALSE, error);
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);

  return g_ascii_strcasecmp (host, "localhost") == 0 || g_str_has_suffix (host, ".localhost");
}

gboolean
silu_http_url_is_private (const char *url)
{
  g_autoptr (GUri) uri = NULL;

  g_return_val_if_fail (url != NULL, FALSE);

  uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return FALSE;

  return g_strcmp0 (g_uri_get_scheme (uri), "https") == 0 || is_loopback (g_uri_get_host (uri));
}
