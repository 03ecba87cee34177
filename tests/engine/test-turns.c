/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several answers at a time in one conversation: each has its own end, and none another's. */
#include "engine-fixture.h"

#include <string.h>

/* An answer that has said @text and goes on when the server is released. */
static void
push_held (EngineFixture *f, const char *text)
{
  SiluScript *script = engine_fixture_push (f);

  silu_script_send_delta (script, NULL, text);
  silu_script_hold (script);
  silu_script_send_delta (script, NULL, " end");
  silu_script_send_end (script, "stop", 1, 2, 0);
}

static SiluTurn *
ask_again (EngineFixture *f, SiluMessage *message, const char *model)
{
  SiluAsk ask = f->question;

  ask.model = model;

  return silu_engine_ask_again (f->engine, f->conversation, message, &ask);
}

static guint
count_turns (EngineFixture *f)
{
  g_autoptr (GPtrArray) turns = silu_engine_list_turns (f->engine, f->conversation);

  return turns->len;
}

/* Two turns that have both said something. */
static void
begin_two (EngineFixture *f, SiluTurn **first, SiluTurn **second)
{
  push_held (f, "half");
  *first = engine_fixture_send (f, "q");
  engine_fixture_wait_text (*first, SILU_PART_TEXT, "half");
  push_held (f, "other half");
  *second = ask_again (f, silu_turn_get_message (*first), "other-model");
  engine_fixture_wait_text (*second, SILU_PART_TEXT, "other half");
}

static void
test_two (EngineFixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) siblings = NULL;
  g_autoptr (SiluMessage) answer = NULL;
  SiluTurn *first, *second;
  guint position = 0;

  begin_two (f, &first, &second);
  answer = g_object_ref (silu_turn_get_message (first));
  g_assert_cmpuint (count_turns (f), ==, 2);
  g_assert_true (silu_engine_get_turn (f->engine, f->conversation) == first);
  g_assert_true (silu_engine_get_turn_of (f->engine, answer) == first);
  g_assert_true (silu_engine_get_turn_of (f->engine, silu_turn_get_message (second)) == second);
  g_assert_true (silu_conversation_get_streaming (f->conversation));
  g_assert_nonnull (strstr (engine_fixture_get_body (f, 1), "\"other-model\""));
  /* Who is asked next is not changed by it. */
  g_assert_cmpstr (silu_conversation_get_model (f->conversation), ==, "test-model");

  silu_script_server_release (f->server);
  g_object_ref (second);
  engine_fixture_finish (first, SILU_TURN_COMPLETE);
  engine_fixture_finish (second, SILU_TURN_COMPLETE);
  g_object_unref (second);
  g_assert_false (silu_conversation_get_streaming (f->conversation));
  g_assert_null (silu_engine_get_turn_of (f->engine, answer));

  engine_fixture_check_text (answer, SILU_PART_TEXT, "half end");
  siblings = silu_conversation_get_siblings (f->conversation, answer, &position);
  g_assert_cmpuint (siblings->len, ==, 2);
  engine_fixture_check_text (engine_fixture_come_back (f), SILU_PART_TEXT, "other half end");
}

/* From a question: both begin with it. */
static void
test_two_from_a_question (EngineFixture *f, gconstpointer data)
{
  SiluMessage *question;
  SiluTurn *first, *second;

  engine_fixture_push_answer (f, NULL, "one");
  question = silu_message_get_parent (engine_fixture_ask (f, "q", SILU_TURN_COMPLETE));
  engine_fixture_push_answer (f, NULL, "two");
  engine_fixture_push_answer (f, NULL, "two");
  first = ask_again (f, question, "model-a");
  second = g_object_ref (ask_again (f, question, "model-b"));
  g_assert_cmpuint (count_turns (f), ==, 2);

  engine_fixture_check_text (engine_fixture_finish (first, SILU_TURN_COMPLETE), SILU_PART_TEXT,
                             "two");
  engine_fixture_check_text (engine_fixture_finish (second, SILU_TURN_COMPLETE), SILU_PART_TEXT,
                             "two");
  g_object_unref (second);
  g_assert_cmpuint (f->bodies->len, ==, 3);
}

static void
test_stop_one (EngineFixture *f, gconstpointer data)
{
  SiluTurn *first, *second;

  begin_two (f, &first, &second);
  silu_turn_stop (first);
  engine_fixture_finish (first, SILU_TURN_STOPPED);
  g_assert_true (silu_conversation_get_streaming (f->conversation));
  g_assert_true (silu_engine_get_turn (f->engine, f->conversation) == second);

  silu_script_server_release (f->server);
  engine_fixture_check_text (engine_fixture_finish (second, SILU_TURN_COMPLETE), SILU_PART_TEXT,
                             "other half end");
  g_assert_false (silu_conversation_get_streaming (f->conversation));
}

/* A wrong key for the one is no fault of the other. */
static void
test_one_fails (EngineFixture *f, gconstpointer data)
{
  SiluTurn *first, *second;

  push_held (f, "half");
  first = engine_fixture_send (f, "q");
  engine_fixture_wait_text (first, SILU_PART_TEXT, "half");
  engine_fixture_push_status (f, 401, "{}");
  second = ask_again (f, silu_turn_get_message (first), NULL);
  engine_fixture_finish (second, SILU_TURN_FAILED);
  g_assert_true (silu_conversation_get_streaming (f->conversation));

  silu_script_server_release (f->server);
  engine_fixture_check_text (engine_fixture_finish (first, SILU_TURN_COMPLETE), SILU_PART_TEXT,
                             "half end");
}

