/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of conversations: its groups, its search, its marks, its keys. */
#include "silu-date-group.h"
#include "silu-sidebar-row.h"
#include "silu-sidebar.h"
#include "silu-ui-test.h"

/* Wednesday, 18 March 2026, 10:30 in UTC+8. */
#define NOW "2026-03-18T10:30:00+08"

static gint64
get_time (const char *text)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, NULL);

  g_assert_nonnull (time);

  return g_date_time_to_unix (time) * G_USEC_PER_SEC;
}

static SiluConversation *
make_conversation (const char *title, const char *updated)
{
  SiluConversation *conversation = silu_conversation_new (NULL);

  silu_conversation_set_title (conversation, title, SILU_TITLE_USER);
  silu_conversation_set_updated (conversation, get_time (updated));

  return conversation;
}

static void
test_groups (void)
{
  static const struct
  {
    const char *updated;
    const char *name;
  } CASES[] = {
    { "2026-03-19T09:00:00+08", "Today" }, /* a clock that was wrong */
    { "2026-03-18T10:30:00+08", "Today" },
    { "2026-03-18T00:00:00+08", "Today" },
    { "2026-03-17T16:00:00Z", "Today" }, /* midnight in +08 */
    { "2026-03-17T15:59:59Z", "Yesterday" },
    { "2026-03-16T23:59:59+08", "Previous 7 days" },
    { "2026-03-11T00:00:00+08", "Previous 7 days" },
    { "2026-03-10T23:59:59+08", "Previous 30 days" },
    { "2026-02-16T00:00:00+08", "Previous 30 days" },
    { "2026-02-15T23:59:59+08", "February 2026" },
    { "2025-12-31T23:59:59+08", "December 2025" },
    { "1970-01-01T12:00:00+08", "January 1970" },
  };
  g_autoptr (GDateTime) now = g_date_time_new_from_iso8601 (NOW, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *name =
          silu_date_group_dup_name (silu_date_group (get_time (CASES[i].updated), now));

      g_assert_cmpstr (name, ==, CASES[i].name);
    }
}

typedef struct
{
  SiluConversationList *list;
  SiluSidebar *sidebar;
  GtkWidget *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const char *const CHATS[][2] = {
    { "Collision check for a snake", "2026-03-18T09:00:00+08" },
    { "Prove that √2 is irrational", "2026-03-18T08:00:00+08" },
    { "周报润色", "2026-03-17T20:00:00+08" },
    { "Why is my mutex slow?", "2026-03-17T09:00:00+08" },
    { "Meson subprojects", "2026-03-13T09:00:00+08" },
    { "Old things", "2025-11-02T09:00:00+08" },
  };
  g_autoptr (GDateTime) now = g_date_time_new_from_iso8601 (NOW, NULL);

  fixture->list = silu_conversation_list_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (CHATS); i++)
    {
      g_autoptr (SiluConversation) conversation = make_conversation (CHATS[i][0], CHATS[i][1]);

      silu_conversation_list_add (fixture->list, conversation);
    }

  fixture->sidebar = SILU_SIDEBAR (silu_sidebar_new ());
  silu_sidebar_set_now (fixture->sidebar, now);
  silu_sidebar_set_conversations (fixture->sidebar, fixture->list);
  fixture->window = silu_ui_test_show (GTK_WIDGET (fixture->sidebar), 272, 700);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  silu_ui_test_close_for_good (fixture->window, fixture->sidebar);
  g_assert_finalize_object (fixture->list);
}

/* The rows in their order on screen, as "[heading] title" lines. */
static char *
dup_rows (Fixture *fixture)
{
  g_autoptr (GPtrArray) rows = NULL;
  GString *text = g_string_new (NULL);

  silu_ui_test_settle (fixture->window);
  rows = silu_ui_test_find_all (GTK_WIDGET (fixture->sidebar), SILU_TYPE_SIDEBAR_ROW);
  for (guint i = 0; i < rows->len; i++)
    {
      SiluSidebarRow *row = g_ptr_array_index (rows, i);
      SiluConversation *conversation = silu_sidebar_row_get_conversation (row);
      const char *heading = silu_sidebar_row_get_heading (row);

      if (conversation == NULL)
        continue;
      if (heading != NULL)
        g_string_append_printf (text, "[%s] ", heading);
      g_string_append_printf (text, "%s\n", silu_conversation_get_title (conversation));
    }

  return g_string_free (text, FALSE);
}

static SiluConversation *
get_chat (Fixture *fixture, guint position)
{
  g_autoptr (SiluConversation) found =
      g_list_model_get_item (G_LIST_MODEL (fixture->list), position);

  return found;
}

static void
search_for (Fixture *fixture, const char *text)
{
  gtk_editable_set_text (
      GTK_EDITABLE (silu_ui_test_find (GTK_WIDGET (fixture->sidebar), GTK_TYPE_SEARCH_ENTRY)),
      text);
}

