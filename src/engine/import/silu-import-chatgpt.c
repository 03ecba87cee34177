/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ChatGPT's export (PROTOCOLS 5.2). What it thinks, asks of tools and gets from them are messages
 * of their own; here thoughts go to the answer that comes of them, and the tools' talk is left out.
 */
#include "silu-import-format.h"

#include "silu-import-util.h"
#include "silu-json.h"

/* Messages that stand between two that are shown. */
#define MAX_WAY 1000

typedef struct
{
  JsonObject *mapping;
  GHashTable *parents;
  GHashTable *with_children; /* ids of nodes that something hangs on */
  SiluImportTree *tree;
} Reading;

static gboolean
matches (JsonObject *element)
{
  return silu_json_get_object (element, "mapping") != NULL;
}

static JsonObject *
get_message (Reading *self, const char *id)
{
  return silu_json_get_object (silu_json_get_object (self->mapping, id), "message");
}

static const char *
get_content_type (JsonObject *message)
{
  return silu_json_get_string (silu_json_get_object (message, "content"), "content_type");
}

static gboolean
is_type (JsonObject *message, const char *type)
{
  return g_strcmp0 (get_content_type (message), type) == 0;
}

static gboolean
is_thoughts (JsonObject *message)
{
  return is_type (message, "thoughts");
}

/* Whether it is shown as a message: said by one of the two, and to the other. */
static gboolean
is_shown (JsonObject *message, SiluRole *role)
{
  const char *recipient = silu_json_get_string (message, "recipient");
  JsonObject *author = silu_json_get_object (message, "author");

  if (!silu_import_read_role (silu_json_get_string (author, "role"), role) ||
      (*role != SILU_ROLE_USER && *role != SILU_ROLE_ASSISTANT))
    return FALSE;
  if (recipient != NULL && g_strcmp0 (recipient, "all") != 0)
    return FALSE;
  if (silu_json_get_boolean (silu_json_get_object (message, "metadata"),
                             "is_visually_hidden_from_conversation", FALSE))
    return FALSE;

  return is_type (message, "text") || is_type (message, "multimodal_text") ||
         is_type (message, "code");
}

static void
add_thoughts (SiluMessageRecord *record, JsonObject *message)
{
  JsonArray *thoughts = silu_json_get_array (silu_json_get_object (message, "content"), "thoughts");

  for (guint i = 0; thoughts != NULL && i < json_array_get_length (thoughts); i++)
    {
      JsonObject *thought = silu_json_element_object (thoughts, i);
      const char *summary = silu_json_get_string (thought, "summary");
      const char *content = silu_json_get_string (thought, "content");
      const char *gap = record->parts->len > 0 ? "\n\n" : "";
      g_autofree char *text = NULL;

      if (summary != NULL && *summary != '\0')
        text = g_strdup_printf ("%s**%s**\n\n%s", gap, summary, content != NULL ? content : "");
      else if (content != NULL && *content != '\0')
        text = g_strdup_printf ("%s%s", gap, content);
      silu_import_add_text (record, SILU_PART_REASONING, SILU_CHANNEL_RESPONSES, text);
    }
}

/* How long it thought, where a message says so. */
static void
read_duration (JsonObject *message, double *seconds)
{
  *seconds = MAX (*seconds, silu_json_get_double (silu_json_get_object (message, "metadata"),
                                                  "finished_duration_sec", 0));
}

/* The thoughts on the way from the last message that is shown to the one with this id. */
static void
gather_thoughts (Reading *self, const char *id, SiluMessageRecord *record)
{
  g_autoptr (GPtrArray) way = g_ptr_array_new ();
  guint steps = MAX_WAY;
  double seconds = 0;

  read_duration (get_message (self, id), &seconds);
  for (const char *at = g_hash_table_lookup (self->parents, id); at != NULL && steps-- > 0;
       at = g_hash_table_lookup (self->parents, at))
    {
      JsonObject *message = get_message (self, at);
      SiluRole role;

      if (message != NULL && is_shown (message, &role))
        break;
      if (message != NULL)
        g_ptr_array_add (way, message);
    }

  for (guint i = way->len; i-- > 0;)
    {
      JsonObject *message = g_ptr_array_index (way, i);
      gint64 start = silu_import_get_time (message, "create_time");

      read_duration (message, &seconds);
      if (!is_thoughts (message))
        continue;
      if (start > 0 && (record->times.start == 0 || start < record->times.start))
        record->times.start = start;
      add_thoughts (record, message);
    }

  silu_import_set_thought (record, (gint64) (CLAMP (seconds, 0, 1e9) * G_USEC_PER_SEC));
}

static void
add_image (SiluMessageRecord *record, JsonObject *part)
{
  const char *text = silu_json_get_string (part, "text");

  if (text != NULL) /* of what was said aloud */
    silu_import_add_text (record, SILU_PART_TEXT, SILU_CHANNEL_NONE, text);
  else
    silu_import_add_attachment (record, silu_json_get_string (part, "asset_pointer"), "image",
                                NULL);
}

