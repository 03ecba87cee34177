/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Anthropic's messages, the asking side (PROTOCOLS 2.14): turns are made of blocks, and signed
 * thoughts go back byte for byte. What the server would refuse for ever after (empty texts, turns
 * without blocks, a thought at the end) is not written. */
#include "silu-anthropic-request.h"

#include "silu-json.h"
#include <string.h>

/* The server will not be asked without a limit. */
#define DEFAULT_MAX_TOKENS 8192

/* Where there must be a text and there is none. */
#define NO_CONTENT "(no content)"

typedef struct
{
  const SiluChatRequest *request;
  JsonArray *messages;
  JsonArray *blocks; /* of the last message, or NULL */
  SiluRole role;     /* of the last message */
} Writer;

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t\r\n")] == '\0';
}

/* Borrowed: a new block of the last message. */
static JsonObject *
add_block (Writer *self, const char *type)
{
  JsonObject *block = json_object_new ();

  json_object_set_string_member (block, "type", type);
  json_array_add_object_element (self->blocks, block);

  return block;
}

static JsonObject *
get_last_block (Writer *self, const char **type)
{
  guint length = json_array_get_length (self->blocks);
  JsonObject *block = length > 0 ? json_array_get_object_element (self->blocks, length - 1) : NULL;

  *type = block != NULL ? json_object_get_string_member (block, "type") : "";

  return block;
}

static void
add_text (Writer *self, const char *text)
{
  if (!is_blank (text))
    json_object_set_string_member (add_block (self, "text"), "text", text);
}

/* What has gathered in @text becomes a block. */
static void
flush_text (Writer *self, GString *text)
{
  add_text (self, text->str);
  g_string_truncate (text, 0);
}

/* Of a message that is whole: it may neither be empty nor end in a thought. */
static void
close_message (Writer *self)
{
  const char *type;

  if (self->blocks == NULL)
    return;

  get_last_block (self, &type);
  if (*type == '\0' || strstr (type, "thinking") != NULL)
    add_text (self, is_blank (self->request->profile->empty_content)
                        ? NO_CONTENT
                        : self->request->profile->empty_content);
}

/* Neighbours of one role are one message. */
static void
open_message (Writer *self, SiluRole role)
{
  JsonObject *message;

  if (self->blocks != NULL && self->role == role)
    return;

  close_message (self);
  message = json_object_new ();
  self->role = role;
  self->blocks = json_array_new ();
  json_object_set_string_member (message, "role",
                                 role == SILU_ROLE_ASSISTANT ? "assistant" : "user");
  json_object_set_array_member (message, "content", self->blocks);
  json_array_add_object_element (self->messages, message);
}

static void
add_tool_use (Writer *self, const SiluChatPiece *piece)
{
  g_autoptr (JsonNode) input = silu_json_parse (piece->text, strlen (piece->text), NULL);
  JsonObject *block = add_block (self, "tool_use");

  json_object_set_string_member (block, "id", piece->id != NULL ? piece->id : "");
  json_object_set_string_member (block, "name", piece->name != NULL ? piece->name : "");
  if (silu_json_root (input) != NULL)
    json_object_set_member (block, "input", g_steal_pointer (&input));
  else
    json_object_set_object_member (block, "input", json_object_new ());
}

static void
add_tool_result (Writer *self, const SiluChatMessage *message)
{
  JsonObject *block;

  open_message (self, SILU_ROLE_USER);
  block = add_block (self, "tool_result");
  json_object_set_string_member (block, "tool_use_id",
                                 message->tool_call_id != NULL ? message->tool_call_id : "");
  json_object_set_string_member (block, "content", message->content);
}

static const SiluChatPiece *
get_piece (const SiluChatMessage *message, guint index)
{
  return g_ptr_array_index (message->pieces, index);
}

static gboolean
has_text_piece (const SiluChatMessage *message)
{
  for (guint i = 0; i < message->pieces->len; i++)
    if (get_piece (message, i)->kind == SILU_PIECE_TEXT)
      return TRUE;

  return FALSE;
}

