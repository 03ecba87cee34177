/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Both answers can be read out of what is said to differ, and the marks are where people look. */
#include "silu-text-diff.h"

#include <string.h>

/* "=same", "-gone", "+new", with [ and ] around what is marked; one a line. */
static char *
describe (GPtrArray *lines)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      const SiluTextDiffLine *line = g_ptr_array_index (lines, i);
      guint at = 0;

      g_string_append_c (out, "=-+"[line->kind]);
      for (guint j = 0; line->marks != NULL && j < line->marks->len; j++)
        {
          SiluTextDiffMark mark = g_array_index (line->marks, SiluTextDiffMark, j);

          g_string_append_len (out, line->text + at, mark.start - at);
          g_string_append_printf (out, "[%.*s]", (int) (mark.end - mark.start),
                                  line->text + mark.start);
          at = mark.end;
        }
      g_string_append_printf (out, "%s\n", line->text + at);
    }

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
    { "", "", "" },
    { "a", "", "-a\n" },
    { "", "a\nb", "+a\n+b\n" },
    { "one\ntwo", "one\ntwo", "=one\n=two\n" },
    { "The queue holds integers only.", "The queue holds pointers only.",
      "-The queue holds [integers] only.\n+The queue holds [pointers] only.\n" },
    /* Words in a row are one mark. */
    { "The ring buffer never grows at all times.", "The ring buffer grows by two at all times.",
      "-The ring buffer [never ]grows at all times.\n"
      "+The ring buffer grows[ by two] at all times.\n" },
    /* Chinese has no spaces: characters differ. */
    { "这个队列最多保存十个整数。", "这个队列最多保存百个整数。",
      "-这个队列最多保存[十]个整数。\n+这个队列最多保存[百]个整数。\n" },
    /* What is about something else does not stand for it. */
    { "Integrate by parts twice.", "Sort the whole queue first.",
      "-Integrate by parts twice.\n+Sort the whole queue first.\n" },
    /* Empty lines do not pull apart what belongs together. */
    { "Alpha beta gamma delta.\n\nThe second paragraph stays here.",
      "A first one that is new.\n\nSomething else entirely.\n\nThe second paragraph stays there.",
      "-Alpha beta gamma delta.\n+A first one that is new.\n=\n+Something else entirely.\n+\n"
      "-The second paragraph stays [here].\n+The second paragraph stays [there].\n" },
    { "int x;\n}\nint y;\n}", "int x;\n}\nint z;\n}", "=int x;\n=}\n-int y;\n+int z;\n=}\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) lines = silu_text_diff_new (cases[i].before, cases[i].after);
      g_autofree char *got = describe (lines);

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
  g_autoptr (GPtrArray) lines = silu_text_diff_new (before, after);
  g_autoptr (GString) built_before = g_string_new (NULL);
  g_autoptr (GString) built_after = g_string_new (NULL);
  guint n_before = 0, n_after = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      const SiluTextDiffLine *line = g_ptr_array_index (lines, i);
      guint at = 0;

      if (line->kind != SILU_DIFF_ADDED)
        add_line (built_before, &n_before, line->text);
      if (line->kind != SILU_DIFF_REMOVED)
        add_line (built_after, &n_after, line->text);
      for (guint j = 0; line->marks != NULL && j < line->marks->len; j++)
        {
          SiluTextDiffMark mark = g_array_index (line->marks, SiluTextDiffMark, j);

          g_assert_cmpuint (mark.start, >=, at);
          g_assert_cmpuint (mark.end, >, mark.start);
          g_assert_cmpuint (mark.end, <=, strlen (line->text));
          at = mark.end;
        }
      if (line->marks != NULL && line->kind == SILU_DIFF_REMOVED)
        g_assert_cmpint (((SiluTextDiffLine *) g_ptr_array_index (lines, i + 1))->kind, ==,
                         SILU_DIFF_ADDED);
    }
  g_assert_cmpstr (built_before->str, ==, before);
  g_assert_cmpstr (built_after->str, ==, after);
}

static char *
make_text (GRand *random)
{
  static const char *const words[] = {
    "queue", "ring ", "一个", "队列", " ", "\n", "x = 1;", "。"
  };
  GString *text = g_string_new (NULL);
  int n_words = g_rand_int_range (random, 0, 40);

  for (int i = 0; i < n_words; i++)
    g_string_append (text, words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))]);

  return g_string_free (text, FALSE);
}

static void
test_pairs (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (3);

  for (guint i = 0; i < 2000; i++)
    {
      g_autofree char *before = make_text (random);
      g_autofree char *after = make_text (random);

      check_pair (before, after);
    }
}

static char *
make_long (const char *word, guint n_lines)
{
  GString *text = g_string_new ("the same\n");

  for (guint i = 0; i < n_lines; i++)
    g_string_append_printf (text, "%s number %u\n", word, i);

  return g_string_free (text, FALSE);
}

/* More lines than are aligned, words without end, and nothing on one side. */
static void
test_long (void)
{
  g_autofree char *before = make_long ("before", 3000);
  g_autofree char *after = make_long ("after", 3000);
  g_autoptr (GString) words = g_string_new (NULL);
  g_autoptr (GString) others = g_string_new (NULL);

  check_pair (before, after);
  check_pair (before, "");
  check_pair ("", after);
  check_pair (before, before);

  for (guint i = 0; i < 20000; i++)
    {
      g_string_append_printf (words, "w%u ", i);
      g_string_append_printf (others, "w%u ", i % 3 == 0 ? i : i + 30000);
    }
  check_pair (words->str, others->str);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text-diff/cases", test_cases);
  g_test_add_func ("/text-diff/pairs", test_pairs);
  g_test_add_func ("/text-diff/long", test_long);

  return g_test_run ();
}
