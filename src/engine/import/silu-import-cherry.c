/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Topics and blocks in a file, and where each of them is. */
#include "silu-import-cherry.h"

#include "silu-import-util.h"
#include "silu-json.h"
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

typedef struct
{
  guint64 hash; /* of its id */
  gint64 offset;
  gsize length;
} Place;

typedef struct
{
  char *name;
  gint64 created;
  gint64 updated;
  gboolean pinned;
} Topic;

struct _SiluImportCherry
{
  FILE *file;
  GArray *topics; /* of Place, in their order */
  GArray *blocks; /* of Place, sorted by hash once the first is looked for */
  gboolean sorted;
  guint n_read;      /* topics */
  GHashTable *names; /* id → Topic */
};

static void
topic_free (gpointer data)
{
  Topic *self = data;

  g_free (self->name);
  g_free (self);
}

SiluImportCherry *
silu_import_cherry_new (void)
{
  SiluImportCherry *self = g_new0 (SiluImportCherry, 1);

  self->topics = g_array_new (FALSE, FALSE, sizeof (Place));
  self->blocks = g_array_new (FALSE, FALSE, sizeof (Place));
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, topic_free);

  return self;
}

void
silu_import_cherry_free (SiluImportCherry *self)
{
  if (self->file != NULL)
    fclose (self->file);
  g_array_unref (self->topics);
  g_array_unref (self->blocks);
  g_hash_table_unref (self->names);
  g_free (self);
}

/* FNV-1a. Two ids with one hash are told apart when they are read. */
static guint64
hash (const char *id)
{
  guint64 value = G_GUINT64_CONSTANT (14695981039346656037);

  for (; *id != '\0'; id++)
    value = (value ^ (guint8) *id) * G_GUINT64_CONSTANT (1099511628211);

  return value;
}

static gboolean
keep (SiluImportCherry *self, const char *text, gsize length, Place *place, GError **error)
{
  if (self->file == NULL)
    self->file = tmpfile ();
  if (self->file != NULL && fseeko (self->file, 0, SEEK_END) == 0)
    {
      place->offset = ftello (self->file);
      place->length = length;
      if (place->offset >= 0 && fwrite (text, 1, length, self->file) == length)
        return TRUE;
    }

  g_propagate_error (error,
                     silu_error_new (SILU_ERROR_STORE, _ ("There is no room for temporary files."),
                                     g_strerror (errno), -1));

  return FALSE;
}

/* NULL if it cannot be read: it has been parsed before. */
static JsonNode *
fetch (SiluImportCherry *self, const Place *place)
{
  g_autofree char *text = g_malloc (place->length);

  if (fseeko (self->file, place->offset, SEEK_SET) != 0 ||
      fread (text, 1, place->length, self->file) != place->length)
    return NULL;

  return silu_json_parse (text, place->length, NULL);
}

gboolean
silu_import_cherry_add_topic (SiluImportCherry *self,
                              const char *text,
                              gsize length,
                              GError **error)
{
  Place place = { 0 };

  if (!keep (self, text, length, &place, error))
    return FALSE;
  g_array_append_val (self->topics, place);

  return TRUE;
}

gboolean
silu_import_cherry_add_block (SiluImportCherry *self,
                              const char *text,
                              gsize length,
                              GError **error)
{
  g_autoptr (JsonNode) node = silu_json_parse (text, length, NULL);
  const char *id = silu_json_get_string (silu_json_root (node), "id");
  Place place = { 0 };

  if (id == NULL)
    return TRUE; /* nobody can ask for it */

  place.hash = hash (id);
  if (!keep (self, text, length, &place, error))
    return FALSE;
  g_array_append_val (self->blocks, place);

  return TRUE;
}

static void
add_names (SiluImportCherry *self, JsonObject *assistant)
{
  JsonArray *topics = silu_json_get_array (assistant, "topics");

  for (guint i = 0; topics != NULL && i < json_array_get_length (topics); i++)
    {
      JsonObject *topic = silu_json_element_object (topics, i);
      const char *id = silu_json_get_string (topic, "id");
      Topic *entry;

      if (id == NULL)
        continue;
      entry = g_new0 (Topic, 1);
      entry->name = g_strdup (silu_json_get_string (topic, "name"));
      entry->created = silu_import_get_time (topic, "createdAt");
      entry->updated = silu_import_get_time (topic, "updatedAt");
      entry->pinned = silu_json_get_boolean (topic, "pinned", FALSE);
      g_hash_table_replace (self->names, g_strdup (id), entry);
    }
}

