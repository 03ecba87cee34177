/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes → lines of JSON (PROTOCOLS 2.5). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The default of @max_size: bytes that one line may hold before the stream is given up. */
#define SILU_NDJSON_MAX_SIZE (16 * 1024 * 1024)

typedef struct _SiluNdjson SiluNdjson;

/* @data: one line, NUL-terminated, @length bytes, valid UTF-8, never blank; valid during the call
 * only. */
typedef void (*SiluNdjsonFunc) (const char *data, gsize length, gpointer user_data);

SiluNdjson *silu_ndjson_new (gsize max_size, SiluNdjsonFunc func, gpointer user_data);
void silu_ndjson_free (SiluNdjson *self);

/* The lines are the same however the bytes are cut. FALSE once a line is larger than max_size;
 * everything after that is ignored. */
gboolean silu_ndjson_feed (SiluNdjson *self, const char *bytes, gsize length);

/* The end of input: a last line without its end counts only if it is whole JSON. */
void silu_ndjson_finish (SiluNdjson *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluNdjson, silu_ndjson_free)

G_END_DECLS
