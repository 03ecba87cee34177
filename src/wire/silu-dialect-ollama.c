/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ollama's own interface, the answering side (PROTOCOLS 2.5): one object a line, thoughts beside
 * the content, and times in nanoseconds at the end. */
#include "silu-dialect-private.h"

#include "silu-error-body.h"
#include "silu-json.h"
#include "silu-ollama-request.h"
#include "silu-think.h"
#include <string.h>

#define NS_PER_MS (1000 * 1000)

typedef struct
{
  SiluDeltaFunc func;
  gpointer user_data;
  SiluThink *think; /* for models whose template Ollama does not know to split */
  int n_calls;
} Decoder;

static void
emit_error (Decoder *self, SiluErrorCode code, const char *detail)
{
  silu_think_finish (self->think);
  silu_emit_error (self->func, self->user_data, code, detail);
}

/* {"error": "…"}, at any time; TRUE if it was one. */
static gboolean
take_error (Decoder *self, JsonObject *root)
{
  g_autofree char *detail = NULL;
  SiluErrorCode code = SILU_ERROR_FAILED;

  if (!silu_error_body_read_json (200, root, &code, &detail))
    return FALSE;

  /* "x does not support thinking": the server is well, it cannot do what was asked. */
  if (code == SILU_ERROR_SERVER && detail != NULL && strstr (detail, "does not support") != NULL)
    code = SILU_ERROR_REQUEST;
  emit_error (self, code, detail);

  return TRUE;
}

static void
take_thinking (Decoder *self, const char *text)
{
  if (text == NULL || *text == '\0')
    return;

  silu_think_set_structured (self->think);
  silu_emit_reasoning (self->func, self->user_data, SILU_CHANNEL_THINKING, text);
}

/* Calls come whole. They are numbered here: older servers do not, and begin again in each line. */
static void
take_tools (Decoder *self, JsonArray *calls)
{
  for (guint i = 0; calls != NULL && i < json_array_get_length (calls); i++)
    {
      JsonObject *call = silu_json_element_object (calls, i);
      JsonObject *function = silu_json_get_object (call, "function");
      JsonNode *arguments =
          function != NULL ? json_object_get_member (function, "arguments") : NULL;
      g_autofree char *json = arguments != NULL ? json_to_string (arguments, FALSE) : NULL;
      SiluDelta delta = { .kind = SILU_DELTA_TOOL };

      if (function == NULL)
        continue;

      delta.tool.index = self->n_calls++;
      delta.tool.id = silu_json_get_string (call, "id");
      delta.tool.name = silu_json_get_string (function, "name");
      delta.tool.arguments = json != NULL ? json : "{}";
      self->func (&delta, self->user_data);
    }
}

static void
take_usage (Decoder *self, JsonObject *root)
{
  gint64 load = silu_json_get_int (root, "load_duration", -1);
  SiluDelta delta = { .kind = SILU_DELTA_USAGE, .usage = SILU_USAGE_INIT };

  delta.usage.prompt = silu_json_get_count (root, "prompt_eval_count");
  delta.usage.completion = silu_json_get_count (root, "eval_count");
  delta.usage.load = load >= 0 ? load / NS_PER_MS : -1;
  if (silu_usage_is_known (&delta.usage) || delta.usage.load >= 0)
    self->func (&delta, self->user_data);
}

/* To load or to unload a model without a question is an answer with nothing in it, not a failure.
 */
static void
take_done (Decoder *self, JsonObject *root)
{
  const char *word = silu_json_get_string (root, "done_reason");
  SiluFinish finish;

  if (word == NULL || *word == '\0')
    word = "stop";
  if (g_str_equal (word, "load") || g_str_equal (word, "unload"))
    finish = SILU_FINISH_STOP;
  else
    finish = silu_finish_from_word (word);
  if (finish == SILU_FINISH_STOP && self->n_calls > 0)
    finish = SILU_FINISH_TOOL_CALLS;

  silu_think_finish (self->think);
  take_usage (self, root);
  silu_emit_finish (self->func, self->user_data, finish, word);
}

static gpointer
decoder_new (G_GNUC_UNUSED SiluProfile *profile, SiluDeltaFunc func, gpointer user_data)
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

static gboolean
decoder_payload (gpointer decoder, G_GNUC_UNUSED const char *type, const char *data, gsize length)
{
  Decoder *self = decoder;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = silu_json_parse (data, length, &error);
  JsonObject *root = silu_json_root (node);
  JsonObject *message = silu_json_get_object (root, "message");
  const char *content = silu_json_get_string (message, "content");

  if (root == NULL)
    {
      emit_error (self, SILU_ERROR_PROTOCOL, error != NULL ? error->message : "not a JSON object");
      return FALSE;
    }
  if (take_error (self, root))
    return FALSE;

  take_thinking (self, silu_json_get_string (message, "thinking"));
  if (content != NULL)
    silu_think_feed (self->think, content, strlen (content));
  take_tools (self, silu_json_get_array (message, "tool_calls"));

  if (!silu_json_get_boolean (root, "done", FALSE))
    return FALSE;

  take_done (self, root);

  return TRUE;
}

/* Unstreamed, it is the same as a stream of one line. */
static void
decoder_object (gpointer decoder, const char *data, gsize length)
{
  decoder_payload (decoder, "", data, length);
}

static void
decoder_finish (gpointer decoder)
{
  Decoder *self = decoder;

  silu_think_finish (self->think);
}

const SiluDialect silu_dialect_ollama = {
  .name = "ollama",
  .path = "api/chat",
  .models_path = "api/tags",
  .key_header = "Authorization",
  .key_prefix = "Bearer ",
  .framing = SILU_FRAMING_LINES,
  .write_request = silu_ollama_request_write,
  .read_models = silu_ollama_models_read,
  .decoder_new = decoder_new,
  .decoder_payload = decoder_payload,
  .decoder_object = decoder_object,
  .decoder_finish = decoder_finish,
  .decoder_free = decoder_free,
};
