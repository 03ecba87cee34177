/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bytes of one JSON file → bundles. Knows from the shape of what comes which program wrote it.
 * Pure: no file, no store, no clock. One thread at a time. */
#pragma once

#include "silu-import-format.h"

G_BEGIN_DECLS

typedef struct _SiluImportReader SiluImportReader;

/* What is read goes to @output, borrowed. */
SiluImportReader *silu_import_reader_new (SiluImportOutput *output);
void silu_import_reader_free (SiluImportReader *self);

/* FALSE with a sentence where nothing more can come of this file. */
gboolean
silu_import_reader_feed (SiluImportReader *self, const char *text, gsize length, GError **error);

/* At the end of the file. */
gboolean silu_import_reader_finish (SiluImportReader *self, GError **error);

/* After the end: what could not be read before. FALSE when nothing is left. */
gboolean silu_import_reader_go_on (SiluImportReader *self);

/* NULL as long as nothing was recognized. */
const SiluImportFormat *silu_import_reader_get_format (SiluImportReader *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluImportReader, silu_import_reader_free)

G_END_DECLS
