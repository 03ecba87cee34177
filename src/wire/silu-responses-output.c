/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text may come up to three times, as deltas, with its finished item and in the whole response at
 * the end, and not every server sends all three. So each is taken, and what was given out once is
 * passed over after that. */
#include "silu-responses-output.h"

#include "silu-dialect-private.h"
#include "silu-json.h"
#include "silu-think.h"
#include <string.h>

/* Things that are remembered to have come, at most; what comes whole beyond them is dropped. */
#define MAX_SEEN 30000

/* In the place of an item's or a part's number. */
#define ANY SILU_RESPONSES_MAX_NUMBER

/* Beside the kinds of parts. */
enum
{
  SEEN_CALL = SILU_RESPONSES_ARGUMENTS + 1, /* a tool call was announced */
  SEEN_REASONING,                           /* a reasoning item was announced */
  SEEN_REPLAY,
};

struct _SiluResponsesOutput
{
  SiluDeltaFunc func;
  gpointer user_data;
  SiluThink *think;
  GHashTable *seen;      /* make_key () → 1; of a SEEN_CALL its number among the calls, from 1 */
  guint n_calls;         /* tool calls announced */
  guint last_thought;    /* key of the part that the reasoning just given was of, 0: none */
  gboolean has_thoughts; /* in items of their own: tags in the answer are the answer's */
  gboolean refused;
};

static gpointer
make_key (guint kind, guint item, guint part)
{
  return GUINT_TO_POINTER ((kind + 1) << 24 | item << 12 | part);
}

static gboolean
was_seen (SiluResponsesOutput *self, guint kind, guint item, guint part)
{
  return g_hash_table_size (self->seen) >= MAX_SEEN ||
         g_hash_table_contains (self->seen, make_key (kind, item, part));
}

static void
remember (SiluResponsesOutput *self, guint kind, guint item, guint part)
{
  if (was_seen (self, kind, item, part))
    return;

  g_hash_table_insert (self->seen, make_key (kind, item, part), GUINT_TO_POINTER (1));
  g_hash_table_insert (self->seen, make_key (kind, item, ANY), GUINT_TO_POINTER (1));
  g_hash_table_insert (self->seen, make_key (kind, ANY, ANY), GUINT_TO_POINTER (1));
}

static void
put_text (SiluResponsesOutput *self, const char *text)
{
  self->last_thought = 0;
  if (self->has_thoughts)
    silu_emit_text (self->func, self->user_data, SILU_CHANNEL_CONTENT, text);
  else
    silu_think_feed (self->think, text, strlen (text));
}

static void
set_has_thoughts (SiluResponsesOutput *self)
{
  if (!self->has_thoughts)
    silu_think_finish (self->think);
  self->has_thoughts = TRUE;
}

/* Parts of a summary are paragraphs with a title each: a blank line keeps them apart. */
static void
put_thought (SiluResponsesOutput *self, guint key, const char *text)
{
  set_has_thoughts (self);
  if (self->last_thought != 0 && self->last_thought != key)
    silu_emit_reasoning (self->func, self->user_data, SILU_CHANNEL_RESPONSES, "\n\n");
  self->last_thought = key;
  silu_emit_reasoning (self->func, self->user_data, SILU_CHANNEL_RESPONSES, text);
}

static void
put_tool (SiluResponsesOutput *self,
          guint number,
          const char *id,
          const char *name,
          const char *arguments)
{
  SiluDelta delta = { .kind = SILU_DELTA_TOOL };

  self->last_thought = 0;
  delta.tool.index = (int) number - 1;
  delta.tool.id = id;
  delta.tool.name = name;
  delta.tool.arguments = arguments;
  self->func (&delta, self->user_data);
}

static void
announce_call (SiluResponsesOutput *self, guint index, JsonObject *item)
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
announce_reasoning (SiluResponsesOutput *self, guint index)
{
  if (was_seen (self, SEEN_REASONING, index, ANY))
    return;

  remember (self, SEEN_REASONING, index, 0);
  set_has_thoughts (self);
  silu_emit_thinking (self->func, self->user_data);
}

SiluResponsesOutput *
silu_responses_output_new (SiluDeltaFunc func, gpointer user_data)
{
  SiluResponsesOutput *self = g_new0 (SiluResponsesOutput, 1);

  self->func = func;
  self->user_data = user_data;
  self->think = silu_think_new (func, user_data);
  self->seen = g_hash_table_new (NULL, NULL);

  return self;
}

void
silu_responses_output_free (SiluResponsesOutput *self)
{
  silu_think_free (self->think);
  g_hash_table_unref (self->seen);
  g_free (self);
}

void
silu_responses_output_begin (SiluResponsesOutput *self, guint index, JsonObject *item)
{
  const char *type = silu_json_get_string (item, "type");

  if (g_strcmp0 (type, "reasoning") == 0)
    announce_reasoning (self, index);
  else if (g_strcmp0 (type, "function_call") == 0)
    announce_call (self, index, item);
}

/* Arguments of a call that was never announced wait for the finished item, which names it. */
void
silu_responses_output_add (SiluResponsesOutput *self,
                           SiluResponsesPart kind,
                           guint index,
                           guint part,
                           const char *text)
{
  gpointer call = make_key (SEEN_CALL, index, ANY);
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->seen, call));

  if (text == NULL || *text == '\0' || (kind == SILU_RESPONSES_ARGUMENTS && number == 0))
    return;

  remember (self, kind, index, part);
  switch (kind)
    {
    case SILU_RESPONSES_SUMMARY:
    case SILU_RESPONSES_THOUGHT:
      put_thought (self, GPOINTER_TO_UINT (make_key (kind, index, part)), text);
      break;
    case SILU_RESPONSES_ARGUMENTS:
      put_tool (self, number, NULL, NULL, text);
      break;
    case SILU_RESPONSES_REFUSAL:
      self->refused = TRUE;
      put_text (self, text);
      break;
    default:
      put_text (self, text);
      break;
    }
}

