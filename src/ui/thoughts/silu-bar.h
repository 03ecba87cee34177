/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A number with a bar below it that says how much it is of the most there is. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_BAR (silu_bar_get_type ())
G_DECLARE_FINAL_TYPE (SiluBar, silu_bar, SILU, BAR, GtkWidget)

/* A cell of a table. @share: 0 to 1; negative: the number is not known, and there is no bar. */
GtkWidget *silu_bar_new (const char *text, double share);

G_END_DECLS
