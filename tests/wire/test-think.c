/* SPDX-License-Identifier: GPL-3.0-or-later */
/* <think> and its siblings: where they count, and where they are text. Each case whole, in pieces
 * of every length, and cut in two at every place. */
#include "silu-test.h"
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

typedef struct
{
  GString *line;
  SiluDeltaKind last;
} Log;

static void
delta_cb (const SiluDelta *delta, gpointer user_data)
{
  Log *log = user_data;
  const char *mark = delta->kind == SILU_DELTA_REASONING ? "r:"
                     : delta->kind == SILU_DELTA_TEXT    ? "t:"
                                                         : "c";

  if (log->line->len == 0 || delta->kind != log->last)
    g_string_append_printf (log->line, "%s%s", log->line->len > 0 ? "|" : "", mark);
  log->last = delta->kind;
  if (delta->text != NULL)
    g_string_append (log->line, delta->text);
}

/* Feeds @text up to @cut, then the rest in pieces. */
static void
check_pieces (const char *text, const char *expected, gboolean structured, gsize cut, gsize piece)
{
  gsize length = strlen (text);
  g_autoptr (GString) line = g_string_new (NULL);
  Log log = { .line = line };
  g_autoptr (SiluThink) think = silu_think_new (delta_cb, &log);

  if (structured)
    silu_think_set_structured (think);
  silu_think_feed (think, text, cut);
  for (gsize i = cut; i < length; i += piece)
    silu_think_feed (think, text + i, MIN (piece, length - i));
  silu_think_finish (think);
  silu_think_finish (think); /* the second has nothing left to say */
  g_assert_cmpstr (line->str, ==, expected);
}

static void
check (const char *text, const char *expected, gboolean structured)
{
  gsize length = strlen (text);

  for (gsize piece = 1; piece <= length; piece++)
    check_pieces (text, expected, structured, 0, piece);
  for (gsize cut = 0; cut < length; cut++)
    check_pieces (text, expected, structured, cut, length);
}

static void
test_case (gconstpointer data)
{
  const Case *expected = data;

  check (expected->text, expected->expected, expected->structured);
}

typedef struct
{
  const char *name;
  const char *opening;
  const char *closing;
  const char *at_end; /* what closes at the end of input, not being whole */
} Tag;

static const Tag tags[] = {
  { "think", "<think>", "</think>", NULL },
  { "thinking", "<thinking>", "</thinking>", NULL },
  { "thought", "<thought>", "</thought>", NULL },
  { "Thought", "<Thought>", "</Thought>", NULL },
  { "reasoning", "<reasoning>", "</reasoning>", NULL },
  { "seed", "<seed:think>", "</seed:think>", NULL },
  { "brackets", "[THINK]", "[/THINK]", NULL },
  { "triangles", "◁think▷", "◁/think▷", NULL },
  { "channels", "<|channel|>analysis<|message|>",
    "<|end|><|start|>assistant<|channel|>final<|message|>", "<|end|>" },
};

/* In these, O and C stand for the tags. */
static const Case tag_cases[] = {
  { "block", "O\nHm.\nC\n\nYes.", "r:Hm.\n|t:Yes.", FALSE },
  { "leading-blank", "\n \nOHm.CYes.", "r:Hm.|t:Yes.", FALSE },
  { "empty-block", "O\n\nC\n\nYes.", "t:Yes.", FALSE },
  { "only-a-block", "OHm.C", "r:Hm.", FALSE },
  { "unclosed", "Oon and on", "r:on and on", FALSE },
  { "nested", "OaObCcCd", "r:aOb|t:cCd", FALSE },
  { "second-block", "OaCbOcC", "r:a|t:bOcC", FALSE },
  { "code-in-thought", "O`C` is it", "r:`|t:` is it", FALSE },
  { "later", "Text OxC y", "t:Text OxC y", FALSE },
  { "in-a-span", "`O` and `C` are tags", "t:`O` and `C` are tags", FALSE },
  { "in-a-fence", "```\nO\nx\nC\n```\n", "t:```\nO\nx\nC\n```\n", FALSE },
  { "known", "OKnownC\nAnswer", "t:Answer", TRUE },
  { "known-never-closed", "O is a tag", "t:O is a tag", TRUE },
};

static char *
fill_in (const Tag *tag, const char *template)
{
  GString *text = g_string_new (NULL);

  for (const char *at = template; *at != '\0'; at++)
    {
      if (*at == 'O')
        g_string_append (text, tag->opening);
      else if (*at == 'C')
        g_string_append (text, tag->closing);
      else
        g_string_append_c (text, *at);
    }

  return g_string_free (text, FALSE);
}

static void
test_tag (gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tag_cases); i++)
    {
      g_autofree char *text = fill_in (data, tag_cases[i].text);
      g_autofree char *expected = fill_in (data, tag_cases[i].expected);

      check (text, expected, tag_cases[i].structured);
    }
}

