/* SPDX-License-Identifier: GPL-3.0-or-later */
/* <think> tags: where they count, and where they are text. Each case whole and byte by byte. */
#include "silu-think.h"
#include <string.h>

typedef struct
{
  const char *name;
  const char *text;
  const char *expected; /* r: reasoning, t: text, c: what came was a thought */
  gboolean structured;
} Case;

static const Case cases[] = {
  { "plain", "Just text.", "t:Just text.", FALSE },
  { "block", "<think>\nHm.\n</think>\n\nYes.", "r:Hm.\n|t:Yes.", FALSE },
  { "leading-blank", "\n \n<think>Hm.</think>Yes.", "r:Hm.|t:Yes.", FALSE },
  { "empty-block", "<think>\n\n</think>\n\nYes.", "t:Yes.", FALSE },
  { "unclosed", "<think>On and on </thin", "r:On and on </thin", FALSE },
  { "almost-a-tag", "<thin air", "t:<thin air", FALSE },
  { "blank-then-text", "\n\n  Text", "t:\n\n  Text", FALSE },
  { "tag-later", "Text <think>x</think> y", "t:Text <think>x</think> y", FALSE },
  { "second-block", "<think>a</think>b<think>c</think>", "r:a|t:b<think>c</think>", FALSE },
  { "late-close", "Thought.\n</think>\n\nAnswer.", "t:Thought.\n|c|t:Answer.", FALSE },
  { "late-close-inline", "Thought</think>Answer", "t:Thought|c|t:Answer", FALSE },
  { "close-at-once", "</think>Answer", "t:Answer", FALSE },
  { "in-a-span", "The tag `</think>` ends it.", "t:The tag `</think>` ends it.", FALSE },
  { "in-a-fence", "```\n</think>\n```\nx", "t:```\n</think>\n```\nx", FALSE },
  { "in-tildes", "~~~\n</think>\n~~~\nx", "t:~~~\n</think>\n~~~\nx", FALSE },
  { "after-a-fence", "```\nx\n```\n</think>\nA", "t:```\nx\n```\n|c|t:A", FALSE },
  { "open-backtick", "It`s odd.\n</think>\nA", "t:It`s odd.\n|c|t:A", FALSE },
  { "known-thought", "<think>Known</think>Answer", "t:Answer", TRUE },
  { "known-never-closed", "<think>is an HTML-like tag", "t:<think>is an HTML-like tag", TRUE },
  { "known-late-close", "Text</think>more", "t:Text</think>more", TRUE },
};

static void
delta_cb (const SiluDelta *delta, gpointer user_data)
{
  GString *log = user_data;
  const char *mark = delta->kind == SILU_DELTA_REASONING ? "r:"
                     : delta->kind == SILU_DELTA_TEXT    ? "t:"
                                                         : "c";
  const char *last = strrchr (log->str, '|');

  last = last != NULL ? last + 1 : log->str;
  if (log->len == 0 || delta->kind == SILU_DELTA_RECLASSIFY || !g_str_has_prefix (last, mark))
    g_string_append_printf (log, "%s%s", log->len > 0 ? "|" : "", mark);
  if (delta->text != NULL)
    g_string_append (log, delta->text);
}

static void
test_case (gconstpointer data)
{
  const Case *expected = data;
  gsize length = strlen (expected->text);

  for (gsize piece = 1; piece <= length; piece++)
    {
      g_autoptr (GString) log = g_string_new (NULL);
      g_autoptr (SiluThink) think = silu_think_new (delta_cb, log);

      if (expected->structured)
        silu_think_set_structured (think);
      for (gsize i = 0; i < length; i += piece)
        silu_think_feed (think, expected->text + i, MIN (piece, length - i));
      silu_think_finish (think);
      g_assert_cmpstr (log->str, ==, expected->expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/think/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }

  return g_test_run ();
}
