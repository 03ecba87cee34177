/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What sentences begin with. */
#include "silu-cues.h"

#include <string.h>

typedef struct
{
  const char *text;
  SiluCue cue;
  SiluStepKind kind;
} Case;

static const Case cases[] = {
  { "Wait, that is", SILU_CUE_STRONG, SILU_STEP_DOUBT },
  { "WAIT", SILU_CUE_STRONG, SILU_STEP_DOUBT },
  { "Waiting for it", SILU_CUE_NONE, 0 },
  { "等等，这里", SILU_CUE_STRONG, SILU_STEP_DOUBT },
  { "嗯，好像", SILU_CUE_STRONG, SILU_STEP_DOUBT },
  { "嗯，用户想要", SILU_CUE_WEAK, SILU_STEP_UNDERSTAND },
  { "So the code", SILU_CUE_WEAK, SILU_STEP_DERIVE },
  { "So the answer is 4", SILU_CUE_STRONG, SILU_STEP_CONCLUDE },
  { "Some of them", SILU_CUE_NONE, 0 },
  { "First, the sum", SILU_CUE_WEAK, SILU_STEP_PLAN },
  { "First, let me understand the task", SILU_CUE_WEAK, SILU_STEP_UNDERSTAND },
  { "Let me check with n = 2", SILU_CUE_STRONG, SILU_STEP_CHECK },
  { "让我验证一下", SILU_CUE_STRONG, SILU_STEP_CHECK },
  { "换个思路", SILU_CUE_STRONG, SILU_STEP_ALTERNATIVE },
  { "Alternatively, use", SILU_CUE_STRONG, SILU_STEP_ALTERNATIVE },
  { "综上所述", SILU_CUE_STRONG, SILU_STEP_CONCLUDE },
  { "首先，把", SILU_CUE_WEAK, SILU_STEP_PLAN },
  { "计算 3 × 4", SILU_CUE_WEAK, SILU_STEP_COMPUTE },
  { "计划如下", SILU_CUE_WEAK, SILU_STEP_PLAN },
  { "", SILU_CUE_NONE, 0 },
  { "The cat", SILU_CUE_NONE, 0 },
};

static void
test_cues (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SiluStepKind kind = SILU_STEP_UNDERSTAND;
      SiluCue cue = silu_cues_find (cases[i].text, strlen (cases[i].text), &kind);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (cue, ==, cases[i].cue);
      if (cue != SILU_CUE_NONE)
        g_assert_cmpint (kind, ==, cases[i].kind);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cues/sentences", test_cues);

  return g_test_run ();
}
