/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked of Gemini: bodies, turns made of parts, tools, and that a signature goes back where
 * it was, or not at all. */
#include "answer-turn.h"
#include "gemini-parts.h"
#include "silu-providers.h"
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

static SiluProfile *
resolve (const char *model)
{
  gsize length = 0;
  g_autofree char *json = silu_test_read_file ("data/providers.json", &length);
  g_autoptr (SiluProviders) providers = NULL;

  g_assert_nonnull (json);
  providers = silu_providers_new (json, length, NULL);
  g_assert_nonnull (providers);

  return silu_providers_resolve (providers, "gemini", "gemini", model);
}

static char *
write_request (const SiluChatRequest *request)
{
  return silu_dialect_write_request (silu_dialect_find ("gemini"), request);
}

#define USER(parts) "{\"role\":\"user\",\"parts\":[" parts "]}"
#define MODEL(parts) "{\"role\":\"model\",\"parts\":[" parts "]}"
#define SYSTEM(text) "\"systemInstruction\":{\"parts\":[" TEXT (text) "]},"
#define CONTENTS(turns) "{\"contents\":[" turns "]}"
#define NOTHING TEXT ("(no content)")

typedef struct
{
  const char *model;
  const char *sampling;
  SiluThinkLevel level;
  const char *config; /* generationConfig, with what stands before it */
} Body;

#define CONFIG(members) ",\"generationConfig\":{" members "}"
#define THOUGHTS(members) "\"thinkingConfig\":{\"includeThoughts\":true" members "}"
#define ALL                                                                                        \
  "temperature=0.5 top_p=0.25 top_k=40 min_p=0.125 presence_penalty=1 frequency_penalty=-1 "       \
  "seed=7 "                                                                                        \
  "max_tokens=100 num_ctx=4096"
#define NUMBERS                                                                                    \
  "\"temperature\":0.5,\"topP\":0.25,\"topK\":40,\"maxOutputTokens\":100,"                         \
  "\"presencePenalty\":1.0,\"frequencyPenalty\":-1.0,\"seed\":7"

static const Body bodies[] = {
  { "gemini-2.0-flash", "", SILU_THINK_HIGH, "" },
  { "gemini-2.0-flash", ALL, SILU_THINK_AUTO, CONFIG (NUMBERS) },
  { "gemini-2.0-flash", "min_p=0.5 num_ctx=4096", SILU_THINK_AUTO, "" },
  { "gemini-2.5-flash", "", SILU_THINK_AUTO, CONFIG (THOUGHTS ("")) },
  { "gemini-2.5-flash", "", SILU_THINK_OFF, CONFIG (THOUGHTS (",\"thinkingBudget\":0")) },
  { "gemini-2.5-flash", "", SILU_THINK_MAX, CONFIG (THOUGHTS (",\"thinkingBudget\":24576")) },
  { "gemini-2.5-flash", ALL, SILU_THINK_LOW,
    CONFIG (NUMBERS "," THOUGHTS (",\"thinkingBudget\":1024")) },
  /* It always thinks: off is the least of it. */
  { "gemini-2.5-pro", "", SILU_THINK_OFF, CONFIG (THOUGHTS (",\"thinkingBudget\":1024")) },
  /* A level, not a budget. */
  { "gemini-3-pro-preview", "", SILU_THINK_HIGH,
    CONFIG (THOUGHTS (",\"thinkingLevel\":\"high\"")) },
  { "gemini-3-pro-preview", "max_tokens=100", SILU_THINK_OFF,
    CONFIG ("\"maxOutputTokens\":100," THOUGHTS (",\"thinkingLevel\":\"low\"")) },
};

static void
test_request (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (SiluProfile) profile = resolve (bodies[i].model);
      g_autoptr (SiluChatRequest) request = silu_chat_request_new (bodies[i].model, profile);
      g_autofree char *expected = g_strconcat (
          "{" SYSTEM ("s") "\"contents\":[" USER (TEXT ("q")) "]", bodies[i].config, "}", NULL);
      g_autofree char *body = NULL;

      silu_chat_request_add (request, SILU_ROLE_SYSTEM, "s");
      silu_chat_request_add (request, SILU_ROLE_USER, "q");
      silu_sampling_from_string (&request->sampling, bodies[i].sampling);
      request->think = bodies[i].level;
      body = write_request (request);
      g_assert_cmpstr (body, ==, expected);
    }
}

