/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How full the model's context is: a ring, and the numbers. */
#pragma once

#include "silu-meter.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_CONTEXT_GAUGE (silu_context_gauge_get_type ())
G_DECLARE_FINAL_TYPE (SiluContextGauge, silu_context_gauge, SILU, CONTEXT_GAUGE, GtkWidget)

/* Hidden while nothing is used and while no limit is known. */
void silu_context_gauge_set_use (SiluContextGauge *self, const SiluContextUse *use);

G_END_DECLS
