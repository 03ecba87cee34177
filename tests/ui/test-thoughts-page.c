/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All chains of thought: what is listed, filtered and found, where it leads, and the numbers of
 * the models. */
#include "silu-bar.h"
#include "silu-chain-stats.h"
#include "silu-chains.h"
#include "silu-hit-row.h"
#include "silu-step.h"
#include "silu-thinking-card.h"
#include "silu-thoughts-dataset.h"
#include "silu-thoughts-filter.h"
#include "silu-thoughts-page.h"
#include "silu-thoughts-stats.h"
#include "silu-ui-test.h"
#include "silu-window.h"
#include <adwaita.h>

typedef struct
{
  SiluEngine *engine;
  GtkWidget *page;
  GtkWidget *window;
  gint64 age;   /* of what is added, in microseconds */
  char *opened; /* id of the message that was chosen */
  gsize offset;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) started = NULL;

  f->engine = silu_engine_new (NULL);
  silu_engine_start_async (f->engine, silu_test_store_result_cb, &started);
  g_assert_true (silu_engine_start_finish (f->engine, silu_test_wait_result (&started), NULL));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) ended = NULL;

  silu_ui_test_close_for_good (f->window, f->page);
  silu_engine_shutdown_async (f->engine, silu_test_store_result_cb, &ended);
  silu_test_wait_result (&ended);
  g_clear_object (&ended);
  g_assert_finalize_object (f->engine);
  g_free (f->opened);
}

static SiluMessage *
add (Fixture *f, const char *title, const char *model, SiluRating rating, const char *thoughts)
{
  SiluStore *store = silu_engine_get_store (f->engine);
  g_autoptr (SiluConversation) chat = silu_conversation_new (NULL);
  g_autoptr (SiluMessage) question = silu_message_new (NULL, SILU_ROLE_USER);
  g_autoptr (SiluMessage) answer = silu_message_new (NULL, SILU_ROLE_ASSISTANT);
  SiluTimes times = { .start = g_get_real_time () - f->age };

  times.first_reasoning = times.start;
  times.first_text = times.end = times.start + 14 * G_USEC_PER_SEC;
  silu_message_append (question, SILU_PART_TEXT, SILU_CHANNEL_NONE, "Why?");
  silu_message_set_origin (answer, model, NULL, SILU_THINK_HIGH);
  silu_message_set_times (answer, &times);
  silu_message_append (answer, SILU_PART_REASONING, SILU_CHANNEL_REASONING_CONTENT, thoughts);
  silu_message_append (answer, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, "So.");
  silu_message_set_rating (answer, rating);
  silu_conversation_set_title (chat, title, SILU_TITLE_USER);
  silu_conversation_add (chat, question, NULL);
  silu_conversation_add (chat, answer, question);
  silu_store_save_conversation (store, chat);
  silu_store_save_message (store, chat, question);
  silu_store_save_message (store, chat, answer);
  silu_conversation_list_add (silu_engine_get_conversations (f->engine), chat);

  return answer;
}

#define DOUBT "Wait, is the ladder safe?"
#define PRIMES "The user asks for primes.\n\nSo the answer is 7."
#define LADDERS                                                                                    \
  "The user asks about ladders.\n\nSo the square of 3 is 9.\n\n" DOUBT "\n\nSo the answer is 5."

/* The same in Chinese. */
#define CHINESE_DOUBT "等等，梯子安全吗？"
#define CHINESE_LADDERS                                                                            \
  "用户问的是梯子。\n\n所以 3 的平方是 9。\n\n" CHINESE_DOUBT "\n\n所以答案是 5。"

static void
add_some (Fixture *f)
{
  add (f, "Ladders", "model-a", SILU_RATING_GOOD, LADDERS);
  add (f, "Primes", "model-b", SILU_RATING_NONE, PRIMES);
}

static void
open_cb (SiluThoughtsPage *page, gpointer data, gpointer user_data)
{
  Fixture *f = user_data;
  const SiluSearchHit *hit = data;

  g_free (f->opened);
  f->opened = g_strdup (hit->message);
  f->offset = hit->offset;
}

