/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of the main states: the real window with a store of its own, answered by the Tour. The
 * language is that of the environment. */
#include "silu-shot.h"

#include "config.h"
#include "silu-account-editor.h"
#include "silu-preferences.h"
#include "silu-quit-question.h"
#include "silu-shot-answer.h"
#include "silu-shot-chats.h"
#include "silu-shot-compare.h"
#include "silu-shot-files.h"
#include "silu-shot-sidebar.h"
#include "silu-style.h"
#include "silu-transcript.h"
#include "silu-ui-test.h"
#include "silu-welcome.h"
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <locale.h>

#define WIDTH 1240

void
silu_shot_take (SiluShot *self, GtkWidget *window, const char *state)
{
  g_autofree char *name =
      g_strdup_printf ("%s-%s-%s%s.png", state, self->scheme, self->language, self->size);
  g_autofree char *path = g_build_filename (self->folder, name, NULL);

  silu_ui_test_settle (window);
  silu_ui_test_picture (window, path);
  g_print ("%s\n", path);
}

GtkAdjustment *
silu_shot_get_adjustment (SiluShot *self)
{
  GtkWidget *transcript = silu_ui_test_find (GTK_WIDGET (self->window), SILU_TYPE_TRANSCRIPT);

  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (transcript));
}

static gboolean
has_looked (gpointer user_data)
{
  return silu_ui_test_find_button (user_data, _ ("Look again")) != NULL;
}

static void
shoot_welcome (SiluShot *shot)
{
  /* Whatever runs on this machine: the picture is always the same. */
  const guint ports[] = { 1, 0 };

  silu_window_set_ready (shot->window);
  silu_welcome_set_ports (
      SILU_WELCOME (silu_ui_test_find (GTK_WIDGET (shot->window), SILU_TYPE_WELCOME)), ports);
  gtk_window_present (GTK_WINDOW (shot->window));
  silu_test_run_until (has_looked, shot->window);
  silu_shot_take (shot, GTK_WIDGET (shot->window), "welcome");
}

static void
add_account (SiluShot *shot)
{
  const SiluProvider *preset =
      silu_providers_find (silu_engine_get_providers (shot->engine), "deepseek");
  g_autoptr (SiluAccount) account = silu_account_new (NULL, preset->id);
  SiluAccounts *accounts = silu_engine_get_accounts (shot->engine);
  GAsyncResult *added = NULL;

  silu_account_set_name (account, preset->name);
  silu_account_set_base_url (account, preset->base_url);
  silu_account_set_dialect (account, preset->dialect);
  silu_account_set_model (account, preset->model);
  silu_accounts_add_async (accounts, account, NULL, silu_test_store_result_cb, &added);
  silu_accounts_add_finish (accounts, silu_test_wait_result (&added), NULL);
  g_object_unref (added);
}

static void
shoot_preferences (SiluShot *shot)
{
  GtkWidget *preferences;

  add_account (shot);
  gtk_window_present (GTK_WINDOW (shot->window));
  preferences = silu_preferences_present (GTK_WIDGET (shot->window), shot->engine);
  silu_shot_take (shot, preferences, "preferences");
  silu_ui_test_close (preferences);
}

static void
shoot_account (SiluShot *shot)
{
  SiluAccounts *accounts = silu_engine_get_accounts (shot->engine);
  SiluAccount *account = silu_accounts_get_default (accounts);
  GtkWidget *editor = silu_account_editor_present (GTK_WIDGET (shot->window), accounts, account);

  gtk_window_set_default_size (GTK_WINDOW (editor), 520, 1240);
  silu_shot_take (shot, editor, "account");
  silu_ui_test_close (editor);
}

static void
shoot_folders (SiluShot *shot)
{
  silu_shot_finish_answer (shot);
  silu_shot_show_folders (shot->engine, shot->window);
  silu_shot_take (shot, GTK_WIDGET (shot->window), "folders");
  silu_shot_show_trash (shot->engine, shot->window);
  silu_shot_take (shot, GTK_WIDGET (shot->window), "trash");
  silu_shot_show_chats (shot->window);
}

static void
shoot_branches (SiluShot *shot)
{
  gtk_window_present (GTK_WINDOW (shot->window));
  silu_shot_take (shot, silu_shot_show_branches (shot->engine, shot->window), "branches");
}

static void
shoot_files (SiluShot *shot)
{
  gtk_window_present (GTK_WINDOW (shot->window));
  silu_shot_show_files (shot->engine, shot->window);
  silu_shot_take (shot, GTK_WIDGET (shot->window), "files");
  silu_shot_take (shot, silu_shot_show_file (shot->window), "file");
}

static void
shoot_compare (SiluShot *shot)
{
  gtk_window_present (GTK_WINDOW (shot->window));
  silu_shot_show_compare (shot->engine, shot->window);
  silu_shot_take (shot, GTK_WIDGET (shot->window), "compare");
  silu_shot_show_compare_changes (shot->window);
  silu_shot_take (shot, GTK_WIDGET (shot->window), "compare-changes");
}

static void
shoot_thoughts (SiluShot *shot)
{
  gtk_window_present (GTK_WINDOW (shot->window));
  silu_window_open (shot->window, NULL);
  silu_shot_show_thoughts (shot->engine, shot->window);
  silu_shot_take (shot, GTK_WIDGET (shot->window), "thoughts");
  silu_shot_show_statistics (shot->window);
  silu_shot_take (shot, GTK_WIDGET (shot->window), "statistics");
  silu_shot_show_data_set (shot->window);
  silu_shot_take (shot, GTK_WIDGET (shot->window), "data-set");
  silu_window_open (shot->window, NULL);
}

