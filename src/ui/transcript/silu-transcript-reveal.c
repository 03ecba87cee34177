/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bringing a place into view. Its row may have no widget yet, and be laid out some frames later. */
#include "silu-transcript-private.h"

#include "silu-leaf.h"

/* Where the leaf of the place is to be shown, from the top of the view. */
#define REVEAL_SHARE 0.3
#define REVEAL_FRAMES 10

GtkWidget *
silu_transcript_find_leaf (SiluTranscript *self, const SiluSpot *spot)
{
  GtkWidget *widget = silu_row_list_get (&self->rows, spot->row)->widget;
  g_autoptr (GPtrArray) leaves = g_ptr_array_new ();

  if (widget != NULL)
    silu_leaf_list (widget, leaves);

  return spot->place.leaf < leaves->len ? g_ptr_array_index (leaves, spot->place.leaf) : NULL;
}

gboolean
silu_transcript_get_place (SiluTranscript *self, const SiluSpot *spot, graphene_rect_t *place)
{
  GtkWidget *widget = silu_row_list_get (&self->rows, spot->row)->widget;
  GtkWidget *leaf = silu_transcript_find_leaf (self, spot);

  *place = GRAPHENE_RECT_INIT (0, 0, 1, 1);

  if (widget == NULL || !gtk_widget_get_child_visible (widget) ||
      gtk_widget_get_height (widget) == 0)
    return FALSE;

  if (leaf != NULL)
    silu_leaf_get_place (leaf, spot->place.offset, place);

  return gtk_widget_compute_point (leaf != NULL ? leaf : widget, GTK_WIDGET (self), &place->origin,
                                   &place->origin);
}

static gboolean
get_y (SiluTranscript *self, const SiluSpot *spot, double *top, double *bottom)
{
  graphene_rect_t place;

  if (!silu_transcript_get_place (self, spot, &place))
    return FALSE;
  *top = place.origin.y;
  *bottom = place.origin.y + place.size.height;

  return TRUE;
}

void
silu_transcript_go_on_revealing (SiluTranscript *self)
{
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  double top = 0;
  double bottom = 0;

  if (self->revealing == 0)
    return;

  self->revealing--;
  if (!get_y (self, &self->reveal, &top, &bottom))
    {
      silu_transcript_leave_end (self);
      return;
    }

  self->revealing = 0;
  if (top >= 0 && bottom <= height)
    return;

  self->preparing = TRUE;
  silu_transcript_move_anchor (self, (int) (top - height * REVEAL_SHARE),
                               silu_transcript_get_column (self));
  self->preparing = FALSE;
  silu_transcript_leave_end (self);
}

void
silu_transcript_reveal (SiluTranscript *self, const SiluSpot *spot)
{
  double top = 0;
  double bottom = 0;

  g_return_if_fail (SILU_IS_TRANSCRIPT (self));

  if (spot->row >= silu_row_list_get_n (&self->rows))
    return;

  self->reveal = *spot;
  self->revealing = REVEAL_FRAMES;
  if (!get_y (self, spot, &top, &bottom))
    {
      self->anchor = spot->row;
      self->anchor_offset = 0;
    }
  silu_transcript_leave_end (self);
}
