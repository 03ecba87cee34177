/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Silu itself has exported, its ids kept: the schema is in CONTRIBUTING.md. Members that are
 * missing have the values of something new; unknown ones are passed over. */
#include "silu-import-format.h"

#include "silu-json.h"
#include <glib/gi18n-lib.h>
#include <string.h>

/* Longer ids are nobody's. */
#define MAX_ID 256

/* Known by its place in the file: see silu-import-reader.c. */

static gboolean
is_id (const char *id)
{
  return id != NULL && *id != '\0' && strlen (id) <= MAX_ID;
}

static char *
dup_id (JsonObject *object, const char *member)
{
  const char *id = silu_json_get_string (object, member);

  return is_id (id) ? g_strdup (id) : NULL;
}

static gint64
get_time (JsonObject *object, const char *member)
{
  return MAX (silu_json_get_int (object, member, 0), 0);
}

static SiluThinkLevel
get_think (JsonObject *object)
{
  SiluThinkLevel level = SILU_THINK_AUTO;

  silu_think_level_from_string (silu_json_get_string (object, "think"), &level);

  return level;
}

static void
read_tags (SiluConversationRecord *header, JsonArray *tags)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; tags != NULL && i < json_array_get_length (tags); i++)
    {
      const char *tag = silu_json_element_string (tags, i);

      if (tag != NULL && *tag != '\0' && strpbrk (tag, "\r\n") == NULL)
        g_strv_builder_add (builder, tag);
    }
  header->tags = g_strv_builder_end (builder);
}

static void
read_header (SiluConversationRecord *header, JsonObject *element)
{
  const char *title = silu_json_get_string (element, "title");
  const char *source = silu_json_get_string (element, "source");

  header->id = g_strdup (silu_json_get_string (element, "id"));
  header->title = g_strdup (title != NULL ? title : "");
  silu_title_kind_from_string (silu_json_get_string (element, "title_kind"), &header->title_kind);
  header->created = get_time (element, "created");
  header->updated = get_time (element, "updated");
  header->archived = get_time (element, "archived");
  header->deleted = get_time (element, "deleted");
  header->pinned = silu_json_get_boolean (element, "pinned", FALSE);
  header->unread = silu_json_get_boolean (element, "unread", FALSE);
  header->folder = dup_id (element, "folder");
  header->source = g_strdup (source != NULL ? source : "");
  header->account = g_strdup (silu_json_get_string (element, "account"));
  header->model = g_strdup (silu_json_get_string (element, "model"));
  header->think = get_think (element);
  header->leaf = dup_id (element, "leaf");
  silu_sampling_from_string (&header->sampling, silu_json_get_string (element, "sampling"));
  read_tags (header, silu_json_get_array (element, "tags"));
}

static void
read_numbers (SiluMessageRecord *record, JsonObject *message)
{
  JsonObject *times = silu_json_get_object (message, "times");
  JsonObject *usage = silu_json_get_object (message, "usage");
  double cost = silu_json_get_double (usage, "cost", -1);

  record->times.start = get_time (times, "start");
  record->times.first_byte = get_time (times, "first_byte");
  record->times.first_reasoning = get_time (times, "first_reasoning");
  record->times.first_text = get_time (times, "first_text");
  record->times.end = get_time (times, "end");
  record->usage.prompt = silu_json_get_count (usage, "prompt");
  record->usage.completion = silu_json_get_count (usage, "completion");
  record->usage.reasoning = silu_json_get_count (usage, "reasoning");
  record->usage.cached = silu_json_get_count (usage, "cached");
  record->usage.load = silu_json_get_count (usage, "load");
  record->usage.cost = cost >= 0 && cost < 1e6 ? cost : -1;
  record->pane = (int) CLAMP (silu_json_get_int (message, "pane", -1), -1, 1);
}

static void
read_error (SiluMessageRecord *record, JsonObject *error)
{
  const char *text = silu_json_get_string (error, "message");

  if (error == NULL)
    return;

  record->error_code = silu_error_code_from_string (silu_json_get_string (error, "code"));
  record->error_message = g_strdup (text != NULL ? text : "");
  record->error_detail = g_strdup (silu_json_get_string (error, "detail"));
}

static void
read_parts (SiluMessageRecord *record, JsonArray *parts)
{
  for (guint i = 0; parts != NULL && i < json_array_get_length (parts); i++)
    {
      JsonObject *part = silu_json_element_object (parts, i);
      const char *text = silu_json_get_string (part, "text");
      SiluPart *read;
      SiluPartKind kind;

      if (text == NULL || !silu_part_kind_from_string (silu_json_get_string (part, "kind"), &kind))
        continue;
      read = silu_part_new (kind, silu_channel_from_string (silu_json_get_string (part, "channel")),
                            text);
      read->marks = silu_marks_from_string (silu_json_get_string (part, "pace"), read->text->len);
      g_ptr_array_add (record->parts, read);
    }
}

