/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window of preferences. */
#pragma once

#include "silu-engine.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Over the window of @parent; borrowed, it lives until it is closed. */
GtkWidget *silu_preferences_present (GtkWidget *parent, SiluEngine *engine);

G_END_DECLS
