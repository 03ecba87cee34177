/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes → events, by the WHATWG rules for server-sent events (PROTOCOLS 4.1). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The default of @max_size: bytes that one event may hold before the stream is given up. */
#define SILU_SSE_MAX_SIZE (16 * 1024 * 1024)

typedef struct _SiluSse SiluSse;

/* @type is "" for an event without a type; llama-server's old `error:` field comes as an event of
 * type "error" (PROTOCOLS 2.4). @data is valid UTF-8, NUL-terminated, @length bytes, valid during
 * the call only. */
typedef void (*SiluSseFunc) (const char *type, const char *data, gsize length, gpointer user_data);

SiluSse *silu_sse_new (gsize max_size, SiluSseFunc func, gpointer user_data);
void silu_sse_free (SiluSse *self);

/* The events are the same however the bytes are cut. FALSE once an event is larger than max_size;
 * everything after that is ignored. */
gboolean silu_sse_feed (SiluSse *self, const char *bytes, gsize length);

/* The end of input: an unfinished event counts only if it is [DONE] or valid JSON. */
void silu_sse_finish (SiluSse *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluSse, silu_sse_free)

G_END_DECLS
