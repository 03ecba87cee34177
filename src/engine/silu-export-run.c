/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One GTask for an export: read a conversation, write it in a thread, read the next. */
#include "silu-export-run.h"

#include "silu-export-file.h"
#include "silu-task-step.h"

typedef struct
{
  SiluStore *store;
  char **ids; /* or NULL: all */
  SiluExport export;
  SiluPlan *plan;
  guint next;    /* of the plan */
  guint n_added; /* conversations that are written, or about to be */

  SiluExportFile *file;
  GString *text;
  SiluBundle *bundle; /* to be written; NULL at the end */

  SiluExportProgressFunc progress;
  gpointer progress_data;
} Run;

static void
run_free (Run *self)
{
  g_object_unref (self->store);
  g_strfreev (self->ids);
  g_clear_pointer (&self->plan, silu_plan_free);
  g_clear_pointer (&self->file, silu_export_file_free);
  g_string_free (self->text, TRUE);
  g_clear_pointer (&self->bundle, silu_bundle_free);
  g_free (self);
}

/* --- in a thread --- */

/* The next conversation, or the end. */
static gboolean
write_next (Run *self, GCancellable *cancellable, GError **error)
{
  if (self->bundle != NULL)
    silu_export_add (&self->export, self->bundle, self->n_added, self->text);
  else
    silu_export_end (&self->export, self->text);

  return silu_export_file_write (self->file, self->text, cancellable, error) &&
         (self->bundle != NULL || silu_export_file_keep (self->file, cancellable, error));
}

static void
write_thread (GTask *task, gpointer object, gpointer data, GCancellable *cancellable)
{
  Run *self = data;
  GError *error = NULL;

  if (write_next (self, cancellable, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  silu_export_file_drop (self->file);
  g_task_return_error (task, error);
}

/* --- on the main thread --- */

/* Takes both. */
static void
fail (GTask *task, GError *error)
{
  Run *self = g_task_get_task_data (task);

  silu_export_file_fail (self->file, task, error);
}

static void read_next (GTask *task);

static void
written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *self = g_task_get_task_data (task);
  gboolean at_end = self->bundle == NULL;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      fail (task, error);
      return;
    }

  if (at_end)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }

  self->n_added++;
  g_clear_pointer (&self->bundle, silu_bundle_free);
  if (self->progress != NULL)
    self->progress (self->next, self->plan->ids->len, self->progress_data);
  read_next (task);
}

/* Takes @task, as each of these steps. */
static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->bundle = silu_store_read_bundle_finish (SILU_STORE (object), result, &error);
  if (self->bundle != NULL)
    {
      silu_task_step_in_thread (task, write_thread, written_cb);
    }
  else if (self->ids == NULL && g_error_matches (error, SILU_ERROR, SILU_ERROR_REQUEST) &&
           self->plan->ids->len > 1)
    {
      /* Erased since the plan was made: it is no part of "all" any more. */
      g_error_free (error);
      read_next (task);
    }
  else
    {
      fail (task, error);
    }
}

static void
read_next (GTask *task)
{
  Run *self = g_task_get_task_data (task);

  if (self->next < self->plan->ids->len)
    silu_store_read_bundle_async (self->store, g_ptr_array_index (self->plan->ids, self->next++),
                                  g_task_get_cancellable (task), read_cb, task);
  else
    silu_task_step_in_thread (task, write_thread, written_cb);
}

static void
planned_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->plan = silu_store_plan_finish (SILU_STORE (object), result, &error);
  if (self->plan == NULL)
    {
      fail (task, error);
      return;
    }

  self->export.n_conversations = self->plan->ids->len;
  self->export.folders = self->plan->folders;
  silu_export_begin (&self->export, self->text);
  read_next (task);
}

/* What was written by now counts, whatever is cancelled behind it. */
static void
start (Run *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, silu_export_run_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, self, (GDestroyNotify) run_free);
  silu_store_plan_async (self->store, (const char *const *) self->ids, cancellable, planned_cb,
                         task);
}

static Run *
run_new (SiluStore *store, const char *const *ids, SiluExportFormat format, SiluExportFlags flags)
{
  Run *self = g_new0 (Run, 1);

  self->store = g_object_ref (store);
  self->ids = g_strdupv ((char **) ids);
  self->export.format = format;
  self->export.flags = flags;
  self->text = g_string_new (NULL);

  return self;
}

void
silu_export_run_async (SiluStore *store,
                       const char *const *ids,
                       SiluExportFormat format,
                       SiluExportFlags flags,
                       GFile *file,
                       GCancellable *cancellable,
                       SiluExportProgressFunc progress,
                       gpointer progress_data,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  Run *self;

  g_return_if_fail (SILU_IS_STORE (store));
  g_return_if_fail (G_IS_FILE (file));

  self = run_new (store, ids, format, flags);
  self->file = silu_export_file_new (file);
  self->progress = progress;
  self->progress_data = progress_data;
  start (self, cancellable, callback, user_data);
}

void
silu_export_stream_async (SiluStore *store,
                          const char *const *ids,
                          SiluExportFormat format,
                          SiluExportFlags flags,
                          GOutputStream *stream,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  Run *self;

  g_return_if_fail (SILU_IS_STORE (store));
  g_return_if_fail (G_IS_OUTPUT_STREAM (stream));

  self = run_new (store, ids, format, flags);
  self->file = silu_export_file_new_for_stream (stream);
  start (self, cancellable, callback, user_data);
}

gboolean
silu_export_run_finish (GAsyncResult *result, guint *n_conversations, GError **error)
{
  Run *self = g_task_get_task_data (G_TASK (result));

  if (n_conversations != NULL)
    *n_conversations = self->n_added;

  return g_task_propagate_boolean (G_TASK (result), error);
}
