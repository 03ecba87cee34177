/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chain read in its pane: outline, folding, filter, search, raw text, numbers, and all of it by
 * the keyboard. */
#include "silu-outline-row.h"
#include "silu-step-head.h"
#include "silu-step-words.h"
#include "silu-thought-pane.h"
#include "silu-thought-raw.h"
#include "silu-transcript-find.h"
#include "silu-transcript-selection.h"
#include "silu-ui-test.h"
#include "thought-probe.h"

/* Five steps, the fourth of code. */
#define CHAIN                                                                                      \
  "The user wants to know whether the head hits the body.\n\n"                                     \
  "First, scan the whole list; then compare with **the head**.\n\n"                                \
  "Wait, the tail moves away in the same step. $x_1$ is free then.\n\n"                            \
  "Now the code:\n```c\nint a;\n```\n\n"                                                           \
  "Therefore the tail goes first. 所以先移走尾巴。\n"

/* The same in Chinese. */
#define CHINESE_CHAIN                                                                              \
  "用户想知道蛇头会不会撞到身体。\n\n"                                              \
  "首先遍历整个列表，再和**蛇头**比较。\n\n"                                       \
  "等等，蛇尾在同一步也会移开，$x_1$ 这一格就空出来了。\n\n"                \
  "代码如下：\n```c\nint a;\n```\n\n"                                                         \
  "所以应当先移走蛇尾。\n"

typedef struct
{
  SiluMessage *message;
  SiluChain *chain;
  GtkWidget *pane;
  GtkWidget *window;
} Fixture;

static void
show_mode (Fixture *fixture, SiluThoughtMode mode, int width)
{
  fixture->chain = silu_chain_new (fixture->message, 0);
  fixture->pane = silu_thought_pane_new (fixture->chain, mode);
  fixture->window = silu_ui_test_show (fixture->pane, width, 600);
}

static void
hide (Fixture *fixture)
{
  silu_ui_test_close_for_good (fixture->window, fixture->pane);
  g_assert_finalize_object (fixture->chain);
}

/* @data is the chain. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->message = silu_message_new (NULL, SILU_ROLE_ASSISTANT);
  silu_message_set_state (fixture->message, SILU_MESSAGE_STREAMING);
  silu_message_append (fixture->message, SILU_PART_REASONING, SILU_CHANNEL_REASONING, data);
  silu_message_append (fixture->message, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, "The tail first.");
  silu_message_set_state (fixture->message, SILU_MESSAGE_COMPLETE);
  show_mode (fixture, SILU_THOUGHT_CARD, 744);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  hide (fixture);
  g_assert_finalize_object (fixture->message);
}

static void
act (Fixture *fixture, const char *action, guint step)
{
  g_assert_true (gtk_widget_activate_action (fixture->pane, action, "u", step));
  silu_ui_test_settle (fixture->window);
}

static GtkWidget *
get_row (Fixture *fixture, guint step)
{
  return silu_step_outline_get_row (thought_find_outline (fixture->pane), step);
}

/* The title is the segmenter's to choose; @hits is said after it. */
static void
assert_row (Fixture *fixture,
            guint step,
            const char *english,
            const char *chinese,
            const char *hits)
{
  g_autofree char *name =
      g_strconcat (silu_ui_test_pick (english, chinese),
                   silu_chain_get_step (fixture->chain, step)->title, hits, NULL);

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (get_row (fixture, step)),
                                   GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (get_row (fixture, step)),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, name);
}

/* Whether the outline shows only these steps, by their bits. */
static void
assert_outline (Fixture *fixture, guint steps)
{
  for (guint i = 0; i < silu_chain_get_n_steps (fixture->chain); i++)
    g_assert_true ((get_row (fixture, i) != NULL) == ((steps & (1u << i)) != 0));
}

static guint
count_heads (Fixture *fixture)
{
  SiluTranscript *text = thought_find_text (fixture->pane);
  guint count = 0;

  for (guint i = 0; i < silu_transcript_get_n_rows (text); i++)
    count += silu_transcript_get_block (text, i) == NULL;

  return count;
}

static void
filter (Fixture *fixture, const char *kinds)
{
  gtk_widget_activate_action (fixture->pane, "thought.filter", "s", kinds);
  silu_ui_test_settle (fixture->window);
}

static gboolean
has_found (gpointer user_data)
{
  guint current = 0;
  guint total = 0;

  return silu_transcript_get_found (user_data, &current, &total) && current > 0;
}

