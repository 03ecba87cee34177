/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All conversations, in the order in which people look for them. */
#include "silu-conversation-list.h"

struct _SiluConversationList
{
  GObject parent_instance;

  GPtrArray *items;  /* of SiluConversation, in order */
  GHashTable *by_id; /* id → borrowed SiluConversation */
};

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static GType
silu_conversation_list_get_item_type (GListModel *model)
{
  return SILU_TYPE_CONVERSATION;
}

static guint
silu_conversation_list_get_n_items (GListModel *model)
{
  return SILU_CONVERSATION_LIST (model)->items->len;
}

static gpointer
silu_conversation_list_get_item (GListModel *model, guint position)
{
  SiluConversationList *self = SILU_CONVERSATION_LIST (model);

  if (position >= self->items->len)
    return NULL;

  return g_object_ref (g_ptr_array_index (self->items, position));
}

static void
silu_conversation_list_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = silu_conversation_list_get_item_type;
  iface->get_n_items = silu_conversation_list_get_n_items;
  iface->get_item = silu_conversation_list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SiluConversationList,
                               silu_conversation_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      silu_conversation_list_list_model_init))

/* Pinned first, then the latest updated; the id decides between equals, so that the order is one.
 */
static int
compare (SiluConversation *a, SiluConversation *b)
{
  gint64 updated_a = silu_conversation_get_updated (a);
  gint64 updated_b = silu_conversation_get_updated (b);

  if (silu_conversation_get_pinned (a) != silu_conversation_get_pinned (b))
    return silu_conversation_get_pinned (a) ? -1 : 1;
  if (updated_a != updated_b)
    return updated_a > updated_b ? -1 : 1;

  return g_strcmp0 (silu_conversation_get_id (a), silu_conversation_get_id (b));
}

static int
compare_pointers (gconstpointer a, gconstpointer b)
{
  return compare (*(SiluConversation *const *) a, *(SiluConversation *const *) b);
}

/* Where @conversation, which is not among the items, belongs. */
static guint
find_place (SiluConversationList *self, SiluConversation *conversation)
{
  guint low = 0;
  guint high = self->items->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (compare (g_ptr_array_index (self->items, middle), conversation) < 0)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* Whether it is where it belongs, if it is at @position. */
static gboolean
is_in_order (SiluConversationList *self, guint position)
{
  SiluConversation **items = (SiluConversation **) self->items->pdata;

  return (position == 0 || compare (items[position - 1], items[position]) < 0) &&
         (position + 1 == self->items->len || compare (items[position], items[position + 1]) < 0);
}

/* Something that decides the order changed: takes it out and puts it where it belongs now. Two
 * changes of one row each, so that nobody has to look at the rows between. */
static void
reorder (SiluConversationList *self, SiluConversation *conversation)
{
  g_autoptr (SiluConversation) keep = NULL;
  guint position = 0;

  if (!g_ptr_array_find (self->items, conversation, &position) || is_in_order (self, position))
    return;

  keep = g_object_ref (conversation);
  g_ptr_array_remove_index (self->items, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);

  position = find_place (self, conversation);
  g_ptr_array_insert (self->items, (int) position, g_steal_pointer (&keep));
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
}

static void
order_cb (SiluConversation *conversation, GParamSpec *pspec, gpointer user_data)
{
  reorder (user_data, conversation);
  g_signal_emit (user_data, signals[CHANGED], 0, conversation);
}

static void
place_cb (SiluConversation *conversation, GParamSpec *pspec, gpointer user_data)
{
  g_signal_emit (user_data, signals[CHANGED], 0, conversation);
}

static void
watch (SiluConversationList *self, SiluConversation *conversation)
{
  g_hash_table_insert (self->by_id, (char *) silu_conversation_get_id (conversation), conversation);
  g_signal_connect (conversation, "notify::updated", G_CALLBACK (order_cb), self);
  g_signal_connect (conversation, "notify::pinned", G_CALLBACK (order_cb), self);
  g_signal_connect (conversation, "notify::archived", G_CALLBACK (place_cb), self);
  g_signal_connect (conversation, "notify::folder", G_CALLBACK (place_cb), self);
  g_signal_connect (conversation, "notify::tags", G_CALLBACK (place_cb), self);
}

static void
unwatch (SiluConversationList *self, SiluConversation *conversation)
{
  g_signal_handlers_disconnect_by_data (conversation, self);
  g_hash_table_remove (self->by_id, silu_conversation_get_id (conversation));
}

static void
silu_conversation_list_finalize (GObject *object)
{
  SiluConversationList *self = SILU_CONVERSATION_LIST (object);

  for (guint i = 0; i < self->items->len; i++)
    unwatch (self, g_ptr_array_index (self->items, i));
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->items);

  G_OBJECT_CLASS (silu_conversation_list_parent_class)->finalize (object);
}