static void
show (Fixture *f)
{
  f->page = silu_thoughts_page_new (silu_engine_get_store (f->engine));
  g_signal_connect (f->page, "open", G_CALLBACK (open_cb), f);
  f->window = silu_ui_test_show (f->page, 900, 600);
}

typedef struct
{
  GtkWidget *window;
  guint n_rows;
} Rows;

static gboolean
has_rows (gpointer user_data)
{
  Rows *rows = user_data;
  g_autoptr (GPtrArray) found = silu_ui_test_find_all (rows->window, SILU_TYPE_HIT_ROW);
  guint n_shown = 0;

  for (guint i = 0; i < found->len; i++)
    n_shown += gtk_widget_get_mapped (found->pdata[i]) ? 1 : 0;

  return n_shown == rows->n_rows;
}

static void
wait_rows (Fixture *f, guint n_rows)
{
  Rows rows = { f->window, n_rows };

  silu_test_run_until (has_rows, &rows);
}

static gboolean
shows (gpointer user_data)
{
  gpointer *args = user_data;

  return silu_ui_test_find_label (args[0], args[1]) != NULL;
}

static void
wait_label (GtkWidget *window, const char *text)
{
  gpointer args[] = { window, (gpointer) text };

  silu_test_run_until (shows, args);
}

static void
choose (Fixture *f, guint filter, guint choice)
{
  GtkWidget *bar = silu_ui_test_find (f->window, SILU_TYPE_THOUGHTS_FILTER);
  g_autoptr (GPtrArray) drop_downs = silu_ui_test_find_all (bar, GTK_TYPE_DROP_DOWN);

  gtk_drop_down_set_selected (drop_downs->pdata[filter], choice);
}

static void
type (Fixture *f, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (silu_ui_test_find (f->window, GTK_TYPE_SEARCH_ENTRY)), text);
}

/* The drop-downs have lists too. */
static GtkWidget *
find_list (Fixture *f)
{
  return gtk_widget_get_ancestor (silu_ui_test_find (f->window, SILU_TYPE_HIT_ROW),
                                  GTK_TYPE_LIST_VIEW);
}

static void
test_list (Fixture *f, gconstpointer data)
{
  add_some (f);
  show (f);
  wait_rows (f, 2);
  g_assert_nonnull (silu_ui_test_find_label (f->window, "Ladders"));
  g_assert_nonnull (silu_ui_test_find_label (f->window, "Good"));

  type (f, "ladder");
  wait_rows (f, 1);
  g_assert_nonnull (silu_ui_test_find_label (f->window, "Ladders"));
  type (f, "giraffe");
  wait_label (f->window, "Nothing found");
  silu_ui_test_click (f->window, "Show _All");
  wait_rows (f, 2);
}

static void
test_filters (Fixture *f, gconstpointer data)
{
  add_some (f);
  show (f);
  wait_rows (f, 2);

  /* A kind of step: those with a doubt. */
  choose (f, 0, 1 + SILU_STEP_DOUBT);
  wait_label (f->window, DOUBT);
  wait_rows (f, 1);
  choose (f, 0, 1 + SILU_STEP_DRAFT_CODE);
  wait_label (f->window, "Nothing found");
  choose (f, 0, 0);
  wait_rows (f, 2);

  /* The models that there are can be chosen. */
  choose (f, 1, 1);
  wait_rows (f, 1);
  choose (f, 1, 0);
  wait_rows (f, 2);

  choose (f, 3, 1);
  wait_rows (f, 1);
  g_assert_nonnull (silu_ui_test_find_label (f->window, "Ladders"));
  choose (f, 3, 3);
  wait_label (f->window, "Primes");
  choose (f, 2, 4);
  wait_label (f->window, "Nothing found");
}

