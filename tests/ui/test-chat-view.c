/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One conversation as a person works with it: ask, stop, continue, edit, regenerate, switch;
 * against a scripted server, through the view's own actions. */
#include "silu-chat-view.h"
#include "silu-composer.h"
#include "silu-script-server.h"
#include "silu-transcript.h"
#include "silu-ui-test.h"

typedef struct
{
  SiluScriptServer *server;
  SiluEngine *engine;
  GtkWidget *window;
  SiluChatView *view;
  GQueue scripts; /* of SiluScript, one a request */
} Fixture;

static SiluScript *
answer_cb (const char *method,
           const char *path,
           const char *body,
           const char *token,
           gpointer user_data)
{
  return g_queue_pop_head (&((Fixture *) user_data)->scripts);
}

static void
wait_for_account (Fixture *fixture, SiluAccount *account)
{
  g_autoptr (GAsyncResult) added = NULL;

  silu_accounts_add_async (silu_engine_get_accounts (fixture->engine), account, NULL,
                           silu_test_store_result_cb, &added);
  silu_test_wait_result (&added);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SiluAccount) account = silu_account_new (NULL, "deepseek");
  g_autoptr (GAsyncResult) started = NULL;

  g_queue_init (&fixture->scripts);
  fixture->server = silu_script_server_new (answer_cb, fixture, NULL);
  fixture->engine = silu_engine_new (NULL);
  silu_engine_start_async (fixture->engine, silu_test_store_result_cb, &started);
  silu_test_wait_result (&started);

  silu_account_set_name (account, "Test");
  silu_account_set_base_url (account, silu_script_server_get_base_url (fixture->server));
  silu_account_set_model (account, "m");
  wait_for_account (fixture, account);

  fixture->view = SILU_CHAT_VIEW (silu_chat_view_new ());
  silu_chat_view_set_engine (fixture->view, fixture->engine);
  fixture->window = silu_ui_test_show (GTK_WIDGET (fixture->view), 800, 600);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) ended = NULL;

  g_object_ref (fixture->view);
  silu_ui_test_close (fixture->window);
  g_assert_finalize_object (fixture->view);

  silu_engine_shutdown_async (fixture->engine, silu_test_store_result_cb, &ended);
  silu_test_wait_result (&ended);
  g_clear_object (&ended);
  g_assert_finalize_object (fixture->engine);
  silu_script_server_stop (fixture->server);
  g_clear_object (&fixture->server);
  g_queue_clear_full (&fixture->scripts, (GDestroyNotify) silu_script_free);
}

static SiluScript *
push (Fixture *fixture, const char *text)
{
  SiluScript *script = silu_script_new ();

  silu_script_send_delta (script, NULL, text);
  g_queue_push_tail (&fixture->scripts, script);

  return script;
}

static void
push_answer (Fixture *fixture, const char *text)
{
  silu_script_send_end (push (fixture, text), "stop", 1, 2, 0);
}

static SiluConversation *
conversation (Fixture *fixture)
{
  return silu_chat_view_get_conversation (fixture->view);
}

static gboolean
is_idle (gpointer user_data)
{
  return !silu_conversation_get_streaming (user_data);
}

static void
ask (Fixture *fixture, const char *text)
{
  silu_chat_view_ask (fixture->view, text);
  silu_test_run_until (is_idle, conversation (fixture));
  silu_ui_test_settle (fixture->window);
}

static void
act (Fixture *fixture, const char *action, SiluMessage *message)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->view), action, "s",
                                             silu_message_get_id (message)));
}

static SiluMessage *
leaf (Fixture *fixture)
{
  return silu_conversation_get_leaf (conversation (fixture));
}

static gboolean
shows (Fixture *fixture, const char *text)
{
  return silu_ui_test_find_label (fixture->window, text) != NULL;
}

