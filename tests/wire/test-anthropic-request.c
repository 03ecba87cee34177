/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked of Anthropic: bodies, turns, tools, and that no thought goes back without its
 * signature. */
#include "answer-turn.h"
#include "anthropic-blocks.h"
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
  return silu_dialect_write_request (silu_dialect_find ("anthropic"), request);
}

#define USER(blocks) "{\"role\":\"user\",\"content\":[" blocks "]}"
#define ASSISTANT(blocks) "{\"role\":\"assistant\",\"content\":[" blocks "]}"
#define HEAD "{\"model\":\"m\",\"system\":\"s\",\"messages\":["
#define MIDDLE "],\"stream\":true,\"max_tokens\":"
#define TAIL MIDDLE "8192}"

typedef struct
{
  const char *rule;
  const char *sampling;
  SiluThinkLevel level;
  const char *tail;
} Body;

#define LEVELS                                                                                     \
  "\"thinking\":{\"levels\":{\"off\":{\"thinking.type\":\"disabled\"},"                            \
  "\"low\":{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":4096}},"                          \
  "\"high\":{\"thinking.type\":\"adaptive\",\"thinking.display\":\"summarized\","                  \
  "\"output_config.effort\":\"high\"}}}"
#define BUDGET ",\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":4096}}"

static const Body bodies[] = {
  { "{}", "", SILU_THINK_HIGH, "8192}" },
  { "{\"limits\":{\"output\":64000}}", "", SILU_THINK_AUTO, "64000}" },
  { "{\"limits\":{\"output\":64000}}", "max_tokens=100", SILU_THINK_AUTO, "100}" },
  { "{\"parameters\":{\"both\":{\"top_k\":\"used\"}}}",
    "temperature=0.5 top_p=0.25 top_k=40 seed=7 min_p=0.5 presence_penalty=1 num_ctx=4096",
    SILU_THINK_AUTO, "8192,\"temperature\":0.5,\"top_p\":0.25,\"top_k\":40}" },
  { "{\"parameters\":{\"both\":{\"temperature\":\"refused\",\"top_k\":\"used\"}}}",
    "temperature=0.5 top_k=40", SILU_THINK_AUTO, "8192,\"top_k\":40}" },
  { "{" LEVELS "}", "", SILU_THINK_OFF, "8192,\"thinking\":{\"type\":\"disabled\"}}" },
  { "{" LEVELS "}", "", SILU_THINK_HIGH,
    "8192,\"thinking\":{\"type\":\"adaptive\",\"display\":\"summarized\"},"
    "\"output_config\":{\"effort\":\"high\"}}" },
  /* The budget must leave room. */
  { "{" LEVELS "}", "", SILU_THINK_LOW, "8192" BUDGET },
  { "{" LEVELS "}", "max_tokens=4097", SILU_THINK_LOW, "4097" BUDGET },
  { "{" LEVELS "}", "max_tokens=4096", SILU_THINK_LOW, "8192" BUDGET },
  { "{" LEVELS "}", "max_tokens=1000", SILU_THINK_LOW, "5096" BUDGET },
  { "{\"limits\":{\"output\":5000}," LEVELS "}", "max_tokens=1000", SILU_THINK_LOW, "5000" BUDGET },
  { "{\"limits\":{\"output\":4096}," LEVELS "}", "", SILU_THINK_LOW, "8192" BUDGET },
  { "{\"body\":{\"thinking\":{\"budget_tokens\":\"many\"}}}", "", SILU_THINK_AUTO,
    "8192,\"thinking\":{\"budget_tokens\":\"many\"}}" },
};

