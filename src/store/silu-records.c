/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GObjects → plain rows → GObjects. */
#include "silu-records.h"

SiluConversationRecord *
silu_conversation_record_new (SiluConversation *conversation)
{
  SiluConversationRecord *self = g_new0 (SiluConversationRecord, 1);
  SiluMessage *leaf = silu_conversation_get_leaf (conversation);

  self->id = g_strdup (silu_conversation_get_id (conversation));
  self->title = g_strdup (silu_conversation_get_title (conversation));
  self->title_kind = silu_conversation_get_title_kind (conversation);
  self->created = silu_conversation_get_created (conversation);
  self->updated = silu_conversation_get_updated (conversation);
  self->deleted = silu_conversation_get_deleted (conversation);
  self->archived = silu_conversation_get_archived (conversation);
  self->pinned = silu_conversation_get_pinned (conversation);
  self->unread = silu_conversation_get_unread (conversation);
  self->folder = g_strdup (silu_conversation_get_folder (conversation));
  self->tags = g_strdupv ((char **) silu_conversation_get_tags (conversation));
  self->source = g_strdup (silu_conversation_get_source (conversation));
  self->leaf = leaf != NULL ? g_strdup (silu_message_get_id (leaf)) : NULL;
  self->account = g_strdup (silu_conversation_get_account (conversation));
  self->model = g_strdup (silu_conversation_get_model (conversation));
  self->think = silu_conversation_get_think (conversation);
  self->sampling = *silu_conversation_get_sampling (conversation);

  return self;
}

SiluConversation *
silu_conversation_record_restore (const SiluConversationRecord *self)
{
  SiluConversation *conversation = silu_conversation_new (self->id);

  silu_conversation_set_title (conversation, self->title, self->title_kind);
  silu_conversation_set_created (conversation, self->created);
  silu_conversation_set_updated (conversation, self->updated);
  silu_conversation_set_deleted (conversation, self->deleted);
  silu_conversation_set_archived (conversation, self->archived);
  silu_conversation_set_pinned (conversation, self->pinned);
  silu_conversation_set_unread (conversation, self->unread);
  silu_conversation_set_folder (conversation, self->folder);
  silu_conversation_set_tags (conversation, (const char *const *) self->tags);
  silu_conversation_set_source (conversation, self->source);
  silu_conversation_set_choice (conversation, self->account, self->model, self->think);
  silu_conversation_set_sampling (conversation, &self->sampling);

  return conversation;
}

void
silu_conversation_record_free (SiluConversationRecord *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->folder);
  g_strfreev (self->tags);
  g_free (self->source);
  g_free (self->leaf);
  g_free (self->account);
  g_free (self->model);
  g_free (self);
}

static void
copy_error (SiluMessageRecord *self, const GError *error)
{
  if (error == NULL || error->domain != SILU_ERROR)
    return;

  self->error_code = (SiluErrorCode) error->code;
  self->error_message = g_strdup (error->message);
  self->error_detail = g_strdup (silu_error_get_detail (error));
}

SiluMessageRecord *
silu_message_record_new (SiluMessage *message, const char *conversation)
{
  SiluMessageRecord *self = g_new0 (SiluMessageRecord, 1);
  SiluMessage *parent = silu_message_get_parent (message);

  self->id = g_strdup (silu_message_get_id (message));
  self->conversation = g_strdup (conversation);
  self->parent = parent != NULL ? g_strdup (silu_message_get_id (parent)) : NULL;
  self->role = silu_message_get_role (message);
  self->state = silu_message_get_state (message);
  self->times = *silu_message_get_times (message);
  self->usage = *silu_message_get_usage (message);
  self->model = g_strdup (silu_message_get_model (message));
  self->account = g_strdup (silu_message_get_account (message));
  self->think = silu_message_get_think (message);
  self->finish = silu_message_get_finish (message);
  self->pane = silu_message_get_pane (message);
  copy_error (self, silu_message_get_error (message));
  self->rating = silu_message_get_rating (message);
  if (silu_message_get_notes (message)->len > 0)
    self->notes = silu_notes_copy (silu_message_get_notes (message));

  self->parts = silu_parts_new ();
  for (guint i = 0; i < silu_message_get_n_parts (message); i++)
    {
      const SiluPart *part = silu_message_get_part (message, i);

      silu_parts_append_marked (self->parts, part->kind, part->channel, part->text->str,
                                part->text->len, part->marks);
    }

  return self;
}

