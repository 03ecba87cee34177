/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The export of a DeepSeek account (PROTOCOLS 5.1). A message has no role: a question is what has a
 * fragment REQUEST. */
#include "silu-import-format.h"

#include "silu-import-util.h"
#include "silu-json.h"

static gboolean
matches (JsonObject *element)
{
  return silu_json_get_object (element, "mapping") != NULL &&
         json_object_has_member (element, "inserted_at");
}

/* What was found on the way to the answer, as a list that people can read. */
static void
add_search (SiluMessageRecord *record, JsonObject *fragment)
{
  JsonArray *results = silu_json_get_array (fragment, "results");
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; results != NULL && i < json_array_get_length (results); i++)
    {
      JsonObject *result = silu_json_element_object (results, i);
      const char *members[] = { "title", "url", "snippet" };

      for (gsize j = 0; j < G_N_ELEMENTS (members); j++)
        {
          const char *text = silu_json_get_string (result, members[j]);

          if (text != NULL && *text != '\0')
            g_string_append_printf (list, "%s\n", text);
        }
      g_string_append_c (list, '\n');
    }

  if (list->len > 0)
    silu_import_add_attachment (record, "search", "search", list->str);
}

static void
add_fragment (SiluMessageRecord *record, JsonObject *fragment)
{
  const char *type = silu_json_get_string (fragment, "type");
  const char *content = silu_json_get_string (fragment, "content");

  if (g_strcmp0 (type, "THINK") == 0)
    silu_import_add_text (record, SILU_PART_REASONING, SILU_CHANNEL_REASONING_CONTENT, content);
  else if (g_strcmp0 (type, "SEARCH") == 0)
    add_search (record, fragment);
  else
    silu_import_add_text (record, SILU_PART_TEXT,
                          record->role == SILU_ROLE_USER ? SILU_CHANNEL_NONE : SILU_CHANNEL_CONTENT,
                          content);
}

static void
add_files (SiluMessageRecord *record, JsonArray *files)
{
  for (guint i = 0; files != NULL && i < json_array_get_length (files); i++)
    {
      JsonObject *file = silu_json_element_object (files, i);

      if (file != NULL)
        silu_import_add_attachment (record, silu_json_get_string (file, "file_name"), "file",
                                    silu_json_get_string (file, "content"));
    }
}

/* Older exports have flat members in the place of fragments, and a role. */
static SiluRole
find_role (JsonObject *message, JsonArray *fragments)
{
  SiluRole role = SILU_ROLE_ASSISTANT;

  for (guint i = 0; fragments != NULL && i < json_array_get_length (fragments); i++)
    if (g_strcmp0 (silu_json_get_string (silu_json_element_object (fragments, i), "type"),
                   "REQUEST") == 0)
      return SILU_ROLE_USER;

  if (fragments == NULL)
    silu_import_read_role (silu_json_get_string (message, "role"), &role);

  return role;
}

static void
add_message (SiluImportTree *tree, const char *id, const char *parent, JsonObject *message)
{
  JsonArray *fragments = silu_json_get_array (message, "fragments");
  SiluMessageRecord *record =
      silu_import_tree_add (tree, id, parent, find_role (message, fragments));

  record->times.start = silu_import_get_time (message, "inserted_at");
  if (record->role == SILU_ROLE_ASSISTANT)
    record->model = g_strdup (silu_json_get_string (message, "model"));

  for (guint i = 0; fragments != NULL && i < json_array_get_length (fragments); i++)
    add_fragment (record, silu_json_element_object (fragments, i));
  if (fragments == NULL)
    {
      silu_import_add_text (record, SILU_PART_REASONING, SILU_CHANNEL_REASONING_CONTENT,
                            silu_json_get_string (message, "reasoning_content"));
      silu_import_add_text (record, SILU_PART_TEXT, SILU_CHANNEL_CONTENT,
                            silu_json_get_string (message, "content"));
    }
  add_files (record, silu_json_get_array (message, "files"));
}

static void
read_conversation (JsonObject *element, SiluImportOutput *output)
{
  SiluImportTree *tree =
      silu_import_tree_new (silu_import_deepseek.name, silu_json_get_string (element, "id"));
  SiluConversationRecord *header = silu_import_tree_get_header (tree);
  JsonObject *mapping = silu_json_get_object (element, "mapping");
  g_autoptr (GHashTable) parents = silu_import_read_parents (mapping);
  JsonObjectIter iter;
  const char *id;
  JsonNode *value;

  header->title = g_strdup (silu_json_get_string (element, "title"));
  header->created = silu_import_get_time (element, "inserted_at");
  header->updated = silu_import_get_time (element, "updated_at");

  json_object_iter_init_ordered (&iter, mapping);
  while (json_object_iter_next_ordered (&iter, &id, &value))
    {
      JsonObject *message = silu_json_get_object (silu_json_root (value), "message");
      const char *parent = g_hash_table_lookup (parents, id);

      if (message != NULL)
        add_message (tree, id, parent, message);
      else
        silu_import_tree_pass (tree, id, parent);
    }

  silu_import_output_add (output, tree);
}

const SiluImportFormat silu_import_deepseek = { "deepseek", "DeepSeek", matches,
                                                read_conversation };
