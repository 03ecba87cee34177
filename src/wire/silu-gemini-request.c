/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gemini, the asking side (PROTOCOLS 2.15): turns are made of parts, and signatures go back on the
 * parts on which they came. */
#include "silu-gemini-request.h"

#include "silu-dialect-private.h"
#include "silu-json.h"
#include <string.h>

/* A turn must have a part. */
#define NO_CONTENT "(no content)"

typedef struct
{
  const SiluChatRequest *request;
  JsonArray *contents;
  JsonArray *parts;  /* of the last turn, or NULL */
  gboolean is_model; /* that turn is the model's */
} Writer;

/* Borrowed. */
static JsonObject *
add_part (JsonArray *parts)
{
  JsonObject *part = json_object_new ();

  json_array_add_object_element (parts, part);

  return part;
}

static void
add_text (JsonArray *parts, const char *text, const char *signature)
{
  JsonObject *part = add_part (parts);

  json_object_set_string_member (part, "text", text);
  if (signature != NULL)
    json_object_set_string_member (part, "thoughtSignature", signature);
}

/* What has gathered in @text becomes a part. */
static void
flush_text (JsonArray *parts, GString *text)
{
  if (text->len > 0)
    add_text (parts, text->str, NULL);
  g_string_truncate (text, 0);
}

static void
close_turn (Writer *self)
{
  const char *empty = self->request->profile->empty_content;

  if (self->parts != NULL && json_array_get_length (self->parts) == 0)
    add_text (self->parts, *empty != '\0' ? empty : NO_CONTENT, NULL);
}

/* Neighbours of one role are one turn: all results of a turn's calls must come together. */
static void
open_turn (Writer *self, gboolean is_model)
{
  JsonObject *content;

  if (self->parts != NULL && self->is_model == is_model)
    return;

  close_turn (self);
  content = json_object_new ();
  self->parts = json_array_new ();
  self->is_model = is_model;
  json_object_set_string_member (content, "role", is_model ? "model" : "user");
  json_object_set_array_member (content, "parts", self->parts);
  json_array_add_object_element (self->contents, content);
}

static const SiluChatPiece *
get_piece (const SiluChatMessage *message, guint index)
{
  return g_ptr_array_index (message->pieces, index);
}

/* NULL if the piece is none that may go back. */
static JsonNode *
read_replay (const SiluChatMessage *message, guint index)
{
  const SiluChatPiece *piece = get_piece (message, index);
  g_autoptr (JsonNode) node = NULL;

  if (message->reasoning == NULL || piece->kind != SILU_PIECE_REPLAY ||
      piece->channel != SILU_CHANNEL_GEMINI)
    return NULL;

  node = silu_json_parse (piece->text, strlen (piece->text), NULL);
  if (silu_json_get_string (silu_json_root (node), "thoughtSignature") == NULL)
    return NULL;

  return g_steal_pointer (&node);
}

/* The signatures of calls, by their number: calls may stand anywhere among the pieces. */
static GHashTable *
list_call_signatures (const SiluChatMessage *message)
{
  GHashTable *signatures = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  for (guint i = 0; i < message->pieces->len; i++)
    {
      g_autoptr (JsonNode) node = read_replay (message, i);
      JsonObject *replay = silu_json_root (node);
      gint64 number = silu_json_get_int (replay, "functionCall", -1);

      if (number >= 0 && number < G_MAXINT)
        g_hash_table_insert (signatures, GINT_TO_POINTER ((int) number),
                             g_strdup (silu_json_get_string (replay, "thoughtSignature")));
    }

  return signatures;
}

/* The signature of a text divides it: what came before is a part of its own. */
static void
sign_text (JsonArray *parts, GString *text, gint64 length, const char *signature)
{
  g_autofree char *signed_text = NULL;
  gsize head = text->len;

  if (length > 0)
    head = (gsize) length <= text->len ? text->len - (gsize) length : 0;
  if (!g_utf8_validate_len (text->str, head, NULL))
    head = 0;

  signed_text = g_strdup (text->str + head);
  g_string_truncate (text, head);
  flush_text (parts, text);
  add_text (parts, signed_text, signature);
}

