/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a turn is sent again and when never: what the server sees of it, and what is told. */
#include "engine-fixture.h"

#include <string.h>
#include <sys/socket.h>

#define OVERLOADED "{\"error\":{\"message\":\"Server overloaded\"}}"
#define LOADING "{\"error\":{\"code\":503,\"message\":\"Loading model\"}}"

static SiluScript *
push_failure (EngineFixture *f, guint status, const char *body, const char *retry_after)
{
  SiluScript *script = engine_fixture_push_status (f, status, body);

  silu_script_set_header (script, "Retry-After", retry_after);

  return script;
}

static void
check_requests (EngineFixture *f, guint n)
{
  g_assert_cmpuint (silu_script_server_get_n_requests (f->server), ==, n);
  for (guint i = 1; i < n; i++)
    g_assert_cmpstr (engine_fixture_get_body (f, i), ==, engine_fixture_get_body (f, 0));
}

/* Shows that the turn before sends nothing more: a timer of its own would come before this. */
static void
check_quiet (EngineFixture *f, guint n)
{
  check_requests (f, n);
  engine_fixture_push_answer (f, NULL, "next");
  engine_fixture_ask (f, "the next question", SILU_TURN_COMPLETE);
  g_assert_cmpuint (f->bodies->len, ==, n + 1);
  g_assert_nonnull (strstr (engine_fixture_get_body (f, n), "the next question"));
}

typedef struct
{
  const char *name;
  guint status;
  const char *body;
} Failure;

static const Failure passing[] = {
  { "429", 429, "{\"error\":{\"message\":\"slow down\"}}" },
  { "500", 500, "oops" },
  { "502", 502, "<html>Bad gateway</html>" },
  { "503", 503, OVERLOADED },
  { "529", 529, "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}" },
  { "in-stream", 200, "data: {\"error\":{\"code\":503,\"message\":\"overloaded\"}}\n\n" },
};

static void
test_again (EngineFixture *f, gconstpointer data)
{
  const Failure *failure = data;
  SiluMessage *message;
  SiluTurn *turn;

  /* An error inside a stream has no Retry-After that counts: the wait is cut short. */
  push_failure (f, failure->status, failure->body, "0");
  engine_fixture_push_answer (f, "thought", "answer");
  turn = engine_fixture_send (f, "q");
  engine_fixture_watch (f, turn);
  if (failure->status == 200)
    {
      engine_fixture_wait_state (turn, SILU_TURN_PAUSED);
      silu_turn_retry_now (turn);
    }
  message = engine_fixture_finish (turn, SILU_TURN_COMPLETE);

  check_requests (f, 2);
  g_assert_cmpuint (engine_fixture_count_state (f, SILU_TURN_PAUSED), ==, 1);
  g_assert_cmpuint (engine_fixture_count_state (f, SILU_TURN_CONNECTING), ==, 2);
  engine_fixture_check_text (message, SILU_PART_REASONING, "thought");
  engine_fixture_check_text (message, SILU_PART_TEXT, "answer");
  g_assert_null (silu_message_get_error (message));
  g_assert_cmpstr (g_ptr_array_index (f->tokens, 1), ==, ENGINE_FIXTURE_KEY);
}

static const Failure lasting[] = {
  { "400", 400, "{\"error\":{\"message\":\"no such field\"}}" },
  { "401", 401, "{\"error\":{\"message\":\"no such key\"}}" },
  { "402", 402, "{\"error\":{\"message\":\"Insufficient Balance\"}}" },
  { "404", 404, "{\"error\":{\"message\":\"model not found\"}}" },
  { "quota", 429, "{\"error\":{\"code\":\"insufficient_quota\"}}" },
  { "web-page", 200, "<html>Log in to the hotel</html>" },
};

static void
test_never (EngineFixture *f, gconstpointer data)
{
  const Failure *failure = data;

  push_failure (f, failure->status, failure->body, "0");
  engine_fixture_ask (f, "q", SILU_TURN_FAILED);
  check_quiet (f, 1);
}

