/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nodes as they come; parents are looked for at the end, when all are here. */
#include "silu-import-tree.h"

#include "silu-import-util.h"
#include "silu-title.h"

typedef enum
{
  UNPLACED,
  PLACING, /* below the one that is being placed: met again, it is a circle */
  PLACED,
} Place;

typedef struct
{
  char *id;
  char *parent;
  SiluMessageRecord *record; /* NULL: passed over */
  Place place;
  gint64 order;
} Node;

struct _SiluImportTree
{
  char *format;
  char *id;
  SiluBundle *bundle;
  GPtrArray *nodes;  /* of Node */
  GHashTable *by_id; /* id → Node */
  char *leaf;
};

static void
node_free (gpointer data)
{
  Node *self = data;

  g_free (self->id);
  g_free (self->parent);
  g_clear_pointer (&self->record, silu_message_record_free);
  g_free (self);
}

SiluImportTree *
silu_import_tree_new (const char *format, const char *id)
{
  SiluImportTree *self = g_new0 (SiluImportTree, 1);

  self->format = g_strdup (format);
  self->id = id != NULL && *id != '\0' ? g_strdup (id) : NULL;
  self->bundle = silu_bundle_new ();
  self->bundle->conversation->source = g_strdup (format);
  self->nodes = g_ptr_array_new_with_free_func (node_free);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);

  return self;
}

void
silu_import_tree_free (SiluImportTree *self)
{
  g_free (self->format);
  g_free (self->id);
  g_clear_pointer (&self->bundle, silu_bundle_free);
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->nodes);
  g_free (self->leaf);
  g_free (self);
}

SiluConversationRecord *
silu_import_tree_get_header (SiluImportTree *self)
{
  return self->bundle->conversation;
}

static Node *
add_node (SiluImportTree *self, const char *id, const char *parent)
{
  Node *node = g_new0 (Node, 1);

  node->id = id != NULL && *id != '\0' ? g_strdup (id) : g_strdup_printf ("#%u", self->nodes->len);
  node->parent = g_strdup (parent);
  if (g_hash_table_contains (self->by_id, node->id))
    {
      char *other = g_strdup_printf ("%s#%u", node->id, self->nodes->len);

      g_free (node->id);
      node->id = other;
    }
  g_hash_table_insert (self->by_id, node->id, node);
  g_ptr_array_add (self->nodes, node);

  return node;
}

SiluMessageRecord *
silu_import_tree_add (SiluImportTree *self, const char *id, const char *parent, SiluRole role)
{
  Node *node = add_node (self, id, parent);
  SiluMessageRecord *record = g_new0 (SiluMessageRecord, 1);
  const SiluUsage unknown = SILU_USAGE_INIT;

  record->role = role;
  record->usage = unknown;
  record->pane = -1;
  record->parts = silu_parts_new ();
  node->record = record;

  return record;
}

void
silu_import_tree_pass (SiluImportTree *self, const char *id, const char *parent)
{
  add_node (self, id, parent);
}

gboolean
silu_import_tree_has (SiluImportTree *self, const char *id)
{
  return g_hash_table_contains (self->by_id, id);
}

void
silu_import_tree_set_leaf (SiluImportTree *self, const char *id)
{
  g_free (self->leaf);
  self->leaf = g_strdup (id);
}

static Node *
find (SiluImportTree *self, const char *id)
{
  return id != NULL ? g_hash_table_lookup (self->by_id, id) : NULL;
}

/* The nearest message from @node on upwards, itself included. Those passed over on the way are told
 * where it is, so that a long row of them is walked once. */
static Node *
find_message (SiluImportTree *self, Node *node)
{
  Node *found = node;
  guint steps = 0;

  while (found != NULL && found->record == NULL && steps++ < self->nodes->len)
    found = find (self, found->parent);
  if (found != NULL && found->record == NULL)
    found = NULL; /* a circle of nothing */

  while (node != NULL && node != found && steps-- > 0)
    {
      Node *next = find (self, node->parent);

      g_free (node->parent);
      node->parent = found != NULL ? g_strdup (found->id) : NULL;
      node = next;
    }

  return found;
}

static int
compare_nodes (gconstpointer a, gconstpointer b)
{
  const Node *first = *(Node *const *) a;
  const Node *second = *(Node *const *) b;

  if (first->record->times.start != second->record->times.start)
    return first->record->times.start < second->record->times.start ? -1 : 1;

  return first->order < second->order ? -1 : 1;
}

/* The messages; by their time where all have one, for files say nothing of an order. */
static GPtrArray *
list_messages (SiluImportTree *self)
{
  GPtrArray *messages = g_ptr_array_new ();
  gboolean have_times = TRUE;

  for (guint i = 0; i < self->nodes->len; i++)
    {
      Node *node = g_ptr_array_index (self->nodes, i);

      node->order = i;
      if (node->record == NULL)
        continue;
      g_ptr_array_add (messages, node);
      have_times = have_times && node->record->times.start > 0;
    }
  if (have_times)
    g_ptr_array_sort (messages, compare_nodes);

  return messages;
}

