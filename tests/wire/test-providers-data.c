/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What data/providers.json must add up to for the models that PROTOCOLS 1 and 2 describe: a row is
 * a fact from there, not what the file happens to say. */
#include "silu-chat-request.h"
#include "silu-providers.h"
#include "silu-test.h"

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

/* What a request at @level gets from @profile. */
static char *
print_body (SiluProfile *profile, SiluThinkLevel level, gboolean is_prefix)
{
  g_autoptr (SiluChatRequest) request = silu_chat_request_new ("m", profile);
  g_autoptr (JsonNode) root = json_from_string ("{\"messages\":[{}]}", NULL);

  request->think = level;
  request->is_prefix = is_prefix;
  silu_chat_request_apply_profile (request, json_node_get_object (root));
  if (!is_prefix)
    json_object_remove_member (json_node_get_object (root), "messages");

  return json_to_string (root, FALSE);
}

typedef struct
{
  const char *provider;
  const char *dialect;
  const char *model;
  const char *word;                        /* the level to begin with, or "always" */
  const char *bodies[SILU_N_THINK_LEVELS]; /* auto, off, low, medium, high, max; NULL: not there */
} Switch;

#define TYPE(type) "{\"thinking\":{\"type\":\"" type "\"}}"
#define TYPE_EFFORT(effort)                                                                        \
  "{\"thinking\":{\"type\":\"enabled\"},\"reasoning_effort\":\"" effort "\"}"
#define EFFORT(effort) "{\"reasoning_effort\":\"" effort "\"}"
#define ENABLE(flag) "{\"enable_thinking\":" flag "}"
#define ENABLE_EFFORT(effort) "{\"enable_thinking\":true,\"reasoning_effort\":\"" effort "\"}"
#define BUDGET(tokens) "{\"enable_thinking\":true,\"thinking_budget\":" tokens "}"
#define KWARGS(flag) "\"chat_template_kwargs\":{\"enable_thinking\":" flag ",\"thinking\":" flag "}"
#define LLAMA(flag, effort)                                                                        \
  "{\"reasoning_control\":true," KWARGS (flag) ",\"reasoning_effort\":\"" effort "\"}"
#define REASONING(member) "{\"reasoning\":{" member "}}"
#define SUMMED(member) "{\"reasoning\":{\"summary\":\"auto\"" member "}}"
#define THINK(value) "{\"think\":" value "}"
#define CLAUDE(effort)                                                                             \
  "{\"thinking\":{\"type\":\"adaptive\",\"display\":\"summarized\"},"                              \
  "\"output_config\":{\"effort\":\"" effort "\"}}"
#define CONFIGURED(effort)                                                                         \
  "{\"thinking\":{\"type\":\"enabled\"},\"output_config\":{\"effort\":\"" effort "\"}}"
#define TOKENS(tokens) "{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":" tokens "}}"
#define GEMINI(member)                                                                             \
  "{\"generationConfig\":{\"thinkingConfig\":{\"includeThoughts\":true" member "}}}"

#define NO NULL
#define LOW_TO_HIGH EFFORT ("low"), EFFORT ("medium"), EFFORT ("high")
#define THINK_WORDS THINK ("\"low\""), THINK ("\"medium\""), THINK ("\"high\"")
#define BUDGETS ENABLE ("false"), BUDGET ("2048"), BUDGET ("8192"), BUDGET ("32768"), NO
#define TOGGLE TYPE ("disabled"), NO, NO, TYPE ("enabled"), NO
#define V4                                                                                         \
  ENABLE ("false"), ENABLE_EFFORT ("low"), NO, ENABLE_EFFORT ("high"), ENABLE_EFFORT ("max")
#define DEEPSEEK                                                                                   \
  {                                                                                                \
    "{}", TYPE ("disabled"), TYPE_EFFORT ("low"), NO, TYPE_EFFORT ("high"), TYPE_EFFORT ("max")    \
  }
#define SILENT                                                                                     \
  {                                                                                                \
    "{}"                                                                                           \
  }

