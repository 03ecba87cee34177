/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that can go wrong in a turn, as the few kinds the interface acts on differently. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The message of an error is a translated sentence for a person; the server's own words, where
 * there are any, are kept beside it as the detail (DESIGN 3, PROTOCOLS 1.8). */
#define SILU_ERROR (silu_error_quark ())

typedef enum
{
  SILU_ERROR_FAILED,         /* none of the below */
  SILU_ERROR_AUTH,           /* the key is missing, wrong or not allowed: 401, 403 */
  SILU_ERROR_BALANCE,        /* quota used up or money gone: 402, insufficient_quota */
  SILU_ERROR_RATE_LIMIT,     /* 429; see silu_error_get_retry_after () */
  SILU_ERROR_CONTEXT_LENGTH, /* the conversation does not fit the model */
  SILU_ERROR_REFUSED,        /* content filter, refusal */
  SILU_ERROR_MODEL,          /* the server does not know the model */
  SILU_ERROR_REQUEST,        /* the server will not have the request: other 4xx */
  SILU_ERROR_OVERLOADED,     /* 503, 529, insufficient_system_resource */
  SILU_ERROR_LOADING,        /* the model is on its way into memory: ask again (PROTOCOLS 2.4) */
  SILU_ERROR_SERVER,         /* other 5xx, an error object inside a stream */
  SILU_ERROR_PROTOCOL,       /* the answer is not of the shape that was agreed on */
  SILU_ERROR_NETWORK,        /* no connection: unknown host, refused, unreachable */
  SILU_ERROR_PROXY,          /* the proxy is not there, or lets nothing through */
  SILU_ERROR_TLS,            /* the certificate cannot be trusted */
  SILU_ERROR_TIMEOUT,        /* not one byte for longer than the limit of silence */
  SILU_ERROR_INTERRUPTED,    /* the stream ended before its end mark */
  SILU_ERROR_EMPTY,          /* a whole answer without a word: thinking only, or nothing */
  SILU_ERROR_STORE,          /* disk full, read-only, damaged, locked */
  SILU_ERROR_NOT_FOUND,      /* no such conversation, message or account */
} SiluErrorCode;

GQuark silu_error_quark (void);

/* "auth", "rate_limit", …: stable words for --jsonl, the store and tests. Unknown words give
 * SILU_ERROR_FAILED. */
const char *silu_error_code_to_string (SiluErrorCode code);
SiluErrorCode silu_error_code_from_string (const char *string);

/* Makes an error in SILU_ERROR. @message is shown to people. @detail (nullable) holds the
 * server's own words. @retry_after is in seconds, or negative when the server gave none. */
GError *
silu_error_new (SiluErrorCode code, const char *message, const char *detail, double retry_after);

/* Whether the same request may well go through a moment later: rate limits, overload, errors of the
 * server, and what is marked so (a connection that was closed). */
gboolean silu_error_is_transient (const GError *error);
void silu_error_mark_transient (GError *error);

/* NULL, or a negative number, also for errors of other domains. */
const char *silu_error_get_detail (const GError *error);
double silu_error_get_retry_after (const GError *error);

G_END_DECLS
