/* SPDX-License-Identifier: GPL-3.0-or-later */
/* silu-cli ask: what is printed where, what is kept, what it exits with. */
#include "cli-fixture.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

static void
test_answer (CliFixture *fixture, gconstpointer data)
{
  cli_push_answer (fixture, "Hm, 思考.", "It is **four**.");
  cli_expect (fixture, 0, NULL, "ask @ 'What is 2 + 2?'");

  g_assert_cmpstr (fixture->out, ==, "It is **four**.");
  g_assert_cmpstr (fixture->err, ==, "Hm, 思考.\n");
  g_assert_cmpstr (g_ptr_array_index (fixture->tokens, 0), ==, CLI_KEY);
  g_assert_nonnull (strstr (g_ptr_array_index (fixture->bodies, 0), "What is 2 + 2?"));
  cli_assert_nowhere (fixture, CLI_KEY);
}

/* The events of --jsonl, one at a time. */
static JsonObject *
get_event (JsonArray *events, guint index, const char *type)
{
  JsonObject *event;

  g_assert_cmpuint (index, <, json_array_get_length (events));
  event = json_array_get_object_element (events, index);
  g_assert_cmpstr (silu_json_get_string (event, "type"), ==, type);

  return event;
}

static JsonArray *
parse_events (CliFixture *fixture)
{
  g_auto (GStrv) lines = g_strsplit (fixture->out, "\n", -1);
  JsonArray *events = json_array_new ();

  g_assert_true (g_str_has_suffix (fixture->out, "\n"));
  for (gsize i = 0; lines[i + 1] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      JsonNode *node = json_from_string (lines[i], &error);

      g_assert_no_error (error);
      json_array_add_element (events, node);
    }

  return events;
}

static void
test_events (CliFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonArray) events = NULL;
  JsonObject *usage;

  cli_push_answer (fixture, "Hm.", "a\n\"b\" \033[31m");
  cli_expect (fixture, 0, NULL, "ask @ --jsonl q");
  g_assert_cmpstr (fixture->err, ==, "");

  events = parse_events (fixture);
  g_assert_cmpstr (silu_json_get_string (get_event (events, 0, "reasoning"), "text"), ==, "Hm.");
  g_assert_cmpstr (silu_json_get_string (get_event (events, 1, "text"), "text"), ==,
                   "a\n\"b\" \033[31m");
  usage = get_event (events, 2, "usage");
  g_assert_cmpint (silu_json_get_int (usage, "prompt", -1), ==, 11);
  g_assert_cmpint (silu_json_get_int (usage, "completion", -1), ==, 7);
  g_assert_cmpint (silu_json_get_int (usage, "reasoning", -1), ==, 5);
  g_assert_true (json_object_has_member (usage, "cached"));
  g_assert_cmpstr (silu_json_get_string (get_event (events, 3, "finish"), "reason"), ==, "stop");
  g_assert_cmpuint (json_array_get_length (events), ==, 4);
}

static void
test_error_event (CliFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonArray) events = NULL;
  SiluScript *script = cli_push_script (fixture);
  JsonObject *error;

  silu_script_set_status (script, 429);
  silu_script_set_header (script, "Content-Type", "application/json");
  silu_script_set_header (script, "Retry-After", "20");
  silu_script_send (script, "{\"error\":{\"message\":\"Slow down\"}}", -1);
  cli_expect (fixture, 4, NULL, "ask @ --jsonl q");

  events = parse_events (fixture);
  error = get_event (events, 0, "error");
  g_assert_cmpstr (silu_json_get_string (error, "code"), ==, "rate_limit");
  g_assert_cmpstr (silu_json_get_string (error, "detail"), ==, "Slow down");
  g_assert_cmpint (json_array_get_length (events), ==, 1);
  g_assert_cmpfloat (json_object_get_double_member (error, "retry_after"), ==, 20);
}

