/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The welcome: a key and an address are tried before they are taken, and each failure has its
 * sentence. */
#include "silu-connect-row.h"
#include "silu-script-server.h"
#include "silu-ui-test.h"
#include "silu-welcome.h"
#include <adwaita.h>

#define GOOD_KEY "sk-good"
#define WRONG_KEY "sk-wrong"

static const guint NO_PORTS[] = { 1, 0 };

typedef struct
{
  SiluScriptServer *server;
  SiluEngine *engine;
  SiluWelcome *welcome;
  GtkWidget *window;
  SiluAccount *chosen;
} Fixture;

static SiluScript *
answer (const char *method, const char *path, const char *body, const char *token, gpointer data)
{
  g_autoptr (SiluScript) script = silu_script_new ();

  if (g_str_has_prefix (path, "/html"))
    {
      silu_script_set_header (script, "Content-Type", "text/html");
      silu_script_send (script, "<!doctype html><title>Router</title><h1>Welcome</h1>", -1);
    }
  else if (g_str_equal (token, WRONG_KEY))
    {
      silu_script_set_status (script, 401);
      silu_script_set_header (script, "Content-Type", "application/json");
      silu_script_send (script, "{\"error\":{\"message\":\"Invalid API key\"}}", -1);
    }
  else
    {
      silu_script_set_header (script, "Content-Type", "application/json");
      silu_script_send (script, "{\"data\":[{\"id\":\"alpha\"},{\"id\":\"beta\"}]}", -1);
    }

  return g_steal_pointer (&script);
}

static void
chosen_cb (SiluWelcome *welcome, SiluAccount *account, gpointer user_data)
{
  g_set_object ((SiluAccount **) user_data, account);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GAsyncResult *started = NULL;

  fixture->server = silu_script_server_new (answer, NULL, NULL);
  g_assert_nonnull (fixture->server);

  fixture->engine = silu_engine_new (NULL);
  silu_engine_start_async (fixture->engine, silu_test_store_result_cb, &started);
  g_assert_true (
      silu_engine_start_finish (fixture->engine, silu_test_wait_result (&started), NULL));
  g_object_unref (started);

  fixture->welcome = SILU_WELCOME (silu_welcome_new (fixture->engine));
  silu_welcome_set_ports (fixture->welcome, data != NULL ? data : NO_PORTS);
  g_signal_connect (fixture->welcome, "chosen", G_CALLBACK (chosen_cb), &fixture->chosen);
  fixture->window = silu_ui_test_show (GTK_WIDGET (fixture->welcome), 700, 900);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  GAsyncResult *ended = NULL;

  silu_ui_test_close_for_good (fixture->window, fixture->welcome);
  silu_engine_shutdown_async (fixture->engine, silu_test_store_result_cb, &ended);
  silu_test_wait_result (&ended);
  g_object_unref (ended);

  g_clear_object (&fixture->chosen);
  g_assert_finalize_object (fixture->engine);
  silu_script_server_stop (fixture->server);
  g_object_unref (fixture->server);
}

/* The expander row with this title, opened. */
static GtkWidget *
open_row (Fixture *fixture, const char *title)
{
  g_autoptr (GPtrArray) rows =
      silu_ui_test_find_all (GTK_WIDGET (fixture->welcome), ADW_TYPE_EXPANDER_ROW);

  for (guint i = 0; i < rows->len; i++)
    {
      AdwExpanderRow *row = g_ptr_array_index (rows, i);

      if (g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), title))
        {
          adw_expander_row_set_expanded (row, TRUE);
          silu_ui_test_settle (fixture->window);
          return GTK_WIDGET (row);
        }
    }

  g_assert_not_reached ();
}

static void
fill (GtkWidget *row, const char *title, const char *text)
{
  g_autoptr (GPtrArray) entries = silu_ui_test_find_all (row, ADW_TYPE_ENTRY_ROW);

  for (guint i = 0; i < entries->len; i++)
    {
      GtkWidget *entry = g_ptr_array_index (entries, i);

      if (g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (entry)), title))
        {
          gtk_editable_set_text (GTK_EDITABLE (entry), text);
          return;
        }
    }

  g_assert_not_reached ();
}

static gboolean
has_message (gpointer user_data)
{
  return silu_connect_row_get_message (user_data) != NULL;
}

static gboolean
has_chosen (gpointer user_data)
{
  return ((Fixture *) user_data)->chosen != NULL;
}

/* Connects to "<server><path>" by the row for any server; returns the connect row. */
static SiluConnectRow *
connect_other (Fixture *fixture, const char *address, const char *key)
{
  GtkWidget *row = open_row (fixture, "Another server");

  fill (row, "Address", address);
  fill (row, "API key (if it wants one)", key);
  g_signal_emit_by_name (silu_ui_test_find_button (row, "Connect"), "clicked");

  return SILU_CONNECT_ROW (silu_ui_test_find (row, SILU_TYPE_CONNECT_ROW));
}

static void
assert_nothing_taken (Fixture *fixture)
{
  g_assert_null (fixture->chosen);
  g_assert_false (silu_accounts_has_real (silu_engine_get_accounts (fixture->engine)));
}