/* NULL if the piece is no JSON of this dialect. */
static JsonNode *
read_replay (const SiluChatPiece *piece)
{
  g_autoptr (JsonNode) node = NULL;

  if (piece->kind != SILU_PIECE_REPLAY || piece->channel != SILU_CHANNEL_ANTHROPIC)
    return NULL;

  node = silu_json_parse (piece->text, strlen (piece->text), NULL);

  return silu_json_root (node) != NULL ? g_steal_pointer (&node) : NULL;
}

/* The thought that the signature at @index is for: as many bytes before it as it says, or all that
 * stands right before it if it does not say. Text may stand between, if the server was late with
 * the signature; what is too much is a thought that was cut. @start: where the thought begins. NULL
 * if it is not all there. */
static char *
dup_thought (const SiluChatMessage *message, guint index, gint64 length, guint *start)
{
  gsize missing = length >= 0 ? (gsize) length : G_MAXSIZE;
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  g_autoptr (GString) thought = g_string_new (NULL);

  *start = index;
  for (guint i = index; i > 0 && missing > 0; i--)
    {
      const SiluChatPiece *piece = get_piece (message, i - 1);
      gboolean is_thought =
          piece->kind == SILU_PIECE_REASONING && piece->channel == SILU_CHANNEL_ANTHROPIC;
      gsize size = is_thought ? strlen (piece->text) : 0;

      if (piece->kind == SILU_PIECE_REPLAY || (!is_thought && length < 0))
        break;
      if (size == 0)
        continue;

      g_ptr_array_add (texts, piece->text + (size > missing ? size - missing : 0));
      missing -= MIN (size, missing);
      *start = i - 1;
    }

  for (guint i = texts->len; i > 0; i--)
    g_string_append (thought, g_ptr_array_index (texts, i - 1));
  if ((length >= 0 && missing > 0) || !g_utf8_validate_len (thought->str, thought->len, NULL))
    return NULL;

  return g_string_free (g_steal_pointer (&thought), FALSE);
}

/* What goes back of the thoughts of a turn: at the index of the piece where each began, its block
 * (JsonNode). */
static GHashTable *
list_thoughts (const SiluChatMessage *message)
{
  GHashTable *blocks = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) json_node_unref);

  for (guint i = 0; message->reasoning != NULL && i < message->pieces->len; i++)
    {
      g_autoptr (JsonNode) node = read_replay (get_piece (message, i));
      JsonObject *replay = silu_json_root (node);
      const char *signature = silu_json_get_string (replay, "signature");
      const char *type = silu_json_get_string (replay, "type");
      guint start = i;

      if (g_strcmp0 (type, "thinking") == 0 && signature != NULL)
        {
          gint64 length = silu_json_get_int (replay, "length", -1);
          g_autofree char *thought = dup_thought (message, i, length, &start);
          JsonObject *block;

          if (thought == NULL)
            continue;
          block = json_object_new ();
          json_object_set_string_member (block, "type", type);
          json_object_set_string_member (block, "thinking", thought);
          json_object_set_string_member (block, "signature", signature);
          g_clear_pointer (&node, json_node_unref);
          node = json_node_new (JSON_NODE_OBJECT);
          json_node_take_object (node, block);
        }
      else if (g_strcmp0 (type, "redacted_thinking") != 0)
        {
          continue;
        }

      g_hash_table_insert (blocks, GUINT_TO_POINTER (start), g_steal_pointer (&node));
    }

  return blocks;
}

/* Blocks in the order in which they came. A turn whose text is not among its pieces says it behind
 * its thoughts and before its calls. */
static void
add_assistant (Writer *self, const SiluChatMessage *message)
{
  g_autoptr (GHashTable) thoughts = list_thoughts (message);
  gboolean in_pieces = has_text_piece (message);
  g_autoptr (GString) text = g_string_new (in_pieces ? "" : message->content);

  open_message (self, SILU_ROLE_ASSISTANT);
  for (guint i = 0; i < message->pieces->len; i++)
    {
      const SiluChatPiece *piece = get_piece (message, i);
      JsonNode *thought = g_hash_table_lookup (thoughts, GUINT_TO_POINTER (i));

      if (thought != NULL)
        {
          if (in_pieces)
            flush_text (self, text);
          json_array_add_element (self->blocks, json_node_copy (thought));
        }
      else if (piece->kind == SILU_PIECE_TEXT)
        {
          g_string_append (text, piece->text);
        }
      else if (piece->kind == SILU_PIECE_TOOL_CALL)
        {
          flush_text (self, text);
          add_tool_use (self, piece);
        }
    }
  flush_text (self, text);
}