/* The connection is closed before the first byte: nothing says how long to wait. */
static void
test_closed (EngineFixture *f, gconstpointer data)
{
  gint64 before = g_get_monotonic_time ();
  SiluTurn *turn;

  silu_script_cut (engine_fixture_push (f));
  silu_script_cut (engine_fixture_push (f));
  engine_fixture_push_answer (f, NULL, "answer");
  turn = engine_fixture_send (f, "q");
  g_assert_cmpint (silu_turn_get_retry_time (turn), ==, 0);
  g_assert_null (silu_turn_get_retry_error (turn));

  for (int i = 0; i < 2; i++)
    {
      engine_fixture_wait_state (turn, SILU_TURN_PAUSED);
      g_assert_error (silu_turn_get_retry_error (turn), SILU_ERROR, SILU_ERROR_NETWORK);
      g_assert_cmpint (silu_turn_get_retry_time (turn), >, before);
      silu_turn_retry_now (turn);
      g_assert_cmpint (silu_turn_get_state (turn), ==, SILU_TURN_CONNECTING);
    }
  engine_fixture_check_text (engine_fixture_finish (turn, SILU_TURN_COMPLETE), SILU_PART_TEXT,
                             "answer");
  check_requests (f, 3);
}

/* What the socket of a server does that was killed. */
static gboolean
reset_cb (GSocketService *service,
          GSocketConnection *connection,
          GObject *source,
          gpointer user_data)
{
  const struct linger linger = { .l_onoff = 1, .l_linger = 0 };
  GSocket *socket = g_socket_connection_get_socket (connection);
  guint *n_connections = user_data;

  (*n_connections)++;
  g_assert_cmpint (
      setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &linger, sizeof linger), ==, 0);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);

  return TRUE;
}

static void
test_reset (EngineFixture *f, gconstpointer data)
{
  const SiluRetryLimits limits = { .retries = 1, .max_wait = 60 };
  g_autoptr (GSocketService) service = g_socket_service_new ();
  g_autofree char *url = NULL;
  GError *error = NULL;
  guint n_connections = 0;
  SiluMessage *message;
  SiluTurn *turn;
  guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, &error);

  g_assert_no_error (error);
  g_signal_connect (service, "incoming", G_CALLBACK (reset_cb), &n_connections);
  url = g_strdup_printf ("http://127.0.0.1:%u/v1", port);
  silu_account_set_base_url (f->account, url);
  f->question.limits = &limits;

  turn = engine_fixture_send (f, "q");
  engine_fixture_wait_state (turn, SILU_TURN_PAUSED);
  g_assert_cmpuint (n_connections, ==, 1);
  silu_turn_retry_now (turn);
  message = engine_fixture_finish (turn, SILU_TURN_FAILED);
  g_assert_cmpuint (n_connections, ==, 2);
  g_assert_error (silu_message_get_error (message), SILU_ERROR, SILU_ERROR_NETWORK);
  g_socket_service_stop (service);
}

/* The only one that waits for the clock: the first wait is half a second. */
static void
test_by_itself (EngineFixture *f, gconstpointer data)
{
  silu_script_cut (engine_fixture_push (f));
  engine_fixture_push_answer (f, NULL, "answer");
  engine_fixture_ask (f, "q", SILU_TURN_COMPLETE);
  check_requests (f, 2);
}

static void
test_retry_after (EngineFixture *f, gconstpointer data)
{
  gint64 before = g_get_monotonic_time ();
  SiluTurn *turn;

  push_failure (f, 429, "{}", "300");
  engine_fixture_push_answer (f, NULL, "answer");
  turn = engine_fixture_send (f, "q");
  engine_fixture_wait_state (turn, SILU_TURN_PAUSED);
  g_assert_cmpint (silu_turn_get_retry_time (turn), >=, before + 300 * G_USEC_PER_SEC);
  g_assert_cmpint (silu_turn_get_retry_time (turn), <=,
                   g_get_monotonic_time () + 300 * G_USEC_PER_SEC);
  g_assert_error (silu_turn_get_retry_error (turn), SILU_ERROR, SILU_ERROR_RATE_LIMIT);
  g_assert_true (silu_conversation_get_streaming (f->conversation));
  check_requests (f, 1);

  silu_turn_retry_now (turn);
  g_assert_null (silu_turn_get_retry_error (turn));
  g_assert_cmpint (silu_turn_get_retry_time (turn), ==, 0);
  silu_turn_retry_now (turn);
  engine_fixture_finish (turn, SILU_TURN_COMPLETE);
  check_requests (f, 2);
}

