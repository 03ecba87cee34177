/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the head of a thinking card says. */
#include "silu-thought.h"

#define SECOND ((gint64) G_USEC_PER_SEC)
#define BEGIN (1000 * SECOND)

static SiluMessage *
make_message (SiluMessageState state, gint64 first_text, gint64 end)
{
  SiluMessage *message = silu_message_new (NULL, SILU_ROLE_ASSISTANT);
  SiluTimes times = { .start = BEGIN - SECOND,
                      .first_byte = BEGIN,
                      .first_reasoning = BEGIN,
                      .first_text = first_text,
                      .end = end };

  silu_message_append (message, SILU_PART_REASONING, SILU_CHANNEL_REASONING, "Hm.");
  if (first_text != 0)
    silu_message_append (message, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, "Yes.");
  silu_message_set_times (message, &times);
  silu_message_set_state (message, state);

  return message;
}

static void
assert_title (SiluMessage *message, gint64 now, const char *expected)
{
  g_autofree char *title = silu_thought_get_title (message, 0, now);

  g_assert_cmpstr (title, ==, expected);
}

static void
test_live (void)
{
  g_autoptr (SiluMessage) message = make_message (SILU_MESSAGE_STREAMING, 0, 0);

  g_assert_true (silu_thought_is_live (message, 0));
  assert_title (message, BEGIN + SECOND / 2, "Thinking…");
  assert_title (message, BEGIN + SECOND * 12 + SECOND * 9 / 10, "Thinking… 12 s");
  assert_title (message, BEGIN - SECOND, "Thinking…");
}

static void
test_answered (void)
{
  g_autoptr (SiluMessage) message = make_message (SILU_MESSAGE_STREAMING, BEGIN + SECOND * 14, 0);

  g_assert_false (silu_thought_is_live (message, 0));
  assert_title (message, BEGIN + SECOND * 99, "Thought for 14 s");
  silu_message_set_state (message, SILU_MESSAGE_STOPPED);
  assert_title (message, BEGIN + SECOND * 99, "Thought for 14 s");
}

static void
test_cut (void)
{
  g_autoptr (SiluMessage) stopped = make_message (SILU_MESSAGE_STOPPED, 0, BEGIN + SECOND * 9);
  g_autoptr (SiluMessage) killed = make_message (SILU_MESSAGE_INTERRUPTED, 0, 0);
  g_autoptr (SiluMessage) failed = make_message (SILU_MESSAGE_FAILED, 0, BEGIN + SECOND * 61);

  assert_title (stopped, 0, "Thought for 9 s · stopped");
  assert_title (killed, 0, "Thought · interrupted");
  assert_title (failed, 0, "Thought for 1 min 1 s · interrupted");
}

static void
assert_tokens (SiluMessage *message, gint64 units, const char *expected)
{
  g_autofree char *tokens = silu_thought_get_tokens (message, 0, units);

  g_assert_cmpstr (tokens, ==, expected);
}

static void
test_tokens (void)
{
  g_autoptr (SiluMessage) message =
      make_message (SILU_MESSAGE_COMPLETE, BEGIN + SECOND, BEGIN + SECOND * 2);
  SiluUsage usage = SILU_USAGE_INIT;

  assert_tokens (message, 0, NULL);
  assert_tokens (message, 400, "≈ 20 tokens");
  assert_tokens (message, 20, "≈ 1 token");

  usage.reasoning = 612;
  silu_message_set_usage (message, &usage);
  assert_tokens (message, 400, "612 tokens");
  usage.reasoning = 1;
  silu_message_set_usage (message, &usage);
  assert_tokens (message, 400, "1 token");

  /* A second thought: the server's number belongs to both. */
  silu_message_append (message, SILU_PART_REASONING, SILU_CHANNEL_REASONING, "More.");
  assert_tokens (message, 400, "≈ 20 tokens");
}

static void
test_preview (void)
{
  static const struct
  {
    const char *text;
    const char *preview;
  } cases[] = {
    { "", NULL },
    { " \n\n", NULL },
    { "First", "First" },
    { "First.\n", "First." },
    { "First.\nSecond one", "Second one" },
    { "First. Second one", "Second one" },
    { "Version 1.5 it is", "Version 1.5 it is" },
    { "Really? No! Wait", "Wait" },
    { "先看。再想", "再想" },
    { "先看。", "先看。" },
    { "等等！不对？\n\n  再来  ", "再来" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) text = g_string_new (cases[i].text);
      g_autofree char *preview = silu_thought_get_preview (text);

      g_assert_cmpstr (preview, ==, cases[i].preview);
    }
}

/* However the limit cuts a long text, whole characters remain. */
static void
test_preview_of_much (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (int i = 0; i < 600; i++)
    {
      g_autofree char *preview = NULL;

      g_string_append (text, i % 3 == 0 ? "思" : "a");
      preview = silu_thought_get_preview (text);
      g_assert_true (g_utf8_validate (preview, -1, NULL));
      g_assert_true (g_str_has_suffix (text->str, preview));
      g_assert_cmpuint (strlen (preview), <=, 400);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/thought/live", test_live);
  g_test_add_func ("/thought/answered", test_answered);
  g_test_add_func ("/thought/cut", test_cut);
  g_test_add_func ("/thought/tokens", test_tokens);
  g_test_add_func ("/thought/preview", test_preview);
  g_test_add_func ("/thought/preview-of-much", test_preview_of_much);

  return g_test_run ();
}
