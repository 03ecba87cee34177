/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Anthropic's messages: what the events decode to, and that signed thoughts go back as they came.
 */
#include "answer-turn.h"
#include "anthropic-blocks.h"
#include "silu-test.h"

typedef struct
{
  const char *name;
  const char *line;
  SiluStreamEnd end;
} Case;

#define P(signature, length) "p6:" SIGNED_LENGTH (signature, length)
#define START "u:69/-1/-1/0/-1|"

static const Case cases[] = {
  { "after-stop", START "t6:One.|u:69/4/-1/0/-1|f:stop:end_turn", SILU_STREAM_COMPLETE },
  { "bare-stop", START "t6:One.", SILU_STREAM_COMPLETE },
  { "cut", START "t6:Half", SILU_STREAM_CUT },
  { "cut-thought", START "T|r6:Half a thou", SILU_STREAM_CUT },
  { "done", START "t6:One.|u:69/4/-1/0/-1|f:stop:end_turn", SILU_STREAM_COMPLETE },
  { "duplicate-start", "u:10/-1/-1/0/-1|t6:ok|u:10/2/-1/0/-1|f:stop:end_turn",
    SILU_STREAM_COMPLETE },
  { "error", START "T|r6:Hm|e:overloaded:Overloaded · overloaded_error", SILU_STREAM_FAILED },
  { "error-at-once",
    "e:rate_limit:This request would exceed your organization's limit. · rate_limit_error",
    SILU_STREAM_FAILED },
  { "error-flat", START "e:server:Internal server error", SILU_STREAM_FAILED },
  { "error-limit",
    "e:context_length:input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000 "
    "· invalid_request_error",
    SILU_STREAM_FAILED },
  { "error-model", "e:model:model: claude-0 · not_found_error", SILU_STREAM_FAILED },
  { "error-plain", START "e:server:upstream connect error", SILU_STREAM_FAILED },
  { "error-request",
    "e:request:messages.1.content.0.thinking: Invalid signature · invalid_request_error",
    SILU_STREAM_FAILED },
  { "error-silent", START "e:server:-", SILU_STREAM_FAILED },
  { "error-too-long",
    "e:context_length:prompt is too long: 210000 tokens > 200000 maximum · invalid_request_error",
    SILU_STREAM_FAILED },
  { "error-unnamed", START "e:server:the model runner has stopped", SILU_STREAM_FAILED },
  { "error-untyped", START "e:server:Upstream broke.", SILU_STREAM_FAILED },
  { "event-only", START "T|r6:Hm.|" P ("c2ln", "3") "|t6:Yes.|u:69/9/-1/0/-1|f:stop:end_turn",
    SILU_STREAM_COMPLETE },
  { "interleaved",
    START "T|r6:First I look.|" P ("czE=", "13") "|t6:Looking.|T|r6:Now both.|" P (
        "czI=",
        "9") "|o0 toolu_01 get {\"city\": \"Paris\"}|T|" P ("czM=", "0") "|o1 toolu_02 now "
                                                                         "|u:69/80/-1/0/"
                                                                         "-1|f:tools:tool_use",
    SILU_STREAM_COMPLETE },
  { "json-only",
    "u:1079/-1/-1/1000/-1|T|r6:The previous result was 925.\n\n再除以 5。|" P (
        "EvQBCkYI/+==",
        "44") "|t6:925 ÷ 5 = **185**|u:1079/53/-1/1000/-1|f:stop:end_turn",
    SILU_STREAM_COMPLETE },
  { "late-stop",
    START "T|r6:想一想|t6:It |" P ("czE=", "9") "|t6:is.|u:69/12/-1/0/-1|f:stop:end_turn",
    SILU_STREAM_COMPLETE },
  { "length", START "T|r6:So long|u:69/100/-1/0/-1|f:length:max_tokens", SILU_STREAM_COMPLETE },
  { "never-stopped",
    START
    "T|r6:One.|" P ("czE=", "4") "|T|r6:Two.|t6:Three.|" P ("czI=",
                                                            "4") "|u:69/12/-1/0/-1|f:stop:end_turn",
    SILU_STREAM_COMPLETE },
  { "no-message-stop", START "t6:Whole.|u:69/4/-1/0/-1|f:stop:end_turn", SILU_STREAM_COMPLETE },
  { "object",
    "T|r6:再想。|" P (
        "czE=",
        "9") "|T|p6:{\"type\":\"redacted_thinking\",\"data\":\"Emw=\"}|t6:Let me call.|o0 toolu_1 "
             "get {\"a\":1}|o1 toolu_2 now |u:105/40/12/100/-1|f:tools:tool_use",
    SILU_STREAM_COMPLETE },
  { "object-empty", "", SILU_STREAM_CUT },
  { "object-error", "e:auth:invalid x-api-key · authentication_error", SILU_STREAM_FAILED },
  { "object-refusal", "u:5/1/-1/-1/-1|f:filter:refusal", SILU_STREAM_COMPLETE },
  { "odd", "o0 - - |t6:t", SILU_STREAM_COMPLETE },
  { "omitted",
    "u:47/-1/-1/0/-1|T|" P ("EsECCokBCBAYAipA", "0") "|t6:21|u:47/496/62/0/-1|f:stop:end_turn",
    SILU_STREAM_COMPLETE },
  { "pause", START "t6:Wait|u:69/4/-1/0/-1|f:unknown:pause_turn", SILU_STREAM_COMPLETE },
  { "redacted",
    START "T|r6:Let me see.|" P (
        "czE=",
        "11") "|T|p6:{\"type\":\"redacted_thinking\",\"data\":\"EmwKAhgBEgy3va3pzix/"
              "LafPsn4a\"}|T|p6:{\"type\":\"redacted_thinking\",\"data\":\"EmwKAhgBEgy3vb==\"}|t6:"
              "Done.|u:69/20/-1/0/-1|f:stop:end_turn",
    SILU_STREAM_COMPLETE },
  { "refusal", "u:18/-1/-1/0/-1|u:18/5/-1/0/-1|f:filter:refusal", SILU_STREAM_COMPLETE },
  { "spliced-start",
    "u:10/-1/-1/0/-1|T|r6:first|" P ("czE=", "5") "|o0 toolu_1 lookup "
                                                  "{\"value\":\"Spark|u:20/-1/-1/0/"
                                                  "-1|T|r6:second|" P (
                                                      "czI=",
                                                      "6") "|o1 toolu_2 lookup "
                                                           "{\"value\":\"complete\"}|u:20/30/-1/0/"
                                                           "-1|f:tools:tool_use",
    SILU_STREAM_COMPLETE },
  { "start-with-content", "o0 toolu_1 lookup {\"id\":\"c1\"}|u:0/0/-1/0/-1|f:tools:tool_use",
    SILU_STREAM_COMPLETE },
  { "surrogates", START "T|r6:a ���😀|" P ("czE=", "15") "|t6:x|u:69/4/-1/0/-1|f:stop:end_turn",
    SILU_STREAM_COMPLETE },
  { "tags", START "t6:<think>is a tag</think> in text|u:69/4/-1/0/-1|f:stop:end_turn",
    SILU_STREAM_COMPLETE },
  { "thinking",
    "u:1079/-1/-1/1000/-1|T|r6:The previous result was 925.\n\n再除以 5。|" P (
        "EvQBCkYI/+==",
        "44") "|t6:925 ÷ 5 = **185**|u:1079/53/-1/1000/-1|f:stop:end_turn",
    SILU_STREAM_COMPLETE },
  { "tools",
    START "t6:Two calls.|o0 toolu_01 weather {\"location\": \"旧金山\"}|o1 toolu_02 time "
          "{\"zone\":\"UTC\",\"n\":[1,null]}|o2 toolu_03 none |u:69/65/-1/0/-1|f:tools:tool_use",
    SILU_STREAM_COMPLETE },
  { "unannounced", START "T|r6:Hm.|t6:Yes.|u:69/4/-1/0/-1|f:stop:end_turn", SILU_STREAM_COMPLETE },
  { "unknown", START "t6:Found.|u:69/3/-1/0/-1|u:69/4/-1/0/-1|f:stop:stop_sequence",
    SILU_STREAM_COMPLETE },
  { "window", START "t6:And|u:69/100/-1/0/-1|f:length:model_context_window_exceeded",
    SILU_STREAM_COMPLETE },
};

