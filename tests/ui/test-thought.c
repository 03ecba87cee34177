/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the head of a thinking card says, and what a screen reader is told of a step. */
#include "silu-step-words.h"
#include "silu-thought.h"
#include "silu-ui-test.h"

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
assert_title (SiluMessage *message, gint64 now, const char *english, const char *chinese)
{
  g_autofree char *title = silu_thought_get_title (message, 0, now);

  g_assert_cmpstr (title, ==, silu_ui_test_pick (english, chinese));
}

static void
test_live (void)
{
  g_autoptr (SiluMessage) message = make_message (SILU_MESSAGE_STREAMING, 0, 0);

  g_assert_true (silu_thought_is_live (message, 0));
  assert_title (message, BEGIN + SECOND / 2, "Thinking…", "正在思考…");
  assert_title (message, BEGIN + SECOND * 12 + SECOND * 9 / 10, "Thinking… 12 s",
                "正在思考… 12 秒");
  assert_title (message, BEGIN - SECOND, "Thinking…", "正在思考…");
}

static void
test_answered (void)
{
  g_autoptr (SiluMessage) message = make_message (SILU_MESSAGE_STREAMING, BEGIN + SECOND * 14, 0);

  g_assert_false (silu_thought_is_live (message, 0));
  assert_title (message, BEGIN + SECOND * 99, "Thought for 14 s", "思考了 14 秒");
  silu_message_set_state (message, SILU_MESSAGE_STOPPED);
  assert_title (message, BEGIN + SECOND * 99, "Thought for 14 s", "思考了 14 秒");
}

static void
test_cut (void)
{
  g_autoptr (SiluMessage) stopped = make_message (SILU_MESSAGE_STOPPED, 0, BEGIN + SECOND * 9);
  g_autoptr (SiluMessage) killed = make_message (SILU_MESSAGE_INTERRUPTED, 0, 0);
  g_autoptr (SiluMessage) failed = make_message (SILU_MESSAGE_FAILED, 0, BEGIN + SECOND * 61);

  assert_title (stopped, 0, "Thought for 9 s · stopped", "思考了 9 秒 · 已停止");
  assert_title (killed, 0, "Thought · interrupted", "思考过程 · 已中断");
  assert_title (failed, 0, "Thought for 1 min 1 s · interrupted", "思考了 1 分 1 秒 · 已中断");
}

static void
assert_tokens (SiluMessage *message, gint64 units, const char *english, const char *chinese)
{
  g_autofree char *tokens = silu_thought_get_tokens (message, 0, units);

  g_assert_cmpstr (tokens, ==, silu_ui_test_pick (english, chinese));
}

static void
test_tokens (void)
{
  g_autoptr (SiluMessage) message =
      make_message (SILU_MESSAGE_COMPLETE, BEGIN + SECOND, BEGIN + SECOND * 2);
  SiluUsage usage = SILU_USAGE_INIT;

  assert_tokens (message, 0, NULL, NULL);
  assert_tokens (message, 400, "≈ 20 tokens", "≈ 20 token");
  assert_tokens (message, 20, "≈ 1 token", "≈ 1 token");

  usage.reasoning = 612;
  silu_message_set_usage (message, &usage);
  assert_tokens (message, 400, "612 tokens", "612 token");
  usage.reasoning = 1;
  silu_message_set_usage (message, &usage);
  assert_tokens (message, 400, "1 token", "1 token");

  /* A second thought: the server's number belongs to both. */
  silu_message_append (message, SILU_PART_REASONING, SILU_CHANNEL_REASONING, "More.");
  assert_tokens (message, 400, "≈ 20 tokens", "≈ 20 token");
}

/* What is not known is left out. */
static void
test_numbers (void)
{
  g_autoptr (SiluMessage) message = silu_message_new (NULL, SILU_ROLE_ASSISTANT);
  SiluTimes times = { .start = 1000000, .first_reasoning = 1800000, .first_text = 11800000 };
  SiluUsage usage = SILU_USAGE_INIT;
  g_autofree char *nothing = silu_thought_get_numbers (message, 0, 0, 0);
  g_autofree char *all = NULL;

  g_assert_cmpstr (nothing, ==, "");
  times.end = times.first_text;
  usage.reasoning = 640;
  silu_message_append (message, SILU_PART_REASONING, SILU_CHANNEL_REASONING, "Hm.");
  silu_message_append (message, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, "Yes.");
  silu_message_set_times (message, &times);
  silu_message_set_usage (message, &usage);
  all = silu_thought_get_numbers (message, 0, 3, 64000);
  g_assert_cmpstr (
      all, ==,
      silu_ui_test_pick ("First thought after 0.8 s · 64 tokens/s · 1.0 % of the context",
                         "0.8 秒后开始思考 · 64 token/秒 · 占上下文的 1.0%"));
}

typedef struct
{
  SiluStepKind kind;
  const char *english;
  const char *chinese;
} Name;

/* Each kind of step. */
static void
test_names (void)
{
  static const Name names[] = {
    { SILU_STEP_UNDERSTAND, "Step 3 of 9, understanding: It", "第 3 步，共 9 步，理解：It" },
    { SILU_STEP_PLAN, "Step 3 of 9, plan: It", "第 3 步，共 9 步，规划：It" },
    { SILU_STEP_DERIVE, "Step 3 of 9, derivation: It", "第 3 步，共 9 步，推导：It" },
    { SILU_STEP_COMPUTE, "Step 3 of 9, calculation: It", "第 3 步，共 9 步，计算：It" },
    { SILU_STEP_CHECK, "Step 3 of 9, check: It", "第 3 步，共 9 步，验证：It" },
    { SILU_STEP_DOUBT, "Step 3 of 9, doubt: It", "第 3 步，共 9 步，质疑：It" },
    { SILU_STEP_ALTERNATIVE, "Step 3 of 9, alternative: It", "第 3 步，共 9 步，另辟蹊径：It" },
    { SILU_STEP_CONCLUDE, "Step 3 of 9, conclusion: It", "第 3 步，共 9 步，结论：It" },
    { SILU_STEP_DRAFT_CODE, "Step 3 of 9, draft code: It", "第 3 步，共 9 步，代码草稿：It" },
  };

  g_assert_cmpuint (G_N_ELEMENTS (names), ==, SILU_N_STEP_KINDS);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      SiluStep step = { .kind = names[i].kind, .title = (char *) "It" };
      g_autofree char *name = silu_step_words_dup_name (2, 9, &step);

      g_assert_cmpstr (name, ==, silu_ui_test_pick (names[i].english, names[i].chinese));
    }
}

int
main (int argc, char **argv)
{
  silu_ui_test_init_words ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/thought/live", test_live);
  g_test_add_func ("/thought/answered", test_answered);
  g_test_add_func ("/thought/cut", test_cut);
  g_test_add_func ("/thought/tokens", test_tokens);
  g_test_add_func ("/thought/numbers", test_numbers);
  g_test_add_func ("/thought/names", test_names);

  return g_test_run ();
}
