/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows are kept in buckets, each in its order: the pinned ones, one for each folder, the rest. A
 * conversation that changes is taken out of its bucket and put where it belongs by two searches
 * that halve; nobody looks at the others. What changes is noted as a span of rows, and told once,
 * when the buckets are in order again. */
#include "silu-sidebar-list-private.h"

#include <string.h>

static GType
silu_sidebar_list_get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static guint
silu_sidebar_list_get_n_items (GListModel *model)
{
  return SILU_SIDEBAR_LIST (model)->n_rows;
}

static gpointer
silu_sidebar_list_get_item (GListModel *model, guint position)
{
  guint row = 0;
  const Bucket *bucket = silu_sidebar_list_find_bucket (SILU_SIDEBAR_LIST (model), position, &row);
  const Entry *entry;

  if (bucket == NULL)
    return NULL;
  if (bucket->folder != NULL && row == 0)
    return g_object_ref (bucket->folder);

  entry = g_ptr_array_index (bucket->entries, row - (bucket->folder != NULL ? 1 : 0));

  return g_object_ref (entry->conversation);
}

static void
silu_sidebar_list_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = silu_sidebar_list_get_item_type;
  iface->get_n_items = silu_sidebar_list_get_n_items;
  iface->get_item = silu_sidebar_list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SiluSidebarList,
                               silu_sidebar_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      silu_sidebar_list_list_model_init))

/* --- changes --- */

static void
begin_change (SiluSidebarList *self)
{
  self->n_before = self->n_rows;
  self->n_head = self->n_rows;
  self->n_tail = self->n_rows;
}

/* @removed rows at @position were taken out, and @added put there. */
static void
note_change (SiluSidebarList *self, guint position, guint removed, guint added)
{
  guint behind = self->n_rows - position - removed;

  self->n_rows += added;
  self->n_rows -= removed;
  self->n_head = MIN (self->n_head, position);
  self->n_tail = MIN (self->n_tail, behind);
}

static void
end_change (SiluSidebarList *self)
{
  guint same = self->n_head + self->n_tail;

  if (same < self->n_before || same < self->n_rows)
    g_list_model_items_changed (G_LIST_MODEL (self), self->n_head, self->n_before - same,
                                self->n_rows - same);
}

/* --- where a conversation belongs --- */

static gint64
get_time (SiluSidebarList *self, SiluConversation *conversation)
{
  return self->place == SILU_PLACE_TRASH ? silu_conversation_get_deleted (conversation)
                                         : silu_conversation_get_updated (conversation);
}

static gboolean
is_shown (SiluSidebarList *self, SiluConversation *conversation)
{
  if (self->tag != NULL && !g_strv_contains (silu_conversation_get_tags (conversation), self->tag))
    return FALSE;
  if (self->place == SILU_PLACE_TRASH)
    return TRUE;

  return (silu_conversation_get_archived (conversation) != 0) ==
         (self->place == SILU_PLACE_ARCHIVE);
}

static Bucket *
choose_bucket (SiluSidebarList *self, SiluConversation *conversation)
{
  const char *folder = silu_conversation_get_folder (conversation);

  if (!is_shown (self, conversation))
    return NULL;
  if (self->place == SILU_PLACE_CHATS && silu_conversation_get_pinned (conversation))
    return g_ptr_array_index (self->buckets, 0);

  for (guint i = 1; folder != NULL && i + 1 < self->buckets->len; i++)
    {
      Bucket *bucket = g_ptr_array_index (self->buckets, i);

      if (g_str_equal (silu_folder_get_id (bucket->folder), folder))
        return bucket;
    }

  return g_ptr_array_index (self->buckets, self->buckets->len - 1);
}

/* One entry came or went. Of a closed folder that changes the number it shows. */
static void
note_entry (SiluSidebarList *self, const Bucket *bucket, guint place, guint removed, guint added)
{
  guint row = silu_sidebar_list_get_row (self, bucket, place);

  if (row != G_MAXUINT)
    note_change (self, row, removed, added);
  else
    note_change (self, silu_sidebar_list_get_first_row (self, bucket), 1, 1);
}

static void
take_out (SiluSidebarList *self, Entry *entry)
{
  Bucket *bucket = entry->bucket;
  guint place;

  if (bucket == NULL)
    return;

  place = silu_sidebar_bucket_find_place (bucket, entry);
  g_assert (g_ptr_array_index (bucket->entries, place) == entry);
  g_ptr_array_remove_index (bucket->entries, place);
  entry->bucket = NULL;
  note_entry (self, bucket, place, 1, 0);
}