static void
add_content (SiluMessageRecord *record, JsonObject *message)
{
  JsonObject *content = silu_json_get_object (message, "content");
  JsonArray *parts = silu_json_get_array (content, "parts");
  const char *code = silu_json_get_string (content, "text");

  if (is_type (message, "code") && code != NULL)
    {
      const char *language = silu_json_get_string (content, "language");
      g_autofree char *text = g_strdup_printf (
          "```%s\n%s\n```\n",
          g_strcmp0 (language, "unknown") == 0 || language == NULL ? "" : language, code);

      silu_import_add_text (record, SILU_PART_TEXT, SILU_CHANNEL_NONE, text);
    }

  for (guint i = 0; parts != NULL && i < json_array_get_length (parts); i++)
    {
      JsonObject *part = silu_json_element_object (parts, i);

      if (part != NULL)
        add_image (record, part);
      else
        silu_import_add_text (record, SILU_PART_TEXT, SILU_CHANNEL_NONE,
                              silu_json_element_string (parts, i));
    }
}

static void
add_files (SiluMessageRecord *record, JsonObject *message)
{
  JsonArray *files =
      silu_json_get_array (silu_json_get_object (message, "metadata"), "attachments");

  for (guint i = 0; files != NULL && i < json_array_get_length (files); i++)
    {
      JsonObject *file = silu_json_element_object (files, i);

      if (file != NULL)
        silu_import_add_attachment (record, silu_json_get_string (file, "name"),
                                    silu_json_get_string (file, "mime_type"), NULL);
    }
}

static SiluMessageRecord *
add_record (Reading *self, const char *id, JsonObject *message, SiluRole role)
{
  SiluMessageRecord *record =
      silu_import_tree_add (self->tree, id, g_hash_table_lookup (self->parents, id), role);
  JsonObject *metadata = silu_json_get_object (message, "metadata");

  record->times.start = silu_import_get_time (message, "create_time");
  if (role == SILU_ROLE_ASSISTANT)
    {
      record->times.end = record->times.start;
      record->model = g_strdup (silu_json_get_string (metadata, "model_slug"));
      gather_thoughts (self, id, record);
    }

  return record;
}

static void
add_node (Reading *self, const char *id)
{
  JsonObject *message = get_message (self, id);
  SiluRole role = SILU_ROLE_ASSISTANT;

  if (message != NULL && is_shown (message, &role))
    {
      SiluMessageRecord *record = add_record (self, id, message, role);

      add_content (record, message);
      add_files (record, message);
    }
  else if (message != NULL && is_thoughts (message) &&
           !g_hash_table_contains (self->with_children, id))
    {
      /* It was stopped before it said anything. */
      SiluMessageRecord *record = add_record (self, id, message, SILU_ROLE_ASSISTANT);

      add_thoughts (record, message);
      record->state = SILU_MESSAGE_STOPPED;
    }
  else
    {
      silu_import_tree_pass (self->tree, id, g_hash_table_lookup (self->parents, id));
    }
}

static void
read_conversation (JsonObject *element, SiluImportOutput *output)
{
  const char *id = silu_json_get_string (element, "conversation_id");
  g_autoptr (GHashTable) with_children = g_hash_table_new (g_str_hash, g_str_equal);
  Reading self = { .mapping = silu_json_get_object (element, "mapping"),
                   .with_children = with_children };
  SiluConversationRecord *header;
  GHashTableIter parents;
  JsonObjectIter iter;
  gpointer parent;

  if (id == NULL)
    id = silu_json_get_string (element, "id");
  self.tree = silu_import_tree_new (silu_import_chatgpt.name, id);
  header = silu_import_tree_get_header (self.tree);
  header->title = g_strdup (silu_json_get_string (element, "title"));
  header->created = silu_import_get_time (element, "create_time");
  header->updated = silu_import_get_time (element, "update_time");
  header->pinned = silu_json_get_boolean (element, "is_starred", FALSE);
  if (silu_json_get_boolean (element, "is_archived", FALSE))
    header->archived = header->updated > 0 ? header->updated : output->now;
  header->model = g_strdup (silu_json_get_string (element, "default_model_slug"));

  self.parents = silu_import_read_parents (self.mapping);
  g_hash_table_iter_init (&parents, self.parents);
  while (g_hash_table_iter_next (&parents, NULL, &parent))
    g_hash_table_add (with_children, parent);

  json_object_iter_init_ordered (&iter, self.mapping);
  while (json_object_iter_next_ordered (&iter, &id, NULL))
    add_node (&self, id);
  silu_import_tree_set_leaf (self.tree, silu_json_get_string (element, "current_node"));

  g_hash_table_unref (self.parents);
  silu_import_output_add (output, self.tree);
}

const SiluImportFormat silu_import_chatgpt = { "chatgpt", "ChatGPT", matches, read_conversation };