typedef struct
{
  SiluRole role;
  const char *content;
} Turn;

typedef struct
{
  const char *rule;
  Turn turns[5];
  const char *body;
} History;

static const History histories[] = {
  { "{}", { { SILU_ROLE_USER, "q" } }, CONTENTS (USER (TEXT ("q"))) },
  { "{}", { { SILU_ROLE_SYSTEM, "" }, { SILU_ROLE_USER, "q" } }, CONTENTS (USER (TEXT ("q"))) },
  /* A later system prompt has no place of its own. */
  { "{}",
    { { SILU_ROLE_SYSTEM, "s" }, { SILU_ROLE_SYSTEM, "t" }, { SILU_ROLE_USER, "q" } },
    "{" SYSTEM ("s") "\"contents\":[" USER (TEXT ("t") "," TEXT ("q")) "]}" },
  /* Neighbours of one role. */
  { "{}",
    { { SILU_ROLE_USER, "a" },
      { SILU_ROLE_USER, "b" },
      { SILU_ROLE_ASSISTANT, "c" },
      { SILU_ROLE_ASSISTANT, "d" },
      { SILU_ROLE_USER, "e" } },
    CONTENTS (USER (TEXT ("a") "," TEXT ("b")) "," MODEL (TEXT ("c") "," TEXT ("d")) "," USER (
        TEXT ("e"))) },
  /* A turn must have a part. */
  { "{}",
    { { SILU_ROLE_USER, "" }, { SILU_ROLE_ASSISTANT, "" }, { SILU_ROLE_USER, "q" } },
    CONTENTS (USER (NOTHING) "," MODEL (NOTHING) "," USER (TEXT ("q"))) },
  { "{}",
    { { SILU_ROLE_USER, "" }, { SILU_ROLE_USER, "q" }, { SILU_ROLE_ASSISTANT, "" } },
    CONTENTS (USER (TEXT ("q")) "," MODEL (NOTHING)) },
  { "{\"empty_content\":\"-\"}",
    { { SILU_ROLE_USER, "q" }, { SILU_ROLE_ASSISTANT, "" }, { SILU_ROLE_USER, "r" } },
    CONTENTS (USER (TEXT ("q")) "," MODEL (TEXT ("-")) "," USER (TEXT ("r"))) },
  /* What was said is left as it was. */
  { "{}",
    { { SILU_ROLE_USER, " q\n" }, { SILU_ROLE_ASSISTANT, " \"a\" 好\t" }, { SILU_ROLE_USER, "r" } },
    CONTENTS (USER (TEXT (" q\\n")) "," MODEL (TEXT (" \\\"a\\\" 好\\t")) "," USER (TEXT ("r"))) },
};

static void
test_turns (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (histories); i++)
    {
      g_autoptr (SiluProfile) profile = make_profile (histories[i].rule);
      g_autoptr (SiluChatRequest) request = silu_chat_request_new ("m", profile);
      g_autofree char *body = NULL;

      for (gsize j = 0; j < 5 && histories[i].turns[j].content != NULL; j++)
        silu_chat_request_add (request, histories[i].turns[j].role, histories[i].turns[j].content);
      body = write_request (request);
      g_assert_cmpstr (body, ==, histories[i].body);
    }
}

/* A letter for each piece: r reasoning, p replay, P another's replay, t text, o a call of f with
 * these arguments. */
typedef struct
{
  const char *kinds;
  const char *texts[6];
  const char *with;    /* the parts */
  const char *without; /* where no reasoning goes back */
} Pieces;

