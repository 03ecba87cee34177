/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places in a card's code, in bytes as the rest of the transcript has them; a buffer counts lines
 * and the bytes in them. */
#include "silu-code-card-private.h"

#include "silu-text-marks.h"

gsize
silu_code_card_get_length (SiluCodeCard *self)
{
  g_return_val_if_fail (SILU_IS_CODE_CARD (self), 0);

  return self->length;
}

static void
get_iter (SiluCodeCard *self, gsize offset, GtkTextIter *iter)
{
  g_autofree char *code = silu_code_card_dup_code (self);
  gsize length = MIN (offset, strlen (code));

  gtk_text_buffer_get_iter_at_offset (GTK_TEXT_BUFFER (self->buffer), iter,
                                      (int) g_utf8_strlen (code, (gssize) length));
}

static gsize
get_offset (SiluCodeCard *self, const GtkTextIter *iter)
{
  GtkTextIter start;
  g_autofree char *before = NULL;

  gtk_text_buffer_get_start_iter (GTK_TEXT_BUFFER (self->buffer), &start);
  before = gtk_text_iter_get_slice (&start, iter);

  return strlen (before);
}

/* As in the text around the code. */
#define SELECTION_TAG "silu-selection"
#define SELECTION_ALPHA 0.35f

/* A view without the keyboard, which the transcript has, does not paint what is selected in it. */
static void
paint_selection (SiluCodeCard *self, const GtkTextIter *from, const GtkTextIter *to)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  GtkTextTagTable *tags = gtk_text_buffer_get_tag_table (buffer);
  GtkTextTag *tag = gtk_text_tag_table_lookup (tags, SELECTION_TAG);
  GdkRGBA colour = { 0.21f, 0.52f, 0.89f, 1 };
  GtkTextIter start, end;

  if (tag == NULL)
    tag = gtk_text_buffer_create_tag (buffer, SELECTION_TAG, NULL);
  gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)),
                                  "accent_bg_color", &colour);
  colour.alpha = SELECTION_ALPHA;
  g_object_set (tag, "background-rgba", &colour, NULL);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_remove_tag (buffer, tag, &start, &end);
  gtk_text_buffer_apply_tag (buffer, tag, from, to);
}

void
silu_code_card_select (SiluCodeCard *self, gsize start, gsize end)
{
  GtkTextBuffer *buffer;
  GtkTextIter from, to;

  g_return_if_fail (SILU_IS_CODE_CARD (self));

  buffer = GTK_TEXT_BUFFER (self->buffer);
  if (start == end)
    {
      if (!gtk_text_buffer_get_selection_bounds (buffer, &from, &to))
        return;
      gtk_text_buffer_select_range (buffer, &to, &to);
      paint_selection (self, &to, &to);
      return;
    }

  get_iter (self, start, &from);
  get_iter (self, end, &to);
  gtk_text_buffer_select_range (buffer, &from, &to);
  paint_selection (self, &from, &to);
}

gsize
silu_code_card_find_offset (SiluCodeCard *self, double x, double y)
{
  GtkTextView *view;
  graphene_point_t point;
  GtkTextIter iter;
  int trailing = 0;
  int buffer_x = 0;
  int buffer_y = 0;

  g_return_val_if_fail (SILU_IS_CODE_CARD (self), 0);

  view = GTK_TEXT_VIEW (self->view);
  if (!gtk_widget_compute_point (GTK_WIDGET (self), GTK_WIDGET (view),
                                 &GRAPHENE_POINT_INIT ((float) x, (float) y), &point))
    return 0;

  gtk_text_view_window_to_buffer_coords (view, GTK_TEXT_WINDOW_WIDGET, (int) point.x, (int) point.y,
                                         &buffer_x, &buffer_y);
  gtk_text_view_get_iter_at_position (view, &iter, &trailing, buffer_x, buffer_y);
  gtk_text_iter_forward_chars (&iter, trailing);

  return get_offset (self, &iter);
}

void
silu_code_card_get_place (SiluCodeCard *self, gsize offset, graphene_rect_t *place)
{
  GtkTextView *view;
  GtkTextIter iter;
  GdkRectangle location;
  graphene_point_t point;
  int x = 0;
  int y = 0;

  g_return_if_fail (SILU_IS_CODE_CARD (self));

  view = GTK_TEXT_VIEW (self->view);
  get_iter (self, offset, &iter);
  gtk_text_view_get_iter_location (view, &iter, &location);
  gtk_text_view_buffer_to_window_coords (view, GTK_TEXT_WINDOW_WIDGET, location.x, location.y, &x,
                                         &y);
  if (!gtk_widget_compute_point (GTK_WIDGET (view), GTK_WIDGET (self),
                                 &GRAPHENE_POINT_INIT ((float) x, (float) y), &point))
    point = GRAPHENE_POINT_INIT (0, 0);

  *place = GRAPHENE_RECT_INIT (point.x, point.y, 1, (float) location.height);
}

void
silu_code_card_mark (SiluCodeCard *self, GArray *hits)
{
  g_autofree char *code = NULL;

  g_return_if_fail (SILU_IS_CODE_CARD (self));

  if (hits == NULL && !self->marked)
    return;

  if (hits != NULL && self->full != NULL &&
      g_array_index (hits, SiluTextRange, hits->len - 1).end > self->rest)
    silu_code_card_unfold (self);
  code = silu_code_card_dup_code (self);
  silu_text_marks_apply (GTK_TEXT_BUFFER (self->buffer), code, hits);
  self->marked = hits != NULL;
}
