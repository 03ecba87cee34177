/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Anthropic's messages, the answering side (PROTOCOLS 2.14): typed events about numbered blocks.
 * Thoughts have blocks of their own, so a tag in a text is text. A thought is given back with its
 * signature, and with its length, since parts of a message are joined on the way. */
#include "silu-dialect-private.h"

#include "silu-anthropic-request.h"
#include "silu-error-body.h"
#include "silu-json.h"
#include "silu-openai-request.h"
#include <string.h>

/* A signature grows with its thought; a longer one is dropped, and its thought does not go back. */
#define MAX_SIGNATURE (1024 * 1024)

/* Blocks that are open at once; one is usual. */
#define MAX_OPEN 16

typedef enum
{
  BLOCK_TEXT,
  BLOCK_THINKING,
  BLOCK_TOOL,
  BLOCK_OTHER, /* what needs no more than its start, and what is not known */
} BlockKind;

typedef struct
{
  BlockKind kind;
  gint64 index;
  gsize length;       /* bytes of thought that were given out */
  GString *signature; /* of a thought */
  gboolean is_broken; /* what there is of the signature is of no use */
  int tool;           /* the number of a call among the calls */
  char *input;        /* of a call: all of it, if nothing follows its start */
} Block;

typedef struct
{
  SiluDeltaFunc func;
  gpointer user_data;
  GPtrArray *blocks; /* the open ones, of Block */
  SiluUsage usage;
  int n_tools;
  gboolean begun; /* the message has started */
} Decoder;

static void
block_free (gpointer data)
{
  Block *self = data;

  g_string_free (self->signature, TRUE);
  g_free (self->input);
  g_free (self);
}

static void
put_tool (Decoder *self, int tool, const char *id, const char *name, const char *arguments)
{
  SiluDelta delta = { .kind = SILU_DELTA_TOOL };

  delta.tool.index = tool;
  delta.tool.id = id;
  delta.tool.name = name;
  delta.tool.arguments = arguments;
  self->func (&delta, self->user_data);
}

static void
put_thought (Decoder *self, Block *block, const char *text)
{
  block->length += text != NULL ? strlen (text) : 0;
  silu_emit_reasoning (self->func, self->user_data, SILU_CHANNEL_ANTHROPIC, text);
}

static void
add_signature (Block *block, const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  block->is_broken |= block->signature->len + length > MAX_SIGNATURE;
  if (!block->is_broken)
    g_string_append_len (block->signature, text, (gssize) length);
}

static void
put_object (Decoder *self, JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autofree char *json = json_to_string (node, FALSE);

  silu_emit_replay (self->func, self->user_data, SILU_CHANNEL_ANTHROPIC, json);
}

/* Without its signature a thought is of no use to the server. */
static void
put_signature (Decoder *self, const Block *block)
{
  g_autoptr (JsonObject) object = NULL;

  if (block->signature->len == 0 || block->is_broken)
    return;

  object = json_object_new ();
  json_object_set_string_member (object, "type", "thinking");
  json_object_set_string_member (object, "signature", block->signature->str);
  json_object_set_int_member (object, "length", (gint64) block->length);
  put_object (self, object);
}

static void
end_block (Decoder *self, guint position)
{
  Block *block = g_ptr_array_index (self->blocks, position);

  if (block->kind == BLOCK_THINKING)
    put_signature (self, block);
  else if (block->kind == BLOCK_TOOL && block->input != NULL)
    put_tool (self, block->tool, NULL, NULL, block->input);

  g_ptr_array_remove_index (self->blocks, position);
}

static void
end_blocks (Decoder *self)
{
  while (self->blocks->len > 0)
    end_block (self, 0);
}

static Block *
find_block (Decoder *self, gint64 index, guint *position)
{
  for (guint i = 0; i < self->blocks->len; i++)
    {
      Block *block = g_ptr_array_index (self->blocks, i);

      if (block->index == index)
        {
          *position = i;
          return block;
        }
    }

  return NULL;
}

