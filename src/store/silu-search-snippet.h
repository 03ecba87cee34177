/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line of a text that shows why it was found. The tokenizer that made the index finds the place
 * again, so that what is marked is what matched. */
#pragma once

#include "silu-search.h"

G_BEGIN_DECLS

typedef struct _SiluSearchMarker SiluSearchMarker;

/* Looks for what @query's words look for. */
SiluSearchMarker *silu_search_marker_new (const SiluSearchQuery *query);
void silu_search_marker_free (SiluSearchMarker *self);

/* How many of the phrases are in the text, looking no further than some megabyte; @start: where
 * the first hit begins, 0 if there is none. */
guint
silu_search_marker_count (SiluSearchMarker *self, const char *text, gsize length, gsize *start);

/* All hits, GArray of SiluSearchRange, none within another. */
GArray *silu_search_marker_list (SiluSearchMarker *self, const char *text, gsize length);

/* One line of @text around @start, of about forty Chinese characters or eighty letters; whole
 * characters, and whole words where there are spaces. */
char *silu_search_cut (const char *text, gsize length, gsize start);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluSearchMarker, silu_search_marker_free)

G_END_DECLS
