/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The multi-round rule: what of a conversation goes back to the server. */
#include "silu-conversation.h"
#include "silu-history.h"

static SiluMessage *
add (SiluConversation *conversation, SiluRole role, const char *reasoning, const char *text)
{
  g_autoptr (SiluMessage) message = silu_message_new (NULL, role);

  if (reasoning != NULL)
    silu_message_append (message, SILU_PART_REASONING, SILU_CHANNEL_REASONING_CONTENT, reasoning);
  silu_message_append (message, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, text);
  silu_conversation_add (conversation, message, silu_conversation_get_leaf (conversation));

  return message;
}

static void
check (SiluChatRequest *request, guint index, SiluRole role, const char *content)
{
  const SiluChatMessage *message;

  g_assert_cmpuint (index, <, request->messages->len);
  message = g_ptr_array_index (request->messages, index);
  g_assert_cmpint (message->role, ==, role);
  g_assert_cmpstr (message->content, ==, content);
}

static void
test_reasoning_stays_here (void)
{
  g_autoptr (SiluConversation) conversation = silu_conversation_new (NULL);
  g_autoptr (SiluChatRequest) request = silu_chat_request_new ("m");

  add (conversation, SILU_ROLE_USER, NULL, "one");
  add (conversation, SILU_ROLE_ASSISTANT, "secret thought", "two");
  add (conversation, SILU_ROLE_USER, NULL, "three");
  silu_history_write (request, "be brief", silu_conversation_get_leaf (conversation));

  g_assert_cmpuint (request->messages->len, ==, 4);
  check (request, 0, SILU_ROLE_SYSTEM, "be brief");
  check (request, 1, SILU_ROLE_USER, "one");
  check (request, 2, SILU_ROLE_ASSISTANT, "two");
  check (request, 3, SILU_ROLE_USER, "three");
}

static void
test_roles_alternate (void)
{
  g_autoptr (SiluConversation) conversation = silu_conversation_new (NULL);
  g_autoptr (SiluChatRequest) request = silu_chat_request_new ("m");

  add (conversation, SILU_ROLE_USER, NULL, "one");
  add (conversation, SILU_ROLE_ASSISTANT, "only a thought", "");
  add (conversation, SILU_ROLE_USER, NULL, "still there?");
  silu_history_write (request, NULL, silu_conversation_get_leaf (conversation));

  g_assert_cmpuint (request->messages->len, ==, 1);
  check (request, 0, SILU_ROLE_USER, "one\n\nstill there?");
}

static void
test_only_the_branch (void)
{
  g_autoptr (SiluConversation) conversation = silu_conversation_new (NULL);
  g_autoptr (SiluChatRequest) request = silu_chat_request_new ("m");
  g_autoptr (SiluMessage) edited = silu_message_new (NULL, SILU_ROLE_USER);

  add (conversation, SILU_ROLE_USER, NULL, "one");
  add (conversation, SILU_ROLE_ASSISTANT, NULL, "two");
  silu_message_append (edited, SILU_PART_TEXT, SILU_CHANNEL_NONE, "uno");
  silu_conversation_add (conversation, edited, NULL);
  silu_history_write (request, NULL, edited);

  g_assert_cmpuint (request->messages->len, ==, 1);
  check (request, 0, SILU_ROLE_USER, "uno");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/history/reasoning-stays-here", test_reasoning_stays_here);
  g_test_add_func ("/history/roles-alternate", test_roles_alternate);
  g_test_add_func ("/history/only-the-branch", test_only_the_branch);

  return g_test_run ();
}
