/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file of providers as a file: who is in it, that all of it can be used, what a user's file
 * changes, and which words name a mistake. test-providers-data.c looks at what it says. */
#include "silu-dialect.h"
#include "silu-error.h"
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

static void
add (SiluProviders *providers, const char *json)
{
  g_autoptr (GError) error = NULL;
  gboolean good = silu_providers_add (providers, json, strlen (json), &error);

  g_assert_no_error (error);
  g_assert_true (good);
}

static void
test_presets (void)
{
  static const struct
  {
    const char *id;
    const char *base_url; /* 1.1, 2.4 to 2.8 */
    const char *dialect;
    gboolean needs_key;
    guint port;
  } rows[] = {
    { "deepseek", "https://api.deepseek.com", "openai", TRUE, 0 },
    { "siliconflow", "https://api.siliconflow.cn/v1", "openai", TRUE, 0 },
    { "volcengine", "https://ark.cn-beijing.volces.com/api/v3", "openai", TRUE, 0 },
    { "bailian", "https://dashscope.aliyuncs.com/compatible-mode/v1", "openai", TRUE, 0 },
    { "moonshot", "https://api.moonshot.cn/v1", "openai", TRUE, 0 },
    { "zhipu", "https://open.bigmodel.cn/api/paas/v4", "openai", TRUE, 0 },
    { "tencent", NULL, "openai", TRUE, 0 },
    { "minimax", NULL, "openai", TRUE, 0 },
    { "openrouter", "https://openrouter.ai/api/v1", "openai", TRUE, 0 },
    { "openai", "https://api.openai.com/v1", "responses", TRUE, 0 },
    { "anthropic", "https://api.anthropic.com/v1", "anthropic", TRUE, 0 },
    { "gemini", "https://generativelanguage.googleapis.com/v1beta", "gemini", TRUE, 0 },
    { "xai", "https://api.x.ai/v1", "openai", TRUE, 0 },
    { "mistral", "https://api.mistral.ai/v1", "openai", TRUE, 0 },
    { "groq", "https://api.groq.com/openai/v1", "openai", TRUE, 0 },
    { "ollama", "http://127.0.0.1:11434", "ollama", FALSE, 11434 },
    { "llama-server", "http://127.0.0.1:9931/v1", "openai", FALSE, 9931 },
    { "vllm", "http://127.0.0.1:8000/v1", "openai", FALSE, 8000 },
    { "sglang", "http://127.0.0.1:30000/v1", "openai", FALSE, 30000 },
    { "lmstudio", "http://127.0.0.1:1234/v1", "openai", FALSE, 1234 },
    { "openai-compatible", "", "openai", FALSE, 0 },
  };
  g_autoptr (SiluProviders) providers = load ();
  guint n_offered = 0;

  for (guint i = 0; i < silu_providers_get_n (providers); i++)
    n_offered += !silu_providers_get (providers, i)->is_hidden;
  g_assert_cmpuint (n_offered, ==, G_N_ELEMENTS (rows));

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const SiluProvider *provider = silu_providers_find (providers, rows[i].id);

      g_assert_nonnull (provider);
      g_assert_false (provider->is_hidden);
      g_assert_cmpstr (provider->name, !=, "");
      if (rows[i].base_url != NULL)
        g_assert_cmpstr (provider->base_url, ==, rows[i].base_url);
      g_assert_cmpstr (provider->dialect, ==, rows[i].dialect);
      g_assert_cmpint (provider->needs_key, ==, rows[i].needs_key);
      g_assert_cmpint (provider->key_url != NULL, ==, rows[i].needs_key);
      g_assert_cmpuint (provider->ports[0], ==, rows[i].port);
    }
}

/* 1.2, 1.9, 2.4, 2.5, 2.8: a model to begin with, the balance, both ports of llama-server. */
static void
test_particulars (void)
{
  g_autoptr (SiluProviders) providers = load ();
  const SiluProvider *deepseek = silu_providers_find (providers, "deepseek");
  const SiluProvider *volcengine = silu_providers_find (providers, "volcengine");
  const SiluProvider *llama = silu_providers_find (providers, "llama-server");
  const SiluProvider *tour = silu_providers_find (providers, "tour");

  g_assert_cmpstr (deepseek->model, ==, "deepseek-flash");
  g_assert_cmpstr (deepseek->balance_path, ==, "user/balance");
  g_assert_null (deepseek->models[0]);
  g_assert_nonnull (volcengine->models[0]);
  g_assert_cmpuint (llama->ports[1], ==, 8080);
  g_assert_cmpuint (llama->ports[2], ==, 0);
  g_assert_cmpstr (silu_providers_find (providers, "ollama")->loading_path, ==, "api/ps");
  g_assert_true (tour->is_hidden);
  g_assert_null (silu_providers_find (providers, "DeepSeek"));
  g_assert_null (silu_providers_find (providers, NULL));
  g_assert_cmpstr (silu_providers_get_date (providers), ==, "2026-11-23");
}

