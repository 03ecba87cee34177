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
    { "Alternatively, mark each cell of a grid. Then walk.", "mark each cell of a grid" },
    { "Alternatively — mark each cell of a grid, if there is one.", "mark each cell of a grid" },
    { "Wait a minute -- is 2 below -3? Hardly.", "Wait a minute -- is 2 below -3?" },
    { "First — the sum — then the rest, one by one.", "the sum — then the rest" },
    { "On second thought, -3 is below, so take it.", "-3 is below, so take it" },
    { "Wait. The tail moves away, too.", "Wait. The tail moves away" },
    { "Hmm. Wait, actually, the tail moves away, too.", "the tail moves away" },
    { "Wait — the tail. If the snake does not grow, it moves.",
      "the tail. If the snake does not grow" },
    { "Waiting for the lock, the thread sleeps.", "Waiting for the lock" },
    { "Alternatively", "Alternatively" },
    { "Alternatively:", "Alternatively" },
    { "等等，等一下，不对，尾巴也会动，所以没有撞上。", "不对，尾巴也会动" },
    { "换个思路——给每个格子做一个标记，再看。", "给每个格子做一个标记" },
    { "另外，首先。", "另外，首先" },
    { "不同的格子有不同的标记，不能混用。", "不同的格子有不同的标记" },
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

static void
test_bare_titles (void)
{
  g_assert_true (silu_step_is_bare_title ("Wait"));
  g_assert_true (silu_step_is_bare_title ("Hmm, no"));
  g_assert_true (silu_step_is_bare_title ("等等，不对！"));
  g_assert_true (silu_step_is_bare_title ("…"));
  g_assert_false (silu_step_is_bare_title ("Waiter"));
  g_assert_false (silu_step_is_bare_title ("Wait, three"));
  g_assert_false (silu_step_is_bare_title ("不对称"));
  g_assert_false (silu_step_is_bare_title ("= 4"));
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
  g_test_add_func ("/step/bare-titles", test_bare_titles);
  g_test_add_func ("/step/code-titles", test_code_titles);
  g_test_add_func ("/step/kinds", test_kinds);

  return g_test_run ();
}
