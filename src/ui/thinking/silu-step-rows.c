/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each step has a Markdown text of its own: where it begins, a paragraph begins, and folding it
 * touches no other. Only the last one of a living chain keeps what reads it. */
#include "silu-step-rows.h"

#include "silu-markdown.h"
#include "silu-row-types.h"
#include "silu-step-head.h"
#include "silu-step-note.h"
#include "silu-text-rows.h"

#define GAP_STEP 14
#define GAP_FOLDED 2
#define GAP_HEAD 22
#define GAP_BELOW_HEAD 6

/* In pixels; see silu-row-types.c. */
#define LINE_HEIGHT 24
#define CHAR_WIDTH 7.5
#define HEAD_HEIGHT 32

typedef struct
{
  SiluStepRows *rows;
  guint step;
} Item;

typedef struct
{
  guint n_rows;
  gboolean folded;        /* by the user */
  gboolean hidden;        /* by the filter */
  gboolean noted;         /* a row for a note stands below the head's place */
  gboolean waiting;       /* one row stands for its text */
  SiluMarkdown *markdown; /* while it grows */
  gsize fed;              /* bytes of the chain, up to where it was read */
} Group;

struct _SiluStepRows
{
  SiluTranscript *transcript;
  SiluChain *chain;
  gboolean with_heads;
  guint filter;
  GArray *groups; /* of Group, one a step */
};

static const SiluRowType head_row;
static const SiluRowType waiting_row;

static void
group_clear (gpointer data)
{
  g_clear_pointer (&((Group *) data)->markdown, silu_markdown_free);
}

static Group *
get_group (SiluStepRows *self, guint step)
{
  return &g_array_index (self->groups, Group, step);
}

static gboolean
is_folded (const Group *group)
{
  return group->folded || group->hidden;
}

static gboolean
has_head (SiluStepRows *self, const Group *group)
{
  return self->with_heads || is_folded (group);
}

guint
silu_step_rows_find_row (SiluStepRows *self, guint step)
{
  guint row = silu_transcript_get_n_rows (self->transcript);

  /* From the end: what streams is the last. */
  for (guint i = self->groups->len; i > step; i--)
    row -= get_group (self, i - 1)->n_rows;

  return row;
}

guint
silu_step_rows_find_step (SiluStepRows *self, guint row)
{
  for (guint i = 0; i < self->groups->len; i++)
    {
      if (row < get_group (self, i)->n_rows)
        return i;
      row -= get_group (self, i)->n_rows;
    }

  return self->groups->len > 0 ? self->groups->len - 1 : 0;
}

guint
silu_step_rows_get_n_rows (SiluStepRows *self, guint step)
{
  return get_group (self, step)->n_rows;
}

static gpointer
item_new (SiluStepRows *self, guint step)
{
  Item *item = g_new (Item, 1);

  item->rows = self;
  item->step = step;

  return item;
}

static GtkWidget *
make_head (gpointer data)
{
  Item *item = data;

  return silu_step_head_new (item->rows->chain, item->step,
                             is_folded (get_group (item->rows, item->step)));
}

static int
estimate_head (gpointer data, int width)
{
  return HEAD_HEIGHT;
}

static const SiluRowType head_row = {
  .make = make_head,
  .estimate = estimate_head,
  .free = g_free,
};

static GtkWidget *
make_note (gpointer data)
{
  Item *item = data;

  return silu_step_note_new (silu_chain_find_note (item->rows->chain, item->step), item->step);
}

static const SiluRowType note_row = {
  .make = make_note,
  .estimate = estimate_head,
  .free = g_free,
};

/* Rows above the text. */
static guint
count_above (SiluStepRows *self, const Group *group)
{
  return (has_head (self, group) ? 1 : 0) + (group->noted ? 1 : 0);
}

static int
get_first_gap (SiluStepRows *self, guint step)
{
  if (self->with_heads || get_group (self, step)->noted)
    return GAP_BELOW_HEAD;

  return step == 0 ? 0 : GAP_STEP;
}

/* Blocks of what has been read. */
static void
show_text (SiluStepRows *self, guint step)
{
  Group *group = get_group (self, step);
  guint above = count_above (self, group);
  guint n_rows =
      silu_text_rows_update (self->transcript, silu_step_rows_find_row (self, step) + above,
                             group->n_rows - above, group->markdown, get_first_gap (self, step));

  group->n_rows = n_rows + above;
}

