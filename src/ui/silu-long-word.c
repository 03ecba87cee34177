/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Of a view only what comes is looked at, with what stands beside it. */
#include "silu-long-word.h"

#include <string.h>

/* In characters: some lines of them. */
#define LONG_WORD 500

static gboolean
can_break (gunichar character)
{
  switch (g_unichar_break_type (character))
    {
    case G_UNICODE_BREAK_ALPHABETIC:
    case G_UNICODE_BREAK_CLOSE_PARANTHESIS:
    case G_UNICODE_BREAK_CLOSE_PUNCTUATION:
    case G_UNICODE_BREAK_COMBINING_MARK:
    case G_UNICODE_BREAK_EXCLAMATION:
    case G_UNICODE_BREAK_HEBREW_LETTER:
    case G_UNICODE_BREAK_INFIX_SEPARATOR:
    case G_UNICODE_BREAK_INSEPARABLE:
    case G_UNICODE_BREAK_NON_BREAKING_GLUE:
    case G_UNICODE_BREAK_NUMERIC:
    case G_UNICODE_BREAK_OPEN_PUNCTUATION:
    case G_UNICODE_BREAK_POSTFIX:
    case G_UNICODE_BREAK_PREFIX:
    case G_UNICODE_BREAK_QUOTATION:
    case G_UNICODE_BREAK_SYMBOL:
    case G_UNICODE_BREAK_WORD_JOINER:
    case G_UNICODE_BREAK_ZERO_WIDTH_JOINER:
      return FALSE;
    default:
      return TRUE;
    }
}

gboolean
silu_long_word_is_in (const char *text, gssize length)
{
  const char *end = text + (length >= 0 ? (gsize) length : strlen (text));
  guint n = 0;

  for (; text < end; text = g_utf8_next_char (text))
    {
      n = can_break (g_utf8_get_char (text)) ? 0 : n + 1;
      if (n >= LONG_WORD)
        return TRUE;
    }

  return FALSE;
}

PangoWrapMode
silu_long_word_get_wrap (const char *text, gssize length)
{
  return silu_long_word_is_in (text, length) ? PANGO_WRAP_CHAR : PANGO_WRAP_WORD_CHAR;
}

void
silu_long_word_wrap_label (GtkLabel *label, const char *text)
{
  gtk_label_set_wrap_mode (label, silu_long_word_get_wrap (text != NULL ? text : "", -1));
}

static void
inserted_cb (GtkTextBuffer *buffer, GtkTextIter *iter, char *text, int length, gpointer user_data)
{
  GtkTextIter start = *iter;
  GtkTextIter end = *iter;
  g_autofree char *around = NULL;

  gtk_text_iter_backward_chars (&start, (int) g_utf8_strlen (text, length) + LONG_WORD);
  gtk_text_iter_forward_chars (&end, LONG_WORD);
  around = gtk_text_buffer_get_slice (buffer, &start, &end, TRUE);
  if (silu_long_word_is_in (around, -1))
    gtk_text_view_set_wrap_mode (user_data, GTK_WRAP_CHAR);
}

static void
changed_cb (GtkTextBuffer *buffer, gpointer user_data)
{
  if (gtk_text_buffer_get_char_count (buffer) == 0)
    gtk_text_view_set_wrap_mode (user_data, GTK_WRAP_WORD_CHAR);
}

void
silu_long_word_wrap_view (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);

  gtk_text_view_set_wrap_mode (view, GTK_WRAP_WORD_CHAR);
  g_signal_connect_object (buffer, "insert-text", G_CALLBACK (inserted_cb), view, G_CONNECT_AFTER);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (changed_cb), view, 0);
}