/* Who wants an answer soon is told at once. */
static void
test_too_long (EngineFixture *f, gconstpointer data)
{
  const SiluRetryLimits limits = SILU_RETRY_BRISK;
  SiluMessage *message;

  f->question.limits = &limits;
  push_failure (f, 429, "{}", "11");
  message = engine_fixture_ask (f, "q", SILU_TURN_FAILED);
  g_assert_error (silu_message_get_error (message), SILU_ERROR, SILU_ERROR_RATE_LIMIT);
  check_quiet (f, 1);
}

/* Stopped while it waits, at the moment when it begins to: the wait is of no length. */
static void
stop_cb (SiluTurn *turn, GParamSpec *pspec, gpointer user_data)
{
  const SiluTurnState *state = user_data;

  if (silu_turn_get_state (turn) == *state)
    silu_turn_stop (turn);
}

static void
test_stop_paused (EngineFixture *f, gconstpointer data)
{
  SiluTurnState paused = SILU_TURN_PAUSED;
  SiluMessage *message;
  SiluTurn *turn;

  push_failure (f, 503, OVERLOADED, "0");
  turn = engine_fixture_send (f, "q");
  g_signal_connect (turn, "notify::state", G_CALLBACK (stop_cb), &paused);
  message = engine_fixture_finish (turn, SILU_TURN_FAILED);
  g_assert_error (silu_message_get_error (message), SILU_ERROR, SILU_ERROR_OVERLOADED);
  g_assert_cmpint (silu_message_get_state (message), ==, SILU_MESSAGE_FAILED);
  g_assert_false (silu_conversation_get_streaming (f->conversation));
  check_quiet (f, 1);
}

static void
test_stop_loading (EngineFixture *f, gconstpointer data)
{
  SiluTurnState loading = SILU_TURN_LOADING;
  SiluMessage *message;
  SiluTurn *turn;

  push_failure (f, 503, LOADING, "0");
  turn = engine_fixture_send (f, "q");
  g_signal_connect (turn, "notify::state", G_CALLBACK (stop_cb), &loading);
  message = engine_fixture_finish (turn, SILU_TURN_STOPPED);
  g_assert_null (silu_message_get_error (message));
  g_assert_cmpint (silu_message_get_state (message), ==, SILU_MESSAGE_STOPPED);
  check_quiet (f, 1);
}

static gboolean
was_asked_twice (gpointer user_data)
{
  EngineFixture *f = user_data;

  return f->bodies->len == 2;
}

static gboolean
was_aborted (gpointer user_data)
{
  EngineFixture *f = user_data;

  return silu_script_server_get_n_aborted (f->server) == 1;
}

static void
test_stop_second_try (EngineFixture *f, gconstpointer data)
{
  SiluTurn *turn;

  push_failure (f, 503, OVERLOADED, "0");
  silu_script_hold (engine_fixture_push (f));
  turn = engine_fixture_send (f, "q");
  silu_test_run_until (was_asked_twice, f);
  g_assert_cmpint (silu_turn_get_state (turn), ==, SILU_TURN_CONNECTING);
  silu_turn_stop (turn);
  engine_fixture_finish (turn, SILU_TURN_STOPPED);
  silu_test_run_until (was_aborted, f);
  check_quiet (f, 2);
}

static void
test_shutdown (EngineFixture *f, gconstpointer data)
{
  SiluMessage *message;

  push_failure (f, 503, OVERLOADED, "300");
  engine_fixture_wait_state (engine_fixture_send (f, "q"), SILU_TURN_PAUSED);
  message = engine_fixture_come_back (f);
  g_assert_cmpint (silu_message_get_state (message), ==, SILU_MESSAGE_FAILED);
  g_assert_error (silu_message_get_error (message), SILU_ERROR, SILU_ERROR_OVERLOADED);
  check_requests (f, 1);
}

