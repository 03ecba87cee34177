/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two models hardly ever write the same line: a diff by equal lines would say that everything is
 * new. So lines are aligned by likeness first, and words are compared inside. */
#include "silu-text-diff.h"

#include "silu-alignment.h"
#include <string.h>

/* Lines of both sides that are aligned by likeness. */
#define MOST_LINES 2000

/* Bytes below which a line is about nothing by itself ("}", "```"). */
#define SHORT_LINE 6

enum
{
  LINE,
  SHORT,
  BLANK
};

/* Empty lines are alike everywhere, and must not lead the others astray. */
static const int same_line[] = { [LINE] = 40, [SHORT] = 90, [BLANK] = 99 };
static const SiluAlignmentRule line_rule = { same_line, 101 };

typedef struct
{
  GPtrArray *lines; /* of SiluTextDiffLine */
  GStrv before;
  GStrv after;
  guint n_before;
  guint n_after;
  guint start; /* lines that both begin with */
  guint end;   /* and end with */
} TextDiff;

static void
line_free (gpointer data)
{
  SiluTextDiffLine *line = data;

  g_free (line->text);
  g_clear_pointer (&line->marks, g_array_unref);
  g_free (line);
}

static SiluTextDiffLine *
add_line (TextDiff *self, SiluDiffKind kind, const char *text)
{
  SiluTextDiffLine *line = g_new0 (SiluTextDiffLine, 1);

  line->kind = kind;
  line->text = g_strdup (text);
  g_ptr_array_add (self->lines, line);

  return line;
}

/* --- words --- */

static gboolean
is_word (gunichar c)
{
  return (g_unichar_isalnum (c) || c == '_') && !g_unichar_iswide (c);
}

/* The end of the token at @at: a word, white space, or one character. */
static const char *
find_token_end (const char *at)
{
  gunichar c = g_utf8_get_char (at);
  const char *end = g_utf8_next_char (at);

  if (is_word (c))
    while (*end != '\0' && is_word (g_utf8_get_char (end)))
      end = g_utf8_next_char (end);
  else if (g_unichar_isspace (c))
    while (*end != '\0' && g_unichar_isspace (g_utf8_get_char (end)))
      end = g_utf8_next_char (end);

  return end;
}

/* A number for each token, and where it ends. */
static GArray *
number_tokens (const char *text, GHashTable *numbers, GArray *ends)
{
  GArray *result = g_array_new (FALSE, FALSE, sizeof (guint));

  for (const char *at = text; *at != '\0';)
    {
      const char *next = find_token_end (at);
      g_autofree char *token = g_strndup (at, (gsize) (next - at));
      guint number = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, token));
      guint end = (guint) (next - text);

      if (number == 0)
        {
          number = g_hash_table_size (numbers) + 1;
          g_hash_table_insert (numbers, g_steal_pointer (&token), GUINT_TO_POINTER (number));
        }
      g_array_append_val (result, number);
      g_array_append_val (ends, end);
      at = next;
    }

  return result;
}

static gboolean
is_blank (const char *text, gsize length)
{
  for (const char *at = text; at < text + length; at = g_utf8_next_char (at))
    if (!g_unichar_isspace (g_utf8_get_char (at)))
      return FALSE;

  return TRUE;
}

/* Words in a row that differ are one mark, with the white space between them. */
static void
add_mark (SiluTextDiffLine *line, GArray *ends, guint first, guint n_tokens)
{
  SiluTextDiffMark mark = { .start = first > 0 ? g_array_index (ends, guint, first - 1) : 0,
                            .end = g_array_index (ends, guint, first + n_tokens - 1) };
  SiluTextDiffMark *last = NULL;

  if (line->marks->len > 0)
    last = &g_array_index (line->marks, SiluTextDiffMark, line->marks->len - 1);
  if (last != NULL && is_blank (line->text + last->end, mark.start - last->end))
    last->end = mark.end;
  else
    g_array_append_val (line->marks, mark);
}

static void
compare_words (SiluTextDiffLine *removed, SiluTextDiffLine *added)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) ends_before = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) ends_after = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) before = number_tokens (removed->text, numbers, ends_before);
  g_autoptr (GArray) after = number_tokens (added->text, numbers, ends_after);
  g_autoptr (GArray) runs = silu_diff_numbers (before, after);

  removed->marks = g_array_new (FALSE, FALSE, sizeof (SiluTextDiffMark));
  added->marks = g_array_new (FALSE, FALSE, sizeof (SiluTextDiffMark));
  for (guint i = 0; i < runs->len; i++)
    {
      const SiluDiffRun *run = &g_array_index (runs, SiluDiffRun, i);

      if (run->kind == SILU_DIFF_REMOVED)
        add_mark (removed, ends_before, run->before, run->n_lines);
      else if (run->kind == SILU_DIFF_ADDED)
        add_mark (added, ends_after, run->after, run->n_lines);
    }
}