/* Kinds and words of a chain in Chinese, in whichever language it is asked for. */
static void
test_chinese (Fixture *f, gconstpointer data)
{
  SiluMessage *answer = add (f, "梯子", "model-a", SILU_RATING_FLAWED, CHINESE_LADDERS);

  add (f, "Primes", "model-b", SILU_RATING_NONE, PRIMES);
  show (f);
  wait_rows (f, 2);
  g_assert_nonnull (silu_ui_test_find_label (f->window, silu_ui_test_pick ("Flawed", "有误")));

  type (f, "平方");
  wait_rows (f, 1);
  g_assert_nonnull (silu_ui_test_find_label (f->window, "梯子"));
  type (f, "质数");
  wait_label (f->window, silu_ui_test_pick ("Nothing found", "没有找到"));

  type (f, "");
  choose (f, 0, 1 + SILU_STEP_DOUBT);
  wait_label (f->window, CHINESE_DOUBT);
  wait_rows (f, 1);
  g_signal_emit_by_name (find_list (f), "activate", 0);
  g_assert_cmpstr (f->opened, ==, silu_message_get_id (answer));
  g_assert_cmpuint (f->offset, ==, strstr (CHINESE_LADDERS, CHINESE_DOUBT) - CHINESE_LADDERS);
}

/* What a reader has noted is found with the thought, and asked for by a switch. */
static void
test_notes (Fixture *f, gconstpointer data)
{
  SiluMessage *answer = add (f, "Ladders", "model-a", SILU_RATING_NONE, LADDERS);

  add (f, "Primes", "model-b", SILU_RATING_NONE, PRIMES);
  silu_message_set_note (answer, 0, strstr (LADDERS, DOUBT) - LADDERS, SILU_NOTE_BOOKMARK,
                         "地面要先检查");
  silu_store_save_notes (silu_engine_get_store (f->engine), answer);
  show (f);
  wait_rows (f, 2);

  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (silu_ui_test_find_button (f->window, "With notes")), TRUE);
  wait_rows (f, 1);
  g_assert_nonnull (silu_ui_test_find_label (f->window, "Ladders"));
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (silu_ui_test_find_button (f->window, "With notes")), FALSE);
  wait_rows (f, 2);

  type (f, "检查");
  wait_rows (f, 1);
  g_assert_nonnull (silu_ui_test_find_label (f->window, "Ladders"));
}

/* Only what was thought in the past day. */
static void
test_time (Fixture *f, gconstpointer data)
{
  add (f, "Ladders", "model-a", SILU_RATING_NONE, LADDERS);
  f->age = 2 * G_TIME_SPAN_DAY;
  add (f, "Primes", "model-b", SILU_RATING_NONE, PRIMES);
  show (f);
  wait_rows (f, 2);
  choose (f, 4, 1);
  wait_rows (f, 1);
  g_assert_nonnull (silu_ui_test_find_label (f->window, "Ladders"));
  choose (f, 4, 2);
  wait_rows (f, 2);
}

/* The choices of each filter, and what it is called. */
static void
test_choices (void)
{
  static const char *const names[] = { "Kind of step", "Model", "Length", "Rating", "Time" };
  static const char *const kinds[][2] = {
    { "Any step", "任意步骤" },   { "Understanding", "理解" },   { "Plan", "规划" },
    { "Derivation", "推导" },     { "Calculation", "计算" },     { "Check", "验证" },
    { "Doubt", "质疑" },          { "Alternative", "另辟蹊径" }, { "Conclusion", "结论" },
    { "Draft code", "代码草稿" },
  };
  GtkWidget *filter = g_object_ref_sink (silu_thoughts_filter_new ());
  g_autoptr (GPtrArray) drop_downs = silu_ui_test_find_all (filter, GTK_TYPE_DROP_DOWN);
  GtkStringList *list = GTK_STRING_LIST (gtk_drop_down_get_model (drop_downs->pdata[0]));

  g_assert_cmpuint (drop_downs->len, ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    silu_ui_test_assert_name (drop_downs->pdata[i], names[i]);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, G_N_ELEMENTS (kinds));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_assert_cmpstr (gtk_string_list_get_string (list, i), ==,
                     silu_ui_test_pick (kinds[i][0], kinds[i][1]));
  g_assert_finalize_object (filter);
}

