/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Open WebUI's export (PROTOCOLS 5.4). Its thoughts are HTML within the answer: a <details> whose
 * lines are quoted and escaped. */
#include "silu-import-format.h"

#include "silu-import-util.h"
#include "silu-json.h"
#include <string.h>

#define DETAILS "<details"
#define DETAILS_END "</details>"
#define SUMMARY_END "</summary>"

/* Bytes; longer tags are text. */
#define MAX_TAG 1024

/* Either an entry of the list, with the chat in it, or the chat alone. */
static JsonObject *
get_chat (JsonObject *element)
{
  JsonObject *chat = silu_json_get_object (element, "chat");

  return chat != NULL ? chat : element;
}

static JsonObject *
get_messages (JsonObject *element)
{
  JsonObject *history = silu_json_get_object (get_chat (element), "history");

  return silu_json_get_object (history, "messages");
}

static gboolean
matches (JsonObject *element)
{
  return get_messages (element) != NULL ||
         (silu_json_get_object (element, "chat") != NULL &&
          silu_json_get_array (get_chat (element), "messages") != NULL);
}

/* The entity that begins at @text, as a character; 0 if none does. @length: its own. */
static char
read_entity (const char *text, gsize left, gsize *length)
{
  static const struct
  {
    const char *entity;
    char c;
  } entities[] = {
    { "&gt;", '>' },    { "&lt;", '<' },   { "&amp;", '&' },   { "&quot;", '"' },
    { "&#x27;", '\'' }, { "&#39;", '\'' }, { "&apos;", '\'' },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (entities); i++)
    {
      *length = strlen (entities[i].entity);
      if (*length <= left && strncmp (text, entities[i].entity, *length) == 0)
        return entities[i].c;
    }

  return 0;
}

static char *
unescape (const char *text, gsize length)
{
  GString *plain = g_string_sized_new (length);

  for (gsize at = 0; at < length;)
    {
      gsize entity = 0;
      char c = text[at] == '&' ? read_entity (text + at, length - at, &entity) : 0;

      g_string_append_c (plain, c != 0 ? c : text[at]);
      at += c != 0 ? entity : 1;
    }

  return g_string_free (plain, FALSE);
}

/* The value of an attribute within @tag, a tag's text; NULL if it has none. */
static char *
dup_attribute (const char *tag, const char *name)
{
  g_autofree char *wanted = g_strdup_printf (" %s=\"", name);
  const char *begin = strstr (tag, wanted);
  const char *end;

  if (begin == NULL)
    return NULL;

  begin += strlen (wanted);
  end = strchr (begin, '"');

  return end != NULL ? g_strndup (begin, (gsize) (end - begin)) : NULL;
}

