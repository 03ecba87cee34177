/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two answers beside each other: steps that belong together, what differs, and all of it while they
 * stream, wide and narrow. */
#include "silu-compare-head.h"
#include "silu-compare-row.h"
#include "silu-compare-view.h"
#include "silu-transcript.h"
#include "silu-ui-test.h"

typedef struct
{
  SiluConversation *conversation;
  SiluMessage *answers[2];
  GtkWidget *view;
  GtkWidget *window;
} Fixture;

#define FIRST_THOUGHTS                                                                             \
  "The user asks how long the ladder is.\n\nFirst, square both: 9 + 16 = 25.\n\n"                  \
  "Wait, is the ground level?\n\nTherefore the answer is a ladder of length 5."
#define SECOND_THOUGHTS                                                                            \
  "We are asked for the length of the ladder.\n\nFirst, square both: 9 and 16 give 25.\n\n"        \
  "Therefore the answer is a length of 5."

/* The same in Chinese. */
#define FIRST_CHINESE                                                                                        \
  "用户问梯子有多长。\n\n首先两边平方：9 + 16 = 25。\n\n等等，地面是平的吗？\n\n" \
  "因此答案是梯子长 5 米。"
#define SECOND_CHINESE                                                                             \
  "题目要求梯子的长度。\n\n首先两边平方：9 加 16 得 25。\n\n因此答案是长度为 5 米。"

static SiluMessage *
add_answer (Fixture *f, SiluMessage *question, const char *model, SiluMessageState state)
{
  g_autoptr (SiluMessage) answer = silu_message_new (NULL, SILU_ROLE_ASSISTANT);
  SiluTimes times = { .start = state == SILU_MESSAGE_STREAMING ? g_get_real_time () : 0 };

  silu_message_set_times (answer, &times);
  silu_message_set_origin (answer, model, NULL, SILU_THINK_HIGH);
  silu_message_set_state (answer, state);
  silu_conversation_add (f->conversation, answer, question);

  return answer;
}

static void
begin (Fixture *f, SiluMessageState state)
{
  g_autoptr (SiluMessage) question = silu_message_new (NULL, SILU_ROLE_USER);

  f->conversation = silu_conversation_new (NULL);
  silu_message_append (question, SILU_PART_TEXT, SILU_CHANNEL_NONE, "How long is the ladder?");
  silu_conversation_add (f->conversation, question, NULL);
  f->answers[0] = add_answer (f, question, "model-a", state);
  f->answers[1] = add_answer (f, question, "model-b", state);
}

static void
think (SiluMessage *message, const char *text)
{
  silu_message_append (message, SILU_PART_REASONING, SILU_CHANNEL_REASONING_CONTENT, text);
}

static void
say (SiluMessage *message, const char *text)
{
  silu_message_append (message, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, text);
}

static void
show (Fixture *f, int width)
{
  SiluAnswerPlace left = { f->conversation, f->answers[0] };
  SiluAnswerPlace right = { f->conversation, f->answers[1] };

  f->view = silu_compare_view_new (NULL, NULL, &left, &right);
  f->window = silu_ui_test_show (f->view, width, 600);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  begin (f, SILU_MESSAGE_COMPLETE);
  think (f->answers[0], FIRST_THOUGHTS);
  think (f->answers[1], SECOND_THOUGHTS);
  say (f->answers[0], "The ladder is **5** metres long.\n\nCheck the ground first.");
  say (f->answers[1], "The ladder is **5** meters long.");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  silu_ui_test_close_for_good (f->window, f->view);
  g_assert_finalize_object (f->conversation);
}

static GPtrArray *
list_rows (Fixture *f)
{
  return silu_ui_test_find_all (f->window, SILU_TYPE_COMPARE_ROW);
}

/* "2" for a row with both, "<" and ">" for one with a left or a right step alone. */
static char *
describe (Fixture *f)
{
  g_autoptr (GPtrArray) rows = list_rows (f);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      GtkWidget *left = gtk_widget_get_first_child (g_ptr_array_index (rows, i));
      GtkWidget *right = gtk_widget_get_next_sibling (left);
      gboolean has_left = gtk_widget_get_first_child (left) != NULL;
      gboolean has_right = gtk_widget_get_first_child (right) != NULL;

      g_string_append_c (out, has_left && has_right ? '2' : has_left ? '<' : '>');
    }

  return g_string_free (out, FALSE);
}