static void
test_headings (Fixture *fixture, gconstpointer data)
{
  g_autofree char *rows = dup_rows (fixture);

  g_assert_cmpstr (rows, ==,
                   "[Today] Collision check for a snake\n"
                   "Prove that √2 is irrational\n"
                   "[Yesterday] 周报润色\n"
                   "Why is my mutex slow?\n"
                   "[Previous 7 days] Meson subprojects\n"
                   "[November 2025] Old things\n");
}

/* A pinned chat leaves its group; the next one there takes the heading over. */
static void
test_headings_follow (Fixture *fixture, gconstpointer data)
{
  g_autofree char *rows = NULL;

  silu_conversation_set_pinned (get_chat (fixture, 2), TRUE);
  silu_conversation_list_remove (fixture->list, get_chat (fixture, 1));
  rows = dup_rows (fixture);

  g_assert_cmpstr (rows, ==,
                   "[Pinned] 周报润色\n"
                   "[Today] Prove that √2 is irrational\n"
                   "[Yesterday] Why is my mutex slow?\n"
                   "[Previous 7 days] Meson subprojects\n"
                   "[November 2025] Old things\n");
}

static void
test_search (Fixture *fixture, gconstpointer data)
{
  g_autofree char *rows = NULL;
  g_autofree char *chinese = NULL;
  g_autofree char *none = NULL;

  search_for (fixture, "MES");
  rows = dup_rows (fixture);
  g_assert_cmpstr (rows, ==, "[Previous 7 days] Meson subprojects\n");

  search_for (fixture, "周报");
  chinese = dup_rows (fixture);
  g_assert_cmpstr (chinese, ==, "[Yesterday] 周报润色\n");

  search_for (fixture, "nothing like it");
  none = dup_rows (fixture);
  g_assert_cmpstr (none, ==, "");
  g_assert_nonnull (silu_ui_test_find_label (fixture->window, "No chat matches"));
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  while (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)) > 0)
    silu_conversation_list_remove (fixture->list, get_chat (fixture, 0));
  silu_ui_test_settle (fixture->window);

  g_assert_nonnull (silu_ui_test_find_label (fixture->window, "No chats yet"));
}

static SiluSidebarRow *
find_row (Fixture *fixture, SiluConversation *conversation)
{
  g_autoptr (GPtrArray) rows =
      silu_ui_test_find_all (GTK_WIDGET (fixture->sidebar), SILU_TYPE_SIDEBAR_ROW);

  for (guint i = 0; i < rows->len; i++)
    if (silu_sidebar_row_get_conversation (g_ptr_array_index (rows, i)) == conversation)
      return g_ptr_array_index (rows, i);

  return NULL;
}

static void
test_marks (Fixture *fixture, gconstpointer data)
{
  SiluConversation *conversation = get_chat (fixture, 1);
  SiluSidebarRow *row = find_row (fixture, conversation);

  g_assert_false (silu_sidebar_row_get_marked (row));
  silu_conversation_set_streaming (conversation, TRUE);
  g_assert_true (silu_sidebar_row_get_marked (row));
  silu_conversation_set_streaming (conversation, FALSE);
  silu_conversation_set_unread (conversation, TRUE);
  g_assert_true (silu_sidebar_row_get_marked (row));
  silu_conversation_set_unread (conversation, FALSE);
  g_assert_false (silu_sidebar_row_get_marked (row));
}

static void
take_conversation_cb (SiluSidebar *sidebar, SiluConversation *conversation, gpointer user_data)
{
  *(SiluConversation **) user_data = conversation;
}

static void
take_deed_cb (SiluSidebar *sidebar, guint deed, GPtrArray *chats, gpointer user_data)
{
  g_assert_cmpuint (deed, ==, SILU_DEED_DELETE);
  *(GPtrArray **) user_data = g_ptr_array_ref (chats);
}

static GtkSelectionModel *
get_selection (Fixture *fixture)
{
  GtkWidget *list = silu_ui_test_find (GTK_WIDGET (fixture->sidebar), GTK_TYPE_LIST_VIEW);

  return gtk_list_view_get_model (GTK_LIST_VIEW (list));
}

