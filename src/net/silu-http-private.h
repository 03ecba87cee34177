/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two kinds of request share. Only src/net sees libsoup. */
#pragma once

#include "silu-http.h"
#include "silu-stream.h"
#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The session for streams, which waits for ever: silence is watched elsewhere. */
SoupSession *silu_http_get_session (SiluHttp *self);

/* A message for @url with the key as bearer token. It follows no redirect, so that neither key nor
 * question goes where they were not sent. NULL with an error for a bad address or a key that cannot
 * stand in a header. */
SoupMessage *silu_http_new_message (const char *method,
                                    const char *url,
                                    const char *key,
                                    GError **error);

/* "host" or "host:port" of @message, for sentences; transfer full. */
char *silu_http_dup_host (SoupMessage *message);

/* The error for a status that is no success, with the words of @body. */
GError *silu_http_read_status (SoupMessage *message,
                               const SiluDialect *dialect,
                               const char *body,
                               gsize length);

/* "x-request-id" and its like; NULL if there is none. */
const char *silu_http_get_request_id (SoupMessage *message);

G_END_DECLS
