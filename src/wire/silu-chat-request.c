/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked of a model, and how a profile's paths get into a request's body. */
#include "silu-chat-request.h"

#include "silu-json.h"

static void
piece_free (gpointer data)
{
  SiluChatPiece *piece = data;

  g_free (piece->text);
  g_free (piece->id);
  g_free (piece->name);
  g_free (piece);
}

static void
message_free (gpointer data)
{
  SiluChatMessage *message = data;

  g_free (message->content);
  g_free (message->reasoning);
  g_free (message->tool_call_id);
  g_ptr_array_unref (message->pieces);
  g_free (message);
}

SiluChatRequest *
silu_chat_request_new (const char *model, SiluProfile *profile)
{
  SiluChatRequest *self = g_new0 (SiluChatRequest, 1);

  self->model = g_strdup (model != NULL ? model : "");
  self->profile = profile != NULL ? silu_profile_ref (profile) : silu_profile_new ();
  self->messages = g_ptr_array_new_with_free_func (message_free);

  return self;
}

void
silu_chat_request_free (SiluChatRequest *self)
{
  g_free (self->model);
  silu_profile_unref (self->profile);
  g_ptr_array_unref (self->messages);
  g_free (self);
}

SiluChatMessage *
silu_chat_request_add (SiluChatRequest *self, SiluRole role, const char *content)
{
  SiluChatMessage *message;

  g_return_val_if_fail (content != NULL, NULL);

  message = g_new0 (SiluChatMessage, 1);
  message->role = role;
  message->content = g_strdup (content);
  message->pieces = g_ptr_array_new_with_free_func (piece_free);
  g_ptr_array_add (self->messages, message);

  return message;
}

void
silu_chat_message_add_piece (SiluChatMessage *self,
                             SiluPieceKind kind,
                             SiluChannel channel,
                             const char *text)
{
  SiluChatPiece *piece = g_new0 (SiluChatPiece, 1);

  piece->kind = kind;
  piece->channel = channel;
  piece->text = g_strdup (text);
  g_ptr_array_add (self->pieces, piece);
}

void
silu_chat_message_add_tool_call (SiluChatMessage *self,
                                 const char *id,
                                 const char *name,
                                 const char *arguments)
{
  SiluChatPiece *piece = g_new0 (SiluChatPiece, 1);

  piece->kind = SILU_PIECE_TOOL_CALL;
  piece->text = g_strdup (arguments);
  piece->id = g_strdup (id);
  piece->name = g_strdup (name);
  g_ptr_array_add (self->pieces, piece);
}

const SiluChatMessage *
silu_chat_request_get_system (const SiluChatRequest *self)
{
  const SiluChatMessage *first =
      self->messages->len > 0 ? g_ptr_array_index (self->messages, 0) : NULL;

  return first != NULL && first->role == SILU_ROLE_SYSTEM ? first : NULL;
}

SiluThinkLevel
silu_chat_request_get_level (const SiluChatRequest *self)
{
  return silu_profile_pick_level (self->profile, self->think);
}

gboolean
silu_chat_request_get_param (const SiluChatRequest *self, SiluParam param, double *value)
{
  if (!self->sampling.is_set[param] ||
      silu_profile_get_param_use (self->profile, self->think, param) != SILU_PARAM_USED)
    return FALSE;

  *value = self->sampling.values[param];

  return TRUE;
}

void
silu_body_assign (JsonObject *body, const char *path, JsonNode *value)
{
  g_auto (GStrv) names = g_strsplit (path, ".", -1);
  JsonObject *at = body;
  gsize i = 0;

  for (; names[i] != NULL && names[i + 1] != NULL; i++)
    {
      JsonNode *inner = json_object_get_member (at, names[i]);

      if (inner == NULL || !JSON_NODE_HOLDS_OBJECT (inner))
        {
          if (JSON_NODE_HOLDS_NULL (value)) /* nothing is there to remove */
            return;
          json_object_set_object_member (at, names[i], json_object_new ());
          inner = json_object_get_member (at, names[i]);
        }
      at = json_node_get_object (inner);
    }

  if (names[i] == NULL)
    return;
  if (JSON_NODE_HOLDS_NULL (value))
    json_object_remove_member (at, names[i]);
  else
    json_object_set_member (at, names[i], silu_json_copy (value));
}

static void
assign_all (JsonObject *body, JsonObject *paths)
{
  JsonObjectIter iter;
  const char *path;
  JsonNode *value;

  if (paths == NULL)
    return;

  json_object_iter_init_ordered (&iter, paths);
  while (json_object_iter_next_ordered (&iter, &path, &value))
    silu_body_assign (body, path, value);
}

void
silu_chat_request_apply_profile (const SiluChatRequest *self, JsonObject *body)
{
  SiluThinkLevel level = silu_chat_request_get_level (self);

  assign_all (body, self->profile->body);
  assign_all (body, self->profile->levels[level]);

  if (self->is_prefix)
    {
      JsonArray *messages = silu_json_get_array (body, "messages");
      guint length = messages != NULL ? json_array_get_length (messages) : 0;
      JsonObject *last = length > 0 ? silu_json_element_object (messages, length - 1) : NULL;

      assign_all (body, self->profile->prefix_body);
      if (last != NULL)
        assign_all (last, self->profile->prefix_message);
    }
}
