/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scrolls its child one way, inside a page that scrolls too. Why not a GtkScrolledWindow: it keeps
 * every turn of the wheel for itself, also those it has no use for, so that a page stands still
 * over each code block; and it never asks a child for its height for a width. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_SCROLLER (silu_scroller_get_type ())
G_DECLARE_FINAL_TYPE (SiluScroller, silu_scroller, SILU, SCROLLER, GtkWidget)

/* @child: a GtkScrollable. */
GtkWidget *silu_scroller_new (GtkOrientation orientation, GtkWidget *child);

/* Of the orientation that it scrolls; borrowed. */
GtkAdjustment *silu_scroller_get_adjustment (SiluScroller *self);

/* The most that it asks for, in pixels; -1: as much as the child. */
void silu_scroller_set_max_height (SiluScroller *self, int height);

G_END_DECLS
