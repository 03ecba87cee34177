/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An answer is laid out again with each new block and each new width: its formulas are not. */
#include "silu-formula-cache.h"

#include "silu-formula-private.h"

#include <string.h>

struct _SiluFormulaCache
{
  GHashTable *entries; /* key → Entry; the entry owns its key */
  GQueue order;        /* of Entry, the newest first */
  guint max_entries;
  gsize max_bytes;
  gsize n_bytes;
};

typedef struct
{
  GList link; /* in the order; its data is the entry */
  char *key;
  SiluFormula *formula; /* or NULL, and then there is the error */
  GError *error;
  gsize weight;
} Entry;

static void
entry_free (gpointer data)
{
  Entry *self = data;

  g_clear_pointer (&self->formula, silu_formula_unref);
  g_clear_error (&self->error);
  g_clear_pointer (&self->key, g_free);
  g_free (self);
}

static void
remove_entry (SiluFormulaCache *self, Entry *entry)
{
  g_queue_unlink (&self->order, &entry->link);
  self->n_bytes -= entry->weight;
  g_hash_table_remove (self->entries, entry->key);
}

SiluFormulaCache *
silu_formula_cache_new (guint n_entries, gsize n_bytes)
{
  SiluFormulaCache *self = g_new0 (SiluFormulaCache, 1);

  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, entry_free);
  g_queue_init (&self->order);
  self->max_entries = n_entries;
  self->max_bytes = n_bytes;

  return self;
}

void
silu_formula_cache_free (SiluFormulaCache *self)
{
  g_hash_table_unref (self->entries);
  g_free (self);
}

gboolean
silu_formula_cache_find (SiluFormulaCache *self,
                         const char *key,
                         SiluFormula **formula,
                         const GError **error)
{
  Entry *entry = g_hash_table_lookup (self->entries, key);

  if (entry == NULL)
    return FALSE;

  g_queue_unlink (&self->order, &entry->link);
  g_queue_push_head_link (&self->order, &entry->link);
  *formula = entry->formula;
  *error = entry->error;

  return TRUE;
}

void
silu_formula_cache_add (SiluFormulaCache *self,
                        const char *key,
                        SiluFormula *formula,
                        const GError *error)
{
  Entry *old = g_hash_table_lookup (self->entries, key);
  Entry *entry = g_new0 (Entry, 1);

  if (old != NULL)
    remove_entry (self, old);

  entry->link.data = entry;
  entry->key = g_strdup (key);
  entry->formula = formula != NULL ? silu_formula_ref (formula) : NULL;
  entry->error = error != NULL ? g_error_copy (error) : NULL;
  entry->weight =
      strlen (key) + (formula != NULL ? silu_formula_get_weight (formula) : sizeof *entry);

  g_hash_table_insert (self->entries, entry->key, entry);
  g_queue_push_head_link (&self->order, &entry->link);
  self->n_bytes += entry->weight;

  while (self->order.length > self->max_entries ||
         (self->n_bytes > self->max_bytes && self->order.length > 1))
    remove_entry (self, g_queue_peek_tail (&self->order));
}

guint
silu_formula_cache_get_n_entries (SiluFormulaCache *self)
{
  return self->order.length;
}
