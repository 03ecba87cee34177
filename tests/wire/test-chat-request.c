/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paths into a body, and what a profile puts there. */
#include "silu-chat-request.h"

#include "silu-json.h"
#include "silu-test.h"
#include <string.h>

static JsonObject *
parse (const char *json)
{
  g_autoptr (JsonNode) node = silu_json_parse (json, strlen (json), NULL);

  g_assert_nonnull (silu_json_root (node));

  return json_node_dup_object (node);
}

static char *
print (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, object);

  return json_to_string (node, FALSE);
}

static SiluProfile *
profile_of (const char *rule)
{
  SiluProfile *profile = silu_profile_new ();
  g_autoptr (JsonObject) object = parse (rule);
  g_autoptr (GError) error = NULL;

  silu_profile_apply (profile, object, &error);
  g_assert_no_error (error);

  return profile;
}

static void
test_assign (void)
{
  static const struct
  {
    const char *body;
    const char *path;
    const char *value;
    const char *expected;
  } rows[] = {
    { "{}", "a", "1", "{\"a\":1}" },
    { "{\"a\":0,\"b\":2}", "a", "1", "{\"a\":1,\"b\":2}" },
    { "{}", "a.b.c", "true", "{\"a\":{\"b\":{\"c\":true}}}" },
    { "{\"a\":{\"x\":1}}", "a.b", "\"s\"", "{\"a\":{\"x\":1,\"b\":\"s\"}}" },
    { "{\"a\":{\"b\":{\"x\":1}}}", "a.b.c", "[]", "{\"a\":{\"b\":{\"x\":1,\"c\":[]}}}" },
    /* What is in the way of a path makes room for it. */
    { "{\"a\":7}", "a.b", "1", "{\"a\":{\"b\":1}}" },
    { "{\"a\":\"s\"}", "a.b.c", "1", "{\"a\":{\"b\":{\"c\":1}}}" },
    { "{\"a\":[1]}", "a.b", "1", "{\"a\":{\"b\":1}}" },
    { "{\"a\":null}", "a.b", "1", "{\"a\":{\"b\":1}}" },
    { "{\"a\":{\"b\":1}}", "a", "{\"c\":2}", "{\"a\":{\"c\":2}}" },
    /* Null removes what is there, and nothing else. */
    { "{\"a\":1,\"b\":2}", "a", "null", "{\"b\":2}" },
    { "{\"a\":{\"b\":1,\"c\":2}}", "a.b", "null", "{\"a\":{\"c\":2}}" },
    { "{\"b\":2}", "a", "null", "{\"b\":2}" },
    { "{\"b\":2}", "a.b", "null", "{\"b\":2}" },
    { "{\"a\":7}", "a.b", "null", "{\"a\":7}" },
    /* Odd paths. */
    { "{\"a\":1}", "", "2", "{\"a\":1}" },
    { "{}", ".", "1", "{\"\":{\"\":1}}" },
    { "{}", "a.", "1", "{\"a\":{\"\":1}}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (JsonObject) body = parse (rows[i].body);
      g_autoptr (JsonNode) value = json_from_string (rows[i].value, NULL);
      g_autofree char *printed = NULL;

      silu_body_assign (body, rows[i].path, value);
      printed = print (body);
      g_assert_cmpstr (printed, ==, rows[i].expected);
    }
}

/* The same profile writes many bodies: none may reach into it. */
static void
test_assign_copies (void)
{
  g_autoptr (JsonObject) first = parse ("{}");
  g_autoptr (JsonObject) second = parse ("{}");
  g_autoptr (JsonNode) value = json_from_string ("{\"type\":\"enabled\"}", NULL);
  g_autoptr (JsonNode) off = json_from_string ("\"disabled\"", NULL);
  g_autofree char *printed = NULL;

  silu_body_assign (first, "thinking", value);
  silu_body_assign (first, "thinking.type", off);
  silu_body_assign (second, "thinking", value);
  printed = print (second);
  g_assert_cmpstr (printed, ==, "{\"thinking\":{\"type\":\"enabled\"}}");
}

#define RULE                                                                                       \
  "{\"thinking\":{\"levels\":{\"off\":{\"t\":0},\"high\":{\"t\":1,\"x.y\":2}}},"                   \
  "\"body\":{\"x.z\":3,\"gone\":null},"                                                            \
  "\"prefix\":{\"body\":{\"x.z\":4},\"message\":{\"prefix\":true}}}"

static void
test_apply (void)
{
  static const struct
  {
    SiluThinkLevel level;
    gboolean is_prefix;
    const char *body;
    const char *expected;
  } rows[] = {
    { SILU_THINK_AUTO, FALSE, "{\"gone\":1}", "{\"x\":{\"z\":3}}" },
    { SILU_THINK_OFF, FALSE, "{}", "{\"x\":{\"z\":3},\"t\":0}" },
    { SILU_THINK_HIGH, FALSE, "{}", "{\"x\":{\"z\":3,\"y\":2},\"t\":1}" },
    { SILU_THINK_LOW, FALSE, "{}", "{\"x\":{\"z\":3,\"y\":2},\"t\":1}" },
    { SILU_THINK_MAX, FALSE, "{}", "{\"x\":{\"z\":3,\"y\":2},\"t\":1}" },
    { SILU_THINK_OFF, TRUE, "{\"messages\":[{\"a\":1},{}]}",
      "{\"messages\":[{\"a\":1},{\"prefix\":true}],\"x\":{\"z\":4},\"t\":0}" },
    { SILU_THINK_AUTO, TRUE, "{\"messages\":[]}", "{\"messages\":[],\"x\":{\"z\":4}}" },
    { SILU_THINK_AUTO, TRUE, "{\"messages\":[1]}", "{\"messages\":[1],\"x\":{\"z\":4}}" },
    { SILU_THINK_AUTO, TRUE, "{\"messages\":1}", "{\"messages\":1,\"x\":{\"z\":4}}" },
    { SILU_THINK_AUTO, TRUE, "{}", "{\"x\":{\"z\":4}}" },
  };
  g_autoptr (SiluProfile) profile = profile_of (RULE);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SiluChatRequest) request = silu_chat_request_new ("m", profile);
      g_autoptr (JsonObject) body = parse (rows[i].body);
      g_autofree char *printed = NULL;

      request->think = rows[i].level;
      request->is_prefix = rows[i].is_prefix;
      silu_chat_request_apply_profile (request, body);
      printed = print (body);
      g_assert_cmpstr (printed, ==, rows[i].expected);
    }
}

