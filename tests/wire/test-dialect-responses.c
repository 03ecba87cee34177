/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OpenAI's Responses: what is asked, what the events decode to, and that encrypted reasoning goes
 * back as it came. */
#include "answer-log.h"
#include "silu-json.h"
#include "silu-test.h"

static SiluProfile *
make_profile (const char *rule)
{
  SiluProfile *profile = silu_profile_new ();
  g_autoptr (JsonNode) node = json_from_string (rule, NULL);
  g_autoptr (GError) error = NULL;

  silu_profile_apply (profile, json_node_get_object (node), &error);
  g_assert_no_error (error);

  return profile;
}

static char *
write_request (const SiluChatRequest *request)
{
  return silu_dialect_write_request (silu_dialect_find ("responses"), request);
}

#define USER(text)                                                                                 \
  "{\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"" text \
  "\"}]}"
#define ASSISTANT(text)                                                                            \
  "{\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\","           \
  "\"text\":\"" text "\"}]}"
#define HEAD "{\"model\":\"m\",\"instructions\":\"s\",\"input\":["
#define TAIL "],\"stream\":true,\"store\":false"
#define INCLUDE ",\"include\":[\"reasoning.encrypted_content\"]"

typedef struct
{
  const char *rule;
  const char *sampling;
  SiluThinkLevel level;
  const char *tail;
} Body;

#define LEVELS                                                                                     \
  "{\"replay\":\"always\",\"thinking\":{\"levels\":{\"off\":{\"reasoning.effort\":\"none\"},"      \
  "\"high\":{\"reasoning.effort\":\"high\",\"reasoning.summary\":\"auto\"}}}}"

static const Body bodies[] = {
  { "{}", "", SILU_THINK_HIGH, "}" },
  { LEVELS, "", SILU_THINK_AUTO, INCLUDE "}" },
  { LEVELS, "", SILU_THINK_OFF, INCLUDE ",\"reasoning\":{\"effort\":\"none\"}}" },
  { LEVELS, "", SILU_THINK_HIGH,
    INCLUDE ",\"reasoning\":{\"effort\":\"high\",\"summary\":\"auto\"}}" },
  { "{}", "temperature=0.5 top_p=0.25 max_tokens=100 seed=7 presence_penalty=1", SILU_THINK_AUTO,
    ",\"max_output_tokens\":100,\"temperature\":0.5,\"top_p\":0.25}" },
  { "{\"max_tokens_field\":\"max_completion_tokens\","
    "\"parameters\":{\"both\":{\"temperature\":\"refused\"}}}",
    "temperature=0.5 max_tokens=100", SILU_THINK_AUTO, ",\"max_output_tokens\":100}" },
  { "{\"replay\":\"always\",\"body\":{\"include\":null,\"service_tier\":\"flex\"}}", "",
    SILU_THINK_AUTO, ",\"service_tier\":\"flex\"}" },
};

static void
test_request (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (SiluProfile) profile = make_profile (bodies[i].rule);
      g_autoptr (SiluChatRequest) request = silu_chat_request_new ("m", profile);
      g_autofree char *expected = g_strconcat (HEAD USER ("q") TAIL, bodies[i].tail, NULL);
      g_autofree char *body = NULL;

      silu_chat_request_add (request, SILU_ROLE_SYSTEM, "s");
      silu_chat_request_add (request, SILU_ROLE_USER, "q");
      silu_sampling_from_string (&request->sampling, bodies[i].sampling);
      request->think = bodies[i].level;
      body = write_request (request);
      g_assert_cmpstr (body, ==, expected);
    }
}

/* Without a system prompt there are no instructions; a later one stays where it is. */
static void
test_no_instructions (void)
{
  g_autoptr (SiluProfile) profile = make_profile ("{\"system\":\"developer\"}");
  g_autoptr (SiluChatRequest) request = silu_chat_request_new ("m", profile);
  g_autofree char *body = NULL;

  silu_chat_request_add (request, SILU_ROLE_USER, "q");
  silu_chat_request_add (request, SILU_ROLE_SYSTEM, "s");
  silu_chat_request_add (request, SILU_ROLE_ASSISTANT, "");
  body = write_request (request);
  g_assert_cmpstr (body, ==,
                   "{\"model\":\"m\",\"input\":[" USER (
                       "q") ",{\"type\":\"message\",\"role\":\"developer\",\"content\":["
                            "{\"type\":\"input_text\",\"text\":\"s\"}]}," ASSISTANT ("") TAIL "}");
}

