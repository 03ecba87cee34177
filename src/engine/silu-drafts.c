/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts by conversation, and which of them the store does not have yet. */
#include "silu-drafts.h"

/* Milliseconds from a change to its row. */
#define DELAY 500

struct _SiluDrafts
{
  SiluStore *store;
  GHashTable *texts;   /* id → text, never "" */
  GHashTable *unsaved; /* a set of ids */
  guint save;          /* source */
};

SiluDrafts *
silu_drafts_new (SiluStore *store)
{
  SiluDrafts *self = g_new0 (SiluDrafts, 1);

  self->store = g_object_ref (store);
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->unsaved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

void
silu_drafts_free (SiluDrafts *self)
{
  silu_drafts_flush (self);
  g_hash_table_unref (self->texts);
  g_hash_table_unref (self->unsaved);
  g_object_unref (self->store);
  g_free (self);
}

void
silu_drafts_fill (SiluDrafts *self, GHashTable *stored)
{
  GHashTableIter iter;
  gpointer id, text;

  g_hash_table_iter_init (&iter, stored);
  while (g_hash_table_iter_next (&iter, &id, &text))
    if (!g_hash_table_contains (self->unsaved, id) && *(const char *) text != '\0')
      g_hash_table_insert (self->texts, g_strdup (id), g_strdup (text));
}

const char *
silu_drafts_get (SiluDrafts *self, const char *conversation_id)
{
  const char *text = g_hash_table_lookup (self->texts, conversation_id);

  return text != NULL ? text : "";
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
silu_drafts_set (SiluDrafts *self, const char *conversation_id, const char *text)
{
  if (g_str_equal (silu_drafts_get (self, conversation_id), text))
    return;

  if (*text != '\0')
    g_hash_table_insert (self->texts, g_strdup (conversation_id), g_strdup (text));
  else
    g_hash_table_remove (self->texts, conversation_id);

  g_hash_table_add (self->unsaved, g_strdup (conversation_id));
  if (self->save == 0)
    self->save = g_timeout_add (DELAY, save_cb, self);
}

void
silu_drafts_flush (SiluDrafts *self)
{
  GHashTableIter iter;
  gpointer id;

  g_clear_handle_id (&self->save, g_source_remove);
  g_hash_table_iter_init (&iter, self->unsaved);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      silu_store_save_draft (self->store, id, silu_drafts_get (self, id));
      g_hash_table_iter_remove (&iter);
    }
}
