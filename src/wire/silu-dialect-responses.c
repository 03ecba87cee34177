/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OpenAI's Responses, the answering side (PROTOCOLS 2.13): typed events about numbered items that
 * are made of numbered parts. A text may come up to three times, as deltas, with its finished item
 * and in the whole response at the end: what was given out once is passed over after that. */
#include "silu-dialect-private.h"

#include "silu-error-body.h"
#include "silu-json.h"
#include "silu-openai-request.h"
#include "silu-responses-request.h"
#include "silu-think.h"
#include <string.h>

/* Things that are remembered to have come, at most; what comes whole beyond them is dropped. */
#define MAX_SEEN 30000

/* In the place of an item's or a part's number. */
#define ANY 0xfff

typedef enum
{
  SEEN_TEXT,
  SEEN_REFUSAL,
  SEEN_SUMMARY,
  SEEN_THOUGHT, /* the raw text, as open servers give it */
  SEEN_ARGUMENTS,
  SEEN_CALL,      /* a tool call was announced */
  SEEN_REASONING, /* a reasoning item was announced */
  SEEN_REPLAY,
} Seen;

typedef struct
{
  SiluDeltaFunc func;
  gpointer user_data;
  SiluThink *think;
  GHashTable *seen;      /* make_key () → 1; of a SEEN_CALL its number among the calls, from 1 */
  guint n_calls;         /* tool calls announced */
  guint item;            /* the last one that was begun: of an event that does not say */
  guint last_thought;    /* key of the part that the reasoning just given was of, 0: none */
  gboolean has_thoughts; /* in items of their own: tags in the answer are the answer's */
  gboolean refused;
} Decoder;

static gpointer
make_key (Seen kind, guint item, guint part)
{
  return GUINT_TO_POINTER ((guint) (kind + 1) << 24 | item << 12 | part);
}

static gboolean
was_seen (Decoder *self, Seen kind, guint item, guint part)
{
  return g_hash_table_size (self->seen) >= MAX_SEEN ||
         g_hash_table_contains (self->seen, make_key (kind, item, part));
}

static void
remember (Decoder *self, Seen kind, guint item, guint part)
{
  if (was_seen (self, kind, item, part))
    return;

  g_hash_table_insert (self->seen, make_key (kind, item, part), GUINT_TO_POINTER (1));
  g_hash_table_insert (self->seen, make_key (kind, item, ANY), GUINT_TO_POINTER (1));
  g_hash_table_insert (self->seen, make_key (kind, ANY, ANY), GUINT_TO_POINTER (1));
}

static guint
get_number (JsonObject *object, const char *member, guint fallback)
{
  return (guint) CLAMP (silu_json_get_int (object, member, fallback), 0, ANY - 1);
}