#define ITEM_1                                                                                     \
  "{\"id\":\"rs_1\",\"type\":\"reasoning\",\"summary\":[{\"type\":\"summary_text\","               \
  "\"text\":\"想 \\\"x\\\"\"}],\"encrypted_content\":\"gAAA/+==\",\"later\":{\"n\":[1,null]}}"
#define ITEM_2 "{\"type\":\"reasoning\",\"id\":\"rs_2\",\"summary\":[],\"encrypted_content\":\"e\"}"
#define CALL(id, name, arguments)                                                                  \
  "{\"type\":\"function_call\",\"call_id\":\"" id "\",\"name\":\"" name                            \
  "\",\"arguments\":\"" arguments "\"}"
#define OUTPUT(id, text)                                                                           \
  "{\"type\":\"function_call_output\",\"call_id\":\"" id "\",\"output\":\"" text "\"}"

static void
add_replay (SiluChatMessage *message, const char *item)
{
  silu_chat_message_add_piece (message, SILU_PIECE_REPLAY, SILU_CHANNEL_RESPONSES, item);
}

/* A turn with two thoughts and two calls, its results, and the turn that ends it. */
static SiluChatRequest *
make_history (gboolean replays)
{
  SiluChatRequest *request = silu_chat_request_new ("m", NULL);
  SiluChatMessage *message;

  silu_chat_request_add (request, SILU_ROLE_SYSTEM, "s");
  silu_chat_request_add (request, SILU_ROLE_USER, "q");

  message = silu_chat_request_add (request, SILU_ROLE_ASSISTANT, "Let me see.");
  message->reasoning = replays ? g_strdup ("想 \"x\"") : NULL;
  silu_chat_message_add_piece (message, SILU_PIECE_REASONING, SILU_CHANNEL_RESPONSES, "想 \"x\"");
  add_replay (message, ITEM_1);
  silu_chat_message_add_piece (message, SILU_PIECE_TEXT, SILU_CHANNEL_CONTENT, "Let me");
  silu_chat_message_add_piece (message, SILU_PIECE_TEXT, SILU_CHANNEL_CONTENT, " see.");
  silu_chat_message_add_tool_call (message, "c1", "f", "{\"a\":1}");
  add_replay (message, ITEM_2);
  silu_chat_message_add_piece (message, SILU_PIECE_REPLAY, SILU_CHANNEL_DETAILS, "[{}]");
  add_replay (message, "broken {");
  silu_chat_message_add_tool_call (message, "c2", "g", "{}");

  silu_chat_request_add (request, SILU_ROLE_TOOL, "one")->tool_call_id = g_strdup ("c1");
  silu_chat_request_add (request, SILU_ROLE_TOOL, "two")->tool_call_id = g_strdup ("c2");
  silu_chat_request_add (request, SILU_ROLE_ASSISTANT, "a");
  silu_chat_request_add (request, SILU_ROLE_USER, "more");

  return request;
}

static void
test_history (void)
{
  g_autoptr (SiluChatRequest) with = make_history (TRUE);
  g_autoptr (SiluChatRequest) without = make_history (FALSE);
  g_autofree char *body = write_request (with);
  g_autofree char *bare = write_request (without);

  g_assert_cmpstr (
      body, ==,
      HEAD USER ("q") "," ITEM_1 "," ASSISTANT ("Let me see.") "," CALL (
          "c1", "f",
          "{\\\"a\\\":1}") "," ITEM_2
                           "," CALL ("c2", "g", "{}") "," OUTPUT ("c1", "one") "," OUTPUT (
                               "c2", "two") "," ASSISTANT ("a") "," USER ("more") TAIL "}");
  g_assert_cmpstr (
      bare, ==,
      HEAD USER ("q") "," ASSISTANT ("Let me see.") "," CALL ("c1", "f", "{\\\"a\\\":1}") "," CALL (
          "c2", "g",
          "{}") "," OUTPUT ("c1", "one") "," OUTPUT ("c2",
                                                     "two") "," ASSISTANT ("a") "," USER ("more")
          TAIL "}");
}

