/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The composer: which key sends, what Send becomes, and what a choice falls back to. */
#include "config.h"
#include "silu-composer.h"

#include "silu-model-button.h"
#include "silu-provider-data.h"
#include "silu-think-button.h"
#include "silu-ui-test.h"

typedef struct
{
  SiluStore *store;
  SiluSecrets *secrets;
  SiluHttp *http;
  SiluAccounts *accounts;
  SiluComposer *composer;
  GtkWidget *view;
  GtkWidget *window;
  guint sent;
  guint stopped;
  guint cancelled;
  guint chosen;
} Fixture;

static void
set_setting (gboolean enter_sends)
{
  g_autoptr (GSettings) settings = g_settings_new (SILU_APPLICATION_ID);

  g_settings_set_boolean (settings, "enter-sends", enter_sends);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SiluProviders) providers = NULL;
  GAsyncResult *opened = NULL;

  set_setting (TRUE);
  fixture->store = silu_store_new (NULL);
  silu_store_open_async (fixture->store, silu_test_store_result_cb, &opened);
  g_assert_true (silu_store_open_finish (fixture->store, silu_test_wait_result (&opened), NULL));
  g_object_unref (opened);

  fixture->secrets = silu_secrets_new ();
  fixture->http = silu_http_new ();
  providers = silu_provider_data_load ();
  fixture->accounts =
      silu_accounts_new (fixture->store, fixture->secrets, fixture->http, providers);

  fixture->composer = SILU_COMPOSER (silu_composer_new ());
  silu_composer_set_accounts (fixture->composer, fixture->accounts);
  fixture->window = silu_ui_test_show (GTK_WIDGET (fixture->composer), 760, 400);
  fixture->view = silu_ui_test_find (GTK_WIDGET (fixture->composer), GTK_TYPE_TEXT_VIEW);

  silu_ui_test_count (fixture->composer, "send", &fixture->sent);
  silu_ui_test_count (fixture->composer, "stop", &fixture->stopped);
  silu_ui_test_count (fixture->composer, "cancel-edit", &fixture->cancelled);
  silu_ui_test_count (fixture->composer, "choice-changed", &fixture->chosen);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  silu_ui_test_close_for_good (fixture->window, fixture->composer);
  g_assert_finalize_object (fixture->accounts);
  g_object_unref (fixture->http);
  g_object_unref (fixture->secrets);
  g_object_unref (fixture->store);
}

static SiluAccount *
add_account (Fixture *fixture, const char *preset, const char *name, const char *const *models)
{
  g_autoptr (SiluAccount) account = silu_account_new (NULL, preset);
  GAsyncResult *added = NULL;

  silu_account_set_name (account, name);
  silu_account_set_base_url (account, "http://127.0.0.1:9");
  silu_account_set_dialect (account, "openai");
  silu_account_set_model (account, models[0]);
  silu_account_set_models (account, models);

  silu_accounts_add_async (fixture->accounts, account, NULL, silu_test_store_result_cb, &added);
  silu_accounts_add_finish (fixture->accounts, silu_test_wait_result (&added), NULL);
  g_object_unref (added);

  return account;
}

static void
test_enter (Fixture *fixture, gconstpointer data)
{
  silu_composer_set_text (fixture->composer, "Hello");

  g_assert_true (silu_ui_test_press (fixture->view, GDK_KEY_Return, 0));
  g_assert_cmpuint (fixture->sent, ==, 1);
  g_assert_true (silu_ui_test_press (fixture->view, GDK_KEY_KP_Enter, 0));
  g_assert_cmpuint (fixture->sent, ==, 2);
  g_assert_true (silu_ui_test_press (fixture->view, GDK_KEY_Return, GDK_LOCK_MASK));
  g_assert_cmpuint (fixture->sent, ==, 3);
  g_assert_true (silu_ui_test_press (fixture->view, GDK_KEY_Return, GDK_CONTROL_MASK));
  g_assert_cmpuint (fixture->sent, ==, 4);

  silu_ui_test_press (fixture->view, GDK_KEY_Return, GDK_SHIFT_MASK);
  silu_ui_test_press (fixture->view, GDK_KEY_KP_Enter, GDK_SHIFT_MASK);
  g_assert_cmpuint (fixture->sent, ==, 4);
}

