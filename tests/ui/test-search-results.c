/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From what is typed into the sidebar to the words in their place, on a branch that was not shown
 * and in a chat that was not loaded. */
#include "config.h"
#include "silu-find-bar.h"
#include "silu-hit-row.h"
#include "silu-search-results.h"
#include "silu-sidebar.h"
#include "silu-thinking-card.h"
#include "silu-transcript-clipboard.h"
#include "silu-transcript-find.h"
#include "silu-transcript-selection.h"
#include "silu-ui-test.h"
#include "silu-window.h"

#define N_TURNS 30

typedef struct
{
  SiluEngine *engine;
  SiluWindow *window;
} Fixture;

static void
add (Fixture *fixture,
     SiluConversation *chat,
     const char *id,
     SiluRole role,
     SiluMessage *parent,
     const char *thoughts,
     const char *text)
{
  g_autoptr (SiluMessage) message = silu_message_new (id, role);

  if (thoughts != NULL)
    silu_message_append (message, SILU_PART_REASONING, SILU_CHANNEL_REASONING_CONTENT, thoughts);
  silu_message_append (message, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, text);
  silu_message_set_state (message, SILU_MESSAGE_COMPLETE);
  silu_conversation_add (chat, message, parent);
  silu_store_save_message (silu_engine_get_store (fixture->engine), chat, message);
}

/* A long chat whose first answer has two versions. It is stored, and not loaded. */
static void
make_chat (Fixture *fixture)
{
  SiluStore *store = silu_engine_get_store (fixture->engine);
  g_autoptr (SiluConversation) chat = silu_conversation_new ("chat");
  g_autoptr (SiluConversation) header = silu_conversation_new ("chat");
  SiluMessage *question;

  silu_conversation_set_title (chat, "Hay and straw", SILU_TITLE_USER);
  silu_store_save_conversation (store, chat);
  add (fixture, chat, "question", SILU_ROLE_USER, NULL, NULL, "Where is it?");
  question = silu_conversation_find (chat, "question");
  add (fixture, chat, "first", SILU_ROLE_ASSISTANT, question, "想到了针。",
       "Here is the **silver** Needle.\n\n```c\nint pin_count;\n```");
  add (fixture, chat, "second", SILU_ROLE_ASSISTANT, question, NULL, "Not here.");
  for (int i = 0; i < N_TURNS; i++)
    {
      add (fixture, chat, NULL, SILU_ROLE_USER, silu_conversation_get_leaf (chat), NULL, "Then?");
      add (fixture, chat, NULL, SILU_ROLE_ASSISTANT, silu_conversation_get_leaf (chat), NULL,
           "Hay.\n\n- more\n- and more");
    }
  silu_store_save_conversation (store, chat);

  silu_conversation_set_title (header, "Hay and straw", SILU_TITLE_USER);
  silu_conversation_set_loaded (header, FALSE);
  silu_conversation_list_add (silu_engine_get_conversations (fixture->engine), header);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) started = NULL;

  fixture->engine = silu_engine_new (NULL);
  silu_engine_start_async (fixture->engine, silu_test_store_result_cb, &started);
  silu_test_wait_result (&started);
  make_chat (fixture);

  fixture->window = silu_window_new (NULL, fixture->engine, NULL);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1100, 760);
  gtk_window_present (GTK_WINDOW (fixture->window));
  silu_window_open (fixture->window, NULL);
  silu_ui_test_settle (GTK_WIDGET (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) ended = NULL;

  silu_ui_test_close_for_good (GTK_WIDGET (fixture->window), fixture->window);
  silu_engine_shutdown_async (fixture->engine, silu_test_store_result_cb, &ended);
  silu_test_wait_result (&ended);
  g_clear_object (&ended);
  g_assert_finalize_object (fixture->engine);
}

static GtkWidget *
find (Fixture *fixture, GType type)
{
  return silu_ui_test_find (GTK_WIDGET (fixture->window), type);
}

static GtkWidget *
get_entry (Fixture *fixture)
{
  return silu_ui_test_find (find (fixture, SILU_TYPE_SIDEBAR), GTK_TYPE_SEARCH_ENTRY);
}

static void
type (Fixture *fixture, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (get_entry (fixture)), text);
}

static gboolean
shows_hit (gpointer user_data)
{
  GtkWidget *row = find (user_data, SILU_TYPE_HIT_ROW);

  return row != NULL && gtk_widget_get_mapped (row);
}

static gboolean
is_selected (Fixture *fixture, const char *expected)
{
  SiluTranscript *transcript = SILU_TRANSCRIPT (find (fixture, SILU_TYPE_TRANSCRIPT));
  g_autofree char *text = silu_transcript_dup_selected (transcript, FALSE);

  return g_strcmp0 (text, expected) == 0;
}

static gboolean
shows_needle (gpointer user_data)
{
  return is_selected (user_data, "Needle");
}

