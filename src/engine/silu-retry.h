/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether, and when, a request that failed before its first output is sent again. Pure: the clock
 * and the dice are the caller's. */
#pragma once

#include "silu-error.h"

G_BEGIN_DECLS

/* What the caller allows. */
typedef struct
{
  guint retries;       /* at most so many after the first try; loading models are not counted */
  double max_wait;     /* seconds; a server that asks for more is not waited for */
  guint load_interval; /* milliseconds between two looks at what is loaded; 0: the usual */
} SiluRetryLimits;

/* For people who watch, and for scripts that want an answer or an error soon. */
#define SILU_RETRY_PATIENT                                                                         \
  {                                                                                                \
    .retries = 5, .max_wait = 600                                                                  \
  }
#define SILU_RETRY_BRISK                                                                           \
  {                                                                                                \
    .retries = 3, .max_wait = 10                                                                   \
  }

/* Seconds to wait after try number @n_tries (1 is the first) failed with @error, or negative: do
 * not try again. The server's own Retry-After counts; else 0.5 s, doubled each time, 10 s at most,
 * give or take a tenth by @dice (0 to 1). */
double silu_retry_get_wait (const GError *error,
                            guint n_tries,
                            const SiluRetryLimits *limits,
                            double dice);

G_END_DECLS
