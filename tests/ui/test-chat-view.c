/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One conversation as a person works with it: ask, stop, continue, edit, regenerate, switch;
 * against a scripted server, through the view's own actions. */
#include "chat-fixture.h"
#include "silu-announcer.h"
#include "silu-code-card.h"
#include "silu-composer.h"
#include "silu-sampling-button.h"
#include "silu-sampling-group.h"
#include "silu-thinking-card.h"
#include "silu-transcript-selection.h"
#include "silu-ui-test.h"

static void
test_ask (ChatFixture *fixture, gconstpointer data)
{
  guint notified = 0;

  silu_ui_test_count (fixture->view, "notify::conversation", &notified);
  chat_push_answer (fixture, "The answer.");
  chat_ask (fixture, "The question?");

  g_assert_cmpuint (notified, ==, 1);
  g_assert_true (chat_shows (fixture, "The question?"));
  g_assert_true (chat_shows (fixture, "The answer."));
  g_assert_false (silu_conversation_get_unread (chat_get_conversation (fixture)));
  g_assert_nonnull (silu_ui_test_find_button (fixture->window, "Copy answer"));
  g_assert_nonnull (silu_ui_test_find_button (fixture->window, "Regenerate"));
}

static void
test_regenerate_and_switch (ChatFixture *fixture, gconstpointer data)
{
  chat_push_answer (fixture, "First answer.");
  chat_push_answer (fixture, "Second answer.");
  chat_ask (fixture, "q");
  chat_act (fixture, "chat.regenerate", chat_get_leaf (fixture));
  silu_test_run_until (chat_is_idle, chat_get_conversation (fixture));
  silu_ui_test_settle (fixture->window);

  g_assert_true (chat_shows (fixture, "Second answer."));
  g_assert_false (chat_shows (fixture, "First answer."));
  g_assert_true (chat_shows (fixture, "2 / 2"));

  g_signal_emit_by_name (silu_ui_test_find_button (fixture->window, "Previous version"), "clicked");
  silu_ui_test_settle (fixture->window);
  g_assert_true (chat_shows (fixture, "First answer."));
  g_assert_true (chat_shows (fixture, "1 / 2"));
}

static SiluCodeCard *
find_card (ChatFixture *fixture)
{
  return SILU_CODE_CARD (silu_ui_test_find (fixture->window, SILU_TYPE_CODE_CARD));
}

static char *
dup_view_text (GtkWidget *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static void
click_changes (ChatFixture *fixture)
{
  GtkWidget *button =
      silu_ui_test_find_button (fixture->window, "Show changes to the earlier version");

  g_assert_nonnull (button);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button),
                                !gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
  silu_ui_test_settle (fixture->window);
}

/* Code that is another version of older code shows what has changed; the code stays what it is. */
static void
test_changed_code (ChatFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) views = NULL;
  g_autofree char *changes = NULL;
  g_autofree char *code = NULL;

  chat_push_answer (fixture, "Here:\n\n```c a.c\nint a;\nint b;\n```\n");
  chat_push_answer (fixture, "Better:\n\n```c a.c\nint a;\nlong b;\n```\n");
  chat_ask (fixture, "q");
  g_assert_null (silu_ui_test_find_button (fixture->window, "Show changes to the earlier version"));
  chat_act (fixture, "chat.regenerate", chat_get_leaf (fixture));
  silu_test_run_until (chat_is_idle, chat_get_conversation (fixture));
  silu_ui_test_settle (fixture->window);

  click_changes (fixture);
  views = silu_ui_test_find_all (GTK_WIDGET (find_card (fixture)), GTK_TYPE_TEXT_VIEW);
  g_assert_cmpuint (views->len, ==, 2);
  g_assert_false (gtk_widget_get_mapped (g_ptr_array_index (views, 0)));
  g_assert_true (gtk_widget_get_mapped (g_ptr_array_index (views, 1)));
  changes = dup_view_text (g_ptr_array_index (views, 1));
  g_assert_cmpstr (changes, ==, "@@ -1,2 +1,2 @@\n int a;\n-int b;\n+long b;");
  code = silu_code_card_dup_code (find_card (fixture));
  g_assert_cmpstr (code, ==, "int a;\nlong b;");

  click_changes (fixture);
  g_clear_pointer (&views, g_ptr_array_unref);
  views = silu_ui_test_find_all (GTK_WIDGET (find_card (fixture)), GTK_TYPE_TEXT_VIEW);
  g_assert_cmpuint (views->len, ==, 1);
  g_assert_true (gtk_widget_get_mapped (g_ptr_array_index (views, 0)));
}

