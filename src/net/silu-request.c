/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One streaming POST. Status, then content type, then the body: nothing is believed before it was
 * looked at. Two clocks run: one on bytes, which may end the request, one on progress, which is for
 * the person to see. */
#include "silu-request.h"

#include "silu-fault.h"
#include "silu-http-private.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define DEFAULT_SILENCE (15 * 60)
#define READ_SIZE (16 * 1024)

/* Of the body of an answer that is no success. */
#define MAX_ERROR_BODY (64 * 1024)

struct _SiluRequest
{
  GObject parent_instance;

  SiluHttp *http;
  const SiluDialect *dialect;
  char *url;
  char *key;
  char *body;

  SiluRequestStage stage;
  guint silence_limit;
  gint64 last_byte;
  gint64 last_progress;
  char *request_id;
};

G_DEFINE_FINAL_TYPE (SiluRequest, silu_request, G_TYPE_OBJECT)

#define SILU_TYPE_REQUEST_STAGE (silu_request_stage_get_type ())
GType silu_request_stage_get_type (void);
G_DEFINE_ENUM_TYPE (SiluRequestStage,
                    silu_request_stage,
                    G_DEFINE_ENUM_VALUE (SILU_REQUEST_NEW, "new"),
                    G_DEFINE_ENUM_VALUE (SILU_REQUEST_CONNECTING, "connecting"),
                    G_DEFINE_ENUM_VALUE (SILU_REQUEST_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (SILU_REQUEST_STREAMING, "streaming"),
                    G_DEFINE_ENUM_VALUE (SILU_REQUEST_DONE, "done"))

enum
{
  PROP_STAGE = 1,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

/* One run: the state behind the task. */
typedef struct
{
  SoupMessage *message;
  GInputStream *input;
  SiluStream *stream; /* NULL while the body is that of an error */
  GByteArray *error_body;
  char *host;

  SiluDeltaFunc func;
  gpointer func_data;
  gboolean has_deltas;
  SiluErrorCode fault; /* of a SILU_DELTA_ERROR */
  char *fault_detail;

  GCancellable *outer; /* the caller's */
  gulong outer_handler;
  GCancellable *cancellable; /* ours: of the caller's, and of the silence */
  guint clock;
  gboolean silent;
} Run;

static void
run_free (gpointer data)
{
  Run *run = data;

  g_clear_handle_id (&run->clock, g_source_remove);
  if (run->outer != NULL)
    g_cancellable_disconnect (run->outer, run->outer_handler);
  g_clear_object (&run->outer);
  g_clear_object (&run->cancellable);
  g_clear_object (&run->message);
  g_clear_object (&run->input);
  g_clear_pointer (&run->stream, silu_stream_free);
  g_byte_array_unref (run->error_body);
  g_free (run->host);
  g_free (run->fault_detail);
  g_free (run);
}

static void
set_stage (SiluRequest *self, SiluRequestStage stage)
{
  if (self->stage >= stage)
    return;

  self->stage = stage;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STAGE]);
}

/* Every end goes through here: the connection is closed, unless it was read to its end. */
static void
end (GTask *task, GError *error)
{
  SiluRequest *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);

  g_clear_handle_id (&run->clock, g_source_remove);
  g_cancellable_cancel (run->cancellable);
  set_stage (self, SILU_REQUEST_DONE);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
end_interrupted (GTask *task, const char *detail)
{
  end (task, silu_fault_new (SILU_ERROR_INTERRUPTED, NULL, detail, -1));
}

/* An error of the connection. Consumes @error. */
static void
end_broken (GTask *task, GError *error)
{
  Run *run = g_task_get_task_data (task);
  g_autoptr (GError) cause = error;

  if (run->outer != NULL && g_cancellable_is_cancelled (run->outer))
    end (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "stopped"));
  else if (run->has_deltas)
    end_interrupted (task, run->silent ? NULL : cause->message);
  else if (run->silent)
    end (task, silu_fault_new (SILU_ERROR_TIMEOUT, run->host, NULL, -1));
  else
    end (task, silu_fault_from_gio (g_steal_pointer (&cause), run->host));
}

/* The stream has ended, by its marker or by the server's closing it. */
static void
end_stream (GTask *task, SiluStreamEnd how)
{
  Run *run = g_task_get_task_data (task);

  if (run->outer != NULL && g_cancellable_is_cancelled (run->outer))
    end (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "stopped"));
  else if (how == SILU_STREAM_COMPLETE)
    end (task, NULL);
  else if (how == SILU_STREAM_FAILED && run->has_deltas && run->fault == SILU_ERROR_PROTOCOL)
    end_interrupted (task, run->fault_detail);
  else if (how == SILU_STREAM_FAILED)
    end (task, silu_fault_new (run->fault, run->host, run->fault_detail, -1));
  else if (run->has_deltas)
    end_interrupted (task, NULL);
  else
    end (task,
         silu_error_new (SILU_ERROR_PROTOCOL,
                         _ ("The server closed the connection without an answer. Try again."),
                         NULL,
                         -1));
}

