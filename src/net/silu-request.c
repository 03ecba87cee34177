/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One streaming POST. Its steps: send, then judge the head, then read until the end mark. Each
 * callback owns the task and hands it to exactly one next step, or ends it. */
#include "silu-request.h"

#include "silu-answer.h"
#include "silu-ending.h"
#include "silu-fault.h"
#include "silu-http-private.h"
#include "silu-leash.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define READ_SIZE 16384
#define DEFAULT_SILENCE_LIMIT (15 * 60)

/* Seconds for the end mark after a finish reason. Some servers forget it and go on with keep-alive
 * comments (PROTOCOLS 1.7). */
#define TAIL_LIMIT 10

/* What an answer in one object may hold; a stream's events have their own limit. */
#define MAX_OBJECT (16 * 1024 * 1024)

struct _SiluRequest
{
  GObject parent_instance;

  SiluHttp *http;
  const SiluDialect *dialect;
  SiluProfile *profile;
  SiluRoute *route; /* or NULL */
  char *url;
  char *body;
  char *request_id;
  guint silence_limit; /* seconds */
  SiluRequestStage stage;
  gint64 last_byte;     /* monotonic µs */
  gint64 last_progress; /* monotonic µs */
};

G_DEFINE_FINAL_TYPE (SiluRequest, silu_request, G_TYPE_OBJECT)

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
static GParamSpec *props[N_PROPS];

typedef struct
{
  SiluRequest *request; /* borrowed: the task's source object */
  SoupMessage *message;
  GInputStream *input;
  SiluStream *stream;  /* NULL until the shape of the body is known */
  GByteArray *opening; /* the first bytes, until then */
  SiluDeltaFunc func;
  gpointer func_data;
  SiluLeash leash; /* silence */
  char *host;
  GError *failure; /* what the server said inside the stream */
  gsize left;      /* bytes that an object may still have */
  gboolean got_delta;
  gboolean got_finish;
} Run;

static void
run_free (gpointer data)
{
  Run *self = data;

  silu_leash_clear (&self->leash);
  g_clear_pointer (&self->stream, silu_stream_free);
  g_clear_pointer (&self->opening, g_byte_array_unref);
  g_clear_object (&self->input);
  g_clear_object (&self->message);
  g_clear_pointer (&self->host, g_free);
  g_clear_error (&self->failure);
  g_free (self);
}

static void
set_stage (SiluRequest *self, SiluRequestStage stage)
{
  if (self->stage == stage)
    return;

  self->stage = stage;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STAGE]);
}

static void
note_byte (Run *self)
{
  self->request->last_byte = g_get_monotonic_time ();
  if (!self->got_finish)
    silu_leash_touch (&self->leash);
}

/* Ends the task, with @error (consumed) unless it is NULL. The connection is closed first: a server
 * that goes on writing costs its user money. */
