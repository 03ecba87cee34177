/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The user's own file of providers: what it changes, and that a mistake in it changes nothing. */
#include "silu-provider-data.h"

#include "engine-fixture.h"
#include <string.h>

#define FILE_OF(providers) "{\"format\":1,\"providers\":[" providers "]}"

static char *
dup_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "silu", "providers.json", NULL);
}

/* FALSE with the error, as the window shows it; then nothing may have changed. */
static gboolean
add_user (SiluProviders *providers, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  silu_provider_data_add_user_async (providers, silu_test_store_result_cb, &result);

  return silu_provider_data_add_user_finish (silu_test_wait_result (&result), error);
}

static void
check_built_in (SiluProviders *providers)
{
  g_autoptr (SiluProviders) built_in = silu_provider_data_load ();

  g_assert_cmpuint (silu_providers_get_n (providers), ==, silu_providers_get_n (built_in));
  for (guint i = 0; i < silu_providers_get_n (built_in); i++)
    {
      const SiluProvider *old = silu_providers_get (built_in, i);
      const SiluProvider *provider = silu_providers_get (providers, i);

      g_assert_cmpstr (provider->id, ==, old->id);
      g_assert_cmpstr (provider->name, ==, old->name);
      g_assert_cmpstr (provider->base_url, ==, old->base_url);
      g_assert_cmpuint (json_array_get_length (provider->patterns), ==,
                        json_array_get_length (old->patterns));
    }
}

static void
test_none (void)
{
  g_autoptr (SiluProviders) providers = silu_provider_data_load ();
  g_autoptr (SiluProviders) both = silu_provider_data_load_with_user ();
  g_autoptr (GError) error = NULL;

  g_assert_true (add_user (providers, &error));
  g_assert_no_error (error);
  check_built_in (providers);
  check_built_in (both);
  engine_fixture_remove_providers ();
}

static void
check_overridden (SiluProviders *providers)
{
  const SiluProvider *deepseek = silu_providers_find (providers, "deepseek");
  const SiluProvider *acme = silu_providers_find (providers, "acme");
  g_autoptr (SiluProfile) profile =
      silu_providers_resolve (providers, "deepseek", "openai", "special-1");
  g_autoptr (SiluProfile) other =
      silu_providers_resolve (providers, "deepseek", "openai", "deepseek-flash");

  g_assert_cmpstr (deepseek->base_url, ==, "https://deepseek.example/v9");
  g_assert_cmpstr (deepseek->name, ==, "DeepSeek");
  g_assert_cmpstr (deepseek->balance_path, ==, "user/balance");
  g_assert_nonnull (acme);
  g_assert_cmpstr (acme->model, ==, "acme-r1");
  g_assert_cmpint (profile->context, ==, 4242);
  g_assert_cmpint (profile->replay, ==, SILU_REPLAY_TOOL_TURNS);
  g_assert_cmpint (other->context, ==, 1000000);
}