/* A model that some glob matches. */
static char *
make_model (const char *glob)
{
  g_auto (GStrv) words = g_strsplit (glob, "*", -1);

  return g_strjoinv ("x", words);
}

static void
add_models (GPtrArray *models, JsonArray *patterns)
{
  for (guint i = 0; i < json_array_get_length (patterns); i++)
    {
      JsonArray *globs =
          json_object_get_array_member (json_array_get_object_element (patterns, i), "match");

      for (guint j = 0; j < json_array_get_length (globs); j++)
        g_ptr_array_add (models, make_model (json_array_get_string_element (globs, j)));
    }
}

/* All that a provider, or a family, has a name for. */
static GPtrArray *
list_models (const SiluProvider *provider)
{
  GPtrArray *models = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *json = silu_test_read_file ("data/providers.json", NULL);
  g_autoptr (JsonNode) root = json_from_string (json, NULL);

  g_ptr_array_add (models, g_strdup ("any"));
  g_ptr_array_add (models, g_strdup (provider->model));
  for (gsize i = 0; provider->models[i] != NULL; i++)
    g_ptr_array_add (models, g_strdup (provider->models[i]));
  add_models (models, provider->patterns);
  add_models (models, json_object_get_array_member (json_node_get_object (root), "families"));

  return models;
}

/* A profile must not contradict itself, and each of its levels must make a body. */
static void
check_profile (SiluProfile *profile, const SiluDialect *dialect, const char *model)
{
  g_assert_true (silu_profile_offers (profile, profile->think));
  if (profile->always_thinks)
    g_assert_false (silu_profile_offers (profile, SILU_THINK_OFF));
  g_assert_cmpstr (profile->max_tokens_field, !=, "");
  g_assert_nonnull (profile->reasoning_fields[0]);
  g_assert_cmpint (profile->output, <=, profile->context);

  for (int i = 0; i < SILU_N_THINK_LEVELS; i++)
    {
      g_autoptr (SiluChatRequest) request = silu_chat_request_new (model, profile);
      g_autofree char *body = NULL;
      g_autoptr (JsonNode) root = NULL;

      silu_chat_request_add (request, SILU_ROLE_USER, "q");
      request->think = (SiluThinkLevel) i;
      body = silu_dialect_write_request (dialect, request);
      root = json_from_string (body, NULL);
      g_assert_true (JSON_NODE_HOLDS_OBJECT (root));
    }
}

static void
test_all_resolve (void)
{
  g_autoptr (SiluProviders) providers = load ();
  const char *const *dialects = silu_dialect_list_names ();
  guint n_profiles = 0;

  for (guint i = 0; i < silu_providers_get_n (providers); i++)
    {
      const SiluProvider *provider = silu_providers_get (providers, i);
      g_autoptr (GPtrArray) models = list_models (provider);

      g_assert_nonnull (silu_dialect_find (provider->dialect));
      for (guint j = 0; j < models->len; j++)
        for (gsize k = 0; dialects[k] != NULL; k++)
          {
            const char *model = g_ptr_array_index (models, j);
            g_autoptr (SiluProfile) profile =
                silu_providers_resolve (providers, provider->id, dialects[k], model);

            check_profile (profile, silu_dialect_find (dialects[k]), model);
            n_profiles++;
          }
    }
  g_assert_cmpuint (n_profiles, >, 22 * 5 * 20);
}

/* Dialects in "dialects" and "patterns" exist: a rule for another would never be applied. */
static void
test_dialects_exist (void)
{
  g_autoptr (SiluProviders) providers = load ();

  for (guint i = 0; i < silu_providers_get_n (providers); i++)
    {
      const SiluProvider *provider = silu_providers_get (providers, i);
      g_autoptr (GList) names =
          provider->dialects != NULL ? json_object_get_members (provider->dialects) : NULL;

      for (GList *name = names; name != NULL; name = name->next)
        g_assert_nonnull (silu_dialect_find (name->data));
      for (guint j = 0; j < json_array_get_length (provider->patterns); j++)
        {
          JsonObject *pattern = json_array_get_object_element (provider->patterns, j);

          if (json_object_has_member (pattern, "dialect"))
            g_assert_nonnull (
                silu_dialect_find (json_object_get_string_member (pattern, "dialect")));
        }
    }
}

