/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a format is: how one of its conversations looks, and how it is read. Private to import/. A
 * new one is a file and a row in the table of silu-import-reader.c. */
#pragma once

#include "silu-import-tree.h"

G_BEGIN_DECLS

/* What was not imported. */
typedef struct
{
  char *title; /* of the conversation or its place in the file; may be NULL */
  char *reason;
} SiluImportSkip;

void silu_import_skip_free (SiluImportSkip *self);

/* Skips that are told one by one; the others are counted. */
#define SILU_IMPORT_MAX_SKIPS 500

typedef struct
{
  gint64 now;
  GPtrArray *bundles; /* of SiluBundle */
  GPtrArray *skips;   /* of SiluImportSkip */
  guint n_skipped;
  gsize size; /* of the bundles, in bytes of text */
} SiluImportOutput;

/* Takes @tree. One without a message is skipped. */
void silu_import_output_add (SiluImportOutput *self, SiluImportTree *tree);
void silu_import_output_add_bundle (SiluImportOutput *self, SiluBundle *bundle);
void silu_import_output_skip (SiluImportOutput *self, const char *title, const char *reason);

typedef struct
{
  const char *name;  /* what a conversation's source is */
  const char *label; /* for people */

  /* By its shape: members that the others do not have. NULL: it is known by its place in the file
   * alone. */
  gboolean (*matches) (JsonObject *element);
  void (*read) (JsonObject *element, SiluImportOutput *output);
} SiluImportFormat;

extern const SiluImportFormat silu_import_alpaca;
extern const SiluImportFormat silu_import_chatbox;
extern const SiluImportFormat silu_import_chatgpt;
extern const SiluImportFormat silu_import_cherry;
extern const SiluImportFormat silu_import_claude;
extern const SiluImportFormat silu_import_deepseek;
extern const SiluImportFormat silu_import_openwebui;
extern const SiluImportFormat silu_import_silu;

/* The tree of a "mapping": each node's id → its parent's id, borrowed from @mapping. Where a node
 * does not name its parent, the one does that has it among its children. */
GHashTable *silu_import_read_parents (JsonObject *mapping);

/* A folder by itself: see silu_bundle_write_all (). */
void silu_import_silu_read_folder (JsonObject *element, SiluImportOutput *output);

G_END_DECLS
