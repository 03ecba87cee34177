/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of all chains of thought is wanted: kinds of steps, model, length, rating, time, notes. */
#pragma once

#include "silu-chains.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_THOUGHTS_FILTER (silu_thoughts_filter_get_type ())
G_DECLARE_FINAL_TYPE (SiluThoughtsFilter, silu_thoughts_filter, SILU, THOUGHTS_FILTER, GtkWidget)

/* Signal "changed" (). */
GtkWidget *silu_thoughts_filter_new (void);

/* For whole answers: not by steps and notes; and well rated ones, to begin with. */
void silu_thoughts_filter_leave_out_steps (SiluThoughtsFilter *self);

/* One more that can be chosen. */
void silu_thoughts_filter_add_model (SiluThoughtsFilter *self, const char *model);

/* Sets all of @query but its text and order. Returns bits 1 << SiluStepKind; 0: all. @now:
 * microseconds since the epoch. */
guint silu_thoughts_filter_read (SiluThoughtsFilter *self, SiluChainsQuery *query, gint64 now);

/* Whether anything is chosen; and nothing any more. */
gboolean silu_thoughts_filter_is_set (SiluThoughtsFilter *self);
void silu_thoughts_filter_reset (SiluThoughtsFilter *self);

G_END_DECLS
