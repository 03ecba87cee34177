/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recorded streams, framed as events, decode to their full reasoning and text: whole, byte by byte,
 * and cut in two at many places. The expectation is read from the recording by other means. */
#include "silu-json.h"
#include "silu-stream.h"
#include "silu-test.h"
#include <string.h>

typedef struct
{
  GString *reasoning;
  GString *text;
  GString *tools;
  GString *order; /* one letter a delta's kind, neighbours joined */
  SiluUsage usage;
  SiluFinish finish;
  SiluErrorCode code;
  SiluStreamEnd end;
} Outcome;

static void
outcome_init (Outcome *self)
{
  *self = (Outcome){ .usage = SILU_USAGE_INIT };
  self->reasoning = g_string_new (NULL);
  self->text = g_string_new (NULL);
  self->tools = g_string_new (NULL);
  self->order = g_string_new (NULL);
}

static void
outcome_clear (Outcome *self)
{
  g_string_free (self->reasoning, TRUE);
  g_string_free (self->text, TRUE);
  g_string_free (self->tools, TRUE);
  g_string_free (self->order, TRUE);
}

static void
note (Outcome *self, char letter)
{
  if (self->order->len == 0 || self->order->str[self->order->len - 1] != letter)
    g_string_append_c (self->order, letter);
}

static void
delta_cb (const SiluDelta *delta, gpointer user_data)
{
  Outcome *self = user_data;

  switch (delta->kind)
    {
    case SILU_DELTA_REASONING:
      g_assert_true (g_utf8_validate (delta->text, (gssize) delta->length, NULL));
      g_assert_cmpuint (strlen (delta->text), ==, delta->length);
      g_string_append (self->reasoning, delta->text);
      note (self, 'r');
      break;
    case SILU_DELTA_TEXT:
      g_assert_true (g_utf8_validate (delta->text, (gssize) delta->length, NULL));
      g_assert_cmpuint (strlen (delta->text), ==, delta->length);
      g_string_append (self->text, delta->text);
      note (self, 't');
      break;
    case SILU_DELTA_RECLASSIFY:
      g_string_append (self->reasoning, self->text->str);
      g_string_truncate (self->text, 0);
      note (self, 'c');
      break;
    case SILU_DELTA_TOOL:
      g_string_append_printf (self->tools, "%s%s", delta->tool.name != NULL ? delta->tool.name : "",
                              delta->tool.arguments);
      note (self, 'o');
      break;
    case SILU_DELTA_USAGE:
      self->usage = delta->usage;
      break;
    case SILU_DELTA_FINISH:
      self->finish = delta->finish;
      note (self, 'f');
      break;
    case SILU_DELTA_ERROR:
      self->code = delta->code;
      note (self, 'e');
      break;
    default:
      g_assert_not_reached ();
    }
}

static SiluStream *
make_stream (Outcome *outcome)
{
  g_autoptr (SiluProfile) profile = silu_profile_new ();

  return silu_stream_new (silu_dialect_find ("openai"), profile, SILU_BODY_STREAM, delta_cb,
                          outcome);
}

/* Feeds @bytes in pieces of @piece bytes. */
static void
decode_pieces (const char *bytes, gsize length, gsize piece, Outcome *outcome)
{
  g_autoptr (SiluStream) stream = make_stream (outcome);

  for (gsize i = 0; i < length; i += piece)
    silu_stream_feed (stream, bytes + i, MIN (piece, length - i));
  outcome->end = silu_stream_finish (stream);
}

/* Feeds @bytes in two pieces. */
static void
decode_cut (const char *bytes, gsize length, gsize cut, Outcome *outcome)
{
  g_autoptr (SiluStream) stream = make_stream (outcome);

  silu_stream_feed (stream, bytes, cut);
  silu_stream_feed (stream, bytes + cut, length - cut);
  outcome->end = silu_stream_finish (stream);
}

static void
assert_equal (const Outcome *a, const Outcome *b)
{
  g_assert_cmpstr (a->reasoning->str, ==, b->reasoning->str);
  g_assert_cmpstr (a->text->str, ==, b->text->str);
  g_assert_cmpstr (a->tools->str, ==, b->tools->str);
  g_assert_cmpstr (a->order->str, ==, b->order->str);
  g_assert_cmpint (a->usage.completion, ==, b->usage.completion);
  g_assert_cmpint (a->finish, ==, b->finish);
  g_assert_cmpint (a->code, ==, b->code);
  g_assert_cmpint (a->end, ==, b->end);
}

