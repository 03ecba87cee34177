/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the helper gives up. Each step is tried and none is insisted on: containers and older
 * kernels allow only some, and the JavaScript in there has no way out of its own. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* No network, no core file, no file to write to. Before the first thread. */
void silu_math_jail_enter (void);

/* No file can be opened from here on, by any thread made later. */
void silu_math_jail_lock (void);

/* From "on" to "off" the process ends, with a SILU_MATH_FRAME_FULL, when it takes too much memory.
 * After silu_math_jail_lock (). */
void silu_math_jail_watch (gboolean on);

G_END_DECLS
