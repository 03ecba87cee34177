/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main window: its pages, what it shows of a conversation, deleting with undo, banners. */
#include "config.h"
#include "silu-account-row.h"
#include "silu-accounts-page.h"
#include "silu-banner.h"
#include "silu-chat-view.h"
#include "silu-composer.h"
#include "silu-connect-row.h"
#include "silu-hit-row.h"
#include "silu-model-button.h"
#include "silu-search-results.h"
#include "silu-sidebar-row.h"
#include "silu-sidebar.h"
#include "silu-think-button.h"
#include "silu-ui-test.h"
#include "silu-welcome.h"
#include "silu-window.h"

typedef struct
{
  SiluEngine *engine;
  SiluWindow *window;
} Fixture;

static void
start (Fixture *fixture, const char *directory)
{
  g_autoptr (GSettings) settings = g_settings_new (SILU_APPLICATION_ID);
  GAsyncResult *started = NULL;

  g_settings_reset (settings, "sidebar-visible");
  g_settings_set_int (settings, "window-width", 1100);
  g_settings_set_int (settings, "window-height", 760);

  fixture->engine = silu_engine_new (directory);
  silu_engine_start_async (fixture->engine, silu_test_store_result_cb, &started);
  g_assert_true (
      silu_engine_start_finish (fixture->engine, silu_test_wait_result (&started), NULL));
  g_object_unref (started);

  fixture->window = silu_window_new (NULL, fixture->engine, NULL);
  gtk_window_present (GTK_WINDOW (fixture->window));
  silu_ui_test_settle (GTK_WIDGET (fixture->window));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  start (fixture, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  GAsyncResult *ended = NULL;

  silu_ui_test_close_for_good (GTK_WIDGET (fixture->window), fixture->window);

  silu_engine_shutdown_async (fixture->engine, silu_test_store_result_cb, &ended);
  silu_test_wait_result (&ended);
  g_object_unref (ended);
  g_assert_finalize_object (fixture->engine);
}

/* Borrowed from the engine's list. */
static SiluConversation *
add_conversation (Fixture *fixture, const char *title)
{
  g_autoptr (SiluConversation) conversation = silu_conversation_new (NULL);

  silu_conversation_set_title (conversation, title, SILU_TITLE_USER);
  silu_conversation_set_updated (conversation, g_get_real_time ());
  silu_conversation_list_add (silu_engine_get_conversations (fixture->engine), conversation);

  return conversation;
}

static guint
get_n_conversations (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (silu_engine_get_conversations (fixture->engine)));
}

/* Every template is complete, and lets go of all it holds. */
static void
test_templates (void)
{
  const GType types[] = {
    SILU_TYPE_ACCOUNT_ROW,  SILU_TYPE_ACCOUNTS_PAGE, SILU_TYPE_BANNER,
    SILU_TYPE_CHAT_VIEW,    SILU_TYPE_COMPOSER,      SILU_TYPE_CONNECT_ROW,
    SILU_TYPE_MODEL_BUTTON, SILU_TYPE_SIDEBAR,       SILU_TYPE_SEARCH_RESULTS,
    SILU_TYPE_HIT_ROW,      SILU_TYPE_SIDEBAR_ROW,   SILU_TYPE_THINK_BUTTON,
    SILU_TYPE_WELCOME,
  };
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      GtkWidget *widget = g_object_ref_sink (g_object_new (types[i], NULL));

      g_assert_finalize_object (widget);
    }
}

static void
test_help (Fixture *fixture, gconstpointer data)
{
  GtkApplicationWindow *window = GTK_APPLICATION_WINDOW (fixture->window);
  GtkShortcutsWindow *help;

  g_assert_null (gtk_application_window_get_help_overlay (window));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-help-overlay", NULL);
  help = gtk_application_window_get_help_overlay (window);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (help)));
  g_assert_nonnull (silu_ui_test_find_label (GTK_WIDGET (help), "Previous chat"));

  gtk_window_close (GTK_WINDOW (help));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-help-overlay", NULL);
  g_assert_true (gtk_application_window_get_help_overlay (window) == help);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (help)));
}

