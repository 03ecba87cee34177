/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drafts by conversation, and which of them the store does not have yet. */
#include "silu-drafts.h"

/* Milliseconds from a change to its row. */
#define DELAY 500

struct _SiluDrafts
{
  SiluStore *store;
  GHashTable *drafts;  /* id → SiluDraftRecord, which is not empty */
  GHashTable *unsaved; /* id → whether its files are, too */
  guint save;          /* source */
};

SiluDrafts *
silu_drafts_new (SiluStore *store)
{
  SiluDrafts *self = g_new0 (SiluDrafts, 1);

  self->store = g_object_ref (store);
  self->drafts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify) silu_draft_record_free);
  self->unsaved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

void
silu_drafts_free (SiluDrafts *self)
{
  silu_drafts_flush (self);
  g_hash_table_unref (self->drafts);
  g_hash_table_unref (self->unsaved);
  g_object_unref (self->store);
  g_free (self);
}

static void
keep (SiluDrafts *self, const char *id, const char *text, GPtrArray *attachments)
{
  if (*text == '\0' && (attachments == NULL || attachments->len == 0))
    g_hash_table_remove (self->drafts, id);
  else
    g_hash_table_insert (self->drafts, g_strdup (id), silu_draft_record_new (text, attachments));
}

void
silu_drafts_fill (SiluDrafts *self, GHashTable *stored)
{
  GHashTableIter iter;
  gpointer id, value;

  g_hash_table_iter_init (&iter, stored);
  while (g_hash_table_iter_next (&iter, &id, &value))
    {
      const SiluDraftRecord *draft = value;

      if (!g_hash_table_contains (self->unsaved, id))
        keep (self, id, draft->text, draft->attachments);
    }
}

const char *
silu_drafts_get (SiluDrafts *self, const char *conversation_id)
{
  const SiluDraftRecord *draft = g_hash_table_lookup (self->drafts, conversation_id);

  return draft != NULL ? draft->text : "";
}

GPtrArray *
silu_drafts_get_attachments (SiluDrafts *self, const char *conversation_id)
{
  const SiluDraftRecord *draft = g_hash_table_lookup (self->drafts, conversation_id);

  return draft != NULL ? draft->attachments : NULL;
}

static gboolean
save_cb (gpointer user_data)
{
  SiluDrafts *self = user_data;

  self->save = 0;
  silu_drafts_flush (self);

  return G_SOURCE_REMOVE;
}

void
silu_drafts_set (SiluDrafts *self,
                 const char *conversation_id,
                 const char *text,
                 GPtrArray *attachments)
{
  gboolean same_files =
      silu_attachments_equal (silu_drafts_get_attachments (self, conversation_id), attachments);
  gboolean unsaved_files =
      GPOINTER_TO_INT (g_hash_table_lookup (self->unsaved, conversation_id)) || !same_files;

  if (same_files && g_str_equal (silu_drafts_get (self, conversation_id), text))
    return;

  keep (self, conversation_id, text, attachments);
  g_hash_table_insert (self->unsaved, g_strdup (conversation_id), GINT_TO_POINTER (unsaved_files));
  if (self->save == 0)
    self->save = g_timeout_add (DELAY, save_cb, self);
}

void
silu_drafts_flush (SiluDrafts *self)
{
  GHashTableIter iter;
  gpointer id, unsaved_files;

  g_clear_handle_id (&self->save, g_source_remove);
  g_hash_table_iter_init (&iter, self->unsaved);
  while (g_hash_table_iter_next (&iter, &id, &unsaved_files))
    {
      silu_store_save_draft (self->store, id, silu_drafts_get (self, id),
                             silu_drafts_get_attachments (self, id),
                             GPOINTER_TO_INT (unsaved_files));
      g_hash_table_iter_remove (&iter);
    }
}
