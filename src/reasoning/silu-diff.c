/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way from one text to the other with the fewest steps (Myers, "An O(ND) difference algorithm
 * and its variations", 1986), over numbers that stand for lines. */
#include "silu-diff.h"

#include <string.h>

/* Steps that are looked for; memory and time grow with their square. */
#define MOST_STEPS 1000

typedef struct
{
  GArray *before; /* of guint: a number for each line */
  GArray *after;
  guint start; /* lines that both begin with */
  guint end;   /* and end with */
  GArray *runs;
} Diff;

static guint
get (GArray *lines, guint index)
{
  return g_array_index (lines, guint, index);
}

/* The same line has the same number. */
static GArray *
number_lines (const char *text, GHashTable *numbers)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GArray *result = g_array_new (FALSE, FALSE, sizeof (guint));

  /* An empty text is one empty line too. */
  for (guint i = 0; i == 0 || lines[i] != NULL; i++)
    {
      const char *line = lines[i] != NULL ? lines[i] : "";
      guint number = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, line));

      if (number == 0)
        {
          number = g_hash_table_size (numbers) + 1;
          g_hash_table_insert (numbers, g_strdup (line), GUINT_TO_POINTER (number));
        }
      g_array_append_val (result, number);
      if (lines[i] == NULL)
        break;
    }

  return result;
}

static void
add_run (Diff *self, SiluDiffKind kind, guint before, guint after, guint n_lines)
{
  SiluDiffRun run = { kind, before, after, n_lines };
  SiluDiffRun *last = NULL;

  if (n_lines == 0)
    return;

  if (self->runs->len > 0)
    last = &g_array_index (self->runs, SiluDiffRun, self->runs->len - 1);
  if (last != NULL && last->kind == kind)
    last->n_lines += n_lines;
  else
    g_array_append_val (self->runs, run);
}

static void
trim_same (Diff *self)
{
  guint most = MIN (self->before->len, self->after->len);

  while (self->start < most && get (self->before, self->start) == get (self->after, self->start))
    self->start++;
  while (self->end < most - self->start && get (self->before, self->before->len - 1 - self->end) ==
                                               get (self->after, self->after->len - 1 - self->end))
    self->end++;
}

/* --- the shortest way --- */

/* How far each diagonal gets in so many steps: index @steps + diagonal. */
typedef struct
{
  GPtrArray *reached; /* of int *, one for each number of steps */
  guint steps;
} Trace;

static int
get_reached (const Trace *trace, guint steps, int diagonal)
{
  return ((int *) g_ptr_array_index (trace->reached, steps))[(int) steps + diagonal];
}

/* Whether the last step to a diagonal was one that adds a line. */
static gboolean
is_added (const Trace *trace, guint steps, int diagonal)
{
  if (diagonal == -(int) steps)
    return TRUE;
  if (diagonal == (int) steps)
    return FALSE;

  return get_reached (trace, steps - 1, diagonal - 1) <
         get_reached (trace, steps - 1, diagonal + 1);
}

static int
step_to (const Trace *trace, guint steps, int diagonal)
{
  if (steps == 0)
    return 0;
  if (is_added (trace, steps, diagonal))
    return get_reached (trace, steps - 1, diagonal + 1);

  return get_reached (trace, steps - 1, diagonal - 1) + 1;
}

/* Fills the trace up to the end. FALSE if that takes too many steps. */
static gboolean
find_way (Diff *self, Trace *trace)
{
  int n = (int) (self->before->len - self->start - self->end);
  int m = (int) (self->after->len - self->start - self->end);

  for (trace->steps = 0; trace->steps <= MOST_STEPS; trace->steps++)
    {
      int steps = (int) trace->steps;
      int *row = g_new0 (int, 2 * (gsize) steps + 1);

      g_ptr_array_add (trace->reached, row);
      for (int diagonal = -steps; diagonal <= steps; diagonal += 2)
        {
          int x = step_to (trace, trace->steps, diagonal);
          int y = x - diagonal;

          while (x >= 0 && y >= 0 && x < n && y < m &&
                 get (self->before, self->start + (guint) x) ==
                     get (self->after, self->start + (guint) y))
            {
              x++;
              y++;
            }
          row[steps + diagonal] = x;
          if (x >= n && y >= m)
            return TRUE;
        }
    }

  return FALSE;
}

/* The kind of each line on the way, from its end to its start. */
static GArray *
read_way (Diff *self, const Trace *trace)
{
  GArray *kinds = g_array_new (FALSE, FALSE, sizeof (SiluDiffKind));
  int x = (int) (self->before->len - self->start - self->end);
  int y = (int) (self->after->len - self->start - self->end);

  for (guint steps = trace->steps;; steps--)
    {
      const SiluDiffKind same = SILU_DIFF_SAME;
      int diagonal = x - y;
      int from = step_to (trace, steps, diagonal);
      SiluDiffKind kind;

      for (; x > from; x--, y--)
        g_array_append_val (kinds, same);
      if (steps == 0)
        return kinds;

      kind = is_added (trace, steps, diagonal) ? SILU_DIFF_ADDED : SILU_DIFF_REMOVED;
      g_array_append_val (kinds, kind);
      if (kind == SILU_DIFF_ADDED)
        y--;
      else
        x--;
    }
}

/* --- runs --- */

