/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes out to hosts of the OpenAI style, byte for byte, with the profiles that people have:
 * what is wrong here is a 400 there. */
#include "silu-dialect.h"
#include "silu-providers.h"
#include "silu-test.h"
#include <string.h>

static SiluProviders *
load (void)
{
  gsize length = 0;
  g_autofree char *json = silu_test_read_file ("data/providers.json", &length);
  g_autoptr (GError) error = NULL;
  SiluProviders *providers;

  g_assert_nonnull (json);
  providers = silu_providers_new (json, length, &error);
  g_assert_no_error (error);

  return providers;
}

static SiluChatRequest *
make_request (const char *provider, const char *model)
{
  g_autoptr (SiluProviders) providers = load ();
  g_autoptr (SiluProfile) profile = silu_providers_resolve (providers, provider, "openai", model);

  return silu_chat_request_new (model, profile);
}

static char *
write_request (const SiluChatRequest *request)
{
  return silu_dialect_write_request (silu_dialect_find ("openai"), request);
}

#define MESSAGE(role, rest) "{\"role\":\"" role "\",\"content\":\"" rest "}"
#define USER(text) MESSAGE ("user", text "\"")
#define ASSISTANT(text) MESSAGE ("assistant", text "\"")
#define STREAM "],\"stream\":true"
#define USAGE STREAM ",\"stream_options\":{\"include_usage\":true}"

typedef struct
{
  const char *provider;
  const char *model;
  SiluThinkLevel level;
  const char *sampling;
  const char *tail; /* what stands behind the messages */
} Body;

#define ALL                                                                                        \
  "temperature=0.5 top_p=0.25 top_k=40 min_p=0.125 presence_penalty=1 frequency_penalty=-1 "       \
  "seed=7 "                                                                                        \
  "max_tokens=100 num_ctx=4096"
#define EFFORT(effort) ",\"reasoning_effort\":\"" effort "\"}"
#define TYPE(type) ",\"thinking\":{\"type\":\"" type "\"}"
#define KWARGS(flag)                                                                               \
  ",\"chat_template_kwargs\":{\"enable_thinking\":" flag ",\"thinking\":" flag "}"
#define HEAT ",\"temperature\":0.5,\"top_p\":0.25"
#define PENALTIES ",\"presence_penalty\":1.0,\"frequency_penalty\":-1.0"
#define CHOICE ",\"top_k\":40,\"min_p\":0.125"
#define SEED ",\"seed\":7"
#define LIMIT ",\"max_tokens\":100"
#define NEW_LIMIT ",\"max_completion_tokens\":100"

