/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of the main states: the real window with a store of its own, answered by the Tour. The
 * language is that of the environment. */
#include "config.h"
#include "silu-account-editor.h"
#include "silu-chat-view.h"
#include "silu-fault.h"
#include "silu-find-bar.h"
#include "silu-preferences.h"
#include "silu-search-row.h"
#include "silu-shot-compare.h"
#include "silu-shot-files.h"
#include "silu-shot-sidebar.h"
#include "silu-sidebar.h"
#include "silu-style.h"
#include "silu-thinking-card.h"
#include "silu-thought-pane.h"
#include "silu-transcript-find.h"
#include "silu-transcript.h"
#include "silu-ui-test.h"
#include "silu-welcome.h"
#include "silu-window.h"
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <locale.h>

#define WIDTH 1240
#define HEIGHT 860
#define NARROW_WIDTH 420

typedef struct
{
  SiluEngine *engine;
  SiluMath *math;
  SiluWindow *window;
  SiluTurn *turn;
  const char *folder;
  const char *scheme;
  const char *language;
  const char *size; /* "", "-large" or "-contrast" */
} Shot;

static void
take (Shot *shot, GtkWidget *window, const char *state)
{
  g_autofree char *name =
      g_strdup_printf ("%s-%s-%s%s.png", state, shot->scheme, shot->language, shot->size);
  g_autofree char *path = g_build_filename (shot->folder, name, NULL);

  silu_ui_test_settle (window);
  silu_ui_test_picture (window, path);
  g_print ("%s\n", path);
}

/* Conversations of the last weeks, as somebody may have them. */
static void
fill_sidebar (Shot *shot)
{
  static const struct
  {
    const char *title;
    gint64 hours;
    gboolean pinned;
    gboolean unread;
  } CHATS[] = {
    { "Rust vs C for the parser", 400, TRUE, FALSE },
    { "Prove √2 is irrational", 1, FALSE, TRUE },
    { "SQL window functions 练习", 2, FALSE, FALSE },
    { "Why is my mutex slow?", 26, FALSE, FALSE },
    { "周报润色", 27, FALSE, FALSE },
    { "Distilled 7B vs 14B on AIME", 29, FALSE, FALSE },
    { "Meson subprojects and wraps", 90, FALSE, FALSE },
    { "解释 GRPO 的奖励设计", 130, FALSE, FALSE },
    { "Tokenizers and the cost of Chinese", 400, FALSE, FALSE },
    { "Learning rate schedules", 500, FALSE, FALSE },
    { "A bread without kneading", 1500, FALSE, FALSE },
  };
  SiluStore *store = silu_engine_get_store (shot->engine);

  for (gsize i = 0; i < G_N_ELEMENTS (CHATS); i++)
    {
      g_autoptr (SiluConversation) conversation = silu_conversation_new (NULL);
      gint64 time = g_get_real_time () - CHATS[i].hours * G_TIME_SPAN_HOUR;

      silu_conversation_set_title (conversation, CHATS[i].title, SILU_TITLE_USER);
      silu_conversation_set_created (conversation, time);
      silu_conversation_set_updated (conversation, time);
      silu_conversation_set_pinned (conversation, CHATS[i].pinned);
      silu_store_save_conversation (store, conversation);
      silu_conversation_list_add (silu_engine_get_conversations (shot->engine), conversation);
      silu_conversation_set_unread (conversation, CHATS[i].unread);
    }
}

static gboolean
is_answering (gpointer user_data)
{
  return silu_turn_get_state (user_data) >= SILU_TURN_ANSWERING;
}

static gboolean
is_over (gpointer user_data)
{
  return silu_turn_is_over (user_data);
}

static void
ask (Shot *shot, const char *text)
{
  silu_window_choose (shot->window, SILU_TOUR_ACCOUNT_ID, SILU_THINK_HIGH);
  silu_window_ask (shot->window, text);
  g_set_object (&shot->turn,
                silu_engine_get_turn (shot->engine, silu_window_get_conversation (shot->window)));
}

static GtkAdjustment *
get_adjustment (Shot *shot)
{
  GtkWidget *transcript = silu_ui_test_find (GTK_WIDGET (shot->window), SILU_TYPE_TRANSCRIPT);

  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (transcript));
}

