/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Long code begins folded where it is met finished: the buffer then has its first lines only, and
 * the rest is neither laid out nor coloured. What grows before the reader's eyes is never folded.
 */
#include "silu-code-card-private.h"

#include <glib/gi18n-lib.h>

/* Lines of which a card shows the beginning, and from which on it is worth it. */
#define SHOWN_LINES 30
#define LONG_LINES 40

/* The byte after line @n_lines, or the length if there are no more. */
static gsize
find_line_end (const char *code, guint n_lines)
{
  const char *at = code;

  for (guint i = 0; i < n_lines; i++)
    {
      const char *end = strchr (at, '\n');

      if (end == NULL)
        return strlen (code);
      at = end + 1;
    }

  return (gsize) (at - code) - 1;
}

static guint
count_lines (const char *code)
{
  guint lines = 1;

  for (const char *c = strchr (code, '\n'); c != NULL; c = strchr (c + 1, '\n'))
    lines++;

  return lines;
}

void
silu_code_card_update_fold_button (SiluCodeCard *self)
{
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->fold, self->n_lines > LONG_LINES && self->changes_view == NULL);
  if (self->full != NULL)
    text = g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "Show all %u line", "Show all %u lines", self->n_lines),
        self->n_lines);
  gtk_button_set_label (GTK_BUTTON (self->fold), text != NULL ? text : _ ("Show less"));
}

void
silu_code_card_fold (SiluCodeCard *self)
{
  g_autofree char *code = NULL;
  GtkTextIter start, end;
  gsize shown;

  g_return_if_fail (SILU_IS_CODE_CARD (self));

  if (self->full != NULL)
    return;

  code = silu_code_card_dup_code (self);
  self->n_lines = count_lines (code);
  if (self->n_lines > LONG_LINES)
    {
      shown = find_line_end (code, SHOWN_LINES);
      gtk_text_buffer_get_iter_at_line (GTK_TEXT_BUFFER (self->buffer), &start, SHOWN_LINES - 1);
      gtk_text_iter_forward_to_line_end (&start);
      gtk_text_buffer_get_end_iter (GTK_TEXT_BUFFER (self->buffer), &end);
      gtk_text_buffer_delete (GTK_TEXT_BUFFER (self->buffer), &start, &end);
      self->rest = shown;
      self->full = g_steal_pointer (&code);
    }
  silu_code_card_update_fold_button (self);
  gtk_widget_queue_resize (GTK_WIDGET (self->view));
}

void
silu_code_card_unfold (SiluCodeCard *self)
{
  g_autofree char *code = NULL;
  GtkTextIter end;

  g_return_if_fail (SILU_IS_CODE_CARD (self));

  if (self->full == NULL)
    return;

  code = g_steal_pointer (&self->full);
  gtk_text_buffer_get_end_iter (GTK_TEXT_BUFFER (self->buffer), &end);
  gtk_text_buffer_insert (GTK_TEXT_BUFFER (self->buffer), &end, code + self->rest, -1);
  silu_code_card_update_fold_button (self);
  gtk_widget_queue_resize (GTK_WIDGET (self->view));
}

gboolean
silu_code_card_is_folded (SiluCodeCard *self)
{
  g_return_val_if_fail (SILU_IS_CODE_CARD (self), FALSE);

  return self->full != NULL;
}

static void
fold_cb (GtkButton *button, gpointer user_data)
{
  SiluCodeCard *self = user_data;

  if (self->full != NULL)
    silu_code_card_unfold (self);
  else
    silu_code_card_fold (self);
  silu_code_card_keep (self);
}

GtkWidget *
silu_code_card_make_fold_button (SiluCodeCard *self)
{
  self->fold = gtk_button_new_with_label ("");
  gtk_widget_add_css_class (self->fold, "flat");
  gtk_widget_add_css_class (self->fold, "fold");
  gtk_widget_hide (self->fold);
  g_signal_connect_object (self->fold, "clicked", G_CALLBACK (fold_cb), self, 0);

  return self->fold;
}
