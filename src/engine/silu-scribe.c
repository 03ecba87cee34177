/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The middle of a token's way: from the dialect's deltas into the message and the journal. */
#include "silu-scribe.h"

#include "silu-seam.h"
#include <json-glib/json-glib.h>

/* Milliseconds between two rows of the journal: what a crash may cost is less than a second. */
#define JOURNAL_INTERVAL 400

/* Bytes that the calls of one answer may hold together, and how many they may be. */
#define MAX_TOOL_BYTES (4 * 1024 * 1024)
#define MAX_TOOLS 128

typedef struct
{
  char *id;
  char *name;
  GString *arguments;
  gboolean is_written;
} ToolCall;

struct _SiluScribe
{
  SiluStore *store;
  SiluMessage *message;
  SiluSeam *seam;   /* NULL where nothing is gone on with */
  GPtrArray *tools; /* of ToolCall, by index */
  gsize tool_bytes;
  gboolean has_written;

  /* What the message has and the journal has not yet. */
  GString *unsaved;
  SiluPartKind unsaved_kind;
  SiluChannel unsaved_channel;
  gint64 unsaved_time; /* when the first of it came */
  guint journal_source;
};

static void
tool_call_free (gpointer data)
{
  ToolCall *self = data;

  g_free (self->id);
  g_free (self->name);
  g_string_free (self->arguments, TRUE);
  g_free (self);
}

SiluScribe *
silu_scribe_new (SiluStore *store, SiluMessage *message, const char *before)
{
  SiluScribe *self = g_new0 (SiluScribe, 1);

  self->store = g_object_ref (store);
  self->message = g_object_ref (message);
  self->seam = before != NULL ? silu_seam_new (before) : NULL;
  self->tools = g_ptr_array_new_with_free_func (tool_call_free);
  self->unsaved = g_string_new (NULL);

  return self;
}

void
silu_scribe_free (SiluScribe *self)
{
  g_clear_handle_id (&self->journal_source, g_source_remove);
  g_clear_pointer (&self->seam, silu_seam_free);
  g_object_unref (self->store);
  g_object_unref (self->message);
  g_ptr_array_unref (self->tools);
  g_string_free (self->unsaved, TRUE);
  g_free (self);
}

static void
flush_journal (SiluScribe *self)
{
  g_clear_handle_id (&self->journal_source, g_source_remove);

  if (self->unsaved->len == 0)
    return;

  silu_store_append (self->store, self->message, self->unsaved_kind, self->unsaved_channel,
                     self->unsaved->str, self->unsaved_time);
  g_string_truncate (self->unsaved, 0);
}

static gboolean
journal_cb (gpointer user_data)
{
  SiluScribe *self = user_data;

  self->journal_source = 0;
  flush_journal (self);

  return G_SOURCE_REMOVE;
}

/* Text and thoughts grow in pieces; everything else comes whole, and is a row of its own. */
static gboolean
joins (SiluScribe *self, SiluPartKind kind, SiluChannel channel)
{
  return kind == self->unsaved_kind && channel == self->unsaved_channel &&
         (kind == SILU_PART_TEXT || kind == SILU_PART_REASONING);
}

static void
append (SiluScribe *self, SiluPartKind kind, SiluChannel channel, const char *text)
{
  gint64 now = g_get_real_time ();

  if (*text == '\0')
    return;

  if (self->unsaved->len > 0 && !joins (self, kind, channel))
    flush_journal (self);

  if (self->unsaved->len == 0)
    self->unsaved_time = now;
  self->has_written = TRUE;
  self->unsaved_kind = kind;
  self->unsaved_channel = channel;
  g_string_append (self->unsaved, text);
  if (self->journal_source == 0)
    self->journal_source = g_timeout_add (JOURNAL_INTERVAL, journal_cb, self);

  silu_message_append_at (self->message, kind, channel, text, now);
}

void
silu_scribe_stamp (SiluScribe *self, gsize member)
{
  SiluTimes times = *silu_message_get_times (self->message);
  gint64 *when = G_STRUCT_MEMBER_P (&times, member);

  if (*when != 0)
    return;

  *when = g_get_real_time ();
  silu_message_set_times (self->message, &times);
}

static void
take_text (SiluScribe *self, const SiluDelta *delta)
{
  g_autofree char *fresh = NULL;

  silu_scribe_stamp (self, G_STRUCT_OFFSET (SiluTimes, first_text));
  if (self->seam == NULL)
    {
      append (self, SILU_PART_TEXT, delta->channel, delta->text);
      return;
    }

  self->has_written = TRUE; /* even if the seam holds it back */
  fresh = silu_seam_feed (self->seam, delta->text);
  append (self, SILU_PART_TEXT, delta->channel, fresh);
}

