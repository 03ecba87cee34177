/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Block → widget, whatever its kind: for the top of an answer and for what is nested in it. */
#pragma once

#include "silu-block.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *silu_block_widget_new (SiluBlock *block);

/* Makes @widget, which shows @old, show @block. FALSE if it cannot: another widget is needed. */
gboolean silu_block_widget_update (GtkWidget *widget, const SiluBlock *old, SiluBlock *block);

G_END_DECLS
