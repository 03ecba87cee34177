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
  { "again", "It is two. Wait. Hmm, no, three.", "understand: It is two\ndoubt: Wait\n" },
  { "decimals", "Take 3.14 as pi. Wait, 2.5 is more.",
    "understand: Take 3.14 as pi\ndoubt: Wait, 2.5 is more\n" },
  { "chinese", "用户问面积。首先看半径。等等，半径不对。换个思路：直径。综上，是四。",
    "understand: 用户问面积\ndoubt: 等等，半径不对\nalternative: 换个思路：直径\n"
    "conclude: 综上，是四\n" },
  { "code",
    "Given a list.\n\nLet me write the code:\n```c\nint wait;\n\nWait, no code.\n```\n"
    "Let me check it.",
    "understand: Given a list\ndraft-code: Let me write the code\ncheck: Let me check it\n" },
  { "heading", "# Task\nThe user wants x.\n## Check\n- It works.",
    "understand: Task\ncheck: Check\n" },
  { "list", "The task is this:\n- First, cut it\n- Alternatively, glue it\n",
    "understand: The task is this\nplan: First, cut it\nalternative: Alternatively\n" },
  { "compute", "The problem gives a.\n\nb = 2a = 4\n\nso c = 5.",
    "understand: The problem gives a\ncompute: b = 2a = 4\n" },
  { "apostrophe", "It is so. Let’s check it.", "understand: It is so\ncheck: Let’s check it\n" },
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
  const char *text = "The task: add.\n\nFirst, one. Wait, two.\n\nLet me check.\n";
  g_autoptr (SiluSegmenter) segmenter = silu_segmenter_new ();
  guint n = 0;

  for (gsize i = 0; text[i] != '\0'; i++)
    {
      const SiluStep *last;

      silu_segmenter_feed (segmenter, text + i, 1, (gint64) i * 10);
      g_assert_cmpuint (silu_segmenter_get_n_steps (segmenter), >=, n);
      n = silu_segmenter_get_n_steps (segmenter);
      if (n == 0)
        continue;
      last = silu_segmenter_get_step (segmenter, n - 1);
      g_assert_cmpuint (last->end, ==, i + 1);
      g_assert_cmpint (last->ended, ==, (gint64) i * 10);
    }

  g_assert_cmpuint (n, ==, 4);
  g_assert_cmpint (silu_segmenter_get_step (segmenter, 2)->begun, ==, 270);
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
  g_test_add_func ("/segmenter/long", test_long);

  return g_test_run ();
}
