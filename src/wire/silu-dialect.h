/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ways servers speak. A new dialect is one file and one row in the table of silu-dialect.c. */
#pragma once

#include "silu-chat-request.h"
#include "silu-delta.h"

G_BEGIN_DECLS

typedef struct _SiluDialect SiluDialect;

/* NULL for an unknown name. "openai" is OpenAI-style chat completions. */
const SiluDialect *silu_dialect_find (const char *name);
const char *silu_dialect_get_name (const SiluDialect *dialect);

/* NULL-terminated, static. */
const char *const *silu_dialect_list_names (void);

/* "chat/completions": appended to an account's base URL (PROTOCOLS 1.1: never add /v1). */
const char *silu_dialect_get_path (const SiluDialect *dialect);

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

/* Reads the answer to GET <base>/models: ids, in the server's order (transfer full, GPtrArray of
 * char *, may be empty); NULL if it is no such list. At most 10,000 are read. */
GPtrArray *silu_dialect_read_models (const SiluDialect *dialect, const char *body, gsize length);

G_END_DECLS
