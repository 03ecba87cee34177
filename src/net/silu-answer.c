/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Judges an HTTP answer by its head, before anybody believes the body: status, retry time, request
 * id, content type and first bytes. Proxies and captive portals answer too. */
#include "silu-answer.h"

#include "silu-fault.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define READ_SIZE 8192

/* Seconds that a server may tell to wait; whoever asks for more is wrong about the date. */
#define MAX_RETRY_AFTER (24 * 60 * 60)

#define BOM "\xef\xbb\xbf"

char *
silu_answer_dup_host (GUri *uri)
{
  const char *host = g_uri_get_host (uri);
  int port = g_uri_get_port (uri);
  int usual = g_strcmp0 (g_uri_get_scheme (uri), "https") == 0 ? 443 : 80;

  if (port == -1 || port == usual)
    return g_strdup (host);
  if (strchr (host, ':') != NULL)
    return g_strdup_printf ("[%s]:%d", host, port);

  return g_strdup_printf ("%s:%d", host, port);
}

const char *
silu_answer_get_request_id (SoupMessage *message)
{
  static const char *const names[] = { "x-request-id", "x-deepseek-request-id", "x-generation-id" };
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *id = soup_message_headers_get_one (headers, names[i]);

      if (id != NULL && *id != '\0')
        return id;
    }

  return NULL;
}

double
silu_answer_get_retry_after (SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char *value = soup_message_headers_get_one (headers, "Retry-After");
  g_autoptr (GDateTime) when = NULL;
  g_autoptr (GDateTime) now = NULL;
  char *end = NULL;
  double seconds = 0;

  if (value == NULL)
    return -1;

  seconds = g_ascii_strtod (value, &end);
  if (end != value && *end == '\0')
    return seconds >= 0 ? MIN (seconds, MAX_RETRY_AFTER) : -1;

  when = soup_date_time_new_from_http_string (value);
  if (when == NULL)
    return -1;

  now = g_date_time_new_now_utc ();
  seconds = (double) g_date_time_difference (when, now) / G_USEC_PER_SEC;

  return CLAMP (seconds, 0, MAX_RETRY_AFTER);
}

GUri *
silu_answer_get_redirect (SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char *location = soup_message_headers_get_one (headers, "Location");

  if (soup_message_get_status (message) / 100 != 3 || location == NULL)
    return NULL;

  return g_uri_parse_relative (soup_message_get_uri (message), location, SOUP_HTTP_URI_FLAGS, NULL);
}

char *
silu_answer_dup_detail (SoupMessage *message, const char *words)
{
  const char *id = silu_answer_get_request_id (message);
  g_autofree char *valid = NULL;
  g_autofree char *line = NULL;

  if (id == NULL)
    return g_strdup (words);

  valid = g_utf8_make_valid (id, -1);
  /* Translators: the server's own number for this request, to name to its support. */
  line = g_strdup_printf (_ ("Request id: %s"), valid);

  return words != NULL ? g_strconcat (words, "\n", line, NULL) : g_steal_pointer (&line);
}

GError *
silu_answer_redirect_fault (SoupMessage *message, GUri *target)
{
  g_autofree char *from = silu_answer_dup_host (soup_message_get_uri (message));
  g_autofree char *host = silu_answer_dup_host (target);
  g_autofree char *address = g_uri_to_string_partial (target, G_URI_HIDE_PASSWORD);
  g_autofree char *text = NULL;

  /* Translators: both %s are names of hosts, like "api.deepseek.com". */
  text = g_strdup_printf (_ ("%s sends requests on to %s. If you trust it, put that address into "
                             "the account."),
                          from, host);

  return silu_error_new (SILU_ERROR_PROTOCOL, text, address, -1);
}

static const char *
get_data (GBytes *body, gsize *length)
{
  *length = body != NULL ? g_bytes_get_size (body) : 0;

  return *length > 0 ? g_bytes_get_data (body, NULL) : "";
}

GError *
silu_answer_fault (SoupMessage *message, const SiluDialect *dialect, GBytes *body)
{
  g_autofree char *host = silu_answer_dup_host (soup_message_get_uri (message));
  guint status = soup_message_get_status (message);
  gsize length = 0;
  const char *data = get_data (body, &length);
  g_autofree char *words = NULL;
  g_autofree char *detail = NULL;
  SiluErrorCode code = silu_dialect_read_error (dialect, status, data, length, &words);

  if (words == NULL || *words == '\0')
    {
      g_free (words);
      words = g_strdup_printf ("HTTP %u %s", status, soup_status_get_phrase (status));
    }
  detail = silu_answer_dup_detail (message, words);

  return silu_fault_new (code, host, detail, silu_answer_get_retry_after (message));
}

