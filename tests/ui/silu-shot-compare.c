/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody who reviews how models think. */
#include "silu-shot-compare.h"

#include "silu-chain-stats.h"
#include "silu-chat-view.h"
#include "silu-compare-row.h"
#include "silu-compare-view.h"
#include "silu-hit-row.h"
#include "silu-thoughts-dataset.h"
#include "silu-thoughts-page.h"
#include "silu-thoughts-stats.h"
#include "silu-ui-test.h"
#include <adwaita.h>
#include <string.h>

typedef struct
{
  const char *model;
  SiluThinkLevel think;
  int seconds;
  int thinking;
  gint64 tokens;
  gint64 reasoning;
  SiluRating rating;
  const char *thoughts;
  const char *text;
} Answer;

static const Answer answers[] = {
  { "deepseek-reasoner", SILU_THINK_HIGH, 21, 14, 902, 611, SILU_RATING_GOOD,
    "The user asks how to tell whether the snake runs into itself.\n\n"
    "I need to compare the new head with every segment of the body.\n\n"
    "So the head is at (x + dx, y + dy), and each segment has a place of its own.\n\n"
    "Wait, the tail moves away in the same step. If the head goes where the tail was, that is no "
    "collision.\n\n"
    "Let me check this with a snake of length four that runs in a circle: it never bites "
    "itself.\n\n"
    "So the answer is a loop that leaves out the last segment.",
    "Compare the new head with each segment **but the last**, which moves away:\n\n"
    "- take the place of the head after the step;\n"
    "- walk over the body without its tail;\n"
    "- a place that is the same is a collision.\n\n"
    "This takes time that grows with the length of the snake." },
  { "qwen3-32b", SILU_THINK_LOW, 9, 4, 415, 180, SILU_RATING_NONE,
    "The user asks how to tell whether a snake has run into itself.\n\n"
    "So the new head must be compared with each segment of the body.\n\n"
    "Alternatively, a grid of flags says at once whether a place is taken.\n\n"
    "So the answer is a grid: one look instead of a loop.",
    "Keep a grid that says which places are taken:\n\n"
    "- take the place of the head after the step;\n"
    "- look it up in the grid;\n"
    "- a place that is taken is a collision.\n\n"
    "This takes the same time whatever the length of the snake." },
};

static SiluMessage *
add_answer (SiluConversation *chat, SiluMessage *question, const Answer *answer, gint64 start)
{
  g_autoptr (SiluMessage) message = silu_message_new (NULL, SILU_ROLE_ASSISTANT);
  SiluTimes times = { .start = start };
  SiluUsage usage = *silu_message_get_usage (message);

  times.first_byte = times.first_reasoning = start + G_USEC_PER_SEC / 2;
  times.first_text = times.first_reasoning + answer->thinking * G_USEC_PER_SEC;
  times.end = start + answer->seconds * G_USEC_PER_SEC;
  usage.completion = answer->tokens;
  usage.reasoning = answer->reasoning;
  silu_message_set_origin (message, answer->model, NULL, answer->think);
  silu_message_set_times (message, &times);
  silu_message_set_usage (message, &usage);
  silu_message_append (message, SILU_PART_REASONING, SILU_CHANNEL_REASONING_CONTENT,
                       answer->thoughts);
  silu_message_append (message, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, answer->text);
  silu_message_set_rating (message, answer->rating);
  silu_conversation_add (chat, message, question);

  return message;
}

/* In the store too: there the thoughts are looked for. */
static SiluConversation *
add_chat (SiluEngine *engine, const char *title, SiluMessage **first, SiluMessage **second)
{
  SiluStore *store = silu_engine_get_store (engine);
  g_autoptr (SiluConversation) chat = silu_conversation_new (NULL);
  g_autoptr (SiluMessage) question = silu_message_new (NULL, SILU_ROLE_USER);
  gint64 start = g_get_real_time () - G_TIME_SPAN_HOUR;

  silu_message_append (question, SILU_PART_TEXT, SILU_CHANNEL_NONE,
                       "How do I see that the snake bites itself?");
  silu_conversation_set_title (chat, title, SILU_TITLE_USER);
  silu_conversation_add (chat, question, NULL);
  silu_store_save_conversation (store, chat);
  silu_store_save_message (store, chat, question);
  *first = add_answer (chat, question, &answers[0], start);
  *second = add_answer (chat, question, &answers[1], start);
  silu_store_save_message (store, chat, *first);
  silu_store_save_message (store, chat, *second);
  silu_conversation_list_add (silu_engine_get_conversations (engine), chat);

  return chat;
}

