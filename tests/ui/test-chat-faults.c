/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes wrong, as the window shows it: each kind of fault with its sentence and its own ways
 * on. */
#include "chat-fixture.h"
#include "silu-answer-status.h"
#include "silu-composer.h"

#include <string.h>

typedef struct
{
  const char *name;
  guint status;
  const char *body;
  const char *sentence;
  const char *ways[3]; /* buttons; NULL-terminated */
  const char *detail;
} Fault;

static const Fault faults[] = {
  { "key",
    401,
    "{\"error\":{\"message\":\"no such key\"}}",
    "The key was not accepted. Check it in the preferences.",
    { "Preferences", "Try Again" },
    "no such key" },
  { "balance",
    402,
    "{\"error\":{\"message\":\"Insufficient Balance\"}}",
    "The balance of this account is used up. Top it up, or choose another account.",
    { "Preferences", "Try Again" },
    "Insufficient Balance" },
  { "context",
    400,
    "{\"error\":{\"message\":\"maximum context length is 65536 tokens\"}}",
    "The conversation is too long for this model. Start a new one, or choose another model.",
    { "Leave Out Old Turns", "Edit Question" },
    "maximum context length is 65536 tokens" },
  { "refused",
    400,
    "{\"error\":{\"message\":\"content_policy violation\"}}",
    "The service refused to answer this. Put the question differently.",
    { "Edit Question", "Try Again" },
    "content_policy violation" },
  { "model",
    404,
    "{\"error\":{\"message\":\"model_not_found\"}}",
    "The server does not have this model. Choose another one.",
    { "Try Again" },
    "model_not_found" },
  { "request",
    422,
    "{\"detail\":[{\"msg\":\"temperature: too hot\"}]}",
    "The server did not accept the request. The details say why.",
    { "Try Again" },
    "temperature: too hot" },
};

static SiluScript *
push_status (ChatFixture *fixture, guint status, const char *body)
{
  SiluScript *script = chat_push (fixture, NULL);

  silu_script_set_status (script, status);
  silu_script_set_header (script, "Content-Type", "application/json");
  silu_script_set_header (script, "x-request-id", "req-17");
  silu_script_send (script, body, -1);

  return script;
}

static void
test_fault (ChatFixture *fixture, gconstpointer data)
{
  const Fault *fault = data;
  GtkWidget *expander;

  push_status (fixture, fault->status, fault->body);
  chat_ask (fixture, "q");

  g_assert_true (chat_shows (fixture, fault->sentence));
  for (gsize i = 0; fault->ways[i] != NULL; i++)
    g_assert_nonnull (silu_ui_test_find_button (fixture->window, fault->ways[i]));

  /* The server's own words and its number for the request are a click away, and can be copied. */
  g_assert_false (chat_shows_part (fixture, fault->detail));
  expander = silu_ui_test_find (fixture->window, GTK_TYPE_EXPANDER);
  gtk_expander_set_expanded (GTK_EXPANDER (expander), TRUE);
  silu_ui_test_settle (fixture->window);
  g_assert_true (chat_shows_part (fixture, fault->detail));
  g_assert_true (chat_shows_part (fixture, "req-17"));
  g_assert_nonnull (silu_ui_test_find_button (fixture->window, "Copy details"));
}

static gboolean
is_paused (gpointer user_data)
{
  ChatFixture *fixture = user_data;
  SiluTurn *turn = silu_engine_get_turn (fixture->engine, chat_get_conversation (fixture));

  return turn != NULL && silu_turn_get_state (turn) == SILU_TURN_PAUSED;
}

static void
ask_and_pause (ChatFixture *fixture)
{
  silu_script_set_header (push_status (fixture, 429, "{\"error\":{\"message\":\"Slow\"}}"),
                          "Retry-After", "90");
  silu_chat_view_ask (fixture->view, "q");
  silu_test_run_until (is_paused, fixture);
  silu_ui_test_settle (fixture->window);
  g_assert_true (chat_shows_part (fixture, "Trying again in 1 min"));
}

static void
test_try_now (ChatFixture *fixture, gconstpointer data)
{
  ask_and_pause (fixture);
  chat_push_answer (fixture, "At last.");
  chat_click (fixture, "Try Now");
  chat_wait_idle (fixture);
  g_assert_true (chat_shows (fixture, "At last."));
  g_assert_cmpuint (fixture->bodies->len, ==, 2);
}