static void
add_replay (JsonArray *parts, GString *text, JsonObject *replay)
{
  const char *signature = silu_json_get_string (replay, "thoughtSignature");

  if (json_object_has_member (replay, "text"))
    {
      sign_text (parts, text, silu_json_get_int (replay, "text", 0), signature);
    }
  else if (json_object_has_member (replay, "thought"))
    {
      flush_text (parts, text);
      add_text (parts, "", signature);
      json_object_set_boolean_member (
          json_array_get_object_element (parts, json_array_get_length (parts) - 1), "thought",
          TRUE);
    }
}

/* @name: of the function. */
static JsonObject *
make_function (const char *id, const char *name, const char *member, JsonNode *value)
{
  JsonObject *function = json_object_new ();

  if (id != NULL && *id != '\0')
    json_object_set_string_member (function, "id", id);
  json_object_set_string_member (function, "name", name != NULL ? name : "");
  json_object_set_member (function, member, value);

  return function;
}

/* The object that @text is, or one that has it as its only @member; without one, an empty one. */
static JsonNode *
read_object (const char *text, const char *member)
{
  g_autoptr (JsonNode) node = silu_json_parse (text, strlen (text), NULL);
  JsonObject *object;

  if (silu_json_root (node) != NULL)
    return g_steal_pointer (&node);

  object = json_object_new ();
  if (member != NULL)
    json_object_set_string_member (object, member, text);
  g_clear_pointer (&node, json_node_unref);
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);

  return g_steal_pointer (&node);
}

static void
add_call (JsonArray *parts, const SiluChatPiece *piece, const char *signature)
{
  JsonObject *part = add_part (parts);

  json_object_set_object_member (
      part, "functionCall",
      make_function (piece->id, piece->name, "args", read_object (piece->text, NULL)));
  if (signature != NULL)
    json_object_set_string_member (part, "thoughtSignature", signature);
}

static gboolean
has_text_piece (const SiluChatMessage *message)
{
  for (guint i = 0; i < message->pieces->len; i++)
    if (get_piece (message, i)->kind == SILU_PIECE_TEXT)
      return TRUE;

  return FALSE;
}

/* Parts in the order in which they came. A turn whose text is not among its pieces says it before
 * its calls. */
static void
add_model (Writer *self, const SiluChatMessage *message)
{
  g_autoptr (GHashTable) signatures = list_call_signatures (message);
  g_autoptr (GString) text = g_string_new (has_text_piece (message) ? "" : message->content);
  int n_calls = 0;

  open_turn (self, TRUE);
  for (guint i = 0; i < message->pieces->len; i++)
    {
      const SiluChatPiece *piece = get_piece (message, i);
      g_autoptr (JsonNode) replay = read_replay (message, i);

      if (replay != NULL)
        {
          add_replay (self->parts, text, json_node_get_object (replay));
        }
      else if (piece->kind == SILU_PIECE_TEXT)
        {
          g_string_append (text, piece->text);
        }
      else if (piece->kind == SILU_PIECE_TOOL_CALL)
        {
          flush_text (self->parts, text);
          add_call (self->parts, piece,
                    g_hash_table_lookup (signatures, GINT_TO_POINTER (n_calls)));
          n_calls++;
        }
    }
  flush_text (self->parts, text);
}

/* The call that the message at @index answers, or NULL: of the turn before it the one with its id,
 * or, where the server gave none, the one at its place. */
static const SiluChatPiece *
find_call (const SiluChatRequest *request, guint index)
{
  const SiluChatMessage *answer = g_ptr_array_index (request->messages, index);
  const char *id = answer->tool_call_id != NULL ? answer->tool_call_id : "";
  const SiluChatMessage *turn;
  guint place = 0;
  guint at = index;

  while (at > 0 && ((SiluChatMessage *) request->messages->pdata[at - 1])->role == SILU_ROLE_TOOL)
    at--;
  if (at == 0)
    return NULL;

  turn = g_ptr_array_index (request->messages, at - 1);
  for (guint i = 0; i < turn->pieces->len; i++)
    {
      const SiluChatPiece *piece = get_piece (turn, i);

      if (piece->kind != SILU_PIECE_TOOL_CALL)
        continue;
      if (*id != '\0' ? g_strcmp0 (piece->id, id) == 0 : place == index - at)
        return piece;
      place++;
    }

  return NULL;
}