static void
silu_conversation_list_class_init (SiluConversationListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = silu_conversation_list_finalize;

  signals[CHANGED] = g_signal_new ("changed", SILU_TYPE_CONVERSATION_LIST, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, SILU_TYPE_CONVERSATION);
}

static void
silu_conversation_list_init (SiluConversationList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
}

SiluConversationList *
silu_conversation_list_new (void)
{
  return g_object_new (SILU_TYPE_CONVERSATION_LIST, NULL);
}

void
silu_conversation_list_add (SiluConversationList *self, SiluConversation *conversation)
{
  guint place;

  g_return_if_fail (SILU_IS_CONVERSATION_LIST (self));
  g_return_if_fail (SILU_IS_CONVERSATION (conversation));

  if (g_hash_table_contains (self->by_id, silu_conversation_get_id (conversation)))
    return;

  place = find_place (self, conversation);
  g_ptr_array_insert (self->items, (int) place, g_object_ref (conversation));
  watch (self, conversation);
  g_list_model_items_changed (G_LIST_MODEL (self), place, 0, 1);
}

/* Nothing below @first is out of order. */
static gboolean
is_sorted_from (SiluConversationList *self, guint first)
{
  for (guint i = MAX (first, 1); i < self->items->len; i++)
    if (compare_pointers (&self->items->pdata[i - 1], &self->items->pdata[i]) > 0)
      return FALSE;

  return TRUE;
}

void
silu_conversation_list_add_all (SiluConversationList *self, GPtrArray *conversations)
{
  guint before;

  g_return_if_fail (SILU_IS_CONVERSATION_LIST (self));

  before = self->items->len;
  for (guint i = 0; i < conversations->len; i++)
    {
      SiluConversation *conversation = g_ptr_array_index (conversations, i);

      if (g_hash_table_contains (self->by_id, silu_conversation_get_id (conversation)))
        continue;
      g_ptr_array_add (self->items, g_object_ref (conversation));
      watch (self, conversation);
    }

  if (self->items->len == before)
    return;

  /* A long list comes in pieces that are in order: then only the new piece is news. */
  if (is_sorted_from (self, before))
    {
      g_list_model_items_changed (G_LIST_MODEL (self), before, 0, self->items->len - before);
      return;
    }

  g_ptr_array_sort (self->items, compare_pointers);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, self->items->len);
}

void
silu_conversation_list_replace (SiluConversationList *self, GPtrArray *conversations)
{
  g_autoptr (GPtrArray) old = NULL;

  g_return_if_fail (SILU_IS_CONVERSATION_LIST (self));

  old = g_steal_pointer (&self->items);
  for (guint i = 0; i < old->len; i++)
    unwatch (self, g_ptr_array_index (old, i));

  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < conversations->len; i++)
    {
      g_ptr_array_add (self->items, g_object_ref (g_ptr_array_index (conversations, i)));
      watch (self, g_ptr_array_index (conversations, i));
    }
  g_ptr_array_sort (self->items, compare_pointers);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, old->len, self->items->len);
}

void
silu_conversation_list_remove (SiluConversationList *self, SiluConversation *conversation)
{
  guint position = 0;

  g_return_if_fail (SILU_IS_CONVERSATION_LIST (self));

  if (!g_ptr_array_find (self->items, conversation, &position))
    return;

  unwatch (self, conversation);
  g_ptr_array_remove_index (self->items, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

SiluConversation *
silu_conversation_list_find (SiluConversationList *self, const char *id)
{
  g_return_val_if_fail (SILU_IS_CONVERSATION_LIST (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  return g_hash_table_lookup (self->by_id, id);
}
