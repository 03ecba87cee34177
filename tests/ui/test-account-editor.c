/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rarer settings of an account: what is right is the account's at once, what is wrong is marked
 * and goes no further, what a model ignores is greyed with the reason. */
#include "silu-account-editor.h"
#include "silu-connection-group.h"
#include "silu-engine.h"
#include "silu-sampling-group.h"
#include "silu-script-server.h"
#include "silu-ui-test.h"

typedef struct
{
  SiluScriptServer *server;
  SiluEngine *engine;
  SiluAccounts *accounts;
  SiluAccount *account;
  GtkWidget *parent;
  GtkWidget *window;
} Fixture;

static SiluScript *
answer (const char *method, const char *path, const char *body, const char *token, gpointer data)
{
  SiluScript *script = silu_script_new ();

  silu_script_set_header (script, "Content-Type", "application/json");
  silu_script_send (script,
                    "{\"is_available\":true,\"balance_infos\":[{\"currency\":\"CNY\","
                    "\"total_balance\":\"110.00\",\"granted_balance\":\"10.00\","
                    "\"topped_up_balance\":\"100.00\"}]}",
                    -1);

  return script;
}

static void
open_editor (Fixture *fixture, const char *preset, const char *address, const char *model)
{
  g_autoptr (SiluAccount) account = silu_account_new (NULL, preset);
  GAsyncResult *added = NULL;

  silu_account_set_name (account, "Mine");
  silu_account_set_base_url (account, address);
  silu_account_set_dialect (account, "openai");
  silu_account_set_model (account, model);
  silu_accounts_add_async (fixture->accounts, account, NULL, silu_test_store_result_cb, &added);
  silu_accounts_add_finish (fixture->accounts, silu_test_wait_result (&added), NULL);
  g_object_unref (added);
  fixture->account = silu_accounts_find (fixture->accounts, silu_account_get_id (account));
  fixture->window =
      silu_account_editor_present (fixture->parent, fixture->accounts, fixture->account);
  silu_ui_test_settle (fixture->window);
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

static void
open_plain (Fixture *fixture)
{
  open_editor (fixture, "deepseek", "https://api.deepseek.com", "deepseek-flash");
}

static GtkWidget *
find_row (Fixture *fixture, const char *title)
{
  g_autoptr (GPtrArray) rows = silu_ui_test_find_all (fixture->window, ADW_TYPE_PREFERENCES_ROW);

  for (guint i = 0; i < rows->len; i++)
    if (g_str_equal (adw_preferences_row_get_title (g_ptr_array_index (rows, i)), title))
      return g_ptr_array_index (rows, i);

  g_assert_not_reached ();
}

static void
apply (GtkWidget *row, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  g_signal_emit_by_name (row, "apply");
}

static const SiluConnection *
get_connection (Fixture *fixture)
{
  return silu_account_get_connection (fixture->account);
}

/* The one called @name, as a person chooses it. */
static void
choose (Fixture *fixture, const char *title, const char *name)
{
  AdwComboRow *row = ADW_COMBO_ROW (find_row (fixture, title));
  GListModel *model = adw_combo_row_get_model (row);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    if (g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (model), i), name))
      {
        adw_combo_row_set_selected (row, i);
        return;
      }

  g_assert_not_reached ();
}

static void
test_kind (Fixture *fixture, gconstpointer data)
{
  open_plain (fixture);
  choose (fixture, "Provider", "OpenRouter");
  g_assert_cmpstr (silu_account_get_preset (fixture->account), ==, "openrouter");
  choose (fixture, "Interface", "Anthropic Messages");
  g_assert_cmpstr (silu_account_get_dialect (fixture->account), ==, "anthropic");
}

static void
test_proxy (Fixture *fixture, gconstpointer data)
{
  GtkWidget *address;

  open_plain (fixture);
  address = find_row (fixture, "Address of the proxy");
  g_assert_false (gtk_widget_get_visible (address));

  choose (fixture, "Proxy", "None");
  g_assert_cmpstr (get_connection (fixture)->proxy, ==, "direct");

  /* Until there is an address, nothing changes. */
  choose (fixture, "Proxy", "Address…");
  g_assert_true (gtk_widget_get_visible (address));
  apply (address, "no proxy");
  g_assert_true (gtk_widget_has_css_class (address, "error"));
  g_assert_cmpstr (get_connection (fixture)->proxy, ==, "direct");
  apply (address, " socks5://127.0.0.1:1080 ");
  g_assert_false (gtk_widget_has_css_class (address, "error"));
  g_assert_cmpstr (get_connection (fixture)->proxy, ==, "socks5://127.0.0.1:1080");

  choose (fixture, "Proxy", "The system’s");
  g_assert_cmpstr (get_connection (fixture)->proxy, ==, "");
}

static void
test_socket (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row;

  open_plain (fixture);
  row = find_row (fixture, "UNIX socket, instead of the network");
  apply (row, "llama.sock");
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  g_assert_cmpstr (get_connection (fixture)->socket, ==, "");
  apply (row, "/run/llama.sock");
  g_assert_false (gtk_widget_has_css_class (row, "error"));
  g_assert_cmpstr (get_connection (fixture)->socket, ==, "/run/llama.sock");
}

