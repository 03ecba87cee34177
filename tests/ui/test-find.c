/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ctrl+F in a conversation: every hit is found, in answers, questions, code and thoughts, near the
 * view and far from it; the one it is at is in view. */
#include "chat-fixture.h"
#include "silu-code-card.h"
#include "silu-find-bar.h"
#include "silu-leaf.h"
#include "silu-thinking-card.h"
#include "silu-transcript-clipboard.h"
#include "silu-transcript-find.h"
#include "silu-transcript-selection.h"
#include "thought-probe.h"

#define N_TURNS 60

static SiluMessage *
add (SiluConversation *conversation, SiluRole role, const char *text)
{
  g_autoptr (SiluMessage) message = silu_message_new (NULL, role);

  silu_message_append (message, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, text);
  silu_message_set_state (message, SILU_MESSAGE_COMPLETE);
  silu_conversation_add (conversation, message, silu_conversation_get_leaf (conversation));

  return silu_conversation_get_leaf (conversation);
}

static void
add_thinking (SiluConversation *conversation)
{
  g_autoptr (SiluMessage) message = silu_message_new (NULL, SILU_ROLE_ASSISTANT);

  silu_message_append (message, SILU_PART_REASONING, SILU_CHANNEL_REASONING_CONTENT,
                       "Hm.\n\nThe needle is in the thought, 针也在这里.");
  silu_message_append (message, SILU_PART_TEXT, SILU_CHANNEL_CONTENT,
                       "```c\nint needle;\nint Needle_2;\n```\n\n- a *needle* in a list");
  silu_message_set_state (message, SILU_MESSAGE_COMPLETE);
  silu_conversation_add (conversation, message, silu_conversation_get_leaf (conversation));
}

/* Hits: 1 in the first question, 1 thought, 2 code, 1 list, 1 in the last answer. */
static void
set_up (ChatFixture *fixture, gconstpointer data)
{
  g_autoptr (SiluConversation) conversation = silu_conversation_new (NULL);

  chat_set_up (fixture, data);
  add (conversation, SILU_ROLE_USER, "Where is the Needle?");
  for (guint i = 0; i < N_TURNS; i++)
    {
      add (conversation, SILU_ROLE_ASSISTANT, "Hay.\n\nMore hay.\n\n- and\n- more");
      add (conversation, SILU_ROLE_USER, "And then?");
      if (i == N_TURNS / 2)
        {
          add_thinking (conversation);
          add (conversation, SILU_ROLE_USER, "And then?");
        }
    }
  add (conversation, SILU_ROLE_ASSISTANT, "The **nee**dle was here.");
  silu_conversation_set_loaded (conversation, TRUE);
  silu_conversation_list_add (silu_engine_get_conversations (fixture->engine), conversation);
  silu_chat_view_set_conversation (fixture->view, conversation);
  silu_ui_test_settle (fixture->window);
}

static SiluTranscript *
get_transcript (ChatFixture *fixture)
{
  return SILU_TRANSCRIPT (silu_ui_test_find (fixture->window, SILU_TYPE_TRANSCRIPT));
}

static gboolean
is_over (gpointer user_data)
{
  guint current, total;

  return silu_transcript_get_found (user_data, &current, &total);
}

static void
find (ChatFixture *fixture, const char *query)
{
  silu_transcript_find (get_transcript (fixture), query);
  silu_test_run_until (is_over, get_transcript (fixture));
  silu_ui_test_settle (fixture->window);
  silu_ui_test_settle (fixture->window);
}

static void
step (ChatFixture *fixture, int n)
{
  silu_transcript_find_step (get_transcript (fixture), n);
  silu_ui_test_settle (fixture->window);
  silu_ui_test_settle (fixture->window);
}

static void
assert_found (ChatFixture *fixture, guint current, guint total)
{
  guint is_current = 0;
  guint is_total = 0;

  silu_transcript_get_found (get_transcript (fixture), &is_current, &is_total);
  g_assert_cmpuint (is_total, ==, total);
  g_assert_cmpuint (is_current, ==, current);
}

/* The selection is the hit, and it is in view. */
static void
assert_shown (ChatFixture *fixture, const char *expected)
{
  SiluTranscript *transcript = get_transcript (fixture);
  g_autofree char *text = silu_transcript_dup_selected (transcript, FALSE);
  SiluSpot start, end;
  graphene_rect_t bounds;

  g_assert_cmpstr (text, ==, expected);
  g_assert_true (silu_transcript_get_bounds (transcript, &start, &end));
  g_assert_true (gtk_widget_compute_bounds (silu_transcript_get_widget (transcript, start.row),
                                            GTK_WIDGET (transcript), &bounds));
  g_assert_cmpfloat (bounds.origin.y, <, gtk_widget_get_height (GTK_WIDGET (transcript)));
  g_assert_cmpfloat (bounds.origin.y + bounds.size.height, >, 0);
}