static gboolean
has_ended (gpointer user_data)
{
  return !has_found (user_data);
}

/* Opens the search for @text, which is there @n_hits times. */
static void
find (Fixture *fixture, const char *text, guint n_hits)
{
  SiluTranscript *transcript = thought_find_text (fixture->pane);
  guint current = 0;
  guint total = 0;

  gtk_widget_activate_action (fixture->pane, "thought.find", NULL);
  silu_ui_test_settle (fixture->window);
  gtk_editable_set_text (GTK_EDITABLE (silu_ui_test_find (fixture->pane, GTK_TYPE_SEARCH_ENTRY)),
                         text);
  silu_ui_test_settle (fixture->window);
  silu_test_run_until (has_found, transcript);
  silu_transcript_get_found (transcript, &current, &total);
  g_assert_cmpuint (current, ==, 1);
  g_assert_cmpuint (total, ==, n_hits);
}

static void
test_outline (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (silu_chain_get_n_steps (fixture->chain), ==, 5);
  assert_row (fixture, 0, "Step 1 of 5, understanding: ", "第 1 步，共 5 步，理解：", "");
  assert_row (fixture, 2, "Step 3 of 5, doubt: ", "第 3 步，共 5 步，质疑：", "");
  assert_row (fixture, 3, "Step 4 of 5, draft code: ", "第 4 步，共 5 步，代码草稿：", "");
  g_assert_cmpuint (silu_step_outline_get_current (thought_find_outline (fixture->pane)), ==, 0);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (thought_find_outline (fixture->pane)),
                                   GTK_ACCESSIBLE_ROLE_LIST);

  /* As in an answer. */
  thought_assert_text (fixture->pane, "The user wants to know whether the head hits the body.\n\n"
                                      "First, scan the whole list; then compare with the head.\n\n"
                                      "Wait, the tail moves away in the same step. $x_1$ is free "
                                      "then.\n\nNow the code:\n\nint a;\n\n"
                                      "Therefore the tail goes first. 所以先移走尾巴。");
}

typedef struct
{
  SiluStepKind kind;
  const char *english;
  const char *chinese;
} Name;

/* Each step has the picture of its kind, and says in a tooltip what that means. */
static void
test_kinds (Fixture *fixture, gconstpointer data)
{
  static const char *const icons[] = {
    "silu-step-understand-symbolic", "silu-step-plan-symbolic",     "silu-step-doubt-symbolic",
    "silu-step-code-symbolic",       "silu-step-conclude-symbolic",
  };

  for (guint i = 0; i < G_N_ELEMENTS (icons); i++)
    g_assert_cmpstr (gtk_image_get_icon_name (
                         GTK_IMAGE (silu_ui_test_find (get_row (fixture, i), GTK_TYPE_IMAGE))),
                     ==, icons[i]);
  g_assert_cmpstr (gtk_widget_get_tooltip_text (get_row (fixture, 2)), ==,
                   silu_ui_test_pick ("Doubt: Wait, the tail moves away in the same step",
                                      "质疑：Wait, the tail moves away in the same step"));
}

/* A chain in Chinese, whatever the language of the interface. */
static void
test_chinese (Fixture *fixture, gconstpointer data)
{
  static const Name names[] = {
    { SILU_STEP_UNDERSTAND, "Step 1 of 5, understanding: 用户想知道蛇头会不会撞到身体",
      "第 1 步，共 5 步，理解：用户想知道蛇头会不会撞到身体" },
    { SILU_STEP_PLAN, "Step 2 of 5, plan: 首先遍历整个列表",
      "第 2 步，共 5 步，规划：首先遍历整个列表" },
    { SILU_STEP_DOUBT, "Step 3 of 5, doubt: 等等，蛇尾在同一步也会移开",
      "第 3 步，共 5 步，质疑：等等，蛇尾在同一步也会移开" },
    { SILU_STEP_DRAFT_CODE, "Step 4 of 5, draft code: 代码如下",
      "第 4 步，共 5 步，代码草稿：代码如下" },
    { SILU_STEP_CONCLUDE, "Step 5 of 5, conclusion: 所以应当先移走蛇尾",
      "第 5 步，共 5 步，结论：所以应当先移走蛇尾" },
  };

  g_assert_cmpuint (silu_chain_get_n_steps (fixture->chain), ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_cmpint (silu_chain_get_step (fixture->chain, i)->kind, ==, names[i].kind);
      silu_ui_test_assert_name (get_row (fixture, i),
                                silu_ui_test_pick (names[i].english, names[i].chinese));
    }
  thought_assert_text (fixture->pane, "用户想知道蛇头会不会撞到身体。\n\n"
                                      "首先遍历整个列表，再和蛇头比较。\n\n"
                                      "等等，蛇尾在同一步也会移开，$x_1$ 这一格就空出来了。\n\n"
                                      "代码如下：\n\nint a;\n\n所以应当先移走蛇尾。");

  filter (fixture, "doubts");
  assert_outline (fixture, 1u << 2);
  thought_assert_text (fixture->pane, "等等，蛇尾在同一步也会移开，$x_1$ 这一格就空出来了。");

  find (fixture, "蛇尾", 2);
  silu_ui_test_assert_name (
      get_row (fixture, 2),
      silu_ui_test_pick ("Step 3 of 5, doubt: 等等，蛇尾在同一步也会移开, 1 hit",
                         "第 3 步，共 5 步，质疑：等等，蛇尾在同一步也会移开，1 处匹配"));
}