static void
test_edit (ChatFixture *fixture, gconstpointer data)
{
  GtkWidget *composer = silu_ui_test_find (fixture->window, SILU_TYPE_COMPOSER);
  g_autofree char *text = NULL;

  chat_push_answer (fixture, "One.");
  chat_push_answer (fixture, "Two.");
  chat_ask (fixture, "first words");
  silu_composer_set_text (SILU_COMPOSER (composer), "a draft");

  chat_act (fixture, "chat.edit", silu_message_get_parent (chat_get_leaf (fixture)));
  text = silu_composer_dup_text (SILU_COMPOSER (composer));
  g_assert_cmpstr (text, ==, "first words");

  silu_composer_set_text (SILU_COMPOSER (composer), "better words");
  g_signal_emit_by_name (composer, "send");
  silu_test_run_until (chat_is_idle, chat_get_conversation (fixture));
  silu_ui_test_settle (fixture->window);

  g_assert_true (chat_shows (fixture, "better words"));
  g_assert_true (chat_shows (fixture, "Two."));
  g_assert_false (chat_shows (fixture, "One."));
  /* The draft that was there before comes back. */
  g_free (text);
  text = silu_composer_dup_text (SILU_COMPOSER (composer));
  g_assert_cmpstr (text, ==, "a draft");
}

/* As the keyboard does it. */
static void
type (GtkWidget *composer, const char *text)
{
  GtkWidget *view = silu_ui_test_find (composer, GTK_TYPE_TEXT_VIEW);

  gtk_text_buffer_insert_at_cursor (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
}

static void
assert_text (GtkWidget *composer, const char *expected)
{
  g_autofree char *text = silu_composer_dup_text (SILU_COMPOSER (composer));

  g_assert_cmpstr (text, ==, expected);
}

/* Each chat has a draft of its own, the one that has not begun too; and the engine keeps them. */
static void
test_drafts (ChatFixture *fixture, gconstpointer data)
{
  GtkWidget *composer = silu_ui_test_find (fixture->window, SILU_TYPE_COMPOSER);
  SiluDrafts *drafts = silu_engine_get_drafts (fixture->engine);
  g_autoptr (SiluConversation) talk = NULL;

  chat_push_answer (fixture, "One.");
  type (composer, "first");
  g_assert_cmpstr (silu_drafts_get (drafts, ""), ==, "first");
  chat_ask (fixture, "words");
  g_assert_cmpstr (silu_drafts_get (drafts, ""), ==, "");

  talk = g_object_ref (chat_get_conversation (fixture));
  type (composer, "about ");
  type (composer, "words");
  silu_chat_view_set_conversation (fixture->view, NULL);
  assert_text (composer, "");
  type (composer, "new");
  silu_chat_view_set_conversation (fixture->view, talk);
  assert_text (composer, "about words");
  g_assert_cmpstr (silu_drafts_get (drafts, silu_conversation_get_id (talk)), ==, "about words");
  g_assert_cmpstr (silu_drafts_get (drafts, ""), ==, "new");
}

static gboolean
has_text (gpointer user_data)
{
  return silu_message_has_text (user_data, SILU_PART_TEXT);
}

static void
test_stop (ChatFixture *fixture, gconstpointer data)
{
  silu_script_hold (chat_push (fixture, "Half an answer"));
  silu_chat_view_ask (fixture->view, "q");
  silu_test_run_until (has_text, chat_get_leaf (fixture));

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->view), "chat.stop", NULL));
  silu_test_run_until (chat_is_idle, chat_get_conversation (fixture));
  silu_ui_test_settle (fixture->window);
  g_assert_true (chat_shows (fixture, "Half an answer"));
  g_assert_true (chat_shows (fixture, "Stopped."));
  g_assert_nonnull (silu_ui_test_find_button (fixture->window, "Continue"));
}

