/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The multi-round rule: what of a conversation goes back to the server. */
#include "silu-attachment.h"
#include "silu-conversation.h"
#include "silu-dialect.h"
#include "silu-history.h"
#include "silu-json.h"
#include "silu-test.h"
#include <string.h>

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
  g_autoptr (SiluChatRequest) request = silu_chat_request_new ("m", NULL);

  add (conversation, SILU_ROLE_USER, NULL, "one");
  add (conversation, SILU_ROLE_ASSISTANT, "secret thought", "two");
  add (conversation, SILU_ROLE_USER, NULL, "three");
  silu_history_write (request, "be brief", silu_conversation_get_leaf (conversation), 0);

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
  g_autoptr (SiluChatRequest) request = silu_chat_request_new ("m", NULL);

  add (conversation, SILU_ROLE_USER, NULL, "one");
  add (conversation, SILU_ROLE_ASSISTANT, "only a thought", "");
  add (conversation, SILU_ROLE_USER, NULL, "still there?");
  silu_history_write (request, NULL, silu_conversation_get_leaf (conversation), 0);

  g_assert_cmpuint (request->messages->len, ==, 1);
  check (request, 0, SILU_ROLE_USER, "one\n\nstill there?");
}

static void
test_only_the_branch (void)
{
  g_autoptr (SiluConversation) conversation = silu_conversation_new (NULL);
  g_autoptr (SiluChatRequest) request = silu_chat_request_new ("m", NULL);
  g_autoptr (SiluMessage) edited = silu_message_new (NULL, SILU_ROLE_USER);

  add (conversation, SILU_ROLE_USER, NULL, "one");
  add (conversation, SILU_ROLE_ASSISTANT, NULL, "two");
  silu_message_append (edited, SILU_PART_TEXT, SILU_CHANNEL_NONE, "uno");
  silu_conversation_add (conversation, edited, NULL);
  silu_history_write (request, NULL, edited, 0);

  g_assert_cmpuint (request->messages->len, ==, 1);
  check (request, 0, SILU_ROLE_USER, "uno");
}

/* Those of a question are told before it; not those of which only the name is known, nor what came
 * with an answer. */
static void
test_attachments (void)
{
  g_autoptr (SiluConversation) conversation = silu_conversation_new (NULL);
  g_autoptr (SiluChatRequest) request = silu_chat_request_new ("m", NULL);
  g_autoptr (GPtrArray) files = silu_attachments_new ();
  g_autoptr (SiluMessage) only_files = silu_message_new (NULL, SILU_ROLE_USER);
  SiluMessage *message = NULL;

  g_ptr_array_add (files, silu_attachment_new ("a.c", NULL, "int a;"));
  g_ptr_array_add (files, silu_attachment_new ("photo.jpg", "image", ""));
  g_ptr_array_add (files, silu_attachment_new ("b.c", NULL, "int b;\n"));

  message = add (conversation, SILU_ROLE_USER, NULL, "Which is right?");
  silu_attachments_append_to (files, message);
  message = add (conversation, SILU_ROLE_ASSISTANT, NULL, "Neither.");
  silu_attachments_append_to (files, message);
  silu_attachments_append_to (files, only_files);
  silu_conversation_add (conversation, only_files, silu_conversation_get_leaf (conversation));
  silu_history_write (request, NULL, silu_conversation_get_leaf (conversation), 0);

#define FILES                                                                                      \
  "[file name]: a.c\n[file content begin]\nint a;\n[file content end]\n"                           \
  "[file name]: b.c\n[file content begin]\nint b;\n[file content end]\n"

  g_assert_cmpuint (request->messages->len, ==, 3);
  check (request, 0, SILU_ROLE_USER, FILES "Which is right?");
  check (request, 1, SILU_ROLE_ASSISTANT, "Neither.");
  check (request, 2, SILU_ROLE_USER, FILES);
}

/* --- the policies, on the request's body --- */

static SiluProfile *
make_profile (const char *rule)
{
  g_autoptr (JsonNode) node = silu_json_parse (rule, strlen (rule), NULL);
  SiluProfile *profile = silu_profile_new ();
  g_autoptr (GError) error = NULL;

  silu_profile_apply (profile, silu_json_root (node), &error);
  g_assert_no_error (error);

  return profile;
}