/* A number that is used again, and a thought that follows a thought, end what was open: only one
 * thought grows at a time. */
static Block *
open_block (Decoder *self, BlockKind kind, gint64 index)
{
  Block *block;

  for (guint i = self->blocks->len; i > 0; i--)
    {
      const Block *before = g_ptr_array_index (self->blocks, i - 1);

      if (before->index == index || (kind == BLOCK_THINKING && before->kind == BLOCK_THINKING))
        end_block (self, i - 1);
    }
  if (self->blocks->len >= MAX_OPEN)
    end_block (self, 0);

  block = g_new0 (Block, 1);
  block->kind = kind;
  block->index = index;
  block->signature = g_string_new (NULL);
  g_ptr_array_add (self->blocks, block);
  if (kind == BLOCK_THINKING)
    silu_emit_thinking (self->func, self->user_data);

  return block;
}

/* The input of a call is an empty object here, and comes in fragments; some servers give it whole.
 */
static void
begin_tool (Decoder *self, gint64 index, JsonObject *source)
{
  Block *block = open_block (self, BLOCK_TOOL, index);
  JsonObject *input = silu_json_get_object (source, "input");

  block->tool = self->n_tools++;
  if (input != NULL && json_object_get_size (input) > 0)
    block->input = json_to_string (json_object_get_member (source, "input"), FALSE);
  put_tool (self, block->tool, silu_json_get_string (source, "id"),
            silu_json_get_string (source, "name"), "");
}

static void
begin_block (Decoder *self, gint64 index, JsonObject *source)
{
  const char *type = silu_json_get_string (source, "type");
  Block *block;

  if (g_strcmp0 (type, "thinking") == 0)
    {
      block = open_block (self, BLOCK_THINKING, index);
      put_thought (self, block, silu_json_get_string (source, "thinking"));
      add_signature (block, silu_json_get_string (source, "signature"));
    }
  else if (g_strcmp0 (type, "redacted_thinking") == 0)
    {
      silu_emit_thinking (self->func, self->user_data);
      put_object (self, source);
      open_block (self, BLOCK_OTHER, index);
    }
  else if (g_strcmp0 (type, "text") == 0)
    {
      open_block (self, BLOCK_TEXT, index);
      silu_emit_text (self->func, self->user_data, SILU_CHANNEL_ANTHROPIC,
                      silu_json_get_string (source, "text"));
    }
  else if (g_strcmp0 (type, "tool_use") == 0)
    {
      begin_tool (self, index, source);
    }
  else
    {
      open_block (self, BLOCK_OTHER, index);
    }
}

/* Fragments say themselves what they are: there are relays that announce no block. How much of a
 * thought it is that a signature is for is not known then. */
static void
take_fragment (Decoder *self, gint64 index, JsonObject *delta)
{
  const char *type = silu_json_get_string (delta, "type");
  guint position = 0;
  Block *block = find_block (self, index, &position);
  gboolean thinks = block != NULL && block->kind == BLOCK_THINKING;

  if (g_strcmp0 (type, "text_delta") == 0)
    {
      silu_emit_text (self->func, self->user_data, SILU_CHANNEL_ANTHROPIC,
                      silu_json_get_string (delta, "text"));
    }
  else if (g_strcmp0 (type, "thinking_delta") == 0)
    {
      if (!thinks)
        {
          block = open_block (self, BLOCK_THINKING, index);
          block->is_broken = TRUE;
        }
      put_thought (self, block, silu_json_get_string (delta, "thinking"));
    }
  else if (g_strcmp0 (type, "signature_delta") == 0 && thinks)
    {
      add_signature (block, silu_json_get_string (delta, "signature"));
    }
  else if (g_strcmp0 (type, "input_json_delta") == 0 && block != NULL && block->kind == BLOCK_TOOL)
    {
      const char *json = silu_json_get_string (delta, "partial_json");

      if (json == NULL || *json == '\0')
        return;
      g_clear_pointer (&block->input, g_free);
      put_tool (self, block->tool, NULL, NULL, json);
    }
}