static const Body bodies[] = {
  /* 1.3, 1.4: off is no effort; numbers without effect, and those unknown, stay at home. */
  { "deepseek", "deepseek-flash", SILU_THINK_AUTO, "", USAGE "}" },
  { "deepseek", "deepseek-flash", SILU_THINK_OFF, "", USAGE TYPE ("disabled") "}" },
  { "deepseek", "deepseek-flash", SILU_THINK_LOW, "", USAGE TYPE ("enabled") EFFORT ("low") },
  { "deepseek", "deepseek-flash", SILU_THINK_HIGH, "", USAGE TYPE ("enabled") EFFORT ("high") },
  { "deepseek", "deepseek-flash", SILU_THINK_MAX, "", USAGE TYPE ("enabled") EFFORT ("max") },
  { "deepseek", "deepseek-flash", SILU_THINK_AUTO, ALL, USAGE LIMIT "}" },
  { "deepseek", "deepseek-flash", SILU_THINK_MAX, ALL,
    USAGE LIMIT TYPE ("enabled") EFFORT ("max") },
  { "deepseek", "deepseek-flash", SILU_THINK_OFF, ALL,
    USAGE HEAT PENALTIES LIMIT TYPE ("disabled") "}" },
  { "deepseek", "deepseek-reasoner", SILU_THINK_OFF, ALL, USAGE LIMIT "}" },
  { "siliconflow", "Qwen/Qwen3-32B", SILU_THINK_OFF, "", USAGE ",\"enable_thinking\":false}" },
  { "siliconflow", "Qwen/Qwen3-32B", SILU_THINK_HIGH, "",
    USAGE ",\"enable_thinking\":true,\"thinking_budget\":32768}" },
  { "siliconflow", "deepseek-ai/DeepSeek-V4-Flash", SILU_THINK_MAX, "",
    USAGE ",\"enable_thinking\":true" EFFORT ("max") },
  /* 1.11: open R1 has no switch, and wants its temperature. */
  { "siliconflow", "deepseek-ai/DeepSeek-R1", SILU_THINK_OFF, "temperature=0.5 max_tokens=100",
    USAGE ",\"temperature\":0.5" LIMIT "}" },
  { "bailian", "qwen3-max", SILU_THINK_LOW, "",
    USAGE ",\"enable_thinking\":true,\"thinking_budget\":2048}" },
  { "volcengine", "deepseek-v3-2-251201", SILU_THINK_HIGH, "", USAGE TYPE ("enabled") "}" },
  { "volcengine", "deepseek-v3-2-251201", SILU_THINK_OFF, "", USAGE TYPE ("disabled") "}" },
  { "moonshot", "kimi-k2.6", SILU_THINK_OFF, "", USAGE TYPE ("disabled") "}" },
  { "moonshot", "kimi-k3", SILU_THINK_MAX, "", USAGE EFFORT ("max") },
  { "moonshot", "kimi-k2.7-code", SILU_THINK_OFF, "", USAGE "}" },
  { "zhipu", "glm-4.7", SILU_THINK_MAX, "", USAGE TYPE ("enabled") "}" },
  { "zhipu", "glm-5.2", SILU_THINK_MAX, "", USAGE TYPE ("enabled") EFFORT ("max") },
  { "tencent", "hunyuan-2.0", SILU_THINK_MEDIUM, "", USAGE TYPE ("enabled") EFFORT ("medium") },
  { "minimax", "MiniMax-M2", SILU_THINK_HIGH, "max_tokens=100",
    USAGE NEW_LIMIT ",\"reasoning_split\":true}" },
  /* 2.7: an effort or a switch, never both. */
  { "openrouter", "z-ai/glm-4.7", SILU_THINK_OFF, "", USAGE ",\"reasoning\":{\"enabled\":false}}" },
  { "openrouter", "z-ai/glm-4.7", SILU_THINK_MAX, "top_k=40",
    USAGE ",\"top_k\":40,\"reasoning\":{\"effort\":\"high\"}}" },
  /* 2.13 */
  { "openai", "o3", SILU_THINK_HIGH, ALL, USAGE SEED NEW_LIMIT EFFORT ("high") },
  { "openai", "o3", SILU_THINK_OFF, "", USAGE EFFORT ("low") },
  { "openai", "gpt-5.1", SILU_THINK_AUTO, "temperature=0.5 max_tokens=100", USAGE NEW_LIMIT "}" },
  { "openai", "gpt-4.1", SILU_THINK_MAX, ALL, USAGE HEAT PENALTIES SEED NEW_LIMIT "}" },
  { "openai-compatible", "o3-mini", SILU_THINK_AUTO, ALL, USAGE SEED NEW_LIMIT "}" },
  { "openai-compatible", "any", SILU_THINK_AUTO, ALL, USAGE HEAT PENALTIES SEED LIMIT "}" },
  { "openai-compatible", "any", SILU_THINK_OFF, "", USAGE EFFORT ("none") },
  { "gemini", "gemini-2.5-pro", SILU_THINK_LOW, "top_k=40", USAGE EFFORT ("low") },
  /* 2.10, 2.11: the count of tokens comes unasked. */
  { "xai", "grok-4.3", SILU_THINK_OFF, "", STREAM EFFORT ("none") },
  { "xai", "grok-4.3", SILU_THINK_MAX, "", STREAM EFFORT ("xhigh") },
  { "mistral", "magistral-medium-latest", SILU_THINK_HIGH, "temperature=0.5 seed=7",
    STREAM ",\"temperature\":0.5}" },
  { "groq", "openai/gpt-oss-120b", SILU_THINK_OFF, "", USAGE EFFORT ("low") },
  /* 2.2 to 2.6 */
  { "ollama", "qwen3:8b", SILU_THINK_OFF, "top_k=40 num_ctx=4096 max_tokens=100",
    USAGE LIMIT EFFORT ("none") },
  { "ollama", "qwen3:8b", SILU_THINK_MAX, "", USAGE EFFORT ("max") },
  { "ollama", "gpt-oss:20b", SILU_THINK_MAX, "", USAGE EFFORT ("high") },
  { "llama-server", "any", SILU_THINK_AUTO, ALL,
    USAGE HEAT CHOICE PENALTIES SEED LIMIT ",\"reasoning_control\":true}" },
  { "llama-server", "any", SILU_THINK_OFF, "",
    USAGE ",\"reasoning_control\":true" KWARGS ("false") EFFORT ("none") },
  { "vllm", "Qwen/Qwen3-8B", SILU_THINK_HIGH, "", USAGE KWARGS ("true") "}" },
  { "vllm", "Qwen/Qwen3-8B", SILU_THINK_OFF, "top_k=40",
    USAGE ",\"top_k\":40" KWARGS ("false") "}" },
  { "sglang", "Qwen/Qwen3-8B", SILU_THINK_OFF, "", USAGE KWARGS ("false") "}" },
  { "lmstudio", "qwen/qwen3-8b", SILU_THINK_HIGH, "", USAGE "}" },
  { NULL, "any", SILU_THINK_MAX, "temperature=0.5", USAGE ",\"temperature\":0.5}" },
};

