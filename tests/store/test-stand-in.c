/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A start where nothing can be written: what is there is read, what is new waits, and all of it is
 * in the file as soon as that can be opened. */
#include "fault-vfs.h"
#include "silu-check.h"
#include "silu-test.h"
#include "store-fixture.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NOBODY 65534

static gboolean
has_fault (gpointer user_data)
{
  return silu_store_get_fault (user_data) != NULL;
}

/* Opens; the store says why it cannot write. */
static SiluStore *
open_stand_in (const char *directory, const char *reason)
{
  SiluStore *store = store_fixture_open (directory);
  const GError *fault;

  silu_test_run_until (has_fault, store);
  fault = silu_store_get_fault (store);
  g_assert_error (fault, SILU_ERROR, SILU_ERROR_STORE);
  g_assert_true (g_str_has_prefix (fault->message, reason));
  g_assert_nonnull (strstr (fault->message, "kept in memory"));

  return store;
}

static void
add_conversation (SiluStore *store)
{
  g_autoptr (SiluConversation) talk = silu_conversation_new ("new");
  g_autoptr (SiluMessage) question = silu_message_new ("new-0", SILU_ROLE_USER);

  silu_message_append (question, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, "Is it kept?");
  silu_conversation_add (talk, question, NULL);
  silu_store_save_conversation (store, talk);
  silu_store_save_message (store, talk, question);
}

static void
assert_listed (SiluStore *store, guint n)
{
  g_autoptr (GPtrArray) list = store_fixture_list (store, FALSE);

  g_assert_cmpuint (list->len, ==, n);
}

/* The disk is well again: what waited is written, and the store reads the file itself. */
static void
assert_recovers (SiluStore *store, const char *directory, guint n)
{
  g_autofree char *path = g_build_filename (directory, "silu.db", NULL);
  g_autoptr (SiluConversation) talk = NULL;

  store_fixture_flush (store);
  g_assert_null (silu_store_get_fault (store));
  assert_listed (store, n);
  talk = store_fixture_load (store, "new");
  store_fixture_assert_text (talk, "new-0", SILU_PART_TEXT, "Is it kept?");
  store_fixture_close (store);
  store_fixture_assert_sound (path);
}

static void
fill (const char *directory)
{
  SiluStore *store = store_fixture_open (directory);

  store_fixture_fill (store, "old", 3, 2);
  store_fixture_close (store);
}

static void
assert_old (SiluStore *store)
{
  g_autoptr (SiluConversation) old = store_fixture_load (store, "old1");

  assert_listed (store, 3);
  g_assert_nonnull (silu_conversation_find (old, "old1-1"));
}

static void
test_no_folder (void)
{
  g_autofree char *file = g_build_filename (silu_test_get_folder (), "file", NULL);
  g_autofree char *directory = g_build_filename (file, "silu", NULL);
  SiluStore *store;

  g_assert_true (g_file_set_contents (file, "x", 1, NULL));
  store = open_stand_in (directory, "Silu's folder cannot be written to.");
  assert_listed (store, 0);
  add_conversation (store);
  assert_listed (store, 0);

  g_assert_cmpint (g_unlink (file), ==, 0);
  assert_recovers (store, directory, 1);
}

/* Somebody whom permissions bind; the folder is theirs. */
static void
become_nobody (const char *directory)
{
  g_autofree char *folder = g_strdup (directory);

  if (geteuid () != 0)
    return;

  while (g_str_has_prefix (folder, g_get_tmp_dir ()) && !g_str_equal (folder, g_get_tmp_dir ()))
    {
      char *parent = g_path_get_dirname (folder);

      g_assert_cmpint (chown (folder, NOBODY, NOBODY), ==, 0);
      g_free (folder);
      folder = parent;
    }
  g_assert_cmpint (seteuid (NOBODY), ==, 0);
}

static void
become_root (void)
{
  if (getuid () == 0)
    g_assert_cmpint (seteuid (0), ==, 0);
}

static void
test_read_only (void)
{
  g_autofree char *directory = store_fixture_directory ();
  g_autofree char *path = g_build_filename (directory, "silu.db", NULL);
  g_autofree char *owners = g_build_filename (directory, "owners", NULL);
  SiluStore *store;

  g_assert_cmpint (g_mkdir_with_parents (directory, 0700), ==, 0);
  become_nobody (directory);
  fill (directory);
  g_assert_cmpint (g_chmod (path, 0400), ==, 0);
  g_assert_cmpint (g_chmod (owners, 0500), ==, 0);
  g_assert_cmpint (g_chmod (directory, 0500), ==, 0);

  store = open_stand_in (directory, "Silu's folder cannot be written to.");
  assert_old (store);
  add_conversation (store);
  assert_listed (store, 3);

  g_assert_cmpint (g_chmod (directory, 0700), ==, 0);
  g_assert_cmpint (g_chmod (owners, 0700), ==, 0);
  g_assert_cmpint (g_chmod (path, 0600), ==, 0);
  assert_recovers (store, directory, 4);
  become_root ();
}

