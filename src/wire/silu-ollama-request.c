/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ollama's own interface, the asking side (PROTOCOLS 2.5): the only one of its interfaces that can
 * be told how large the window of context is. */
#include "silu-ollama-request.h"

#include "silu-dialect-private.h"
#include "silu-json.h"
#include <string.h>

static const char *
role_word (SiluRole role)
{
  switch (role)
    {
    case SILU_ROLE_SYSTEM:
      return "system";
    case SILU_ROLE_ASSISTANT:
      return "assistant";
    case SILU_ROLE_TOOL:
      return "tool";
    case SILU_ROLE_USER:
    default:
      return "user";
    }
}

/* Here arguments are an object; what is none has nothing to say to a template. */
static JsonNode *
read_arguments (const char *text)
{
  g_autoptr (JsonNode) node = silu_json_parse (text, strlen (text), NULL);

  if (silu_json_root (node) == NULL)
    return json_node_init_object (json_node_alloc (), json_object_new ());

  return g_steal_pointer (&node);
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
      if (piece->id != NULL)
        json_object_set_string_member (call, "id", piece->id);
      json_object_set_string_member (function, "name", piece->name != NULL ? piece->name : "");
      json_object_set_member (function, "arguments", read_arguments (piece->text));
      json_object_set_object_member (call, "function", function);
      json_array_add_object_element (calls, call);
    }

  if (json_array_get_length (calls) > 0)
    json_object_set_array_member (object, "tool_calls", calls);
  else
    json_array_unref (calls);
}

/* The name of the call that the message at @index answers, or NULL: older servers know results by
 * it alone. */
static const char *
find_tool_name (const SiluChatRequest *request, guint index)
{
  const SiluChatMessage *answer = g_ptr_array_index (request->messages, index);

  for (guint i = index; i > 0 && answer->tool_call_id != NULL; i--)
    {
      const SiluChatMessage *message = g_ptr_array_index (request->messages, i - 1);

      for (guint j = 0; j < message->pieces->len; j++)
        {
          const SiluChatPiece *piece = g_ptr_array_index (message->pieces, j);

          if (piece->kind == SILU_PIECE_TOOL_CALL &&
              g_strcmp0 (piece->id, answer->tool_call_id) == 0)
            return piece->name;
        }
    }

  return NULL;
}

static JsonObject *
write_message (const SiluChatRequest *request, guint index)
{
  const SiluChatMessage *message = g_ptr_array_index (request->messages, index);
  gboolean blank = *message->content == '\0' && message->role == SILU_ROLE_ASSISTANT;
  const char *tool_name = find_tool_name (request, index);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "role", role_word (message->role));
  json_object_set_string_member (object, "content",
                                 blank ? request->profile->empty_content : message->content);
  if (message->reasoning != NULL)
    json_object_set_string_member (object, "thinking", message->reasoning);
  add_tool_calls (object, message->pieces);

  if (tool_name != NULL)
    json_object_set_string_member (object, "tool_name", tool_name);
  if (message->tool_call_id != NULL)
    json_object_set_string_member (object, "tool_call_id", message->tool_call_id);

  return object;
}

static JsonArray *
write_messages (const SiluChatRequest *request)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < request->messages->len; i++)
    json_array_add_object_element (array, write_message (request, i));

  return array;
}

static void
add_options (JsonObject *body, const SiluChatRequest *request)
{
  g_autoptr (JsonObject) options = json_object_new ();

  for (gsize i = 0; i < SILU_N_PARAMS; i++)
    {
      SiluParam param = (SiluParam) i;
      const char *name =
          param == SILU_PARAM_MAX_TOKENS ? "num_predict" : silu_param_get_name (param);
      double value;

      if (!silu_chat_request_get_param (request, param, &value))
        continue;
      if (silu_param_is_integer (param))
        json_object_set_int_member (options, name, (gint64) value);
      else
        json_object_set_double_member (options, name, value);
    }

  if (json_object_get_size (options) > 0)
    json_object_set_object_member (body, "options", g_steal_pointer (&options));
}

char *
silu_ollama_request_write (const SiluChatRequest *request)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *body = json_object_new ();

  json_node_take_object (root, body);
  json_object_set_string_member (body, "model", request->model);
  json_object_set_array_member (body, "messages", write_messages (request));
  json_object_set_boolean_member (body, "stream", TRUE);
  add_options (body, request);
  silu_chat_request_apply_profile (request, body);

  return json_to_string (root, FALSE);
}

static SiluModelInfo *
read_model (JsonObject *model)
{
  JsonObject *details = silu_json_get_object (model, "details");
  const char *name = silu_json_get_string (model, "name");
  gint64 context = silu_json_get_int (details, "context_length", 0);

  return name != NULL && *name != '\0' ? silu_model_info_new (name, MAX (context, 0)) : NULL;
}

GPtrArray *
silu_ollama_models_read (const char *body, gsize length)
{
  return silu_models_read (body, length, "models", read_model);
}
