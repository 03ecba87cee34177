/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A thought in its chat: read beside the answer, marked, annotated, rated, quoted, gone on with. */
#include "chat-fixture.h"
#include "silu-composer.h"
#include "silu-outline-row.h"
#include "silu-reading-view.h"
#include "silu-step-note.h"
#include "silu-thinking-card.h"
#include "thought-probe.h"
#include <glib/gstdio.h>

#define CHAIN                                                                                      \
  "First, look at the list from its beginning.\n\nWait, the list may be empty and then there is "  \
  "nothing.\n\nTherefore ask first whether it is."

#define CHINESE_CHAIN                                                                              \
  "首先，从头看这个列表。\n\n等等，列表可能是空的，那就什么都没有。\n\n因此先问它是不是空的。"

/* A provider whose models can be given the beginning of a thought. */
#define PROVIDERS                                                                                  \
  "{\"format\": 1, \"providers\": [{\"id\": \"acme\", \"name\": \"Acme\", \"dialect\": "           \
  "\"openai\", "                                                                                   \
  "\"base_url\": \"http://127.0.0.1:9/v1\", \"rule\": {\"prefix\": {\"message\": {\"prefix\": "    \
  "true}, "                                                                                        \
  "\"reasoning\": true}}}]}"

static void
ask_for (ChatFixture *fixture, const char *chain)
{
  SiluScript *script = chat_push (fixture, NULL);

  silu_script_send_delta (script, chain, NULL);
  silu_script_send_delta (script, NULL, "Ask first.");
  silu_script_send_end (script, "stop", 1, 2, 0);
  chat_ask (fixture, "q");
}

static void
ask (ChatFixture *fixture)
{
  ask_for (fixture, CHAIN);
}

static GtkWidget *
open_card (ChatFixture *fixture)
{
  GtkWidget *card = silu_ui_test_find (fixture->window, SILU_TYPE_THINKING_CARD);

  silu_thinking_card_set_pane (SILU_THINKING_CARD (card), SILU_PANE_OPEN);
  silu_ui_test_settle (fixture->window);

  return silu_ui_test_find (card, SILU_TYPE_THOUGHT_PANE);
}

static void
act (ChatFixture *fixture, GtkWidget *pane, const char *action, guint step)
{
  g_assert_true (gtk_widget_activate_action (pane, action, "u", step));
  silu_ui_test_settle (fixture->window);
}

/* Both are there in a wide window; in a narrow one a switch leads from one to the other. Escape
 * goes back to the chat. */
static void
test_read (ChatFixture *fixture, gconstpointer data)
{
  GtkWidget *pane;
  GtkWidget *reading;

  ask (fixture);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1100, 700);
  pane = open_card (fixture);
  act (fixture, pane, "thought.go-to-step", 1);
  chat_click (fixture, "Read beside the answer");
  silu_ui_test_settle (fixture->window);
  reading = silu_ui_test_find (fixture->window, SILU_TYPE_READING_VIEW);
  g_assert_nonnull (reading);
  g_assert_true (gtk_widget_get_mapped (reading));
  thought_assert_text (reading, CHAIN);
  g_assert_true (chat_shows (fixture, "Ask first."));
  g_assert_false (gtk_widget_get_mapped (silu_ui_test_find (fixture->window, SILU_TYPE_COMPOSER)));
  g_assert_null (silu_ui_test_find_button (reading, "Answer"));

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 600, 700);
  silu_ui_test_settle (fixture->window);
  silu_ui_test_settle (fixture->window);
  g_assert_false (chat_shows (fixture, "Ask first."));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (silu_ui_test_find_button (reading, "Answer")),
                                TRUE);
  silu_ui_test_settle (fixture->window);
  g_assert_true (chat_shows (fixture, "Ask first."));
  g_assert_false (gtk_widget_get_mapped (silu_ui_test_find (reading, SILU_TYPE_THOUGHT_PANE)));

  gtk_widget_activate_action (reading, "chat.leave-thought", NULL);
  silu_ui_test_settle (fixture->window);
  g_assert_null (silu_ui_test_find (fixture->window, SILU_TYPE_READING_VIEW));
  g_assert_true (gtk_widget_get_mapped (silu_ui_test_find (fixture->window, SILU_TYPE_COMPOSER)));
}

