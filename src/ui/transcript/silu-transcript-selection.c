/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One selection through everything: from a mark to a cursor, each a place in a leaf of a row. Rows
 * without widgets are in it like the others; leaves are only told which part of it is theirs. */
#include "silu-transcript-private.h"

#include "silu-leaf.h"
#include "silu-transcript-selection.h"
#include <string.h>

static guint
get_n (SiluTranscript *self)
{
  return silu_row_list_get_n (&self->rows);
}

static SiluRow *
get_row (SiluTranscript *self, guint position)
{
  return silu_row_list_get (&self->rows, position);
}

SiluBlock *
silu_transcript_get_block (SiluTranscript *self, guint position)
{
  const SiluRow *row = get_row (self, position);

  return row->type->get_block != NULL ? row->type->get_block (row->item) : NULL;
}

static int
compare (const SiluSpot *a, const SiluSpot *b)
{
  if (a->row != b->row)
    return a->row < b->row ? -1 : 1;
  if (a->place.leaf != b->place.leaf)
    return a->place.leaf < b->place.leaf ? -1 : 1;
  if (a->place.offset != b->place.offset)
    return a->place.offset < b->place.offset ? -1 : 1;

  return 0;
}

gboolean
silu_transcript_get_bounds (SiluTranscript *self, SiluSpot *start, SiluSpot *end)
{
  gboolean forward = compare (&self->mark, &self->cursor) <= 0;

  *start = forward ? self->mark : self->cursor;
  *end = forward ? self->cursor : self->mark;

  return compare (start, end) != 0;
}

/* --- showing it --- */

/* The part of leaf @leaf of row @row that is selected. */
static void
get_part (const SiluSpot *start,
          const SiluSpot *end,
          guint row,
          guint leaf,
          gsize length,
          SiluTextRange *part)
{
  const SiluSpot first = { row, { leaf, 0 } };
  const SiluSpot last = { row, { leaf, length } };

  *part = (SiluTextRange){ 0, 0 };
  if (compare (&last, start) <= 0 || compare (&first, end) >= 0)
    return;

  part->start = compare (start, &first) > 0 ? start->place.offset : 0;
  part->end = compare (end, &last) < 0 ? end->place.offset : length;
}

static void
show_in_row (SiluTranscript *self, guint position, const SiluSpot *start, const SiluSpot *end)
{
  g_autoptr (GPtrArray) leaves = g_ptr_array_new ();

  silu_leaf_list (get_row (self, position)->widget, leaves);
  for (guint i = 0; i < leaves->len; i++)
    {
      GtkWidget *leaf = g_ptr_array_index (leaves, i);
      SiluTextRange part;

      get_part (start, end, position, i, silu_leaf_get_length (leaf), &part);
      silu_leaf_select (leaf, part.start, part.end);
    }
}

void
silu_transcript_show_selection (SiluTranscript *self)
{
  SiluSpot start, end;

  silu_transcript_get_bounds (self, &start, &end);
  for (guint i = self->live_start; i < self->live_end; i++)
    if (get_row (self, i)->widget != NULL && silu_transcript_get_block (self, i) != NULL)
      show_in_row (self, i, &start, &end);
}

static void
set_cursor (SiluTranscript *self, const SiluSpot *spot)
{
  if (compare (&self->cursor, spot) == 0)
    return;

  self->cursor = *spot;
  silu_transcript_show_selection (self);
}

static void
set_caret (SiluTranscript *self, const SiluSpot *spot)
{
  self->mark = *spot;
  self->cursor = *spot;
  silu_transcript_show_selection (self);
}

void
silu_transcript_unselect (SiluTranscript *self)
{
  g_return_if_fail (SILU_IS_TRANSCRIPT (self));

  set_caret (self, &self->cursor);
}