/* The beginning of an answer may not end in white space. */
static void
trim_end (Writer *self)
{
  const char *type;
  JsonObject *block;

  if (self->blocks == NULL || self->role != SILU_ROLE_ASSISTANT)
    return;

  block = get_last_block (self, &type);
  if (g_str_equal (type, "text"))
    {
      g_autofree char *text = g_strdup (json_object_get_string_member (block, "text"));

      json_object_set_string_member (block, "text", g_strchomp (text));
    }
}

/* The system prompt, if the first message is one, is not among them. The server wants the user to
 * speak first. */
static JsonArray *
write_messages (const SiluChatRequest *request, guint first)
{
  Writer writer = { .request = request, .messages = json_array_new () };

  open_message (&writer, SILU_ROLE_USER);
  for (guint i = first; i < request->messages->len; i++)
    {
      const SiluChatMessage *message = g_ptr_array_index (request->messages, i);

      if (message->role == SILU_ROLE_ASSISTANT)
        {
          add_assistant (&writer, message);
        }
      else if (message->role == SILU_ROLE_TOOL)
        {
          add_tool_result (&writer, message);
        }
      else
        {
          open_message (&writer, SILU_ROLE_USER);
          add_text (&writer, message->content);
        }
    }

  close_message (&writer);
  trim_end (&writer);

  return writer.messages;
}

static void
add_params (JsonObject *body, const SiluChatRequest *request)
{
  gint64 limit = request->profile->output > 0 ? request->profile->output : DEFAULT_MAX_TOKENS;
  double value;

  if (silu_chat_request_get_param (request, SILU_PARAM_MAX_TOKENS, &value))
    limit = (gint64) value;
  json_object_set_int_member (body, request->profile->max_tokens_field, limit);
  if (silu_chat_request_get_param (request, SILU_PARAM_TEMPERATURE, &value))
    json_object_set_double_member (body, "temperature", value);
  if (silu_chat_request_get_param (request, SILU_PARAM_TOP_P, &value))
    json_object_set_double_member (body, "top_p", value);
  if (silu_chat_request_get_param (request, SILU_PARAM_TOP_K, &value))
    json_object_set_int_member (body, "top_k", (gint64) value);
}

/* The limit is of thought and answer together, and must be larger than what may be thought: then
 * it is taken as the answer's own, as far as the model goes. */
static void
make_room (JsonObject *body, const SiluProfile *profile)
{
  JsonObject *thinking = silu_json_get_object (body, "thinking");
  gint64 budget = silu_json_get_int (thinking, "budget_tokens", 0);
  gint64 limit = silu_json_get_int (body, profile->max_tokens_field, 0);

  if (budget <= 0 || limit > budget)
    return;

  limit = MAX (limit, 1) + MIN (budget, G_MAXINT32);
  if (profile->output > budget)
    limit = MIN (limit, profile->output);
  json_object_set_int_member (body, profile->max_tokens_field, limit);
}

char *
silu_anthropic_request_write (const SiluChatRequest *request)
{
  const SiluChatMessage *system = silu_chat_request_get_system (request);
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *body = json_object_new ();

  json_node_take_object (root, body);
  json_object_set_string_member (body, "model", request->model);
  if (system != NULL && !is_blank (system->content))
    json_object_set_string_member (body, "system", system->content);
  json_object_set_array_member (body, "messages", write_messages (request, system != NULL ? 1 : 0));
  json_object_set_boolean_member (body, "stream", TRUE);
  add_params (body, request);
  silu_chat_request_apply_profile (request, body);
  make_room (body, request->profile);

  return json_to_string (root, FALSE);
}
