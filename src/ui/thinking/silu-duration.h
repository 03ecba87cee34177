/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long something took, for people. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "0.4 s", "14 s", "2 min 5 s", "1 h 3 min", rounded to the last number shown. */
char *silu_duration_format (gint64 microseconds);

G_END_DECLS