/* Another chat ends the reading. */
static void
test_other_chat (ChatFixture *fixture, gconstpointer data)
{
  ask (fixture);
  gtk_widget_activate_action (open_card (fixture), "thought.read", NULL);
  silu_ui_test_settle (fixture->window);
  silu_chat_view_set_conversation (fixture->view, NULL);
  silu_ui_test_settle (fixture->window);
  g_assert_null (silu_ui_test_find (fixture->window, SILU_TYPE_READING_VIEW));
  g_assert_true (gtk_widget_get_mapped (silu_ui_test_find (fixture->window, SILU_TYPE_COMPOSER)));
}

/* What is stored of the answer. */
static SiluMessage *
load (ChatFixture *fixture, SiluConversation **conversation)
{
  SiluConversation *shown = chat_get_conversation (fixture);
  SiluStore *store = silu_engine_get_store (fixture->engine);
  g_autoptr (GAsyncResult) result = NULL;

  *conversation = silu_conversation_new (silu_conversation_get_id (shown));
  silu_store_load_async (store, *conversation, NULL, silu_test_store_result_cb, &result);
  g_assert_true (silu_store_load_finish (store, silu_test_wait_result (&result), NULL));

  return silu_conversation_find (*conversation, silu_message_get_id (chat_get_leaf (fixture)));
}

/* What the reader has marked is in the message, at the step's own place, and seen in the pane. */
static void
test_marks (ChatFixture *fixture, gconstpointer data)
{
  GtkWidget *pane;
  SiluMessage *message;
  gsize place = strstr (CHAIN, "Wait") - CHAIN;

  ask (fixture);
  pane = open_card (fixture);
  message = chat_get_leaf (fixture);
  g_assert_null (silu_ui_test_find (pane, SILU_TYPE_STEP_NOTE));

  act (fixture, pane, "thought.bookmark-step", 1);
  g_assert_cmpint (silu_message_find_note (message, 0, place)->kind, ==, SILU_NOTE_BOOKMARK);
  g_assert_nonnull (silu_ui_test_find (pane, SILU_TYPE_STEP_NOTE));
  g_assert_true (chat_shows (fixture, "Bookmark"));

  act (fixture, pane, "thought.flaw-step", 1);
  g_assert_cmpint (silu_message_find_note (message, 0, place)->kind, ==, SILU_NOTE_FLAW);
  g_assert_cmpuint (silu_message_get_notes (message)->len, ==, 1);
  g_assert_true (chat_shows (fixture, "Here it goes wrong"));
  silu_ui_test_assert_name (
      silu_ui_test_find (silu_ui_test_find (pane, SILU_TYPE_STEP_NOTE), GTK_TYPE_BUTTON),
      "Here it goes wrong");
  silu_ui_test_assert_name (
      silu_step_outline_get_row (thought_find_outline (pane), 1),
      silu_ui_test_pick (
          "Step 2 of 3, doubt: Wait, the list may be empty and then there is nothing, "
          "Here it goes wrong",
          "第 2 步，共 3 步，质疑：Wait, the list may be empty and then there is nothing，"
          "从这里开始出错"));

  act (fixture, pane, "thought.flaw-step", 1);
  g_assert_cmpuint (silu_message_get_notes (message)->len, ==, 0);
  g_assert_null (silu_ui_test_find (pane, SILU_TYPE_STEP_NOTE));
}

