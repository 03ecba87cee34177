/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Turns from end to end against a scripted server: what is asked, what is kept, how it ends. */
#include "silu-engine.h"
#include "silu-script-server.h"
#include "silu-test.h"
#include <glib/gstdio.h>

#define KEY "sk-test-0123456789abcdef"

typedef struct
{
  char *directory;
  SiluScriptServer *server;
  SiluEngine *engine;
  SiluConversation *conversation;
  GQueue scripts; /* of SiluScript, one a request */
  GPtrArray *bodies;
  GPtrArray *tokens;
} Fixture;

static SiluScript *
answer_cb (const char *method,
           const char *path,
           const char *body,
           const char *token,
           gpointer user_data)
{
  Fixture *fixture = user_data;

  g_assert_cmpstr (path, ==, "/v1/chat/completions");
  g_ptr_array_add (fixture->bodies, g_strdup (body));
  g_ptr_array_add (fixture->tokens, g_strdup (token));

  return g_queue_pop_head (&fixture->scripts);
}

static SiluEngine *
start_engine (const char *directory)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SiluEngine *engine = silu_engine_new (directory);

  silu_engine_start_async (engine, silu_test_store_result_cb, &result);
  silu_engine_start_finish (engine, silu_test_wait_result (&result), &error);
  g_assert_no_error (error);

  return engine;
}