static void
test_cancel_retry (ChatFixture *fixture, gconstpointer data)
{
  ask_and_pause (fixture);
  chat_click (fixture, "Cancel");
  chat_wait_idle (fixture);
  g_assert_true (
      chat_shows (fixture, "Too many requests in a short time. Wait a moment, then try again."));
  g_assert_nonnull (silu_ui_test_find_button (fixture->window, "Try Again"));
  g_assert_cmpuint (fixture->bodies->len, ==, 1);
}

static gboolean
is_loading (gpointer user_data)
{
  ChatFixture *fixture = user_data;
  SiluTurn *turn = silu_engine_get_turn (fixture->engine, chat_get_conversation (fixture));

  return turn != NULL && silu_turn_get_state (turn) == SILU_TURN_LOADING;
}

static void
test_loading (ChatFixture *fixture, gconstpointer data)
{
  silu_script_set_header (push_status (fixture, 503, "{\"error\":{\"message\":\"Loading model\"}}"),
                          "Retry-After", "60");
  silu_chat_view_ask (fixture->view, "q");
  silu_test_run_until (is_loading, fixture);
  silu_ui_test_settle (fixture->window);
  g_assert_true (chat_shows_part (fixture, "The server is loading the model…"));

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->view), "chat.stop", NULL));
  chat_wait_idle (fixture);
  g_assert_true (chat_shows (fixture, "Stopped."));
}

static void
test_shorten (ChatFixture *fixture, gconstpointer data)
{
  chat_push_answer (fixture, "first answer");
  chat_ask (fixture, "first question");
  push_status (fixture, 400, "{\"error\":{\"message\":\"context_length_exceeded\"}}");
  chat_ask (fixture, "second question");

  chat_push_answer (fixture, "short answer");
  chat_click (fixture, "Leave Out Old Turns");
  chat_wait_idle (fixture);
  g_assert_true (chat_shows (fixture, "short answer"));
  g_assert_null (strstr (g_ptr_array_index (fixture->bodies, 2), "first question"));
  g_assert_nonnull (strstr (g_ptr_array_index (fixture->bodies, 2), "second question"));
}

static void
test_edit_question (ChatFixture *fixture, gconstpointer data)
{
  GtkWidget *composer = silu_ui_test_find (fixture->window, SILU_TYPE_COMPOSER);
  g_autofree char *text = NULL;

  push_status (fixture, 400, "{\"error\":{\"message\":\"content_filter\"}}");
  chat_ask (fixture, "a bold question");
  chat_click (fixture, "Edit Question");
  text = silu_composer_dup_text (SILU_COMPOSER (composer));
  g_assert_cmpstr (text, ==, "a bold question");
}

/* --- thinking --- */

static void
test_thinking_only (ChatFixture *fixture, gconstpointer data)
{
  SiluScript *script = chat_push (fixture, NULL);

  silu_script_send_delta (script, "It is four, surely.", NULL);
  silu_script_send_end (script, "stop", 5, 9, 9);
  chat_ask (fixture, "q");
  g_assert_true (chat_shows (fixture, "The model thought, but gave no answer."));
  g_assert_nonnull (silu_ui_test_find_button (fixture->window, "Try Again"));

  chat_push_answer (fixture, "Four.");
  chat_click (fixture, "Answer Now");
  chat_wait_idle (fixture);
  g_assert_true (chat_shows (fixture, "Four."));
  g_assert_nonnull (strstr (g_ptr_array_index (fixture->bodies, 1), "It is four, surely."));
  g_assert_nonnull (strstr (g_ptr_array_index (fixture->bodies, 1), "\"disabled\""));
  g_assert_true (silu_message_has_text (chat_get_leaf (fixture), SILU_PART_REASONING));
}

static gboolean
is_thinking (gpointer user_data)
{
  return silu_message_has_text (user_data, SILU_PART_REASONING);
}

static gboolean
has_answer (gpointer user_data)
{
  return silu_message_has_text (user_data, SILU_PART_TEXT);
}