/* A string that is JSON; what is in its other members, keys too, stays text. */
static JsonNode *
parse_inner (const char *text)
{
  return text != NULL ? silu_json_parse (text, strlen (text), NULL) : NULL;
}

void
silu_import_cherry_add_settings (SiluImportCherry *self, const char *text, gsize length)
{
  g_autofree char *wrapped = g_strdup_printf ("[%.*s]", (int) MIN (length, G_MAXINT / 2), text);
  g_autoptr (JsonNode) outer = silu_json_parse (wrapped, strlen (wrapped), NULL);
  g_autoptr (JsonNode) slices = NULL;
  g_autoptr (JsonNode) slice = NULL;
  JsonArray *assistants;

  if (outer == NULL || !JSON_NODE_HOLDS_ARRAY (outer))
    return;

  slices = parse_inner (silu_json_element_string (json_node_get_array (outer), 0));
  slice = parse_inner (silu_json_get_string (silu_json_root (slices), "assistants"));
  assistants = silu_json_get_array (silu_json_root (slice), "assistants");
  for (guint i = 0; assistants != NULL && i < json_array_get_length (assistants); i++)
    add_names (self, silu_json_element_object (assistants, i));
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Place *first = a;
  const Place *second = b;

  return first->hash < second->hash ? -1 : first->hash > second->hash;
}

static JsonNode *
find_block (SiluImportCherry *self, const char *id)
{
  Place wanted = { .hash = id != NULL ? hash (id) : 0 };
  guint at = 0;

  if (id == NULL || !g_array_binary_search (self->blocks, &wanted, compare_places, &at))
    return NULL;

  while (at > 0 && g_array_index (self->blocks, Place, at - 1).hash == wanted.hash)
    at--;
  for (; at < self->blocks->len && g_array_index (self->blocks, Place, at).hash == wanted.hash;
       at++)
    {
      JsonNode *block = fetch (self, &g_array_index (self->blocks, Place, at));

      if (g_strcmp0 (silu_json_get_string (silu_json_root (block), "id"), id) == 0)
        return block;
      g_clear_pointer (&block, json_node_unref);
    }

  return NULL;
}

static void
add_code (SiluMessageRecord *record, JsonObject *block)
{
  const char *language = silu_json_get_string (block, "language");
  const char *content = silu_json_get_string (block, "content");
  g_autofree char *text = NULL;

  if (content == NULL)
    return;

  text = g_strdup_printf ("\n```%s\n%s\n```\n", language != NULL ? language : "", content);
  silu_import_add_text (record, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, text);
}

static void
add_block (SiluMessageRecord *record, JsonObject *block)
{
  const char *type = silu_json_get_string (block, "type");
  const char *content = silu_json_get_string (block, "content");
  JsonObject *file = silu_json_get_object (block, "file");

  if (g_strcmp0 (type, "thinking") == 0)
    {
      silu_import_add_text (record, SILU_PART_REASONING, SILU_CHANNEL_REASONING_CONTENT, content);
      silu_import_set_thought (
          record,
          (gint64) (CLAMP (silu_json_get_double (block, "thinking_millsec", 0), 0, 1e12) * 1000));
    }
  else if (g_strcmp0 (type, "main_text") == 0 && record->role == SILU_ROLE_ASSISTANT)
    silu_import_add_answer (record, content);
  else if (g_strcmp0 (type, "main_text") == 0)
    silu_import_add_text (record, SILU_PART_TEXT, SILU_CHANNEL_NONE, content);
  else if (g_strcmp0 (type, "code") == 0)
    add_code (record, block);
  else if (g_strcmp0 (type, "translation") == 0)
    silu_import_add_attachment (record, "translation", "text", content);
  else if (g_strcmp0 (type, "file") == 0 || g_strcmp0 (type, "image") == 0)
    silu_import_add_attachment (record, silu_json_get_string (file, "origin_name"), type, content);
}

static void
add_blocks (SiluImportCherry *self, SiluMessageRecord *record, JsonArray *ids)
{
  for (guint i = 0; ids != NULL && i < json_array_get_length (ids); i++)
    {
      g_autoptr (JsonNode) block = find_block (self, silu_json_element_string (ids, i));

      if (block != NULL)
        add_block (record, silu_json_root (block));
    }
}

