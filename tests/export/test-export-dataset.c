/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which chains go into a data set, and what a row of it says. */
#include "silu-export-dataset.h"
#include "silu-test.h"

#include <string.h>

#define DAY G_GINT64_CONSTANT (1795468680000000) /* 2026-11-23 21:18:00 UTC, in µs */

static void
test_judge (void)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  const SiluChainText good = { .message = (char *) "a",
                               .rating = SILU_RATING_GOOD,
                               .time = DAY,
                               .model = (char *) "r1",
                               .texts = texts,
                               .tokens = 100,
                               .has_question = TRUE,
                               .has_answer = TRUE };
  const SiluChainsQuery all = { 0 };
  gint64 tokens = 0;
  SiluChainText chain = good;
  SiluChainsQuery query = all;

#define ASSERT(verdict)                                                                            \
  g_assert_cmpint (silu_dataset_judge (&chain, &query, SILU_DATASET_TAGS, &tokens), ==, verdict);  \
  chain = good;                                                                                    \
  query = all

  g_ptr_array_add (texts, (gpointer) "So <think> is a tag.");
  ASSERT (SILU_DATASET_TAKEN);
  g_assert_cmpint (tokens, ==, 100);
  query = (SiluChainsQuery){ .rating = SILU_CHAINS_GOOD,
                             .model = (char *) "r1",
                             .min_tokens = 100,
                             .max_tokens = 100,
                             .from = DAY,
                             .until = DAY + 1 };
  ASSERT (SILU_DATASET_TAKEN);
  query.rating = SILU_CHAINS_FLAWED;
  ASSERT (SILU_DATASET_OTHER_RATING);
  query.model = (char *) "r";
  ASSERT (SILU_DATASET_OTHER_MODEL);
  query.from = DAY + 1;
  ASSERT (SILU_DATASET_OTHER_DATE);
  query.until = DAY;
  ASSERT (SILU_DATASET_OTHER_DATE);
  query.min_tokens = 101;
  ASSERT (SILU_DATASET_TOO_SHORT);
  query.max_tokens = 99;
  ASSERT (SILU_DATASET_TOO_LONG);
  chain.state = SILU_MESSAGE_INTERRUPTED;
  ASSERT (SILU_DATASET_INCOMPLETE);
  chain.has_answer = FALSE;
  ASSERT (SILU_DATASET_NO_ANSWER);
  chain.has_question = FALSE;
  ASSERT (SILU_DATASET_NO_QUESTION);
  chain.tokens = -1;
  query.max_tokens = 10;
  ASSERT (SILU_DATASET_TAKEN);
  g_assert_cmpint (tokens, >, 0);

  g_ptr_array_add (texts, (gpointer) "</think> ends it");
  g_assert_cmpint (silu_dataset_judge (&good, &all, SILU_DATASET_FIELD, &tokens), ==,
                   SILU_DATASET_TAKEN);
  ASSERT (SILU_DATASET_HAS_TAGS);
#undef ASSERT
}

static void
add (GPtrArray *branch, SiluRole role, const char *thoughts, const char *text)
{
  SiluMessageRecord *message = g_new0 (SiluMessageRecord, 1);

  message->id = g_strdup ("id-of-mine");
  message->role = role;
  message->account = g_strdup ("account-1");
  message->model = g_strdup (role == SILU_ROLE_ASSISTANT ? "deepseek-r1" : NULL);
  message->rating = thoughts != NULL ? SILU_RATING_GOOD : SILU_RATING_NONE;
  message->parts = silu_parts_new ();
  if (thoughts != NULL)
    silu_parts_append (message->parts, SILU_PART_REASONING, SILU_CHANNEL_CONTENT, thoughts,
                       strlen (thoughts));
  silu_parts_append (message->parts, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, text, strlen (text));
  g_ptr_array_add (branch, message);
}

#define BEFORE                                                                                     \
  "{\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},"                                \
  "{\"role\":\"user\",\"content\":\"1 + 1?\"},{\"role\":\"assistant\",\"content\":\"2\"},"         \
  "{\"role\":\"user\",\"content\":\"再加一?\"},{\"role\":\"assistant\","
#define AFTER                                                                                      \
  "}],\"provenance\":{\"model\":\"deepseek-r1\",\"date\":\"2026-11-23\",\"rating\":\"good\","      \
  "\"licence_source\":\"the model's licence, and the terms of the provider that ran it\"}}\n"

static void
test_rows (void)
{
  g_autoptr (GPtrArray) branch =
      g_ptr_array_new_with_free_func ((GDestroyNotify) silu_message_record_free);
  g_autoptr (GString) text = g_string_new (NULL);

  add (branch, SILU_ROLE_SYSTEM, NULL, "Be brief.");
  add (branch, SILU_ROLE_USER, NULL, "1 + 1?");
  add (branch, SILU_ROLE_ASSISTANT, "Old thoughts.", "2");
  add (branch, SILU_ROLE_USER, NULL, "再加一?");
  add (branch, SILU_ROLE_ASSISTANT, "2 + 1 is \"3\".", "3");

  silu_dataset_add_row (branch, DAY, SILU_DATASET_FIELD, text);
  g_assert_cmpstr (text->str, ==,
                   BEFORE "\"reasoning_content\":\"2 + 1 is \\\"3\\\".\",\"content\":\"3\"" AFTER);
  g_string_truncate (text, 0);
  silu_dataset_add_row (branch, DAY, SILU_DATASET_TAGS, text);
  g_assert_cmpstr (text->str, ==,
                   BEFORE "\"content\":\"<think>\\n2 + 1 is \\\"3\\\".\\n</think>\\n\\n3\"" AFTER);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/export-dataset/judge", test_judge);
  g_test_add_func ("/export-dataset/rows", test_rows);

  return g_test_run ();
}
