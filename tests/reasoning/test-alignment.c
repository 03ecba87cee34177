/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What says the same stands beside each other, everything stands somewhere, and nothing depends on
 * who was there first. */
#include "silu-alignment.h"

#include "silu-step.h"
#include <string.h>

typedef struct
{
  SiluStepKind kind;
  const char *text;
} Step;

static void
add (SiluAlignment *align, SiluAlignmentSide side, const Step *step)
{
  silu_alignment_add (align, side, (int) step->kind, step->text, strlen (step->text));
}

/* "0-0 1- -1 2-2" */
static char *
describe (const SiluAlignment *align)
{
  g_autoptr (GArray) pairs = silu_alignment_get_pairs (align);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < pairs->len; i++)
    {
      SiluAlignmentPair pair = g_array_index (pairs, SiluAlignmentPair, i);

      if (i > 0)
        g_string_append_c (out, ' ');
      if (pair.left != SILU_ALIGNMENT_NONE)
        g_string_append_printf (out, "%d", pair.left);
      g_string_append_c (out, '-');
      if (pair.right != SILU_ALIGNMENT_NONE)
        g_string_append_printf (out, "%d", pair.right);
    }

  return g_string_free (out, FALSE);
}

static char *
align (const Step *left, gsize n_left, const Step *right, gsize n_right)
{
  g_autoptr (SiluAlignment) self = silu_alignment_new (&silu_alignment_steps);

  for (gsize i = 0; i < n_left; i++)
    add (self, SILU_ALIGNMENT_LEFT, &left[i]);
  for (gsize i = 0; i < n_right; i++)
    add (self, SILU_ALIGNMENT_RIGHT, &right[i]);
  g_assert_cmpuint (silu_alignment_get_n (self, SILU_ALIGNMENT_LEFT), ==, n_left);
  g_assert_cmpuint (silu_alignment_get_n (self, SILU_ALIGNMENT_RIGHT), ==, n_right);

  return describe (self);
}

static const Step english[] = {
  { SILU_STEP_UNDERSTAND, "The ladder leans against the wall, and we want its length." },
  { SILU_STEP_PLAN, "I could use Pythagoras on the right triangle." },
  { SILU_STEP_COMPUTE, "The square of 3 plus the square of 4 is 25, so the length is 5." },
  { SILU_STEP_DOUBT, "Wait, is the ground level at all?" },
  { SILU_STEP_CONCLUDE, "So the ladder has the length 5." },
};

static const Step other[] = {
  { SILU_STEP_UNDERSTAND, "We are asked how long the ladder at the wall is." },
  { SILU_STEP_ALTERNATIVE, "Alternatively one could draw it to scale and measure." },
  { SILU_STEP_COMPUTE, "Pythagoras: square of 3 plus square of 4 makes 25; the length is 5." },
  { SILU_STEP_CONCLUDE, "The answer: 5." },
};

static void
test_steps (void)
{
  g_autofree char *pairs = align (english, G_N_ELEMENTS (english), other, G_N_ELEMENTS (other));

  g_assert_cmpstr (pairs, ==, "0-0 1- -1 2-2 3- 4-3");
}

/* Of two checks in a row the one that says the same is it. */
static void
test_likeness_leads (void)
{
  static const Step left[] = {
    { SILU_STEP_CHECK, "让我验证一下：代入原方程，左边等于右边。" },
  };
  static const Step right[] = {
    { SILU_STEP_CHECK, "检查定义域，没有问题。" },
    { SILU_STEP_CHECK, "验证：把根代入原方程，左边等于右边。" },
  };
  g_autofree char *pairs = align (left, G_N_ELEMENTS (left), right, G_N_ELEMENTS (right));

  g_assert_cmpstr (pairs, ==, "-0 0-1");
}

