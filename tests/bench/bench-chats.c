/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conversations are written as the program itself writes them, through the store: whatever its
 * tables will be, what is measured is a store that it made. */
#include "bench-chats.h"

#include "bench-run.h"
#include "bench-text.h"

#define QUESTION_BYTES 80

SiluStore *
bench_chats_open (const char *directory)
{
  SiluStore *store = silu_store_new (directory);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  silu_store_open_async (store, bench_store_result_cb, &result);
  silu_store_open_finish (store, bench_wait_result (&result), &error);
  g_assert_no_error (error);

  return store;
}

void
bench_chats_close (SiluStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  silu_store_flush_async (store, bench_store_result_cb, &result);
  silu_store_flush_finish (store, bench_wait_result (&result), &error);
  g_assert_no_error (error);
  g_object_unref (store);
}

void
bench_chats_add_account (SiluStore *store)
{
  g_autoptr (SiluAccount) account = silu_account_new (NULL, "openai-compatible");

  silu_account_set_name (account, "Bench");
  silu_account_set_base_url (account, "http://127.0.0.1:9");
  silu_account_set_model (account, "bench");
  silu_store_save_account (store, account);
}

void
bench_chats_add_conversation (SiluStore *store,
                              const char *title,
                              guint n_messages,
                              gsize answer_bytes)
{
  g_autoptr (SiluConversation) conversation = silu_conversation_new (NULL);

  silu_conversation_set_title (conversation, title, SILU_TITLE_USER);
  silu_store_save_conversation (store, conversation);
  for (guint i = 0; i < n_messages; i++)
    {
      SiluRole role = i % 2 == 0 ? SILU_ROLE_USER : SILU_ROLE_ASSISTANT;
      g_autoptr (SiluMessage) message = silu_message_new (NULL, role);
      g_autofree char *text =
          bench_make_answer (i, role == SILU_ROLE_USER ? QUESTION_BYTES : answer_bytes);

      silu_message_append (message, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, text);
      silu_message_set_state (message, SILU_MESSAGE_COMPLETE);
      silu_conversation_add (conversation, message, silu_conversation_get_leaf (conversation));
      silu_store_save_message (store, conversation, message);
    }

  /* Once more, for its leaf. */
  silu_store_save_conversation (store, conversation);
}