static const Switch switches[] = {
  /* 1.3: on by default, effort high; off says nothing of an effort. */
  { "deepseek", "openai", "deepseek-flash", "high", DEEPSEEK },
  { "deepseek", "openai", "deepseek-v4-pro", "high", DEEPSEEK },
  { "deepseek", "openai", "DeepSeek-V4-Flash", "high", DEEPSEEK },
  { "deepseek", "openai", "", "high", DEEPSEEK },
  { "deepseek", "openai", "deepseek-reasoner", "always", SILENT },
  { "deepseek",
    "anthropic",
    "deepseek-flash",
    "high",
    { "{}", TYPE ("disabled"), CONFIGURED ("low"), NO, CONFIGURED ("high"), CONFIGURED ("max") } },
  { "deepseek",
    "responses",
    "deepseek-flash",
    "high",
    { "{}", REASONING ("\"effort\":\"none\""), REASONING ("\"effort\":\"low\""), NO,
      REASONING ("\"effort\":\"high\""), REASONING ("\"effort\":\"max\"") } },
  /* 2.0: budgets from 128 to 32768; efforts for DeepSeek's V4 only. */
  { "siliconflow", "openai", "Qwen/Qwen3-32B", "auto", { "{}", BUDGETS } },
  { "siliconflow", "openai", "Pro/zai-org/GLM-4.7", "auto", { "{}", BUDGETS } },
  { "siliconflow", "openai", "deepseek-ai/DeepSeek-V4-Flash", "high", { "{}", V4 } },
  { "siliconflow", "openai", "deepseek-ai/DeepSeek-R1", "always", SILENT },
  { "siliconflow", "openai", "Qwen/QwQ-32B", "always", SILENT },
  { "bailian", "openai", "qwen3-max", "auto", { "{}", BUDGETS } },
  { "bailian", "openai", "deepseek-v4-pro", "high", { "{}", V4 } },
  { "bailian", "openai", "deepseek-r1-distill-qwen-32b", "always", SILENT },
  { "bailian", "openai", "qwen3-235b-a22b-thinking-2507", "always", SILENT },
  { "bailian", "openai", "qwen3-30b-a3b-instruct-2507", "auto", SILENT },
  /* Never "auto", which DeepSeek's models refuse. */
  { "volcengine", "openai", "deepseek-v3-2-251201", "auto", { "{}", TOGGLE } },
  { "volcengine", "openai", "ep-20260101-abcde", "auto", { "{}", TOGGLE } },
  { "volcengine", "openai", "deepseek-r1-250528", "always", SILENT },
  { "moonshot", "openai", "kimi-k2.6", "auto", { "{}", TOGGLE } },
  { "moonshot", "openai", "kimi-k2.7-code", "always", SILENT },
  { "moonshot",
    "openai",
    "kimi-k3",
    "auto",
    { "{}", NO, EFFORT ("low"), NO, EFFORT ("high"), EFFORT ("max") } },
  { "moonshot", "openai", "moonshot-v1-8k", "auto", SILENT },
  { "zhipu", "openai", "glm-4.7", "high", { "{}", TOGGLE } },
  { "zhipu",
    "openai",
    "glm-5.2",
    "high",
    { "{}", TYPE ("disabled"), NO, NO, TYPE_EFFORT ("high"), TYPE_EFFORT ("max") } },
  { "tencent",
    "openai",
    "hunyuan-2.0",
    "auto",
    { "{}", TYPE ("disabled"), TYPE_EFFORT ("low"), TYPE_EFFORT ("medium"), TYPE_EFFORT ("high"),
      NO } },
  { "tencent",
    "openai",
    "hunyuan-a13b",
    "auto",
    { "{}", ENABLE ("false"), NO, NO, ENABLE ("true"), NO } },
  { "tencent", "openai", "hunyuan-t1-latest", "always", SILENT },
  { "minimax", "openai", "MiniMax-M2", "always", { "{\"reasoning_split\":true}" } },
  { "openrouter",
    "openai",
    "anthropic/claude-sonnet-5",
    "auto",
    { "{}", REASONING ("\"enabled\":false"), REASONING ("\"effort\":\"low\""),
      REASONING ("\"effort\":\"medium\""), REASONING ("\"effort\":\"high\""), NO } },
  { "openrouter", "openai", "deepseek/deepseek-r1", "always", SILENT },
  /* 2.13 */
  { "openai", "openai", "gpt-5.1", "auto", { "{}", NO, LOW_TO_HIGH, NO } },
  { "openai", "openai", "o3", "always", { "{}", NO, LOW_TO_HIGH, NO } },
  { "openai",
    "responses",
    "gpt-5.1",
    "auto",
    { SUMMED (""), NO, SUMMED (",\"effort\":\"low\""), SUMMED (",\"effort\":\"medium\""),
      SUMMED (",\"effort\":\"high\""), NO } },
  { "openai", "responses", "gpt-4.1", "auto", SILENT },
  { "openai", "openai", "gpt-4o", "auto", SILENT },
  { "openai", "responses", "gpt-3.5-turbo", "auto", SILENT },
  /* 2.14: a budget of 1024 or more before 4.6, then an effort and a summary that is asked for. */
  { "anthropic",
    "anthropic",
    "claude-opus-4-7",
    "high",
    { "{}", TYPE ("disabled"), CLAUDE ("low"), CLAUDE ("medium"), CLAUDE ("high"),
      CLAUDE ("max") } },
  { "anthropic",
    "anthropic",
    "claude-sonnet-4-6",
    "high",
    { "{}", TYPE ("disabled"), CLAUDE ("low"), CLAUDE ("medium"), CLAUDE ("high"),
      CLAUDE ("max") } },
  { "anthropic",
    "anthropic",
    "claude-sonnet-4-5-20250929",
    "high",
    { "{}", TYPE ("disabled"), TOKENS ("2048"), TOKENS ("8192"), TOKENS ("16384"), NO } },
  { "anthropic",
    "anthropic",
    "claude-3-7-sonnet-20250219",
    "high",
    { "{}", TYPE ("disabled"), TOKENS ("2048"), TOKENS ("8192"), TOKENS ("16384"), NO } },
  { "anthropic", "anthropic", "claude-3-5-haiku-20241022", "auto", SILENT },
  /* 2.15 */
  { "gemini",
    "gemini",
    "gemini-2.5-flash",
    "auto",
    { GEMINI (""), GEMINI (",\"thinkingBudget\":0"), GEMINI (",\"thinkingBudget\":1024"),
      GEMINI (",\"thinkingBudget\":8192"), GEMINI (",\"thinkingBudget\":24576"), NO } },
  { "gemini",
    "gemini",
    "gemini-3-pro-preview",
    "always",
    { GEMINI (""), NO, GEMINI (",\"thinkingLevel\":\"low\""), NO,
      GEMINI (",\"thinkingLevel\":\"high\""), NO } },
  { "gemini", "gemini", "gemini-2.0-flash", "auto", SILENT },
  { "xai", "openai", "grok-4.3", "auto", { "{}", EFFORT ("none"), LOW_TO_HIGH, EFFORT ("xhigh") } },
  { "mistral", "openai", "magistral-medium-latest", "always", SILENT },
  { "groq", "openai", "openai/gpt-oss-120b", "always", { "{}", NO, LOW_TO_HIGH, NO } },
  { "groq", "openai", "llama-3.3-70b-versatile", "auto", SILENT },
  /* 2.5: booleans are ignored by gpt-oss, "max" is none of its words. */
  { "ollama",
    "ollama",
    "qwen3:8b",
    "auto",
    { "{}", THINK ("false"), THINK_WORDS, THINK ("\"max\"") } },
  { "ollama", "ollama", "gpt-oss:20b", "always", { "{}", NO, THINK_WORDS, NO } },
  { "ollama",
    "openai",
    "qwen3:8b",
    "auto",
    { "{}", EFFORT ("none"), LOW_TO_HIGH, EFFORT ("max") } },
  { "ollama", "ollama", "deepseek-r1:7b", "always", SILENT },
  /* 2.4: a JSON boolean, a string would be a 400. */
  { "llama-server",
    "openai",
    "Qwen3-8B-Q4_K_M.gguf",
    "auto",
    { "{\"reasoning_control\":true}", LLAMA ("false", "none"), LLAMA ("true", "low"),
      LLAMA ("true", "medium"), LLAMA ("true", "high"), NO } },
  { "vllm",
    "openai",
    "deepseek-ai/DeepSeek-V3.1",
    "auto",
    { "{}", "{" KWARGS ("false") "}", NO, NO, "{" KWARGS ("true") "}", NO } },
  { "sglang",
    "openai",
    "Qwen/Qwen3-8B",
    "auto",
    { "{}", "{" KWARGS ("false") "}", NO, NO, "{" KWARGS ("true") "}", NO } },
  /* 2.6: chat completions have none. */
  { "lmstudio", "openai", "qwen/qwen3-8b", "auto", SILENT },
  { "openai-compatible", "openai", "o3-mini", "always", { "{}", NO, LOW_TO_HIGH, NO } },
  { "openai-compatible", "openai", "deepseek-r1", "always", SILENT },
  /* Of a provider that is not there only the families count. */
  { "nobody", "openai", "deepseek-r1", "always", SILENT },
  { NULL, "openai", "gpt-5.1", "auto", SILENT },
};