/* A message whose text is not among its pieces; and one that is a thought and nothing else. */
static void
test_history_without_text_pieces (void)
{
  g_autoptr (SiluChatRequest) request = silu_chat_request_new ("m", NULL);
  g_autofree char *body = NULL;
  SiluChatMessage *message;

  silu_chat_request_add (request, SILU_ROLE_SYSTEM, "s");
  message = silu_chat_request_add (request, SILU_ROLE_ASSISTANT, "a");
  message->reasoning = g_strdup ("");
  add_replay (message, ITEM_1);
  add_replay (message, ITEM_2);
  silu_chat_message_add_tool_call (message, "c1", "f", "{}");
  message = silu_chat_request_add (request, SILU_ROLE_ASSISTANT, "");
  message->reasoning = g_strdup ("");
  add_replay (message, ITEM_2);

  body = write_request (request);
  g_assert_cmpstr (body, ==,
                   HEAD ITEM_1 "," ITEM_2 "," ASSISTANT ("a") "," CALL (
                       "c1", "f", "{}") "," ITEM_2 "," ASSISTANT ("") TAIL "}");
}

typedef struct
{
  const char *name;
  const char *line;
  SiluStreamEnd end;
} Case;

#define RS(summary, rest)                                                                          \
  "p7:{\"id\":\"rs_01\",\"type\":\"reasoning\",\"summary\":[" summary "]" rest "}"
#define ST(text) "{\"type\":\"summary_text\",\"text\":\"" text "\"}"
#define ENC(text) ",\"encrypted_content\":\"" text "\""
#define USAGE "u:75/1186/1024/64/-1"

