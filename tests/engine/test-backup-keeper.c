/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A backup when one is due, none when none is, and a word when it fails. */
#include "silu-backup-keeper.h"
#include "silu-store-backup.h"
#include "silu-test.h"

#include <glib/gstdio.h>

typedef struct
{
  char *folder;
  SiluStore *store;
  SiluBackupKeeper *keeper;
  gboolean has_ended;
  GError *error;
} Fixture;

static void
ended_cb (SiluBackupKeeper *keeper, const GError *error, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->has_ended = TRUE;
  g_clear_error (&fixture->error);
  fixture->error = error != NULL ? g_error_copy (error) : NULL;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *directory = g_build_filename (silu_test_get_folder (), "silu", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture->store = silu_store_new (directory);
  silu_store_open_async (fixture->store, silu_test_store_result_cb, &result);
  silu_store_open_finish (fixture->store, silu_test_wait_result (&result), &error);
  g_assert_no_error (error);
  fixture->folder = silu_store_dup_backup_folder (fixture->store);
  fixture->keeper = silu_backup_keeper_new (fixture->store);
  g_signal_connect (fixture->keeper, "ended", G_CALLBACK (ended_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_run_dispose (G_OBJECT (fixture->keeper));
  g_assert_finalize_object (fixture->keeper);
  g_assert_finalize_object (fixture->store);
  g_clear_error (&fixture->error);
  g_free (fixture->folder);
}

static guint
count (Fixture *fixture)
{
  g_autoptr (GPtrArray) backups = silu_backup_list (fixture->folder);

  return backups->len;
}

static void
test_due (Fixture *fixture, gconstpointer data)
{
  g_object_set (fixture->keeper, "daily", TRUE, "count", 3, NULL);
  silu_backup_keeper_start (fixture->keeper, 0);
  silu_test_run_until_set (&fixture->has_ended);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (count (fixture), ==, 1);
}

static void
test_fails (Fixture *fixture, gconstpointer data)
{
  g_assert_true (g_file_set_contents (fixture->folder, "in the way", -1, NULL));
  g_object_set (fixture->keeper, "daily", TRUE, NULL);
  silu_backup_keeper_start (fixture->keeper, 0);
  silu_test_run_until_set (&fixture->has_ended);
  g_assert_error (fixture->error, SILU_ERROR, SILU_ERROR_STORE);
}

static gboolean
passed_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

/* The keeper would have looked before this timeout, which is behind its own. */
static void
let_it_look (Fixture *fixture)
{
  gboolean has_passed = FALSE;

  silu_backup_keeper_start (fixture->keeper, 0);
  g_timeout_add_seconds (1, passed_cb, &has_passed);
  silu_test_run_until_set (&has_passed);
  g_assert_false (fixture->has_ended);
}

static void
test_not_due (Fixture *fixture, gconstpointer data)
{
  g_autofree char *name = silu_backup_daily_name (g_get_real_time ());
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_cmpint (g_mkdir (fixture->folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "made a moment ago", -1, NULL));
  g_object_set (fixture->keeper, "daily", TRUE, NULL);
  let_it_look (fixture);
}

static void
test_off (Fixture *fixture, gconstpointer data)
{
  let_it_look (fixture);
  g_assert_cmpuint (count (fixture), ==, 0);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/backup-keeper/due", test_due);
  ADD ("/backup-keeper/fails", test_fails);
  ADD ("/backup-keeper/not-due", test_not_due);
  ADD ("/backup-keeper/off", test_off);
#undef ADD

  return g_test_run ();
}