/* Counts only grow. At the start of a message those of the answer are not meant yet. */
static void
take_usage (Decoder *self, JsonObject *source, gboolean is_over)
{
  JsonObject *details = silu_json_get_object (source, "output_tokens_details");
  gint64 cached = silu_json_get_count (source, "cache_read_input_tokens");
  gint64 created = silu_json_get_count (source, "cache_creation_input_tokens");
  gint64 input = silu_json_get_count (source, "input_tokens");
  gint64 thought = MAX (silu_json_get_count (details, "thinking_tokens"),
                        silu_json_get_count (details, "reasoning_tokens"));
  SiluDelta delta = { .kind = SILU_DELTA_USAGE, .usage = self->usage };
  SiluUsage *usage = &delta.usage;

  if (input >= 0)
    usage->prompt = MAX (usage->prompt, input + MAX (created, 0) + MAX (cached, 0));
  usage->cached = MAX (usage->cached, cached);
  if (is_over)
    {
      usage->completion = MAX (usage->completion, silu_json_get_count (source, "output_tokens"));
      usage->reasoning = MAX (usage->reasoning, thought);
    }

  if (usage->prompt == self->usage.prompt && usage->cached == self->usage.cached &&
      usage->completion == self->usage.completion && usage->reasoning == self->usage.reasoning)
    return;

  self->usage = *usage;
  self->func (&delta, self->user_data);
}

static void
take_finish (Decoder *self, const char *word)
{
  if (word != NULL && *word != '\0')
    silu_emit_finish (self->func, self->user_data, silu_finish_from_word (word), word);
}

/* A whole message, or the start of one, which may have blocks in it already. */
static void
take_message (Decoder *self, JsonObject *message)
{
  JsonArray *content = silu_json_get_array (message, "content");
  const char *reason = silu_json_get_string (message, "stop_reason");

  for (guint i = 0; content != NULL && i < json_array_get_length (content); i++)
    {
      JsonObject *block = silu_json_element_object (content, i);

      if (block != NULL)
        begin_block (self, i, block);
      end_blocks (self);
    }

  take_usage (self, silu_json_get_object (message, "usage"), reason != NULL);
  take_finish (self, reason);
}

/* Relays start a message again when they ask again: what is open ends, what came is not told
 * twice. */
static void
take_message_start (Decoder *self, JsonObject *message)
{
  end_blocks (self);
  if (self->begun)
    {
      take_usage (self, silu_json_get_object (message, "usage"), FALSE);
      return;
    }

  self->begun = TRUE;
  take_message (self, message);
}

/* The status that an error would have come with, had it come before the stream. */
static guint
get_error_status (JsonObject *error)
{
  static const struct
  {
    const char *type;
    guint status;
  } statuses[] = {
    { "invalid_request_error", 400 }, { "permission_error", 403 }, { "not_found_error", 404 },
    { "request_too_large", 413 },     { "rate_limit_error", 429 }, { "api_error", 500 },
    { "timeout_error", 504 },         { "overloaded_error", 529 },
  };
  const char *type = silu_json_get_string (error, "type");

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (g_strcmp0 (statuses[i].type, type) == 0)
      return statuses[i].status;

  return 500;
}

static void
emit_error (Decoder *self, SiluErrorCode code, const char *detail)
{
  end_blocks (self);
  silu_emit_error (self->func, self->user_data, code, detail);
}

/* FALSE if it holds no error. */
static gboolean
take_error (Decoder *self, JsonObject *root)
{
  g_autofree char *detail = NULL;
  SiluErrorCode code = SILU_ERROR_FAILED;
  guint status = get_error_status (silu_json_get_object (root, "error"));

  if (!silu_error_body_read_json (status, root, &code, &detail))
    return FALSE;

  emit_error (self, code, detail);

  return TRUE;
}

