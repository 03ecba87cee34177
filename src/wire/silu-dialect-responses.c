/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OpenAI's Responses, the answering side (PROTOCOLS 2.13): typed events about numbered items that
 * are made of numbered parts, then the whole response. */
#include "silu-dialect-private.h"

#include "silu-error-body.h"
#include "silu-json.h"
#include "silu-openai-request.h"
#include "silu-responses-output.h"
#include "silu-responses-request.h"
#include <string.h>

typedef struct
{
  SiluDeltaFunc func;
  gpointer user_data;
  SiluResponsesOutput *output;
  guint item; /* the last one that was begun: of an event that does not say */
} Decoder;

static guint
get_number (JsonObject *object, const char *member, guint fallback)
{
  return (guint) CLAMP (silu_json_get_int (object, member, fallback), 0,
                        SILU_RESPONSES_MAX_NUMBER - 1);
}

static void
emit_error (Decoder *self, SiluErrorCode code, const char *detail)
{
  silu_responses_output_flush (self->output);
  silu_emit_error (self->func, self->user_data, code, detail);
}

/* An error member of an event or of a response; TRUE if there was one. */
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

/* The documented form of the event has code and message beside its type, the recorded one has them
 * in an object. */
static void
take_error_event (Decoder *self, JsonObject *event)
{
  static const char *const members[] = { "message", "code" };
  g_autoptr (JsonObject) root = NULL;
  JsonObject *error;

  if (take_error (self, event))
    return;

  root = json_object_new ();
  error = json_object_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *word = silu_json_get_string (event, members[i]);

      if (word != NULL)
        json_object_set_string_member (error, members[i], word);
    }
  json_object_set_object_member (root, "error", error);
  take_error (self, root);
}

typedef struct
{
  const char *type;
  SiluResponsesPart kind;
  const char *number; /* the member that has the part's number */
  const char *text;   /* the member that has the text */
  gboolean whole;     /* all of the part again */
} PartEvent;

static const PartEvent part_events[] = {
  { "response.output_text.delta", SILU_RESPONSES_TEXT, "content_index", "delta", FALSE },
  { "response.reasoning_summary_text.delta", SILU_RESPONSES_SUMMARY, "summary_index", "delta",
    FALSE },
  { "response.reasoning_text.delta", SILU_RESPONSES_THOUGHT, "content_index", "delta", FALSE },
  { "response.reasoning.delta", SILU_RESPONSES_THOUGHT, "content_index", "delta", FALSE },
  { "response.function_call_arguments.delta", SILU_RESPONSES_ARGUMENTS, "", "delta", FALSE },
  { "response.refusal.delta", SILU_RESPONSES_REFUSAL, "content_index", "delta", FALSE },
  { "response.output_text.done", SILU_RESPONSES_TEXT, "content_index", "text", TRUE },
  { "response.reasoning_summary_text.done", SILU_RESPONSES_SUMMARY, "summary_index", "text", TRUE },
  { "response.reasoning_text.done", SILU_RESPONSES_THOUGHT, "content_index", "text", TRUE },
  { "response.reasoning.done", SILU_RESPONSES_THOUGHT, "content_index", "text", TRUE },
  { "response.function_call_arguments.done", SILU_RESPONSES_ARGUMENTS, "", "arguments", TRUE },
  { "response.refusal.done", SILU_RESPONSES_REFUSAL, "content_index", "refusal", TRUE },
};

/* FALSE if @type is none of these. */
static gboolean
take_part_event (Decoder *self, const char *type, JsonObject *event)
{
  for (gsize i = 0; i < G_N_ELEMENTS (part_events); i++)
    {
      const PartEvent *row = &part_events[i];
      const char *text;
      guint item;
      guint part;

      if (!g_str_equal (row->type, type))
        continue;

      item = get_number (event, "output_index", self->item);
      part = get_number (event, row->number, 0);
      text = silu_json_get_string (event, row->text);
      if (row->whole)
        silu_responses_output_add_whole (self->output, row->kind, item, part, text);
      else
        silu_responses_output_add (self->output, row->kind, item, part, text);
      return TRUE;
    }

  return FALSE;
}

static void
take_usage (Decoder *self, JsonObject *usage)
{
  JsonObject *input = silu_json_get_object (usage, "input_tokens_details");
  JsonObject *output = silu_json_get_object (usage, "output_tokens_details");
  SiluDelta delta = { .kind = SILU_DELTA_USAGE, .usage = SILU_USAGE_INIT };

  if (usage == NULL)
    return;

  delta.usage.prompt = silu_json_get_count (usage, "input_tokens");
  delta.usage.completion = silu_json_get_count (usage, "output_tokens");
  delta.usage.reasoning = silu_json_get_count (output, "reasoning_tokens");
  delta.usage.cached = silu_json_get_count (input, "cached_tokens");
  delta.usage.cost = silu_json_get_double (usage, "cost", -1);
  self->func (&delta, self->user_data);
}