static void
read_usage (SiluMessageRecord *record, JsonObject *usage)
{
  record->usage.prompt = silu_json_get_count (usage, "prompt_tokens");
  record->usage.completion = silu_json_get_count (usage, "completion_tokens");
}

static void
add_message (SiluImportCherry *self, SiluImportTree *tree, JsonObject *message, const char *parent)
{
  const char *id = silu_json_get_string (message, "id");
  const char *content = silu_json_get_string (message, "content");
  JsonObject *model = silu_json_get_object (message, "model");
  SiluRole role = SILU_ROLE_ASSISTANT;
  SiluMessageRecord *record;

  silu_import_read_role (silu_json_get_string (message, "role"), &role);
  if (role == SILU_ROLE_SYSTEM)
    {
      silu_import_tree_pass (tree, id, parent);
      return;
    }

  record = silu_import_tree_add (tree, id, parent, role);
  record->times.start = silu_import_get_time (message, "createdAt");
  if (role == SILU_ROLE_ASSISTANT)
    {
      const char *name = silu_json_get_string (model, "id");

      record->model = g_strdup (name != NULL ? name : silu_json_get_string (message, "modelId"));
    }
  read_usage (record, silu_json_get_object (message, "usage"));
  add_blocks (self, record, silu_json_get_array (message, "blocks"));
  if (record->parts->len > 0)
    return;

  /* As the first version had it. */
  silu_import_add_text (record, SILU_PART_REASONING, SILU_CHANNEL_REASONING_CONTENT,
                        silu_json_get_string (message, "reasoning_content"));
  if (role == SILU_ROLE_ASSISTANT)
    silu_import_add_answer (record, content);
  else
    silu_import_add_text (record, SILU_PART_TEXT, SILU_CHANNEL_NONE, content);
}

/* Several models may have answered one question: then they are siblings. The next question follows
 * the one that was found useful, else the first. */
static void
add_messages (SiluImportCherry *self, SiluImportTree *tree, JsonArray *messages)
{
  const char *before = NULL;
  const char *asked = NULL;
  gboolean is_useful = FALSE;

  for (guint i = 0; messages != NULL && i < json_array_get_length (messages); i++)
    {
      JsonObject *message = silu_json_element_object (messages, i);
      const char *ask = silu_json_get_string (message, "askId");
      gboolean useful = silu_json_get_boolean (message, "useful", FALSE);
      gboolean is_sibling = ask != NULL && asked != NULL && g_str_equal (ask, asked);

      if (message == NULL)
        continue;
      add_message (self, tree, message, is_sibling ? ask : before);
      if (!is_sibling || (useful && !is_useful))
        before = silu_json_get_string (message, "id");
      is_useful = useful;
      asked = ask;
    }
  silu_import_tree_set_leaf (tree, before);
}

static void
read_topic (SiluImportCherry *self, JsonObject *element, SiluImportOutput *output)
{
  const char *id = silu_json_get_string (element, "id");
  const Topic *topic = id != NULL ? g_hash_table_lookup (self->names, id) : NULL;
  SiluImportTree *tree = silu_import_tree_new (silu_import_cherry.name, id);
  SiluConversationRecord *header = silu_import_tree_get_header (tree);

  header->title = g_strdup (silu_json_get_string (element, "name"));
  if (topic != NULL)
    {
      g_free (header->title);
      header->title = g_strdup (topic->name);
      header->created = topic->created;
      header->updated = topic->updated;
      header->pinned = topic->pinned;
    }

  add_messages (self, tree, silu_json_get_array (element, "messages"));
  silu_import_output_add (output, tree);
}

gboolean
silu_import_cherry_next (SiluImportCherry *self, SiluImportOutput *output)
{
  g_autoptr (JsonNode) node = NULL;

  if (!self->sorted)
    {
      g_array_sort (self->blocks, compare_places);
      self->sorted = TRUE;
    }
  if (self->n_read == self->topics->len)
    return FALSE;

  node = fetch (self, &g_array_index (self->topics, Place, self->n_read++));
  if (silu_json_root (node) != NULL)
    read_topic (self, silu_json_root (node), output);
  else
    silu_import_output_skip (output, NULL, _ ("It is no conversation."));

  return TRUE;
}

const SiluImportFormat silu_import_cherry = { "cherry-studio", "Cherry Studio", NULL, NULL };