static void
set_pane (Shot *shot, SiluPane pane)
{
  GtkWidget *card = silu_ui_test_find (GTK_WIDGET (shot->window), SILU_TYPE_THINKING_CARD);

  if (card != NULL)
    silu_thinking_card_set_pane (SILU_THINKING_CARD (card), pane);
  silu_ui_test_settle (GTK_WIDGET (shot->window));
}

static gboolean
has_looked (gpointer user_data)
{
  return silu_ui_test_find_button (user_data, _ ("Look again")) != NULL;
}

static void
shoot_welcome (Shot *shot)
{
  /* Whatever runs on this machine: the picture is always the same. */
  const guint ports[] = { 1, 0 };

  silu_window_set_ready (shot->window);
  silu_welcome_set_ports (
      SILU_WELCOME (silu_ui_test_find (GTK_WIDGET (shot->window), SILU_TYPE_WELCOME)), ports);
  gtk_window_present (GTK_WINDOW (shot->window));
  silu_test_run_until (has_looked, shot->window);
  take (shot, GTK_WIDGET (shot->window), "welcome");
}

static void
begin_answer (Shot *shot)
{
  if (shot->turn != NULL)
    return;

  fill_sidebar (shot);
  gtk_window_present (GTK_WINDOW (shot->window));
  silu_window_open (shot->window, NULL);
  ask (shot, _ ("Write the collision check of a snake game in C"));
}

static void
shoot_streaming (Shot *shot)
{
  begin_answer (shot);
  silu_test_run_until (is_answering, shot->turn);
  take (shot, GTK_WIDGET (shot->window), "streaming");
}

static void
finish_answer (Shot *shot)
{
  begin_answer (shot);
  silu_test_run_until (is_over, shot->turn);
  silu_ui_test_settle (GTK_WIDGET (shot->window));
}

static void
shoot_thinking (Shot *shot)
{
  finish_answer (shot);
  set_pane (shot, SILU_PANE_OPEN);
  gtk_adjustment_set_value (get_adjustment (shot), 0);
  take (shot, GTK_WIDGET (shot->window), "thinking");
}

static void
shoot_preview (Shot *shot)
{
  finish_answer (shot);
  set_pane (shot, SILU_PANE_PREVIEW);
  gtk_adjustment_set_value (get_adjustment (shot), 0);
  take (shot, GTK_WIDGET (shot->window), "preview");
}

/* The thought beside its answer, with what a reader has made of it. */
static void
shoot_reading (Shot *shot)
{
  GtkWidget *card;
  GtkWidget *pane;

  finish_answer (shot);
  set_pane (shot, SILU_PANE_OPEN);
  card = silu_ui_test_find (GTK_WIDGET (shot->window), SILU_TYPE_THINKING_CARD);
  pane = silu_ui_test_find (card, SILU_TYPE_THOUGHT_PANE);
  silu_message_set_note (silu_turn_get_message (shot->turn), 0, 150, SILU_NOTE_BOOKMARK,
                         _ ("A table of cells instead of a walk"));
  gtk_widget_activate_action (pane, "thought.read", NULL);
  silu_ui_test_settle (GTK_WIDGET (shot->window));
  take (shot, GTK_WIDGET (shot->window), "reading");
  gtk_widget_activate_action (pane, "chat.leave-thought", NULL);
  silu_ui_test_settle (GTK_WIDGET (shot->window));
}

static void
shoot_answer (Shot *shot)
{
  finish_answer (shot);
  set_pane (shot, SILU_PANE_CLOSED);
  take (shot, GTK_WIDGET (shot->window), "answer");
}

static gboolean
has_found (gpointer user_data)
{
  GtkWidget *transcript = silu_ui_test_find (user_data, SILU_TYPE_TRANSCRIPT);
  guint current = 0;
  guint total = 0;

  return silu_transcript_get_found (SILU_TRANSCRIPT (transcript), &current, &total) && total > 0;
}