static void
shut_down (SiluEngine *engine)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  silu_engine_shutdown_async (engine, silu_test_store_result_cb, &result);
  silu_engine_shutdown_finish (engine, silu_test_wait_result (&result), &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->directory = g_dir_make_tmp ("silu-engine-XXXXXX", &error);
  g_assert_no_error (error);
  g_queue_init (&fixture->scripts);
  fixture->bodies = g_ptr_array_new_with_free_func (g_free);
  fixture->tokens = g_ptr_array_new_with_free_func (g_free);
  fixture->server = silu_script_server_new (answer_cb, fixture, &error);
  g_assert_no_error (error);
  fixture->engine = start_engine (fixture->directory);
  fixture->conversation = silu_conversation_new (NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *command = g_strdup_printf ("rm -rf '%s'", fixture->directory);

  g_clear_object (&fixture->conversation);
  if (fixture->engine != NULL)
    shut_down (fixture->engine);
  g_assert_finalize_object (g_steal_pointer (&fixture->engine));

  silu_script_server_stop (fixture->server);
  g_clear_object (&fixture->server);
  g_queue_clear_full (&fixture->scripts, (GDestroyNotify) silu_script_free);
  g_ptr_array_unref (fixture->bodies);
  g_ptr_array_unref (fixture->tokens);

  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
  g_free (fixture->directory);
}

/* An account that is not among the kept ones, at the scripted server. */
static SiluAccount *
make_account (Fixture *fixture)
{
  SiluAccount *account = silu_account_new (NULL, "deepseek");
  g_autofree char *url =
      g_strconcat (silu_script_server_get_base_url (fixture->server), "/v1", NULL);

  silu_account_set_name (account, "Test");
  silu_account_set_base_url (account, url);
  silu_account_set_dialect (account, "openai");
  silu_account_set_model (account, "test-model");

  return account;
}

static SiluScript *
push_script (Fixture *fixture)
{
  SiluScript *script = silu_script_new ();

  g_queue_push_tail (&fixture->scripts, script);

  return script;
}

static void
push_answer (Fixture *fixture, const char *reasoning, const char *text)
{
  SiluScript *script = push_script (fixture);

  if (reasoning != NULL)
    silu_script_send_delta (script, reasoning, NULL);
  silu_script_send_delta (script, NULL, text);
  silu_script_send_end (script, "stop", 10, 20, 5);
}

static gboolean
is_over (gpointer user_data)
{
  return silu_turn_is_over (user_data);
}

static SiluMessage *
finish (SiluTurn *turn, SiluTurnState state)
{
  g_autoptr (SiluTurn) keep = g_object_ref (turn);

  silu_test_run_until (is_over, turn);
  g_assert_cmpint (silu_turn_get_state (turn), ==, state);

  return silu_turn_get_message (turn); /* the conversation has it */
}

static SiluMessage *
ask (Fixture *fixture, const char *text, SiluTurnState state)
{
  g_autoptr (SiluAccount) account = make_account (fixture);
  SiluAsk question = { .account = account, .think = SILU_THINK_HIGH, .key = KEY };

  return finish (silu_engine_send (fixture->engine, fixture->conversation, text, &question), state);
}

static void
check_text (SiluMessage *message, SiluPartKind kind, const char *expected)
{
  g_autofree char *text = silu_message_dup_text (message, kind);

  g_assert_cmpstr (text, ==, expected);
}

/* Closes the engine and finds the conversation again in a new one. */
static void
come_back (Fixture *fixture)
{
  g_autofree char *id = g_strdup (silu_conversation_get_id (fixture->conversation));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_object (&fixture->conversation);
  shut_down (fixture->engine);
  g_assert_finalize_object (g_steal_pointer (&fixture->engine));

  fixture->engine = start_engine (fixture->directory);
  fixture->conversation =
      silu_conversation_list_find (silu_engine_get_conversations (fixture->engine), id);
  g_assert_nonnull (fixture->conversation);
  g_object_ref (fixture->conversation);
  silu_engine_load_async (fixture->engine, fixture->conversation, silu_test_store_result_cb,
                          &result);
  silu_engine_load_finish (fixture->engine, silu_test_wait_result (&result), &error);
  g_assert_no_error (error);
}

static void
test_complete (Fixture *fixture, gconstpointer data)
{
  SiluMessage *message;

  push_answer (fixture, "Let me think. 想一想。", "The **answer**.");
  message = ask (fixture, "What is it?\nMore.", SILU_TURN_COMPLETE);

  check_text (message, SILU_PART_REASONING, "Let me think. 想一想。");
  check_text (message, SILU_PART_TEXT, "The **answer**.");
  g_assert_cmpint (silu_message_get_usage (message)->reasoning, ==, 5);
  g_assert_cmpstr (g_ptr_array_index (fixture->tokens, 0), ==, KEY);
  g_assert_cmpstr (silu_conversation_get_title (fixture->conversation), ==, "What is it?");
  g_assert_true (silu_conversation_get_unread (fixture->conversation));
  g_assert_false (silu_conversation_get_streaming (fixture->conversation));

  come_back (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->conversation)), ==, 2);
  message = silu_conversation_get_leaf (fixture->conversation);
  g_assert_cmpint (silu_message_get_state (message), ==, SILU_MESSAGE_COMPLETE);
  check_text (message, SILU_PART_REASONING, "Let me think. 想一想。");
  check_text (message, SILU_PART_TEXT, "The **answer**.");
  g_assert_cmpstr (silu_message_get_model (message), ==, "test-model");
}

static void
test_second_round (Fixture *fixture, gconstpointer data)
{
  const char *body;

  push_answer (fixture, "private thought", "first");
  push_answer (fixture, NULL, "second");
  ask (fixture, "one", SILU_TURN_COMPLETE);
  ask (fixture, "two", SILU_TURN_COMPLETE);

  body = g_ptr_array_index (fixture->bodies, 1);
  g_assert_nonnull (strstr (body, "\"one\""));
  g_assert_nonnull (strstr (body, "\"first\""));
  g_assert_nonnull (strstr (body, "\"two\""));
  g_assert_null (strstr (body, "private thought"));
}

static gboolean
has_text (gpointer user_data)
{
  return silu_message_has_text (user_data, SILU_PART_TEXT);
}

