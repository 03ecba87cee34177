/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preferences: switches are their settings, and accounts can be changed, tried and removed. */
#include "config.h"
#include "silu-account-row.h"
#include "silu-connect-row.h"
#include "silu-preferences.h"
#include "silu-script-server.h"
#include "silu-ui-test.h"

typedef struct
{
  SiluScriptServer *server;
  SiluEngine *engine;
  SiluAccounts *accounts;
  GtkWidget *parent;
  GtkWidget *window;
} Fixture;

static SiluScript *
answer (const char *method, const char *path, const char *body, const char *token, gpointer data)
{
  SiluScript *script = silu_script_new ();

  silu_script_set_header (script, "Content-Type", "application/json");
  silu_script_send (script, "{\"data\":[{\"id\":\"alpha\"},{\"id\":\"beta\"}]}", -1);

  return script;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GAsyncResult *started = NULL;

  fixture->server = silu_script_server_new (answer, NULL, NULL);
  fixture->engine = silu_engine_new (NULL);
  silu_engine_start_async (fixture->engine, silu_test_store_result_cb, &started);
  g_assert_true (
      silu_engine_start_finish (fixture->engine, silu_test_wait_result (&started), NULL));
  g_object_unref (started);

  fixture->accounts = silu_engine_get_accounts (fixture->engine);
  fixture->parent = silu_ui_test_show (gtk_label_new ("parent"), 600, 400);
  fixture->window = silu_preferences_present (fixture->parent, fixture->engine);
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
  silu_script_server_stop (fixture->server);
  g_object_unref (fixture->server);
}

/* Borrowed from the accounts. */
static SiluAccount *
add_account (Fixture *fixture, const char *name)
{
  g_autoptr (SiluAccount) account = silu_account_new (NULL, "deepseek");
  g_autofree char *address =
      g_strconcat (silu_script_server_get_base_url (fixture->server), "/v1", NULL);
  GAsyncResult *added = NULL;

  silu_account_set_name (account, name);
  silu_account_set_base_url (account, address);
  silu_account_set_dialect (account, "openai");
  silu_accounts_add_async (fixture->accounts, account, NULL, silu_test_store_result_cb, &added);
  silu_accounts_add_finish (fixture->accounts, silu_test_wait_result (&added), NULL);
  g_object_unref (added);
  silu_ui_test_settle (fixture->window);

  return account;
}

static GtkWidget *
find_row (Fixture *fixture, const char *name)
{
  g_autoptr (GPtrArray) rows = silu_ui_test_find_all (fixture->window, SILU_TYPE_ACCOUNT_ROW);

  for (guint i = 0; i < rows->len; i++)
    if (g_str_equal (adw_preferences_row_get_title (g_ptr_array_index (rows, i)), name))
      return g_ptr_array_index (rows, i);

  return NULL;
}

static AdwEntryRow *
find_entry (GtkWidget *row, const char *title)
{
  g_autoptr (GPtrArray) entries = silu_ui_test_find_all (row, ADW_TYPE_ENTRY_ROW);

  for (guint i = 0; i < entries->len; i++)
    if (g_str_equal (adw_preferences_row_get_title (g_ptr_array_index (entries, i)), title))
      return g_ptr_array_index (entries, i);

  g_assert_not_reached ();
}

static void
apply (GtkWidget *row, const char *title, const char *text)
{
  AdwEntryRow *entry = find_entry (row, title);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "apply");
}

static void
test_settings (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new (SILU_APPLICATION_ID);
  g_autoptr (GPtrArray) switches = silu_ui_test_find_all (fixture->window, GTK_TYPE_SWITCH);
  const char *const keys[] = { "code-wrap", "code-line-numbers", "enter-sends", "name-chats",
                               "backup-daily" };
  GtkWidget *scheme = silu_ui_test_find (fixture->window, ADW_TYPE_COMBO_ROW);
  g_autofree char *chosen = NULL;

  g_assert_cmpuint (switches->len, ==, G_N_ELEMENTS (keys));
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      GtkSwitch *toggle = g_ptr_array_index (switches, i);
      gboolean before = g_settings_get_boolean (settings, keys[i]);

      g_assert_cmpint (gtk_switch_get_active (toggle), ==, before);
      gtk_switch_set_active (toggle, !before);
      g_assert_cmpint (g_settings_get_boolean (settings, keys[i]), ==, !before);
      g_settings_reset (settings, keys[i]);
      g_assert_cmpint (gtk_switch_get_active (toggle), ==, before);
    }

  adw_combo_row_set_selected (ADW_COMBO_ROW (scheme), 2);
  chosen = g_settings_get_string (settings, "color-scheme");
  g_assert_cmpstr (chosen, ==, "dark");
  g_settings_reset (settings, "color-scheme");
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (scheme)), ==, 0);
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  g_assert_nonnull (silu_ui_test_find_label (fixture->window, "No account yet"));

  add_account (fixture, "Mine");
  g_assert_null (silu_ui_test_find_label (fixture->window, "No account yet"));
  g_assert_nonnull (find_row (fixture, "Mine"));
  g_assert_null (find_row (fixture, "Tour"));
}