static void
shoot_find (Shot *shot)
{
  GtkWidget *bar;

  finish_answer (shot);
  gtk_widget_activate_action (GTK_WIDGET (shot->window), "win.find", NULL);
  bar = silu_ui_test_find (GTK_WIDGET (shot->window), SILU_TYPE_FIND_BAR);
  gtk_editable_set_text (GTK_EDITABLE (silu_ui_test_find (bar, GTK_TYPE_SEARCH_ENTRY)), "occupied");
  silu_test_run_until (has_found, shot->window);
  take (shot, GTK_WIDGET (shot->window), "find");
  silu_find_bar_close (SILU_FIND_BAR (bar));
}

static void
add_account (Shot *shot)
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
shoot_preferences (Shot *shot)
{
  GtkWidget *preferences;

  add_account (shot);
  gtk_window_present (GTK_WINDOW (shot->window));
  preferences = silu_preferences_present (GTK_WIDGET (shot->window), shot->engine);
  take (shot, preferences, "preferences");
  silu_ui_test_close (preferences);
}

static void
shoot_account (Shot *shot)
{
  SiluAccounts *accounts = silu_engine_get_accounts (shot->engine);
  SiluAccount *account = silu_accounts_get_default (accounts);
  GtkWidget *editor = silu_account_editor_present (GTK_WIDGET (shot->window), accounts, account);

  gtk_window_set_default_size (GTK_WINDOW (editor), 520, 1240);
  take (shot, editor, "account");
  silu_ui_test_close (editor);
}

static SiluMessage *
add_message (SiluConversation *conversation, SiluRole role, const char *text)
{
  g_autoptr (SiluMessage) message = silu_message_new (NULL, role);

  silu_message_append (message, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, text);
  silu_conversation_add (conversation, message, silu_conversation_get_leaf (conversation));

  return silu_conversation_get_leaf (conversation);
}

/* A thought that is not shown, and what it cost. */
static void
add_hidden_thought (Shot *shot, SiluConversation *conversation)
{
  SiluAccount *account = silu_accounts_get_default (silu_engine_get_accounts (shot->engine));
  gint64 now = g_get_real_time ();
  const SiluTimes times = {
    .start = now - 20 * G_TIME_SPAN_SECOND,
    .first_reasoning = now - 19 * G_TIME_SPAN_SECOND,
    .first_text = now - 7 * G_TIME_SPAN_SECOND,
    .end = now,
  };
  const SiluUsage usage = {
    .prompt = 812000, .completion = 913, .reasoning = 640, .cached = 800000, .load = -1, .cost = -1
  };
  SiluMessage *message;

  add_message (conversation, SILU_ROLE_USER, "Is there a prime between any square and the next?");
  message = add_message (conversation, SILU_ROLE_ASSISTANT,
                         "Nobody knows. It is **Legendre’s conjecture**, checked far beyond "
                         "10^18 and proved by no one.");
  silu_message_set_origin (message, "deepseek-flash", silu_account_get_id (account),
                           SILU_THINK_HIGH);
  silu_message_set_times (message, &times);
  silu_message_set_usage (message, &usage);
}

static void
expand_details (Shot *shot)
{
  g_autoptr (GPtrArray) expanders = NULL;

  silu_ui_test_settle (GTK_WIDGET (shot->window));
  expanders = silu_ui_test_find_all (GTK_WIDGET (shot->window), GTK_TYPE_EXPANDER);
  for (guint i = 0; i < expanders->len; i++)
    if (gtk_widget_get_mapped (g_ptr_array_index (expanders, i)))
      gtk_expander_set_expanded (g_ptr_array_index (expanders, i), TRUE);
}

static void
shoot_faults (Shot *shot)
{
  g_autoptr (SiluConversation) conversation = silu_conversation_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = silu_fault_sentence (SILU_ERROR_CONTEXT_LENGTH, NULL);
  SiluMessage *message;

  error = silu_error_new (SILU_ERROR_CONTEXT_LENGTH, sentence,
                          "This model's maximum context length is 1000000 tokens.\n"
                          "Request id: 7f3c21",
                          -1);
  add_hidden_thought (shot, conversation);
  add_message (conversation, SILU_ROLE_USER, "And between cubes?");
  message = add_message (conversation, SILU_ROLE_ASSISTANT, "");
  silu_message_set_error (message, error);
  silu_message_set_state (message, SILU_MESSAGE_FAILED);
  silu_conversation_set_title (conversation, "Primes between squares", SILU_TITLE_USER);
  silu_conversation_list_add (silu_engine_get_conversations (shot->engine), conversation);

  silu_window_open (shot->window, conversation);
  expand_details (shot);
  take (shot, GTK_WIDGET (shot->window), "faults");
}

