/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folders and the trash, as they are stored. */
#include "silu-test.h"
#include "store-fixture.h"

static GPtrArray *
list_folders (SiluStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *folders;

  silu_store_list_folders_async (store, silu_test_store_result_cb, &result);
  folders = silu_store_list_folders_finish (store, silu_test_wait_result (&result), &error);
  g_assert_no_error (error);

  return folders;
}

static void
save_chat (SiluStore *store, const char *id, const char *folder, gint64 deleted)
{
  g_autoptr (SiluConversation) chat = silu_conversation_new (id);
  g_autoptr (SiluMessage) message = silu_message_new (NULL, SILU_ROLE_USER);

  silu_conversation_set_title (chat, id, SILU_TITLE_USER);
  silu_conversation_set_folder (chat, folder);
  silu_conversation_set_deleted (chat, deleted);
  silu_conversation_add (chat, message, NULL);
  silu_store_save_conversation (store, chat);
  silu_store_save_message (store, chat, message);
}

static void
test_save (void)
{
  g_autofree char *directory = store_fixture_directory ();
  SiluStore *store = store_fixture_open (directory);
  g_autoptr (SiluFolder) work = silu_folder_new (NULL, "Work", 1);
  g_autoptr (SiluFolder) home = silu_folder_new (NULL, "家", 0);
  g_autoptr (GPtrArray) stored = NULL;

  silu_store_save_folder (store, work);
  silu_store_save_folder (store, home);
  silu_folder_set_name (work, "Work's; --");
  silu_folder_set_collapsed (work, TRUE);
  silu_store_save_folder (store, work);
  store_fixture_close (store);

  store = store_fixture_open (directory);
  stored = list_folders (store);
  g_assert_cmpuint (stored->len, ==, 2);
  g_assert_cmpstr (silu_folder_get_name (stored->pdata[0]), ==, "家");
  g_assert_false (silu_folder_get_collapsed (stored->pdata[0]));
  g_assert_cmpstr (silu_folder_get_id (stored->pdata[1]), ==, silu_folder_get_id (work));
  g_assert_cmpstr (silu_folder_get_name (stored->pdata[1]), ==, "Work's; --");
  g_assert_cmpint (silu_folder_get_position (stored->pdata[1]), ==, 1);
  g_assert_true (silu_folder_get_collapsed (stored->pdata[1]));
  store_fixture_close (store);
}

/* What was in a folder outlives it. */
static void
test_erase (void)
{
  SiluStore *store = store_fixture_open (NULL);
  g_autoptr (SiluFolder) work = silu_folder_new ("w", "Work", 0);
  g_autoptr (GPtrArray) folders = NULL;
  g_autoptr (GPtrArray) chats = NULL;

  silu_store_save_folder (store, work);
  save_chat (store, "in", "w", 0);
  save_chat (store, "elsewhere", "other", 0);
  silu_store_erase_folder (store, "w");

  folders = list_folders (store);
  g_assert_cmpuint (folders->len, ==, 0);
  chats = store_fixture_list (store, FALSE);
  g_assert_cmpuint (chats->len, ==, 2);
  for (guint i = 0; i < chats->len; i++)
    {
      const char *id = silu_conversation_get_id (chats->pdata[i]);

      g_assert_cmpstr (silu_conversation_get_folder (chats->pdata[i]), ==,
                       g_str_equal (id, "in") ? NULL : "other");
    }
  store_fixture_close (store);
}

static void
test_old_trash (void)
{
  SiluStore *store = store_fixture_open (NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ids = NULL;

  save_chat (store, "kept", NULL, 0);
  save_chat (store, "new", NULL, 101);
  save_chat (store, "old", NULL, 100);
  silu_store_list_old_trash_async (store, 101, silu_test_store_result_cb, &result);
  ids = silu_store_list_old_trash_finish (store, silu_test_wait_result (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ids->len, ==, 1);
  g_assert_cmpstr (ids->pdata[0], ==, "old");
  g_clear_object (&result);
  store_fixture_close (store);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/folders/save", test_save);
  g_test_add_func ("/folders/erase", test_erase);
  g_test_add_func ("/folders/old-trash", test_old_trash);

  return g_test_run ();
}
