/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is tried again, and when. */
#include "silu-retry.h"
#include "silu-test.h"

static double
get_wait (SiluErrorCode code, double retry_after, guint n_tries)
{
  const SiluRetryLimits limits = { .retries = 5, .max_wait = 60 };
  g_autoptr (GError) error = silu_error_new (code, "", NULL, retry_after);

  return silu_retry_get_wait (error, n_tries, &limits, 0.5);
}

static void
test_kinds (void)
{
  const SiluErrorCode passing[] = { SILU_ERROR_RATE_LIMIT, SILU_ERROR_OVERLOADED,
                                    SILU_ERROR_LOADING, SILU_ERROR_SERVER };
  const SiluErrorCode lasting[] = {
    SILU_ERROR_FAILED,         SILU_ERROR_AUTH,     SILU_ERROR_BALANCE, SILU_ERROR_REFUSED,
    SILU_ERROR_CONTEXT_LENGTH, SILU_ERROR_MODEL,    SILU_ERROR_REQUEST, SILU_ERROR_NETWORK,
    SILU_ERROR_INTERRUPTED,    SILU_ERROR_PROTOCOL, SILU_ERROR_TLS,     SILU_ERROR_EMPTY,
  };
  g_autoptr (GError) closed = silu_error_new (SILU_ERROR_NETWORK, "", NULL, -1);
  const SiluRetryLimits limits = SILU_RETRY_PATIENT;

  for (gsize i = 0; i < G_N_ELEMENTS (passing); i++)
    g_assert_cmpfloat (get_wait (passing[i], -1, 1), >=, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (lasting); i++)
    g_assert_cmpfloat (get_wait (lasting[i], 1, 1), <, 0);

  g_assert_cmpfloat (silu_retry_get_wait (closed, 1, &limits, 0), <, 0);
  silu_error_mark_transient (closed);
  g_assert_cmpfloat (silu_retry_get_wait (closed, 1, &limits, 0), >, 0);
}

static void
test_backoff (void)
{
  const double waits[] = { 0.5, 1, 2, 4, 8 };
  const SiluRetryLimits limits = { .retries = 20, .max_wait = 60 };
  g_autoptr (GError) error = silu_error_new (SILU_ERROR_OVERLOADED, "", NULL, -1);

  for (guint i = 0; i < G_N_ELEMENTS (waits); i++)
    g_assert_cmpfloat_with_epsilon (get_wait (SILU_ERROR_SERVER, -1, i + 1), waits[i], 1e-9);
  g_assert_cmpfloat (get_wait (SILU_ERROR_SERVER, -1, 6), <, 0);

  /* Never more than ten seconds, give or take a tenth. */
  g_assert_cmpfloat_with_epsilon (silu_retry_get_wait (error, 20, &limits, 0), 9, 1e-9);
  g_assert_cmpfloat_with_epsilon (silu_retry_get_wait (error, 20, &limits, 1), 11, 1e-9);
}

static void
test_retry_after (void)
{
  g_assert_cmpfloat (get_wait (SILU_ERROR_RATE_LIMIT, 0, 1), ==, 0);
  g_assert_cmpfloat (get_wait (SILU_ERROR_RATE_LIMIT, 60, 5), ==, 60);
  g_assert_cmpfloat (get_wait (SILU_ERROR_RATE_LIMIT, 61, 1), <, 0);
}

/* A model that loads is waited for, however often it takes; but not where nothing is to be tried
 * again. */
static void
test_loading (void)
{
  const SiluRetryLimits none = { .retries = 0, .max_wait = 60 };
  g_autoptr (GError) error = silu_error_new (SILU_ERROR_LOADING, "", NULL, -1);

  g_assert_cmpfloat (get_wait (SILU_ERROR_LOADING, -1, 100), >, 0);
  g_assert_cmpfloat (get_wait (SILU_ERROR_LOADING, 5, 100), ==, 5);
  g_assert_cmpfloat (silu_retry_get_wait (error, 1, &none, 0), <, 0);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/retry/kinds", test_kinds);
  g_test_add_func ("/retry/backoff", test_backoff);
  g_test_add_func ("/retry/retry-after", test_retry_after);
  g_test_add_func ("/retry/loading", test_loading);

  return g_test_run ();
}
