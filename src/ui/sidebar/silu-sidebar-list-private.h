/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the sidebar's list share: buckets of rows, and where a row is among them. */
#pragma once

#include "silu-sidebar-list.h"

G_BEGIN_DECLS

typedef struct
{
  SiluFolder *folder; /* NULL: the pinned ones, and the rest */
  GPtrArray *entries; /* of Entry, in order, borrowed */
} Bucket;

/* What its place was decided by: it is found there although the conversation has changed. */
typedef struct
{
  SiluConversation *conversation;
  gint64 time;
  Bucket *bucket; /* NULL: it is not shown */
} Entry;

struct _SiluSidebarList
{
  GObject parent_instance;

  GListModel *source;
  SiluConversationList *watched;
  SiluFolderList *folders;
  SiluPlace place;
  char *tag; /* or NULL */
  gboolean flat;

  GPtrArray *entries;          /* of Entry, as in the source */
  GHashTable *by_conversation; /* → Entry */
  GPtrArray *buckets;          /* of Bucket; pinned first, the rest last */

  guint n_rows;
  guint n_before; /* rows when the change began */
  guint n_head;   /* rows that it has not touched yet, at the beginning and at the end */
  guint n_tail;
};

/* The folder's own row, and those of its chats unless they are hidden. */
guint silu_sidebar_bucket_count_rows (const Bucket *bucket);

/* Where @entry is among the entries of its bucket, or would be. */
guint silu_sidebar_bucket_find_place (const Bucket *bucket, const Entry *entry);

/* The bucket of a row, and which of its rows it is; NULL if there is no such row. */
Bucket *silu_sidebar_list_find_bucket (SiluSidebarList *self, guint position, guint *row);

guint silu_sidebar_list_get_first_row (SiluSidebarList *self, const Bucket *bucket);

/* G_MAXUINT for what is hidden in a folder. */
guint silu_sidebar_list_get_row (SiluSidebarList *self, const Bucket *bucket, guint place);

G_END_DECLS