#define S_TEXT(length, signature) SIGNATURE ("text", length, signature)
#define S_CALL(number, signature) SIGNATURE ("functionCall", number, signature)
#define S_THOUGHT(signature) SIGNATURE ("thought", "0", signature)
#define F(arguments) CALL ("\"id\":\"c\",\"name\":\"f\",\"args\":" arguments)
#define SIGNED_F(arguments, signature)                                                             \
  SIGNED_CALL ("\"id\":\"c\",\"name\":\"f\",\"args\":" arguments, signature)

static const Pieces pieces[] = {
  /* 2.15: the text of a thought stays at home. */
  { "rt", { "Hm", "a" }, TEXT ("a"), TEXT ("a") },
  { "r", { "Hm" }, NOTHING, NOTHING },
  { "rtp",
    { "Hm", "a", S_TEXT ("0", "c2ln+/==") },
    TEXT ("a") "," SIGNED_TEXT ("", "c2ln+/=="),
    TEXT ("a") },
  { "tp", { "ab", S_TEXT ("2", "s") }, SIGNED_TEXT ("ab", "s"), TEXT ("ab") },
  { "ttp",
    { "One. ", "two", S_TEXT ("3", "s") },
    TEXT ("One. ") "," SIGNED_TEXT ("two", "s"),
    TEXT ("One. two") },
  { "tptp",
    { "一。", S_TEXT ("6", "s"), "二。三", S_TEXT ("3", "u") },
    SIGNED_TEXT ("一。", "s") "," TEXT ("二。") "," SIGNED_TEXT ("三", "u"),
    TEXT ("一。二。三") },
  { "pt", { S_TEXT ("0", "s"), "a" }, SIGNED_TEXT ("", "s") "," TEXT ("a"), TEXT ("a") },
  { "tpt", { "a", S_TEXT ("1", "s"), "b" }, SIGNED_TEXT ("a", "s") "," TEXT ("b"), TEXT ("ab") },
  { "p", { S_TEXT ("0", "s") }, SIGNED_TEXT ("", "s"), NOTHING },
  { "rpt", { "Hm", S_THOUGHT ("s"), "a" }, SIGNED_THOUGHT ("s") "," TEXT ("a"), TEXT ("a") },
  { "tpt",
    { "a", S_THOUGHT ("s"), "b" },
    TEXT ("a") "," SIGNED_THOUGHT ("s") "," TEXT ("b"),
    TEXT ("ab") },
  /* Not in the middle of a character. */
  { "tp", { "a二", S_TEXT ("2", "s") }, SIGNED_TEXT ("a二", "s"), TEXT ("a二") },
  /* A call's signature is found by its number, wherever the call stands. */
  { "op",
    { "{\"b\":[1,2]}", S_CALL ("0", "s") },
    SIGNED_F ("{\"b\":[1,2]}", "s"),
    F ("{\"b\":[1,2]}") },
  { "oop",
    { "{}", "{\"n\":1}", S_CALL ("1", "s") },
    F ("{}") "," SIGNED_F ("{\"n\":1}", "s"),
    F ("{}") "," F ("{\"n\":1}") },
  { "tppoo",
    { "a", S_CALL ("0", "s"), S_CALL ("1", "u"), "{}", "{\"n\":1}" },
    TEXT ("a") "," SIGNED_F ("{}", "s") "," SIGNED_F ("{\"n\":1}", "u"),
    TEXT ("a") "," F ("{}") "," F ("{\"n\":1}") },
  { "tot",
    { "a", "{}", "b" },
    TEXT ("a") "," F ("{}") "," TEXT ("b"),
    TEXT ("a") "," F ("{}") "," TEXT ("b") },
  { "op", { "{}", S_CALL ("7", "s") }, F ("{}"), F ("{}") },
  { "op", { "{}", S_CALL ("-1", "s") }, F ("{}"), F ("{}") },
  { "op", { "{}", S_CALL ("\"0\"", "s") }, F ("{}"), F ("{}") },
  /* Arguments are an object. */
  { "ooo",
    { "", "[1]", "{\"cut\":" },
    F ("{}") "," F ("{}") "," F ("{}"),
    F ("{}") "," F ("{}") "," F ("{}") },
  /* Another dialect's, broken, or of no part that is known. */
  { "tP", { "a", S_TEXT ("1", "s") }, TEXT ("a"), TEXT ("a") },
  { "tp", { "a", "broken {" }, TEXT ("a"), TEXT ("a") },
  { "tp", { "a", "[]" }, TEXT ("a"), TEXT ("a") },
  { "tp", { "a", "{\"text\":1}" }, TEXT ("a"), TEXT ("a") },
  { "tp", { "a", "{\"text\":1,\"thoughtSignature\":7}" }, TEXT ("a"), TEXT ("a") },
  { "tp", { "a", "{\"later\":1,\"thoughtSignature\":\"s\"}" }, TEXT ("a"), TEXT ("a") },
};

