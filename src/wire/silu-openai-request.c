/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OpenAI-style chat completions, the asking side (PROTOCOLS 1.3, 1.4, 1.6, 2.0). What differs from
 * host to host is in the profile, not here. */
#include "silu-openai-request.h"

#include "silu-dialect-private.h"
#include "silu-json.h"
#include <string.h>

static const char *
role_word (const SiluChatRequest *request, SiluRole role)
{
  switch (role)
    {
    case SILU_ROLE_SYSTEM:
      return request->profile->system == SILU_SYSTEM_DEVELOPER ? "developer" : "system";
    case SILU_ROLE_ASSISTANT:
      return "assistant";
    case SILU_ROLE_TOOL:
      return "tool";
    case SILU_ROLE_USER:
    default:
      return "user";
    }
}

/* The name that the profile wants, else the one it came under. */
static const char *
reasoning_field (const SiluChatRequest *request, const SiluChatMessage *message)
{
  if (request->profile->replay_field != NULL)
    return request->profile->replay_field;

  return message->reasoning_channel == SILU_CHANNEL_REASONING ? "reasoning" : "reasoning_content";
}

static void
add_tool_calls (JsonObject *object, GPtrArray *pieces)
{
  JsonArray *calls = json_array_new ();

  for (guint i = 0; i < pieces->len; i++)
    {
      const SiluChatPiece *piece = g_ptr_array_index (pieces, i);
      JsonObject *call;
      JsonObject *function;

      if (piece->kind != SILU_PIECE_TOOL_CALL)
        continue;

      call = json_object_new ();
      function = json_object_new ();
      json_object_set_string_member (call, "id", piece->id != NULL ? piece->id : "");
      json_object_set_string_member (call, "type", "function");
      json_object_set_string_member (function, "name", piece->name != NULL ? piece->name : "");
      json_object_set_string_member (function, "arguments", piece->text);
      json_object_set_object_member (call, "function", function);
      json_array_add_object_element (calls, call);
    }

  if (json_array_get_length (calls) > 0)
    json_object_set_array_member (object, "tool_calls", calls);
  else
    json_array_unref (calls);
}

/* reasoning_details go back unmodified and in order (PROTOCOLS 2.7); an answer that was gone on
 * with has several lists of them. FALSE if there are none. */
static gboolean
add_details (JsonObject *object, GPtrArray *pieces)
{
  JsonArray *details = NULL;

  for (guint i = 0; i < pieces->len; i++)
    {
      const SiluChatPiece *piece = g_ptr_array_index (pieces, i);
      g_autoptr (JsonNode) node = NULL;
      JsonArray *list;

      if (piece->kind != SILU_PIECE_REPLAY || piece->channel != SILU_CHANNEL_DETAILS)
        continue;

      node = silu_json_parse (piece->text, strlen (piece->text), NULL);
      if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
        continue;

      if (details == NULL)
        details = json_array_new ();
      list = json_node_get_array (node);
      for (guint j = 0; j < json_array_get_length (list); j++)
        json_array_add_element (details, json_array_dup_element (list, j));
    }

  if (details != NULL)
    json_object_set_array_member (object, "reasoning_details", details);

  return details != NULL;
}

static JsonObject *
write_message (const SiluChatRequest *request, const SiluChatMessage *message)
{
  JsonObject *object = json_object_new ();
  gboolean blank = *message->content == '\0' && message->role == SILU_ROLE_ASSISTANT;

  json_object_set_string_member (object, "role", role_word (request, message->role));
  json_object_set_string_member (object, "content",
                                 blank ? request->profile->empty_content : message->content);
  if (message->tool_call_id != NULL)
    json_object_set_string_member (object, "tool_call_id", message->tool_call_id);

  if (message->reasoning != NULL && !add_details (object, message->pieces))
    json_object_set_string_member (object, reasoning_field (request, message), message->reasoning);
  add_tool_calls (object, message->pieces);

  return object;
}

static JsonArray *
write_messages (const SiluChatRequest *request)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < request->messages->len; i++)
    json_array_add_object_element (
        array, write_message (request, g_ptr_array_index (request->messages, i)));

  return array;
}

static void
add_params (JsonObject *body, const SiluChatRequest *request)
{
  for (gsize i = 0; i < SILU_N_PARAMS; i++)
    {
      SiluParam param = (SiluParam) i;
      const char *name = param == SILU_PARAM_MAX_TOKENS ? request->profile->max_tokens_field
                                                        : silu_param_get_name (param);
      double value;

      if (!silu_chat_request_get_param (request, param, &value))
        continue;
      if (silu_param_is_integer (param))
        json_object_set_int_member (body, name, (gint64) value);
      else
        json_object_set_double_member (body, name, value);
    }
}

char *
silu_openai_request_write (const SiluChatRequest *request)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *body = json_object_new ();
  JsonObject *options = json_object_new ();

  json_node_take_object (root, body);
  json_object_set_string_member (body, "model", request->model);
  json_object_set_array_member (body, "messages", write_messages (request));
  json_object_set_boolean_member (body, "stream", TRUE);
  json_object_set_boolean_member (options, "include_usage", TRUE);
  json_object_set_object_member (body, "stream_options", options);
  add_params (body, request);
  silu_chat_request_apply_profile (request, body);

  return json_to_string (root, FALSE);
}

/* Servers name it differently; where several do, the one that is in force comes first. */
static gint64
read_context (JsonObject *model)
{
  static const char *const members[] = { "max_model_len", "context_length", "context_window",
                                         "max_context_length" };
  JsonObject *meta = silu_json_get_object (model, "meta");
  gint64 context = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (members) && context <= 0; i++)
    context = silu_json_get_int (model, members[i], 0);
  if (context <= 0)
    context = silu_json_get_int (meta, "n_ctx", 0);
  if (context <= 0)
    context = silu_json_get_int (meta, "n_ctx_train", 0);

  return MAX (context, 0);
}

static SiluModelInfo *
read_model (JsonObject *model)
{
  const char *id = silu_json_get_string (model, "id");

  return id != NULL && *id != '\0' ? silu_model_info_new (id, read_context (model)) : NULL;
}

GPtrArray *
silu_openai_models_read (const char *body, gsize length)
{
  return silu_models_read (body, length, "data", read_model);
}
