/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first bytes say what kind of file it is; each kind has a function that reads a little. */
#include "silu-import-source.h"

#include "silu-alpaca.h"
#include "silu-import-archive.h"
#include "silu-import-reader.h"
#include "silu-json.h"
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define PIECE (128 * 1024)

struct _SiluImportSource
{
  SiluImportOutput *output;
  gboolean (*read_some) (SiluImportSource *self, GError **error);
  gint64 size;
  const SiluImportFormat *format;

  /* One of them. */
  FILE *file;
  SiluImportArchive *archive;
  SiluAlpaca *alpaca;
  guint n_chats;

  /* Of the JSON file that is being read. */
  SiluImportReader *reader;
  gboolean at_end; /* of that file: the reader may still have something */
  char *name;      /* in an archive */
  char *buffer;
};

static GError *
make_unknown_error (void)
{
  return silu_error_new (SILU_ERROR_REQUEST,
                         _ ("There are no chats of a program that Silu knows in it."), NULL, -1);
}

static void
note_format (SiluImportSource *self)
{
  if (self->format == NULL)
    self->format = silu_import_reader_get_format (self->reader);
}

/* --- JSON --- */

static gboolean
read_json_some (SiluImportSource *self, GError **error)
{
  gsize length;

  if (self->at_end)
    return silu_import_reader_go_on (self->reader);

  length = fread (self->buffer, 1, PIECE, self->file);
  if (length > 0 && silu_import_reader_feed (self->reader, self->buffer, length, error))
    {
      note_format (self);
      return TRUE;
    }

  self->at_end = TRUE;
  if (length == 0 && ferror (self->file))
    g_propagate_error (error, silu_error_new (SILU_ERROR_REQUEST, _ ("The file cannot be read."),
                                              g_strerror (errno), -1));
  else if (length == 0 && !silu_import_reader_finish (self->reader, error))
    return FALSE;
  note_format (self);

  return error == NULL || *error == NULL;
}

/* --- ZIP --- */

/* A file of it that is not as it should be is no reason to leave the others. */
static void
end_entry (SiluImportSource *self, GError *failure)
{
  note_format (self);
  if (failure != NULL && silu_import_reader_get_format (self->reader) != NULL)
    silu_import_output_skip (self->output, self->name, failure->message);
  self->at_end = TRUE;
}

static gboolean
begin_entry (SiluImportSource *self, GError **error)
{
  const char *name = silu_import_archive_next (self->archive, error);

  if (name == NULL)
    return FALSE;

  g_free (self->name);
  self->name = g_strdup (name);
  self->reader = silu_import_reader_new (self->output);
  self->at_end = FALSE;

  return TRUE;
}

static gboolean
read_archive_some (SiluImportSource *self, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gssize length;

  if (self->reader != NULL && self->at_end)
    {
      if (!silu_import_reader_go_on (self->reader))
        g_clear_pointer (&self->reader, silu_import_reader_free);
      return TRUE;
    }

  if (self->reader == NULL)
    {
      if (begin_entry (self, error))
        return TRUE;
      if (self->format == NULL && (error == NULL || *error == NULL))
        g_propagate_error (error, make_unknown_error ());
      return FALSE;
    }

  length = silu_import_archive_read (self->archive, self->buffer, PIECE, error);
  if (length < 0)
    {
      end_entry (self, NULL);
      return FALSE;
    }
  if (length == 0)
    {
      silu_import_reader_finish (self->reader, &failure);
      end_entry (self, failure);
    }
  else if (!silu_import_reader_feed (self->reader, self->buffer, (gsize) length, &failure))
    {
      end_entry (self, failure);
    }

  return TRUE;
}

/* --- Alpaca --- */

static gboolean
read_alpaca_some (SiluImportSource *self, GError **error)
{
  g_autofree char *skipped = NULL;
  g_autoptr (GError) failure = NULL;
  g_autoptr (JsonNode) chat = silu_alpaca_next (self->alpaca, &skipped, &failure);

  if (failure != NULL)
    g_propagate_error (
        error, silu_error_new (SILU_ERROR_REQUEST,
                               _ ("The file is damaged. What came before that was imported."),
                               silu_error_get_detail (failure), -1));
  if (chat == NULL && skipped == NULL)
    return FALSE;

  self->n_chats++;
  if (chat != NULL)
    silu_import_alpaca.read (json_node_get_object (chat), self->output);
  else
    silu_import_output_skip (self->output, skipped,
                             _ ("It is too large: more than 32 MB, or too many parts."));

  return TRUE;
}

/* --- opening --- */

static gboolean
open_kind (SiluImportSource *self, const char *path, GError **error)
{
  static const char sqlite[16] = "SQLite format 3";
  char begin[16] = { 0 };
  gsize length = fread (begin, 1, sizeof begin, self->file);

  if (length >= 4 && (memcmp (begin, "PK\003\004", 4) == 0 || memcmp (begin, "PK\005\006", 4) == 0))
    {
      self->archive = silu_import_archive_open (path, error);
      self->read_some = read_archive_some;
      return self->archive != NULL;
    }

  if (length == sizeof begin && memcmp (begin, sqlite, sizeof sqlite) == 0)
    {
      self->alpaca = silu_alpaca_open (path, error);
      self->read_some = read_alpaca_some;
      self->format = &silu_import_alpaca;
      return self->alpaca != NULL;
    }

  rewind (self->file);
  self->reader = silu_import_reader_new (self->output);
  self->read_some = read_json_some;

  return TRUE;
}

SiluImportSource *
silu_import_source_open (const char *path, SiluImportOutput *output, GError **error)
{
  g_autoptr (SiluImportSource) self = g_new0 (SiluImportSource, 1);
  struct stat info = { 0 };

  self->output = output;
  self->buffer = g_malloc (PIECE);
  self->file = fopen (path, "re");
  if (self->file == NULL || fstat (fileno (self->file), &info) != 0)
    {
      g_propagate_error (error, silu_error_new (SILU_ERROR_REQUEST, _ ("The file cannot be read."),
                                                g_strerror (errno), -1));
      return NULL;
    }
  if (!S_ISREG (info.st_mode))
    {
      g_propagate_error (error,
                         silu_error_new (SILU_ERROR_REQUEST, _ ("It is not a file."), NULL, -1));
      return NULL;
    }

  self->size = info.st_size;

  return open_kind (self, path, error) ? g_steal_pointer (&self) : NULL;
}

void
silu_import_source_free (SiluImportSource *self)
{
  if (self->file != NULL)
    fclose (self->file);
  g_clear_pointer (&self->archive, silu_import_archive_free);
  g_clear_pointer (&self->alpaca, silu_alpaca_free);
  g_clear_pointer (&self->reader, silu_import_reader_free);
  g_free (self->name);
  g_free (self->buffer);
  g_free (self);
}

gboolean
silu_import_source_read_some (SiluImportSource *self, GError **error)
{
  return self->read_some (self, error);
}

gint64
silu_import_source_get_position (SiluImportSource *self)
{
  if (self->archive != NULL)
    return silu_import_archive_get_position (self->archive);
  if (self->alpaca != NULL)
    return (gint64) ((double) self->size * silu_alpaca_get_fraction (self->alpaca));

  return ftello (self->file);
}

gint64
silu_import_source_get_size (SiluImportSource *self)
{
  return self->size;
}

const SiluImportFormat *
silu_import_source_get_format (SiluImportSource *self)
{
  return self->format;
}
