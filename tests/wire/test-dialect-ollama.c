/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ollama's own interface: what is asked, and what its lines decode to. */
#include "answer-log.h"
#include "silu-test.h"

#define MESSAGES                                                                                   \
  "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"q\"}],\"stream\":true"

static SiluProfile *
make_profile (const char *rule)
{
  SiluProfile *profile = silu_profile_new ();
  g_autoptr (JsonNode) node = json_from_string (rule, NULL);
  g_autoptr (GError) error = NULL;

  silu_profile_apply (profile, json_node_get_object (node), &error);
  g_assert_no_error (error);

  return profile;
}

static char *
write_request (const SiluChatRequest *request)
{
  return silu_dialect_write_request (silu_dialect_find ("ollama"), request);
}

typedef struct
{
  const char *rule;
  const char *sampling;
  SiluThinkLevel level;
  const char *tail;
} Body;

#define LEVELS                                                                                     \
  "{\"thinking\":{\"levels\":{\"off\":{\"think\":false},\"low\":{\"think\":\"low\"},"              \
  "\"high\":{\"think\":true}}}}"

#define PARAMETERS                                                                                 \
  "\"parameters\":{\"both\":{\"top_k\":\"used\",\"min_p\":\"used\",\"num_ctx\":\"used\"}}"

static const Body bodies[] = {
  { "{}", "", SILU_THINK_HIGH, "}" },
  { LEVELS, "", SILU_THINK_AUTO, "}" },
  { LEVELS, "", SILU_THINK_OFF, ",\"think\":false}" },
  { LEVELS, "", SILU_THINK_LOW, ",\"think\":\"low\"}" },
  { LEVELS, "", SILU_THINK_HIGH, ",\"think\":true}" },
  { "{" PARAMETERS "}", "num_ctx=16384 max_tokens=100", SILU_THINK_AUTO,
    ",\"options\":{\"num_predict\":100,\"num_ctx\":16384}}" },
  { "{" PARAMETERS "}",
    "temperature=0.5 top_p=0.25 top_k=40 min_p=0.125 presence_penalty=1.5 "
    "frequency_penalty=-0.5 seed=7",
    SILU_THINK_AUTO,
    ",\"options\":{\"temperature\":0.5,\"top_p\":0.25,\"top_k\":40,\"min_p\":0.125,"
    "\"presence_penalty\":1.5,\"frequency_penalty\":-0.5,\"seed\":7}}" },
  { "{\"parameters\":{\"both\":{\"seed\":\"refused\"}}}", "seed=7", SILU_THINK_AUTO, "}" },
  { "{" PARAMETERS ",\"body\":{\"options.num_ctx\":8192,\"keep_alive\":\"10m\"}}", "num_ctx=4096",
    SILU_THINK_AUTO, ",\"options\":{\"num_ctx\":8192},\"keep_alive\":\"10m\"}" },
};

static void
test_request (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (SiluProfile) profile = make_profile (bodies[i].rule);
      g_autoptr (SiluChatRequest) request = silu_chat_request_new ("m", profile);
      g_autofree char *expected = g_strconcat (MESSAGES, bodies[i].tail, NULL);
      g_autofree char *body = NULL;

      silu_chat_request_add (request, SILU_ROLE_USER, "q");
      silu_sampling_from_string (&request->sampling, bodies[i].sampling);
      request->think = bodies[i].level;
      body = write_request (request);
      g_assert_cmpstr (body, ==, expected);
    }
}