static void
emit_error (Decoder *self, SiluErrorCode code, const char *detail)
{
  silu_think_finish (self->think);
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

static void
put_text (Decoder *self, const char *text)
{
  self->last_thought = 0;
  if (self->has_thoughts)
    silu_emit_text (self->func, self->user_data, SILU_CHANNEL_CONTENT, text);
  else
    silu_think_feed (self->think, text, strlen (text));
}

static void
set_has_thoughts (Decoder *self)
{
  if (!self->has_thoughts)
    silu_think_finish (self->think);
  self->has_thoughts = TRUE;
}

/* Parts of a summary are paragraphs with a title each: a blank line keeps them apart. */
static void
put_thought (Decoder *self, guint key, const char *text)
{
  set_has_thoughts (self);
  if (self->last_thought != 0 && self->last_thought != key)
    silu_emit_reasoning (self->func, self->user_data, SILU_CHANNEL_RESPONSES, "\n\n");
  self->last_thought = key;
  silu_emit_reasoning (self->func, self->user_data, SILU_CHANNEL_RESPONSES, text);
}

static void
put_tool (Decoder *self, guint number, const char *id, const char *name, const char *arguments)
{
  SiluDelta delta = { .kind = SILU_DELTA_TOOL };

  self->last_thought = 0;
  delta.tool.index = (int) number - 1;
  delta.tool.id = id;
  delta.tool.name = name;
  delta.tool.arguments = arguments;
  self->func (&delta, self->user_data);
}

/* What has come of a part, or all of it. Arguments of a call that was never announced wait for the
 * finished item, which names it. */
static void
put_part (Decoder *self, Seen kind, guint item, guint part, const char *text)
{
  gpointer call = make_key (SEEN_CALL, item, ANY);
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->seen, call));

  if (text == NULL || *text == '\0' || (kind == SEEN_ARGUMENTS && number == 0))
    return;

  remember (self, kind, item, part);
  switch (kind)
    {
    case SEEN_SUMMARY:
    case SEEN_THOUGHT:
      put_thought (self, GPOINTER_TO_UINT (make_key (kind, item, part)), text);
      break;
    case SEEN_ARGUMENTS:
      put_tool (self, number, NULL, NULL, text);
      break;
    case SEEN_REFUSAL:
      self->refused = TRUE;
      put_text (self, text);
      break;
    default:
      put_text (self, text);
      break;
    }
}

typedef struct
{
  const char *type;
  Seen kind;
  const char *number; /* the member that has the part's number */
  const char *text;   /* the member that has the text */
  gboolean whole;     /* all of the part again */
} PartEvent;

static const PartEvent part_events[] = {
  { "response.output_text.delta", SEEN_TEXT, "content_index", "delta", FALSE },
  { "response.reasoning_summary_text.delta", SEEN_SUMMARY, "summary_index", "delta", FALSE },
  { "response.reasoning_text.delta", SEEN_THOUGHT, "content_index", "delta", FALSE },
  { "response.reasoning.delta", SEEN_THOUGHT, "content_index", "delta", FALSE },
  { "response.function_call_arguments.delta", SEEN_ARGUMENTS, "", "delta", FALSE },
  { "response.refusal.delta", SEEN_REFUSAL, "content_index", "delta", FALSE },
  { "response.output_text.done", SEEN_TEXT, "content_index", "text", TRUE },
  { "response.reasoning_summary_text.done", SEEN_SUMMARY, "summary_index", "text", TRUE },
  { "response.reasoning_text.done", SEEN_THOUGHT, "content_index", "text", TRUE },
  { "response.reasoning.done", SEEN_THOUGHT, "content_index", "text", TRUE },
  { "response.function_call_arguments.done", SEEN_ARGUMENTS, "", "arguments", TRUE },
  { "response.refusal.done", SEEN_REFUSAL, "content_index", "refusal", TRUE },
};

/* FALSE if @type is none of these. */
static gboolean
take_part_event (Decoder *self, const char *type, JsonObject *event)
{
  for (gsize i = 0; i < G_N_ELEMENTS (part_events); i++)
    {
      const PartEvent *row = &part_events[i];
      guint item;
      guint part;

      if (!g_str_equal (row->type, type))
        continue;

      item = get_number (event, "output_index", self->item);
      part = get_number (event, row->number, 0);
      if (!row->whole || !was_seen (self, row->kind, item, part))
        put_part (self, row->kind, item, part, silu_json_get_string (event, row->text));
      return TRUE;
    }

  return FALSE;
}

/* The parts of a finished item. */
static void
take_parts (Decoder *self, guint item, JsonArray *parts)
{
  static const struct
  {
    const char *type;
    Seen kind;
    const char *text;
  } kinds[] = {
    { "output_text", SEEN_TEXT, "text" },
    { "refusal", SEEN_REFUSAL, "refusal" },
    { "reasoning_text", SEEN_THOUGHT, "text" },
    { "summary_text", SEEN_SUMMARY, "text" },
  };

  for (guint i = 0; parts != NULL && i < json_array_get_length (parts); i++)
    {
      JsonObject *part = silu_json_element_object (parts, i);
      const char *type = silu_json_get_string (part, "type");

      for (gsize j = 0; j < G_N_ELEMENTS (kinds); j++)
        if (g_strcmp0 (kinds[j].type, type) == 0)
          put_part (self, kinds[j].kind, item, MIN (i, ANY - 1),
                    silu_json_get_string (part, kinds[j].text));
    }
}