static void
run_end (GTask *task, GError *error)
{
  Run *self = g_task_get_task_data (task);

  silu_leash_clear (&self->leash);
  if (self->input != NULL)
    g_input_stream_close (self->input, NULL, NULL);
  set_stage (self->request, SILU_REQUEST_DONE);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/* Judges where the stream stands at its end; @cause (nullable, consumed) is what broke it. */
static void
run_conclude (GTask *task, SiluStreamEnd end, GError *cause)
{
  Run *self = g_task_get_task_data (task);
  g_autoptr (GError) error = cause;

  if (silu_leash_is_cancelled (&self->leash))
    run_end (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled"));
  else if (end == SILU_STREAM_COMPLETE)
    run_end (task, NULL);
  else
    run_end (task, silu_ending_judge (self->message, self->got_delta, self->failure,
                                      g_steal_pointer (&error)));
}

/* The connection failed, or was cancelled, or silent for too long. Consumes @error. */
static void
run_break (GTask *task, GError *error)
{
  Run *self = g_task_get_task_data (task);
  SiluStreamEnd end = SILU_STREAM_CUT;

  if (self->leash.late)
    {
      g_error_free (error);
      error = silu_fault_new (SILU_ERROR_TIMEOUT, self->host, NULL, -1);
    }
  else
    {
      error = silu_fault_from_gio (error, self->host);
    }

  /* What the stream held back is still to come, and it may prove to be whole. */
  if (self->stream != NULL && !silu_leash_is_cancelled (&self->leash))
    end = silu_stream_finish (self->stream);

  run_conclude (task, end, error);
}

static void
delta_cb (const SiluDelta *delta, gpointer user_data)
{
  Run *self = user_data;

  if (silu_leash_is_cancelled (&self->leash))
    return;

  self->request->last_progress = g_get_monotonic_time ();
  if (delta->kind == SILU_DELTA_ERROR)
    {
      g_clear_error (&self->failure);
      self->failure = silu_fault_new (delta->code, self->host, delta->detail, -1);
    }
  else
    {
      self->got_delta = TRUE;
      set_stage (self->request, SILU_REQUEST_STREAMING);
    }

  if (delta->kind == SILU_DELTA_FINISH && !self->got_finish)
    {
      guint limit = self->leash.limit;

      self->got_finish = TRUE;
      silu_leash_set_limit (&self->leash, limit > 0 ? MIN (limit, TAIL_LIMIT) : TAIL_LIMIT);
    }

  self->func (delta, self->func_data);
}

static void read_next (GTask *task);

/* Takes the reference. */
static void
feed (GTask *owned, const void *bytes, gsize length)
{
  g_autoptr (GTask) task = owned;
  Run *self = g_task_get_task_data (task);
  SiluStreamEnd end = SILU_STREAM_OPEN;

  if (length > self->left)
    {
      run_conclude (task, SILU_STREAM_CUT,
                    silu_fault_new (SILU_ERROR_PROTOCOL, self->host, NULL, -1));
      return;
    }

  if (self->left != G_MAXSIZE)
    self->left -= length;
  end = silu_stream_feed (self->stream, bytes, length);

  if (end == SILU_STREAM_OPEN && !silu_leash_is_cancelled (&self->leash))
    read_next (g_steal_pointer (&task));
  else
    run_conclude (task, end, NULL);
}

static void
wrong_shape_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *self = g_task_get_task_data (task);
  g_autoptr (GBytes) rest = silu_answer_read_finish (result, NULL);
  g_autoptr (GBytes) body = NULL;
  gsize length = 0;
  const void *data = rest != NULL ? g_bytes_get_data (rest, &length) : NULL;

  if (length > 0)
    g_byte_array_append (self->opening, data, (guint) length);
  body = g_byte_array_free_to_bytes (g_steal_pointer (&self->opening));

  run_conclude (task, SILU_STREAM_CUT,
                silu_answer_shape_fault (self->message, self->request->dialect, body));
}

/* The first bytes: is it a stream at all? Takes the reference. */
static void
open_body (GTask *task, const void *bytes, gsize length)
{
  Run *self = g_task_get_task_data (task);
  g_autoptr (GByteArray) opening = NULL;
  SiluShape shape = SILU_SHAPE_UNSURE;

  g_byte_array_append (self->opening, bytes, (guint) length);
  shape = silu_answer_guess_shape (self->message, self->request->dialect,
                                   (const char *) self->opening->data, self->opening->len);

  if (shape == SILU_SHAPE_UNSURE)
    {
      g_byte_array_set_size (self->opening, 0);
      read_next (task);
      return;
    }

  if (shape == SILU_SHAPE_WRONG)
    {
      silu_answer_read_async (self->input, SILU_ANSWER_MAX_ERROR, self->leash.inner, wrong_shape_cb,
                              task);
      return;
    }

  opening = g_steal_pointer (&self->opening);
  self->left = shape == SILU_SHAPE_OBJECT ? MAX_OBJECT : G_MAXSIZE;
  self->stream = silu_stream_new (self->request->dialect, self->request->profile,
                                  shape == SILU_SHAPE_OBJECT ? SILU_BODY_OBJECT : SILU_BODY_STREAM,
                                  delta_cb, self);
  feed (task, opening->data, opening->len);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (self->input, result, &error);
  gsize length = 0;
  const void *data = NULL;

  if (bytes == NULL)
    {
      run_break (task, error);
      return;
    }

  note_byte (self);
  data = g_bytes_get_data (bytes, &length);

  if (length > 0 && self->stream != NULL)
    feed (g_steal_pointer (&task), data, length);
  else if (length > 0)
    open_body (g_steal_pointer (&task), data, length);
  else if (self->stream != NULL)
    run_conclude (task, silu_stream_finish (self->stream), NULL);
  else
    run_conclude (task, SILU_STREAM_CUT,
                  silu_answer_shape_fault (self->message, self->request->dialect, NULL));
}

/* Takes the reference. */
static void
read_next (GTask *task)
{
  Run *self = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (self->input, READ_SIZE, G_PRIORITY_DEFAULT, self->leash.inner,
                                   read_cb, task);
}

static void
error_body_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *self = g_task_get_task_data (task);
  g_autoptr (GBytes) body = silu_answer_read_finish (result, NULL);

  run_conclude (task, SILU_STREAM_CUT,
                silu_answer_fault (self->message, self->request->dialect, body));
}

static void
sent_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GUri) target = NULL;

  self->input = soup_session_send_finish (SOUP_SESSION (object), result, &error);
  if (self->input == NULL)
    {
      run_break (task, error);
      return;
    }

  note_byte (self);
  self->request->request_id = g_strdup (silu_answer_get_request_id (self->message));

  target = silu_answer_get_redirect (self->message);
  if (target != NULL)
    {
      run_conclude (task, SILU_STREAM_CUT, silu_answer_redirect_fault (self->message, target));
      return;
    }

  if (!SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (self->message)))
    {
      silu_answer_read_async (self->input, SILU_ANSWER_MAX_ERROR, self->leash.inner, error_body_cb,
                              g_steal_pointer (&task));
      return;
    }

  set_stage (self->request, SILU_REQUEST_WAITING);
  read_next (g_steal_pointer (&task));
}

