/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One formula is one task: wait until the helper is ready, write the request, read the head of the
 * answer, read the rest. Whatever is not as it should be on the way costs the helper its life, and
 * the next request has a new one. */
#include "silu-typesetter.h"

#include "silu-formula-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Milliseconds from the start of the helper to its readiness: a tenth of a second where nothing
 * else runs, but the disk may be slow and the machine busy. */
#define START_LIMIT 20000

typedef struct
{
  SiluHelper *helper; /* borrowed: the task's source object */
  GOutputStream *input;
  GInputStream *output;
  char *tex;
  GByteArray *request;
  SiluMathFrame frame; /* of the answer */
  char *payload;
  GCancellable *cancellable; /* of the streams */
  guint limit;               /* milliseconds */
  guint timer;
  gboolean started; /* the helper has said that it is ready */
  gboolean late;
} Run;

static void
run_free (gpointer data)
{
  Run *self = data;

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->tex, g_free);
  g_clear_pointer (&self->request, g_byte_array_unref);
  g_clear_pointer (&self->payload, g_free);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->input);
  g_clear_object (&self->output);
  g_free (self);
}

static gboolean
late_cb (gpointer user_data)
{
  Run *self = user_data;

  self->timer = 0;
  self->late = TRUE;
  g_cancellable_cancel (self->cancellable);

  return G_SOURCE_REMOVE;
}

static void
run_arm (Run *self, guint limit)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (limit, late_cb, self);
}

/* Takes @formula or @error. */
static void
run_end (GTask *task, SiluFormula *formula, GError *error)
{
  Run *self = g_task_get_task_data (task);

  g_clear_handle_id (&self->timer, g_source_remove);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, formula, (GDestroyNotify) silu_formula_unref);
}

/* The helper is late, gone or talks nonsense. */
static void
run_break (GTask *task)
{
  Run *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!self->started)
    error = g_error_new_literal (SILU_MATH_ERROR, SILU_MATH_ERROR_UNAVAILABLE,
                                 _ ("The helper for formulas does not start."));
  else if (self->late)
    error = g_error_new_literal (SILU_MATH_ERROR, SILU_MATH_ERROR_TIMEOUT,
                                 _ ("The formula took too long."));
  else
    error = g_error_new_literal (SILU_MATH_ERROR, SILU_MATH_ERROR_CRASHED,
                                 _ ("The helper for formulas stopped in the middle."));

  silu_helper_stop (self->helper);
  run_end (task, NULL, error);
}

static void
run_conclude (GTask *task)
{
  Run *self = g_task_get_task_data (task);
  g_autoptr (GBytes) payload = NULL;
  g_autofree char *words = NULL;
  SiluFormula *formula = NULL;
  GError *error = NULL;

  switch ((SiluMathFrameKind) self->frame.kind)
    {
    case SILU_MATH_FRAME_FORMULA:
      payload = g_bytes_new_take (g_steal_pointer (&self->payload), self->frame.length);
      formula = silu_formula_new_from_payload (self->tex, payload, &error);
      if (g_error_matches (error, SILU_MATH_ERROR, SILU_MATH_ERROR_CRASHED))
        silu_helper_stop (self->helper);
      run_end (task, formula, error);
      break;

    case SILU_MATH_FRAME_WRONG:
      words = g_utf8_make_valid (self->payload != NULL ? self->payload : "", self->frame.length);
      run_end (task, NULL, g_error_new_literal (SILU_MATH_ERROR, SILU_MATH_ERROR_TEX, words));
      break;

    case SILU_MATH_FRAME_FULL:
      silu_helper_stop (self->helper);
      G_GNUC_FALLTHROUGH;
    case SILU_MATH_FRAME_LARGE:
      run_end (task, NULL,
               g_error_new_literal (SILU_MATH_ERROR, SILU_MATH_ERROR_TOO_LARGE,
                                    _ ("The formula is too large to be drawn.")));
      break;

    case SILU_MATH_FRAME_INLINE:
    case SILU_MATH_FRAME_DISPLAY:
    case SILU_MATH_FRAME_READY:
    default:
      run_break (task);
    }
}