#define FILE_OF(rest) "{\"format\":1," rest "}"
#define PROVIDERS(objects) FILE_OF ("\"providers\":[" objects "]")
#define DEEPSEEK(members) PROVIDERS ("{\"id\":\"deepseek\"," members "}")

static void
test_override (void)
{
  g_autoptr (SiluProviders) providers = load ();
  guint n = silu_providers_get_n (providers);
  const SiluProvider *provider;

  add (providers, DEEPSEEK ("\"base_url\":\"https://relay.example/v1\",\"key\":false,"
                            "\"models\":[\"a\",\"b\"],\"ports\":[81,82,83,84,85]"));
  provider = silu_providers_find (providers, "deepseek");
  g_assert_cmpuint (silu_providers_get_n (providers), ==, n);
  g_assert_cmpstr (provider->base_url, ==, "https://relay.example/v1");
  g_assert_false (provider->needs_key);
  g_assert_cmpstr (provider->models[1], ==, "b");
  g_assert_null (provider->models[2]);
  g_assert_cmpuint (provider->ports[2], ==, 83);
  g_assert_cmpuint (provider->ports[3], ==, 0);

  /* What it does not name stays; so does the day of the built-in data. */
  g_assert_cmpstr (provider->name, ==, "DeepSeek");
  g_assert_cmpstr (provider->model, ==, "deepseek-flash");
  g_assert_cmpstr (provider->dialect, ==, "openai");
  add (providers, FILE_OF ("\"checked\":\"2099-01-01\""));
  g_assert_cmpstr (silu_providers_get_date (providers), ==, "2026-11-23");
  g_assert_cmpstr (silu_providers_find (providers, "deepseek")->models[0], ==, "a");
}

/* A rule is a member like the others: the one that was there is gone. */
static void
test_override_rule (void)
{
  g_autoptr (SiluProviders) providers = load ();
  g_autoptr (SiluProfile) openai = NULL;
  g_autoptr (SiluProfile) responses = NULL;

  add (providers, DEEPSEEK ("\"rule\":{\"replay\":\"always\"},\"dialects\":{\"responses\":"
                            "{\"limits\":{\"context\":5}}}"));
  openai = silu_providers_resolve (providers, "deepseek", "openai", "any");
  responses = silu_providers_resolve (providers, "deepseek", "responses", "any");
  g_assert_cmpint (openai->replay, ==, SILU_REPLAY_ALWAYS);
  g_assert_false (silu_profile_has_switch (openai));
  g_assert_cmpint (openai->context, ==, 0);
  g_assert_cmpint (responses->context, ==, 5);
  g_assert_false (silu_profile_has_switch (responses));
}

static void
test_new_provider (void)
{
  g_autoptr (SiluProviders) providers = load ();
  guint n = silu_providers_get_n (providers);
  const SiluProvider *provider;
  g_autoptr (SiluProfile) profile = NULL;

  add (providers, PROVIDERS ("{\"id\":\"acme\",\"base_url\":\"https://api.acme.example/v1\","
                             "\"rule\":{\"replay\":\"always\"},\"patterns\":["
                             "{\"match\":[\"acme-v?\"],\"rule\":{\"replay\":\"tool_turns\"}}]}"));
  g_assert_cmpuint (silu_providers_get_n (providers), ==, n + 1);
  provider = silu_providers_get (providers, n);
  g_assert_cmpstr (provider->id, ==, "acme");
  g_assert_cmpstr (provider->name, ==, "acme");
  g_assert_cmpstr (provider->dialect, ==, "openai");
  g_assert_cmpstr (provider->model, ==, "");
  g_assert_null (provider->models[0]);
  g_assert_null (provider->key_url);
  g_assert_false (provider->needs_key);
  g_assert_false (provider->is_hidden);
  g_assert_cmpuint (provider->ports[0], ==, 0);

  profile = silu_providers_resolve (providers, "acme", "openai", "ACME-V2");
  g_assert_cmpint (profile->replay, ==, SILU_REPLAY_TOOL_TURNS);
}

