/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What others wrote to the store is seen after a reload; a backup comes back with an answer under
 * way, and the accounts of today stay. */
#include "silu-engine.h"
#include "silu-store-backup.h"
#include "silu-test.h"

typedef struct
{
  char *directory;
  char *copy;
  SiluEngine *engine;
  guint n_reloads;
} Fixture;

static void
reloaded_cb (SiluEngine *engine, gpointer user_data)
{
  (*(guint *) user_data)++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture->directory = g_build_filename (silu_test_get_folder (), "silu", NULL);
  fixture->copy = g_build_filename (fixture->directory, "copy.db", NULL);
  fixture->engine = silu_engine_new (fixture->directory);
  silu_engine_start_async (fixture->engine, silu_test_store_result_cb, &result);
  silu_engine_start_finish (fixture->engine, silu_test_wait_result (&result), &error);
  g_assert_no_error (error);
  g_signal_connect (fixture->engine, "reloaded", G_CALLBACK (reloaded_cb), &fixture->n_reloads);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  GAsyncResult *result = NULL;

  silu_engine_shutdown_async (fixture->engine, silu_test_store_result_cb, &result);
  silu_engine_shutdown_finish (fixture->engine, silu_test_wait_result (&result), NULL);
  g_object_unref (result);
  g_assert_finalize_object (fixture->engine);
  g_free (fixture->directory);
  g_free (fixture->copy);
}

static void
add_bundle (Fixture *fixture, const char *id)
{
  GPtrArray *bundles = g_ptr_array_new_with_free_func ((GDestroyNotify) silu_bundle_free);
  SiluStore *store = silu_engine_get_store (fixture->engine);
  SiluBundle *bundle = silu_bundle_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GArray) results = NULL;
  g_autoptr (GError) error = NULL;

  bundle->conversation->id = g_strdup (id);
  bundle->conversation->title = g_strdup (id);
  g_ptr_array_add (bundles, bundle);
  silu_store_add_bundles_async (store, bundles, NULL, silu_test_store_result_cb, &result);
  results = silu_store_add_bundles_finish (store, silu_test_wait_result (&result), &error);
  g_assert_no_error (error);
}

static void
reload (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  silu_engine_reload_async (fixture->engine, silu_test_store_result_cb, &result);
  silu_engine_reload_finish (fixture->engine, silu_test_wait_result (&result), &error);
  g_assert_no_error (error);
}

static void
back_up (Fixture *fixture)
{
  SiluStore *store = silu_engine_get_store (fixture->engine);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  silu_store_backup_async (store, fixture->copy, 0, NULL, NULL, NULL, silu_test_store_result_cb,
                           &result);
  silu_store_backup_finish (store, silu_test_wait_result (&result), &error);
  g_assert_no_error (error);
}

static gboolean
restore (Fixture *fixture, const char *path, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  silu_engine_restore_backup_async (fixture->engine, path, silu_test_store_result_cb, &result);

  return silu_engine_restore_backup_finish (fixture->engine, silu_test_wait_result (&result),
                                            error);
}

static guint
count (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (silu_engine_get_conversations (fixture->engine)));
}

static SiluConversation *
find (Fixture *fixture, const char *id)
{
  return silu_conversation_list_find (silu_engine_get_conversations (fixture->engine), id);
}

static void
test_reload (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SiluConversation) before = NULL;

  add_bundle (fixture, "one");
  g_assert_cmpuint (count (fixture), ==, 0);
  reload (fixture);
  g_assert_cmpuint (count (fixture), ==, 1);
  g_assert_cmpuint (fixture->n_reloads, ==, 1);

  before = g_object_ref (find (fixture, "one"));
  add_bundle (fixture, "two");
  reload (fixture);
  g_assert_cmpuint (count (fixture), ==, 2);
  g_assert_true (find (fixture, "one") != before);

  /* The old object is nobody's: what is done to it is not stored, and the new one's is. */
  silu_conversation_set_title (before, "Stale", SILU_TITLE_USER);
  silu_conversation_set_title (find (fixture, "two"), "Fresh", SILU_TITLE_USER);
  reload (fixture);
  g_assert_cmpstr (silu_conversation_get_title (find (fixture, "one")), ==, "one");
  g_assert_cmpstr (silu_conversation_get_title (find (fixture, "two")), ==, "Fresh");
}

static void
ask_tour (Fixture *fixture)
{
  g_autoptr (SiluConversation) talk = silu_conversation_new ("talk");
  SiluAsk ask = { .account = silu_accounts_find (silu_engine_get_accounts (fixture->engine),
                                                 SILU_TOUR_ACCOUNT_ID) };

  silu_conversation_set_loaded (talk, TRUE);
  g_assert_nonnull (silu_engine_send (fixture->engine, talk, "Show me", &ask));
}

static void
test_restore (Fixture *fixture, gconstpointer data)
{
  SiluAccounts *accounts = silu_engine_get_accounts (fixture->engine);
  g_autoptr (SiluAccount) account = silu_account_new ("today", "custom");
  g_autoptr (GAsyncResult) added = NULL;
  g_autoptr (GError) error = NULL;

  add_bundle (fixture, "one");
  back_up (fixture);
  add_bundle (fixture, "two");
  reload (fixture);
  silu_account_set_name (account, "Today's");
  silu_accounts_add_async (accounts, account, NULL, silu_test_store_result_cb, &added);
  silu_test_wait_result (&added);

  /* An answer is under way: it ends, and nothing of it comes after. */
  ask_tour (fixture);
  g_assert_true (restore (fixture, fixture->copy, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count (fixture), ==, 1);
  g_assert_nonnull (find (fixture, "one"));
  g_assert_true (silu_accounts_find (accounts, "today") == account);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (accounts)), ==, 2);

  /* And it can be undone. */
  {
    g_autofree char *folder =
        silu_store_dup_backup_folder (silu_engine_get_store (fixture->engine));
    g_autoptr (GPtrArray) backups = silu_backup_list (folder);

    g_assert_cmpuint (backups->len, ==, 1);
    g_assert_true (
        restore (fixture, ((SiluBackup *) g_ptr_array_index (backups, 0))->path, &error));
    g_assert_no_error (error);
  }
  g_assert_nonnull (find (fixture, "two"));
  g_assert_nonnull (find (fixture, "talk"));
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  add_bundle (fixture, "one");
  reload (fixture);
  g_assert_false (restore (fixture, "/nowhere/at-all.db", &error));
  g_assert_error (error, SILU_ERROR, SILU_ERROR_STORE);
  g_assert_cmpuint (count (fixture), ==, 1);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/engine-restore/reload", test_reload);
  ADD ("/engine-restore/restore", test_restore);
  ADD ("/engine-restore/refused", test_refused);
#undef ADD

  return g_test_run ();
}