static void
test_stop (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SiluAccount) account = make_account (fixture);
  SiluAsk question = { .account = account, .key = KEY };
  SiluScript *script = push_script (fixture);
  SiluTurn *turn;

  silu_script_send_delta (script, NULL, "Some ");
  silu_script_hold (script);
  silu_script_send_delta (script, NULL, "never comes");
  turn = silu_engine_send (fixture->engine, fixture->conversation, "q", &question);
  silu_test_run_until (has_text, silu_turn_get_message (turn));
  g_assert_true (silu_engine_get_turn (fixture->engine, fixture->conversation) == turn);
  silu_turn_stop (turn);
  finish (turn, SILU_TURN_STOPPED);

  come_back (fixture);
  check_text (silu_conversation_get_leaf (fixture->conversation), SILU_PART_TEXT, "Some ");
  g_assert_cmpint (silu_message_get_state (silu_conversation_get_leaf (fixture->conversation)), ==,
                   SILU_MESSAGE_STOPPED);
}

static void
test_stop_before_it_is_sent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SiluAccount) account = make_account (fixture);
  SiluAsk question = { .account = account, .key = KEY };
  SiluTurn *turn = silu_engine_send (fixture->engine, fixture->conversation, "q", &question);

  silu_turn_stop (turn);
  finish (turn, SILU_TURN_STOPPED);
  g_assert_cmpuint (fixture->bodies->len, ==, 0);
}

static void
test_cut_and_resume (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SiluAccount) account = make_account (fixture);
  SiluAsk question = { .account = account, .key = KEY };
  SiluScript *script = push_script (fixture);
  SiluMessage *message;
  const char *body;

  silu_script_send_delta (script, NULL, "int ma");
  silu_script_cut (script);
  push_answer (fixture, NULL, "in (void);");

  message = ask (fixture, "q", SILU_TURN_INTERRUPTED);
  check_text (message, SILU_PART_TEXT, "int ma");
  g_assert_error (silu_message_get_error (message), SILU_ERROR, SILU_ERROR_INTERRUPTED);

  finish (silu_engine_resume (fixture->engine, fixture->conversation, message, &question),
          SILU_TURN_COMPLETE);
  check_text (message, SILU_PART_TEXT, "int main (void);");
  g_assert_null (silu_message_get_error (message));
  body = g_ptr_array_index (fixture->bodies, 1);
  g_assert_nonnull (strstr (body, "\"int ma\""));
  g_assert_nonnull (strstr (body, "\"disabled\""));

  come_back (fixture);
  check_text (silu_conversation_get_leaf (fixture->conversation), SILU_PART_TEXT,
              "int main (void);");
}

static void
test_regenerate_and_edit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SiluAccount) account = make_account (fixture);
  SiluAsk question = { .account = account, .key = KEY };
  g_autoptr (GPtrArray) siblings = NULL;
  SiluMessage *first;
  SiluMessage *second;
  guint position = 0;

  push_answer (fixture, NULL, "first");
  push_answer (fixture, NULL, "second");
  push_answer (fixture, NULL, "third");

  first = ask (fixture, "q", SILU_TURN_COMPLETE);
  second =
      finish (silu_engine_regenerate (fixture->engine, fixture->conversation, first, &question),
              SILU_TURN_COMPLETE);
  siblings = silu_conversation_get_siblings (fixture->conversation, second, &position);
  g_assert_cmpuint (siblings->len, ==, 2);
  g_assert_cmpuint (position, ==, 1);

  finish (silu_engine_edit (fixture->engine, fixture->conversation, silu_message_get_parent (first),
                            "better q", &question),
          SILU_TURN_COMPLETE);

  come_back (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->conversation)), ==, 2);
  check_text (silu_conversation_get_leaf (fixture->conversation), SILU_PART_TEXT, "third");
  g_clear_pointer (&siblings, g_ptr_array_unref);
  siblings = silu_conversation_list_all (fixture->conversation);
  g_assert_cmpuint (siblings->len, ==, 5);
}

static void
test_late_close (Fixture *fixture, gconstpointer data)
{
  SiluScript *script = push_script (fixture);
  SiluMessage *message;

  silu_script_send_delta (script, NULL, "I wonder");
  silu_script_send_delta (script, NULL, ".\n</think>\n\nIt is.");
  silu_script_send_end (script, "stop", 1, 2, 0);
  message = ask (fixture, "q", SILU_TURN_COMPLETE);

  check_text (message, SILU_PART_TEXT, "It is.");
  g_assert_cmpint (silu_message_get_part (message, 0)->kind, ==, SILU_PART_REASONING);
  g_assert_cmpint (silu_message_get_times (message)->first_reasoning, >, 0);

  come_back (fixture);
  check_text (silu_conversation_get_leaf (fixture->conversation), SILU_PART_TEXT, "It is.");
}

