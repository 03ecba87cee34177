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
  g_free (self);
}

static gboolean
has_message (sqlite3 *db, const char *id, gboolean *result, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (SiluStatement) row =
      silu_sql_prepare (db, error, "SELECT 1 FROM message WHERE id = ?1", "s", id);

  if (row == NULL)
    return FALSE;

  *result = silu_sql_step (row, &failure);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));

  return failure == NULL;
}

static gboolean
add_messages (sqlite3 *db, const SiluBundle *self, guint *n_added, GError **error)
{
  for (guint i = 0; i < self->messages->len; i++)
    {
      const SiluMessageRecord *record = g_ptr_array_index (self->messages, i);
      gboolean is_there = FALSE;

      if (!has_message (db, record->id, &is_there, error))
        return FALSE;
      if (is_there)
        continue;
      if (!silu_rows_save_message (db, record, error))
        return FALSE;
      (*n_added)++;
    }

  return TRUE;
}

gboolean
silu_bundle_write (sqlite3 *db, const SiluBundle *self, SiluBundleResult *result, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (SiluConversationRecord) before =
      silu_rows_get_conversation (db, self->conversation->id, &failure);

  result->n_added = 0;
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  if ((before == NULL && !silu_rows_save_conversation (db, self->conversation, error)) ||
      !add_messages (db, self, &result->n_added, error))
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
