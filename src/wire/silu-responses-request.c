/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OpenAI's Responses, the asking side (PROTOCOLS 1.3, 2.13). Stateless: the server keeps nothing,
 * the whole history goes with each request, encrypted reasoning included. */
#include "silu-responses-request.h"

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
    case SILU_ROLE_USER:
    default:
      return "user";
    }
}

/* The long form: there are servers that read a short one as the user's in any role. */
static void
add_message (JsonArray *input, const char *role, const char *text)
{
  JsonObject *message = json_object_new ();
  JsonObject *part = json_object_new ();
  JsonArray *content = json_array_new ();

  json_object_set_string_member (part, "type",
                                 g_str_equal (role, "assistant") ? "output_text" : "input_text");
  json_object_set_string_member (part, "text", text);
  json_array_add_object_element (content, part);

  json_object_set_string_member (message, "type", "message");
  json_object_set_string_member (message, "role", role);
  json_object_set_array_member (message, "content", content);
  json_array_add_object_element (input, message);
}

static void
add_tool_call (JsonArray *input, const SiluChatPiece *piece)
{
  JsonObject *call = json_object_new ();

  json_object_set_string_member (call, "type", "function_call");
  json_object_set_string_member (call, "call_id", piece->id != NULL ? piece->id : "");
  json_object_set_string_member (call, "name", piece->name != NULL ? piece->name : "");
  json_object_set_string_member (call, "arguments", piece->text);
  json_array_add_object_element (input, call);
}

static void
add_tool_output (JsonArray *input, const SiluChatMessage *message)
{
  JsonObject *output = json_object_new ();

  json_object_set_string_member (output, "type", "function_call_output");
  json_object_set_string_member (output, "call_id",
                                 message->tool_call_id != NULL ? message->tool_call_id : "");
  json_object_set_string_member (output, "output", message->content);
  json_array_add_object_element (input, output);
}

static void
add_replay (JsonArray *input, const SiluChatPiece *piece)
{
  g_autoptr (JsonNode) node = NULL;

  if (piece->channel != SILU_CHANNEL_RESPONSES)
    return;

  node = silu_json_parse (piece->text, strlen (piece->text), NULL);
  if (silu_json_root (node) != NULL)
    json_array_add_element (input, g_steal_pointer (&node));
}

/* What has gathered in @text becomes a message. */
static void
flush_text (JsonArray *input, GString *text)
{
  if (text->len == 0)
    return;

  add_message (input, "assistant", text->str);
  g_string_truncate (text, 0);
}

static gboolean
has_piece (const SiluChatMessage *message, SiluPieceKind kind)
{
  for (guint i = 0; i < message->pieces->len; i++)
    if (((const SiluChatPiece *) g_ptr_array_index (message->pieces, i))->kind == kind)
      return TRUE;

  return FALSE;
}

/* Items in the order in which they came: a reasoning item belongs to the one that follows it. A
 * turn whose text is not among its pieces says it behind its thoughts and before its calls. */
static void
add_assistant (JsonArray *input, const SiluChatRequest *request, const SiluChatMessage *message)
{
  gboolean in_pieces = has_piece (message, SILU_PIECE_TEXT);
  g_autoptr (GString) text = g_string_new (in_pieces ? "" : message->content);

  for (guint i = 0; i < message->pieces->len; i++)
    {
      const SiluChatPiece *piece = g_ptr_array_index (message->pieces, i);

      if (piece->kind == SILU_PIECE_TEXT)
        {
          g_string_append (text, piece->text);
        }
      else if (piece->kind == SILU_PIECE_TOOL_CALL)
        {
          flush_text (input, text);
          add_tool_call (input, piece);
        }
      else if (piece->kind == SILU_PIECE_REPLAY && message->reasoning != NULL)
        {
          if (in_pieces)
            flush_text (input, text);
          add_replay (input, piece);
        }
    }

  /* A thought without anything behind it is refused. */
  if (*message->content == '\0' && !has_piece (message, SILU_PIECE_TOOL_CALL))
    add_message (input, "assistant", request->profile->empty_content);
  else
    flush_text (input, text);
}

/* The system prompt, if the first message is one, is not among them. */
static JsonArray *
write_input (const SiluChatRequest *request, guint first)
{
  JsonArray *input = json_array_new ();

  for (guint i = first; i < request->messages->len; i++)
    {
      const SiluChatMessage *message = g_ptr_array_index (request->messages, i);

      if (message->role == SILU_ROLE_ASSISTANT)
        add_assistant (input, request, message);
      else if (message->role == SILU_ROLE_TOOL)
        add_tool_output (input, message);
      else
        add_message (input, role_word (request, message->role), message->content);
    }

  return input;
}

static void
add_params (JsonObject *body, const SiluChatRequest *request)
{
  double value;

  if (silu_chat_request_get_param (request, SILU_PARAM_MAX_TOKENS, &value))
    json_object_set_int_member (body, "max_output_tokens", (gint64) value);
  if (silu_chat_request_get_param (request, SILU_PARAM_TEMPERATURE, &value))
    json_object_set_double_member (body, "temperature", value);
  if (silu_chat_request_get_param (request, SILU_PARAM_TOP_P, &value))
    json_object_set_double_member (body, "top_p", value);
}

/* Asked for only where it goes back: models that do not reason refuse to be asked. */
static void
add_include (JsonObject *body, const SiluChatRequest *request)
{
  JsonArray *include;

  if (request->profile->replay == SILU_REPLAY_NEVER)
    return;

  include = json_array_new ();
  json_array_add_string_element (include, "reasoning.encrypted_content");
  json_object_set_array_member (body, "include", include);
}

char *
silu_responses_request_write (const SiluChatRequest *request)
{
  const SiluChatMessage *system = silu_chat_request_get_system (request);
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *body = json_object_new ();

  json_node_take_object (root, body);
  json_object_set_string_member (body, "model", request->model);
  if (system != NULL)
    json_object_set_string_member (body, "instructions", system->content);
  json_object_set_array_member (body, "input", write_input (request, system != NULL ? 1 : 0));
  json_object_set_boolean_member (body, "stream", TRUE);
  json_object_set_boolean_member (body, "store", FALSE);
  add_include (body, request);
  add_params (body, request);
  silu_chat_request_apply_profile (request, body);

  return json_to_string (root, FALSE);
}
