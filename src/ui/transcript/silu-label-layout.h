/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a label that wraps is measured. GtkLabel finds its least width by breaking the text at every
 * word, and Pango shapes the rest of the paragraph anew at each break: with text that grows that is
 * most of what a token costs, for a width that nobody asks for. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_LABEL_LAYOUT (silu_label_layout_get_type ())
G_DECLARE_FINAL_TYPE (SiluLabelLayout, silu_label_layout, SILU, LABEL_LAYOUT, GtkLayoutManager)

/* For a GtkLabel. @least: the width that it always asks for, in pixels, while it wraps: it must be
 * able to break anywhere. */
GtkLayoutManager *silu_label_layout_new (int least);

/* The label is given its width, whatever its text: while it wraps it asks for no more than the
 * least, and its text is not measured a second time, without a break. */
void silu_label_layout_set_filling (SiluLabelLayout *self, gboolean filling);

G_END_DECLS