static void
test_cut_and_continue (ChatFixture *fixture, gconstpointer data)
{
  silu_script_cut (chat_push (fixture, "Begun "));
  chat_push_answer (fixture, "and ended.");
  chat_ask (fixture, "q");
  g_assert_true (chat_shows (fixture, "Begun"));

  g_signal_emit_by_name (silu_ui_test_find_button (fixture->window, "Continue"), "clicked");
  silu_test_run_until (chat_is_idle, chat_get_conversation (fixture));
  silu_ui_test_settle (fixture->window);
  g_assert_true (chat_shows (fixture, "Begun and ended."));
  g_assert_null (silu_ui_test_find_button (fixture->window, "Continue"));
}

static void
test_error (ChatFixture *fixture, gconstpointer data)
{
  SiluScript *script = silu_script_new ();

  silu_script_set_status (script, 401);
  silu_script_set_header (script, "Content-Type", "application/json");
  silu_script_send (script, "{\"error\":{\"message\":\"no such key\"}}", -1);
  g_queue_push_tail (&fixture->scripts, script);
  chat_ask (fixture, "q");

  g_assert_true (chat_shows (fixture, "The key was not accepted. Check it in the preferences."));
  silu_ui_test_assert_name (silu_ui_test_find (fixture->window, SILU_TYPE_ANNOUNCER),
                            "The key was not accepted. Check it in the preferences.");
  g_assert_nonnull (silu_ui_test_find_button (fixture->window, "Try Again"));
}

static int
row_y (ChatFixture *fixture, SiluTranscript *transcript, guint row)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (silu_transcript_get_widget (transcript, row),
                                            GTK_WIDGET (transcript), &bounds));

  return (int) bounds.origin.y;
}

/* Text streams in below while the reader is further up: the line under the eye stays. */
static void
test_reading_while_it_streams (ChatFixture *fixture, gconstpointer data)
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
  script = chat_push (fixture, begun->str);
  silu_script_hold (script);
  silu_script_send_delta (script, NULL, more->str);
  silu_script_send_end (script, "stop", 1, 2, 0);

  silu_chat_view_ask (fixture->view, "q");
  silu_test_run_until (has_text, chat_get_leaf (fixture));
  silu_ui_test_settle (fixture->window);
  g_object_get (transcript, "vadjustment", &adjustment, NULL);
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) - 500);
  silu_ui_test_settle (fixture->window);
  y = row_y (fixture, SILU_TRANSCRIPT (transcript), 20);

  silu_script_server_release (fixture->server);
  silu_test_run_until (chat_is_idle, chat_get_conversation (fixture));
  silu_ui_test_settle (fixture->window);
  g_assert_cmpint (row_y (fixture, SILU_TRANSCRIPT (transcript), 20), ==, y);
  g_assert_false (silu_transcript_get_following (SILU_TRANSCRIPT (transcript)));
  g_assert_nonnull (silu_ui_test_find_button (fixture->window, "Jump to the newest"));
}

static gboolean
is_narrow (gpointer user_data)
{
  return gtk_widget_get_width (user_data) == 600;
}

/* The pane above opens and closes, the window becomes narrow, and all the while text streams in:
 * the line under the reader's eye stays where it is, to the pixel. */
