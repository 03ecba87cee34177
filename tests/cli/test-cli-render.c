/* SPDX-License-Identifier: GPL-3.0-or-later */
/* silu-cli render: the same output however the text is fed. */
#include "cli-fixture.h"

#include <string.h>

static const char MARKDOWN[] =
    "# 标题 One\n\n**中文：**后文, *em*, `code`, [a link](https://example.org).\n\n"
    "- one\n- two\n  1. nested\n\n> quote\n> more\n\n"
    "```c\nint main (void)\n{\n  return 0;\n}\n```\n\n"
    "| a | b |\n|---|---|\n| 1 | 2 |\n\n"
    "Math \\(a^2\\) and $$\\frac{1}{2}$$ end.\n\n---\n\nLast <script>alert (1)</script> line";

static const char *const FEEDS[] = { "1", "2", "3", "7", "64" };

static void
test_feeds (CliFixture *fixture, gconstpointer data)
{
  const char *format = data;
  g_autofree char *arguments = g_strdup_printf ("render --format %s", format);
  g_autofree char *whole = NULL;

  cli_expect (fixture, 0, MARKDOWN, arguments);
  g_assert_nonnull (strstr (fixture->out, "标题 One"));
  whole = g_strdup (fixture->out);

  for (gsize i = 0; i < G_N_ELEMENTS (FEEDS); i++)
    {
      g_autofree char *cut = g_strdup_printf ("%s --feed %s -", arguments, FEEDS[i]);

      cli_expect (fixture, 0, MARKDOWN, cut);
      g_assert_cmpstr (fixture->out, ==, whole);
    }
}

static void
test_file (CliFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->directory, "a.md", NULL);
  g_autofree char *arguments = g_strdup_printf ("render --format text '%s'", path);

  g_assert_true (g_file_set_contents (path, "**bold**", -1, NULL));
  cli_expect (fixture, 0, NULL, arguments);
  g_assert_true (g_str_has_prefix (fixture->out, "bold"));
}

static void
test_mistakes (CliFixture *fixture, gconstpointer data)
{
  cli_expect (fixture, 2, NULL, "render --format pdf");
  cli_expect (fixture, 2, NULL, "render --feed 0");
  cli_expect (fixture, 2, NULL, "render --feed x");
  cli_expect (fixture, 2, NULL, "render /nonexistent.md");
  cli_expect (fixture, 2, NULL, "render a b");
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

#define ADD(name, data, func) g_test_add (name, CliFixture, data, cli_set_up, func, cli_tear_down)
  ADD ("/cli/render/html", "html", test_feeds);
  ADD ("/cli/render/json", "json", test_feeds);
  ADD ("/cli/render/text", "text", test_feeds);
  ADD ("/cli/render/file", NULL, test_file);
  ADD ("/cli/render/mistakes", NULL, test_mistakes);
#undef ADD

  return g_test_run ();
}
