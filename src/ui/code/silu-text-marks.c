/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A tag; buffers count characters, everything else bytes. */
#include "silu-text-marks.h"

#define TAG "silu-hit"

/* As the marks in labels: readable on light and dark. */
#define COLOR "rgba(246, 211, 45, 0.45)"

static GtkTextTag *
get_tag (GtkTextBuffer *buffer)
{
  GtkTextTag *tag = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), TAG);

  if (tag == NULL)
    tag = gtk_text_buffer_create_tag (buffer, TAG, "background", COLOR, NULL);

  return tag;
}

void
silu_text_marks_apply (GtkTextBuffer *buffer, const char *text, GArray *hits)
{
  GtkTextTag *tag = get_tag (buffer);
  GtkTextIter start, end;
  const char *at = text;
  glong character = 0;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_remove_tag (buffer, tag, &start, &end);

  for (guint i = 0; hits != NULL && i < hits->len; i++)
    {
      const SiluTextRange *hit = &g_array_index (hits, SiluTextRange, i);

      character += g_utf8_strlen (at, text + hit->start - at);
      at = text + hit->start;
      gtk_text_buffer_get_iter_at_offset (buffer, &start, (int) character);
      character += g_utf8_strlen (at, text + hit->end - at);
      at = text + hit->end;
      gtk_text_buffer_get_iter_at_offset (buffer, &end, (int) character);
      gtk_text_buffer_apply_tag (buffer, tag, &start, &end);
    }
}
