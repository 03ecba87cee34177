/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asking again with another model, once or twice at a time, and choosing what an answer is compared
 * with: what is sent, and which pair is shown. */
#include "chat-fixture.h"
#include "silu-announcer.h"
#include "silu-ask-again.h"
#include "silu-compare-menu.h"
#include "silu-compare-picker.h"
#include "silu-model-button.h"
#include "silu-think-button.h"
#include "silu-ui-test.h"
#include <adwaita.h>

typedef struct
{
  ChatFixture chat;
  guint n_pairs;
  SiluMessage *pair[2]; /* that was to be shown last; borrowed from the chat */
} Fixture;

static void
compare_cb (SiluChatView *view,
            SiluConversation *left,
            SiluMessage *left_message,
            SiluConversation *right,
            SiluMessage *right_message,
            gpointer user_data)
{
  Fixture *f = user_data;

  f->n_pairs++;
  f->pair[0] = left_message;
  f->pair[1] = right_message;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  chat_set_up (&f->chat, data);
  g_signal_connect (f->chat.view, "compare", G_CALLBACK (compare_cb), f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  chat_tear_down (&f->chat, data);
}

/* The window over the chat's, or NULL. */
static GtkWidget *
find_window (Fixture *f, GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type))
        return window;
    }

  return NULL;
}

static GtkWidget *
open_dialog (Fixture *f, SiluMessage *message)
{
  GtkWidget *dialog;

  chat_act (&f->chat, "chat.ask-again", message);
  dialog = find_window (f, ADW_TYPE_MESSAGE_DIALOG);
  g_assert_nonnull (dialog);
  silu_ui_test_settle (dialog);

  return dialog;
}

static void
set_line (GtkWidget *dialog, guint line, const char *model, SiluThinkLevel level)
{
  g_autoptr (GPtrArray) models = silu_ui_test_find_all (dialog, SILU_TYPE_MODEL_BUTTON);
  g_autoptr (GPtrArray) thinks = silu_ui_test_find_all (dialog, SILU_TYPE_THINK_BUTTON);
  SiluAccount *account;

  g_assert_cmpuint (models->len, >, line);
  account = silu_model_button_get_account (models->pdata[line]);
  silu_model_button_set_choice (models->pdata[line], silu_account_get_id (account), model);
  silu_think_button_set_level (thinks->pdata[line], level);
}

static gboolean
has_body (Fixture *f, const char *text)
{
  for (guint i = 0; i < f->chat.bodies->len; i++)
    if (strstr (g_ptr_array_index (f->chat.bodies, i), text) != NULL)
      return TRUE;

  return FALSE;
}

/* One more: it stands beside the answer that it was asked from. */
static void
test_one (Fixture *f, gconstpointer data)
{
  GtkWidget *dialog;
  SiluMessage *first;

  chat_push_answer (&f->chat, "First.");
  chat_ask (&f->chat, "q");
  first = chat_get_leaf (&f->chat);
  chat_push_answer (&f->chat, "Second.");
  dialog = open_dialog (f, first);
  set_line (dialog, 0, "other-model", SILU_THINK_MAX);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "ask");
  chat_wait_idle (&f->chat);

  g_assert_cmpuint (f->n_pairs, ==, 1);
  g_assert_true (f->pair[0] == first);
  g_assert_true (f->pair[1] == chat_get_leaf (&f->chat));
  g_assert_cmpstr (silu_message_get_model (f->pair[1]), ==, "other-model");
  g_assert_true (has_body (f, "\"other-model\""));
  g_assert_true (silu_message_get_parent (f->pair[1]) == silu_message_get_parent (first));
  /* The chat goes on with whom it was with. */
  g_assert_cmpstr (silu_conversation_get_model (chat_get_conversation (&f->chat)), ==,
                   "deepseek-flash");
}

/* From the question, two at once, while the first answer still streams. */
static void
test_two (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) turns = NULL;
  GtkWidget *dialog;
  SiluMessage *first;

  silu_script_hold (chat_push (&f->chat, "First"));
  silu_chat_view_ask (f->chat.view, "q");
  first = chat_get_leaf (&f->chat);
  silu_script_hold (chat_push (&f->chat, "Second"));
  silu_script_hold (chat_push (&f->chat, "Third"));
  dialog = open_dialog (f, silu_message_get_parent (first));
  silu_ui_test_click (dialog, "_Add Another");
  silu_ui_test_settle (dialog);
  g_assert_null (silu_ui_test_find_button (dialog, "_Add Another"));
  /* No, and yes again. */
  silu_ui_test_click (dialog, "Remove");
  silu_ui_test_settle (dialog);
  silu_ui_test_click (dialog, "_Add Another");
  silu_ui_test_settle (dialog);
  set_line (dialog, 0, "model-a", SILU_THINK_HIGH);
  set_line (dialog, 1, "model-b", SILU_THINK_OFF);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "ask");

  turns = silu_engine_list_turns (f->chat.engine, chat_get_conversation (&f->chat));
  g_assert_cmpuint (turns->len, ==, 3);
  g_assert_cmpuint (f->n_pairs, ==, 1);
  g_assert_cmpstr (silu_message_get_model (f->pair[0]), ==, "model-a");
  g_assert_cmpstr (silu_message_get_model (f->pair[1]), ==, "model-b");

  /* The composer's Stop stops them all. */
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->chat.view), "chat.stop", NULL));
  chat_wait_idle (&f->chat);
  g_assert_cmpint (silu_message_get_state (first), ==, SILU_MESSAGE_STOPPED);
  g_assert_cmpint (silu_message_get_state (f->pair[0]), ==, SILU_MESSAGE_STOPPED);
  g_assert_cmpint (silu_message_get_state (f->pair[1]), ==, SILU_MESSAGE_STOPPED);
}

