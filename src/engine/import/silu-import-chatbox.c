/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chatbox's export (PROTOCOLS 5.6): its key-value store, of which the sessions alone are read. A
 * session has its messages, those of earlier threads, and forks: what else followed a message. */
#include "silu-import-format.h"

#include "silu-import-util.h"
#include "silu-json.h"

static gboolean
matches (JsonObject *element)
{
  return silu_json_get_array (element, "messages") != NULL &&
         json_object_has_member (element, "name");
}

static void
add_part (SiluMessageRecord *record, JsonObject *part)
{
  const char *type = silu_json_get_string (part, "type");
  const char *text = silu_json_get_string (part, "text");

  if (g_strcmp0 (type, "reasoning") == 0)
    {
      silu_import_add_text (record, SILU_PART_REASONING, SILU_CHANNEL_NONE, text);
      silu_import_set_thought (record, (gint64) (silu_json_get_count (part, "duration") * 1000));
    }
  else if (g_strcmp0 (type, "image") == 0)
    silu_import_add_attachment (record, silu_json_get_string (part, "storageKey"), "image", NULL);
  else if (g_strcmp0 (type, "text") == 0 && record->role == SILU_ROLE_ASSISTANT)
    silu_import_add_answer (record, text);
  else if (g_strcmp0 (type, "text") == 0)
    silu_import_add_text (record, SILU_PART_TEXT, SILU_CHANNEL_NONE, text);
}

static void
add_old_content (SiluMessageRecord *record, JsonObject *message)
{
  const char *content = silu_json_get_string (message, "content");

  silu_import_add_text (record, SILU_PART_REASONING, SILU_CHANNEL_NONE,
                        silu_json_get_string (message, "reasoningContent"));
  if (record->role == SILU_ROLE_ASSISTANT)
    silu_import_add_answer (record, content);
  else
    silu_import_add_text (record, SILU_PART_TEXT, SILU_CHANNEL_NONE, content);
}

static void
add_files (SiluMessageRecord *record, JsonArray *files, const char *type)
{
  for (guint i = 0; files != NULL && i < json_array_get_length (files); i++)
    {
      JsonObject *file = silu_json_element_object (files, i);
      const char *name = silu_json_get_string (file, "name");

      if (file != NULL)
        silu_import_add_attachment (record,
                                    name != NULL ? name : silu_json_get_string (file, "title"),
                                    type, silu_json_get_string (file, "url"));
    }
}

static void
add_message (SiluImportTree *tree, JsonObject *message, const char *parent)
{
  SiluRole role = SILU_ROLE_ASSISTANT;
  SiluMessageRecord *record;
  JsonArray *parts = silu_json_get_array (message, "contentParts");
  JsonObject *usage = silu_json_get_object (message, "usage");
  const char *id = silu_json_get_string (message, "id");

  silu_import_read_role (silu_json_get_string (message, "role"), &role);
  if (role == SILU_ROLE_SYSTEM)
    {
      silu_import_tree_pass (tree, id, parent);
      return;
    }

  record = silu_import_tree_add (tree, id, parent, role);
  record->times.start = silu_import_get_time (message, "timestamp");
  record->usage.prompt = silu_json_get_count (usage, "inputTokens");
  record->usage.completion = silu_json_get_count (usage, "outputTokens");
  record->usage.reasoning = silu_json_get_count (usage, "reasoningTokens");
  record->usage.cached = silu_json_get_count (usage, "cachedInputTokens");
  if (role == SILU_ROLE_ASSISTANT)
    record->model = g_strdup (silu_json_get_string (message, "model"));

  for (guint i = 0; parts != NULL && i < json_array_get_length (parts); i++)
    add_part (record, silu_json_element_object (parts, i));
  if (record->parts->len == 0)
    add_old_content (record, message);
  add_files (record, silu_json_get_array (message, "files"), "file");
  add_files (record, silu_json_get_array (message, "links"), "link");
}

/* One after the other, below @before. */
static void
add_messages (SiluImportTree *tree, JsonArray *messages, const char *before)
{
  for (guint i = 0; messages != NULL && i < json_array_get_length (messages); i++)
    {
      JsonObject *message = silu_json_element_object (messages, i);

      if (message == NULL)
        continue;
      add_message (tree, message, before);
      before = silu_json_get_string (message, "id");
    }
}

/* A session has one list of them for all its threads. */
static void
add_forks (SiluImportTree *tree, JsonObject *forks)
{
  JsonObjectIter iter;
  const char *id;
  JsonNode *value;

  if (forks == NULL)
    return;

  json_object_iter_init_ordered (&iter, forks);
  while (json_object_iter_next_ordered (&iter, &id, &value))
    {
      JsonArray *lists = silu_json_get_array (silu_json_root (value), "lists");

      if (!silu_import_tree_has (tree, id))
        continue;
      for (guint i = 0; lists != NULL && i < json_array_get_length (lists); i++)
        add_messages (tree, silu_json_get_array (silu_json_element_object (lists, i), "messages"),
                      id);
    }
}

static const char *
get_last_id (JsonArray *messages)
{
  guint length = messages != NULL ? json_array_get_length (messages) : 0;

  return length > 0 ? silu_json_get_string (silu_json_element_object (messages, length - 1), "id")
                    : NULL;
}

static void
add_conversation (SiluImportOutput *output, JsonObject *session, JsonObject *thread)
{
  JsonObject *from = thread != NULL ? thread : session;
  JsonArray *messages = silu_json_get_array (from, "messages");
  SiluImportTree *tree =
      silu_import_tree_new (silu_import_chatbox.name, silu_json_get_string (from, "id"));
  SiluConversationRecord *header = silu_import_tree_get_header (tree);
  const char *name = silu_json_get_string (from, "name");

  header->title = g_strdup (name != NULL ? name : silu_json_get_string (session, "name"));
  header->pinned = thread == NULL && silu_json_get_boolean (session, "starred", FALSE);
  header->created = silu_import_get_time (from, "createdAt");
  header->model =
      g_strdup (silu_json_get_string (silu_json_get_object (session, "settings"), "modelId"));

  add_messages (tree, messages, NULL);
  add_forks (tree, silu_json_get_object (session, "messageForksHash"));
  silu_import_tree_set_leaf (tree, get_last_id (messages));
  silu_import_output_add (output, tree);
}

static void
read_session (JsonObject *element, SiluImportOutput *output)
{
  JsonArray *threads = silu_json_get_array (element, "threads");

  for (guint i = 0; threads != NULL && i < json_array_get_length (threads); i++)
    {
      JsonObject *thread = silu_json_element_object (threads, i);

      if (thread != NULL)
        add_conversation (output, element, thread);
    }
  add_conversation (output, element, NULL);
}

const SiluImportFormat silu_import_chatbox = { "chatbox", "Chatbox", matches, read_session };