static void
add_result (Writer *self, guint index)
{
  const SiluChatMessage *message = g_ptr_array_index (self->request->messages, index);
  const SiluChatPiece *call = find_call (self->request, index);

  open_turn (self, FALSE);
  json_object_set_object_member (add_part (self->parts), "functionResponse",
                                 make_function (message->tool_call_id,
                                                call != NULL ? call->name : NULL, "response",
                                                read_object (message->content, "output")));
}

/* The system prompt, if the first message is one, is not among them. */
static JsonArray *
write_contents (const SiluChatRequest *request, guint first)
{
  Writer writer = { .request = request, .contents = json_array_new () };

  for (guint i = first; i < request->messages->len; i++)
    {
      const SiluChatMessage *message = g_ptr_array_index (request->messages, i);

      if (message->role == SILU_ROLE_ASSISTANT)
        {
          add_model (&writer, message);
        }
      else if (message->role == SILU_ROLE_TOOL)
        {
          add_result (&writer, i);
        }
      else
        {
          open_turn (&writer, FALSE);
          if (*message->content != '\0')
            add_text (writer.parts, message->content, NULL);
        }
    }
  close_turn (&writer);

  return writer.contents;
}

static void
add_system (JsonObject *body, const char *text)
{
  JsonObject *instruction = json_object_new ();
  JsonArray *parts = json_array_new ();

  add_text (parts, text, NULL);
  json_object_set_array_member (instruction, "parts", parts);
  json_object_set_object_member (body, "systemInstruction", instruction);
}

static void
add_params (JsonObject *body, const SiluChatRequest *request)
{
  static const struct
  {
    SiluParam param;
    const char *name;
  } params[] = {
    { SILU_PARAM_TEMPERATURE, "temperature" },
    { SILU_PARAM_TOP_P, "topP" },
    { SILU_PARAM_TOP_K, "topK" },
    { SILU_PARAM_MAX_TOKENS, "maxOutputTokens" },
    { SILU_PARAM_PRESENCE_PENALTY, "presencePenalty" },
    { SILU_PARAM_FREQUENCY_PENALTY, "frequencyPenalty" },
    { SILU_PARAM_SEED, "seed" },
  };
  g_autoptr (JsonObject) config = json_object_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (params); i++)
    {
      double value;

      if (!silu_chat_request_get_param (request, params[i].param, &value))
        continue;
      if (silu_param_is_integer (params[i].param))
        json_object_set_int_member (config, params[i].name, (gint64) value);
      else
        json_object_set_double_member (config, params[i].name, value);
    }

  if (json_object_get_size (config) > 0)
    json_object_set_object_member (body, "generationConfig", g_steal_pointer (&config));
}

/* The model is not in the body but in the path. */
char *
silu_gemini_request_write (const SiluChatRequest *request)
{
  const SiluChatMessage *system = silu_chat_request_get_system (request);
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *body = json_object_new ();

  json_node_take_object (root, body);
  if (system != NULL && *system->content != '\0')
    add_system (body, system->content);
  json_object_set_array_member (body, "contents", write_contents (request, system != NULL ? 1 : 0));
  add_params (body, request);
  silu_chat_request_apply_profile (request, body);

  return json_to_string (root, FALSE);
}

/* Embedding models and the like are left out, where the server says what each is for. */
static gboolean
can_chat (JsonObject *model)
{
  JsonArray *methods = silu_json_get_array (model, "supportedGenerationMethods");

  if (methods == NULL)
    return TRUE;

  for (guint i = 0; i < json_array_get_length (methods); i++)
    if (g_strcmp0 (silu_json_element_string (methods, i), "generateContent") == 0)
      return TRUE;

  return FALSE;
}

static SiluModelInfo *
read_model (JsonObject *model)
{
  const char *name = silu_json_get_string (model, "name");
  gint64 context = silu_json_get_int (model, "inputTokenLimit", 0);

  if (name != NULL && g_str_has_prefix (name, "models/"))
    name += strlen ("models/");
  if (name == NULL || *name == '\0' || !can_chat (model))
    return NULL;

  return silu_model_info_new (name, MAX (context, 0));
}

GPtrArray *
silu_gemini_models_read (const char *body, gsize length)
{
  return silu_models_read (body, length, "models", read_model);
}
