/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folders come, change and go, and who stores them hears of it. */
#include "silu-folder-list.h"
#include "silu-test.h"

static void
append_cb (SiluFolderList *list, SiluFolder *folder, gpointer user_data)
{
  g_string_append (user_data, silu_folder_get_name (folder));
}

static void
test_changes (void)
{
  g_autoptr (SiluFolderList) list = silu_folder_list_new ();
  g_autoptr (GString) changed = g_string_new (NULL);
  g_autoptr (GString) removed = g_string_new (NULL);
  SiluFolder *work;
  SiluFolder *home;

  g_signal_connect (list, "changed", G_CALLBACK (append_cb), changed);
  g_signal_connect (list, "removed", G_CALLBACK (append_cb), removed);

  work = silu_folder_list_create (list, "w");
  home = silu_folder_list_create (list, "h");
  g_assert_cmpint (silu_folder_get_position (work), <, silu_folder_get_position (home));
  g_assert_true (silu_folder_list_find (list, silu_folder_get_id (home)) == home);
  g_assert_null (silu_folder_list_find (list, NULL));
  g_assert_null (silu_folder_list_find (list, "x"));

  silu_folder_set_name (work, "W");
  silu_folder_set_name (work, "W");
  silu_folder_set_collapsed (home, TRUE);
  silu_folder_set_collapsed (home, TRUE);
  g_assert_cmpstr (changed->str, ==, "whWh");

  silu_folder_list_remove (list, work);
  silu_folder_list_remove (list, work);
  g_assert_cmpstr (removed->str, ==, "W");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1);
}

static void
test_stored (void)
{
  g_autoptr (SiluFolderList) list = silu_folder_list_new ();
  g_autoptr (GPtrArray) stored = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GString) changed = g_string_new (NULL);

  g_signal_connect (list, "changed", G_CALLBACK (append_cb), changed);
  g_ptr_array_add (stored, silu_folder_new ("a", "Work", 3));
  g_ptr_array_add (stored, silu_folder_new ("b", "Home", 7));
  silu_folder_list_add_stored (list, stored);
  silu_folder_list_add_stored (list, stored);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2);
  g_assert_cmpstr (changed->str, ==, "");
  g_assert_cmpint (silu_folder_get_position (silu_folder_list_create (list, "New")), ==, 8);

  g_ptr_array_remove_index (stored, 0);
  silu_folder_list_replace (list, stored);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1);
  g_assert_cmpstr (changed->str, ==, "New");
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/folder-list/changes", test_changes);
  g_test_add_func ("/folder-list/stored", test_stored);

  return g_test_run ();
}