static void
test_switch (gconstpointer data)
{
  const Switch *row = data;
  g_autoptr (SiluProviders) providers = load ();
  g_autoptr (SiluProfile) profile =
      silu_providers_resolve (providers, row->provider, row->dialect, row->model);
  gboolean always = g_str_equal (row->word, "always");

  g_assert_cmpint (profile->always_thinks, ==, always);
  g_assert_cmpstr (silu_think_level_to_string (profile->think), ==, always ? "auto" : row->word);
  for (int i = 0; i < SILU_N_THINK_LEVELS; i++)
    {
      SiluThinkLevel level = (SiluThinkLevel) i;
      g_autofree char *body = print_body (profile, level, FALSE);

      g_assert_cmpint (silu_profile_offers (profile, level), ==, row->bodies[i] != NULL);
      if (row->bodies[i] != NULL)
        g_assert_cmpstr (body, ==, row->bodies[i]);
    }
}

typedef struct
{
  const char *provider;
  const char *dialect;
  const char *model;
  SiluReplay replay;
  const char *field; /* of what is replayed; NULL: the name it came under */
  SiluSystem system;
  const char *max_tokens;
  const char *empty;
  gint64 context;
} Habit;

#define NEVER SILU_REPLAY_NEVER, NULL
#define TOOLS SILU_REPLAY_TOOL_TURNS
#define KEPT SILU_REPLAY_ALWAYS, NULL
#define PLAIN SILU_SYSTEM_MESSAGE, "max_tokens", "", 0
#define FOLDED SILU_SYSTEM_FOLD, "max_tokens", "", 0
#define NEWER SILU_SYSTEM_DEVELOPER, "max_completion_tokens", "", 0