static void
silu_request_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SiluRequest *self = SILU_REQUEST (object);

  switch (id)
    {
    case PROP_STAGE:
      g_value_set_enum (value, self->stage);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
silu_request_finalize (GObject *object)
{
  SiluRequest *self = SILU_REQUEST (object);

  g_clear_object (&self->http);
  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->profile, silu_profile_unref);
  g_clear_pointer (&self->route, silu_route_unref);
  g_clear_pointer (&self->body, g_free);
  g_clear_pointer (&self->request_id, g_free);

  G_OBJECT_CLASS (silu_request_parent_class)->finalize (object);
}

static void
silu_request_class_init (SiluRequestClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = silu_request_get_property;
  object_class->finalize = silu_request_finalize;

  props[PROP_STAGE] =
      g_param_spec_enum ("stage", NULL, NULL, SILU_TYPE_REQUEST_STAGE, SILU_REQUEST_NEW,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
silu_request_init (SiluRequest *self)
{
  self->silence_limit = DEFAULT_SILENCE_LIMIT;
}

SiluRequest *
silu_request_new (SiluHttp *http,
                  const SiluDialect *dialect,
                  SiluProfile *profile,
                  const char *url,
                  SiluRoute *route,
                  const char *body)
{
  SiluRequest *self = NULL;

  g_return_val_if_fail (SILU_IS_HTTP (http), NULL);
  g_return_val_if_fail (dialect != NULL, NULL);
  g_return_val_if_fail (url != NULL, NULL);
  g_return_val_if_fail (body != NULL, NULL);

  self = g_object_new (SILU_TYPE_REQUEST, NULL);
  self->http = g_object_ref (http);
  self->dialect = dialect;
  self->url = g_strdup (url);
  self->profile = profile != NULL ? silu_profile_ref (profile) : silu_profile_new ();
  self->route = route != NULL ? silu_route_ref (route) : NULL;
  self->body = g_strdup (body);

  return self;
}

void
silu_request_set_silence_limit (SiluRequest *self, guint seconds)
{
  g_return_if_fail (SILU_IS_REQUEST (self));
  g_return_if_fail (self->stage == SILU_REQUEST_NEW);

  self->silence_limit = seconds;
}

static SoupMessage *
new_message (SiluRequest *self, GError **error)
{
  SoupMessage *message = silu_http_new_message (SOUP_METHOD_POST, self->url, self->route, error);
  g_autoptr (GBytes) bytes = NULL;
  SoupMessageHeaders *headers = NULL;

  if (message == NULL)
    return NULL;

  bytes = g_bytes_new_take (self->body, strlen (self->body));
  self->body = NULL;
  soup_message_set_request_body_from_bytes (message, "application/json", bytes);

  headers = soup_message_get_request_headers (message);
  soup_message_headers_replace (headers, "Accept",
                                silu_dialect_streams_lines (self->dialect) ? "application/x-ndjson"
                                                                           : "text/event-stream");
  /* What compresses also buffers. */
  soup_message_headers_replace (headers, "Accept-Encoding", "identity");

  return message;
}

/* Takes @message. */
static Run *
run_new (SiluRequest *request, SoupMessage *message, SiluDeltaFunc func, gpointer func_data)
{
  Run *self = g_new0 (Run, 1);

  self->request = request;
  self->message = message;
  self->opening = g_byte_array_new ();
  self->func = func;
  self->func_data = func_data;
  self->host = silu_answer_dup_host (soup_message_get_uri (message));

  return self;
}

void
silu_request_run_async (SiluRequest *self,
                        SiluDeltaFunc func,
                        gpointer func_data,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  SoupMessage *message = NULL;
  GError *error = NULL;
  Run *run = NULL;

  g_return_if_fail (SILU_IS_REQUEST (self));
  g_return_if_fail (self->stage == SILU_REQUEST_NEW);
  g_return_if_fail (func != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, silu_request_run_async);
  self->last_byte = self->last_progress = g_get_monotonic_time ();

  if (!g_cancellable_set_error_if_cancelled (cancellable, &error))
    message = new_message (self, &error);
  if (message == NULL)
    {
      set_stage (self, SILU_REQUEST_DONE);
      g_task_return_error (task, error);
      return;
    }

  run = run_new (self, message, func, func_data);
  silu_leash_init (&run->leash, cancellable, self->silence_limit);
  g_task_set_task_data (task, run, run_free);

  set_stage (self, SILU_REQUEST_CONNECTING);
  soup_session_send_async (silu_http_get_stream_session (self->http, self->route), message,
                           G_PRIORITY_DEFAULT, run->leash.inner, sent_cb, g_steal_pointer (&task));
}

gboolean
silu_request_run_finish (SiluRequest *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

SiluRequestStage
silu_request_get_stage (SiluRequest *self)
{
  g_return_val_if_fail (SILU_IS_REQUEST (self), SILU_REQUEST_NEW);

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
