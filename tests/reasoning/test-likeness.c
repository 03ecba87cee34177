/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Alike is what shares words, in either script; how long it is, and in which order, counts less. */
#include "silu-likeness.h"

#include <string.h>

static int
compare (const char *a, const char *b)
{
  SiluLikeness first, second;

  silu_likeness_read (&first, a, strlen (a));
  silu_likeness_read (&second, b, strlen (b));
  g_assert_cmpint (silu_likeness_compare (&second, &first), ==,
                   silu_likeness_compare (&first, &second));

  return silu_likeness_compare (&first, &second);
}

static void
test_same (void)
{
  static const char *const texts[] = { "", "}", "Let me check the sum.", "验证一下。", "x = 3" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_cmpint (compare (texts[i], texts[i]), ==, 100);
  g_assert_cmpint (compare ("Check the SUM.", "check the sum"), ==, 100);
}

static void
test_other (void)
{
  static const char *const cases[][2] = {
    { "", "something" },
    { "}", "{" },
    { "Is it so?", "So it is the one." }, /* nothing but what holds sentences together */
    { "Integrate by parts twice.", "Sort the queue before popping." },
    { "先求导数。", "再画一张图。" },
    { "Integrate", "积分" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (compare (cases[i][0], cases[i][1]), ==, 0);
}

/* More in common is more alike. */
static void
test_order (void)
{
  static const char *const cases[][3] = {
    { "The quadratic formula gives two real roots here.",
      "Here the quadratic formula gives two roots.", "The formula of Euler is another matter." },
    { "我们用求根公式得到两个实根。", "用求根公式可以得到两个根。", "我们先画出函数的图像。" },
    { "Then x1 = 12 and x2 = 7.", "So x1 = 12, x2 = 7.", "Then y1 = 3 and y2 = 7." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int near = compare (cases[i][0], cases[i][1]);
      int far = compare (cases[i][0], cases[i][2]);

      g_assert_cmpint (near, >, 40);
      g_assert_cmpint (far, <, near);
    }
}

/* Of two thirds of the words a sketch says about two thirds. */
static void
test_share (void)
{
  g_autoptr (GString) a = g_string_new (NULL);
  g_autoptr (GString) b = g_string_new (NULL);
  int likeness;

  for (int i = 0; i < 600; i++)
    g_string_append_printf (i < 500 ? a : b, "word%d ", i);
  for (int i = 100; i < 500; i++)
    g_string_append_printf (b, "word%d ", i);

  likeness = compare (a->str, b->str);
  g_assert_cmpint (likeness, >, 45);
  g_assert_cmpint (likeness, <, 85);
}

/* Longer than what is read, cut in the middle of a character, or none at all. */
static void
test_hostile (void)
{
  g_autofree char *text = g_strnfill (100000, 'a');
  SiluLikeness likeness;

  memcpy (text + 8191, "中文", 6);
  silu_likeness_read (&likeness, text, 100000);
  silu_likeness_read (&likeness, "\xe4\xb8", 2);
  silu_likeness_read (&likeness, "ab\xff\0cd", 6);

  g_assert_cmpint (compare (text, text), ==, 100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/likeness/same", test_same);
  g_test_add_func ("/likeness/other", test_other);
  g_test_add_func ("/likeness/order", test_order);
  g_test_add_func ("/likeness/share", test_share);
  g_test_add_func ("/likeness/hostile", test_hostile);

  return g_test_run ();
}