void
silu_responses_output_add_whole (SiluResponsesOutput *self,
                                 SiluResponsesPart kind,
                                 guint index,
                                 guint part,
                                 const char *text)
{
  if (!was_seen (self, kind, index, part))
    silu_responses_output_add (self, kind, index, part, text);
}

/* The parts of a finished item. */
static void
take_parts (SiluResponsesOutput *self, guint item, JsonArray *parts)
{
  static const struct
  {
    const char *type;
    SiluResponsesPart kind;
    const char *text;
  } kinds[] = {
    { "output_text", SILU_RESPONSES_TEXT, "text" },
    { "refusal", SILU_RESPONSES_REFUSAL, "refusal" },
    { "reasoning_text", SILU_RESPONSES_THOUGHT, "text" },
    { "summary_text", SILU_RESPONSES_SUMMARY, "text" },
  };

  for (guint i = 0; parts != NULL && i < json_array_get_length (parts); i++)
    {
      JsonObject *part = silu_json_element_object (parts, i);
      const char *type = silu_json_get_string (part, "type");

      for (gsize j = 0; j < G_N_ELEMENTS (kinds); j++)
        if (g_strcmp0 (kinds[j].type, type) == 0)
          silu_responses_output_add (self, kinds[j].kind, item, MIN (i, ANY - 1),
                                     silu_json_get_string (part, kinds[j].text));
    }
}

/* The raw text if there is any, else its summary; then the item itself, if it is of use to the
 * server. */
static void
take_reasoning_item (SiluResponsesOutput *self, guint index, JsonObject *item)
{
  const char *encrypted = silu_json_get_string (item, "encrypted_content");

  announce_reasoning (self, index);
  if (!was_seen (self, SILU_RESPONSES_SUMMARY, index, ANY) &&
      !was_seen (self, SILU_RESPONSES_THOUGHT, index, ANY))
    take_parts (self, index, silu_json_get_array (item, "content"));
  if (!was_seen (self, SILU_RESPONSES_SUMMARY, index, ANY) &&
      !was_seen (self, SILU_RESPONSES_THOUGHT, index, ANY))
    take_parts (self, index, silu_json_get_array (item, "summary"));

  if (encrypted != NULL && *encrypted != '\0' && !was_seen (self, SEEN_REPLAY, index, ANY))
    {
      g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), item);
      g_autofree char *json = json_to_string (node, FALSE);

      remember (self, SEEN_REPLAY, index, 0);
      silu_emit_replay (self->func, self->user_data, SILU_CHANNEL_RESPONSES, json);
    }
}

void
silu_responses_output_take_item (SiluResponsesOutput *self, guint index, JsonObject *item)
{
  const char *type = silu_json_get_string (item, "type");

  if (g_strcmp0 (type, "reasoning") == 0)
    {
      take_reasoning_item (self, index, item);
    }
  else if (g_strcmp0 (type, "function_call") == 0)
    {
      announce_call (self, index, item);
      if (!was_seen (self, SILU_RESPONSES_ARGUMENTS, index, ANY))
        silu_responses_output_add (self, SILU_RESPONSES_ARGUMENTS, index, 0,
                                   silu_json_get_string (item, "arguments"));
    }
  else if (g_strcmp0 (type, "message") == 0 && !was_seen (self, SILU_RESPONSES_TEXT, index, ANY) &&
           !was_seen (self, SILU_RESPONSES_REFUSAL, index, ANY))
    {
      take_parts (self, index, silu_json_get_array (item, "content"));
    }
}

/* By kinds, not by numbers: not every server numbers the items here as it did before. */
void
silu_responses_output_take_all (SiluResponsesOutput *self, JsonArray *items)
{
  gboolean had_text = was_seen (self, SILU_RESPONSES_TEXT, ANY, ANY) ||
                      was_seen (self, SILU_RESPONSES_REFUSAL, ANY, ANY);
  gboolean had_call = was_seen (self, SEEN_CALL, ANY, ANY);
  gboolean had_reasoning = was_seen (self, SEEN_REASONING, ANY, ANY) ||
                           was_seen (self, SILU_RESPONSES_SUMMARY, ANY, ANY) ||
                           was_seen (self, SILU_RESPONSES_THOUGHT, ANY, ANY);

  for (guint i = 0; items != NULL && i < MIN (json_array_get_length (items), ANY); i++)
    {
      JsonObject *item = silu_json_element_object (items, i);
      const char *type = silu_json_get_string (item, "type");

      if ((g_strcmp0 (type, "message") == 0 && !had_text) ||
          (g_strcmp0 (type, "function_call") == 0 && !had_call) ||
          (g_strcmp0 (type, "reasoning") == 0 && !had_reasoning))
        silu_responses_output_take_item (self, i, item);
    }
}

void
silu_responses_output_flush (SiluResponsesOutput *self)
{
  silu_think_finish (self->think);
}

gboolean
silu_responses_output_has_calls (const SiluResponsesOutput *self)
{
  return self->n_calls > 0;
}

gboolean
silu_responses_output_is_refused (const SiluResponsesOutput *self)
{
  return self->refused;
}
