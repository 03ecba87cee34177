/* SPDX-License-Identifier: GPL-3.0-or-later */
/* export: what is chosen, where it goes, and what it exits with. */
#include "cli-fixture.h"

#include <string.h>

/* A chat with a thought; returns its id. */
static char *
ask (CliFixture *fixture, const char *question)
{
  g_autofree char *arguments = g_strdup_printf ("ask @ '%s'", question);

  cli_push_answer (fixture, "Let me think.", "It is four.");
  cli_expect (fixture, 0, NULL, arguments);

  return cli_get_only_id (fixture);
}

static void
expect (CliFixture *fixture, int status, const char *format, const char *argument)
{
  g_auto (GStrv) pieces = g_strsplit (format, "%s", 2);
  g_autofree char *arguments = g_strjoinv (argument, pieces);

  cli_expect (fixture, status, NULL, arguments);
}

static void
test_formats (CliFixture *fixture, gconstpointer data)
{
  g_autofree char *id = ask (fixture, "What is 2 + 2?");
  g_autofree char *start = g_strndup (id, 6);
  g_autoptr (JsonNode) json = NULL;
  JsonObject *chat;

  expect (fixture, 0, "export %s --format json --with-reasoning", start);
  json = cli_parse_output (fixture);
  chat = silu_json_element_object (silu_json_get_array (silu_json_root (json), "conversations"), 0);
  g_assert_cmpstr (silu_json_get_string (chat, "id"), ==, id);
  g_assert_nonnull (strstr (fixture->out, "Let me think."));

  expect (fixture, 0, "export %s --format json", id);
  g_assert_null (strstr (fixture->out, "Let me think."));

  expect (fixture, 0, "export --format markdown --with-reasoning %s", id);
  g_assert_true (g_str_has_prefix (fixture->out, "# What is 2 + 2?\n\n"));
  g_assert_nonnull (strstr (fixture->out, "> Let me think.\n\nIt is four.\n"));

  expect (fixture, 0, "export --format html", "");
  g_assert_true (g_str_has_prefix (fixture->out, "<!DOCTYPE html>\n"));
  g_assert_true (g_str_has_suffix (fixture->out, "</html>\n"));

  expect (fixture, 0, "export --format jsonl --with-reasoning", "");
  g_assert_cmpstr (fixture->out, ==,
                   "{\"messages\":[{\"role\":\"user\",\"content\":\"What is 2 + 2?\"},"
                   "{\"role\":\"assistant\",\"reasoning_content\":\"Let me think.\","
                   "\"content\":\"It is four.\"}]}\n");
}

/* Without ids what is in the trash stays there; by its id it comes. */
static void
test_trash (CliFixture *fixture, gconstpointer data)
{
  g_autofree char *id = ask (fixture, "Throw me away");

  expect (fixture, 0, "delete %s", id);
  expect (fixture, 0, "export --format markdown", "");
  g_assert_cmpstr (fixture->out, ==, "");
  expect (fixture, 0, "export --format markdown %s", id);
  g_assert_true (g_str_has_prefix (fixture->out, "# Throw me away\n"));
}

static void
test_output (CliFixture *fixture, gconstpointer data)
{
  g_autofree char *id = ask (fixture, "Keep me");
  g_autofree char *path = g_build_filename (fixture->directory, "chat.md", NULL);
  g_autofree char *text = NULL;

  expect (fixture, 0, "export --format markdown --output %s", path);
  g_assert_cmpstr (fixture->out, ==, "");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "# Keep me\n"));

  expect (fixture, 5, "export --format markdown --output %s/below", path);
  g_assert_nonnull (strstr (fixture->err, "chat.md"));
}

static void
test_usage (CliFixture *fixture, gconstpointer data)
{
  g_autofree char *id = ask (fixture, "Why?");

  expect (fixture, 2, "export", "");
  expect (fixture, 2, "export --format pdf", "");
  expect (fixture, 2, "export --format json 00000000", "");
  g_assert_cmpstr (fixture->out, ==, "");
  expect (fixture, 2, "export --format json abc", "");
}

/* What another Silu has read and written again is the same in every byte. */
static void
test_round_trip (CliFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->directory, "chats.json", NULL);
  g_autofree char *elsewhere = g_build_filename (fixture->directory, "elsewhere", NULL);
  g_autofree char *id = ask (fixture, "Will I come back?");
  g_autofree char *first = NULL;

  expect (fixture, 0, "export --format json --with-reasoning", "");
  first = g_strdup (fixture->out);
  g_assert_nonnull (strstr (first, id));
  g_assert_true (g_file_set_contents (path, first, -1, NULL));

  g_subprocess_launcher_setenv (fixture->launcher, "XDG_DATA_HOME", elsewhere, TRUE);
  expect (fixture, 0, "import %s", path);
  expect (fixture, 0, "export --format json --with-reasoning", "");
  g_assert_cmpstr (fixture->out, ==, first);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

#define ADD(name, func) g_test_add (name, CliFixture, NULL, cli_set_up, func, cli_tear_down)
  ADD ("/cli-export/formats", test_formats);
  ADD ("/cli-export/trash", test_trash);
  ADD ("/cli-export/output", test_output);
  ADD ("/cli-export/usage", test_usage);
  ADD ("/cli-export/round-trip", test_round_trip);
#undef ADD

  return g_test_run ();
}