static const Case cases[] = {
  { "summary",
    "T|r7:**Planning**\n\nTwo steps\n\n**Checking**\n\n再算一遍。|" RS (
        ST ("**Planning**\\n\\nTwo steps") "," ST ("**Checking**\\n\\n再算一遍。"),
        ENC ("gAAAA/+é==")) "|t1:It is **42**。|" USAGE "|f:stop:completed",
    SILU_STREAM_COMPLETE },
  { "raw-thoughts", "T|r7:a < b, so|t1:yes|u:9/7/4/0/-1|f:stop:completed", SILU_STREAM_COMPLETE },
  { "named-only", "r7:Hm.|t1:Done.|f:stop:completed", SILU_STREAM_COMPLETE },
  { "done-only", "T|r7:One.\n\nTwo.|t1:First. Second.|f:stop:completed", SILU_STREAM_COMPLETE },
  { "items-only",
    "T|r7:One.\n\nTwo.|" RS (ST ("One.") "," ST ("Two."),
                             ENC ("gAAA")) "|t1:First. Second.|o0 call_1 f {\"x\":1}"
                                           "|f:tools:completed",
    SILU_STREAM_COMPLETE },
  { "end-only",
    "T|r7:One.|" RS (ST ("One."), ENC ("gAAA")) "|t1:All of it.|o0 call_1 f {}|" USAGE
                                                "|f:tools:completed",
    SILU_STREAM_COMPLETE },
  { "renumbered", "t1:Once.|T|r7:Late.|f:stop:completed", SILU_STREAM_COMPLETE },
  { "hidden-thoughts",
    "T|" RS ("", ENC ("gAAAB")) "|t1:<think> is a tag; </think> too.|u:10/600/576/0/-1"
                                "|f:stop:completed",
    SILU_STREAM_COMPLETE },
  { "empty-encrypted", "T|r7:S.|t1:T.|f:stop:completed", SILU_STREAM_COMPLETE },
  { "interleaved",
    "T|r7:A|" RS (ST ("A"), ENC ("e1")) "|T|r7:\n\nB|" RS (
        ST ("B"),
        ENC ("e2")) "|o0 call_9 calc {}|T|r7:C|" RS (ST ("C"),
                                                     ENC ("e3")) "|t1:D|f:tools:completed",
    SILU_STREAM_COMPLETE },
  { "tools",
    "o0 call_1 calc {\"a\":12}|o1 call_2 look {\"q\":\"好\"}|u:134/28/0/0/-1|f:tools:completed",
    SILU_STREAM_COMPLETE },
  { "tools-unannounced", "o0 call_1 calc {\"a\":1}|f:tools:completed", SILU_STREAM_COMPLETE },
  { "length", "t1:Half a|u:5/16/0/0/-1|f:length:max_output_tokens", SILU_STREAM_COMPLETE },
  { "filter", "t1:Half a|f:filter:content_filter", SILU_STREAM_COMPLETE },
  { "incomplete", "t1:Half a|f:unknown:incomplete", SILU_STREAM_COMPLETE },
  { "refusal", "t1:I'm sorry, no.|f:filter:refusal", SILU_STREAM_COMPLETE },
  { "refusal-at-end", "t1:No.|f:filter:refusal", SILU_STREAM_COMPLETE },
  { "error", "e:balance:You exceeded your current quota. · insufficient_quota",
    SILU_STREAM_FAILED },
  { "error-flat", "t1:Half|e:rate_limit:Slow down. · rate_limit_exceeded", SILU_STREAM_FAILED },
  { "error-silent", "e:server:-", SILU_STREAM_FAILED },
  { "error-plain", "t1:Half <th|e:server:upstream went away", SILU_STREAM_FAILED },
  { "error-named", "e:server:bad input", SILU_STREAM_FAILED },
  { "error-foreign", "e:server:boom", SILU_STREAM_FAILED },
  { "failed", "t1:Half|u:3/1/0/0/-1|e:server:The model produced an error. · server_error",
    SILU_STREAM_FAILED },
  { "failed-silent", "e:server:-", SILU_STREAM_FAILED },
  { "cut", "t1:Half", SILU_STREAM_CUT },
  { "done-after", "t1:Whole|f:stop:completed", SILU_STREAM_COMPLETE },
  { "done-before", "t1:Whole|f:stop:completed", SILU_STREAM_COMPLETE },
  { "not-object", "t1:Half|e:protocol:not a JSON object", SILU_STREAM_FAILED },
  { "tags", "r4:Hm.|t1:Done.|f:stop:completed", SILU_STREAM_COMPLETE },
  { "odd", "t1:ab|T|u:-1/2/-1/-1/-1|f:stop:completed", SILU_STREAM_COMPLETE },
  { "object",
    "T|r7:One.\n\nTwo.|" RS (ST ("One.") "," ST ("Two."), ENC ("gAAA")) "|t1:First. Second.|" USAGE
                                                                        "|f:stop:completed",
    SILU_STREAM_COMPLETE },
  { "object-tools", "o0 call_1 f {\"x\":1}|o1 call_2 g {}|f:tools:completed",
    SILU_STREAM_COMPLETE },
  { "object-incomplete", "t1:Half|f:length:max_output_tokens", SILU_STREAM_COMPLETE },
  { "object-failed", "t1:Half|e:server:It broke. · server_error", SILU_STREAM_FAILED },
  { "object-queued", "", SILU_STREAM_CUT },
  { "object-error", "e:model:model `x` does not exist · model_not_found", SILU_STREAM_FAILED },
  { "object-no-status", "t1:Hi.|f:stop:completed", SILU_STREAM_COMPLETE },
};

static void
test_case (gconstpointer data)
{
  const Case *expected = data;

  answer_log_check_corpus ("responses", expected->name, expected->line, expected->end);
}

/* The parser's words differ from version to version: only that it fails, and what came before. */
static void
test_broken (void)
{
  const char *events = "event: response.output_text.delta\ndata: {\"delta\":\"Half\"}\n\n"
                       "event: response.output_text.delta\ndata: {\"delta\":\n\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (events, strlen (events));
  SiluStreamEnd end;
  g_autofree char *line = answer_log_decode ("responses", SILU_BODY_STREAM, bytes, 0, 1, &end);

  g_assert_cmpint (end, ==, SILU_STREAM_FAILED);
  g_assert_true (g_str_has_prefix (line, "t1:Half|e:protocol:not JSON"));
}