static void
test_rating (ChatFixture *fixture, gconstpointer data)
{
  GtkWidget *pane;
  GActionGroup *actions;
  g_autoptr (GVariant) state = NULL;
  g_autoptr (SiluConversation) conversation = NULL;
  SiluMessage *stored;

  ask (fixture);
  pane = open_card (fixture);
  gtk_widget_activate_action (pane, "thought.rate", "s", "good");
  g_assert_cmpint (silu_message_get_rating (chat_get_leaf (fixture)), ==, SILU_RATING_GOOD);
  actions = silu_thought_pane_get_actions (SILU_THOUGHT_PANE (pane));
  state = g_action_group_get_action_state (actions, "rate");
  g_assert_cmpstr (g_variant_get_string (state, NULL), ==, "good");
  gtk_widget_activate_action (pane, "thought.rate", "s", "nonsense");
  g_assert_cmpint (silu_message_get_rating (chat_get_leaf (fixture)), ==, SILU_RATING_GOOD);

  gtk_widget_activate_action (pane, "thought.rate", "s", "flawed");
  stored = load (fixture, &conversation);
  g_assert_cmpint (silu_message_get_rating (stored), ==, SILU_RATING_FLAWED);
}

static GtkWindow *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (gtk_window_get_transient_for (window) != NULL)
        return window;
    }

  return NULL;
}

static GtkTextBuffer *
get_buffer (GtkWindow *dialog)
{
  return gtk_text_view_get_buffer (
      GTK_TEXT_VIEW (silu_ui_test_find (GTK_WIDGET (dialog), GTK_TYPE_TEXT_VIEW)));
}

static void
accept (ChatFixture *fixture, GtkWindow *dialog)
{
  g_signal_emit_by_name (dialog, "response::accept", "accept");
  gtk_window_destroy (dialog);
  silu_ui_test_settle (fixture->window);
}

static void
test_annotate (ChatFixture *fixture, gconstpointer data)
{
  GtkWidget *pane;
  GtkWindow *dialog;
  g_autoptr (SiluConversation) conversation = NULL;
  SiluMessage *stored;

  ask (fixture);
  pane = open_card (fixture);
  act (fixture, pane, "thought.annotate-step", 0);
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  gtk_text_buffer_set_text (get_buffer (dialog), "  空表怎么办？\n", -1);
  accept (fixture, dialog);
  g_assert_cmpstr (silu_message_find_note (chat_get_leaf (fixture), 0, 0)->text, ==,
                   "空表怎么办？");
  g_assert_true (chat_shows (fixture, "空表怎么办？"));
  silu_ui_test_assert_name (
      silu_ui_test_find (silu_ui_test_find (pane, SILU_TYPE_STEP_NOTE), GTK_TYPE_BUTTON),
      silu_ui_test_pick ("Bookmark: 空表怎么办？", "书签：空表怎么办？"));
  stored = load (fixture, &conversation);
  g_assert_cmpstr (silu_message_find_note (stored, 0, 0)->text, ==, "空表怎么办？");
}

/* The step goes into the composer, also out of the reading view. */
static void
test_quote (ChatFixture *fixture, gconstpointer data)
{
  GtkWidget *reading;
  g_autofree char *text = NULL;

  ask (fixture);
  gtk_widget_activate_action (open_card (fixture), "thought.read", NULL);
  silu_ui_test_settle (fixture->window);
  reading = silu_ui_test_find (fixture->window, SILU_TYPE_READING_VIEW);
  act (fixture, silu_ui_test_find (reading, SILU_TYPE_THOUGHT_PANE), "thought.quote-step", 0);
  text = silu_composer_dup_text (
      SILU_COMPOSER (silu_ui_test_find (fixture->window, SILU_TYPE_COMPOSER)));
  g_assert_cmpstr (text, ==, "> First, look at the list from its beginning.\n\n");
  g_assert_null (silu_ui_test_find (fixture->window, SILU_TYPE_READING_VIEW));
}