void
silu_transcript_select_all (SiluTranscript *self)
{
  g_return_if_fail (SILU_IS_TRANSCRIPT (self));

  if (get_n (self) == 0)
    return;

  self->mark = (SiluSpot){ 0, { 0, 0 } };
  self->cursor = (SiluSpot){ get_n (self) - 1, { G_MAXUINT, G_MAXSIZE } };
  silu_transcript_show_selection (self);
}

/* --- rows that come and go --- */

/* There are @n rows now. */
static void
move_spot (SiluSpot *spot, guint position, guint removed, guint added, guint n)
{
  if (spot->row < position)
    return;

  if (spot->row < position + removed)
    *spot = (SiluSpot){ position, { 0, 0 } };
  else
    spot->row += added - removed;

  if (spot->row >= n)
    *spot = (SiluSpot){ n > 0 ? n - 1 : 0, { 0, 0 } };
}

void
silu_transcript_move_selection (SiluTranscript *self, guint position, guint removed, guint added)
{
  guint n = get_n (self);

  move_spot (&self->mark, position, removed, added, n);
  move_spot (&self->cursor, position, removed, added, n);
  move_spot (&self->reveal, position, removed, added, n);
}

/* --- finding places --- */

static double
get_distance (const graphene_rect_t *bounds, double x, double y)
{
  double right = bounds->origin.x + bounds->size.width;
  double bottom = bounds->origin.y + bounds->size.height;
  double dx = MAX (MAX (bounds->origin.x - x, x - right), 0);
  double dy = MAX (MAX (bounds->origin.y - y, y - bottom), 0);

  /* What is in the same line is nearer than what is above or below. */
  return dx + dy * 10000;
}

/* The leaf of a row that is nearest to a point; its distance, or G_MAXDOUBLE. */
static double
find_in_row (SiluTranscript *self, guint position, double x, double y, SiluSpot *spot)
{
  g_autoptr (GPtrArray) leaves = g_ptr_array_new ();
  double nearest = G_MAXDOUBLE;

  silu_leaf_list (get_row (self, position)->widget, leaves);
  for (guint i = 0; i < leaves->len; i++)
    {
      GtkWidget *leaf = g_ptr_array_index (leaves, i);
      graphene_rect_t bounds;
      graphene_point_t point;
      double distance;

      if (!gtk_widget_get_mapped (leaf) ||
          !gtk_widget_compute_bounds (leaf, GTK_WIDGET (self), &bounds))
        continue;
      distance = get_distance (&bounds, x, y);
      if (distance >= nearest)
        continue;
      nearest = distance;
      spot->row = position;
      spot->place.leaf = i;
      spot->place.offset = 0;
      if (gtk_widget_compute_point (GTK_WIDGET (self), leaf,
                                    &GRAPHENE_POINT_INIT ((float) x, (float) y), &point))
        spot->place.offset = silu_leaf_find_offset (leaf, point.x, point.y);
    }

  return nearest;
}

gboolean
silu_transcript_find_spot (SiluTranscript *self, double x, double y, SiluSpot *spot)
{
  double nearest = G_MAXDOUBLE;

  for (guint i = self->live_start; i < self->live_end && nearest > 0; i++)
    {
      GtkWidget *widget = get_row (self, i)->widget;
      SiluSpot found;
      double distance;

      if (widget == NULL || !gtk_widget_get_child_visible (widget) ||
          silu_transcript_get_block (self, i) == NULL)
        continue;
      distance = find_in_row (self, i, x, y, &found);
      if (distance >= nearest)
        continue;
      nearest = distance;
      *spot = found;
    }

  return nearest < G_MAXDOUBLE;
}

/* The leaf of the data, borrowed. NULL if there is none. */
static SiluBlock *
get_leaf (SiluTranscript *self, const SiluSpot *spot)
{
  g_autoptr (GPtrArray) leaves = g_ptr_array_new ();
  SiluBlock *block = silu_transcript_get_block (self, spot->row);

  if (block != NULL)
    silu_block_list_leaves (block, leaves);

  return spot->place.leaf < leaves->len ? g_ptr_array_index (leaves, spot->place.leaf) : NULL;
}

