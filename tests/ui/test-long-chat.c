/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A long chat is opened: its end is there before the rest, and what is asked then goes out with all
 * of it. */
#include "chat-fixture.h"
#include "silu-composer.h"
#include "silu-transcript.h"

#include <string.h>

#define LENGTH 600

static SiluTranscript *
get_transcript (ChatFixture *fixture)
{
  return SILU_TRANSCRIPT (silu_ui_test_find (fixture->window, SILU_TYPE_TRANSCRIPT));
}

/* "word 0." to "word 599.", stored; returns it as the list has it, with its header alone. */
static SiluConversation *
store_talk (ChatFixture *fixture)
{
  SiluStore *store = silu_engine_get_store (fixture->engine);
  g_autoptr (SiluConversation) talk = silu_conversation_new ("talk");
  SiluConversation *header = silu_conversation_new ("talk");
  SiluMessage *parent = NULL;

  silu_store_save_conversation (store, talk);
  for (guint i = 0; i < LENGTH; i++)
    {
      g_autoptr (SiluMessage) message =
          silu_message_new (NULL, i % 2 == 0 ? SILU_ROLE_USER : SILU_ROLE_ASSISTANT);
      g_autofree char *text = g_strdup_printf ("word %u.", i);

      silu_message_append (message, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, text);
      silu_conversation_add (talk, message, parent);
      silu_store_save_message (store, talk, message);
      parent = message;
    }
  silu_store_save_conversation (store, talk);
  silu_conversation_list_add (silu_engine_get_conversations (fixture->engine), header);

  return header;
}

static gboolean
is_loaded (gpointer conversation)
{
  return silu_conversation_get_loaded (conversation);
}

static gboolean
is_asked (gpointer fixture)
{
  return ((ChatFixture *) fixture)->bodies->len > 0;
}

static void
set_text (ChatFixture *fixture, const char *text)
{
  silu_composer_set_text (SILU_COMPOSER (silu_ui_test_find (fixture->window, SILU_TYPE_COMPOSER)),
                          text);
}

/* The end has come, and nothing else. */
static void
end_cb (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  ChatFixture *fixture = user_data;

  g_signal_handlers_disconnect_by_func (model, end_cb, user_data);
  g_assert_false (silu_conversation_get_loaded (SILU_CONVERSATION (model)));
  g_assert_cmpuint (added, <, LENGTH);
  g_signal_emit_by_name (silu_ui_test_find (fixture->window, SILU_TYPE_COMPOSER), "send");
}

static void
test_opened (ChatFixture *fixture, gconstpointer data)
{
  g_autoptr (SiluConversation) talk = store_talk (fixture);

  silu_chat_view_set_conversation (fixture->view, talk);
  silu_test_run_until (is_loaded, talk);
  silu_ui_test_settle (fixture->window);

  g_assert_true (chat_shows (fixture, "word 599."));
  g_assert_true (silu_transcript_get_following (get_transcript (fixture)));
  g_assert_cmpuint (silu_transcript_get_n_rows (get_transcript (fixture)), >=, LENGTH);
}

static void
test_asked_before (ChatFixture *fixture, gconstpointer data)
{
  g_autoptr (SiluConversation) talk = store_talk (fixture);

  chat_push_answer (fixture, "And so it ends.");
  g_signal_connect (talk, "items-changed", G_CALLBACK (end_cb), fixture);
  silu_chat_view_set_conversation (fixture->view, talk);
  set_text (fixture, "Asked early");
  silu_test_run_until (is_asked, fixture);
  silu_test_run_until (chat_is_idle, talk);
  silu_ui_test_settle (fixture->window);

  g_assert_cmpuint (fixture->bodies->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (fixture->bodies, 0), "word 0."));
  g_assert_nonnull (strstr (g_ptr_array_index (fixture->bodies, 0), "word 599."));
  g_assert_nonnull (strstr (g_ptr_array_index (fixture->bodies, 0), "Asked early"));
  g_assert_true (chat_shows (fixture, "And so it ends."));
}

/* Another chat in the middle of it: the rest comes to nobody's view. */
static void
test_left_before (ChatFixture *fixture, gconstpointer data)
{
  g_autoptr (SiluConversation) talk = store_talk (fixture);

  silu_chat_view_set_conversation (fixture->view, talk);
  silu_chat_view_set_conversation (fixture->view, NULL);
  silu_test_run_until (is_loaded, talk);
  silu_ui_test_settle (fixture->window);
  g_assert_cmpuint (silu_transcript_get_n_rows (get_transcript (fixture)), ==, 0);

  silu_chat_view_set_conversation (fixture->view, talk);
  silu_ui_test_settle (fixture->window);
  g_assert_true (chat_shows (fixture, "word 599."));
}

int
main (int argc, char **argv)
{
  silu_ui_test_init (&argc, &argv);

#define ADD(name, func) g_test_add (name, ChatFixture, NULL, chat_set_up, func, chat_tear_down)
  ADD ("/long-chat/opened", test_opened);
  ADD ("/long-chat/asked-before", test_asked_before);
  ADD ("/long-chat/left-before", test_left_before);
#undef ADD

  return g_test_run ();
}
