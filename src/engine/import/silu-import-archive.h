/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON files in a ZIP, one after the other, as bytes. Nothing is unpacked to the disk, and no
 * name in it is used as one. One thread at a time. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SiluImportArchive SiluImportArchive;

SiluImportArchive *silu_import_archive_open (const char *path, GError **error);
void silu_import_archive_free (SiluImportArchive *self);

/* The name of the next file that may hold chats, borrowed; NULL at the end, or with @error. */
const char *silu_import_archive_next (SiluImportArchive *self, GError **error);

/* Bytes of that file; 0 at its end, -1 with @error: it is encrypted, damaged, or a bomb. */
gssize silu_import_archive_read (SiluImportArchive *self, char *buffer, gsize size, GError **error);

/* Bytes of the ZIP that were read. */
gint64 silu_import_archive_get_position (SiluImportArchive *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluImportArchive, silu_import_archive_free)

G_END_DECLS