static const Habit habits[] = {
  /* 1.6, 1.9 */
  { "deepseek", "openai", "deepseek-flash", TOOLS, "reasoning_content", SILU_SYSTEM_MESSAGE,
    "max_tokens", "", 1000000 },
  { "deepseek", "anthropic", "deepseek-v4-pro", TOOLS, "reasoning_content", SILU_SYSTEM_MESSAGE,
    "max_tokens", "", 1000000 },
  { "deepseek", "openai", "deepseek-reasoner", SILU_REPLAY_NEVER, "reasoning_content",
    SILU_SYSTEM_FOLD, "max_tokens", "", 1000000 },
  /* 1.6, 1.11: R1 anywhere; the later one takes a system prompt. */
  { "siliconflow", "openai", "deepseek-ai/DeepSeek-R1", NEVER, FOLDED },
  { "siliconflow", "openai", "Pro/deepseek-ai/DeepSeek-R1-Distill-Qwen-7B", NEVER, FOLDED },
  { "openrouter", "openai", "deepseek/deepseek-r1:free", NEVER, FOLDED },
  { "openrouter", "openai", "deepseek/deepseek-r1-0528", NEVER, PLAIN },
  { "volcengine", "openai", "deepseek-r1-250528", NEVER, PLAIN },
  { "ollama", "ollama", "deepseek-r1:14b", NEVER, FOLDED },
  { "vllm", "openai", "deepseek-ai/DeepSeek-R1-Distill-Llama-8B", NEVER, FOLDED },
  { "siliconflow", "openai", "Qwen/QwQ-32B", NEVER, PLAIN },
  { "siliconflow", "openai", "deepseek-ai/DeepSeek-V4-Flash", TOOLS, NULL, PLAIN },
  { "vllm", "openai", "deepseek-ai/DeepSeek-V4-Pro", TOOLS, NULL, PLAIN },
  /* 2.17, and 2.8 for the space */
  { "siliconflow", "openai", "Qwen/Qwen3-32B", NEVER, PLAIN },
  { "bailian", "openai", "qwen3-max", NEVER, PLAIN },
  { "volcengine", "openai", "doubao-seed-1-8-251228", NEVER, PLAIN },
  { "tencent", "openai", "hunyuan-2.0", NEVER, PLAIN },
  { "moonshot", "openai", "kimi-k2.6", TOOLS, "reasoning_content", SILU_SYSTEM_MESSAGE,
    "max_tokens", " ", 0 },
  { "siliconflow", "openai", "moonshotai/Kimi-K2-Instruct", NEVER, SILU_SYSTEM_MESSAGE,
    "max_tokens", " ", 0 },
  { "zhipu", "openai", "glm-4.7", TOOLS, "reasoning_content", PLAIN },
  { "minimax", "openai", "MiniMax-M2", KEPT, SILU_SYSTEM_MESSAGE, "max_completion_tokens", "", 0 },
  { "openrouter", "openai", "anthropic/claude-sonnet-5", TOOLS, NULL, PLAIN },
  { "xai", "openai", "grok-4", NEVER, PLAIN },
  { "mistral", "openai", "magistral-medium-latest", NEVER, PLAIN },
  { "groq", "openai", "openai/gpt-oss-120b", NEVER, PLAIN },
  { "lmstudio", "openai", "qwen/qwen3-8b", NEVER, PLAIN },
  { "sglang", "openai", "Qwen/Qwen3-8B", NEVER, PLAIN },
  { "anthropic", "anthropic", "claude-opus-4-7", KEPT, PLAIN },
  { "gemini", "gemini", "gemini-2.5-pro", KEPT, PLAIN },
  /* 2.13: encrypted thoughts exist in Responses, and only where there are thoughts. */
  { "openai", "responses", "o3", KEPT, PLAIN },
  { "openai", "responses", "gpt-5.1", KEPT, PLAIN },
  { "openai", "responses", "gpt-4.1", NEVER, PLAIN },
  { "openai", "responses", "gpt-3.5-turbo", NEVER, PLAIN },
  { "openai", "responses", "ft:gpt-4o-mini:me::1", NEVER, PLAIN },
  { "openai", "openai", "o4-mini", NEVER, NEWER },
  { "openai", "openai", "gpt-5.1", NEVER, NEWER },
  { "openai", "openai", "gpt-4.1", NEVER, SILU_SYSTEM_MESSAGE, "max_completion_tokens", "", 0 },
  { "openai-compatible", "openai", "o3-mini", NEVER, NEWER },
  { "openai-compatible", "openai", "gpt-4.1", NEVER, PLAIN },
};