/* The place need not be there, but must be one. */
static void
read_notes (SiluMessageRecord *record, JsonArray *notes)
{
  for (guint i = 0; notes != NULL && i < json_array_get_length (notes); i++)
    {
      JsonObject *note = silu_json_element_object (notes, i);
      const char *text = silu_json_get_string (note, "text");
      gint64 part = silu_json_get_int (note, "part", -1);
      gint64 start = silu_json_get_int (note, "start", -1);
      SiluNoteKind kind;

      if (part < 0 || part >= record->parts->len || start < 0 ||
          !silu_note_kind_from_string (silu_json_get_string (note, "kind"), &kind))
        continue;

      if (record->notes == NULL)
        record->notes = silu_notes_new ();
      silu_notes_set (record->notes, (guint) part, (gsize) start, kind, text != NULL ? text : "",
                      get_time (note, "created"));
    }
}

static SiluMessageRecord *
read_message (JsonObject *message, const char *conversation)
{
  SiluMessageRecord *record = g_new0 (SiluMessageRecord, 1);

  record->id = g_strdup (silu_json_get_string (message, "id"));
  record->conversation = g_strdup (conversation);
  record->parent = dup_id (message, "parent");
  record->role = SILU_ROLE_ASSISTANT;
  silu_role_from_string (silu_json_get_string (message, "role"), &record->role);
  silu_message_state_from_string (silu_json_get_string (message, "state"), &record->state);
  if (record->state == SILU_MESSAGE_STREAMING) /* not here */
    record->state = SILU_MESSAGE_INTERRUPTED;
  record->model = g_strdup (silu_json_get_string (message, "model"));
  record->account = g_strdup (silu_json_get_string (message, "account"));
  record->think = get_think (message);
  record->finish = silu_finish_from_string (silu_json_get_string (message, "finish"));
  record->parts = silu_parts_new ();
  read_numbers (record, message);
  read_error (record, silu_json_get_object (message, "error"));
  silu_rating_from_string (silu_json_get_string (message, "rating"), &record->rating);
  read_parts (record, silu_json_get_array (message, "parts"));
  read_notes (record, silu_json_get_array (message, "notes"));

  return record;
}

/* Parents come before children in what Silu writes. Where they do not, it is no parent. */
static void
read_messages (SiluBundle *bundle, JsonArray *messages)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; messages != NULL && i < json_array_get_length (messages); i++)
    {
      JsonObject *message = silu_json_element_object (messages, i);
      SiluMessageRecord *record;

      if (!is_id (silu_json_get_string (message, "id")) ||
          g_hash_table_contains (ids, silu_json_get_string (message, "id")))
        continue;

      record = read_message (message, bundle->conversation->id);
      if (record->parent != NULL && !g_hash_table_contains (ids, record->parent))
        g_clear_pointer (&record->parent, g_free);
      g_ptr_array_add (bundle->messages, record);
      g_hash_table_add (ids, record->id);
    }

  if (bundle->conversation->leaf != NULL &&
      !g_hash_table_contains (ids, bundle->conversation->leaf))
    g_clear_pointer (&bundle->conversation->leaf, g_free);
}

static void
read_conversation (JsonObject *element, SiluImportOutput *output)
{
  SiluBundle *bundle;

  if (!is_id (silu_json_get_string (element, "id")))
    {
      silu_import_output_skip (output, silu_json_get_string (element, "title"),
                               _ ("It has no id."));
      return;
    }

  bundle = silu_bundle_new ();
  read_header (bundle->conversation, element);
  read_messages (bundle, silu_json_get_array (element, "messages"));
  silu_import_output_add_bundle (output, bundle);
}

void
silu_import_silu_read_folder (JsonObject *element, SiluImportOutput *output)
{
  const char *name = silu_json_get_string (element, "name");
  SiluBundle *bundle;

  if (!is_id (silu_json_get_string (element, "id")) || name == NULL)
    return;

  bundle = silu_bundle_new ();
  bundle->conversation->folder = g_strdup (silu_json_get_string (element, "id"));
  bundle->folder_name = g_strdup (name);
  silu_import_output_add_bundle (output, bundle);
}

const SiluImportFormat silu_import_silu = { "silu", "Silu", NULL, read_conversation };
