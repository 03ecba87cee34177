/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chains of thought of all conversations that are not in the trash: to list them, and to read
 * them one batch after the other. A message that streams has none yet.
 *
 * The work of a list is bounded as that of a search is (see silu-search.h): with words, the newest
 * SILU_SEARCH_RANKED chains that match are looked at, without, the newest SILU_CHAINS_SCANNED; and
 * after SILU_SEARCH_SECONDS it makes do with what it has come upon. */
#pragma once

#include "silu-search.h"
#include "silu-store.h"

G_BEGIN_DECLS

#define SILU_CHAINS_SCANNED 100000

typedef enum
{
  SILU_CHAINS_ANY,
  SILU_CHAINS_GOOD,
  SILU_CHAINS_FLAWED,
  SILU_CHAINS_UNRATED,
} SiluChainsRating;

typedef enum
{
  SILU_CHAINS_NEWEST,
  SILU_CHAINS_BEST, /* the best match of the words; without words the newest */
} SiluChainsOrder;

/* What is wanted; zeros for everything. */
typedef struct
{
  char *text;        /* as typed, see silu-search-query.h: it is looked for in thoughts and notes */
  char *model;       /* exactly this one; or NULL */
  gint64 min_tokens; /* of reasoning */
  gint64 max_tokens; /* 0: no limit */
  SiluChainsRating rating;
  gint64 from;  /* microseconds since the epoch, UTC */
  gint64 until; /* not any more; 0: no limit */
  gboolean has_notes;
  gboolean has_answer; /* it came to one, and is complete */
  SiluChainsOrder order;
} SiluChainsQuery;

SiluChainsQuery *silu_chains_query_copy (const SiluChainsQuery *self);
void silu_chains_query_free (SiluChainsQuery *self);

/* GPtrArray of SiluSearchHit: so many from number @offset on. Fewer than @limit: they are the last.
 * The snippet of one is a line around the first hit, or the beginning; where it is found in a note,
 * that note. */
GPtrArray *silu_chains_list (sqlite3 *db,
                             const SiluChainsQuery *query,
                             guint offset,
                             guint limit,
                             GCancellable *cancellable,
                             GError **error);

/* A chain to be looked through. */
typedef struct
{
  char *message; /* id */
  SiluMessageState state;
  SiluRating rating;
  gint64 time;      /* microseconds since the epoch, UTC */
  char *model;      /* "" where nobody knows it */
  GPtrArray *texts; /* of char *: the parts */
  gint64 tokens;    /* -1: the server has not counted them */
  gint64 thinking;  /* microseconds, -1 unknown */
  gboolean has_question;
  gboolean has_answer;
} SiluChainText;

typedef struct
{
  GPtrArray *chains; /* of SiluChainText, the newest first */
  gint64 next;       /* to go on with; 0: there are no more */
} SiluChainBatch;

void silu_chain_batch_free (SiluChainBatch *self);

/* Some of the chains before @next, G_MAXINT64 for the newest: as many as can be read in some 100
 * ms. Those of the models in @without (nullable) are passed over. */
SiluChainBatch *
silu_chains_read_batch (sqlite3 *db, gint64 next, const char *const *without, GError **error);

/* A message and those before it, the first one first: GPtrArray of SiluMessageRecord, at most
 * SILU_CHAINS_DEEP. SILU_ERROR_NOT_FOUND if there is no such message. */
#define SILU_CHAINS_DEEP 10000
GPtrArray *silu_chains_read_branch (sqlite3 *db, const char *message, GError **error);

/* A text of a chain. */
typedef struct
{
  char *message; /* id */
  guint part;
  char *text;
} SiluChainPart;

/* All texts of these chains, those of a chain in their order: GPtrArray of SiluChainPart. */
GPtrArray *silu_chains_read_parts (sqlite3 *db, const char *const *messages, GError **error);

/* --- through the worker --- */

/* @text: dates in it are local time. Cancelling interrupts a list that is being made. */
void silu_store_list_chains_async (SiluStore *self,
                                   const SiluChainsQuery *query,
                                   guint offset,
                                   guint limit,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GPtrArray *silu_store_list_chains_finish (SiluStore *self, GAsyncResult *result, GError **error);

void silu_store_read_chains_async (SiluStore *self,
                                   gint64 next,
                                   const char *const *without,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
SiluChainBatch *
silu_store_read_chains_finish (SiluStore *self, GAsyncResult *result, GError **error);

void silu_store_read_branch_async (SiluStore *self,
                                   const char *message,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GPtrArray *silu_store_read_branch_finish (SiluStore *self, GAsyncResult *result, GError **error);

void silu_store_read_chain_parts_async (SiluStore *self,
                                        const char *const *messages,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
GPtrArray *
silu_store_read_chain_parts_finish (SiluStore *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluChainsQuery, silu_chains_query_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluChainBatch, silu_chain_batch_free)

G_END_DECLS