static gboolean
has_no_formula_under_way (gpointer user_data)
{
  Shot *shot = user_data;

  return !silu_math_is_available (shot->math) || !silu_math_is_busy (shot->math);
}

/* Everything that an answer may have. */
static void
shoot_document (Shot *shot)
{
  g_autoptr (SiluConversation) conversation = silu_conversation_new (NULL);
  g_autofree char *text = silu_test_read_file ("tests/corpus/reference.md", NULL);

  add_message (conversation, SILU_ROLE_USER, "Show me everything you can write.");
  add_message (conversation, SILU_ROLE_ASSISTANT, text);
  silu_conversation_set_title (conversation, "A reference document", SILU_TITLE_USER);
  silu_conversation_list_add (silu_engine_get_conversations (shot->engine), conversation);
  silu_window_open (shot->window, conversation);
  gtk_window_present (GTK_WINDOW (shot->window));
  silu_ui_test_settle (GTK_WIDGET (shot->window));
  silu_test_run_until (has_no_formula_under_way, shot);
  take (shot, GTK_WIDGET (shot->window), "document-end");
  gtk_adjustment_set_value (get_adjustment (shot), 0);
  silu_ui_test_settle (GTK_WIDGET (shot->window));
  silu_test_run_until (has_no_formula_under_way, shot);
  take (shot, GTK_WIDGET (shot->window), "document");
}

/* An answer that was asked for again, with its code against the older one's. */
static void
shoot_changes (Shot *shot)
{
  g_autoptr (SiluConversation) conversation = silu_conversation_new (NULL);
  SiluMessage *question = add_message (conversation, SILU_ROLE_USER, "A queue in C?");
  const char *const versions[] = {
    "A ring:\n\n```c queue.c\nbool\nqueue_push (Queue *q, int value)\n{\n"
    "  if (q->n == q->size)\n    return false;\n"
    "  q->items[(q->first + q->n++) % q->size] = value;\n  return true;\n}\n```\n",
    "A ring that grows:\n\n```c queue.c\nvoid\nqueue_push (Queue *q, int value)\n{\n"
    "  if (q->n == q->size)\n    queue_grow (q);\n"
    "  q->items[(q->first + q->n++) % q->size] = value;\n}\n```\n",
  };
  GtkWidget *button;

  for (gsize i = 0; i < G_N_ELEMENTS (versions); i++)
    {
      g_autoptr (SiluMessage) answer = silu_message_new (NULL, SILU_ROLE_ASSISTANT);

      silu_message_append (answer, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, versions[i]);
      silu_conversation_add (conversation, answer, question);
    }
  silu_conversation_set_title (conversation, "A queue in C", SILU_TITLE_USER);
  silu_conversation_list_add (silu_engine_get_conversations (shot->engine), conversation);
  silu_window_open (shot->window, conversation);
  gtk_window_present (GTK_WINDOW (shot->window));
  silu_ui_test_settle (GTK_WIDGET (shot->window));
  button = silu_ui_test_find_button (GTK_WIDGET (shot->window),
                                     _ ("Show changes to the earlier version"));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  take (shot, GTK_WIDGET (shot->window), "changes");
}

static void
shoot_folders (Shot *shot)
{
  finish_answer (shot);
  silu_shot_show_folders (shot->engine, shot->window);
  take (shot, GTK_WIDGET (shot->window), "folders");
  silu_shot_show_trash (shot->engine, shot->window);
  take (shot, GTK_WIDGET (shot->window), "trash");
  silu_shot_show_chats (shot->window);
}

static void
shoot_branches (Shot *shot)
{
  gtk_window_present (GTK_WINDOW (shot->window));
  take (shot, silu_shot_show_branches (shot->engine, shot->window), "branches");
}

static void
shoot_files (Shot *shot)
{
  gtk_window_present (GTK_WINDOW (shot->window));
  silu_shot_show_files (shot->engine, shot->window);
  take (shot, GTK_WIDGET (shot->window), "files");
  take (shot, silu_shot_show_file (shot->window), "file");
}

