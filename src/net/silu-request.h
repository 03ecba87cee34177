/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One streaming POST: one GTask, one state, named steps. Main thread only. */
#pragma once

#include "silu-http.h"
#include "silu-stream.h"

G_BEGIN_DECLS

#define SILU_TYPE_REQUEST (silu_request_get_type ())
G_DECLARE_FINAL_TYPE (SiluRequest, silu_request, SILU, REQUEST, GObject)

typedef enum
{
  SILU_REQUEST_NEW,
  SILU_REQUEST_CONNECTING, /* no byte of the answer yet, nor a status */
  SILU_REQUEST_WAITING,    /* the status is there and good; no delta yet */
  SILU_REQUEST_STREAMING,  /* deltas have come */
  SILU_REQUEST_DONE,       /* whichever way */
} SiluRequestStage;

#define SILU_TYPE_REQUEST_STAGE (silu_request_stage_get_type ())
GType silu_request_stage_get_type (void);

/* Property "stage" notifies. A request is run once.
 *
 * @url is the whole address, @body JSON; @profile (nullable) is for reading the answer. */
SiluRequest *silu_request_new (SiluHttp *http,
                               const SiluDialect *dialect,
                               SiluProfile *profile,
                               const char *url,
                               SiluRoute *route,
                               const char *body);

/* There is no limit on the whole time. Not one byte for this many seconds is an error; the default
 * is 15 minutes: a queue or a cold model is silent for long (PROTOCOLS 1.7, 2.5). 0: no limit. */
void silu_request_set_silence_limit (SiluRequest *self, guint seconds);

/* Calls @func for each delta. Cancelling closes the connection at once, at every stage; after it no
 * delta is delivered. Finishes TRUE when the answer is whole. Else an error:
 * G_IO_ERROR_CANCELLED, or one in SILU_ERROR with a translated sentence:
 * SILU_ERROR_INTERRUPTED when deltas had come and the end mark had not. */
void silu_request_run_async (SiluRequest *self,
                             SiluDeltaFunc func,
                             gpointer func_data,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean silu_request_run_finish (SiluRequest *self, GAsyncResult *result, GError **error);

SiluRequestStage silu_request_get_stage (SiluRequest *self);

/* The two clocks, g_get_monotonic_time () µs: of the last byte of any kind, keep-alive comments
 * included, and of the last delta. Both start when the request does; 0 before. */
gint64 silu_request_get_last_byte (SiluRequest *self);
gint64 silu_request_get_last_progress (SiluRequest *self);

/* The name under which the server has logged this answer: "x-request-id" and its like; NULL
 * until headers came or if there is none. */
const char *silu_request_get_request_id (SiluRequest *self);

G_END_DECLS
