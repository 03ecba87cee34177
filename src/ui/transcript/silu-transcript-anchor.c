/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the view is: an anchor, and the rows that are in view from there on. Whatever was guessed
 * of the rows elsewhere, what is in view moves only by what the user scrolls. */
#include "silu-transcript-private.h"

static SiluRow *
get_row (SiluTranscript *self, guint position)
{
  return silu_row_list_get (&self->rows, position);
}

static guint
get_n (SiluTranscript *self)
{
  return silu_row_list_get_n (&self->rows);
}

/* Moves the anchor by @pixels, measuring the rows it passes: what is in view then moves by exactly
 * so much, whatever was guessed before. */
void
silu_transcript_move_anchor (SiluTranscript *self, int pixels, int width)
{
  int offset = self->anchor_offset + pixels;

  while (offset < 0 && self->anchor > 0)
    {
      self->anchor = silu_transcript_expand (self, self->anchor - 1, TRUE);
      offset += silu_transcript_measure_row (self, self->anchor, width);
    }

  while (TRUE)
    {
      int height;

      self->anchor = silu_transcript_expand (self, self->anchor, FALSE);
      if (self->anchor + 1 >= get_n (self))
        break;
      height = silu_transcript_measure_row (self, self->anchor, width);
      if (offset < height)
        break;
      offset -= height;
      self->anchor++;
    }

  self->anchor_offset = self->anchor == 0 ? MAX (offset, -self->insets.top) : offset;
}

/* A jump too far to measure all between: by what is remembered. */
void
silu_transcript_place_anchor (SiluTranscript *self, int value)
{
  int y = self->insets.top;
  guint i = 0;

  for (; i + 1 < get_n (self); i++)
    {
      int height = silu_row_list_recall (&self->rows, i);

      if (y + height > value)
        break;
      y += height;
    }

  self->anchor = i;
  self->anchor_offset = value - y;
}

/* The anchor for a view that ends where the rows end. */
static void
anchor_at_end (SiluTranscript *self, int width, int height)
{
  int left = height - self->insets.bottom;
  guint i = get_n (self);

  while (i > 0 && left > 0)
    {
      i = silu_transcript_expand (self, i - 1, TRUE);
      left -= silu_transcript_measure_row (self, i, width);
    }

  self->anchor = i;
  self->anchor_offset = -left;
  if (i == 0)
    self->anchor_offset = MAX (self->anchor_offset, -self->insets.top);
}

/* Measures what will be in view, from the anchor on; returns the height of it to the last row, or
 * to the view's end. */
static int
measure_view (SiluTranscript *self, int width, int height)
{
  int y = -self->anchor_offset;

  for (guint i = self->anchor; i < get_n (self) && y < height; i++)
    {
      silu_transcript_expand (self, i, FALSE);
      y += silu_transcript_measure_row (self, i, width);
    }

  return y;
}

/* Another width breaks every line elsewhere. The first row that begins in view goes on beginning
 * there, and so the lines that follow it stay under the reader's eye. */
static void
anchor_for_width (SiluTranscript *self, int width, int height)
{
  int y = -self->anchor_offset;
  guint i = self->anchor;

  while (i < get_n (self) && y + get_row (self, i)->gap < 0)
    y += silu_row_list_recall (&self->rows, i++);

  if (i < get_n (self) && y + get_row (self, i)->gap < height)
    {
      self->anchor = i;
      self->anchor_offset = -y;
    }
  else if (self->anchor_offset > 0)
    {
      int before = MAX (silu_row_list_recall (&self->rows, self->anchor), 1);
      int after = silu_transcript_measure_row (self, self->anchor, width);

      self->anchor_offset = (int) ((gint64) self->anchor_offset * after / before);
    }

  silu_transcript_move_anchor (self, 0, width);
}

/* The last question, or the number of rows. */
static guint
find_question (SiluTranscript *self)
{
  for (guint i = get_n (self); i > 0; i--)
    if (get_row (self, i - 1)->type->is_question)
      return i - 1;

  return get_n (self);
}

gboolean
silu_transcript_is_far_enough (SiluTranscript *self, int column, int height)
{
  guint question = find_question (self);
  int gap;

  if (!self->limited || self->follow == SILU_FOLLOW_ALWAYS || question == get_n (self))
    return FALSE;
  /* Nothing of the answer yet: what was asked is to be seen. */
  if (self->follow == SILU_FOLLOW_NEVER)
    return question + 1 < get_n (self);

  gap = get_row (self, question)->gap;
  if (self->anchor < question || (self->anchor == question && self->anchor_offset < gap))
    return FALSE;

  self->anchor = question;
  self->anchor_offset = gap;

  return TRUE;
}

void
silu_transcript_place_view (SiluTranscript *self, int column, int height)
{
  if (self->following)
    {
      anchor_at_end (self, column, height);
    }
  else
    {
      self->anchor = MIN (self->anchor, get_n (self) - 1);
      if (self->last_column != 0 && self->last_column != column)
        anchor_for_width (self, column, height);
      /* The rows below may have shrunk, so that the view would end in nothing. */
      if (measure_view (self, column, height) < height - self->insets.bottom)
        anchor_at_end (self, column, height);
    }

  measure_view (self, column, height);
  self->last_column = column;
}

guint
silu_transcript_find_view (SiluTranscript *self, int width, int height, int *y, guint *end)
{
  guint first = self->anchor;
  gboolean below = FALSE;
  int bottom;
  guint i;

  *y = -self->anchor_offset;
  if (self->anchor > 0)
    {
      first = silu_transcript_expand (self, self->anchor - 1, TRUE);
      *y -= silu_transcript_measure_row (self, first, width);
    }

  bottom = *y;
  for (i = first; i < get_n (self) && !below; i++)
    {
      below = bottom >= height;
      silu_transcript_expand (self, i, FALSE);
      bottom += silu_transcript_measure_row (self, i, width);
    }
  *end = i;

  return first;
}

void
silu_transcript_show_row (SiluTranscript *self, guint position)
{
  g_return_if_fail (SILU_IS_TRANSCRIPT (self));
  g_return_if_fail (position < get_n (self));

  self->revealing = 0;
  self->anchor = position;
  self->anchor_offset =
      position > 0 ? get_row (self, position)->gap - self->insets.top : -self->insets.top;
  silu_transcript_leave_end (self);
}

guint
silu_transcript_get_top_row (SiluTranscript *self)
{
  g_return_val_if_fail (SILU_IS_TRANSCRIPT (self), 0);

  return self->anchor;
}

void
silu_transcript_bring_row (SiluTranscript *self, guint position)
{
  double y;

  g_return_if_fail (SILU_IS_TRANSCRIPT (self));
  g_return_if_fail (position < get_n (self));

  y = self->insets.top + silu_row_list_sum (&self->rows, 0, position);
  gtk_adjustment_clamp_page (self->adjustments[GTK_ORIENTATION_VERTICAL], y,
                             y + silu_row_list_recall (&self->rows, position));
}