static void
test_enter_breaks (Fixture *fixture, gconstpointer data)
{
  set_setting (FALSE);
  silu_composer_set_text (fixture->composer, "Hello");

  silu_ui_test_press (fixture->view, GDK_KEY_Return, 0);
  silu_ui_test_press (fixture->view, GDK_KEY_KP_Enter, 0);
  g_assert_cmpuint (fixture->sent, ==, 0);
  g_assert_true (silu_ui_test_press (fixture->view, GDK_KEY_Return, GDK_CONTROL_MASK));
  g_assert_cmpuint (fixture->sent, ==, 1);
}

/* Enter picks a candidate then, and Escape drops it. */
static void
test_input_method (Fixture *fixture, gconstpointer data)
{
  silu_composer_set_text (fixture->composer, "你好");
  silu_composer_set_busy (fixture->composer, TRUE);
  g_signal_emit_by_name (fixture->view, "preedit-changed", "shi jie");

  silu_ui_test_press (fixture->view, GDK_KEY_Escape, 0);
  g_assert_cmpuint (fixture->stopped, ==, 0);
  silu_composer_set_busy (fixture->composer, FALSE);
  silu_ui_test_press (fixture->view, GDK_KEY_Return, 0);
  silu_ui_test_press (fixture->view, GDK_KEY_KP_Enter, 0);
  g_assert_cmpuint (fixture->sent, ==, 0);

  g_signal_emit_by_name (fixture->view, "preedit-changed", "");
  g_assert_true (silu_ui_test_press (fixture->view, GDK_KEY_Return, 0));
  g_assert_cmpuint (fixture->sent, ==, 1);
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  GtkWidget *send = silu_ui_test_find_button (fixture->window, "Send");

  g_assert_false (gtk_widget_get_sensitive (send));
  g_assert_nonnull (silu_ui_test_find_label (fixture->window, "Message Silu…"));
  silu_ui_test_press (fixture->view, GDK_KEY_Return, 0);

  silu_composer_set_text (fixture->composer, " \n\t ");
  g_assert_false (gtk_widget_get_sensitive (send));
  silu_ui_test_press (fixture->view, GDK_KEY_Return, 0);
  g_assert_cmpuint (fixture->sent, ==, 0);

  silu_composer_set_text (fixture->composer, "x");
  g_assert_null (silu_ui_test_find_label (fixture->window, "Message Silu…"));
  g_assert_true (gtk_widget_get_sensitive (send));
  g_signal_emit_by_name (send, "clicked");
  g_assert_cmpuint (fixture->sent, ==, 1);
}

static void
test_busy (Fixture *fixture, gconstpointer data)
{
  GtkWidget *button = silu_ui_test_find_button (fixture->window, "Send");

  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, "Send");
  silu_composer_set_busy (fixture->composer, TRUE);
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, "Stop");
  g_assert_true (silu_ui_test_find_button (fixture->window, "Stop") == button);
  g_assert_true (gtk_widget_get_sensitive (button));

  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpuint (fixture->stopped, ==, 1);
  g_assert_true (silu_ui_test_press (fixture->view, GDK_KEY_Escape, 0));
  g_assert_cmpuint (fixture->stopped, ==, 2);

  /* The next question may be written meanwhile, but not sent. */
  silu_composer_set_text (fixture->composer, "And then?");
  g_assert_true (silu_ui_test_press (fixture->view, GDK_KEY_Return, 0));
  g_assert_cmpuint (fixture->sent, ==, 0);

  silu_composer_set_busy (fixture->composer, FALSE);
  silu_ui_test_press (fixture->view, GDK_KEY_Escape, 0);
  g_assert_cmpuint (fixture->stopped, ==, 2);
}

static void
test_editing (Fixture *fixture, gconstpointer data)
{
  g_assert_null (silu_ui_test_find_label (fixture->window, "Editing an earlier message"));
  silu_composer_set_editing (fixture->composer, TRUE);
  silu_ui_test_settle (fixture->window);
  g_assert_nonnull (silu_ui_test_find_label (fixture->window, "Editing an earlier message"));

  g_assert_true (silu_ui_test_press (fixture->view, GDK_KEY_Escape, 0));
  g_assert_cmpuint (fixture->cancelled, ==, 1);
  g_signal_emit_by_name (silu_ui_test_find_button (fixture->window, "Leave it as it was"),
                         "clicked");
  g_assert_cmpuint (fixture->cancelled, ==, 2);
}