static void
announce_call (Decoder *self, guint index, JsonObject *item)
{
  const char *id = silu_json_get_string (item, "call_id");

  if (was_seen (self, SEEN_CALL, index, ANY))
    return;

  remember (self, SEEN_CALL, index, 0);
  g_hash_table_insert (self->seen, make_key (SEEN_CALL, index, ANY),
                       GUINT_TO_POINTER (++self->n_calls));
  put_tool (self, self->n_calls, id != NULL ? id : silu_json_get_string (item, "id"),
            silu_json_get_string (item, "name"), "");
}

/* Whether there will be text in it or not. */
static void
announce_reasoning (Decoder *self, guint index)
{
  if (was_seen (self, SEEN_REASONING, index, ANY))
    return;

  remember (self, SEEN_REASONING, index, 0);
  set_has_thoughts (self);
  silu_emit_thinking (self->func, self->user_data);
}

/* The raw text if there is any, else its summary; then the item itself, if it is of use to the
 * server. */
static void
take_reasoning_item (Decoder *self, guint index, JsonObject *item)
{
  const char *encrypted = silu_json_get_string (item, "encrypted_content");

  announce_reasoning (self, index);
  if (!was_seen (self, SEEN_SUMMARY, index, ANY) && !was_seen (self, SEEN_THOUGHT, index, ANY))
    take_parts (self, index, silu_json_get_array (item, "content"));
  if (!was_seen (self, SEEN_SUMMARY, index, ANY) && !was_seen (self, SEEN_THOUGHT, index, ANY))
    take_parts (self, index, silu_json_get_array (item, "summary"));

  if (encrypted != NULL && *encrypted != '\0' && !was_seen (self, SEEN_REPLAY, index, ANY))
    {
      g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), item);
      g_autofree char *json = json_to_string (node, FALSE);

      remember (self, SEEN_REPLAY, index, 0);
      silu_emit_replay (self->func, self->user_data, SILU_CHANNEL_RESPONSES, json);
    }
}

/* A finished item: what its own events have not brought. */
static void
take_item (Decoder *self, guint index, JsonObject *item)
{
  const char *type = silu_json_get_string (item, "type");

  if (g_strcmp0 (type, "reasoning") == 0)
    {
      take_reasoning_item (self, index, item);
    }
  else if (g_strcmp0 (type, "function_call") == 0)
    {
      announce_call (self, index, item);
      if (!was_seen (self, SEEN_ARGUMENTS, index, ANY))
        put_part (self, SEEN_ARGUMENTS, index, 0, silu_json_get_string (item, "arguments"));
    }
  else if (g_strcmp0 (type, "message") == 0 && !was_seen (self, SEEN_TEXT, index, ANY) &&
           !was_seen (self, SEEN_REFUSAL, index, ANY))
    {
      take_parts (self, index, silu_json_get_array (item, "content"));
    }
}

static void
take_item_added (Decoder *self, JsonObject *event)
{
  JsonObject *item = silu_json_get_object (event, "item");
  const char *type = silu_json_get_string (item, "type");

  self->item = get_number (event, "output_index", self->item + 1);
  if (g_strcmp0 (type, "reasoning") == 0)
    announce_reasoning (self, self->item);
  else if (g_strcmp0 (type, "function_call") == 0)
    announce_call (self, self->item, item);
}

/* The items of a whole response, of the kinds of which nothing has come yet: not every server
 * numbers them here as it did before. */
