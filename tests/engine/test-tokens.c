/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The estimate of tokens. */
#include "silu-tokens.h"

static void
test_estimate (void)
{
  g_assert_cmpint (silu_tokens_estimate ("", -1), ==, 0);
  g_assert_cmpint (silu_tokens_estimate ("ten bytes.", -1), ==, 3);
  g_assert_cmpint (silu_tokens_estimate ("ten bytes, and more", 10), ==, 3);
  g_assert_cmpint (silu_tokens_estimate ("深度思考一下吧这里十", -1), ==, 6);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/tokens/estimate", test_estimate);

  return g_test_run ();
}
