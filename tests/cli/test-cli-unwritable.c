/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where nothing can be written, verbs that only read do what they are there for and say nothing of
 * it; the others say that nothing was saved. */
#include "cli-fixture.h"

#include <glib/gstdio.h>
#include <linux/capability.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

/* A place that cannot be written to. */
typedef struct
{
  void (*enter_cb) (gpointer user_data); /* in the child, before silu-cli */
  gboolean is_full;
} Place;

/* No file may grow. */
static void
fill_disk_cb (gpointer user_data)
{
  const struct rlimit none = { 0, 0 };

  signal (SIGXFSZ, SIG_IGN);
  setrlimit (RLIMIT_FSIZE, &none);
}

/* Permissions bind root too, once this is gone; whoever else runs the test has never had it. */
static void
obey_permissions_cb (gpointer user_data)
{
  prctl (PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0);
}

static const Place full_disk = { fill_disk_cb, TRUE };
static const Place read_only = { obey_permissions_cb, FALSE };

static void
set_modes (CliFixture *fixture, int file, int folder)
{
  g_autofree char *directory = g_build_filename (fixture->directory, "data", "silu", NULL);
  g_autofree char *path = g_build_filename (directory, "silu.db", NULL);
  g_autofree char *owners = g_build_filename (directory, "owners", NULL);

  g_assert_cmpint (g_chmod (path, file), ==, 0);
  g_assert_cmpint (g_chmod (owners, folder), ==, 0);
  g_assert_cmpint (g_chmod (directory, folder), ==, 0);
}

/* A chat, an account, and from now on a place where nothing can be written. Returns the chat's id.
 */
static char *
enter (CliFixture *fixture, const Place *place)
{
  g_autofree char *id = NULL;

  cli_add_account (fixture);
  cli_push_answer (fixture, "Let me think.", "Four.");
  cli_expect (fixture, 0, NULL, "ask 'What is 2 + 2?'");
  id = cli_get_only_id (fixture);

  if (!place->is_full)
    set_modes (fixture, 0400, 0500);
  g_subprocess_launcher_set_child_setup (fixture->launcher, place->enter_cb, NULL, NULL);

  return g_steal_pointer (&id);
}

static void
leave (CliFixture *fixture, const Place *place)
{
  if (!place->is_full)
    set_modes (fixture, 0600, 0700);
  g_subprocess_launcher_set_child_setup (fixture->launcher, NULL, NULL, NULL);
}

/* @arguments may have "ID" in them, for @id. The verb prints @text and nothing else matters. */
static void
assert_reads (CliFixture *fixture, const char *id, const char *arguments, const char *text)
{
  g_auto (GStrv) pieces = g_strsplit (arguments, "ID", 2);
  g_autofree char *full = g_strjoinv (id, pieces);

  cli_expect (fixture, 0, NULL, full);
  g_assert_cmpstr (fixture->err, ==, "");
  if (strstr (fixture->out, text) == NULL)
    g_error ("“%s” printed “%s”, which has no “%s”", full, fixture->out, text);
}

static void
test_read (CliFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *arguments;
    const char *text;
  } verbs[] = {
    { "list", "What is 2 + 2?" },
    { "list --json", "What is 2 + 2?" },
    { "list --trash", "" },
    { "show ID", "Four." },
    { "show ID --json", "Four." },
    { "search --in reasoning think", "Let me think." },
    { "export ID --format markdown", "Four." },
    { "export --format json --with-reasoning", "Let me think." },
    { "account list", "test-model" },
    { "check", "" },
  };
  const Place *place = data;
  g_autofree char *id = enter (fixture, place);
  g_autoptr (JsonNode) message = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    assert_reads (fixture, id, verbs[i].arguments, verbs[i].text);
  message = cli_get_last_message (fixture);
  assert_reads (fixture, silu_json_get_string (silu_json_root (message), "id"),
                "steps --message ID", "Let me think");

  leave (fixture, place);
}

/* What comes from a server, or is kept nowhere. */
static void
test_ask (CliFixture *fixture, gconstpointer data)
{
  const Place *place = data;
  g_autofree char *id = enter (fixture, place);

  cli_push_status (fixture, 200, "application/json", "{\"data\":[{\"id\":\"new-model\"}]}");
  assert_reads (fixture, id, "models", "new-model");
  cli_push_answer (fixture, NULL, "Five.");
  assert_reads (fixture, id, "ask --no-save 'And 2 + 3?'", "Five.");

  leave (fixture, place);
}

/* As on a medium that it was burnt to. */
static void
test_check_backup (CliFixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->directory, "medium", NULL);
  g_autofree char *path = g_build_filename (folder, "backup.db", NULL);
  g_autofree char *backup = g_strdup_printf ("backup %s", path);
  g_autofree char *check = g_strdup_printf ("check %s", path);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  cli_expect (fixture, 0, NULL, backup);
  g_assert_cmpint (g_chmod (path, 0400), ==, 0);
  g_assert_cmpint (g_chmod (folder, 0500), ==, 0);
  g_subprocess_launcher_set_child_setup (fixture->launcher, obey_permissions_cb, NULL, NULL);
  cli_expect (fixture, 0, NULL, check);
  g_assert_cmpstr (fixture->err, ==, "");
  g_assert_cmpint (g_chmod (folder, 0700), ==, 0);
}

/* A mistake is still told. */
static void
test_mistake (CliFixture *fixture, gconstpointer data)
{
  const Place *place = data;
  g_autofree char *id = enter (fixture, place);

  cli_expect (fixture, 2, NULL, "show 00000000");
  g_assert_nonnull (strstr (fixture->err, "There is no conversation"));
  g_assert_null (strstr (fixture->err, "saved"));

  leave (fixture, place);
}

static void
test_write (CliFixture *fixture, gconstpointer data)
{
  const Place *place = data;
  g_autofree char *id = enter (fixture, place);
  g_autofree char *delete = g_strdup_printf ("delete %s", id);
  const char *const verbs[] = { "ask 'And 2 + 3?'", delete, "account default Test" };

  cli_push_answer (fixture, NULL, "Five.");
  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      cli_expect (fixture, 5, NULL, verbs[i]);
      g_assert_nonnull (strstr (fixture->err, "Nothing new was saved."));
      g_assert_cmpstr (fixture->out, ==, i == 0 ? "Five." : "");
    }

  leave (fixture, place);
  assert_reads (fixture, id, "list", "What is 2 + 2?");
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

#define ADD(path, place, func) g_test_add (path, CliFixture, place, cli_set_up, func, cli_tear_down)
  ADD ("/cli/full-disk/read", &full_disk, test_read);
  ADD ("/cli/full-disk/ask", &full_disk, test_ask);
  ADD ("/cli/full-disk/mistake", &full_disk, test_mistake);
  ADD ("/cli/full-disk/write", &full_disk, test_write);
  ADD ("/cli/read-only/read", &read_only, test_read);
  ADD ("/cli/read-only/ask", &read_only, test_ask);
  ADD ("/cli/read-only/check-backup", NULL, test_check_backup);
  ADD ("/cli/read-only/mistake", &read_only, test_mistake);
  ADD ("/cli/read-only/write", &read_only, test_write);
#undef ADD

  return g_test_run ();
}