static void
put_in (SiluSidebarList *self, Entry *entry)
{
  Bucket *bucket = choose_bucket (self, entry->conversation);
  guint place;

  entry->time = get_time (self, entry->conversation);
  entry->bucket = bucket;
  if (bucket == NULL)
    return;

  place = silu_sidebar_bucket_find_place (bucket, entry);
  g_ptr_array_insert (bucket->entries, (int) place, entry);
  note_entry (self, bucket, place, 0, 1);
}

/* --- buckets --- */

static void
bucket_free (gpointer data)
{
  Bucket *bucket = data;

  g_clear_object (&bucket->folder);
  g_ptr_array_unref (bucket->entries);
  g_free (bucket);
}

static void
add_bucket (SiluSidebarList *self, SiluFolder *folder)
{
  Bucket *bucket = g_new0 (Bucket, 1);

  g_set_object (&bucket->folder, folder);
  bucket->entries = g_ptr_array_new ();
  g_ptr_array_add (self->buckets, bucket);
}

static void
make_buckets (SiluSidebarList *self)
{
  gboolean has_folders =
      self->folders != NULL && self->place == SILU_PLACE_CHATS && !self->flat && self->tag == NULL;
  guint n = has_folders ? g_list_model_get_n_items (G_LIST_MODEL (self->folders)) : 0;

  g_ptr_array_set_size (self->buckets, 0);
  add_bucket (self, NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SiluFolder) folder = g_list_model_get_item (G_LIST_MODEL (self->folders), i);

      add_bucket (self, folder);
    }
  add_bucket (self, NULL);
  self->n_rows = n;
}

/* All rows are others. */
static void
rebuild (SiluSidebarList *self)
{
  guint before = self->n_rows;

  make_buckets (self);
  begin_change (self);
  for (guint i = 0; i < self->entries->len; i++)
    put_in (self, g_ptr_array_index (self->entries, i));

  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, self->n_rows);
}

/* --- what is listened to --- */

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_object_unref (entry->conversation);
  g_free (entry);
}

static void
remove_entries (SiluSidebarList *self, guint position, guint n)
{
  for (guint i = position; i < position + n; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      take_out (self, entry);
      g_hash_table_remove (self->by_conversation, entry->conversation);
    }

  if (n > 0)
    g_ptr_array_remove_range (self->entries, position, n);
}

static void
add_entries (SiluSidebarList *self, guint position, guint n)
{
  guint behind = self->entries->len - position;

  if (n == 0)
    return;

  g_ptr_array_set_size (self->entries, (int) (self->entries->len + n));
  memmove (self->entries->pdata + position + n, self->entries->pdata + position,
           behind * sizeof (gpointer));
  for (guint i = position; i < position + n; i++)
    {
      Entry *entry = g_new0 (Entry, 1);

      entry->conversation = g_list_model_get_item (self->source, i);
      self->entries->pdata[i] = entry;
      g_hash_table_insert (self->by_conversation, entry->conversation, entry);
      put_in (self, entry);
    }
}

static void
source_cb (GListModel *source, guint position, guint removed, guint added, gpointer user_data)
{
  SiluSidebarList *self = user_data;

  begin_change (self);
  remove_entries (self, position, removed);
  add_entries (self, position, added);
  end_change (self);
}

static void
conversation_cb (SiluConversationList *list, SiluConversation *conversation, gpointer user_data)
{
  SiluSidebarList *self = user_data;
  Entry *entry = g_hash_table_lookup (self->by_conversation, conversation);

  if (entry == NULL || (entry->bucket == choose_bucket (self, conversation) &&
                        entry->time == get_time (self, conversation)))
    return;

  begin_change (self);
  take_out (self, entry);
  put_in (self, entry);
  end_change (self);
}

static void
folders_cb (GListModel *folders, guint position, guint removed, guint added, gpointer user_data)
{
  rebuild (user_data);
}

/* Another name changes no row; a folder that was opened or closed brings or takes its chats. */
static void
folder_cb (SiluFolderList *folders, SiluFolder *folder, gpointer user_data)
{
  SiluSidebarList *self = user_data;
  guint before = self->n_rows;
  guint n_rows = 0;
  guint position = 0;
  guint n_in_it = 0;

  for (guint i = 0; i < self->buckets->len; i++)
    {
      const Bucket *bucket = g_ptr_array_index (self->buckets, i);

      if (bucket->folder == folder)
        {
          position = n_rows + 1;
          n_in_it = bucket->entries->len;
        }
      n_rows += silu_sidebar_bucket_count_rows (bucket);
    }

  self->n_rows = n_rows;
  if (n_rows != before)
    g_list_model_items_changed (G_LIST_MODEL (self), position, n_rows < before ? n_in_it : 0,
                                n_rows > before ? n_in_it : 0);
}