/* Where the word, or the line, around @offset begins and ends. */
static void
find_word (const char *text, gsize offset, gboolean whole_line, SiluTextRange *word)
{
  gsize length = strlen (text);
  gsize at = MIN (offset, length);
  gsize start = at;
  gsize end = at;
  g_autofree PangoLogAttr *attrs = NULL;
  int n, i;

  while (start > 0 && text[start - 1] != '\n')
    start--;
  while (text[end] != '\0' && text[end] != '\n')
    end++;
  *word = (SiluTextRange){ start, end };
  if (whole_line || start == end)
    return;

  n = (int) g_utf8_strlen (text + start, (gssize) (end - start));
  i = (int) g_utf8_strlen (text + start, (gssize) (at - start));
  attrs = g_new0 (PangoLogAttr, (gsize) n + 1);
  pango_get_log_attrs (text + start, (int) (end - start), -1, pango_language_get_default (), attrs,
                       n + 1);
  if (i == n)
    i--;
  word->end = start;
  for (int from = i; from >= 0; from--)
    if (attrs[from].is_word_start || attrs[from].is_word_end || from == 0)
      {
        word->start = (gsize) (g_utf8_offset_to_pointer (text + start, from) - text);
        break;
      }
  for (int to = i + 1; to <= n; to++)
    if (attrs[to].is_word_start || attrs[to].is_word_end || to == n)
      {
        word->end = (gsize) (g_utf8_offset_to_pointer (text + start, to) - text);
        break;
      }
}

void
silu_transcript_select_at (SiluTranscript *self, const SiluSpot *spot, SiluSelectUnit unit)
{
  SiluBlock *leaf;
  SiluTextRange word;

  set_caret (self, spot);
  if (unit == SILU_SELECT_PLACE)
    return;

  leaf = get_leaf (self, spot);
  if (leaf == NULL)
    return;

  find_word (leaf->text, spot->place.offset, unit == SILU_SELECT_LINE, &word);
  self->mark.place.offset = silu_block_snap (leaf, word.start, -1);
  self->cursor.place.offset = silu_block_snap (leaf, word.end, 1);
  silu_transcript_show_selection (self);
}

void
silu_transcript_select_to (SiluTranscript *self, const SiluSpot *spot)
{
  set_cursor (self, spot);
}

/* --- by the keyboard --- */

/* The neighbouring leaf, in this row or the next one that has any. */
static gboolean
step_leaf (SiluTranscript *self, SiluSpot *spot, int step)
{
  guint row = spot->row;
  guint leaf = spot->place.leaf;

  while (row < get_n (self))
    {
      g_autoptr (GPtrArray) leaves = g_ptr_array_new ();
      SiluBlock *block = silu_transcript_get_block (self, row);

      if (block != NULL)
        silu_block_list_leaves (block, leaves);
      leaf = row == spot->row ? MIN (leaf, leaves->len) + (guint) step
                              : (step > 0 ? 0 : leaves->len - 1);
      if (leaf < leaves->len)
        {
          const SiluBlock *found = g_ptr_array_index (leaves, leaf);

          *spot = (SiluSpot){ row, { leaf, step > 0 ? 0 : strlen (found->text) } };
          return TRUE;
        }
      row += (guint) step;
    }

  return FALSE;
}

static void
step_character (SiluTranscript *self, SiluSpot *spot, int step)
{
  SiluBlock *leaf = get_leaf (self, spot);
  const char *text = leaf != NULL ? leaf->text : "";
  gsize length = strlen (text);
  gsize offset = MIN (spot->place.offset, length);

  if (step > 0 && offset < length)
    offset = (gsize) (g_utf8_next_char (text + offset) - text);
  else if (step < 0 && offset > 0)
    offset = (gsize) (g_utf8_prev_char (text + offset) - text);
  else
    {
      step_leaf (self, spot, step);
      return;
    }

  spot->place.offset = silu_block_snap (leaf, offset, step);
}