static void
test_reading_is_undisturbed (ChatFixture *fixture, gconstpointer data)
{
  SiluTranscript *transcript =
      SILU_TRANSCRIPT (silu_ui_test_find (fixture->window, SILU_TYPE_TRANSCRIPT));
  g_autoptr (GString) thought = g_string_new (NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  SiluThinkingCard *card;
  SiluScript *script = chat_push (fixture, NULL);
  const guint row = 8;
  int y;

  for (int i = 0; i < 30; i++)
    {
      g_string_append_printf (thought, "Thought %d goes on for a while, and then ends.\n\n", i);
      g_string_append_printf (text,
                              "Paragraph %d is long enough to be broken otherwise when the window "
                              "is narrow, and it has **some** `code` in it, too.\n\n",
                              i);
    }
  silu_script_send_delta (script, thought->str, NULL);
  silu_script_send_delta (script, NULL, text->str);
  silu_script_hold (script);
  silu_script_send_delta (script, NULL, text->str);
  silu_script_send_end (script, "stop", 1, 2, 0);
  silu_chat_view_ask (fixture->view, "q");
  silu_test_run_until (has_text, chat_get_leaf (fixture));
  silu_ui_test_settle (fixture->window);

  /* The card is just above the view. */
  silu_transcript_reveal (transcript, &(SiluSpot){ 1, { 0, 0 } });
  silu_ui_test_settle (fixture->window);
  silu_ui_test_settle (fixture->window);
  silu_transcript_reveal (transcript, &(SiluSpot){ row, { 0, 0 } });
  silu_ui_test_settle (fixture->window);
  silu_ui_test_settle (fixture->window);
  g_assert_false (silu_transcript_get_following (transcript));
  card = SILU_THINKING_CARD (silu_ui_test_find (fixture->window, SILU_TYPE_THINKING_CARD));
  g_assert_nonnull (card);
  y = row_y (fixture, transcript, row);
  g_assert_cmpint (y, >=, 0);

  for (int i = 0; i < 3; i++)
    {
      silu_thinking_card_set_pane (card, i % 2 == 0 ? SILU_PANE_OPEN : SILU_PANE_CLOSED);
      silu_ui_test_settle (fixture->window);
      g_assert_cmpint (row_y (fixture, transcript, row), ==, y);
    }

  /* Another style, and larger text. */
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_DARK);
  silu_ui_test_settle (fixture->window);
  g_assert_cmpint (row_y (fixture, transcript, row), ==, y);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  for (int scale = 2; scale >= 1; scale--)
    {
      g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", scale * 96 * PANGO_SCALE, NULL);
      silu_ui_test_settle (fixture->window);
      silu_ui_test_settle (fixture->window);
      g_assert_cmpint (row_y (fixture, transcript, row), ==, y);
    }

  silu_script_server_release (fixture->server);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 600, 600);
  silu_test_run_until (is_narrow, fixture->window);
  silu_ui_test_settle (fixture->window);
  g_assert_cmpint (row_y (fixture, transcript, row), ==, y);
  silu_test_run_until (chat_is_idle, chat_get_conversation (fixture));
  silu_ui_test_settle (fixture->window);
  g_assert_cmpint (row_y (fixture, transcript, row), ==, y);
}

static gboolean
has_thought (gpointer user_data)
{
  return silu_message_has_text (user_data, SILU_PART_REASONING);
}

/* A screen reader hears how it goes, each state once, and nothing of the text. */
static void
test_announcements (ChatFixture *fixture, gconstpointer data)
{
  GtkAccessible *announcer =
      GTK_ACCESSIBLE (silu_ui_test_find (fixture->window, SILU_TYPE_ANNOUNCER));
  SiluScript *script = chat_push (fixture, NULL);

  gtk_test_accessible_assert_role (announcer, GTK_ACCESSIBLE_ROLE_ALERT);
  silu_script_send_delta (script, "So", NULL);
  silu_script_hold (script);
  silu_script_send_delta (script, NULL, "one");
  silu_script_hold (script);
  silu_script_send_end (script, "stop", 1, 2, 0);

  silu_chat_view_ask (fixture->view, "q");
  silu_test_run_until (has_thought, chat_get_leaf (fixture));
  silu_ui_test_assert_name (announcer, "Thinking…");
  silu_script_server_release (fixture->server);
  silu_test_run_until (has_text, chat_get_leaf (fixture));
  silu_ui_test_assert_name (announcer, "Answering…");
  silu_script_server_release (fixture->server);
  chat_wait_idle (fixture);
  silu_ui_test_assert_name (announcer, "The answer is complete.");
}

/* What turns unseen would wake the window sixty times a second. */
static void
test_idle (ChatFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) spinners = silu_ui_test_find_all (fixture->window, GTK_TYPE_SPINNER);

  g_assert_cmpuint (spinners->len, >, 0);
  for (guint i = 0; i < spinners->len; i++)
    g_assert_false (gtk_spinner_get_spinning (g_ptr_array_index (spinners, i)));
}

