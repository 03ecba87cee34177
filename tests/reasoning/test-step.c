/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Titles, and the words for kinds. */
#include "silu-step.h"

#include <string.h>

static void
test_titles (void)
{
  static const char *const cases[][2] = {
    { "Wait, no.", "Wait, no" },
    { "The user wants a ladder that is safe, and cheap.", "The user wants a ladder that is safe" },
    { "Is 3.14 enough? Perhaps.", "Is 3.14 enough?" },
    { "**Plan:** use `foo_bar`\nnext line", "Plan: use foo_bar next line" },
    { "让我验证一下这个结果，代入原方程看看。", "让我验证一下这个结果" },
    { "等等，这里不对！", "等等，这里不对！" },
    { "\n\t ", "…" },
    { "", "…" },
    { "word word word word word word word word word word word word word word",
      "word word word word word word word word word word word…" },
    { "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十",
      "一二三四五六七八九十一二三四五六七八九十一二三四五六七八…" },
    { "a\xff\x01 b", "a� b" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *title = silu_step_make_title (cases[i][0], strlen (cases[i][0]));

      g_assert_cmpstr (title, ==, cases[i][1]);
    }
}

/* Code has its marks and commas for itself. */
static void
test_code_titles (void)
{
  static const char *const cases[][2] = {
    { "  int *a, b;", "int *a, b;" },
    { "# `x`: y. z", "# `x`: y. z" },
    { "", "…" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *title = silu_step_make_code_title (cases[i][0], strlen (cases[i][0]));

      g_assert_cmpstr (title, ==, cases[i][1]);
    }
}

static void
test_kinds (void)
{
  SiluStepKind kind = SILU_STEP_CHECK;

  for (int i = 0; i < SILU_N_STEP_KINDS; i++)
    {
      g_assert_true (
          silu_step_kind_from_string (silu_step_kind_to_string ((SiluStepKind) i), &kind));
      g_assert_cmpint (kind, ==, i);
    }
  g_assert_false (silu_step_kind_from_string ("dream", &kind));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/step/titles", test_titles);
  g_test_add_func ("/step/code-titles", test_code_titles);
  g_test_add_func ("/step/kinds", test_kinds);

  return g_test_run ();
}
