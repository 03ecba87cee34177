/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of the sidebar: their order, and that no more is told than what changed. */
#include "silu-date-group.h"
#include "silu-sidebar-list.h"
#include "silu-test.h"

#define N_MANY 20000
#define N_STEPS 3000

typedef struct
{
  SiluConversationList *chats;
  SiluFolderList *folders;
  SiluSidebarList *list;
  GPtrArray *mirror; /* what somebody who only listens knows of the list */
  guint n_changes;
  guint n_touched; /* rows that were told to be gone or new */
} Fixture;

static void
items_cb (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->n_changes++;
  fixture->n_touched += removed + added;
  g_assert_cmpuint (position + removed, <=, fixture->mirror->len);
  if (removed > 0)
    g_ptr_array_remove_range (fixture->mirror, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (fixture->mirror, (int) (position + i),
                        g_list_model_get_item (model, position + i));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->chats = silu_conversation_list_new ();
  fixture->folders = silu_folder_list_new ();
  fixture->list = silu_sidebar_list_new (G_LIST_MODEL (fixture->chats));
  silu_sidebar_list_set_watched (fixture->list, fixture->chats);
  silu_sidebar_list_set_folders (fixture->list, fixture->folders);
  fixture->mirror = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect (fixture->list, "items-changed", G_CALLBACK (items_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_ptr_array_unref (fixture->mirror);
  g_assert_finalize_object (fixture->list);
  g_assert_finalize_object (fixture->folders);
  g_assert_finalize_object (fixture->chats);
}

/* Borrowed. */
static SiluConversation *
add (Fixture *fixture, const char *id, gint64 updated)
{
  g_autoptr (SiluConversation) chat = silu_conversation_new (id);

  silu_conversation_set_updated (chat, updated);
  silu_conversation_list_add (fixture->chats, chat);

  return chat;
}

/* Ids of chats, names of folders in brackets, as told and as asked. */
static void
assert_rows (Fixture *fixture, const char *expected)
{
  g_autoptr (GString) rows = g_string_new (NULL);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==,
                    fixture->mirror->len);
  for (guint i = 0; i < fixture->mirror->len; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (fixture->list), i);

      g_assert_true (item == fixture->mirror->pdata[i]);
      if (SILU_IS_FOLDER (item))
        {
          g_string_append_printf (rows, "[%s]", silu_folder_get_name (SILU_FOLDER (item)));
          continue;
        }
      g_string_append (rows, silu_conversation_get_id (SILU_CONVERSATION (item)));
      g_assert_cmpuint (silu_sidebar_list_find (fixture->list, SILU_CONVERSATION (item)), ==, i);
    }
  if (expected != NULL)
    g_assert_cmpstr (rows->str, ==, expected);
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 3, 18, 12, 0, 0);
  SiluFolder *work = silu_folder_list_create (fixture->folders, "W");
  SiluFolder *home = silu_folder_list_create (fixture->folders, "H");
  SiluConversation *a = add (fixture, "a", 1);
  SiluConversation *b = add (fixture, "b", 2);
  SiluConversation *c = add (fixture, "c", 3);

  add (fixture, "d", 4);
  assert_rows (fixture, "[W][H]dcba");

  silu_conversation_set_folder (a, silu_folder_get_id (work));
  silu_conversation_set_folder (c, silu_folder_get_id (work));
  silu_conversation_set_folder (b, "a folder that is nowhere");
  assert_rows (fixture, "[W]ca[H]db");
  g_assert_cmpuint (silu_sidebar_list_count_in_folder (fixture->list, work), ==, 2);
  g_assert_cmpuint (silu_sidebar_list_count_in_folder (fixture->list, home), ==, 0);
  g_assert_true (silu_sidebar_list_get_folder (fixture->list, 2) == work);
  g_assert_true (silu_sidebar_list_get_folder (fixture->list, 3) == home);
  g_assert_null (silu_sidebar_list_get_folder (fixture->list, 4));

  silu_conversation_set_updated (a, 9);
  assert_rows (fixture, "[W]ac[H]db");
  silu_conversation_set_pinned (c, TRUE);
  assert_rows (fixture, "c[W]a[H]db");
  g_assert_cmpuint (silu_sidebar_list_get_group (fixture->list, 0, now), ==,
                    SILU_DATE_GROUP_PINNED);
  g_assert_cmpuint (silu_sidebar_list_get_group (fixture->list, 2, now), ==,
                    SILU_DATE_GROUP_FOLDERS);
  g_assert_cmpuint (silu_sidebar_list_get_group (fixture->list, 4, now), ==,
                    SILU_DATE_GROUP_FIRST_MONTH + 1970 * 12);

  silu_folder_set_collapsed (work, TRUE);
  assert_rows (fixture, "c[W][H]db");
  g_assert_cmpuint (silu_sidebar_list_find (fixture->list, a), ==, G_MAXUINT);
  silu_conversation_set_folder (b, silu_folder_get_id (work));
  assert_rows (fixture, "c[W][H]d");
  silu_folder_set_collapsed (work, FALSE);
  assert_rows (fixture, "c[W]ab[H]d");

  silu_folder_set_name (home, "N");
  silu_folder_list_remove (fixture->folders, work);
  assert_rows (fixture, "c[N]adb");
}