static void
test_narrow (Fixture *fixture, gconstpointer data)
{
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 400, 600);
  silu_ui_test_settle (fixture->window);
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (thought_find_outline (fixture->pane))));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (thought_find_text (fixture->pane))));

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 744, 600);
  silu_ui_test_settle (fixture->window);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (thought_find_outline (fixture->pane))));
}

static void
test_fold (Fixture *fixture, gconstpointer data)
{
  act (fixture, "thought.fold-step", 2);
  g_assert_cmpuint (count_heads (fixture), ==, 1);
  thought_assert_text (
      fixture->pane, "The user wants to know whether the head hits the body.\n\n"
                     "First, scan the whole list; then compare with the head.\n\n"
                     "Now the code:\n\nint a;\n\nTherefore the tail goes first. 所以先移走尾巴。");
  act (fixture, "thought.fold-step", 2);
  g_assert_cmpuint (count_heads (fixture), ==, 0);

  gtk_widget_activate_action (fixture->pane, "thought.fold-all", NULL);
  silu_ui_test_settle (fixture->window);
  g_assert_cmpuint (count_heads (fixture), ==, 5);
  thought_assert_text (fixture->pane, "");

  /* Whoever goes to a step wants to read it. */
  act (fixture, "thought.go-to-step", 1);
  thought_assert_text (fixture->pane, "First, scan the whole list; then compare with the head.");
  gtk_widget_activate_action (fixture->pane, "thought.unfold-all", NULL);
  silu_ui_test_settle (fixture->window);
  g_assert_cmpuint (count_heads (fixture), ==, 0);
}

static void
test_filter (Fixture *fixture, gconstpointer data)
{
  filter (fixture, "doubts");
  assert_outline (fixture, 1u << 2);
  thought_assert_text (fixture->pane, "Wait, the tail moves away in the same step. $x_1$ is free "
                                      "then.");
  filter (fixture, "plans");
  assert_outline (fixture, 1u << 0 | 1u << 1);
  filter (fixture, "work");
  assert_outline (fixture, 0);
  filter (fixture, "code");
  assert_outline (fixture, 1u << 3);
  filter (fixture, "conclusions");
  assert_outline (fixture, 1u << 4);

  filter (fixture, "all");
  assert_outline (fixture, 31);
  g_assert_cmpuint (count_heads (fixture), ==, 0);
}

/* What is folded is found too, and each step tells how often. */
static void
test_find (Fixture *fixture, gconstpointer data)
{
  SiluTranscript *text = thought_find_text (fixture->pane);
  const char *one_hit = silu_ui_test_pick (", 1 hit", "，1 处匹配");

  gtk_widget_activate_action (fixture->pane, "thought.fold-all", NULL);
  find (fixture, "the tail", 2);
  assert_row (fixture, 2, "Step 3 of 5, doubt: ", "第 3 步，共 5 步，质疑：", one_hit);
  assert_row (fixture, 4, "Step 5 of 5, conclusion: ", "第 5 步，共 5 步，结论：", one_hit);
  assert_row (fixture, 3, "Step 4 of 5, draft code: ", "第 4 步，共 5 步，代码草稿：", "");

  gtk_editable_set_text (GTK_EDITABLE (silu_ui_test_find (fixture->pane, GTK_TYPE_SEARCH_ENTRY)),
                         "");
  silu_test_run_until (has_ended, text);
  silu_ui_test_settle (fixture->window);
  assert_row (fixture, 2, "Step 3 of 5, doubt: ", "第 3 步，共 5 步，质疑：", "");
}