/* @directory: for the chats; NULL for where they are always. */
static void
start (SiluShot *shot, const char *directory)
{
  GAsyncResult *started = NULL;

  shot->engine = silu_engine_new (directory);
  shot->math = silu_math_new ();
  silu_engine_start_async (shot->engine, silu_test_store_result_cb, &started);
  g_assert_true (silu_engine_start_finish (shot->engine, silu_test_wait_result (&started), NULL));
  g_object_unref (started);

  shot->window = silu_window_new (NULL, shot->engine, shot->math);
  gtk_window_set_default_size (GTK_WINDOW (shot->window), WIDTH, SILU_SHOT_HEIGHT);
}

static void
stop (SiluShot *shot)
{
  GAsyncResult *ended = NULL;

  silu_ui_test_close (GTK_WIDGET (shot->window));
  silu_engine_shutdown_async (shot->engine, silu_test_store_result_cb, &ended);
  silu_test_wait_result (&ended);
  g_object_unref (ended);
  g_clear_object (&shot->turn);
  g_clear_object (&shot->engine);
  g_clear_object (&shot->math);
}

/* A folder that cannot be made: the chats are in memory alone. */
static void
shoot_unsaved (SiluShot *shot)
{
  GtkWidget *question;

  stop (shot);
  start (shot, "/dev/null/silu");
  silu_window_set_ready (shot->window);
  silu_window_open (shot->window, NULL);
  gtk_window_present (GTK_WINDOW (shot->window));
  silu_shot_take (shot, GTK_WIDGET (shot->window), "unsaved");

  silu_quit_question_ask (shot->window);
  question = silu_ui_test_find_window (ADW_TYPE_MESSAGE_DIALOG);
  silu_shot_take (shot, question, "quit");
  silu_ui_test_close (question);
}

/* In the order in which one leads to the next. */
static const struct
{
  const char *name;
  void (*shoot) (SiluShot *shot);
} STATES[] = {
  { "welcome", shoot_welcome },
  { "streaming", silu_shot_streaming },
  { "preview", silu_shot_preview },
  { "answer", silu_shot_answer },
  { "find", silu_shot_find },
  { "search", silu_shot_search },
  { "thinking", silu_shot_thinking },
  { "reading", silu_shot_reading },
  { "preferences", shoot_preferences },
  { "account", shoot_account },
  { "faults", silu_shot_faults },
  { "document", silu_shot_document },
  { "changes", silu_shot_changes },
  { "folders", shoot_folders },
  { "branches", shoot_branches },
  { "compare", shoot_compare },
  { "files", shoot_files },
  { "thoughts", shoot_thoughts },
  { "narrow", silu_shot_narrow },
  { "unsaved", shoot_unsaved },
};

/* Under an X server without a compositor a window has a frame of its own, which is not ours. */
static void
hide_frame (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_data (
      provider, "window.csd, window.solid-csd { margin: 0; padding: 0; box-shadow: none; }", -1);
  gtk_style_context_add_provider_for_display (
      gdk_display_get_default (), GTK_STYLE_PROVIDER (provider), GTK_STYLE_PROVIDER_PRIORITY_USER);
}

static const char *
get_language (void)
{
  const char *language = g_get_language_names ()[0];

  return g_str_has_prefix (language, "zh") ? "zh_CN" : "en";
}

int
main (int argc, char **argv)
{
  gboolean dark = FALSE, light = FALSE, large = FALSE, contrast = FALSE;
  g_autofree char *one = NULL;
  const GOptionEntry entries[] = {
    { "dark", 0, 0, G_OPTION_ARG_NONE, &dark, "Dark style", NULL },
    { "light", 0, 0, G_OPTION_ARG_NONE, &light, "Light style (the default)", NULL },
    { "large", 0, 0, G_OPTION_ARG_NONE, &large, "Text at 200 %", NULL },
    { "contrast", 0, 0, G_OPTION_ARG_NONE, &contrast, "High contrast", NULL },
    { "one", 0, 0, G_OPTION_ARG_STRING, &one, "Only this state", "STATE" },
    { NULL },
  };
  g_autoptr (GOptionContext) options = g_option_context_new ("FOLDER");
  g_autoptr (GError) error = NULL;
  SiluShot shot = { 0 };

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("SILU_LOCALEDIR") != NULL ? g_getenv ("SILU_LOCALEDIR")
                                                                       : SILU_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");

  g_option_context_add_main_entries (options, entries, NULL);
  if (!g_option_context_parse (options, &argc, &argv, &error) || argc != 2)
    {
      g_printerr ("%s\n",
                  error != NULL ? error->message : "silu-shot [--dark] [--one STATE] FOLDER");
      return 2;
    }

  if (contrast)
    g_setenv ("ADW_DEBUG_HIGH_CONTRAST", "1", TRUE);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  if (large)
    g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * PANGO_SCALE, NULL);
  silu_style_load (gdk_display_get_default ());
  silu_style_load_icons (gdk_display_get_default ());
  hide_frame ();
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                           : ADW_COLOR_SCHEME_FORCE_LIGHT);

  shot.folder = argv[1];
  shot.scheme = dark ? "dark" : "light";
  shot.language = get_language ();
  shot.size = large ? "-large" : contrast ? "-contrast" : "";
  g_mkdir_with_parents (shot.folder, 0755);
  g_setenv ("SILU_TOUR_SPEED", "400", FALSE);

  start (&shot, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (STATES); i++)
    if (one == NULL || g_str_equal (one, STATES[i].name))
      STATES[i].shoot (&shot);
  stop (&shot);

  return 0;
}
