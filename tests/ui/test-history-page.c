/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences, "History": backups are made, listed and restored there. */
#include "config.h"
#include "silu-history-page.h"
#include "silu-preferences.h"
#include "silu-store-backup.h"
#include "silu-ui-test.h"

typedef struct
{
  SiluEngine *engine;
  GtkWidget *parent;
  GtkWidget *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *directory = g_dir_make_tmp ("silu-history-XXXXXX", NULL);
  GAsyncResult *started = NULL;

  fixture->engine = silu_engine_new (directory);
  silu_engine_start_async (fixture->engine, silu_test_store_result_cb, &started);
  g_assert_true (
      silu_engine_start_finish (fixture->engine, silu_test_wait_result (&started), NULL));
  g_object_unref (started);

  fixture->parent = silu_ui_test_show (gtk_label_new ("parent"), 600, 400);
  fixture->window = silu_preferences_present (fixture->parent, fixture->engine);
  adw_preferences_window_set_visible_page (
      ADW_PREFERENCES_WINDOW (fixture->window),
      ADW_PREFERENCES_PAGE (silu_ui_test_find (fixture->window, SILU_TYPE_HISTORY_PAGE)));
  silu_ui_test_settle (fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  GAsyncResult *ended = NULL;

  silu_ui_test_close_for_good (fixture->window, fixture->window);
  silu_ui_test_close (fixture->parent);

  silu_engine_shutdown_async (fixture->engine, silu_test_store_result_cb, &ended);
  silu_test_wait_result (&ended);
  g_object_unref (ended);
  g_assert_finalize_object (fixture->engine);
}

static void
add_chat (Fixture *fixture, const char *id)
{
  g_autoptr (SiluConversation) conversation = silu_conversation_new (id);

  silu_store_save_conversation (silu_engine_get_store (fixture->engine), conversation);
}

static gboolean
has_restore (gpointer user_data)
{
  return silu_ui_test_find_button (user_data, "_Restore…") != NULL;
}

static gboolean
has_toast (gpointer user_data)
{
  return silu_ui_test_find_label (user_data, "The backup was restored") != NULL;
}

static GtkWidget *
find_dialog (Fixture *fixture)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (window != fixture->window && window != fixture->parent)
        return window;
    }

  g_assert_not_reached ();
}

static void
press_restore (Fixture *fixture, const char *answer)
{
  GtkWidget *dialog;

  g_signal_emit_by_name (silu_ui_test_find_button (fixture->window, "_Restore…"), "clicked");
  dialog = find_dialog (fixture);
  silu_ui_test_settle (dialog);
  g_signal_emit_by_name (silu_ui_test_find_button (dialog, answer), "clicked");
  silu_ui_test_settle (fixture->window);
}

static void
test_back_up_and_restore (Fixture *fixture, gconstpointer data)
{
  GListModel *list = G_LIST_MODEL (silu_engine_get_conversations (fixture->engine));

  g_assert_false (has_restore (fixture->window));
  add_chat (fixture, "before");
  g_signal_emit_by_name (silu_ui_test_find_button (fixture->window, "Back Up _Now"), "clicked");
  silu_test_run_until (has_restore, fixture->window);

  add_chat (fixture, "after");
  press_restore (fixture, "_Cancel");
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 0); /* nothing was read anew */

  press_restore (fixture, "_Restore");
  silu_test_run_until (has_toast, fixture->window);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 1);
  g_assert_nonnull (
      silu_conversation_list_find (silu_engine_get_conversations (fixture->engine), "before"));
}

static void
test_settings (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new (SILU_APPLICATION_ID);
  GtkWidget *page = silu_ui_test_find (fixture->window, SILU_TYPE_HISTORY_PAGE);
  GtkSwitch *daily = GTK_SWITCH (silu_ui_test_find (page, GTK_TYPE_SWITCH));
  GtkSpinButton *count = GTK_SPIN_BUTTON (silu_ui_test_find (page, GTK_TYPE_SPIN_BUTTON));

  g_assert_true (gtk_switch_get_active (daily));
  g_assert_cmpint (gtk_spin_button_get_value_as_int (count), ==, 7);
  gtk_switch_set_active (daily, FALSE);
  gtk_spin_button_set_value (count, 3);
  g_assert_false (g_settings_get_boolean (settings, "backup-daily"));
  g_assert_cmpint (g_settings_get_int (settings, "backup-count"), ==, 3);
  g_settings_reset (settings, "backup-daily");
  g_settings_reset (settings, "backup-count");
}

int
main (int argc, char **argv)
{
  silu_ui_test_init (&argc, &argv);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/history-page/back-up-and-restore", test_back_up_and_restore);
  ADD ("/history-page/settings", test_settings);
#undef ADD

  return g_test_run ();
}