static void
test_history (void)
{
  g_autoptr (SiluChatRequest) request = silu_chat_request_new ("m", NULL);
  g_autofree char *body = NULL;
  SiluChatMessage *message;

  silu_chat_request_add (request, SILU_ROLE_SYSTEM, "Be \"brief\".");
  silu_chat_request_add (request, SILU_ROLE_USER, "q");
  message = silu_chat_request_add (request, SILU_ROLE_ASSISTANT, "");
  message->reasoning = g_strdup ("想");
  silu_chat_message_add_piece (message, SILU_PIECE_REASONING, SILU_CHANNEL_THINKING, "想");
  silu_chat_message_add_tool_call (message, "call_1", "find", "{\"x\":[1,2]}");
  silu_chat_message_add_tool_call (message, NULL, NULL, "not an object");
  message = silu_chat_request_add (request, SILU_ROLE_TOOL, "found");
  message->tool_call_id = g_strdup ("call_1");
  message = silu_chat_request_add (request, SILU_ROLE_TOOL, "lost");
  message->tool_call_id = g_strdup ("call_9");
  message = silu_chat_request_add (request, SILU_ROLE_ASSISTANT, "a");
  message->reasoning = g_strdup ("");

  body = write_request (request);
  g_assert_cmpstr (
      body, ==,
      "{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"Be \\\"brief\\\".\"},"
      "{\"role\":\"user\",\"content\":\"q\"},"
      "{\"role\":\"assistant\",\"content\":\"\",\"thinking\":\"想\",\"tool_calls\":["
      "{\"id\":\"call_1\",\"function\":{\"name\":\"find\",\"arguments\":{\"x\":[1,2]}}},"
      "{\"function\":{\"name\":\"\",\"arguments\":{}}}]},"
      "{\"role\":\"tool\",\"content\":\"found\",\"tool_name\":\"find\",\"tool_call_id\":\"call_1\"}"
      ","
      "{\"role\":\"tool\",\"content\":\"lost\",\"tool_call_id\":\"call_9\"},"
      "{\"role\":\"assistant\",\"content\":\"a\",\"thinking\":\"\"}],\"stream\":true}");
}

typedef struct
{
  const char *name;
  const char *line;
  SiluStreamEnd end;
} Case;

#define USAGE "u:11/42/-1/-1/2512"

static const Case cases[] = {
  { "thinking", "r5:We need 6×7。|t1:It is **42**。|" USAGE "|f:stop:stop", SILU_STREAM_COMPLETE },
  { "plain", "t1:Hi there|u:11/42/-1/-1/0|f:stop:stop", SILU_STREAM_COMPLETE },
  { "both-in-one", "r5:Hm.|t1:Done.|" USAGE "|f:stop:stop", SILU_STREAM_COMPLETE },
  { "tags", "r4:It talks.\n|t1:Use `<think>`.|" USAGE "|f:stop:stop", SILU_STREAM_COMPLETE },
  { "late-close", "t1:No opening here.\n|c|t1:The answer.|" USAGE "|f:stop:stop",
    SILU_STREAM_COMPLETE },
  { "tags-and-field", "r5:Known.|t1:Answer.|" USAGE "|f:stop:stop", SILU_STREAM_COMPLETE },
  { "length", "r5:On and on|" USAGE "|f:length:length", SILU_STREAM_COMPLETE },
  { "tools",
    "r5:Ask.|o0 call_a get_weather {\"city\":\"北京\",\"days\":2}|o1 - now {}|o2 - odd {}|" USAGE
    "|f:tools:stop",
    SILU_STREAM_COMPLETE },
  { "load", "f:stop:load", SILU_STREAM_COMPLETE },
  { "unload", "f:stop:unload", SILU_STREAM_COMPLETE },
  { "old-done", "t1:hi|u:-1/3/-1/-1/-1|f:stop:stop", SILU_STREAM_COMPLETE },
  { "unknown-reason", "t1:hi|" USAGE "|f:unknown:cosmic_ray", SILU_STREAM_COMPLETE },
  { "cold", "t1:hi|" USAGE "|f:stop:stop", SILU_STREAM_COMPLETE },
  { "error-at-once",
    "e:server:model requires more system memory (9.6 GiB) than is available (4.1 GiB)",
    SILU_STREAM_FAILED },
  { "error-in-stream",
    "t1:Half <th|e:server:an error was encountered while running the model: unexpected EOF",
    SILU_STREAM_FAILED },
  { "error-no-thinking", "e:request:\"gemma3:4b\" does not support thinking", SILU_STREAM_FAILED },
  { "error-no-model", "e:model:model 'x' not found", SILU_STREAM_FAILED },
  { "error-context", "e:context_length:the prompt exceeds the maximum context length",
    SILU_STREAM_FAILED },
  { "cut", "r5:a|t1:par", SILU_STREAM_CUT },
  { "empty", "", SILU_STREAM_CUT },
  { "not-object", "t1:Half|e:protocol:not a JSON object", SILU_STREAM_FAILED },
  { "after-done", "t1:x|" USAGE "|f:stop:stop", SILU_STREAM_COMPLETE },
  { "surrogates", "t1:😀 ��x|" USAGE "|f:stop:stop", SILU_STREAM_COMPLETE },
  { "odd", "t1:ok|f:stop:stop", SILU_STREAM_COMPLETE },
  { "object", "r5:Six times seven.|t1:It is 42.|" USAGE "|f:stop:stop", SILU_STREAM_COMPLETE },
  { "object-error", "e:request:\"x\" does not support chat", SILU_STREAM_FAILED },
};