static void
test_wrong_key (Fixture *fixture, gconstpointer data)
{
  SiluScript *script = push_script (fixture);
  const GError *error;
  SiluMessage *message;

  silu_script_set_status (script, 401);
  silu_script_set_header (script, "Content-Type", "application/json");
  silu_script_send (script, "{\"error\":{\"message\":\"Incorrect API key provided: " KEY "\"}}",
                    -1);
  message = ask (fixture, "q", SILU_TURN_FAILED);

  error = silu_message_get_error (message);
  g_assert_error (error, SILU_ERROR, SILU_ERROR_AUTH);
  g_assert_null (strstr (error->message, KEY));
  g_assert_nonnull (silu_error_get_detail (error));
  g_assert_null (strstr (silu_error_get_detail (error), KEY));
}

static void
test_empty_answer (Fixture *fixture, gconstpointer data)
{
  SiluScript *script = push_script (fixture);

  silu_script_send (script, "data: [DONE]\n\n", -1);
  ask (fixture, "q", SILU_TURN_FAILED);
}

static void
test_delete_and_restore (Fixture *fixture, gconstpointer data)
{
  SiluConversationList *list = silu_engine_get_conversations (fixture->engine);
  const char *id = silu_conversation_get_id (fixture->conversation);

  push_answer (fixture, NULL, "text");
  ask (fixture, "q", SILU_TURN_COMPLETE);
  g_assert_nonnull (silu_conversation_list_find (list, id));

  silu_engine_delete (fixture->engine, fixture->conversation);
  g_assert_null (silu_conversation_list_find (list, id));
  silu_engine_restore (fixture->engine, fixture->conversation);
  g_assert_nonnull (silu_conversation_list_find (list, id));

  come_back (fixture);
  check_text (silu_conversation_get_leaf (fixture->conversation), SILU_PART_TEXT, "text");
}

static void
test_shutdown_keeps_the_partial_text (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SiluAccount) account = make_account (fixture);
  SiluAsk question = { .account = account, .key = KEY };
  SiluScript *script = push_script (fixture);
  SiluTurn *turn;

  silu_script_send_delta (script, NULL, "half");
  silu_script_hold (script);
  turn = silu_engine_send (fixture->engine, fixture->conversation, "q", &question);
  silu_test_run_until (has_text, silu_turn_get_message (turn));

  come_back (fixture);
  check_text (silu_conversation_get_leaf (fixture->conversation), SILU_PART_TEXT, "half");
}

static void
test_key_in_the_open (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SiluAccount) account = make_account (fixture);
  SiluAsk question = { .account = account, .key = KEY };
  SiluMessage *message;

  silu_account_set_base_url (account, "http://models.invalid/v1");
  message = finish (silu_engine_send (fixture->engine, fixture->conversation, "q", &question),
                    SILU_TURN_FAILED);
  g_assert_error (silu_message_get_error (message), SILU_ERROR, SILU_ERROR_AUTH);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/engine/complete", test_complete);
  ADD ("/engine/second-round", test_second_round);
  ADD ("/engine/stop", test_stop);
  ADD ("/engine/stop-before-it-is-sent", test_stop_before_it_is_sent);
  ADD ("/engine/cut-and-resume", test_cut_and_resume);
  ADD ("/engine/regenerate-and-edit", test_regenerate_and_edit);
  ADD ("/engine/late-close", test_late_close);
  ADD ("/engine/wrong-key", test_wrong_key);
  ADD ("/engine/empty-answer", test_empty_answer);
  ADD ("/engine/delete-and-restore", test_delete_and_restore);
  ADD ("/engine/shutdown", test_shutdown_keeps_the_partial_text);
  ADD ("/engine/key-in-the-open", test_key_in_the_open);
#undef ADD

  return g_test_run ();
}
