/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers of each model, counted by hand beside. */
#include "silu-chain-stats.h"

#include "silu-test.h"

typedef struct
{
  SiluStore *store;
  SiluConversation *chat;
  guint n_progress;
  guint n_rows;
  guint n_all;
  GCancellable *cancel_at_once; /* or NULL */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) opened = NULL;

  fixture->store = silu_store_new (NULL);
  silu_store_open_async (fixture->store, silu_test_store_result_cb, &opened);
  g_assert_true (silu_store_open_finish (fixture->store, silu_test_wait_result (&opened), NULL));
  fixture->chat = silu_conversation_new ("chat");
  silu_store_save_conversation (fixture->store, fixture->chat);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->chat);
  g_object_unref (fixture->store);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
add (Fixture *fixture,
     const char *model,
     int tokens,
     int seconds,
     const char *thoughts,
     const char *text)
{
  g_autoptr (SiluMessage) answer = silu_message_new (NULL, SILU_ROLE_ASSISTANT);
  SiluUsage usage = SILU_USAGE_INIT;
  SiluTimes times = { .start = 1, .first_reasoning = 1 };

  usage.reasoning = tokens;
  times.end = seconds >= 0 ? 1 + seconds * G_USEC_PER_SEC : 0;
  silu_message_set_origin (answer, model, NULL, SILU_THINK_AUTO);
  silu_message_set_usage (answer, &usage);
  silu_message_set_times (answer, &times);
  silu_message_append (answer, SILU_PART_REASONING, SILU_CHANNEL_THINK_TAG, thoughts);
  silu_message_append (answer, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, text);
  silu_conversation_add (fixture->chat, answer, NULL);
  silu_store_save_message (fixture->store, fixture->chat, answer);
}

static void
progress_cb (guint n_rows, guint n_all, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_assert_cmpuint (n_rows, >=, fixture->n_rows);
  g_assert_cmpuint (n_rows, <=, n_all);
  fixture->n_progress++;
  fixture->n_rows = n_rows;
  fixture->n_all = n_all;
  g_cancellable_cancel (fixture->cancel_at_once);
}

static GPtrArray *
run (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) done = NULL;

  silu_chain_stats_async (fixture->store, fixture->cancel_at_once, progress_cb, fixture,
                          silu_test_store_result_cb, &done);

  return silu_chain_stats_finish (silu_test_wait_result (&done), error);
}

#define PLAIN "We add the numbers. The sum is four."
#define DOUBTING                                                                                   \
  "We add the numbers. The sum is five.\n\nWait, that is wrong. Two and two are four.\n\n"         \
  "Hmm, wait. Is it really four? Yes."

static void
test_numbers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = NULL;
  const SiluChainStats *stats;

  add (fixture, "r1", 100, 4, PLAIN, "Four.");
  add (fixture, "r1", 300, 9, DOUBTING, "Four.");
  add (fixture, "r1", 200, -1, PLAIN, "");
  add (fixture, "qwen3", -1, -1, PLAIN, "");
  add (fixture, NULL, 5, 1, PLAIN, "Four.");
  add (fixture, "r1", -1, -1, "", "No thoughts.");

  all = run (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 3);
  stats = g_ptr_array_index (all, 0);
  g_assert_cmpstr (stats->model, ==, "r1");
  g_assert_cmpuint (stats->n_chains, ==, 3);
  g_assert_cmpint (stats->thinking, ==, 4 * G_USEC_PER_SEC);
  g_assert_cmpint (stats->tokens, ==, 200);
  g_assert_cmpfloat_with_epsilon (stats->backtracks, 1.0 / 3, 0.001);
  g_assert_cmpfloat_with_epsilon (stats->unanswered, 1.0 / 3, 0.001);

  stats = g_ptr_array_index (all, 1);
  g_assert_cmpstr (stats->model, ==, "");
  stats = g_ptr_array_index (all, 2);
  g_assert_cmpstr (stats->model, ==, "qwen3");
  g_assert_cmpint (stats->thinking, ==, -1);
  g_assert_cmpint (stats->tokens, >, 0);
  g_assert_cmpfloat_with_epsilon (stats->backtracks, 0, 0.001);
}

static void
test_progress (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = NULL;

  for (int i = 0; i < 200; i++)
    add (fixture, "r1", i, i, PLAIN, "Four.");

  all = run (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (((SiluChainStats *) g_ptr_array_index (all, 0))->n_chains, ==, 200);
  g_assert_cmpuint (fixture->n_progress, >, 2);
  g_assert_cmpuint (fixture->n_rows, ==, fixture->n_all);
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 200; i++)
    add (fixture, "r1", i, i, PLAIN, "Four.");

  fixture->cancel_at_once = cancellable;
  g_assert_null (run (fixture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fixture->n_progress, ==, 1);
}

static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = run (fixture, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 0);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/chain-stats/numbers", test_numbers);
  ADD ("/chain-stats/progress", test_progress);
  ADD ("/chain-stats/cancel", test_cancel);
  ADD ("/chain-stats/nothing", test_nothing);
#undef ADD

  return g_test_run ();
}
