/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers that are gone on with: what is asked then, and that nobody sees where they were cut. */
#include "engine-fixture.h"

#include "silu-json.h"
#include <string.h>

#define THOUGHT "Let me see. 想一想。"
#define BEFORE "Look:\n\n```c\nint\nmain (void)\n{\n  return va"
#define REST "lue;\n}\n```\n"

typedef enum
{
  END_LENGTH,
  END_CUT,
  END_STOP,
} End;

typedef struct
{
  const char *name;
  const char *preset;
  const char *dialect;
  const char *path;   /* of the account */
  const char *resume; /* where the rest is asked for */
  End end;
  gboolean prefix; /* the model is given its own words; else it is told to go on */
} Case;

#define CASES(name, preset, dialect, path, resume, prefix)                                         \
  { name "/length", preset, dialect, path, resume, END_LENGTH, prefix },                           \
      { name "/cut", preset, dialect, path, resume, END_CUT, prefix },                             \
  {                                                                                                \
    name "/stop", preset, dialect, path, resume, END_STOP, prefix                                  \
  }

static const Case cases[] = {
  CASES ("deepseek", "deepseek", "openai", "", "/beta/chat/completions", TRUE),
  CASES ("relay", "deepseek", "openai", "/relay", "/relay/chat/completions", FALSE),
  CASES ("vllm", "vllm", "openai", "/v1", "/v1/chat/completions", TRUE),
  CASES ("llama-server", "llama-server", "openai", "/v1", "/v1/chat/completions", TRUE),
  CASES ("unknown", "openai-compatible", "openai", "/v1", "/v1/chat/completions", FALSE),
};

/* DeepSeek's addresses are on the scripted server. "/relay" is not one of them, though it begins as
 * "/rel" does. */
static void
move_deepseek (EngineFixture *f, gboolean here)
{
  const char *url = silu_script_server_get_base_url (f->server);
  g_autofree char *json = g_strdup_printf (
      "{\"format\":1,\"providers\":[{\"id\":\"deepseek\",\"base_url\":\"%s%s\",\"patterns\":["
      "{\"match\":[\"*\"],\"rule\":{\"prefix\":{\"base_url\":\"%s/beta\","
      "\"message\":{\"prefix\":true},\"reasoning\":true}}}]}]}",
      url, here ? "" : "/rel", url);

  engine_fixture_write_providers (json);
  engine_fixture_restart (f);
  g_assert_no_error (silu_engine_get_provider_error (f->engine));
}

static SiluMessage *
begin (EngineFixture *f, End end)
{
  SiluScript *script = engine_fixture_push (f);
  SiluTurn *turn;

  silu_script_send_delta (script, THOUGHT, NULL);
  silu_script_send_delta (script, NULL, BEFORE);
  if (end == END_LENGTH)
    silu_script_send_end (script, "length", 10, 20, 5);
  else if (end == END_CUT)
    silu_script_cut (script);
  else
    silu_script_hold (script);

  turn = engine_fixture_send (f, "Show me.");
  if (end == END_STOP)
    {
      engine_fixture_wait_text (turn, SILU_PART_TEXT, BEFORE);
      silu_turn_stop (turn);
    }

  return engine_fixture_finish (turn, end == END_LENGTH ? SILU_TURN_COMPLETE
                                      : end == END_CUT  ? SILU_TURN_INTERRUPTED
                                                        : SILU_TURN_STOPPED);
}

static SiluTurn *
resume (EngineFixture *f, SiluMessage *message)
{
  return silu_engine_resume (f->engine, f->conversation, message, &f->question);
}

static JsonNode *
parse_body (EngineFixture *f, guint index)
{
  const char *body = engine_fixture_get_body (f, index);
  JsonNode *node = silu_json_parse (body, strlen (body), NULL);

  g_assert_nonnull (node);

  return node;
}

/* The message of that number from the end, 0 is the last. */
static JsonObject *
get_message (JsonNode *body, guint back)
{
  JsonArray *messages = silu_json_get_array (silu_json_root (body), "messages");

  g_assert_cmpuint (json_array_get_length (messages), >, back);

  return silu_json_element_object (messages, json_array_get_length (messages) - 1 - back);
}

static void
check_member (JsonObject *object, const char *name, const char *value)
{
  g_assert_cmpstr (silu_json_get_string (object, name), ==, value);
}