static void
test_reclassify (CliFixture *fixture, gconstpointer data)
{
  for (int jsonl = 0; jsonl < 2; jsonl++)
    {
      SiluScript *script = cli_push_script (fixture);

      silu_script_send_delta (script, NULL, "I wonder");
      silu_script_send_delta (script, NULL, ".\n</think>\n\nIt is.");
      silu_script_send_end (script, "stop", 1, 2, 0);
      cli_expect (fixture, 0, NULL, jsonl ? "ask @ --jsonl q" : "ask @ q");

      if (jsonl)
        {
          g_assert_nonnull (strstr (fixture->out, "{\"type\":\"reclassify\"}\n"));
        }
      else
        {
          g_assert_true (g_str_has_suffix (fixture->out, "It is."));
          g_assert_nonnull (strstr (fixture->err, "was thinking"));
        }
    }
}

/* How a server fails, and the code that says so. */
typedef struct
{
  const char *name;
  guint status;
  const char *type;
  const char *body;
  int code;
} Fault;

static const Fault FAULTS[] = {
  { "wrong-key", 401, "application/json",
    "{\"error\":{\"message\":\"Incorrect API key provided: " CLI_KEY "\"}}", 3 },
  { "balance", 402, "application/json", "{\"error\":{\"message\":\"Insufficient Balance\"}}", 4 },
  { "rate-limit", 429, "application/json", "{\"error\":{\"message\":\"Slow down\"}}", 4 },
  { "server", 500, "application/json", "{\"error\":{\"message\":\"Oops\"}}", 5 },
  { "overloaded", 503, "application/json", "{\"error\":{\"message\":\"Busy\"}}", 5 },
  { "html", 200, "text/html", "<html><body>Log in first</body></html>", 5 },
  { "model", 404, "application/json",
    "{\"error\":{\"message\":\"The model `x` does not exist\",\"code\":\"model_not_found\"}}", 5 },
  { "context", 400, "application/json",
    "{\"error\":{\"message\":\"This model's maximum context length is 65536 tokens\","
    "\"code\":\"context_length_exceeded\"}}",
    8 },
};

static void
test_fault (CliFixture *fixture, gconstpointer data)
{
  const Fault *fault = data;

  cli_push_status (fixture, fault->status, fault->type, fault->body);
  cli_expect (fixture, fault->code, NULL, "ask @ --retries 0 q");

  g_assert_cmpstr (fixture->out, ==, "");
  g_assert_true (g_str_has_prefix (fixture->err, "silu-cli: "));
}

/* No file may grow: a full disk. The answer is printed all the same. */
static void
test_unsaved (CliFixture *fixture, gconstpointer data)
{
  struct rlimit limit;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = 0;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  cli_push_answer (fixture, NULL, "Four.");
  cli_expect (fixture, 5, NULL, "ask @ q");
  limit.rlim_cur = limit.rlim_max;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);

  g_assert_cmpstr (fixture->out, ==, "Four.");
  g_assert_nonnull (strstr (fixture->err, "Nothing new was saved."));
  cli_expect (fixture, 0, NULL, "list");
  g_assert_cmpstr (fixture->out, ==, "");
}

static void
test_filter (CliFixture *fixture, gconstpointer data)
{
  SiluScript *script = cli_push_script (fixture);

  silu_script_send_delta (script, NULL, "I can");
  silu_script_send_end (script, "content_filter", 1, 2, 0);
  cli_expect (fixture, 9, NULL, "ask @ q");
  g_assert_cmpstr (fixture->out, ==, "I can");
}

static void
test_refused_port (CliFixture *fixture, gconstpointer data)
{
  silu_script_server_stop (fixture->server);
  cli_expect (fixture, 6, NULL, "ask @ q");
  g_assert_cmpstr (fixture->out, ==, "");
}

static void
test_cut (CliFixture *fixture, gconstpointer data)
{
  SiluScript *script = cli_push_script (fixture);
  g_autoptr (JsonNode) message = NULL;
  g_autofree char *text = NULL;

  silu_script_send_delta (script, NULL, "half an ans");
  silu_script_cut (script);
  cli_expect (fixture, 7, NULL, "ask @ q");
  g_assert_cmpstr (fixture->out, ==, "half an ans");

  message = cli_get_last_message (fixture);
  text = cli_get_text (message, "text");
  g_assert_cmpstr (text, ==, "half an ans");
  g_assert_cmpstr (silu_json_get_string (silu_json_root (message), "state"), ==, "interrupted");
}

