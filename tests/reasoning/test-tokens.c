/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The estimate of tokens. */
#include "silu-test.h"
#include "silu-tokens.h"

static void
test_estimate (void)
{
  g_assert_cmpint (silu_tokens_estimate ("", -1), ==, 0);
  g_assert_cmpint (silu_tokens_estimate ("twelve bytes", -1), ==, 3);
  g_assert_cmpint (silu_tokens_estimate ("twelve bytes, and more", 12), ==, 3);
  g_assert_cmpint (silu_tokens_estimate ("深度思考一下吧这里十", -1), ==, 6);
}

/* Piece by piece it comes to the same. */
static void
test_units (void)
{
  const char *text = "Wait, the tail moves. 等等，蛇头 é";
  gint64 sum = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    sum += silu_tokens_count_units (p, g_utf8_next_char (p) - p);

  g_assert_cmpint (silu_tokens_count_units (text, -1), ==, sum);
  g_assert_cmpint (silu_tokens_count_units ("four", -1), ==, silu_tokens_count_units ("byte", -1));
  g_assert_cmpint (silu_tokens_count_units ("思路", -1), >, silu_tokens_count_units ("ab", -1));
}

/* Separators are the locale's; that of the tests has none. */
static void
test_words (void)
{
  const struct
  {
    gint64 tokens;
    gboolean is_estimate;
    const char *words;
  } cases[] = {
    { 0, FALSE, "0 tokens" },
    { 1, FALSE, "1 token" },
    { 1234567, FALSE, "1234567 tokens" },
    { 1, TRUE, "≈ 1 token" },
    { -5, TRUE, "≈ 0 tokens" },
    { G_MAXINT64, TRUE, "≈ 2147483647 tokens" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = silu_tokens_to_words (cases[i].tokens, cases[i].is_estimate);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/tokens/estimate", test_estimate);
  g_test_add_func ("/tokens/units", test_units);
  g_test_add_func ("/tokens/words", test_words);

  return g_test_run ();
}
