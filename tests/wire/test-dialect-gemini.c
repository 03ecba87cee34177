/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gemini's chunks: what their parts decode to, and that signatures go back on the parts on which
 * they came. */
#include "answer-turn.h"
#include "gemini-parts.h"
#include "silu-test.h"

typedef struct
{
  const char *name;
  const char *line;
  SiluStreamEnd end;
} Case;

#define P(member, value, signature) "p8:" SIGNATURE (member, value, signature)
#define STOP "|f:stop:STOP"

static const Case cases[] = {
  { "blocked", "u:9/-1/-1/-1/-1|f:filter:PROHIBITED_CONTENT", SILU_STREAM_COMPLETE },
  { "crlf", "t8:One" STOP, SILU_STREAM_COMPLETE },
  { "cut", "t8:One", SILU_STREAM_CUT },
  { "cut-thought", "T|r8:Half a", SILU_STREAM_CUT },
  { "done", "t8:One" STOP, SILU_STREAM_COMPLETE },
  { "error", "t8:Half|e:overloaded:The model is overloaded. Please try again later.",
    SILU_STREAM_FAILED },
  { "error-after", "t8:Whole" STOP "|e:server:An internal error has occurred.",
    SILU_STREAM_FAILED },
  { "error-context",
    "e:context_length:The input token count (1200000) exceeds the maximum number of tokens allowed "
    "(1048576).",
    SILU_STREAM_FAILED },
  { "error-credits",
    "e:balance:Your prepayment credits are depleted. Manage your project and billing.",
    SILU_STREAM_FAILED },
  { "error-key", "e:auth:API key not valid. Please pass a valid API key.", SILU_STREAM_FAILED },
  { "error-model",
    "e:model:models/gemini-0 is not found for API version v1beta, or is not supported for "
    "generateContent.",
    SILU_STREAM_FAILED },
  { "error-plain", "e:server:upstream connect error", SILU_STREAM_FAILED },
  { "error-rate",
    "e:rate_limit:You exceeded your current quota, please check your plan and billing details.",
    SILU_STREAM_FAILED },
  { "error-request",
    "e:request:Thinking level MINIMAL is not supported for this model. Please retry with other "
    "thinking level.",
    SILU_STREAM_FAILED },
  /* A word that comes with every chunk is said once; a call makes it another. */
  { "finish-each",
    "t8:One|u:5/1/-1/-1/-1" STOP "|t8: two|u:5/2/-1/-1/-1|o0 - f {}|u:5/3/-1/-1/-1|f:tools:STOP"
    "|t8:!|u:5/4/-1/-1/-1|f:length:MAX_TOKENS",
    SILU_STREAM_COMPLETE },
  { "hidden-thoughts", "T|t8:4|u:15/53/52/-1/-1|" P ("text", "0", "EpcCCpQC") STOP,
    SILU_STREAM_COMPLETE },
  { "interleaved",
    "T|r8:First.|t8:One.|r8:Second.|o0 c1 f {}|" P ("functionCall", "0", "czE=") "|t8:Two."
                                                                                 "|f:tools:STOP",
    SILU_STREAM_COMPLETE },
  { "length", "t8:And so|u:5/100/-1/-1/-1|f:length:MAX_TOKENS", SILU_STREAM_COMPLETE },
  { "malformed", "u:5/-1/-1/-1/-1|f:unknown:MALFORMED_FUNCTION_CALL", SILU_STREAM_COMPLETE },
  { "no-finish", "t8:One|u:5/1/-1/-1/-1", SILU_STREAM_CUT },
  { "not-object", "e:protocol:not a JSON object", SILU_STREAM_FAILED },
  { "object",
    "T|r8:想。|t8:Yes.|" P ("text", "4", "czE=") "|o0 - f {\"a\":1}|" P (
        "functionCall",
        "0",
        "czI=") "|u:9/7/3/-1/-1|f:tools:STOP",
    SILU_STREAM_COMPLETE },
  { "object-blocked", "f:filter:SAFETY", SILU_STREAM_COMPLETE },
  { "object-error", "e:rate_limit:Resource has been exhausted (e.g. check quota).",
    SILU_STREAM_FAILED },
  { "odd", "t8:t|o0 - f [1]", SILU_STREAM_CUT },
  { "pretty", "T|t8:fixture ok|u:7/96/94/-1/-1" STOP, SILU_STREAM_COMPLETE },
  { "safety", "t8:Well|u:5/1/-1/-1/-1|f:filter:SAFETY", SILU_STREAM_COMPLETE },
  { "signed-text",
    "t8:One. 两个。|" P ("text", "9", "czE=") "|t8: Three. Four.|" P (
        "text",
        "6",
        "czI=") "|u:5/9/-1/-1/-1" STOP,
    SILU_STREAM_COMPLETE },
  { "signed-thought",
    "T|r8:Hm.|" P ("thought", "0", "czE=") "|" P ("text",
                                                  "0",
                                                  "czI=") "|t8:Yes.|u:5/12/3/-1/-1" STOP,
    SILU_STREAM_COMPLETE },
  { "surrogates", "t8:a �� 😀" STOP, SILU_STREAM_COMPLETE },
  { "tags", "t8:<think>is a tag</think> in text" STOP, SILU_STREAM_COMPLETE },
  { "thoughts",
    "T|r8:**Counting**\n\n我数|u:9/50/50/-1/-1|r8:一数。\n|u:9/90/90/-1/-1|t8:There are **3**"
    "|u:9/307/302/-1/-1|t8: r's.|u:9/315/302/-1/-1|" P ("text",
                                                        "0",
                                                        "EpAICo0I+/==") "|u:9/315/302/4/-1" STOP,
    SILU_STREAM_COMPLETE },
  { "tool",
    "T|o0 - weather {\"location\":\"旧金山\",\"days\":[1,2.5,null]}|" P (
        "functionCall",
        "0",
        "EpEgCo4g") "|u:29/819/804/-1/-1|f:tools:STOP",
    SILU_STREAM_COMPLETE },
  { "tools",
    "T|r8:Both.|t8:Two calls.|o0 lpndqlku get_weather {\"city\":\"Paris\"}|" P (
        "functionCall",
        "0",
        "AY89a19Y") "|o1 m6rogicj get_weather {\"city\":\"Tokyo\"}"
                    "|o2 - now {}|u:29/23/8/-1/-1|f:tools:STOP",
    SILU_STREAM_COMPLETE },
  { "two-candidates", "t8:first" STOP, SILU_STREAM_COMPLETE },
  { "unspecified", "t8:ab" STOP, SILU_STREAM_COMPLETE },
  { "usage-after", "t8:One" STOP "|u:5/2/-1/-1/-1", SILU_STREAM_COMPLETE },
};