static void
test_body (gconstpointer data)
{
  const Body *row = data;
  g_autoptr (SiluChatRequest) request = make_request (row->provider, row->model);
  g_autofree char *expected =
      g_strconcat ("{\"model\":\"", row->model, "\",\"messages\":[" USER ("q"), row->tail, NULL);
  g_autofree char *body = NULL;

  silu_chat_request_add (request, SILU_ROLE_USER, "q");
  silu_sampling_from_string (&request->sampling, row->sampling);
  request->think = row->level;
  body = write_request (request);
  g_assert_cmpstr (body, ==, expected);
}

/* The messages alone, as they are printed. */
static char *
write_messages (const SiluChatRequest *request)
{
  g_autofree char *body = write_request (request);
  g_autoptr (JsonNode) root = json_from_string (body, NULL);

  return json_to_string (json_object_get_member (json_node_get_object (root), "messages"), FALSE);
}

/* 2.13: o-series and later have a developer; every other host a system. */
static void
test_roles (void)
{
  static const struct
  {
    const char *provider;
    const char *model;
    const char *role;
  } rows[] = {
    { "openai", "o3", "developer" },
    { "openai", "gpt-5.1", "developer" },
    { "openai", "gpt-4.1", "system" },
    { "openai-compatible", "o4-mini", "developer" },
    { "openai-compatible", "any", "system" },
    { "deepseek", "deepseek-flash", "system" },
    { "openrouter", "openai/o3", "system" },
    { "ollama", "qwen3:8b", "system" },
    { "volcengine", "deepseek-r1-250528", "system" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SiluChatRequest) request = make_request (rows[i].provider, rows[i].model);
      g_autofree char *expected =
          g_strdup_printf ("[" MESSAGE ("%s", "s\\n\\\"x\\\"\"") "," USER ("q") "]", rows[i].role);
      g_autofree char *messages = NULL;

      silu_chat_request_add (request, SILU_ROLE_SYSTEM, "s\n\"x\"");
      silu_chat_request_add (request, SILU_ROLE_USER, "q");
      messages = write_messages (request);
      g_assert_cmpstr (messages, ==, expected);
    }
}