static void
test_all (ChatFixture *fixture, gconstpointer data)
{
  find (fixture, "NEEDLE");
  assert_found (fixture, 6, 6);
  assert_shown (fixture, "needle");

  step (fixture, 1);
  assert_found (fixture, 1, 6);
  assert_shown (fixture, "Needle");
  step (fixture, 1);
  assert_found (fixture, 2, 6);
  step (fixture, 1);
  step (fixture, 1);
  assert_found (fixture, 4, 6);
  assert_shown (fixture, "Needle");
  step (fixture, 1);
  assert_shown (fixture, "needle");
  step (fixture, -1);
  step (fixture, -1);
  assert_found (fixture, 3, 6);
}

static GtkWidget *
find_card (gpointer transcript)
{
  return silu_ui_test_find (transcript, SILU_TYPE_THINKING_CARD);
}

/* Its card comes into view, is made, and opens: a few frames. */
static gboolean
shows_hit (gpointer user_data)
{
  GtkWidget *card = find_card (user_data);
  SiluTranscript *text = card != NULL ? thought_find_text (card) : NULL;
  SiluSpot start, end;

  return text != NULL && silu_transcript_get_bounds (text, &start, &end);
}

/* The thought opens at the hit. */
static void
test_thought (ChatFixture *fixture, gconstpointer data)
{
  GtkWidget *card;
  g_autofree char *text = NULL;

  find (fixture, "针也");
  assert_found (fixture, 1, 1);
  silu_test_run_until (shows_hit, get_transcript (fixture));
  card = find_card (get_transcript (fixture));
  g_assert_cmpint (silu_thinking_card_get_pane (SILU_THINKING_CARD (card)), ==, SILU_PANE_OPEN);
  text = silu_transcript_dup_selected (thought_find_text (card), FALSE);
  g_assert_cmpstr (text, ==, "针也");
}

static gboolean
has_mark (GtkTextBuffer *buffer, const char *word)
{
  GtkTextTag *tag = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), "silu-hit");
  GtkTextIter start, found, end;

  gtk_text_buffer_get_start_iter (buffer, &start);
  g_assert_true (gtk_text_iter_forward_search (&start, word, 0, &found, &end, NULL));

  return tag != NULL && gtk_text_iter_has_tag (&found, tag);
}

/* All hits in view are marked, and no more once it is over. */
static void
test_marks (ChatFixture *fixture, gconstpointer data)
{
  GtkTextBuffer *buffer;

  find (fixture, "needle_2");
  assert_found (fixture, 1, 1);
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (silu_ui_test_find (
      silu_ui_test_find (fixture->window, SILU_TYPE_CODE_CARD), GTK_TYPE_TEXT_VIEW)));
  g_assert_true (has_mark (buffer, "Needle_2"));
  g_assert_false (has_mark (buffer, "needle;"));

  find (fixture, "int n");
  assert_found (fixture, 1, 2);
  g_assert_true (has_mark (buffer, "int needle;"));
  find (fixture, "");
  g_assert_false (has_mark (buffer, "int needle;"));
}

static void
test_none (ChatFixture *fixture, gconstpointer data)
{
  find (fixture, "haystack");
  assert_found (fixture, 0, 0);
  step (fixture, 1);
  assert_found (fixture, 0, 0);
}

static gboolean
shows_six (gpointer user_data)
{
  return chat_shows (user_data, "6 of 6");
}

static void
test_bar (ChatFixture *fixture, gconstpointer data)
{
  GtkWidget *entry = silu_ui_test_find (fixture->window, GTK_TYPE_SEARCH_ENTRY);

  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "chat.find", NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "needle");
  silu_test_run_until (shows_six, fixture);
  chat_click (fixture, "Next hit");
  silu_ui_test_settle (fixture->window);
  g_assert_true (chat_shows (fixture, "1 of 6"));
  g_signal_emit_by_name (entry, "stop-search");
  silu_ui_test_settle (fixture->window);
  assert_found (fixture, 0, 0);

  /* Another chat has another search. */
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "chat.find", NULL);
  silu_chat_view_set_conversation (fixture->view, NULL);
  silu_ui_test_settle (fixture->window);
  g_assert_false (gtk_widget_get_mapped (entry));
}

int
main (int argc, char **argv)
{
  silu_ui_test_init (&argc, &argv);

#define ADD(name, func) g_test_add (name, ChatFixture, NULL, set_up, func, chat_tear_down)
  ADD ("/find/all", test_all);
  ADD ("/find/thought", test_thought);
  ADD ("/find/marks", test_marks);
  ADD ("/find/none", test_none);
  ADD ("/find/bar", test_bar);
#undef ADD

  return g_test_run ();
}