static void
check_rows (Fixture *f, const char *expected)
{
  g_autofree char *got = NULL;

  silu_ui_test_settle_stream (f->window);
  got = describe (f);
  g_assert_cmpstr (got, ==, expected);
}

static void
set_page (Fixture *f, const char *page)
{
  g_assert_true (gtk_widget_activate_action (f->view, "compare.page", "s", page));
  silu_ui_test_settle (f->window);
}

static void
test_thoughts (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) buttons = NULL;

  show (f, 900);
  check_rows (f, "22<2");
  g_assert_nonnull (
      silu_ui_test_find_label (f->window, silu_ui_test_pick ("model-a · High", "model-a · 高")));
  g_assert_nonnull (
      silu_ui_test_find_label (f->window, silu_ui_test_pick ("model-b · High", "model-b · 高")));
  g_assert_nonnull (silu_ui_test_find_label (f->window, "Wait, is the ground level?"));

  /* Both texts of a row open together. */
  g_assert_null (silu_ui_test_find_label (f->window, "First, square both: 9 and 16 give 25."));
  {
    g_autoptr (GPtrArray) rows = list_rows (f);

    buttons = silu_ui_test_find_all (g_ptr_array_index (rows, 1), GTK_TYPE_BUTTON);
  }
  g_assert_cmpuint (buttons->len, ==, 2);
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (buttons->pdata[0]),
                                    GTK_ACCESSIBLE_STATE_EXPANDED, FALSE);
  g_signal_emit_by_name (buttons->pdata[0], "clicked");
  silu_ui_test_settle (f->window);
  g_assert_nonnull (silu_ui_test_find_label (f->window, "First, square both: 9 + 16 = 25."));
  g_assert_nonnull (silu_ui_test_find_label (f->window, "First, square both: 9 and 16 give 25."));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (buttons->pdata[1]),
                                    GTK_ACCESSIBLE_STATE_EXPANDED, TRUE);
  g_signal_emit_by_name (buttons->pdata[1], "clicked");
  silu_ui_test_settle (f->window);
  g_assert_null (silu_ui_test_find_label (f->window, "First, square both: 9 and 16 give 25."));
}

static char *
dup_changes (Fixture *f)
{
  g_autoptr (GPtrArray) views = silu_ui_test_find_all (f->window, GTK_TYPE_TEXT_VIEW);

  for (guint i = 0; i < views->len; i++)
    if (gtk_widget_get_mapped (views->pdata[i]))
      {
        GtkTextBuffer *buffer = gtk_text_view_get_buffer (views->pdata[i]);
        GtkTextIter start, end;

        gtk_text_buffer_get_bounds (buffer, &start, &end);
        return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
      }

  return NULL;
}

static void
test_pages (Fixture *f, gconstpointer data)
{
  g_autofree char *changes = NULL;
  g_autofree char *still = NULL;

  show (f, 900);
  set_page (f, "answers");
  g_assert_nonnull (silu_ui_test_find_label (f->window, "The ladder is 5 metres long."));
  g_assert_nonnull (silu_ui_test_find_label (f->window, "The ladder is 5 meters long."));

  set_page (f, "changes");
  changes = dup_changes (f);
  g_assert_cmpstr (changes, ==,
                   "−\tThe ladder is **5** metres long.\n+\tThe ladder is **5** meters long.\n−\t\n"
                   "−\tCheck the ground first.");

  /* No such page. */
  set_page (f, "elsewhere");
  still = dup_changes (f);
  g_assert_cmpstr (still, ==, changes);
}

/* Steps in Chinese are aligned by their own words, and what differs is told by characters. */
static void
test_chinese (Fixture *f, gconstpointer data)
{
  g_autofree char *changes = NULL;

  begin (f, SILU_MESSAGE_COMPLETE);
  think (f->answers[0], FIRST_CHINESE);
  think (f->answers[1], SECOND_CHINESE);
  say (f->answers[0], "这架梯子的长度是 5 米。\n\n先看地面。");
  say (f->answers[1], "这架梯子的长度是五米。");
  show (f, 900);
  check_rows (f, "22<2");
  g_assert_nonnull (silu_ui_test_find_label (f->window, "等等，地面是平的吗？"));

  set_page (f, "changes");
  changes = dup_changes (f);
  g_assert_cmpstr (changes, ==,
                   "−\t这架梯子的长度是 5 米。\n+\t这架梯子的长度是五米。\n−\t\n−\t先看地面。");
}

