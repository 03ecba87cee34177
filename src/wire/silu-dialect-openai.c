/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OpenAI-style chat completions, as DeepSeek, llama-server, vLLM, Groq and the clouds really stream
 * them (PROTOCOLS 1.5, 2.2 to 2.12). */
#include "silu-dialect-private.h"

#include "silu-error-body.h"
#include "silu-json.h"
#include "silu-think.h"
#include <string.h>

#define MAX_MODELS 10000

/* --- requests --- */

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

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_boolean (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

static void
add_messages (JsonBuilder *builder, GPtrArray *messages)
{
  json_builder_set_member_name (builder, "messages");
  json_builder_begin_array (builder);
  for (guint i = 0; i < messages->len; i++)
    {
      const SiluChatMessage *message = g_ptr_array_index (messages, i);

      json_builder_begin_object (builder);
      add_string (builder, "role", role_word (message->role));
      add_string (builder, "content", message->content);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_deepseek_switch (JsonBuilder *builder, SiluThinkLevel level)
{
  json_builder_set_member_name (builder, "thinking");
  json_builder_begin_object (builder);
  add_string (builder, "type", level == SILU_THINK_OFF ? "disabled" : "enabled");
  json_builder_end_object (builder);

  if (level != SILU_THINK_OFF)
    add_string (builder, "reasoning_effort", silu_think_level_to_string (level));
}

static void
add_effort (JsonBuilder *builder, SiluThinkLevel level)
{
  add_string (builder, "reasoning_effort",
              level == SILU_THINK_OFF ? "none" : silu_think_level_to_string (level));
}

/* Which of the two words a model's template reads, only the template knows: Qwen's and GLM's the
 * first, DeepSeek-V3.1's and Granite's the second (PROTOCOLS 2.2). */
static void
add_template_switch (JsonBuilder *builder, SiluThinkLevel level)
{
  json_builder_set_member_name (builder, "chat_template_kwargs");
  json_builder_begin_object (builder);
  add_boolean (builder, "enable_thinking", level != SILU_THINK_OFF);
  add_boolean (builder, "thinking", level != SILU_THINK_OFF);
  json_builder_end_object (builder);

  add_effort (builder, level);
}

static void
add_switch (JsonBuilder *builder, const SiluChatRequest *request)
{
  if (request->think == SILU_THINK_AUTO)
    return;

  switch (request->think_switch)
    {
    case SILU_THINK_SWITCH_DEEPSEEK:
      add_deepseek_switch (builder, request->think);
      break;
    case SILU_THINK_SWITCH_EFFORT:
      add_effort (builder, request->think);
      break;
    case SILU_THINK_SWITCH_TEMPLATE:
      add_template_switch (builder, request->think);
      break;
    case SILU_THINK_SWITCH_NONE:
    default:
      break;
    }
}

static char *
write_request (const SiluChatRequest *request)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  add_string (builder, "model", request->model);
  add_messages (builder, request->messages);
  add_boolean (builder, "stream", TRUE);
  if (request->stream_usage)
    {
      json_builder_set_member_name (builder, "stream_options");
      json_builder_begin_object (builder);
      add_boolean (builder, "include_usage", TRUE);
      json_builder_end_object (builder);
    }
  add_switch (builder, request);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}

/* --- small answers --- */

static GPtrArray *
read_models (const char *body, gsize length)
{
  g_autoptr (JsonNode) node = silu_json_parse (body, length, NULL);
  JsonArray *data = silu_json_get_array (silu_json_root (node), "data");
  GPtrArray *models;

  if (data == NULL)
    return NULL;

  models = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < MIN (json_array_get_length (data), MAX_MODELS); i++)
    {
      const char *id = silu_json_get_string (silu_json_element_object (data, i), "id");

      if (id != NULL && *id != '\0')
        g_ptr_array_add (models, g_strdup (id));
    }

  return models;
}

/* --- the decoder --- */

typedef struct
{
  SiluDeltaFunc func;
  gpointer user_data;
  SiluThink *think;
} Decoder;

static void
emit (Decoder *self, const SiluDelta *delta)
{
  self->func (delta, self->user_data);
}

static void
emit_reasoning (Decoder *self, SiluChannel channel, const char *text)
{
  SiluDelta delta = { .kind = SILU_DELTA_REASONING, .channel = channel, .text = text };

  if (text == NULL || *text == '\0')
    return;

  delta.length = strlen (text);
  silu_think_set_structured (self->think);
  emit (self, &delta);
}

static void
feed_text (Decoder *self, const char *text)
{
  if (text != NULL && *text != '\0')
    silu_think_feed (self->think, text, strlen (text));
}

static void
emit_error (Decoder *self, SiluErrorCode code, const char *detail)
{
  SiluDelta delta = { .kind = SILU_DELTA_ERROR, .code = code, .detail = detail };

  silu_think_finish (self->think);
  emit (self, &delta);
}

/* An error object where a chunk was expected; TRUE if it was one. */
static gboolean
take_error (Decoder *self, JsonObject *root)
{
  g_autofree char *detail = NULL;
  SiluErrorCode code = SILU_ERROR_FAILED;

  if (!silu_error_body_read_json (200, root, &code, &detail))
    return FALSE;

  emit_error (self, code, detail);

  return TRUE;
}

/* Mistral's content: an array of parts (PROTOCOLS 2.11). */
static void
take_content_array (Decoder *self, JsonArray *parts)
{
  for (guint i = 0; i < json_array_get_length (parts); i++)
    {
      JsonObject *part = silu_json_element_object (parts, i);
      JsonArray *thoughts = silu_json_get_array (part, "thinking");

      for (guint j = 0; thoughts != NULL && j < json_array_get_length (thoughts); j++)
        emit_reasoning (self, SILU_CHANNEL_CONTENT,
                        silu_json_get_string (silu_json_element_object (thoughts, j), "text"));
      feed_text (self, silu_json_get_string (part, "text"));
    }
}

static void
take_tools (Decoder *self, JsonArray *calls)
{
  for (guint i = 0; i < json_array_get_length (calls); i++)
    {
      JsonObject *call = silu_json_element_object (calls, i);
      JsonObject *function = silu_json_get_object (call, "function");
      gint64 index = silu_json_get_int (call, "index", i);
      SiluDelta delta = { .kind = SILU_DELTA_TOOL };

      if (function == NULL)
        continue;

      delta.tool.index = (int) CLAMP (index, 0, G_MAXINT);
      delta.tool.id = silu_json_get_string (call, "id");
      delta.tool.name = silu_json_get_string (function, "name");
      delta.tool.arguments = silu_json_get_string (function, "arguments");
      if (delta.tool.arguments == NULL)
        delta.tool.arguments = "";
      emit (self, &delta);
    }
}

/* A delta of a chunk, or the message of a whole answer. Never both reasoning fields: some servers
 * fill the old name and the new one with the same text. */
static void
take_message (Decoder *self, JsonObject *message)
{
  const char *reasoning = silu_json_get_string (message, "reasoning_content");
  JsonArray *parts = silu_json_get_array (message, "content");
  JsonArray *calls = silu_json_get_array (message, "tool_calls");

  if (reasoning != NULL && *reasoning != '\0')
    emit_reasoning (self, SILU_CHANNEL_REASONING_CONTENT, reasoning);
  else
    emit_reasoning (self, SILU_CHANNEL_REASONING, silu_json_get_string (message, "reasoning"));

  feed_text (self, silu_json_get_string (message, "content"));
  if (parts != NULL)
    take_content_array (self, parts);
  if (calls != NULL)
    take_tools (self, calls);
}

static void
take_usage (Decoder *self, JsonObject *usage)
{
  JsonObject *prompt = silu_json_get_object (usage, "prompt_tokens_details");
  JsonObject *completion = silu_json_get_object (usage, "completion_tokens_details");
  SiluDelta delta = { .kind = SILU_DELTA_USAGE };
  gint64 cached;

  if (usage == NULL)
    return;

  cached = silu_json_get_int (prompt, "cached_tokens", -1);
  if (cached < 0)
    cached = silu_json_get_int (usage, "prompt_cache_hit_tokens", -1);
  if (cached < 0)
    cached = silu_json_get_int (usage, "cached_tokens", -1);

  delta.usage.prompt = silu_json_get_int (usage, "prompt_tokens", -1);
  delta.usage.completion = silu_json_get_int (usage, "completion_tokens", -1);
  delta.usage.reasoning = silu_json_get_int (completion, "reasoning_tokens", -1);
  delta.usage.cached = cached;
  emit (self, &delta);
}

static SiluFinish
read_finish (const char *word)
{
  static const struct
  {
    const char *word;
    SiluFinish finish;
  } finishes[] = {
    { "stop", SILU_FINISH_STOP },
    { "end_turn", SILU_FINISH_STOP },
    { "eos", SILU_FINISH_STOP },
    { "length", SILU_FINISH_LENGTH },
    { "max_tokens", SILU_FINISH_LENGTH },
    { "tool_calls", SILU_FINISH_TOOL_CALLS },
    { "function_call", SILU_FINISH_TOOL_CALLS },
    { "content_filter", SILU_FINISH_FILTER },
    { "sensitive", SILU_FINISH_FILTER },
    { "refusal", SILU_FINISH_FILTER },
    { "insufficient_system_resource", SILU_FINISH_RESOURCES },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (finishes); i++)
    if (g_ascii_strcasecmp (finishes[i].word, word) == 0)
      return finishes[i].finish;

  return SILU_FINISH_UNKNOWN;
}

static void
take_finish (Decoder *self, const char *word)
{
  SiluDelta delta = { .kind = SILU_DELTA_FINISH, .finish_reason = word };

  if (word == NULL || *word == '\0')
    return;

  silu_think_finish (self->think);
  delta.finish = read_finish (word);
  emit (self, &delta);
}

/* @part: "delta" or "message". The content goes before the finish: relays put both into one chunk.
 */
static void
take_chunk (Decoder *self, JsonObject *root, const char *part)
{
  JsonObject *choice = silu_json_element_object (silu_json_get_array (root, "choices"), 0);

  if (choice != NULL)
    {
      take_message (self, silu_json_get_object (choice, part));
      take_finish (self, silu_json_get_string (choice, "finish_reason"));
    }
  take_usage (self, silu_json_get_object (root, "usage"));
}

static gpointer
decoder_new (SiluDeltaFunc func, gpointer user_data)
{
  Decoder *self = g_new0 (Decoder, 1);

  self->func = func;
  self->user_data = user_data;
  self->think = silu_think_new (func, user_data);

  return self;
}

static void
decoder_free (gpointer decoder)
{
  Decoder *self = decoder;

  silu_think_free (self->think);
  g_free (self);
}

static void
take_json (Decoder *self, const char *data, gsize length, const char *part)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = silu_json_parse (data, length, &error);
  JsonObject *root = silu_json_root (node);

  if (root == NULL)
    emit_error (self, SILU_ERROR_PROTOCOL, error != NULL ? error->message : "not a JSON object");
  else if (!take_error (self, root))
    take_chunk (self, root, part);
}