static void
end_error_body (GTask *task)
{
  SiluRequest *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  const char *body = (const char *) run->error_body->data;
  gsize length = run->error_body->len;
  g_autofree char *words = NULL;

  if (!SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (run->message)))
    {
      end (task, silu_http_read_status (run->message, self->dialect, body, length));
      return;
    }

  /* A success, but a page: a portal, a proxy, a wrong address (PROTOCOLS 4.2). */
  silu_dialect_read_error (self->dialect, 200, body, length, &words);
  end (task, silu_fault_new (SILU_ERROR_PROTOCOL, run->host, words, -1));
}

static void
delta_cb (const SiluDelta *delta, gpointer user_data)
{
  GTask *task = user_data;
  SiluRequest *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);

  /* Stopped, maybe by the caller in the middle of this piece: not one more. */
  if (g_cancellable_is_cancelled (run->cancellable))
    return;

  self->last_progress = g_get_monotonic_time ();
  switch (delta->kind)
    {
    case SILU_DELTA_ERROR:
      run->fault = delta->code;
      run->fault_detail = g_strdup (delta->detail);
      return;

    case SILU_DELTA_REASONING:
    case SILU_DELTA_TEXT:
    case SILU_DELTA_TOOL:
      run->has_deltas = TRUE;
      break;

    case SILU_DELTA_RECLASSIFY:
    case SILU_DELTA_USAGE:
    case SILU_DELTA_FINISH:
    default:
      break;
    }

  set_stage (self, SILU_REQUEST_STREAMING);
  run->func (delta, run->func_data);
}

static void read_next (GTask *task);

static void
take_bytes (GTask *task, GBytes *bytes)
{
  Run *run = g_task_get_task_data (task);
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);
  SiluStreamEnd how;

  if (run->stream == NULL)
    {
      gsize room = MAX_ERROR_BODY - run->error_body->len;

      g_byte_array_append (run->error_body, (const guint8 *) data, (guint) MIN (length, room));
      if (length == 0 || run->error_body->len == MAX_ERROR_BODY)
        end_error_body (task);
      else
        read_next (g_object_ref (task));
      return;
    }

  how = length == 0 ? silu_stream_finish (run->stream)
                    : silu_stream_feed (run->stream, data, length);
  if (how != SILU_STREAM_OPEN || g_cancellable_is_cancelled (run->cancellable))
    end_stream (task, how);
  else
    read_next (g_object_ref (task));
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SiluRequest *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (run->input, result, &error);

  if (bytes == NULL)
    {
      /* What had come may have been all but its end mark. */
      if (run->stream != NULL && !g_cancellable_is_cancelled (run->cancellable)
          && silu_stream_finish (run->stream) != SILU_STREAM_CUT)
        {
          g_clear_error (&error);
          end_stream (task, silu_stream_finish (run->stream));
        }
      else
        {
          end_broken (task, error);
        }
      return;
    }

  self->last_byte = g_get_monotonic_time ();
  take_bytes (task, bytes);
}

/* Takes the reference. */
static void
read_next (GTask *task)
{
  Run *run = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (run->input,
                                   READ_SIZE,
                                   G_PRIORITY_DEFAULT,
                                   run->cancellable,
                                   read_cb,
                                   task);
}

/* Which kind of body this is; FALSE for one that is none of a model's. A missing or a plain type is
 * taken for a stream: some local servers send no better, and what is none fails as such. */
static gboolean
choose_body (SoupMessage *message, SiluBody *body)
{
  const char *type =
      soup_message_headers_get_content_type (soup_message_get_response_headers (message), NULL);

  if (!SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (message)))
    return FALSE;

  *body = SILU_BODY_STREAM;
  if (type == NULL || g_ascii_strcasecmp (type, "text/event-stream") == 0
      || g_ascii_strcasecmp (type, "text/plain") == 0
      || g_ascii_strcasecmp (type, "application/octet-stream") == 0)
    return TRUE;

  *body = SILU_BODY_OBJECT;

  return g_ascii_strcasecmp (type, "application/json") == 0;
}

static void
sent_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SiluRequest *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;
  SiluBody body;

  run->input = soup_session_send_finish (SOUP_SESSION (object), result, &error);
  if (run->input == NULL)
    {
      end_broken (task, error);
      return;
    }

  self->last_byte = g_get_monotonic_time ();
  g_free (self->request_id);
  self->request_id = g_strdup (silu_http_get_request_id (run->message));

  if (choose_body (run->message, &body))
    {
      run->stream = silu_stream_new (self->dialect, body, delta_cb, task);
      set_stage (self, SILU_REQUEST_WAITING);
    }

  read_next (g_object_ref (task));
}

/* The clock on bytes: looks once a second whether the silence has been too long. */
static gboolean
clock_cb (gpointer user_data)
{
  GTask *task = user_data;
  SiluRequest *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  gint64 silence = g_get_monotonic_time () - self->last_byte;

  if (silence < (gint64) self->silence_limit * G_USEC_PER_SEC)
    return G_SOURCE_CONTINUE;

  run->clock = 0;
  run->silent = TRUE;
  g_cancellable_cancel (run->cancellable);

  return G_SOURCE_REMOVE;
}

