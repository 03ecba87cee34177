/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cherry Studio's backup (PROTOCOLS 5.5). A message is in one place of the file and its text in
 * another, in blocks that may come before it or after: all of it waits in a file without a name
 * until the end of the backup, and then becomes one conversation after the other. */
#pragma once

#include "silu-import-format.h"

G_BEGIN_DECLS

typedef struct _SiluImportCherry SiluImportCherry;

SiluImportCherry *silu_import_cherry_new (void);
void silu_import_cherry_free (SiluImportCherry *self);

/* Elements of "topics" and of "message_blocks". FALSE with a sentence if they cannot be kept. */
gboolean silu_import_cherry_add_topic (SiluImportCherry *self,
                                       const char *text,
                                       gsize length,
                                       GError **error);
gboolean silu_import_cherry_add_block (SiluImportCherry *self,
                                       const char *text,
                                       gsize length,
                                       GError **error);

/* The settings, as JSON in JSON: only names of topics are taken out of them. */
void silu_import_cherry_add_settings (SiluImportCherry *self, const char *text, gsize length);

/* The next conversation, once everything was added; FALSE when there is none left. */
gboolean silu_import_cherry_next (SiluImportCherry *self, SiluImportOutput *output);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluImportCherry, silu_import_cherry_free)

G_END_DECLS
