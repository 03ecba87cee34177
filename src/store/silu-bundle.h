/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole conversation as plain data: what is imported, exported and copied. It may be made, read
 * and freed on any thread, by one at a time. */
#pragma once

#include "silu-records.h"
#include "silu-sql.h"

G_BEGIN_DECLS

typedef struct
{
  SiluConversationRecord *conversation;
  GPtrArray *messages; /* of SiluMessageRecord, parents before children; its order is kept */
  char *folder_name;   /* of the conversation's folder, which is made if it is not there; or NULL */
} SiluBundle;

SiluBundle *silu_bundle_new (void); /* an empty conversation without an id */
void silu_bundle_free (SiluBundle *self);

/* What has come of adding one. */
typedef enum
{
  SILU_BUNDLE_ADDED,   /* it was not there */
  SILU_BUNDLE_MERGED,  /* it was; messages that were not have been added */
  SILU_BUNDLE_PRESENT, /* all of it was there; nothing was changed */
} SiluBundleFate;

typedef struct
{
  SiluBundleFate fate;
  guint n_added; /* messages */
} SiluBundleResult;

/* Adds them in their order, inside the caller's transaction; @results gets a SiluBundleResult for
 * each. Ids say what is there already: what an import makes up for the same message must be the
 * same each time. A header that is there is not changed, but for the time of its last message. A
 * parent that is nowhere makes a first message. A conversation without an id is none: its folder
 * alone is written. */
gboolean silu_bundle_write_all (sqlite3 *db, GPtrArray *bundles, GArray *results, GError **error);

/* NULL without error if there is no such conversation. */
SiluBundle *silu_bundle_read (sqlite3 *db, const char *conversation, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluBundle, silu_bundle_free)

G_END_DECLS
