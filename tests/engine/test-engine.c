/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Turns from end to end against a scripted server: what is asked, what is kept, how it ends. */
#include "engine-fixture.h"

#include "silu-meter.h"

static void
test_complete (EngineFixture *fixture, gconstpointer data)
{
  SiluMessage *message;

  engine_fixture_push_answer (fixture, "Let me think. 想一想。", "The **answer**.");
  message = engine_fixture_ask (fixture, "What is it?\nMore.", SILU_TURN_COMPLETE);

  engine_fixture_check_text (message, SILU_PART_REASONING, "Let me think. 想一想。");
  engine_fixture_check_text (message, SILU_PART_TEXT, "The **answer**.");
  g_assert_cmpint (silu_message_get_usage (message)->reasoning, ==, 5);
  g_assert_cmpstr (g_ptr_array_index (fixture->paths, 0), ==, "/v1/chat/completions");
  g_assert_cmpstr (g_ptr_array_index (fixture->tokens, 0), ==, ENGINE_FIXTURE_KEY);
  g_assert_cmpstr (silu_conversation_get_title (fixture->conversation), ==, "What is it?");
  g_assert_true (silu_conversation_get_unread (fixture->conversation));
  g_assert_false (silu_conversation_get_streaming (fixture->conversation));

  engine_fixture_come_back (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->conversation)), ==, 2);
  message = silu_conversation_get_leaf (fixture->conversation);
  g_assert_cmpint (silu_message_get_state (message), ==, SILU_MESSAGE_COMPLETE);
  engine_fixture_check_text (message, SILU_PART_REASONING, "Let me think. 想一想。");
  engine_fixture_check_text (message, SILU_PART_TEXT, "The **answer**.");
  g_assert_cmpstr (silu_message_get_model (message), ==, "test-model");
}

static void
test_second_round (EngineFixture *fixture, gconstpointer data)
{
  const char *body;

  engine_fixture_push_answer (fixture, "private thought", "first");
  engine_fixture_push_answer (fixture, NULL, "second");
  engine_fixture_ask (fixture, "one", SILU_TURN_COMPLETE);
  engine_fixture_ask (fixture, "two", SILU_TURN_COMPLETE);

  body = engine_fixture_get_body (fixture, 1);
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
test_stop (EngineFixture *fixture, gconstpointer data)
{
  SiluScript *script = engine_fixture_push (fixture);
  SiluTurn *turn;

  silu_script_send_delta (script, NULL, "Some ");
  silu_script_hold (script);
  silu_script_send_delta (script, NULL, "never comes");
  turn = engine_fixture_send (fixture, "q");
  silu_test_run_until (has_text, silu_turn_get_message (turn));
  g_assert_true (silu_engine_get_turn (fixture->engine, fixture->conversation) == turn);
  silu_turn_stop (turn);
  engine_fixture_finish (turn, SILU_TURN_STOPPED);

  engine_fixture_come_back (fixture);
  engine_fixture_check_text (silu_conversation_get_leaf (fixture->conversation), SILU_PART_TEXT,
                             "Some ");
  g_assert_cmpint (silu_message_get_state (silu_conversation_get_leaf (fixture->conversation)), ==,
                   SILU_MESSAGE_STOPPED);
}

static void
test_stop_before_it_is_sent (EngineFixture *fixture, gconstpointer data)
{
  SiluTurn *turn = engine_fixture_send (fixture, "q");

  silu_turn_stop (turn);
  engine_fixture_finish (turn, SILU_TURN_STOPPED);
  g_assert_cmpuint (fixture->bodies->len, ==, 0);
}

static void
test_cut_and_resume (EngineFixture *fixture, gconstpointer data)
{
  SiluScript *script = engine_fixture_push (fixture);
  SiluMessage *message;
  const char *body;

  silu_script_send_delta (script, NULL, "int ma");
  silu_script_cut (script);
  engine_fixture_push_answer (fixture, NULL, "in (void);");

  message = engine_fixture_ask (fixture, "q", SILU_TURN_INTERRUPTED);
  engine_fixture_check_text (message, SILU_PART_TEXT, "int ma");
  g_assert_error (silu_message_get_error (message), SILU_ERROR, SILU_ERROR_INTERRUPTED);

  engine_fixture_finish (
      silu_engine_resume (fixture->engine, fixture->conversation, message, &fixture->question),
      SILU_TURN_COMPLETE);
  engine_fixture_check_text (message, SILU_PART_TEXT, "int main (void);");
  g_assert_null (silu_message_get_error (message));
  body = engine_fixture_get_body (fixture, 1);
  g_assert_nonnull (strstr (body, "\"int ma\""));
  g_assert_nonnull (strstr (body, "\"disabled\""));

  engine_fixture_come_back (fixture);
  engine_fixture_check_text (silu_conversation_get_leaf (fixture->conversation), SILU_PART_TEXT,
                             "int main (void);");
}

static void
test_regenerate_and_edit (EngineFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) siblings = NULL;
  SiluMessage *first;
  SiluMessage *second;
  guint position = 0;

  engine_fixture_push_answer (fixture, NULL, "first");
  engine_fixture_push_answer (fixture, NULL, "second");
  engine_fixture_push_answer (fixture, NULL, "third");

  first = engine_fixture_ask (fixture, "q", SILU_TURN_COMPLETE);
  second = engine_fixture_finish (
      silu_engine_regenerate (fixture->engine, fixture->conversation, first, &fixture->question),
      SILU_TURN_COMPLETE);
  siblings = silu_conversation_get_siblings (fixture->conversation, second, &position);
  g_assert_cmpuint (siblings->len, ==, 2);
  g_assert_cmpuint (position, ==, 1);

  engine_fixture_finish (silu_engine_edit (fixture->engine, fixture->conversation,
                                           silu_message_get_parent (first), "better q",
                                           &fixture->question),
                         SILU_TURN_COMPLETE);

  engine_fixture_come_back (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->conversation)), ==, 2);
  engine_fixture_check_text (silu_conversation_get_leaf (fixture->conversation), SILU_PART_TEXT,
                             "third");
  g_clear_pointer (&siblings, g_ptr_array_unref);
  siblings = silu_conversation_list_all (fixture->conversation);
  g_assert_cmpuint (siblings->len, ==, 5);
}