static void
test_first_start (Fixture *fixture, gconstpointer data)
{
  GtkWidget *welcome;

  silu_window_set_ready (fixture->window);
  silu_ui_test_settle (GTK_WIDGET (fixture->window));
  welcome = silu_ui_test_find (GTK_WIDGET (fixture->window), SILU_TYPE_WELCOME);
  g_assert_nonnull (welcome);
  g_assert_true (gtk_widget_get_mapped (welcome));

  g_signal_emit_by_name (welcome, "chosen",
                         silu_accounts_find (silu_engine_get_accounts (fixture->engine), "tour"));
  silu_ui_test_settle (GTK_WIDGET (fixture->window));
  g_assert_null (silu_ui_test_find (GTK_WIDGET (fixture->window), SILU_TYPE_WELCOME));
  g_assert_true (
      gtk_widget_get_mapped (silu_ui_test_find (GTK_WIDGET (fixture->window), SILU_TYPE_COMPOSER)));
}

/* The first frame does not wait for what is shown later, and keys that would work on it wait too.
 */
static void
test_first_frame (void)
{
  Fixture fixture = { .engine = silu_engine_new (NULL) };
  GtkWidget *window;
  GAsyncResult *started = NULL;

  silu_engine_start_async (fixture.engine, silu_test_store_result_cb, &started);
  silu_test_wait_result (&started);
  g_object_unref (started);
  add_conversation (&fixture, "Snakes");

  fixture.window = silu_window_new (NULL, fixture.engine, NULL);
  window = GTK_WIDGET (fixture.window);
  gtk_window_present (GTK_WINDOW (window));
  silu_window_set_ready (fixture.window);
  g_assert_null (silu_ui_test_find (window, SILU_TYPE_CHAT_VIEW));
  gtk_widget_activate_action (window, "win.focus-search", NULL);
  g_assert_null (silu_window_get_conversation (fixture.window));

  silu_ui_test_settle (window);
  g_assert_true (gtk_widget_get_mapped (silu_ui_test_find (window, SILU_TYPE_CHAT_VIEW)));
  gtk_widget_activate_action (window, "win.focus-search", NULL);

  tear_down (&fixture, NULL);
}

/* A menu that is open goes with its window. */
static void
test_open_menu (void)
{
  Fixture fixture = { NULL };
  GtkWidget *button;
  gpointer popover;

  start (&fixture, NULL);
  silu_window_set_ready (fixture.window);
  silu_ui_test_settle (GTK_WIDGET (fixture.window));
  button = silu_ui_test_find (GTK_WIDGET (fixture.window), GTK_TYPE_MENU_BUTTON);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  silu_ui_test_settle (GTK_WIDGET (fixture.window));
  popover = gtk_menu_button_get_popover (GTK_MENU_BUTTON (button));
  g_assert_true (gtk_widget_get_mapped (popover));

  g_object_add_weak_pointer (popover, &popover);
  tear_down (&fixture, NULL);
  g_assert_null (popover);
}

static void
test_failure (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = silu_error_new (SILU_ERROR_STORE, "The disk is full.", NULL, -1);

  silu_window_set_failure (fixture->window, error);
  silu_ui_test_settle (GTK_WIDGET (fixture->window));
  g_assert_nonnull (silu_ui_test_find_label (GTK_WIDGET (fixture->window), "The disk is full."));
  g_assert_nonnull (silu_ui_test_find_button (GTK_WIDGET (fixture->window), "_Try Again"));
  g_assert_nonnull (silu_ui_test_find_button (GTK_WIDGET (fixture->window), "_Quit"));
}

static void
test_title (Fixture *fixture, gconstpointer data)
{
  SiluConversation *conversation = add_conversation (fixture, "Snakes");

  silu_window_set_ready (fixture->window);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==, "Silu");

  silu_window_open (fixture->window, conversation);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==, "Snakes");
  silu_conversation_set_title (conversation, "Ladders", SILU_TITLE_USER);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==, "Ladders");

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.new-chat", NULL);
  g_assert_null (silu_window_get_conversation (fixture->window));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==, "Silu");
}

