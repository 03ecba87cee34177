/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chains of thought on the command line: searched with their notes, shown step by step, and
 * exported as a data set. */
#include "cli-fixture.h"

#include <string.h>

static const char chats[] =
    "{\"format\":\"silu\",\"version\":1,\"conversations\":[{\"id\":\"chat-1\",\"title\":\"Sums\","
    "\"messages\":[{\"id\":\"question-1\",\"role\":\"user\",\"parts\":[{\"kind\":\"text\","
    "\"text\":\"2 + 2?\"}]},"
    "{\"id\":\"answer-1\",\"parent\":\"question-1\",\"role\":\"assistant\",\"model\":\"r1\","
    "\"rating\":\"good\",\"times\":{\"start\":1795468680000000},\"parts\":[{\"kind\":\"reasoning\","
    "\"text\":\"We add the numbers: five.\\n\\nWait, that is wrong. It is four.\","
    "\"pace\":\"0:1795468680000000 27:2000\"},{\"kind\":\"text\",\"text\":\"Four.\"}],"
    "\"notes\":[{\"part\":0,\"start\":27,\"kind\":\"bookmark\",\"text\":\"caught 想对了\"}]},"
    "{\"id\":\"answer-2\",\"parent\":\"question-1\",\"role\":\"assistant\",\"model\":\"r1\","
    "\"parts\":[{\"kind\":\"reasoning\",\"text\":\"Hm.\"},{\"kind\":\"text\",\"text\":\"4\"}]}]}]}";

static void
import (CliFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->directory, "chats.json", NULL);
  g_autofree char *arguments = g_strconcat ("import ", path, NULL);

  g_assert_true (g_file_set_contents (path, chats, -1, NULL));
  cli_expect (fixture, 0, NULL, arguments);
}

static void
test_search (CliFixture *fixture, gconstpointer data)
{
  import (fixture);

  cli_expect (fixture, 0, NULL, "search --in thoughts wrong");
  g_assert_nonnull (strstr (fixture->out, "reasoning: "));
  cli_expect (fixture, 0, NULL, "search --in notes 想对了");
  g_assert_nonnull (strstr (fixture->out, "notes: caught 想对了"));
  cli_expect (fixture, 0, NULL, "search --in notes wrong");
  g_assert_cmpstr (fixture->out, ==, "");
}

static void
test_steps (CliFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) json = NULL;
  JsonArray *steps;
  JsonObject *last;

  import (fixture);

  cli_expect (fixture, 0, NULL, "steps --message answer-1");
  g_assert_nonnull (strstr (fixture->out, "doubt        Wait, that is wrong\n"));
  cli_expect (fixture, 0, NULL, "steps --json --message answer-1");
  json = cli_parse_output (fixture);
  steps = json_node_get_array (json);
  last = silu_json_element_object (steps, json_array_get_length (steps) - 1);
  g_assert_cmpint (silu_json_get_int (last, "part", -1), ==, 0);
  g_assert_cmpint (silu_json_get_int (last, "start", -1), ==, 27);
  g_assert_cmpint (silu_json_get_int (last, "begun", -1), ==, 1795468682000000);

  cli_expect (fixture, 0, NULL, "steps --message question-1");
  g_assert_cmpstr (fixture->out, ==, "");
  cli_expect (fixture, 2, NULL, "steps --message nobody");
  cli_expect (fixture, 2, NULL, "steps --message answer-1 -");
}

static void
test_dataset (CliFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->directory, "set.jsonl", NULL);
  g_autofree char *arguments = g_strconcat (
      "export --format jsonl --with-reasoning --think-tags --rating good --output ", path, NULL);
  g_autofree char *text = NULL;

  import (fixture);

  cli_expect (fixture, 0, NULL, "export --format jsonl --with-reasoning --rating good");
  g_assert_true (g_str_has_prefix (fixture->out,
                                   "{\"messages\":[{\"role\":\"user\",\"content\":\"2 + 2?\"},"
                                   "{\"role\":\"assistant\",\"reasoning_content\":\"We add"));
  g_assert_nonnull (strstr (fixture->out, "\"provenance\":{\"model\":\"r1\",\"date\":\"2026-11-23\""
                                          ",\"rating\":\"good\",\"licence_source\":"));
  g_assert_cmpstr (strchr (fixture->out, '\n'), ==, "\n");

  cli_expect (fixture, 0, NULL, arguments);
  g_assert_cmpstr (fixture->out, ==, "");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "\"content\":\"<think>\\nWe add"));

  cli_expect (fixture, 0, NULL, "export --format jsonl --with-reasoning --rating flawed");
  g_assert_cmpstr (fixture->out, ==, "");
  cli_expect (fixture, 0, NULL, "export --format jsonl --with-reasoning --think-tags chat-1");
  g_assert_nonnull (strstr (fixture->out, "<think>\\n"));
}

static void
test_usage (CliFixture *fixture, gconstpointer data)
{
  import (fixture);

  cli_expect (fixture, 2, NULL, "export --format jsonl --rating good");
  cli_expect (fixture, 2, NULL, "export --format json --with-reasoning --rating good");
  cli_expect (fixture, 2, NULL, "export --format jsonl --with-reasoning --rating best");
  cli_expect (fixture, 2, NULL, "export --format jsonl --with-reasoning --rating good chat-1");
  cli_expect (fixture, 2, NULL, "export --format markdown --with-reasoning --think-tags");
  cli_expect (fixture, 2, NULL, "export --format jsonl --think-tags");
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

#define ADD(name, func) g_test_add (name, CliFixture, NULL, cli_set_up, func, cli_tear_down)
  ADD ("/cli-chains/search", test_search);
  ADD ("/cli-chains/steps", test_steps);
  ADD ("/cli-chains/dataset", test_dataset);
  ADD ("/cli-chains/usage", test_usage);
#undef ADD

  return g_test_run ();
}
