/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes a huge JSON file apart, piece by piece, so that only one conversation of it is in memory.
 * It knows where values begin and end and leaves what they mean, and whether they are right, to a
 * parser. The same comes out however the bytes are cut. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SiluImportSplitter SiluImportSplitter;

/* What becomes of a value. */
typedef enum
{
  SILU_IMPORT_PASS,  /* passed over */
  SILU_IMPORT_TAKE,  /* given out whole */
  SILU_IMPORT_ENTER, /* an object or array whose members are asked for one by one */
} SiluImportChoice;

/* Why there is nothing more to come. */
typedef enum
{
  SILU_IMPORT_SOUND,
  SILU_IMPORT_BROKEN,    /* what stands there is no JSON */
  SILU_IMPORT_TRUNCATED, /* the file ends in the middle of a value */
} SiluImportFault;

/* @path: names of members behind slashes, a star for an element of an array; "" is the root. */
typedef struct
{
  SiluImportChoice (*choose) (const char *path, gpointer user_data);
  void (*take) (const char *path, const char *text, gsize length, gpointer user_data);

  /* In the place of take: it has too many bytes, or too many values. */
  void (*too_large) (const char *path, gpointer user_data);
} SiluImportSplitterFuncs;

/* Bytes and values of what is given out. A value costs a parser some 200 bytes. */
#define SILU_IMPORT_MAX_SIZE (32 * 1024 * 1024)
#define SILU_IMPORT_MAX_VALUES 400000

/* The root is always entered. If it is an object and none of its members was wanted, it is given
 * out itself, with the path "". */
SiluImportSplitter *
silu_import_splitter_new (gsize max_size, const SiluImportSplitterFuncs *funcs, gpointer user_data);
void silu_import_splitter_free (SiluImportSplitter *self);

/* Once it is not sound, more bytes do nothing. */
SiluImportFault
silu_import_splitter_feed (SiluImportSplitter *self, const char *text, gsize length);
SiluImportFault silu_import_splitter_finish (SiluImportSplitter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluImportSplitter, silu_import_splitter_free)

G_END_DECLS