static gboolean
is_html (SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char *type = soup_message_headers_get_content_type (headers, NULL);

  return type != NULL && (g_ascii_strcasecmp (type, "text/html") == 0 ||
                          g_ascii_strcasecmp (type, "application/xhtml+xml") == 0);
}

GError *
silu_answer_shape_fault (SoupMessage *message, const SiluDialect *dialect, GBytes *body)
{
  g_autofree char *host = silu_answer_dup_host (soup_message_get_uri (message));
  gsize length = 0;
  const char *data = get_data (body, &length);
  g_autofree char *words = NULL;
  g_autofree char *detail = NULL;
  g_autofree char *text = NULL;

  if (length > 0)
    silu_dialect_read_error (dialect, SOUP_STATUS_OK, data, length, &words);
  detail = silu_answer_dup_detail (message, words);

  if (length == 0)
    /* Translators: %s is the name of a host, like "api.deepseek.com". */
    text = g_strdup_printf (_ ("%s sent an empty answer. Try again."), host);
  else if (is_html (message) || *data == '<')
    /* Translators: %s is the name of a host, like "api.deepseek.com". */
    text = g_strdup_printf (_ ("%s answered with a web page, not with a model's answer. Check the "
                               "address, and whether the network wants you to log in."),
                            host);
  else
    return silu_fault_new (SILU_ERROR_PROTOCOL, host, detail, -1);

  return silu_error_new (SILU_ERROR_PROTOCOL, text, detail, -1);
}

/* A beginning counts as well: the rest of the word may be in the next packet. */
static gboolean
begins_event (const char *bytes, gsize length)
{
  static const char *const fields[] = { ":", "data", "event", "id", "retry", "error" };

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      if (memcmp (bytes, fields[i], MIN (length, strlen (fields[i]))) == 0)
        return TRUE;
    }

  return FALSE;
}

SiluShape
silu_answer_guess_shape (SoupMessage *message,
                         const SiluDialect *dialect,
                         const char *bytes,
                         gsize length)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char *type = soup_message_headers_get_content_type (headers, NULL);

  if (is_html (message))
    return SILU_SHAPE_WRONG;

  if (length >= strlen (BOM) && memcmp (bytes, BOM, strlen (BOM)) == 0)
    {
      bytes += strlen (BOM);
      length -= strlen (BOM);
    }
  for (; length > 0 && g_ascii_isspace (*bytes); length--)
    bytes++;

  if (length == 0)
    return SILU_SHAPE_UNSURE;
  if (*bytes == '{')
    return silu_dialect_streams_lines (dialect) ? SILU_SHAPE_STREAM : SILU_SHAPE_OBJECT;
  if (*bytes == '<')
    return SILU_SHAPE_WRONG;
  if (begins_event (bytes, length) || g_strcmp0 (type, "text/event-stream") == 0)
    return SILU_SHAPE_STREAM;

  return SILU_SHAPE_WRONG;
}

typedef struct
{
  GInputStream *stream;
  GByteArray *bytes;
  gsize max;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *self = data;

  g_clear_object (&self->stream);
  g_clear_pointer (&self->bytes, g_byte_array_unref);
  g_free (self);
}

static void read_next (GTask *task);

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (reading->stream, result, &error);
  gsize length = 0;
  const guint8 *data = NULL;

  if (bytes == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  data = g_bytes_get_data (bytes, &length);
  if (length > 0)
    g_byte_array_append (reading->bytes, data, (guint) length);

  if (length > 0 && reading->bytes->len < reading->max)
    read_next (g_steal_pointer (&task));
  else
    g_task_return_pointer (task, g_byte_array_free_to_bytes (g_steal_pointer (&reading->bytes)),
                           (GDestroyNotify) g_bytes_unref);
}

/* Takes the reference. Always reads a whole buffer: libsoup 3.2 stumbles over one of a few bytes.
 */
static void
read_next (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (reading->stream, READ_SIZE, G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (task), read_cb, task);
}

void
silu_answer_read_async (GInputStream *stream,
                        gsize max,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  g_assert (max > 0 && max < G_MAXUINT);

  reading->stream = g_object_ref (stream);
  reading->bytes = g_byte_array_new ();
  reading->max = max;
  g_task_set_source_tag (task, silu_answer_read_async);
  g_task_set_task_data (task, reading, reading_free);

  read_next (task);
}

GBytes *
silu_answer_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, silu_answer_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