void
silu_shot_show_compare (SiluEngine *engine, SiluWindow *window)
{
  SiluMessage *first, *second;
  SiluConversation *chat = add_chat (engine, "A snake that bites itself", &first, &second);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) buttons = NULL;

  silu_window_open (window, chat);
  silu_ui_test_settle (GTK_WIDGET (window));
  gtk_widget_activate_action (silu_ui_test_find (GTK_WIDGET (window), SILU_TYPE_CHAT_VIEW),
                              "chat.compare", "(ss)", silu_message_get_id (first),
                              silu_message_get_id (second));
  silu_ui_test_settle (GTK_WIDGET (window));

  rows = silu_ui_test_find_all (GTK_WIDGET (window), SILU_TYPE_COMPARE_ROW);
  buttons = silu_ui_test_find_all (g_ptr_array_index (rows, 0), GTK_TYPE_BUTTON);
  g_signal_emit_by_name (g_ptr_array_index (buttons, 0), "clicked");
}

void
silu_shot_show_compare_changes (SiluWindow *window)
{
  gtk_widget_activate_action (silu_ui_test_find (GTK_WIDGET (window), SILU_TYPE_COMPARE_VIEW),
                              "compare.page", "s", "changes");
}

static gboolean
has_rows (gpointer user_data)
{
  return silu_ui_test_find (user_data, SILU_TYPE_HIT_ROW) != NULL;
}

void
silu_shot_show_thoughts (SiluEngine *engine, SiluWindow *window)
{
  SiluMessage *first, *second;

  add_chat (engine, "Snakes and ladders", &first, &second);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-thoughts", NULL);
  silu_test_run_until (has_rows, window);
}

void
silu_shot_show_statistics (SiluWindow *window)
{
  static SiluChainStats stats[] = {
    { (char *) "deepseek-reasoner", 412, 14 * G_USEC_PER_SEC, 611, 2.3, 0.02 },
    { (char *) "qwen3-32b", 96, 38 * G_USEC_PER_SEC, 1840, 5.1, 0.11 },
    { (char *) "gpt-oss-20b", 31, 4 * G_USEC_PER_SEC, 180, 0.4, 0 },
    { (char *) "deepseek-r1-distill-llama-8b", 7, -1, 2750, 7.8, 0.43 },
  };
  g_autoptr (GPtrArray) models = g_ptr_array_new ();

  gtk_widget_activate_action (silu_ui_test_find (GTK_WIDGET (window), SILU_TYPE_THOUGHTS_PAGE),
                              "thoughts.page", "s", "statistics");
  silu_ui_test_settle (GTK_WIDGET (window));
  for (gsize i = 0; i < G_N_ELEMENTS (stats); i++)
    g_ptr_array_add (models, &stats[i]);
  silu_thoughts_stats_show (
      SILU_THOUGHTS_STATS (silu_ui_test_find (GTK_WIDGET (window), SILU_TYPE_THOUGHTS_STATS)),
      models);
}

static gboolean
has_counts (gpointer user_data)
{
  GtkWidget *page = silu_ui_test_find (user_data, SILU_TYPE_THOUGHTS_DATASET);
  g_autoptr (GPtrArray) rows = silu_ui_test_find_all (page, ADW_TYPE_ACTION_ROW);

  /* One is the choice of the form. */
  return rows->len > 1;
}

void
silu_shot_show_data_set (SiluWindow *window)
{
  gtk_widget_activate_action (silu_ui_test_find (GTK_WIDGET (window), SILU_TYPE_THOUGHTS_PAGE),
                              "thoughts.page", "s", "dataset");
  silu_test_run_until (has_counts, window);
}
