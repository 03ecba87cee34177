/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Silu is killed at any moment, many times over: while it updates an old file, streams, edits,
 * imports, erases and backs up. What is left must be sound, and nothing missing that was older than
 * a second. The program runs itself as the one that is killed; that one says on a pipe what it has
 * been sent and what was promised to it, and the pipe outlives it. */
#include "crash-account.h"
#include "crash-child.h"
#include "silu-schema.h"
#include "silu-store-backup.h"
#include "silu-test.h"
#include "store-fixture.h"

#include <signal.h>
#include <string.h>

/* The child lives for less than as many ticks. One of none dies in as many milliseconds after it
 * has begun; the others some milliseconds after their last tick. */
#define MAX_TICKS 25
#define MAX_EARLY_MS 300

/* Children at a time: they wait most of the time. */
#define N_CHILDREN 8

#define N_OLD_MESSAGES 3

typedef struct
{
  guint32 seed;
  char *directory;
  int version; /* of the file that was there before; 0: none */
  GSubprocess *process;
  GInputStream *pipe;
  GString *said;
  char buffer[4096];
  guint n_ticks; /* that it has left to live */
  guint life;    /* ms, after them */
  gboolean is_dying;
  gboolean is_over;
} Run;

static void
run_free (gpointer data)
{
  Run *self = data;

  g_object_unref (self->process);
  g_string_free (self->said, TRUE);
  g_free (self->directory);
  g_free (self);
}

static gboolean
kill_cb (gpointer user_data)
{
  Run *self = user_data;

  g_subprocess_send_signal (self->process, SIGKILL);

  return G_SOURCE_REMOVE;
}

static void
dead_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Run *self = user_data;
  g_autoptr (GError) error = NULL;

  g_subprocess_wait_finish (self->process, result, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_signaled (self->process));
  g_assert_cmpint (g_subprocess_get_term_sig (self->process), ==, SIGKILL);
  self->is_over = TRUE;
}

/* Counts the ticks in what the child says. */
static void
run_take (Run *self, gsize length)
{
  const gsize seen = self->said->len;
  const char *line;

  g_string_append_len (self->said, self->buffer, (gssize) length);

  line = self->said->str + seen;
  while (line > self->said->str && line[-1] != '\n')
    line--;
  for (const char *end; (end = strchr (line, '\n')) != NULL; line = end + 1)
    if (self->n_ticks > 0 && g_str_has_prefix (line, "tick "))
      self->n_ticks--;
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Run *self = user_data;
  g_autoptr (GError) error = NULL;
  gssize length = g_input_stream_read_finish (self->pipe, result, &error);

  g_assert_no_error (error);
  if (length == 0)
    {
      g_subprocess_wait_async (self->process, NULL, dead_cb, self);
      return;
    }

  run_take (self, (gsize) length);
  if (self->n_ticks == 0 && !self->is_dying)
    {
      self->is_dying = TRUE;
      g_timeout_add (self->life, kill_cb, self);
    }
  g_input_stream_read_async (self->pipe, self->buffer, sizeof self->buffer, G_PRIORITY_DEFAULT,
                             NULL, read_cb, self);
}

static Run *
run_start (guint number, char **templates)
{
  Run *self = g_new0 (Run, 1);
  g_autofree char *name = g_strdup_printf ("run%u", number);
  g_autofree char *path = NULL;
  g_autofree char *seed = NULL;
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autoptr (GError) error = NULL;

  self->seed = (guint32) g_test_rand_int ();
  self->version = (int) number % (SILU_SCHEMA_VERSION + 1);
  /* Every other of those that have a file to update dies in the first moments. */
  if (number % 8 != 1 && number % 8 != 2)
    self->n_ticks = (guint) g_test_rand_int_range (0, MAX_TICKS);
  self->life = (guint) g_test_rand_int_range (0, self->n_ticks > 0 ? CRASH_TICK_MS : MAX_EARLY_MS);
  self->said = g_string_new (NULL);
  self->directory = g_build_filename (silu_test_get_folder (), name, NULL);
  g_assert_cmpint (g_mkdir_with_parents (self->directory, 0700), ==, 0);
  path = g_build_filename (self->directory, "silu.db", NULL);
  if (self->version > 0)
    {
      g_autofree char *contents = NULL;
      gsize length = 0;

      g_assert_true (g_file_get_contents (templates[self->version], &contents, &length, NULL));
      g_assert_true (g_file_set_contents (path, contents, (gssize) length, NULL));
    }

  seed = g_strdup_printf ("%u", self->seed);
  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--child",
                                    self->directory, seed, NULL);
  g_assert_no_error (error);
  self->pipe = g_subprocess_get_stdout_pipe (self->process);
  g_input_stream_read_async (self->pipe, self->buffer, sizeof self->buffer, G_PRIORITY_DEFAULT,
                             NULL, read_cb, self);

  return self;
}

/* --- what is left --- */

/* Returns how many bytes had to be there. */
static gsize
check_message (SiluConversation *talk, const char *id, const CrashSent *sent)
{
  SiluMessage *message = silu_conversation_find (talk, id);
  gsize n = sent->n_older[0] + sent->n_older[1];

  if (message == NULL)
    {
      g_assert_cmpuint (n, ==, 0);
      return 0;
    }

  g_assert_cmpint (silu_message_get_state (message), !=, SILU_MESSAGE_STREAMING);
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *stored = silu_message_dup_text (message, (SiluPartKind) i);

      g_assert_true (g_str_has_prefix (sent->parts[i]->str, stored));
      g_assert_cmpuint (strlen (stored), >=, sent->n_older[i]);
    }

  return n;
}

