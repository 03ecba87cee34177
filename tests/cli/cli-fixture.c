/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Processes of silu-cli, and the server they talk to, which runs in the test's own main loop. */
#include "cli-fixture.h"

#include <string.h>

static SiluScript *
answer_cb (const char *method,
           const char *path,
           const char *body,
           const char *token,
           gpointer user_data)
{
  CliFixture *fixture = user_data;

  g_ptr_array_add (fixture->bodies, g_strdup (body));
  g_ptr_array_add (fixture->tokens, g_strdup (token));

  return g_queue_pop_head (&fixture->scripts);
}

static void
set_directory (CliFixture *fixture, const char *variable, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->directory, name, NULL);

  g_subprocess_launcher_setenv (fixture->launcher, variable, path, TRUE);
}

static void
make_launcher (CliFixture *fixture)
{
  fixture->launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                 G_SUBPROCESS_FLAGS_STDERR_PIPE);
  set_directory (fixture, "HOME", "home");
  set_directory (fixture, "XDG_DATA_HOME", "data");
  set_directory (fixture, "XDG_CONFIG_HOME", "config");
  set_directory (fixture, "XDG_CACHE_HOME", "cache");
  set_directory (fixture, "SECRET_FILE_TEST_PATH", "keyring");
  g_subprocess_launcher_setenv (fixture->launcher, "SECRET_BACKEND", "file", TRUE);
  g_subprocess_launcher_setenv (fixture->launcher, "SECRET_FILE_TEST_PASSWORD", "x", TRUE);
  g_subprocess_launcher_setenv (fixture->launcher, "DBUS_SESSION_BUS_ADDRESS",
                                "unix:path=/nonexistent", TRUE);
  g_subprocess_launcher_setenv (fixture->launcher, "SILU_TOUR_SPEED", "0", TRUE);
  g_subprocess_launcher_setenv (fixture->launcher, "TEST_KEY", CLI_KEY, TRUE);
}

void
cli_set_up (CliFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->directory = g_dir_make_tmp ("silu-cli-XXXXXX", &error);
  g_assert_no_error (error);
  g_queue_init (&fixture->scripts);
  fixture->bodies = g_ptr_array_new_with_free_func (g_free);
  fixture->tokens = g_ptr_array_new_with_free_func (g_free);
  fixture->server = silu_script_server_new (answer_cb, fixture, &error);
  g_assert_no_error (error);
  fixture->base_url = g_strconcat (silu_script_server_get_base_url (fixture->server), "/v1", NULL);
  make_launcher (fixture);
}

void
cli_tear_down (CliFixture *fixture, gconstpointer data)
{
  const char *command[] = { "rm", "-rf", fixture->directory, NULL };

  silu_script_server_stop (fixture->server);
  g_clear_object (&fixture->server);
  g_clear_object (&fixture->launcher);
  g_queue_clear_full (&fixture->scripts, (GDestroyNotify) silu_script_free);
  g_ptr_array_unref (fixture->bodies);
  g_ptr_array_unref (fixture->tokens);

  g_assert_true (g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL,
                               NULL, NULL, NULL));
  g_free (fixture->directory);
  g_free (fixture->base_url);
  g_free (fixture->out);
  g_free (fixture->err);
}

SiluScript *
cli_push_script (CliFixture *fixture)
{
  SiluScript *script = silu_script_new ();

  g_queue_push_tail (&fixture->scripts, script);

  return script;
}

void
cli_push_answer (CliFixture *fixture, const char *reasoning, const char *text)
{
  SiluScript *script = cli_push_script (fixture);

  if (reasoning != NULL)
    silu_script_send_delta (script, reasoning, NULL);
  silu_script_send_delta (script, NULL, text);
  silu_script_send_end (script, "stop", 11, 7, 5);
}

void
cli_push_status (CliFixture *fixture, guint status, const char *type, const char *body)
{
  SiluScript *script = cli_push_script (fixture);

  silu_script_set_status (script, status);
  silu_script_set_header (script, "Content-Type", type);
  silu_script_send (script, body, -1);
}

static void
add_ad_hoc (CliFixture *fixture, GPtrArray *all)
{
  g_ptr_array_add (all, g_strdup ("--base-url"));
  g_ptr_array_add (all, g_strdup (fixture->base_url));
  g_ptr_array_add (all, g_strdup ("--model"));
  g_ptr_array_add (all, g_strdup ("test-model"));
  g_ptr_array_add (all, g_strdup ("--api-key-env"));
  g_ptr_array_add (all, g_strdup ("TEST_KEY"));
}

GSubprocess *
cli_start (CliFixture *fixture, const char *arguments)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) split = NULL;
  g_autoptr (GError) error = NULL;
  GSubprocess *process = NULL;

  if (*arguments != '\0')
    g_shell_parse_argv (arguments, NULL, &split, &error);
  g_assert_no_error (error);
  g_ptr_array_add (all,
                   g_build_filename (g_getenv ("SILU_BUILD_DIR"), "src", "cli", "silu-cli", NULL));
  for (gsize i = 0; split != NULL && split[i] != NULL; i++)
    if (g_str_equal (split[i], "@"))
      add_ad_hoc (fixture, all);
    else
      g_ptr_array_add (all, g_strdup (split[i]));
  g_ptr_array_add (all, NULL);

  process =
      g_subprocess_launcher_spawnv (fixture->launcher, (const char *const *) all->pdata, &error);
  g_assert_no_error (error);

  return process;
}

