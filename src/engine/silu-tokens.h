/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many tokens a text may be, where nobody has counted. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* About 0.3 tokens a letter and 0.6 a Chinese character, as DeepSeek's documentation reckons.
 * @length in bytes, -1 for a string. */
gint64 silu_tokens_estimate (const char *text, gssize length);

G_END_DECLS