static void
test_delete_and_undo (Fixture *fixture, gconstpointer data)
{
  SiluConversation *conversation = add_conversation (fixture, "Snakes");
  GtkWidget *window = GTK_WIDGET (fixture->window);

  silu_window_set_ready (fixture->window);
  silu_window_open (fixture->window, conversation);
  gtk_widget_activate_action (window, "win.delete-chat", NULL);
  silu_ui_test_settle (window);

  g_assert_cmpuint (get_n_conversations (fixture), ==, 0);
  g_assert_null (silu_window_get_conversation (fixture->window));
  g_assert_nonnull (silu_ui_test_find_label (window, "Chat deleted"));

  g_signal_emit_by_name (silu_ui_test_find_button (window, "_Undo"), "clicked");
  g_assert_cmpuint (get_n_conversations (fixture), ==, 1);
  g_assert_true (silu_window_get_conversation (fixture->window) == conversation);
  g_assert_cmpint (silu_conversation_get_deleted (conversation), ==, 0);
}

/* It is in no list, says what it is, and is gone when it is left; but not by a slip. */
static void
test_incognito (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  g_autoptr (SiluConversation) conversation = NULL;

  silu_window_set_ready (fixture->window);
  gtk_widget_activate_action (window, "win.new-incognito-chat", NULL);
  silu_ui_test_settle (window);
  g_assert_nonnull (silu_ui_test_find_label (window, "Incognito"));
  g_assert_nonnull (silu_ui_test_find_label (window, "Incognito chat"));

  silu_window_choose (fixture->window, "tour", SILU_THINK_OFF);
  silu_window_ask (fixture->window, "What can Silu do?");
  conversation = g_object_ref (silu_window_get_conversation (fixture->window));
  g_assert_true (silu_conversation_get_incognito (conversation));
  g_assert_cmpuint (get_n_conversations (fixture), ==, 0);

  gtk_widget_activate_action (window, "win.new-chat", NULL);
  silu_ui_test_settle (window);
  g_assert_null (silu_window_get_conversation (fixture->window));
  g_assert_null (silu_ui_test_find_label (window, "Incognito"));
  g_assert_nonnull (silu_ui_test_find_label (window, "Incognito chat closed"));

  g_signal_emit_by_name (silu_ui_test_find_button (window, "_Undo"), "clicked");
  g_assert_true (silu_window_get_conversation (fixture->window) == conversation);
}

/* The chats of the sidebar's list, which may show the trash. */
static guint
count_rows (Fixture *fixture)
{
  GtkWidget *list = silu_ui_test_find (
      silu_ui_test_find (GTK_WIDGET (fixture->window), SILU_TYPE_SIDEBAR), GTK_TYPE_LIST_VIEW);

  return g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list))));
}

static void
press_in_dialog (Fixture *fixture, const char *button)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (window == GTK_WIDGET (fixture->window))
        continue;
      silu_ui_test_settle (window);
      g_signal_emit_by_name (silu_ui_test_find_button (window, button), "clicked");
      return;
    }

  g_assert_not_reached ();
}

static void
test_archive_and_undo (Fixture *fixture, gconstpointer data)
{
  SiluConversation *conversation = add_conversation (fixture, "Snakes");
  GtkWidget *window = GTK_WIDGET (fixture->window);

  silu_window_set_ready (fixture->window);
  silu_window_open (fixture->window, conversation);
  gtk_widget_activate_action (window, "win.archive-chat", NULL);
  silu_ui_test_settle (window);
  g_assert_cmpint (silu_conversation_get_archived (conversation), !=, 0);
  g_assert_null (silu_window_get_conversation (fixture->window));
  g_assert_cmpuint (count_rows (fixture), ==, 0);

  g_signal_emit_by_name (silu_ui_test_find_button (window, "_Undo"), "clicked");
  g_assert_cmpint (silu_conversation_get_archived (conversation), ==, 0);
  g_assert_true (silu_window_get_conversation (fixture->window) == conversation);
}

