/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OpenAI-style chat completions, the answering side, as DeepSeek, llama-server, vLLM, Groq and the
 * clouds really stream them (PROTOCOLS 1.5, 2.2 to 2.12). */
#include "silu-dialect-private.h"

#include "silu-error-body.h"
#include "silu-json.h"
#include "silu-openai-request.h"
#include "silu-reasoning-details.h"
#include "silu-think.h"
#include <string.h>

typedef struct
{
  SiluDeltaFunc func;
  gpointer user_data;
  SiluProfile *profile;
  SiluThink *think;
  SiluReasoningDetails *details; /* NULL where none go back */
  char *last_reasoning;          /* where echoes are dropped: the delta before */
  gboolean named;                /* the answer's id was given out */
} Decoder;

static void
emit (Decoder *self, const SiluDelta *delta)
{
  self->func (delta, self->user_data);
}

static void
emit_reasoning (Decoder *self, SiluChannel channel, const char *text)
{
  if (text == NULL || *text == '\0')
    return;

  if (self->profile->drops_repeats)
    {
      if (g_strcmp0 (self->last_reasoning, text) == 0)
        return;
      g_free (self->last_reasoning);
      self->last_reasoning = g_strdup (text);
    }

  silu_think_set_structured (self->think);
  silu_emit_reasoning (self->func, self->user_data, channel, text);
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
  silu_think_finish (self->think);
  silu_emit_error (self->func, self->user_data, code, detail);
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

/* TRUE if there was reasoning to read in it. */
static gboolean
take_details (Decoder *self, JsonArray *fragments, gboolean quiet)
{
  gboolean found = FALSE;

  for (guint i = 0; i < json_array_get_length (fragments); i++)
    {
      JsonObject *fragment = silu_json_element_object (fragments, i);
      const char *text;

      if (fragment == NULL)
        continue;

      text = silu_reasoning_details_get_text (fragment);
      if (text != NULL && *text != '\0' && !quiet)
        {
          emit_reasoning (self, SILU_CHANNEL_DETAILS, text);
          found = TRUE;
        }
      if (self->details != NULL)
        silu_reasoning_details_add (self->details, fragment);
    }

  return found;
}

/* The first of the profile's fields that has something to say. Never two: some servers fill the old
 * name and the new one with the same text. */
static void
take_reasoning (Decoder *self, JsonObject *message)
{
  gboolean found = FALSE;

  for (gsize i = 0; self->profile->reasoning_fields[i] != NULL; i++)
    {
      const char *name = self->profile->reasoning_fields[i];
      JsonNode *node = json_object_get_member (message, name);
      const char *text = NULL;

      if (node == NULL)
        continue;

      if (JSON_NODE_HOLDS_ARRAY (node))
        {
          found |= take_details (self, json_node_get_array (node), found);
          continue;
        }

      text = found ? NULL : silu_json_get_string (message, name);
      if (text != NULL && *text != '\0')
        {
          found = TRUE;
          emit_reasoning (self,
                          g_str_equal (name, "reasoning") ? SILU_CHANNEL_REASONING
                                                          : SILU_CHANNEL_REASONING_CONTENT,
                          text);
        }
    }
}

/* A delta of a chunk, or the message of a whole answer. */
static void
take_message (Decoder *self, JsonObject *message)
{
  JsonNode *content = message != NULL ? json_object_get_member (message, "content") : NULL;
  JsonArray *calls = silu_json_get_array (message, "tool_calls");

  if (message == NULL)
    return;

  take_reasoning (self, message);
  if (content != NULL && JSON_NODE_HOLDS_ARRAY (content))
    take_content_array (self, json_node_get_array (content));
  else
    feed_text (self, silu_json_get_string (message, "content"));
  if (calls != NULL)
    take_tools (self, calls);
}

static void
take_usage (Decoder *self, JsonObject *usage)
{
  JsonObject *prompt = silu_json_get_object (usage, "prompt_tokens_details");
  JsonObject *completion = silu_json_get_object (usage, "completion_tokens_details");
  SiluDelta delta = { .kind = SILU_DELTA_USAGE, .usage = SILU_USAGE_INIT };
  gint64 cached;

  if (usage == NULL)
    return;

  cached = silu_json_get_count (prompt, "cached_tokens");
  if (cached < 0)
    cached = silu_json_get_count (usage, "prompt_cache_hit_tokens");
  if (cached < 0)
    cached = silu_json_get_count (usage, "cached_tokens");

  delta.usage.prompt = silu_json_get_count (usage, "prompt_tokens");
  delta.usage.completion = silu_json_get_count (usage, "completion_tokens");
  delta.usage.reasoning = silu_json_get_count (completion, "reasoning_tokens");
  delta.usage.cached = cached;
  delta.usage.cost = silu_json_get_double (usage, "cost", -1);
  emit (self, &delta);
}

/* llama-server counts even where no usage was asked for (PROTOCOLS 2.4). */
static void
take_timings (Decoder *self, JsonObject *timings)
{
  gint64 prompt = silu_json_get_count (timings, "prompt_n");
  gint64 predicted = silu_json_get_count (timings, "predicted_n");
  SiluDelta delta = { .kind = SILU_DELTA_USAGE, .usage = SILU_USAGE_INIT };

  if (prompt < 0 || predicted < 0)
    return;

  delta.usage.cached = MAX (silu_json_get_count (timings, "cache_n"), 0);
  delta.usage.prompt = prompt + delta.usage.cached;
  delta.usage.completion = predicted;
  emit (self, &delta);
}

static void
flush_details (Decoder *self)
{
  g_autofree char *json = NULL;

  if (self->details == NULL)
    return;

  json = silu_reasoning_details_to_string (self->details);
  silu_emit_replay (self->func, self->user_data, SILU_CHANNEL_DETAILS, json);
  g_clear_pointer (&self->details, silu_reasoning_details_free);
}

static void
take_finish (Decoder *self, const char *word)
{
  if (word == NULL || *word == '\0')
    return;

  silu_think_finish (self->think);
  flush_details (self);
  silu_emit_finish (self->func, self->user_data, silu_finish_from_word (word), word);
}

static void
take_id (Decoder *self, const char *id)
{
  if (self->named || id == NULL)
    return;

  self->named = TRUE;
  silu_emit_id (self->func, self->user_data, id);
}

/* @part: "delta" or "message". The content goes before the finish: relays put both into one chunk.
 */
static void
take_chunk (Decoder *self, JsonObject *root, const char *part)
{
  JsonObject *choice = silu_json_element_object (silu_json_get_array (root, "choices"), 0);

  if (self->profile->control_path != NULL)
    take_id (self, silu_json_get_string (root, "id"));
  if (choice != NULL)
    {
      take_message (self, silu_json_get_object (choice, part));
      take_finish (self, silu_json_get_string (choice, "finish_reason"));
    }
  take_timings (self, silu_json_get_object (root, "timings"));
  take_usage (self, silu_json_get_object (root, "usage"));
}

static gpointer
decoder_new (SiluProfile *profile, SiluDeltaFunc func, gpointer user_data)
{
  Decoder *self = g_new0 (Decoder, 1);

  self->func = func;
  self->user_data = user_data;
  self->profile = silu_profile_ref (profile);
  self->think = silu_think_new (func, user_data);
  if (profile->replay != SILU_REPLAY_NEVER)
    self->details = silu_reasoning_details_new ();

  return self;
}

static void
decoder_free (gpointer decoder)
{
  Decoder *self = decoder;

  silu_think_free (self->think);
  g_clear_pointer (&self->details, silu_reasoning_details_free);
  g_free (self->last_reasoning);
  silu_profile_unref (self->profile);
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

  code = silu_error_body_read (200, data, length, &detail);
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
  flush_details (self);
}

const SiluDialect silu_dialect_openai = {
  .name = "openai",
  .path = "chat/completions",
  .models_path = "models",
  .key_header = "Authorization",
  .key_prefix = "Bearer ",
  .framing = SILU_FRAMING_EVENTS,
  .write_request = silu_openai_request_write,
  .read_models = silu_openai_models_read,
  .decoder_new = decoder_new,
  .decoder_payload = decoder_payload,
  .decoder_object = decoder_object,
  .decoder_finish = decoder_finish,
  .decoder_free = decoder_free,
};