static void
test_choice (Fixture *fixture, gconstpointer data)
{
  static const char *const DEEPSEEK_MODELS[] = { "deepseek-flash", "deepseek-v4-pro", NULL };
  static const char *const OLLAMA_MODELS[] = { "deepseek-r1:7b", NULL };
  SiluComposer *composer = fixture->composer;
  SiluAccount *deepseek, *ollama;

  g_assert_cmpstr (silu_account_get_id (silu_composer_get_account (composer)), ==, "tour");
  g_assert_nonnull (silu_ui_test_find_label (fixture->window, "The Tour is a guide, not a model"));

  /* Nobody chose the Tour: the first real account takes its place. */
  deepseek = add_account (fixture, "deepseek", "DeepSeek", DEEPSEEK_MODELS);
  g_assert_true (silu_composer_get_account (composer) == deepseek);
  g_assert_cmpstr (silu_composer_get_model (composer), ==, "deepseek-flash");
  g_assert_cmpint (silu_composer_get_think (composer), ==, SILU_THINK_HIGH);
  g_assert_null (silu_ui_test_find_label (fixture->window, "The Tour is a guide, not a model"));

  ollama = add_account (fixture, "ollama", "Ollama", OLLAMA_MODELS);
  g_assert_true (silu_composer_get_account (composer) == deepseek);

  silu_composer_set_choice (composer, silu_account_get_id (ollama), NULL, SILU_THINK_AUTO);
  g_assert_true (silu_composer_get_account (composer) == ollama);
  g_assert_cmpstr (silu_composer_get_model (composer), ==, "deepseek-r1:7b");

  silu_composer_set_choice (composer, silu_account_get_id (deepseek), "deepseek-v4-pro",
                            SILU_THINK_MAX);
  g_assert_cmpstr (silu_composer_get_model (composer), ==, "deepseek-v4-pro");
  g_assert_cmpint (silu_composer_get_think (composer), ==, SILU_THINK_MAX);

  /* Another account's model means nothing to the default one. */
  silu_composer_set_choice (composer, "gone", "deepseek-r1:7b", SILU_THINK_LOW);
  g_assert_true (silu_composer_get_account (composer) == deepseek);
  g_assert_cmpstr (silu_composer_get_model (composer), ==, "deepseek-flash");
  g_assert_cmpint (silu_composer_get_think (composer), ==, SILU_THINK_LOW);

  silu_composer_set_choice (composer, silu_account_get_id (ollama), NULL, SILU_THINK_AUTO);
  silu_accounts_remove (fixture->accounts, ollama);
  g_assert_true (silu_composer_get_account (composer) == deepseek);
  g_assert_cmpuint (fixture->chosen, ==, 0);
}

static void
test_think (Fixture *fixture, gconstpointer data)
{
  SiluComposer *composer = fixture->composer;

  silu_composer_set_choice (composer, NULL, NULL, SILU_THINK_HIGH);
  g_assert_nonnull (silu_ui_test_find_label (fixture->window, "Deep think · High"));

  gtk_widget_activate_action (GTK_WIDGET (composer), "composer.toggle-think", NULL);
  g_assert_cmpint (silu_composer_get_think (composer), ==, SILU_THINK_OFF);
  g_assert_nonnull (silu_ui_test_find_label (fixture->window, "Deep think · Off"));
  g_assert_cmpuint (fixture->chosen, ==, 1);

  gtk_widget_activate_action (GTK_WIDGET (composer), "composer.toggle-think", NULL);
  g_assert_cmpint (silu_composer_get_think (composer), ==, SILU_THINK_HIGH);

  gtk_widget_activate_action (silu_ui_test_find (fixture->window, GTK_TYPE_MENU_BUTTON),
                              "think.level", "s", "max");
  g_assert_cmpint (silu_composer_get_think (composer), ==, SILU_THINK_MAX);
  g_assert_cmpuint (fixture->chosen, ==, 3);
}

static SiluProfile *
make_profile (const char *rule)
{
  g_autoptr (JsonNode) node = json_from_string (rule, NULL);
  SiluProfile *profile = silu_profile_new ();

  g_assert_true (silu_profile_apply (profile, json_node_get_object (node), NULL));

  return profile;
}

