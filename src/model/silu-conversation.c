/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A tree of messages and its active branch. The tree is kept in nodes beside the messages: which
 * children a message has, and which of them was looked at last, is the conversation's knowledge. */
#include "silu-conversation-private.h"

#include "silu-message-private.h"

static GParamSpec *properties[SILU_CONVERSATION_N_PROPS];

enum
{
  MESSAGE_ADDED,
  HEADER_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static Node *
node_new (SiluMessage *message, Node *parent)
{
  Node *self = g_new0 (Node, 1);

  self->message = message != NULL ? g_object_ref (message) : NULL;
  self->parent = parent;
  self->children = g_ptr_array_new ();

  return self;
}

static void
node_free (gpointer data)
{
  Node *self = data;

  /* Whoever still holds the message must not follow it into a tree that is gone. */
  if (self->message != NULL)
    silu_message_set_parent (self->message, NULL);
  g_clear_object (&self->message);
  g_ptr_array_unref (self->children);
  g_free (self);
}

static GType
silu_conversation_get_item_type (GListModel *model)
{
  return SILU_TYPE_MESSAGE;
}

static guint
silu_conversation_get_n_items (GListModel *model)
{
  return SILU_CONVERSATION (model)->branch->len;
}

static gpointer
silu_conversation_get_item (GListModel *model, guint position)
{
  SiluConversation *self = SILU_CONVERSATION (model);

  if (position >= self->branch->len)
    return NULL;

  return g_object_ref (g_ptr_array_index (self->branch, position));
}

static void
silu_conversation_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = silu_conversation_get_item_type;
  iface->get_n_items = silu_conversation_get_n_items;
  iface->get_item = silu_conversation_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SiluConversation,
                               silu_conversation,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      silu_conversation_list_model_init))

void
silu_conversation_emit_header_changed (SiluConversation *self)
{
  g_signal_emit (self, signals[HEADER_CHANGED], 0);
}

void
silu_conversation_notify (SiluConversation *self, guint prop_id)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop_id]);
}

static Node *
find_node (SiluConversation *self, SiluMessage *message)
{
  if (message == NULL)
    return self->root;

  return g_hash_table_lookup (self->nodes, silu_message_get_id (message));
}

static Node *
add_node (SiluConversation *self, SiluMessage *message, SiluMessage *parent)
{
  Node *above = find_node (self, parent);
  Node *node;

  g_return_val_if_fail (above != NULL, NULL);
  g_return_val_if_fail (!g_hash_table_contains (self->nodes, silu_message_get_id (message)), NULL);

  node = node_new (message, above);
  g_ptr_array_add (above->children, node);
  silu_message_set_parent (message, parent);
  g_hash_table_insert (self->nodes, (char *) silu_message_get_id (message), node);

  return node;
}

/* Makes the branch down to @leaf the active one; what it shares with the one before, at its start
 * and at its end, stays. */
static void
activate_branch (SiluConversation *self, Node *leaf)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->branch);
  guint shared = 0;
  guint after = 0;

  self->branch = g_ptr_array_new ();
  leaf->chosen = NULL;
  for (Node *node = leaf; node->message != NULL; node = node->parent)
    {
      node->parent->chosen = node;
      g_ptr_array_add (self->branch, node->message);
    }

  for (guint i = 0; i < self->branch->len / 2; i++)
    {
      gpointer *first = &self->branch->pdata[i];
      gpointer *last = &self->branch->pdata[self->branch->len - 1 - i];
      gpointer kept = *first;

      *first = *last;
      *last = kept;
    }

  while (shared < MIN (old->len, self->branch->len) &&
         old->pdata[shared] == self->branch->pdata[shared])
    shared++;
  while (after < MIN (old->len, self->branch->len) - shared &&
         old->pdata[old->len - 1 - after] == self->branch->pdata[self->branch->len - 1 - after])
    after++;

  if (shared + after < old->len || shared + after < self->branch->len)
    g_list_model_items_changed (G_LIST_MODEL (self), shared, old->len - shared - after,
                                self->branch->len - shared - after);
}

