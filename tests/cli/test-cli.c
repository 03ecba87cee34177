/* SPDX-License-Identifier: GPL-3.0-or-later */
/* silu-cli as a whole: verbs, conversations, and what reaches a terminal. */
#include "cli-fixture.h"

#include "silu-engine.h"
#include <errno.h>
#include <fcntl.h>
#include <pty.h>
#include <string.h>
#include <unistd.h>

static void
test_verbs (CliFixture *fixture, gconstpointer data)
{
  static const char *const verbs[] = {
    "ask",     "account", "account add", "models", "list",   "show",   "search",      "delete",
    "restore", "backup",  "check",       "export", "import", "render", "account list"
  };

  cli_expect (fixture, 0, NULL, "--help");
  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      g_autofree char *help = g_strconcat (verbs[i], " --help", NULL);

      if (strchr (verbs[i], ' ') == NULL)
        g_assert_nonnull (strstr (fixture->out, verbs[i]));
      cli_expect (fixture, 0, NULL, help);
      g_assert_true (g_str_has_prefix (fixture->out, "Usage:"));
      g_assert_cmpstr (fixture->err, ==, "");
      cli_expect (fixture, 0, NULL, "--help");
    }

  cli_expect (fixture, 0, NULL, "--version");
  g_assert_true (g_str_has_prefix (fixture->out, "silu-cli "));

  cli_expect (fixture, 2, NULL, "");
  cli_expect (fixture, 2, NULL, "frobnicate");
  cli_expect (fixture, 2, NULL, "list --frobnicate");
  cli_expect (fixture, 2, NULL, "list something");
  cli_expect (fixture, 2, NULL, "show");
  g_assert_cmpstr (fixture->out, ==, "");
}

static void
test_show (CliFixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autofree char *show = NULL;
  g_autoptr (JsonNode) message = NULL;
  JsonObject *object;

  cli_push_answer (fixture, "Let me think.\nAgain.", "It is four.");
  cli_expect (fixture, 0, NULL, "ask @ 'What is 2 + 2?'");

  id = cli_get_only_id (fixture);
  show = g_strdup_printf ("show %.4s", id);
  cli_expect (fixture, 0, NULL, show);
  g_assert_true (g_str_has_prefix (fixture->out, "# What is 2 + 2?\n\n## You · "));
  g_assert_nonnull (strstr (fixture->out, "\n\nWhat is 2 + 2?\n\n## test-model · "));
  g_assert_true (
      g_str_has_suffix (fixture->out, "\n\n  │ Let me think.\n  │ Again.\n\nIt is four.\n\n"));

  message = cli_get_last_message (fixture);
  object = silu_json_root (message);
  g_assert_cmpstr (silu_json_get_string (object, "role"), ==, "assistant");
  g_assert_cmpstr (silu_json_get_string (object, "state"), ==, "complete");
  g_assert_cmpstr (silu_json_get_string (object, "finish"), ==, "stop");
  g_assert_cmpstr (silu_json_get_string (object, "model"), ==, "test-model");
  g_assert_nonnull (silu_json_get_string (object, "parent"));
  g_assert_cmpuint (json_array_get_length (silu_json_get_array (object, "siblings")), ==, 1);
  g_assert_cmpint (silu_json_get_int (silu_json_get_object (object, "usage"), "prompt", -1), ==,
                   11);
  g_assert_cmpint (silu_json_get_int (silu_json_get_object (object, "times"), "end", -1), >, 0);

  cli_expect (fixture, 2, NULL, "show 00000000");
}

static void
test_search (CliFixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autoptr (JsonNode) found = NULL;
  JsonObject *hit;

  cli_push_answer (fixture, "A needle, perhaps.", "It is 针.\n```c\nint straw_count;\n```");
  cli_expect (fixture, 0, NULL, "ask @ 'What is in the hay?'");
  id = cli_get_only_id (fixture);

  cli_expect (fixture, 0, NULL, "search hay in:questions");
  g_assert_cmpint (strncmp (fixture->out, id, 8), ==, 0);
  g_assert_nonnull (strstr (fixture->out, "What is in the hay?\n          question: What is in"));
  cli_expect (fixture, 0, NULL, "search --json 针");
  found = cli_parse_output (fixture);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (found)), ==, 1);
  hit = json_array_get_object_element (json_node_get_array (found), 0);
  g_assert_cmpstr (silu_json_get_string (hit, "conversation"), ==, id);
  g_assert_cmpstr (silu_json_get_string (hit, "in"), ==, "answer");
  g_assert_cmpstr (silu_json_get_string (hit, "snippet"), ==, "It is 针.");

  cli_expect (fixture, 0, NULL, "search --in reasoning needle");
  g_assert_nonnull (strstr (fixture->out, "reasoning: A needle, perhaps."));
  cli_expect (fixture, 0, NULL, "search --in code straw");
  g_assert_nonnull (strstr (fixture->out, "code: int straw_count;"));
  cli_expect (fixture, 0, NULL, "search --in text straw");
  g_assert_cmpstr (fixture->out, ==, "");
  cli_expect (fixture, 0, NULL, "search --limit 1 hay");
  cli_expect (fixture, 2, NULL, "search");
  cli_expect (fixture, 2, NULL, "search --in nowhere x");
  cli_expect (fixture, 2, NULL, "search --limit 0 x");
}