static void
test_read_filter (void)
{
  g_autoptr (SiluChainsQuery) query = g_new0 (SiluChainsQuery, 1);
  GtkWidget *filter = g_object_ref_sink (silu_thoughts_filter_new ());
  g_autoptr (GPtrArray) drop_downs = silu_ui_test_find_all (filter, GTK_TYPE_DROP_DOWN);

  silu_thoughts_filter_add_model (SILU_THOUGHTS_FILTER (filter), "m");
  silu_thoughts_filter_add_model (SILU_THOUGHTS_FILTER (filter), "m");
  silu_thoughts_filter_add_model (SILU_THOUGHTS_FILTER (filter), "");
  g_assert_false (silu_thoughts_filter_is_set (SILU_THOUGHTS_FILTER (filter)));
  for (guint i = 0; i < drop_downs->len; i++)
    gtk_drop_down_set_selected (drop_downs->pdata[i], 1);
  g_assert_cmpuint (
      silu_thoughts_filter_read (SILU_THOUGHTS_FILTER (filter), query, 2 * G_TIME_SPAN_DAY), ==,
      1u << SILU_STEP_UNDERSTAND);
  g_assert_cmpstr (query->model, ==, "m");
  g_assert_cmpint (query->max_tokens, ==, 499);
  g_assert_cmpint (query->rating, ==, SILU_CHAINS_GOOD);
  g_assert_cmpint (query->from, ==, G_TIME_SPAN_DAY);
  g_assert_false (query->has_notes);

  silu_thoughts_filter_reset (SILU_THOUGHTS_FILTER (filter));
  g_assert_false (silu_thoughts_filter_is_set (SILU_THOUGHTS_FILTER (filter)));
  g_assert_cmpuint (silu_thoughts_filter_read (SILU_THOUGHTS_FILTER (filter), query, 1), ==, 0);
  g_assert_null (query->model);
  g_assert_cmpint (query->from, ==, 0);
  g_assert_finalize_object (filter);
}

static void
test_empty (Fixture *f, gconstpointer data)
{
  show (f);
  wait_label (f->window, "No thoughts yet");
  g_assert_null (silu_ui_test_find_button (f->window, "Show _All"));
  gtk_widget_activate_action (f->page, "thoughts.page", "s", "statistics");
  wait_label (f->window, "Nothing to count");
}

/* A store that nobody has opened has no tables: both pages say so, and the second can try again. */
static void
test_error (Fixture *f, gconstpointer data)
{
  g_autoptr (SiluStore) store = silu_store_new (NULL);

  f->page = silu_thoughts_page_new (store);
  f->window = silu_ui_test_show (f->page, 900, 600);
  wait_label (f->window, "The thoughts cannot be read");
  g_assert_null (silu_ui_test_find_button (f->window, "Show _All"));

  gtk_widget_activate_action (f->page, "thoughts.page", "s", "statistics");
  wait_label (f->window, "The thoughts cannot be read");
  silu_ui_test_settle (f->window);
  silu_ui_test_click (f->window, "_Try Again");
  g_assert_nonnull (silu_ui_test_find_label (f->window, "Counting…"));
  wait_label (f->window, "The thoughts cannot be read");
}

/* More of them come as one scrolls. */
static void
test_more (Fixture *f, gconstpointer data)
{
  GtkListView *list;
  GListModel *model;
  GtkAdjustment *adjustment;

  for (guint i = 0; i < 130; i++)
    add (f, "Many", "model-a", SILU_RATING_NONE, PRIMES);
  show (f);
  wait_label (f->window, "Many");
  list = GTK_LIST_VIEW (find_list (f));
  model = G_LIST_MODEL (gtk_list_view_get_model (list));
  g_assert_cmpuint (g_list_model_get_n_items (model), <, 130);

  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));
  while (g_list_model_get_n_items (model) < 130)
    {
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
      silu_ui_test_settle (f->window);
    }
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 130);
}

