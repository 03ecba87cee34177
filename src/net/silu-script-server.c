/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A server whose whole behaviour is a list of steps, so that the Tour can pace its words and a test
 * can stop, cut or fail an answer at any byte. Each step waits until the bytes before it are with
 * the socket. */
#include "silu-script-private.h"

#include <libsoup/soup.h>
#include <string.h>

/* What a request may bring; the Tour gets whole conversations. */
#define MAX_REQUEST (64 * 1024 * 1024)

typedef struct
{
  SiluScriptServer *server;
  SoupServerMessage *message;
  SiluScript *script;
  guint next;         /* the step to come */
  gboolean ended;     /* all steps done, only the end of the body is to be written */
  gboolean holding;   /* until silu_script_server_release () */
  guint pause_source; /* of a pause that runs */
  GSource *watch;     /* sees the client close */
} Exchange;

struct _SiluScriptServer
{
  GObject parent_instance;

  SoupServer *soup;
  SiluScriptFunc func;
  gpointer func_data;
  char *base_url;
  char *token;
  GPtrArray *exchanges; /* of Exchange: those that are under way */
  guint n_requests;
  guint n_aborted;
};

G_DEFINE_FINAL_TYPE (SiluScriptServer, silu_script_server, G_TYPE_OBJECT)

static void
exchange_free (gpointer data)
{
  Exchange *self = data;

  g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_handle_id (&self->pause_source, g_source_remove);
  if (self->watch != NULL)
    g_source_destroy (self->watch);
  g_clear_pointer (&self->watch, g_source_unref);
  g_clear_pointer (&self->script, silu_script_free);
  g_clear_object (&self->message);
  g_free (self);
}

static void
exchange_remove (Exchange *self)
{
  g_ptr_array_remove_fast (self->server->exchanges, self);
}

/* Closes the connection where it stands: the client sees an end without the last chunk. */
static void
exchange_close (Exchange *self)
{
  g_autoptr (SoupServerMessage) message = g_object_ref (self->message);
  g_autoptr (GIOStream) stream = NULL;

  exchange_remove (self);

  stream = soup_server_message_steal_connection (message);
  if (stream != NULL)
    g_io_stream_close (stream, NULL, NULL);
}

static void exchange_advance (Exchange *self);

static gboolean
pause_over_cb (gpointer user_data)
{
  Exchange *self = user_data;

  self->pause_source = 0;
  exchange_advance (self);

  return G_SOURCE_REMOVE;
}

/* Does the next step, and comes back when that is done. @self may be gone afterwards. */
static void
exchange_advance (Exchange *self)
{
  SoupMessageBody *body = soup_server_message_get_response_body (self->message);
  const SiluScriptStep *step = silu_script_get_step (self->script, self->next);

  if (step == NULL)
    {
      self->ended = TRUE;
      soup_message_body_complete (body);
      soup_server_message_unpause (self->message);
      return;
    }

  self->next++;

  switch (step->kind)
    {
    case SILU_SCRIPT_SEND:
      soup_message_body_append_bytes (body, step->bytes);
      soup_server_message_unpause (self->message);
      break;

    case SILU_SCRIPT_PAUSE:
      self->pause_source = g_timeout_add (step->milliseconds, pause_over_cb, self);
      break;

    case SILU_SCRIPT_HOLD:
      self->holding = TRUE;
      break;

    case SILU_SCRIPT_CUT:
      exchange_close (self);
      break;

    default:
      g_assert_not_reached ();
    }
}

static void
wrote_chunk_cb (SoupServerMessage *message, gpointer user_data)
{
  Exchange *self = user_data;

  if (!self->ended)
    exchange_advance (self);
}

static void
finished_cb (SoupServerMessage *message, gpointer user_data)
{
  Exchange *self = user_data;

  if (!self->ended)
    self->server->n_aborted++;

  exchange_remove (self);
}

/* A client says nothing while it waits for its answer: readable means that it has closed. */
static gboolean
closed_cb (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  Exchange *self = user_data;

  if (!self->ended)
    self->server->n_aborted++;

  exchange_close (self);

  return G_SOURCE_REMOVE;
}

static void
exchange_start (SiluScriptServer *server, SoupServerMessage *message, SiluScript *script)
{
  Exchange *self = g_new0 (Exchange, 1);
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  const char *name = NULL;
  const char *value = NULL;

  self->server = server;
  self->message = g_object_ref (message);
  self->script = script;
  g_ptr_array_add (server->exchanges, self);

  soup_server_message_set_status (message, silu_script_get_status (script), NULL);
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  for (guint i = 0; (value = silu_script_get_header (script, i, &name)) != NULL; i++)
    soup_message_headers_append (headers, name, value);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);

  self->watch = g_socket_create_source (soup_server_message_get_socket (message), G_IO_IN, NULL);
  g_source_set_callback (self->watch, G_SOURCE_FUNC (closed_cb), self, NULL);
  g_source_attach (self->watch, NULL);

  /* libsoup keeps it from now on, and need not ask a closed socket for it when it is stolen. */
  soup_server_message_get_remote_address (message);

  g_signal_connect (message, "wrote-chunk", G_CALLBACK (wrote_chunk_cb), self);
  g_signal_connect (message, "finished", G_CALLBACK (finished_cb), self);
  soup_server_message_pause (message);
  exchange_advance (self);
}