static gboolean
has_three_rows (gpointer user_data)
{
  return count_rows (user_data) == 3;
}

static void
save_trashed (Fixture *fixture)
{
  g_autoptr (SiluConversation) earlier = silu_conversation_new (NULL);

  silu_conversation_set_title (earlier, "Deleted before", SILU_TITLE_USER);
  silu_conversation_set_deleted (earlier, g_get_real_time () - G_TIME_SPAN_DAY);
  silu_store_save_conversation (silu_engine_get_store (fixture->engine), earlier);
}

/* What was deleted now and what was before; erasing asks, and cannot be undone. */
static void
test_trash (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  GtkWidget *sidebar;
  GtkWidget *list;

  save_trashed (fixture);
  silu_engine_delete (fixture->engine, add_conversation (fixture, "Snakes"));
  silu_engine_delete (fixture->engine, add_conversation (fixture, "Ladders"));
  silu_window_open (fixture->window, NULL);
  sidebar = silu_ui_test_find (window, SILU_TYPE_SIDEBAR);
  list = silu_ui_test_find (sidebar, GTK_TYPE_LIST_VIEW);
  gtk_widget_activate_action (sidebar, "sidebar.show-place", "s", "trash");
  silu_test_run_until (has_three_rows, fixture);

  gtk_selection_model_select_item (gtk_list_view_get_model (GTK_LIST_VIEW (list)), 0, TRUE);
  gtk_widget_activate_action (sidebar, "sidebar.restore", NULL);
  g_assert_cmpuint (count_rows (fixture), ==, 2);
  g_assert_cmpuint (get_n_conversations (fixture), ==, 1);

  gtk_widget_activate_action (sidebar, "sidebar.empty-trash", NULL);
  press_in_dialog (fixture, "Cancel");
  g_assert_cmpuint (count_rows (fixture), ==, 2);
  gtk_widget_activate_action (sidebar, "sidebar.empty-trash", NULL);
  press_in_dialog (fixture, "Delete");
  g_assert_cmpuint (count_rows (fixture), ==, 0);
  g_assert_cmpuint (get_n_conversations (fixture), ==, 1);
}

static void
test_neighbours (Fixture *fixture, gconstpointer data)
{
  SiluConversation *older = add_conversation (fixture, "Older");
  SiluConversation *newer = add_conversation (fixture, "Newer");
  GtkWidget *window = GTK_WIDGET (fixture->window);

  silu_conversation_set_updated (older, g_get_real_time () - G_TIME_SPAN_DAY);
  silu_window_set_ready (fixture->window);
  silu_window_open (fixture->window, newer);

  gtk_widget_activate_action (window, "win.next-chat", NULL);
  g_assert_true (silu_window_get_conversation (fixture->window) == older);
  gtk_widget_activate_action (window, "win.next-chat", NULL);
  g_assert_true (silu_window_get_conversation (fixture->window) == older);
  gtk_widget_activate_action (window, "win.previous-chat", NULL);
  g_assert_true (silu_window_get_conversation (fixture->window) == newer);
}

static gboolean
is_narrow (gpointer user_data)
{
  return gtk_widget_get_width (user_data) < 700;
}

static void
test_narrow (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  GtkWidget *sidebar;
  g_autoptr (GSettings) settings = g_settings_new (SILU_APPLICATION_ID);

  add_conversation (fixture, "Snakes");
  silu_window_set_ready (fixture->window);
  silu_ui_test_settle (window);
  sidebar = silu_ui_test_find (window, SILU_TYPE_SIDEBAR);
  g_assert_true (gtk_widget_get_mapped (sidebar));

  gtk_window_set_default_size (GTK_WINDOW (window), 480, 700);
  silu_test_run_until (is_narrow, window);
  silu_ui_test_settle (window);
  g_assert_false (gtk_widget_get_mapped (sidebar));

  /* It slides over, and goes away by itself; what wide windows show is another matter. */
  gtk_widget_activate_action (window, "win.toggle-sidebar", NULL);
  silu_ui_test_settle (window);
  g_assert_true (gtk_widget_get_mapped (sidebar));
  gtk_widget_activate_action (window, "win.new-chat", NULL);
  silu_ui_test_settle (window);
  g_assert_false (gtk_widget_get_mapped (sidebar));
  g_assert_true (g_settings_get_boolean (settings, "sidebar-visible"));
}

