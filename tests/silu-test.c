/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What test programs share. */
#include "silu-test.h"

#include <glib/gstdio.h>

#define LIMIT_SECONDS 100

/* --- folders --- */

static char *home;
static char *test_folder; /* of the test that asked last */

static void
remove_home (void)
{
  silu_test_remove_folder (home);
  g_clear_pointer (&test_folder, g_free);
  g_clear_pointer (&home, g_free);
}

static void
need_home (void)
{
  if (home != NULL)
    return;

  home = g_dir_make_tmp ("silu-test-XXXXXX", NULL);
  g_assert_nonnull (home);
  atexit (remove_home);
}

static void
set_folder (const char *variable, const char *name)
{
  g_autofree char *folder = g_build_filename (home, name, NULL);

  g_setenv (variable, folder, TRUE);
}

void
silu_test_init (int *argc, char ***argv)
{
  need_home ();
  set_folder ("HOME", "");
  set_folder ("XDG_DATA_HOME", "data");
  set_folder ("XDG_CONFIG_HOME", "config");
  set_folder ("XDG_CACHE_HOME", "cache");
  set_folder ("XDG_STATE_HOME", "state");

  g_test_init (argc, argv, NULL);
}

const char *
silu_test_get_folder (void)
{
  g_autofree char *name = g_strdelimit (g_strconcat ("test", g_test_get_path (), NULL), "/ ", '-');
  g_autofree char *folder = NULL;

  need_home ();
  folder = g_build_filename (home, name, NULL);
  if (g_strcmp0 (folder, test_folder) != 0)
    {
      g_free (test_folder);
      test_folder = g_steal_pointer (&folder);
      g_assert_cmpint (g_mkdir (test_folder, 0700), ==, 0);
    }

  return test_folder;
}

void
silu_test_remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        silu_test_remove_folder (child);
      else
        g_unlink (child);
    }
  if (dir != NULL)
    g_rmdir (path);
}

/* --- waiting --- */

static gboolean
time_is_up_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

void
silu_test_run_until (SiluTestFunc func, gpointer user_data)
{
  gboolean late = FALSE;
  guint source = g_timeout_add_seconds (LIMIT_SECONDS, time_is_up_cb, &late);

  while (!func (user_data))
    {
      if (late)
        g_error ("what the test waits for did not happen in %d s", LIMIT_SECONDS);

      g_main_context_iteration (NULL, TRUE);
    }

  if (!late)
    g_source_remove (source);
}

static gboolean
is_set (gpointer user_data)
{
  return *(gboolean *) user_data;
}

void
silu_test_run_until_set (gboolean *flag)
{
  silu_test_run_until (is_set, flag);
}

void
silu_test_store_result_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **place = user_data;

  g_assert_null (*place);
  *place = g_object_ref (result);
}

static gboolean
has_result (gpointer user_data)
{
  return *(GAsyncResult **) user_data != NULL;
}

GAsyncResult *
silu_test_wait_result (GAsyncResult **result)
{
  silu_test_run_until (has_result, result);

  return *result;
}

static char *
read_below (const char *variable, const char *middle, const char *path, gsize *length)
{
  const char *root = g_getenv (variable);
  g_autofree char *full = NULL;
  char *contents = NULL;

  if (root == NULL)
    return NULL;

  full = g_build_filename (root, middle, path, NULL);
  if (!g_file_get_contents (full, &contents, length, NULL))
    return NULL;

  return contents;
}

char *
silu_test_read_file (const char *path, gsize *length)
{
  return read_below ("SILU_SOURCE_DIR", ".", path, length);
}

char *
silu_test_read_shared (const char *path, gsize *length)
{
  return read_below ("SILU_SHARED_DIR", "testdata", path, length);
}
