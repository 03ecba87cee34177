/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A thought in its chat: read beside the answer, marked, annotated, rated, quoted, gone on with. */
#include "chat-fixture.h"
#include "silu-composer.h"
#include "silu-reading-view.h"
#include "silu-step-note.h"
#include "silu-thinking-card.h"
#include "thought-probe.h"

#define CHAIN                                                                                      \
  "First, look at the list from its beginning.\n\nWait, the list may be empty and then there is "  \
  "nothing.\n\nTherefore ask first whether it is."

static void
ask (ChatFixture *fixture)
{
  SiluScript *script = chat_push (fixture, NULL);

  silu_script_send_delta (script, CHAIN, NULL);
  silu_script_send_delta (script, NULL, "Ask first.");
  silu_script_send_end (script, "stop", 1, 2, 0);
  chat_ask (fixture, "q");
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

  ask (fixture);
  pane = open_card (fixture);
  gtk_widget_activate_action (pane, "thought.rate", "s", "good");
  g_assert_cmpint (silu_message_get_rating (chat_get_leaf (fixture)), ==, SILU_RATING_GOOD);
  actions = silu_thought_pane_get_actions (SILU_THOUGHT_PANE (pane));
  state = g_action_group_get_action_state (actions, "rate");
  g_assert_cmpstr (g_variant_get_string (state, NULL), ==, "good");
  gtk_widget_activate_action (pane, "thought.rate", "s", "nonsense");
  g_assert_cmpint (silu_message_get_rating (chat_get_leaf (fixture)), ==, SILU_RATING_GOOD);
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

/* A changed step, and the model goes on from it in an answer of its own. */
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
}

int
main (int argc, char **argv)
{
  silu_ui_test_init (&argc, &argv);

#define ADD(name, func)                                                                            \
  g_test_add ("/reading/" name, ChatFixture, NULL, chat_set_up, func, chat_tear_down)
  ADD ("read", test_read);
  ADD ("other-chat", test_other_chat);
  ADD ("marks", test_marks);
  ADD ("rating", test_rating);
  ADD ("annotate", test_annotate);
  ADD ("quote", test_quote);
  ADD ("continue", test_continue);
#undef ADD

  return g_test_run ();
}