/* What Enter, a click, F2 and Delete come down to. */
static void
test_actions (Fixture *fixture, gconstpointer data)
{
  SiluConversation *opened = NULL;
  g_autoptr (GPtrArray) deleted = NULL;
  GtkWidget *sidebar = GTK_WIDGET (fixture->sidebar);

  g_signal_connect (sidebar, "open", G_CALLBACK (take_conversation_cb), &opened);
  g_signal_connect (sidebar, "deed", G_CALLBACK (take_deed_cb), &deleted);

  g_signal_emit_by_name (silu_ui_test_find (sidebar, GTK_TYPE_LIST_VIEW), "activate", 3);
  g_assert_true (opened == get_chat (fixture, 3));

  gtk_widget_activate_action (GTK_WIDGET (find_row (fixture, get_chat (fixture, 4))),
                              "sidebar.open", "s",
                              silu_conversation_get_id (get_chat (fixture, 4)));
  g_assert_true (opened == get_chat (fixture, 4));

  silu_sidebar_set_selected (fixture->sidebar, get_chat (fixture, 2));
  gtk_widget_activate_action (sidebar, "sidebar.delete", NULL);
  g_assert_cmpuint (deleted->len, ==, 1);
  g_assert_true (deleted->pdata[0] == get_chat (fixture, 2));

  gtk_widget_activate_action (sidebar, "sidebar.pin", NULL);
  g_assert_true (silu_conversation_get_pinned (get_chat (fixture, 0)));
  gtk_widget_activate_action (sidebar, "sidebar.unpin", NULL);
  g_assert_false (silu_conversation_get_pinned (get_chat (fixture, 0)));
}

static void
test_selected (Fixture *fixture, gconstpointer data)
{
  GtkSelectionModel *selection = get_selection (fixture);
  SiluConversation *conversation = get_chat (fixture, 4);

  silu_sidebar_set_selected (fixture->sidebar, conversation);
  g_assert_true (gtk_selection_model_is_selected (selection, 4));
  g_assert_true (silu_sidebar_get_neighbour (fixture->sidebar, 1) == get_chat (fixture, 5));
  g_assert_true (silu_sidebar_get_neighbour (fixture->sidebar, -1) == get_chat (fixture, 3));

  /* A new answer brings it to the top, and the selection with it. */
  silu_conversation_set_updated (conversation, get_time ("2026-03-18T10:00:00+08"));
  silu_ui_test_settle (fixture->window);
  g_assert_true (get_chat (fixture, 0) == conversation);
  g_assert_true (gtk_selection_model_is_selected (selection, 0));
  g_assert_null (silu_sidebar_get_neighbour (fixture->sidebar, -1));

  silu_sidebar_set_selected (fixture->sidebar, NULL);
  g_assert_false (gtk_selection_model_is_selected (selection, 0));
}

static void
test_rename (Fixture *fixture, gconstpointer data)
{
  SiluConversation *conversation = get_chat (fixture, 1);
  g_autoptr (GListModel) windows = NULL;
  g_autoptr (GtkWidget) dialog = NULL;

  silu_sidebar_set_selected (fixture->sidebar, conversation);
  gtk_widget_activate_action (GTK_WIDGET (fixture->sidebar), "sidebar.rename", NULL);

  windows = g_object_ref (gtk_window_get_toplevels ());
  g_assert_cmpuint (g_list_model_get_n_items (windows), ==, 2);
  for (guint i = 0; dialog == NULL; i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (window != fixture->window)
        dialog = g_steal_pointer (&window);
    }

  gtk_editable_set_text (GTK_EDITABLE (silu_ui_test_find (dialog, GTK_TYPE_ENTRY)), "  Roots ");
  silu_ui_test_settle (dialog);
  g_signal_emit_by_name (silu_ui_test_find_button (dialog, "Rename"), "clicked");
  g_assert_cmpstr (silu_conversation_get_title (conversation), ==, "Roots");
}

/* Tens of thousands of chats make no more rows than a few. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) many = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) rows = NULL;

  for (guint i = 0; i < 20000; i++)
    g_ptr_array_add (many, make_conversation ("One of many", "2024-05-05T09:00:00+08"));
  silu_conversation_list_add_all (fixture->list, many);
  silu_ui_test_settle (fixture->window);

  rows = silu_ui_test_find_all (GTK_WIDGET (fixture->sidebar), SILU_TYPE_SIDEBAR_ROW);
  g_assert_cmpuint (rows->len, >, 6);
  g_assert_cmpuint (rows->len, <, 1000);
}

int
main (int argc, char **argv)
{
  silu_ui_test_init (&argc, &argv);

  g_test_add_func ("/sidebar/groups", test_groups);
  g_test_add ("/sidebar/headings", Fixture, NULL, set_up, test_headings, tear_down);
  g_test_add ("/sidebar/headings-follow", Fixture, NULL, set_up, test_headings_follow, tear_down);
  g_test_add ("/sidebar/search", Fixture, NULL, set_up, test_search, tear_down);
  g_test_add ("/sidebar/empty", Fixture, NULL, set_up, test_empty, tear_down);
  g_test_add ("/sidebar/marks", Fixture, NULL, set_up, test_marks, tear_down);
  g_test_add ("/sidebar/actions", Fixture, NULL, set_up, test_actions, tear_down);
  g_test_add ("/sidebar/selected", Fixture, NULL, set_up, test_selected, tear_down);
  g_test_add ("/sidebar/rename", Fixture, NULL, set_up, test_rename, tear_down);
  g_test_add ("/sidebar/many", Fixture, NULL, set_up, test_many, tear_down);

  return g_test_run ();
}