static gboolean
is_done (const char *data)
{
  while (g_ascii_isspace (*data))
    data++;

  return g_str_has_prefix (data, "[DONE]");
}

static gboolean
decoder_payload (gpointer decoder, const char *type, const char *data, gsize length)
{
  Decoder *self = decoder;
  g_autofree char *detail = NULL;
  SiluErrorCode code;

  if (is_done (data))
    return TRUE;

  if (!g_str_equal (type, "error"))
    {
      take_json (self, data, length, "delta");
      return FALSE;
    }

  code = silu_error_body_read (500, data, length, &detail);
  emit_error (self, code, detail);

  return FALSE;
}

static void
decoder_object (gpointer decoder, const char *data, gsize length)
{
  take_json (decoder, data, length, "message");
}

static void
decoder_finish (gpointer decoder)
{
  Decoder *self = decoder;

  silu_think_finish (self->think);
}

const SiluDialect silu_dialect_openai = {
  .name = "openai",
  .path = "chat/completions",
  .framing = SILU_FRAMING_EVENTS,
  .write_request = write_request,
  .read_error = silu_error_body_read,
  .read_models = read_models,
  .decoder_new = decoder_new,
  .decoder_payload = decoder_payload,
  .decoder_object = decoder_object,
  .decoder_finish = decoder_finish,
  .decoder_free = decoder_free,
};