static void
add_tool_turn (SiluConversation *conversation, const char *reasoning)
{
  SiluMessage *message = add (conversation, SILU_ROLE_ASSISTANT, reasoning, "I look.");

  silu_message_append (message, SILU_PART_TOOL_CALL, SILU_CHANNEL_NONE,
                       "{\"id\":\"c1\",\"name\":\"look\",\"arguments\":\"{}\"}");
}

/* A plain turn that thought, a tool turn that thought, a tool turn that did not, a plain turn that
 * did not. */
static SiluConversation *
make_conversation (void)
{
  SiluConversation *conversation = silu_conversation_new (NULL);

  add (conversation, SILU_ROLE_USER, NULL, "q1");
  add (conversation, SILU_ROLE_ASSISTANT, "r1\n", "a1");
  add (conversation, SILU_ROLE_USER, NULL, "q2");
  add_tool_turn (conversation, " r2 ");
  add (conversation, SILU_ROLE_USER, NULL, "q3");
  add_tool_turn (conversation, NULL);
  add (conversation, SILU_ROLE_USER, NULL, "q4");
  add (conversation, SILU_ROLE_ASSISTANT, NULL, "a4");
  add (conversation, SILU_ROLE_USER, NULL, "q5");

  return conversation;
}

typedef struct
{
  const char *rule;
  const char *expected[4]; /* the reasoning of the four answers; NULL: the member is absent */
} Policy;

static void
check_policy (const Policy *policy)
{
  g_autoptr (SiluConversation) conversation = make_conversation ();
  g_autoptr (SiluProfile) profile = make_profile (policy->rule);
  g_autoptr (SiluChatRequest) request = silu_chat_request_new ("m", profile);
  g_autofree char *body = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonArray *messages = NULL;
  guint n_answers = 0;

  silu_history_write (request, NULL, silu_conversation_get_leaf (conversation), 0);
  body = silu_dialect_write_request (silu_dialect_find ("openai"), request);
  node = silu_json_parse (body, strlen (body), NULL);
  messages = silu_json_get_array (silu_json_root (node), "messages");
  for (guint i = 0; i < json_array_get_length (messages); i++)
    {
      JsonObject *message = silu_json_element_object (messages, i);

      g_assert_nonnull (silu_json_get_string (message, "content"));
      if (g_strcmp0 (silu_json_get_string (message, "role"), "assistant") != 0)
        continue;
      g_assert_cmpstr (silu_json_get_string (message, "reasoning_content"), ==,
                       policy->expected[n_answers++]);
    }
  g_assert_cmpuint (n_answers, ==, 4);
}

static void
test_policies (void)
{
  static const Policy policies[] = {
    { "{}", { NULL, NULL, NULL, NULL } },
    { "{\"replay\":\"never\"}", { NULL, NULL, NULL, NULL } },
    { "{\"replay\":\"tool_turns\"}", { NULL, " r2 ", "", NULL } },
    { "{\"replay\":\"always\"}", { "r1\n", " r2 ", NULL, NULL } },
    { "{\"replay\":\"always_with_empty\"}", { "r1\n", " r2 ", "", "" } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (policies); i++)
    check_policy (&policies[i]);
}

/* A longer branch only adds to what was sent before: the server's cache fits. */
static void
test_append_only (void)
{
  static const char *const rules[] = { "{}", "{\"replay\":\"always_with_empty\"}",
                                       "{\"system\":\"fold\"}" };

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autoptr (SiluConversation) conversation = make_conversation ();
      g_autoptr (SiluProfile) profile = make_profile (rules[i]);
      SiluMessage *last = silu_conversation_get_leaf (conversation);
      g_autofree char *longer = NULL;

      for (SiluMessage *leaf = last; leaf != NULL; leaf = silu_message_get_parent (leaf))
        {
          g_autoptr (SiluChatRequest) request = silu_chat_request_new ("m", profile);
          g_autofree char *body = NULL;
          char *end = NULL;

          if (silu_message_get_role (leaf) != SILU_ROLE_USER)
            continue;
          silu_history_write (request, "sys", leaf, 0);
          body = silu_dialect_write_request (silu_dialect_find ("openai"), request);
          end = strstr (body, "],\"stream\"");
          g_assert_nonnull (end);
          *end = '\0';
          if (longer != NULL)
            g_assert_true (g_str_has_prefix (longer, body));
          g_free (longer);
          longer = g_steal_pointer (&body);
        }
    }
}

