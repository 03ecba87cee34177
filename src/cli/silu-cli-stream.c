/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A GOutputStream over a FILE of the program's own. */
#include "silu-cli-stream.h"

#include "silu-cli-util.h"
#include <errno.h>

struct _SiluCliStream
{
  GOutputStream parent_instance;

  FILE *file;
};

G_DEFINE_FINAL_TYPE (SiluCliStream, silu_cli_stream, G_TYPE_OUTPUT_STREAM)

static gssize
silu_cli_stream_write (GOutputStream *stream,
                       const void *buffer,
                       gsize count,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autofree char *text = g_strndup (buffer, count);

  if (silu_cli_write (SILU_CLI_STREAM (stream)->file, text))
    return (gssize) count;

  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));

  return -1;
}

static void
silu_cli_stream_class_init (SiluCliStreamClass *klass)
{
  G_OUTPUT_STREAM_CLASS (klass)->write_fn = silu_cli_stream_write;
}

static void
silu_cli_stream_init (SiluCliStream *self)
{
}

GOutputStream *
silu_cli_stream_new (FILE *file)
{
  SiluCliStream *self = g_object_new (SILU_TYPE_CLI_STREAM, NULL);

  self->file = file;

  return G_OUTPUT_STREAM (self);
}