static void
test_ask (Fixture *fixture, gconstpointer data)
{
  guint notified = 0;

  silu_ui_test_count (fixture->view, "notify::conversation", &notified);
  push_answer (fixture, "The answer.");
  ask (fixture, "The question?");

  g_assert_cmpuint (notified, ==, 1);
  g_assert_true (shows (fixture, "The question?"));
  g_assert_true (shows (fixture, "The answer."));
  g_assert_false (silu_conversation_get_unread (conversation (fixture)));
  g_assert_nonnull (silu_ui_test_find_button (fixture->window, "Copy answer"));
  g_assert_nonnull (silu_ui_test_find_button (fixture->window, "Regenerate"));
}

static void
test_regenerate_and_switch (Fixture *fixture, gconstpointer data)
{
  push_answer (fixture, "First answer.");
  push_answer (fixture, "Second answer.");
  ask (fixture, "q");
  act (fixture, "chat.regenerate", leaf (fixture));
  silu_test_run_until (is_idle, conversation (fixture));
  silu_ui_test_settle (fixture->window);

  g_assert_true (shows (fixture, "Second answer."));
  g_assert_false (shows (fixture, "First answer."));
  g_assert_true (shows (fixture, "2 / 2"));

  g_signal_emit_by_name (silu_ui_test_find_button (fixture->window, "Previous version"), "clicked");
  silu_ui_test_settle (fixture->window);
  g_assert_true (shows (fixture, "First answer."));
  g_assert_true (shows (fixture, "1 / 2"));
}

static void
test_edit (Fixture *fixture, gconstpointer data)
{
  GtkWidget *composer = silu_ui_test_find (fixture->window, SILU_TYPE_COMPOSER);
  g_autofree char *text = NULL;

  push_answer (fixture, "One.");
  push_answer (fixture, "Two.");
  ask (fixture, "first words");
  silu_composer_set_text (SILU_COMPOSER (composer), "a draft");

  act (fixture, "chat.edit", silu_message_get_parent (leaf (fixture)));
  text = silu_composer_dup_text (SILU_COMPOSER (composer));
  g_assert_cmpstr (text, ==, "first words");

  silu_composer_set_text (SILU_COMPOSER (composer), "better words");
  g_signal_emit_by_name (composer, "send");
  silu_test_run_until (is_idle, conversation (fixture));
  silu_ui_test_settle (fixture->window);

  g_assert_true (shows (fixture, "better words"));
  g_assert_true (shows (fixture, "Two."));
  g_assert_false (shows (fixture, "One."));
  /* The draft that was there before comes back. */
  g_free (text);
  text = silu_composer_dup_text (SILU_COMPOSER (composer));
  g_assert_cmpstr (text, ==, "a draft");
}

static gboolean
has_text (gpointer user_data)
{
  return silu_message_has_text (user_data, SILU_PART_TEXT);
}

static void
test_stop (Fixture *fixture, gconstpointer data)
{
  silu_script_hold (push (fixture, "Half an answer"));
  silu_chat_view_ask (fixture->view, "q");
  silu_test_run_until (has_text, leaf (fixture));

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->view), "chat.stop", NULL));
  silu_test_run_until (is_idle, conversation (fixture));
  silu_ui_test_settle (fixture->window);
  g_assert_true (shows (fixture, "Half an answer"));
  g_assert_true (shows (fixture, "Stopped."));
  g_assert_nonnull (silu_ui_test_find_button (fixture->window, "Continue"));
}

static void
test_cut_and_continue (Fixture *fixture, gconstpointer data)
{
  silu_script_cut (push (fixture, "Begun "));
  push_answer (fixture, "and ended.");
  ask (fixture, "q");
  g_assert_true (shows (fixture, "Begun"));

  g_signal_emit_by_name (silu_ui_test_find_button (fixture->window, "Continue"), "clicked");
  silu_test_run_until (is_idle, conversation (fixture));
  silu_ui_test_settle (fixture->window);
  g_assert_true (shows (fixture, "Begun and ended."));
  g_assert_null (silu_ui_test_find_button (fixture->window, "Continue"));
}