static void
test_fold (void)
{
  g_autoptr (SiluConversation) conversation = silu_conversation_new (NULL);
  g_autoptr (SiluProfile) profile = make_profile ("{\"system\":\"fold\"}");
  g_autoptr (SiluChatRequest) request = silu_chat_request_new ("m", profile);

  add (conversation, SILU_ROLE_USER, NULL, "one");
  silu_history_write (request, "be brief", silu_conversation_get_leaf (conversation), 0);
  g_assert_cmpuint (request->messages->len, ==, 1);
  check (request, 0, SILU_ROLE_USER, "be brief\n\none");
}

static void
test_unmerged (void)
{
  g_autoptr (SiluConversation) conversation = silu_conversation_new (NULL);
  g_autoptr (SiluProfile) profile = make_profile ("{\"merge_roles\":false}");
  g_autoptr (SiluChatRequest) request = silu_chat_request_new ("m", profile);

  add (conversation, SILU_ROLE_USER, NULL, "one");
  add (conversation, SILU_ROLE_ASSISTANT, "only a thought", "");
  add (conversation, SILU_ROLE_USER, NULL, "still there?");
  silu_history_write (request, NULL, silu_conversation_get_leaf (conversation), 0);
  g_assert_cmpuint (request->messages->len, ==, 2);
}

static void
test_skipped_turns (void)
{
  g_autoptr (SiluConversation) conversation = make_conversation ();
  g_autoptr (SiluChatRequest) request = silu_chat_request_new ("m", NULL);
  SiluMessage *leaf = silu_conversation_get_leaf (conversation);

  g_assert_cmpuint (silu_history_count_turns (leaf), ==, 5);
  silu_history_write (request, "sys", leaf, 3);
  g_assert_cmpuint (request->messages->len, ==, 4);
  check (request, 0, SILU_ROLE_SYSTEM, "sys");
  check (request, 1, SILU_ROLE_USER, "q4");
  check (request, 2, SILU_ROLE_ASSISTANT, "a4");
  check (request, 3, SILU_ROLE_USER, "q5");
}

static void
test_prefix (void)
{
  g_autoptr (SiluConversation) conversation = silu_conversation_new (NULL);
  g_autoptr (SiluProfile) profile = make_profile (
      "{\"prefix\":{\"reasoning\":true,\"message\":{\"prefix\":true}},\"replay\":\"never\"}");
  g_autoptr (SiluChatRequest) request = silu_chat_request_new ("m", profile);
  g_autofree char *body = NULL;

  add (conversation, SILU_ROLE_USER, NULL, "q");
  silu_history_write_prefix (request, NULL,
                             add (conversation, SILU_ROLE_ASSISTANT, "because", "The answ"), 0);
  body = silu_dialect_write_request (silu_dialect_find ("openai"), request);
  g_assert_nonnull (strstr (body, "{\"role\":\"assistant\",\"content\":\"The answ\","
                                  "\"reasoning_content\":\"because\",\"prefix\":true}]"));
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/history/reasoning-stays-here", test_reasoning_stays_here);
  g_test_add_func ("/history/roles-alternate", test_roles_alternate);
  g_test_add_func ("/history/only-the-branch", test_only_the_branch);
  g_test_add_func ("/history/attachments", test_attachments);
  g_test_add_func ("/history/policies", test_policies);
  g_test_add_func ("/history/append-only", test_append_only);
  g_test_add_func ("/history/fold", test_fold);
  g_test_add_func ("/history/unmerged", test_unmerged);
  g_test_add_func ("/history/skipped-turns", test_skipped_turns);
  g_test_add_func ("/history/prefix", test_prefix);

  return g_test_run ();
}