/* In the middle of a thought: what was thought is kept, and the answer comes below it. */
static void
test_answer_now (ChatFixture *fixture, gconstpointer data)
{
  SiluScript *script = chat_push (fixture, NULL);

  silu_script_send_delta (script, "On and on.", NULL);
  silu_script_hold (script);
  silu_chat_view_ask (fixture->view, "q");
  silu_test_run_until (is_thinking, chat_get_leaf (fixture));
  silu_ui_test_settle (fixture->window);

  chat_push_answer (fixture, "In short: yes.");
  chat_click (fixture, "Answer Now");
  silu_test_run_until (has_answer, chat_get_leaf (fixture));
  chat_wait_idle (fixture);
  g_assert_true (chat_shows (fixture, "In short: yes."));
  g_assert_null (silu_ui_test_find_button (fixture->window, "Answer Now"));
  g_assert_cmpint (silu_message_get_state (chat_get_leaf (fixture)), ==, SILU_MESSAGE_COMPLETE);
}

static void
test_hidden_thought (ChatFixture *fixture, gconstpointer data)
{
  silu_script_send_end (chat_push (fixture, "The answer."), "stop", 10, 700, 640);
  chat_ask (fixture, "q");
  g_assert_true (chat_shows (fixture, "The provider does not show the text"));
  g_assert_true (chat_shows_part (fixture, "640 tokens"));
  g_assert_true (chat_shows (fixture, "The answer."));
}

/* --- the two clocks --- */

static gboolean
has_kept_alive (gpointer user_data)
{
  SiluTurn *turn = user_data;

  return silu_turn_get_last_byte (turn) - silu_turn_get_last_progress (turn) > G_USEC_PER_SEC / 10;
}

static void
test_silence (ChatFixture *fixture, gconstpointer data)
{
  SiluScript *script = chat_push (fixture, NULL);
  g_auto (SiluAnswerStatus) alive = { 0 };
  g_auto (SiluAnswerStatus) dead = { 0 };
  SiluTurn *turn;
  gint64 last;

  silu_script_pause (script, 200);
  silu_script_send (script, ": keep-alive\n\n", -1);
  silu_script_hold (script);
  silu_chat_view_ask (fixture->view, "q");
  turn = silu_engine_get_turn (fixture->engine, chat_get_conversation (fixture));
  silu_test_run_until (has_kept_alive, turn);
  last = silu_turn_get_last_byte (turn);

  silu_answer_status_read (&alive, chat_get_leaf (fixture), turn,
                           last + 59 * G_USEC_PER_SEC + 950000);
  g_assert_cmpstr (alive.sentence, ==, "Waiting 1 min, the server is alive");
  g_assert_true (alive.waiting);
  silu_answer_status_read (&dead, chat_get_leaf (fixture), turn, last + 180 * G_USEC_PER_SEC);
  g_assert_cmpstr (dead.sentence, ==, "Nothing has come for 3 min");

  silu_turn_stop (turn);
  chat_wait_idle (fixture);
}

/* --- numbers --- */

static void
test_numbers (ChatFixture *fixture, gconstpointer data)
{
  silu_script_send_end (chat_push (fixture, "An answer."), "stop", 14000, 200, 0);
  chat_ask (fixture, "q");
  g_assert_true (chat_shows (fixture, "14.2k / 1M"));
  g_assert_true (chat_shows_part (fixture, "≈ $0.00"));
}

int
main (int argc, char **argv)
{
  silu_ui_test_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path = g_strconcat ("/chat-faults/", faults[i].name, NULL);

      g_test_add (path, ChatFixture, &faults[i], chat_set_up, test_fault, chat_tear_down);
    }

#define ADD(name, func) g_test_add (name, ChatFixture, NULL, chat_set_up, func, chat_tear_down)
  ADD ("/chat-faults/try-now", test_try_now);
  ADD ("/chat-faults/cancel-retry", test_cancel_retry);
  ADD ("/chat-faults/loading", test_loading);
  ADD ("/chat-faults/shorten", test_shorten);
  ADD ("/chat-faults/edit-question", test_edit_question);
  ADD ("/chat-faults/thinking-only", test_thinking_only);
  ADD ("/chat-faults/answer-now", test_answer_now);
  ADD ("/chat-faults/hidden-thought", test_hidden_thought);
  ADD ("/chat-faults/silence", test_silence);
  ADD ("/chat-faults/numbers", test_numbers);
#undef ADD

  return g_test_run ();
}
