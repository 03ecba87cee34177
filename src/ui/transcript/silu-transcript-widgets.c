/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rows have widgets: those near the view, made when they come near and let go when they are
 * far, but for those whose widget has a state that cannot be made again. */
#include "silu-transcript-private.h"

/* The share of a page that is made ahead of the view. */
#define AHEAD(page) ((page) / 3)

/* How far from the view a widget is let go. More than it is made at, so that scrolling to and fro
 * makes nothing anew; and no more than that, since GTK looks at the style of all rows after one
 * that comes or goes. */
#define FAR(page) ((page) *3 / 4)

static SiluRow *
get_row (SiluTranscript *self, guint position)
{
  return silu_row_list_get (&self->rows, position);
}

static GtkWidget *
ensure_widget (SiluTranscript *self, guint position)
{
  SiluRow *row = get_row (self, position);

  if (row->widget == NULL)
    {
      self->n_made++;
      row->widget = row->type->make (row->item);
      gtk_widget_insert_after (row->widget, GTK_WIDGET (self),
                               silu_row_list_find_before (&self->rows, position));
    }

  if (self->live_start == self->live_end)
    {
      self->live_start = position;
      self->live_end = position + 1;
    }
  self->live_start = MIN (self->live_start, position);
  self->live_end = MAX (self->live_end, position + 1);

  return row->widget;
}

guint
silu_transcript_expand (SiluTranscript *self, guint position, gboolean at_end)
{
  guint before = silu_row_list_get_n (&self->rows);
  const SiluRow *row = get_row (self, position);
  guint added;

  if (row->type->expand == NULL)
    return position;

  if (!self->preparing)
    {
      self->missing = TRUE;
      return position;
    }

  self->expanding = TRUE;
  row->type->expand (row->item);
  self->expanding = FALSE;

  added = silu_row_list_get_n (&self->rows) + 1 - before;
  if (self->anchor > position)
    self->anchor += added - 1;

  return at_end ? position + added - 1 : position;
}

int
silu_transcript_measure_row (SiluTranscript *self, guint position, int width)
{
  SiluRow *row = get_row (self, position);
  GtkWidget *widget = row->widget;
  int natural = 0;

  if (self->preparing)
    widget = ensure_widget (self, position);
  if (widget == NULL)
    {
      self->missing = TRUE;
      return row->gap + row->height;
    }

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  row->height = natural;
  row->width = width;

  return row->gap + natural;
}

static gboolean
has_focus_inside (GtkWidget *widget)
{
  return gtk_widget_get_focus_child (gtk_widget_get_parent (widget)) == widget;
}

/* What has to stay is only hidden. */
static void
drop (SiluTranscript *self, guint position)
{
  SiluRow *row = get_row (self, position);

  if (row->widget == NULL)
    return;

  if (row->kept || has_focus_inside (row->widget))
    {
      gtk_widget_set_child_visible (row->widget, FALSE);
      return;
    }

  g_clear_pointer (&row->widget, gtk_widget_unparent);
  if (row->type->forget != NULL)
    row->type->forget (row->item);
}

void
silu_transcript_show_rows (SiluTranscript *self, guint start, guint end)
{
  for (guint i = start; i < end; i++)
    if (get_row (self, i)->widget != NULL)
      gtk_widget_set_child_visible (get_row (self, i)->widget, TRUE);
}

void
silu_transcript_hide_others (SiluTranscript *self, guint start, guint end)
{
  for (guint i = self->live_start; i < self->live_end; i++)
    {
      GtkWidget *widget = get_row (self, i)->widget;

      if (widget != NULL && (i < start || i >= end))
        gtk_widget_set_child_visible (widget, FALSE);
    }
}

void
silu_transcript_drop_far (SiluTranscript *self, guint start, guint end, int page)
{
  guint n_rows = silu_row_list_get_n (&self->rows);
  guint first = start;
  guint last = end;

  for (int room = FAR (page); first > 0 && room > 0; first--)
    room -= silu_row_list_recall (&self->rows, first - 1);
  for (int room = FAR (page); last < n_rows && room > 0; last++)
    room -= silu_row_list_recall (&self->rows, last);

  for (guint i = self->live_start; i < self->live_end; i++)
    if (i < first || i >= last)
      drop (self, i);

  self->live_start = MAX (self->live_start, first);
  self->live_end = MAX (MIN (self->live_end, last), self->live_start);
}

/* One in a frame that made none for the view: two expensive ones never meet, and when they come
 * into view nothing is left to be done. */
void
silu_transcript_make_ahead (SiluTranscript *self, guint start, guint end, int width, int page)
{
  gboolean up = self->heading < 0;
  int room = AHEAD (page);
  guint i = up ? start : end - 1;

  while (self->heading != 0 && self->n_made == 0 && room > 0)
    {
      if (up ? i == 0 : i + 1 >= silu_row_list_get_n (&self->rows))
        break;
      i = silu_transcript_expand (self, up ? i - 1 : i + 1, up);
      room -= silu_transcript_measure_row (self, i, width);
    }
}

void
silu_transcript_drop_all (SiluTranscript *self)
{
  for (guint i = 0; i < silu_row_list_get_n (&self->rows); i++)
    g_clear_pointer (&get_row (self, i)->widget, gtk_widget_unparent);
}

void
silu_transcript_set_math (SiluTranscript *self, SiluMath *math)
{
  g_return_if_fail (SILU_IS_TRANSCRIPT (self));

  g_set_object (&self->math, math);
}

static SiluTranscript *
find_transcript (GtkWidget *inside)
{
  GtkWidget *found = gtk_widget_get_ancestor (inside, SILU_TYPE_TRANSCRIPT);

  return found != NULL ? SILU_TRANSCRIPT (found) : NULL;
}

SiluMath *
silu_transcript_find_math (GtkWidget *inside)
{
  SiluTranscript *self = find_transcript (inside);

  return self != NULL ? self->math : NULL;
}

int
silu_transcript_find_column (GtkWidget *inside)
{
  SiluTranscript *self = find_transcript (inside);

  return self != NULL ? silu_transcript_get_column (self) : 0;
}

void
silu_transcript_keep (GtkWidget *inside)
{
  GtkWidget *transcript = gtk_widget_get_ancestor (inside, SILU_TYPE_TRANSCRIPT);
  SiluTranscript *self;

  if (transcript == NULL)
    return;

  self = SILU_TRANSCRIPT (transcript);
  for (guint i = self->live_start; i < self->live_end; i++)
    {
      SiluRow *row = get_row (self, i);

      if (row->widget != NULL &&
          (row->widget == inside || gtk_widget_is_ancestor (inside, row->widget)))
        row->kept = TRUE;
    }
}
