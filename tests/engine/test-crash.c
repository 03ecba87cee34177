/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Silu is killed at any moment, many times over: while it updates an old file, streams, edits,
 * imports, erases and backs up. What is left must be sound, and nothing missing that was older than
 * a second. The program runs itself as the one that is killed; that one says on a pipe what it has
 * been sent and what was promised to it, and the pipe outlives it.
 *
 * A second is ten ticks of the child: a tick is a tenth of a second and then a write that is done.
 * So the child of a machine that is busy is not blamed for the time that it did not get. */
#include "silu-schema.h"
#include "silu-scribe.h"
#include "silu-store-backup.h"
#include "silu-test.h"
#include "store-fixture.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#define TICK_MS 100
#define TICKS_A_SECOND 10

/* The child lives for less than as many ticks. One of none dies in as many milliseconds after it
 * has begun; the others some milliseconds after their last tick. */
#define MAX_TICKS 25
#define MAX_EARLY_MS 300

/* Children at a time: they wait most of the time. */
#define N_CHILDREN 8

/* Of the file that is there before: enough for an update to take a moment. */
#define N_OLD 200
#define N_OLD_MESSAGES 3

#define N_BUNDLE_MESSAGES 5

/* --- the child --- */

typedef struct
{
  SiluStore *store;
  GRand *random;
  SiluConversation *talk;
  SiluMessage *answer;
  SiluScribe *scribe;
  guint n_answers;
  guint n_deltas;
  guint n_bundles;
  gboolean is_importing;
  gboolean is_backing_up;
  gboolean is_flushing;
  guint n_ticks;
} Child;

/* One line a fact. It is in the pipe when this returns. */
static void G_GNUC_PRINTF (1, 2) say (const char *format, ...)
{
  va_list values;

  va_start (values, format);
  vprintf (format, values);
  va_end (values);
  putchar ('\n');
  fflush (stdout);
}

static void
begin_answer (Child *self)
{
  g_autofree char *id = g_strdup_printf ("answer%u", self->n_answers++);
  g_autoptr (SiluMessage) answer = silu_message_new (id, SILU_ROLE_ASSISTANT);

  silu_message_set_state (answer, SILU_MESSAGE_STREAMING);
  silu_conversation_add (self->talk, answer, silu_conversation_find (self->talk, "question"));
  silu_store_save_message (self->store, self->talk, answer);
  self->answer = silu_conversation_find (self->talk, id);
  self->scribe = silu_scribe_new (self->store, self->answer, NULL);
}

static void
end_answer (Child *self)
{
  silu_scribe_end (self->scribe);
  g_clear_pointer (&self->scribe, silu_scribe_free);
  silu_message_set_state (self->answer, SILU_MESSAGE_COMPLETE);
  silu_store_save_message (self->store, self->talk, self->answer);
}

/* The server. An answer is of thoughts or of text for its whole length, and seldom ends: what
 * changes or ends is written at once, and it is the timer that is to be seen at work. */
static gboolean
delta_cb (gpointer user_data)
{
  Child *self = user_data;
  g_autofree char *text = g_strdup_printf ("%u思 ", self->n_deltas);
  SiluDelta delta = { .kind = SILU_DELTA_REASONING,
                      .channel = SILU_CHANNEL_REASONING_CONTENT,
                      .text = text };

  if (self->n_answers % 2 == 0)
    {
      delta.kind = SILU_DELTA_TEXT;
      delta.channel = SILU_CHANNEL_CONTENT;
    }

  say ("sent %s %c %s", silu_message_get_id (self->answer),
       delta.kind == SILU_DELTA_TEXT ? 't' : 'r', text);
  silu_scribe_take (self->scribe, &delta);
  self->n_deltas++;

  if (g_rand_int_range (self->random, 0, 250) == 0)
    {
      end_answer (self);
      begin_answer (self);
    }

  return G_SOURCE_CONTINUE;
}

static void
imported_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Child *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) results = silu_store_add_bundles_finish (self->store, result, &error);

  g_assert_no_error (error);
  say ("imported %u", self->n_bundles);
  silu_store_index_added (self->store);
  self->is_importing = FALSE;
}

static void
import (Child *self)
{
  GPtrArray *bundles = g_ptr_array_new_with_free_func ((GDestroyNotify) silu_bundle_free);

  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *id = g_strdup_printf ("bundle%u", self->n_bundles++);

      g_ptr_array_add (bundles, store_fixture_make_bundle (id, N_BUNDLE_MESSAGES));
    }
  self->is_importing = TRUE;
  silu_store_add_bundles_async (self->store, bundles, NULL, imported_cb, self);
}

