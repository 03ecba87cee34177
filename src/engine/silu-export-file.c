/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All of it, or the file as it was. */
#include "silu-export-file.h"

#include "silu-error.h"
#include <errno.h>
#include <gio/gfiledescriptorbased.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

struct _SiluExportFile
{
  GFile *file; /* NULL: only a stream */
  GFile *draft;
  GOutputStream *stream;
};

SiluExportFile *
silu_export_file_new (GFile *file)
{
  SiluExportFile *self = g_new0 (SiluExportFile, 1);

  self->file = g_object_ref (file);

  return self;
}

SiluExportFile *
silu_export_file_new_for_stream (GOutputStream *stream)
{
  SiluExportFile *self = g_new0 (SiluExportFile, 1);

  self->stream = g_object_ref (stream);

  return self;
}

void
silu_export_file_free (SiluExportFile *self)
{
  g_clear_object (&self->file);
  g_clear_object (&self->draft);
  g_clear_object (&self->stream);
  g_free (self);
}

/* Anything but a plain file (a device, a folder) is not to be replaced by one. */
static gboolean
check_target (SiluExportFile *self, GCancellable *cancellable, GError **error)
{
  GFileType type = g_file_query_file_type (self->file, G_FILE_QUERY_INFO_NONE, cancellable);

  if (type == G_FILE_TYPE_REGULAR || type == G_FILE_TYPE_UNKNOWN)
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, _ ("it is no plain file"));

  return FALSE;
}

/* Chats are private: nobody else may read the file until its owner says so. */
static gboolean
open_draft (SiluExportFile *self, GCancellable *cancellable, GError **error)
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

gboolean
silu_export_file_write (SiluExportFile *self,
                        GString *text,
                        GCancellable *cancellable,
                        GError **error)
{
  gboolean written;

  if (self->stream == NULL && !open_draft (self, cancellable, error))
    return FALSE;

  written =
      g_output_stream_write_all (self->stream, text->str, text->len, NULL, cancellable, error);
  g_string_truncate (text, 0);

  return written;
}

/* On disk before it has the name: a power failure must not leave an empty file in place of the old
 * one. */
static gboolean
sync_draft (SiluExportFile *self, GError **error)
{
  if (!G_IS_FILE_DESCRIPTOR_BASED (self->stream) ||
      fsync (g_file_descriptor_based_get_fd (G_FILE_DESCRIPTOR_BASED (self->stream))) == 0)
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));

  return FALSE;
}

gboolean
silu_export_file_keep (SiluExportFile *self, GCancellable *cancellable, GError **error)
{
  if (self->file == NULL)
    return TRUE;

  if (!sync_draft (self, error) || !g_output_stream_close (self->stream, cancellable, error) ||
      !g_file_move (self->draft, self->file, G_FILE_COPY_OVERWRITE, cancellable, NULL, NULL, error))
    return FALSE;

  g_clear_object (&self->draft);

  return TRUE;
}

void
silu_export_file_drop (SiluExportFile *self)
{
  if (self->draft == NULL)
    return;

  g_output_stream_close (self->stream, NULL, NULL);
  g_file_delete (self->draft, NULL, NULL);
  g_clear_object (&self->draft);
}

/* Why writing failed, as a sentence. */
static GError *
explain (SiluExportFile *self, GError *error)
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

static void
drop_thread (GTask *task, gpointer object, gpointer data, GCancellable *cancellable)
{
  silu_export_file_drop (data);
  g_task_return_boolean (task, TRUE);
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

void
silu_export_file_fail (SiluExportFile *self, GTask *task, GError *error)
{
  Failure *failure = g_new0 (Failure, 1);
  g_autoptr (GTask) dropping = g_task_new (NULL, NULL, dropped_cb, failure);

  failure->task = task;
  failure->error = explain (self, error);
  g_task_set_source_tag (dropping, silu_export_file_fail);
  g_task_set_task_data (dropping, self, NULL);
  g_task_run_in_thread (dropping, drop_thread);
}