/* The parameters of a chat that has not begun become the conversation's. */
static void
test_parameters (ChatFixture *fixture, gconstpointer data)
{
  GtkWidget *composer = silu_ui_test_find (fixture->window, SILU_TYPE_COMPOSER);
  GtkWidget *button = silu_ui_test_find (composer, SILU_TYPE_SAMPLING_BUTTON);
  GtkWidget *menu = silu_ui_test_find (button, GTK_TYPE_MENU_BUTTON);
  g_autoptr (GPtrArray) switches = NULL;
  const char *plain = silu_ui_test_say ("Parameters");
  const char *set = silu_ui_test_pick ("Parameters: max_tokens=8192", "参数：max_tokens=8192");
  SiluConversation *conversation;
  GtkWidget *group;

  gtk_menu_button_popup (GTK_MENU_BUTTON (menu));
  group = silu_ui_test_find (menu, SILU_TYPE_SAMPLING_GROUP);
  g_assert_nonnull (group);
  switches = silu_ui_test_find_all (group, GTK_TYPE_SWITCH);
  gtk_switch_set_active (g_ptr_array_index (switches, SILU_PARAM_MAX_TOKENS), TRUE);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (menu));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (menu), ==, set);

  chat_push_answer (fixture, "warm");
  chat_ask (fixture, "q");
  conversation = silu_chat_view_get_conversation (fixture->view);
  g_assert_true (silu_conversation_get_sampling (conversation)->is_set[SILU_PARAM_MAX_TOKENS]);
  g_assert_nonnull (strstr (g_ptr_array_index (fixture->bodies, 0), "\"max_tokens\":8192"));

  /* They stay with it. */
  silu_chat_view_set_conversation (fixture->view, NULL);
  g_assert_cmpstr (gtk_widget_get_tooltip_text (menu), ==, plain);
  silu_chat_view_set_conversation (fixture->view, conversation);
  g_assert_cmpstr (gtk_widget_get_tooltip_text (menu), ==, set);
}

/* The view goes on with the copy; what is asked there is not in the old chat. */
static void
test_fork (ChatFixture *fixture, gconstpointer data)
{
  g_autoptr (SiluConversation) old = NULL;
  SiluConversation *fork;
  SiluMessage *first;

  chat_push_answer (fixture, "One.");
  chat_ask (fixture, "q");
  first = chat_get_leaf (fixture);
  chat_push_answer (fixture, "Two.");
  chat_ask (fixture, "r");
  old = g_object_ref (chat_get_conversation (fixture));

  chat_act (fixture, "chat.fork", first);
  silu_ui_test_settle (fixture->window);
  fork = chat_get_conversation (fixture);
  g_assert_true (fork != old);
  g_assert_true (chat_shows_part (fixture, "deepseek-flash"));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fork)), ==, 2);

  chat_push_answer (fixture, "Other.");
  chat_ask (fixture, "s");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fork)), ==, 4);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (old)), ==, 4);
}

/* Tab from nowhere, through all of it. */
static void
test_tab_through (ChatFixture *fixture, gconstpointer data)
{
  chat_push_answer (fixture, "A paragraph.\n\nAnother one.");
  chat_ask (fixture, "q");
  gtk_window_set_focus (GTK_WINDOW (fixture->window), NULL);

  for (int i = 0; i < 30; i++)
    gtk_widget_child_focus (fixture->window, GTK_DIR_TAB_FORWARD);
  g_assert_nonnull (gtk_window_get_focus (GTK_WINDOW (fixture->window)));
}

int
main (int argc, char **argv)
{
  silu_ui_test_init (&argc, &argv);

#define ADD(name, func) g_test_add (name, ChatFixture, NULL, chat_set_up, func, chat_tear_down)
  ADD ("/chat-view/ask", test_ask);
  ADD ("/chat-view/regenerate-and-switch", test_regenerate_and_switch);
  ADD ("/chat-view/changed-code", test_changed_code);
  ADD ("/chat-view/announcements", test_announcements);
  ADD ("/chat-view/idle", test_idle);
  ADD ("/chat-view/edit", test_edit);
  ADD ("/chat-view/drafts", test_drafts);
  ADD ("/chat-view/fork", test_fork);
  ADD ("/chat-view/stop", test_stop);
  ADD ("/chat-view/cut-and-continue", test_cut_and_continue);
  ADD ("/chat-view/error", test_error);
  ADD ("/chat-view/parameters", test_parameters);
  ADD ("/chat-view/reading-is-undisturbed", test_reading_is_undisturbed);
  ADD ("/chat-view/tab-through", test_tab_through);
  ADD ("/chat-view/reading-while-it-streams", test_reading_while_it_streams);
#undef ADD

  return g_test_run ();
}