static void
backed_up_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Child *self = user_data;
  g_autoptr (GError) error = NULL;

  silu_store_backup_finish (self->store, result, &error);
  g_assert_no_error (error);
  self->is_backing_up = FALSE;
}

static void
edit (Child *self)
{
  g_autofree char *title = g_strdup_printf ("Title %u", self->n_deltas);

  silu_conversation_set_title (self->talk, title, SILU_TITLE_USER);
  silu_store_save_conversation (self->store, self->talk);
}

/* One of the first half; the others are to stay. */
static void
erase (Child *self)
{
  g_autofree char *id = g_strdup_printf ("old%d", g_rand_int_range (self->random, 0, N_OLD / 2));

  silu_store_erase (self->store, id);
}

/* One of the things that people do meanwhile; not more of them than the disk can follow. */
static gboolean
act_cb (gpointer user_data)
{
  Child *self = user_data;

  if (self->is_flushing)
    return G_SOURCE_CONTINUE;

  switch (g_rand_int_range (self->random, 0, 4))
    {
    case 0:
      if (!self->is_importing)
        import (self);
      break;
    case 1:
      if (!self->is_backing_up)
        {
          self->is_backing_up = TRUE;
          silu_store_backup_async (self->store, NULL, 2, NULL, NULL, NULL, backed_up_cb, self);
        }
      break;
    case 2:
      erase (self);
      break;
    default:
      edit (self);
      break;
    }

  return G_SOURCE_CONTINUE;
}

static gboolean tick_cb (gpointer user_data);

static void
ticked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Child *self = user_data;
  g_autoptr (GError) error = NULL;

  silu_store_flush_finish (self->store, result, &error);
  g_assert_no_error (error);
  self->is_flushing = FALSE;
  say ("tick %u", self->n_ticks++);
  g_timeout_add (TICK_MS, tick_cb, self);
}

static gboolean
tick_cb (gpointer user_data)
{
  Child *self = user_data;

  self->is_flushing = TRUE;
  silu_store_flush_async (self->store, ticked_cb, self);

  return G_SOURCE_REMOVE;
}

static void
opened_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Child *self = user_data;
  g_autoptr (SiluMessage) question = silu_message_new ("question", SILU_ROLE_USER);
  g_autoptr (GError) error = NULL;

  silu_store_open_finish (self->store, result, &error);
  g_assert_no_error (error);
  say ("open");

  self->talk = silu_conversation_new ("talk");
  silu_message_append (question, SILU_PART_TEXT, SILU_CHANNEL_NONE, "Why?");
  silu_conversation_add (self->talk, question, NULL);
  silu_store_save_conversation (self->store, self->talk);
  silu_store_save_message (self->store, self->talk, question);
  begin_answer (self);

  g_timeout_add (7, delta_cb, self);
  g_timeout_add (31, act_cb, self);
  g_timeout_add (TICK_MS, tick_cb, self);
}

static int
run_child (const char *directory, guint32 seed)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Child self = { .store = silu_store_new (directory), .random = g_rand_new_with_seed (seed) };

  say ("begin");
  silu_store_open_async (self.store, opened_cb, &self);
  g_main_loop_run (loop); /* until it is killed */

  return 0;
}

/* --- the parent --- */

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
  self->life = (guint) g_test_rand_int_range (0, self->n_ticks > 0 ? TICK_MS : MAX_EARLY_MS);
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

/* --- what the child has said --- */

typedef struct
{
  GString *parts[2]; /* SILU_PART_REASONING, SILU_PART_TEXT */
  gsize n_older[2];  /* bytes of them that are older than a second */
} Sent;

typedef struct
{
  GHashTable *sent; /* id → Sent */
  gboolean is_open;
  gboolean has_ticked;
  guint n_imported;
} Account;

static void
sent_free (gpointer data)
{
  Sent *self = data;

  g_string_free (self->parts[0], TRUE);
  g_string_free (self->parts[1], TRUE);
  g_free (self);
}

static void
take_sent (Account *self, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 4);
  Sent *sent = g_hash_table_lookup (self->sent, words[1]);

  if (sent == NULL)
    {
      sent = g_new0 (Sent, 1);
      sent->parts[0] = g_string_new (NULL);
      sent->parts[1] = g_string_new (NULL);
      g_hash_table_insert (self->sent, g_strdup (words[1]), sent);
    }

  g_string_append (sent->parts[*words[2] == 't'], words[3]);
}

static void
take_second (Account *self)
{
  GHashTableIter iter;
  Sent *sent;

  g_hash_table_iter_init (&iter, self->sent);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &sent))
    for (int i = 0; i < 2; i++)
      sent->n_older[i] = sent->parts[i]->len;
}

