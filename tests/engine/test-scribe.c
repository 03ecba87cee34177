/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What streams in is what goes back: reasoning, signatures and calls come through the message and
 * the store as they were, and in the order in which they came. */
#include "engine-fixture.h"

#include "silu-json.h"
#include <string.h>

typedef struct
{
  const char *path; /* "messages.1.content", with numbers of elements */
  const char *value;
} Member;

typedef struct
{
  const char *name;
  const char *preset;
  const char *dialect;
  const char *model;
  const char *stream;
  Member members[16]; /* of the request that follows */
} Case;

#define THOUGHT "\\\"Ünïcödé\\\" \\\\ 想一想 👩‍🔬\\n\\tand\\u2028 more."
#define THOUGHT_READ "\"Ünïcödé\" \\ 想一想 👩‍🔬\n\tand\xe2\x80\xa8 more."
#define DATA(json) "data: {" json "}\n\n"
#define CHUNK(delta) DATA ("\"choices\":[{\"index\":0,\"delta\":{" delta "}}]")
#define END                                                                                        \
  DATA ("\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}],"               \
        "\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":22,\"prompt_cache_hit_tokens\":3,"  \
        "\"completion_tokens_details\":{\"reasoning_tokens\":7},\"cost\":0.25}")                   \
  "data: [DONE]\n\n"
#define TOOL(index, id, name, arguments)                                                           \
  CHUNK ("\"tool_calls\":[{\"index\":" index ",\"id\":" id ",\"type\":\"function\",\"function\":"  \
         "{\"name\":" name ",\"arguments\":" arguments "}}]")

#define BLOCK(n, start)                                                                            \
  DATA ("\"type\":\"content_block_start\",\"index\":" n ",\"content_block\":{" start "}")
#define PIECE(n, delta)                                                                            \
  DATA ("\"type\":\"content_block_delta\",\"index\":" n ",\"delta\":{" delta "}")
#define STOP(n) DATA ("\"type\":\"content_block_stop\",\"index\":" n)
#define SIGNED(n, thought, signature)                                                              \
  BLOCK (n, "\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"")                          \
  PIECE (n, "\"type\":\"thinking_delta\",\"thinking\":\"" thought "\"")                            \
  PIECE (n, "\"type\":\"signature_delta\",\"signature\":\"" signature "\"") STOP (n)
#define USE(n, id, input)                                                                          \
  BLOCK (n, "\"type\":\"tool_use\",\"id\":\"" id "\",\"name\":\"look\",\"input\":{}")              \
  PIECE (n, "\"type\":\"input_json_delta\",\"partial_json\":\"" input "\"") STOP (n)
#define MESSAGE_START                                                                              \
  DATA ("\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"type\":\"message\",\"role\":"      \
        "\"assistant\",\"content\":[],\"usage\":{\"input_tokens\":11,\"output_tokens\":1}}")
#define MESSAGE_STOP                                                                               \
  DATA ("\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\"},\"usage\":"           \
        "{\"output_tokens\":22}")                                                                  \
  DATA ("\"type\":\"message_stop\"")

#define ITEM(n, item)                                                                              \
  DATA ("\"type\":\"response.output_item.done\",\"output_index\":" n ",\"item\":{" item "}")
#define REASONING(id, secret)                                                                      \
  "\"type\":\"reasoning\",\"id\":\"" id "\",\"summary\":[{\"type\":\"summary_text\",\"text\":"     \
  "\"" THOUGHT "\"}],\"encrypted_content\":\"" secret "\""
#define CALL(id)                                                                                   \
  "\"type\":\"function_call\",\"call_id\":\"" id                                                   \
  "\",\"name\":\"look\",\"arguments\":\"{\\\"a\\\":1}\""
#define SAID(text)                                                                                 \
  "\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\",\"text\":"   \
  "\"" text "\"}]"