static void
payload_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *self = g_task_get_task_data (task);
  gsize n_read = 0;

  if (g_input_stream_read_all_finish (G_INPUT_STREAM (object), result, &n_read, NULL) &&
      n_read == self->frame.length)
    run_conclude (task);
  else
    run_break (task);
}

static void write_request (GTask *task);

static void
frame_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *self = g_task_get_task_data (task);
  gsize n_read = 0;

  if (!g_input_stream_read_all_finish (G_INPUT_STREAM (object), result, &n_read, NULL) ||
      n_read < sizeof self->frame || self->frame.length > SILU_MATH_MAX_ANSWER)
    {
      run_break (task);
    }
  else if (!self->started && self->frame.kind == SILU_MATH_FRAME_READY)
    {
      self->started = TRUE;
      silu_helper_set_ready (self->helper);
      write_request (g_steal_pointer (&task));
    }
  else if (!self->started)
    {
      run_break (task);
    }
  else if (self->frame.length == 0)
    {
      run_conclude (task);
    }
  else
    {
      self->payload = g_malloc (self->frame.length);
      g_input_stream_read_all_async (self->output, self->payload, self->frame.length,
                                     G_PRIORITY_DEFAULT, self->cancellable, payload_cb,
                                     g_steal_pointer (&task));
    }
}

/* Takes the reference. */
static void
read_frame (GTask *task)
{
  Run *self = g_task_get_task_data (task);

  g_input_stream_read_all_async (self->output, &self->frame, sizeof self->frame, G_PRIORITY_DEFAULT,
                                 self->cancellable, frame_cb, task);
}

static void
written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  if (g_output_stream_write_all_finish (G_OUTPUT_STREAM (object), result, NULL, NULL))
    read_frame (g_steal_pointer (&task));
  else
    run_break (task);
}

/* Takes the reference. */
static void
write_request (GTask *task)
{
  Run *self = g_task_get_task_data (task);

  run_arm (self, self->limit);
  g_output_stream_write_all_async (self->input, self->request->data, self->request->len,
                                   G_PRIORITY_DEFAULT, self->cancellable, written_cb, task);
}

static Run *
run_new (SiluHelper *helper, const char *tex, gboolean display, guint limit)
{
  Run *self = g_new0 (Run, 1);
  SiluMathFrame frame = { display ? SILU_MATH_FRAME_DISPLAY : SILU_MATH_FRAME_INLINE,
                          (guint32) strlen (tex) };

  self->helper = helper;
  self->tex = g_strdup (tex);
  self->limit = limit;
  self->cancellable = g_cancellable_new ();
  self->request = g_byte_array_new ();
  g_byte_array_append (self->request, (const guint8 *) &frame, sizeof frame);
  g_byte_array_append (self->request, (const guint8 *) tex, frame.length);

  return self;
}

void
silu_typesetter_run_async (SiluHelper *helper,
                           const char *tex,
                           gboolean display,
                           guint limit,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GError) error = NULL;
  Run *run = NULL;

  g_return_if_fail (SILU_IS_HELPER (helper));
  g_return_if_fail (tex != NULL && strlen (tex) <= SILU_MATH_MAX_REQUEST);

  task = g_task_new (helper, NULL, callback, user_data);
  g_task_set_source_tag (task, silu_typesetter_run_async);
  run = run_new (helper, tex, display, limit);
  g_task_set_task_data (task, run, run_free);

  if (!silu_helper_start (helper, &error))
    {
      g_debug ("no helper: %s", error->message);
      run_break (task);
      return;
    }

  run->input = g_object_ref (silu_helper_get_input (helper));
  run->output = g_object_ref (silu_helper_get_output (helper));
  run->started = silu_helper_is_ready (helper);
  if (run->started)
    {
      write_request (g_steal_pointer (&task));
    }
  else
    {
      run_arm (run, START_LIMIT);
      read_frame (g_steal_pointer (&task));
    }
}

SiluFormula *
silu_typesetter_run_finish (SiluHelper *helper, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (SILU_IS_HELPER (helper), NULL);
  g_return_val_if_fail (g_task_is_valid (result, helper), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