static void
test_open (Fixture *f, gconstpointer data)
{
  SiluMessage *answer = add (f, "Ladders", "model-a", SILU_RATING_NONE, LADDERS);

  show (f);
  wait_rows (f, 1);
  choose (f, 0, 1 + SILU_STEP_DOUBT);
  wait_label (f->window, DOUBT);
  g_signal_emit_by_name (find_list (f), "activate", 0);
  g_assert_cmpstr (f->opened, ==, silu_message_get_id (answer));
  g_assert_cmpuint (f->offset, ==, strstr (LADDERS, DOUBT) - LADDERS);
}

static void
test_statistics (Fixture *f, gconstpointer data)
{
  static const char *const columns[] = { "Model",  "Chains", "Thinking time",
                                         "Tokens", "Doubts", "No answer" };
  g_autoptr (GPtrArray) bars = NULL;

  add_some (f);
  show (f);
  gtk_widget_activate_action (f->page, "thoughts.page", "s", "statistics");
  wait_label (f->window, "model-a");
  g_assert_nonnull (silu_ui_test_find_label (f->window, "model-b"));
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    g_assert_nonnull (silu_ui_test_find_label (f->window, columns[i]));
  g_assert_nonnull (silu_ui_test_find_label (f->window, silu_ui_test_pick ("14 s", "14 秒")));
  g_assert_nonnull (silu_ui_test_find_label (f->window, silu_ui_test_pick ("0 %", "0%")));
  bars = silu_ui_test_find_all (f->window, SILU_TYPE_BAR);
  g_assert_cmpuint (bars->len, ==, 10);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (bars->pdata[0]), GTK_ACCESSIBLE_ROLE_CELL);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (gtk_widget_get_parent (bars->pdata[0])),
                                   GTK_ACCESSIBLE_ROLE_ROW);
  silu_ui_test_settle (f->window);
}

static void
test_unknown (Fixture *f, gconstpointer data)
{
  SiluChainStats stats = { .model = (char *) "", .n_chains = 3, .thinking = -1, .unanswered = 1 };
  g_autoptr (GPtrArray) models = g_ptr_array_new ();
  GtkWidget *page = silu_thoughts_stats_new (silu_engine_get_store (f->engine));

  g_ptr_array_add (models, &stats);
  silu_thoughts_stats_show (SILU_THOUGHTS_STATS (page), models);
  f->page = page;
  f->window = silu_ui_test_show (page, 900, 600);
  g_assert_nonnull (silu_ui_test_find_label (f->window, "Unknown model"));
  g_assert_nonnull (silu_ui_test_find_label (f->window, "–"));
  g_assert_nonnull (silu_ui_test_find_label (f->window, silu_ui_test_pick ("100 %", "100%")));
}

static gboolean
is_open (gpointer user_data)
{
  GtkWidget *card = silu_ui_test_find (user_data, SILU_TYPE_THINKING_CARD);

  return card != NULL && gtk_widget_get_mapped (card) &&
         silu_thinking_card_get_pane (SILU_THINKING_CARD (card)) == SILU_PANE_OPEN;
}

/* From the window's menu to a step of a chat, and back. */
static void
test_window (Fixture *f, gconstpointer data)
{
  SiluWindow *window;

  add_some (f);
  window = silu_window_new (NULL, f->engine, NULL);
  f->window = f->page = GTK_WIDGET (window);
  gtk_window_present (GTK_WINDOW (window));
  silu_window_open (window, NULL);
  silu_ui_test_settle (f->window);

  g_assert_true (gtk_widget_activate_action (f->window, "win.show-thoughts", NULL));
  wait_rows (f, 2);
  g_assert_true (GTK_IS_TEXT (gtk_root_get_focus (GTK_ROOT (window))));
  /* Again: the same page. */
  g_assert_true (gtk_widget_activate_action (f->window, "win.show-thoughts", NULL));
  g_assert_true (gtk_widget_activate_action (f->window, "win.find", NULL));

  choose (f, 0, 1 + SILU_STEP_DOUBT);
  wait_label (f->window, DOUBT);
  wait_rows (f, 1);
  g_signal_emit_by_name (find_list (f), "activate", 0);
  g_assert_null (silu_ui_test_find (f->window, SILU_TYPE_THOUGHTS_PAGE));
  silu_test_run_until (is_open, f->window);
}