#define DETAIL_1 "{\"type\":\"reasoning.text\",\"text\":\"Hm\",\"signature\":\"c2ln+/==\"}"
#define DETAIL_2                                                                                   \
  "{\"type\":\"reasoning.encrypted\",\"data\":\"gAAA\",\"id\":\"r2\",\"format\":\"x-v1\","         \
  "\"index\":1,\"later\":[1,null,{}]}"
#define CONTENT SILU_CHANNEL_REASONING_CONTENT
#define NAMED SILU_CHANNEL_REASONING
#define DETAILS SILU_CHANNEL_DETAILS

typedef struct
{
  const char *provider;
  const char *model;
  const char *reasoning; /* NULL: nothing may go back */
  SiluChannel channel;   /* that it came on */
  SiluChannel replay_channel;
  const char *replays[2];
  const char *rest; /* of the message, behind its content */
} Replay;

/* 1.6, 2.7, 2.17 */
static const Replay replays[] = {
  /* DeepSeek's own name for it, whatever it was called when it came; the empty one too. */
  { "deepseek",
    "deepseek-flash",
    "Hm \"x\"\n",
    CONTENT,
    0,
    { NULL },
    ",\"reasoning_content\":\"Hm \\\"x\\\"\\n\"" },
  { "deepseek", "deepseek-flash", "Hm", NAMED, 0, { NULL }, ",\"reasoning_content\":\"Hm\"" },
  { "deepseek",
    "deepseek-flash",
    "",
    SILU_CHANNEL_NONE,
    0,
    { NULL },
    ",\"reasoning_content\":\"\"" },
  { "deepseek", "deepseek-flash", NULL, CONTENT, 0, { NULL }, "" },
  { "moonshot",
    "kimi-k2.6",
    "Hm",
    SILU_CHANNEL_THINK_TAG,
    0,
    { NULL },
    ",\"reasoning_content\":\"Hm\"" },
  /* Elsewhere the name that it came under. */
  { "vllm", "deepseek-ai/DeepSeek-V4-Pro", "Hm", NAMED, 0, { NULL }, ",\"reasoning\":\"Hm\"" },
  { "vllm",
    "deepseek-ai/DeepSeek-V4-Pro",
    "Hm",
    CONTENT,
    0,
    { NULL },
    ",\"reasoning_content\":\"Hm\"" },
  { "openrouter", "z-ai/glm-4.7", "Hm", NAMED, 0, { NULL }, ",\"reasoning\":\"Hm\"" },
  /* Details as they came, in their order, and then no text beside them. */
  { "openrouter",
    "z-ai/glm-4.7",
    "Hm",
    DETAILS,
    DETAILS,
    { "[" DETAIL_1 "," DETAIL_2 "]" },
    ",\"reasoning_details\":[" DETAIL_1 "," DETAIL_2 "]" },
  { "openrouter",
    "z-ai/glm-4.7",
    "",
    NAMED,
    DETAILS,
    { "[" DETAIL_2 "]" },
    ",\"reasoning_details\":[" DETAIL_2 "]" },
  { "minimax",
    "MiniMax-M2",
    "Hm",
    DETAILS,
    DETAILS,
    { "[" DETAIL_1 "]" },
    ",\"reasoning_details\":[" DETAIL_1 "]" },
  { "openrouter", "z-ai/glm-4.7", NULL, DETAILS, DETAILS, { "[" DETAIL_1 "]" }, "" },
  /* An answer that was gone on with has two lists. */
  { "openrouter",
    "z-ai/glm-4.7",
    "Hm",
    DETAILS,
    DETAILS,
    { "[" DETAIL_1 "]", "[" DETAIL_2 "]" },
    ",\"reasoning_details\":[" DETAIL_1 "," DETAIL_2 "]" },
  /* What is no list, or another dialect's. */
  { "openrouter",
    "z-ai/glm-4.7",
    "Hm",
    NAMED,
    DETAILS,
    { "{}", "broken [" },
    ",\"reasoning\":\"Hm\"" },
  { "openrouter",
    "z-ai/glm-4.7",
    "Hm",
    NAMED,
    SILU_CHANNEL_ANTHROPIC,
    { "[" DETAIL_1 "]" },
    ",\"reasoning\":\"Hm\"" },
  /* Never to R1, which answers with a 400. */
  { "deepseek", "deepseek-reasoner", NULL, CONTENT, 0, { NULL }, "" },
  { "siliconflow", "deepseek-ai/DeepSeek-R1", NULL, CONTENT, DETAILS, { "[" DETAIL_1 "]" }, "" },
};

