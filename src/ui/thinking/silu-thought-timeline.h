/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chain at a glance: its steps along the time they took, as high as tokens came fast, one colour
 * a kind, doubts marked. It is a scrubber: pointer and arrow keys go to a step. */
#pragma once

#include "silu-chain.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_THOUGHT_TIMELINE (silu_thought_timeline_get_type ())
G_DECLARE_FINAL_TYPE (SiluThoughtTimeline, silu_thought_timeline, SILU, THOUGHT_TIMELINE, GtkWidget)

/* Signal "scrubbed" (guint step). */
GtkWidget *silu_thought_timeline_new (SiluChain *chain);

/* Once a frame, after the chain has changed. */
void silu_thought_timeline_update (SiluThoughtTimeline *self);

/* The step that is being read. */
void silu_thought_timeline_set_current (SiluThoughtTimeline *self, guint step);

G_END_DECLS