static void
check_prefix (EngineFixture *f, const Case *test)
{
  g_autoptr (JsonNode) body = parse_body (f, 1);
  JsonObject *last = get_message (body, 0);
  JsonObject *root = silu_json_root (body);
  gboolean is_deepseek = g_str_equal (test->preset, "deepseek");
  gboolean is_vllm = g_str_equal (test->preset, "vllm");

  check_member (last, "role", "assistant");
  check_member (last, "content", BEFORE);
  check_member (last, "reasoning_content", is_deepseek ? THOUGHT : NULL);
  g_assert_cmpint (silu_json_get_boolean (last, "prefix", FALSE), ==, is_deepseek);
  g_assert_cmpint (silu_json_get_boolean (root, "continue_final_message", FALSE), ==, is_vllm);
  g_assert_cmpint (silu_json_get_boolean (root, "add_generation_prompt", TRUE), ==, !is_vllm);
  check_member (get_message (body, 1), "content", "Show me.");

  /* DeepSeek thinks on from its thoughts; llama-server would put new ones before the answer. */
  if (is_deepseek)
    check_member (silu_json_get_object (root, "thinking"), "type", "enabled");
  if (g_str_equal (test->preset, "llama-server"))
    g_assert_false (json_object_get_boolean_member (
        silu_json_get_object (root, "chat_template_kwargs"), "enable_thinking"));
}

static void
check_asked (EngineFixture *f, const Case *test)
{
  g_autoptr (JsonNode) body = parse_body (f, 1);

  check_member (get_message (body, 0), "role", "user");
  check_member (get_message (body, 1), "role", "assistant");
  check_member (get_message (body, 1), "content", BEFORE);
  check_member (get_message (body, 1), "reasoning_content", NULL);
  g_assert_false (json_object_has_member (get_message (body, 1), "prefix"));
  check_member (get_message (body, 2), "content", "Show me.");
  if (g_str_equal (test->preset, "deepseek"))
    check_member (silu_json_get_object (silu_json_root (body), "thinking"), "type", "disabled");
}

/* What a reader sees, now and later: one answer, of one thought and one text. */
static void
check_whole (EngineFixture *f, SiluMessage *message)
{
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->conversation)), ==, 2);
  g_assert_true (silu_conversation_get_leaf (f->conversation) == message);
  g_assert_cmpuint (silu_message_get_n_parts (message), ==, 2);
  engine_fixture_check_text (message, SILU_PART_REASONING, THOUGHT);
  engine_fixture_check_text (message, SILU_PART_TEXT, BEFORE REST);
  g_assert_cmpint (silu_message_get_state (message), ==, SILU_MESSAGE_COMPLETE);
  g_assert_cmpint (silu_message_get_finish (message), ==, SILU_FINISH_STOP);
  g_assert_null (silu_message_get_error (message));
  g_assert_cmpint (silu_message_get_times (message)->end, >,
                   silu_message_get_times (message)->first_text);
}

static void
test_go_on (EngineFixture *f, gconstpointer data)
{
  const Case *test = data;
  SiluScript *script;
  SiluMessage *message;

  move_deepseek (f, test->prefix);
  engine_fixture_use (f, test->preset, test->dialect, "test-model", test->path);
  message = begin (f, test->end);

  /* Who is told to go on says the last words again. */
  script = engine_fixture_push (f);
  if (!test->prefix)
    silu_script_send_delta (script, NULL, "main (void)\n{\n  ret");
  silu_script_send_delta (script, NULL, test->prefix ? "lue" : "urn value");
  silu_script_send_delta (script, NULL, ";\n}\n```\n");
  silu_script_send_end (script, "stop", 40, 10, 0);
  g_assert_true (silu_turn_get_message (resume (f, message)) == message);
  g_assert_cmpint (silu_message_get_state (message), ==, SILU_MESSAGE_STREAMING);
  g_assert_null (silu_message_get_error (message));
  engine_fixture_finish (silu_engine_get_turn (f->engine, f->conversation), SILU_TURN_COMPLETE);

  g_assert_cmpuint (f->bodies->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (f->paths, 1), ==, test->resume);
  g_assert_cmpstr (g_ptr_array_index (f->tokens, 1), ==, ENGINE_FIXTURE_KEY);
  if (test->prefix)
    check_prefix (f, test);
  else
    check_asked (f, test);
  check_whole (f, message);
  check_whole (f, engine_fixture_come_back (f));
}

typedef struct
{
  const char *name;
  const char *before;
  const char *chunks[6];
  const char *after; /* what is there then, behind @before */
} Seam;

static const Seam seams[] = {
  { "nothing-repeated", "The first half", { " and", " the second." }, " and the second." },
  { "repeated", "Once upon a long time", { "upon a long time there was" }, " there was" },
  { "in-pieces", "Once upon a time", { "Once", " upon", " a ", "time", " there" }, " there" },
  { "characters", "从前有一座山山里有一座庙", { "山里", "有一座", "庙庙里" }, "庙里" },
  { "all-of-it-again", "Once upon a time", { "Once upon a time" }, "" },
  { "too-short-to-be-meant", "aaaaaaaaaa", { "aaaa", "b" }, "aaaab" },
  { "other-words-of-it", "The quick brown fox", { "The quick" }, "The quick" },
  { "fence-again", "```c\nint a;\nint", { "```", "c\n", " b;\n```\n" }, " b;\n```\n" },
  { "fence-closed", "```c\nint a;\n", { "```\n", "So." }, "```\nSo." },
};