static gsize
check_talk (SiluStore *store, const CrashAccount *account)
{
  g_autoptr (SiluConversation) talk = store_fixture_load (store, "talk");
  GHashTableIter iter;
  const char *id;
  CrashSent *sent;
  gsize n = 0;

  if (account->has_ticked)
    store_fixture_assert_text (talk, "question", SILU_PART_TEXT, "Why?");

  g_hash_table_iter_init (&iter, account->sent);
  while (g_hash_table_iter_next (&iter, (gpointer *) &id, (gpointer *) &sent))
    n += check_message (talk, id, sent);

  return n;
}

static void
check_files (const Run *run, const CrashAccount *account)
{
  static const char old[] = "SELECT count (*) FROM message WHERE conversation LIKE 'old%'"
                            "  AND CAST (substr (conversation, 4) AS INTEGER) >= ";
  g_autofree char *path = g_build_filename (run->directory, "silu.db", NULL);
  g_autofree char *folder = g_build_filename (run->directory, "backups", NULL);
  g_autofree char *n_old = g_strdup_printf ("%s%d", old, CRASH_N_OLD / 2);
  g_autofree char *n_imported =
      g_strdup_printf ("SELECT count (*) FROM message WHERE conversation LIKE 'bundle%%'"
                       "  AND CAST (substr (conversation, 7) AS INTEGER) < %u",
                       account->n_imported);
  g_autoptr (GPtrArray) backups = silu_backup_list (folder);

  store_fixture_assert_sound (path);
  if (run->version > 0)
    g_assert_cmpint (store_fixture_read_int (path, n_old), ==, CRASH_N_OLD / 2 * N_OLD_MESSAGES);
  g_assert_cmpint (store_fixture_read_int (path, n_imported), ==,
                   account->n_imported * CRASH_N_BUNDLE_MESSAGES);
  for (guint i = 0; i < backups->len; i++)
    store_fixture_assert_sound (((const SiluBackup *) g_ptr_array_index (backups, i))->path);
}

/* Returns how many bytes had to be there. */
static gsize
run_check (const Run *run)
{
  g_autofree char *path = g_build_filename (run->directory, "silu.db", NULL);
  g_auto (CrashAccount) account = { 0 };
  SiluStore *store;
  gsize n;

  crash_account_init (&account, run->said->str);
  /* As the kill has left it, before anybody has mended anything. */
  if (account.is_open)
    store_fixture_assert_sound (path);

  store = store_fixture_open (run->directory);
  g_assert_null (silu_store_get_notice (store));
  n = check_talk (store, &account);
  store_fixture_close (store);
  check_files (run, &account);

  return n;
}

static char *
make_template (int version)
{
  g_autofree char *name = g_strdup_printf ("template%d", version);
  g_autofree char *directory = g_build_filename (silu_test_get_folder (), name, NULL);
  SiluStore *store = store_fixture_open (directory);
  char *path = g_build_filename (directory, "silu.db", NULL);

  store_fixture_fill (store, "old", CRASH_N_OLD, N_OLD_MESSAGES);
  store_fixture_close (store);
  if (version < SILU_SCHEMA_VERSION)
    store_fixture_take_back (path, version);

  return path;
}

static Run *
find_over (GPtrArray *runs)
{
  for (guint i = 0; i < runs->len; i++)
    {
      Run *run = g_ptr_array_index (runs, i);

      if (run->is_over)
        return run;
    }

  return NULL;
}

static gboolean
is_one_over (gpointer user_data)
{
  return find_over (user_data) != NULL;
}

static guint n_runs = 40;

static void
test_crash (void)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (run_free);
  char *templates[SILU_SCHEMA_VERSION + 1] = { NULL };
  guint n_started = 0;
  gsize n_bytes = 0;

  for (int i = 1; i <= SILU_SCHEMA_VERSION; i++)
    templates[i] = make_template (i);

  while (n_started < n_runs || runs->len > 0)
    {
      Run *run;

      while (n_started < n_runs && runs->len < N_CHILDREN)
        g_ptr_array_add (runs, run_start (n_started++, templates));

      silu_test_run_until (is_one_over, runs);
      run = find_over (runs);
      g_test_message ("%s: seed %u, killed after %u ms", run->directory, run->seed, run->life);
      n_bytes += run_check (run);
      g_ptr_array_remove_fast (runs, run);
    }

  g_test_message ("%u runs; %" G_GSIZE_FORMAT " bytes were older than a second, all are there",
                  n_runs, n_bytes);
  g_assert_cmpuint (n_bytes, >, 0);
  for (int i = 1; i <= SILU_SCHEMA_VERSION; i++)
    g_free (templates[i]);
}

int
main (int argc, char **argv)
{
  if (argc == 4 && g_str_equal (argv[1], "--child"))
    return crash_child_run (argv[2], (guint32) g_ascii_strtoull (argv[3], NULL, 10));

  silu_test_init (&argc, &argv);
  if (argc == 3 && g_str_equal (argv[1], "--runs"))
    n_runs = (guint) g_ascii_strtoull (argv[2], NULL, 10);

  g_test_add_func ("/crash/runs", test_crash);

  return g_test_run ();
}