static void
test_default (Fixture *fixture, gconstpointer data)
{
  SiluAccount *first = add_account (fixture, "First");
  SiluAccount *second = add_account (fixture, "Second");
  GtkWidget *mark = silu_ui_test_find (find_row (fixture, "Second"), GTK_TYPE_CHECK_BUTTON);

  g_assert_true (silu_accounts_get_default (fixture->accounts) == first);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (mark), TRUE);
  g_assert_true (silu_accounts_get_default (fixture->accounts) == second);

  mark = silu_ui_test_find (find_row (fixture, "First"), GTK_TYPE_CHECK_BUTTON);
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (mark)));
}

static void
test_edit (Fixture *fixture, gconstpointer data)
{
  SiluAccount *account = add_account (fixture, "Mine");
  GtkWidget *row = find_row (fixture, "Mine");
  g_autofree char *address = g_strdup (silu_account_get_base_url (account));

  apply (row, "Name", " Ours ");
  g_assert_cmpstr (silu_account_get_name (account), ==, "Ours");
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "Ours");
  apply (row, "Name", "  ");
  g_assert_cmpstr (silu_account_get_name (account), ==, "Ours");

  apply (row, "Model new chats begin with", "beta");
  g_assert_cmpstr (silu_account_get_model (account), ==, "beta");

  apply (row, "Address", "no address");
  g_assert_cmpstr (silu_account_get_base_url (account), ==, address);
  g_assert_nonnull (silu_connect_row_get_message (
      SILU_CONNECT_ROW (silu_ui_test_find (row, SILU_TYPE_CONNECT_ROW))));
  apply (row, "Address", "https://example.org/v1");
  g_assert_cmpstr (silu_account_get_base_url (account), ==, "https://example.org/v1");
}

static gboolean
has_message (gpointer user_data)
{
  return silu_connect_row_get_message (user_data) != NULL;
}

static void
test_try (Fixture *fixture, gconstpointer data)
{
  SiluAccount *account = add_account (fixture, "Mine");
  GtkWidget *row = find_row (fixture, "Mine");
  GtkWidget *connect = silu_ui_test_find (row, SILU_TYPE_CONNECT_ROW);

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  silu_ui_test_settle (fixture->window);
  g_signal_emit_by_name (silu_ui_test_find_button (row, "Test"), "clicked");
  silu_test_run_until (has_message, connect);
  g_assert_cmpstr (silu_connect_row_get_message (SILU_CONNECT_ROW (connect)), ==,
                   "It works: 2 models.");
  g_assert_cmpuint (g_strv_length ((char **) silu_account_get_models (account)), ==, 2);
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
remove_and_answer (Fixture *fixture, const char *button)
{
  GtkWidget *dialog;

  g_signal_emit_by_name (
      silu_ui_test_find_button (find_row (fixture, "Mine"), "Remove this account"), "clicked");
  dialog = find_dialog (fixture);
  silu_ui_test_settle (dialog);
  g_signal_emit_by_name (silu_ui_test_find_button (dialog, button), "clicked");
  silu_ui_test_settle (fixture->window);
}

static void
test_remove (Fixture *fixture, gconstpointer data)
{
  add_account (fixture, "Mine");

  remove_and_answer (fixture, "_Cancel");
  g_assert_true (silu_accounts_has_real (fixture->accounts));
  remove_and_answer (fixture, "_Remove");
  g_assert_false (silu_accounts_has_real (fixture->accounts));
  g_assert_null (find_row (fixture, "Mine"));
}

int
main (int argc, char **argv)
{
  silu_ui_test_init (&argc, &argv);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/preferences/settings", test_settings);
  ADD ("/preferences/list", test_list);
  ADD ("/preferences/default", test_default);
  ADD ("/preferences/edit", test_edit);
  ADD ("/preferences/try", test_try);
  ADD ("/preferences/remove", test_remove);
#undef ADD

  return g_test_run ();
}