static void
push_chunks (EngineFixture *f, const Seam *seam, SiluScript *script)
{
  for (gsize i = 0; i < G_N_ELEMENTS (seam->chunks) && seam->chunks[i] != NULL; i++)
    silu_script_send_delta (script, NULL, seam->chunks[i]);
}

/* Told to go on, and then whole, or cut once more: nothing that came is lost. */
static void
check_seam (EngineFixture *f, const Seam *seam, gboolean cut)
{
  g_autofree char *expected = g_strconcat (seam->before, seam->after, NULL);
  SiluScript *script = engine_fixture_push (f);
  SiluMessage *message;

  silu_script_send_delta (script, NULL, seam->before);
  silu_script_send_end (script, "length", 1, 2, 0);
  message = engine_fixture_ask (f, "q", SILU_TURN_COMPLETE);

  script = engine_fixture_push (f);
  push_chunks (f, seam, script);
  if (cut)
    silu_script_cut (script);
  else
    silu_script_send_end (script, "stop", 1, 2, 0);
  engine_fixture_finish (resume (f, message), cut ? SILU_TURN_INTERRUPTED : SILU_TURN_COMPLETE);
  engine_fixture_check_text (message, SILU_PART_TEXT, expected);
  engine_fixture_check_text (engine_fixture_come_back (f), SILU_PART_TEXT, expected);
}

static void
test_seam (EngineFixture *f, gconstpointer data)
{
  check_seam (f, data, FALSE);
}

static void
test_seam_cut (EngineFixture *f, gconstpointer data)
{
  check_seam (f, data, TRUE);
}

/* What the seam holds back has come all the same: it is not asked for twice. */
static void
test_error_at_seam (EngineFixture *f, gconstpointer data)
{
  SiluMessage *message = begin (f, END_CUT);
  SiluScript *script = engine_fixture_push (f);

  silu_script_send_delta (script, NULL, "main (void)");
  silu_script_send (script, "data: {\"error\":{\"code\":503,\"message\":\"overloaded\"}}\n\n", -1);
  engine_fixture_finish (resume (f, message), SILU_TURN_FAILED);
  g_assert_cmpuint (f->bodies->len, ==, 2);
  engine_fixture_check_text (message, SILU_PART_TEXT, BEFORE "main (void)");
}

/* The second half fails: the first is kept, and is gone on with again. */
static void
test_fails_then_goes_on (EngineFixture *f, gconstpointer data)
{
  SiluMessage *message = begin (f, END_CUT);

  engine_fixture_push_status (f, 401, "{\"error\":{\"message\":\"no such key\"}}");
  engine_fixture_finish (resume (f, message), SILU_TURN_FAILED);
  g_assert_error (silu_message_get_error (message), SILU_ERROR, SILU_ERROR_AUTH);
  engine_fixture_check_text (message, SILU_PART_TEXT, BEFORE);

  message = engine_fixture_come_back (f);
  g_assert_cmpint (silu_message_get_state (message), ==, SILU_MESSAGE_FAILED);
  engine_fixture_push_answer (f, NULL, REST);
  engine_fixture_finish (resume (f, message), SILU_TURN_COMPLETE);
  g_assert_cmpstr (engine_fixture_get_body (f, 2), ==, engine_fixture_get_body (f, 1));
  check_whole (f, message);
}

/* In three pieces, with a stop between. */
static void
test_three_times (EngineFixture *f, gconstpointer data)
{
  SiluMessage *message = begin (f, END_LENGTH);
  SiluScript *script = engine_fixture_push (f);
  SiluTurn *turn;

  silu_script_send_delta (script, NULL, "lue;");
  silu_script_hold (script);
  turn = resume (f, message);
  engine_fixture_wait_text (turn, SILU_PART_TEXT, BEFORE "lue;");
  silu_turn_stop (turn);
  engine_fixture_finish (turn, SILU_TURN_STOPPED);
  g_assert_cmpint (silu_message_get_finish (message), ==, SILU_FINISH_NONE);

  engine_fixture_push_answer (f, NULL, "\n}\n```\n");
  engine_fixture_finish (resume (f, message), SILU_TURN_COMPLETE);
  check_whole (f, message);
  check_whole (f, engine_fixture_come_back (f));
}