static void
test_replay (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (replays); i++)
    {
      const Replay *row = &replays[i];
      g_autoptr (SiluChatRequest) request = make_request (row->provider, row->model);
      g_autofree char *expected = g_strconcat (
          "[" USER ("q") ",{\"role\":\"assistant\",\"content\":\"a\"", row->rest, "}]", NULL);
      g_autofree char *messages = NULL;
      SiluChatMessage *message;

      silu_chat_request_add (request, SILU_ROLE_USER, "q");
      message = silu_chat_request_add (request, SILU_ROLE_ASSISTANT, "a");
      message->reasoning = g_strdup (row->reasoning);
      message->reasoning_channel = row->channel;
      silu_chat_message_add_piece (message, SILU_PIECE_REASONING, row->channel, "Hm");
      for (gsize j = 0; j < G_N_ELEMENTS (row->replays) && row->replays[j] != NULL; j++)
        silu_chat_message_add_piece (message, SILU_PIECE_REPLAY, row->replay_channel,
                                     row->replays[j]);
      silu_chat_message_add_piece (message, SILU_PIECE_TEXT, SILU_CHANNEL_CONTENT, "a");
      messages = write_messages (request);
      g_assert_cmpstr (messages, ==, expected);
    }
}

/* 1.4, 2.8: an answer without a text is a string all the same, and nowhere null. */
static void
test_empty_content (void)
{
  static const struct
  {
    const char *provider;
    const char *model;
    const char *content;
  } rows[] = {
    { "deepseek", "deepseek-flash", "" },
    { "openai", "gpt-4.1", "" },
    { "ollama", "qwen3:8b", "" },
    { "moonshot", "kimi-k2.6", " " },
    { "siliconflow", "moonshotai/Kimi-K2-Instruct", " " },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SiluChatRequest) request = make_request (rows[i].provider, rows[i].model);
      g_autofree char *expected =
          g_strdup_printf ("[" USER ("") "," ASSISTANT ("%s") ",{\"role\":\"tool\",\"content\":"
                                                              "\"\",\"tool_call_id\":\"c\"}]",
                           rows[i].content);
      g_autofree char *messages = NULL;

      silu_chat_request_add (request, SILU_ROLE_USER, "");
      silu_chat_request_add (request, SILU_ROLE_ASSISTANT, "");
      silu_chat_request_add (request, SILU_ROLE_TOOL, "")->tool_call_id = g_strdup ("c");
      messages = write_messages (request);
      g_assert_cmpstr (messages, ==, expected);
    }
}

#define CALL(id, name, arguments)                                                                  \
  "{\"id\":\"" id "\",\"type\":\"function\",\"function\":{\"name\":\"" name                        \
  "\",\"arguments\":\"" arguments "\"}}"
#define RESULT(id, text) "{\"role\":\"tool\",\"content\":\"" text "\",\"tool_call_id\":\"" id "\"}"

