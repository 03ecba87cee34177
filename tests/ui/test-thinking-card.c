/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The thinking card: it opens and closes by the user's hand, follows its text only for one who is
 * at the end, and never moves under the reader. */
#include "silu-thinking-card.h"
#include "silu-ui-test.h"
#include "thought-probe.h"

#define SECOND ((gint64) G_USEC_PER_SEC)
#define PARAGRAPH                                                                                    \
  "Wait, the tail moves away in the same step, so that the place it leaves is free again. 等等，" \
  "蛇头移动到蛇尾所在的格子时，尾巴会同时离开。\n"

typedef struct
{
  SiluMessage *message;
  SiluThinkingCard *card;
  GtkWidget *window;
  guint changes; /* of the pane */
} Fixture;

static void
set_times (SiluMessage *message, gint64 first_text, gint64 end)
{
  gint64 now = g_get_real_time ();
  SiluTimes times = { .start = now - 15 * SECOND,
                      .first_byte = now - 14 * SECOND,
                      .first_reasoning = now - 14 * SECOND,
                      .first_text = first_text != 0 ? now + first_text : 0,
                      .end = end != 0 ? now + end : 0 };

  silu_message_set_times (message, &times);
}

static void
think (Fixture *fixture, const char *delta)
{
  silu_message_append (fixture->message, SILU_PART_REASONING, SILU_CHANNEL_REASONING, delta);
}

static void
answer (Fixture *fixture)
{
  set_times (fixture->message, -SECOND / 10, 0);
  silu_message_append (fixture->message, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, "Yes.");
}

static void
show_card (Fixture *fixture)
{
  fixture->card = SILU_THINKING_CARD (silu_thinking_card_new (fixture->message, 0));
  gtk_widget_set_valign (GTK_WIDGET (fixture->card), GTK_ALIGN_START);
  silu_ui_test_count (fixture->card, "pane-changed", &fixture->changes);
  fixture->window = silu_ui_test_show (GTK_WIDGET (fixture->card), 500, 900);
}

static void
hide_card (Fixture *fixture)
{
  silu_ui_test_close_for_good (fixture->window, fixture->card);
}

/* A message that thinks since 14 seconds. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->message = silu_message_new (NULL, SILU_ROLE_ASSISTANT);
  silu_message_set_state (fixture->message, SILU_MESSAGE_STREAMING);
  think (fixture, "First, a look at it.\n\nWait, the tail moves");
  set_times (fixture->message, 0, 0);
  show_card (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  hide_card (fixture);
  g_assert_finalize_object (fixture->message);
}

static void
assert_shown (Fixture *fixture, const char *expected)
{
  thought_assert_text (GTK_WIDGET (fixture->card), expected);
}

static gboolean
is_open (Fixture *fixture)
{
  return silu_thinking_card_get_pane (fixture->card) == SILU_PANE_OPEN;
}

static void
assert_label (Fixture *fixture, const char *text)
{
  g_assert_nonnull (silu_ui_test_find_label (GTK_WIDGET (fixture->card), text));
}

/* The line of a card is told in both languages. */
static void
assert_line (Fixture *fixture, const char *english, const char *chinese)
{
  assert_label (fixture, silu_ui_test_pick (english, chinese));
}

static GtkWidget *
get_toggle (Fixture *fixture)
{
  return silu_ui_test_find (GTK_WIDGET (fixture->card), GTK_TYPE_BUTTON);
}

static void
click (Fixture *fixture)
{
  g_signal_emit_by_name (get_toggle (fixture), "clicked");
  silu_ui_test_settle (fixture->window);
}

static GtkAdjustment *
get_adjustment (Fixture *fixture)
{
  return thought_get_adjustment (GTK_WIDGET (fixture->card));
}

static double
get_end (GtkAdjustment *adjustment)
{
  return gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
}

static gboolean
is_at_end (gpointer user_data)
{
  GtkAdjustment *adjustment = user_data;
  double end = get_end (adjustment);

  return end > 0 && ABS (gtk_adjustment_get_value (adjustment) - end) < 1;
}

/* A text view lays out much text in several steps. */
static void
assert_at_end (Fixture *fixture)
{
  silu_test_run_until (is_at_end, get_adjustment (fixture));
  silu_ui_test_settle (fixture->window);
  g_assert_true (is_at_end (get_adjustment (fixture)));
}

