/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sessions, addresses, and requests whose answer is read whole. */
#include "silu-http-private.h"

#include "silu-fault.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define USER_AGENT "Silu"

/* A wait that a server may ask for, at most a day. */
#define MAX_RETRY_AFTER (24 * 60 * 60)

struct _SiluHttp
{
  GObject parent_instance;

  SoupSession *session;
};

G_DEFINE_FINAL_TYPE (SiluHttp, silu_http, G_TYPE_OBJECT)

static void
silu_http_finalize (GObject *object)
{
  SiluHttp *self = SILU_HTTP (object);

  soup_session_abort (self->session);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (silu_http_parent_class)->finalize (object);
}

static void
silu_http_class_init (SiluHttpClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = silu_http_finalize;
}

static void
silu_http_init (SiluHttp *self)
{
  /* libsoup's own 60 seconds would end a wait that is normal (PROTOCOLS 4.5). */
  self->session = soup_session_new_with_options ("timeout",
                                                 0,
                                                 "idle-timeout",
                                                 60,
                                                 "max-conns-per-host",
                                                 16,
                                                 "user-agent",
                                                 USER_AGENT,
                                                 NULL);
}

SiluHttp *
silu_http_new (void)
{
  return g_object_new (SILU_TYPE_HTTP, NULL);
}

SoupSession *
silu_http_get_session (SiluHttp *self)
{
  return self->session;
}

char *
silu_http_join_url (const char *base, const char *path)
{
  gsize length = strlen (base);
  g_autofree char *head = NULL;

  while (length > 0 && base[length - 1] == '/')
    length--;
  while (*path == '/')
    path++;

  head = g_strndup (base, length);

  return g_strconcat (head, "/", path, NULL);
}

static void
set_url_error (GError **error, const char *sentence)
{
  g_propagate_error (error, silu_error_new (SILU_ERROR_NETWORK, sentence, NULL, -1));
}

gboolean
silu_http_check_url (const char *url, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;

  if (scheme == NULL || (!g_str_equal (scheme, "http") && !g_str_equal (scheme, "https"))
      || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    {
      set_url_error (error, _ ("That is no address: it begins with https:// or http://."));
      return FALSE;
    }

  if (g_uri_get_userinfo (uri) != NULL)
    {
      set_url_error (error, _ ("The address holds a name or password. The key has its own field."));
      return FALSE;
    }

  return TRUE;
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);

  return g_ascii_strcasecmp (host, "localhost") == 0;
}

gboolean
silu_http_url_is_private (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);

  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return FALSE;

  return g_str_equal (g_uri_get_scheme (uri), "https") || is_loopback (g_uri_get_host (uri));
}

/* A pasted key brings its line break along, or is something else altogether. */
static gboolean
check_key (const char *key, GError **error)
{
  for (const char *at = key; *at != '\0'; at++)
    {
      if (g_ascii_isgraph (*at))
        continue;

      g_propagate_error (error,
                         silu_error_new (SILU_ERROR_AUTH,
                                         _ ("The key holds spaces, line breaks or letters that no "
                                            "key has. Paste it again."),
                                         NULL,
                                         -1));
      return FALSE;
    }

  return TRUE;
}

SoupMessage *
silu_http_new_message (const char *method, const char *url, const char *key, GError **error)
{
  g_autoptr (SoupMessage) message = NULL;
  SoupMessageHeaders *headers;

  if (!silu_http_check_url (url, error) || (key != NULL && !check_key (key, error)))
    return NULL;

  message = soup_message_new (method, url);
  if (message == NULL)
    {
      set_url_error (error, _ ("That is no address: it begins with https:// or http://."));
      return NULL;
    }

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  headers = soup_message_get_request_headers (message);
  if (key != NULL && *key != '\0')
    {
      g_autofree char *bearer = g_strconcat ("Bearer ", key, NULL);

      soup_message_headers_replace (headers, "Authorization", bearer);
    }

  return g_steal_pointer (&message);
}

char *
silu_http_dup_host (SoupMessage *message)
{
  GUri *uri = soup_message_get_uri (message);
  const char *host = g_uri_get_host (uri);
  int port = g_uri_get_port (uri);

  if (is_loopback (host) && port > 0)
    return g_strdup_printf ("%s:%d", host, port);

  return g_strdup (host);
}

const char *
silu_http_get_request_id (SoupMessage *message)
{
  static const char *const names[] = { "x-request-id", "x-deepseek-request-id", "x-generation-id" };
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *value = soup_message_headers_get_one (headers, names[i]);

      if (value != NULL && g_utf8_validate (value, -1, NULL) && strlen (value) <= 200)
        return value;
    }

  return NULL;
}

/* Seconds, or a date (PROTOCOLS 1.8); negative for none. */
static double
read_retry_after (SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char *value = soup_message_headers_get_one (headers, "Retry-After");
  g_autoptr (GDateTime) date = NULL;
  g_autoptr (GDateTime) now = NULL;
  guint64 seconds;

  if (value == NULL)
    return -1;
  if (g_ascii_string_to_unsigned (value, 10, 0, MAX_RETRY_AFTER, &seconds, NULL))
    return (double) seconds;

  date = soup_date_time_new_from_http_string (value);
  if (date == NULL)
    return -1;

  now = g_date_time_new_now_utc ();

  return CLAMP ((double) g_date_time_difference (date, now) / G_USEC_PER_SEC, 0, MAX_RETRY_AFTER);
}

