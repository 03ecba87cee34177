/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A server that is silent because it loads a model: how one tells, and what a turn makes of it. */
#include "engine-fixture.h"

#include "silu-load-watch.h"
#include <string.h>

#define NONE "{\"models\":[]}"
#define HAS(name) "{\"models\":[{\"name\":\"gemma3:4b\"},{\"name\":\"" name "\"}]}"

typedef struct
{
  const char *name;
  const char *model;
  const char *list; /* NULL: there is none */
  gboolean loading;
} Case;

static const Case cases[] = {
  { "nothing", "qwen3:8b", NONE, TRUE },
  { "the-same", "qwen3:8b", HAS ("qwen3:8b"), FALSE },
  { "without-tag", "qwen3", HAS ("qwen3:latest"), FALSE },
  { "other", "qwen3:8b", HAS ("llama3:8b"), TRUE },
  { "other-tag", "qwen3:8b", HAS ("qwen3:8b-fp16"), TRUE },
  { "longer-name", "qwen3", HAS ("qwen3-coder:30b"), TRUE },
  { "nameless", "qwen3:8b", "{\"models\":[{\"size\":1},5]}", TRUE },
  { "not-a-list", "qwen3:8b", "{\"models\":7}", FALSE },
  { "no-list", "qwen3:8b", "{}", FALSE },
  { "web-page", "qwen3:8b", "<html>models</html>", FALSE },
  { "not-found", "qwen3:8b", NULL, FALSE },
};

static void
count_cb (gpointer user_data)
{
  guint *n_calls = user_data;

  (*n_calls)++;
}

static SiluLoadWatch *
watch (EngineFixture *f, guint *n_calls)
{
  SiluAccounts *accounts = silu_engine_get_accounts (f->engine);
  g_autoptr (SiluRoute) route = silu_accounts_make_route (accounts, f->account, ENGINE_FIXTURE_KEY);

  return silu_load_watch_new (accounts, f->account, silu_engine_get_http (f->engine), route,
                              silu_account_get_model (f->account), 1, count_cb, n_calls);
}

static gboolean
was_asked_once (gpointer user_data)
{
  return ((EngineFixture *) user_data)->bodies->len >= 1;
}

static gboolean
was_asked_thrice (gpointer user_data)
{
  return ((EngineFixture *) user_data)->n_asides >= 3;
}

static gboolean
was_aborted (gpointer user_data)
{
  return silu_script_server_get_n_aborted (((EngineFixture *) user_data)->server) >= 1;
}

/* The third question comes when two were answered. */
static void
test_list (EngineFixture *f, gconstpointer data)
{
  const Case *test = data;
  SiluLoadWatch *self;
  guint n_calls = 0;

  engine_fixture_use (f, "ollama", "ollama", test->model, "");
  f->aside = "/api/ps";
  f->aside_body = test->list;
  self = watch (f, &n_calls);
  silu_test_run_until (was_asked_thrice, f);
  silu_load_watch_free (self);

  g_assert_cmpuint (n_calls, ==, test->loading ? 2 : 0);
}

static void
test_unknown (EngineFixture *f, gconstpointer data)
{
  guint n_calls = 0;

  g_assert_null (watch (f, &n_calls));
  silu_account_set_preset (f->account, "no such provider");
  g_assert_null (watch (f, &n_calls));
}

/* Freed while its question is on the way: that is taken back, and nobody is called. */
static void
test_freed (EngineFixture *f, gconstpointer data)
{
  SiluScript *script = engine_fixture_push (f);
  SiluLoadWatch *self;
  guint n_calls = 0;

  engine_fixture_use (f, "ollama", "ollama", "qwen3", "");
  silu_script_hold (script);
  silu_script_send (script, NONE, -1);
  self = watch (f, &n_calls);
  silu_test_run_until (was_asked_once, f);
  silu_load_watch_free (self);
  silu_test_run_until (was_aborted, f);
  g_assert_cmpuint (n_calls, ==, 0);
  g_assert_cmpuint (f->bodies->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (f->paths, 0), ==, "/api/ps");
  g_assert_cmpstr (g_ptr_array_index (f->tokens, 0), ==, ENGINE_FIXTURE_KEY);
}

static void
push_ollama (EngineFixture *f)
{
  SiluScript *script = engine_fixture_push (f);

  silu_script_set_header (script, "Content-Type", "application/x-ndjson");
  silu_script_hold (script);
  silu_script_send (script,
                    "{\"message\":{\"role\":\"assistant\",\"content\":\"Hi\"},\"done\":false}\n"
                    "{\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,"
                    "\"done_reason\":\"stop\",\"load_duration\":2500000000,"
                    "\"prompt_eval_count\":3,\"eval_count\":4}\n",
                    -1);
}

