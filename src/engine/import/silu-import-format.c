/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the formats put what they read. */
#include "silu-import-format.h"

#include "silu-json.h"
#include <glib/gi18n-lib.h>
#include <string.h>

void
silu_import_skip_free (SiluImportSkip *self)
{
  g_free (self->title);
  g_free (self->reason);
  g_free (self);
}

static gsize
measure (const SiluBundle *bundle)
{
  gsize size = 0;

  for (guint i = 0; i < bundle->messages->len; i++)
    {
      const SiluMessageRecord *record = g_ptr_array_index (bundle->messages, i);

      for (guint j = 0; j < record->parts->len; j++)
        size += ((SiluPart *) g_ptr_array_index (record->parts, j))->text->len;
      for (guint j = 0; record->notes != NULL && j < record->notes->len; j++)
        size += strlen (((SiluNote *) g_ptr_array_index (record->notes, j))->text);
    }

  return size;
}

void
silu_import_output_add_bundle (SiluImportOutput *self, SiluBundle *bundle)
{
  self->size += measure (bundle);
  g_ptr_array_add (self->bundles, bundle);
}

void
silu_import_output_add (SiluImportOutput *self, SiluImportTree *tree)
{
  g_autofree char *title = g_strdup (silu_import_tree_get_header (tree)->title);
  SiluBundle *bundle = silu_import_tree_finish (tree, self->now);

  if (bundle != NULL)
    silu_import_output_add_bundle (self, bundle);
  else
    silu_import_output_skip (self, title, _ ("There is no message in it."));
}

void
silu_import_output_skip (SiluImportOutput *self, const char *title, const char *reason)
{
  SiluImportSkip *skip;

  if (self->n_skipped++ >= SILU_IMPORT_MAX_SKIPS)
    return;

  skip = g_new0 (SiluImportSkip, 1);
  skip->title = g_strdup (title);
  skip->reason = g_strdup (reason);
  g_ptr_array_add (self->skips, skip);
}

GHashTable *
silu_import_read_parents (JsonObject *mapping)
{
  GHashTable *parents = g_hash_table_new (g_str_hash, g_str_equal);
  JsonObjectIter iter;
  const char *id;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, mapping);
  while (json_object_iter_next_ordered (&iter, &id, &value))
    {
      JsonArray *children = silu_json_get_array (silu_json_root (value), "children");

      for (guint i = 0; children != NULL && i < json_array_get_length (children); i++)
        {
          const char *child = silu_json_element_string (children, i);

          if (child != NULL && !g_hash_table_contains (parents, child))
            g_hash_table_insert (parents, (char *) child, (char *) id);
        }
    }

  json_object_iter_init_ordered (&iter, mapping);
  while (json_object_iter_next_ordered (&iter, &id, &value))
    {
      const char *parent = silu_json_get_string (silu_json_root (value), "parent");

      if (parent != NULL && json_object_has_member (mapping, parent))
        g_hash_table_insert (parents, (char *) id, (char *) parent);
    }

  return parents;
}
