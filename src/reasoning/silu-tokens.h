/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many tokens a text may be, where nobody has counted; and how to say it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* In units, many of which make a token, so that adding up deltas loses nothing: four letters are
 * about a token, five Chinese characters three. @length in bytes, -1 for a string. */
gint64 silu_tokens_count_units (const char *text, gssize length);
gint64 silu_tokens_from_units (gint64 units);

/* Both at once. */
gint64 silu_tokens_estimate (const char *text, gssize length);

/* "1,234 tokens", "≈ 1,234 tokens": for people, in their language and with their separators. */
char *silu_tokens_to_words (gint64 tokens, gboolean is_estimate);

G_END_DECLS