/* What each kind of server can be told. */
static void
test_think_profiles (void)
{
  SiluThinkButton *button = g_object_new (SILU_TYPE_THINK_BUTTON, NULL);
  GtkWidget *window = silu_ui_test_show (GTK_WIDGET (button), 300, 100);
  g_autoptr (SiluProfile) deaf = silu_profile_new ();
  g_autoptr (SiluProfile) always = make_profile ("{\"thinking\":{\"always\":true}}");
  g_autoptr (SiluProfile) automatic =
      make_profile ("{\"thinking\":{\"levels\":{\"off\":{},\"low\":{},\"high\":{}}}}");
  g_autoptr (SiluProfile) high =
      make_profile ("{\"thinking\":{\"levels\":{\"off\":{},\"high\":{}},\"default\":\"high\"}}");

  g_object_ref (button);
  silu_think_button_set_profile (button, deaf);
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (button)));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (GTK_WIDGET (button)), ==,
                   "This server cannot be told how much to think");
  silu_think_button_set_level (button, SILU_THINK_HIGH);
  g_assert_cmpint (silu_think_button_get_level (button), ==, SILU_THINK_AUTO);
  silu_think_button_toggle (button);
  g_assert_nonnull (silu_ui_test_find_label (window, "Deep think"));

  silu_think_button_set_profile (button, automatic);
  silu_think_button_set_level (button, SILU_THINK_AUTO);
  g_assert_nonnull (silu_ui_test_find_label (window, "Deep think · Auto"));
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (button), "on"));

  /* Only what nobody chose goes with the server. */
  silu_think_button_set_profile (button, high);
  g_assert_cmpint (silu_think_button_get_level (button), ==, SILU_THINK_HIGH);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (button), "on"));
  silu_think_button_set_level (button, SILU_THINK_OFF);
  silu_think_button_set_profile (button, automatic);
  g_assert_cmpint (silu_think_button_get_level (button), ==, SILU_THINK_OFF);

  /* A level that the next model has not becomes the nearest one that it has. */
  silu_think_button_set_level (button, SILU_THINK_LOW);
  silu_think_button_set_profile (button, high);
  g_assert_cmpint (silu_think_button_get_level (button), ==, SILU_THINK_HIGH);

  silu_think_button_set_profile (button, always);
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (button)));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (button), "on"));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (GTK_WIDGET (button)), ==,
                   "This model always thinks before it answers");

  silu_ui_test_close (window);
  g_assert_finalize_object (button);
}

static void
test_models (Fixture *fixture, gconstpointer data)
{
  static const char *const MODELS[] = { "alpha", "beta", "beta-long", NULL };
  SiluAccount *account = add_account (fixture, "deepseek", "Mine", MODELS);
  GtkWidget *button = silu_ui_test_find (fixture->window, SILU_TYPE_MODEL_BUTTON);
  GtkWidget *list = silu_ui_test_find (button, GTK_TYPE_LIST_BOX);
  GtkWidget *entry = silu_ui_test_find (button, GTK_TYPE_SEARCH_ENTRY);

  gtk_menu_button_popup (GTK_MENU_BUTTON (silu_ui_test_find (button, GTK_TYPE_MENU_BUTTON)));
  silu_ui_test_settle (fixture->window);
  g_assert_nonnull (silu_ui_test_find_label (list, "Mine"));
  g_assert_nonnull (silu_ui_test_find_label (list, "Tour"));
  g_assert_nonnull (silu_ui_test_find_label (list, "beta-long"));

  gtk_editable_set_text (GTK_EDITABLE (entry), "BETA");
  silu_ui_test_settle (fixture->window);
  g_assert_null (silu_ui_test_find_label (list, "alpha"));
  g_assert_nonnull (silu_ui_test_find_label (list, "beta"));
  g_assert_nonnull (silu_ui_test_find_label (list, "Use “BETA”"));

  gtk_editable_set_text (GTK_EDITABLE (entry), " gamma ");
  silu_ui_test_settle (fixture->window);
  g_signal_emit_by_name (entry, "activate");
  g_assert_true (silu_composer_get_account (fixture->composer) == account);
  g_assert_cmpstr (silu_composer_get_model (fixture->composer), ==, "gamma");
  g_assert_cmpuint (fixture->chosen, ==, 1);
}

static gboolean
has_pasted (gpointer user_data)
{
  g_autofree char *text = silu_composer_dup_text (user_data);

  return g_str_equal (text, "one pasted\nline two");
}

