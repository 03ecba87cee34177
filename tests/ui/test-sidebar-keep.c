/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeping chats in order in the sidebar: folders, tags, archive, trash, several at a time. */
#include "silu-sidebar-row.h"
#include "silu-sidebar.h"
#include "silu-tags-dialog.h"
#include "silu-ui-test.h"

#define HOUR G_TIME_SPAN_HOUR

typedef struct
{
  SiluConversationList *list;
  SiluConversationList *trash;
  SiluFolderList *folders;
  SiluFolder *work;
  SiluConversation *chats[5];
  SiluSidebar *sidebar;
  GtkWidget *window;
  guint deed;
  GPtrArray *targets;
} Fixture;

static void
deed_cb (SiluSidebar *sidebar, guint deed, GPtrArray *chats, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->deed = deed;
  g_clear_pointer (&fixture->targets, g_ptr_array_unref);
  fixture->targets = g_ptr_array_ref (chats);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const char *const TITLES[] = { "one", "two", "three", "four", "five" };
  gint64 now = g_get_real_time ();

  fixture->list = silu_conversation_list_new ();
  fixture->trash = silu_conversation_list_new ();
  fixture->folders = silu_folder_list_new ();
  fixture->work = silu_folder_list_create (fixture->folders, "Work");
  for (gsize i = 0; i < G_N_ELEMENTS (TITLES); i++)
    {
      fixture->chats[i] = silu_conversation_new (NULL);
      silu_conversation_set_title (fixture->chats[i], TITLES[i], SILU_TITLE_USER);
      silu_conversation_set_updated (fixture->chats[i], now - ((gint64) i + 2 * 24) * HOUR);
      silu_conversation_list_add (fixture->list, fixture->chats[i]);
    }

  fixture->sidebar = SILU_SIDEBAR (silu_sidebar_new ());
  silu_sidebar_set_conversations (fixture->sidebar, fixture->list);
  silu_sidebar_set_trash (fixture->sidebar, fixture->trash);
  silu_sidebar_set_folders (fixture->sidebar, fixture->folders);
  g_signal_connect (fixture->sidebar, "deed", G_CALLBACK (deed_cb), fixture);
  fixture->window = silu_ui_test_show (GTK_WIDGET (fixture->sidebar), 272, 800);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  silu_ui_test_close_for_good (fixture->window, fixture->sidebar);
  g_assert_finalize_object (fixture->folders);
  g_assert_finalize_object (fixture->list);
  g_assert_finalize_object (fixture->trash);
  g_clear_pointer (&fixture->targets, g_ptr_array_unref);
  for (gsize i = 0; i < G_N_ELEMENTS (fixture->chats); i++)
    g_object_unref (fixture->chats[i]);
}

static SiluSidebarRow *
find_row (Fixture *fixture, gpointer item)
{
  g_autoptr (GPtrArray) rows =
      silu_ui_test_find_all (GTK_WIDGET (fixture->sidebar), SILU_TYPE_SIDEBAR_ROW);

  for (guint i = 0; i < rows->len; i++)
    if (silu_sidebar_row_get_item (rows->pdata[i]) == item)
      return rows->pdata[i];

  return NULL;
}

static GtkSelectionModel *
get_selection (Fixture *fixture)
{
  GtkWidget *list = silu_ui_test_find (GTK_WIDGET (fixture->sidebar), GTK_TYPE_LIST_VIEW);

  return gtk_list_view_get_model (GTK_LIST_VIEW (list));
}

/* "[Work] one two": what the list has, in order. */
static void
assert_rows (Fixture *fixture, const char *expected)
{
  GListModel *rows = G_LIST_MODEL (get_selection (fixture));
  g_autoptr (GString) text = g_string_new (NULL);

  silu_ui_test_settle (fixture->window);
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (rows, i);

      g_string_append (text, i > 0 ? " " : "");
      if (SILU_IS_FOLDER (item))
        g_string_append_printf (text, "[%s]", silu_folder_get_name (SILU_FOLDER (item)));
      else
        g_string_append (text, silu_conversation_get_title (SILU_CONVERSATION (item)));
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
select_item (Fixture *fixture, gpointer item, gboolean alone)
{
  GListModel *rows = G_LIST_MODEL (get_selection (fixture));

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (GObject) other = g_list_model_get_item (rows, i);

      if (other == item)
        gtk_selection_model_select_item (get_selection (fixture), i, alone);
    }
}

