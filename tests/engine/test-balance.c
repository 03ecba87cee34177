/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What DeepSeek says is left: read as it is written, and nothing made up where it is not said. */
#include "silu-balance.h"

#include "engine-fixture.h"

#define INFO(currency, total)                                                                      \
  "{\"currency\":" currency ",\"total_balance\":" total                                            \
  ",\"granted_balance\":\"0.00\",\"topped_up_balance\":\"110.00\"}"
#define INFOS(infos) "{\"is_available\":true,\"balance_infos\":[" infos "]}"

static void
fetch (EngineFixture *f, GCancellable *cancellable, GAsyncResult **result)
{
  silu_balance_fetch_async (silu_engine_get_accounts (f->engine), f->account, cancellable,
                            silu_test_store_result_cb, result);
}

static GPtrArray *
fetch_all (EngineFixture *f, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fetch (f, NULL, &result);

  return silu_balance_fetch_finish (silu_test_wait_result (&result), error);
}

static void
keep_account (EngineFixture *f)
{
  engine_fixture_use (f, "deepseek", "openai", "deepseek-flash", "");
  engine_fixture_keep_account (f);
}

static void
test_known (EngineFixture *f, gconstpointer data)
{
  static const char *const others[] = { "openai", "ollama", "anthropic", "no such provider" };
  SiluAccounts *accounts = silu_engine_get_accounts (f->engine);

  g_assert_true (silu_balance_is_known (accounts, f->account));
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      silu_account_set_preset (f->account, others[i]);
      g_assert_false (silu_balance_is_known (accounts, f->account));
    }
}

static void
test_two_currencies (EngineFixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) balances = NULL;
  g_autoptr (GError) error = NULL;
  const SiluBalance *balance;

  keep_account (f);
  engine_fixture_push_status (
      f, 200,
      INFOS (INFO ("\"CNY\"", "\"110.00\"") ", {\"currency\":\"USD\",\"total_balance\":"
                                            "\"-0.10000000000000000001\"}"));
  balances = fetch_all (f, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (g_ptr_array_index (f->paths, 0), ==, "/user/balance");
  g_assert_cmpstr (g_ptr_array_index (f->bodies, 0), ==, "");
  g_assert_cmpstr (g_ptr_array_index (f->tokens, 0), ==, ENGINE_FIXTURE_KEY);

  g_assert_cmpuint (balances->len, ==, 2);
  balance = g_ptr_array_index (balances, 0);
  g_assert_cmpstr (balance->currency, ==, "CNY");
  g_assert_cmpstr (balance->total, ==, "110.00");
  g_assert_cmpstr (balance->granted, ==, "0.00");
  g_assert_cmpstr (balance->topped_up, ==, "110.00");

  /* Money is text: no digit is lost, and what is not said is not zero. */
  balance = g_ptr_array_index (balances, 1);
  g_assert_cmpstr (balance->currency, ==, "USD");
  g_assert_cmpstr (balance->total, ==, "-0.10000000000000000001");
  g_assert_null (balance->granted);
  g_assert_null (balance->topped_up);
}

typedef struct
{
  const char *name;
  const char *body;
  guint n; /* balances */
} Odd;

static const Odd odds[] = {
  { "none", INFOS (""), 0 },
  { "no-currency", INFOS (INFO ("null", "\"1.00\"") "," INFO ("\"CNY\"", "\"2.00\"")), 1 },
  { "no-total", INFOS (INFO ("\"CNY\"", "null")), 0 },
  { "not-objects", INFOS ("1,null,[],\"CNY\""), 0 },
};

static void
test_odd (EngineFixture *f, gconstpointer data)
{
  const Odd *odd = data;
  g_autoptr (GPtrArray) balances = NULL;
  g_autoptr (GError) error = NULL;

  keep_account (f);
  engine_fixture_push_status (f, 200, odd->body);
  balances = fetch_all (f, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (balances->len, ==, odd->n);
}

static void
test_endless (EngineFixture *f, gconstpointer data)
{
  g_autoptr (GString) body = g_string_new ("{\"balance_infos\":[");
  g_autoptr (GPtrArray) balances = NULL;

  for (int i = 0; i < 1000; i++)
    g_string_append (body, INFO ("\"CNY\"", "\"1.00\"") ",");
  g_string_append (body, "{}]}");

  keep_account (f);
  engine_fixture_push_status (f, 200, body->str);
  balances = fetch_all (f, NULL);
  g_assert_cmpuint (balances->len, ==, 16);
}

typedef struct
{
  const char *name;
  guint status;
  const char *body;
  SiluErrorCode code;
} Failure;

static const Failure failures[] = {
  { "wrong-key", 401, "{\"error\":{\"message\":\"no such key\"}}", SILU_ERROR_AUTH },
  { "overloaded", 503, "{}", SILU_ERROR_OVERLOADED },
  { "not-there", 404, "{}", SILU_ERROR_REQUEST },
  { "web-page", 200, "<html>Log in</html>", SILU_ERROR_PROTOCOL },
  { "no-balances", 200, "{\"is_available\":true}", SILU_ERROR_PROTOCOL },
  { "not-a-list", 200, "{\"balance_infos\":{}}", SILU_ERROR_PROTOCOL },
};

static void
test_failure (EngineFixture *f, gconstpointer data)
{
  const Failure *failure = data;
  g_autoptr (GError) error = NULL;

  keep_account (f);
  engine_fixture_push_status (f, failure->status, failure->body);
  g_assert_null (fetch_all (f, &error));
  g_assert_error (error, SILU_ERROR, (int) failure->code);
  g_assert_cmpstr (error->message, !=, "");
  g_assert_cmpuint (f->bodies->len, ==, 1);
}

static gboolean
was_asked (gpointer user_data)
{
  return ((EngineFixture *) user_data)->bodies->len == 1;
}

static gboolean
was_aborted (gpointer user_data)
{
  return silu_script_server_get_n_aborted (((EngineFixture *) user_data)->server) == 1;
}

static void
test_cancelled (EngineFixture *f, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  keep_account (f);
  silu_script_hold (engine_fixture_push (f));
  fetch (f, cancellable, &result);
  silu_test_run_until (was_asked, f);
  g_cancellable_cancel (cancellable);
  g_assert_null (silu_balance_fetch_finish (silu_test_wait_result (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  silu_test_run_until (was_aborted, f);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

#define ADD(path, data, func)                                                                      \
  g_test_add (path, EngineFixture, data, engine_fixture_set_up, func, engine_fixture_tear_down)
  for (gsize i = 0; i < G_N_ELEMENTS (odds); i++)
    {
      g_autofree char *path = g_strconcat ("/balance/odd/", odds[i].name, NULL);

      ADD (path, &odds[i], test_odd);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      g_autofree char *path = g_strconcat ("/balance/failure/", failures[i].name, NULL);

      ADD (path, &failures[i], test_failure);
    }
#undef ADD
  engine_fixture_add ("/balance/known", test_known);
  engine_fixture_add ("/balance/two-currencies", test_two_currencies);
  engine_fixture_add ("/balance/endless", test_endless);
  engine_fixture_add ("/balance/cancelled", test_cancelled);

  return g_test_run ();
}
