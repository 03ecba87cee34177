/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gemini, the answering side (PROTOCOLS 2.15): chunks of parts, of which some are thoughts. A part
 * may carry a signature that must go back on the same part; silu-gemini-request.h says how it is
 * kept until then. */
#include "silu-dialect-private.h"

#include "silu-error-body.h"
#include "silu-gemini-request.h"
#include "silu-json.h"
#include <string.h>

typedef struct
{
  SiluDeltaFunc func;
  gpointer user_data;
  SiluUsage usage;
  char *finish; /* the server's word for it, given out already */
  int n_calls;
  int finished_calls; /* of them, when it was given out */
  gboolean thought;   /* it was said that the model thinks */
  gboolean spoken;    /* there was a text or a call */
} Decoder;

static void
emit_error (Decoder *self, SiluErrorCode code, const char *detail)
{
  silu_emit_error (self->func, self->user_data, code, detail);
}

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

static void
note_thinking (Decoder *self)
{
  if (self->thought || self->spoken)
    return;

  self->thought = TRUE;
  silu_emit_thinking (self->func, self->user_data);
}

/* The signature of a part, and which part it is: @member and @value. */
static void
put_signature (Decoder *self, JsonObject *part, const char *member, gint64 value)
{
  const char *signature = silu_json_get_string (part, "thoughtSignature");
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *json = NULL;
  JsonObject *object;

  if (signature == NULL || *signature == '\0')
    return;

  object = json_object_new ();
  json_object_set_int_member (object, member, value);
  json_object_set_string_member (object, "thoughtSignature", signature);
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  json = json_to_string (node, FALSE);
  silu_emit_replay (self->func, self->user_data, SILU_CHANNEL_GEMINI, json);
}

/* Calls come whole. */
static void
take_call (Decoder *self, JsonObject *call)
{
  JsonNode *args = json_object_get_member (call, "args");
  g_autofree char *json = args != NULL ? json_to_string (args, FALSE) : NULL;
  SiluDelta delta = { .kind = SILU_DELTA_TOOL };

  self->spoken = TRUE;
  delta.tool.index = self->n_calls++;
  delta.tool.id = silu_json_get_string (call, "id");
  delta.tool.name = silu_json_get_string (call, "name");
  delta.tool.arguments = json != NULL ? json : "{}";
  self->func (&delta, self->user_data);
}

static void
take_part (Decoder *self, JsonObject *part)
{
  const char *text = silu_json_get_string (part, "text");
  JsonObject *call = silu_json_get_object (part, "functionCall");

  if (silu_json_get_boolean (part, "thought", FALSE))
    {
      note_thinking (self);
      silu_emit_reasoning (self->func, self->user_data, SILU_CHANNEL_GEMINI, text);
      put_signature (self, part, "thought", 0);
    }
  else if (silu_json_get_string (call, "name") != NULL)
    {
      take_call (self, call);
      put_signature (self, part, "functionCall", self->n_calls - 1);
    }
  else if (text != NULL || json_object_get_size (part) == 1)
    {
      self->spoken |= text != NULL && *text != '\0';
      silu_emit_text (self->func, self->user_data, SILU_CHANNEL_GEMINI, text);
      put_signature (self, part, "text", text != NULL ? (gint64) strlen (text) : 0);
    }
}

/* In every chunk, and growing. Thoughts are counted beside the candidates. */
static void
take_usage (Decoder *self, JsonObject *source)
{
  gint64 prompt = silu_json_get_count (source, "promptTokenCount");
  gint64 cached = silu_json_get_count (source, "cachedContentTokenCount");
  gint64 candidates = silu_json_get_count (source, "candidatesTokenCount");
  gint64 thoughts = silu_json_get_count (source, "thoughtsTokenCount");
  SiluDelta delta = { .kind = SILU_DELTA_USAGE, .usage = self->usage };
  SiluUsage *usage = &delta.usage;

  if (prompt >= 0)
    usage->prompt = prompt;
  if (cached >= 0)
    usage->cached = cached;
  usage->reasoning = MAX (usage->reasoning, thoughts);
  if (candidates >= 0 || thoughts >= 0)
    usage->completion = MAX (candidates, 0) + MAX (usage->reasoning, 0);

  if (usage->prompt == self->usage.prompt && usage->cached == self->usage.cached &&
      usage->completion == self->usage.completion && usage->reasoning == self->usage.reasoning)
    return;

  self->usage = *usage;
  self->func (&delta, self->user_data);
}