/* Arguments are the text that came, not JSON that was read and written again. */
static void
test_tools (void)
{
  g_autoptr (SiluChatRequest) request = make_request ("deepseek", "deepseek-flash");
  g_autofree char *messages = NULL;
  SiluChatMessage *message;

  silu_chat_request_add (request, SILU_ROLE_USER, "q");
  message = silu_chat_request_add (request, SILU_ROLE_ASSISTANT, "");
  message->reasoning = g_strdup ("Hm");
  silu_chat_message_add_tool_call (message, "call_00_a", "f",
                                   "{ \"a\":1.50,\"b\":\"\xe5\xa5\xbd\"}");
  silu_chat_message_add_tool_call (message, "call_01_b", "g", "{\"cut\":");
  silu_chat_message_add_tool_call (message, NULL, NULL, "");
  silu_chat_request_add (request, SILU_ROLE_TOOL, "one")->tool_call_id = g_strdup ("call_00_a");
  silu_chat_request_add (request, SILU_ROLE_TOOL, "t\"wo")->tool_call_id = g_strdup ("call_01_b");
  message = silu_chat_request_add (request, SILU_ROLE_ASSISTANT, "Done.");
  message->reasoning = g_strdup ("");
  silu_chat_request_add (request, SILU_ROLE_USER, "more");

  messages = write_messages (request);
  g_assert_cmpstr (
      messages, ==,
      "[" USER (
          "q") ",{\"role\":\"assistant\",\"content\":\"\",\"reasoning_content\":\"Hm\","
               "\"tool_calls\":[" CALL ("call_00_a", "f", "{ \\\"a\\\":1.50,\\\"b\\\":\\\"好\\\"}") "," CALL (
                   "call_01_b", "g",
                   "{\\\"cut\\\":") "," CALL ("", "",
                                              "") "]}," RESULT ("call_00_a",
                                                                "one") "," RESULT ("call_01_b",
                                                                                   "t\\\"wo") ",{"
                                                                                              "\"ro"
                                                                                              "le\""
                                                                                              ":\"a"
                                                                                              "ssis"
                                                                                              "tant"
                                                                                              "\","
                                                                                              "\"co"
                                                                                              "nten"
                                                                                              "t\":"
                                                                                              "\"Do"
                                                                                              "ne."
                                                                                              "\","
                                                                                              "\"re"
                                                                                              "ason"
                                                                                              "ing_"
                                                                                              "cont"
                                                                                              "ent"
                                                                                              "\":"
                                                                                              "\"\""
                                                                                              "}"
                                                                                              "," USER (
                                                                                                  "more") "]");
}