static void
test_habit (gconstpointer data)
{
  const Habit *row = data;
  g_autoptr (SiluProviders) providers = load ();
  g_autoptr (SiluProfile) profile =
      silu_providers_resolve (providers, row->provider, row->dialect, row->model);

  g_assert_cmpint (profile->replay, ==, row->replay);
  g_assert_cmpstr (profile->replay_field, ==, row->field);
  g_assert_cmpint (profile->system, ==, row->system);
  g_assert_true (profile->merge_roles);
  g_assert_cmpstr (profile->max_tokens_field, ==, row->max_tokens);
  g_assert_cmpstr (profile->empty_content, ==, row->empty);
  g_assert_cmpint (profile->context, ==, row->context);
}

/* A letter for each parameter, in the order of SiluParam: u used, i ignored, r refused. */
static void
test_parameters (void)
{
  static const struct
  {
    const char *provider;
    const char *dialect;
    const char *model;
    const char *answering;
    const char *thinking;
  } rows[] = {
    /* temperature, top_p, top_k, min_p, presence, frequency, seed, max_tokens, num_ctx */
    { "deepseek", "openai", "deepseek-flash", "uurruurur", "iirriirur" }, /* 1.4 */
    { "deepseek", "openai", "deepseek-reasoner", "uurruurur", "iirriirur" },
    { "openai", "openai", "o3", "rrrrrruur", "rrrrrruur" }, /* 2.13 */
    { "openai", "openai", "gpt-4.1", "uurruuuur", "uurruuuur" },
    { "openai", "responses", "o3", "rrrruuuur", "rrrruuuur" },
    { "openai-compatible", "openai", "o3-mini", "rrrrrruur", "rrrrrruur" },
    { "openai-compatible", "openai", "any", "uurruuuur", "uurruuuur" },
    /* 2.5: the window only by the native way. */
    { "ollama", "ollama", "qwen3:8b", "uuuuuuuuu", "uuuuuuuuu" },
    { "ollama", "openai", "qwen3:8b", "uurruuuur", "uurruuuur" },
    { "llama-server", "openai", "any", "uuuuuuuur", "uuuuuuuur" },
  };
  g_autoptr (SiluProviders) providers = load ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SiluProfile) profile =
          silu_providers_resolve (providers, rows[i].provider, rows[i].dialect, rows[i].model);
      char answering[SILU_N_PARAMS + 1] = "";
      char thinking[SILU_N_PARAMS + 1] = "";

      for (gsize j = 0; j < SILU_N_PARAMS; j++)
        {
          answering[j] = "uir"[profile->params[0][j]];
          thinking[j] = "uir"[profile->params[1][j]];
        }
      g_assert_cmpstr (answering, ==, rows[i].answering);
      g_assert_cmpstr (thinking, ==, rows[i].thinking);
    }
}