static void
test_delete_and_restore (CliFixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autofree char *gone = NULL;
  g_autofree char *back = NULL;
  g_autofree char *delete = NULL;
  g_autofree char *restore = NULL;
  g_autofree char *show = NULL;

  cli_push_answer (fixture, NULL, "ok");
  cli_expect (fixture, 0, NULL, "ask @ 'Keep me'");
  id = cli_get_only_id (fixture);
  delete = g_strdup_printf ("delete %s", id);
  restore = g_strdup_printf ("restore %s", id);
  show = g_strdup_printf ("show %s", id);

  cli_expect (fixture, 2, NULL, restore);
  cli_expect (fixture, 0, NULL, delete);
  gone = cli_get_only_id (fixture);
  g_assert_cmpstr (gone, ==, "");
  cli_expect (fixture, 0, NULL, "list --trash");
  g_assert_nonnull (strstr (fixture->out, "Keep me"));
  cli_expect (fixture, 0, NULL, show);
  cli_expect (fixture, 2, NULL, delete);

  cli_expect (fixture, 0, NULL, restore);
  back = cli_get_only_id (fixture);
  g_assert_cmpstr (back, ==, id);
  cli_expect (fixture, 0, NULL, "list --trash --json");
  g_assert_cmpstr (g_strstrip (fixture->out), ==, "[]");
}

/* As the window does it. */
static void
archive (CliFixture *fixture, const char *id)
{
  g_autofree char *directory = g_build_filename (fixture->directory, "data", "silu", NULL);
  SiluEngine *engine = silu_engine_new (directory);
  GAsyncResult *result = NULL;

  silu_engine_start_async (engine, silu_test_store_result_cb, &result);
  g_assert_true (silu_engine_start_finish (engine, silu_test_wait_result (&result), NULL));
  g_clear_object (&result);
  silu_conversation_set_archived (silu_engine_find_conversation (engine, id), 1);
  silu_engine_shutdown_async (engine, silu_test_store_result_cb, &result);
  g_assert_true (silu_engine_shutdown_finish (engine, silu_test_wait_result (&result), NULL));
  g_clear_object (&result);
  g_object_unref (engine);
}

static void
test_archive (CliFixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autofree char *left = NULL;
  g_autofree char *back = NULL;
  g_autofree char *restore = NULL;

  cli_push_answer (fixture, NULL, "ok");
  cli_expect (fixture, 0, NULL, "ask @ 'Put me away'");
  id = cli_get_only_id (fixture);
  restore = g_strdup_printf ("restore %s", id);
  cli_expect (fixture, 0, NULL, "list --archived --json");
  g_assert_cmpstr (g_strstrip (fixture->out), ==, "[]");

  archive (fixture, id);
  left = cli_get_only_id (fixture);
  g_assert_cmpstr (left, ==, "");
  cli_expect (fixture, 0, NULL, "list --archived");
  g_assert_nonnull (strstr (fixture->out, "Put me away"));
  cli_expect (fixture, 2, NULL, "list --archived --trash");

  cli_expect (fixture, 0, NULL, restore);
  back = cli_get_only_id (fixture);
  g_assert_cmpstr (back, ==, id);
  cli_expect (fixture, 2, NULL, restore);
}

/* Reads all that a pseudo-terminal shows; its end is an error of input. */
static char *
read_terminal (int terminal)
{
  GString *shown = g_string_new (NULL);
  char buffer[4096];
  gssize got;

  while ((got = read (terminal, buffer, sizeof buffer)) > 0)
    g_string_append_len (shown, buffer, got);
  g_assert_true (got == 0 || errno == EIO);

  return g_string_free (shown, FALSE);
}

static char *
run_on_terminal (CliFixture *fixture, const char *arguments)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  char *shown;
  int terminal;
  int side;

  g_assert_cmpint (openpty (&terminal, &side, NULL, NULL, NULL), ==, 0);

  g_subprocess_launcher_set_flags (fixture->launcher, G_SUBPROCESS_FLAGS_NONE);
  g_subprocess_launcher_take_stdout_fd (fixture->launcher, side);
  g_subprocess_launcher_take_stderr_fd (fixture->launcher, fcntl (side, F_DUPFD_CLOEXEC, 3));
  g_subprocess_launcher_setenv (fixture->launcher, "TERM", "xterm", TRUE);
  g_subprocess_launcher_unsetenv (fixture->launcher, "NO_COLOR");
  process = cli_start (fixture, arguments);
  g_subprocess_wait_async (process, NULL, silu_test_store_result_cb, &result);
  g_assert_true (g_subprocess_wait_finish (process, silu_test_wait_result (&result), NULL));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);

  g_clear_object (&fixture->launcher); /* it holds the other side open */
  shown = read_terminal (terminal);
  close (terminal);

  return shown;
}