/* One waits to be sent again, the other streams; stopping stops both, whichever state they are in.
 */
static void
test_stop_all (EngineFixture *f, gconstpointer data)
{
  SiluTurn *first, *second;

  engine_fixture_push_status (f, 503, "{}");
  first = engine_fixture_send (f, "q");
  engine_fixture_wait_state (first, SILU_TURN_PAUSED);
  push_held (f, "other half");
  second = ask_again (f, silu_turn_get_message (first), NULL);
  engine_fixture_wait_text (second, SILU_PART_TEXT, "other half");

  g_object_ref (first);
  silu_engine_stop (f->engine, f->conversation);
  g_assert_cmpint (silu_turn_get_state (first), ==, SILU_TURN_FAILED);
  g_object_unref (first);
  engine_fixture_finish (second, SILU_TURN_STOPPED);
  g_assert_false (silu_conversation_get_streaming (f->conversation));
}

/* It is sent again by itself, and the other goes on meanwhile. */
static void
test_retry_one (EngineFixture *f, gconstpointer data)
{
  SiluTurn *first, *second;

  begin_two (f, &first, &second);
  silu_turn_stop (second);
  engine_fixture_finish (second, SILU_TURN_STOPPED);

  engine_fixture_push_status (f, 503, "{}");
  engine_fixture_push_answer (f, NULL, "at last");
  second = ask_again (f, silu_turn_get_message (first), NULL);
  engine_fixture_wait_state (second, SILU_TURN_PAUSED);
  silu_turn_retry_now (second);
  engine_fixture_check_text (engine_fixture_finish (second, SILU_TURN_COMPLETE), SILU_PART_TEXT,
                             "at last");
  g_assert_cmpint (silu_turn_get_state (first), ==, SILU_TURN_ANSWERING);

  silu_script_server_release (f->server);
  engine_fixture_finish (first, SILU_TURN_COMPLETE);
}

static void
test_delete (EngineFixture *f, gconstpointer data)
{
  SiluTurn *first, *second;

  begin_two (f, &first, &second);
  g_object_ref (first);
  g_object_ref (second);
  silu_engine_delete (f->engine, f->conversation);
  engine_fixture_finish (first, SILU_TURN_STOPPED);
  engine_fixture_finish (second, SILU_TURN_STOPPED);
  g_object_unref (first);
  g_object_unref (second);
}

static void
test_shutdown (EngineFixture *f, gconstpointer data)
{
  g_autofree char *id = NULL;
  SiluTurn *first, *second;

  begin_two (f, &first, &second);
  id = g_strdup (silu_message_get_id (silu_turn_get_message (first)));
  engine_fixture_check_text (engine_fixture_come_back (f), SILU_PART_TEXT, "other half");
  engine_fixture_check_text (silu_conversation_find (f->conversation, id), SILU_PART_TEXT, "half");
  g_assert_cmpint (silu_message_get_state (silu_conversation_find (f->conversation, id)), ==,
                   SILU_MESSAGE_STOPPED);
}

/* "Answer now" is for the one that thinks, whatever the other does. */
static void
test_answer_now (EngineFixture *f, gconstpointer data)
{
  SiluScript *script = engine_fixture_push (f);
  SiluMessage *message;
  SiluTurn *first, *second;

  silu_script_send_delta (script, "Hm, ", NULL);
  silu_script_hold (script);
  first = engine_fixture_send (f, "q");
  engine_fixture_wait_text (first, SILU_PART_REASONING, "Hm, ");
  message = silu_turn_get_message (first);
  push_held (f, "other half");
  second = ask_again (f, message, NULL);
  engine_fixture_wait_text (second, SILU_PART_TEXT, "other half");

  engine_fixture_push_answer (f, NULL, "Because.");
  g_assert_null (silu_engine_answer_now (f->engine, f->conversation, message, &f->question));
  engine_fixture_finish (first, SILU_TURN_STOPPED);
  engine_fixture_finish (silu_engine_get_turn_of (f->engine, message), SILU_TURN_COMPLETE);
  engine_fixture_check_text (message, SILU_PART_TEXT, "Because.");
  g_assert_cmpint (silu_turn_get_state (second), ==, SILU_TURN_ANSWERING);

  silu_script_server_release (f->server);
  engine_fixture_finish (second, SILU_TURN_COMPLETE);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  engine_fixture_add ("/turns/two", test_two);
  engine_fixture_add ("/turns/two-from-a-question", test_two_from_a_question);
  engine_fixture_add ("/turns/stop-one", test_stop_one);
  engine_fixture_add ("/turns/one-fails", test_one_fails);
  engine_fixture_add ("/turns/stop-all", test_stop_all);
  engine_fixture_add ("/turns/retry-one", test_retry_one);
  engine_fixture_add ("/turns/delete", test_delete);
  engine_fixture_add ("/turns/shutdown", test_shutdown);
  engine_fixture_add ("/turns/answer-now", test_answer_now);

  return g_test_run ();
}