/* TRUE for the last one. */
static gboolean
take_event (Decoder *self, const char *type, JsonObject *event)
{
  gint64 index = silu_json_get_int (event, "index", 0);

  if (g_str_equal (type, "message_stop"))
    return TRUE;

  if (g_str_equal (type, "content_block_delta"))
    {
      take_fragment (self, index, silu_json_get_object (event, "delta"));
    }
  else if (g_str_equal (type, "content_block_start"))
    {
      begin_block (self, index, silu_json_get_object (event, "content_block"));
    }
  else if (g_str_equal (type, "content_block_stop"))
    {
      guint position;

      if (find_block (self, index, &position) != NULL)
        end_block (self, position);
    }
  else if (g_str_equal (type, "message_start"))
    {
      take_message_start (self, silu_json_get_object (event, "message"));
    }
  else if (g_str_equal (type, "message_delta"))
    {
      end_blocks (self);
      take_usage (self, silu_json_get_object (event, "usage"), TRUE);
      take_finish (self,
                   silu_json_get_string (silu_json_get_object (event, "delta"), "stop_reason"));
    }
  else if (g_str_equal (type, "error"))
    {
      if (!take_error (self, event))
        emit_error (self, SILU_ERROR_SERVER, NULL);
    }
  else if (json_object_has_member (event, "error"))
    {
      take_error (self, event);
    }

  return FALSE;
}

static gpointer
decoder_new (G_GNUC_UNUSED SiluProfile *profile, SiluDeltaFunc func, gpointer user_data)
{
  Decoder *self = g_new0 (Decoder, 1);

  self->func = func;
  self->user_data = user_data;
  self->blocks = g_ptr_array_new_with_free_func (block_free);
  self->usage = (SiluUsage) SILU_USAGE_INIT;

  return self;
}

static void
decoder_free (gpointer decoder)
{
  Decoder *self = decoder;

  g_ptr_array_unref (self->blocks);
  g_free (self);
}

/* The type is in the event, in the JSON, or in both. */
static gboolean
decoder_payload (gpointer decoder, const char *type, const char *data, gsize length)
{
  Decoder *self = decoder;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *detail = NULL;
  JsonObject *event;
  const char *name;

  if (silu_payload_is_idle (data))
    return g_str_equal (type, "message_stop");

  node = silu_json_parse (data, length, &error);
  event = silu_json_root (node);
  if (event != NULL)
    {
      name = silu_json_get_string (event, "type");
      if (name == NULL || g_str_equal (type, "error"))
        name = type;
      return take_event (self, name, event);
    }

  if (g_str_equal (type, "error"))
    {
      SiluErrorCode code = silu_error_body_read (500, data, length, &detail);

      emit_error (self, code, detail);
    }
  else if (!g_str_equal (type, "ping"))
    {
      emit_error (self, SILU_ERROR_PROTOCOL, error != NULL ? error->message : "not a JSON object");
    }

  return g_str_equal (type, "message_stop");
}

static void
decoder_object (gpointer decoder, const char *data, gsize length)
{
  Decoder *self = decoder;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = silu_json_parse (data, length, &error);
  JsonObject *root = silu_json_root (node);

  if (root == NULL)
    emit_error (self, SILU_ERROR_PROTOCOL, error != NULL ? error->message : "not a JSON object");
  else if (silu_json_get_array (root, "content") != NULL)
    take_message (self, root);
  else
    take_error (self, root);
}

static void
decoder_finish (gpointer decoder)
{
  end_blocks (decoder);
}

static const char *const headers[] = { "anthropic-version", "2023-06-01", NULL };

/* Without a limit only twenty models are named. */
const SiluDialect silu_dialect_anthropic = {
  .name = "anthropic",
  .path = "messages",
  .models_path = "models?limit=1000",
  .key_header = "x-api-key",
  .key_prefix = "",
  .headers = headers,
  .framing = SILU_FRAMING_EVENTS,
  .write_request = silu_anthropic_request_write,
  .read_models = silu_openai_models_read,
  .decoder_new = decoder_new,
  .decoder_payload = decoder_payload,
  .decoder_object = decoder_object,
  .decoder_finish = decoder_finish,
  .decoder_free = decoder_free,
};