static void
read_all (SiluStepRows *self, guint step)
{
  Group *group = get_group (self, step);
  const SiluStep *range = silu_chain_get_step (self->chain, step);
  gsize length = silu_chain_get_step_length (self->chain, step);

  g_clear_pointer (&group->markdown, silu_markdown_free);
  group->markdown = silu_markdown_new ();
  silu_markdown_feed (group->markdown, silu_chain_get_text (self->chain)->str + range->start,
                      length);
  group->fed = range->start + length;
}

/* What Markdown makes nothing of, as the definition of a link, is shown as it is. */
static void
show_source (SiluStepRows *self, guint step)
{
  Group *group = get_group (self, step);
  SiluBlock *block = silu_block_new (SILU_BLOCK_PARAGRAPH);
  const char *text = silu_chain_get_text (self->chain)->str;

  block->text = g_strndup (text + silu_chain_get_step (self->chain, step)->start,
                           silu_chain_get_step_length (self->chain, step));
  silu_transcript_insert (self->transcript, silu_step_rows_find_row (self, step) + group->n_rows,
                          &silu_block_row, silu_block_item_new (block), get_first_gap (self, step));
  silu_block_unref (block);
  group->n_rows++;
}

static void
end_text (SiluStepRows *self, guint step)
{
  Group *group = get_group (self, step);

  silu_markdown_finish (group->markdown);
  show_text (self, step);
  g_clear_pointer (&group->markdown, silu_markdown_free);
  if (group->n_rows == count_above (self, group))
    show_source (self, step);
}

static gboolean
is_live_step (SiluStepRows *self, guint step)
{
  return step + 1 == self->groups->len && silu_chain_is_live (self->chain);
}

static void
remove_text (SiluStepRows *self, guint step)
{
  Group *group = get_group (self, step);

  silu_transcript_remove (self->transcript, silu_step_rows_find_row (self, step), group->n_rows);
  group->n_rows = 0;
  group->waiting = FALSE;
  g_clear_pointer (&group->markdown, silu_markdown_free);
}

static void
expand_waiting (gpointer data)
{
  Item *item = data;
  SiluStepRows *self = item->rows;
  guint step = item->step;
  Group *group = get_group (self, step);
  guint row = silu_step_rows_find_row (self, step) + group->n_rows - 1;

  silu_transcript_remove (self->transcript, row, 1);
  group->n_rows--;
  group->waiting = FALSE;
  read_all (self, step);
  end_text (self, step);
}

static int
estimate_waiting (gpointer data, int width)
{
  Item *item = data;
  gsize length = silu_chain_get_step_length (item->rows->chain, item->step);

  return LINE_HEIGHT * (int) (1 + length / MAX ((gsize) (width / CHAR_WIDTH), 1));
}

static const SiluRowType waiting_row = {
  .expand = expand_waiting,
  .estimate = estimate_waiting,
  .free = g_free,
};

/* The rows of a step that has none. */
static void
show_group (SiluStepRows *self, guint step)
{
  Group *group = get_group (self, step);
  guint row = silu_step_rows_find_row (self, step);

  if (has_head (self, group))
    {
      int gap = self->with_heads && !is_folded (group) ? GAP_HEAD : GAP_FOLDED;

      silu_transcript_insert (self->transcript, row, &head_row, item_new (self, step),
                              step == 0 ? 0 : gap);
      group->n_rows = 1;
    }
  group->noted = silu_chain_find_note (self->chain, step) != NULL;
  if (group->noted)
    {
      silu_transcript_insert (self->transcript, row + group->n_rows, &note_row,
                              item_new (self, step), group->n_rows > 0 ? 0 : GAP_STEP);
      group->n_rows++;
    }
  if (is_folded (group))
    return;

  if (is_live_step (self, step))
    {
      read_all (self, step);
      show_text (self, step);
      return;
    }

  silu_transcript_insert (self->transcript, row + group->n_rows, &waiting_row,
                          item_new (self, step), get_first_gap (self, step));
  group->n_rows++;
  group->waiting = TRUE;
}

static void
show_again (SiluStepRows *self, guint step)
{
  remove_text (self, step);
  show_group (self, step);
}

/* The step has grown, or ends earlier than it seemed: what was read of its last sentence belongs to
 * the next one. */
