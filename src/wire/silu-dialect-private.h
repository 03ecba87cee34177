/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a dialect's file provides to the table and to the stream. */
#pragma once

#include "silu-dialect.h"

G_BEGIN_DECLS

/* How an answer's bytes are cut into payloads. */
typedef enum
{
  SILU_FRAMING_EVENTS, /* server-sent events */
} SiluFraming;

struct _SiluDialect
{
  const char *name;
  const char *path;
  SiluFraming framing;

  char *(*write_request) (const SiluChatRequest *request);
  SiluErrorCode (*read_error) (guint status, const char *body, gsize length, char **detail);
  GPtrArray *(*read_models) (const char *body, gsize length);

  /* A decoder turns payloads into deltas. @payload returns TRUE when the payload was the terminal
   * marker (PROTOCOLS 4.4). @object reads a whole, unstreamed answer. */
  gpointer (*decoder_new) (SiluDeltaFunc func, gpointer user_data);
  gboolean (*decoder_payload) (gpointer decoder, const char *type, const char *data, gsize length);
  void (*decoder_object) (gpointer decoder, const char *data, gsize length);
  void (*decoder_finish) (gpointer decoder);
  void (*decoder_free) (gpointer decoder);
};

extern const SiluDialect silu_dialect_openai;

G_END_DECLS
