/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chains that have a step of a kind, page by page, and where that step is. */
#include "silu-thoughts.h"

#include "silu-test.h"
#include <string.h>

#define DOUBT "Wait, is it a prime?"

typedef struct
{
  SiluStore *store;
  SiluConversation *chat;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) opened = NULL;

  f->store = silu_store_new (NULL);
  silu_store_open_async (f->store, silu_test_store_result_cb, &opened);
  g_assert_true (silu_store_open_finish (f->store, silu_test_wait_result (&opened), NULL));
  f->chat = silu_conversation_new ("chat");
  silu_store_save_conversation (f->store, f->chat);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_object_unref (f->chat);
  g_object_unref (f->store);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
add (Fixture *f, const char *thoughts)
{
  g_autoptr (SiluMessage) answer = silu_message_new (NULL, SILU_ROLE_ASSISTANT);

  silu_message_append (answer, SILU_PART_REASONING, SILU_CHANNEL_THINK_TAG, thoughts);
  silu_message_append (answer, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, "So.");
  silu_conversation_add (f->chat, answer, NULL);
  silu_store_save_message (f->store, f->chat, answer);
}

static SiluThoughts *
list (Fixture *f, const char *text, guint kinds, guint offset, guint limit)
{
  SiluChainsQuery query = { .text = (char *) text };
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  SiluThoughts *found;

  silu_thoughts_find_async (f->store, &query, kinds, offset, limit, NULL, silu_test_store_result_cb,
                            &done);
  found = silu_thoughts_find_finish (silu_test_wait_result (&done), &error);
  g_assert_no_error (error);

  return found;
}

static const SiluSearchHit *
get (SiluThoughts *found, guint index)
{
  return g_ptr_array_index (found->chains, index);
}

static void
test_kinds (Fixture *f, gconstpointer data)
{
  const char *text = "The user asks for a number.\n\n" DOUBT "\n\nSo the answer is 7.";
  g_autoptr (SiluThoughts) all = NULL;
  g_autoptr (SiluThoughts) doubts = NULL;
  g_autoptr (SiluThoughts) plans = NULL;

  add (f, text);
  add (f, "The user asks for another one.\n\nSo the answer is 8.");
  all = list (f, NULL, 0, 0, 10);
  g_assert_cmpuint (all->chains->len, ==, 2);
  g_assert_cmpuint (all->next, ==, 0);

  doubts = list (f, NULL, 1u << SILU_STEP_DOUBT, 0, 10);
  g_assert_cmpuint (doubts->chains->len, ==, 1);
  g_assert_cmpuint (get (doubts, 0)->part, ==, 0);
  g_assert_cmpuint (get (doubts, 0)->offset, ==, strstr (text, DOUBT) - text);
  g_assert_cmpstr (get (doubts, 0)->snippet, ==, DOUBT);

  plans = list (f, NULL, (1u << SILU_STEP_PLAN) | (1u << SILU_STEP_DRAFT_CODE), 0, 10);
  g_assert_cmpuint (plans->chains->len, ==, 0);
}

/* The word must be in such a step, wherever else it is. */
static void
test_words (Fixture *f, gconstpointer data)
{
  const char *text =
      "The user asks for a prime.\n\nSo seven it may be.\n\n" DOUBT "\n\nSo the answer is 7.";
  g_autoptr (SiluThoughts) doubts = NULL;
  g_autoptr (SiluThoughts) ends = NULL;
  g_autoptr (SiluThoughts) starts = NULL;

  add (f, text);
  doubts = list (f, "prime", 1u << SILU_STEP_DOUBT, 0, 10);
  g_assert_cmpuint (doubts->chains->len, ==, 1);
  g_assert_cmpuint (get (doubts, 0)->offset, ==, strstr (text, DOUBT) - text);

  ends = list (f, "prime", 1u << SILU_STEP_CONCLUDE, 0, 10);
  g_assert_cmpuint (ends->chains->len, ==, 0);

  /* The hit that the search has found is of it. */
  starts = list (f, "prime", 1u << SILU_STEP_UNDERSTAND, 0, 10);
  g_assert_cmpuint (starts->chains->len, ==, 1);
  g_assert_cmpuint (get (starts, 0)->ranges->len, >, 0);
  g_assert_cmpuint (get (starts, 0)->offset, <, strstr (text, "So seven") - text);
}

/* Every hit once, however few at a time, though most chains are none. */
static void
test_pages (Fixture *f, gconstpointer data)
{
  guint offset = 0;
  guint n_found = 0;
  guint n_lists = 0;

  for (guint i = 0; i < 150; i++)
    add (f, i % 3 == 0 ? "The user asks.\n\n" DOUBT : "The user asks.\n\nSo the answer is 8.");

  do
    {
      g_autoptr (SiluThoughts) found = list (f, NULL, 1u << SILU_STEP_DOUBT, offset, 10);

      n_found += found->chains->len;
      n_lists++;
      offset = found->next;
    }
  while (offset != 0);
  g_assert_cmpuint (n_found, ==, 50);
  g_assert_cmpuint (n_lists, >, 1);
}

static void
test_cancelled (Fixture *f, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  SiluChainsQuery query = { 0 };

  add (f, DOUBT);
  silu_thoughts_find_async (f->store, &query, 1, 0, 10, cancellable, silu_test_store_result_cb,
                            &done);
  g_cancellable_cancel (cancellable);
  g_assert_null (silu_thoughts_find_finish (silu_test_wait_result (&done), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define add_test(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  add_test ("/thoughts/kinds", test_kinds);
  add_test ("/thoughts/words", test_words);
  add_test ("/thoughts/pages", test_pages);
  add_test ("/thoughts/cancelled", test_cancelled);

  return g_test_run ();
}