static void
test_case (gconstpointer data)
{
  const Case *expected = data;

  answer_log_check_corpus ("ollama", expected->name, expected->line, expected->end);
}

/* The parser's words differ from version to version: only that it fails, and what came before. */
static void
test_broken (void)
{
  const char *lines = "{\"message\":{\"content\":\"Half\"}}\n<html>502</html>\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (lines, strlen (lines));
  SiluStreamEnd end;
  g_autofree char *line = answer_log_decode ("ollama", SILU_BODY_STREAM, bytes, 0, 1, &end);

  g_assert_cmpint (end, ==, SILU_STREAM_FAILED);
  g_assert_true (g_str_has_prefix (line, "t1:Half|e:protocol:not JSON"));
}

static void
test_models (void)
{
  const SiluDialect *dialect = silu_dialect_find ("ollama");
  const char *body =
      "{\"models\":[{\"name\":\"deepseek-r1:8b\",\"model\":\"deepseek-r1:8b\",\"size\":5200000000,"
      "\"details\":{\"family\":\"qwen3\",\"context_length\":131072}},{\"name\":\"\"},7,{},"
      "{\"name\":\"old\",\"details\":{}},{\"name\":\"odd\",\"details\":{\"context_length\":-1}}]}";
  g_autoptr (GPtrArray) models = silu_dialect_read_models (dialect, body, strlen (body));
  const SiluModelInfo *info;

  g_assert_cmpuint (models->len, ==, 3);
  info = g_ptr_array_index (models, 0);
  g_assert_cmpstr (info->id, ==, "deepseek-r1:8b");
  g_assert_cmpint (info->context, ==, 131072);
  info = g_ptr_array_index (models, 1);
  g_assert_cmpstr (info->id, ==, "old");
  g_assert_cmpint (info->context, ==, 0);
  info = g_ptr_array_index (models, 2);
  g_assert_cmpint (info->context, ==, 0);
  g_assert_null (silu_dialect_read_models (dialect, "{\"data\":[]}", 11));
}

static void
test_places (void)
{
  const SiluDialect *dialect = silu_dialect_find ("ollama");
  g_autofree char *path = silu_dialect_dup_path (dialect, "m");
  const char *prefix;

  g_assert_cmpstr (path, ==, "api/chat");
  g_assert_cmpstr (silu_dialect_get_models_path (dialect), ==, "api/tags");
  g_assert_cmpstr (silu_dialect_get_key_header (dialect, &prefix), ==, "Authorization");
  g_assert_cmpstr (prefix, ==, "Bearer ");
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/ollama/request", test_request);
  g_test_add_func ("/ollama/history", test_history);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/ollama/answer/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/ollama/broken", test_broken);
  g_test_add_func ("/ollama/models", test_models);
  g_test_add_func ("/ollama/places", test_places);

  return g_test_run ();
}
