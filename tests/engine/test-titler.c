/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names that models give, to whom and when. */
#include "silu-titler.h"

#include "engine-fixture.h"
#include <string.h>

static void
test_clean (void)
{
  const char *const cases[][2] = {
    { "Ladders and Snakes", "Ladders and Snakes" },
    { "  \"Ladders\"  \n\nI chose this", "Ladders" },
    { "**梯子问题。**", "梯子问题" },
    { "《梯子》", "梯子" },
    { "# “Two ‘parts’”", "Two ‘parts" },
    { "", "" },
    { "\"\"", "" },
    { "...", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *title = silu_titler_clean (cases[i][0]);

      g_assert_cmpstr (title, ==, cases[i][1]);
    }
}

/* The account is kept, for it is asked again. */
static void
keep_account (EngineFixture *fixture, gboolean names_chats)
{
  engine_fixture_keep_account (fixture);
  silu_engine_set_names_chats (fixture->engine, names_chats);
}

static gboolean
is_named (gpointer user_data)
{
  return silu_conversation_get_title_kind (user_data) == SILU_TITLE_MODEL;
}

static void
test_named (EngineFixture *fixture, gconstpointer data)
{
  const char *body;

  keep_account (fixture, TRUE);
  engine_fixture_push_answer (fixture, "a thought", "Lean it at 75 degrees.");
  engine_fixture_push_answer (fixture, NULL, "\"Ladder Angles\"\n");
  engine_fixture_ask (fixture, "How steep is a ladder?", SILU_TURN_COMPLETE);
  g_assert_cmpstr (silu_conversation_get_title (fixture->conversation), ==,
                   "How steep is a ladder?");

  silu_test_run_until (is_named, fixture->conversation);
  g_assert_cmpstr (silu_conversation_get_title (fixture->conversation), ==, "Ladder Angles");
  body = engine_fixture_get_body (fixture, 1);
  g_assert_nonnull (strstr (body, "How steep is a ladder?"));
  g_assert_nonnull (strstr (body, "75 degrees"));
  g_assert_null (strstr (body, "a thought"));
  g_assert_nonnull (strstr (body, "\"disabled\""));

  /* Nothing of the question for it is left, and the name is stored. */
  engine_fixture_come_back (fixture);
  g_assert_cmpstr (silu_conversation_get_title (fixture->conversation), ==, "Ladder Angles");
  g_assert_cmpint (silu_conversation_get_title_kind (fixture->conversation), ==, SILU_TITLE_MODEL);
  g_assert_cmpuint (
      g_list_model_get_n_items (G_LIST_MODEL (silu_engine_get_conversations (fixture->engine))), ==,
      1);
}

static gboolean
is_asked_twice (gpointer user_data)
{
  return ((EngineFixture *) user_data)->bodies->len == 2;
}

/* While the model is thinking of a name, the user gives one. */
static void
test_hand_wins (EngineFixture *fixture, gconstpointer data)
{
  SiluScript *script;

  keep_account (fixture, TRUE);
  engine_fixture_push_answer (fixture, NULL, "One.");
  script = engine_fixture_push (fixture);
  silu_script_send_delta (script, NULL, "By the ");
  silu_script_hold (script);
  silu_script_send_delta (script, NULL, "model");
  silu_script_send_end (script, "stop", 1, 1, 0);
  engine_fixture_push_answer (fixture, NULL, "Two.");

  engine_fixture_ask (fixture, "first", SILU_TURN_COMPLETE);
  silu_test_run_until (is_asked_twice, fixture);
  silu_conversation_set_title (fixture->conversation, "By hand", SILU_TITLE_USER);
  silu_script_server_release (fixture->server);
  /* A second question's answer is no reason to ask again. */
  engine_fixture_ask (fixture, "second", SILU_TURN_COMPLETE);

  engine_fixture_come_back (fixture);
  g_assert_cmpstr (silu_conversation_get_title (fixture->conversation), ==, "By hand");
}

static void
test_not_allowed (EngineFixture *fixture, gconstpointer data)
{
  keep_account (fixture, FALSE);
  engine_fixture_push_answer (fixture, NULL, "One.");
  engine_fixture_push_answer (fixture, NULL, "Two.");
  engine_fixture_ask (fixture, "first", SILU_TURN_COMPLETE);
  engine_fixture_ask (fixture, "second", SILU_TURN_COMPLETE);

  g_assert_cmpuint (fixture->bodies->len, ==, 2);
  g_assert_cmpstr (silu_conversation_get_title (fixture->conversation), ==, "first");
}

/* What goes wrong there is told nobody. */
static void
test_refused (EngineFixture *fixture, gconstpointer data)
{
  keep_account (fixture, TRUE);
  engine_fixture_push_answer (fixture, NULL, "One.");
  engine_fixture_push_status (fixture, 401, "{}");
  engine_fixture_push_answer (fixture, NULL, "Two.");
  engine_fixture_ask (fixture, "first", SILU_TURN_COMPLETE);
  silu_test_run_until (is_asked_twice, fixture);
  engine_fixture_ask (fixture, "second", SILU_TURN_COMPLETE);

  g_assert_cmpstr (silu_conversation_get_title (fixture->conversation), ==, "first");
}

static void
push_held (EngineFixture *fixture, const char *text)
{
  SiluScript *script = engine_fixture_push (fixture);

  silu_script_send_delta (script, NULL, text);
  silu_script_hold (script);
  silu_script_send_end (script, "stop", 1, 1, 0);
}

/* Two answers to the first question at once: a name is asked for once. */
static void
test_two_answers (EngineFixture *fixture, gconstpointer data)
{
  SiluTurn *first, *second;

  keep_account (fixture, TRUE);
  push_held (fixture, "One.");
  push_held (fixture, "Two.");
  engine_fixture_push_answer (fixture, NULL, "Ladders");
  first = engine_fixture_send (fixture, "How steep is a ladder?");
  second = g_object_ref (silu_engine_ask_again (fixture->engine, fixture->conversation,
                                                silu_turn_get_message (first), &fixture->question));
  engine_fixture_wait_state (first, SILU_TURN_ANSWERING);
  engine_fixture_wait_state (second, SILU_TURN_ANSWERING);
  silu_script_server_release (fixture->server);
  engine_fixture_finish (first, SILU_TURN_COMPLETE);
  engine_fixture_finish (second, SILU_TURN_COMPLETE);
  g_object_unref (second);

  silu_test_run_until (is_named, fixture->conversation);
  g_assert_cmpuint (fixture->bodies->len, ==, 3);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/titler/clean", test_clean);
  engine_fixture_add ("/titler/named", test_named);
  engine_fixture_add ("/titler/hand-wins", test_hand_wins);
  engine_fixture_add ("/titler/not-allowed", test_not_allowed);
  engine_fixture_add ("/titler/refused", test_refused);
  engine_fixture_add ("/titler/two-answers", test_two_answers);

  return g_test_run ();
}