/* 1.10, 2.2, 2.4: the beginning of an answer goes last, marked as the host wants it. */
static void
test_prefix (void)
{
  static const struct
  {
    const char *provider;
    const char *model;
    SiluThinkLevel level;
    const char *reasoning;
    const char *last; /* of the last message, behind its content */
    const char *tail;
  } rows[] = {
    { "deepseek", "deepseek-flash", SILU_THINK_OFF, NULL, ",\"prefix\":true",
      USAGE TYPE ("disabled") "}" },
    { "deepseek", "deepseek-flash", SILU_THINK_HIGH, "Hm",
      ",\"reasoning_content\":\"Hm\",\"prefix\":true", USAGE TYPE ("enabled") EFFORT ("high") },
    { "vllm", "Qwen/Qwen3-8B", SILU_THINK_OFF, NULL, "",
      USAGE KWARGS ("false") ",\"continue_final_message\":true,\"add_generation_prompt\":false}" },
    /* A template that thinks refuses it: all three say no. */
    { "llama-server", "any", SILU_THINK_HIGH, NULL, "",
      USAGE ",\"reasoning_control\":true" KWARGS ("false") EFFORT ("none") },
    { "openai-compatible", "any", SILU_THINK_AUTO, NULL, "", USAGE "}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SiluChatRequest) request = make_request (rows[i].provider, rows[i].model);
      g_autofree char *expected =
          g_strconcat ("{\"model\":\"", rows[i].model,
                       "\",\"messages\":[" USER ("q") "," ASSISTANT ("old") "," USER (
                           "r") ",{\"role\":\"assistant\",\"content\":\"Half a\"",
                       rows[i].last, "}", rows[i].tail, NULL);
      g_autofree char *body = NULL;
      SiluChatMessage *message;

      silu_chat_request_add (request, SILU_ROLE_USER, "q");
      silu_chat_request_add (request, SILU_ROLE_ASSISTANT, "old");
      silu_chat_request_add (request, SILU_ROLE_USER, "r");
      message = silu_chat_request_add (request, SILU_ROLE_ASSISTANT, "Half a");
      message->reasoning = g_strdup (rows[i].reasoning);
      request->think = rows[i].level;
      request->is_prefix = TRUE;
      body = write_request (request);
      g_assert_cmpstr (body, ==, expected);
    }
}

/* 1.11: history has folded R1's system prompt and joined its neighbours; no role may come back. */
static void
test_r1 (void)
{
  static const char *const models[] = { "deepseek-ai/DeepSeek-R1",
                                        "deepseek-ai/DeepSeek-R1-Distill-Qwen-7B" };

  for (gsize i = 0; i < G_N_ELEMENTS (models); i++)
    {
      g_autoptr (SiluChatRequest) request = make_request ("siliconflow", models[i]);
      g_autofree char *messages = NULL;

      g_assert_cmpint (request->profile->system, ==, SILU_SYSTEM_FOLD);
      g_assert_true (request->profile->merge_roles);
      g_assert_cmpint (request->profile->replay, ==, SILU_REPLAY_NEVER);
      silu_chat_request_add (request, SILU_ROLE_USER, "s\n\nq");
      silu_chat_request_add (request, SILU_ROLE_ASSISTANT, "a");
      silu_chat_request_add (request, SILU_ROLE_USER, "r");
      messages = write_messages (request);
      g_assert_cmpstr (messages, ==, "[" USER ("s\\n\\nq") "," ASSISTANT ("a") "," USER ("r") "]");
    }
}

/* 2.4, 2.6: the window that a server names with its model, and only a number. */
static void
test_contexts (void)
{
  static const struct
  {
    const char *members;
    gint64 context;
  } rows[] = {
    { "", 0 },
    { ",\"max_model_len\":32768", 32768 },
    { ",\"context_length\":163840", 163840 },
    { ",\"context_window\":131072", 131072 },
    { ",\"max_context_length\":8192", 8192 },
    { ",\"meta\":{\"n_ctx_train\":40960}", 40960 },
    { ",\"meta\":{\"n_ctx_train\":40960,\"n_ctx\":4096}", 4096 },
    { ",\"context_length\":0,\"meta\":{\"n_ctx\":4096}", 4096 },
    { ",\"context_length\":-5", 0 },
    { ",\"context_length\":\"8k\",\"meta\":null", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"data\":[{\"id\":\"m\"%s}]}", rows[i].members);
      g_autoptr (GPtrArray) models =
          silu_dialect_read_models (silu_dialect_find ("openai"), body, strlen (body));

      g_assert_cmpuint (models->len, ==, 1);
      g_assert_cmpint (((SiluModelInfo *) g_ptr_array_index (models, 0))->context, ==,
                       rows[i].context);
    }
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autofree char *path = g_strdup_printf ("/openai-request/body/%" G_GSIZE_FORMAT, i);

      g_test_add_data_func (path, &bodies[i], test_body);
    }
  g_test_add_func ("/openai-request/roles", test_roles);
  g_test_add_func ("/openai-request/replay", test_replay);
  g_test_add_func ("/openai-request/empty-content", test_empty_content);
  g_test_add_func ("/openai-request/tools", test_tools);
  g_test_add_func ("/openai-request/prefix", test_prefix);
  g_test_add_func ("/openai-request/r1", test_r1);
  g_test_add_func ("/openai-request/contexts", test_contexts);

  return g_test_run ();
}