static char *
describe (const SiluProvider *provider)
{
  g_autofree char *models = g_strjoinv (" ", provider->models);
  g_autofree char *rule = NULL;

  if (provider->rule != NULL)
    {
      g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

      json_node_set_object (node, provider->rule);
      rule = json_to_string (node, FALSE);
    }

  return g_strdup_printf ("%s|%s|%s|%s|%s|%s|%s|%d|%d|%u %u %u|%s|%s|%s|%d|%u", provider->id,
                          provider->name, provider->base_url, provider->dialect, provider->model,
                          models, provider->key_url, provider->needs_key, provider->is_hidden,
                          provider->ports[0], provider->ports[1], provider->ports[2],
                          provider->balance_path, provider->loading_path, rule,
                          provider->dialects != NULL, json_array_get_length (provider->patterns));
}

/* A file that speaks of others changes nothing. */
static void
test_kept (void)
{
  g_autoptr (SiluProviders) before = load ();
  g_autoptr (SiluProviders) after = load ();

  add (after, PROVIDERS ("{\"id\":\"acme\"}"));
  for (guint i = 0; i < silu_providers_get_n (before); i++)
    {
      g_autofree char *expected = describe (silu_providers_get (before, i));
      g_autofree char *kept = describe (silu_providers_get (after, i));

      g_assert_cmpstr (kept, ==, expected);
    }
}

/* Rules add up in this order: the provider's, its dialect's, the families', its patterns'. */
static void
test_order (void)
{
  g_autoptr (SiluProviders) providers = load ();
  static const struct
  {
    const char *dialect;
    const char *model;
    gint64 context;
  } rows[] = {
    { "openai", "of-first", 7 },   { "openai", "plain", 1 },       { "ollama", "plain", 2 },
    { "ollama", "of-family", 3 },  { "ollama", "of-both", 4 },     { "openai", "of-both", 4 },
    { "openai", "of-dialect", 1 }, { "ollama", "of-dialect", 5 },  { NULL, "of-dialect", 1 },
    { "ollama", NULL, 2 },         { "ollama", "deepseek-r1", 2 },
  };

  add (providers,
       FILE_OF ("\"families\":[{\"match\":[\"of-family\",\"of-both\"],\"rule\":{\"limits\":{"
                "\"context\":3}}}],\"providers\":[{\"id\":\"acme\",\"rule\":{\"limits\":{"
                "\"context\":1}},\"dialects\":{\"ollama\":{\"limits\":{\"context\":2}}},"
                "\"patterns\":[{\"match\":[\"of-both\",\"of-first\"],\"rule\":{\"limits\":{"
                "\"context\":7}}}]}]"));
  add (providers,
       PROVIDERS ("{\"id\":\"acme\",\"patterns\":["
                  "{\"match\":[\"none\",\"of-b*\"],\"rule\":{\"limits\":{\"context\":4}}},"
                  "{\"match\":[\"of-dialect\"],\"dialect\":\"ollama\","
                  "\"rule\":{\"limits\":{\"context\":5}}}]}"));

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SiluProfile) profile =
          silu_providers_resolve (providers, "acme", rows[i].dialect, rows[i].model);

      g_assert_cmpint (profile->context, ==, rows[i].context);
    }
}

#define RULE(rule) DEEPSEEK ("\"rule\":" rule)
#define PATTERN(pattern) DEEPSEEK ("\"patterns\":[" pattern "]")
#define FAMILY(pattern) FILE_OF ("\"families\":[" pattern "]")
#define PRICE(row) RULE ("{\"prices\":[" row "]}")