/* Some servers say it with every chunk: only what is new is given out. A call ends as "STOP". */
static void
take_finish (Decoder *self, const char *word, SiluFinish finish)
{
  if (finish == SILU_FINISH_STOP && self->n_calls > 0)
    finish = SILU_FINISH_TOOL_CALLS;
  if (g_strcmp0 (self->finish, word) == 0 && self->finished_calls == self->n_calls)
    return;

  g_free (self->finish);
  self->finish = g_strdup (word);
  self->finished_calls = self->n_calls;
  silu_emit_finish (self->func, self->user_data, finish, word);
}

static gboolean
is_word (const char *word)
{
  return word != NULL && *word != '\0' && !g_str_has_suffix (word, "_UNSPECIFIED");
}

static void
take_chunk (Decoder *self, JsonObject *root)
{
  JsonObject *candidate = silu_json_element_object (silu_json_get_array (root, "candidates"), 0);
  JsonObject *content = silu_json_get_object (candidate, "content");
  JsonArray *parts = silu_json_get_array (content, "parts");
  JsonObject *usage = silu_json_get_object (root, "usageMetadata");
  JsonObject *feedback = silu_json_get_object (root, "promptFeedback");
  const char *reason = silu_json_get_string (candidate, "finishReason");
  const char *block = silu_json_get_string (feedback, "blockReason");

  if (silu_json_get_int (usage, "thoughtsTokenCount", 0) > 0)
    note_thinking (self);
  for (guint i = 0; parts != NULL && i < json_array_get_length (parts); i++)
    {
      JsonObject *part = silu_json_element_object (parts, i);

      if (part != NULL)
        take_part (self, part);
    }

  take_usage (self, usage);
  if (is_word (block))
    take_finish (self, block, SILU_FINISH_FILTER);
  if (is_word (reason))
    take_finish (self, reason, silu_finish_from_word (reason));
}

static gpointer
decoder_new (G_GNUC_UNUSED SiluProfile *profile, SiluDeltaFunc func, gpointer user_data)
{
  Decoder *self = g_new0 (Decoder, 1);

  self->func = func;
  self->user_data = user_data;
  self->usage = (SiluUsage) SILU_USAGE_INIT;

  return self;
}

static void
decoder_free (gpointer decoder)
{
  Decoder *self = decoder;

  g_free (self->finish);
  g_free (self);
}

static void
take_json (Decoder *self, const char *data, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = silu_json_parse (data, length, &error);
  JsonObject *root = silu_json_root (node);

  if (root == NULL)
    emit_error (self, SILU_ERROR_PROTOCOL, error != NULL ? error->message : "not a JSON object");
  else if (!take_error (self, root))
    take_chunk (self, root);
}

/* There is no last event: the end of input is the end. */
static gboolean
decoder_payload (gpointer decoder, const char *type, const char *data, gsize length)
{
  Decoder *self = decoder;

  if (silu_payload_is_idle (data))
    return FALSE;

  if (g_str_equal (type, "error"))
    {
      g_autofree char *detail = NULL;
      SiluErrorCode code = silu_error_body_read (500, data, length, &detail);

      emit_error (self, code, detail);
    }
  else
    {
      take_json (self, data, length);
    }

  return FALSE;
}

/* Unstreamed, it is the same as a stream of one chunk. */
static void
decoder_object (gpointer decoder, const char *data, gsize length)
{
  take_json (decoder, data, length);
}

/* Nothing is held back. */
static void
decoder_finish (G_GNUC_UNUSED gpointer decoder)
{
}

/* Without a page size only fifty models are named. */
const SiluDialect silu_dialect_gemini = {
  .name = "gemini",
  .path = "models/%s:streamGenerateContent?alt=sse",
  .models_path = "models?pageSize=1000",
  .key_header = "x-goog-api-key",
  .key_prefix = "",
  .framing = SILU_FRAMING_EVENTS,
  .write_request = silu_gemini_request_write,
  .read_models = silu_gemini_models_read,
  .decoder_new = decoder_new,
  .decoder_payload = decoder_payload,
  .decoder_object = decoder_object,
  .decoder_finish = decoder_finish,
  .decoder_free = decoder_free,
};
