/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole way from an answer's bytes to deltas: framing, dialect, think tags. Pure: no clock, no
 * network; the same deltas, joined, however the bytes are cut. */
#pragma once

#include "silu-dialect.h"

G_BEGIN_DECLS

typedef enum
{
  SILU_BODY_STREAM, /* what the dialect streams: events, or lines of JSON */
  SILU_BODY_OBJECT, /* one JSON object where a stream was asked for (PROTOCOLS 4.2) */
} SiluBody;

typedef enum
{
  SILU_STREAM_OPEN,     /* more is expected */
  SILU_STREAM_COMPLETE, /* the terminal marker, or a finish reason, was seen */
  SILU_STREAM_CUT,      /* it ended before either: what came is kept, but it is no whole answer */
  SILU_STREAM_FAILED,   /* a SILU_DELTA_ERROR was delivered */
} SiluStreamEnd;

typedef struct _SiluStream SiluStream;

SiluStream *silu_stream_new (const SiluDialect *dialect,
                             SiluProfile *profile,
                             SiluBody body,
                             SiluDeltaFunc func,
                             gpointer user_data);
void silu_stream_free (SiluStream *self);

/* Returns where the stream stands. After anything but SILU_STREAM_OPEN the connection may be
 * closed: whatever follows the terminal marker is ignored. */
SiluStreamEnd silu_stream_feed (SiluStream *self, const char *bytes, gsize length);

/* The end of input. Never returns SILU_STREAM_OPEN. */
SiluStreamEnd silu_stream_finish (SiluStream *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluStream, silu_stream_free)

G_END_DECLS
