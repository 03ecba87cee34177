/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steps of chains: where they begin, and that it does not matter how the text comes. */
#include "silu-segmenter.h"

#include <string.h>

/* "kind: title" of each, a line each. That steps follow each other without a gap is checked here.
 */
static char *
outline (const char *text, gsize length, gsize feed)
{
  g_autoptr (SiluSegmenter) segmenter = silu_segmenter_new ();
  GString *out = g_string_new (NULL);

  for (gsize at = 0; at < length; at += feed)
    silu_segmenter_feed (segmenter, text + at, MIN (feed, length - at), (gint64) at + 1);
  silu_segmenter_finish (segmenter);

  for (guint i = 0; i < silu_segmenter_get_n_steps (segmenter); i++)
    {
      const SiluStep *step = silu_segmenter_get_step (segmenter, i);
      gboolean is_last = i + 1 == silu_segmenter_get_n_steps (segmenter);

      g_assert_cmpuint (step->start, <, step->end);
      g_assert_cmpuint (step->end, ==,
                        is_last ? length : silu_segmenter_get_step (segmenter, i + 1)->start);
      g_string_append_printf (out, "%s: %s\n", silu_step_kind_to_string (step->kind), step->title);
    }

  return g_string_free (out, FALSE);
}

typedef struct
{
  const char *name;
  const char *text;
  const char *outline;
} Case;

static const Case cases[] = {
  { "empty", "", "" },
  { "blank", "\n \n", "" },
  { "one", "Paris is a city", "understand: Paris is a city\n" },
  { "paragraphs",
    "Okay, the user asks for a sum.\n\nFirst, list them. Then add.\n\nSo the answer is 4.",
    "understand: Okay, the user asks for a sum\nplan: First, list them\n"
    "conclude: So the answer is 4\n" },
  { "within", "I add two. Wait, there are three. So two is wrong.",
    "understand: I add two\ndoubt: Wait, there are three\n" },
  { "again", "It is two. Wait. Hmm, no, three.", "understand: It is two\ndoubt: Hmm, no, three\n" },
  { "bare", "It is two. Wait.", "understand: It is two\ndoubt: Wait\n" },
  { "decimals",
    "The user gives a radius of 2.5 m.\n\nTake 3.14 as pi.\n\n"
    "Wait, 2.5 is the diameter, not the radius.",
    "understand: The user gives a radius of 2.5 m\nderive: Take 3.14 as pi\n"
    "doubt: Wait, 2.5 is the diameter\n" },
  { "chinese",
    "用户问面积。首先看半径，然后算面积。等等，半径不对，题目给的是直径。"
    "换个思路：用直径也可以。综上，答案是四。",
    "understand: 用户问面积\nplan: 首先看半径，然后算面积\ndoubt: 等等，半径不对\n"
    "alternative: 换个思路：用直径也可以\nconclude: 综上，答案是四\n" },
  { "code",
    "Given a list.\n\nHere's the code:\n\n```c\nint wait;\n\nWait, no code.\n```\n\n"
    "Let me check it.",
    "understand: Given a list\ndraft-code: Here's the code\ncheck: Let me check it\n" },
  { "heading", "# Task\nThe user wants x.\n## Check\n- It works.",
    "understand: Task\ncheck: Check\n" },
};

static void
test_outline (gconstpointer data)
{
  const Case *c = data;
  gsize length = strlen (c->text);
  g_autofree char *whole = outline (c->text, length, MAX (length, 1));

  g_assert_cmpstr (whole, ==, c->outline);
  for (gsize feed = 1; feed < length; feed++)
    {
      g_autofree char *cut = outline (c->text, length, feed);

      g_assert_cmpstr (cut, ==, whole);
    }
}

/* What is told while it streams stays true: only the last step changes. */
static void
test_streaming (void)
{
  const char *text = "The user gives a task: add.\n\nFirst, one by one; then all.\n\nWait, two.\n\n"
                     "Alternatively, all at once. It is short.\n\nSo the answer is two.\n";
  const gsize doubt = (gsize) (strstr (text, "Wait") - text);
  g_autoptr (SiluSegmenter) segmenter = silu_segmenter_new ();
  SiluStep seen[8] = { 0 };
  guint n = 0;

  for (gsize i = 0; text[i] != '\0'; i++)
    {
      silu_segmenter_feed (segmenter, text + i, 1, (gint64) i * 10);
      g_assert_cmpuint (silu_segmenter_get_n_steps (segmenter), >=, n);
      n = silu_segmenter_get_n_steps (segmenter);
      g_assert_cmpuint (n, <, G_N_ELEMENTS (seen));
      for (guint step = 0; step < n; step++)
        {
          const SiluStep *now = silu_segmenter_get_step (segmenter, step);

          g_assert_cmpuint (now->start, ==, seen[step].end > 0 ? seen[step].start : now->start);
          if (step + 1 == n)
            {
              g_assert_cmpuint (now->end, ==, i + 1);
              g_assert_cmpint (now->ended, ==, (gint64) i * 10);
            }
          else if (seen[step + 1].end > 0)
            {
              g_assert_cmpint (now->kind, ==, seen[step].kind);
              g_assert_cmpuint (now->end, ==, seen[step].end);
            }
          seen[step] = *now;
        }
    }

  silu_segmenter_finish (segmenter);
  g_assert_cmpuint (silu_segmenter_get_n_steps (segmenter), >=, 4);
  g_assert_cmpuint (silu_segmenter_get_step (segmenter, 2)->start, ==, doubt);
  g_assert_cmpint (silu_segmenter_get_step (segmenter, 2)->begun, ==, (gint64) doubt * 10);
}

/* A block of code is called by its first line. */
static void
test_code_title (void)
{
  const char *text = "```c\n\n  int *a, b; // two\n```\n";
  g_autoptr (SiluSegmenter) segmenter = silu_segmenter_new ();

  silu_segmenter_feed (segmenter, text, strlen (text), 0);
  silu_segmenter_finish (segmenter);
  g_assert_cmpuint (silu_segmenter_get_n_steps (segmenter), ==, 1);
  g_assert_cmpstr (silu_segmenter_get_step (segmenter, 0)->title, ==, "int *a, b; // two");
}

/* A sentence, or a line of code, without an end costs no more a byte than a short one. */
static void
test_long (void)
{
  static const char *const starts[] = { "a", "```\n", "# ", "   ", "Wait " };
  g_autofree char *rest = g_strnfill (4 * 1024 * 1024, '.');

  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      g_autoptr (SiluSegmenter) segmenter = silu_segmenter_new ();

      silu_segmenter_feed (segmenter, starts[i], strlen (starts[i]), 0);
      for (gsize at = 0; at < strlen (starts[i]) + 1024 * 1024; at += 16)
        silu_segmenter_feed (segmenter, rest + at, 16, 0);
      silu_segmenter_finish (segmenter);
      g_assert_cmpuint (silu_segmenter_get_n_steps (segmenter), ==, 1);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/segmenter/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_outline);
    }
  g_test_add_func ("/segmenter/streaming", test_streaming);
  g_test_add_func ("/segmenter/code-title", test_code_title);
  g_test_add_func ("/segmenter/long", test_long);

  return g_test_run ();
}
