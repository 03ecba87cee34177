/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One GTask for an export: read a conversation, write it in a thread, read the next. The file grows
 * under another name beside it, and takes its place when it is whole. */
#include "silu-export-run.h"

#include <errno.h>
#include <gio/gfiledescriptorbased.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

typedef struct
{
  SiluStore *store;
  char **ids; /* or NULL: all */
  SiluExport export;
  SiluPlan *plan;
  guint next;    /* of the plan */
  guint n_added; /* conversations that are written, or about to be */

  GFile *file; /* NULL: only a stream */
  GFile *draft;
  GOutputStream *stream;
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
  g_clear_object (&self->file);
  g_clear_object (&self->draft);
  g_clear_object (&self->stream);
  g_string_free (self->text, TRUE);
  g_clear_pointer (&self->bundle, silu_bundle_free);
  g_free (self);
}

/* --- in a thread --- */

/* Anything but a plain file (a device, a folder) is not to be replaced by one. */
static gboolean
check_target (Run *self, GCancellable *cancellable, GError **error)
{
  GFileType type = g_file_query_file_type (self->file, G_FILE_QUERY_INFO_NONE, cancellable);

  if (type == G_FILE_TYPE_REGULAR || type == G_FILE_TYPE_UNKNOWN)
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, _ ("it is no plain file"));

  return FALSE;
}

/* Chats are private: nobody else may read the file until its owner says so. */
static gboolean
open_draft (Run *self, GCancellable *cancellable, GError **error)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *name = g_strdup_printf (".silu-%.8s.part", id);
  g_autoptr (GFile) folder = g_file_get_parent (self->file);

  if (!check_target (self, cancellable, error))
    return FALSE;

  self->draft = folder != NULL ? g_file_get_child (folder, name) : g_object_ref (self->file);
  self->stream =
      G_OUTPUT_STREAM (g_file_create (self->draft, G_FILE_CREATE_PRIVATE, cancellable, error));
  if (self->stream == NULL)
    g_clear_object (&self->draft);

  return self->stream != NULL;
}

/* On disk before it has the name: a power failure must not leave an empty file in place of the old
 * one. */
static gboolean
sync_draft (Run *self, GError **error)
{
  if (!G_IS_FILE_DESCRIPTOR_BASED (self->stream) ||
      fsync (g_file_descriptor_based_get_fd (G_FILE_DESCRIPTOR_BASED (self->stream))) == 0)
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));

  return FALSE;
}

static gboolean
keep_draft (Run *self, GCancellable *cancellable, GError **error)
{
  if (!sync_draft (self, error) || !g_output_stream_close (self->stream, cancellable, error) ||
      !g_file_move (self->draft, self->file, G_FILE_COPY_OVERWRITE, cancellable, NULL, NULL, error))
    return FALSE;

  g_clear_object (&self->draft);

  return TRUE;
}

static void
drop_draft (Run *self)
{
  if (self->draft == NULL)
    return;

  g_output_stream_close (self->stream, NULL, NULL);
  g_file_delete (self->draft, NULL, NULL);
  g_clear_object (&self->draft);
}

static gboolean
write_text (Run *self, GCancellable *cancellable, GError **error)
{
  gboolean written = g_output_stream_write_all (self->stream, self->text->str, self->text->len,
                                                NULL, cancellable, error);

  g_string_truncate (self->text, 0);

  return written;
}

/* The next conversation, or the end. */
static gboolean
write_next (Run *self, GCancellable *cancellable, GError **error)
{
  if (self->stream == NULL && !open_draft (self, cancellable, error))
    return FALSE;

  if (self->bundle != NULL)
    silu_export_add (&self->export, self->bundle, self->n_added, self->text);
  else
    silu_export_end (&self->export, self->text);

  return write_text (self, cancellable, error) &&
         (self->bundle != NULL || self->file == NULL || keep_draft (self, cancellable, error));
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

  drop_draft (self);
  g_task_return_error (task, error);
}

static void
drop_thread (GTask *task, gpointer object, gpointer data, GCancellable *cancellable)
{
  drop_draft (data);
  g_task_return_boolean (task, TRUE);
}

/* --- on the main thread --- */

/* Why writing failed, as a sentence. */
static GError *
explain (Run *self, GError *error)
{
  g_autoptr (GError) cause = error;
  g_autofree char *name = self->file != NULL ? g_file_get_parse_name (self->file) : NULL;
  g_autofree char *sentence = NULL;

  if (cause->domain == SILU_ERROR || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_steal_pointer (&cause);

  if (name != NULL)
    /* Translators: a file, and the system's reason. */
    sentence = g_strdup_printf (_ ("“%s” cannot be written: %s"), name, cause->message);
  else
    sentence = g_strdup_printf (_ ("Not everything could be written: %s"), cause->message);

  return silu_error_new (SILU_ERROR_STORE, sentence, NULL, -1);
}

typedef struct
{
  GTask *task;
  GError *error;
} Failure;

static void
dropped_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Failure *failure = user_data;

  g_task_return_error (failure->task, failure->error);
  g_object_unref (failure->task);
  g_free (failure);
}

/* Takes both. The file goes first, whoever waits for the error may look for it. */
static void
fail (GTask *task, GError *error)
{
  Run *self = g_task_get_task_data (task);
  Failure *failure = g_new0 (Failure, 1);
  g_autoptr (GTask) dropping = g_task_new (NULL, NULL, dropped_cb, failure);

  failure->task = task;
  failure->error = explain (self, error);
  g_task_set_source_tag (dropping, fail);
  g_task_set_task_data (dropping, self, NULL);
  g_task_run_in_thread (dropping, drop_thread);
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
write_in_thread (GTask *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GTask) writing = g_task_new (NULL, cancellable, written_cb, task);

  g_task_set_source_tag (writing, write_in_thread);
  g_task_set_check_cancellable (writing, FALSE);
  g_task_set_task_data (writing, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (writing, write_thread);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->bundle = silu_store_read_bundle_finish (SILU_STORE (object), result, &error);
  if (self->bundle != NULL)
    {
      write_in_thread (task);
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
    write_in_thread (task);
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
  self->file = g_object_ref (file);
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
  self->stream = g_object_ref (stream);
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
