/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes → deltas: puts a dialect's decoder behind its framing, and knows whether the answer was
 * whole (PROTOCOLS 4.4). */
#include "silu-stream.h"

#include "silu-dialect-private.h"
#include "silu-ndjson.h"
#include "silu-sse.h"

/* An unstreamed answer, at most. */
#define MAX_OBJECT (16 * 1024 * 1024)

struct _SiluStream
{
  const SiluDialect *dialect;
  SiluDeltaFunc func;
  gpointer user_data;

  SiluSse *sse; /* one of the three is there */
  SiluNdjson *lines;
  GString *object;
  gpointer decoder;

  SiluStreamEnd end;
  gboolean finished; /* a finish reason was seen: complete even without the marker */
};

static void
delta_cb (const SiluDelta *delta, gpointer user_data)
{
  SiluStream *self = user_data;

  if (self->end == SILU_STREAM_FAILED)
    return;

  if (delta->kind == SILU_DELTA_FINISH)
    self->finished = TRUE;
  else if (delta->kind == SILU_DELTA_ERROR)
    self->end = SILU_STREAM_FAILED;

  self->func (delta, self->user_data);
}

static void
event_cb (const char *type, const char *data, gsize length, gpointer user_data)
{
  SiluStream *self = user_data;

  if (self->end != SILU_STREAM_OPEN)
    return;

  if (self->dialect->decoder_payload (self->decoder, type, data, length) &&
      self->end == SILU_STREAM_OPEN)
    {
      self->dialect->decoder_finish (self->decoder);
      self->end = SILU_STREAM_COMPLETE;
    }
}

static void
line_cb (const char *data, gsize length, gpointer user_data)
{
  event_cb ("", data, length, user_data);
}

SiluStream *
silu_stream_new (const SiluDialect *dialect,
                 SiluProfile *profile,
                 SiluBody body,
                 SiluDeltaFunc func,
                 gpointer user_data)
{
  SiluStream *self = g_new0 (SiluStream, 1);

  self->dialect = dialect;
  self->func = func;
  self->user_data = user_data;
  if (body == SILU_BODY_OBJECT)
    self->object = g_string_new (NULL);
  else if (dialect->framing == SILU_FRAMING_LINES)
    self->lines = silu_ndjson_new (SILU_NDJSON_MAX_SIZE, line_cb, self);
  else
    self->sse = silu_sse_new (SILU_SSE_MAX_SIZE, event_cb, self);
  self->decoder = dialect->decoder_new (profile, delta_cb, self);

  return self;
}

void
silu_stream_free (SiluStream *self)
{
  g_clear_pointer (&self->sse, silu_sse_free);
  g_clear_pointer (&self->lines, silu_ndjson_free);
  if (self->object != NULL)
    g_string_free (self->object, TRUE);
  self->dialect->decoder_free (self->decoder);
  g_free (self);
}

static void
fail_too_big (SiluStream *self)
{
  SiluDelta delta = {
    .kind = SILU_DELTA_ERROR,
    .code = SILU_ERROR_PROTOCOL,
    .detail = "one event is larger than 16 MB",
  };

  self->dialect->decoder_finish (self->decoder);
  delta_cb (&delta, self);
}

SiluStreamEnd
silu_stream_feed (SiluStream *self, const char *bytes, gsize length)
{
  gboolean fits;

  if (self->end != SILU_STREAM_OPEN)
    return self->end;

  if (self->object != NULL)
    {
      fits = self->object->len + length <= MAX_OBJECT;
      if (fits)
        g_string_append_len (self->object, bytes, (gssize) length);
    }
  else if (self->lines != NULL)
    {
      fits = silu_ndjson_feed (self->lines, bytes, length);
    }
  else
    {
      fits = silu_sse_feed (self->sse, bytes, length);
    }

  if (!fits && self->end == SILU_STREAM_OPEN)
    fail_too_big (self);

  return self->end;
}

SiluStreamEnd
silu_stream_finish (SiluStream *self)
{
  if (self->end != SILU_STREAM_OPEN)
    return self->end;

  if (self->object != NULL)
    self->dialect->decoder_object (self->decoder, self->object->str, self->object->len);
  else if (self->lines != NULL)
    silu_ndjson_finish (self->lines);
  else
    silu_sse_finish (self->sse);

  if (self->end == SILU_STREAM_OPEN)
    {
      self->dialect->decoder_finish (self->decoder);
      self->end = self->finished ? SILU_STREAM_COMPLETE : SILU_STREAM_CUT;
    }

  return self->end;
}