static void
silu_sidebar_list_dispose (GObject *object)
{
  SiluSidebarList *self = SILU_SIDEBAR_LIST (object);

  if (self->source != NULL)
    g_signal_handlers_disconnect_by_data (self->source, self);
  silu_sidebar_list_set_watched (self, NULL);
  if (self->folders != NULL)
    g_signal_handlers_disconnect_by_data (self->folders, self);
  g_clear_object (&self->folders);
  g_clear_object (&self->source);

  G_OBJECT_CLASS (silu_sidebar_list_parent_class)->dispose (object);
}

static void
silu_sidebar_list_finalize (GObject *object)
{
  SiluSidebarList *self = SILU_SIDEBAR_LIST (object);

  g_hash_table_unref (self->by_conversation);
  g_ptr_array_unref (self->buckets);
  g_ptr_array_unref (self->entries);
  g_free (self->tag);

  G_OBJECT_CLASS (silu_sidebar_list_parent_class)->finalize (object);
}

static void
silu_sidebar_list_class_init (SiluSidebarListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = silu_sidebar_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = silu_sidebar_list_finalize;
}

static void
silu_sidebar_list_init (SiluSidebarList *self)
{
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->by_conversation = g_hash_table_new (NULL, NULL);
  self->buckets = g_ptr_array_new_with_free_func (bucket_free);
  make_buckets (self);
}

SiluSidebarList *
silu_sidebar_list_new (GListModel *source)
{
  SiluSidebarList *self = g_object_new (SILU_TYPE_SIDEBAR_LIST, NULL);

  g_return_val_if_fail (G_IS_LIST_MODEL (source), self);

  self->source = g_object_ref (source);
  g_signal_connect (source, "items-changed", G_CALLBACK (source_cb), self);
  source_cb (source, 0, 0, g_list_model_get_n_items (source), self);

  return self;
}

void
silu_sidebar_list_set_watched (SiluSidebarList *self, SiluConversationList *watched)
{
  g_return_if_fail (SILU_IS_SIDEBAR_LIST (self));

  if (self->watched != NULL)
    g_signal_handlers_disconnect_by_data (self->watched, self);
  g_set_object (&self->watched, watched);
  if (watched != NULL)
    g_signal_connect (watched, "changed", G_CALLBACK (conversation_cb), self);
}

void
silu_sidebar_list_set_folders (SiluSidebarList *self, SiluFolderList *folders)
{
  g_return_if_fail (SILU_IS_SIDEBAR_LIST (self));

  if (self->folders != NULL)
    g_signal_handlers_disconnect_by_data (self->folders, self);
  g_set_object (&self->folders, folders);
  if (folders != NULL)
    {
      g_signal_connect (folders, "items-changed", G_CALLBACK (folders_cb), self);
      g_signal_connect (folders, "changed", G_CALLBACK (folder_cb), self);
    }
  rebuild (self);
}

SiluPlace
silu_sidebar_list_get_place (SiluSidebarList *self)
{
  g_return_val_if_fail (SILU_IS_SIDEBAR_LIST (self), SILU_PLACE_CHATS);

  return self->place;
}

void
silu_sidebar_list_set_place (SiluSidebarList *self, SiluPlace place)
{
  g_return_if_fail (SILU_IS_SIDEBAR_LIST (self));

  if (self->place == place)
    return;

  self->place = place;
  rebuild (self);
}

const char *
silu_sidebar_list_get_tag (SiluSidebarList *self)
{
  g_return_val_if_fail (SILU_IS_SIDEBAR_LIST (self), NULL);

  return self->tag;
}

void
silu_sidebar_list_set_tag (SiluSidebarList *self, const char *tag)
{
  g_return_if_fail (SILU_IS_SIDEBAR_LIST (self));

  if (g_strcmp0 (self->tag, tag) == 0)
    return;

  g_free (self->tag);
  self->tag = g_strdup (tag);
  rebuild (self);
}

void
silu_sidebar_list_set_flat (SiluSidebarList *self, gboolean flat)
{
  g_return_if_fail (SILU_IS_SIDEBAR_LIST (self));

  if (self->flat == flat)
    return;

  self->flat = flat;
  rebuild (self);
}