/* A model that loads may take longer than any number of tries; what fails then still has its own.
 */
static void
test_loading (EngineFixture *f, gconstpointer data)
{
  const SiluRetryLimits limits = { .retries = 1, .max_wait = 60 };
  SiluTurn *turn;

  f->question.limits = &limits;
  push_failure (f, 503, LOADING, NULL);
  for (int i = 0; i < 4; i++)
    push_failure (f, 503, LOADING, "0");
  push_failure (f, 503, OVERLOADED, "0");
  engine_fixture_push_answer (f, NULL, "answer");

  turn = engine_fixture_send (f, "q");
  engine_fixture_watch (f, turn);
  engine_fixture_wait_state (turn, SILU_TURN_LOADING);
  g_assert_null (silu_turn_get_retry_error (turn));
  g_assert_cmpint (silu_turn_get_retry_time (turn), ==, 0);
  silu_turn_retry_now (turn);
  g_assert_cmpint (silu_turn_get_state (turn), ==, SILU_TURN_LOADING);
  engine_fixture_finish (turn, SILU_TURN_COMPLETE);
  check_requests (f, 7);
  g_assert_cmpuint (engine_fixture_count_state (f, SILU_TURN_LOADING), ==, 1);
  g_assert_cmpuint (engine_fixture_count_state (f, SILU_TURN_PAUSED), ==, 1);
}

typedef struct
{
  const char *name;
  const char *output;
  SiluTurnState end;
} Output;

#define CHUNK(delta) "data: {\"choices\":[{\"index\":0,\"delta\":{" delta "}}]}\n\n"

static const Output outputs[] = {
  { "text", CHUNK ("\"content\":\"Some\""), SILU_TURN_INTERRUPTED },
  { "thought", CHUNK ("\"reasoning_content\":\"Hm\""), SILU_TURN_INTERRUPTED },
  { "tool",
    CHUNK ("\"tool_calls\":[{\"index\":0,\"id\":\"c\",\"function\":{\"name\":\"f\","
           "\"arguments\":\"{\"}}]"),
    SILU_TURN_INTERRUPTED },
  { "error",
    CHUNK ("\"content\":\"Some\"") "data: {\"error\":{\"code\":503,\"message\":\"overloaded\"}}"
                                   "\n\n",
    SILU_TURN_FAILED },
  { "error-in-thought",
    CHUNK ("\"reasoning_content\":\"Hm\"") "data: {\"error\":{\"code\":503,\"message\":"
                                           "\"overloaded\"}}\n\n",
    SILU_TURN_FAILED },
};

static void
test_after_output (EngineFixture *f, gconstpointer data)
{
  const Output *output = data;
  SiluScript *script = engine_fixture_push (f);

  silu_script_set_header (script, "Retry-After", "0");
  silu_script_send (script, output->output, -1);
  silu_script_cut (script);
  engine_fixture_ask (f, "q", output->end);
  check_quiet (f, 1);
}

/* It was thought, and will be paid for, though nobody sees a word of it. */
static void
test_after_hidden_thought (EngineFixture *f, gconstpointer data)
{
  SiluScript *script = engine_fixture_push (f);
  SiluMessage *message;

  engine_fixture_use (f, "openai", "responses", "gpt-5.1", "/v1");
  silu_script_send (script,
                    "data: {\"type\":\"response.output_item.added\",\"output_index\":0,"
                    "\"item\":{\"id\":\"rs_0\",\"type\":\"reasoning\",\"summary\":[]}}\n\n",
                    -1);
  silu_script_send (script,
                    "data: {\"type\":\"error\",\"code\":\"server_error\",\"message\":\"boom\"}"
                    "\n\n",
                    -1);
  message = engine_fixture_ask (f, "q", SILU_TURN_FAILED);
  g_assert_error (silu_message_get_error (message), SILU_ERROR, SILU_ERROR_SERVER);
  check_requests (f, 1);
}