static void
test_closed (Fixture *fixture, gconstpointer data)
{
  int height = gtk_widget_get_height (GTK_WIDGET (fixture->card));

  g_assert_false (is_open (fixture));
  set_times (fixture->message, 0, 0);
  assert_line (fixture, "Thinking… 14 s", "正在思考… 14 秒");
  /* A sentence that is not over makes no step yet. */
  assert_line (fixture, "· ≈ 11 tokens", "· ≈ 11 token");
  assert_label (fixture, "First, a look at it");

  think (fixture, " away.\n\nTherefore the cell is free.\n\n");
  assert_label (fixture, "First, a look at it");
  silu_ui_test_settle_stream (fixture->window);
  assert_label (fixture, "Wait, the tail moves away");

  /* Nothing of this moves what is below, and nothing is laid out that is not seen. */
  answer (fixture);
  silu_ui_test_settle_stream (fixture->window);
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (fixture->card)), ==, height);
  g_assert_null (silu_ui_test_find_label (GTK_WIDGET (fixture->card), "Wait, the tail moves away"));
  assert_shown (fixture, "");
}

/* The newest step by its own words, in whichever script. */
static void
test_chinese (Fixture *fixture, gconstpointer data)
{
  think (fixture, " away.\n\n等等，蛇尾同时会移开。\n\n所以这一格是空的。\n\n");
  silu_ui_test_settle_stream (fixture->window);
  assert_label (fixture, "等等，蛇尾同时会移开");
}

static void
test_ends (Fixture *fixture, gconstpointer data)
{
  SiluUsage usage = SILU_USAGE_INIT;

  answer (fixture);
  assert_line (fixture, "Thought for 14 s", "思考了 14 秒");
  g_assert_false (is_open (fixture));

  usage.reasoning = 612;
  silu_message_set_usage (fixture->message, &usage);
  assert_line (fixture, "· 612 tokens · 2 steps", "· 612 token · 2 步");
}

static void
test_stopped (Fixture *fixture, gconstpointer data)
{
  set_times (fixture->message, 0, -4 * SECOND);
  silu_message_set_state (fixture->message, SILU_MESSAGE_STOPPED);
  assert_line (fixture, "Thought for 10 s · stopped", "思考了 10 秒 · 已停止");
}

static gboolean
has_ticked (gpointer user_data)
{
  return silu_ui_test_find_label (user_data, "Thinking…") == NULL;
}

/* The clock shows the message's times, without anything else happening. */
static void
test_clock (Fixture *fixture, gconstpointer data)
{
  SiluTimes times = { .start = g_get_real_time (), .first_reasoning = g_get_real_time () };

  silu_message_set_times (fixture->message, &times);
  g_assert_false (has_ticked (fixture->card));
  silu_test_run_until (has_ticked, fixture->card);
}

static void
test_hand (Fixture *fixture, gconstpointer data)
{
  GtkWidget *toggle = get_toggle (fixture);

  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_STATE_EXPANDED, FALSE);
  click (fixture);
  g_assert_true (is_open (fixture));
  g_assert_cmpint (silu_message_get_pane (fixture->message), ==, 1);
  g_assert_cmpuint (fixture->changes, ==, 1);
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_STATE_EXPANDED, TRUE);
  g_assert_true (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (toggle),
                                                   GTK_ACCESSIBLE_RELATION_LABELLED_BY));
  assert_shown (fixture, "First, a look at it.\n\nWait, the tail moves");

  /* It stays as it was left, whatever comes. */
  answer (fixture);
  silu_message_set_state (fixture->message, SILU_MESSAGE_COMPLETE);
  g_assert_true (is_open (fixture));

  click (fixture);
  g_assert_false (is_open (fixture));
  g_assert_cmpint (silu_message_get_pane (fixture->message), ==, 0);
  g_assert_cmpuint (fixture->changes, ==, 2);
}

/* The program's hand is not the user's. */
static void
test_set_open (Fixture *fixture, gconstpointer data)
{
  silu_thinking_card_set_pane (fixture->card, SILU_PANE_OPEN);
  g_assert_true (is_open (fixture));
  g_assert_cmpint (silu_message_get_pane (fixture->message), ==, -1);
  g_assert_cmpuint (fixture->changes, ==, 0);
}