static void
test_request (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (SiluProfile) profile = make_profile (bodies[i].rule);
      g_autoptr (SiluChatRequest) request = silu_chat_request_new ("m", profile);
      g_autofree char *expected = g_strconcat (HEAD USER (TEXT ("q")) MIDDLE, bodies[i].tail, NULL);
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

#define BARE "{\"model\":\"m\",\"messages\":["
#define NOTHING TEXT ("(no content)")

static const History histories[] = {
  { "{}", { { SILU_ROLE_USER, "q" } }, BARE USER (TEXT ("q")) TAIL },
  { "{}", { { SILU_ROLE_SYSTEM, " \n" }, { SILU_ROLE_USER, "q" } }, BARE USER (TEXT ("q")) TAIL },
  /* A later system prompt has no place of its own. */
  { "{}",
    { { SILU_ROLE_SYSTEM, "s" }, { SILU_ROLE_SYSTEM, "t" }, { SILU_ROLE_USER, "q" } },
    HEAD USER (TEXT ("t") "," TEXT ("q")) TAIL },
  /* Neighbours of one role. */
  { "{}",
    { { SILU_ROLE_USER, "a" },
      { SILU_ROLE_USER, "b" },
      { SILU_ROLE_ASSISTANT, "c" },
      { SILU_ROLE_ASSISTANT, "d" },
      { SILU_ROLE_USER, "e" } },
    BARE USER (TEXT ("a") "," TEXT ("b")) "," ASSISTANT (TEXT ("c") "," TEXT ("d")) "," USER (
        TEXT ("e")) TAIL },
  /* No turn is empty, and the user speaks first. */
  { "{}",
    { { SILU_ROLE_USER, "" }, { SILU_ROLE_ASSISTANT, " \n" }, { SILU_ROLE_USER, "q" } },
    BARE USER (NOTHING) "," ASSISTANT (NOTHING) "," USER (TEXT ("q")) TAIL },
  { "{\"empty_content\":\" \"}",
    { { SILU_ROLE_USER, "q" }, { SILU_ROLE_ASSISTANT, "" }, { SILU_ROLE_USER, "r" } },
    BARE USER (TEXT ("q")) "," ASSISTANT (NOTHING) "," USER (TEXT ("r")) TAIL },
  { "{\"empty_content\":\"-\"}",
    { { SILU_ROLE_ASSISTANT, "" }, { SILU_ROLE_USER, "q" } },
    BARE USER (TEXT ("-")) "," ASSISTANT (TEXT ("-")) "," USER (TEXT ("q")) TAIL },
  { "{}", { { SILU_ROLE_SYSTEM, "s" } }, HEAD USER (NOTHING) TAIL },
  /* The beginning of an answer ends in no white space; an older turn is left as it is. */
  { "{}",
    { { SILU_ROLE_USER, "q" }, { SILU_ROLE_ASSISTANT, " a \\n" }, { SILU_ROLE_USER, "r " } },
    BARE USER (TEXT ("q")) "," ASSISTANT (TEXT (" a \\\\n")) "," USER (TEXT ("r ")) TAIL },
  { "{}",
    { { SILU_ROLE_USER, "q" }, { SILU_ROLE_ASSISTANT, " a \n" } },
    BARE USER (TEXT ("q")) "," ASSISTANT (TEXT (" a")) TAIL },
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

/* A letter for each piece: r reasoning, R another's reasoning, p replay, P another's replay, t
 * text, o a call (name and arguments). */
typedef struct
{
  const char *kinds;
  const char *texts[6];
  const char *with;    /* the blocks */
  const char *without; /* where no reasoning goes back */
} Pieces;

static const Pieces pieces[] = {
  { "rpt",
    { "Hm \"x\"", SIGNED ("c2ln+/=="), "a" },
    THINKING ("Hm \\\"x\\\"", "c2ln+/==") "," TEXT ("a"),
    TEXT ("a") },
  { "rrpt", { "一", "二", SIGNED ("s"), "a" }, THINKING ("一二", "s") "," TEXT ("a"), TEXT ("a") },
  { "pt", { SIGNED ("s"), "a" }, THINKING ("", "s") "," TEXT ("a"), TEXT ("a") },
  { "ppt",
    { REDACTED ("Em/="), SIGNED_LENGTH ("s", "0"), "a" },
    REDACTED ("Em/=") "," THINKING ("", "s") "," TEXT ("a"),
    TEXT ("a") },
  /* Two thoughts, a text of two pieces, calls. */
  { "rpttrp",
    { "1", SIGNED ("s"), "a", "b", "2", SIGNED ("u") },
    THINKING ("1", "s") "," TEXT ("ab") "," THINKING ("2", "u") "," NOTHING,
    TEXT ("ab") },
  { "rpto",
    { "1", SIGNED ("s"), "a", "{\"b\":[1,2]}" },
    THINKING ("1", "s") "," TEXT ("a") "," USE ("call", "f", "{\"b\":[1,2]}"),
    TEXT ("a") "," USE ("call", "f", "{\"b\":[1,2]}") },
  { "oo",
    { "", "[1" },
    USE ("call", "f", "{}") "," USE ("call", "f", "{}"),
    USE ("call", "f", "{}") "," USE ("call", "f", "{}") },
  { "tot",
    { " \n", "{}", "a" },
    USE ("call", "f", "{}") "," TEXT ("a"),
    USE ("call", "f", "{}") "," TEXT ("a") },
  /* Nobody signed it, or it is another's. */
  { "rt", { "1", "a" }, TEXT ("a"), TEXT ("a") },
  { "Rt", { "1", "a" }, TEXT ("a"), TEXT ("a") },
  { "Rpt", { "1", SIGNED ("s"), "a" }, THINKING ("", "s") "," TEXT ("a"), TEXT ("a") },
  { "rPt", { "1", SIGNED ("s"), "a" }, TEXT ("a"), TEXT ("a") },
  { "rpt", { "1", "{\"type\":\"thinking\"}", "a" }, TEXT ("a"), TEXT ("a") },
  { "rpt", { "1", "{\"type\":\"later\",\"signature\":\"s\"}", "a" }, TEXT ("a"), TEXT ("a") },
  { "rpt", { "1", "broken {", "a" }, TEXT ("a"), TEXT ("a") },
  { "r", { "1" }, NOTHING, NOTHING },
  { "rp", { "1", SIGNED ("s") }, THINKING ("1", "s") "," NOTHING, NOTHING },
  /* As many bytes as the signature is for: what stands before them was cut, or is not there. */
  { "rpt",
    { "cut.12", SIGNED_LENGTH ("s", "2"), "a" },
    THINKING ("12", "s") "," TEXT ("a"),
    TEXT ("a") },
  { "rtrp",
    { "cut", "a", "12", SIGNED_LENGTH ("s", "2") },
    TEXT ("a") "," THINKING ("12", "s") "," NOTHING,
    TEXT ("a") },
  { "rtpt",
    { "12", "a", SIGNED_LENGTH ("s", "2"), "b" },
    THINKING ("12", "s") "," TEXT ("ab"),
    TEXT ("ab") },
  { "rpt", { "1", SIGNED_LENGTH ("s", "2"), "a" }, TEXT ("a"), TEXT ("a") },
  { "rprpt",
    { "1", SIGNED_LENGTH ("s", "1"), "2", SIGNED_LENGTH ("u", "2"), "a" },
    THINKING ("1", "s") "," TEXT ("a"),
    TEXT ("a") },
  { "rpt", { "二", SIGNED_LENGTH ("s", "2"), "a" }, TEXT ("a"), TEXT ("a") },
};

static void
add_pieces (SiluChatMessage *message, const Pieces *row)
{
  for (gsize i = 0; row->kinds[i] != '\0'; i++)
    {
      const char *text = row->texts[i];

      if (row->kinds[i] == 'r')
        silu_chat_message_add_piece (message, SILU_PIECE_REASONING, SILU_CHANNEL_ANTHROPIC, text);
      else if (row->kinds[i] == 'R')
        silu_chat_message_add_piece (message, SILU_PIECE_REASONING, SILU_CHANNEL_REASONING, text);
      else if (row->kinds[i] == 'p')
        silu_chat_message_add_piece (message, SILU_PIECE_REPLAY, SILU_CHANNEL_ANTHROPIC, text);
      else if (row->kinds[i] == 'P')
        silu_chat_message_add_piece (message, SILU_PIECE_REPLAY, SILU_CHANNEL_RESPONSES, text);
      else if (row->kinds[i] == 't')
        silu_chat_message_add_piece (message, SILU_PIECE_TEXT, SILU_CHANNEL_ANTHROPIC, text);
      else
        silu_chat_message_add_tool_call (message, "call", "f", text);
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
            BARE USER (TEXT ("q")) ",{\"role\":\"assistant\",\"content\":[",
            replays ? pieces[i].with : pieces[i].without, "]}," USER (TEXT ("r")) TAIL, NULL);
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

/* Results stand before what the user says; a text that is not among the pieces stands behind the
 * thoughts and before the calls. */
static void
test_tools (void)
{
  g_autoptr (SiluChatRequest) request = silu_chat_request_new ("m", NULL);
  g_autofree char *body = NULL;
  SiluChatMessage *message;

  silu_chat_request_add (request, SILU_ROLE_SYSTEM, "s");
  silu_chat_request_add (request, SILU_ROLE_USER, "q");
  message = silu_chat_request_add (request, SILU_ROLE_ASSISTANT, "Let me.");
  message->reasoning = g_strdup ("");
  silu_chat_message_add_piece (message, SILU_PIECE_REPLAY, SILU_CHANNEL_ANTHROPIC, SIGNED ("s"));
  silu_chat_message_add_tool_call (message, "c1", "f", "{}");
  silu_chat_message_add_tool_call (message, NULL, NULL, "{}");
  silu_chat_request_add (request, SILU_ROLE_TOOL, "one")->tool_call_id = g_strdup ("c1");
  silu_chat_request_add (request, SILU_ROLE_TOOL, "");
  silu_chat_request_add (request, SILU_ROLE_USER, "and?");

  body = write_request (request);
  g_assert_cmpstr (
      body, ==,
      HEAD USER (TEXT ("q")) "," ASSISTANT (
          THINKING ("", "s") "," TEXT ("Let me.") "," USE ("c1", "f", "{}") "," USE (
              "", "", "{}")) "," USER (RESULT ("c1", "one") "," RESULT ("", "") "," TEXT ("and?"))
          TAIL);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/anthropic-request/request", test_request);
  g_test_add_func ("/anthropic-request/turns", test_turns);
  g_test_add_func ("/anthropic-request/pieces", test_pieces);
  g_test_add_func ("/anthropic-request/tools", test_tools);

  return g_test_run ();
}
