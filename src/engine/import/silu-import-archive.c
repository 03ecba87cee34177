/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libarchive, for ZIP alone, with bounds: what a few bytes unpack to may be endless. */
#include "silu-import-archive.h"

#include "silu-error.h"
#include <archive.h>
#include <archive_entry.h>
#include <glib/gi18n-lib.h>

/* Chats are text: that packs to a tenth, and hardly ever to a fiftieth. */
#define MAX_RATIO 200
#define RATIO_FROM (G_GINT64_CONSTANT (64) * 1024 * 1024)

#define MAX_TOTAL (G_GINT64_CONSTANT (16) * 1024 * 1024 * 1024)
#define MAX_ENTRIES 200000

#define BLOCK_SIZE (256 * 1024)

struct _SiluImportArchive
{
  struct archive *archive;
  struct archive_entry *entry;
  char *name;
  gint64 total; /* unpacked, of all files */
  guint n_entries;
};

static GError *
make_error (const char *sentence, struct archive *archive)
{
  return silu_error_new (SILU_ERROR_REQUEST, sentence,
                         archive != NULL ? archive_error_string (archive) : NULL, -1);
}

static GError *
make_damage_error (SiluImportArchive *self)
{
  return make_error (_ ("The ZIP file is damaged."), self->archive);
}

SiluImportArchive *
silu_import_archive_open (const char *path, GError **error)
{
  g_autoptr (SiluImportArchive) self = g_new0 (SiluImportArchive, 1);

  self->archive = archive_read_new ();
  if (archive_read_support_format_zip (self->archive) == ARCHIVE_OK &&
      archive_read_open_filename (self->archive, path, BLOCK_SIZE) == ARCHIVE_OK)
    return g_steal_pointer (&self);

  g_propagate_error (error, make_damage_error (self));

  return NULL;
}

void
silu_import_archive_free (SiluImportArchive *self)
{
  archive_read_free (self->archive);
  g_free (self->name);
  g_free (self);
}

/* Names only choose what is looked at: files about the person are not, whatever is in them. */
static gboolean
may_have_chats (SiluImportArchive *self)
{
  static const char *const others[] = { "user.json", "users.json", "projects.json" };
  g_autofree char *base = g_path_get_basename (self->name);
  g_autofree char *lower = g_ascii_strdown (base, -1);

  if (archive_entry_filetype (self->entry) != AE_IFREG ||
      archive_entry_symlink (self->entry) != NULL)
    return FALSE;
  if (!g_str_has_suffix (lower, ".json") || g_str_has_prefix (lower, "._"))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_str_equal (lower, others[i]))
      return FALSE;

  return TRUE;
}

static char *
dup_name (struct archive_entry *entry)
{
  const char *name = archive_entry_pathname_utf8 (entry);

  if (name == NULL)
    name = archive_entry_pathname (entry);

  return name != NULL ? g_utf8_make_valid (name, -1) : g_strdup ("");
}

const char *
silu_import_archive_next (SiluImportArchive *self, GError **error)
{
  int result;

  while ((result = archive_read_next_header (self->archive, &self->entry)) == ARCHIVE_OK ||
         result == ARCHIVE_WARN)
    {
      if (self->n_entries++ == MAX_ENTRIES)
        {
          g_propagate_error (error, make_error (_ ("The ZIP file has too many files."), NULL));
          return NULL;
        }

      g_free (self->name);
      self->name = dup_name (self->entry);
      if (may_have_chats (self))
        return self->name;
    }

  if (result != ARCHIVE_EOF)
    g_propagate_error (error, make_damage_error (self));

  return NULL;
}

static gboolean
is_bomb (SiluImportArchive *self)
{
  gint64 packed = MAX (silu_import_archive_get_position (self), 1);

  return self->total > MAX_TOTAL || (self->total > RATIO_FROM && self->total / packed > MAX_RATIO);
}

gssize
silu_import_archive_read (SiluImportArchive *self, char *buffer, gsize size, GError **error)
{
  gssize length;

  if (archive_entry_is_encrypted (self->entry))
    {
      g_propagate_error (
          error, make_error (_ ("The ZIP file is protected by a password. Unpack it first, and "
                                "import the file in it."),
                             NULL));
      return -1;
    }

  length = archive_read_data (self->archive, buffer, size);
  if (length < 0)
    {
      g_propagate_error (error, make_damage_error (self));
      return -1;
    }

  self->total += length;
  if (is_bomb (self))
    {
      g_propagate_error (error, make_error (_ ("The ZIP file unpacks to far more than chats would. "
                                               "It was not read to its end."),
                                            NULL));
      return -1;
    }

  return length;
}

gint64
silu_import_archive_get_position (SiluImportArchive *self)
{
  return archive_filter_bytes (self->archive, -1);
}
