/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The disk fails at the first call, at the second, …, until all goes well. Whatever fails, the
 * store says so in a sentence, goes on, and has everything once the disk is well again. */
#include "fault-vfs.h"
#include "silu-schema.h"
#include "silu-store-backup.h"
#include "silu-store-private.h"
#include "silu-test.h"
#include "store-fixture.h"

#include <glib/gstdio.h>

typedef struct
{
  int version; /* of the file that is there before; 0: none */
  gboolean is_full;
  gboolean is_lasting;
} Case;

/* One run: what the program has in memory, and what was promised to it. */
typedef struct
{
  char *directory;
  SiluStore *store;
  SiluConversation *talk;
  SiluMessage *answer;
  GString *text;
  gboolean has_bundles;
  gboolean has_backup;
} Run;

static void
assert_says (const GError *error)
{
  g_assert_error (error, SILU_ERROR, SILU_ERROR_STORE);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_true (g_str_has_suffix (error->message, "."));
}

/* --- what is done --- */

static void
add_conversation (Run *run)
{
  g_autoptr (SiluMessage) question = silu_message_new ("question", SILU_ROLE_USER);
  g_autoptr (SiluMessage) answer = silu_message_new ("answer", SILU_ROLE_ASSISTANT);

  silu_message_append (question, SILU_PART_TEXT, SILU_CHANNEL_NONE, "Why?");
  silu_message_set_state (answer, SILU_MESSAGE_STREAMING);
  silu_conversation_add (run->talk, question, NULL);
  silu_conversation_add (run->talk, answer, question);
  silu_store_save_conversation (run->store, run->talk);
  silu_store_save_message (run->store, run->talk, question);
  silu_store_save_message (run->store, run->talk, answer);
  run->answer = silu_conversation_find (run->talk, "answer");
}

static void
stream (Run *run)
{
  for (int i = 0; i < 4; i++)
    {
      g_autofree char *chunk = g_strdup_printf ("%d 思路 ", i);

      silu_store_append (run->store, run->answer, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, chunk, 0);
      silu_message_append (run->answer, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, chunk);
      g_string_append (run->text, chunk);
    }
}

static void
fold (Run *run)
{
  silu_message_set_state (run->answer, SILU_MESSAGE_COMPLETE);
  silu_store_save_message (run->store, run->talk, run->answer);
}

static void
add_bundles (Run *run)
{
  GPtrArray *bundles = g_ptr_array_new_with_free_func ((GDestroyNotify) silu_bundle_free);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GArray) results = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (bundles, store_fixture_make_bundle ("imported", 5));
  silu_store_add_bundles_async (run->store, bundles, NULL, silu_test_store_result_cb, &result);
  results = silu_store_add_bundles_finish (run->store, silu_test_wait_result (&result), &error);
  run->has_bundles = results != NULL;
  if (!run->has_bundles)
    assert_says (error);
}

static void
back_up (Run *run)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  silu_store_backup_async (run->store, NULL, 7, NULL, NULL, NULL, silu_test_store_result_cb,
                           &result);
  run->has_backup = silu_store_backup_finish (run->store, silu_test_wait_result (&result), &error);
  if (!run->has_backup)
    assert_says (error);
}

static void
do_all (Run *run)
{
  add_conversation (run);
  stream (run);
  fold (run);
  silu_store_erase (run->store, "old0");
  add_bundles (run);
  back_up (run);
}

/* --- a run --- */

static gboolean
try_to_open (Run *run)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  run->store = silu_store_new (run->directory);
  silu_store_open_async (run->store, silu_test_store_result_cb, &result);
  if (silu_store_open_finish (run->store, silu_test_wait_result (&result), &error))
    return TRUE;

  assert_says (error);
  g_clear_object (&result);
  store_fixture_close (run->store);

  return FALSE;
}