/* What changes in one place: first all that is removed, then all that is added. */
static void
add_change (Diff *self, guint before, guint after, guint removed, guint added)
{
  add_run (self, SILU_DIFF_REMOVED, before, after, removed);
  add_run (self, SILU_DIFF_ADDED, before + removed, after, added);
}

static void
add_way (Diff *self, GArray *kinds)
{
  guint before = self->start;
  guint after = self->start;
  guint removed = 0;
  guint added = 0;

  for (guint i = kinds->len; i > 0; i--)
    {
      SiluDiffKind kind = g_array_index (kinds, SiluDiffKind, i - 1);

      if (kind == SILU_DIFF_REMOVED)
        removed++;
      else if (kind == SILU_DIFF_ADDED)
        added++;
      if (kind != SILU_DIFF_SAME)
        continue;

      add_change (self, before, after, removed, added);
      before += removed;
      after += added;
      removed = added = 0;
      add_run (self, SILU_DIFF_SAME, before++, after++, 1);
    }
  add_change (self, before, after, removed, added);
}

GArray *
silu_diff_numbers (GArray *before, GArray *after)
{
  g_autoptr (GPtrArray) reached = g_ptr_array_new_with_free_func (g_free);
  Trace trace = { reached, 0 };
  Diff self = { .before = before, .after = after };

  self.runs = g_array_new (FALSE, FALSE, sizeof (SiluDiffRun));
  trim_same (&self);
  add_run (&self, SILU_DIFF_SAME, 0, 0, self.start);

  if (find_way (&self, &trace))
    {
      g_autoptr (GArray) kinds = read_way (&self, &trace);

      add_way (&self, kinds);
    }
  else
    {
      add_change (&self, self.start, self.start, before->len - self.start - self.end,
                  after->len - self.start - self.end);
    }

  add_run (&self, SILU_DIFF_SAME, before->len - self.end, after->len - self.end, self.end);

  return self.runs;
}

GArray *
silu_diff_lines (const char *before, const char *after)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) lines_before = number_lines (before, numbers);
  g_autoptr (GArray) lines_after = number_lines (after, numbers);

  return silu_diff_numbers (lines_before, lines_after);
}

/* --- as text --- */

typedef struct
{
  GString *out;
  GStrv before;
  GStrv after;
  GArray *runs;
  guint context;
} Writer;

static const SiluDiffRun *
get_run (Writer *self, guint index)
{
  return &g_array_index (self->runs, SiluDiffRun, index);
}

static void
add_lines (Writer *self, const SiluDiffRun *run, guint from, guint to)
{
  static const char marks[] = { ' ', '-', '+' };
  gboolean added = run->kind == SILU_DIFF_ADDED;

  for (guint i = from; i < to; i++)
    {
      const char *line = added ? self->after[run->after + i] : self->before[run->before + i];

      g_string_append_printf (self->out, "%c%s\n", marks[run->kind], line != NULL ? line : "");
    }
}

/* The run after the last of a piece: the end, or one of the same lines that is long enough to leave
 * some out. */
static guint
find_end (Writer *self, guint first)
{
  guint end = first;

  while (end < self->runs->len &&
         !(get_run (self, end)->kind == SILU_DIFF_SAME &&
           (end + 1 == self->runs->len || get_run (self, end)->n_lines > 2 * self->context)))
    end++;

  return end;
}

/* Runs [first, end), all that is between two places where lines are left out. */
static void
add_piece (Writer *self, guint first, guint end)
{
  guint above = first > 0 ? MIN (get_run (self, first - 1)->n_lines, self->context) : 0;
  guint below = end < self->runs->len ? MIN (get_run (self, end)->n_lines, self->context) : 0;
  guint before = above + below;
  guint after = above + below;

  for (guint i = first; i < end; i++)
    {
      before += get_run (self, i)->kind != SILU_DIFF_ADDED ? get_run (self, i)->n_lines : 0;
      after += get_run (self, i)->kind != SILU_DIFF_REMOVED ? get_run (self, i)->n_lines : 0;
    }
  g_string_append_printf (self->out, "@@ -%u,%u +%u,%u @@\n",
                          get_run (self, first)->before - above + 1, before,
                          get_run (self, first)->after - above + 1, after);

  if (above > 0)
    add_lines (self, get_run (self, first - 1), get_run (self, first - 1)->n_lines - above,
               get_run (self, first - 1)->n_lines);
  for (guint i = first; i < end; i++)
    add_lines (self, get_run (self, i), 0, get_run (self, i)->n_lines);
  if (below > 0)
    add_lines (self, get_run (self, end), 0, below);
}

char *
silu_diff_to_unified (const char *before, const char *after, guint context)
{
  g_auto (GStrv) lines_before = g_strsplit (before, "\n", -1);
  g_auto (GStrv) lines_after = g_strsplit (after, "\n", -1);
  g_autoptr (GArray) runs = silu_diff_lines (before, after);
  Writer self = { g_string_new (NULL), lines_before, lines_after, runs, context };

  for (guint i = 0; i < runs->len;)
    {
      guint end;

      if (get_run (&self, i)->kind == SILU_DIFF_SAME)
        {
          i++;
          continue;
        }
      end = find_end (&self, i);
      add_piece (&self, i, end);
      i = end;
    }

  return g_string_free (self.out, FALSE);
}