/* @status: "completed", "incomplete" or "failed"; of any other the answer is not over. */
static void
take_response (Decoder *self, JsonObject *response, const char *status)
{
  JsonObject *details = silu_json_get_object (response, "incomplete_details");
  const char *reason = silu_json_get_string (details, "reason");

  silu_responses_output_take_all (self->output, silu_json_get_array (response, "output"));
  silu_responses_output_flush (self->output);
  take_usage (self, silu_json_get_object (response, "usage"));

  if (g_str_equal (status, "failed"))
    {
      if (!take_error (self, response))
        emit_error (self, SILU_ERROR_SERVER, NULL);
    }
  else if (g_str_equal (status, "incomplete"))
    {
      reason = reason != NULL ? reason : status;
      silu_emit_finish (self->func, self->user_data, silu_finish_from_word (reason), reason);
    }
  else if (g_str_equal (status, "completed"))
    {
      SiluFinish finish = silu_responses_output_has_calls (self->output) ? SILU_FINISH_TOOL_CALLS
                                                                         : SILU_FINISH_STOP;

      if (silu_responses_output_is_refused (self->output))
        silu_emit_finish (self->func, self->user_data, SILU_FINISH_FILTER, "refusal");
      else
        silu_emit_finish (self->func, self->user_data, finish, status);
    }
}

/* TRUE for the last one. */
static gboolean
take_event (Decoder *self, const char *type, JsonObject *event)
{
  static const char *const ends[] = { "completed", "incomplete", "failed" };
  JsonObject *item = silu_json_get_object (event, "item");
  const char *word = g_str_has_prefix (type, "response.") ? type + strlen ("response.") : "";

  if (take_part_event (self, type, event))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    if (g_str_equal (word, ends[i]))
      {
        take_response (self, silu_json_get_object (event, "response"), word);
        return TRUE;
      }

  if (g_str_equal (word, "output_item.added"))
    {
      self->item = get_number (event, "output_index", self->item + 1);
      silu_responses_output_begin (self->output, self->item, item);
    }
  else if (g_str_equal (word, "output_item.done"))
    {
      guint index = get_number (event, "output_index", self->item);

      silu_responses_output_take_item (self->output, index, item);
    }
  else if (g_str_equal (type, "error"))
    {
      take_error_event (self, event);
    }
  else
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
  self->output = silu_responses_output_new (func, user_data);

  return self;
}

static void
decoder_free (gpointer decoder)
{
  Decoder *self = decoder;

  silu_responses_output_free (self->output);
  g_free (self);
}

static gboolean
decoder_payload (gpointer decoder, const char *type, const char *data, gsize length)
{
  Decoder *self = decoder;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *detail = NULL;
  JsonObject *event;
  const char *name;
  SiluErrorCode code;

  if (silu_payload_is_idle (data))
    return FALSE;

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
      code = silu_error_body_read (500, data, length, &detail);
      emit_error (self, code, detail);
    }
  else
    {
      emit_error (self, SILU_ERROR_PROTOCOL, error != NULL ? error->message : "not a JSON object");
    }

  return FALSE;
}

static void
decoder_object (gpointer decoder, const char *data, gsize length)
{
  Decoder *self = decoder;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = silu_json_parse (data, length, &error);
  JsonObject *root = silu_json_root (node);
  const char *status = silu_json_get_string (root, "status");

  if (root == NULL)
    emit_error (self, SILU_ERROR_PROTOCOL, error != NULL ? error->message : "not a JSON object");
  else if (silu_json_get_array (root, "output") != NULL)
    take_response (self, root, status != NULL ? status : "completed");
  else
    take_error (self, root);
}

static void
decoder_finish (gpointer decoder)
{
  Decoder *self = decoder;

  silu_responses_output_flush (self->output);
}

const SiluDialect silu_dialect_responses = {
  .name = "responses",
  .path = "responses",
  .models_path = "models",
  .key_header = "Authorization",
  .key_prefix = "Bearer ",
  .framing = SILU_FRAMING_EVENTS,
  .write_request = silu_responses_request_write,
  .read_models = silu_openai_models_read,
  .decoder_new = decoder_new,
  .decoder_payload = decoder_payload,
  .decoder_object = decoder_object,
  .decoder_finish = decoder_finish,
  .decoder_free = decoder_free,
};