static void
test_raw (Fixture *fixture, gconstpointer data)
{
  GActionGroup *actions = silu_thought_pane_get_actions (SILU_THOUGHT_PANE (fixture->pane));
  g_autofree char *shown = NULL;
  GtkWidget *raw;

  g_action_group_change_action_state (actions, "raw", g_variant_new_boolean (TRUE));
  silu_ui_test_settle (fixture->window);
  raw = silu_ui_test_find (fixture->pane, SILU_TYPE_THOUGHT_RAW);
  g_object_get (
      gtk_text_view_get_buffer (GTK_TEXT_VIEW (silu_ui_test_find (raw, GTK_TYPE_TEXT_VIEW))),
      "text", &shown, NULL);
  g_assert_cmpstr (shown, ==, CHAIN);
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (thought_find_text (fixture->pane))));

  g_action_group_change_action_state (actions, "raw", g_variant_new_boolean (FALSE));
  silu_ui_test_settle (fixture->window);
  g_assert_null (silu_ui_test_find (fixture->pane, SILU_TYPE_THOUGHT_RAW));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (thought_find_text (fixture->pane))));
}

static char *
dup_clipboard (Fixture *fixture)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (fixture->window);
  g_autoptr (GAsyncResult) result = NULL;

  gdk_clipboard_read_text_async (clipboard, NULL, silu_test_store_result_cb, &result);
  silu_test_wait_result (&result);

  return gdk_clipboard_read_text_finish (clipboard, result, NULL);
}

static void
test_copy (Fixture *fixture, gconstpointer data)
{
  g_autofree char *step = NULL;
  g_autofree char *thoughts = NULL;
  g_autofree char *both = NULL;

  act (fixture, "thought.copy-step", 2);
  step = dup_clipboard (fixture);
  g_assert_cmpstr (step, ==, "Wait, the tail moves away in the same step. $x_1$ is free then.");

  gtk_widget_activate_action (fixture->pane, "thought.copy-thoughts", NULL);
  thoughts = dup_clipboard (fixture);
  g_assert_cmpstr (thoughts, ==, CHAIN);

  gtk_widget_activate_action (fixture->pane, "thought.copy-both", NULL);
  both = dup_clipboard (fixture);
  g_assert_cmpstr (both, ==,
                   silu_ui_test_pick ("## Thinking\n\n" CHAIN "\n\n## Answer\n\nThe tail first.\n",
                                      "## 思考过程\n\n" CHAIN "\n\n## 回答\n\nThe tail first.\n"));
}

static void
type (Fixture *fixture, guint key, GdkModifierType state)
{
  g_assert_true (silu_ui_test_type (fixture->window, key, state));
  silu_ui_test_settle (fixture->window);
}

/* Without a mouse: to the outline, down to a step and back, into the text, and its menu. */
static void
test_keyboard (Fixture *fixture, gconstpointer data)
{
  SiluStepOutline *outline = thought_find_outline (fixture->pane);
  GtkWidget *menu;

  gtk_widget_child_focus (GTK_WIDGET (outline), GTK_DIR_TAB_FORWARD);
  g_assert_true (gtk_widget_has_focus (get_row (fixture, 0)));
  type (fixture, GDK_KEY_j, 0);
  type (fixture, GDK_KEY_Down, 0);
  g_assert_true (gtk_widget_has_focus (get_row (fixture, 2)));
  type (fixture, GDK_KEY_k, 0);
  type (fixture, GDK_KEY_Up, 0);
  type (fixture, GDK_KEY_k, 0);
  g_assert_true (gtk_widget_has_focus (get_row (fixture, 0)));
  type (fixture, GDK_KEY_j, 0);

  type (fixture, GDK_KEY_Left, 0);
  g_assert_cmpuint (count_heads (fixture), ==, 1);
  type (fixture, GDK_KEY_Right, 0);
  g_assert_cmpuint (count_heads (fixture), ==, 0);
  type (fixture, GDK_KEY_Left, 0);
  type (fixture, GDK_KEY_Return, 0);
  g_assert_cmpuint (count_heads (fixture), ==, 0);
  g_assert_cmpuint (silu_step_outline_get_current (outline), ==, 1);

  type (fixture, GDK_KEY_F10, GDK_SHIFT_MASK);
  menu = silu_ui_test_find (fixture->pane, GTK_TYPE_POPOVER_MENU);
  g_assert_true (gtk_widget_get_mapped (menu));
  gtk_popover_popdown (GTK_POPOVER (menu));
  silu_ui_test_settle (fixture->window);
}