SiluMessage *
silu_message_record_restore (const SiluMessageRecord *self)
{
  SiluMessage *message = silu_message_new (self->id, self->role);

  for (guint i = 0; i < self->parts->len; i++)
    silu_message_append_part (message, g_ptr_array_index (self->parts, i));

  silu_message_set_times (message, &self->times);
  silu_message_set_usage (message, &self->usage);
  silu_message_set_origin (message, self->model, self->account, self->think);
  silu_message_set_finish (message, self->finish);
  silu_message_set_pane (message, self->pane);
  silu_message_set_rating (message, self->rating);
  if (self->notes != NULL)
    silu_message_set_notes (message, self->notes);
  if (self->error_message != NULL)
    {
      g_autoptr (GError) error =
          silu_error_new (self->error_code, self->error_message, self->error_detail, -1);

      silu_message_set_error (message, error);
    }
  silu_message_set_state (message, self->state);

  return message;
}

void
silu_message_record_free (SiluMessageRecord *self)
{
  g_free (self->id);
  g_free (self->conversation);
  g_free (self->parent);
  g_free (self->model);
  g_free (self->account);
  g_free (self->error_message);
  g_free (self->error_detail);
  g_free (self->owner);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_free (self);
}

SiluNotesRecord *
silu_notes_record_new (SiluMessage *message)
{
  SiluNotesRecord *self = g_new0 (SiluNotesRecord, 1);

  self->message = g_strdup (silu_message_get_id (message));
  self->rating = silu_message_get_rating (message);
  self->notes = silu_notes_copy (silu_message_get_notes (message));

  return self;
}

void
silu_notes_record_free (SiluNotesRecord *self)
{
  g_free (self->message);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

SiluAccountRecord *
silu_account_record_new (SiluAccount *account)
{
  SiluAccountRecord *self = g_new0 (SiluAccountRecord, 1);

  self->id = g_strdup (silu_account_get_id (account));
  self->preset = g_strdup (silu_account_get_preset (account));
  self->name = g_strdup (silu_account_get_name (account));
  self->base_url = g_strdup (silu_account_get_base_url (account));
  self->dialect = g_strdup (silu_account_get_dialect (account));
  self->model = g_strdup (silu_account_get_model (account));
  self->models = g_strdupv ((char **) silu_account_get_models (account));
  self->contexts = g_strdup (silu_account_get_contexts (account));
  self->sampling = *silu_account_get_sampling (account);
  self->connection = silu_connection_copy (silu_account_get_connection (account));
  self->is_default = silu_account_get_is_default (account);

  return self;
}

SiluAccount *
silu_account_record_restore (const SiluAccountRecord *self)
{
  SiluAccount *account = silu_account_new (self->id, self->preset);

  silu_account_set_name (account, self->name);
  silu_account_set_base_url (account, self->base_url);
  silu_account_set_dialect (account, self->dialect);
  silu_account_set_model (account, self->model);
  silu_account_set_models (account, (const char *const *) self->models);
  silu_account_set_contexts (account, self->contexts);
  silu_account_set_sampling (account, &self->sampling);
  silu_account_set_connection (account, self->connection);
  silu_account_set_is_default (account, self->is_default);

  return account;
}

void
silu_account_record_free (SiluAccountRecord *self)
{
  g_free (self->id);
  g_free (self->preset);
  g_free (self->name);
  g_free (self->base_url);
  g_free (self->dialect);
  g_free (self->model);
  g_strfreev (self->models);
  g_free (self->contexts);
  silu_connection_free (self->connection);
  g_free (self);
}

SiluFolderRecord *
silu_folder_record_new (SiluFolder *folder)
{
  SiluFolderRecord *self = g_new0 (SiluFolderRecord, 1);

  self->id = g_strdup (silu_folder_get_id (folder));
  self->name = g_strdup (silu_folder_get_name (folder));
  self->position = silu_folder_get_position (folder);
  self->collapsed = silu_folder_get_collapsed (folder);

  return self;
}

SiluFolder *
silu_folder_record_restore (const SiluFolderRecord *self)
{
  SiluFolder *folder = silu_folder_new (self->id, self->name, self->position);

  silu_folder_set_collapsed (folder, self->collapsed);

  return folder;
}

void
silu_folder_record_free (SiluFolderRecord *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self);
}

SiluDraftRecord *
silu_draft_record_new (const char *text, GPtrArray *attachments)
{
  SiluDraftRecord *self = g_new0 (SiluDraftRecord, 1);

  self->text = g_strdup (text);
  self->attachments = silu_attachments_copy (attachments);

  return self;
}

void
silu_draft_record_free (SiluDraftRecord *self)
{
  g_free (self->text);
  g_ptr_array_unref (self->attachments);
  g_free (self);
}
