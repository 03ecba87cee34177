/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Answer now": a model that thinks too long is brought to its answer, by its server where that can
 * be told, and by being asked again elsewhere. */
#include "engine-fixture.h"

#include "silu-json.h"
#include <string.h>

static SiluTurn *
answer_now (EngineFixture *f, SiluMessage *message)
{
  return silu_engine_answer_now (f->engine, f->conversation, message, &f->question);
}

/* A turn that has thought "Hm, " and would think for long. */
static SiluTurn *
begin_to_think (EngineFixture *f)
{
  SiluScript *script = engine_fixture_push (f);
  SiluTurn *turn;

  silu_script_send_delta (script, "Hm, ", NULL);
  silu_script_hold (script);
  turn = engine_fixture_send (f, "Why?");
  engine_fixture_wait_text (turn, SILU_PART_REASONING, "Hm, ");

  return turn;
}

static gboolean
is_complete (gpointer user_data)
{
  return silu_message_get_state (user_data) == SILU_MESSAGE_COMPLETE;
}

static gboolean
was_asked_twice (gpointer user_data)
{
  EngineFixture *f = user_data;

  return f->bodies->len == 2;
}

static JsonObject *
parse_body (EngineFixture *f, guint index, JsonNode **node)
{
  const char *body = engine_fixture_get_body (f, index);

  *node = silu_json_parse (body, strlen (body), NULL);
  g_assert_nonnull (*node);

  return silu_json_root (*node);
}

static JsonObject *
get_message (JsonObject *body, guint index)
{
  JsonArray *messages = silu_json_get_array (body, "messages");

  g_assert_cmpuint (json_array_get_length (messages), >, index);

  return silu_json_element_object (messages, index);
}

/* @status: what the server says to "stop thinking"; it may not know it, and thinks on. */
static void
check_control (EngineFixture *f, guint status)
{
  g_autoptr (JsonNode) first = NULL;
  g_autoptr (JsonNode) control = NULL;
  JsonObject *body;
  SiluScript *script;
  SiluMessage *message;
  SiluTurn *turn;

  engine_fixture_use (f, "llama-server", "openai", "test-model", "/v1");
  script = engine_fixture_push (f);
  silu_script_send_delta (script, "Hm, ", NULL);
  silu_script_hold (script);
  silu_script_send_delta (script, "so", NULL);
  silu_script_send_delta (script, NULL, "Because.");
  silu_script_send_end (script, "stop", 1, 2, 1);
  turn = engine_fixture_send (f, "Why?");
  message = silu_turn_get_message (turn);
  g_assert_false (silu_turn_can_end_thinking (turn));
  engine_fixture_wait_text (turn, SILU_PART_REASONING, "Hm, ");
  g_assert_true (silu_turn_can_end_thinking (turn));

  engine_fixture_push_status (f, status, "{\"success\":true}");
  g_assert_null (answer_now (f, message));
  silu_test_run_until (was_asked_twice, f);
  g_assert_cmpstr (g_ptr_array_index (f->paths, 1), ==, "/v1/chat/completions/control");
  g_assert_cmpstr (g_ptr_array_index (f->tokens, 1), ==, ENGINE_FIXTURE_KEY);
  body = parse_body (f, 1, &control);
  g_assert_cmpstr (silu_json_get_string (body, "id"), ==, "silu-script");
  g_assert_cmpstr (silu_json_get_string (body, "action"), ==, "reasoning_end");
  body = parse_body (f, 0, &first);
  g_assert_true (silu_json_get_boolean (body, "reasoning_control", FALSE));

  silu_script_server_release (f->server);
  engine_fixture_finish (turn, SILU_TURN_COMPLETE);
  engine_fixture_check_text (message, SILU_PART_REASONING, "Hm, so");
  engine_fixture_check_text (message, SILU_PART_TEXT, "Because.");
  g_assert_cmpuint (f->bodies->len, ==, 2);
}

static void
test_control (EngineFixture *f, gconstpointer data)
{
  check_control (f, 200);
}

static void
test_control_unknown (EngineFixture *f, gconstpointer data)
{
  check_control (f, 404);
}