static void
test_paste (Fixture *fixture, gconstpointer data)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (fixture->view));
  g_autoptr (GtkTextBuffer) rich = gtk_text_buffer_new (NULL);
  GtkTextIter start, end;

  gtk_text_buffer_create_tag (rich, "bold", "weight", 700, NULL);
  gtk_text_buffer_get_start_iter (rich, &start);
  gtk_text_buffer_insert_with_tags_by_name (rich, &start, "pasted\nline", -1, "bold", NULL);
  gtk_text_buffer_get_bounds (rich, &start, &end);
  gtk_text_buffer_select_range (rich, &start, &end);
  gtk_text_buffer_copy_clipboard (rich, gtk_widget_get_clipboard (fixture->view));

  silu_composer_set_text (fixture->composer, "one  two");
  gtk_text_buffer_get_iter_at_offset (buffer, &start, 4);
  gtk_text_buffer_place_cursor (buffer, &start);
  g_signal_emit_by_name (fixture->view, "paste-clipboard");
  silu_test_run_until (has_pasted, fixture->composer);

  gtk_text_buffer_get_iter_at_offset (buffer, &start, 6);
  g_assert_null (gtk_text_iter_get_tags (&start));
}

static int
get_height (Fixture *fixture, guint lines)
{
  g_autofree char *text = g_strnfill (lines - 1, '\n');

  silu_composer_set_text (fixture->composer, text);
  silu_ui_test_settle (fixture->window);

  return gtk_widget_get_height (gtk_widget_get_ancestor (fixture->view, GTK_TYPE_SCROLLED_WINDOW));
}

static void
test_grows (Fixture *fixture, gconstpointer data)
{
  int one, two, eight, twenty;

  gtk_widget_set_valign (GTK_WIDGET (fixture->composer), GTK_ALIGN_END);
  one = get_height (fixture, 1);
  two = get_height (fixture, 2);
  eight = get_height (fixture, 8);
  twenty = get_height (fixture, 20);

  g_assert_cmpint (two, >, one);
  g_assert_cmpint (eight, ==, one + 7 * (two - one));
  g_assert_cmpint (twenty, ==, eight);
}

/* The button stays at its end, whether there is a gauge or not. */
static void
test_send_place (Fixture *fixture, gconstpointer data)
{
  GtkWidget *send = silu_ui_test_find_button (fixture->window, "Send");
  const SiluContextUse known = { .used = 5000, .limit = 64000 };
  graphene_rect_t before, after;

  g_assert_true (gtk_widget_compute_bounds (send, fixture->window, &before));
  g_assert_cmpfloat (before.origin.x + before.size.width, >,
                     (float) gtk_widget_get_width (fixture->window) - 40);
  silu_composer_set_context (fixture->composer, &known);
  silu_ui_test_settle (fixture->window);
  g_assert_nonnull (silu_ui_test_find_label (fixture->window, "5k / 64k"));
  g_assert_true (gtk_widget_compute_bounds (send, fixture->window, &after));
  g_assert_cmpfloat (after.origin.x, ==, before.origin.x);
}

/* The keyboard comes out of it at either end. */
static void
test_leaves (Fixture *fixture, gconstpointer data)
{
  for (guint back = 0; back < 2; back++)
    {
      GtkWidget *focus;

      silu_composer_focus (fixture->composer);
      g_assert_true (gtk_widget_has_focus (fixture->view));
      g_assert_true (
          silu_ui_test_type (fixture->window, GDK_KEY_Tab, back == 0 ? 0 : GDK_SHIFT_MASK));
      focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));
      g_assert_nonnull (focus);
      g_assert_true (focus != fixture->view);
    }
}

int
main (int argc, char **argv)
{
  silu_ui_test_init (&argc, &argv);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/composer/enter", test_enter);
  ADD ("/composer/enter-breaks", test_enter_breaks);
  ADD ("/composer/input-method", test_input_method);
  ADD ("/composer/empty", test_empty);
  ADD ("/composer/busy", test_busy);
  ADD ("/composer/editing", test_editing);
  ADD ("/composer/choice", test_choice);
  ADD ("/composer/think", test_think);
  g_test_add_func ("/composer/think-profiles", test_think_profiles);
  ADD ("/composer/models", test_models);
  ADD ("/composer/paste", test_paste);
  ADD ("/composer/grows", test_grows);
  ADD ("/composer/send-place", test_send_place);
  ADD ("/composer/leaves", test_leaves);
#undef ADD

  return g_test_run ();
}