static void
test_places (Fixture *fixture, gconstpointer data)
{
  static const char *const tags[] = { "x", "y", NULL };
  SiluFolder *folder = silu_folder_list_create (fixture->folders, "F");
  SiluConversation *a = add (fixture, "a", 1);
  SiluConversation *b = add (fixture, "b", 2);
  SiluConversation *c = add (fixture, "c", 3);

  silu_conversation_set_folder (a, silu_folder_get_id (folder));
  silu_conversation_set_pinned (a, TRUE);
  silu_conversation_set_archived (a, 5);
  silu_conversation_set_archived (b, 4);
  assert_rows (fixture, "[F]c");

  silu_sidebar_list_set_place (fixture->list, SILU_PLACE_ARCHIVE);
  assert_rows (fixture, "ba");
  silu_conversation_set_archived (b, 0);
  assert_rows (fixture, "a");

  silu_sidebar_list_set_place (fixture->list, SILU_PLACE_CHATS);
  assert_rows (fixture, "[F]cb");
  silu_sidebar_list_set_tag (fixture->list, "y");
  assert_rows (fixture, "");
  silu_conversation_set_tags (c, tags);
  assert_rows (fixture, "c");
  silu_sidebar_list_set_tag (fixture->list, NULL);
  silu_conversation_set_archived (a, 0);
  silu_conversation_set_pinned (a, FALSE);
  assert_rows (fixture, "[F]acb");

  silu_sidebar_list_set_flat (fixture->list, TRUE);
  assert_rows (fixture, "cba");

  silu_conversation_set_deleted (a, 9);
  silu_conversation_set_deleted (c, 8);
  silu_sidebar_list_set_place (fixture->list, SILU_PLACE_TRASH);
  assert_rows (fixture, "acb");
}

/* What happens to one chat is told of one row, however many there are. */
static void
test_one_row (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) many = g_ptr_array_new_with_free_func (g_object_unref);
  SiluFolder *folder = silu_folder_list_create (fixture->folders, "F");
  SiluConversation *chat;

  for (int i = 0; i < N_MANY; i++)
    {
      g_autofree char *id = g_strdup_printf ("%d", i);

      chat = silu_conversation_new (id);
      silu_conversation_set_updated (chat, i);
      g_ptr_array_add (many, chat);
    }
  silu_conversation_list_add_all (fixture->chats, many);
  chat = g_ptr_array_index (many, 0);

  fixture->n_touched = 0;
  silu_conversation_set_updated (chat, N_MANY);
  silu_conversation_set_pinned (chat, TRUE);
  silu_conversation_set_title (chat, "t", SILU_TITLE_USER);
  g_assert_cmpuint (fixture->n_touched, <=, 6);

  fixture->n_changes = 0;
  fixture->n_touched = 0;
  silu_conversation_set_pinned (chat, FALSE);
  silu_conversation_list_remove (fixture->chats, g_ptr_array_index (many, 5000));
  silu_conversation_set_archived (g_ptr_array_index (many, 7000), 1);
  silu_conversation_set_folder (g_ptr_array_index (many, N_MANY - 1), silu_folder_get_id (folder));
  g_assert_cmpuint (fixture->n_touched, <, 12);
  assert_rows (fixture, NULL);
}

static SiluFolder *
pick_folder (Fixture *fixture, GRand *rand)
{
  GListModel *folders = G_LIST_MODEL (fixture->folders);
  guint n = g_list_model_get_n_items (folders);
  g_autoptr (SiluFolder) folder = NULL;

  if (n == 0)
    return NULL;

  folder = g_list_model_get_item (folders, (guint) g_rand_int_range (rand, 0, (gint32) n));

  return folder;
}

static void
do_anything (Fixture *fixture, GRand *rand, SiluConversation *chat)
{
  SiluFolder *folder = pick_folder (fixture, rand);

  switch (g_rand_int_range (rand, 0, 9))
    {
    case 0:
      silu_conversation_list_remove (fixture->chats, chat);
      break;
    case 1:
      silu_conversation_list_add (fixture->chats, chat);
      break;
    case 2:
      silu_conversation_set_updated (chat, g_rand_int_range (rand, 0, 40));
      break;
    case 3:
      silu_conversation_set_pinned (chat, g_rand_boolean (rand));
      break;
    case 4:
      silu_conversation_set_archived (chat, g_rand_boolean (rand));
      break;
    case 5:
    case 6:
      silu_conversation_set_folder (chat, folder != NULL ? silu_folder_get_id (folder) : NULL);
      break;
    case 7:
      if (folder != NULL)
        silu_folder_set_collapsed (folder, g_rand_boolean (rand));
      break;
    default:
      if (folder == NULL || g_rand_int_range (rand, 0, 3) > 0)
        silu_folder_list_create (fixture->folders, "F");
      else
        silu_folder_list_remove (fixture->folders, folder);
    }
}

/* Whoever only listens always knows the rows. */
static void
test_anything (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) chats = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (int i = 0; i < 50; i++)
    g_ptr_array_add (chats, silu_conversation_new (NULL));
  silu_conversation_list_add_all (fixture->chats, chats);

  for (int i = 0; i < N_STEPS; i++)
    {
      do_anything (fixture, rand, g_ptr_array_index (chats, g_rand_int_range (rand, 0, 50)));
      assert_rows (fixture, NULL);
    }
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/sidebar-list/order", test_order);
  ADD ("/sidebar-list/places", test_places);
  ADD ("/sidebar-list/one-row", test_one_row);
  ADD ("/sidebar-list/anything", test_anything);
#undef ADD

  return g_test_run ();
}