static void
test_asked_again (EngineFixture *f, gconstpointer data)
{
  g_autoptr (JsonNode) node = NULL;
  SiluTurn *turn = begin_to_think (f);
  SiluMessage *message = silu_turn_get_message (turn);
  const char *text;
  JsonObject *body;

  g_assert_false (silu_turn_can_end_thinking (turn));
  engine_fixture_push_answer (f, NULL, "Because.");
  g_assert_null (answer_now (f, message));
  silu_test_run_until (is_complete, message);

  g_assert_cmpuint (f->bodies->len, ==, 2);
  body = parse_body (f, 1, &node);
  g_assert_cmpstr (silu_json_get_string (silu_json_get_object (body, "thinking"), "type"), ==,
                   "disabled");
  g_assert_cmpuint (json_array_get_length (silu_json_get_array (body, "messages")), ==, 1);
  g_assert_cmpstr (silu_json_get_string (get_message (body, 0), "role"), ==, "user");
  text = silu_json_get_string (get_message (body, 0), "content");
  g_assert_true (g_str_has_prefix (text, "Why?\n\n"));
  g_assert_nonnull (strstr (text, "Hm, "));
  g_assert_cmpstr (g_ptr_array_index (f->tokens, 1), ==, ENGINE_FIXTURE_KEY);

  message = engine_fixture_come_back (f);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->conversation)), ==, 2);
  engine_fixture_check_text (message, SILU_PART_REASONING, "Hm, ");
  engine_fixture_check_text (message, SILU_PART_TEXT, "Because.");
  g_assert_cmpint (silu_message_get_state (message), ==, SILU_MESSAGE_COMPLETE);
}

/* Where messages of one role may stand in a row, the question stays as it was. */
static void
test_two_messages (EngineFixture *f, gconstpointer data)
{
  g_autoptr (JsonNode) node = NULL;
  SiluMessage *message;
  JsonObject *body;

  engine_fixture_write_providers ("{\"format\":1,\"providers\":[{\"id\":\"deepseek\",\"patterns\":"
                                  "[{\"match\":[\"*\"],\"rule\":{\"merge_roles\":false}}]}]}");
  engine_fixture_restart (f);
  message = silu_turn_get_message (begin_to_think (f));
  engine_fixture_push_answer (f, NULL, "Because.");
  answer_now (f, message);
  silu_test_run_until (is_complete, message);

  body = parse_body (f, 1, &node);
  g_assert_cmpuint (json_array_get_length (silu_json_get_array (body, "messages")), ==, 2);
  g_assert_cmpstr (silu_json_get_string (get_message (body, 0), "content"), ==, "Why?");
  g_assert_cmpstr (silu_json_get_string (get_message (body, 1), "role"), ==, "user");
}

/* What was asked for with the question holds for the second one too. */
static void
test_same_question (EngineFixture *f, gconstpointer data)
{
  const SiluRetryLimits none = { 0 };
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *model = g_strdup ("other-model");
  g_autofree char *system = g_strdup ("Be short.");
  SiluSampling sampling = { 0 };
  SiluMessage *message;
  const char *text;
  JsonObject *body;

  engine_fixture_push_answer (f, NULL, "first answer");
  engine_fixture_ask (f, "first question", SILU_TURN_COMPLETE);

  silu_sampling_set (&sampling, SILU_PARAM_MAX_TOKENS, 77);
  f->question.sampling = &sampling;
  f->question.model = model;
  f->question.system = system;
  f->question.limits = &none;
  f->question.skip_turns = 1;
  message = silu_turn_get_message (begin_to_think (f));
  engine_fixture_push_status (f, 503, "{}");
  answer_now (f, message);

  /* All of it is borrowed during the call only. */
  model[0] = system[0] = '?';
  silu_sampling_unset (&sampling, SILU_PARAM_MAX_TOKENS);
  engine_fixture_finish (silu_engine_get_turn (f->engine, f->conversation), SILU_TURN_STOPPED);
  engine_fixture_finish (silu_engine_get_turn (f->engine, f->conversation), SILU_TURN_FAILED);

  g_assert_cmpuint (f->bodies->len, ==, 3);
  body = parse_body (f, 2, &node);
  g_assert_cmpstr (silu_json_get_string (body, "model"), ==, "other-model");
  g_assert_cmpint (silu_json_get_int (body, "max_tokens", -1), ==, 77);
  g_assert_cmpuint (json_array_get_length (silu_json_get_array (body, "messages")), ==, 2);
  g_assert_cmpstr (silu_json_get_string (get_message (body, 0), "content"), ==, "Be short.");
  text = silu_json_get_string (get_message (body, 1), "content");
  g_assert_true (g_str_has_prefix (text, "Why?\n\n"));
}

