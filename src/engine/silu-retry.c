/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trying again: only for what passes by itself, and never so that many clients come back at once.
 */
#include "silu-retry.h"

#define FIRST_WAIT 0.5
#define LONGEST_WAIT 10.0
#define JITTER 0.1

/* Between two looks at a model that is loading. */
#define LOADING_WAIT 2.0

double
silu_retry_get_wait (const GError *error, guint n_tries, const SiluRetryLimits *limits, double dice)
{
  gboolean loading = g_error_matches (error, SILU_ERROR, SILU_ERROR_LOADING);
  double wait = silu_error_get_retry_after (error);

  if (!silu_error_is_transient (error) || limits->retries == 0)
    return -1;
  if (!loading && n_tries > limits->retries)
    return -1;

  if (wait < 0 && loading)
    wait = LOADING_WAIT;
  if (wait < 0)
    {
      wait = FIRST_WAIT;
      for (guint i = 1; i < n_tries && wait < LONGEST_WAIT; i++)
        wait *= 2;
      wait = MIN (wait, LONGEST_WAIT) * (1 + JITTER * (2 * dice - 1));
    }

  return wait <= limits->max_wait ? wait : -1;
}
