/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words longer than any line: what a model says that goes round in circles, a key, a file without a
 * blank. Wrapped at words, and where there are none anywhere, Pango shapes the whole rest of one
 * for each line it fills: 4,096 letters hold a window up for seconds. Text with such a word is
 * wrapped anywhere instead. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @length: in bytes, -1 for all. */
gboolean silu_long_word_is_in (const char *text, gssize length);

/* How to wrap it. */
PangoWrapMode silu_long_word_get_wrap (const char *text, gssize length);

/* Wraps the label, or the view from now on, by what is in it; @text may be NULL. */
void silu_long_word_wrap_label (GtkLabel *label, const char *text);
void silu_long_word_wrap_view (GtkTextView *view);

G_END_DECLS