static void
test_case (gconstpointer data)
{
  const Case *row = data;

  answer_log_check_corpus ("anthropic", row->name, row->line, row->end);
}

/* Of what is no JSON the parser's words are not ours. */
static void
test_broken (void)
{
  static const struct
  {
    const char *bytes;
    SiluBody body;
    const char *before;
  } rows[] = {
    { "data: {\"type\":\n\n", SILU_BODY_STREAM, "e:protocol:" },
    { "data: [1]\n\n", SILU_BODY_STREAM, "e:protocol:" },
    { "{\"content\":[", SILU_BODY_OBJECT, "e:protocol:" },
    { "[]", SILU_BODY_OBJECT, "e:protocol:" },
    { "event: content_block_delta\n"
      "data: {\"delta\":{\"type\":\"text_delta\",\"text\":\"x\"}}\n\ndata: x\n\n",
      SILU_BODY_STREAM, "t6:x|e:protocol:" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (rows[i].bytes, strlen (rows[i].bytes));
      SiluStreamEnd end;
      g_autofree char *line = answer_log_decode ("anthropic", rows[i].body, bytes, 0, 5, &end);

      g_assert_true (g_str_has_prefix (line, rows[i].before));
      g_assert_cmpint (end, ==, SILU_STREAM_FAILED);
    }
}

static void
append_event (GString *events, const char *json)
{
  g_string_append_printf (events, "data: %s\n\n", json);
}

/* A signature without end, and blocks without end: neither is kept. */
static void
test_bounds (void)
{
  g_autoptr (GString) events = g_string_new (NULL);
  g_autofree char *long_text = g_strnfill (64 * 1024, 'A');
  g_autoptr (GBytes) bytes = NULL;
  SiluStreamEnd end;
  g_autofree char *line = NULL;

  append_event (events, "{\"type\":\"content_block_start\",\"index\":0,"
                        "\"content_block\":{\"type\":\"thinking\",\"thinking\":\"Hm.\"}}");
  for (int i = 0; i < 17; i++)
    g_string_append_printf (events,
                            "data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{"
                            "\"type\":\"signature_delta\",\"signature\":\"%s\"}}\n\n",
                            long_text);
  for (int i = 1; i < 1000; i++)
    g_string_append_printf (events,
                            "data: {\"type\":\"content_block_start\",\"index\":%d,"
                            "\"content_block\":{\"type\":\"text\",\"text\":\"x\"}}\n\n",
                            i);
  bytes = g_bytes_new (events->str, events->len);
  line = answer_log_decode ("anthropic", SILU_BODY_STREAM, bytes, 0, events->len, &end);
  g_assert_true (g_str_has_prefix (line, "T|r6:Hm.|t6:xxx"));
  g_assert_null (strstr (line, "signature"));
  g_assert_cmpint (end, ==, SILU_STREAM_CUT);
}

typedef struct
{
  const char *name;
  gboolean calls_last;
  const char *blocks;
} RoundTrip;

#define GET USE ("toolu_01", "get", "{\"city\":\"Paris\"}")
#define NOW USE ("toolu_02", "now", "{}")

/* What the server sent, by the recordings. */
static const RoundTrip round_trips[] = {
  { "thinking", TRUE,
    "[" THINKING ("The previous result was 925.\\n\\n再除以 5。",
                  "EvQBCkYI/+==") "," TEXT ("925 ÷ 5 = **185**") "]" },
  { "omitted", TRUE, "[" THINKING ("", "EsECCokBCBAYAipA") "," TEXT ("21") "]" },
  { "redacted", TRUE,
    "[" THINKING ("Let me see.", "czE=") "," REDACTED (
        "EmwKAhgBEgy3va3pzix/LafPsn4a") "," REDACTED ("EmwKAhgBEgy3"
                                                      "vb==") "," TEXT ("Done.") "]" },
  { "interleaved", FALSE,
    "[" THINKING ("First I look.", "czE=") "," TEXT (
        "Looking.") "," THINKING ("Now both.", "czI=") "," GET "," THINKING ("", "czM=") "," NOW
                                                                                         "]" },
  { "late-stop", TRUE, "[" THINKING ("想一想", "czE=") "," TEXT ("It is.") "]" },
  { "never-stopped", TRUE,
    "[" THINKING ("One.", "czE=") "," THINKING ("Two.", "czI=") "," TEXT ("Three.") "]" },
  { "unannounced", TRUE, "[" TEXT ("Yes.") "]" },
  { "object", TRUE,
    "[" THINKING ("再想。", "czE=") "," REDACTED ("Emw=") "," TEXT (
        "Let me call.") "," USE ("toolu_1", "get", "{\"a\":1}") "," USE ("toolu_2",
                                                                         "now",
                                                                         "{}") "]" },
};

static void
test_round_trip (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (round_trips); i++)
    {
      g_autoptr (SiluChatRequest) request = silu_chat_request_new ("m", NULL);
      g_autofree char *body = NULL;
      g_autofree char *blocks = NULL;

      silu_chat_request_add (request, SILU_ROLE_USER, "q");
      answer_turn_add_corpus (request, "anthropic", round_trips[i].name, round_trips[i].calls_last);
      silu_chat_request_add (request, SILU_ROLE_USER, "r");
      body = silu_dialect_write_request (silu_dialect_find ("anthropic"), request);
      blocks = answer_turn_dup_json (body, "messages", 1, "content");
      g_assert_cmpstr (blocks, ==, round_trips[i].blocks);
    }
}