static void
test_left_open (Fixture *fixture, gconstpointer data)
{
  hide_card (fixture);
  silu_message_set_pane (fixture->message, 1);
  show_card (fixture);
  g_assert_true (is_open (fixture));
  assert_shown (fixture, "First, a look at it.\n\nWait, the tail moves");
}

static void
test_once_a_frame (Fixture *fixture, gconstpointer data)
{
  click (fixture);
  for (int i = 0; i < 50; i++)
    think (fixture, "思");
  assert_shown (fixture, "First, a look at it.\n\nWait, the tail moves");
  silu_ui_test_settle_stream (fixture->window);
  assert_shown (fixture, "First, a look at it.\n\nWait, the tail moves"
                         "思思思思思思思思思思思思思思思思思思思思思思思思思"
                         "思思思思思思思思思思思思思思思思思思思思思思思思思");
}

/* No empty line at the end, but none is lost. */
static void
test_white_space (Fixture *fixture, gconstpointer data)
{
  click (fixture);
  think (fixture, " away.\n\n");
  silu_ui_test_settle_stream (fixture->window);
  assert_shown (fixture, "First, a look at it.\n\nWait, the tail moves away.");
  think (fixture, "\nIt leaves ");
  silu_ui_test_settle_stream (fixture->window);
  assert_shown (fixture, "First, a look at it.\n\nWait, the tail moves away.\n\nIt leaves");
}

static void
think_much (Fixture *fixture)
{
  for (int i = 0; i < 12; i++)
    think (fixture, PARAGRAPH);
  silu_ui_test_settle_stream (fixture->window);
}

typedef struct
{
  GtkAdjustment *adjustment;
  double value;
  gboolean done;
} Move;

static void
move_cb (gpointer user_data)
{
  Move *move = user_data;

  gtk_adjustment_set_value (move->adjustment, move->value);
  move->done = TRUE;
}

/* As a reader does it: in a turn of the main loop of its own, like every event. */
static void
scroll_to (Fixture *fixture, double value)
{
  Move move = { .adjustment = get_adjustment (fixture), .value = value };

  g_idle_add_once (move_cb, &move);
  silu_test_run_until_set (&move.done);
  silu_ui_test_settle (fixture->window);
}

static void
test_follows (Fixture *fixture, gconstpointer data)
{
  click (fixture);
  think_much (fixture);
  assert_at_end (fixture);
  think_much (fixture);
  assert_at_end (fixture);

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 320, 900);
  silu_ui_test_settle_stream (fixture->window);
  think_much (fixture);
  assert_at_end (fixture);
}

static void
test_reader_is_left_alone (Fixture *fixture, gconstpointer data)
{
  GtkAdjustment *adjustment;
  int height;

  click (fixture);
  think_much (fixture);
  adjustment = get_adjustment (fixture);
  height = gtk_widget_get_height (GTK_WIDGET (fixture->card));

  scroll_to (fixture, 30);
  think_much (fixture);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, 30);
  answer (fixture);
  silu_message_set_state (fixture->message, SILU_MESSAGE_COMPLETE);
  silu_ui_test_settle_stream (fixture->window);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, 30);
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (fixture->card)), ==, height);
}

static void
test_follows_again (Fixture *fixture, gconstpointer data)
{
  GtkAdjustment *adjustment;

  click (fixture);
  think_much (fixture);
  adjustment = get_adjustment (fixture);
  scroll_to (fixture, 30);
  think_much (fixture);
  scroll_to (fixture, get_end (adjustment));
  think_much (fixture);
  assert_at_end (fixture);
}

/* A thought that is over is read from its beginning. */
static void
test_over (Fixture *fixture, gconstpointer data)
{
  think_much (fixture);
  answer (fixture);
  silu_message_set_state (fixture->message, SILU_MESSAGE_COMPLETE);
  click (fixture);
  silu_ui_test_settle_stream (fixture->window);
  g_assert_cmpfloat (gtk_adjustment_get_value (get_adjustment (fixture)), ==, 0);
}