/* Of a million tokens in, of which half were cached, and a million out (1.9). */
static void
test_prices (void)
{
  static const struct
  {
    const char *provider;
    const char *model;
    const char *when;
    double amount; /* negative: not known */
  } rows[] = {
    { "deepseek", "deepseek-flash", "2026-11-15T12:00:00Z", 0.075 + 0.0015 + 0.6 }, /* a Sunday */
    { "deepseek", "deepseek-flash", "2026-11-15T02:00:00Z", 0.075 + 0.0015 + 0.6 }, /* still */
    { "deepseek", "deepseek-flash", "2026-11-16T02:00:00Z", 0.15 + 0.003 + 1.2 },   /* peak */
    { "deepseek", "deepseek-flash", "2026-11-16T05:00:00Z", 0.075 + 0.0015 + 0.6 }, /* between */
    { "deepseek", "deepseek-flash", "2026-11-16T09:59:00Z", 0.15 + 0.003 + 1.2 },   /* peak */
    { "deepseek", "deepseek-v4-flash", "2026-05-04T02:00:00Z", 0.07 + 0.0014 + 0.28 },
    { "deepseek", "deepseek-v4-flash", "2026-08-20T12:00:00Z", 0.11 + 0.0035 + 0.66 },
    { "deepseek", "deepseek-v4-flash", "2026-11-16T12:00:00Z", 0.075 + 0.0015 + 0.6 },
    { "deepseek", "deepseek-v4-pro", "2026-05-04T12:00:00Z", 0.2175 + 0.0018125 + 0.87 },
    { "deepseek", "deepseek-v4-pro", "2026-11-16T12:00:00Z", 0.33 + 0.011 + 1.98 },
    { "deepseek", "deepseek-v4-pro", "2026-11-16T02:00:00Z", 0.66 + 0.022 + 3.96 },
    { "deepseek", "deepseek-flash", "2026-01-01T12:00:00Z", -1 },
    { "deepseek", "deepseek-next", "2026-11-16T12:00:00Z", -1 },
    { "siliconflow", "deepseek-ai/deepseek-v4-flash", "2026-11-16T12:00:00Z", -1 },
    { "ollama", "deepseek-r1:7b", "2026-11-16T12:00:00Z", -1 },
  };
  const SiluUsage usage = {
    .prompt = 1000000, .completion = 1000000, .reasoning = 400000, .cached = 500000, .load = -1
  };
  g_autoptr (SiluProviders) providers = load ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SiluProfile) profile =
          silu_providers_resolve (providers, rows[i].provider, "openai", rows[i].model);
      g_autoptr (GDateTime) when = g_date_time_new_from_iso8601 (rows[i].when, NULL);
      double amount = -1;
      const char *currency = "USD";

      if (profile->prices != NULL)
        silu_price_table_estimate (profile->prices, &usage,
                                   g_date_time_to_unix (when) * G_USEC_PER_SEC, &amount, &currency);
      g_assert_cmpfloat_with_epsilon (amount, rows[i].amount, 1e-9);
      g_assert_cmpstr (currency, ==, "USD");
    }
}