static void
silu_conversation_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SiluConversation *self = SILU_CONVERSATION (object);

  switch (prop_id)
    {
    case SILU_CONVERSATION_PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case SILU_CONVERSATION_PROP_UPDATED:
      g_value_set_int64 (value, self->updated);
      break;
    case SILU_CONVERSATION_PROP_PINNED:
      g_value_set_boolean (value, self->pinned);
      break;
    case SILU_CONVERSATION_PROP_ARCHIVED:
      g_value_set_boolean (value, self->archived != 0);
      break;
    case SILU_CONVERSATION_PROP_FOLDER:
      g_value_set_string (value, self->folder);
      break;
    case SILU_CONVERSATION_PROP_TAGS:
      g_value_set_boxed (value, silu_conversation_get_tags (self));
      break;
    case SILU_CONVERSATION_PROP_STREAMING:
      g_value_set_boolean (value, self->streaming);
      break;
    case SILU_CONVERSATION_PROP_UNREAD:
      g_value_set_boolean (value, self->unread);
      break;
    case SILU_CONVERSATION_PROP_LOADED:
      g_value_set_boolean (value, self->loaded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
silu_conversation_finalize (GObject *object)
{
  SiluConversation *self = SILU_CONVERSATION (object);

  g_ptr_array_unref (self->branch);
  g_hash_table_unref (self->nodes);
  node_free (self->root);
  g_free (self->id);
  g_free (self->title);
  g_free (self->folder);
  g_strfreev (self->tags);
  g_free (self->source);
  g_free (self->account);
  g_free (self->model);

  G_OBJECT_CLASS (silu_conversation_parent_class)->finalize (object);
}

static void
silu_conversation_class_init (SiluConversationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = silu_conversation_get_property;
  object_class->finalize = silu_conversation_finalize;

  properties[SILU_CONVERSATION_PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);
  properties[SILU_CONVERSATION_PROP_UPDATED] =
      g_param_spec_int64 ("updated", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[SILU_CONVERSATION_PROP_PINNED] =
      g_param_spec_boolean ("pinned", NULL, NULL, FALSE, flags);
  properties[SILU_CONVERSATION_PROP_ARCHIVED] =
      g_param_spec_boolean ("archived", NULL, NULL, FALSE, flags);
  properties[SILU_CONVERSATION_PROP_FOLDER] =
      g_param_spec_string ("folder", NULL, NULL, NULL, flags);
  properties[SILU_CONVERSATION_PROP_TAGS] =
      g_param_spec_boxed ("tags", NULL, NULL, G_TYPE_STRV, flags);
  properties[SILU_CONVERSATION_PROP_STREAMING] =
      g_param_spec_boolean ("streaming", NULL, NULL, FALSE, flags);
  properties[SILU_CONVERSATION_PROP_UNREAD] =
      g_param_spec_boolean ("unread", NULL, NULL, FALSE, flags);
  properties[SILU_CONVERSATION_PROP_LOADED] =
      g_param_spec_boolean ("loaded", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, SILU_CONVERSATION_N_PROPS, properties);

  signals[MESSAGE_ADDED] = g_signal_new ("message-added", SILU_TYPE_CONVERSATION, G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 1, SILU_TYPE_MESSAGE);
  signals[HEADER_CHANGED] = g_signal_new ("header-changed", SILU_TYPE_CONVERSATION,
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
silu_conversation_init (SiluConversation *self)
{
  self->title = g_strdup ("");
  self->root = node_new (NULL, NULL);
  self->nodes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, node_free);
  self->branch = g_ptr_array_new ();
}

SiluConversation *
silu_conversation_new (const char *id)
{
  SiluConversation *self = g_object_new (SILU_TYPE_CONVERSATION, NULL);

  self->id = id != NULL ? g_strdup (id) : g_uuid_string_random ();
  self->loaded = id == NULL;
  self->created = self->updated = g_get_real_time ();

  return self;
}

gboolean
silu_conversation_get_loaded (SiluConversation *self)
{
  g_return_val_if_fail (SILU_IS_CONVERSATION (self), FALSE);

  return self->loaded;
}

void
silu_conversation_set_loaded (SiluConversation *self, gboolean loaded)
{
  g_return_if_fail (SILU_IS_CONVERSATION (self));

  if (self->loaded == loaded)
    return;

  self->loaded = loaded;
  silu_conversation_notify (self, SILU_CONVERSATION_PROP_LOADED);
}

void
silu_conversation_add (SiluConversation *self, SiluMessage *message, SiluMessage *parent)
{
  Node *node;

  g_return_if_fail (SILU_IS_CONVERSATION (self));
  g_return_if_fail (SILU_IS_MESSAGE (message));

  node = add_node (self, message, parent);
  if (node == NULL)
    return;

  activate_branch (self, node);
  g_signal_emit (self, signals[MESSAGE_ADDED], 0, message);
  silu_conversation_emit_header_changed (self);
}

void
silu_conversation_add_stored (SiluConversation *self, SiluMessage *message, SiluMessage *parent)
{
  g_return_if_fail (SILU_IS_CONVERSATION (self));
  g_return_if_fail (SILU_IS_MESSAGE (message));

  add_node (self, message, parent);
}

void
silu_conversation_move_stored (SiluConversation *self, SiluMessage *message, SiluMessage *parent)
{
  Node *node;
  Node *above;

  g_return_if_fail (SILU_IS_CONVERSATION (self));
  g_return_if_fail (SILU_IS_MESSAGE (message));

  node = find_node (self, message);
  above = find_node (self, parent);
  g_return_if_fail (node != NULL && above != NULL);

  /* In a damaged file a message may be above itself. */
  for (const Node *at = above; at != NULL; at = at->parent)
    if (at == node)
      return;

  g_ptr_array_remove (node->parent->children, node);
  if (node->parent->chosen == node)
    node->parent->chosen = NULL;
  g_ptr_array_add (above->children, node);
  node->parent = above;
  silu_message_set_parent (message, parent);
}

SiluMessage *
silu_conversation_get_leaf (SiluConversation *self)
{
  g_return_val_if_fail (SILU_IS_CONVERSATION (self), NULL);

  if (self->branch->len == 0)
    return NULL;

  return g_ptr_array_index (self->branch, self->branch->len - 1);
}

void
silu_conversation_set_leaf (SiluConversation *self, SiluMessage *leaf)
{
  gboolean same;
  Node *node;

  g_return_if_fail (SILU_IS_CONVERSATION (self));

  same = leaf == silu_conversation_get_leaf (self);
  node = find_node (self, leaf);
  g_return_if_fail (node != NULL);

  /* What stands above it may be known only now. */
  activate_branch (self, node);
  if (!same)
    silu_conversation_emit_header_changed (self);
}

GPtrArray *
silu_conversation_get_siblings (SiluConversation *self, SiluMessage *message, guint *position)
{
  GPtrArray *siblings = g_ptr_array_new ();
  Node *node;

  g_return_val_if_fail (SILU_IS_CONVERSATION (self), siblings);

  node = find_node (self, message);
  g_return_val_if_fail (node != NULL && node->parent != NULL, siblings);

  for (guint i = 0; i < node->parent->children->len; i++)
    {
      const Node *sibling = g_ptr_array_index (node->parent->children, i);

      if (sibling == node && position != NULL)
        *position = i;
      g_ptr_array_add (siblings, sibling->message);
    }

  return siblings;
}

void
silu_conversation_select_sibling (SiluConversation *self, SiluMessage *sibling)
{
  Node *node;

  g_return_if_fail (SILU_IS_CONVERSATION (self));

  node = find_node (self, sibling);
  g_return_if_fail (node != NULL);

  /* Down to where the reader was last; a branch never looked at, along its newest children. */
  while (node->children->len > 0)
    {
      if (node->chosen == NULL)
        node->chosen = g_ptr_array_index (node->children, node->children->len - 1);
      node = node->chosen;
    }

  activate_branch (self, node);
  silu_conversation_emit_header_changed (self);
}

SiluMessage *
silu_conversation_find (SiluConversation *self, const char *message_id)
{
  const Node *node;

  g_return_val_if_fail (SILU_IS_CONVERSATION (self), NULL);
  g_return_val_if_fail (message_id != NULL, NULL);

  node = g_hash_table_lookup (self->nodes, message_id);

  return node != NULL ? node->message : NULL;
}

GPtrArray *
silu_conversation_list_all (SiluConversation *self)
{
  GPtrArray *all = g_ptr_array_new ();
  g_autoptr (GPtrArray) waiting = g_ptr_array_new ();

  g_return_val_if_fail (SILU_IS_CONVERSATION (self), all);

  g_ptr_array_add (waiting, self->root);
  while (waiting->len > 0)
    {
      const Node *node = g_ptr_array_steal_index (waiting, waiting->len - 1);

      if (node->message != NULL)
        g_ptr_array_add (all, node->message);
      for (guint i = node->children->len; i > 0; i--)
        g_ptr_array_add (waiting, g_ptr_array_index (node->children, i - 1));
    }

  return all;
}