/* It thought until its limit: that turn is over, the answer can be had all the same. */
static void
check_after_the_end (EngineFixture *f, gboolean by_continue)
{
  SiluScript *script = engine_fixture_push (f);
  SiluMessage *message;
  SiluTurn *turn;

  silu_script_send_delta (script, "Hm, ", NULL);
  silu_script_send_end (script, "length", 1, 2, 2);
  message = engine_fixture_ask (f, "Why?", SILU_TURN_FAILED);
  g_assert_error (silu_message_get_error (message), SILU_ERROR, SILU_ERROR_EMPTY);

  engine_fixture_push_answer (f, NULL, "Because.");
  turn = by_continue ? silu_engine_resume (f->engine, f->conversation, message, &f->question)
                     : answer_now (f, message);
  g_assert_true (engine_fixture_finish (turn, SILU_TURN_COMPLETE) == message);
  g_assert_nonnull (strstr (engine_fixture_get_body (f, 1), "Hm, "));
  g_assert_nonnull (strstr (engine_fixture_get_body (f, 1), "\"disabled\""));
  engine_fixture_check_text (message, SILU_PART_REASONING, "Hm, ");
  engine_fixture_check_text (message, SILU_PART_TEXT, "Because.");
  g_assert_null (silu_message_get_error (message));
}

static void
test_after_the_end (EngineFixture *f, gconstpointer data)
{
  check_after_the_end (f, FALSE);
}

static void
test_continue (EngineFixture *f, gconstpointer data)
{
  check_after_the_end (f, TRUE);
}

/* Another one is being written: nothing happens to either. */
static void
test_other_message (EngineFixture *f, gconstpointer data)
{
  SiluMessage *old;
  SiluTurn *turn;

  engine_fixture_push_answer (f, NULL, "first answer");
  old = engine_fixture_ask (f, "first question", SILU_TURN_COMPLETE);
  turn = begin_to_think (f);
  g_assert_null (answer_now (f, old));
  g_assert_cmpint (silu_turn_get_state (turn), ==, SILU_TURN_THINKING);
  silu_turn_stop (turn);
  engine_fixture_finish (turn, SILU_TURN_STOPPED);
  g_assert_null (silu_engine_get_turn (f->engine, f->conversation));
  g_assert_cmpuint (f->bodies->len, ==, 2);
}

/* The window closes in between: nothing new begins. */
static void
test_shutdown (EngineFixture *f, gconstpointer data)
{
  SiluMessage *message = silu_turn_get_message (begin_to_think (f));

  answer_now (f, message);
  message = engine_fixture_come_back (f);
  g_assert_cmpint (silu_message_get_state (message), ==, SILU_MESSAGE_STOPPED);
  engine_fixture_check_text (message, SILU_PART_REASONING, "Hm, ");
  g_assert_cmpuint (f->bodies->len, ==, 1);
}

/* The user throws the conversation away instead. */
static void
test_deleted (EngineFixture *f, gconstpointer data)
{
  SiluTurn *turn = begin_to_think (f);

  answer_now (f, silu_turn_get_message (turn));
  silu_engine_delete (f->engine, f->conversation);
  engine_fixture_finish (turn, SILU_TURN_STOPPED);
  g_assert_null (silu_engine_get_turn (f->engine, f->conversation));
  g_assert_cmpuint (f->bodies->len, ==, 1);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  engine_fixture_add ("/answer-now/control", test_control);
  engine_fixture_add ("/answer-now/control-unknown", test_control_unknown);
  engine_fixture_add ("/answer-now/asked-again", test_asked_again);
  engine_fixture_add ("/answer-now/two-messages", test_two_messages);
  engine_fixture_add ("/answer-now/after-the-end", test_after_the_end);
  engine_fixture_add ("/answer-now/continue", test_continue);
  engine_fixture_add ("/answer-now/other-message", test_other_message);
  engine_fixture_add ("/answer-now/shutdown", test_shutdown);
  engine_fixture_add ("/answer-now/deleted", test_deleted);
  engine_fixture_add ("/answer-now/same-question", test_same_question);

  return g_test_run ();
}
