/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a model repeats when it goes on is taken away, and nothing else, however it comes. */
#include "silu-seam.h"
#include "silu-test.h"
#include <string.h>

typedef struct
{
  const char *before;
  const char *after;
  const char *expected;
} Case;

static const Case cases[] = {
  { "The quick brown fox jumps ov", "er the lazy dog.", "er the lazy dog." },
  { "The quick brown fox jumps ov", "brown fox jumps over the lazy dog.", "er the lazy dog." },
  { "The quick brown fox jumps ov", "The quick brown fox jumps over it.", "er it." },
  /* A short repetition may be meant. */
  { "very very ", "very good", "very good" },
  { "na na na ", "na na na batman", "na na na batman" },
  { "", "Once more.", "Once more." },
  /* The end of the text that is repeated may itself repeat. */
  { "x = 1; x = 1; x = 1; ", "x = 1; x = 1; y", "y" },
  /* In a block of code the fence is opened again. */
  { "```c\nint main (void)\n{\n  ret", "```c\nurn 0;\n}\n```\n", "urn 0;\n}\n```\n" },
  { "```c\nint main (void)\n{\n  ret", "\n```c\nint main (void)\n{\n  return 0;\n}\n",
    "urn 0;\n}\n" },
  /* It is closed: that is no repetition. */
  { "```c\nint x;\n", "```\nDone.", "```\nDone." },
  { "plain text", "```c\nint x;\n```\n", "```c\nint x;\n```\n" },
  { "我们先看第一种情况，然后", "第一种情况，然后看第二种。", "看第二种。" },
};

static void
check (const Case *test, gsize piece)
{
  g_autoptr (SiluSeam) seam = silu_seam_new (test->before);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *rest = NULL;
  gsize length = strlen (test->after);

  for (gsize i = 0; i < length; i += piece)
    {
      g_autofree char *text = g_strndup (test->after + i, MIN (piece, length - i));
      g_autofree char *fresh = silu_seam_feed (seam, text);

      g_string_append (out, fresh);
    }
  rest = silu_seam_finish (seam);
  g_string_append (out, rest);
  g_assert_cmpstr (out->str, ==, test->expected);
}

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize piece = 1; piece < 70; piece++)
      check (&cases[i], piece);
}

/* Once it is decided nothing is looked at any more. */
static void
test_over (void)
{
  g_autoptr (SiluSeam) seam = silu_seam_new ("something long enough to repeat");
  g_autofree char *first = silu_seam_feed (seam, "and so on");
  g_autofree char *second = silu_seam_feed (seam, "something long enough to repeat");

  g_assert_cmpstr (first, ==, "and so on");
  g_assert_cmpstr (second, ==, "something long enough to repeat");
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/seam/cases", test_cases);
  g_test_add_func ("/seam/over", test_over);

  return g_test_run ();
}
