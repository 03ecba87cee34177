/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole conversations in and out of the tables. */
#include "silu-bundle.h"

#include "silu-rows.h"

SiluBundle *
silu_bundle_new (void)
{
  SiluBundle *self = g_new0 (SiluBundle, 1);

  self->conversation = g_new0 (SiluConversationRecord, 1);
  self->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) silu_message_record_free);

  return self;
}

void
silu_bundle_free (SiluBundle *self)
{
  silu_conversation_record_free (self->conversation);
  g_ptr_array_unref (self->messages);
  g_free (self->folder_name);
  g_free (self);
}

/* At the end of the folders, if there is none of its id. */
static gboolean
add_folder (sqlite3 *db, const SiluBundle *self, GError **error)
{
  return self->folder_name == NULL || self->conversation->folder == NULL ||
         silu_sql_run (db, error,
                       "INSERT OR IGNORE INTO folder (id, name, position)"
                       "  SELECT ?1, ?2, coalesce (max (position) + 1, 0) FROM folder",
                       "ss", self->conversation->folder, self->folder_name);
}

static gboolean
add_messages (SiluRowsAdder *adder, const SiluBundle *self, guint *n_added, GError **error)
{
  for (guint i = 0; i < self->messages->len; i++)
    {
      gboolean added = FALSE;

      if (!silu_rows_adder_add (adder, g_ptr_array_index (self->messages, i), &added, error))
        return FALSE;
      *n_added += added;
    }

  return TRUE;
}

static gboolean
write_conversation (sqlite3 *db,
                    SiluRowsAdder *adder,
                    const SiluBundle *self,
                    SiluBundleResult *result,
                    GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (SiluConversationRecord) before =
      silu_rows_get_conversation (db, self->conversation->id, &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  if ((before == NULL && !silu_rows_save_conversation (db, self->conversation, error)) ||
      !add_messages (adder, self, &result->n_added, error))
    return FALSE;

  result->fate = before == NULL        ? SILU_BUNDLE_ADDED
                 : result->n_added > 0 ? SILU_BUNDLE_MERGED
                                       : SILU_BUNDLE_PRESENT;
  if (result->fate != SILU_BUNDLE_MERGED)
    return TRUE;

  return silu_sql_run (db, error,
                       "UPDATE conversation SET updated = max (updated, ?2), leaf = ?3"
                       "  WHERE id = ?1",
                       "sis", self->conversation->id, self->conversation->updated,
                       self->conversation->leaf);
}

gboolean
silu_bundle_write_all (sqlite3 *db, GPtrArray *bundles, GArray *results, GError **error)
{
  g_autoptr (SiluRowsAdder) adder = silu_rows_adder_new (db, error);

  for (guint i = 0; adder != NULL && i < bundles->len; i++)
    {
      const SiluBundle *bundle = g_ptr_array_index (bundles, i);
      SiluBundleResult result = { SILU_BUNDLE_PRESENT, 0 };

      if (!add_folder (db, bundle, error) ||
          (bundle->conversation->id != NULL &&
           !write_conversation (db, adder, bundle, &result, error)))
        return FALSE;
      g_array_append_val (results, result);
    }

  return adder != NULL;
}

SiluBundle *
silu_bundle_read (sqlite3 *db, const char *conversation, GError **error)
{
  SiluConversationRecord *header = silu_rows_get_conversation (db, conversation, error);
  GPtrArray *messages;
  SiluBundle *self;

  if (header == NULL)
    return NULL;

  messages = silu_rows_list_messages (db, conversation, error);
  if (messages == NULL)
    {
      silu_conversation_record_free (header);
      return NULL;
    }

  self = g_new0 (SiluBundle, 1);
  self->conversation = header;
  self->messages = messages;

  return self;
}