/* The places of steps are bytes, in Chinese too. */
static void
test_chinese (ChatFixture *fixture, gconstpointer data)
{
  gsize place = strstr (CHINESE_CHAIN, "等等") - CHINESE_CHAIN;
  g_autofree char *text = NULL;
  GtkWidget *pane;

  ask_for (fixture, CHINESE_CHAIN);
  pane = open_card (fixture);
  act (fixture, pane, "thought.flaw-step", 1);
  g_assert_cmpint (silu_message_find_note (chat_get_leaf (fixture), 0, place)->kind, ==,
                   SILU_NOTE_FLAW);
  silu_ui_test_assert_name (
      silu_step_outline_get_row (thought_find_outline (pane), 1),
      silu_ui_test_pick ("Step 2 of 3, doubt: 等等，列表可能是空的, Here it goes wrong",
                         "第 2 步，共 3 步，质疑：等等，列表可能是空的，从这里开始出错"));

  act (fixture, pane, "thought.quote-step", 1);
  text = silu_composer_dup_text (
      SILU_COMPOSER (silu_ui_test_find (fixture->window, SILU_TYPE_COMPOSER)));
  g_assert_cmpstr (text, ==, "> 等等，列表可能是空的，那就什么都没有。\n\n");
}

/* A changed step, and the model goes on from it in an answer of its own: it is given its thoughts
 * where the provider takes them, else it is told them. */
static void
test_continue (ChatFixture *fixture, gconstpointer data)
{
  GtkWidget *pane;
  GtkWindow *dialog;
  g_autofree char *offered = NULL;
  g_autofree char *thoughts = NULL;
  SiluScript *script;
  SiluMessage *first;

  ask (fixture);
  first = chat_get_leaf (fixture);
  pane = open_card (fixture);
  act (fixture, pane, "thought.continue-step", 1);
  dialog = find_dialog ();
  g_object_get (get_buffer (dialog), "text", &offered, NULL);
  g_assert_cmpstr (offered, ==, "Wait, the list may be empty and then there is nothing.");

  script = chat_push (fixture, NULL);
  silu_script_send_delta (script, " So it is fine.", NULL);
  silu_script_send_delta (script, NULL, "It is never empty.");
  silu_script_send_end (script, "stop", 1, 2, 0);
  gtk_text_buffer_set_text (get_buffer (dialog), "The list is never empty.", -1);
  accept (fixture, dialog);
  chat_wait_idle (fixture);

  g_assert_true (chat_get_leaf (fixture) != first);
  thoughts = silu_message_dup_text (chat_get_leaf (fixture), SILU_PART_REASONING);
  g_assert_cmpstr (thoughts, ==,
                   "First, look at the list from its beginning.\n\n"
                   "The list is never empty. So it is fine.");
  g_assert_nonnull (strstr (g_ptr_array_index (fixture->bodies, 1), data));
}

static char *
dup_clipboard (ChatFixture *fixture)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (fixture->window);
  g_autoptr (GAsyncResult) result = NULL;

  gdk_clipboard_read_text_async (clipboard, NULL, silu_test_store_result_cb, &result);
  silu_test_wait_result (&result);

  return gdk_clipboard_read_text_finish (clipboard, result, NULL);
}

/* The answer, its thoughts, and both. */
static void
test_copy (ChatFixture *fixture, gconstpointer data)
{
  g_autofree char *answer = NULL;
  g_autofree char *thoughts = NULL;
  g_autofree char *both = NULL;
  GtkWidget *pane;

  ask (fixture);
  chat_click (fixture, "Copy answer");
  answer = dup_clipboard (fixture);
  g_assert_cmpstr (answer, ==, "Ask first.");

  pane = open_card (fixture);
  chat_click (fixture, "Copy thought");
  thoughts = dup_clipboard (fixture);
  g_assert_cmpstr (thoughts, ==, CHAIN);

  gtk_widget_activate_action (pane, "thought.copy-both", NULL);
  both = dup_clipboard (fixture);
  g_assert_cmpstr (both, ==,
                   silu_ui_test_pick ("## Thinking\n\n" CHAIN "\n\n## Answer\n\nAsk first.\n",
                                      "## 思考过程\n\n" CHAIN "\n\n## 回答\n\nAsk first.\n"));
}

/* --- without a pointer --- */

