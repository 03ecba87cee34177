/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hits of a search in a text buffer, for all views that have one. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Bytes [start, end) of a text. */
typedef struct
{
  gsize start;
  gsize end;
} SiluTextRange;

/* Marks the ranges of @text, which is what the buffer has (or begins with), and nothing else.
 * @hits: of SiluTextRange in order, or NULL. */
void silu_text_marks_apply (GtkTextBuffer *buffer, const char *text, GArray *hits);

G_END_DECLS