/* --- lines --- */

static int
get_kind (const char *line)
{
  gsize length = strlen (line);

  if (is_blank (line, length))
    return BLANK;

  return length < SHORT_LINE ? SHORT : LINE;
}

static void
add_pair (TextDiff *self, const char *before, const char *after)
{
  SiluTextDiffLine *removed;
  SiluTextDiffLine *added;

  if (g_str_equal (before, after))
    {
      add_line (self, SILU_DIFF_SAME, before);
      return;
    }

  removed = add_line (self, SILU_DIFF_REMOVED, before);
  added = add_line (self, SILU_DIFF_ADDED, after);
  compare_words (removed, added);
}

static void
fill_side (SiluAlignment *align, SiluAlignmentSide side, GStrv lines, guint first, guint end)
{
  for (guint i = first; i < end; i++)
    silu_alignment_add (align, side, get_kind (lines[i]), lines[i], strlen (lines[i]));
}

static void
add_by_likeness (TextDiff *self)
{
  g_autoptr (SiluAlignment) align = silu_alignment_new (&line_rule);
  g_autoptr (GArray) pairs = NULL;

  fill_side (align, SILU_ALIGNMENT_LEFT, self->before, self->start, self->n_before - self->end);
  fill_side (align, SILU_ALIGNMENT_RIGHT, self->after, self->start, self->n_after - self->end);
  pairs = silu_alignment_get_pairs (align);

  for (guint i = 0; i < pairs->len; i++)
    {
      SiluAlignmentPair pair = g_array_index (pairs, SiluAlignmentPair, i);

      if (pair.right == SILU_ALIGNMENT_NONE)
        add_line (self, SILU_DIFF_REMOVED, self->before[self->start + (guint) pair.left]);
      else if (pair.left == SILU_ALIGNMENT_NONE)
        add_line (self, SILU_DIFF_ADDED, self->after[self->start + (guint) pair.right]);
      else
        add_pair (self, self->before[self->start + (guint) pair.left],
                  self->after[self->start + (guint) pair.right]);
    }
}

static void
add_by_lines (TextDiff *self, const char *before, const char *after)
{
  g_autoptr (GArray) runs = silu_diff_lines (before, after);

  for (guint i = 0; i < runs->len; i++)
    {
      const SiluDiffRun *run = &g_array_index (runs, SiluDiffRun, i);

      /* What is in both is taken from the one that has lines: an empty text has one there, and none
       * here. */
      for (guint j = 0; j < run->n_lines; j++)
        if (run->kind != SILU_DIFF_REMOVED && self->n_after > 0)
          add_line (self, run->kind, self->after[run->after + j]);
        else if (run->kind != SILU_DIFF_ADDED && self->n_before > 0)
          add_line (self, run->kind, self->before[run->before + j]);
    }
}

static void
find_ends (TextDiff *self)
{
  guint most = MIN (self->n_before, self->n_after);

  while (self->start < most && g_str_equal (self->before[self->start], self->after[self->start]))
    self->start++;
  while (self->end < most - self->start &&
         g_str_equal (self->before[self->n_before - 1 - self->end],
                      self->after[self->n_after - 1 - self->end]))
    self->end++;
}

GPtrArray *
silu_text_diff_new (const char *before, const char *after)
{
  g_auto (GStrv) lines_before = g_strsplit (before, "\n", -1);
  g_auto (GStrv) lines_after = g_strsplit (after, "\n", -1);
  TextDiff self = {
    .lines = g_ptr_array_new_with_free_func (line_free),
    .before = lines_before,
    .after = lines_after,
    .n_before = g_strv_length (lines_before),
    .n_after = g_strv_length (lines_after),
  };

  find_ends (&self);
  if (self.n_before + self.n_after - 2 * (self.start + self.end) > MOST_LINES)
    {
      add_by_lines (&self, before, after);
      return self.lines;
    }

  for (guint i = 0; i < self.start; i++)
    add_line (&self, SILU_DIFF_SAME, lines_before[i]);
  add_by_likeness (&self);
  for (guint i = self.n_before - self.end; i < self.n_before; i++)
    add_line (&self, SILU_DIFF_SAME, lines_before[i]);

  return self.lines;
}