static void
test_case (gconstpointer data)
{
  const Case *row = data;

  answer_log_check_corpus ("gemini", row->name, row->line, row->end);
}

static char *
decode (const char *events, SiluStreamEnd *end)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (events, strlen (events));

  return answer_log_decode ("gemini", SILU_BODY_STREAM, bytes, 0, MAX (strlen (events), 1), end);
}

/* Of what is no JSON the parser's words are not ours. */
static void
test_broken (void)
{
  static const struct
  {
    const char *name;
    const char *before;
  } rows[] = {
    { "garbage", "t8:One|e:protocol:" },
    { "object-garbage", "e:protocol:" },
    { "object-array", "e:protocol:" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("tests/corpus/gemini/", rows[i].name, NULL);
      gsize length = 0;
      g_autofree char *seed = silu_test_read_file (path, &length);
      g_autoptr (GBytes) bytes = NULL;

      g_assert_nonnull (seed);
      bytes = g_bytes_new (seed + 1, length - 1);
      for (gsize piece = 1; piece < 12; piece += 5)
        {
          SiluStreamEnd end;
          g_autofree char *line =
              answer_log_decode ("gemini", (*seed & 1) != 0 ? SILU_BODY_OBJECT : SILU_BODY_STREAM,
                                 bytes, 0, piece, &end);

          g_assert_true (g_str_has_prefix (line, rows[i].before));
          g_assert_cmpint (end, ==, SILU_STREAM_FAILED);
        }
    }
}

/* Each word, on a candidate; and of the prompt, where any says that it was blocked. */
static void
test_finishes (void)
{
  static const struct
  {
    const char *word;
    const char *finish;
  } rows[] = {
    { "STOP", "stop" },        { "MAX_TOKENS", "length" },
    { "SAFETY", "filter" },    { "RECITATION", "filter" },
    { "BLOCKLIST", "filter" }, { "PROHIBITED_CONTENT", "filter" },
    { "SPII", "filter" },      { "OTHER", "unknown" },
    { "LANGUAGE", "unknown" }, { "UNEXPECTED_TOOL_CALL", "unknown" },
    { "stop", "stop" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *events =
          g_strdup_printf ("data: {\"candidates\":[{\"finishReason\":\"%s\"}]}\n\n", rows[i].word);
      g_autofree char *blocked =
          g_strdup_printf ("data: {\"promptFeedback\":{\"blockReason\":\"%s\"}}\n\n", rows[i].word);
      g_autofree char *expected = g_strdup_printf ("f:%s:%s", rows[i].finish, rows[i].word);
      g_autofree char *refused = g_strdup_printf ("f:filter:%s", rows[i].word);
      SiluStreamEnd end;
      g_autofree char *line = decode (events, &end);
      g_autofree char *other = NULL;

      g_assert_cmpstr (line, ==, expected);
      g_assert_cmpint (end, ==, SILU_STREAM_COMPLETE);
      other = decode (blocked, &end);
      g_assert_cmpstr (other, ==, refused);
      g_assert_cmpint (end, ==, SILU_STREAM_COMPLETE);
    }
}

/* Calls and nesting without end. */
static void
test_bounds (void)
{
  g_autoptr (GString) events = g_string_new ("data: {\"candidates\":[{\"content\":{\"parts\":[");
  g_autofree char *open = g_strnfill (100, '[');
  g_autofree char *close = g_strnfill (100, ']');
  g_autofree char *deep =
      g_strdup_printf ("data: {\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":"
                       "{\"name\":\"f\",\"args\":{\"a\":%s%s}}}]}}]}\n\n",
                       open, close);
  SiluStreamEnd end;
  g_autofree char *line = NULL;
  g_autofree char *refused = decode (deep, &end);

  g_assert_true (g_str_has_prefix (refused, "e:protocol:"));
  g_assert_cmpint (end, ==, SILU_STREAM_FAILED);

  for (int i = 0; i < 5000; i++)
    g_string_append (events, "{\"functionCall\":{\"name\":\"f\"}},");
  g_string_append (events, "{\"text\":\"end\"}]},\"finishReason\":\"STOP\"}]}\n\n");
  line = decode (events->str, &end);
  g_assert_true (g_str_has_suffix (line, "|o4999 - f {}|t8:end|f:tools:STOP"));
  g_assert_cmpint (end, ==, SILU_STREAM_COMPLETE);
}

static void
keep_usage_cb (const SiluDelta *delta, gpointer user_data)
{
  SiluUsage *usage = user_data;

  if (delta->kind == SILU_DELTA_USAGE)
    *usage = delta->usage;
}

/* Counts that no tokens have: what is added up must not turn round. */
static void
test_large_counts (void)
{
  const char *events = "data: {\"usageMetadata\":{\"promptTokenCount\":9223372036854775807,"
                       "\"candidatesTokenCount\":9223372036854775807,"
                       "\"thoughtsTokenCount\":9223372036854775807}}\n\n";
  g_autoptr (SiluProfile) profile = silu_profile_new ();
  SiluUsage usage = SILU_USAGE_INIT;
  g_autoptr (SiluStream) stream = silu_stream_new (silu_dialect_find ("gemini"), profile,
                                                   SILU_BODY_STREAM, keep_usage_cb, &usage);

  silu_stream_feed (stream, events, strlen (events));
  g_assert_cmpint (usage.prompt, >, 1000000000);
  g_assert_cmpint (usage.reasoning, >, 1000000000);
  g_assert_cmpint (usage.completion, >=, usage.reasoning);
}

typedef struct
{
  const char *name;
  gboolean calls_last;
  const char *parts;
} RoundTrip;

/* What the server sent, by the recordings, without the thoughts. */
static const RoundTrip round_trips[] = {
  { "thoughts", TRUE, "[" TEXT ("There are **3** r's.") "," SIGNED_TEXT ("", "EpAICo0I+/==") "]" },
  { "hidden-thoughts", TRUE, "[" TEXT ("4") "," SIGNED_TEXT ("", "EpcCCpQC") "]" },
  { "signed-text", TRUE,
    "[" TEXT ("One. ") "," SIGNED_TEXT ("两个。", "czE=") "," TEXT (
        " Three.") "," SIGNED_TEXT (" Four.", "czI=") "]" },
  { "signed-thought", TRUE,
    "[" SIGNED_THOUGHT ("czE=") "," SIGNED_TEXT ("", "czI=") "," TEXT ("Yes.") "]" },
  { "tool", TRUE,
    "[" SIGNED_CALL (
        "\"name\":\"weather\",\"args\":{\"location\":\"旧金山\",\"days\":[1,2.5,null]}",
        "EpEgCo4g") "]" },
  { "tools", TRUE,
    "[" TEXT ("Two calls.") "," SIGNED_CALL (
        "\"id\":\"lpndqlku\",\"name\":\"get_weather\",\"args\":{\"city\":\"Paris\"}",
        "AY89a19Y") "," CALL ("\"id\":\"m6rogicj\",\"name\":\"get_weather\",\"args\":{\"city\":"
                              "\"Tokyo\"}") "," CALL ("\"name\":\"now\",\"args\":{}") "]" },
  { "interleaved", FALSE,
    "[" TEXT ("One.") "," SIGNED_CALL ("\"id\":\"c1\",\"name\":\"f\",\"args\":{}",
                                       "czE=") "," TEXT ("Two.") "]" },
  { "object", TRUE,
    "[" SIGNED_TEXT ("Yes.", "czE=") "," SIGNED_CALL ("\"name\":\"f\",\"args\":{\"a\":1}",
                                                      "czI=") "]" },
  { "pretty", TRUE, "[" TEXT ("fixture ok") "]" },
};

static void
test_round_trip (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (round_trips); i++)
    {
      g_autoptr (SiluChatRequest) request = silu_chat_request_new ("m", NULL);
      g_autofree char *body = NULL;
      g_autofree char *parts = NULL;

      silu_chat_request_add (request, SILU_ROLE_USER, "q");
      answer_turn_add_corpus (request, "gemini", round_trips[i].name, round_trips[i].calls_last);
      silu_chat_request_add (request, SILU_ROLE_USER, "r");
      body = silu_dialect_write_request (silu_dialect_find ("gemini"), request);
      parts = answer_turn_dup_json (body, "contents", 1, "parts");
      g_assert_cmpstr (parts, ==, round_trips[i].parts);
    }
}

static void
test_places (void)
{
  const SiluDialect *dialect = silu_dialect_find ("gemini");
  g_autofree char *path = silu_dialect_dup_path (dialect, "gemini-2.5-pro");
  g_autofree char *escaped = silu_dialect_dup_path (dialect, "a b?c%d#e");
  const char *prefix;

  g_assert_cmpstr (path, ==, "models/gemini-2.5-pro:streamGenerateContent?alt=sse");
  g_assert_cmpstr (escaped, ==, "models/a%20b%3Fc%25d%23e:streamGenerateContent?alt=sse");
  g_assert_true (g_str_has_prefix (silu_dialect_get_models_path (dialect), "models"));
  g_assert_cmpstr (silu_dialect_get_key_header (dialect, &prefix), ==, "x-goog-api-key");
  g_assert_cmpstr (prefix, ==, "");
  g_assert_null (silu_dialect_get_headers (dialect)[0]);
  g_assert_false (silu_dialect_streams_lines (dialect));
}

static void
test_models (void)
{
  const SiluDialect *dialect = silu_dialect_find ("gemini");
  const char *models =
      "{\"models\":[{\"name\":\"models/gemini-2.5-pro\",\"inputTokenLimit\":1048576,"
      "\"supportedGenerationMethods\":[\"generateContent\",\"countTokens\"]},"
      "{\"name\":\"models/embedding-001\",\"supportedGenerationMethods\":[\"embedContent\"]},"
      "{\"name\":\"plain\",\"inputTokenLimit\":-5},{\"name\":\"models/\"},{\"name\":7},3]}";
  g_autoptr (GPtrArray) list = silu_dialect_read_models (dialect, models, strlen (models));
  const SiluModelInfo *first = g_ptr_array_index (list, 0);
  const SiluModelInfo *second = g_ptr_array_index (list, 1);

  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpstr (first->id, ==, "gemini-2.5-pro");
  g_assert_cmpint (first->context, ==, 1048576);
  g_assert_cmpstr (second->id, ==, "plain");
  g_assert_cmpint (second->context, ==, 0);
  g_assert_null (silu_dialect_read_models (dialect, "{}", 2));
  g_assert_null (silu_dialect_read_models (dialect, "x", 1));
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/gemini/answer/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/gemini/broken", test_broken);
  g_test_add_func ("/gemini/finishes", test_finishes);
  g_test_add_func ("/gemini/bounds", test_bounds);
  g_test_add_func ("/gemini/large-counts", test_large_counts);
  g_test_add_func ("/gemini/round-trip", test_round_trip);
  g_test_add_func ("/gemini/places", test_places);
  g_test_add_func ("/gemini/models", test_models);

  return g_test_run ();
}
