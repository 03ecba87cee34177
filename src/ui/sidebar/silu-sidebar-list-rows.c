/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a row of the sidebar is, and what is at a row. */
#include "silu-sidebar-list-private.h"

#include "silu-date-group.h"

guint
silu_sidebar_bucket_count_rows (const Bucket *bucket)
{
  if (bucket->folder == NULL)
    return bucket->entries->len;

  return 1 + (silu_folder_get_collapsed (bucket->folder) ? 0 : bucket->entries->len);
}

Bucket *
silu_sidebar_list_find_bucket (SiluSidebarList *self, guint position, guint *row)
{
  for (guint i = 0; i < self->buckets->len; i++)
    {
      Bucket *bucket = g_ptr_array_index (self->buckets, i);
      guint n = silu_sidebar_bucket_count_rows (bucket);

      if (position < n)
        {
          *row = position;
          return bucket;
        }
      position -= n;
    }

  return NULL;
}

/* The latest first; the id decides between equals. */
static int
compare (const Entry *a, const Entry *b)
{
  if (a->time != b->time)
    return a->time > b->time ? -1 : 1;

  return g_strcmp0 (silu_conversation_get_id (a->conversation),
                    silu_conversation_get_id (b->conversation));
}

guint
silu_sidebar_bucket_find_place (const Bucket *bucket, const Entry *entry)
{
  guint low = 0;
  guint high = bucket->entries->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (compare (g_ptr_array_index (bucket->entries, middle), entry) < 0)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

guint
silu_sidebar_list_get_first_row (SiluSidebarList *self, const Bucket *bucket)
{
  guint row = 0;

  for (guint i = 0; g_ptr_array_index (self->buckets, i) != bucket; i++)
    row += silu_sidebar_bucket_count_rows (g_ptr_array_index (self->buckets, i));

  return row;
}

guint
silu_sidebar_list_get_row (SiluSidebarList *self, const Bucket *bucket, guint place)
{
  if (bucket->folder == NULL)
    return silu_sidebar_list_get_first_row (self, bucket) + place;
  if (silu_folder_get_collapsed (bucket->folder))
    return G_MAXUINT;

  return silu_sidebar_list_get_first_row (self, bucket) + 1 + place;
}

guint
silu_sidebar_list_find (SiluSidebarList *self, SiluConversation *conversation)
{
  const Entry *entry;

  g_return_val_if_fail (SILU_IS_SIDEBAR_LIST (self), G_MAXUINT);

  entry = g_hash_table_lookup (self->by_conversation, conversation);
  if (entry == NULL || entry->bucket == NULL)
    return G_MAXUINT;

  return silu_sidebar_list_get_row (self, entry->bucket,
                                    silu_sidebar_bucket_find_place (entry->bucket, entry));
}

guint
silu_sidebar_list_get_group (SiluSidebarList *self, guint position, GDateTime *now)
{
  guint row = 0;
  const Bucket *bucket;
  const Entry *entry;

  g_return_val_if_fail (SILU_IS_SIDEBAR_LIST (self), SILU_DATE_GROUP_TODAY);

  bucket = silu_sidebar_list_find_bucket (self, position, &row);
  g_return_val_if_fail (bucket != NULL, SILU_DATE_GROUP_TODAY);
  if (bucket->folder != NULL)
    return SILU_DATE_GROUP_FOLDERS;
  if (bucket == g_ptr_array_index (self->buckets, 0))
    return SILU_DATE_GROUP_PINNED;

  entry = g_ptr_array_index (bucket->entries, row);

  return silu_date_group (entry->time, now);
}

SiluFolder *
silu_sidebar_list_get_folder (SiluSidebarList *self, guint position)
{
  guint row = 0;
  const Bucket *bucket;

  g_return_val_if_fail (SILU_IS_SIDEBAR_LIST (self), NULL);

  bucket = silu_sidebar_list_find_bucket (self, position, &row);

  return bucket != NULL ? bucket->folder : NULL;
}

guint
silu_sidebar_list_count_in_folder (SiluSidebarList *self, SiluFolder *folder)
{
  g_return_val_if_fail (SILU_IS_SIDEBAR_LIST (self), 0);

  for (guint i = 0; i < self->buckets->len; i++)
    {
      const Bucket *bucket = g_ptr_array_index (self->buckets, i);

      if (bucket->folder == folder && folder != NULL)
        return bucket->entries->len;
    }

  return 0;
}