static void
outer_cancelled_cb (GCancellable *outer, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static void
silu_request_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_STAGE:
      g_value_set_enum (value, SILU_REQUEST (object)->stage);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
silu_request_finalize (GObject *object)
{
  SiluRequest *self = SILU_REQUEST (object);

  g_clear_object (&self->http);
  g_free (self->url);
  if (self->key != NULL)
    memset (self->key, 0, strlen (self->key));
  g_free (self->key);
  g_free (self->body);
  g_free (self->request_id);

  G_OBJECT_CLASS (silu_request_parent_class)->finalize (object);
}

static void
silu_request_class_init (SiluRequestClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = silu_request_get_property;
  object_class->finalize = silu_request_finalize;

  properties[PROP_STAGE] = g_param_spec_enum ("stage",
                                              NULL,
                                              NULL,
                                              SILU_TYPE_REQUEST_STAGE,
                                              SILU_REQUEST_NEW,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
silu_request_init (SiluRequest *self)
{
  self->silence_limit = DEFAULT_SILENCE;
}

SiluRequest *
silu_request_new (SiluHttp *http,
                  const SiluDialect *dialect,
                  const char *url,
                  const char *key,
                  const char *body)
{
  SiluRequest *self = g_object_new (SILU_TYPE_REQUEST, NULL);

  self->http = g_object_ref (http);
  self->dialect = dialect;
  self->url = g_strdup (url);
  self->key = g_strdup (key);
  self->body = g_strdup (body);

  return self;
}

void
silu_request_set_silence_limit (SiluRequest *self, guint seconds)
{
  g_return_if_fail (SILU_IS_REQUEST (self));

  self->silence_limit = seconds;
}

static void
prepare_message (SiluRequest *self, SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autoptr (GBytes) body = g_bytes_new (self->body, strlen (self->body));

  soup_message_set_request_body_from_bytes (message, "application/json", body);
  soup_message_headers_replace (headers, "Accept", "text/event-stream, application/json");
  /* Whoever compresses a stream also holds it back. */
  soup_message_headers_replace (headers, "Accept-Encoding", "identity");
}

static Run *
run_new (SoupMessage *message, SiluDeltaFunc func, gpointer func_data, GCancellable *cancellable)
{
  Run *run = g_new0 (Run, 1);

  run->message = message;
  run->host = silu_http_dup_host (message);
  run->error_body = g_byte_array_new ();
  run->func = func;
  run->func_data = func_data;
  run->cancellable = g_cancellable_new ();
  if (cancellable != NULL)
    {
      run->outer = g_object_ref (cancellable);
      run->outer_handler = g_cancellable_connect (cancellable,
                                                  G_CALLBACK (outer_cancelled_cb),
                                                  run->cancellable,
                                                  NULL);
    }

  return run;
}

void
silu_request_run_async (SiluRequest *self,
                        SiluDeltaFunc func,
                        gpointer func_data,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  /* No cancellable for the task itself: how a stop ends is decided in one place, by the run. */
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  GError *error = NULL;
  SoupMessage *message;
  Run *run;

  g_return_if_fail (SILU_IS_REQUEST (self));
  g_return_if_fail (self->stage == SILU_REQUEST_NEW);

  g_task_set_source_tag (task, silu_request_run_async);
  message = silu_http_new_message ("POST", self->url, self->key, &error);
  if (message == NULL)
    {
      set_stage (self, SILU_REQUEST_DONE);
      g_task_return_error (task, error);
      return;
    }

  prepare_message (self, message);
  run = run_new (message, func, func_data, cancellable);
  g_task_set_task_data (task, run, run_free);

  self->last_byte = self->last_progress = g_get_monotonic_time ();
  if (self->silence_limit > 0)
    run->clock = g_timeout_add_seconds (1, clock_cb, task);
  set_stage (self, SILU_REQUEST_CONNECTING);

  soup_session_send_async (silu_http_get_session (self->http),
                           message,
                           G_PRIORITY_DEFAULT,
                           run->cancellable,
                           sent_cb,
                           g_object_ref (task));
}

gboolean
silu_request_run_finish (SiluRequest *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

SiluRequestStage
silu_request_get_stage (SiluRequest *self)
{
  g_return_val_if_fail (SILU_IS_REQUEST (self), SILU_REQUEST_DONE);

  return self->stage;
}

gint64
silu_request_get_last_byte (SiluRequest *self)
{
  g_return_val_if_fail (SILU_IS_REQUEST (self), 0);

  return self->last_byte;
}

gint64
silu_request_get_last_progress (SiluRequest *self)
{
  g_return_val_if_fail (SILU_IS_REQUEST (self), 0);

  return self->last_progress;
}

const char *
silu_request_get_request_id (SiluRequest *self)
{
  g_return_val_if_fail (SILU_IS_REQUEST (self), NULL);

  return self->request_id;
}
