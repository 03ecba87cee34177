/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Both texts can be put together from what is said to differ, and little is. */
#include "silu-diff.h"
#include "silu-test.h"

#include <string.h>

/* "=" for a line that stays, "-" and "+" for others, in their order. */
static char *
describe (GArray *runs)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < runs->len; i++)
    for (guint j = 0; j < g_array_index (runs, SiluDiffRun, i).n_lines; j++)
      g_string_append_c (out, "=-+"[g_array_index (runs, SiluDiffRun, i).kind]);

  return g_string_free (out, FALSE);
}

static void
test_cases (void)
{
  static const struct
  {
    const char *before;
    const char *after;
    const char *expected;
  } cases[] = {
    { "", "", "=" },
    { "a", "a", "=" },
    { "a", "b", "-+" },
    { "", "a", "-+" },
    { "a\nb", "a\nb\n", "==+" },
    { "a\nb\nc", "a\nc", "=-=" },
    { "a\nc", "a\nb\nc", "=+=" },
    { "a\nb\nc", "a\nx\ny\nc", "=-++=" },
    { "a\nb\nc\na\nb\nb\na", "c\nb\na\nb\na\nc", "--=+==-=+" },
    { "x\na\ny", "b\nx\nc\ny", "+=-+=" },
    { "a\r\nb", "a\nb", "-+=" },
    { "一\n二", "一\n三\n二", "=+=" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) runs = silu_diff_lines (cases[i].before, cases[i].after);
      g_autofree char *got = describe (runs);

      g_assert_cmpstr (got, ==, cases[i].expected);
    }
}

static void
add_line (GString *text, guint *count, const char *line)
{
  if ((*count)++ > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, line);
}

static void
check_pair (const char *before, const char *after)
{
  g_autoptr (GArray) runs = silu_diff_lines (before, after);
  g_auto (GStrv) lines_before = g_strsplit (before, "\n", -1);
  g_auto (GStrv) lines_after = g_strsplit (after, "\n", -1);
  g_autoptr (GString) built_before = g_string_new (NULL);
  g_autoptr (GString) built_after = g_string_new (NULL);
  guint n_before = 0;
  guint n_after = 0;

  for (guint i = 0; i < runs->len; i++)
    {
      const SiluDiffRun *run = &g_array_index (runs, SiluDiffRun, i);

      g_assert_cmpuint (run->before, ==, n_before);
      g_assert_cmpuint (run->after, ==, n_after);
      g_assert_cmpuint (run->n_lines, >, 0);
      if (i > 0)
        g_assert_cmpint (run->kind, !=, g_array_index (runs, SiluDiffRun, i - 1).kind);
      for (guint j = 0; j < run->n_lines; j++)
        {
          if (run->kind == SILU_DIFF_SAME && lines_before[0] != NULL && lines_after[0] != NULL)
            g_assert_cmpstr (lines_before[n_before], ==, lines_after[n_after]);
          if (run->kind != SILU_DIFF_ADDED)
            add_line (built_before, &n_before,
                      lines_before[0] != NULL ? lines_before[n_before] : "");
          if (run->kind != SILU_DIFF_REMOVED)
            add_line (built_after, &n_after, lines_after[0] != NULL ? lines_after[n_after] : "");
        }
    }
  g_assert_cmpstr (built_before->str, ==, before);
  g_assert_cmpstr (built_after->str, ==, after);
}

static char *
make_text (GRand *random)
{
  GString *text = g_string_new (NULL);
  int n_lines = g_rand_int_range (random, 0, 24);

  for (int i = 0; i < n_lines; i++)
    g_string_append_printf (text, "%s%c", i > 0 ? "\n" : "",
                            'a' + (char) g_rand_int_range (random, 0, 6));

  return g_string_free (text, FALSE);
}

static void
test_pairs (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (guint i = 0; i < 5000; i++)
    {
      g_autofree char *before = make_text (random);
      g_autofree char *after = make_text (random);

      check_pair (before, after);
    }
}

static char *
make_long (const char *word, guint n_lines)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_lines; i++)
    g_string_append_printf (text, "%s %u\n", word, i);

  return g_string_free (text, FALSE);
}

/* Nothing in common, and much of it: one change, soon found. */
static void
test_nothing_in_common (void)
{
  g_autofree char *before = make_long ("before", 10000);
  g_autofree char *after = make_long ("after", 10000);
  g_autoptr (GArray) runs = silu_diff_lines (before, after);

  check_pair (before, after);
  g_assert_cmpuint (runs->len, ==, 3);
}

static void
test_unified (void)
{
  static const struct
  {
    const char *before;
    const char *after;
    const char *expected;
  } cases[] = {
    { "a\nb", "a\nb", "" },
    { "a\nb\nc", "a\nx\nc", "@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n" },
    { "1\n2\n3\n4\n5\n6\n7\n8\n9", "1\n2\n3\n4\n5\n6\n7\n8\nx",
      "@@ -7,3 +7,3 @@\n 7\n 8\n-9\n+x\n" },
    { "a\n1\n2\n3\n4\n5\nb", "x\n1\n2\n3\n4\n5\ny",
      "@@ -1,3 +1,3 @@\n-a\n+x\n 1\n 2\n@@ -5,3 +5,3 @@\n 4\n 5\n-b\n+y\n" },
    { "a\n1\n2\n3\n4\nb", "x\n1\n2\n3\n4\ny", "@@ -1,6 +1,6 @@\n-a\n+x\n 1\n 2\n 3\n 4\n-b\n+y\n" },
    { "a", "a\nb\nc", "@@ -1,1 +1,3 @@\n a\n+b\n+c\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *got = silu_diff_to_unified (cases[i].before, cases[i].after, 2);

      g_assert_cmpstr (got, ==, cases[i].expected);
    }
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/diff/cases", test_cases);
  g_test_add_func ("/diff/pairs", test_pairs);
  g_test_add_func ("/diff/nothing-in-common", test_nothing_in_common);
  g_test_add_func ("/diff/unified", test_unified);

  return g_test_run ();
}