/* The numbers stand below the text once they are known, and what of the context is taken once the
 * model is. */
static void
test_numbers (Fixture *fixture, gconstpointer data)
{
  SiluTimes times = { .start = 1000000, .first_reasoning = 1800000, .first_text = 11800000 };
  SiluUsage usage = SILU_USAGE_INIT;

  times.end = times.first_text;
  usage.reasoning = 640;
  silu_message_set_times (fixture->message, &times);
  silu_message_set_usage (fixture->message, &usage);
  silu_ui_test_settle (fixture->window);
  g_assert_nonnull (silu_ui_test_find_label (
      fixture->pane, silu_ui_test_pick ("First thought after 0.8 s · 64 tokens/s",
                                        "0.8 秒后开始思考 · 64 token/秒")));

  silu_thought_pane_set_context (SILU_THOUGHT_PANE (fixture->pane), 64000);
  silu_ui_test_settle (fixture->window);
  g_assert_nonnull (silu_ui_test_find_label (
      fixture->pane,
      silu_ui_test_pick ("First thought after 0.8 s · 64 tokens/s · 1.0 % of the context",
                         "0.8 秒后开始思考 · 64 token/秒 · 占上下文的 1.0%")));
}

/* Steps of a long chain: far more than fit. */
static void
think_long (SiluMessage *message, guint n_steps)
{
  for (guint i = 0; i < n_steps; i++)
    {
      g_autofree char *step =
          g_strdup_printf ("%s number %u is one that takes a line or two of text to be told, and "
                           "after that it is over.\n\n",
                           i % 2 == 0 ? "Alternatively, the case" : "Wait, the case", i);

      silu_message_append (message, SILU_PART_REASONING, SILU_CHANNEL_REASONING, step);
    }
}

static void
begin_long (Fixture *fixture)
{
  fixture->message = silu_message_new (NULL, SILU_ROLE_ASSISTANT);
  silu_message_set_state (fixture->message, SILU_MESSAGE_STREAMING);
  think_long (fixture->message, 60);
  show_mode (fixture, SILU_THOUGHT_CARD, 744);
}

/* While it streams the newest step is the current one; a reader who is elsewhere stays there. */
static void
test_streams (Fixture *fixture, gconstpointer data)
{
  SiluStepOutline *outline = thought_find_outline (fixture->pane);
  GtkAdjustment *adjustment = thought_get_adjustment (fixture->pane);
  double value;

  g_assert_cmpuint (silu_chain_get_n_steps (fixture->chain), ==, 60);
  g_assert_cmpuint (silu_step_outline_get_current (outline), ==, 59);
  g_assert_nonnull (get_row (fixture, 59));
  g_assert_null (get_row (fixture, 0));
  assert_row (fixture, 59, "Step 60 of 60, doubt: ", "第 60 步，共 60 步，质疑：", "");

  act (fixture, "thought.go-to-step", 20);
  g_assert_cmpuint (silu_step_outline_get_current (outline), ==, 20);
  g_assert_nonnull (get_row (fixture, 20));
  value = gtk_adjustment_get_value (adjustment);
  think_long (fixture->message, 10);
  silu_ui_test_settle_stream (fixture->window);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, value);
  g_assert_cmpuint (silu_step_outline_get_current (outline), ==, 20);
  assert_row (fixture, 20, "Step 21 of 70, alternative: ", "第 21 步，共 70 步，另辟蹊径：", "");
}

/* At the end again: the newest step is the current one, and so is the next that comes. */
static void
test_streams_on (Fixture *fixture, gconstpointer data)
{
  SiluStepOutline *outline = thought_find_outline (fixture->pane);
  GtkAdjustment *adjustment = thought_get_adjustment (fixture->pane);

  act (fixture, "thought.go-to-step", 20);
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  silu_ui_test_settle_stream (fixture->window);
  g_assert_cmpuint (silu_step_outline_get_current (outline), ==, 59);

  think_long (fixture->message, 10);
  silu_ui_test_settle_stream (fixture->window);
  g_assert_cmpuint (silu_step_outline_get_current (outline), ==, 69);
  g_assert_true (gtk_widget_has_css_class (get_row (fixture, 69), "current"));
  g_assert_false (gtk_widget_has_css_class (get_row (fixture, 68), "current"));
}