static void
test_override (void)
{
  g_autoptr (SiluProviders) providers = silu_provider_data_load ();
  guint n = silu_providers_get_n (providers);
  g_autoptr (SiluProviders) both = NULL;
  g_autoptr (GError) error = NULL;

  engine_fixture_write_providers (FILE_OF (
      "{\"id\":\"deepseek\",\"base_url\":\"https://deepseek.example/v9\",\"patterns\":["
      "{\"match\":[\"special-*\"],\"rule\":{\"limits\":{\"context\":4242,\"output\":42}}}]},"
      "{\"id\":\"acme\",\"name\":\"Acme\",\"base_url\":\"https://api.acme.example/v1\","
      "\"dialect\":\"openai\",\"model\":\"acme-r1\",\"key\":true}"));
  g_assert_true (add_user (providers, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (silu_providers_get_n (providers), ==, n + 1);
  check_overridden (providers);
  both = silu_provider_data_load_with_user ();
  check_overridden (both);
  engine_fixture_remove_providers ();
}

typedef struct
{
  const char *name;
  const char *contents;
  const char *detail; /* what the details name; NULL: whatever */
} Mistake;

/* The first provider of each that has one is right: none of it may be used. */
static const Mistake mistakes[] = {
  { "empty", "", NULL },
  { "not-json", "{\"format\":1,", NULL },
  { "not-text", "\xff\xfe", NULL },
  { "no-format", "{\"providers\":[]}", NULL },
  { "newer-format", "{\"format\":2,\"providers\":[]}", "format" },
  { "unknown-member",
    FILE_OF ("{\"id\":\"deepseek\",\"name\":\"X\"},{\"id\":\"openai\",\"base_uri\":\"x\"}"),
    "base_uri" },
  { "unknown-rule",
    FILE_OF ("{\"id\":\"deepseek\",\"name\":\"X\",\"rule\":{\"replays\":\"never\"}}"), "replays" },
  { "wrong-word",
    FILE_OF ("{\"id\":\"deepseek\",\"name\":\"X\",\"rule\":{\"replay\":\"sometimes\"}}"),
    "replay" },
  { "no-id", FILE_OF ("{\"id\":\"deepseek\",\"name\":\"X\"},{\"name\":\"Y\"}"), "id" },
};

static void
check_refused (const char *detail)
{
  g_autoptr (SiluProviders) providers = silu_provider_data_load ();
  g_autoptr (SiluProviders) both = silu_provider_data_load_with_user ();
  g_autoptr (GError) error = NULL;

  g_assert_false (add_user (providers, &error));
  g_assert_error (error, SILU_ERROR, SILU_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "providers.json"));
  if (detail != NULL)
    g_assert_nonnull (strstr (silu_error_get_detail (error), detail));
  check_built_in (providers);
  check_built_in (both);
  engine_fixture_remove_providers ();
}

static void
test_mistake (gconstpointer data)
{
  const Mistake *mistake = data;

  engine_fixture_write_providers (mistake->contents);
  check_refused (mistake->detail);
}

static void
test_too_large (void)
{
  g_autofree char *blank = g_strnfill (4 * 1024 * 1024, ' ');
  g_autofree char *contents =
      g_strconcat (FILE_OF ("{\"id\":\"deepseek\",\"name\":\"X\"}"), blank, NULL);

  engine_fixture_write_providers (contents);
  check_refused (NULL);
}

/* There, and not to be read. */
static void
test_folder (void)
{
  g_autofree char *path = dup_path ();

  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  check_refused (NULL);
}

/* The engine starts all the same, says what is wrong, and forgets it when the file is mended. */
static void
test_engine (EngineFixture *f, gconstpointer data)
{
  const GError *error;

  g_assert_no_error (silu_engine_get_provider_error (f->engine));
  engine_fixture_write_providers (
      FILE_OF ("{\"id\":\"deepseek\",\"name\":\"X\",\"base_uri\":\"y\"}"));
  engine_fixture_restart (f);
  error = silu_engine_get_provider_error (f->engine);
  g_assert_error (error, SILU_ERROR, SILU_ERROR_FAILED);
  g_assert_nonnull (strstr (silu_error_get_detail (error), "base_uri"));
  check_built_in (silu_engine_get_providers (f->engine));
  engine_fixture_push_answer (f, NULL, "answer");
  engine_fixture_ask (f, "q", SILU_TURN_COMPLETE);

  engine_fixture_write_providers (
      FILE_OF ("{\"id\":\"deepseek\",\"rule\":{\"body\":{\"acme.tier\":\"fast\"}}}"));
  engine_fixture_come_back (f);
  g_assert_no_error (silu_engine_get_provider_error (f->engine));
  engine_fixture_push_answer (f, NULL, "answer");
  engine_fixture_ask (f, "q", SILU_TURN_COMPLETE);
  g_assert_null (strstr (engine_fixture_get_body (f, 0), "acme"));
  g_assert_nonnull (strstr (engine_fixture_get_body (f, 1), "\"acme\":{\"tier\":\"fast\"}"));
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/provider-data/none", test_none);
  g_test_add_func ("/provider-data/override", test_override);
  for (gsize i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      g_autofree char *path = g_strconcat ("/provider-data/mistake/", mistakes[i].name, NULL);

      g_test_add_data_func (path, &mistakes[i], test_mistake);
    }
  g_test_add_func ("/provider-data/too-large", test_too_large);
  g_test_add_func ("/provider-data/folder", test_folder);
  engine_fixture_add ("/provider-data/engine", test_engine);

  return g_test_run ();
}
