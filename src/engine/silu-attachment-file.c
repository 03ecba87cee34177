/* SPDX-License-Identifier: GPL-3.0-or-later */
/* First what it is, then what is in it: to open a pipe would wait for whoever writes to it. */
#include "silu-attachment-file.h"

#include "silu-error.h"
#include <glib/gi18n-lib.h>

/* One byte more than may be attached, and its byte order mark, tell that it is too large. */
#define BUFFER_SIZE (SILU_ATTACHMENT_MAX_SIZE + 4)

typedef struct
{
  char *name;
  GFileInputStream *stream;
  char *buffer;
} Read;

static void
read_free (gpointer data)
{
  Read *self = data;

  g_free (self->name);
  g_clear_object (&self->stream);
  g_free (self->buffer);
  g_free (self);
}

/* @cause: the system's own reason, or NULL. */
static GError *
make_error (const char *sentence, const GError *cause)
{
  return silu_error_new (SILU_ERROR_REQUEST, sentence, cause != NULL ? cause->message : NULL, -1);
}

static GError *
make_unreadable (const char *name, const GError *cause)
{
  g_autofree char *sentence = g_strdup_printf (_ ("“%s” cannot be read."), name);

  return make_error (sentence, cause);
}

/* Ends the task with what went wrong; takes @error. Cancelled is not the file's fault. */
static void
fail (GTask *task, GError *error)
{
  Read *read = g_task_get_task_data (task);
  g_autoptr (GError) cause = error;

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&cause));
  else
    g_task_return_error (task, make_unreadable (read->name, cause));
}

static void
finish (GTask *task, gsize length)
{
  Read *read = g_task_get_task_data (task);
  SiluAttachmentFault fault = SILU_ATTACHMENT_FINE;
  SiluAttachment *attachment =
      silu_attachment_new_from_data (read->name, read->buffer, length, &fault);

  if (attachment != NULL)
    g_task_return_pointer (task, attachment, (GDestroyNotify) silu_attachment_unref);
  else
    g_task_return_error (task, silu_attachment_file_refuse (read->name, fault));
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  gsize length = 0;
  GError *error = NULL;

  if (g_input_stream_read_all_finish (G_INPUT_STREAM (object), result, &length, &error))
    finish (task, length);
  else
    fail (task, error);
}

static void
read_all (GTask *task) /* takes the reference */
{
  Read *read = g_task_get_task_data (task);

  read->buffer = g_malloc (BUFFER_SIZE);
  g_input_stream_read_all_async (G_INPUT_STREAM (read->stream), read->buffer, BUFFER_SIZE,
                                 G_PRIORITY_DEFAULT, g_task_get_cancellable (task), read_cb, task);
}

static void
opened_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Read *read = g_task_get_task_data (task);
  GError *error = NULL;

  read->stream = g_file_read_finish (G_FILE (object), result, &error);
  if (read->stream != NULL)
    read_all (g_steal_pointer (&task));
  else
    fail (task, error);
}

static void
open_file (GFile *file, GTask *task) /* takes the reference */
{
  g_file_read_async (file, G_PRIORITY_DEFAULT, g_task_get_cancellable (task), opened_cb, task);
}

static void
looked_at_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Read *read = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (object), result, &error);
  g_autofree char *sentence = NULL;

  if (info == NULL)
    {
      fail (task, error);
    }
  else if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
    {
      sentence = g_strdup_printf (_ ("“%s” is a folder: only files can be attached."), read->name);
      g_task_return_error (task, make_error (sentence, NULL));
    }
  else if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    {
      g_task_return_error (task, make_unreadable (read->name, NULL));
    }
  else
    {
      open_file (G_FILE (object), g_steal_pointer (&task));
    }
}

void
silu_attachment_file_read_async (GFile *file,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Read *read = g_new0 (Read, 1);

  read->name = silu_attachment_file_dup_name (file);
  g_task_set_source_tag (task, silu_attachment_file_read_async);
  g_task_set_task_data (task, read, read_free);
  g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE,
                           G_PRIORITY_DEFAULT, cancellable, looked_at_cb, task);
}

SiluAttachment *
silu_attachment_file_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* File names are bytes. */
char *
silu_attachment_file_dup_name (GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);

  return base != NULL ? g_filename_display_name (base) : g_strdup ("");
}

GError *
silu_attachment_file_refuse (const char *name, SiluAttachmentFault fault)
{
  g_autofree char *sentence = NULL;

  switch (fault)
    {
    case SILU_ATTACHMENT_EMPTY:
      sentence = g_strdup_printf (_ ("“%s” is empty."), name);
      break;
    case SILU_ATTACHMENT_TOO_LARGE:
      sentence = g_strdup_printf (_ ("“%s” is too large: a file may have 1 MiB."), name);
      break;
    case SILU_ATTACHMENT_TOO_MANY:
      sentence = g_strdup_printf (_ ("“%s” was not attached: a message may have 20 files."), name);
      break;
    case SILU_ATTACHMENT_TOO_MUCH:
      sentence = g_strdup_printf (
          _ ("“%s” was not attached: the files of a message may have 4 MiB together."), name);
      break;
    case SILU_ATTACHMENT_NOT_TEXT:
    case SILU_ATTACHMENT_FINE:
    default:
      sentence = g_strdup_printf (_ ("“%s” is not a UTF-8 text file."), name);
      break;
    }

  return make_error (sentence, NULL);
}