static char *
to_string (GBytes *bytes)
{
  gsize size = 0;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

  g_assert_null (size > 0 ? memchr (data, '\0', size) : NULL);

  return g_strndup (data != NULL ? data : "", size);
}

void
cli_end (CliFixture *fixture, GSubprocess *process, const char *input)
{
  g_autoptr (GBytes) in = g_bytes_new (input, input != NULL ? strlen (input) : 0);
  g_autoptr (GBytes) out = NULL;
  g_autoptr (GBytes) err = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_subprocess_communicate_async (process, in, NULL, silu_test_store_result_cb, &result);
  g_subprocess_communicate_finish (process, silu_test_wait_result (&result), &out, &err, &error);
  g_assert_no_error (error);

  g_free (fixture->out);
  g_free (fixture->err);
  fixture->out = to_string (out);
  fixture->err = to_string (err);
  g_assert_true (g_subprocess_get_if_exited (process));
  fixture->status = g_subprocess_get_exit_status (process);

  g_assert_true (g_utf8_validate (fixture->out, -1, NULL));
  g_assert_null (strstr (fixture->out, CLI_KEY));
  g_assert_null (strstr (fixture->err, CLI_KEY));
}

void
cli_run (CliFixture *fixture, const char *input, const char *arguments)
{
  g_autoptr (GSubprocess) process = cli_start (fixture, arguments);

  cli_end (fixture, process, input);
}

void
cli_expect (CliFixture *fixture, int status, const char *input, const char *arguments)
{
  cli_run (fixture, input, arguments);
  if (fixture->status != status)
    g_error ("“%s” ended with %d, not %d, and said: %s", arguments, fixture->status, status,
             fixture->err);
}

void
cli_wait_output (GSubprocess *process, const char *text)
{
  GInputStream *stream = g_subprocess_get_stdout_pipe (process);
  gsize length = strlen (text);
  g_autofree char *buffer = g_malloc0 (length + 1);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_input_stream_read_all_async (stream, buffer, length, G_PRIORITY_DEFAULT, NULL,
                                 silu_test_store_result_cb, &result);
  g_input_stream_read_all_finish (stream, silu_test_wait_result (&result), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (buffer, ==, text);
}

void
cli_add_account (CliFixture *fixture)
{
  g_autofree char *arguments = g_strdup_printf (
      "account add --name Test --base-url %s --model test-model --key-stdin", fixture->base_url);

  cli_expect (fixture, 0, CLI_KEY "\n", arguments);
}

JsonNode *
cli_parse_output (CliFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (fixture->out, &error);

  g_assert_no_error (error);

  return node;
}

char *
cli_get_only_id (CliFixture *fixture)
{
  g_autoptr (JsonNode) node = NULL;
  JsonArray *list;

  cli_expect (fixture, 0, NULL, "list --json");
  node = cli_parse_output (fixture);
  list = json_node_get_array (node);
  if (json_array_get_length (list) == 0)
    return g_strdup ("");

  g_assert_cmpuint (json_array_get_length (list), ==, 1);

  return g_strdup (silu_json_get_string (json_array_get_object_element (list, 0), "id"));
}

JsonNode *
cli_get_last_message (CliFixture *fixture)
{
  g_autofree char *id = cli_get_only_id (fixture);
  g_autofree char *arguments = g_strdup_printf ("show %s --json", id);
  g_autoptr (JsonNode) node = NULL;
  JsonArray *messages;

  cli_expect (fixture, 0, NULL, arguments);
  node = cli_parse_output (fixture);
  messages = silu_json_get_array (silu_json_root (node), "messages");

  return json_node_copy (json_array_get_element (messages, json_array_get_length (messages) - 1));
}

char *
cli_get_text (JsonNode *message, const char *kind)
{
  JsonArray *parts = silu_json_get_array (silu_json_root (message), "parts");
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (parts); i++)
    {
      JsonObject *part = json_array_get_object_element (parts, i);

      if (g_strcmp0 (silu_json_get_string (part, "kind"), kind) == 0)
        g_string_append (text, silu_json_get_string (part, "text"));
    }

  return g_string_free (text, FALSE);
}

static void
look_for (const char *directory, const char *text, guint *n_files)
{
  g_autoptr (GDir) names = g_dir_open (directory, 0, NULL);
  const char *name;

  g_assert_nonnull (names);
  while ((name = g_dir_read_name (names)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);
      g_autofree char *content = NULL;
      gsize length = 0;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        look_for (path, text, n_files);
      else if (g_file_get_contents (path, &content, &length, NULL))
        {
          for (gsize i = 0; i < length; i++)
            if (content[i] == '\0')
              content[i] = ' ';
          g_assert_null (strstr (content, text));
          *n_files += 1;
        }
    }
}

void
cli_assert_nowhere (CliFixture *fixture, const char *text)
{
  guint n_files = 0;

  look_for (fixture->directory, text, &n_files);
  g_test_message ("%u files without it", n_files);
}