/* Five lines that follow the end, and the way to all of it. */
static void
test_preview (Fixture *fixture, gconstpointer data)
{
  int open;

  click (fixture);
  think_much (fixture);
  assert_at_end (fixture);
  open = gtk_widget_get_height (GTK_WIDGET (fixture->card));
  g_assert_cmpint (open, >, 300);
  g_assert_cmpint (open, <, 400);

  silu_ui_test_click (GTK_WIDGET (fixture->card), "Show the newest lines only");
  silu_ui_test_settle (fixture->window);
  g_assert_cmpint (silu_message_get_pane (fixture->message), ==, SILU_PANE_PREVIEW);
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (fixture->card)), <, 200);
  assert_at_end (fixture);
  think_much (fixture);
  assert_at_end (fixture);
  g_assert_null (silu_ui_test_find_button (GTK_WIDGET (fixture->card), "Search in the thought"));

  silu_ui_test_click (GTK_WIDGET (fixture->card), "Show outline and text");
  silu_ui_test_settle (fixture->window);
  g_assert_true (is_open (fixture));
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (fixture->card)), ==, open);
}

/* What comes while the card is not seen is there when it is. */
static void
test_unmapped (Fixture *fixture, gconstpointer data)
{
  click (fixture);
  gtk_widget_set_visible (GTK_WIDGET (fixture->card), FALSE);
  think (fixture, " away");
  silu_ui_test_settle_stream (fixture->window);
  assert_shown (fixture, "First, a look at it.\n\nWait, the tail moves");

  gtk_widget_set_visible (GTK_WIDGET (fixture->card), TRUE);
  silu_ui_test_settle (fixture->window);
  assert_shown (fixture, "First, a look at it.\n\nWait, the tail moves away");
}

static void
test_copy (Fixture *fixture, gconstpointer data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (fixture->window);
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *text = NULL;

  click (fixture);
  silu_ui_test_click (GTK_WIDGET (fixture->card), "Copy thought");
  gdk_clipboard_read_text_async (clipboard, NULL, silu_test_store_result_cb, &result);
  silu_test_wait_result (&result);
  text = gdk_clipboard_read_text_finish (clipboard, result, NULL);
  g_assert_cmpstr (text, ==, "First, a look at it.\n\nWait, the tail moves");
}

/* Closing takes the focus out of the text before it vanishes. */
static void
test_focus (Fixture *fixture, gconstpointer data)
{
  click (fixture);
  gtk_widget_grab_focus (GTK_WIDGET (thought_find_text (GTK_WIDGET (fixture->card))));
  silu_thinking_card_set_pane (fixture->card, SILU_PANE_CLOSED);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == get_toggle (fixture));
}

/* "</think>" came late: what was text is the thought, or its beginning. */
static void
test_reclassified (void)
{
  Fixture fixture = { .message = silu_message_new (NULL, SILU_ROLE_ASSISTANT) };

  silu_message_set_state (fixture.message, SILU_MESSAGE_STREAMING);
  silu_message_append (fixture.message, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, "Hm, so. ");
  silu_message_append (fixture.message, SILU_PART_REASONING, SILU_CHANNEL_THINK_TAG, "Well.");
  silu_message_set_pane (fixture.message, 1);
  show_card (&fixture);
  assert_shown (&fixture, "");

  silu_message_reclassify (fixture.message);
  assert_shown (&fixture, "Hm, so. Well.");

  hide_card (&fixture);
  g_assert_finalize_object (fixture.message);
}

int
main (int argc, char **argv)
{
  silu_ui_test_init (&argc, &argv);

#define ADD(name, func) g_test_add ("/thinking-card/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("closed", test_closed);
  ADD ("chinese", test_chinese);
  ADD ("ends", test_ends);
  ADD ("stopped", test_stopped);
  ADD ("clock", test_clock);
  ADD ("hand", test_hand);
  ADD ("set-open", test_set_open);
  ADD ("left-open", test_left_open);
  ADD ("once-a-frame", test_once_a_frame);
  ADD ("white-space", test_white_space);
  ADD ("follows", test_follows);
  ADD ("reader-is-left-alone", test_reader_is_left_alone);
  ADD ("follows-again", test_follows_again);
  ADD ("over", test_over);
  ADD ("preview", test_preview);
  ADD ("unmapped", test_unmapped);
  ADD ("copy", test_copy);
  ADD ("focus", test_focus);
#undef ADD
  g_test_add_func ("/thinking-card/reclassified", test_reclassified);

  return g_test_run ();
}
