/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What sentences begin with, and have in them. */
#include "silu-cues.h"

#include <string.h>

typedef struct
{
  const char *text;
  int kind; /* -1 for none */
  gboolean is_hint;
} Case;

static const Case cases[] = {
  { "Wait, that is", SILU_STEP_DOUBT },
  { "WAIT", SILU_STEP_DOUBT },
  { "Waiting for it", -1 },
  { "等等，这里", SILU_STEP_DOUBT },
  { "嗯，好像", SILU_STEP_DOUBT },
  { "嗯，用户想要", SILU_STEP_UNDERSTAND },
  { "So the code", SILU_STEP_DERIVE, TRUE },
  { "So the answer is 4", SILU_STEP_CONCLUDE },
  { "Some of them", -1 },
  { "First, let me understand the task", SILU_STEP_UNDERSTAND },
  { "Let me check with n = 2", SILU_STEP_CHECK },
  { "Let’s check", SILU_STEP_CHECK },
  { "让我验证一下", SILU_STEP_CHECK },
  { "换个思路", SILU_STEP_ALTERNATIVE },
  { "Alternatively, use", SILU_STEP_ALTERNATIVE },
  { "综上所述", SILU_STEP_CONCLUDE },
  { "首先，把", SILU_STEP_PLAN },
  { "计算 3 × 4", SILU_STEP_COMPUTE },
  { "计划如下", SILU_STEP_PLAN },
  { "However, it", SILU_STEP_DOUBT, TRUE },
  { "First, the sum", SILU_STEP_PLAN },
  { "First the sum", SILU_STEP_PLAN, TRUE },
  { "First, I'll add", SILU_STEP_PLAN },
  { "Wait times are long", SILU_STEP_DERIVE, TRUE },
  { "Or maybe not", SILU_STEP_ALTERNATIVE },
  { "或者去", SILU_STEP_ALTERNATIVE },
  { "或者说去", SILU_STEP_DERIVE, TRUE },
  { "", -1 },
  { "The cat", -1 },
};

static void
test_openings (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SiluWords words;
      SiluOpening opening;
      gboolean opens;

      silu_words_read (&words, cases[i].text, strlen (cases[i].text));
      g_test_message ("%s", cases[i].text);
      opens = silu_cues_find_opening (&words, 0, &opening);
      g_assert_true (opens == (cases[i].kind >= 0));
      if (opens)
        {
          g_assert_cmpint (opening.kind, ==, cases[i].kind);
          g_assert_true (opening.is_hint == cases[i].is_hint);
        }
    }
}

static void
test_inside (void)
{
  const SiluCue *found[SILU_CUE_WORDS];
  SiluWords words;

  silu_words_read (&words, "it may be wrong", strlen ("it may be wrong"));
  g_assert_cmpuint (silu_cues_find (&words, 3, found), ==, 1);
  g_assert_cmpint (found[0]->has, ==, SILU_STEP_DOUBT);

  silu_words_read (&words, "对得上了", strlen ("对得上了"));
  g_assert_cmpuint (silu_cues_find (&words, 0, found), ==, 3);
  g_assert_cmpint (found[0]->has, ==, -1);
  g_assert_cmpint (found[2]->has, ==, SILU_STEP_CHECK);
}

static void
test_leads (void)
{
  SiluWords words;

  silu_words_read (&words, "Okay, so now then", strlen ("Okay, so now then"));
  g_assert_cmpuint (silu_cues_skip_lead (&words, 0), ==, 3);
  silu_words_read (&words, "So", strlen ("So"));
  g_assert_cmpuint (silu_cues_skip_lead (&words, 0), ==, 1);
  silu_words_read (&words, "The", strlen ("The"));
  g_assert_cmpuint (silu_cues_skip_lead (&words, 0), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cues/openings", test_openings);
  g_test_add_func ("/cues/inside", test_inside);
  g_test_add_func ("/cues/leads", test_leads);

  return g_test_run ();
}