static void
act (Fixture *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->sidebar), action, NULL));
  silu_ui_test_settle (fixture->window);
}

/* The dialog over the window, which must be there. */
static GtkWidget *
get_dialog (Fixture *fixture)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (window != fixture->window)
        return window;
    }

  g_assert_not_reached ();
}

static void
answer (Fixture *fixture, const char *text, const char *button)
{
  GtkWidget *dialog = get_dialog (fixture);

  if (text != NULL)
    gtk_editable_set_text (GTK_EDITABLE (silu_ui_test_find (dialog, GTK_TYPE_ENTRY)), text);
  silu_ui_test_settle (dialog);
  g_signal_emit_by_name (silu_ui_test_find_button (dialog, button), "clicked");
  silu_ui_test_settle (fixture->window);
}

/* --- folders --- */

static void
test_folder (Fixture *fixture, gconstpointer data)
{
  GtkWidget *list = silu_ui_test_find (GTK_WIDGET (fixture->sidebar), GTK_TYPE_LIST_VIEW);

  assert_rows (fixture, "[Work] one two three four five");
  g_assert_cmpstr (silu_sidebar_row_get_heading (find_row (fixture, fixture->work)), ==, "Folders");

  silu_conversation_set_folder (fixture->chats[3], silu_folder_get_id (fixture->work));
  assert_rows (fixture, "[Work] four one two three five");
  g_assert_nonnull (silu_ui_test_find_label (GTK_WIDGET (find_row (fixture, fixture->work)), "1"));
  g_assert_cmpstr (silu_sidebar_row_get_heading (find_row (fixture, fixture->chats[0])), ==,
                   "Previous 7 days");
  g_assert_null (silu_sidebar_row_get_heading (find_row (fixture, fixture->chats[3])));

  /* Enter on it closes it; what is in it is not lost to the keys that go through the chats. */
  g_signal_emit_by_name (list, "activate", 0);
  assert_rows (fixture, "[Work] one two three five");
  silu_conversation_set_folder (fixture->chats[4], silu_folder_get_id (fixture->work));
  assert_rows (fixture, "[Work] one two three");
  g_assert_nonnull (silu_ui_test_find_label (GTK_WIDGET (find_row (fixture, fixture->work)), "2"));
  g_signal_emit_by_name (list, "activate", 0);
  assert_rows (fixture, "[Work] four five one two three");

  silu_sidebar_set_selected (fixture->sidebar, fixture->chats[0]);
  g_assert_true (silu_sidebar_get_neighbour (fixture->sidebar, -1) == fixture->chats[4]);
  silu_sidebar_set_selected (fixture->sidebar, fixture->chats[3]);
  g_assert_null (silu_sidebar_get_neighbour (fixture->sidebar, -1));
}

static void
test_move (Fixture *fixture, gconstpointer data)
{
  SiluFolder *made;

  select_item (fixture, fixture->chats[0], TRUE);
  select_item (fixture, fixture->chats[2], FALSE);
  gtk_widget_activate_action (GTK_WIDGET (fixture->sidebar), "sidebar.move", "s",
                              silu_folder_get_id (fixture->work));
  assert_rows (fixture, "[Work] one three two four five");

  select_item (fixture, fixture->chats[2], TRUE);
  gtk_widget_activate_action (GTK_WIDGET (fixture->sidebar), "sidebar.move", "s", "");
  assert_rows (fixture, "[Work] one two three four five");

  select_item (fixture, fixture->chats[3], TRUE);
  act (fixture, "sidebar.move-new");
  answer (fixture, " Home ", "Create");
  assert_rows (fixture, "[Work] one [Home] four two three five");
  made = silu_folder_list_find (fixture->folders, silu_conversation_get_folder (fixture->chats[3]));
  g_assert_cmpstr (silu_folder_get_name (made), ==, "Home");

  /* F2 and Delete on a folder are about the folder. */
  select_item (fixture, made, TRUE);
  act (fixture, "sidebar.rename");
  answer (fixture, "Attic", "Rename");
  assert_rows (fixture, "[Work] one [Attic] four two three five");
  act (fixture, "sidebar.delete");
  answer (fixture, NULL, "Delete");
  assert_rows (fixture, "[Work] one two three four five");
}

static GtkEventController *
get_controller (GtkWidget *widget, GType type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (controller, type))
        return controller;
    }

  g_assert_not_reached ();
}