/* What a recording says, read event by event with json-glib alone. */
static void
expect (char **payloads, GString *line, GString *framed)
{
  g_autoptr (GString) signature = g_string_new (NULL);
  guint length = 0;

  for (gsize i = 0; payloads[i] != NULL && *payloads[i] != '\0'; i++)
    {
      g_autoptr (JsonNode) node = json_from_string (payloads[i], NULL);
      JsonObject *event = json_node_get_object (node);
      JsonObject *delta = silu_json_get_object (event, "delta");
      const char *type = json_object_get_string_member (event, "type");
      const char *thought = silu_json_get_string (delta, "thinking");
      const char *text = silu_json_get_string (delta, "text");

      g_string_append_printf (framed, "event: %s\ndata: %s\n\n", type, payloads[i]);
      if (thought != NULL)
        {
          g_string_append_printf (line, "%s%s", length == 0 ? "|T|r6:" : "", thought);
          length += (guint) strlen (thought);
        }
      else if (silu_json_get_string (delta, "signature") != NULL)
        {
          g_string_append (signature, silu_json_get_string (delta, "signature"));
        }
      else if (g_str_equal (type, "content_block_stop") && signature->len > 0)
        {
          g_string_append_printf (line, "|p6:" SIGNED_LENGTH ("%s", "%u") "|t6:", signature->str,
                                  length);
          g_string_truncate (signature, 0);
        }
      else if (text != NULL)
        {
          g_string_append (line, text);
        }
    }
}

