/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main window while nothing can be written: it says so, works from memory, and saves when it
 * can. No file may grow: to the store that is a full disk. */
#include "silu-banner.h"
#include "silu-quit-question.h"
#include "silu-ui-test.h"
#include <adwaita.h>
#include <signal.h>
#include <sys/resource.h>

typedef struct
{
  char *directory;
  SiluEngine *engine;
  SiluWindow *window;
} Fixture;

static void
limit_files (rlim_t bytes)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = MIN (bytes, limit.rlim_max);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  signal (SIGXFSZ, SIG_IGN);
  fixture->directory = g_dir_make_tmp ("silu-test-XXXXXX", NULL);
}

static void
start (Fixture *fixture)
{
  g_autoptr (GAsyncResult) started = NULL;
  g_autoptr (GError) error = NULL;

  fixture->engine = silu_engine_new (fixture->directory);
  silu_engine_start_async (fixture->engine, silu_test_store_result_cb, &started);
  silu_engine_start_finish (fixture->engine, silu_test_wait_result (&started), &error);
  g_assert_no_error (error);

  fixture->window = silu_window_new (NULL, fixture->engine, NULL);
  gtk_window_present (GTK_WINDOW (fixture->window));
  silu_window_set_ready (fixture->window);
  silu_window_open (fixture->window, NULL);
  silu_ui_test_settle (GTK_WIDGET (fixture->window));
}

static void
stop (Fixture *fixture)
{
  GAsyncResult *ended = NULL;

  silu_ui_test_close_for_good (GTK_WIDGET (fixture->window), fixture->window);
  silu_engine_shutdown_async (fixture->engine, silu_test_store_result_cb, &ended);
  silu_test_wait_result (&ended);
  g_object_unref (ended);
  g_assert_finalize_object (fixture->engine);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  stop (fixture);
  silu_test_remove_folder (fixture->directory);
  g_free (fixture->directory);
}

static const char *
get_fault (Fixture *fixture)
{
  GtkWidget *banner = silu_ui_test_find (GTK_WIDGET (fixture->window), SILU_TYPE_BANNER);

  return silu_banner_get_message (SILU_BANNER (banner));
}

static gboolean
has_fault (gpointer user_data)
{
  return get_fault (user_data) != NULL;
}

static gboolean
has_no_fault (gpointer user_data)
{
  return get_fault (user_data) == NULL;
}

static guint
get_n_conversations (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (silu_engine_get_conversations (fixture->engine)));
}

/* Titled, and saved if that can be done. */
static void
add_conversation (Fixture *fixture, const char *title)
{
  g_autoptr (SiluConversation) conversation = silu_conversation_new (NULL);

  silu_conversation_set_title (conversation, title, SILU_TITLE_USER);
  silu_conversation_set_updated (conversation, g_get_real_time ());
  silu_conversation_list_add (silu_engine_get_conversations (fixture->engine), conversation);
  silu_store_save_conversation (silu_engine_get_store (fixture->engine), conversation);
}

static void
flush (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  silu_store_flush_async (silu_engine_get_store (fixture->engine), silu_test_store_result_cb,
                          &result);
  silu_store_flush_finish (silu_engine_get_store (fixture->engine), silu_test_wait_result (&result),
                           &error);
  g_assert_no_error (error);
}

static void
test_while_it_runs (Fixture *fixture, gconstpointer data)
{
  start (fixture);
  g_assert_null (get_fault (fixture));

  limit_files (0);
  add_conversation (fixture, "Snakes");
  silu_test_run_until (has_fault, fixture);
  g_assert_cmpstr (get_fault (fixture), ==,
                   silu_store_get_fault (silu_engine_get_store (fixture->engine))->message);

  limit_files (RLIM_INFINITY);
  add_conversation (fixture, "Ladders");
  silu_test_run_until (has_no_fault, fixture);
}

static void
test_at_start (Fixture *fixture, gconstpointer data)
{
  start (fixture);
  add_conversation (fixture, "Snakes");
  stop (fixture);

  limit_files (0);
  start (fixture);
  silu_test_run_until (has_fault, fixture);
  g_assert_nonnull (strstr (get_fault (fixture), "kept in memory"));
  g_assert_cmpuint (get_n_conversations (fixture), ==, 1);
  add_conversation (fixture, "Ladders");

  limit_files (RLIM_INFINITY);
  flush (fixture);
  silu_test_run_until (has_no_fault, fixture);
  stop (fixture);

  start (fixture);
  g_assert_cmpuint (get_n_conversations (fixture), ==, 2);
}

/* And no chats yet. */
static void
test_at_first_start (Fixture *fixture, gconstpointer data)
{
  limit_files (0);
  start (fixture);
  silu_test_run_until (has_fault, fixture);
  g_assert_cmpuint (get_n_conversations (fixture), ==, 0);
  add_conversation (fixture, "Snakes");

  limit_files (RLIM_INFINITY);
  flush (fixture);
  stop (fixture);

  start (fixture);
  g_assert_null (get_fault (fixture));
  g_assert_cmpuint (get_n_conversations (fixture), ==, 1);
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

/* Quitting loses nothing that has been saved; else the user is asked. */
static void
test_quit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSimpleActionGroup) app = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) quit = g_simple_action_new ("quit-unsaved", NULL);
  const char *const answers[] = { "close", "quit" };
  gboolean has_quit = FALSE;

  start (fixture);
  g_signal_connect (quit, "activate", G_CALLBACK (quit_cb), &has_quit);
  g_action_map_add_action (G_ACTION_MAP (app), G_ACTION (quit));
  gtk_widget_insert_action_group (GTK_WIDGET (fixture->window), "app", G_ACTION_GROUP (app));
  g_assert_false (silu_quit_question_ask (fixture->window));
  g_assert_null (silu_ui_test_find_window (ADW_TYPE_MESSAGE_DIALOG));

  limit_files (0);
  add_conversation (fixture, "Snakes");
  silu_test_run_until (has_fault, fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      GtkWidget *question;

      g_assert_true (silu_quit_question_ask (fixture->window));
      question = silu_ui_test_find_window (ADW_TYPE_MESSAGE_DIALOG);
      g_assert_nonnull (strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (question)),
                                "what is new is lost"));
      adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), answers[i]);
      gtk_window_destroy (GTK_WINDOW (question));
      g_assert_cmpint (has_quit, ==, i == 1);
    }

  limit_files (RLIM_INFINITY);
  flush (fixture);
  g_assert_false (silu_quit_question_ask (fixture->window));
}

int
main (int argc, char **argv)
{
  silu_ui_test_init (&argc, &argv);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/window-faults/while-it-runs", test_while_it_runs);
  ADD ("/window-faults/quit", test_quit);
  ADD ("/window-faults/at-start", test_at_start);
  ADD ("/window-faults/at-first-start", test_at_first_start);
#undef ADD

  return g_test_run ();
}