static void
test_late_close (EngineFixture *fixture, gconstpointer data)
{
  SiluScript *script = engine_fixture_push (fixture);
  SiluMessage *message;

  silu_script_send_delta (script, NULL, "I wonder");
  silu_script_send_delta (script, NULL, ".\n</think>\n\nIt is.");
  silu_script_send_end (script, "stop", 1, 2, 0);
  message = engine_fixture_ask (fixture, "q", SILU_TURN_COMPLETE);

  engine_fixture_check_text (message, SILU_PART_TEXT, "It is.");
  g_assert_cmpint (silu_message_get_part (message, 0)->kind, ==, SILU_PART_REASONING);
  g_assert_cmpint (silu_message_get_times (message)->first_reasoning, >, 0);

  engine_fixture_come_back (fixture);
  engine_fixture_check_text (silu_conversation_get_leaf (fixture->conversation), SILU_PART_TEXT,
                             "It is.");
}

static void
test_wrong_key (EngineFixture *fixture, gconstpointer data)
{
  SiluScript *script = engine_fixture_push (fixture);
  const GError *error;
  SiluMessage *message;

  silu_script_set_status (script, 401);
  silu_script_set_header (script, "Content-Type", "application/json");
  silu_script_send (
      script, "{\"error\":{\"message\":\"Incorrect API key provided: " ENGINE_FIXTURE_KEY "\"}}",
      -1);
  message = engine_fixture_ask (fixture, "q", SILU_TURN_FAILED);

  error = silu_message_get_error (message);
  g_assert_error (error, SILU_ERROR, SILU_ERROR_AUTH);
  g_assert_null (strstr (error->message, ENGINE_FIXTURE_KEY));
  g_assert_nonnull (silu_error_get_detail (error));
  g_assert_null (strstr (silu_error_get_detail (error), ENGINE_FIXTURE_KEY));
}

static void
test_empty_answer (EngineFixture *fixture, gconstpointer data)
{
  SiluScript *script = engine_fixture_push (fixture);

  silu_script_send (script, "data: [DONE]\n\n", -1);
  engine_fixture_ask (fixture, "q", SILU_TURN_FAILED);
}

static void
test_delete_and_restore (EngineFixture *fixture, gconstpointer data)
{
  SiluConversationList *list = silu_engine_get_conversations (fixture->engine);
  const char *id = silu_conversation_get_id (fixture->conversation);

  engine_fixture_push_answer (fixture, NULL, "text");
  engine_fixture_ask (fixture, "q", SILU_TURN_COMPLETE);
  g_assert_nonnull (silu_conversation_list_find (list, id));

  silu_engine_delete (fixture->engine, fixture->conversation);
  g_assert_null (silu_conversation_list_find (list, id));
  silu_engine_restore (fixture->engine, fixture->conversation);
  g_assert_nonnull (silu_conversation_list_find (list, id));

  engine_fixture_come_back (fixture);
  engine_fixture_check_text (silu_conversation_get_leaf (fixture->conversation), SILU_PART_TEXT,
                             "text");
}