static const char *
bearer_token (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *value = soup_message_headers_get_one (headers, "Authorization");

  if (value == NULL || !g_str_has_prefix (value, "Bearer "))
    return "";

  return value + strlen ("Bearer ");
}

/* Called with the headers: refuses what would grow without a limit. */
static void
early_cb (SoupServer *soup,
          SoupServerMessage *message,
          const char *path,
          GHashTable *query,
          gpointer user_data)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  if (soup_message_headers_get_encoding (headers) != SOUP_ENCODING_CHUNKED &&
      soup_message_headers_get_content_length (headers) <= MAX_REQUEST)
    return;

  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  soup_server_message_set_status (message, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, NULL);
}

static void
request_cb (SoupServer *soup,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  SiluScriptServer *self = user_data;
  g_autoptr (GBytes) bytes =
      soup_message_body_flatten (soup_server_message_get_request_body (message));
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *body = data != NULL ? g_utf8_make_valid (data, length) : g_strdup ("");
  SiluScript *script = NULL;

  self->n_requests++;
  script = self->func (soup_server_message_get_method (message), path, body, bearer_token (message),
                       self->func_data);

  if (script == NULL)
    soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
  else
    exchange_start (self, message, script);
}

static void
silu_script_server_finalize (GObject *object)
{
  SiluScriptServer *self = SILU_SCRIPT_SERVER (object);

  silu_script_server_stop (self);
  g_clear_object (&self->soup);
  g_clear_pointer (&self->exchanges, g_ptr_array_unref);
  g_clear_pointer (&self->base_url, g_free);
  g_clear_pointer (&self->token, g_free);

  G_OBJECT_CLASS (silu_script_server_parent_class)->finalize (object);
}

static void
silu_script_server_class_init (SiluScriptServerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = silu_script_server_finalize;
}

static void
silu_script_server_init (SiluScriptServer *self)
{
  self->exchanges = g_ptr_array_new_with_free_func (exchange_free);
  self->token = g_uuid_string_random ();
  self->soup = soup_server_new ("server-header", "Silu", NULL);
}

static gboolean
listen_on_loopback (SiluScriptServer *self, GError **error)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  GSList *uris = NULL;

  if (!soup_server_listen (self->soup, address, 0, error))
    return FALSE;

  uris = soup_server_get_uris (self->soup);
  self->base_url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return TRUE;
}

SiluScriptServer *
silu_script_server_new (SiluScriptFunc func, gpointer user_data, GError **error)
{
  g_autoptr (SiluScriptServer) self = NULL;

  g_return_val_if_fail (func != NULL, NULL);

  self = g_object_new (SILU_TYPE_SCRIPT_SERVER, NULL);
  self->func = func;
  self->func_data = user_data;

  if (!listen_on_loopback (self, error))
    return NULL;

  soup_server_add_early_handler (self->soup, NULL, early_cb, self, NULL);
  soup_server_add_handler (self->soup, NULL, request_cb, self, NULL);

  return g_steal_pointer (&self);
}

const char *
silu_script_server_get_base_url (SiluScriptServer *self)
{
  g_return_val_if_fail (SILU_IS_SCRIPT_SERVER (self), NULL);

  return self->base_url;
}

const char *
silu_script_server_get_token (SiluScriptServer *self)
{
  g_return_val_if_fail (SILU_IS_SCRIPT_SERVER (self), NULL);

  return self->token;
}

/* An exchange may end while it goes on, and leave the array: those that hold are counted first. */
void
silu_script_server_release (SiluScriptServer *self)
{
  g_autoptr (GPtrArray) holding = g_ptr_array_new ();

  g_return_if_fail (SILU_IS_SCRIPT_SERVER (self));

  for (guint i = 0; i < self->exchanges->len; i++)
    {
      Exchange *exchange = g_ptr_array_index (self->exchanges, i);

      if (exchange->holding)
        g_ptr_array_add (holding, exchange);
    }

  for (guint i = 0; i < holding->len; i++)
    {
      Exchange *exchange = g_ptr_array_index (holding, i);

      exchange->holding = FALSE;
      exchange_advance (exchange);
    }
}

guint
silu_script_server_get_n_requests (SiluScriptServer *self)
{
  g_return_val_if_fail (SILU_IS_SCRIPT_SERVER (self), 0);

  return self->n_requests;
}

guint
silu_script_server_get_n_aborted (SiluScriptServer *self)
{
  g_return_val_if_fail (SILU_IS_SCRIPT_SERVER (self), 0);

  return self->n_aborted;
}

void
silu_script_server_stop (SiluScriptServer *self)
{
  g_return_if_fail (SILU_IS_SCRIPT_SERVER (self));

  soup_server_remove_handler (self->soup, NULL);
  while (self->exchanges->len > 0)
    exchange_close (g_ptr_array_index (self->exchanges, self->exchanges->len - 1));
  soup_server_disconnect (self->soup);
}
