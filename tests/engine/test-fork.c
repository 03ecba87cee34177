/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A branch as a chat of its own. */
#include "engine-fixture.h"

static void
test_fork (EngineFixture *fixture, gconstpointer data)
{
  const char *const tags[] = { "maths", NULL };
  g_autoptr (SiluConversation) fork = NULL;
  g_autofree char *id = NULL;
  SiluMessage *first;
  SiluMessage *copy;

  engine_fixture_push_answer (fixture, "Hm.", "Two.");
  engine_fixture_push_answer (fixture, NULL, "Three.");
  first = engine_fixture_ask (fixture, "One?", SILU_TURN_COMPLETE);
  engine_fixture_ask (fixture, "And then?", SILU_TURN_COMPLETE);
  silu_conversation_set_title (fixture->conversation, "Numbers", SILU_TITLE_USER);
  silu_conversation_set_tags (fixture->conversation, tags);
  silu_conversation_set_pinned (fixture->conversation, TRUE);

  silu_message_set_note (first, 0, 0, SILU_NOTE_BOOKMARK, "Hm?");
  silu_message_set_rating (first, SILU_RATING_GOOD);

  fork = silu_engine_fork (fixture->engine, fixture->conversation, first);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fork)), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->conversation)), ==, 4);
  g_assert_cmpuint (
      g_list_model_get_n_items (G_LIST_MODEL (silu_engine_get_conversations (fixture->engine))), ==,
      2);

  /* What is stored is the same. */
  id = g_strdup (silu_conversation_get_id (fork));
  engine_fixture_restart (fixture);
  engine_fixture_load (fixture, id);
  copy = silu_conversation_get_leaf (fixture->conversation);
  g_assert_cmpstr (silu_conversation_get_title (fixture->conversation), ==, "Numbers");
  g_assert_cmpint (silu_conversation_get_title_kind (fixture->conversation), ==, SILU_TITLE_USER);
  g_assert_cmpstr (silu_conversation_get_tags (fixture->conversation)[0], ==, "maths");
  g_assert_false (silu_conversation_get_pinned (fixture->conversation));
  engine_fixture_check_text (copy, SILU_PART_TEXT, "Two.");
  engine_fixture_check_text (copy, SILU_PART_REASONING, "Hm.");
  g_assert_cmpstr (silu_message_find_note (copy, 0, 0)->text, ==, "Hm?");
  g_assert_cmpint (silu_message_get_rating (copy), ==, SILU_RATING_GOOD);
  g_assert_cmpint (silu_message_get_state (copy), ==, SILU_MESSAGE_COMPLETE);
  g_assert_cmpint (silu_message_get_usage (copy)->prompt, >=, 0);
  g_assert_cmpint (silu_message_get_times (copy)->end, >, 0);
  engine_fixture_check_text (silu_message_get_parent (copy), SILU_PART_TEXT, "One?");
}

/* It ends with the message: a question, too, and one that is still being answered. */
static void
test_fork_streaming (EngineFixture *fixture, gconstpointer data)
{
  SiluScript *script = engine_fixture_push (fixture);
  g_autoptr (SiluConversation) whole = NULL;
  g_autoptr (SiluConversation) question = NULL;
  SiluMessage *leaf;
  SiluTurn *turn;

  silu_script_send_delta (script, NULL, "So f");
  silu_script_hold (script);
  turn = engine_fixture_send (fixture, "One?");
  engine_fixture_wait_text (turn, SILU_PART_TEXT, "So f");

  leaf = silu_conversation_get_leaf (fixture->conversation);
  whole = silu_engine_fork (fixture->engine, fixture->conversation, leaf);
  question =
      silu_engine_fork (fixture->engine, fixture->conversation, silu_message_get_parent (leaf));
  g_assert_cmpint (silu_message_get_state (silu_conversation_get_leaf (whole)), ==,
                   SILU_MESSAGE_INTERRUPTED);
  engine_fixture_check_text (silu_conversation_get_leaf (whole), SILU_PART_TEXT, "So f");
  g_assert_false (silu_conversation_get_streaming (whole));
  g_assert_cmpint (silu_message_get_role (silu_conversation_get_leaf (question)), ==,
                   SILU_ROLE_USER);
  silu_turn_stop (turn);
}

/* What was never to be on disk is not because of a copy. */
static void
test_fork_incognito (EngineFixture *fixture, gconstpointer data)
{
  g_autoptr (SiluConversation) fork = NULL;
  GListModel *list = G_LIST_MODEL (silu_engine_get_conversations (fixture->engine));

  silu_conversation_set_incognito (fixture->conversation);
  engine_fixture_push_answer (fixture, NULL, "Two.");
  fork = silu_engine_fork (fixture->engine, fixture->conversation,
                           engine_fixture_ask (fixture, "One?", SILU_TURN_COMPLETE));
  g_assert_true (silu_conversation_get_incognito (fork));
  g_assert_true (silu_engine_get_store_of (fixture->engine, fork) !=
                 silu_engine_get_store (fixture->engine));
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 0);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  engine_fixture_add ("/fork/stored", test_fork);
  engine_fixture_add ("/fork/streaming", test_fork_streaming);
  engine_fixture_add ("/fork/incognito", test_fork_incognito);

  return g_test_run ();
}