/* So many parts that not all of them are remembered: no delta of them is lost. */
static void
test_many_parts (void)
{
  g_autoptr (GString) events = g_string_new (NULL);
  g_autoptr (GString) expected = g_string_new ("t1:");
  g_autoptr (GBytes) bytes = NULL;
  SiluStreamEnd end;
  g_autofree char *line = NULL;

  for (guint item = 0; item < 20; item++)
    for (guint part = 0; part < 2000; part++)
      {
        g_string_append_printf (events,
                                "data: {\"type\":\"response.output_text.delta\",\"output_index\":%u"
                                ",\"content_index\":%u,\"delta\":\"%c\"}\n\n",
                                item, part, 'a' + (int) (part % 26));
        g_string_append_c (expected, (char) ('a' + part % 26));
      }
  bytes = g_bytes_new (events->str, events->len);
  line = answer_log_decode ("responses", SILU_BODY_STREAM, bytes, 0, events->len, &end);
  g_assert_cmpstr (line, ==, expected->str);
}

/* What the stream of one answer says, read event by event with json-glib alone; a second answer
 * begins with its response.created. */
static char *
expect (char **payloads, gsize *at, GString *framed)
{
  GString *line = g_string_new (NULL);
  gboolean begun = FALSE;

  for (; payloads[*at] != NULL && *payloads[*at] != '\0'; (*at)++)
    {
      g_autoptr (JsonNode) node = json_from_string (payloads[*at], NULL);
      JsonObject *event = json_node_get_object (node);
      const char *type = json_object_get_string_member (event, "type");
      JsonObject *item = silu_json_get_object (event, "item");
      JsonNode *inner = item != NULL ? json_object_get_member (event, "item") : NULL;
      const char *delta = silu_json_get_string (event, "delta");

      if (g_str_equal (type, "response.created") && begun)
        break;
      begun = TRUE;
      g_string_append_printf (framed, "event: %s\ndata: %s\n\n", type, payloads[*at]);

      if (g_str_equal (type, "response.output_item.added"))
        {
          if (g_strcmp0 (silu_json_get_string (item, "type"), "reasoning") == 0)
            g_string_append (line, "|T|r7:");
          else if (g_strcmp0 (silu_json_get_string (item, "type"), "message") == 0)
            g_string_append (line, "|t1:");
          else
            g_string_append_printf (line, "|o0 %s %s ", silu_json_get_string (item, "call_id"),
                                    silu_json_get_string (item, "name"));
        }
      else if (g_str_equal (type, "response.output_item.done") &&
               json_object_has_member (item, "encrypted_content"))
        {
          g_autofree char *json = json_to_string (inner, FALSE);

          g_string_append_printf (line, "|p7:%s", json);
        }
      else if (delta != NULL)
        {
          g_string_append (line, delta);
        }
    }

  return g_string_free (line, FALSE);
}

static void
test_recorded (void)
{
  g_autofree char *lines =
      silu_test_read_shared ("streams/openai-reasoning-encrypted-content.1.jsonl", NULL);
  g_auto (GStrv) payloads = NULL;
  gsize at = 0;
  guint n_answers = 0;

  if (lines == NULL)
    {
      g_test_skip ("the shared recordings are not here");
      return;
    }

  payloads = g_strsplit (lines, "\n", -1);
  while (payloads[at] != NULL && *payloads[at] != '\0')
    {
      g_autoptr (GString) framed = g_string_new (NULL);
      g_autofree char *expected = expect (payloads, &at, framed);
      g_autoptr (GBytes) bytes = g_bytes_new (framed->str, framed->len);
      SiluStreamEnd end;
      g_autofree char *whole =
          answer_log_decode ("responses", SILU_BODY_STREAM, bytes, 0, framed->len, &end);

      g_assert_cmpint (end, ==, SILU_STREAM_COMPLETE);
      g_assert_true (g_str_has_prefix (whole, expected + 1));
      g_assert_true (g_str_has_prefix (whole + strlen (expected + 1), "|u:"));
      answer_log_check ("responses", SILU_BODY_STREAM, bytes, whole, end);
      n_answers++;
    }
  g_assert_cmpuint (n_answers, ==, 4);
}