static void
type (ChatFixture *fixture, guint key, GdkModifierType state)
{
  g_assert_true (silu_ui_test_type (fixture->window, key, state));
  silu_ui_test_settle (fixture->window);
}

static gboolean
is_row (GtkWidget *focus, gpointer user_data)
{
  return SILU_IS_OUTLINE_ROW (focus);
}

/* The line of the card, which has no name but what it says. */
static gboolean
is_toggle (GtkWidget *focus, gpointer user_data)
{
  GtkWidget *card = gtk_widget_get_ancestor (focus, SILU_TYPE_THINKING_CARD);

  return card != NULL && focus == silu_ui_test_find (card, GTK_TYPE_BUTTON);
}

static gboolean
is_button (GtkWidget *focus, gpointer name)
{
  return GTK_IS_BUTTON (focus) && silu_ui_test_find_button (focus, name) == focus;
}

/* GTK's own kind of button, which has no header. */
static gboolean
is_item (GtkWidget *focus, gpointer name)
{
  g_auto (GStrv) pieces = g_strsplit (silu_ui_test_say (name), "_", 2);
  g_autofree char *plain = g_strjoinv (NULL, pieces);
  g_autofree char *text = NULL;

  if (!g_str_equal (G_OBJECT_TYPE_NAME (focus), "GtkModelButton"))
    return FALSE;
  g_object_get (focus, "text", &text, NULL);

  return g_strcmp0 (text, plain) == 0;
}

static gboolean
has_no_dialog (gpointer user_data)
{
  return find_dialog () == NULL;
}

static SiluPane
get_pane (ChatFixture *fixture)
{
  return silu_thinking_card_get_pane (
      SILU_THINKING_CARD (silu_ui_test_find (fixture->window, SILU_TYPE_THINKING_CARD)));
}

static gboolean
is_open (gpointer user_data)
{
  return get_pane (user_data) == SILU_PANE_OPEN;
}

static gboolean
is_closed (gpointer user_data)
{
  return get_pane (user_data) == SILU_PANE_CLOSED;
}

static gboolean
is_reading (gpointer user_data)
{
  return silu_ui_test_find (((ChatFixture *) user_data)->window, SILU_TYPE_READING_VIEW) != NULL;
}

/* The line of the card, and Enter on it. */
static void
toggle_card (ChatFixture *fixture, GdkModifierType back, SiluTestFunc done)
{
  silu_ui_test_type_until (fixture->window, GDK_KEY_Tab, back, is_toggle, NULL);
  type (fixture, GDK_KEY_Return, 0);
  silu_test_run_until (done, fixture);
  silu_ui_test_settle (fixture->window);
}

/* In the outline, from the menu of a step. */
static void
write_note (ChatFixture *fixture)
{
  GtkWidget *dialog;

  type (fixture, GDK_KEY_Menu, 0);
  silu_ui_test_type_until (fixture->window, GDK_KEY_Down, 0, is_item, (gpointer) "Add _Note…");
  g_assert_true (silu_ui_test_type (fixture->window, GDK_KEY_Return, 0));
  dialog = GTK_WIDGET (find_dialog ());
  g_assert_nonnull (dialog);
  silu_ui_test_settle (dialog);
  g_assert_true (GTK_IS_TEXT_VIEW (gtk_window_get_focus (GTK_WINDOW (dialog))));
  gtk_text_buffer_insert_at_cursor (get_buffer (GTK_WINDOW (dialog)), "空表？", -1);
  silu_ui_test_type_until (dialog, GDK_KEY_Tab, 0, is_button, (gpointer) "_Save");
  g_assert_true (silu_ui_test_type (dialog, GDK_KEY_Return, 0));
  silu_test_run_until (has_no_dialog, NULL);
  silu_ui_test_settle (fixture->window);
}

