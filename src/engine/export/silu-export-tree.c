/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tree of messages in the order in which it is read. No recursion: a conversation may be a
 * hundred thousand messages deep. */
#include "silu-export-private.h"

/* Indices of messages; the node behind the last message is the root, -1 is none. */
typedef struct
{
  int parent;
  int first;
  int last;
  int next;
  guint n_children;
  guint version;
  guint number;
  gboolean is_current;
} Node;

static void
hang (Node *nodes, int index, int parent)
{
  Node *above = &nodes[parent];

  nodes[index].parent = parent;
  nodes[index].version = ++above->n_children;
  if (above->first < 0)
    above->first = index;
  else
    nodes[above->last].next = index;
  above->last = index;
}

static Node *
make_tree (GPtrArray *messages, const char *leaf)
{
  g_autoptr (GHashTable) indices = g_hash_table_new (g_str_hash, g_str_equal);
  int root = (int) messages->len;
  int current = root - 1; /* where none is the leaf, it is the newest */
  Node *nodes = g_new0 (Node, messages->len + 1);

  for (int i = 0; i <= root; i++)
    nodes[i].first = nodes[i].last = nodes[i].next = nodes[i].parent = -1;

  for (int i = 0; i < root; i++)
    {
      const SiluMessageRecord *message = g_ptr_array_index (messages, (guint) i);
      gpointer found = NULL;

      if (message->parent != NULL)
        found = g_hash_table_lookup (indices, message->parent);
      hang (nodes, i, found != NULL ? GPOINTER_TO_INT (found) - 1 : root);
      g_hash_table_insert (indices, message->id, GINT_TO_POINTER (i + 1));
      if (g_strcmp0 (message->id, leaf) == 0)
        current = i;
    }

  for (; current >= 0; current = nodes[current].parent)
    nodes[current].is_current = TRUE;

  return nodes;
}

/* The node after @index, which is told before its children; the root: there is none. */
static int
go_on (const Node *nodes, int index, int root)
{
  if (nodes[index].first >= 0)
    return nodes[index].first;

  while (index != root && nodes[index].next < 0)
    index = nodes[index].parent;

  return index == root ? root : nodes[index].next;
}

GArray *
silu_export_list_turns (const SiluBundle *bundle, SiluExportFlags flags)
{
  GArray *turns = g_array_new (FALSE, TRUE, sizeof (SiluExportTurn));
  int root = (int) bundle->messages->len;
  g_autofree Node *nodes = make_tree (bundle->messages, bundle->conversation->leaf);

  if (root == 0)
    return turns;

  for (int i = nodes[root].first; i != root; i = go_on (nodes, i, root))
    {
      Node *node = &nodes[i];
      SiluExportTurn turn = {
        .message = g_ptr_array_index (bundle->messages, (guint) i),
        .parent = nodes[node->parent].number,
        .version = node->version,
        .n_versions = nodes[node->parent].n_children,
        .is_leaf = node->first < 0,
        .is_current = node->is_current,
      };

      if ((flags & SILU_EXPORT_ALL_BRANCHES) == 0 && !node->is_current)
        continue;

      node->number = turn.number = turns->len + 1;
      g_array_append_val (turns, turn);
    }

  return turns;
}