static void
test_recorded_error (void)
{
  g_autofree char *lines = silu_test_read_shared ("streams/openai-error.1.jsonl", NULL);
  g_auto (GStrv) payloads = NULL;
  g_autoptr (GString) framed = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *whole = NULL;
  SiluStreamEnd end;
  gsize at = 0;

  if (lines == NULL)
    {
      g_test_skip ("the shared recordings are not here");
      return;
    }

  payloads = g_strsplit (lines, "\n", -1);
  expected = expect (payloads, &at, framed);
  g_assert_cmpstr (expected, ==, "");
  bytes = g_bytes_new (framed->str, framed->len);
  whole = answer_log_decode ("responses", SILU_BODY_STREAM, bytes, 0, framed->len, &end);
  g_assert_cmpint (end, ==, SILU_STREAM_FAILED);
  g_assert_true (g_str_has_prefix (whole, "e:balance:You exceeded your current quota, please"));
  answer_log_check ("responses", SILU_BODY_STREAM, bytes, whole, end);
}

static void
keep_replay_cb (const SiluDelta *delta, gpointer user_data)
{
  SiluChatMessage *message = user_data;

  if (delta->kind == SILU_DELTA_REPLAY)
    silu_chat_message_add_piece (message, SILU_PIECE_REPLAY, delta->channel, delta->text);
}

/* An item goes out as it came in: the same members in the same order, the same text. */
static void
test_round_trip (void)
{
  const char *item = "{\"id\":\"rs_1\",\"type\":\"reasoning\",\"summary\":[{\"type\":"
                     "\"summary_text\",\"text\":\"\\u60f3 / \\\"\\t\\u0001 \\ud83d\\ude00\"}],"
                     "\"encrypted_content\":\"gAAA+/=\\/\",\"n\":[1,2.5,null,true,{}]}";
  g_autofree char *events =
      g_strdup_printf ("data: {\"type\":\"response.output_item.done\",\"item\":%s}\n\n", item);
  g_autoptr (SiluChatRequest) request = silu_chat_request_new ("m", NULL);
  SiluChatMessage *message = silu_chat_request_add (request, SILU_ROLE_ASSISTANT, "a");
  g_autoptr (SiluProfile) profile = silu_profile_new ();
  g_autoptr (SiluStream) stream = silu_stream_new (silu_dialect_find ("responses"), profile,
                                                   SILU_BODY_STREAM, keep_replay_cb, message);
  g_autofree char *body = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (JsonNode) expected = json_from_string (item, NULL);
  g_autoptr (GList) members = json_object_get_members (json_node_get_object (expected));
  g_autoptr (GList) sent = NULL;
  JsonNode *first;

  silu_stream_feed (stream, events, strlen (events));
  g_assert_cmpuint (message->pieces->len, ==, 1);
  message->reasoning = g_strdup ("");
  body = write_request (request);
  root = json_from_string (body, NULL);
  first = json_array_get_element (
      json_object_get_array_member (json_node_get_object (root), "input"), 0);
  g_assert_true (json_node_equal (first, expected));

  sent = json_object_get_members (json_node_get_object (first));
  for (GList *a = members, *b = sent; a != NULL; a = a->next, b = b->next)
    g_assert_cmpstr (a->data, ==, b->data);
}

static void
test_places (void)
{
  const SiluDialect *dialect = silu_dialect_find ("responses");
  const char *models = "{\"data\":[{\"id\":\"gpt-5.1\"}]}";
  g_autofree char *path = silu_dialect_dup_path (dialect, "m");
  g_autoptr (GPtrArray) list = silu_dialect_read_models (dialect, models, strlen (models));
  const char *prefix;

  g_assert_cmpstr (path, ==, "responses");
  g_assert_cmpstr (silu_dialect_get_models_path (dialect), ==, "models");
  g_assert_cmpstr (silu_dialect_get_key_header (dialect, &prefix), ==, "Authorization");
  g_assert_cmpstr (prefix, ==, "Bearer ");
  g_assert_cmpuint (list->len, ==, 1);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/responses/request", test_request);
  g_test_add_func ("/responses/no-instructions", test_no_instructions);
  g_test_add_func ("/responses/history", test_history);
  g_test_add_func ("/responses/history/without-text-pieces", test_history_without_text_pieces);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/responses/answer/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/responses/broken", test_broken);
  g_test_add_func ("/responses/many-parts", test_many_parts);
  g_test_add_func ("/responses/recorded", test_recorded);
  g_test_add_func ("/responses/recorded-error", test_recorded_error);
  g_test_add_func ("/responses/round-trip", test_round_trip);
  g_test_add_func ("/responses/places", test_places);

  return g_test_run ();
}