static void
drag (Fixture *fixture, gpointer from, GtkWidget *to)
{
  GtkWidget *row = GTK_WIDGET (find_row (fixture, from));
  GtkEventController *source = get_controller (row, GTK_TYPE_DRAG_SOURCE);
  GtkEventController *target = get_controller (to, GTK_TYPE_DROP_TARGET);
  g_autoptr (GdkContentProvider) content = NULL;
  g_auto (GValue) value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_signal_emit_by_name (source, "prepare", 4.0, 4.0, &content);
  g_assert_nonnull (content);
  g_value_init (&value, G_TYPE_PTR_ARRAY);
  g_assert_true (gdk_content_provider_get_value (content, &value, NULL));
  g_signal_emit_by_name (target, "drop", &value, 4.0, 4.0, &taken);
  g_assert_true (taken);
}

static void
test_drag (Fixture *fixture, gconstpointer data)
{
  GtkWidget *beside = gtk_widget_get_parent (gtk_widget_get_parent (
      silu_ui_test_find (GTK_WIDGET (fixture->sidebar), GTK_TYPE_LIST_VIEW)));

  drag (fixture, fixture->chats[1], GTK_WIDGET (find_row (fixture, fixture->work)));
  assert_rows (fixture, "[Work] two one three four five");

  /* All that are chosen come along. */
  select_item (fixture, fixture->chats[2], TRUE);
  select_item (fixture, fixture->chats[4], FALSE);
  drag (fixture, fixture->chats[4], GTK_WIDGET (find_row (fixture, fixture->chats[1])));
  assert_rows (fixture, "[Work] two three five one four");

  drag (fixture, fixture->chats[1], GTK_WIDGET (find_row (fixture, fixture->chats[0])));
  drag (fixture, fixture->chats[4], beside);
  assert_rows (fixture, "[Work] three one two four five");
}

/* --- tags --- */

static void
test_tags (Fixture *fixture, gconstpointer data)
{
  const char *const *tags;

  select_item (fixture, fixture->chats[1], TRUE);
  act (fixture, "sidebar.tags");
  answer (fixture, "rust， #数学, rust,", "Save");
  tags = silu_conversation_get_tags (fixture->chats[1]);
  g_assert_cmpstr (tags[0], ==, "rust");
  g_assert_cmpstr (tags[1], ==, "数学");
  g_assert_null (tags[2]);
  g_assert_nonnull (
      silu_ui_test_find_label (GTK_WIDGET (find_row (fixture, fixture->chats[1])), "#rust  #数学"));

  /* Several get one more. */
  select_item (fixture, fixture->chats[1], TRUE);
  select_item (fixture, fixture->chats[2], FALSE);
  act (fixture, "sidebar.tags");
  answer (fixture, "a<b>&\"c\"", "Add");
  g_assert_cmpuint (g_strv_length ((char **) silu_conversation_get_tags (fixture->chats[1])), ==,
                    3);
  act (fixture, "sidebar.stop-selecting");

  gtk_widget_activate_action (GTK_WIDGET (find_row (fixture, fixture->chats[2])),
                              "sidebar.show-tag", "s", "a<b>&\"c\"");
  assert_rows (fixture, "two three");
  g_assert_nonnull (silu_ui_test_find_label (fixture->window, "#a<b>&\"c\""));
  act (fixture, "sidebar.go-back");
  assert_rows (fixture, "[Work] one two three four five");
}

/* --- archive and trash --- */

static void
test_archive (Fixture *fixture, gconstpointer data)
{
  select_item (fixture, fixture->chats[1], TRUE);
  act (fixture, "sidebar.archive");
  g_assert_cmpuint (fixture->deed, ==, SILU_DEED_ARCHIVE);
  g_assert_true (fixture->targets->pdata[0] == fixture->chats[1]);

  silu_conversation_set_archived (fixture->chats[1], g_get_real_time ());
  assert_rows (fixture, "[Work] one three four five");
  gtk_widget_activate_action (GTK_WIDGET (fixture->sidebar), "sidebar.show-place", "s", "archive");
  assert_rows (fixture, "two");
  g_assert_nonnull (silu_ui_test_find_label (fixture->window, "Archive"));

  select_item (fixture, fixture->chats[1], TRUE);
  act (fixture, "sidebar.unarchive");
  g_assert_cmpuint (fixture->deed, ==, SILU_DEED_UNARCHIVE);
  silu_conversation_set_archived (fixture->chats[1], 0);
  silu_ui_test_settle (fixture->window);
  g_assert_nonnull (silu_ui_test_find_label (fixture->window, "Nothing is archived"));
  act (fixture, "sidebar.go-back");
  assert_rows (fixture, "[Work] one two three four five");
}

