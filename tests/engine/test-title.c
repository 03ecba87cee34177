/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of conversations, from their first question. */
#include "silu-test.h"
#include "silu-title.h"

static void
check (const char *text, const char *expected)
{
  g_autofree char *title = silu_title_from_text (text);

  g_assert_cmpstr (title, ==, expected);
}

static void
test_first_line (void)
{
  check ("Why is my mutex slow?", "Why is my mutex slow?");
  check ("\n\n  # Heading\nrest", "Heading");
  check ("> quoted\r\nmore", "quoted");
  check ("```\nint x;\n```", "int x;");
  check ("  \n\t\n", "");
  check ("", "");
}

static void
test_long (void)
{
  check ("The quick brown fox jumps over the lazy dog and then goes home to sleep",
         "The quick brown fox jumps over the lazy dog and then goes…");
  /* No space to cut at: 60 columns, whole characters, wide ones count two. */
  check ("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一",
         "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十…");
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/title/first-line", test_first_line);
  g_test_add_func ("/title/long", test_long);

  return g_test_run ();
}