static void
test_error (Fixture *fixture, gconstpointer data)
{
  SiluScript *script = silu_script_new ();

  silu_script_set_status (script, 401);
  silu_script_set_header (script, "Content-Type", "application/json");
  silu_script_send (script, "{\"error\":{\"message\":\"no such key\"}}", -1);
  g_queue_push_tail (&fixture->scripts, script);
  ask (fixture, "q");

  g_assert_true (shows (fixture, "The key was not accepted. Check it in the preferences."));
  g_assert_nonnull (silu_ui_test_find_button (fixture->window, "Try Again"));
}

static int
row_y (Fixture *fixture, SiluTranscript *transcript, guint row)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (silu_transcript_get_row (transcript, row),
                                            GTK_WIDGET (transcript), &bounds));

  return (int) bounds.origin.y;
}

/* Text streams in below while the reader is further up: the line under the eye stays. */
static void
test_reading_while_it_streams (Fixture *fixture, gconstpointer data)
{
  GtkWidget *transcript = silu_ui_test_find (fixture->window, SILU_TYPE_TRANSCRIPT);
  g_autoptr (GString) begun = g_string_new (NULL);
  g_autoptr (GString) more = g_string_new (NULL);
  g_autoptr (GtkAdjustment) adjustment = NULL;
  SiluScript *script;
  int y;

  for (int i = 0; i < 40; i++)
    {
      g_string_append_printf (begun, "Paragraph %d of what was said.\n\n", i);
      g_string_append_printf (more, "- more %d\n\n```\ncode\n```\n\n", i);
    }
  script = push (fixture, begun->str);
  silu_script_hold (script);
  silu_script_send_delta (script, NULL, more->str);
  silu_script_send_end (script, "stop", 1, 2, 0);

  silu_chat_view_ask (fixture->view, "q");
  silu_test_run_until (has_text, leaf (fixture));
  silu_ui_test_settle (fixture->window);
  g_object_get (transcript, "vadjustment", &adjustment, NULL);
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) - 500);
  silu_ui_test_settle (fixture->window);
  y = row_y (fixture, SILU_TRANSCRIPT (transcript), 20);

  silu_script_server_release (fixture->server);
  silu_test_run_until (is_idle, conversation (fixture));
  silu_ui_test_settle (fixture->window);
  g_assert_cmpint (row_y (fixture, SILU_TRANSCRIPT (transcript), 20), ==, y);
  g_assert_false (silu_transcript_get_following (SILU_TRANSCRIPT (transcript)));
  g_assert_nonnull (silu_ui_test_find_button (fixture->window, "Jump to the newest"));
}

/* Tab from nowhere, through all of it. */
static void
test_tab_through (Fixture *fixture, gconstpointer data)
{
  push_answer (fixture, "A paragraph.\n\nAnother one.");
  ask (fixture, "q");
  gtk_window_set_focus (GTK_WINDOW (fixture->window), NULL);

  for (int i = 0; i < 30; i++)
    gtk_widget_child_focus (fixture->window, GTK_DIR_TAB_FORWARD);
  g_assert_nonnull (gtk_window_get_focus (GTK_WINDOW (fixture->window)));
}

int
main (int argc, char **argv)
{
  silu_ui_test_init (&argc, &argv);

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/chat-view/ask", test_ask);
  ADD ("/chat-view/regenerate-and-switch", test_regenerate_and_switch);
  ADD ("/chat-view/edit", test_edit);
  ADD ("/chat-view/stop", test_stop);
  ADD ("/chat-view/cut-and-continue", test_cut_and_continue);
  ADD ("/chat-view/error", test_error);
  ADD ("/chat-view/tab-through", test_tab_through);
  ADD ("/chat-view/reading-while-it-streams", test_reading_while_it_streams);
#undef ADD

  return g_test_run ();
}