/* The last error is kept, with the server's words and its number for the request. */
static void
test_gives_up (EngineFixture *f, gconstpointer data)
{
  const SiluRetryLimits limits = { .retries = 2, .max_wait = 60 };
  SiluMessage *message;
  SiluTurn *turn;

  f->question.limits = &limits;
  for (int i = 1; i <= 3; i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"error\":{\"message\":\"words %d\"}}", i);
      g_autofree char *id = g_strdup_printf ("req-%d", i);

      silu_script_set_header (push_failure (f, 503, body, "0"), "x-request-id", id);
    }

  turn = engine_fixture_send (f, "q");
  engine_fixture_watch (f, turn);
  engine_fixture_finish (turn, SILU_TURN_FAILED);
  check_requests (f, 3);
  g_assert_cmpuint (engine_fixture_count_state (f, SILU_TURN_PAUSED), ==, 2);

  message = engine_fixture_come_back (f);
  g_assert_cmpint (silu_message_get_state (message), ==, SILU_MESSAGE_FAILED);
  g_assert_error (silu_message_get_error (message), SILU_ERROR, SILU_ERROR_OVERLOADED);
  g_assert_nonnull (strstr (silu_error_get_detail (silu_message_get_error (message)), "words 3"));
  g_assert_nonnull (strstr (silu_error_get_detail (silu_message_get_error (message)), "req-3"));
  check_quiet (f, 3);
}

static void
test_no_retries (EngineFixture *f, gconstpointer data)
{
  const SiluRetryLimits none = { .retries = 0, .max_wait = 60 };

  f->question.limits = &none;
  push_failure (f, 503, OVERLOADED, "0");
  engine_fixture_ask (f, "q", SILU_TURN_FAILED);
  check_quiet (f, 1);
}

/* What comes of the second try counts, not what the first one was. */
static void
test_lasting_at_last (EngineFixture *f, gconstpointer data)
{
  SiluMessage *message;

  push_failure (f, 503, OVERLOADED, "0");
  push_failure (f, 401, "{\"error\":{\"message\":\"no such key\"}}", "0");
  message = engine_fixture_ask (f, "q", SILU_TURN_FAILED);
  g_assert_error (silu_message_get_error (message), SILU_ERROR, SILU_ERROR_AUTH);
  check_quiet (f, 2);
}

#define ADD(path, data, func)                                                                      \
  g_test_add (path, EngineFixture, data, engine_fixture_set_up, func, engine_fixture_tear_down)

static void
add_tables (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (passing); i++)
    {
      g_autofree char *path = g_strconcat ("/turn-retry/again/", passing[i].name, NULL);

      ADD (path, &passing[i], test_again);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (lasting); i++)
    {
      g_autofree char *path = g_strconcat ("/turn-retry/never/", lasting[i].name, NULL);

      ADD (path, &lasting[i], test_never);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (outputs); i++)
    {
      g_autofree char *path = g_strconcat ("/turn-retry/after-output/", outputs[i].name, NULL);

      ADD (path, &outputs[i], test_after_output);
    }
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  add_tables ();
  engine_fixture_add ("/turn-retry/closed", test_closed);
  engine_fixture_add ("/turn-retry/reset", test_reset);
  engine_fixture_add ("/turn-retry/by-itself", test_by_itself);
  engine_fixture_add ("/turn-retry/retry-after", test_retry_after);
  engine_fixture_add ("/turn-retry/too-long", test_too_long);
  engine_fixture_add ("/turn-retry/stop-paused", test_stop_paused);
  engine_fixture_add ("/turn-retry/stop-loading", test_stop_loading);
  engine_fixture_add ("/turn-retry/stop-second-try", test_stop_second_try);
  engine_fixture_add ("/turn-retry/shutdown", test_shutdown);
  engine_fixture_add ("/turn-retry/loading", test_loading);
  engine_fixture_add ("/turn-retry/after-hidden-thought", test_after_hidden_thought);
  engine_fixture_add ("/turn-retry/gives-up", test_gives_up);
  engine_fixture_add ("/turn-retry/no-retries", test_no_retries);
  engine_fixture_add ("/turn-retry/lasting-at-last", test_lasting_at_last);

  return g_test_run ();
}
