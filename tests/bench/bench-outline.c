/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a thought takes to show its outline, by how long it is. Each opening is a process of its
 * own. */
#include "bench-chats.h"
#include "bench-text.h"
#include "bench-window.h"
#include "silu-step-outline.h"
#include "silu-thinking-card.h"

#define ROUNDS 9
#define BYTES_A_TOKEN 4
#define STEP_BYTES 600

static const guint LENGTHS[] = { 300, 30000 };
static const double LIMITS[] = { 1, 2 };

/* So many tokens of steps, of which every other one is a doubt. */
static char *
make_chain (guint n_tokens)
{
  GString *chain = g_string_new (NULL);

  for (guint i = 0; chain->len < n_tokens * BYTES_A_TOKEN; i++)
    {
      g_autofree char *step = bench_make_answer (i, STEP_BYTES);

      g_string_append_printf (chain, "%s %s\n\n", i % 2 == 0 ? "First, look at it." : "Wait, no.",
                              step);
    }

  return g_string_free (chain, FALSE);
}

static void
add_thought (SiluStore *store, guint n_tokens)
{
  g_autoptr (SiluConversation) conversation = silu_conversation_new (NULL);
  g_autoptr (SiluMessage) question = silu_message_new (NULL, SILU_ROLE_USER);
  g_autoptr (SiluMessage) answer = silu_message_new (NULL, SILU_ROLE_ASSISTANT);
  g_autofree char *title = g_strdup_printf ("%u", n_tokens);
  g_autofree char *chain = make_chain (n_tokens);

  silu_conversation_set_title (conversation, title, SILU_TITLE_USER);
  silu_store_save_conversation (store, conversation);
  silu_message_append (question, SILU_PART_TEXT, SILU_CHANNEL_NONE, "Why?");
  silu_message_set_state (question, SILU_MESSAGE_COMPLETE);
  silu_message_append (answer, SILU_PART_REASONING, SILU_CHANNEL_REASONING_CONTENT, chain);
  silu_message_append (answer, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, "For that.");
  silu_message_set_state (answer, SILU_MESSAGE_COMPLETE);
  silu_conversation_add (conversation, question, NULL);
  silu_store_save_message (store, conversation, question);
  silu_conversation_add (conversation, answer, question);
  silu_store_save_message (store, conversation, answer);
  silu_store_save_conversation (store, conversation);
}

/* Prints the milliseconds until the first line of the outline has been painted. */
static void
measure (const char *directory, const char *title)
{
  BenchWindow *window = bench_window_new (directory, NULL);
  GtkWidget *card;
  GtkWidget *outline;
  gint64 start;

  bench_window_open (window, title);
  card = bench_find (window->window, SILU_TYPE_THINKING_CARD);
  g_assert_nonnull (card);
  bench_wait_frame (window);

  start = g_get_monotonic_time ();
  silu_thinking_card_set_pane (SILU_THINKING_CARD (card), SILU_PANE_OPEN);
  do
    {
      bench_wait_frame (window);
      outline = bench_find (card, SILU_TYPE_STEP_OUTLINE);
    }
  while (outline == NULL || silu_step_outline_get_row (SILU_STEP_OUTLINE (outline), 0) == NULL ||
         !gtk_widget_get_mapped (silu_step_outline_get_row (SILU_STEP_OUTLINE (outline), 0)));
  g_print ("%.3f\n", (double) (g_get_monotonic_time () - start) / 1000);
  bench_window_free (window);
}

static void
compare (const char *program, const char *directory)
{
  double medians[G_N_ELEMENTS (LENGTHS)];

  for (gsize i = 0; i < G_N_ELEMENTS (LENGTHS); i++)
    {
      g_autofree char *title = g_strdup_printf ("%u", LENGTHS[i]);
      g_autofree char *figure = g_strdup_printf ("tokens-%u", LENGTHS[i]);
      g_autofree char *more = NULL;
      double values[ROUNDS];

      for (guint round = 0; round < ROUNDS; round++)
        bench_run (NULL, &values[round], 1, program, "open", directory, title, NULL);
      medians[i] = bench_median (values, ROUNDS);
      more = g_strdup_printf ("\"ms\":%.1f", medians[i]);
      bench_print ("outline", figure, medians[i] / medians[0], LIMITS[i], more);
    }
}

int
main (int argc, char **argv)
{
  g_autofree char *directory = NULL;
  SiluStore *store;

  if (argc == 4)
    {
      bench_init ();
      measure (argv[2], argv[3]);
      return 0;
    }

  directory = bench_make_folder ();
  store = bench_chats_open (directory);
  for (gsize i = 0; i < G_N_ELEMENTS (LENGTHS); i++)
    add_thought (store, LENGTHS[i]);
  bench_chats_close (store);
  compare (argv[0], directory);
  bench_remove_folder (directory);

  return 0;
}