/* Across languages there are the kinds, for what every chain has. */
static void
test_languages (void)
{
  static const Step left[] = {
    { SILU_STEP_UNDERSTAND, "The user wants a proof." },
    { SILU_STEP_DERIVE, "Therefore the sum is even." },
    { SILU_STEP_CONCLUDE, "Done: it holds." },
  };
  static const Step right[] = {
    { SILU_STEP_UNDERSTAND, "用户想要一个证明。" },
    { SILU_STEP_DERIVE, "因此和是偶数。" },
    { SILU_STEP_CONCLUDE, "综上，命题成立。" },
  };
  g_autofree char *pairs = align (left, G_N_ELEMENTS (left), right, G_N_ELEMENTS (right));

  g_assert_cmpstr (pairs, ==, "0-0 1- -1 2-2");
}

static void
test_one_side (void)
{
  g_autofree char *none = align (NULL, 0, NULL, 0);
  g_autofree char *left = align (english, 2, NULL, 0);
  g_autofree char *right = align (NULL, 0, english, 2);

  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (left, ==, "0- 1-");
  g_assert_cmpstr (right, ==, "-0 -1");
}

/* While both stream, either may be ahead. */
static void
test_any_order (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (11);
  g_autofree char *expected = align (english, G_N_ELEMENTS (english), other, G_N_ELEMENTS (other));

  for (guint round = 0; round < 50; round++)
    {
      g_autoptr (SiluAlignment) self = silu_alignment_new (&silu_alignment_steps);
      g_autofree char *got = NULL;
      gsize left = 0, right = 0;

      while (left < G_N_ELEMENTS (english) || right < G_N_ELEMENTS (other))
        if (right == G_N_ELEMENTS (other) ||
            (left < G_N_ELEMENTS (english) && g_rand_boolean (random)))
          add (self, SILU_ALIGNMENT_LEFT, &english[left++]);
        else
          add (self, SILU_ALIGNMENT_RIGHT, &other[right++]);
      got = describe (self);
      g_assert_cmpstr (got, ==, expected);
    }
}

static void
fill (SiluAlignment *self, SiluAlignmentSide side, GRand *random, guint n_steps)
{
  for (guint i = 0; i < n_steps; i++)
    {
      g_autofree char *text =
          g_strdup_printf ("step about topic%d", g_rand_int_range (random, 0, 40));

      silu_alignment_add (self, side, g_rand_int_range (random, 0, SILU_N_STEP_KINDS), text,
                          strlen (text));
    }
}

/* Each once, in order, more than one table holds. */
static void
test_all_there (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  g_autoptr (SiluAlignment) self = silu_alignment_new (&silu_alignment_steps);
  g_autoptr (GArray) pairs = NULL;
  int left = 0, right = 0, both = 0;

  fill (self, SILU_ALIGNMENT_LEFT, random, 1200);
  fill (self, SILU_ALIGNMENT_RIGHT, random, 2100);
  pairs = silu_alignment_get_pairs (self);

  for (guint i = 0; i < pairs->len; i++)
    {
      SiluAlignmentPair pair = g_array_index (pairs, SiluAlignmentPair, i);

      g_assert_true (pair.left != SILU_ALIGNMENT_NONE || pair.right != SILU_ALIGNMENT_NONE);
      if (pair.left != SILU_ALIGNMENT_NONE)
        g_assert_cmpint (pair.left, ==, left++);
      if (pair.right != SILU_ALIGNMENT_NONE)
        g_assert_cmpint (pair.right, ==, right++);
      both += pair.left != SILU_ALIGNMENT_NONE && pair.right != SILU_ALIGNMENT_NONE ? 1 : 0;
    }
  g_assert_cmpint (left, ==, 1200);
  g_assert_cmpint (right, ==, 2100);
  g_assert_cmpint (both, >, 400);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/alignment/steps", test_steps);
  g_test_add_func ("/alignment/likeness-leads", test_likeness_leads);
  g_test_add_func ("/alignment/languages", test_languages);
  g_test_add_func ("/alignment/one-side", test_one_side);
  g_test_add_func ("/alignment/any-order", test_any_order);
  g_test_add_func ("/alignment/all-there", test_all_there);

  return g_test_run ();
}