static void
step_word (SiluTranscript *self, SiluSpot *spot, int step)
{
  SiluBlock *leaf;
  SiluTextRange word;

  step_character (self, spot, step);
  leaf = get_leaf (self, spot);
  if (leaf == NULL)
    return;

  find_word (leaf->text, spot->place.offset, FALSE, &word);
  spot->place.offset = silu_block_snap (leaf, step > 0 ? word.end : word.start, step);
}

static void
step_line (SiluTranscript *self, SiluSpot *spot, int step)
{
  GtkWidget *leaf = silu_transcript_find_leaf (self, spot);
  graphene_rect_t place;
  graphene_point_t point;
  SiluSpot found;

  if (leaf == NULL)
    {
      step_leaf (self, spot, step);
      return;
    }

  silu_leaf_get_place (leaf, spot->place.offset, &place);
  point =
      GRAPHENE_POINT_INIT (place.origin.x, step > 0 ? place.origin.y + place.size.height * 1.5f
                                                    : place.origin.y - place.size.height * 0.5f);
  if (!gtk_widget_compute_point (leaf, GTK_WIDGET (self), &point, &point) ||
      !silu_transcript_find_spot (self, point.x, point.y, &found))
    return;

  if (compare (&found, spot) * step > 0)
    *spot = found;
  else
    step_leaf (self, spot, step);
}

/* Where nothing is selected, the keys begin with what is in view. */
static void
find_begin (SiluTranscript *self)
{
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  graphene_rect_t place;
  SiluSpot start, end;

  if (silu_transcript_get_bounds (self, &start, &end) ||
      (silu_transcript_get_place (self, &start, &place) && place.origin.y < height &&
       place.origin.y + place.size.height > 0))
    return;

  if (silu_transcript_find_spot (self, 0, 0, &start))
    silu_transcript_select_at (self, &start, SILU_SELECT_PLACE);
}

void
silu_transcript_extend (SiluTranscript *self, SiluSelectStep kind, int step)
{
  SiluSpot spot;

  g_return_if_fail (SILU_IS_TRANSCRIPT (self));

  if (get_n (self) == 0)
    return;

  find_begin (self);
  spot = self->cursor;
  switch (kind)
    {
    case SILU_STEP_CHARACTER:
      step_character (self, &spot, step);
      break;
    case SILU_STEP_WORD:
      step_word (self, &spot, step);
      break;
    case SILU_STEP_LINE:
      step_line (self, &spot, step);
      break;
    case SILU_STEP_END:
      spot = step > 0 ? (SiluSpot){ get_n (self) - 1, { G_MAXUINT, G_MAXSIZE } }
                      : (SiluSpot){ 0, { 0, 0 } };
      break;
    default:
      break;
    }

  set_cursor (self, &spot);
}

/* --- what is selected --- */

GPtrArray *
silu_transcript_list_selected (SiluTranscript *self)
{
  GPtrArray *blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) silu_block_unref);
  SiluSpot start, end;

  g_return_val_if_fail (SILU_IS_TRANSCRIPT (self), blocks);

  if (!silu_transcript_get_bounds (self, &start, &end))
    return blocks;

  self->preparing = TRUE;
  for (guint i = start.row; i <= MIN (end.row, get_n (self) - 1); i++)
    {
      const SiluPlace from = i == start.row ? start.place : (SiluPlace){ 0, 0 };
      const SiluPlace to = i == end.row ? end.place : (SiluPlace){ G_MAXUINT, G_MAXSIZE };
      SiluBlock *block;
      guint n_rows = get_n (self);

      silu_transcript_expand (self, i, FALSE);
      if (end.row > i)
        end.row += get_n (self) - n_rows;
      block = silu_transcript_get_block (self, i);
      if (block != NULL)
        block = start.row == end.row ? silu_block_slice_words (block, &from, &to)
                                     : silu_block_slice (block, &from, &to);
      if (block != NULL)
        g_ptr_array_add (blocks, block);
    }
  self->preparing = FALSE;

  return blocks;
}