static void
add_pieces (SiluChatMessage *message, const Pieces *row)
{
  for (gsize i = 0; row->kinds[i] != '\0'; i++)
    {
      const char *text = row->texts[i];

      if (row->kinds[i] == 'r')
        silu_chat_message_add_piece (message, SILU_PIECE_REASONING, SILU_CHANNEL_GEMINI, text);
      else if (row->kinds[i] == 'p')
        silu_chat_message_add_piece (message, SILU_PIECE_REPLAY, SILU_CHANNEL_GEMINI, text);
      else if (row->kinds[i] == 'P')
        silu_chat_message_add_piece (message, SILU_PIECE_REPLAY, SILU_CHANNEL_ANTHROPIC, text);
      else if (row->kinds[i] == 't')
        silu_chat_message_add_piece (message, SILU_PIECE_TEXT, SILU_CHANNEL_GEMINI, text);
      else
        silu_chat_message_add_tool_call (message, "c", "f", text);
    }
}

static void
test_pieces (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    for (int replays = 0; replays < 2; replays++)
      {
        g_autoptr (SiluChatRequest) request = silu_chat_request_new ("m", NULL);
        g_autofree char *expected = g_strconcat (
            "{\"contents\":[" USER (TEXT ("q")) ",{\"role\":\"model\",\"parts\":[",
            replays ? pieces[i].with : pieces[i].without, "]}," USER (TEXT ("r")) "]}", NULL);
        g_autofree char *body = NULL;
        SiluChatMessage *message;

        silu_chat_request_add (request, SILU_ROLE_USER, "q");
        message = silu_chat_request_add (request, SILU_ROLE_ASSISTANT, "");
        message->reasoning = replays ? g_strdup ("") : NULL;
        add_pieces (message, &pieces[i]);
        silu_chat_request_add (request, SILU_ROLE_USER, "r");
        body = write_request (request);
        g_assert_cmpstr (body, ==, expected);
      }
}

#define NAMED_CALL(id, name) CALL ("\"id\":\"" id "\",\"name\":\"" name "\",\"args\":{}")
#define NAMED_RESULT(id, name, response)                                                           \
  RESULT ("\"id\":\"" id "\",\"name\":\"" name "\",\"response\":" response)

/* A result has the name of its call, which no message carries; an object goes as it is, a text as
 * the output. All of them are one turn, and what the user says after them is in it. */