static GError *
read_redirect (SoupMessage *message)
{
  const char *location =
      soup_message_headers_get_one (soup_message_get_response_headers (message), "Location");
  g_autofree char *detail =
      location != NULL ? g_utf8_make_valid (location, (gssize) MIN (strlen (location), 500)) : NULL;

  return silu_error_new (SILU_ERROR_PROTOCOL,
                         _ ("The address leads elsewhere. Set the account to the new address."),
                         detail,
                         -1);
}

static char *
join_detail (const char *words, guint status, const char *request_id)
{
  GString *detail = g_string_new (NULL);

  g_string_append_printf (detail, "HTTP %u", status);
  if (words != NULL)
    g_string_append_printf (detail, " · %s", words);
  if (request_id != NULL)
    g_string_append_printf (detail, " · Request id: %s", request_id);

  return g_string_free (detail, FALSE);
}

GError *
silu_http_read_status (SoupMessage *message,
                       const SiluDialect *dialect,
                       const char *body,
                       gsize length)
{
  guint status = soup_message_get_status (message);
  g_autofree char *words = NULL;
  g_autofree char *host = NULL;
  g_autofree char *detail = NULL;
  SiluErrorCode code;

  if (SOUP_STATUS_IS_REDIRECTION (status))
    return read_redirect (message);

  code = silu_dialect_read_error (dialect, status, body, length, &words);
  host = silu_http_dup_host (message);
  detail = join_detail (words, status, silu_http_get_request_id (message));

  return silu_fault_new (code, host, detail, read_retry_after (message));
}

/* --- requests that are read whole --- */

typedef struct
{
  SoupMessage *message;
  GInputStream *stream;
  GByteArray *body;
  char *host;
  GCancellable *cancellable; /* ours: of the caller's, and of the time limit */
  GCancellable *outer;
  gulong outer_handler;
  guint timer;
  gboolean late;
} Fetch;

static void
fetch_free (gpointer data)
{
  Fetch *self = data;

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->outer != NULL)
    g_cancellable_disconnect (self->outer, self->outer_handler);
  g_clear_object (&self->outer);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->message);
  g_clear_object (&self->stream);
  g_byte_array_unref (self->body);
  g_free (self->host);
  g_free (self);
}

static gboolean
fetch_late_cb (gpointer user_data)
{
  Fetch *self = user_data;

  self->timer = 0;
  self->late = TRUE;
  g_cancellable_cancel (self->cancellable);

  return G_SOURCE_REMOVE;
}

static void
fetch_cancel_cb (GCancellable *outer, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static void
fetch_fail (GTask *task, GError *error)
{
  Fetch *self = g_task_get_task_data (task);

  if (self->late && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_error (&error);
      error = silu_fault_new (SILU_ERROR_TIMEOUT, self->host, NULL, -1);
    }

  g_task_return_error (task, silu_fault_from_gio (error, self->host));
}

static void
fetch_end (GTask *task)
{
  Fetch *self = g_task_get_task_data (task);
  const SiluDialect *dialect = silu_dialect_find ("openai");

  if (SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (self->message)))
    g_task_return_pointer (task,
                           g_bytes_new (self->body->data, self->body->len),
                           (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task,
                         silu_http_read_status (self->message,
                                                dialect,
                                                (const char *) self->body->data,
                                                self->body->len));
}

static void fetch_read (GTask *task);

static void
fetch_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (self->stream, result, &error);

  if (bytes == NULL)
    {
      fetch_fail (task, error);
    }
  else if (g_bytes_get_size (bytes) == 0)
    {
      fetch_end (task);
    }
  else if (self->body->len + g_bytes_get_size (bytes) > SILU_HTTP_MAX_BODY)
    {
      g_task_return_error (task, silu_fault_new (SILU_ERROR_PROTOCOL, self->host, NULL, -1));
    }
  else
    {
      g_byte_array_append (self->body,
                           g_bytes_get_data (bytes, NULL),
                           (guint) g_bytes_get_size (bytes));
      fetch_read (g_steal_pointer (&task));
    }
}

/* Takes the reference. */
static void
fetch_read (GTask *task)
{
  Fetch *self = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (self->stream,
                                   32 * 1024,
                                   G_PRIORITY_DEFAULT,
                                   self->cancellable,
                                   fetch_read_cb,
                                   task);
}

static void
fetch_sent_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->stream = soup_session_send_finish (SOUP_SESSION (object), result, &error);
  if (self->stream == NULL)
    fetch_fail (task, error);
  else
    fetch_read (g_steal_pointer (&task));
}

void
silu_http_fetch_async (SiluHttp *self,
                       const char *url,
                       const char *key,
                       guint timeout,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  Fetch *fetch;
  SoupMessage *message;

  g_return_if_fail (SILU_IS_HTTP (self));

  g_task_set_source_tag (task, silu_http_fetch_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  message = silu_http_new_message ("GET", url, key, &error);
  if (message == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  fetch = g_new0 (Fetch, 1);
  fetch->message = message;
  fetch->host = silu_http_dup_host (message);
  fetch->body = g_byte_array_new ();
  fetch->cancellable = g_cancellable_new ();
  fetch->timer = g_timeout_add_seconds (timeout, fetch_late_cb, fetch);
  g_task_set_task_data (task, fetch, fetch_free);
  if (cancellable != NULL)
    {
      fetch->outer = g_object_ref (cancellable);
      fetch->outer_handler = g_cancellable_connect (cancellable,
                                                    G_CALLBACK (fetch_cancel_cb),
                                                    fetch->cancellable,
                                                    NULL);
    }

  soup_session_send_async (self->session,
                           message,
                           G_PRIORITY_DEFAULT,
                           fetch->cancellable,
                           fetch_sent_cb,
                           g_object_ref (task));
}

GBytes *
silu_http_fetch_finish (SiluHttp *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