static const Case cases[] = {
  { "deepseek",
    "deepseek",
    "openai",
    "test-model",
    CHUNK ("\"reasoning_content\":\"" THOUGHT "\"") CHUNK ("\"content\":\"I look.\"")
        TOOL ("0", "\"call_0\"", "\"weather\"", "\"\"")
            TOOL ("0", "null", "null", "\"{\\\"city\\\": \"")
                TOOL ("0", "null", "null", "\"\\\"北京\\\"}\"")
                    TOOL ("1", "\"call_1\"", "\"time\"", "\"{}\"") END,
    { { "messages.1.content", "I look." },
      { "messages.1.reasoning_content", THOUGHT_READ },
      { "messages.1.tool_calls.0.id", "call_0" },
      { "messages.1.tool_calls.0.function.name", "weather" },
      { "messages.1.tool_calls.0.function.arguments", "{\"city\": \"北京\"}" },
      { "messages.1.tool_calls.1.id", "call_1" },
      { "messages.1.tool_calls.1.function.arguments", "{}" },
      { "messages.1.tool_calls.2", NULL } } },

  /* Servers that count from one. */
  { "first-call-missing",
    "deepseek",
    "openai",
    "test-model",
    TOOL ("1", "\"call_1\"", "\"time\"", "\"{}\"") END,
    { { "messages.1.tool_calls.0.id", "call_1" }, { "messages.1.tool_calls.1", NULL } } },

  { "no-call",
    "deepseek",
    "openai",
    "test-model",
    CHUNK ("\"reasoning_content\":\"" THOUGHT "\"") CHUNK ("\"content\":\"No.\"") END,
    { { "messages.1.content", "No." }, { "messages.1.reasoning_content", NULL } } },

  { "openrouter",
    "openrouter",
    "openai",
    "test-model",
    CHUNK (
        "\"reasoning\":\"Hm\",\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"Hm\","
        "\"format\":\"anthropic-claude-v1\",\"index\":0}]")
        CHUNK ("\"reasoning_details\":[{\"type\":\"reasoning.text\",\"signature\":\"c2ln\","
               "\"format\":\"anthropic-claude-v1\",\"index\":0}]")
            TOOL ("0", "\"call_0\"", "\"time\"", "\"{}\"") END,
    { { "messages.1.reasoning_details.0.text", "Hm" },
      { "messages.1.reasoning_details.0.signature", "c2ln" },
      { "messages.1.reasoning_details.0.format", "anthropic-claude-v1" },
      { "messages.1.reasoning_details.1", NULL },
      { "messages.1.tool_calls.0.id", "call_0" } } },

  { "anthropic",
    "anthropic",
    "anthropic",
    "claude-sonnet-4-5",
    MESSAGE_START SIGNED ("0", THOUGHT, "c2lnMQ==")
        BLOCK ("1", "\"type\":\"redacted_thinking\",\"data\":\"c2VjcmV0\"") STOP ("1")
            BLOCK ("2", "\"type\":\"text\",\"text\":\"\"")
                PIECE ("2", "\"type\":\"text_delta\",\"text\":\"I look.\"") STOP ("2")
                    USE ("3", "toolu_1", "{\\\"a\\\": 1}") MESSAGE_STOP,
    { { "messages.1.content.0.type", "thinking" },
      { "messages.1.content.0.thinking", THOUGHT_READ },
      { "messages.1.content.0.signature", "c2lnMQ==" },
      { "messages.1.content.1.type", "redacted_thinking" },
      { "messages.1.content.1.data", "c2VjcmV0" },
      { "messages.1.content.2.text", "I look." },
      { "messages.1.content.3.type", "tool_use" },
      { "messages.1.content.3.id", "toolu_1" },
      { "messages.1.content.4", NULL } } },

  { "anthropic-interleaved",
    "anthropic",
    "anthropic",
    "claude-sonnet-4-5",
    MESSAGE_START SIGNED ("0", "First.", "czE=") USE ("1", "toolu_1", "{\\\"a\\\": 1}")
        SIGNED ("2", "Second.", "czI=") USE ("3", "toolu_2", "") SIGNED ("4", "", "czM=")
            USE ("5", "toolu_3", "{\\\"a\\\": 3}") MESSAGE_STOP,
    { { "messages.1.content.0.thinking", "First." },
      { "messages.1.content.1.id", "toolu_1" },
      { "messages.1.content.2.thinking", "Second." },
      { "messages.1.content.2.signature", "czI=" },
      { "messages.1.content.3.id", "toolu_2" },
      { "messages.1.content.4.signature", "czM=" },
      { "messages.1.content.5.id", "toolu_3" },
      { "messages.1.content.6", NULL } } },

  { "responses",
    "openai",
    "responses",
    "gpt-5.1",
    ITEM ("0", REASONING ("rs_0", "gAAAA=")) ITEM ("1", SAID ("I look."))
        ITEM ("2", REASONING ("rs_1", "gBBBB=")) ITEM ("3", CALL ("call_1"))
            ITEM ("4", REASONING ("rs_2", "gCCCC=")) ITEM ("5", CALL ("call_2"))
                DATA ("\"type\":\"response.completed\",\"response\":{\"status\":\"completed\","
                      "\"usage\":{\"input_tokens\":11,\"output_tokens\":22}}"),
    { { "input.1.id", "rs_0" },
      { "input.1.encrypted_content", "gAAAA=" },
      { "input.1.summary.0.text", THOUGHT_READ },
      { "input.2.content.0.text", "I look." },
      { "input.3.encrypted_content", "gBBBB=" },
      { "input.4.call_id", "call_1" },
      { "input.4.arguments", "{\"a\":1}" },
      { "input.5.encrypted_content", "gCCCC=" },
      { "input.6.call_id", "call_2" } } },

  { "gemini",
    "gemini",
    "gemini",
    "gemini-3-pro",
    DATA ("\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":["
          "{\"text\":\"" THOUGHT "\",\"thought\":true},"
          "{\"functionCall\":{\"name\":\"look\",\"args\":{\"a\":\"好\"}},"
          "\"thoughtSignature\":\"c2lnMQ==\"},"
          "{\"text\":\"And then.\"}]},\"finishReason\":\"STOP\"}],"
          "\"usageMetadata\":{\"promptTokenCount\":11,\"candidatesTokenCount\":22}"),
    { { "contents.1.parts.0.functionCall.name", "look" },
      { "contents.1.parts.0.functionCall.args.a", "好" },
      { "contents.1.parts.0.thoughtSignature", "c2lnMQ==" },
      { "contents.1.parts.1.text", "And then." },
      { "contents.1.parts.2", NULL } } },
};

static JsonNode *
dig (JsonNode *node, const char *path)
{
  g_auto (GStrv) steps = g_strsplit (path, ".", -1);

  for (gsize i = 0; steps[i] != NULL && node != NULL; i++)
    {
      guint64 index = g_ascii_strtoull (steps[i], NULL, 10);

      if (JSON_NODE_HOLDS_OBJECT (node))
        node = json_object_get_member (json_node_get_object (node), steps[i]);
      else if (JSON_NODE_HOLDS_ARRAY (node) &&
               index < json_array_get_length (json_node_get_array (node)))
        node = json_array_get_element (json_node_get_array (node), (guint) index);
      else
        node = NULL;
    }

  return node;
}

/* What is sent next, as the server sees it. */
static const char *
ask_next (EngineFixture *f)
{
  engine_fixture_push_status (f, 401, "{}");
  engine_fixture_ask (f, "And now?", SILU_TURN_FAILED);

  return engine_fixture_get_body (f, f->bodies->len - 1);
}

/* The same question once more: its first answer failed. */
static const char *
ask_once_more (EngineFixture *f)
{
  SiluMessage *failed = silu_conversation_get_leaf (f->conversation);

  engine_fixture_push_status (f, 401, "{}");
  engine_fixture_finish (silu_engine_regenerate (f->engine, f->conversation, failed, &f->question),
                         SILU_TURN_FAILED);

  return engine_fixture_get_body (f, f->bodies->len - 1);
}

static void
check_members (const char *body, const Case *test)
{
  g_autoptr (JsonNode) root = silu_json_parse (body, strlen (body), NULL);

  for (const Member *member = test->members; member->path != NULL; member++)
    {
      JsonNode *node = dig (root, member->path);

      g_test_message ("%s", member->path);
      if (member->value == NULL)
        {
          g_assert_null (node);
          continue;
        }
      g_assert_nonnull (node);
      g_assert_cmpstr (json_node_get_string (node), ==, member->value);
    }
}

static void
test_replay (EngineFixture *f, gconstpointer data)
{
  const Case *test = data;
  const char *body;

  engine_fixture_use (f, test->preset, test->dialect, test->model, "/v1");
  silu_script_send (engine_fixture_push (f), test->stream, -1);
  engine_fixture_ask (f, "q", SILU_TURN_COMPLETE);
  body = ask_next (f);
  check_members (body, test);
  engine_fixture_come_back (f);
  g_assert_cmpstr (ask_once_more (f), ==, body);
}

/* Every recorded stream: whatever is in it, the store changes nothing of what goes back. */
typedef struct
{
  const char *folder; /* and dialect */
  const char *preset;
  const char *model;
} Corpus;

static const Corpus corpora[] = {
  { "openai", "deepseek", "test-model" },   { "anthropic", "anthropic", "claude-sonnet-4-5" },
  { "responses", "openai", "gpt-5.1" },     { "gemini", "gemini", "gemini-3-pro" },
  { "ollama", "ollama", "deepseek-v4:8b" },
};

/* What there was of an answer when it had come, and what would have been sent with it. */
typedef struct
{
  char *name;
  char *conversation;
  char *message;
  GPtrArray *parts;
  SiluUsage usage;
  SiluFinish finish;
  char *body;
} Answer;

static void
answer_free (gpointer data)
{
  Answer *self = data;

  g_free (self->name);
  g_free (self->conversation);
  g_free (self->message);
  g_ptr_array_unref (self->parts);
  g_free (self->body);
  g_free (self);
}

static gboolean
is_over (gpointer user_data)
{
  return silu_turn_is_over (user_data);
}

/* @contents: with a byte for the fuzzer before the stream. Any end will do. */
static Answer *
play (EngineFixture *f, const char *contents, gsize length)
{
  Answer *answer = g_new0 (Answer, 1);
  g_autoptr (SiluTurn) turn = NULL;
  SiluMessage *message;

  silu_script_send (engine_fixture_push (f), contents + 1, (gssize) length - 1);
  g_clear_object (&f->conversation);
  f->conversation = silu_conversation_new (NULL);
  turn = g_object_ref (engine_fixture_send (f, "q"));
  silu_test_run_until (is_over, turn);

  message = silu_turn_get_message (turn);
  answer->conversation = g_strdup (silu_conversation_get_id (f->conversation));
  answer->message = g_strdup (silu_message_get_id (message));
  answer->usage = *silu_message_get_usage (message);
  answer->finish = silu_message_get_finish (message);
  answer->parts = silu_parts_new ();
  for (guint i = 0; i < silu_message_get_n_parts (message); i++)
    {
      const SiluPart *part = silu_message_get_part (message, i);

      g_ptr_array_add (answer->parts, silu_part_new (part->kind, part->channel, part->text->str));
    }
  answer->body = g_strdup (ask_next (f));

  return answer;
}

static void
check_answer (EngineFixture *f, const Answer *answer)
{
  SiluMessage *message;

  g_test_message ("%s", answer->name);
  engine_fixture_load (f, answer->conversation);
  message = silu_conversation_find (f->conversation, answer->message);
  g_assert_nonnull (message);
  g_assert_cmpuint (silu_message_get_n_parts (message), ==, answer->parts->len);
  for (guint i = 0; i < answer->parts->len; i++)
    {
      const SiluPart *old = g_ptr_array_index (answer->parts, i);
      const SiluPart *part = silu_message_get_part (message, i);

      g_assert_cmpint (part->kind, ==, old->kind);
      g_assert_cmpint (part->channel, ==, old->channel);
      g_assert_cmpstr (part->text->str, ==, old->text->str);
    }
  g_assert_cmpint (silu_message_get_finish (message), ==, answer->finish);
  g_assert_cmpmem (silu_message_get_usage (message), sizeof answer->usage, &answer->usage,
                   sizeof answer->usage);
  g_assert_cmpstr (ask_once_more (f), ==, answer->body);
}

static void
test_corpus (EngineFixture *f, gconstpointer data)
{
  const SiluRetryLimits none = { 0 };
  const Corpus *corpus = data;
  g_autofree char *folder = g_build_filename ("tests", "corpus", corpus->folder, NULL);
  g_autofree char *full = g_build_filename (g_getenv ("SILU_SOURCE_DIR"), folder, NULL);
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func (answer_free);
  g_autoptr (GDir) directory = g_dir_open (full, 0, NULL);
  const char *name;

  g_assert_nonnull (directory);
  engine_fixture_use (f, corpus->preset, corpus->folder, corpus->model, "/v1");
  f->question.limits = &none;
  while ((name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      gsize length = 0;
      g_autofree char *contents = silu_test_read_file (path, &length);

      if (contents == NULL || length < 2)
        continue;
      g_ptr_array_add (answers, play (f, contents, length));
      ((Answer *) g_ptr_array_index (answers, answers->len - 1))->name = g_steal_pointer (&path);
    }

  g_assert_cmpuint (answers->len, >, 10);
  g_clear_object (&f->conversation);
  engine_fixture_restart (f);
  for (guint i = 0; i < answers->len; i++)
    check_answer (f, g_ptr_array_index (answers, i));
}

/* When the text came is known afterwards, and from the store the same. */
static void
test_pace (EngineFixture *f, gconstpointer data)
{
  SiluMessage *message;
  const SiluTimes *times;
  g_autofree char *pace = NULL;
  g_autofree char *stored = NULL;
  const SiluMark *mark;

  engine_fixture_push_answer (f, "Hm, 想一想.", "Yes.");
  message = engine_fixture_ask (f, "q", SILU_TURN_COMPLETE);
  times = silu_message_get_times (message);
  mark = &g_array_index (silu_message_get_marks (message, 0), SiluMark, 0);
  g_assert_cmpuint (mark->offset, ==, 0);
  g_assert_cmpint (mark->time, >=, times->first_reasoning);
  g_assert_cmpint (mark->time, <=, times->end);
  g_assert_nonnull (silu_message_get_marks (message, 1));
  pace = silu_marks_to_string (silu_message_get_marks (message, 0));

  stored = silu_marks_to_string (silu_message_get_marks (engine_fixture_come_back (f), 0));
  g_assert_cmpstr (stored, ==, pace);
}

/* Numbers of calls that no server means. */
static void
test_wild_numbers (EngineFixture *f, gconstpointer data)
{
  SiluMessage *message;

  silu_script_send (engine_fixture_push (f),
                    TOOL ("-1", "\"a\"", "\"low\"", "\"{}\"")
                        TOOL ("2000000000", "\"b\"", "\"high\"", "\"{}\"")
                            CHUNK ("\"content\":\"Yes.\"") END,
                    -1);
  message = engine_fixture_ask (f, "q", SILU_TURN_COMPLETE);
  for (guint i = 0; i < silu_message_get_n_parts (message); i++)
    g_assert_null (strstr (silu_message_get_part (message, i)->text->str, "high"));
  engine_fixture_check_text (message, SILU_PART_TEXT, "Yes.");
}

static void
test_usage (EngineFixture *f, gconstpointer data)
{
  const SiluUsage *usage;
  SiluMessage *message;

  silu_script_send (engine_fixture_push (f), CHUNK ("\"content\":\"Yes.\"") END, -1);
  engine_fixture_ask (f, "q", SILU_TURN_COMPLETE);
  message = engine_fixture_come_back (f);
  usage = silu_message_get_usage (message);
  g_assert_cmpint (usage->prompt, ==, 11);
  g_assert_cmpint (usage->completion, ==, 22);
  g_assert_cmpint (usage->cached, ==, 3);
  g_assert_cmpint (usage->reasoning, ==, 7);
  g_assert_cmpint (usage->load, ==, -1);
  g_assert_cmpfloat (usage->cost, ==, 0.25);
  g_assert_cmpint (silu_message_get_finish (message), ==, SILU_FINISH_TOOL_CALLS);
  g_assert_cmpint (silu_message_get_think (message), ==, SILU_THINK_HIGH);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

#define ADD(path, data, func)                                                                      \
  g_test_add (path, EngineFixture, data, engine_fixture_set_up, func, engine_fixture_tear_down)
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/scribe/replay/", cases[i].name, NULL);

      ADD (path, &cases[i], test_replay);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (corpora); i++)
    {
      g_autofree char *path = g_strconcat ("/scribe/corpus/", corpora[i].folder, NULL);

      ADD (path, &corpora[i], test_corpus);
    }
#undef ADD
  engine_fixture_add ("/scribe/usage", test_usage);
  engine_fixture_add ("/scribe/pace", test_pace);
  engine_fixture_add ("/scribe/wild-numbers", test_wild_numbers);

  return g_test_run ();
}