static void
update_text (SiluStepRows *self, guint step, gboolean is_over)
{
  Group *group = get_group (self, step);
  const SiluStep *range = silu_chain_get_step (self->chain, step);
  gsize end = range->start + silu_chain_get_step_length (self->chain, step);
  const char *text = silu_chain_get_text (self->chain)->str;

  if (group->markdown == NULL)
    return;

  if (end < group->fed)
    read_all (self, step);
  else
    silu_markdown_feed (group->markdown, text + group->fed, end - group->fed);
  group->fed = end;

  if (is_over)
    end_text (self, step);
  else
    show_text (self, step);
}

static void
update_head (SiluStepRows *self, guint step)
{
  Group *group = get_group (self, step);
  GtkWidget *widget = NULL;

  if (has_head (self, group))
    widget = silu_transcript_get_widget (self->transcript, silu_step_rows_find_row (self, step));
  if (widget != NULL)
    silu_step_head_update (SILU_STEP_HEAD (widget));
}

static gboolean
is_filtered_out (SiluStepRows *self, guint step)
{
  SiluStepKind kind = silu_chain_get_step (self->chain, step)->kind;

  return self->filter != 0 && (self->filter & (1u << kind)) == 0;
}

static void
add_groups (SiluStepRows *self, guint n_steps)
{
  guint first = self->groups->len;

  g_array_set_size (self->groups, n_steps);
  for (guint i = first; i < n_steps; i++)
    {
      get_group (self, i)->hidden = is_filtered_out (self, i);
      show_group (self, i);
    }
}

void
silu_step_rows_update (SiluStepRows *self)
{
  guint n_steps = silu_chain_get_n_steps (self->chain);
  guint last = self->groups->len;

  if (last > 0)
    {
      update_text (self, last - 1, n_steps > last || !silu_chain_is_live (self->chain));
      update_head (self, last - 1);
    }
  if (n_steps > last)
    add_groups (self, n_steps);
}

void
silu_step_rows_restart (SiluStepRows *self)
{
  silu_transcript_remove (self->transcript, 0, silu_transcript_get_n_rows (self->transcript));
  g_array_set_size (self->groups, 0);
  add_groups (self, silu_chain_get_n_steps (self->chain));
}

SiluStepRows *
silu_step_rows_new (SiluTranscript *transcript, SiluChain *chain, gboolean with_heads)
{
  SiluStepRows *self = g_new0 (SiluStepRows, 1);

  self->transcript = transcript;
  self->chain = chain;
  self->with_heads = with_heads;
  self->groups = g_array_new (FALSE, TRUE, sizeof (Group));
  g_array_set_clear_func (self->groups, group_clear);
  add_groups (self, silu_chain_get_n_steps (chain));

  return self;
}

void
silu_step_rows_free (SiluStepRows *self)
{
  g_array_unref (self->groups);
  g_free (self);
}

void
silu_step_rows_update_notes (SiluStepRows *self)
{
  for (guint i = 0; i < self->groups->len; i++)
    if (get_group (self, i)->noted || silu_chain_find_note (self->chain, i) != NULL)
      show_again (self, i);
}

gboolean
silu_step_rows_get_folded (SiluStepRows *self, guint step)
{
  return step < self->groups->len && is_folded (get_group (self, step));
}

/* Unfolding one that the filter folds is the user's will as well. */
static void
set_folded (SiluStepRows *self, guint step, gboolean folded)
{
  Group *group = get_group (self, step);
  gboolean before = is_folded (group);

  group->folded = folded;
  if (!folded)
    group->hidden = FALSE;
  if (before != is_folded (group))
    show_again (self, step);
}

void
silu_step_rows_set_folded (SiluStepRows *self, guint step, gboolean folded)
{
  g_return_if_fail (step < self->groups->len);

  set_folded (self, step, folded);
}

void
silu_step_rows_fold_all (SiluStepRows *self, gboolean folded)
{
  for (guint i = 0; i < self->groups->len; i++)
    if (!is_live_step (self, i))
      set_folded (self, i, folded);
}

void
silu_step_rows_set_filter (SiluStepRows *self, guint kinds)
{
  self->filter = kinds;
  for (guint i = 0; i < self->groups->len; i++)
    {
      Group *group = get_group (self, i);
      gboolean before = is_folded (group);

      group->hidden = is_filtered_out (self, i);
      if (before != is_folded (group))
        show_again (self, i);
    }
}

void
silu_step_rows_expand (SiluStepRows *self, guint step)
{
  g_return_if_fail (step < self->groups->len);

  set_folded (self, step, FALSE);
  if (get_group (self, step)->waiting)
    {
      Item item = { self, step };

      expand_waiting (&item);
    }
}