static void
test_interrupt (CliFixture *fixture, gconstpointer data)
{
  SiluScript *script = cli_push_script (fixture);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (JsonNode) message = NULL;
  g_autofree char *text = NULL;

  silu_script_send_delta (script, NULL, "half an ans");
  silu_script_hold (script);
  process = cli_start (fixture, "ask @ q");
  cli_wait_output (process, "half an ans");
  g_subprocess_send_signal (process, SIGINT);
  cli_end (fixture, process, NULL);
  g_assert_cmpint (fixture->status, ==, 130);

  message = cli_get_last_message (fixture);
  text = cli_get_text (message, "text");
  g_assert_cmpstr (text, ==, "half an ans");
  g_assert_cmpstr (silu_json_get_string (silu_json_root (message), "state"), ==, "stopped");
}

static gboolean
was_aborted (gpointer user_data)
{
  return silu_script_server_get_n_aborted (user_data) > 0;
}

static void
test_reader_goes (CliFixture *fixture, gconstpointer data)
{
  SiluScript *script = cli_push_script (fixture);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (JsonNode) message = NULL;
  g_autofree char *text = NULL;

  silu_script_send_delta (script, NULL, "one ");
  silu_script_hold (script);
  silu_script_send_delta (script, NULL, "two ");
  silu_script_hold (script);
  process = cli_start (fixture, "ask @ q");
  cli_wait_output (process, "one ");
  g_assert_true (g_input_stream_close (g_subprocess_get_stdout_pipe (process), NULL, NULL));
  silu_script_server_release (fixture->server);
  silu_test_run_until (was_aborted, fixture->server);
  {
    g_autoptr (GAsyncResult) result = NULL;

    g_subprocess_wait_async (process, NULL, silu_test_store_result_cb, &result);
    g_assert_true (g_subprocess_wait_finish (process, silu_test_wait_result (&result), NULL));
  }
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 130);

  message = cli_get_last_message (fixture);
  text = cli_get_text (message, "text");
  g_assert_cmpstr (text, ==, "one two ");
}

static void
test_no_save (CliFixture *fixture, gconstpointer data)
{
  g_autofree char *data_directory = g_build_filename (fixture->directory, "data", NULL);
  g_autofree char *id = NULL;

  cli_push_answer (fixture, "Secretly.", "Unseen.");
  cli_expect (fixture, 0, NULL, "ask @ --no-save 'a private matter'");
  g_assert_cmpstr (fixture->out, ==, "Unseen.");
  g_assert_false (g_file_test (data_directory, G_FILE_TEST_EXISTS));

  cli_add_account (fixture);
  cli_push_answer (fixture, "Secretly.", "Unseen.");
  cli_expect (fixture, 0, NULL, "ask --account Test --no-save 'a private matter'");
  g_assert_cmpstr (fixture->out, ==, "Unseen.");
  g_assert_cmpstr (g_ptr_array_index (fixture->tokens, 1), ==, CLI_KEY);
  cli_expect (fixture, 0, NULL, "ask --account Tour --no-save 'a private matter'");

  id = cli_get_only_id (fixture);
  g_assert_cmpstr (id, ==, "");
  cli_assert_nowhere (fixture, "private matter");
  cli_assert_nowhere (fixture, "Unseen.");
}

static void
test_input (CliFixture *fixture, gconstpointer data)
{
  cli_push_answer (fixture, NULL, "ok");
  cli_expect (fixture, 0, "from a pipe\n", "ask @");
  g_assert_nonnull (strstr (g_ptr_array_index (fixture->bodies, 0), "\"from a pipe\""));

  cli_push_answer (fixture, NULL, "ok");
  cli_expect (fixture, 0, "line 1\nline 2\n", "ask @ explain this -");
  g_assert_nonnull (
      strstr (g_ptr_array_index (fixture->bodies, 1), "\"explain this\\n\\nline 1\\nline 2\""));

  cli_expect (fixture, 2, " \n", "ask @");
  cli_expect (fixture, 2, "\xff\xfe", "ask @ -");
  g_assert_cmpuint (fixture->bodies->len, ==, 2);
}