/* Each beginning of the opening tag is text where nothing follows, or something else. */
static void
test_half_opening (gconstpointer data)
{
  const Tag *tag = data;

  for (int k = 1; k < (int) strlen (tag->opening); k++)
    {
      g_autofree char *end = g_strdup_printf (" %.*s", k, tag->opening);
      g_autofree char *end_log = g_strdup_printf ("t:%s", end);
      g_autofree char *more = g_strdup_printf ("%.*s and more", k, tag->opening);
      g_autofree char *more_log = g_strdup_printf ("t:%s", more);

      check (end, end_log, FALSE);
      check (more, more_log, TRUE);
    }
}

/* Each beginning of the closing tag is a thought where nothing follows, something else, or the
 * whole tag. */
static void
test_half_closing (gconstpointer data)
{
  const Tag *tag = data;

  for (int k = 1; k < (int) strlen (tag->closing); k++)
    {
      g_autofree char *half = g_strdup_printf ("a%.*s", k, tag->closing);
      gboolean closes = g_strcmp0 (half + 1, tag->at_end) == 0;
      g_autofree char *end = g_strdup_printf ("%s%s", tag->opening, half);
      g_autofree char *end_log = g_strdup_printf ("r:%s", closes ? "a" : half);
      g_autofree char *more = g_strdup_printf ("%s%s and more", tag->opening, half);
      g_autofree char *more_log = g_strdup_printf ("r:%s and more", half);
      g_autofree char *whole = g_strdup_printf ("%s%s%sb", tag->opening, half, tag->closing);
      g_autofree char *whole_log = g_strdup_printf ("r:%s|t:b", half);
      g_autofree char *known_log = g_strdup_printf ("t:%s", closes ? "" : end);

      check (end, end_log, FALSE);
      check (more, more_log, FALSE);
      check (whole, whole_log, FALSE);
      check (end, closes ? "" : known_log, TRUE);
    }
}

/* No tag closes another's thought, nor, but for </think>, a text that nothing opened. */
static void
test_other_closing (gconstpointer data)
{
  const Tag *tag = data;

  for (gsize i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      const char *closing = tags[i].closing;
      g_autofree char *text = g_strdup_printf ("%sa%sb%sc", tag->opening, closing, tag->closing);
      g_autofree char *log = g_strdup_printf ("r:a%sb|t:c", closing);

      if (&tags[i] != tag)
        check (text, log, FALSE);
    }

  if (tag != &tags[0])
    {
      g_autofree char *text = g_strdup_printf ("Text%s more", tag->closing);
      g_autofree char *log = g_strdup_printf ("t:%s", text);

      check (text, log, FALSE);
    }
}

static void
feed (SiluThink *think, const char *text)
{
  silu_think_feed (think, text, strlen (text));
}

/* Held back is only what may still become a tag, not all that once looked like one. */
static void
test_holds_little (void)
{
  g_autoptr (GString) line = g_string_new (NULL);
  Log log = { .line = line };
  g_autoptr (SiluThink) channels = silu_think_new (delta_cb, &log);
  g_autoptr (SiluThink) late = silu_think_new (delta_cb, &log);

  feed (channels, "<|channel|>analysis<|message|>a<|end|><|");
  g_assert_cmpstr (line->str, ==, "r:a");
  feed (channels, "e");
  g_assert_cmpstr (line->str, ==, "r:a<|end|>");
  feed (channels, "nd|><|start|>z");
  g_assert_cmpstr (line->str, ==, "r:a<|end|><|end|><|start|>z");

  g_string_truncate (line, 0);
  feed (late, "a < b </thi");
  g_assert_cmpstr (line->str, ==, "t:a < b ");
  feed (late, "s");
  g_assert_cmpstr (line->str, ==, "t:a < b </this");
}

/* White space before a tag has an end. */
static void
test_long_lead (void)
{
  g_autofree char *blank = g_strnfill (1024, ' ');
  g_autofree char *within = g_strdup_printf ("%s<think>a</think>b", blank);
  g_autofree char *beyond = g_strdup_printf (" %s<think>a</think>b", blank);
  g_autofree char *beyond_log = g_strdup_printf ("t:%s", beyond);

  check_pieces (within, "r:a|t:b", FALSE, 0, 1);
  check_pieces (beyond, beyond_log, FALSE, 0, 1);
  check_pieces (beyond, beyond_log, FALSE, 0, strlen (beyond));
}

static void
add_tag (const Tag *tag)
{
  g_autofree char *cases_path = g_strdup_printf ("/think/tag/%s", tag->name);
  g_autofree char *opening_path = g_strdup_printf ("/think/half-opening/%s", tag->name);
  g_autofree char *closing_path = g_strdup_printf ("/think/half-closing/%s", tag->name);
  g_autofree char *other_path = g_strdup_printf ("/think/other-closing/%s", tag->name);

  g_test_add_data_func (cases_path, tag, test_tag);
  g_test_add_data_func (opening_path, tag, test_half_opening);
  g_test_add_data_func (closing_path, tag, test_half_closing);
  g_test_add_data_func (other_path, tag, test_other_closing);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/think/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (tags); i++)
    add_tag (&tags[i]);
  g_test_add_func ("/think/holds-little", test_holds_little);
  g_test_add_func ("/think/long-lead", test_long_lead);

  return g_test_run ();
}
