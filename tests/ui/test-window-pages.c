/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages in the place of the chat: how one gets there, what can be done meanwhile, and back. */
#include "config.h"
#include "silu-chat-view.h"
#include "silu-compare-view.h"
#include "silu-ui-test.h"
#include "silu-window.h"

typedef struct
{
  SiluEngine *engine;
  SiluWindow *window;
  SiluConversation *chat;
  SiluMessage *answers[2];
} Fixture;

static void
add_chat (Fixture *f)
{
  g_autoptr (SiluConversation) chat = silu_conversation_new (NULL);
  g_autoptr (SiluMessage) question = silu_message_new (NULL, SILU_ROLE_USER);

  silu_message_append (question, SILU_PART_TEXT, SILU_CHANNEL_NONE, "A question");
  silu_conversation_set_title (chat, "The chat", SILU_TITLE_USER);
  silu_conversation_add (chat, question, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (f->answers); i++)
    {
      g_autoptr (SiluMessage) answer = silu_message_new (NULL, SILU_ROLE_ASSISTANT);

      silu_message_append (answer, SILU_PART_TEXT, SILU_CHANNEL_CONTENT,
                           i == 0 ? "First answer." : "Second answer.");
      silu_conversation_add (chat, answer, question);
      f->answers[i] = answer;
    }
  silu_conversation_list_add (silu_engine_get_conversations (f->engine), chat);
  f->chat = chat;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) started = NULL;

  f->engine = silu_engine_new (NULL);
  silu_engine_start_async (f->engine, silu_test_store_result_cb, &started);
  g_assert_true (silu_engine_start_finish (f->engine, silu_test_wait_result (&started), NULL));
  add_chat (f);
  f->window = silu_window_new (NULL, f->engine, NULL);
  gtk_window_present (GTK_WINDOW (f->window));
  silu_window_open (f->window, f->chat);
  silu_ui_test_settle (GTK_WIDGET (f->window));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) ended = NULL;

  silu_ui_test_close_for_good (GTK_WIDGET (f->window), f->window);
  silu_engine_shutdown_async (f->engine, silu_test_store_result_cb, &ended);
  silu_test_wait_result (&ended);
  g_clear_object (&ended);
  g_assert_finalize_object (f->engine);
}

static GtkWidget *
find (Fixture *f, GType type)
{
  return silu_ui_test_find (GTK_WIDGET (f->window), type);
}

static gboolean
shows (Fixture *f, const char *text)
{
  return silu_ui_test_find_label (GTK_WIDGET (f->window), text) != NULL;
}

/* FALSE: it is not enabled. */
static gboolean
act (Fixture *f, const char *action)
{
  return gtk_widget_activate_action (GTK_WIDGET (f->window), action, NULL);
}

static void
compare (Fixture *f)
{
  g_assert_true (gtk_widget_activate_action (find (f, SILU_TYPE_CHAT_VIEW), "chat.compare", "(ss)",
                                             silu_message_get_id (f->answers[1]),
                                             silu_message_get_id (f->answers[0])));
  silu_ui_test_settle (GTK_WIDGET (f->window));
}

static void
test_compare (Fixture *f, gconstpointer data)
{
  g_assert_true (shows (f, "The chat"));
  compare (f);
  g_assert_true (shows (f, "Compare Answers"));
  g_assert_true (shows (f, "First answer."));
  g_assert_true (shows (f, "Second answer."));
  g_assert_null (silu_ui_test_find_button (GTK_WIDGET (f->window), "Chat menu"));

  /* The button. */
  silu_ui_test_click (GTK_WIDGET (f->window), "Back to the chat");
  silu_ui_test_settle (GTK_WIDGET (f->window));
  g_assert_null (find (f, SILU_TYPE_COMPARE_VIEW));
  g_assert_false (shows (f, "First answer."));
  g_assert_true (shows (f, "Second answer."));
  g_assert_null (silu_ui_test_find_button (GTK_WIDGET (f->window), "Back to the chat"));
}

/* What each of them has cost, where that is known. */
static void
test_cost (Fixture *f, gconstpointer data)
{
  SiluUsage usage = SILU_USAGE_INIT;

  usage.completion = 900;
  usage.cost = 0.0012;
  silu_message_set_usage (f->answers[0], &usage);
  compare (f);
  g_assert_true (shows (f, silu_ui_test_pick ("900 tokens · $0.0012", "900 token · $0.0012")));
}

static void
test_escape (Fixture *f, gconstpointer data)
{
  compare (f);
  g_assert_true (silu_ui_test_press (find (f, SILU_TYPE_COMPARE_VIEW), GDK_KEY_Escape, 0));
  silu_ui_test_settle (GTK_WIDGET (f->window));
  g_assert_null (find (f, SILU_TYPE_COMPARE_VIEW));
}

/* What is about the chat waits until it is seen again. */
static void
test_actions (Fixture *f, gconstpointer data)
{
  gboolean enabled = TRUE;

  compare (f);
  g_object_get (silu_ui_test_find_button (GTK_WIDGET (f->window), "Back to the chat"), "sensitive",
                &enabled, NULL);
  g_assert_true (enabled);
  g_assert_true (act (f, "win.leave-page"));
  compare (f);
  compare (f);
  g_assert_true (act (f, "win.new-chat"));
  silu_ui_test_settle (GTK_WIDGET (f->window));
  g_assert_null (find (f, SILU_TYPE_COMPARE_VIEW));
  g_assert_true (shows (f, "New chat"));
}

/* From the page to the answer, which is on another branch. */
static void
test_open (Fixture *f, gconstpointer data)
{
  compare (f);
  g_signal_emit_by_name (find (f, SILU_TYPE_COMPARE_VIEW), "open", f->chat, f->answers[0]);
  silu_ui_test_settle (GTK_WIDGET (f->window));
  g_assert_null (find (f, SILU_TYPE_COMPARE_VIEW));
  g_assert_true (shows (f, "First answer."));
  g_assert_true (silu_conversation_get_leaf (f->chat) == f->answers[0]);
}

#define add(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  silu_ui_test_init (&argc, &argv);

  add ("/window-pages/compare", test_compare);
  add ("/window-pages/cost", test_cost);
  add ("/window-pages/escape", test_escape);
  add ("/window-pages/actions", test_actions);
  add ("/window-pages/open", test_open);

  return g_test_run ();
}
