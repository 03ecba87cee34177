/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people type into a search, understood. Nothing that they type is an error: what is no filter
 * is a word.
 *
 *   words "a phrase" “一句” 「一句」 -without   model:r1 tag:work "model:two words"
 *   in:titles|questions|answers|thoughts|code|attachments|notes|archive|trash
 *   has:code|thoughts|attachment|notes   before:2026 after:2026-03 on:2026-03-18
 *
 * All words must be there; of several in: and model: one is enough. "after:" begins with the day,
 * month or year that it names, "before:" ends where that begins. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where something is found, and where it is looked for. */
typedef enum
{
  SILU_SEARCH_TITLE = 1 << 0,
  SILU_SEARCH_QUESTION = 1 << 1,
  SILU_SEARCH_ANSWER = 1 << 2,
  SILU_SEARCH_THOUGHTS = 1 << 3,
  SILU_SEARCH_CODE = 1 << 4,
  SILU_SEARCH_ATTACHMENT = 1 << 5,
  SILU_SEARCH_NOTES = 1 << 6, /* shown with the message they belong to */
} SiluSearchPlace;

typedef enum
{
  SILU_SEARCH_KEPT, /* all but the trash */
  SILU_SEARCH_ARCHIVE,
  SILU_SEARCH_TRASH,
} SiluSearchShelf;

typedef struct
{
  char *words;         /* an FTS5 expression; NULL: there are none */
  char *excluded;      /* the same, of what must not be there */
  char *literal;       /* only signs that are in no index were typed: these; else NULL */
  GPtrArray *phrases;  /* of char *, what @words look for, as it was typed */
  gboolean is_prefix;  /* the last of them may be the beginning of a word */
  SiluSearchPlace in;  /* 0: everywhere */
  SiluSearchPlace has; /* all of them */
  SiluSearchShelf shelf;
  GPtrArray *models; /* of char *, in lower case */
  GPtrArray *tags;
  gint64 from; /* microseconds since the epoch, UTC; until: not any more */
  gint64 until;
} SiluSearchQuery;

/* @zone: of the dates. @is_typing: the last word may not be whole yet. */
SiluSearchQuery *silu_search_query_new (const char *text, GTimeZone *zone, gboolean is_typing);
void silu_search_query_free (SiluSearchQuery *self);

/* Whether there is anything to look for. */
gboolean silu_search_query_is_empty (const SiluSearchQuery *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluSearchQuery, silu_search_query_free)

G_END_DECLS