static void
test_cancelled (Fixture *f, gconstpointer data)
{
  GtkWidget *dialog;

  chat_push_answer (&f->chat, "First.");
  chat_ask (&f->chat, "q");
  dialog = open_dialog (f, chat_get_leaf (&f->chat));
  g_assert_cmpstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (dialog)), ==,
                   silu_ui_test_say ("Ask Again With…"));
  g_assert_nonnull (silu_ui_test_find_button (dialog, "_Ask"));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "close");
  silu_ui_test_settle (f->chat.window);
  g_assert_cmpuint (f->chat.bodies->len, ==, 1);
  g_assert_cmpuint (f->n_pairs, ==, 0);
}

static gboolean
has_text (gpointer message)
{
  return silu_message_has_text (message, SILU_PART_TEXT);
}

static gboolean
is_stopped (gpointer message)
{
  return silu_message_get_state (message) == SILU_MESSAGE_STOPPED;
}

/* Each answer can be stopped by itself. */
static void
test_stop_answer (Fixture *f, gconstpointer data)
{
  SiluAsk ask;
  SiluMessage *first, *second;

  silu_script_hold (chat_push (&f->chat, "First"));
  silu_chat_view_ask (f->chat.view, "q");
  first = chat_get_leaf (&f->chat);
  ask =
      (SiluAsk){ .account = silu_accounts_get_default (silu_engine_get_accounts (f->chat.engine)) };
  silu_script_hold (chat_push (&f->chat, "Second"));
  second = silu_turn_get_message (
      silu_engine_ask_again (f->chat.engine, chat_get_conversation (&f->chat), first, &ask));

  chat_act (&f->chat, "chat.stop-answer", first);
  silu_test_run_until (is_stopped, first);
  g_assert_nonnull (silu_engine_get_turn_of (f->chat.engine, second));
  chat_act (&f->chat, "chat.stop-answer", second);
  chat_wait_idle (&f->chat);
}

static void
test_compare (Fixture *f, gconstpointer data)
{
  SiluMessage *first, *second;

  chat_push_answer (&f->chat, "First.");
  chat_push_answer (&f->chat, "Second.");
  chat_ask (&f->chat, "q");
  first = chat_get_leaf (&f->chat);
  chat_act (&f->chat, "chat.regenerate", first);
  chat_wait_idle (&f->chat);
  second = chat_get_leaf (&f->chat);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->chat.view), "chat.compare", "(ss)",
                                             silu_message_get_id (second),
                                             silu_message_get_id (first)));
  g_assert_true (f->pair[0] == second);
  g_assert_true (f->pair[1] == first);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->chat.view), "chat.compare", "(ss)",
                                             silu_message_get_id (second), "gone"));
  g_assert_cmpuint (f->n_pairs, ==, 1);
}

/* Of two answers each has an end that is told. */
static void
test_announced (Fixture *f, gconstpointer data)
{
  SiluAsk ask = { .account =
                      silu_accounts_get_default (silu_engine_get_accounts (f->chat.engine)) };
  GtkAccessible *announcer =
      GTK_ACCESSIBLE (silu_ui_test_find (f->chat.window, SILU_TYPE_ANNOUNCER));
  SiluMessage *first;
  SiluTurn *second;

  silu_script_hold (chat_push (&f->chat, "First"));
  silu_chat_view_ask (f->chat.view, "q");
  first = chat_get_leaf (&f->chat);
  silu_test_run_until (has_text, first);
  silu_script_hold (chat_push (&f->chat, "Second"));
  second = silu_engine_ask_again (f->chat.engine, chat_get_conversation (&f->chat), first, &ask);
  silu_test_run_until (has_text, silu_turn_get_message (second));
  silu_ui_test_assert_name (announcer, "Answering…");

  chat_act (&f->chat, "chat.stop-answer", first);
  silu_test_run_until (is_stopped, first);
  silu_ui_test_assert_name (announcer, "Stopped.");
  chat_act (&f->chat, "chat.stop-answer", silu_turn_get_message (second));
  chat_wait_idle (&f->chat);
  silu_ui_test_assert_name (announcer, "Stopped.");
}

