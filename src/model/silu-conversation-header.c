/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known of a conversation without its messages. */
#include "silu-conversation-private.h"

const char *
silu_conversation_get_id (SiluConversation *self)
{
  g_return_val_if_fail (SILU_IS_CONVERSATION (self), NULL);

  return self->id;
}

const char *
silu_conversation_get_title (SiluConversation *self)
{
  g_return_val_if_fail (SILU_IS_CONVERSATION (self), NULL);

  return self->title;
}

SiluTitleKind
silu_conversation_get_title_kind (SiluConversation *self)
{
  g_return_val_if_fail (SILU_IS_CONVERSATION (self), SILU_TITLE_FIRST_LINE);

  return self->title_kind;
}

void
silu_conversation_set_title (SiluConversation *self, const char *title, SiluTitleKind kind)
{
  g_return_if_fail (SILU_IS_CONVERSATION (self));
  g_return_if_fail (title != NULL);

  if (kind < self->title_kind || (kind == self->title_kind && g_str_equal (self->title, title)))
    return;

  g_free (self->title);
  self->title = g_strdup (title);
  self->title_kind = kind;
  silu_conversation_notify (self, SILU_CONVERSATION_PROP_TITLE);
  silu_conversation_emit_header_changed (self);
}

gint64
silu_conversation_get_created (SiluConversation *self)
{
  g_return_val_if_fail (SILU_IS_CONVERSATION (self), 0);

  return self->created;
}

void
silu_conversation_set_created (SiluConversation *self, gint64 created)
{
  g_return_if_fail (SILU_IS_CONVERSATION (self));

  self->created = created;
}

gint64
silu_conversation_get_updated (SiluConversation *self)
{
  g_return_val_if_fail (SILU_IS_CONVERSATION (self), 0);

  return self->updated;
}

void
silu_conversation_set_updated (SiluConversation *self, gint64 updated)
{
  g_return_if_fail (SILU_IS_CONVERSATION (self));

  if (self->updated == updated)
    return;

  self->updated = updated;
  silu_conversation_notify (self, SILU_CONVERSATION_PROP_UPDATED);
  silu_conversation_emit_header_changed (self);
}

gboolean
silu_conversation_get_pinned (SiluConversation *self)
{
  g_return_val_if_fail (SILU_IS_CONVERSATION (self), FALSE);

  return self->pinned;
}

void
silu_conversation_set_pinned (SiluConversation *self, gboolean pinned)
{
  g_return_if_fail (SILU_IS_CONVERSATION (self));

  if (self->pinned == pinned)
    return;

  self->pinned = pinned;
  silu_conversation_notify (self, SILU_CONVERSATION_PROP_PINNED);
  silu_conversation_emit_header_changed (self);
}

gint64
silu_conversation_get_archived (SiluConversation *self)
{
  g_return_val_if_fail (SILU_IS_CONVERSATION (self), 0);

  return self->archived;
}

void
silu_conversation_set_archived (SiluConversation *self, gint64 archived)
{
  g_return_if_fail (SILU_IS_CONVERSATION (self));

  if (self->archived == archived)
    return;

  self->archived = archived;
  silu_conversation_notify (self, SILU_CONVERSATION_PROP_ARCHIVED);
  silu_conversation_emit_header_changed (self);
}

const char *
silu_conversation_get_folder (SiluConversation *self)
{
  g_return_val_if_fail (SILU_IS_CONVERSATION (self), NULL);

  return self->folder;
}

void
silu_conversation_set_folder (SiluConversation *self, const char *folder)
{
  g_return_if_fail (SILU_IS_CONVERSATION (self));

  if (g_strcmp0 (self->folder, folder) == 0)
    return;

  g_free (self->folder);
  self->folder = g_strdup (folder);
  silu_conversation_notify (self, SILU_CONVERSATION_PROP_FOLDER);
  silu_conversation_emit_header_changed (self);
}

const char *const *
silu_conversation_get_tags (SiluConversation *self)
{
  static const char *const none[] = { NULL };

  g_return_val_if_fail (SILU_IS_CONVERSATION (self), NULL);

  return self->tags != NULL ? (const char *const *) self->tags : none;
}

static char **
clean_tags (const char *const *tags)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; tags[i] != NULL; i++)
    {
      g_autofree char *tag = g_strstrip (g_strdelimit (g_strdup (tags[i]), "\r\n\t", ' '));

      if (*tag == '\0' || g_hash_table_contains (seen, tag))
        continue;
      g_strv_builder_add (builder, tag);
      g_hash_table_add (seen, g_steal_pointer (&tag));
    }

  return g_strv_builder_end (builder);
}