/* Each with two words that its message must have: where, and what. */
static const struct
{
  const char *json;
  const char *where;
  const char *what;
} mistakes[] = {
  { "", "", "" },
  { "{\"format\":1,", "", "" },
  { "[]", "format", "1" },
  { "{}", "format", "1" },
  { "{\"format\":2}", "format", "1" },
  { "{\"format\":\"1\"}", "format", "1" },
  { FILE_OF ("\"provider\":[]"), "file", "“provider”" },
  { FILE_OF ("\"providers\":{}"), "“providers”", "type" },
  { FILE_OF ("\"families\":{}"), "“families”", "type" },
  { FILE_OF ("\"checked\":7"), "“checked”", "type" },
  { PROVIDERS ("7"), "providers", "“id”" },
  { PROVIDERS ("{}"), "providers", "“id”" },
  { PROVIDERS ("{\"id\":\"\"}"), "providers", "“id”" },
  { PROVIDERS ("{\"id\":7}"), "providers", "“id”" },
  { DEEPSEEK ("\"url\":\"x\""), "deepseek", "“url”" },
  { DEEPSEEK ("\"base_url\":7"), "deepseek", "“base_url”" },
  { DEEPSEEK ("\"name\":null"), "deepseek", "“name”" },
  { DEEPSEEK ("\"key\":\"yes\""), "deepseek", "“key”" },
  { DEEPSEEK ("\"models\":\"m\""), "deepseek", "“models”" },
  { DEEPSEEK ("\"ports\":80"), "deepseek", "“ports”" },
  { DEEPSEEK ("\"rule\":[]"), "deepseek", "“rule”" },
  { DEEPSEEK ("\"dialect\":\"opnai\""), "deepseek", "opnai" },
  { DEEPSEEK ("\"dialects\":{\"opnai\":{}}"), "deepseek", "opnai" },
  { DEEPSEEK ("\"dialects\":{\"ollama\":7}"), "deepseek", "ollama" },
  { DEEPSEEK ("\"dialects\":{\"ollama\":{\"replai\":0}}"), "deepseek", "replai" },
  { RULE ("{\"replai\":\"never\"}"), "deepseek", "“replai”" },
  { RULE ("{\"replay\":\"no\"}"), "deepseek", "“replay”" },
  { RULE ("{\"thinking\":{\"levels\":{\"huge\":{}}}}"), "deepseek", "“levels”" },
  { RULE ("{\"limits\":{\"context\":\"many\"}}"), "deepseek", "“context”" },
  { PRICE ("{\"from\":\"soon\",\"currency\":\"USD\",\"input\":1,\"output\":1}"), "prices", "from" },
  { PRICE ("{\"from\":\"2026-01-01\",\"currency\":\"US\",\"input\":1,\"output\":1}"), "prices",
    "currency" },
  { PRICE ("{\"from\":\"2026-01-01\",\"currency\":\"USD\",\"output\":1}"), "prices", "input" },
  { PATTERN ("7"), "deepseek", "“match”" },
  { PATTERN ("{\"rule\":{}}"), "deepseek", "“match”" },
  { PATTERN ("{\"match\":[\"a\"]}"), "deepseek", "“rule”" },
  { PATTERN ("{\"match\":[7],\"rule\":{}}"), "deepseek", "“match”" },
  { PATTERN ("{\"match\":[\"a\"],\"rule\":{},\"rules\":{}}"), "deepseek", "“rules”" },
  { PATTERN ("{\"match\":[\"a\"],\"rule\":{},\"dialect\":7}"), "deepseek", "“dialect”" },
  { PATTERN ("{\"match\":[\"a\"],\"rule\":{},\"dialect\":\"opnai\"}"), "deepseek", "opnai" },
  { PATTERN ("{\"match\":[\"a\"],\"rule\":{\"sistem\":0}}"), "deepseek", "“sistem”" },
  { FAMILY ("{\"match\":\"a\",\"rule\":{}}"), "pattern", "“match”" },
  { FAMILY ("{\"match\":[\"a\"],\"rule\":{\"sistem\":0}}"), "families", "“sistem”" },
};

static void
test_mistake (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (SiluProviders) providers = load ();
  guint n = silu_providers_get_n (providers);
  g_autoptr (GError) error = NULL;
  g_autoptr (SiluProfile) profile = NULL;

  g_assert_false (
      silu_providers_add (providers, mistakes[i].json, strlen (mistakes[i].json), &error));
  g_assert_error (error, SILU_ERROR, SILU_ERROR_PROTOCOL);
  g_assert_nonnull (strstr (error->message, mistakes[i].where));
  g_assert_nonnull (strstr (error->message, mistakes[i].what));
  g_assert_null (silu_providers_new (mistakes[i].json, strlen (mistakes[i].json), NULL));

  g_assert_cmpuint (silu_providers_get_n (providers), ==, n);
  profile = silu_providers_resolve (providers, "deepseek", "openai", "deepseek-flash");
  g_assert_cmpint (profile->context, ==, 1000000);
}

