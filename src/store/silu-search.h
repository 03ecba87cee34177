/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a query finds: titles first, then messages, the best first. A message that streams is in no
 * index: it is found once its answer is over, or was stopped.
 *
 * However many match, the work is bounded: of the titles and of the messages the newest
 * SILU_SEARCH_RANKED that match are ranked, and after SILU_SEARCH_SECONDS a search makes do with
 * what it has come upon, for writes wait behind it. Signs that are in no index are looked for in
 * the newest SILU_SEARCH_SCANNED messages.
 *
 * What was imported is indexed afterwards (see silu-index.h). A search that comes before that has
 * it done for SILU_SEARCH_CATCH_UP: enough for a small import. After a large one the oldest of its
 * messages are found first, the others as the store's chores get to them in the background. */
#pragma once

#include "silu-enums.h"
#include "silu-search-query.h"
#include "silu-sql.h"
#include <gio/gio.h>

G_BEGIN_DECLS

#define SILU_SEARCH_RANKED 1000
#define SILU_SEARCH_SCANNED 20000
#define SILU_SEARCH_SECONDS 2
#define SILU_SEARCH_CATCH_UP 500 /* milliseconds */

/* Bytes [start, end) of a snippet. */
typedef struct
{
  guint start;
  guint end;
} SiluSearchRange;

typedef struct
{
  char *conversation; /* id */
  char *title;        /* of the conversation */
  char *message;      /* id; NULL: the title was found, or the conversation listed */
  char *model;        /* of the message, or NULL */
  SiluSearchPlace place;
  gint64 time; /* microseconds since the epoch, UTC */
  gboolean is_archived;
  char *snippet;  /* one line around the first hit; of a title, the title */
  GArray *ranges; /* of SiluSearchRange, in order */

  /* Of a chain of thought alone: see silu-chains.h. */
  gint64 tokens;        /* of reasoning */
  gboolean is_estimate; /* the server has not counted them */
  gint64 thinking;      /* microseconds, -1 unknown */
  SiluRating rating;
  guint n_notes;
  guint part; /* where the hit is in the message: a part, and a byte of it */
  gsize offset;
} SiluSearchHit;

void silu_search_hit_free (SiluSearchHit *self);

/* GPtrArray of SiluSearchHit, at most @limit. A query with filters alone lists the newest. Ends
 * early with G_IO_ERROR_CANCELLED, also in the middle of a step of SQLite. */
GPtrArray *silu_search (sqlite3 *db,
                        const SiluSearchQuery *query,
                        guint limit,
                        GCancellable *cancellable,
                        GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluSearchHit, silu_search_hit_free)

G_END_DECLS
