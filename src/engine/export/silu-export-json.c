/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Silu's own JSON: what is read again gives the same bytes. So members come in one order, and one
 * that says nothing (0, "", false, null) is left out. One conversation a line. */
#include "silu-export-json.h"

#include "silu-export-private.h"

#define VERSION 1

void
silu_export_json_add_string (JsonBuilder *builder, const char *name, const char *value)
{
  if (value == NULL || *value == '\0')
    return;

  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

void
silu_export_json_add_number (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

void
silu_export_json_add_time (JsonBuilder *builder, const char *name, gint64 time)
{
  if (time != 0)
    silu_export_json_add_number (builder, name, time);
}

static void
add_count (JsonBuilder *builder, const char *name, gint64 count)
{
  if (count >= 0)
    silu_export_json_add_number (builder, name, count);
}

void
silu_export_json_add_flag (JsonBuilder *builder, const char *name, gboolean value)
{
  if (!value)
    return;

  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, TRUE);
}

static void
add_think (JsonBuilder *builder, SiluThinkLevel think)
{
  if (think != SILU_THINK_AUTO)
    silu_export_json_add_string (builder, "think", silu_think_level_to_string (think));
}

/* As it is stored: "temperature=0.6 top_k=40". */
static void
add_sampling (JsonBuilder *builder, const SiluSampling *sampling)
{
  g_autofree char *string = silu_sampling_to_string (sampling);

  silu_export_json_add_string (builder, "sampling", string);
}

static void
add_tags (JsonBuilder *builder, char **tags)
{
  if (tags == NULL || *tags == NULL)
    return;

  json_builder_set_member_name (builder, "tags");
  json_builder_begin_array (builder);
  for (; *tags != NULL; tags++)
    json_builder_add_string_value (builder, *tags);
  json_builder_end_array (builder);
}

static void
add_times (JsonBuilder *builder, const SiluTimes *times)
{
  json_builder_set_member_name (builder, "times");
  json_builder_begin_object (builder);
  silu_export_json_add_time (builder, "start", times->start);
  silu_export_json_add_time (builder, "first_byte", times->first_byte);
  silu_export_json_add_time (builder, "first_reasoning", times->first_reasoning);
  silu_export_json_add_time (builder, "first_text", times->first_text);
  silu_export_json_add_time (builder, "end", times->end);
  json_builder_end_object (builder);
}

static void
add_usage (JsonBuilder *builder, const SiluUsage *usage)
{
  json_builder_set_member_name (builder, "usage");
  json_builder_begin_object (builder);
  add_count (builder, "prompt", usage->prompt);
  add_count (builder, "completion", usage->completion);
  add_count (builder, "reasoning", usage->reasoning);
  add_count (builder, "cached", usage->cached);
  add_count (builder, "load", usage->load);
  if (usage->cost >= 0)
    {
      json_builder_set_member_name (builder, "cost");
      json_builder_add_double_value (builder, usage->cost);
    }
  json_builder_end_object (builder);
}

static void
add_error (JsonBuilder *builder, const SiluMessageRecord *message)
{
  if (message->error_message == NULL)
    return;

  json_builder_set_member_name (builder, "error");
  json_builder_begin_object (builder);
  silu_export_json_add_string (builder, "code", silu_error_code_to_string (message->error_code));
  silu_export_json_add_string (builder, "message", message->error_message);
  silu_export_json_add_string (builder, "detail", message->error_detail);
  json_builder_end_object (builder);
}

/* What must go back to a server holds the thoughts too, under seal. */
static gboolean
is_wanted (const SiluPart *part, SiluExportFlags flags)
{
  return (flags & SILU_EXPORT_REASONING) != 0 ||
         (part->kind != SILU_PART_REASONING && part->kind != SILU_PART_REPLAY);
}

static void
add_parts (JsonBuilder *builder, GPtrArray *parts, SiluExportFlags flags)
{
  json_builder_set_member_name (builder, "parts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < parts->len; i++)
    {
      const SiluPart *part = g_ptr_array_index (parts, i);
      g_autofree char *pace = silu_marks_to_string (part->marks);

      if (!is_wanted (part, flags))
        continue;
      json_builder_begin_object (builder);
      silu_export_json_add_string (builder, "kind", silu_part_kind_to_string (part->kind));
      if (part->channel != SILU_CHANNEL_NONE)
        silu_export_json_add_string (builder, "channel", silu_channel_to_string (part->channel));
      json_builder_set_member_name (builder, "text");
      json_builder_add_string_value (builder, part->text->str);
      silu_export_json_add_string (builder, "pace", pace);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_note (JsonBuilder *builder, const SiluNote *note)
{
  json_builder_begin_object (builder);
  silu_export_json_add_number (builder, "part", note->part);
  silu_export_json_add_number (builder, "start", (gint64) note->start);
  silu_export_json_add_string (builder, "kind", silu_note_kind_to_string (note->kind));
  silu_export_json_add_string (builder, "text", note->text);
  silu_export_json_add_time (builder, "created", note->created);
  json_builder_end_object (builder);
}

void
silu_export_json_add_notes (JsonBuilder *builder, GPtrArray *notes)
{
  if (notes == NULL || notes->len == 0)
    return;

  json_builder_set_member_name (builder, "notes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < notes->len; i++)
    add_note (builder, g_ptr_array_index (notes, i));
  json_builder_end_array (builder);
}

/* In a file nothing streams any more. */
static SiluMessageState
get_state (const SiluMessageRecord *message)
{
  return message->state == SILU_MESSAGE_STREAMING ? SILU_MESSAGE_INTERRUPTED : message->state;
}

static void
add_message (JsonBuilder *builder, const SiluMessageRecord *message, SiluExportFlags flags)
{
  json_builder_begin_object (builder);
  silu_export_json_add_string (builder, "id", message->id);
  silu_export_json_add_string (builder, "parent", message->parent);
  silu_export_json_add_string (builder, "role", silu_role_to_string (message->role));
  silu_export_json_add_string (builder, "state",
                               silu_message_state_to_string (get_state (message)));
  silu_export_json_add_string (builder, "model", message->model);
  silu_export_json_add_string (builder, "account", message->account);
  add_think (builder, message->think);
  if (message->finish != SILU_FINISH_NONE)
    silu_export_json_add_string (builder, "finish", silu_finish_to_string (message->finish));
  silu_export_json_add_number (builder, "pane", message->pane);
  if (message->rating != SILU_RATING_NONE)
    silu_export_json_add_string (builder, "rating", silu_rating_to_string (message->rating));
  add_times (builder, &message->times);
  add_usage (builder, &message->usage);
  add_error (builder, message);
  add_parts (builder, message->parts, flags);
  /* They are about the thoughts, and quote them. */
  if ((flags & SILU_EXPORT_REASONING) != 0)
    silu_export_json_add_notes (builder, message->notes);
  json_builder_end_object (builder);
}

static void
add_header (JsonBuilder *builder, const SiluConversationRecord *header)
{
  silu_export_json_add_string (builder, "id", header->id);
  silu_export_json_add_string (builder, "title", header->title);
  silu_export_json_add_string (builder, "title_kind",
                               silu_title_kind_to_string (header->title_kind));
  silu_export_json_add_time (builder, "created", header->created);
  silu_export_json_add_time (builder, "updated", header->updated);
  silu_export_json_add_time (builder, "archived", header->archived);
  silu_export_json_add_time (builder, "deleted", header->deleted);
  silu_export_json_add_flag (builder, "pinned", header->pinned);
  silu_export_json_add_flag (builder, "unread", header->unread);
  silu_export_json_add_string (builder, "folder", header->folder);
  add_tags (builder, header->tags);
  silu_export_json_add_string (builder, "source", header->source);
  silu_export_json_add_string (builder, "account", header->account);
  silu_export_json_add_string (builder, "model", header->model);
  add_think (builder, header->think);
  add_sampling (builder, &header->sampling);
  silu_export_json_add_string (builder, "leaf", header->leaf);
}

/* All branches in the order in which they are kept: that of reading is no other's business. */
static void
add_messages (JsonBuilder *builder, const SiluBundle *bundle, SiluExportFlags flags)
{
  g_autoptr (GArray) turns = NULL;

  json_builder_set_member_name (builder, "messages");
  json_builder_begin_array (builder);
  if ((flags & SILU_EXPORT_ALL_BRANCHES) != 0)
    {
      for (guint i = 0; i < bundle->messages->len; i++)
        add_message (builder, g_ptr_array_index (bundle->messages, i), flags);
    }
  else
    {
      turns = silu_export_list_turns (bundle, flags);
      for (guint i = 0; i < turns->len; i++)
        add_message (builder, g_array_index (turns, SiluExportTurn, i).message, flags);
    }
  json_builder_end_array (builder);
}

void
silu_export_json_append (GString *text, JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *json = json_to_string (root, FALSE);

  g_string_append (text, json);
}

static void
json_begin (const SiluExport *self, GString *text)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; self->folders != NULL && i < self->folders->len; i++)
    {
      const SiluPlanFolder *folder = g_ptr_array_index (self->folders, i);

      json_builder_begin_object (builder);
      silu_export_json_add_string (builder, "id", folder->id);
      silu_export_json_add_string (builder, "name", folder->name);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);

  g_string_append_printf (text, "{\"format\":\"silu\",\"version\":%d,\n\"folders\":", VERSION);
  silu_export_json_append (text, builder);
  g_string_append (text, ",\n\"conversations\":[");
}

static void
json_add (const SiluExport *self, const SiluBundle *bundle, guint index, GString *text)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_header (builder, bundle->conversation);
  add_messages (builder, bundle, self->flags);
  json_builder_end_object (builder);

  g_string_append (text, index > 0 ? ",\n" : "\n");
  silu_export_json_append (text, builder);
}

static void
json_end (const SiluExport *self, GString *text)
{
  g_string_append (text, "\n]}\n");
}

const SiluExportWriter silu_export_json = { json_begin, json_add, json_end };
