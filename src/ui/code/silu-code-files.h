/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The code of a whole answer as files: what each is called, and writing them to a folder. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  char *name; /* relative, perhaps with folders; never leads out of where it is put */
  char *code;
} SiluCodeFile;

/* The blocks of code in a Markdown text, in order, also those in lists and quotes. Names come from
 * the fences, or from the text right before; what has none is numbered. Of SiluCodeFile. */
GPtrArray *silu_code_files_list (const char *text);

/* All code below each other; transfer full. */
char *silu_code_files_join (GPtrArray *files);

/* Writes them below @folder, in a thread. Nothing that is there is overwritten: a file whose name
 * is taken gets a number. Takes a reference of @files. */
void silu_code_files_save_async (GPtrArray *files,
                                 GFile *folder,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean silu_code_files_save_finish (GAsyncResult *result, GError **error);

G_END_DECLS