/* What came while there was no room for the outline is in it when there is. */
static void
test_grows_unseen (Fixture *fixture, gconstpointer data)
{
  SiluStepOutline *outline = thought_find_outline (fixture->pane);

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 400, 600);
  silu_ui_test_settle (fixture->window);
  think_long (fixture->message, 10);
  silu_ui_test_settle_stream (fixture->window);
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (outline)));
  g_assert_null (get_row (fixture, 69));

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 744, 600);
  silu_ui_test_settle_stream (fixture->window);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (outline)));
  assert_row (fixture, 69, "Step 70 of 70, doubt: ", "第 70 步，共 70 步，质疑：", "");
}

/* The outline follows whoever scrolls. */
static void
test_follows_scrolling (Fixture *fixture, gconstpointer data)
{
  SiluStepOutline *outline = thought_find_outline (fixture->pane);
  GtkAdjustment *adjustment = thought_get_adjustment (fixture->pane);

  silu_message_set_state (fixture->message, SILU_MESSAGE_COMPLETE);
  gtk_adjustment_set_value (adjustment, 0);
  silu_ui_test_settle (fixture->window);
  g_assert_cmpuint (silu_step_outline_get_current (outline), ==, 0);
  gtk_adjustment_set_value (adjustment, 900);
  silu_ui_test_settle (fixture->window);
  g_assert_cmpuint (silu_step_outline_get_current (outline), >, 5);
  g_assert_nonnull (get_row (fixture, silu_step_outline_get_current (outline)));
}

/* The button of a step's head that folds it. */
static GtkWidget *
find_head (Fixture *fixture, guint step)
{
  g_autofree char *name = silu_step_words_dup_name (step, silu_chain_get_n_steps (fixture->chain),
                                                    silu_chain_get_step (fixture->chain, step));
  g_autoptr (GPtrArray) heads = silu_ui_test_find_all (fixture->pane, SILU_TYPE_STEP_HEAD);
  GtkWidget *head = g_ptr_array_index (heads, step);

  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (silu_ui_test_find (head, GTK_TYPE_BUTTON)),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, name);

  return silu_ui_test_find (head, GTK_TYPE_BUTTON);
}

/* In the reading view every step has a line of its own. */
static void
test_reading (Fixture *fixture, gconstpointer data)
{
  hide (fixture);
  show_mode (fixture, SILU_THOUGHT_READING, 744);
  g_assert_cmpuint (count_heads (fixture), ==, 5);
  g_signal_emit_by_name (find_head (fixture, 2), "clicked");
  silu_ui_test_settle (fixture->window);
  thought_assert_text (
      fixture->pane, "The user wants to know whether the head hits the body.\n\n"
                     "First, scan the whole list; then compare with the head.\n\n"
                     "Now the code:\n\nint a;\n\nTherefore the tail goes first. 所以先移走尾巴。");
}

static void
set_up_long (Fixture *fixture, gconstpointer data)
{
  begin_long (fixture);
}

int
main (int argc, char **argv)
{
  silu_ui_test_init (&argc, &argv);

#define ADD(name, func) g_test_add ("/thought-pane/" name, Fixture, CHAIN, set_up, func, tear_down)
  ADD ("outline", test_outline);
  ADD ("kinds", test_kinds);
  ADD ("narrow", test_narrow);
  ADD ("fold", test_fold);
  ADD ("filter", test_filter);
  ADD ("find", test_find);
  ADD ("raw", test_raw);
  ADD ("copy", test_copy);
  ADD ("keyboard", test_keyboard);
  ADD ("numbers", test_numbers);
  ADD ("reading", test_reading);
#undef ADD
  g_test_add ("/thought-pane/chinese", Fixture, CHINESE_CHAIN, set_up, test_chinese, tear_down);
  g_test_add ("/thought-pane/streams", Fixture, NULL, set_up_long, test_streams, tear_down);
  g_test_add ("/thought-pane/streams-on", Fixture, NULL, set_up_long, test_streams_on, tear_down);
  g_test_add ("/thought-pane/grows-unseen", Fixture, NULL, set_up_long, test_grows_unseen,
              tear_down);
  g_test_add ("/thought-pane/follows-scrolling", Fixture, NULL, set_up_long, test_follows_scrolling,
              tear_down);

  return g_test_run ();
}