/* To the card, its outline, a step, a note on it, the reading view, back, and closed again. */
static void
test_keyboard (ChatFixture *fixture, gconstpointer data)
{
  g_autoptr (SiluConversation) opened = NULL;
  g_autoptr (SiluConversation) closed = NULL;
  GtkWidget *reading;
  gsize place = strstr (CHAIN, "Wait") - CHAIN;

  ask (fixture);
  silu_chat_view_focus (fixture->view);
  toggle_card (fixture, GDK_SHIFT_MASK, is_open);
  g_assert_cmpint (silu_message_get_pane (load (fixture, &opened)), ==, SILU_PANE_OPEN);

  silu_ui_test_type_until (fixture->window, GDK_KEY_Tab, 0, is_row, NULL);
  type (fixture, GDK_KEY_j, 0);
  type (fixture, GDK_KEY_Return, 0);
  g_assert_cmpuint (silu_step_outline_get_current (thought_find_outline (fixture->window)), ==, 1);
  write_note (fixture);
  g_assert_cmpstr (silu_message_find_note (chat_get_leaf (fixture), 0, place)->text, ==, "空表？");

  silu_ui_test_type_until (fixture->window, GDK_KEY_Tab, GDK_SHIFT_MASK, is_button,
                           (gpointer) "Read beside the answer");
  type (fixture, GDK_KEY_Return, 0);
  silu_test_run_until (is_reading, fixture);
  silu_ui_test_settle (fixture->window);
  reading = silu_ui_test_find (fixture->window, SILU_TYPE_READING_VIEW);
  g_assert_nonnull (gtk_widget_get_focus_child (reading));
  silu_ui_test_type_until (fixture->window, GDK_KEY_Tab, GDK_SHIFT_MASK, is_row, NULL);
  type (fixture, GDK_KEY_j, 0);
  type (fixture, GDK_KEY_k, 0);
  type (fixture, GDK_KEY_k, 0);
  type (fixture, GDK_KEY_Return, 0);
  g_assert_cmpuint (silu_step_outline_get_current (thought_find_outline (reading)), ==, 0);
  type (fixture, GDK_KEY_Escape, 0);
  g_assert_false (is_reading (fixture));

  toggle_card (fixture, 0, is_closed);
  g_assert_cmpint (silu_message_get_pane (load (fixture, &closed)), ==, SILU_PANE_CLOSED);
}

static void
set_up_acme (ChatFixture *fixture, gconstpointer data)
{
  chat_set_up_with (fixture, "acme");
}

/* A folder of configuration of its own: other tests have no such provider. */
static char *
make_config (void)
{
  char *folder = g_dir_make_tmp ("silu-reading-XXXXXX", NULL);
  g_autofree char *own = g_build_filename (folder, "silu", NULL);
  g_autofree char *path = g_build_filename (own, "providers.json", NULL);

  g_assert_cmpint (g_mkdir (own, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, PROVIDERS, -1, NULL));
  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);

  return folder;
}

static void
remove_config (const char *folder)
{
  g_autofree char *own = g_build_filename (folder, "silu", NULL);
  g_autofree char *path = g_build_filename (own, "providers.json", NULL);

  g_remove (path);
  g_rmdir (own);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_autofree char *config = make_config ();
  int status;

  silu_ui_test_init (&argc, &argv);

#define ADD(name, func)                                                                            \
  g_test_add ("/reading/" name, ChatFixture, NULL, chat_set_up, func, chat_tear_down)
  ADD ("read", test_read);
  ADD ("other-chat", test_other_chat);
  ADD ("marks", test_marks);
  ADD ("rating", test_rating);
  ADD ("annotate", test_annotate);
  ADD ("quote", test_quote);
  ADD ("chinese", test_chinese);
  ADD ("copy", test_copy);
  ADD ("keyboard", test_keyboard);
#undef ADD
  g_test_add ("/reading/continue-given", ChatFixture, "\"prefix\":true", set_up_acme, test_continue,
              chat_tear_down);
  g_test_add (
      "/reading/continue-told", ChatFixture,
      silu_ui_test_pick ("You have thought about this as far as here:", "你对此已经思考到这里："),
      chat_set_up, test_continue, chat_tear_down);

  status = g_test_run ();
  remove_config (config);

  return status;
}
