/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chat view against a scripted server. */
#include "chat-fixture.h"

#include <string.h>

static SiluScript *
answer_cb (const char *method,
           const char *path,
           const char *body,
           const char *token,
           gpointer user_data)
{
  ChatFixture *fixture = user_data;

  g_ptr_array_add (fixture->bodies, g_strdup (body));

  return g_queue_pop_head (&fixture->scripts);
}

static void
wait_for_account (ChatFixture *fixture, SiluAccount *account)
{
  g_autoptr (GAsyncResult) added = NULL;

  silu_accounts_add_async (silu_engine_get_accounts (fixture->engine), account, NULL,
                           silu_test_store_result_cb, &added);
  silu_test_wait_result (&added);
}

void
chat_set_up (ChatFixture *fixture, gconstpointer data)
{
  chat_set_up_with (fixture, "deepseek");
}

void
chat_set_up_with (ChatFixture *fixture, const char *provider)
{
  g_autoptr (SiluAccount) account = silu_account_new (NULL, provider);
  g_autoptr (GAsyncResult) started = NULL;

  g_queue_init (&fixture->scripts);
  fixture->bodies = g_ptr_array_new_with_free_func (g_free);
  fixture->server = silu_script_server_new (answer_cb, fixture, NULL);
  fixture->engine = silu_engine_new (NULL);
  silu_engine_start_async (fixture->engine, silu_test_store_result_cb, &started);
  silu_test_wait_result (&started);

  silu_account_set_name (account, "Test");
  silu_account_set_base_url (account, silu_script_server_get_base_url (fixture->server));
  silu_account_set_model (account, "deepseek-flash");
  wait_for_account (fixture, account);

  fixture->view = SILU_CHAT_VIEW (silu_chat_view_new ());
  silu_chat_view_set_engine (fixture->view, fixture->engine);
  fixture->window = silu_ui_test_show (GTK_WIDGET (fixture->view), 800, 600);
}

void
chat_tear_down (ChatFixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) ended = NULL;

  silu_ui_test_close_for_good (fixture->window, fixture->view);

  silu_engine_shutdown_async (fixture->engine, silu_test_store_result_cb, &ended);
  silu_test_wait_result (&ended);
  g_clear_object (&ended);
  g_assert_finalize_object (fixture->engine);
  silu_script_server_stop (fixture->server);
  g_clear_object (&fixture->server);
  g_queue_clear_full (&fixture->scripts, (GDestroyNotify) silu_script_free);
  g_ptr_array_unref (fixture->bodies);
}

SiluScript *
chat_push (ChatFixture *fixture, const char *text)
{
  SiluScript *script = silu_script_new ();

  if (text != NULL)
    silu_script_send_delta (script, NULL, text);
  g_queue_push_tail (&fixture->scripts, script);

  return script;
}

void
chat_push_answer (ChatFixture *fixture, const char *text)
{
  silu_script_send_end (chat_push (fixture, text), "stop", 1, 2, 0);
}

SiluConversation *
chat_get_conversation (ChatFixture *fixture)
{
  return silu_chat_view_get_conversation (fixture->view);
}

SiluMessage *
chat_get_leaf (ChatFixture *fixture)
{
  return silu_conversation_get_leaf (chat_get_conversation (fixture));
}

gboolean
chat_is_idle (gpointer conversation)
{
  return !silu_conversation_get_streaming (conversation);
}

void
chat_wait_idle (ChatFixture *fixture)
{
  silu_test_run_until (chat_is_idle, chat_get_conversation (fixture));
  silu_ui_test_settle (fixture->window);
}

void
chat_ask (ChatFixture *fixture, const char *text)
{
  silu_chat_view_ask (fixture->view, text);
  chat_wait_idle (fixture);
}

void
chat_act (ChatFixture *fixture, const char *action, SiluMessage *message)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->view), action, "s",
                                             silu_message_get_id (message)));
}

gboolean
chat_shows (ChatFixture *fixture, const char *text)
{
  return silu_ui_test_find_label (fixture->window, text) != NULL;
}

gboolean
chat_shows_part (ChatFixture *fixture, const char *text)
{
  g_autoptr (GPtrArray) labels = silu_ui_test_find_all (fixture->window, GTK_TYPE_LABEL);

  for (guint i = 0; i < labels->len; i++)
    {
      GtkWidget *label = g_ptr_array_index (labels, i);

      if (gtk_widget_get_mapped (label) &&
          strstr (gtk_label_get_text (GTK_LABEL (label)), text) != NULL)
        return TRUE;
    }

  return FALSE;
}

void
chat_click (ChatFixture *fixture, const char *name)
{
  silu_ui_test_click (fixture->window, name);
}