static void
test_without_profile (void)
{
  g_autoptr (SiluChatRequest) request = silu_chat_request_new (NULL, NULL);
  g_autoptr (JsonObject) body = parse ("{\"messages\":[{}]}");
  g_autofree char *printed = NULL;

  request->think = SILU_THINK_MAX;
  request->is_prefix = TRUE;
  silu_chat_request_apply_profile (request, body);
  printed = print (body);
  g_assert_cmpstr (printed, ==, "{\"messages\":[{}]}");
  g_assert_cmpstr (request->model, ==, "");
  g_assert_cmpint (silu_chat_request_get_level (request), ==, SILU_THINK_AUTO);
}

static void
test_params (void)
{
  g_autoptr (SiluProfile) profile =
      profile_of ("{\"thinking\":{\"levels\":{\"off\":{},\"high\":{}}},\"parameters\":"
                  "{\"thinking\":{\"temperature\":\"ignored\"},\"answering\":{\"seed\":\"refused\"}"
                  ",\"both\":{\"top_k\":\"used\"}}}");
  g_autoptr (SiluChatRequest) request = silu_chat_request_new ("m", profile);
  double value = -1;

  g_assert_false (silu_chat_request_get_param (request, SILU_PARAM_TEMPERATURE, &value));
  g_assert_cmpfloat (value, ==, -1);
  silu_sampling_set (&request->sampling, SILU_PARAM_TEMPERATURE, 0.6);
  silu_sampling_set (&request->sampling, SILU_PARAM_SEED, 7);
  silu_sampling_set (&request->sampling, SILU_PARAM_TOP_K, 40);
  silu_sampling_set (&request->sampling, SILU_PARAM_NUM_CTX, 4096);

  request->think = SILU_THINK_OFF;
  g_assert_true (silu_chat_request_get_param (request, SILU_PARAM_TEMPERATURE, &value));
  g_assert_cmpfloat (value, ==, 0.6);
  g_assert_false (silu_chat_request_get_param (request, SILU_PARAM_SEED, &value));

  request->think = SILU_THINK_MAX; /* which becomes high */
  g_assert_false (silu_chat_request_get_param (request, SILU_PARAM_TEMPERATURE, &value));
  g_assert_true (silu_chat_request_get_param (request, SILU_PARAM_SEED, &value));
  g_assert_true (silu_chat_request_get_param (request, SILU_PARAM_TOP_K, &value));
  g_assert_cmpfloat (value, ==, 40);
  g_assert_false (silu_chat_request_get_param (request, SILU_PARAM_NUM_CTX, &value));
}

static void
test_messages (void)
{
  g_autoptr (SiluChatRequest) request = silu_chat_request_new ("m", NULL);
  SiluChatMessage *message = silu_chat_request_add (request, SILU_ROLE_ASSISTANT, "text");
  const SiluChatPiece *piece;

  silu_chat_message_add_piece (message, SILU_PIECE_REASONING, SILU_CHANNEL_REASONING, "why");
  silu_chat_message_add_tool_call (message, "id", "name", "{}");
  silu_chat_message_add_tool_call (message, NULL, NULL, "");

  g_assert_cmpuint (request->messages->len, ==, 1);
  g_assert_cmpstr (message->content, ==, "text");
  g_assert_null (message->reasoning);
  g_assert_cmpuint (message->pieces->len, ==, 3);
  piece = g_ptr_array_index (message->pieces, 0);
  g_assert_cmpint (piece->channel, ==, SILU_CHANNEL_REASONING);
  g_assert_cmpstr (piece->text, ==, "why");
  piece = g_ptr_array_index (message->pieces, 1);
  g_assert_cmpint (piece->kind, ==, SILU_PIECE_TOOL_CALL);
  g_assert_cmpstr (piece->id, ==, "id");
  g_assert_cmpstr (piece->name, ==, "name");
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/chat-request/assign", test_assign);
  g_test_add_func ("/chat-request/assign-copies", test_assign_copies);
  g_test_add_func ("/chat-request/apply", test_apply);
  g_test_add_func ("/chat-request/without-profile", test_without_profile);
  g_test_add_func ("/chat-request/params", test_params);
  g_test_add_func ("/chat-request/messages", test_messages);

  return g_test_run ();
}
