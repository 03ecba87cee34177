/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One question for all of them: each state leads to the next, and none need be taken. */
#include "silu-shot-answer.h"

#include "silu-find-bar.h"
#include "silu-hit-row.h"
#include "silu-sidebar.h"
#include "silu-thinking-card.h"
#include "silu-thought-pane.h"
#include "silu-transcript-find.h"
#include "silu-transcript.h"
#include "silu-ui-test.h"
#include <glib/gi18n-lib.h>

#define NARROW_WIDTH 420

/* Conversations of the last weeks, as somebody may have them. */
static void
fill_sidebar (SiluShot *shot)
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
ask (SiluShot *shot, const char *text)
{
  silu_window_choose (shot->window, SILU_TOUR_ACCOUNT_ID, SILU_THINK_HIGH);
  silu_window_ask (shot->window, text);
  g_set_object (&shot->turn,
                silu_engine_get_turn (shot->engine, silu_window_get_conversation (shot->window)));
}

static void
set_pane (SiluShot *shot, SiluPane pane)
{
  GtkWidget *card = silu_ui_test_find (GTK_WIDGET (shot->window), SILU_TYPE_THINKING_CARD);

  if (card != NULL)
    silu_thinking_card_set_pane (SILU_THINKING_CARD (card), pane);
  silu_ui_test_settle (GTK_WIDGET (shot->window));
}

static void
begin_answer (SiluShot *shot)
{
  if (shot->turn != NULL)
    return;

  fill_sidebar (shot);
  gtk_window_present (GTK_WINDOW (shot->window));
  silu_window_open (shot->window, NULL);
  ask (shot, _ ("Write the collision check of a snake game in C"));
}

void
silu_shot_streaming (SiluShot *shot)
{
  begin_answer (shot);
  silu_test_run_until (is_answering, shot->turn);
  silu_shot_take (shot, GTK_WIDGET (shot->window), "streaming");
}

void
silu_shot_finish_answer (SiluShot *shot)
{
  begin_answer (shot);
  silu_test_run_until (is_over, shot->turn);
  silu_ui_test_settle (GTK_WIDGET (shot->window));
}

void
silu_shot_thinking (SiluShot *shot)
{
  silu_shot_finish_answer (shot);
  set_pane (shot, SILU_PANE_OPEN);
  gtk_adjustment_set_value (silu_shot_get_adjustment (shot), 0);
  silu_shot_take (shot, GTK_WIDGET (shot->window), "thinking");
}

void
silu_shot_preview (SiluShot *shot)
{
  silu_shot_finish_answer (shot);
  set_pane (shot, SILU_PANE_PREVIEW);
  gtk_adjustment_set_value (silu_shot_get_adjustment (shot), 0);
  silu_shot_take (shot, GTK_WIDGET (shot->window), "preview");
}

/* The thought beside its answer, with what a reader has made of it. */
void
silu_shot_reading (SiluShot *shot)
{
  GtkWidget *card;
  GtkWidget *pane;

  silu_shot_finish_answer (shot);
  set_pane (shot, SILU_PANE_OPEN);
  card = silu_ui_test_find (GTK_WIDGET (shot->window), SILU_TYPE_THINKING_CARD);
  pane = silu_ui_test_find (card, SILU_TYPE_THOUGHT_PANE);
  silu_message_set_note (silu_turn_get_message (shot->turn), 0, 150, SILU_NOTE_BOOKMARK,
                         g_str_equal (shot->language, "zh_CN")
                             ? "用一张格子表，就不必逐段遍历"
                             : "A table of cells instead of a walk");
  gtk_widget_activate_action (pane, "thought.read", NULL);
  silu_ui_test_settle (GTK_WIDGET (shot->window));
  silu_shot_take (shot, GTK_WIDGET (shot->window), "reading");
  gtk_widget_activate_action (pane, "chat.leave-thought", NULL);
  silu_ui_test_settle (GTK_WIDGET (shot->window));
}

void
silu_shot_answer (SiluShot *shot)
{
  silu_shot_finish_answer (shot);
  set_pane (shot, SILU_PANE_CLOSED);
  silu_shot_take (shot, GTK_WIDGET (shot->window), "answer");
}

static gboolean
has_found (gpointer user_data)
{
  GtkWidget *transcript = silu_ui_test_find (user_data, SILU_TYPE_TRANSCRIPT);
  guint current = 0;
  guint total = 0;

  return silu_transcript_get_found (SILU_TRANSCRIPT (transcript), &current, &total) && total > 0;
}

void
silu_shot_find (SiluShot *shot)
{
  GtkWidget *bar;

  silu_shot_finish_answer (shot);
  gtk_widget_activate_action (GTK_WIDGET (shot->window), "win.find", NULL);
  bar = silu_ui_test_find (GTK_WIDGET (shot->window), SILU_TYPE_FIND_BAR);
  gtk_editable_set_text (GTK_EDITABLE (silu_ui_test_find (bar, GTK_TYPE_SEARCH_ENTRY)), "occupied");
  silu_test_run_until (has_found, shot->window);
  silu_shot_take (shot, GTK_WIDGET (shot->window), "find");
  silu_find_bar_close (SILU_FIND_BAR (bar));
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

void
silu_shot_narrow (SiluShot *shot)
{
  GtkWindow *window = GTK_WINDOW (shot->window);

  silu_shot_finish_answer (shot);

  /* With the sidebar beside the chat it cannot be as narrow as that. */
  gtk_window_set_default_size (window, 690, SILU_SHOT_HEIGHT);
  silu_test_run_until (is_collapsed, window);
  gtk_window_set_default_size (window, NARROW_WIDTH, SILU_SHOT_HEIGHT);
  silu_test_run_until (is_narrow, window);
  silu_shot_take (shot, GTK_WIDGET (window), "narrow");
}

static gboolean
shows_hits (gpointer user_data)
{
  GtkWidget *row = silu_ui_test_find (user_data, SILU_TYPE_HIT_ROW);

  return row != NULL && gtk_widget_get_mapped (row);
}

void
silu_shot_search (SiluShot *shot)
{
  GtkWidget *sidebar;
  GtkEditable *entry;

  silu_shot_finish_answer (shot);
  sidebar = silu_ui_test_find (GTK_WIDGET (shot->window), SILU_TYPE_SIDEBAR);
  entry = GTK_EDITABLE (silu_ui_test_find (sidebar, GTK_TYPE_SEARCH_ENTRY));
  gtk_editable_set_text (entry, "the");
  silu_test_run_until (shows_hits, shot->window);
  silu_shot_take (shot, GTK_WIDGET (shot->window), "search");
  gtk_editable_set_text (entry, "");
}
