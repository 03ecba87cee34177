/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ways servers speak. A new dialect is one file and one row in the table of silu-dialect.c. */
#pragma once

#include "silu-chat-request.h"
#include "silu-delta.h"

G_BEGIN_DECLS

typedef struct _SiluDialect SiluDialect;

/* NULL for an unknown name. */
const SiluDialect *silu_dialect_find (const char *name);
const char *silu_dialect_get_name (const SiluDialect *dialect);

/* "openai" (chat completions), "ollama", "anthropic", "responses", "gemini"; NULL-terminated,
 * static. */
const char *const *silu_dialect_list_names (void);

/* "chat/completions": appended to an account's base URL (PROTOCOLS 1.1: never add /v1). Transfer
 * full: one dialect names the model there. */
char *silu_dialect_dup_path (const SiluDialect *dialect, const char *model);

/* "models": where a server names its models. */
const char *silu_dialect_get_models_path (const SiluDialect *dialect);

/* The header that carries the key, and what stands before the key in it. */
const char *silu_dialect_get_key_header (const SiluDialect *dialect, const char **prefix);

/* Names and values of further headers, in turn; NULL-terminated, static. */
const char *const *silu_dialect_get_headers (const SiluDialect *dialect);

/* Whether its answers are lines of JSON rather than events. */
gboolean silu_dialect_streams_lines (const SiluDialect *dialect);

/* The JSON body of a streaming request. */
char *silu_dialect_write_request (const SiluDialect *dialect, const SiluChatRequest *request);

/* Reads a body that came with an HTTP error: the kind of error, and the server's words in @detail
 * (transfer full, may be NULL). @body need not be JSON, nor valid UTF-8; HTML is reduced to its
 * text. @status is the HTTP status, or 200 for an error object where a stream was asked for. */
SiluErrorCode silu_dialect_read_error (const SiluDialect *dialect,
                                       guint status,
                                       const char *body,
                                       gsize length,
                                       char **detail);

typedef struct
{
  char *id;
  gint64 context; /* tokens that the server says fit, 0: it does not say */
} SiluModelInfo;

SiluModelInfo *silu_model_info_new (const char *id, gint64 context);
void silu_model_info_free (SiluModelInfo *self);

/* Reads the answer to GET <base>/<models path>, in the server's order (transfer full, of
 * SiluModelInfo, may be empty); NULL if it is no such list. At most 10,000 are read. */
GPtrArray *silu_dialect_read_models (const SiluDialect *dialect, const char *body, gsize length);

G_END_DECLS
