/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A store for tests, awaited. */
#include "store-fixture.h"

#include "silu-test.h"

char *
store_fixture_directory (void)
{
  return g_build_filename (g_get_user_data_dir (), "silu", NULL);
}

SiluStore *
store_fixture_open (const char *directory)
{
  SiluStore *store = silu_store_new (directory);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  silu_store_open_async (store, silu_test_store_result_cb, &result);
  silu_store_open_finish (store, silu_test_wait_result (&result), &error);
  g_assert_no_error (error);

  return store;
}

GError *
store_fixture_fail_to_open (const char *directory)
{
  SiluStore *store = silu_store_new (directory);
  GAsyncResult *result = NULL;
  GError *error = NULL;

  silu_store_open_async (store, silu_test_store_result_cb, &result);
  silu_store_open_finish (store, silu_test_wait_result (&result), &error);
  g_clear_object (&result);
  store_fixture_close (store);

  return error;
}

void
store_fixture_close (SiluStore *store)
{
  g_assert_finalize_object (store);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
store_fixture_flush (SiluStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  silu_store_flush_async (store, silu_test_store_result_cb, &result);
  silu_store_flush_finish (store, silu_test_wait_result (&result), &error);
  g_assert_no_error (error);
}

GPtrArray *
store_fixture_list (SiluStore *store, gboolean trash)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *conversations;

  silu_store_list_async (store, trash, silu_test_store_result_cb, &result);
  conversations = silu_store_list_finish (store, silu_test_wait_result (&result), &error);
  g_assert_no_error (error);

  return conversations;
}

GPtrArray *
store_fixture_list_accounts (SiluStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *accounts;

  silu_store_list_accounts_async (store, silu_test_store_result_cb, &result);
  accounts = silu_store_list_accounts_finish (store, silu_test_wait_result (&result), &error);
  g_assert_no_error (error);

  return accounts;
}

SiluConversation *
store_fixture_load (SiluStore *store, const char *id)
{
  SiluConversation *conversation = silu_conversation_new (id);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  silu_conversation_set_loaded (conversation, FALSE);
  silu_store_load_async (store, conversation, NULL, silu_test_store_result_cb, &result);
  silu_store_load_finish (store, silu_test_wait_result (&result), &error);
  g_assert_no_error (error);
  g_assert_true (silu_conversation_get_loaded (conversation));

  return conversation;
}

void
store_fixture_assert_text (SiluConversation *conversation,
                           const char *message,
                           SiluPartKind kind,
                           const char *text)
{
  SiluMessage *found = silu_conversation_find (conversation, message);
  g_autofree char *stored = NULL;

  g_assert_nonnull (found);
  stored = silu_message_dup_text (found, kind);
  g_assert_cmpstr (stored, ==, text);
}
