/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lock files: a living process is known, a dead one's file is removed. */
#include "silu-owner.h"
#include "silu-test.h"

#include <gio/gio.h>

static void
test_alive (void)
{
  g_autofree char *directory = g_build_filename (silu_test_get_folder (), "silu", NULL);
  SiluOwner *owner = silu_owner_new (directory);
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;

  g_assert_nonnull (owner);
  id = g_strdup (silu_owner_get_id (owner));
  path = g_build_filename (directory, "owners", id, NULL);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (silu_owner_is_alive (directory, id));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));

  silu_owner_free (owner);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_false (silu_owner_is_alive (directory, id));
}

static void
test_dead (void)
{
  const char *id = "0f8fad5b-d9cb-469f-a165-70867728950e";
  g_autofree char *directory = g_build_filename (silu_test_get_folder (), "silu", NULL);
  g_autofree char *folder = g_build_filename (directory, "owners", NULL);
  g_autofree char *path = g_build_filename (folder, id, NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_assert_false (silu_owner_is_alive (directory, id));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* An id is read from the file of chats: it must not reach another file. */
static void
test_stray (void)
{
  g_autofree char *directory = g_build_filename (silu_test_get_folder (), "silu", NULL);
  g_autofree char *folder = g_build_filename (directory, "owners", NULL);
  g_autofree char *path = g_build_filename (directory, "precious", NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
  g_assert_false (silu_owner_is_alive (directory, "../precious"));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_unwritable (void)
{
  g_autofree char *path = g_build_filename (silu_test_get_folder (), "file", NULL);

  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
  g_assert_null (silu_owner_new (path));
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/owner/alive", test_alive);
  g_test_add_func ("/owner/dead", test_dead);
  g_test_add_func ("/owner/stray", test_stray);
  g_test_add_func ("/owner/unwritable", test_unwritable);

  return g_test_run ();
}