static void
assert_backups_sound (const char *directory, gboolean is_there)
{
  g_autofree char *folder = g_build_filename (directory, "backups", NULL);
  g_autofree char *today = silu_backup_daily_name (g_get_real_time ());
  g_autofree char *path = g_build_filename (folder, today, NULL);
  g_autoptr (GPtrArray) found = silu_backup_list (folder);

  for (guint i = 0; i < found->len; i++)
    store_fixture_assert_sound (((const SiluBackup *) g_ptr_array_index (found, i))->path);
  if (is_there)
    g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* Everything, by another store and a disk that is well. */
static void
assert_complete (Run *run, int version)
{
  g_autofree char *path = g_build_filename (run->directory, "silu.db", NULL);
  SiluStore *store = store_fixture_open (run->directory);
  g_autoptr (SiluConversation) talk = store_fixture_load (store, "talk");
  g_autoptr (SiluConversation) kept = store_fixture_load (store, "old1");
  g_autoptr (SiluConversation) erased = store_fixture_load (store, "old0");
  g_autoptr (SiluConversation) imported = store_fixture_load (store, "imported");

  g_assert_null (silu_store_get_notice (store));
  store_fixture_assert_text (talk, "question", SILU_PART_TEXT, "Why?");
  store_fixture_assert_text (talk, "answer", SILU_PART_TEXT, run->text->str);
  if (version > 0)
    g_assert_nonnull (silu_conversation_find (kept, "old1-2"));
  g_assert_null (silu_conversation_find (erased, "old0-0"));
  g_assert_nonnull (silu_conversation_find (imported, "imported-4"));
  store_fixture_close (store);

  store_fixture_assert_sound (path);
  assert_backups_sound (run->directory, run->has_backup);
}

/* Returns whether anything failed. */
static gboolean
run_once (const Case *data, guint n, const char *template)
{
  Run run = { .directory = store_fixture_directory () };
  g_autofree char *path = g_build_filename (run.directory, "silu.db", NULL);
  g_autofree char *contents = NULL;
  gsize length = 0;
  gboolean has_failed;

  silu_test_remove_folder (run.directory);
  g_assert_cmpint (g_mkdir_with_parents (run.directory, 0700), ==, 0);
  if (data->version > 0)
    {
      g_assert_true (g_file_get_contents (template, &contents, &length, NULL));
      g_assert_true (g_file_set_contents (path, contents, (gssize) length, NULL));
    }
  run.talk = silu_conversation_new ("talk");
  run.text = g_string_new (NULL);

  fault_vfs_arm (n, data->is_full, data->is_lasting);
  if (!try_to_open (&run))
    {
      fault_vfs_disarm ();
      g_assert_true (try_to_open (&run));
      fault_vfs_arm (0, FALSE, FALSE);
      do_all (&run);
      has_failed = TRUE;
    }
  else
    {
      do_all (&run);
      has_failed = fault_vfs_disarm ();
    }

  /* The disk is well: what waited is written. What failed at once is asked for again. */
  store_fixture_flush (run.store);
  g_assert_null (silu_store_get_fault (run.store));
  if (!run.has_bundles)
    add_bundles (&run);
  g_assert_true (run.has_bundles);
  store_fixture_close (run.store);
  assert_complete (&run, data->version);

  g_object_unref (run.talk);
  g_string_free (run.text, TRUE);
  g_free (run.directory);

  return has_failed;
}

/* Two conversations, and a third that somebody else's process was writing. */
static char *
make_template (int version)
{
  g_autofree char *directory = store_fixture_directory ();
  g_autofree char *path = g_build_filename (directory, "silu.db", NULL);
  char *template = g_build_filename (silu_test_get_folder (), "template.db", NULL);
  SiluStore *store = store_fixture_open (directory);

  store_fixture_fill (store, "old", 2, 3);
  store_fixture_close (store);
  if (version < SILU_SCHEMA_VERSION)
    store_fixture_take_back (path, version);
  g_assert_cmpint (g_rename (path, template), ==, 0);

  return template;
}

/* Of the calls that could fail, each so many-th does. */
static guint stride = 1;

static void
test_faults (gconstpointer user_data)
{
  const Case *data = user_data;
  g_autofree char *template = data->version > 0 ? make_template (data->version) : NULL;
  guint n = 1;

  while (run_once (data, n, template))
    n += stride;

  g_test_message ("%u calls", n - 1);
  g_assert_cmpuint (n, >, 50);
}

int
main (int argc, char **argv)
{
  static const Case cases[] = {
    { 0, FALSE, FALSE },
    { 0, TRUE, TRUE },
    { 1, TRUE, FALSE },
    { 2, TRUE, TRUE },
    { 3, FALSE, TRUE },
    { SILU_SCHEMA_VERSION, FALSE, FALSE },
    { SILU_SCHEMA_VERSION, TRUE, TRUE },
  };

  silu_test_init (&argc, &argv);
  if (argc == 2 && g_str_equal (argv[1], "--light"))
    stride = 9;
  fault_vfs_register ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strdup_printf ("/store-faults/from-%d/%s/%s", cases[i].version,
                                               cases[i].is_full ? "full" : "error",
                                               cases[i].is_lasting ? "lasting" : "once");

      g_test_add_data_func (name, &cases[i], test_faults);
    }

  return g_test_run ();
}