static void
test_file (CliFixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_build_filename (fixture->directory, "数据.txt", NULL);
  g_autofree char *binary = g_build_filename (fixture->directory, "binary", NULL);
  g_autofree char *large = g_build_filename (fixture->directory, "large", NULL);
  g_autofree char *megabytes = g_strnfill (1024 * 1024 + 1, 'x');
  g_autofree char *arguments = g_strdup_printf ("ask @ --file '%s' 'sum up'", text);
  g_autofree char *with_binary = g_strdup_printf ("ask @ --file '%s' q", binary);
  g_autofree char *with_large = g_strdup_printf ("ask @ --file '%s' q", large);
  g_autofree char *id = NULL;
  g_autofree char *show = NULL;

  g_assert_true (g_file_set_contents (text, "content\n", -1, NULL));
  g_assert_true (g_file_set_contents (binary, "a\0b", 3, NULL));
  g_assert_true (g_file_set_contents (large, megabytes, -1, NULL));

  cli_push_answer (fixture, NULL, "ok");
  cli_expect (fixture, 0, NULL, arguments);
  g_assert_nonnull (strstr (g_ptr_array_index (fixture->bodies, 0),
                            "\"[file name]: 数据.txt\\n[file content begin]\\ncontent\\n"
                            "[file content end]\\nsum up\""));

  /* It is kept as a file, beside the question. */
  cli_expect (fixture, 0, NULL, "list");
  g_assert_nonnull (strstr (fixture->out, "sum up"));
  id = cli_get_only_id (fixture);
  show = g_strdup_printf ("show %s", id);
  cli_expect (fixture, 0, NULL, show);
  g_assert_nonnull (strstr (fixture->out, "[Attachment: 数据.txt]\ncontent\n\nsum up\n"));

  cli_expect (fixture, 2, NULL, with_binary);
  g_assert_nonnull (strstr (fixture->err, "not a UTF-8 text file"));
  cli_expect (fixture, 2, NULL, with_large);
  g_assert_nonnull (strstr (fixture->err, "larger than 1.0"));
  cli_expect (fixture, 2, NULL, "ask @ --file /nonexistent q");
  g_assert_cmpuint (fixture->bodies->len, ==, 1);
}

static void
test_continue (CliFixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autofree char *arguments = NULL;
  const char *body;

  cli_add_account (fixture);
  cli_push_answer (fixture, "A hidden thought.", "First answer.");
  cli_expect (fixture, 0, NULL, "ask --think max 'First question'");

  id = cli_get_only_id (fixture);
  arguments = g_strdup_printf ("ask --continue %.6s 'Second question'", id);
  cli_push_answer (fixture, NULL, "Second answer.");
  cli_expect (fixture, 0, NULL, arguments);
  g_assert_cmpstr (fixture->out, ==, "Second answer.");

  body = g_ptr_array_index (fixture->bodies, 1);
  g_assert_nonnull (strstr (body, "First question"));
  g_assert_nonnull (strstr (body, "First answer."));
  g_assert_nonnull (strstr (body, "Second question"));
  g_assert_null (strstr (body, "hidden thought"));
  cli_expect (fixture, 2, NULL, "ask --continue 00000000 q");
  cli_expect (fixture, 2, NULL, "ask --continue abc q");
}

static void
test_options (CliFixture *fixture, gconstpointer data)
{
  cli_push_answer (fixture, NULL, "ok");
  cli_expect (fixture, 0, NULL, "ask @ --system 'Be brief.' --think low -- -5 plus 3");
  g_assert_nonnull (strstr (g_ptr_array_index (fixture->bodies, 0), "Be brief."));
  g_assert_nonnull (strstr (g_ptr_array_index (fixture->bodies, 0), "-5 plus 3"));
  g_assert_nonnull (strstr (g_ptr_array_index (fixture->bodies, 0), "\"low\""));

  cli_expect (fixture, 2, NULL, "ask --frobnicate q");
  cli_expect (fixture, 2, NULL, "ask --think hard q");
  cli_expect (fixture, 2, NULL, "ask --account Nobody q");
  cli_expect (fixture, 2, NULL, "ask @ --account Test q");
  cli_expect (fixture, 2, NULL, "ask @ --dialect klingon q");
  cli_expect (fixture, 2, NULL, "ask --dialect openai q");
  cli_expect (fixture, 2, NULL, "ask --base-url http://127.0.0.1:1/v1 q");
  cli_expect (fixture, 2, NULL, "ask --base-url no-address --model m q");
  cli_expect (fixture, 2, NULL, "ask --api-key-env NOT_THERE q");
  cli_expect (fixture, 2, NULL, "ask @ --continue 12345678 --no-save q");
  g_assert_cmpuint (fixture->bodies->len, ==, 1);
}

