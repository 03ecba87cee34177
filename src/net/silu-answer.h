/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the head of an HTTP answer says, before a byte of its body is believed. Private to net/. */
#pragma once

#include "silu-stream.h"
#include <libsoup/soup.h>

G_BEGIN_DECLS

/* How much of a body that came with an error is read. */
#define SILU_ANSWER_MAX_ERROR (64 * 1024)

/* "api.deepseek.com", with the port where it is not the usual one. */
char *silu_answer_dup_host (GUri *uri);

/* "x-request-id" and its like, or NULL; borrowed from the message. */
const char *silu_answer_get_request_id (SoupMessage *message);

/* @words (nullable) of the server, with the request id; NULL if there is neither. */
char *silu_answer_dup_detail (SoupMessage *message, const char *words);

/* Seconds, from either form of Retry-After; negative without. */
double silu_answer_get_retry_after (SoupMessage *message);

/* Where a redirect leads, or NULL if the answer is none. */
GUri *silu_answer_get_redirect (SoupMessage *message);

/* The error for a redirect that is not followed. */
GError *silu_answer_redirect_fault (SoupMessage *message, GUri *target);

/* The error for a status that is not 2xx, from the body that came with it, NULL
 * if none did. */
GError *silu_answer_fault (SoupMessage *message, const SiluDialect *dialect, GBytes *body);

/* The error for a 200 whose body is a web page or otherwise not of the agreed shape;
 * @body NULL: it is empty. */
GError *silu_answer_shape_fault (SoupMessage *message, const SiluDialect *dialect, GBytes *body);

typedef enum
{
  SILU_SHAPE_UNSURE, /* white space only, so far */
  SILU_SHAPE_STREAM,
  SILU_SHAPE_OBJECT,
  SILU_SHAPE_WRONG, /* a web page, a picture, … */
} SiluShape;

/* From the content type and the first bytes. The bytes decide: gateways mislabel. */
SiluShape silu_answer_guess_shape (SoupMessage *message,
                                   const SiluDialect *dialect,
                                   const char *bytes,
                                   gsize length);

/* Reads to the end, or until @max bytes are there (maybe a buffer more); the rest is left unread,
 * and is no error. */
void silu_answer_read_async (GInputStream *stream,
                             gsize max,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
GBytes *silu_answer_read_finish (GAsyncResult *result, GError **error);

G_END_DECLS