static void
test_recorded (gconstpointer data)
{
  gboolean thinks = strstr (data, "thinking") != NULL;
  g_autofree char *lines = silu_test_read_shared (data, NULL);
  g_autoptr (GString) expected = g_string_new (thinks ? "u:69/-1/-1/0/-1" : "u:12/-1/-1/0/-1|t6:");
  g_autoptr (GString) framed = g_string_new (NULL);
  g_auto (GStrv) payloads = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (lines == NULL)
    {
      g_test_skip ("the shared recordings are not here");
      return;
    }

  payloads = g_strsplit (lines, "\n", -1);
  expect (payloads, expected, framed);
  g_string_append (expected, thinks ? "|u:69/53" : "|u:12/30");
  g_string_append (expected, "/-1/0/-1|f:stop:end_turn");
  bytes = g_bytes_new (framed->str, framed->len);
  answer_log_check ("anthropic", SILU_BODY_STREAM, bytes, expected->str, SILU_STREAM_COMPLETE);
}

static void
test_places (void)
{
  const SiluDialect *dialect = silu_dialect_find ("anthropic");
  const char *models = "{\"data\":[{\"type\":\"model\",\"id\":\"claude-sonnet-5\","
                       "\"display_name\":\"Claude Sonnet 5\"}],\"has_more\":false}";
  g_autofree char *path = silu_dialect_dup_path (dialect, "m");
  g_autoptr (GPtrArray) list = silu_dialect_read_models (dialect, models, strlen (models));
  const char *const *headers = silu_dialect_get_headers (dialect);
  const char *prefix;

  g_assert_cmpstr (path, ==, "messages");
  g_assert_true (g_str_has_prefix (silu_dialect_get_models_path (dialect), "models"));
  g_assert_cmpstr (silu_dialect_get_key_header (dialect, &prefix), ==, "x-api-key");
  g_assert_cmpstr (prefix, ==, "");
  g_assert_cmpstr (headers[0], ==, "anthropic-version");
  g_assert_cmpstr (headers[1], ==, "2023-06-01");
  g_assert_null (headers[2]);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpstr (((SiluModelInfo *) g_ptr_array_index (list, 0))->id, ==, "claude-sonnet-5");
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/anthropic/answer/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/anthropic/broken", test_broken);
  g_test_add_func ("/anthropic/bounds", test_bounds);
  g_test_add_func ("/anthropic/round-trip", test_round_trip);
  g_test_add_data_func ("/anthropic/recorded/thinking", "streams/anthropic-clear-thinking.1.jsonl",
                        test_recorded);
  g_test_add_data_func ("/anthropic/recorded/text", "streams/anthropic-text.jsonl", test_recorded);
  g_test_add_func ("/anthropic/places", test_places);

  return g_test_run ();
}
