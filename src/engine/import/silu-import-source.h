/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that somebody wants to import, whatever it is: JSON, a ZIP with JSON in it, Alpaca's
 * database. It is read a piece at a time, on any thread, by one at a time. */
#pragma once

#include "silu-import-format.h"
#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SiluImportSource SiluImportSource;

SiluImportSource *
silu_import_source_open (const char *path, SiluImportOutput *output, GError **error);
void silu_import_source_free (SiluImportSource *self);

/* Reads a little further. FALSE at the end; with @error if it could not be read to its end. */
gboolean silu_import_source_read_some (SiluImportSource *self, GError **error);

/* Bytes of the file that were read, and that it has. */
gint64 silu_import_source_get_position (SiluImportSource *self);
gint64 silu_import_source_get_size (SiluImportSource *self);

/* NULL if nothing was recognized. */
const SiluImportFormat *silu_import_source_get_format (SiluImportSource *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluImportSource, silu_import_source_free)

G_END_DECLS
