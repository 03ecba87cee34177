/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every window needs before it is drawn: the style sheets and our own icons. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void silu_style_load (GdkDisplay *display);

G_END_DECLS