/* 1.10, 2.2, 2.4: which servers go on with an answer, and what they must be told. */
static void
test_prefix (void)
{
  static const struct
  {
    const char *provider;
    const char *dialect;
    const char *base_url;
    gboolean reasoning;
    const char *body; /* NULL: it cannot */
  } rows[] = {
    { "deepseek", "openai", "https://api.deepseek.com/beta", TRUE,
      "{\"messages\":[{\"prefix\":true}]}" },
    { "deepseek", "anthropic", NULL, FALSE, NULL },
    { "deepseek", "responses", NULL, FALSE, NULL },
    { "llama-server", "openai", NULL, FALSE,
      "{\"messages\":[{}],\"reasoning_control\":true," KWARGS (
          "false") ",\"reasoning_effort\":\"none\"}" },
    { "vllm", "openai", NULL, FALSE,
      "{\"messages\":[{}],\"continue_final_message\":true,\"add_generation_prompt\":false}" },
    { "openai", "openai", NULL, FALSE, NULL },
    { "openai-compatible", "openai", NULL, FALSE, NULL },
  };
  g_autoptr (SiluProviders) providers = load ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SiluProfile) profile =
          silu_providers_resolve (providers, rows[i].provider, rows[i].dialect, "m");
      g_autofree char *body = print_body (profile, SILU_THINK_AUTO, TRUE);

      g_assert_cmpint (profile->can_prefix, ==, rows[i].body != NULL);
      if (rows[i].body == NULL)
        continue;
      g_assert_cmpstr (profile->prefix_base_url, ==, rows[i].base_url);
      g_assert_cmpint (profile->can_prefix_reasoning, ==, rows[i].reasoning);
      g_assert_cmpstr (body, ==, rows[i].body);
    }
}

/* What only one host does: 2.4, 2.8, 2.10. */
static void
test_peculiar (void)
{
  g_autoptr (SiluProviders) providers = load ();

  for (guint i = 0; i < silu_providers_get_n (providers); i++)
    {
      const SiluProvider *provider = silu_providers_get (providers, i);
      gboolean is_xai = g_str_equal (provider->id, "xai");
      gboolean is_llama = g_str_equal (provider->id, "llama-server");
      g_autoptr (SiluProfile) profile =
          silu_providers_resolve (providers, provider->id, "openai", "m");
      g_autofree char *fields = g_strjoinv (" ", profile->reasoning_fields);

      g_assert_cmpint (profile->drops_repeats, ==, is_xai);
      g_assert_cmpstr (profile->control_path, ==, is_llama ? "chat/completions/control" : NULL);
      g_assert_cmpstr (fields, ==, "reasoning_content reasoning reasoning_details");
      if (is_xai)
        g_assert_true (json_object_get_null_member (profile->body, "stream_options"));
    }
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (switches); i++)
    {
      g_autofree char *path = g_strdup_printf ("/providers-data/switch/%" G_GSIZE_FORMAT, i);

      g_test_add_data_func (path, &switches[i], test_switch);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (habits); i++)
    {
      g_autofree char *path = g_strdup_printf ("/providers-data/habit/%" G_GSIZE_FORMAT, i);

      g_test_add_data_func (path, &habits[i], test_habit);
    }
  g_test_add_func ("/providers-data/parameters", test_parameters);
  g_test_add_func ("/providers-data/prices", test_prices);
  g_test_add_func ("/providers-data/prefix", test_prefix);
  g_test_add_func ("/providers-data/peculiar", test_peculiar);

  return g_test_run ();
}