/* The yes is asked for only where it matters. */
static void
test_plain_key (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row;

  open_editor (fixture, "custom", "http://box.example.org/v1", "m");
  row = find_row (fixture, "Send the key without encryption");
  g_assert_true (gtk_widget_get_visible (row));
  g_assert_false (get_connection (fixture)->allow_plain_key);
  gtk_switch_set_active (GTK_SWITCH (silu_ui_test_find (row, GTK_TYPE_SWITCH)), TRUE);
  g_assert_true (get_connection (fixture)->allow_plain_key);
}

static void
test_private (Fixture *fixture, gconstpointer data)
{
  open_plain (fixture);
  g_assert_false (gtk_widget_get_visible (find_row (fixture, "Send the key without encryption")));
}

static void
test_headers (Fixture *fixture, gconstpointer data)
{
  GtkTextBuffer *buffer;

  open_plain (fixture);
  buffer = gtk_text_view_get_buffer (
      GTK_TEXT_VIEW (silu_ui_test_find (fixture->window, GTK_TYPE_TEXT_VIEW)));
  g_assert_null (silu_ui_test_find_button (fixture->window, "Apply"));
  gtk_text_buffer_set_text (buffer, "X-Team: blue\nX-Trace: 1\n", -1);
  g_assert_cmpstr (get_connection (fixture)->headers, ==, "");
  silu_ui_test_settle (fixture->window);
  g_signal_emit_by_name (silu_ui_test_find_button (fixture->window, "Apply"), "clicked");
  g_assert_cmpstr (get_connection (fixture)->headers, ==, "X-Team: blue\nX-Trace: 1");

  gtk_text_buffer_set_text (buffer, "X-Team: blue\nHost: evil\n", -1);
  g_assert_nonnull (silu_ui_test_find_label (
      fixture->window, "“Host: evil” is no header. It looks like “X-Team: blue”."));
  silu_ui_test_settle (fixture->window);
  g_assert_false (gtk_widget_get_sensitive (silu_ui_test_find_button (fixture->window, "Apply")));
  g_assert_cmpstr (get_connection (fixture)->headers, ==, "X-Team: blue\nX-Trace: 1");

  /* The two halves of the connection do not overwrite each other. */
  apply (find_row (fixture, "UNIX socket, instead of the network"), "/run/llama.sock");
  g_assert_cmpstr (get_connection (fixture)->headers, ==, "X-Team: blue\nX-Trace: 1");
}

static void
test_sampling (Fixture *fixture, gconstpointer data)
{
  const SiluSampling *sampling;
  GtkWidget *row;

  open_editor (fixture, "custom", "https://example.org/v1", "m");
  row = find_row (fixture, "Temperature");
  sampling = silu_account_get_sampling (fixture->account);
  g_assert_false (sampling->is_set[SILU_PARAM_TEMPERATURE]);

  gtk_switch_set_active (GTK_SWITCH (silu_ui_test_find (row, GTK_TYPE_SWITCH)), TRUE);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (silu_ui_test_find (row, GTK_TYPE_SPIN_BUTTON)), 0.9);
  sampling = silu_account_get_sampling (fixture->account);
  g_assert_true (sampling->is_set[SILU_PARAM_TEMPERATURE]);
  g_assert_cmpfloat_with_epsilon (sampling->values[SILU_PARAM_TEMPERATURE], 0.9, 1e-9);

  gtk_switch_set_active (GTK_SWITCH (silu_ui_test_find (row, GTK_TYPE_SWITCH)), FALSE);
  g_assert_false (silu_account_get_sampling (fixture->account)->is_set[SILU_PARAM_TEMPERATURE]);
}

/* DeepSeek takes a temperature and does nothing with it while it thinks (PROTOCOLS 2). */
static void
test_ignored (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row;

  open_plain (fixture);
  row = find_row (fixture, "Temperature");
  g_assert_false (gtk_widget_get_sensitive (row));
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==,
                   "Has no effect while the model thinks");
}

static gboolean
has_subtitle (gpointer user_data)
{
  const char *subtitle = adw_action_row_get_subtitle (user_data);

  return subtitle != NULL && *subtitle != '\0';
}

static void
test_balance (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row;

  open_editor (fixture, "deepseek", silu_script_server_get_base_url (fixture->server), "m");
  row = find_row (fixture, "Balance");
  g_assert_true (gtk_widget_get_visible (row));
  silu_test_run_until (has_subtitle, row);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "110.00 CNY");
}

static void
test_no_balance (Fixture *fixture, gconstpointer data)
{
  open_editor (fixture, "mistral", "https://api.mistral.ai/v1", "m");
  g_assert_false (gtk_widget_get_visible (find_row (fixture, "Balance")));
}

int
main (int argc, char **argv)
{
  silu_ui_test_init (&argc, &argv);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/account-editor/kind", test_kind);
  ADD ("/account-editor/proxy", test_proxy);
  ADD ("/account-editor/socket", test_socket);
  ADD ("/account-editor/plain-key", test_plain_key);
  ADD ("/account-editor/private", test_private);
  ADD ("/account-editor/headers", test_headers);
  ADD ("/account-editor/sampling", test_sampling);
  ADD ("/account-editor/ignored", test_ignored);
  ADD ("/account-editor/balance", test_balance);
  ADD ("/account-editor/no-balance", test_no_balance);
#undef ADD

  return g_test_run ();
}
