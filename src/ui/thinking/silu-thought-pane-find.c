/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking for words in a chain, and for a place of it that somebody else has found: a place is
 * known in the text as it came, and shown in the blocks that were made of it. */
#include "silu-thought-pane-private.h"

#include "silu-transcript-find.h"
#include "silu-transcript-selection.h"
#include <string.h>

void
silu_thought_pane_show_hits (SiluThoughtPane *self)
{
  guint n_steps = silu_chain_get_n_steps (self->chain);
  g_autoptr (GArray) hits = NULL;
  guint current = 0;
  guint total = 0;

  silu_transcript_get_found (self->text, &current, &total);
  if (self->outline == NULL)
    return;

  if (total > 0)
    {
      guint row = 0;

      hits = g_array_sized_new (FALSE, TRUE, sizeof (guint), n_steps);
      for (guint i = 0; i < n_steps; i++)
        {
          guint n_rows = silu_step_rows_get_n_rows (self->rows, i);
          guint n_hits = silu_transcript_count_found (self->text, row, row + n_rows);

          g_array_append_val (hits, n_hits);
          row += n_rows;
        }
    }
  silu_step_outline_set_hits (SILU_STEP_OUTLINE (self->outline), hits);
}

void
silu_thought_pane_open_find (SiluThoughtPane *self)
{
  silu_thought_pane_set_raw (self, FALSE);
  silu_thought_pane_set_filter (self, 0);
  /* What is folded is searched too. */
  silu_step_rows_fold_all (self->rows, FALSE);
  if (self->find == NULL)
    {
      self->find = silu_find_bar_new (self->text);
      gtk_widget_insert_after (self->find, GTK_WIDGET (self), NULL);
    }
  silu_find_bar_open (SILU_FIND_BAR (self->find));
}

void
silu_thought_pane_mark (SiluThoughtPane *self, const char *const *words)
{
  g_return_if_fail (SILU_IS_THOUGHT_PANE (self));

  silu_transcript_mark_words (self->text, words);
}

/* How often @needle (@length bytes) is in @text before @end, from @start on. */
static guint
count_before (const char *text, gsize start, gsize end, const char *needle, gsize length)
{
  guint count = 0;

  for (const char *at = text + start; at + length <= text + end; at++)
    if (g_ascii_strncasecmp (at, needle, length) == 0)
      count++;

  return count;
}

/* The place of the @nth occurrence of @needle in the blocks of a step, or of the last one. */
static gboolean
find_spot (SiluThoughtPane *self, guint step, const char *needle, guint nth, SiluSpot *spot)
{
  guint first = silu_step_rows_find_row (self->rows, step);
  gsize length = strlen (needle);
  gboolean found = FALSE;

  for (guint i = 0; i < silu_step_rows_get_n_rows (self->rows, step); i++)
    {
      g_autoptr (GPtrArray) leaves = g_ptr_array_new ();
      SiluBlock *block = silu_transcript_get_block (self->text, first + i);

      if (block != NULL)
        silu_block_list_leaves (block, leaves);
      for (guint j = 0; j < leaves->len; j++)
        {
          const char *text = ((SiluBlock *) g_ptr_array_index (leaves, j))->text;

          for (const char *at = text; *at != '\0'; at++)
            {
              if (g_ascii_strncasecmp (at, needle, length) != 0)
                continue;
              *spot = (SiluSpot){ first + i, { j, (gsize) (at - text) } };
              found = TRUE;
              if (nth-- == 0)
                return TRUE;
            }
        }
    }

  return found;
}

void
silu_thought_pane_reveal (SiluThoughtPane *self, gsize start, gsize end)
{
  const GString *text;
  const SiluStep *range;
  guint step;
  guint nth;
  g_autofree char *needle = NULL;
  SiluSpot spot;

  g_return_if_fail (SILU_IS_THOUGHT_PANE (self));

  text = silu_chain_get_text (self->chain);
  if (silu_chain_get_n_steps (self->chain) == 0 || end > text->len || start >= end)
    return;

  step = silu_chain_find_step (self->chain, start);
  silu_thought_pane_go_to_step (self, step);
  range = silu_chain_get_step (self->chain, step);
  needle = g_strndup (text->str + start, end - start);
  nth =
      start > range->start ? count_before (text->str, range->start, start, needle, end - start) : 0;
  if (!find_spot (self, step, needle, nth, &spot))
    return;

  silu_transcript_reveal (self->text, &spot);
  silu_transcript_select_at (self->text, &spot, SILU_SELECT_PLACE);
  spot.place.offset += strlen (needle);
  silu_transcript_select_to (self->text, &spot);
}