static SiluTurn *
ask_ollama (EngineFixture *f, const char *list)
{
  static const SiluRetryLimits limits = { .retries = 1, .max_wait = 60, .load_interval = 1 };
  SiluTurn *turn;

  engine_fixture_use (f, "ollama", "ollama", "qwen3:8b", "");
  f->question.limits = &limits;
  f->aside = "/api/ps";
  f->aside_body = list;
  push_ollama (f);
  turn = engine_fixture_send (f, "q");
  engine_fixture_watch (f, turn);

  return turn;
}

static void
test_cold (EngineFixture *f, gconstpointer data)
{
  SiluTurn *turn = ask_ollama (f, NONE);
  SiluMessage *message;
  guint n_asides;

  engine_fixture_wait_state (turn, SILU_TURN_LOADING);
  silu_test_run_until (was_asked_once, f);
  silu_script_server_release (f->server);
  message = engine_fixture_finish (turn, SILU_TURN_COMPLETE);
  engine_fixture_check_text (message, SILU_PART_TEXT, "Hi");
  g_assert_cmpuint (engine_fixture_count_state (f, SILU_TURN_LOADING), ==, 1);
  g_assert_cmpuint (engine_fixture_count_state (f, SILU_TURN_PAUSED), ==, 0);
  g_assert_cmpuint (engine_fixture_count_state (f, SILU_TURN_WAITING), ==, 1);

  /* It is there: nobody looks any more. */
  n_asides = f->n_asides;
  message = engine_fixture_come_back (f);
  g_assert_cmpint (silu_message_get_usage (message)->load, ==, 2500);
  g_assert_cmpuint (f->n_asides, ==, n_asides);
}

static void
test_warm (EngineFixture *f, gconstpointer data)
{
  SiluTurn *turn = ask_ollama (f, HAS ("qwen3:8b"));

  silu_test_run_until (was_asked_thrice, f);
  g_assert_cmpint (silu_turn_get_state (turn), ==, SILU_TURN_CONNECTING);
  silu_test_run_until (was_asked_once, f);
  silu_script_server_release (f->server);
  engine_fixture_finish (turn, SILU_TURN_COMPLETE);
  g_assert_cmpuint (engine_fixture_count_state (f, SILU_TURN_LOADING), ==, 0);
}

static void
test_stopped (EngineFixture *f, gconstpointer data)
{
  SiluTurn *turn = ask_ollama (f, NONE);
  SiluMessage *message;

  engine_fixture_wait_state (turn, SILU_TURN_LOADING);
  silu_turn_stop (turn);
  message = engine_fixture_finish (turn, SILU_TURN_STOPPED);
  g_assert_null (silu_message_get_error (message));
  silu_test_run_until (was_aborted, f);
}

/* llama-server says so itself, and is asked again until it has the model. */
static void
test_llama_server (EngineFixture *f, gconstpointer data)
{
  SiluTurn *turn;

  engine_fixture_use (f, "llama-server", "openai", "qwen3", "/v1");
  for (int i = 0; i < 3; i++)
    silu_script_set_header (
        engine_fixture_push_status (f, 503,
                                    "{\"error\":{\"code\":503,\"message\":\"Loading model\","
                                    "\"type\":\"unavailable_error\"}}"),
        "Retry-After", "0");
  engine_fixture_push_answer (f, NULL, "Hi");
  turn = engine_fixture_send (f, "q");
  engine_fixture_watch (f, turn);
  engine_fixture_finish (turn, SILU_TURN_COMPLETE);
  g_assert_cmpuint (f->bodies->len, ==, 4);
  g_assert_cmpuint (engine_fixture_count_state (f, SILU_TURN_LOADING), ==, 1);
  g_assert_cmpuint (engine_fixture_count_state (f, SILU_TURN_CONNECTING), ==, 1);
  g_assert_cmpuint (engine_fixture_count_state (f, SILU_TURN_PAUSED), ==, 0);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/load-watch/list/", cases[i].name, NULL);

      g_test_add (path, EngineFixture, &cases[i], engine_fixture_set_up, test_list,
                  engine_fixture_tear_down);
    }
  engine_fixture_add ("/load-watch/unknown", test_unknown);
  engine_fixture_add ("/load-watch/freed", test_freed);
  engine_fixture_add ("/load-watch/cold", test_cold);
  engine_fixture_add ("/load-watch/warm", test_warm);
  engine_fixture_add ("/load-watch/stopped", test_stopped);
  engine_fixture_add ("/load-watch/llama-server", test_llama_server);

  return g_test_run ();
}
