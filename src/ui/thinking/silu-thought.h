/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the head of a thinking card says about a thought; all of it follows from the message. */
#pragma once

#include "silu-message.h"

G_BEGIN_DECLS

/* Whether @part is still being thought. */
gboolean silu_thought_is_live (SiluMessage *message, guint part);

/* Microseconds from the first reasoning to its end, or to @now (as g_get_real_time ()) while it
 * lives; -1 where the times are not known. */
gint64 silu_thought_get_duration (SiluMessage *message, guint part, gint64 now);

/* "Thinking… 12 s", "Thought for 14 s", "Thought for 9 s · stopped". */
char *silu_thought_get_title (SiluMessage *message, guint part, gint64 now);

/* "612 tokens" where the server has said so, "≈ 600 tokens" from the estimate @units
 * (silu_tokens_count_units ()), else NULL. */
char *silu_thought_get_tokens (SiluMessage *message, guint part, gint64 units);

/* "First thought after 0.8 s · 44 tokens/s · 12 % of the context", as far as it is known; "" where
 * nothing is. @context: tokens that the model can take, 0 for not known. */
char *silu_thought_get_numbers (SiluMessage *message, guint part, gint64 units, gint64 context);

G_END_DECLS
