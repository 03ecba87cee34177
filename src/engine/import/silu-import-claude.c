/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Claude's export (PROTOCOLS 5.3). Newer ones leave "text" empty and say everything in "content";
 * older ones know no parents: each message then follows the one before. */
#include "silu-import-format.h"

#include "silu-import-util.h"
#include "silu-json.h"

static gboolean
matches (JsonObject *element)
{
  return silu_json_get_array (element, "chat_messages") != NULL;
}

/* What it wrote into a document or asked of a tool. */
static void
add_tool_use (SiluMessageRecord *record, JsonObject *block)
{
  JsonObject *input = silu_json_get_object (block, "input");
  const char *content = silu_json_get_string (input, "content");
  const char *title = silu_json_get_string (input, "title");
  g_autofree char *json = NULL;

  if (input == NULL)
    return;

  if (content == NULL)
    json = json_to_string (json_object_get_member (block, "input"), FALSE);
  silu_import_add_attachment (record, title != NULL ? title : silu_json_get_string (block, "name"),
                              content != NULL ? silu_json_get_string (input, "type") : "tool",
                              content != NULL ? content : json);
}

static void
read_thought_time (SiluMessageRecord *record, JsonObject *block)
{
  gint64 start = silu_import_get_time (block, "start_timestamp");
  gint64 stop = silu_import_get_time (block, "stop_timestamp");

  if (start <= 0 || stop <= start)
    return;

  if (record->times.start <= 0)
    record->times.start = start;
  if (record->times.first_reasoning == 0)
    record->times.first_reasoning = start;
  record->times.first_text = stop;
  record->times.end = MAX (record->times.end, stop);
}

/* Whether it had something to show. */
static gboolean
add_block (SiluMessageRecord *record, JsonObject *block)
{
  const char *type = silu_json_get_string (block, "type");
  const char *text = silu_json_get_string (block, "text");

  if (g_strcmp0 (type, "thinking") == 0)
    {
      silu_import_add_text (record, SILU_PART_REASONING, SILU_CHANNEL_ANTHROPIC,
                            silu_json_get_string (block, "thinking"));
      read_thought_time (record, block);
      return FALSE;
    }
  if (g_strcmp0 (type, "tool_use") == 0)
    {
      add_tool_use (record, block);
      return FALSE;
    }

  if (record->role == SILU_ROLE_USER)
    silu_import_add_text (record, SILU_PART_TEXT, SILU_CHANNEL_NONE, text);
  else
    silu_import_add_text (record, SILU_PART_TEXT, SILU_CHANNEL_ANTHROPIC, text);

  return text != NULL && *text != '\0';
}

static void
add_files (SiluMessageRecord *record, JsonArray *files)
{
  for (guint i = 0; files != NULL && i < json_array_get_length (files); i++)
    {
      JsonObject *file = silu_json_element_object (files, i);

      if (file != NULL)
        silu_import_add_attachment (record, silu_json_get_string (file, "file_name"),
                                    silu_json_get_string (file, "file_type"),
                                    silu_json_get_string (file, "extracted_content"));
    }
}

static void
add_message (SiluImportTree *tree, JsonObject *message, const char *before)
{
  const char *id = silu_json_get_string (message, "uuid");
  const char *parent = silu_json_get_string (message, "parent_message_uuid");
  JsonArray *content = silu_json_get_array (message, "content");
  SiluRole role = SILU_ROLE_ASSISTANT;
  SiluMessageRecord *record;
  gboolean has_text = FALSE;

  silu_import_read_role (silu_json_get_string (message, "sender"), &role);
  record = silu_import_tree_add (tree, id, parent != NULL ? parent : before, role);
  record->times.start = silu_import_get_time (message, "created_at");
  record->times.end =
      role == SILU_ROLE_ASSISTANT ? silu_import_get_time (message, "updated_at") : 0;
  if (role == SILU_ROLE_ASSISTANT)
    record->model = g_strdup (silu_json_get_string (message, "model"));

  for (guint i = 0; content != NULL && i < json_array_get_length (content); i++)
    has_text = add_block (record, silu_json_element_object (content, i)) || has_text;
  if (!has_text)
    silu_import_add_text (record, SILU_PART_TEXT,
                          role == SILU_ROLE_USER ? SILU_CHANNEL_NONE : SILU_CHANNEL_ANTHROPIC,
                          silu_json_get_string (message, "text"));
  add_files (record, silu_json_get_array (message, "attachments"));
  add_files (record, silu_json_get_array (message, "files"));
}

static void
read_conversation (JsonObject *element, SiluImportOutput *output)
{
  SiluImportTree *tree =
      silu_import_tree_new (silu_import_claude.name, silu_json_get_string (element, "uuid"));
  SiluConversationRecord *header = silu_import_tree_get_header (tree);
  JsonArray *messages = silu_json_get_array (element, "chat_messages");
  const char *before = NULL;

  header->title = g_strdup (silu_json_get_string (element, "name"));
  header->created = silu_import_get_time (element, "created_at");
  header->updated = silu_import_get_time (element, "updated_at");
  header->pinned = silu_json_get_boolean (element, "is_starred", FALSE);
  header->model = g_strdup (silu_json_get_string (element, "model"));

  for (guint i = 0; i < json_array_get_length (messages); i++)
    {
      JsonObject *message = silu_json_element_object (messages, i);

      if (message == NULL)
        continue;
      add_message (tree, message, before);
      before = silu_json_get_string (message, "uuid");
    }
  silu_import_tree_set_leaf (tree, silu_json_get_string (element, "current_leaf_message_uuid"));

  silu_import_output_add (output, tree);
}

const SiluImportFormat silu_import_claude = { "claude", "Claude", matches, read_conversation };