static void
place (SiluImportTree *self, Node *node, Node *parent)
{
  g_free (node->parent);
  node->parent = parent != NULL ? g_strdup (parent->id) : NULL;
  node->place = PLACED;
  g_ptr_array_add (self->bundle->messages, node->record);
}

/* @node and what it hangs on, the topmost first. */
static void
place_all_above (SiluImportTree *self, Node *node, GPtrArray *way)
{
  Node *parent = NULL;

  while (node != NULL && node->place == UNPLACED)
    {
      node->place = PLACING;
      g_ptr_array_add (way, node);
      node = find_message (self, find (self, node->parent));
    }

  /* What is being placed itself closes a circle: it is cut there. */
  parent = node != NULL && node->place == PLACED ? node : NULL;
  while (way->len > 0)
    {
      Node *next = g_ptr_array_steal_index (way, way->len - 1);

      place (self, next, parent);
      parent = next;
    }
}

static void
make_ids (SiluImportTree *self, GPtrArray *messages)
{
  SiluConversationRecord *header = self->bundle->conversation;
  g_autofree char *id = self->id != NULL ? g_strdup (self->id) : silu_import_hash (self->bundle);

  header->id = silu_import_make_id (self->format, id, NULL);
  for (guint i = 0; i < messages->len; i++)
    {
      Node *node = g_ptr_array_index (messages, i);

      node->record->id = silu_import_make_id (self->format, id, node->id);
      node->record->conversation = g_strdup (header->id);
    }
  for (guint i = 0; i < messages->len; i++)
    {
      Node *node = g_ptr_array_index (messages, i);
      Node *parent = find (self, node->parent);

      node->record->parent = parent != NULL ? g_strdup (parent->record->id) : NULL;
    }
}

static Node *
find_newest_leaf (SiluImportTree *self, GPtrArray *messages)
{
  g_autoptr (GHashTable) parents = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < messages->len; i++)
    {
      Node *node = g_ptr_array_index (messages, i);

      if (node->parent != NULL)
        g_hash_table_add (parents, node->parent);
    }

  /* They are in the order of their times. In a tree the last ones of a branch are its ends. */
  for (guint i = messages->len; i-- > 0;)
    {
      Node *node = g_ptr_array_index (messages, i);

      if (!g_hash_table_contains (parents, node->id))
        return node;
    }

  return NULL;
}

static void
fill_in_times (SiluConversationRecord *header, GPtrArray *messages, gint64 now)
{
  gint64 first = 0;
  gint64 last = 0;

  for (guint i = 0; i < messages->len; i++)
    {
      const SiluTimes *times = &((Node *) g_ptr_array_index (messages, i))->record->times;

      if (times->start > 0 && (first == 0 || times->start < first))
        first = times->start;
      last = MAX (last, MAX (times->start, times->end));
    }

  if (header->created <= 0)
    header->created = first > 0 ? first : now;
  if (header->updated <= 0)
    header->updated = last > 0 ? last : header->created;
}

static void
fill_in_title (SiluConversationRecord *header, GPtrArray *messages)
{
  if (header->title != NULL && *header->title != '\0')
    {
      header->title_kind = SILU_TITLE_USER;
      return;
    }

  g_free (header->title);
  header->title = NULL;
  header->title_kind = SILU_TITLE_FIRST_LINE;
  for (guint i = 0; i < messages->len && header->title == NULL; i++)
    {
      SiluMessageRecord *record = ((Node *) g_ptr_array_index (messages, i))->record;

      for (guint j = 0; record->role == SILU_ROLE_USER && j < record->parts->len; j++)
        {
          SiluPart *part = g_ptr_array_index (record->parts, j);

          if (part->kind == SILU_PART_TEXT && header->title == NULL)
            header->title = silu_title_from_text (part->text->str);
        }
    }
  if (header->title == NULL)
    header->title = g_strdup ("");
}

/* What the next question is asked of: who answered last. */
static void
fill_in_model (SiluConversationRecord *header, GPtrArray *messages)
{
  for (guint i = messages->len; header->model == NULL && i-- > 0;)
    header->model = g_strdup (((Node *) g_ptr_array_index (messages, i))->record->model);
}

SiluBundle *
silu_import_tree_finish (SiluImportTree *self, gint64 now)
{
  g_autoptr (SiluImportTree) owned = self;
  g_autoptr (GPtrArray) messages = list_messages (self);
  g_autoptr (GPtrArray) way = g_ptr_array_new ();
  SiluConversationRecord *header = self->bundle->conversation;
  Node *leaf;

  if (messages->len == 0)
    return NULL;

  for (guint i = 0; i < messages->len; i++)
    place_all_above (self, g_ptr_array_index (messages, i), way);
  fill_in_title (header, messages);
  fill_in_times (header, messages, now);
  fill_in_model (header, messages);
  make_ids (self, messages);

  leaf = find_message (self, find (self, self->leaf));
  if (leaf == NULL)
    leaf = find_newest_leaf (self, messages);
  if (leaf != NULL)
    header->leaf = g_strdup (leaf->record->id);

  /* The bundle has them now. */
  for (guint i = 0; i < messages->len; i++)
    ((Node *) g_ptr_array_index (messages, i))->record = NULL;

  return g_steal_pointer (&self->bundle);
}