static void
assert_step (GtkWidget *row, guint side, const char *name, const char *description)
{
  g_autoptr (GPtrArray) buttons = silu_ui_test_find_all (row, GTK_TYPE_BUTTON);
  GtkAccessible *button = GTK_ACCESSIBLE (g_ptr_array_index (buttons, side));

  silu_ui_test_assert_name (button, name);
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       silu_ui_test_say (description));
}

/* A screen reader is told what a step does, and whose it is. */
static void
test_names (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) rows = NULL;

  show (f, 900);
  check_rows (f, "22<2");
  rows = list_rows (f);
  assert_step (g_ptr_array_index (rows, 0), 0,
               silu_ui_test_pick ("Understanding: The user asks how long the ladder is",
                                  "理解：The user asks how long the ladder is"),
               "In the first answer");
  assert_step (g_ptr_array_index (rows, 0), 1,
               silu_ui_test_pick ("Understanding: We are asked for the length of the ladder",
                                  "理解：We are asked for the length of the ladder"),
               "In the second answer");
  assert_step (
      g_ptr_array_index (rows, 2), 0,
      silu_ui_test_pick ("Doubt: Wait, is the ground level?", "质疑：Wait, is the ground level?"),
      "In the first answer");
}

static void
test_same (Fixture *f, gconstpointer data)
{
  begin (f, SILU_MESSAGE_COMPLETE);
  say (f->answers[0], "Five.");
  say (f->answers[1], "Five.");
  show (f, 900);
  /* Nobody thought: the answers are shown. */
  g_assert_nonnull (silu_ui_test_find_label (f->window, "Five."));
  set_page (f, "thoughts");
  g_assert_nonnull (silu_ui_test_find_label (f->window, "No thoughts"));
  set_page (f, "changes");
  g_assert_nonnull (silu_ui_test_find_label (f->window, "No changes"));
}

/* Rows come while both are written, and fall into place. */
static void
test_streaming (Fixture *f, gconstpointer data)
{
  g_autofree char *changes = NULL;

  begin (f, SILU_MESSAGE_STREAMING);
  show (f, 900);
  g_assert_nonnull (silu_ui_test_find_label (f->window, "Waiting for the answer…"));
  check_rows (f, "");

  /* A step is told once a sentence follows it. */
  think (f->answers[0], "The user asks how long the ladder is.\n\nFirst, square both: 9 + 16");
  check_rows (f, "<");
  think (f->answers[0], " = 25.\n\nWait, is the ground level?\n\nTherefore the");
  check_rows (f, "<<<");
  think (f->answers[1], "We are asked for the length of the ladder.\n\nFirst, square both: 9 and "
                        "16 give 25.\n\nWait, is the ground level?\n\nTherefore the");
  check_rows (f, "222");
  think (f->answers[0], " answer is 5.");

  set_page (f, "changes");
  g_assert_nonnull (silu_ui_test_find_label (f->window, "Not complete yet"));
  think (f->answers[1], " answer is 5.");
  for (gsize i = 0; i < G_N_ELEMENTS (f->answers); i++)
    {
      say (f->answers[i], i == 0 ? "Five." : "5 metres.");
      silu_message_set_state (f->answers[i], SILU_MESSAGE_COMPLETE);
    }
  silu_ui_test_settle (f->window);
  changes = dup_changes (f);
  g_assert_cmpstr (changes, ==, "−\tFive.\n+\t5 metres.");
  set_page (f, "thoughts");
  check_rows (f, "2222");
}

/* All of it was reasoning, says the server late. */
static void
test_reclassified (Fixture *f, gconstpointer data)
{
  begin (f, SILU_MESSAGE_STREAMING);
  say (f->answers[0], "The user asks.\n\nSo the answer is 5.");
  show (f, 900);
  check_rows (f, "");
  silu_message_reclassify (f->answers[0]);
  say (f->answers[0], "Five.");
  check_rows (f, "<<");
  silu_message_set_state (f->answers[0], SILU_MESSAGE_COMPLETE);
  silu_message_set_state (f->answers[1], SILU_MESSAGE_STOPPED);
  silu_ui_test_settle (f->window);
  g_assert_nonnull (silu_ui_test_find_label (f->window, "Stopped."));
}

static guint
count_heads (Fixture *f)
{
  g_autoptr (GPtrArray) heads = silu_ui_test_find_all (f->window, SILU_TYPE_COMPARE_HEAD);
  guint n_shown = 0;

  for (guint i = 0; i < heads->len; i++)
    n_shown += gtk_widget_get_mapped (heads->pdata[i]) ? 1 : 0;

  return n_shown;
}