static void
test_terminal (CliFixture *fixture, gconstpointer data)
{
  g_autofree char *shown = NULL;

  cli_push_answer (fixture, "thought\033]0;owned\007", "red \033[31m\302\2331m and\rmore");
  shown = run_on_terminal (fixture, "ask @ q");

  g_assert_cmpstr (shown, ==,
                   "\033[2mthought\357\277\275]0;owned\357\277\275\033[22m\r\n\r\n"
                   "red \357\277\275[31m\357\277\2751m and\357\277\275more\r\n");
}

static void
test_pipe_is_exact (CliFixture *fixture, gconstpointer data)
{
  cli_push_answer (fixture, NULL, "red \033[31m and\rmore");
  cli_expect (fixture, 0, NULL, "ask @ q");
  g_assert_cmpstr (fixture->out, ==, "red \033[31m and\rmore");
}

/* A locale that knows ASCII only changes nothing of what goes in and out. */
static void
test_plain_locale (CliFixture *fixture, gconstpointer data)
{
  g_subprocess_launcher_setenv (fixture->launcher, "LC_ALL", "C", TRUE);
  cli_push_answer (fixture, NULL, "四");
  cli_expect (fixture, 0, NULL, "ask @ --system 简短 '二加二？'");
  g_assert_cmpstr (fixture->out, ==, "四");
  g_assert_nonnull (strstr (g_ptr_array_index (fixture->bodies, 0), "二加二？"));
  g_assert_nonnull (strstr (g_ptr_array_index (fixture->bodies, 0), "简短"));
}

/* Without a standard output the answer must not land in a file that took its place. */
static void
test_closed_output (CliFixture *fixture, gconstpointer data)
{
  g_autofree char *program =
      g_build_filename (g_getenv ("SILU_BUILD_DIR"), "src", "cli", "silu-cli", NULL);
  g_autofree char *command = g_strdup_printf ("exec '%s' ask --account Tour hi >&-", program);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  process = g_subprocess_launcher_spawn (fixture->launcher, &error, "/bin/sh", "-c", command, NULL);
  g_assert_no_error (error);
  cli_end (fixture, process, NULL);
  g_assert_cmpint (fixture->status, ==, 0);

  id = cli_get_only_id (fixture);
  g_assert_cmpstr (id, !=, "");
}

static void
test_backup_and_check (CliFixture *fixture, gconstpointer data)
{
  g_autofree char *copy = g_build_filename (fixture->directory, "copy.db", NULL);
  g_autofree char *backup = g_strdup_printf ("backup '%s'", copy);
  g_autofree char *check = g_strdup_printf ("check '%s'", copy);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize length = 0;

  cli_expect (fixture, 0, NULL, "check");
  cli_push_answer (fixture, NULL, "four");
  cli_expect (fixture, 0, NULL, "ask @ q");
  cli_expect (fixture, 0, NULL, "check");
  cli_expect (fixture, 0, NULL, backup);
  g_assert_cmpstr (fixture->out, ==, "");
  g_assert_cmpstr (fixture->err, ==, "");
  cli_expect (fixture, 0, NULL, check);
  g_assert_cmpstr (fixture->out, ==, "");

  g_file_get_contents (copy, &contents, &length, &error);
  g_assert_no_error (error);
  memset (contents + 4096, 0x5a, 4096);
  g_file_set_contents (copy, contents, (gssize) length, &error);
  g_assert_no_error (error);
  cli_expect (fixture, 5, NULL, check);
  g_assert_cmpstr (fixture->out, !=, "");

  cli_expect (fixture, 5, NULL, "check /nowhere/at-all.db");
  cli_expect (fixture, 5, NULL, "backup /nowhere/at-all.db");
  cli_expect (fixture, 2, NULL, "backup");
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

#define ADD(name, func) g_test_add (name, CliFixture, NULL, cli_set_up, func, cli_tear_down)
  ADD ("/cli/verbs", test_verbs);
  ADD ("/cli/show", test_show);
  ADD ("/cli/search", test_search);
  ADD ("/cli/delete-and-restore", test_delete_and_restore);
  ADD ("/cli/backup-and-check", test_backup_and_check);
  ADD ("/cli/archive", test_archive);
  ADD ("/cli/terminal", test_terminal);
  ADD ("/cli/pipe-is-exact", test_pipe_is_exact);
  ADD ("/cli/plain-locale", test_plain_locale);
  ADD ("/cli/closed-output", test_closed_output);
#undef ADD

  return g_test_run ();
}