#define add_test(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

static GtkWidget *
find_dataset (Fixture *f)
{
  return silu_ui_test_find (f->page, SILU_TYPE_THOUGHTS_DATASET);
}

/* The button that stops it is gone with it. */
static gboolean
is_written (gpointer user_data)
{
  return silu_ui_test_find_button (user_data, "_Cancel") == NULL;
}

/* Whether the button is at the end of the column, which is symmetric. */
static gboolean
is_at_end (GtkWidget *button, GtkWidget *column)
{
  graphene_rect_t place;

  g_assert_true (gtk_widget_compute_bounds (button, column, &place));

  return place.origin.x > (float) gtk_widget_get_width (column) / 2;
}

/* What is written, and read again. */
static char *
write_dataset (Fixture *f)
{
  g_autoptr (GFileIOStream) stream = NULL;
  g_autoptr (GFile) file = g_file_new_tmp ("silu-XXXXXX.jsonl", &stream, NULL);
  g_autofree char *path = g_file_get_path (file);
  char *contents = NULL;

  g_assert_true (g_file_delete (file, NULL, NULL));
  silu_thoughts_dataset_write (SILU_THOUGHTS_DATASET (find_dataset (f)), file);
  silu_test_run_until (is_written, f->page);
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_true (g_file_delete (file, NULL, NULL));

  return contents;
}

/* Well rated chains, to begin with; what is counted is what is written, in both forms. */
static void
test_dataset (Fixture *f, gconstpointer data)
{
  g_autofree char *field = NULL;
  g_autofree char *tags = NULL;

  add_some (f);
  show (f);
  gtk_widget_activate_action (f->page, "thoughts.page", "s", "dataset");
  wait_label (f->page, "In the data set");
  silu_ui_test_settle (f->window);
  g_assert_nonnull (silu_ui_test_find_label (f->page, "model-a"));
  g_assert_null (silu_ui_test_find_label (f->page, "model-b"));
  g_assert_nonnull (silu_ui_test_find_label (f->page, "Left out: rated otherwise, or not at all"));
  g_assert_true (is_at_end (silu_ui_test_find_button (f->page, "_Export…"), find_dataset (f)));

  field = write_dataset (f);
  g_assert_nonnull (strstr (field, "\"reasoning_content\""));
  g_assert_nonnull (strstr (field, DOUBT));
  g_assert_null (strstr (field, "primes"));

  adw_combo_row_set_selected (ADW_COMBO_ROW (silu_ui_test_find (f->page, ADW_TYPE_COMBO_ROW)), 1);
  silu_ui_test_settle (f->window);
  tags = write_dataset (f);
  g_assert_null (strstr (tags, "\"reasoning_content\""));
  g_assert_nonnull (strstr (tags, "<think>"));
}

int
main (int argc, char **argv)
{
  silu_ui_test_init (&argc, &argv);

  add_test ("/thoughts-page/list", test_list);
  add_test ("/thoughts-page/filters", test_filters);
  add_test ("/thoughts-page/chinese", test_chinese);
  add_test ("/thoughts-page/notes", test_notes);
  add_test ("/thoughts-page/time", test_time);
  g_test_add_func ("/thoughts-page/choices", test_choices);
  g_test_add_func ("/thoughts-page/read-filter", test_read_filter);
  add_test ("/thoughts-page/empty", test_empty);
  add_test ("/thoughts-page/error", test_error);
  add_test ("/thoughts-page/more", test_more);
  add_test ("/thoughts-page/open", test_open);
  add_test ("/thoughts-page/statistics", test_statistics);
  add_test ("/thoughts-page/dataset", test_dataset);
  add_test ("/thoughts-page/unknown", test_unknown);
  add_test ("/thoughts-page/window", test_window);

  return g_test_run ();
}
