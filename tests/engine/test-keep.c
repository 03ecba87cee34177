/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trash, folders and archive, over a restart of the engine. */
#include "engine-fixture.h"

static SiluConversation *
begin (EngineFixture *fixture, const char *title)
{
  g_clear_object (&fixture->conversation);
  fixture->conversation = silu_conversation_new (NULL);
  engine_fixture_push_answer (fixture, NULL, "text");
  engine_fixture_ask (fixture, title, SILU_TURN_COMPLETE);

  return fixture->conversation;
}

static guint
count (SiluConversationList *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

static void
load_trash (EngineFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  silu_engine_load_trash_async (fixture->engine, silu_test_store_result_cb, &result);
  silu_engine_load_trash_finish (fixture->engine, silu_test_wait_result (&result), &error);
  g_assert_no_error (error);
}

static void
test_trash (EngineFixture *fixture, gconstpointer data)
{
  g_autoptr (SiluConversation) kept = g_object_ref (begin (fixture, "kept"));
  g_autoptr (SiluConversation) gone = g_object_ref (begin (fixture, "gone"));
  g_autofree char *kept_id = g_strdup (silu_conversation_get_id (kept));
  SiluConversationList *trash;

  silu_engine_delete (fixture->engine, kept);
  silu_engine_delete (fixture->engine, gone);
  g_assert_cmpuint (count (silu_engine_get_trash (fixture->engine)), ==, 2);
  load_trash (fixture);
  g_assert_cmpuint (count (silu_engine_get_trash (fixture->engine)), ==, 2);

  engine_fixture_restart (fixture);
  trash = silu_engine_get_trash (fixture->engine);
  g_assert_cmpuint (count (trash), ==, 0);
  load_trash (fixture);
  g_assert_cmpuint (count (trash), ==, 2);

  /* What is gone for good does not come back by an undo. */
  silu_engine_erase (fixture->engine, gone);
  silu_engine_restore (fixture->engine, gone);
  silu_engine_restore (fixture->engine, silu_conversation_list_find (trash, kept_id));
  g_assert_cmpuint (count (trash), ==, 0);
  g_assert_cmpuint (count (silu_engine_get_conversations (fixture->engine)), ==, 1);

  engine_fixture_restart (fixture);
  load_trash (fixture);
  g_assert_cmpuint (count (silu_engine_get_trash (fixture->engine)), ==, 0);
  engine_fixture_load (fixture, kept_id);
  engine_fixture_check_text (silu_conversation_get_leaf (fixture->conversation), SILU_PART_TEXT,
                             "text");
}

/* What is erased while the trash is read is not in it. */
static void
test_erase_meanwhile (EngineFixture *fixture, gconstpointer data)
{
  SiluConversation *chat = begin (fixture, "gone");
  g_autoptr (GAsyncResult) result = NULL;

  silu_engine_delete (fixture->engine, chat);
  silu_engine_load_trash_async (fixture->engine, silu_test_store_result_cb, &result);
  silu_engine_erase (fixture->engine, chat);
  g_assert_true (
      silu_engine_load_trash_finish (fixture->engine, silu_test_wait_result (&result), NULL));
  g_assert_cmpuint (count (silu_engine_get_trash (fixture->engine)), ==, 0);
}

static guint
count_stored_trash (EngineFixture *fixture)
{
  SiluStore *store = silu_engine_get_store (fixture->engine);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) found = NULL;

  silu_store_list_async (store, TRUE, silu_test_store_result_cb, &result);
  found = silu_store_list_finish (store, silu_test_wait_result (&result), NULL);

  return found->len;
}

static void
test_thirty_days (EngineFixture *fixture, gconstpointer data)
{
  static const gint64 DAYS[] = { 29, 31, 400 };

  for (gsize i = 0; i < G_N_ELEMENTS (DAYS); i++)
    {
      SiluConversation *chat = begin (fixture, "old");

      silu_engine_delete (fixture->engine, chat);
      silu_conversation_set_deleted (chat, g_get_real_time () - DAYS[i] * G_TIME_SPAN_DAY);
    }

  engine_fixture_restart (fixture);
  load_trash (fixture);
  g_assert_cmpuint (count (silu_engine_get_trash (fixture->engine)), ==, 1);

  /* Not only hidden. */
  g_assert_cmpuint (count_stored_trash (fixture), ==, 1);
}

static void
test_folders (EngineFixture *fixture, gconstpointer data)
{
  SiluConversation *chat = begin (fixture, "chat");
  g_autofree char *id = g_strdup (silu_conversation_get_id (chat));
  SiluFolderList *folders = silu_engine_get_folders (fixture->engine);
  SiluFolder *folder = silu_folder_list_create (folders, "Work");
  SiluConversationList *list;

  silu_folder_set_collapsed (folder, TRUE);
  silu_conversation_set_folder (chat, silu_folder_get_id (folder));

  engine_fixture_restart (fixture);
  folders = silu_engine_get_folders (fixture->engine);
  list = silu_engine_get_conversations (fixture->engine);
  folder = silu_folder_list_find (
      folders, silu_conversation_get_folder (silu_conversation_list_find (list, id)));
  g_assert_cmpstr (silu_folder_get_name (folder), ==, "Work");
  g_assert_true (silu_folder_get_collapsed (folder));

  silu_folder_list_remove (folders, folder);
  g_assert_null (silu_conversation_get_folder (silu_conversation_list_find (list, id)));

  engine_fixture_restart (fixture);
  folders = silu_engine_get_folders (fixture->engine);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (folders)), ==, 0);
  list = silu_engine_get_conversations (fixture->engine);
  g_assert_null (silu_conversation_get_folder (silu_conversation_list_find (list, id)));
}

static void
test_archive (EngineFixture *fixture, gconstpointer data)
{
  SiluConversation *chat = begin (fixture, "chat");

  silu_conversation_set_archived (chat, 5);
  engine_fixture_come_back (fixture);
  g_assert_cmpint (silu_conversation_get_archived (silu_conversation_list_find (
                       silu_engine_get_conversations (fixture->engine),
                       silu_conversation_get_id (fixture->conversation))),
                   ==, 5);

  /* A chat that goes on comes out of it. */
  silu_conversation_set_archived (fixture->conversation, 5);
  engine_fixture_push_answer (fixture, NULL, "more");
  engine_fixture_ask (fixture, "go on", SILU_TURN_COMPLETE);
  g_assert_cmpint (silu_conversation_get_archived (fixture->conversation), ==, 0);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  engine_fixture_add ("/keep/trash", test_trash);
  engine_fixture_add ("/keep/erase-meanwhile", test_erase_meanwhile);
  engine_fixture_add ("/keep/thirty-days", test_thirty_days);
  engine_fixture_add ("/keep/folders", test_folders);
  engine_fixture_add ("/keep/archive", test_archive);

  return g_test_run ();
}