static void
test_narrow (Fixture *f, gconstpointer data)
{
  show (f, 420);
  g_assert_cmpuint (count_heads (f), ==, 1);
  g_assert_nonnull (
      silu_ui_test_find_label (f->window, silu_ui_test_pick ("model-a · High", "model-a · 高")));
  g_assert_nonnull (silu_ui_test_find_label (f->window, "Wait, is the ground level?"));

  g_assert_true (gtk_widget_activate_action (f->view, "compare.side", "s", "right"));
  silu_ui_test_settle (f->window);
  g_assert_cmpuint (count_heads (f), ==, 1);
  g_assert_nonnull (
      silu_ui_test_find_label (f->window, silu_ui_test_pick ("model-b · High", "model-b · 高")));
  g_assert_null (silu_ui_test_find_label (f->window, "Wait, is the ground level?"));

  set_page (f, "answers");
  g_assert_nonnull (silu_ui_test_find_label (f->window, "The ladder is 5 meters long."));
  g_assert_null (silu_ui_test_find_label (f->window, "The ladder is 5 metres long."));
}

static gboolean
has_focus_in (Fixture *f, const char *name)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (f->window));
  g_autoptr (GPtrArray) labels = NULL;

  if (focus == NULL)
    return FALSE;

  labels = silu_ui_test_find_all (focus, GTK_TYPE_LABEL);
  for (guint i = 0; i < labels->len; i++)
    if (g_str_has_prefix (gtk_label_get_text (labels->pdata[i]), name))
      return TRUE;

  return FALSE;
}

static void
test_keys (Fixture *f, gconstpointer data)
{
  show (f, 900);
  g_assert_true (silu_ui_test_press (f->view, GDK_KEY_F6, 0));
  g_assert_true (has_focus_in (f, "The user asks"));
  g_assert_true (silu_ui_test_press (f->view, GDK_KEY_F6, 0));
  g_assert_true (has_focus_in (f, "We are asked"));
  g_assert_true (silu_ui_test_press (f->view, GDK_KEY_F6, 0));
  g_assert_true (has_focus_in (f, "The user asks"));
  g_assert_false (silu_ui_test_press (f->view, GDK_KEY_F6, GDK_CONTROL_MASK));

  set_page (f, "answers");
  silu_ui_test_press (f->view, GDK_KEY_F6, 0);
  g_assert_true (SILU_IS_TRANSCRIPT (gtk_root_get_focus (GTK_ROOT (f->window))));
}

static void
opened_cb (GtkWidget *view, SiluConversation *chat, SiluMessage *message, gpointer user_data)
{
  *(SiluMessage **) user_data = message;
}

static void
test_open (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) heads = NULL;
  SiluMessage *opened = NULL;

  show (f, 900);
  g_signal_connect (f->view, "open", G_CALLBACK (opened_cb), &opened);
  heads = silu_ui_test_find_all (f->window, SILU_TYPE_COMPARE_HEAD);
  silu_ui_test_click (heads->pdata[1], "Show in its chat");
  g_assert_true (opened == f->answers[1]);
}

static void
test_facts (Fixture *f, gconstpointer data)
{
  SiluTimes times = {
    .start = 1000000, .first_reasoning = 2000000, .first_text = 16000000, .end = 20000000
  };
  SiluUsage usage = *silu_message_get_usage (f->answers[0]);

  usage.completion = 900;
  silu_message_set_times (f->answers[0], &times);
  silu_message_set_usage (f->answers[0], &usage);
  show (f, 900);
  g_assert_nonnull (silu_ui_test_find_label (
      f->window, silu_ui_test_pick ("14 s of thinking · 19 s in all · 900 tokens · 50 tok/s",
                                    "思考 14 秒 · 共 19 秒 · 900 token · 50 token/秒")));
}

#define add(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
#define add_bare(path, func) g_test_add (path, Fixture, NULL, NULL, func, tear_down)

int
main (int argc, char **argv)
{
  silu_ui_test_init (&argc, &argv);

  add ("/compare/thoughts", test_thoughts);
  add ("/compare/pages", test_pages);
  add_bare ("/compare/chinese", test_chinese);
  add ("/compare/names", test_names);
  add_bare ("/compare/same", test_same);
  add_bare ("/compare/streaming", test_streaming);
  add_bare ("/compare/reclassified", test_reclassified);
  add ("/compare/narrow", test_narrow);
  add ("/compare/keys", test_keys);
  add ("/compare/open", test_open);
  add ("/compare/facts", test_facts);

  return g_test_run ();
}
