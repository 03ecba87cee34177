/* SPDX-License-Identifier: GPL-3.0-or-later */
/* import: what it prints, what it exits with, and what is listed and found afterwards. */
#include "cli-fixture.h"
#include <string.h>

static char *
make_arguments (const char *options, const char *name)
{
  g_autofree char *path =
      g_build_filename (g_getenv ("SILU_SOURCE_DIR"), "tests", "import", name, NULL);
  g_autofree char *quoted = g_shell_quote (path);

  return g_strdup_printf ("import %s %s", options, quoted);
}

static void
test_twice (CliFixture *fixture, gconstpointer data)
{
  g_autofree char *arguments = make_arguments ("", "deepseek.json");

  cli_expect (fixture, 0, NULL, arguments);
  g_assert_nonnull (strstr (fixture->out, "DeepSeek: 2 chats were imported. 3 were skipped.\n"));
  g_assert_nonnull (strstr (fixture->out, "\n  Empty: There is no message in it.\n"));

  cli_expect (fixture, 0, NULL, arguments);
  g_assert_nonnull (strstr (fixture->out, "2 chats were there already."));

  cli_expect (fixture, 0, NULL, "list");
  g_assert_nonnull (strstr (fixture->out, "Why is the sky blue?"));
  cli_expect (fixture, 0, NULL, "search --in reasoning rayleigh");
  g_assert_nonnull (strstr (fixture->out, "Why is the sky blue?"));
}

static void
test_json (CliFixture *fixture, gconstpointer data)
{
  g_autofree char *arguments = make_arguments ("--json", "claude.json");
  g_autoptr (JsonNode) output = NULL;
  JsonObject *report;

  cli_expect (fixture, 0, NULL, arguments);
  output = cli_parse_output (fixture);
  report = silu_json_element_object (json_node_get_array (output), 0);
  g_assert_cmpstr (silu_json_get_string (report, "format"), ==, "Claude");
  g_assert_cmpint (silu_json_get_int (report, "added", -1), ==, 2);
  g_assert_cmpint (silu_json_get_int (report, "messages", -1), ==, 6);
  g_assert_cmpuint (json_array_get_length (silu_json_get_array (report, "skipped")), ==, 0);
}

static void
test_mistakes (CliFixture *fixture, gconstpointer data)
{
  g_autofree char *arguments = make_arguments ("", "claude.txt");

  cli_expect (fixture, 2, NULL, "import");
  cli_expect (fixture, 5, NULL, "import /nonexistent");
  g_assert_nonnull (strstr (fixture->err, "The file cannot be read."));
  cli_expect (fixture, 5, NULL, arguments);
  g_assert_nonnull (strstr (fixture->err, "There are no chats of a program that Silu knows"));
  g_assert_cmpstr (fixture->out, ==, "");
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

#define ADD(name, func) g_test_add (name, CliFixture, NULL, cli_set_up, func, cli_tear_down)
  ADD ("/cli-import/twice", test_twice);
  ADD ("/cli-import/json", test_json);
  ADD ("/cli-import/mistakes", test_mistakes);

  return g_test_run ();
}