static void
reclassify (SiluScribe *self)
{
  SiluTimes times = *silu_message_get_times (self->message);

  flush_journal (self);
  silu_message_reclassify (self->message);
  silu_store_append_reclassify (self->store, self->message);

  times.first_reasoning = times.first_text;
  times.first_text = 0;
  silu_message_set_times (self->message, &times);
}

/* Tools are not offered yet; what a model calls all the same is kept with its message. */
static void
take_tool (SiluScribe *self, const SiluToolDelta *tool)
{
  ToolCall *call;

  if (tool->index < 0 || tool->index >= MAX_TOOLS || self->tool_bytes > MAX_TOOL_BYTES)
    return;

  while (self->tools->len <= (guint) tool->index)
    {
      call = g_new0 (ToolCall, 1);
      call->arguments = g_string_new (NULL);
      g_ptr_array_add (self->tools, call);
    }

  call = g_ptr_array_index (self->tools, tool->index);
  if (tool->id != NULL && call->id == NULL)
    call->id = g_strdup (tool->id);
  if (tool->name != NULL && call->name == NULL)
    call->name = g_strdup (tool->name);
  if (tool->arguments != NULL)
    g_string_append (call->arguments, tool->arguments);
  self->tool_bytes = self->tool_bytes + (tool->arguments != NULL ? strlen (tool->arguments) : 0);
  self->has_written = TRUE;
}

/* A number that the server has passed over is no call. */
static void
append_tool (SiluScribe *self, ToolCall *call)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object;
  g_autofree char *json = NULL;

  if (call->name == NULL || call->is_written)
    return;

  root = json_node_new (JSON_NODE_OBJECT);
  object = json_object_new ();
  json_node_take_object (root, object);
  json_object_set_string_member (object, "id", call->id != NULL ? call->id : "");
  json_object_set_string_member (object, "name", call->name);
  json_object_set_string_member (object, "arguments", call->arguments->str);
  json = json_to_string (root, FALSE);
  append (self, SILU_PART_TOOL_CALL, SILU_CHANNEL_NONE, json);
  call->is_written = TRUE;
}

/* Before what comes on @channel. Servers that send one block after the other want them back so: a
 * signed thought belongs to the call that follows it. Elsewhere calls may still grow. */
static void
end_calls (SiluScribe *self, SiluChannel channel)
{
  if (channel != SILU_CHANNEL_ANTHROPIC && channel != SILU_CHANNEL_RESPONSES &&
      channel != SILU_CHANNEL_GEMINI)
    return;

  for (guint i = 0; i < self->tools->len; i++)
    append_tool (self, g_ptr_array_index (self->tools, i));
}

void
silu_scribe_take (SiluScribe *self, const SiluDelta *delta)
{
  switch (delta->kind)
    {
    case SILU_DELTA_THINKING:
      self->has_written = TRUE; /* nothing to be seen, but to be paid for */
      silu_scribe_stamp (self, G_STRUCT_OFFSET (SiluTimes, first_reasoning));
      break;

    case SILU_DELTA_REASONING:
      end_calls (self, delta->channel);
      silu_scribe_stamp (self, G_STRUCT_OFFSET (SiluTimes, first_reasoning));
      append (self, SILU_PART_REASONING, delta->channel, delta->text);
      break;

    case SILU_DELTA_TEXT:
      end_calls (self, delta->channel);
      take_text (self, delta);
      break;

    case SILU_DELTA_RECLASSIFY:
      reclassify (self);
      break;

    case SILU_DELTA_REPLAY:
      end_calls (self, delta->channel);
      append (self, SILU_PART_REPLAY, delta->channel, delta->text);
      break;

    case SILU_DELTA_TOOL:
      take_tool (self, &delta->tool);
      break;

    case SILU_DELTA_USAGE:
      silu_message_set_usage (self->message, &delta->usage);
      break;

    case SILU_DELTA_FINISH:
      silu_message_set_finish (self->message, delta->finish);
      break;

    case SILU_DELTA_ID:    /* the turn's affair */
    case SILU_DELTA_ERROR: /* the request fails with it */
    default:
      break;
    }
}

gboolean
silu_scribe_has_written (SiluScribe *self)
{
  return self->has_written;
}

void
silu_scribe_end (SiluScribe *self)
{
  if (self->seam != NULL)
    {
      g_autofree char *held = silu_seam_finish (self->seam);

      append (self, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, held);
      g_clear_pointer (&self->seam, silu_seam_free);
    }

  for (guint i = 0; i < self->tools->len; i++)
    append_tool (self, g_ptr_array_index (self->tools, i));
  g_ptr_array_set_size (self->tools, 0);

  flush_journal (self);
}
