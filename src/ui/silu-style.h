/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every window needs before it is drawn: the style sheets and our own icons. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void silu_style_load (GdkDisplay *display);

/* For windows without an application only. GTK adds an application's icons by itself, and reads
 * the icon themes meanwhile; added once more, it throws away what it has read and begins anew. */
void silu_style_load_icons (GdkDisplay *display);

G_END_DECLS