static void
test_tour (CliFixture *fixture, gconstpointer data)
{
  cli_expect (fixture, 0, NULL, "ask --account Tour 'What is this?'");
  g_assert_nonnull (strstr (fixture->out, "Silu"));
  g_assert_nonnull (strstr (fixture->err, "guide answers, not a model"));

  /* The same where there is nothing else to ask. */
  cli_expect (fixture, 0, NULL, "ask 'What is this?'");
  g_assert_nonnull (strstr (fixture->out, "Silu"));
  g_assert_nonnull (strstr (fixture->err, "account add"));
}

/* An account that was added without a model takes the first that its server names. */
static void
test_first_model (CliFixture *fixture, gconstpointer data)
{
  g_autofree char *add =
      g_strdup_printf ("account add --name Test --base-url %s", fixture->base_url);

  cli_expect (fixture, 0, NULL, add);
  cli_push_status (fixture, 200, "application/json",
                   "{\"object\":\"list\",\"data\":[{\"id\":\"first-model\"},{\"id\":\"b\"}]}");
  cli_push_answer (fixture, NULL, "ok");
  cli_expect (fixture, 0, NULL, "ask q");
  g_assert_nonnull (strstr (g_ptr_array_index (fixture->bodies, 1), "\"first-model\""));
}

static void
test_full_disk (CliFixture *fixture, gconstpointer data)
{
  g_autoptr (GSubprocessLauncher) launcher = g_steal_pointer (&fixture->launcher);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  cli_push_answer (fixture, NULL, "ok");
  fixture->launcher = g_object_ref (launcher);
  g_subprocess_launcher_set_flags (launcher, G_SUBPROCESS_FLAGS_NONE);
  g_subprocess_launcher_set_stdout_file_path (launcher, "/dev/full");
  process = cli_start (fixture, "ask @ q");
  g_subprocess_wait_async (process, NULL, silu_test_store_result_cb, &result);
  g_assert_true (g_subprocess_wait_finish (process, silu_test_wait_result (&result), NULL));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 5);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

#define ADD(name, func) g_test_add (name, CliFixture, NULL, cli_set_up, func, cli_tear_down)
  ADD ("/cli/ask/answer", test_answer);
  ADD ("/cli/ask/events", test_events);
  ADD ("/cli/ask/error-event", test_error_event);
  ADD ("/cli/ask/reclassify", test_reclassify);
  ADD ("/cli/ask/unsaved", test_unsaved);
  ADD ("/cli/ask/filter", test_filter);
  ADD ("/cli/ask/refused-port", test_refused_port);
  ADD ("/cli/ask/cut", test_cut);
  ADD ("/cli/ask/interrupt", test_interrupt);
  ADD ("/cli/ask/reader-goes", test_reader_goes);
  ADD ("/cli/ask/no-save", test_no_save);
  ADD ("/cli/ask/input", test_input);
  ADD ("/cli/ask/file", test_file);
  ADD ("/cli/ask/continue", test_continue);
  ADD ("/cli/ask/options", test_options);
  ADD ("/cli/ask/tour", test_tour);
  ADD ("/cli/ask/first-model", test_first_model);
  ADD ("/cli/ask/full-disk", test_full_disk);
#undef ADD

  for (gsize i = 0; i < G_N_ELEMENTS (FAULTS); i++)
    {
      g_autofree char *name = g_strconcat ("/cli/ask/fault/", FAULTS[i].name, NULL);

      g_test_add (name, CliFixture, &FAULTS[i], cli_set_up, test_fault, cli_tear_down);
    }

  return g_test_run ();
}