static gboolean
is_wide (gpointer user_data)
{
  return gtk_widget_get_width (user_data) > 700;
}

/* A sidebar that was hidden does not come back because the window was narrow for a while. */
static void
test_narrow_and_back (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  GtkWidget *sidebar;

  add_conversation (fixture, "Snakes");
  silu_window_set_ready (fixture->window);
  sidebar = silu_ui_test_find (window, SILU_TYPE_SIDEBAR);

  for (guint visible = 0; visible < 2; visible++)
    {
      gtk_widget_activate_action (window, "win.toggle-sidebar", NULL);
      gtk_window_set_default_size (GTK_WINDOW (window), 480, 700);
      silu_test_run_until (is_narrow, window);
      gtk_window_set_default_size (GTK_WINDOW (window), 1100, 700);
      silu_test_run_until (is_wide, window);
      silu_ui_test_settle (window);
      g_assert_cmpint (gtk_widget_get_mapped (sidebar), ==, (int) visible);
    }
}

static void
test_state (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new (SILU_APPLICATION_ID);

  add_conversation (fixture, "Snakes");
  silu_window_set_ready (fixture->window);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.toggle-sidebar", NULL);
  g_assert_false (g_settings_get_boolean (settings, "sidebar-visible"));

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 900, 640);
  silu_ui_test_settle (GTK_WIDGET (fixture->window));
  gtk_widget_set_visible (GTK_WIDGET (fixture->window), FALSE);
  g_assert_cmpint (g_settings_get_int (settings, "window-width"), ==, 900);
  g_assert_cmpint (g_settings_get_int (settings, "window-height"), ==, 640);
}

static const char *
get_message (Fixture *fixture, guint banner)
{
  g_autoptr (GPtrArray) banners =
      silu_ui_test_find_all (GTK_WIDGET (fixture->window), SILU_TYPE_BANNER);

  return silu_banner_get_message (g_ptr_array_index (banners, banner));
}

static gboolean
says_volatile (gpointer user_data)
{
  return get_message (user_data, 1) != NULL;
}

/* No keyring can be opened here. */
static void
test_volatile_key (Fixture *fixture, gconstpointer data)
{
  SiluAccounts *accounts = silu_engine_get_accounts (fixture->engine);
  g_autoptr (SiluAccount) account = silu_account_new (NULL, "deepseek");
  GAsyncResult *added = NULL;

  silu_window_open (fixture->window, NULL);
  g_assert_null (get_message (fixture, 1));
  silu_accounts_add_async (accounts, account, "sk-secret", silu_test_store_result_cb, &added);
  silu_accounts_add_finish (accounts, silu_test_wait_result (&added), NULL);
  g_object_unref (added);

  silu_test_run_until (says_volatile, fixture);
  g_assert_null (strstr (get_message (fixture, 1), "sk-secret"));
}

int
main (int argc, char **argv)
{
  silu_ui_test_init (&argc, &argv);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  g_test_add_func ("/window/templates", test_templates);
  g_test_add_func ("/window/open-menu", test_open_menu);
  ADD ("/window/first-start", test_first_start);
  ADD ("/window/help", test_help);
  g_test_add_func ("/window/first-frame", test_first_frame);
  ADD ("/window/failure", test_failure);
  ADD ("/window/title", test_title);
  ADD ("/window/delete-and-undo", test_delete_and_undo);
  ADD ("/window/archive-and-undo", test_archive_and_undo);
  ADD ("/window/trash", test_trash);
  ADD ("/window/incognito", test_incognito);
  ADD ("/window/neighbours", test_neighbours);
  ADD ("/window/narrow", test_narrow);
  ADD ("/window/narrow-and-back", test_narrow_and_back);
  ADD ("/window/state", test_state);
  ADD ("/window/volatile-key", test_volatile_key);
#undef ADD

  return g_test_run ();
}