/* Of an answer that was only thought, the thoughts are gone on with. */
static void
test_thoughts_only (EngineFixture *f, gconstpointer data)
{
  SiluScript *script = engine_fixture_push (f);
  g_autoptr (JsonNode) body = NULL;
  SiluMessage *message;

  move_deepseek (f, TRUE);
  engine_fixture_use (f, "deepseek", "openai", "test-model", "");
  silu_script_send_delta (script, "Let me", NULL);
  silu_script_cut (script);
  message = engine_fixture_ask (f, "q", SILU_TURN_INTERRUPTED);
  engine_fixture_push_answer (f, " see.", "Yes.");
  engine_fixture_finish (resume (f, message), SILU_TURN_COMPLETE);

  body = parse_body (f, 1);
  check_member (get_message (body, 0), "reasoning_content", "Let me");
  check_member (get_message (body, 0), "content", "");
  engine_fixture_check_text (message, SILU_PART_REASONING, "Let me see.");
  engine_fixture_check_text (message, SILU_PART_TEXT, "Yes.");
}

/* Of one that never began there is nothing: it is asked again, beside the first. */
static void
test_nothing_yet (EngineFixture *f, gconstpointer data)
{
  SiluMessage *message;
  SiluMessage *again;

  engine_fixture_push_status (f, 401, "{}");
  message = engine_fixture_ask (f, "q", SILU_TURN_FAILED);
  engine_fixture_push_answer (f, NULL, "Yes.");
  again = engine_fixture_finish (resume (f, message), SILU_TURN_COMPLETE);
  g_assert_true (again != message);
  g_assert_true (silu_message_get_parent (again) == silu_message_get_parent (message));
  g_assert_cmpstr (engine_fixture_get_body (f, 1), ==, engine_fixture_get_body (f, 0));
}

/* A chain that is gone on with from one of its steps: a sibling, which begins with it. Where the
 * server takes the beginning of a chain, the model goes on in its own words; else it is told them.
 */
static void
test_rethink (EngineFixture *f, gconstpointer user_data)
{
  gboolean takes_thoughts = GPOINTER_TO_INT (user_data);
  g_autoptr (JsonNode) body = NULL;
  SiluMessage *first;
  SiluMessage *again;

  move_deepseek (f, TRUE);
  engine_fixture_use (f, takes_thoughts ? "deepseek" : "openai-compatible", "openai", "test-model",
                      takes_thoughts ? "" : "/v1");
  first = begin (f, END_CUT);
  engine_fixture_push_answer (f, " Then go on.", "Yes.");
  again = engine_fixture_finish (
      silu_engine_rethink (f->engine, f->conversation, first, "Let me see it anew.", &f->question),
      SILU_TURN_COMPLETE);

  g_assert_true (again != first);
  g_assert_true (silu_message_get_parent (again) == silu_message_get_parent (first));
  engine_fixture_check_text (again, SILU_PART_REASONING, "Let me see it anew. Then go on.");
  engine_fixture_check_text (again, SILU_PART_TEXT, "Yes.");
  engine_fixture_check_text (first, SILU_PART_REASONING, THOUGHT);

  body = parse_body (f, 1);
  if (takes_thoughts)
    {
      check_member (get_message (body, 0), "role", "assistant");
      check_member (get_message (body, 0), "reasoning_content", "Let me see it anew.");
    }
  else
    {
      check_member (get_message (body, 0), "role", "user");
      g_assert_nonnull (strstr (silu_json_get_string (get_message (body, 0), "content"),
                                "\n\nLet me see it anew.\n\n"));
    }
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

#define ADD(path, data, func)                                                                      \
  g_test_add (path, EngineFixture, data, engine_fixture_set_up, func, engine_fixture_tear_down)
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/resume/", cases[i].name, NULL);

      ADD (path, &cases[i], test_go_on);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (seams); i++)
    {
      g_autofree char *path = g_strconcat ("/resume/seam/", seams[i].name, NULL);
      g_autofree char *cut = g_strconcat ("/resume/seam-cut/", seams[i].name, NULL);

      ADD (path, &seams[i], test_seam);
      ADD (cut, &seams[i], test_seam_cut);
    }
  ADD ("/resume/rethink", GINT_TO_POINTER (TRUE), test_rethink);
  ADD ("/resume/rethink-told", GINT_TO_POINTER (FALSE), test_rethink);
#undef ADD
  engine_fixture_add ("/resume/error-at-seam", test_error_at_seam);
  engine_fixture_add ("/resume/fails-then-goes-on", test_fails_then_goes_on);
  engine_fixture_add ("/resume/three-times", test_three_times);
  engine_fixture_add ("/resume/thoughts-only", test_thoughts_only);
  engine_fixture_add ("/resume/nothing-yet", test_nothing_yet);

  return g_test_run ();
}