static void
test_full_disk (void)
{
  g_autofree char *directory = store_fixture_directory ();
  SiluStore *store;

  fill (directory);
  fault_vfs_arm (1, TRUE, TRUE);
  store = open_stand_in (directory, "");
  assert_old (store);
  add_conversation (store);
  assert_listed (store, 3);

  g_assert_true (fault_vfs_disarm ());
  assert_recovers (store, directory, 4);
}

static void
copy (const char *from, const char *to, const char *suffix)
{
  g_autofree char *source = g_strconcat (from, suffix, NULL);
  g_autofree char *target = g_strconcat (to, suffix, NULL);
  g_autofree char *contents = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (source, &contents, &length, NULL));
  g_assert_true (g_file_set_contents (target, contents, (gssize) length, NULL));
}

/* The last words of a process that was killed are still in the journal. */
static void
test_journal (void)
{
  g_autofree char *directory = store_fixture_directory ();
  g_autofree char *killed = g_build_filename (silu_test_get_folder (), "killed", NULL);
  g_autofree char *path = g_build_filename (directory, "silu.db", NULL);
  g_autofree char *copied = g_build_filename (killed, "silu.db", NULL);
  SiluStore *store = store_fixture_open (directory);

  store_fixture_fill (store, "old", 3, 2);
  g_assert_cmpint (g_mkdir_with_parents (killed, 0700), ==, 0);
  copy (path, copied, "");
  copy (path, copied, "-wal");
  store_fixture_close (store);

  fault_vfs_arm (1, TRUE, TRUE);
  store = open_stand_in (killed, "");
  assert_old (store);
  add_conversation (store);

  g_assert_true (fault_vfs_disarm ());
  assert_recovers (store, killed, 4);
}

/* What would have to be changed before it can be read, or cannot be read, is no stand-in. */
static void
test_refused (void)
{
  g_autofree char *directory = store_fixture_directory ();
  g_autofree char *path = g_build_filename (directory, "silu.db", NULL);
  g_autoptr (GError) error = NULL;

  fill (directory);
  store_fixture_take_back (path, 1);
  fault_vfs_arm (1, TRUE, TRUE);
  error = store_fixture_fail_to_open (directory);
  g_assert_error (error, SILU_ERROR, SILU_ERROR_STORE);
  g_assert_true (fault_vfs_disarm ());
}

#define BREAK "PRAGMA foreign_keys = OFF; DELETE FROM message WHERE id = 'old0-1'"

/* Whether the file is sound can be told where it can only be read; so can what is wrong with it,
 * and the same of an older one. */
static void
test_check (void)
{
  g_autofree char *directory = store_fixture_directory ();
  g_autofree char *path = g_build_filename (directory, "silu.db", NULL);
  g_autofree char *missing = g_build_filename (directory, "missing.db", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (directory, 0700), ==, 0);
  become_nobody (directory);
  fill (directory);
  for (guint i = 0; i < 3; i++)
    {
      if (i == 1)
        store_fixture_run_sql (path, BREAK);
      if (i == 2)
        store_fixture_take_back (path, 1);

      g_assert_cmpint (g_chmod (path, 0400), ==, 0);
      g_assert_cmpint (g_chmod (directory, 0500), ==, 0);
      g_assert_cmpint (store_fixture_count_problems (path) > 0, ==, i > 0);
      g_assert_cmpint (g_chmod (directory, 0700), ==, 0);
      g_assert_cmpint (g_chmod (path, 0600), ==, 0);
    }

  g_assert_null (silu_check_file (missing, &error));
  g_assert_error (error, SILU_ERROR, SILU_ERROR_STORE);
  become_root ();
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);
  fault_vfs_register ();

  g_test_add_func ("/stand-in/no-folder", test_no_folder);
  g_test_add_func ("/stand-in/read-only", test_read_only);
  g_test_add_func ("/stand-in/full-disk", test_full_disk);
  g_test_add_func ("/stand-in/journal", test_journal);
  g_test_add_func ("/stand-in/refused", test_refused);
  g_test_add_func ("/stand-in/check", test_check);

  return g_test_run ();
}