static void
test_tools (void)
{
  g_autoptr (SiluChatRequest) request = silu_chat_request_new ("m", NULL);
  g_autofree char *body = NULL;
  SiluChatMessage *message;

  silu_chat_request_add (request, SILU_ROLE_USER, "q");
  message = silu_chat_request_add (request, SILU_ROLE_ASSISTANT, "Let me.");
  message->reasoning = g_strdup ("");
  silu_chat_message_add_tool_call (message, "c1", "f", "{}");
  silu_chat_message_add_tool_call (message, "c2", "g", "{}");
  silu_chat_message_add_piece (message, SILU_PIECE_REPLAY, SILU_CHANNEL_GEMINI, S_CALL ("0", "s"));
  silu_chat_request_add (request, SILU_ROLE_TOOL, "two")->tool_call_id = g_strdup ("c2");
  silu_chat_request_add (request, SILU_ROLE_TOOL, "{\"n\":[1]}")->tool_call_id = g_strdup ("c1");
  silu_chat_request_add (request, SILU_ROLE_TOOL, "[1]")->tool_call_id = g_strdup ("c9");
  silu_chat_request_add (request, SILU_ROLE_USER, "and?");

  body = write_request (request);
  g_assert_cmpstr (
      body, ==,
      CONTENTS (USER (TEXT ("q")) "," MODEL (
          TEXT ("Let me.") "," SIGNED_CALL ("\"id\":\"c1\",\"name\":\"f\",\"args\":{}", "s") "," NAMED_CALL (
              "c2",
              "g")) "," USER (NAMED_RESULT ("c2", "g",
                                            "{\"output\":\"two\"}") "," NAMED_RESULT ("c1", "f",
                                                                                      "{\"n\":["
                                                                                      "1]}") "," NAMED_RESULT ("c9",
                                                                                                               "",
                                                                                                               "{\"output\":\"[1]\"}") "," TEXT ("and?"))));
}

/* Where the server gave no ids, the place tells which call a result is of; an older turn's calls
 * are not meant. */
static void
test_tools_without_ids (void)
{
  g_autoptr (SiluChatRequest) request = silu_chat_request_new ("m", NULL);
  g_autofree char *body = NULL;
  SiluChatMessage *message;

  message = silu_chat_request_add (request, SILU_ROLE_ASSISTANT, "");
  silu_chat_message_add_tool_call (message, NULL, "old", "{}");
  silu_chat_request_add (request, SILU_ROLE_TOOL, "zero");
  message = silu_chat_request_add (request, SILU_ROLE_ASSISTANT, "");
  silu_chat_message_add_tool_call (message, NULL, "f", "{}");
  silu_chat_message_add_tool_call (message, "", "g", "{}");
  silu_chat_request_add (request, SILU_ROLE_TOOL, "one");
  silu_chat_request_add (request, SILU_ROLE_TOOL, "two");

  body = write_request (request);
  g_assert_cmpstr (
      body, ==,
      CONTENTS (MODEL (CALL ("\"name\":\"old\",\"args\":{}")) "," USER (RESULT (
          "\"name\":\"old\","
          "\"response\":{"
          "\"output\":"
          "\"zero\"}")) "," MODEL (CALL ("\"name\":\"f\",\"args\":{}") "," CALL ("\"name\":"
                                                                                 "\"g\","
                                                                                 "\"args\":"
                                                                                 "{}")) "," USER (RESULT ("\"name\":\"f\",\"response\":{"
                                                                                                          "\"output\":\"one\"}") "," RESULT ("\"na"
                                                                                                                                             "me\""
                                                                                                                                             ":\"g"
                                                                                                                                             "\","
                                                                                                                                             "\"re"
                                                                                                                                             "spon"
                                                                                                                                             "se\""
                                                                                                                                             ":{"
                                                                                                                                             "\"ou"
                                                                                                                                             "tput"
                                                                                                                                             "\":"
                                                                                                                                             "\"tw"
                                                                                                                                             "o\""
                                                                                                                                             "}"))));
}

/* A result that nothing was asked for does not look for a call before the beginning. */
static void
test_lone_result (void)
{
  g_autoptr (SiluChatRequest) request = silu_chat_request_new ("m", NULL);
  g_autofree char *body = NULL;

  silu_chat_request_add (request, SILU_ROLE_TOOL, "")->tool_call_id = g_strdup ("c1");
  body = write_request (request);
  g_assert_cmpstr (body, ==, CONTENTS (USER (NAMED_RESULT ("c1", "", "{\"output\":\"\"}"))));
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/gemini-request/request", test_request);
  g_test_add_func ("/gemini-request/turns", test_turns);
  g_test_add_func ("/gemini-request/pieces", test_pieces);
  g_test_add_func ("/gemini-request/tools", test_tools);
  g_test_add_func ("/gemini-request/tools/without-ids", test_tools_without_ids);
  g_test_add_func ("/gemini-request/tools/lone-result", test_lone_result);

  return g_test_run ();
}