static void
shoot_compare (Shot *shot)
{
  gtk_window_present (GTK_WINDOW (shot->window));
  silu_shot_show_compare (shot->engine, shot->window);
  take (shot, GTK_WIDGET (shot->window), "compare");
  silu_shot_show_compare_changes (shot->window);
  take (shot, GTK_WIDGET (shot->window), "compare-changes");
}

static void
shoot_thoughts (Shot *shot)
{
  gtk_window_present (GTK_WINDOW (shot->window));
  silu_window_open (shot->window, NULL);
  silu_shot_show_thoughts (shot->engine, shot->window);
  take (shot, GTK_WIDGET (shot->window), "thoughts");
  silu_shot_show_statistics (shot->window);
  take (shot, GTK_WIDGET (shot->window), "statistics");
  silu_window_open (shot->window, NULL);
}

static gboolean
is_narrow (gpointer user_data)
{
  return gtk_widget_get_width (user_data) <= NARROW_WIDTH;
}

static gboolean
is_collapsed (gpointer user_data)
{
  return !gtk_widget_get_mapped (silu_ui_test_find (user_data, SILU_TYPE_SIDEBAR));
}

static void
shoot_narrow (Shot *shot)
{
  GtkWindow *window = GTK_WINDOW (shot->window);

  finish_answer (shot);

  /* With the sidebar beside the chat it cannot be as narrow as that. */
  gtk_window_set_default_size (window, 690, HEIGHT);
  silu_test_run_until (is_collapsed, window);
  gtk_window_set_default_size (window, NARROW_WIDTH, HEIGHT);
  silu_test_run_until (is_narrow, window);
  take (shot, GTK_WIDGET (window), "narrow");
}

static gboolean
shows_hits (gpointer user_data)
{
  GtkWidget *row = silu_ui_test_find (user_data, SILU_TYPE_SEARCH_ROW);

  return row != NULL && gtk_widget_get_mapped (row);
}

static void
shoot_search (Shot *shot)
{
  GtkWidget *sidebar = silu_ui_test_find (GTK_WIDGET (shot->window), SILU_TYPE_SIDEBAR);
  GtkEditable *entry = GTK_EDITABLE (silu_ui_test_find (sidebar, GTK_TYPE_SEARCH_ENTRY));

  finish_answer (shot);
  gtk_editable_set_text (entry, "the");
  silu_test_run_until (shows_hits, shot->window);
  take (shot, GTK_WIDGET (shot->window), "search");
  gtk_editable_set_text (entry, "");
}

/* In the order in which one leads to the next. */
static const struct
{
  const char *name;
  void (*shoot) (Shot *shot);
} STATES[] = {
  { "welcome", shoot_welcome },
  { "streaming", shoot_streaming },
  { "preview", shoot_preview },
  { "answer", shoot_answer },
  { "find", shoot_find },
  { "search", shoot_search },
  { "thinking", shoot_thinking },
  { "reading", shoot_reading },
  { "preferences", shoot_preferences },
  { "account", shoot_account },
  { "faults", shoot_faults },
  { "document", shoot_document },
  { "changes", shoot_changes },
  { "folders", shoot_folders },
  { "branches", shoot_branches },
  { "compare", shoot_compare },
  { "files", shoot_files },
  { "thoughts", shoot_thoughts },
  { "narrow", shoot_narrow },
};

static void
start (Shot *shot)
{
  GAsyncResult *started = NULL;

  shot->engine = silu_engine_new (NULL);
  shot->math = silu_math_new ();
  silu_engine_start_async (shot->engine, silu_test_store_result_cb, &started);
  g_assert_true (silu_engine_start_finish (shot->engine, silu_test_wait_result (&started), NULL));
  g_object_unref (started);

  shot->window = silu_window_new (NULL, shot->engine, shot->math);
  gtk_window_set_default_size (GTK_WINDOW (shot->window), WIDTH, HEIGHT);
}

static void
stop (Shot *shot)
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
  Shot shot = { 0 };

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

  start (&shot);
  for (gsize i = 0; i < G_N_ELEMENTS (STATES); i++)
    if (one == NULL || g_str_equal (one, STATES[i].name))
      STATES[i].shoot (&shot);
  stop (&shot);

  return 0;
}