static void
test_trash (Fixture *fixture, gconstpointer data)
{
  guint n = 0;

  silu_ui_test_count (fixture->sidebar, "show-trash", &n);
  for (int i = 0; i < 2; i++)
    {
      silu_conversation_set_deleted (fixture->chats[i],
                                     g_get_real_time () - (i * 5 * 24 + 1) * HOUR);
      silu_conversation_list_add (fixture->trash, fixture->chats[i]);
      silu_conversation_list_remove (fixture->list, fixture->chats[i]);
    }
  gtk_widget_activate_action (GTK_WIDGET (fixture->sidebar), "sidebar.show-place", "s", "trash");
  g_assert_cmpuint (n, ==, 1);
  assert_rows (fixture, "one two");
  g_assert_nonnull (
      silu_ui_test_find_label (GTK_WIDGET (find_row (fixture, fixture->chats[0])), "30 days"));
  g_assert_nonnull (
      silu_ui_test_find_label (GTK_WIDGET (find_row (fixture, fixture->chats[1])), "25 days"));

  select_item (fixture, fixture->chats[1], TRUE);
  act (fixture, "sidebar.restore");
  g_assert_cmpuint (fixture->deed, ==, SILU_DEED_RESTORE);
  g_assert_cmpuint (fixture->targets->len, ==, 1);

  /* The key that elsewhere brings a chat here erases it here. */
  select_item (fixture, fixture->chats[0], TRUE);
  act (fixture, "sidebar.delete");
  g_assert_cmpuint (fixture->deed, ==, SILU_DEED_ERASE);
  act (fixture, "sidebar.empty-trash");
  g_assert_cmpuint (fixture->deed, ==, SILU_DEED_ERASE);
  g_assert_cmpuint (fixture->targets->len, ==, 2);

  act (fixture, "sidebar.go-back");
  assert_rows (fixture, "[Work] three four five");
}

/* --- several at a time --- */

static gboolean
shows_bar (Fixture *fixture, const char *count)
{
  silu_ui_test_settle (fixture->window);

  return silu_ui_test_find_label (fixture->window, count) != NULL;
}

static void
test_select (Fixture *fixture, gconstpointer data)
{
  silu_sidebar_set_selected (fixture->sidebar, fixture->chats[0]);
  g_assert_false (shows_bar (fixture, "1 selected"));

  /* As with Ctrl: from the second on. */
  select_item (fixture, fixture->chats[3], FALSE);
  g_assert_true (shows_bar (fixture, "2 selected"));

  /* A chat that moves meanwhile stays chosen. */
  silu_conversation_set_updated (fixture->chats[3], g_get_real_time ());
  silu_conversation_set_pinned (fixture->chats[3], TRUE);
  assert_rows (fixture, "four [Work] one two three five");
  act (fixture, "sidebar.delete");
  g_assert_cmpuint (fixture->deed, ==, SILU_DEED_DELETE);
  g_assert_cmpuint (fixture->targets->len, ==, 2);
  g_assert_true (g_ptr_array_find (fixture->targets, fixture->chats[3], NULL));
  g_assert_false (shows_bar (fixture, "2 selected"));

  /* By the command it begins with what is selected, and lasts. */
  act (fixture, "sidebar.select");
  g_assert_true (shows_bar (fixture, "1 selected"));
  gtk_selection_model_unselect_all (get_selection (fixture));
  g_assert_true (shows_bar (fixture, "0 selected"));
  gtk_selection_model_select_all (get_selection (fixture));
  g_assert_true (shows_bar (fixture, "5 selected"));
  g_assert_nonnull (silu_ui_test_find_button (fixture->window, "Archive"));
  g_assert_null (silu_ui_test_find_button (fixture->window, "Restore"));
  act (fixture, "sidebar.stop-selecting");
  g_assert_false (shows_bar (fixture, "5 selected"));
}

int
main (int argc, char **argv)
{
  silu_ui_test_init (&argc, &argv);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/sidebar-keep/folder", test_folder);
  ADD ("/sidebar-keep/move", test_move);
  ADD ("/sidebar-keep/drag", test_drag);
  ADD ("/sidebar-keep/tags", test_tags);
  ADD ("/sidebar-keep/archive", test_archive);
  ADD ("/sidebar-keep/trash", test_trash);
  ADD ("/sidebar-keep/select", test_select);
#undef ADD

  return g_test_run ();
}
