/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was read, as text that can be compared and looked at. */
#pragma once

#include "silu-import-format.h"

G_BEGIN_DECLS

/* Stands for the time of the import. */
#define IMPORT_NOW (G_GINT64_CONSTANT (1764000000) * G_USEC_PER_SEC)

void import_output_init (SiluImportOutput *output);
void import_output_clear (SiluImportOutput *output);

/* All bundles and skips. */
char *import_dump (const SiluImportOutput *output);

/* The dump of a JSON file that is fed @piece bytes at a time, and the error, if there is one, at
 * its end. */
char *import_dump_json (const char *text, gsize length, gsize piece);

/* Takes @dump, which must be what NAME.txt has, and have no key in it. With SILU_UPDATE_GOLDEN in
 * the environment the file is written. */
void import_compare_to_golden (const char *name, char *dump);

G_END_DECLS