static void
test_other_branch (Fixture *fixture, gconstpointer data)
{
  SiluTranscript *transcript = SILU_TRANSCRIPT (find (fixture, SILU_TYPE_TRANSCRIPT));
  SiluConversation *chat;
  SiluSpot start, end;
  graphene_rect_t bounds;
  guint current = 0;
  guint total = 0;

  type (fixture, "needle");
  g_signal_emit_by_name (get_entry (fixture), "activate");
  silu_test_run_until (shows_needle, fixture);
  silu_ui_test_settle (GTK_WIDGET (fixture->window));

  chat = silu_window_get_conversation (fixture->window);
  g_assert_cmpstr (silu_message_get_id (silu_conversation_get_leaf (chat)), ==, "first");
  g_assert_true (silu_transcript_get_bounds (transcript, &start, &end));
  g_assert_true (gtk_widget_compute_bounds (silu_transcript_get_widget (transcript, start.row),
                                            GTK_WIDGET (transcript), &bounds));
  g_assert_cmpfloat (bounds.origin.y, <, gtk_widget_get_height (GTK_WIDGET (transcript)));
  silu_transcript_get_found (transcript, &current, &total);
  g_assert_cmpuint (total, ==, 1);
}

static gboolean
shows_then (gpointer user_data)
{
  return is_selected (user_data, "Then");
}

/* The active branch stays; of many hits the one that was chosen is shown. */
static void
test_same_branch (Fixture *fixture, gconstpointer data)
{
  SiluConversation *chat;
  guint current = 0;
  guint total = 0;

  type (fixture, "then");
  g_signal_emit_by_name (get_entry (fixture), "activate");
  silu_test_run_until (shows_then, fixture);

  chat = silu_window_get_conversation (fixture->window);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (chat)), ==, 2 + 2 * N_TURNS);
  silu_transcript_get_found (SILU_TRANSCRIPT (find (fixture, SILU_TYPE_TRANSCRIPT)), &current,
                             &total);
  g_assert_cmpuint (current, ==, N_TURNS);
}

static gboolean
shows_thought (gpointer user_data)
{
  GtkWidget *card = find (user_data, SILU_TYPE_THINKING_CARD);

  return card != NULL && silu_thinking_card_get_pane (SILU_THINKING_CARD (card)) == SILU_PANE_OPEN;
}

static void
test_thought (Fixture *fixture, gconstpointer data)
{
  type (fixture, "in:thoughts 针");
  g_signal_emit_by_name (get_entry (fixture), "activate");
  silu_test_run_until (shows_thought, fixture);
}

/* Several words are several marks. */
static gboolean
finds_two (gpointer user_data)
{
  guint current = 0;
  guint total = 0;

  return silu_transcript_get_found (SILU_TRANSCRIPT (find (user_data, SILU_TYPE_TRANSCRIPT)),
                                    &current, &total) &&
         total == 2 && current == 1;
}

static void
test_words (Fixture *fixture, gconstpointer data)
{
  type (fixture, "needle silver");
  g_signal_emit_by_name (get_entry (fixture), "activate");
  silu_test_run_until (finds_two, fixture);
  g_assert_true (is_selected (fixture, "silver"));
}

static gboolean
shows_nothing (gpointer user_data)
{
  return silu_ui_test_find_label (GTK_WIDGET (((Fixture *) user_data)->window), "Nothing found") !=
         NULL;
}

static gboolean
shows_list (gpointer user_data)
{
  return !gtk_widget_get_mapped (find (user_data, SILU_TYPE_SEARCH_RESULTS));
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  GtkWidget *results = find (fixture, SILU_TYPE_SEARCH_RESULTS);

  g_assert_false (gtk_widget_get_mapped (results));
  type (fixture, "pin_");
  silu_test_run_until (shows_hit, fixture);
  g_assert_nonnull (silu_ui_test_find_label (results, "1 result"));
  g_assert_nonnull (silu_ui_test_find_label (results, "int pin_count;"));

  /* Down leads into the list. */
  gtk_widget_grab_focus (get_entry (fixture));
  g_assert_true (silu_ui_test_press (get_entry (fixture), GDK_KEY_Down, 0));
  g_assert_true (
      gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (fixture->window)), results));

  type (fixture, "haystacks");
  silu_test_run_until (shows_nothing, fixture);
  type (fixture, "");
  silu_test_run_until (shows_list, fixture);
}

/* Typing on cancels what was typed before: only the last counts. */
static void
test_typing (Fixture *fixture, gconstpointer data)
{
  static const char *const TEXTS[] = { "h", "ha", "hay", "hay a", "hay and", "needle" };

  for (gsize i = 0; i < G_N_ELEMENTS (TEXTS); i++)
    type (fixture, TEXTS[i]);
  g_signal_emit_by_name (get_entry (fixture), "activate");
  silu_test_run_until (shows_needle, fixture);
}

int
main (int argc, char **argv)
{
  silu_ui_test_init (&argc, &argv);

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/search-results/other-branch", test_other_branch);
  ADD ("/search-results/same-branch", test_same_branch);
  ADD ("/search-results/thought", test_thought);
  ADD ("/search-results/words", test_words);
  ADD ("/search-results/list", test_list);
  ADD ("/search-results/typing", test_typing);
#undef ADD

  return g_test_run ();
}