static void
add_thought (SiluMessageRecord *record, const char *text, gsize length)
{
  g_auto (GStrv) lines = NULL;
  g_autofree char *plain = NULL;
  g_autofree char *joined = NULL;
  const char *summary = g_strstr_len (text, (gssize) length, SUMMARY_END);

  if (summary != NULL)
    {
      length -= (gsize) (summary + strlen (SUMMARY_END) - text);
      text = summary + strlen (SUMMARY_END);
    }

  plain = unescape (text, length);
  lines = g_strsplit (g_strstrip (plain), "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (lines[i][0] == '>')
      {
        gsize quote = lines[i][1] == ' ' ? 2 : 1;

        memmove (lines[i], lines[i] + quote, strlen (lines[i] + quote) + 1);
      }
  joined = g_strjoinv ("\n", lines);
  silu_import_add_text (record, SILU_PART_REASONING, SILU_CHANNEL_NONE, joined);
}

/* The next block of thoughts; @tag: the text of its tag, transfer full. */
static const char *
find_thought (const char *text, char **tag)
{
  for (const char *at = strstr (text, DETAILS); at != NULL; at = strstr (at + 1, DETAILS))
    {
      const char *end = memchr (at, '>', strnlen (at, MAX_TAG));
      g_autofree char *type = NULL;

      if (end == NULL)
        continue;

      *tag = g_strndup (at, (gsize) (end - at));
      type = dup_attribute (*tag, "type");
      if (g_strcmp0 (type, "reasoning") == 0)
        return at;
      g_clear_pointer (tag, g_free);
    }

  return NULL;
}

static void
add_plain (SiluMessageRecord *record, const char *text, gsize length)
{
  g_autofree char *plain = g_strndup (text, length);

  if (*g_strstrip (plain) != '\0')
    silu_import_add_answer (record, plain);
}

static void
add_answer (SiluMessageRecord *record, const char *text)
{
  g_autofree char *tag = NULL;
  const char *begin;

  while (text != NULL && (begin = find_thought (text, &tag)) != NULL)
    {
      g_autofree char *duration = dup_attribute (tag, "duration");
      const char *inner = begin + strlen (tag) + 1;
      const char *end = strstr (inner, DETAILS_END);

      if (end == NULL)
        end = inner + strlen (inner); /* it was stopped while it thought */
      add_plain (record, text, (gsize) (begin - text));
      add_thought (record, inner, (gsize) (end - inner));
      if (duration != NULL)
        silu_import_set_thought (
            record, (gint64) (CLAMP (g_ascii_strtod (duration, NULL), 0, 1e9) * G_USEC_PER_SEC));

      text = g_str_has_prefix (end, DETAILS_END) ? end + strlen (DETAILS_END) : end;
      g_clear_pointer (&tag, g_free);
    }

  if (text != NULL)
    {
      while (*text == '\n' && record->parts->len > 0)
        text++;
      silu_import_add_answer (record, text);
    }
}

static void
add_files (SiluMessageRecord *record, JsonArray *files)
{
  for (guint i = 0; files != NULL && i < json_array_get_length (files); i++)
    {
      JsonObject *entry = silu_json_element_object (files, i);
      JsonObject *file = silu_json_get_object (entry, "file");
      const char *name = silu_json_get_string (entry, "name");

      if (entry == NULL)
        continue;
      if (name == NULL)
        name = silu_json_get_string (file, "filename");
      silu_import_add_attachment (
          record, name, silu_json_get_string (entry, "type"),
          silu_json_get_string (silu_json_get_object (file, "data"), "content"));
    }
}

static void
read_usage (SiluMessageRecord *record, JsonObject *message)
{
  JsonObject *usage = silu_json_get_object (message, "usage");

  record->usage.prompt = silu_json_get_count (usage, "prompt_tokens");
  record->usage.completion = silu_json_get_count (usage, "completion_tokens");
}

static void
add_message (SiluImportTree *tree, const char *id, const char *parent, JsonObject *message)
{
  SiluRole role = SILU_ROLE_ASSISTANT;
  SiluMessageRecord *record;
  const char *content = silu_json_get_string (message, "content");

  silu_import_read_role (silu_json_get_string (message, "role"), &role);
  record = silu_import_tree_add (tree, id, parent, role);
  record->times.start = silu_import_get_time (message, "timestamp");
  add_files (record, silu_json_get_array (message, "files"));
  if (role != SILU_ROLE_ASSISTANT)
    {
      silu_import_add_text (record, SILU_PART_TEXT, SILU_CHANNEL_NONE, content);
      return;
    }

  record->model = g_strdup (silu_json_get_string (message, "model"));
  if (!silu_json_get_boolean (message, "done", TRUE))
    record->state = SILU_MESSAGE_INTERRUPTED;
  read_usage (record, message);
  silu_import_add_text (record, SILU_PART_REASONING, SILU_CHANNEL_NONE,
                        silu_json_get_string (message, "reasoning_content"));
  add_answer (record, content);
}

/* Old chats have no tree but a list. */
static void
add_list (SiluImportTree *tree, JsonArray *messages)
{
  const char *before = NULL;

  for (guint i = 0; messages != NULL && i < json_array_get_length (messages); i++)
    {
      JsonObject *message = silu_json_element_object (messages, i);

      if (message == NULL)
        continue;
      add_message (tree, silu_json_get_string (message, "id"), before, message);
      before = silu_json_get_string (message, "id");
    }
}

static void
add_tree (SiluImportTree *tree, JsonObject *messages)
{
  JsonObjectIter iter;
  const char *id;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, messages);
  while (json_object_iter_next_ordered (&iter, &id, &value))
    {
      JsonObject *message = silu_json_root (value);

      if (message != NULL)
        add_message (tree, id, silu_json_get_string (message, "parentId"), message);
    }
}

static void
read_tags (SiluConversationRecord *header, JsonArray *tags)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; tags != NULL && i < json_array_get_length (tags); i++)
    {
      const char *tag = silu_json_element_string (tags, i);

      if (tag == NULL)
        tag = silu_json_get_string (silu_json_element_object (tags, i), "name");
      if (tag != NULL && *tag != '\0' && strchr (tag, '\n') == NULL)
        g_strv_builder_add (builder, tag);
    }
  header->tags = g_strv_builder_end (builder);
}

static void
read_conversation (JsonObject *element, SiluImportOutput *output)
{
  JsonObject *chat = get_chat (element);
  JsonObject *messages = get_messages (element);
  const char *id = silu_json_get_string (element, "id");
  const char *title = silu_json_get_string (chat, "title");
  SiluImportTree *tree = silu_import_tree_new (silu_import_openwebui.name,
                                               id != NULL ? id : silu_json_get_string (chat, "id"));
  SiluConversationRecord *header = silu_import_tree_get_header (tree);
  JsonArray *tags = silu_json_get_array (chat, "tags");

  header->title = g_strdup (title != NULL ? title : silu_json_get_string (element, "title"));
  header->created = silu_import_get_time (element, "created_at");
  if (header->created == 0)
    header->created = silu_import_get_time (chat, "timestamp");
  header->updated = silu_import_get_time (element, "updated_at");
  header->pinned = silu_json_get_boolean (element, "pinned", FALSE);
  if (silu_json_get_boolean (element, "archived", FALSE))
    header->archived = header->updated > 0 ? header->updated : output->now;
  header->model = g_strdup (silu_json_element_string (silu_json_get_array (chat, "models"), 0));
  read_tags (header, tags != NULL && json_array_get_length (tags) > 0
                         ? tags
                         : silu_json_get_array (silu_json_get_object (element, "meta"), "tags"));

  if (messages != NULL)
    add_tree (tree, messages);
  else
    add_list (tree, silu_json_get_array (chat, "messages"));
  silu_import_tree_set_leaf (
      tree, silu_json_get_string (silu_json_get_object (chat, "history"), "currentId"));

  silu_import_output_add (output, tree);
}

const SiluImportFormat silu_import_openwebui = { "openwebui", "Open WebUI", matches,
                                                 read_conversation };