static void
test_shutdown_keeps_the_partial_text (EngineFixture *fixture, gconstpointer data)
{
  SiluScript *script = engine_fixture_push (fixture);
  SiluTurn *turn;

  silu_script_send_delta (script, NULL, "half");
  silu_script_hold (script);
  turn = engine_fixture_send (fixture, "q");
  silu_test_run_until (has_text, silu_turn_get_message (turn));

  engine_fixture_come_back (fixture);
  engine_fixture_check_text (silu_conversation_get_leaf (fixture->conversation), SILU_PART_TEXT,
                             "half");
}

static void
test_key_in_the_open (EngineFixture *fixture, gconstpointer data)
{
  SiluMessage *message;

  silu_account_set_base_url (fixture->account, "http://models.invalid/v1");
  message = engine_fixture_finish (engine_fixture_send (fixture, "q"), SILU_TURN_FAILED);
  g_assert_error (silu_message_get_error (message), SILU_ERROR, SILU_ERROR_AUTH);
}

static void
assert_files (SiluMessage *message, const char *const *names)
{
  g_autoptr (GPtrArray) files = silu_attachments_list (message);

  g_assert_cmpuint (files->len, ==, g_strv_length ((char **) names));
  for (guint i = 0; i < files->len; i++)
    g_assert_cmpstr (((SiluAttachment *) g_ptr_array_index (files, i))->name, ==, names[i]);
}

/* Files without a word of text: they are stored, sent, sent again, and name the chat. */
static void
test_attachments (EngineFixture *f, gconstpointer data)
{
  static const char *const both[] = { "a.c", "b.c", NULL };
  static const char *const first[] = { "a.c", NULL };
  g_autoptr (GPtrArray) files = silu_attachments_new ();
  g_autoptr (SiluMessage) question = NULL;
  SiluMessage *answer = NULL;
  SiluContextUse use = { 0 };

  g_ptr_array_add (files, silu_attachment_new ("a.c", NULL, "int apple;\n"));
  g_ptr_array_add (files, silu_attachment_new ("b.c", NULL, "int pear;\n"));
  f->question.attachments = files;
  engine_fixture_push_answer (f, NULL, "fruit");
  answer = engine_fixture_ask (f, "", SILU_TURN_COMPLETE);
  g_assert_nonnull (strstr (engine_fixture_get_body (f, 0), "int apple;\\n"));
  g_assert_nonnull (strstr (engine_fixture_get_body (f, 0), "[file name]: b.c\\n"));
  g_assert_cmpstr (silu_conversation_get_title (f->conversation), ==, "a.c, b.c");

  f->question.attachments = NULL;
  engine_fixture_push_answer (f, NULL, "fruit again");
  engine_fixture_finish (silu_engine_regenerate (f->engine, f->conversation, answer, &f->question),
                         SILU_TURN_COMPLETE);
  g_assert_nonnull (strstr (engine_fixture_get_body (f, 1), "int pear;\\n"));

  answer = engine_fixture_come_back (f);
  question = g_object_ref (silu_message_get_parent (answer));
  assert_files (question, both);
  silu_meter_read_context (silu_engine_get_accounts (f->engine), f->account, "test-model", NULL,
                           question, &use);
  g_assert_cmpint (use.used, >, silu_meter_estimate_attachments (files));

  g_ptr_array_set_size (files, 1);
  f->question.attachments = files;
  engine_fixture_push_answer (f, NULL, "an apple");
  engine_fixture_finish (
      silu_engine_edit (f->engine, f->conversation, question, "Only this.", &f->question),
      SILU_TURN_COMPLETE);
  g_assert_nonnull (strstr (engine_fixture_get_body (f, 2), "[file content end]\\nOnly this."));
  g_assert_null (strstr (engine_fixture_get_body (f, 2), "pear"));
  assert_files (silu_message_get_parent (engine_fixture_come_back (f)), first);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  engine_fixture_add ("/engine/complete", test_complete);
  engine_fixture_add ("/engine/second-round", test_second_round);
  engine_fixture_add ("/engine/stop", test_stop);
  engine_fixture_add ("/engine/stop-before-it-is-sent", test_stop_before_it_is_sent);
  engine_fixture_add ("/engine/cut-and-resume", test_cut_and_resume);
  engine_fixture_add ("/engine/regenerate-and-edit", test_regenerate_and_edit);
  engine_fixture_add ("/engine/late-close", test_late_close);
  engine_fixture_add ("/engine/wrong-key", test_wrong_key);
  engine_fixture_add ("/engine/empty-answer", test_empty_answer);
  engine_fixture_add ("/engine/delete-and-restore", test_delete_and_restore);
  engine_fixture_add ("/engine/shutdown", test_shutdown_keeps_the_partial_text);
  engine_fixture_add ("/engine/key-in-the-open", test_key_in_the_open);
  engine_fixture_add ("/engine/attachments", test_attachments);

  return g_test_run ();
}
