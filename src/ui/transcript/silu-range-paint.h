/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ground under a part of a text: code, what is selected, what was found. */
#pragma once

#include "silu-text-marks.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* At the layout's origin. @is_round: with corners, and a little wider and lower than the line. */
void silu_paint_range (GtkSnapshot *snapshot,
                       PangoLayout *layout,
                       const SiluTextRange *range,
                       const GdkRGBA *color,
                       gboolean is_round);

G_END_DECLS