static void
test_works (Fixture *fixture, gconstpointer data)
{
  g_autofree char *address =
      g_strconcat (silu_script_server_get_base_url (fixture->server), "/v1", NULL);
  SiluAccounts *accounts = silu_engine_get_accounts (fixture->engine);

  connect_other (fixture, address, GOOD_KEY);
  silu_test_run_until (has_chosen, fixture);

  g_assert_true (silu_accounts_get_default (accounts) == fixture->chosen);
  g_assert_cmpstr (silu_account_get_name (fixture->chosen), ==, "127.0.0.1");
  g_assert_cmpstr (silu_account_get_model (fixture->chosen), ==, "alpha");
}

static void
test_no_key (Fixture *fixture, gconstpointer data)
{
  g_autofree char *address =
      g_strconcat (silu_script_server_get_base_url (fixture->server), "/open", NULL);

  connect_other (fixture, address, "");
  silu_test_run_until (has_chosen, fixture);
  g_assert_cmpstr (silu_account_get_base_url (fixture->chosen), ==, address);
}

static void
test_fails (Fixture *fixture, gconstpointer data)
{
  const char *base = silu_script_server_get_base_url (fixture->server);
  g_autofree char *wrong_key = g_strconcat (base, "/v1", NULL);
  g_autofree char *html = g_strconcat (base, "/html", NULL);
  const char *const addresses[] = {
    wrong_key, html, "https://no-such-host.invalid/v1", "http://127.0.0.1:1/v1", "not an address",
  };
  g_autoptr (GHashTable) sentences = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      SiluConnectRow *row = connect_other (fixture, addresses[i], WRONG_KEY);

      silu_test_run_until (has_message, row);
      g_hash_table_add (sentences, g_strdup (silu_connect_row_get_message (row)));
      g_assert_nonnull (
          silu_ui_test_find_label (fixture->window, silu_connect_row_get_message (row)));
      g_assert_true (
          gtk_widget_get_sensitive (silu_ui_test_find_button (GTK_WIDGET (row), "Connect")));
      assert_nothing_taken (fixture);
    }

  /* A wrong key, a wrong page, no connection and no address are told apart. */
  g_assert_cmpuint (g_hash_table_size (sentences), >=, 4);
}

static void
test_buttons_need_text (Fixture *fixture, gconstpointer data)
{
  GtkWidget *deepseek = open_row (fixture, "DeepSeek");

  g_assert_false (gtk_widget_get_sensitive (silu_ui_test_find_button (deepseek, "Connect")));
  fill (deepseek, "API key", "sk-x");
  g_assert_true (gtk_widget_get_sensitive (silu_ui_test_find_button (deepseek, "Connect")));
  fill (deepseek, "API key", "   ");
  g_assert_false (gtk_widget_get_sensitive (silu_ui_test_find_button (deepseek, "Connect")));
}

static void
test_tour (Fixture *fixture, gconstpointer data)
{
  GtkWidget *label = silu_ui_test_find_label (fixture->window, "Take the tour");

  g_assert_true (gtk_widget_activate (gtk_widget_get_ancestor (label, ADW_TYPE_ACTION_ROW)));
  g_assert_cmpstr (silu_account_get_id (fixture->chosen), ==, "tour");
  g_assert_false (silu_accounts_has_real (silu_engine_get_accounts (fixture->engine)));
}

static gboolean
shows_none (gpointer user_data)
{
  return silu_ui_test_find_label (user_data, "No local server found") != NULL;
}

static void
test_none_found (Fixture *fixture, gconstpointer data)
{
  silu_test_run_until (shows_none, fixture->window);
  g_assert_nonnull (silu_ui_test_find_button (fixture->window, "Look again"));
}

static gboolean
shows_use (gpointer user_data)
{
  return silu_ui_test_find_button (user_data, "Use") != NULL;
}

/* A server turns up after the page was opened: looking again finds it. */
static void
test_found (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GUri) uri =
      g_uri_parse (silu_script_server_get_base_url (fixture->server), G_URI_FLAGS_NONE, NULL);
  const guint ports[] = { (guint) g_uri_get_port (uri), 0 };

  silu_test_run_until (shows_none, fixture->window);
  silu_welcome_set_ports (fixture->welcome, ports);
  g_signal_emit_by_name (silu_ui_test_find_button (fixture->window, "Look again"), "clicked");
  silu_test_run_until (shows_use, fixture->window);

  g_signal_emit_by_name (silu_ui_test_find_button (fixture->window, "Use"), "clicked");
  g_assert_nonnull (fixture->chosen);
  g_assert_true (silu_accounts_has_real (silu_engine_get_accounts (fixture->engine)));
}

int
main (int argc, char **argv)
{
  silu_ui_test_init (&argc, &argv);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/welcome/works", test_works);
  ADD ("/welcome/no-key", test_no_key);
  ADD ("/welcome/fails", test_fails);
  ADD ("/welcome/buttons-need-text", test_buttons_need_text);
  ADD ("/welcome/tour", test_tour);
  ADD ("/welcome/none-found", test_none_found);
  ADD ("/welcome/found", test_found);
#undef ADD

  return g_test_run ();
}