/* Whole, in small pieces, and cut in two: everywhere in short streams, at 24 places in long ones.
 * Byte by byte is every cut at once. */
static void
check_cuts (const char *bytes, gsize length, const Outcome *whole)
{
  const gsize pieces[] = { 1, 2, 3, 7, 64 };
  gsize step = length < 4096 ? 1 : length / 24;

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      Outcome outcome;

      outcome_init (&outcome);
      decode_pieces (bytes, length, pieces[i], &outcome);
      assert_equal (whole, &outcome);
      outcome_clear (&outcome);
    }

  for (gsize cut = 1; cut < length;)
    {
      Outcome outcome;

      outcome_init (&outcome);
      decode_cut (bytes, length, cut, &outcome);
      assert_equal (whole, &outcome);
      outcome_clear (&outcome);
      cut += step;
    }
}

static char *
frame (const char *lines)
{
  g_auto (GStrv) payloads = g_strsplit (lines, "\n", -1);
  GString *framed = g_string_new (": keep-alive\n\n");

  for (gsize i = 0; payloads[i] != NULL; i++)
    if (*payloads[i] != '\0')
      g_string_append_printf (framed, "data: %s\n\n", payloads[i]);
  g_string_append (framed, "data: [DONE]\n\n");

  return g_string_free (framed, FALSE);
}

static void
add_member (JsonObject *object, const char *member, GString *text)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
      json_node_get_value_type (node) == G_TYPE_STRING)
    g_string_append (text, json_node_get_string (node));
}

/* What the recording says, read line by line with json-glib alone. */
static void
expect (const char *lines, GString *reasoning, GString *text)
{
  g_auto (GStrv) payloads = g_strsplit (lines, "\n", -1);

  for (gsize i = 0; payloads[i] != NULL; i++)
    {
      g_autoptr (JsonNode) node = NULL;
      JsonArray *choices;
      JsonObject *delta;

      if (*payloads[i] == '\0')
        continue;

      node = json_from_string (payloads[i], NULL);
      g_assert_nonnull (node);
      choices = json_object_get_array_member (json_node_get_object (node), "choices");
      if (json_array_get_length (choices) == 0)
        continue;

      delta = json_object_get_object_member (json_array_get_object_element (choices, 0), "delta");
      add_member (delta, "reasoning_content", reasoning);
      add_member (delta, "reasoning", reasoning);
      add_member (delta, "content", text);
    }
}