/* Siblings, and the way to all others. */
static void
test_menu (void)
{
  g_autoptr (SiluConversation) chat = silu_conversation_new (NULL);
  g_autoptr (SiluMessage) question = silu_message_new (NULL, SILU_ROLE_USER);
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenuModel) others = NULL;
  g_autoptr (GMenuModel) siblings = NULL;
  g_autofree char *label = NULL;
  SiluMessage *last = NULL;

  silu_conversation_add (chat, question, NULL);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (SiluMessage) answer = silu_message_new (NULL, SILU_ROLE_ASSISTANT);

      silu_message_set_origin (answer, i == 0 ? "a_b" : "other", NULL, SILU_THINK_LOW);
      silu_conversation_add (chat, answer, question);
      last = answer;
    }

  silu_compare_menu_append (menu, chat, last);
  others = g_menu_model_get_item_link (G_MENU_MODEL (menu), 0, G_MENU_LINK_SUBMENU);
  g_assert_cmpint (g_menu_model_get_n_items (others), ==, 2);
  siblings = g_menu_model_get_item_link (others, 0, G_MENU_LINK_SECTION);
  g_assert_cmpint (g_menu_model_get_n_items (siblings), ==, 2);
  g_menu_model_get_item_attribute (siblings, 1, G_MENU_ATTRIBUTE_LABEL, "s", &label);
  g_assert_cmpstr (label, ==, silu_ui_test_pick ("1 · a__b · Low", "1 · a__b · 低"));
}

static GtkListBox *
find_list (GtkWidget *picker)
{
  g_autoptr (GPtrArray) lists = silu_ui_test_find_all (picker, GTK_TYPE_LIST_BOX);

  for (guint i = 0; i < lists->len; i++)
    if (gtk_widget_get_mapped (lists->pdata[i]))
      return lists->pdata[i];

  return NULL;
}

static void
activate_row (Fixture *f, GtkWidget *picker, int index)
{
  GtkListBox *list = find_list (picker);

  g_signal_emit_by_name (list, "row-activated", gtk_list_box_get_row_at_index (list, index));
  silu_ui_test_settle (f->chat.window); /* the picker may be gone */
}

/* Another chat, and there the second of two answers. */
static void
test_picker (Fixture *f, gconstpointer data)
{
  g_autoptr (SiluConversation) other = NULL;
  SiluMessage *first, *mine;
  GtkWidget *picker;

  chat_push_answer (&f->chat, "Elsewhere.");
  chat_push_answer (&f->chat, "Elsewhere, later.");
  chat_push_answer (&f->chat, "Here.");
  chat_ask (&f->chat, "one");
  first = chat_get_leaf (&f->chat);
  chat_ask (&f->chat, "two");
  other = g_object_ref (chat_get_conversation (&f->chat));
  silu_chat_view_set_conversation (f->chat.view, NULL);
  chat_ask (&f->chat, "three");
  mine = chat_get_leaf (&f->chat);

  chat_act (&f->chat, "chat.compare-elsewhere", mine);
  picker = find_window (f, SILU_TYPE_COMPARE_PICKER);
  silu_ui_test_settle (picker);
  activate_row (f, picker, 1);
  g_assert_nonnull (silu_ui_test_find_label (picker, "two"));
  silu_ui_test_click (picker, "Back");
  silu_ui_test_settle (picker);
  activate_row (f, picker, 1);
  activate_row (f, picker, 1);
  g_assert_null (find_window (f, SILU_TYPE_COMPARE_PICKER));
  g_assert_true (f->pair[0] == mine);
  g_assert_true (f->pair[1] == first);
}

/* One that has nothing else says so, and closing it is no choice. */
static void
test_picker_nothing (Fixture *f, gconstpointer data)
{
  GtkWidget *picker;

  chat_push_answer (&f->chat, "Here.");
  chat_ask (&f->chat, "three");
  chat_act (&f->chat, "chat.compare-elsewhere", chat_get_leaf (&f->chat));
  picker = find_window (f, SILU_TYPE_COMPARE_PICKER);
  silu_ui_test_settle (picker);
  activate_row (f, picker, 0);
  g_assert_nonnull (silu_ui_test_find_label (picker, "Nothing to compare"));
  gtk_window_close (GTK_WINDOW (picker));
  silu_ui_test_settle (f->chat.window);
  g_assert_cmpuint (f->n_pairs, ==, 0);
}

#define add(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  silu_ui_test_init (&argc, &argv);

  add ("/ask-again/one", test_one);
  add ("/ask-again/two", test_two);
  add ("/ask-again/cancelled", test_cancelled);
  add ("/ask-again/stop-answer", test_stop_answer);
  add ("/ask-again/announced", test_announced);
  add ("/ask-again/compare", test_compare);
  g_test_add_func ("/ask-again/menu", test_menu);
  add ("/ask-again/picker", test_picker);
  add ("/ask-again/picker-nothing", test_picker_nothing);

  return g_test_run ();
}
