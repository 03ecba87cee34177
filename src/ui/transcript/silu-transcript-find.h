/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Searching a conversation: everything in it, thoughts and code and what has no widget too. */
#pragma once

#include "silu-transcript.h"

G_BEGIN_DECLS

/* Looks for @query from where the view is, in slices between frames; "" ends it. Letters of either
 * case are the same. The transcript's signal "found" () tells that there is more to say. */
void silu_transcript_find (SiluTranscript *self, const char *query);

/* The same for any of several words, from a row on, which is brought into view. */
void silu_transcript_find_at (SiluTranscript *self, const char *const *words, guint row);

/* Marks all places of the words, and moves nothing. */
void silu_transcript_mark_words (SiluTranscript *self, const char *const *words);

/* To the next hit, or the previous one (-1), around the ends. */
void silu_transcript_find_step (SiluTranscript *self, int step);

/* Hits so far; @current counts from 1, 0 while there is none. FALSE while it still looks. */
gboolean silu_transcript_get_found (SiluTranscript *self, guint *current, guint *total);

/* Hits so far in rows [@start, @end). */
guint silu_transcript_count_found (SiluTranscript *self, guint start, guint end);

G_END_DECLS