static void
test_recording (gconstpointer data)
{
  g_autofree char *path = g_strconcat ("streams/", (const char *) data, ".jsonl", NULL);
  g_autofree char *lines = silu_test_read_shared (path, NULL);
  g_autofree char *framed = NULL;
  g_autoptr (GString) reasoning = g_string_new (NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  Outcome whole;

  if (lines == NULL)
    {
      g_test_skip ("the shared recordings are not here");
      return;
    }

  framed = frame (lines);
  expect (lines, reasoning, text);
  g_assert_cmpuint (reasoning->len + text->len, >, 0);

  outcome_init (&whole);
  decode_pieces (framed, strlen (framed), strlen (framed), &whole);
  g_assert_cmpstr (whole.reasoning->str, ==, reasoning->str);
  g_assert_cmpstr (whole.text->str, ==, text->str);
  g_assert_cmpint (whole.end, ==, SILU_STREAM_COMPLETE);
  g_assert_cmpint (whole.finish, !=, SILU_FINISH_NONE);
  g_assert_cmpint (whole.usage.completion, >, 0);
  check_cuts (framed, strlen (framed), &whole);
  outcome_clear (&whole);
}

/* Our own recordings: in tests/corpus/streams, with what they must give beside them. */
typedef struct
{
  const char *name;
  const char *reasoning;
  const char *text;
  const char *order;
  SiluStreamEnd end;
} Case;

static const Case cases[] = {
  { "deepseek-thinking", "We need 6×7。", "It is **42**。", "rtf", SILU_STREAM_COMPLETE },
  { "llama-server", "Hm.\n", "Done.", "rtf", SILU_STREAM_COMPLETE },
  { "vllm-reasoning", "a < b", "yes", "rtf", SILU_STREAM_COMPLETE },
  { "both-idle-empty", "想。", "好。", "rtf", SILU_STREAM_COMPLETE },
  { "usage-alone", "", "hi", "tf", SILU_STREAM_COMPLETE },
  { "content-with-finish", "", "all at once", "tf", SILU_STREAM_COMPLETE },
  { "tools", "", "", "of", SILU_STREAM_COMPLETE },
  { "think-tags", "It talks.\n", "Use `<think>` and </think>.", "rtf", SILU_STREAM_COMPLETE },
  { "late-close", "No opening here.\n", "The answer.", "tctf", SILU_STREAM_COMPLETE },
  { "close-in-code", "", "Write `</think>` or\n```\n</think>\n```\n", "tf", SILU_STREAM_COMPLETE },
  { "tags-and-field", "Known.", "Answer.", "rtf", SILU_STREAM_COMPLETE },
  { "unclosed-thought", "Never ends </thi", "", "rf", SILU_STREAM_COMPLETE },
  { "error-object", "", "Half", "te", SILU_STREAM_FAILED },
  { "error-field", "", "Half", "te", SILU_STREAM_FAILED },
  { "garbage", "", "Half", "te", SILU_STREAM_FAILED },
  { "no-done", "", "whole", "tf", SILU_STREAM_COMPLETE },
  { "cut", "", "par", "t", SILU_STREAM_CUT },
  { "done-only", "", "", "", SILU_STREAM_COMPLETE },
  { "surrogates", "", "😀 � �x", "tf", SILU_STREAM_COMPLETE },
  { "content-array", "Part one.", "Text.", "rtf", SILU_STREAM_COMPLETE },
};

static void
test_case (gconstpointer data)
{
  const Case *expected = data;
  g_autofree char *path = g_strconcat ("tests/corpus/streams/", expected->name, ".sse", NULL);
  gsize length = 0;
  g_autofree char *bytes = silu_test_read_file (path, &length);
  Outcome whole;

  g_assert_nonnull (bytes);
  outcome_init (&whole);
  decode_pieces (bytes, length, length, &whole);
  g_assert_cmpstr (whole.reasoning->str, ==, expected->reasoning);
  g_assert_cmpstr (whole.text->str, ==, expected->text);
  g_assert_cmpstr (whole.order->str, ==, expected->order);
  g_assert_cmpint (whole.end, ==, expected->end);
  check_cuts (bytes, length, &whole);
  outcome_clear (&whole);
}

static void
test_object (void)
{
  const char *body = "{\"choices\":[{\"message\":{\"reasoning_content\":\"r\",\"content\":\"t\"},"
                     "\"finish_reason\":\"stop\"}],\"usage\":{\"completion_tokens\":2}}";
  g_autoptr (SiluProfile) profile = silu_profile_new ();
  g_autoptr (SiluStream) stream = NULL;
  Outcome outcome;

  outcome_init (&outcome);
  stream =
      silu_stream_new (silu_dialect_find ("openai"), profile, SILU_BODY_OBJECT, delta_cb, &outcome);
  for (gsize i = 0; i < strlen (body); i++)
    g_assert_cmpint (silu_stream_feed (stream, body + i, 1), ==, SILU_STREAM_OPEN);
  g_assert_cmpint (silu_stream_finish (stream), ==, SILU_STREAM_COMPLETE);
  g_assert_cmpstr (outcome.order->str, ==, "rtf");
  g_assert_cmpint (outcome.usage.completion, ==, 2);
  outcome_clear (&outcome);
}

static void
test_too_big (void)
{
  g_autofree char *block = g_strnfill (1024 * 1024, 'x');
  g_autoptr (SiluStream) stream = NULL;
  SiluStreamEnd end = SILU_STREAM_OPEN;
  Outcome outcome;

  outcome_init (&outcome);
  stream = make_stream (&outcome);
  for (int i = 0; i < 20 && end == SILU_STREAM_OPEN; i++)
    end = silu_stream_feed (stream, block, 1024 * 1024);
  g_assert_cmpint (end, ==, SILU_STREAM_FAILED);
  g_assert_cmpint (outcome.code, ==, SILU_ERROR_PROTOCOL);
  g_assert_cmpint (silu_stream_feed (stream, "data: [DONE]\n\n", 14), ==, SILU_STREAM_FAILED);
  outcome_clear (&outcome);
}

int
main (int argc, char **argv)
{
  const char *const recordings[] = { "alibaba-reasoning", "alibaba-text",   "deepseek-reasoning",
                                     "deepseek-text",     "groq-reasoning", "groq-text" };

  silu_test_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (recordings); i++)
    {
      g_autofree char *path = g_strconcat ("/stream/recorded/", recordings[i], NULL);

      g_test_add_data_func (path, recordings[i], test_recording);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/stream/case/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/stream/object", test_object);
  g_test_add_func ("/stream/too-big", test_too_big);

  return g_test_run ();
}