static void
account_read (Account *self, const char *said)
{
  g_auto (GStrv) lines = g_strsplit (said, "\n", -1);
  guint n_lines = g_strv_length (lines) - 1; /* the last one may have been cut */
  guint n_ticks = 0;
  guint seen = 0;

  self->sent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, sent_free);
  for (guint i = 0; i < n_lines; i++)
    n_ticks += g_str_has_prefix (lines[i], "tick ");
  self->has_ticked = n_ticks > 0;

  for (guint i = 0; i < n_lines; i++)
    {
      if (g_str_has_prefix (lines[i], "sent "))
        take_sent (self, lines[i]);
      else if (g_str_has_prefix (lines[i], "imported "))
        self->n_imported = (guint) g_ascii_strtoull (lines[i] + strlen ("imported "), NULL, 10);
      else if (g_str_equal (lines[i], "open"))
        self->is_open = TRUE;
      else if (g_str_has_prefix (lines[i], "tick ") && ++seen + TICKS_A_SECOND == n_ticks)
        take_second (self);
    }
}

/* --- what is left --- */

/* Returns how many bytes had to be there. */
static gsize
check_message (SiluConversation *talk, const char *id, const Sent *sent)
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
check_talk (SiluStore *store, const Account *account)
{
  g_autoptr (SiluConversation) talk = store_fixture_load (store, "talk");
  GHashTableIter iter;
  const char *id;
  Sent *sent;
  gsize n = 0;

  if (account->has_ticked)
    store_fixture_assert_text (talk, "question", SILU_PART_TEXT, "Why?");

  g_hash_table_iter_init (&iter, account->sent);
  while (g_hash_table_iter_next (&iter, (gpointer *) &id, (gpointer *) &sent))
    n += check_message (talk, id, sent);

  return n;
}

static void
check_files (const Run *run, const Account *account)
{
  static const char old[] = "SELECT count (*) FROM message WHERE conversation LIKE 'old%'"
                            "  AND CAST (substr (conversation, 4) AS INTEGER) >= ";
  g_autofree char *path = g_build_filename (run->directory, "silu.db", NULL);
  g_autofree char *folder = g_build_filename (run->directory, "backups", NULL);
  g_autofree char *n_old = g_strdup_printf ("%s%d", old, N_OLD / 2);
  g_autofree char *n_imported =
      g_strdup_printf ("SELECT count (*) FROM message WHERE conversation LIKE 'bundle%%'"
                       "  AND CAST (substr (conversation, 7) AS INTEGER) < %u",
                       account->n_imported);
  g_autoptr (GPtrArray) backups = silu_backup_list (folder);

  store_fixture_assert_sound (path);
  if (run->version > 0)
    g_assert_cmpint (store_fixture_read_int (path, n_old), ==, N_OLD / 2 * N_OLD_MESSAGES);
  g_assert_cmpint (store_fixture_read_int (path, n_imported), ==,
                   account->n_imported * N_BUNDLE_MESSAGES);
  for (guint i = 0; i < backups->len; i++)
    store_fixture_assert_sound (((const SiluBackup *) g_ptr_array_index (backups, i))->path);
}

/* Returns how many bytes had to be there. */
static gsize
run_check (const Run *run)
{
  g_autofree char *path = g_build_filename (run->directory, "silu.db", NULL);
  Account account = { 0 };
  SiluStore *store;
  gsize n;

  account_read (&account, run->said->str);
  /* As the kill has left it, before anybody has mended anything. */
  if (account.is_open)
    store_fixture_assert_sound (path);

  store = store_fixture_open (run->directory);
  g_assert_null (silu_store_get_notice (store));
  n = check_talk (store, &account);
  store_fixture_close (store);
  check_files (run, &account);
  g_hash_table_unref (account.sent);

  return n;
}

static char *
make_template (int version)
{
  g_autofree char *name = g_strdup_printf ("template%d", version);
  g_autofree char *directory = g_build_filename (silu_test_get_folder (), name, NULL);
  SiluStore *store = store_fixture_open (directory);
  char *path = g_build_filename (directory, "silu.db", NULL);

  store_fixture_fill (store, "old", N_OLD, N_OLD_MESSAGES);
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
    return run_child (argv[2], (guint32) g_ascii_strtoull (argv[3], NULL, 10));

  silu_test_init (&argc, &argv);
  if (argc == 3 && g_str_equal (argv[1], "--runs"))
    n_runs = (guint) g_ascii_strtoull (argv[2], NULL, 10);

  g_test_add_func ("/crash/runs", test_crash);

  return g_test_run ();
}