static void
take_output (Decoder *self, JsonArray *output)
{
  gboolean had_text =
      was_seen (self, SEEN_TEXT, ANY, ANY) || was_seen (self, SEEN_REFUSAL, ANY, ANY);
  gboolean had_call = was_seen (self, SEEN_CALL, ANY, ANY);
  gboolean had_reasoning = was_seen (self, SEEN_REASONING, ANY, ANY) ||
                           was_seen (self, SEEN_SUMMARY, ANY, ANY) ||
                           was_seen (self, SEEN_THOUGHT, ANY, ANY);

  for (guint i = 0; output != NULL && i < MIN (json_array_get_length (output), ANY); i++)
    {
      JsonObject *item = silu_json_element_object (output, i);
      const char *type = silu_json_get_string (item, "type");

      if ((g_strcmp0 (type, "message") == 0 && !had_text) ||
          (g_strcmp0 (type, "function_call") == 0 && !had_call) ||
          (g_strcmp0 (type, "reasoning") == 0 && !had_reasoning))
        take_item (self, i, item);
    }
}

static void
take_usage (Decoder *self, JsonObject *usage)
{
  JsonObject *input = silu_json_get_object (usage, "input_tokens_details");
  JsonObject *output = silu_json_get_object (usage, "output_tokens_details");
  SiluDelta delta = { .kind = SILU_DELTA_USAGE, .usage = SILU_USAGE_INIT };

  if (usage == NULL)
    return;

  delta.usage.prompt = silu_json_get_int (usage, "input_tokens", -1);
  delta.usage.completion = silu_json_get_int (usage, "output_tokens", -1);
  delta.usage.reasoning = silu_json_get_int (output, "reasoning_tokens", -1);
  delta.usage.cached = silu_json_get_int (input, "cached_tokens", -1);
  delta.usage.cost = silu_json_get_double (usage, "cost", -1);
  self->func (&delta, self->user_data);
}

/* @status: "completed", "incomplete" or "failed"; of any other the answer is not over. */
static void
take_response (Decoder *self, JsonObject *response, const char *status)
{
  JsonObject *details = silu_json_get_object (response, "incomplete_details");
  const char *reason = silu_json_get_string (details, "reason");

  take_output (self, silu_json_get_array (response, "output"));
  silu_think_finish (self->think);
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
      SiluFinish finish = self->n_calls > 0 ? SILU_FINISH_TOOL_CALLS : SILU_FINISH_STOP;

      if (self->refused)
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
  const char *word = g_str_has_prefix (type, "response.") ? type + strlen ("response.") : "";

  if (take_part_event (self, type, event))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    if (g_str_equal (word, ends[i]))
      {
        take_response (self, silu_json_get_object (event, "response"), word);
        return TRUE;
      }

  if (g_str_equal (type, "error"))
    take_error_event (self, event);
  else if (g_str_equal (word, "output_item.added"))
    take_item_added (self, event);
  else if (g_str_equal (word, "output_item.done"))
    take_item (self, get_number (event, "output_index", self->item),
               silu_json_get_object (event, "item"));
  else
    take_error (self, event);

  return FALSE;
}

static gpointer
decoder_new (G_GNUC_UNUSED SiluProfile *profile, SiluDeltaFunc func, gpointer user_data)
{
  Decoder *self = g_new0 (Decoder, 1);

  self->func = func;
  self->user_data = user_data;
  self->think = silu_think_new (func, user_data);
  self->seen = g_hash_table_new (NULL, NULL);

  return self;
}

static void
decoder_free (gpointer decoder)
{
  Decoder *self = decoder;

  silu_think_free (self->think);
  g_hash_table_unref (self->seen);
  g_free (self);
}

/* Nothing, or the [DONE] of another dialect: it says nothing here, and hurts nobody. */
static gboolean
is_idle (const char *data)
{
  while (g_ascii_isspace (*data))
    data++;

  return *data == '\0' || g_str_has_prefix (data, "[DONE]");
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

  if (is_idle (data))
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

  silu_think_finish (self->think);
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