/* What was right in a file that has one mistake is not taken either. */
static void
test_all_or_nothing (void)
{
  g_autoptr (SiluProviders) providers = load ();
  guint n = silu_providers_get_n (providers);
  const char *json = FILE_OF (
      "\"families\":[{\"match\":[\"*\"],\"rule\":{\"limits\":{\"context\":7}}}],\"providers\":["
      "{\"id\":\"acme\"},{\"id\":\"ollama\",\"name\":\"Mine\",\"patterns\":[{\"match\":[\"*\"],"
      "\"rule\":{\"replay\":\"always\"}}]},{\"id\":\"vllm\",\"rule\":{\"replai\":0}}]");
  g_autoptr (GError) error = NULL;
  g_autoptr (SiluProfile) profile = NULL;

  g_assert_false (silu_providers_add (providers, json, strlen (json), &error));
  g_assert_nonnull (strstr (error->message, "vllm"));
  g_assert_cmpuint (silu_providers_get_n (providers), ==, n);
  g_assert_null (silu_providers_find (providers, "acme"));
  g_assert_cmpstr (silu_providers_find (providers, "ollama")->name, ==, "Ollama");
  profile = silu_providers_resolve (providers, "ollama", "ollama", "qwen3:8b");
  g_assert_cmpint (profile->replay, ==, SILU_REPLAY_NEVER);
  g_assert_cmpint (profile->context, ==, 0);
}

static void
test_guess (void)
{
  static const struct
  {
    const char *address;
    const char *id;
  } rows[] = {
    { "https://api.deepseek.com", "deepseek" },
    { "https://api.deepseek.com/", "deepseek" },
    { "https://api.deepseek.com/v1", "deepseek" },
    { "https://API.DeepSeek.com/anthropic", "deepseek" },
    { "https://api.deepseek.com:443/beta", "deepseek" },
    { "https://api.siliconflow.cn/v1", "siliconflow" },
    { "https://ark.cn-beijing.volces.com/api/v3", "volcengine" },
    { "https://openrouter.ai/api/v1", "openrouter" },
    { "https://generativelanguage.googleapis.com/v1beta/openai", "gemini" },
    { "http://127.0.0.1:11434", "ollama" },
    { "http://localhost:11434/v1", "ollama" },
    { "http://[::1]:11434", "ollama" },
    { "http://127.0.0.1:9931/v1", "llama-server" },
    { "http://127.0.0.1:8080/v1", "llama-server" },
    { "http://LocalHost:8000/v1", "vllm" },
    { "http://127.0.0.1:30000/v1", "sglang" },
    { "http://127.0.0.1:1234/v1", "lmstudio" },
    /* Another port, another machine, another host, no address. */
    { "http://127.0.0.1:4321/v1", NULL },
    { "http://127.0.0.1", NULL },
    { "http://192.168.1.5:11434", NULL },
    { "https://api.deepseek.com.evil.example/v1", NULL },
    { "https://evil.example/api.deepseek.com", NULL },
    { "https://deepseek.com", NULL },
    { "api.deepseek.com", NULL },
    { "", NULL },
    { "http://[", NULL },
    /* A user's own: two on one machine. */
    { "http://127.0.0.1:5001/v1", "one" },
    { "http://127.0.0.1:5002/v1", "two" },
    { "http://gate.example:81/v1", "gate" },
    { "http://gate.example/v1", NULL },
  };
  g_autoptr (SiluProviders) providers = load ();

  add (providers, PROVIDERS ("{\"id\":\"one\",\"base_url\":\"http://127.0.0.1:5001/v1\"},"
                             "{\"id\":\"two\",\"base_url\":\"http://127.0.0.1:5002/v1\"},"
                             "{\"id\":\"gate\",\"base_url\":\"http://gate.example:81/v1\"}"));
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const SiluProvider *provider = silu_providers_guess (providers, rows[i].address);

      g_assert_cmpstr (provider != NULL ? provider->id : NULL, ==, rows[i].id);
    }
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/providers/presets", test_presets);
  g_test_add_func ("/providers/particulars", test_particulars);
  g_test_add_func ("/providers/all-resolve", test_all_resolve);
  g_test_add_func ("/providers/dialects-exist", test_dialects_exist);
  g_test_add_func ("/providers/override", test_override);
  g_test_add_func ("/providers/override-rule", test_override_rule);
  g_test_add_func ("/providers/new-provider", test_new_provider);
  g_test_add_func ("/providers/kept", test_kept);
  g_test_add_func ("/providers/order", test_order);
  for (gsize i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      g_autofree char *path = g_strdup_printf ("/providers/mistake/%" G_GSIZE_FORMAT, i);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_mistake);
    }
  g_test_add_func ("/providers/all-or-nothing", test_all_or_nothing);
  g_test_add_func ("/providers/guess", test_guess);

  return g_test_run ();
}
