/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Made in memory: the store need not know of them. */
#include "silu-shot-chats.h"

#include "silu-fault.h"
#include "silu-ui-test.h"
#include <glib/gi18n-lib.h>

static SiluMessage *
add_message (SiluConversation *conversation, SiluRole role, const char *text)
{
  g_autoptr (SiluMessage) message = silu_message_new (NULL, role);

  silu_message_append (message, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, text);
  silu_conversation_add (conversation, message, silu_conversation_get_leaf (conversation));

  return silu_conversation_get_leaf (conversation);
}

/* A thought that is not shown, and what it cost. */
static void
add_hidden_thought (SiluShot *shot, SiluConversation *conversation)
{
  SiluAccount *account = silu_accounts_get_default (silu_engine_get_accounts (shot->engine));
  gint64 now = g_get_real_time ();
  const SiluTimes times = {
    .start = now - 20 * G_TIME_SPAN_SECOND,
    .first_reasoning = now - 19 * G_TIME_SPAN_SECOND,
    .first_text = now - 7 * G_TIME_SPAN_SECOND,
    .end = now,
  };
  const SiluUsage usage = {
    .prompt = 812000, .completion = 913, .reasoning = 640, .cached = 800000, .load = -1, .cost = -1
  };
  SiluMessage *message;

  add_message (conversation, SILU_ROLE_USER, "Is there a prime between any square and the next?");
  message = add_message (conversation, SILU_ROLE_ASSISTANT,
                         "Nobody knows. It is **Legendre’s conjecture**, checked far beyond "
                         "10^18 and proved by no one.");
  silu_message_set_origin (message, "deepseek-flash", silu_account_get_id (account),
                           SILU_THINK_HIGH);
  silu_message_set_times (message, &times);
  silu_message_set_usage (message, &usage);
}

static void
expand_details (SiluShot *shot)
{
  g_autoptr (GPtrArray) expanders = NULL;

  silu_ui_test_settle (GTK_WIDGET (shot->window));
  expanders = silu_ui_test_find_all (GTK_WIDGET (shot->window), GTK_TYPE_EXPANDER);
  for (guint i = 0; i < expanders->len; i++)
    if (gtk_widget_get_mapped (g_ptr_array_index (expanders, i)))
      gtk_expander_set_expanded (g_ptr_array_index (expanders, i), TRUE);
}

void
silu_shot_faults (SiluShot *shot)
{
  g_autoptr (SiluConversation) conversation = silu_conversation_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = silu_fault_sentence (SILU_ERROR_CONTEXT_LENGTH, NULL);
  SiluMessage *message;

  error = silu_error_new (SILU_ERROR_CONTEXT_LENGTH, sentence,
                          "This model's maximum context length is 1000000 tokens.\n"
                          "Request id: 7f3c21",
                          -1);
  add_hidden_thought (shot, conversation);
  add_message (conversation, SILU_ROLE_USER, "And between cubes?");
  message = add_message (conversation, SILU_ROLE_ASSISTANT, "");
  silu_message_set_error (message, error);
  silu_message_set_state (message, SILU_MESSAGE_FAILED);
  silu_conversation_set_title (conversation, "Primes between squares", SILU_TITLE_USER);
  silu_conversation_list_add (silu_engine_get_conversations (shot->engine), conversation);

  silu_window_open (shot->window, conversation);
  expand_details (shot);
  silu_shot_take (shot, GTK_WIDGET (shot->window), "faults");
}

static gboolean
has_no_formula_under_way (gpointer user_data)
{
  SiluShot *shot = user_data;

  return !silu_math_is_available (shot->math) || !silu_math_is_busy (shot->math);
}

/* Everything that an answer may have. */
void
silu_shot_document (SiluShot *shot)
{
  g_autoptr (SiluConversation) conversation = silu_conversation_new (NULL);
  g_autofree char *text = silu_test_read_file ("tests/corpus/reference.md", NULL);

  add_message (conversation, SILU_ROLE_USER, "Show me everything you can write.");
  add_message (conversation, SILU_ROLE_ASSISTANT, text);
  silu_conversation_set_title (conversation, "A reference document", SILU_TITLE_USER);
  silu_conversation_list_add (silu_engine_get_conversations (shot->engine), conversation);
  silu_window_open (shot->window, conversation);
  gtk_window_present (GTK_WINDOW (shot->window));
  silu_ui_test_settle (GTK_WIDGET (shot->window));
  silu_test_run_until (has_no_formula_under_way, shot);
  silu_shot_take (shot, GTK_WIDGET (shot->window), "document-end");
  gtk_adjustment_set_value (silu_shot_get_adjustment (shot), 0);
  silu_ui_test_settle (GTK_WIDGET (shot->window));
  silu_test_run_until (has_no_formula_under_way, shot);
  silu_shot_take (shot, GTK_WIDGET (shot->window), "document");
}

/* An answer that was asked for again, with its code against the older one's. */
void
silu_shot_changes (SiluShot *shot)
{
  g_autoptr (SiluConversation) conversation = silu_conversation_new (NULL);
  SiluMessage *question = add_message (conversation, SILU_ROLE_USER, "A queue in C?");
  const char *const versions[] = {
    "A ring:\n\n```c queue.c\nbool\nqueue_push (Queue *q, int value)\n{\n"
    "  if (q->n == q->size)\n    return false;\n"
    "  q->items[(q->first + q->n++) % q->size] = value;\n  return true;\n}\n```\n",
    "A ring that grows:\n\n```c queue.c\nvoid\nqueue_push (Queue *q, int value)\n{\n"
    "  if (q->n == q->size)\n    queue_grow (q);\n"
    "  q->items[(q->first + q->n++) % q->size] = value;\n}\n```\n",
  };
  GtkWidget *button;

  for (gsize i = 0; i < G_N_ELEMENTS (versions); i++)
    {
      g_autoptr (SiluMessage) answer = silu_message_new (NULL, SILU_ROLE_ASSISTANT);

      silu_message_append (answer, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, versions[i]);
      silu_conversation_add (conversation, answer, question);
    }
  silu_conversation_set_title (conversation, "A queue in C", SILU_TITLE_USER);
  silu_conversation_list_add (silu_engine_get_conversations (shot->engine), conversation);
  silu_window_open (shot->window, conversation);
  gtk_window_present (GTK_WINDOW (shot->window));
  silu_ui_test_settle (GTK_WIDGET (shot->window));
  button = silu_ui_test_find_button (GTK_WIDGET (shot->window),
                                     _ ("Show changes to the earlier version"));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  silu_shot_take (shot, GTK_WIDGET (shot->window), "changes");
}