void
silu_conversation_set_tags (SiluConversation *self, const char *const *tags)
{
  g_auto (GStrv) clean = NULL;

  g_return_if_fail (SILU_IS_CONVERSATION (self));
  g_return_if_fail (tags != NULL);

  clean = clean_tags (tags);
  if (g_strv_equal (silu_conversation_get_tags (self), (const char *const *) clean))
    return;

  g_strfreev (self->tags);
  self->tags = g_steal_pointer (&clean);
  silu_conversation_notify (self, SILU_CONVERSATION_PROP_TAGS);
  silu_conversation_emit_header_changed (self);
}

gboolean
silu_conversation_get_incognito (SiluConversation *self)
{
  g_return_val_if_fail (SILU_IS_CONVERSATION (self), FALSE);

  return self->incognito;
}

void
silu_conversation_set_incognito (SiluConversation *self)
{
  g_return_if_fail (SILU_IS_CONVERSATION (self));
  g_return_if_fail (self->branch->len == 0);

  self->incognito = TRUE;
}

const char *
silu_conversation_get_source (SiluConversation *self)
{
  g_return_val_if_fail (SILU_IS_CONVERSATION (self), NULL);

  return self->source != NULL ? self->source : "";
}

void
silu_conversation_set_source (SiluConversation *self, const char *source)
{
  g_return_if_fail (SILU_IS_CONVERSATION (self));
  g_return_if_fail (source != NULL);

  g_free (self->source);
  self->source = g_strdup (source);
}

gint64
silu_conversation_get_deleted (SiluConversation *self)
{
  g_return_val_if_fail (SILU_IS_CONVERSATION (self), 0);

  return self->deleted;
}

void
silu_conversation_set_deleted (SiluConversation *self, gint64 deleted)
{
  g_return_if_fail (SILU_IS_CONVERSATION (self));

  if (self->deleted == deleted)
    return;

  self->deleted = deleted;
  silu_conversation_emit_header_changed (self);
}

const char *
silu_conversation_get_account (SiluConversation *self)
{
  g_return_val_if_fail (SILU_IS_CONVERSATION (self), NULL);

  return self->account;
}

const char *
silu_conversation_get_model (SiluConversation *self)
{
  g_return_val_if_fail (SILU_IS_CONVERSATION (self), NULL);

  return self->model;
}

SiluThinkLevel
silu_conversation_get_think (SiluConversation *self)
{
  g_return_val_if_fail (SILU_IS_CONVERSATION (self), SILU_THINK_AUTO);

  return self->think;
}

void
silu_conversation_set_choice (SiluConversation *self,
                              const char *account,
                              const char *model,
                              SiluThinkLevel think)
{
  g_return_if_fail (SILU_IS_CONVERSATION (self));

  if (g_strcmp0 (self->account, account) == 0 && g_strcmp0 (self->model, model) == 0 &&
      self->think == think)
    return;

  g_free (self->account);
  self->account = g_strdup (account);
  g_free (self->model);
  self->model = g_strdup (model);
  self->think = think;
  silu_conversation_emit_header_changed (self);
}

const SiluSampling *
silu_conversation_get_sampling (SiluConversation *self)
{
  g_return_val_if_fail (SILU_IS_CONVERSATION (self), NULL);

  return &self->sampling;
}

void
silu_conversation_set_sampling (SiluConversation *self, const SiluSampling *sampling)
{
  g_return_if_fail (SILU_IS_CONVERSATION (self));
  g_return_if_fail (sampling != NULL);

  if (silu_sampling_equal (&self->sampling, sampling))
    return;

  self->sampling = *sampling;
  silu_conversation_emit_header_changed (self);
}

gboolean
silu_conversation_get_streaming (SiluConversation *self)
{
  g_return_val_if_fail (SILU_IS_CONVERSATION (self), FALSE);

  return self->streaming;
}

void
silu_conversation_set_streaming (SiluConversation *self, gboolean streaming)
{
  g_return_if_fail (SILU_IS_CONVERSATION (self));

  if (self->streaming == streaming)
    return;

  self->streaming = streaming;
  silu_conversation_notify (self, SILU_CONVERSATION_PROP_STREAMING);
}

gboolean
silu_conversation_get_unread (SiluConversation *self)
{
  g_return_val_if_fail (SILU_IS_CONVERSATION (self), FALSE);

  return self->unread;
}

void
silu_conversation_set_unread (SiluConversation *self, gboolean unread)
{
  g_return_if_fail (SILU_IS_CONVERSATION (self));

  if (self->unread == unread)
    return;

  self->unread = unread;
  silu_conversation_notify (self, SILU_CONVERSATION_PROP_UNREAD);
  silu_conversation_emit_header_changed (self);
}
