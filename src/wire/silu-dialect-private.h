/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a dialect's file provides to the table and to the stream. */
#pragma once

#include "silu-dialect.h"

G_BEGIN_DECLS

#define SILU_DIALECT_MAX_MODELS 10000

/* How an answer's bytes are cut into payloads. */
typedef enum
{
  SILU_FRAMING_EVENTS, /* server-sent events */
  SILU_FRAMING_LINES,  /* one JSON value a line (PROTOCOLS 2.5) */
} SiluFraming;

struct _SiluDialect
{
  const char *name;
  const char *path; /* "%s" in it is the model */
  const char *models_path;
  const char *key_header;
  const char *key_prefix;
  const char *const *headers; /* or NULL */
  SiluFraming framing;

  char *(*write_request) (const SiluChatRequest *request);
  GPtrArray *(*read_models) (const char *body, gsize length);

  /* A decoder turns payloads into deltas. @payload returns TRUE when the payload was the terminal
   * marker (PROTOCOLS 4.4). @object reads a whole, unstreamed answer. @finish comes once, at the
   * end of input or after the marker: what was held back is given out. */
  gpointer (*decoder_new) (SiluProfile *profile, SiluDeltaFunc func, gpointer user_data);
  gboolean (*decoder_payload) (gpointer decoder, const char *type, const char *data, gsize length);
  void (*decoder_object) (gpointer decoder, const char *data, gsize length);
  void (*decoder_finish) (gpointer decoder);
  void (*decoder_free) (gpointer decoder);
};

extern const SiluDialect silu_dialect_openai;
extern const SiluDialect silu_dialect_ollama;
extern const SiluDialect silu_dialect_responses;
extern const SiluDialect silu_dialect_anthropic;
extern const SiluDialect silu_dialect_gemini;

/* The models in the array @member of a server's answer, each as @read has it; NULL where there is
 * no array. */
typedef SiluModelInfo *(*SiluModelReadFunc) (JsonObject *model); /* NULL: it is left out */
GPtrArray *
silu_models_read (const char *body, gsize length, const char *member, SiluModelReadFunc read);

/* --- what dialects share when they decode --- */

/* "stop", "end_turn", "MAX_TOKENS", … in any case; SILU_FINISH_UNKNOWN for any other word. */
SiluFinish silu_finish_from_word (const char *word);

/* Nothing, or the [DONE] of another dialect: it says nothing here, and hurts nobody. */
gboolean silu_payload_is_idle (const char *data);

/* Each does nothing for NULL or "". */
void silu_emit_text (SiluDeltaFunc func, gpointer user_data, SiluChannel channel, const char *text);
void
silu_emit_reasoning (SiluDeltaFunc func, gpointer user_data, SiluChannel channel, const char *text);
void
silu_emit_replay (SiluDeltaFunc func, gpointer user_data, SiluChannel channel, const char *json);
void silu_emit_id (SiluDeltaFunc func, gpointer user_data, const char *id);

void silu_emit_thinking (SiluDeltaFunc func, gpointer user_data);
void silu_emit_finish (SiluDeltaFunc func, gpointer user_data, SiluFinish finish, const char *word);
void
silu_emit_error (SiluDeltaFunc func, gpointer user_data, SiluErrorCode code, const char *detail);

G_END_DECLS
