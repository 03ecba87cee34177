/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What test programs share. */
#include "silu-test.h"

#define LIMIT_SECONDS 100

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
