/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A search that goes through thoughts: its hits are marked in the open view, and the one it is at
 * opens it. */
#include "silu-thinking-card-private.h"

#include "silu-scroller.h"

/* Where in the view the hit is shown, from the top. */
#define PLACE 0.3

/* The view may have less of the text than the message, and none while it is closed. */
static gboolean
get_bounds (SiluThinkingCard *self,
            const SiluTextRange *range,
            GtkTextIter *start,
            GtkTextIter *end)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  const char *text = silu_message_get_part (self->message, self->part)->text->str;

  if (range->end > self->shown)
    return FALSE;

  gtk_text_buffer_get_iter_at_offset (buffer, start,
                                      (int) g_utf8_strlen (text, (gssize) range->start));
  gtk_text_buffer_get_iter_at_offset (buffer, end, (int) g_utf8_strlen (text, (gssize) range->end));

  return TRUE;
}

static GArray *
list_shown (SiluThinkingCard *self)
{
  GArray *shown = g_array_new (FALSE, FALSE, sizeof (SiluTextRange));

  for (guint i = 0; i < self->hits->len; i++)
    if (g_array_index (self->hits, SiluTextRange, i).end <= self->shown)
      g_array_append_val (shown, g_array_index (self->hits, SiluTextRange, i));

  return shown;
}

static void
scroll_to (SiluThinkingCard *self, const GtkTextIter *iter)
{
  GtkAdjustment *adjustment = silu_scroller_get_adjustment (SILU_SCROLLER (self->scroller));
  GdkRectangle place;

  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self->view), iter, &place);
  gtk_adjustment_set_value (adjustment,
                            place.y - gtk_adjustment_get_page_size (adjustment) * PLACE);
}

void
silu_thinking_card_show_hits (SiluThinkingCard *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  g_autoptr (GArray) shown = NULL;
  GtkTextIter start, end;

  if (self->hits != NULL)
    {
      shown = list_shown (self);
      silu_text_marks_apply (buffer, silu_message_get_part (self->message, self->part)->text->str,
                             shown);
    }

  if (self->reveal.end == 0 || !get_bounds (self, &self->reveal, &start, &end))
    return;

  self->following = FALSE;
  self->reveal = (SiluTextRange){ 0, 0 };
  gtk_text_buffer_select_range (buffer, &start, &end);
  scroll_to (self, &start);
}

void
silu_thinking_card_mark (SiluThinkingCard *self, GArray *hits)
{
  GtkTextBuffer *buffer;

  g_return_if_fail (SILU_IS_THINKING_CARD (self));

  if (hits == NULL && self->hits == NULL)
    return;

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  g_clear_pointer (&self->hits, g_array_unref);
  self->hits = hits != NULL ? g_array_ref (hits) : NULL;
  if (hits == NULL)
    silu_text_marks_apply (buffer, "", NULL);
  else
    silu_thinking_card_show_hits (self);
}

void
silu_thinking_card_reveal (SiluThinkingCard *self, gsize start, gsize end)
{
  g_return_if_fail (SILU_IS_THINKING_CARD (self));

  self->reveal = (SiluTextRange){ start, end };
  silu_thinking_card_set_open (self, TRUE);
  silu_thinking_card_show_hits (self);
}
