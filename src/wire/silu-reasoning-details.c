/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joins streamed fragments of reasoning details to the items that the server wants back. The texts
 * grow in buffers of their own: a thought has thousands of fragments. */
#include "silu-reasoning-details.h"

#include "silu-json.h"
#include <string.h>

/* Members whose fragments add up. */
static const char *const growing[] = { "text", "summary", "data" };

typedef struct
{
  JsonObject *object;
  GString *texts[G_N_ELEMENTS (growing)]; /* NULL: the item has none */
} Item;

struct _SiluReasoningDetails
{
  GPtrArray *items;
  gsize size;
};

static void
item_free (gpointer data)
{
  Item *self = data;

  json_object_unref (self->object);
  for (gsize i = 0; i < G_N_ELEMENTS (growing); i++)
    if (self->texts[i] != NULL)
      g_string_free (self->texts[i], TRUE);
  g_free (self);
}

SiluReasoningDetails *
silu_reasoning_details_new (void)
{
  SiluReasoningDetails *self = g_new0 (SiluReasoningDetails, 1);

  self->items = g_ptr_array_new_with_free_func (item_free);

  return self;
}

void
silu_reasoning_details_free (SiluReasoningDetails *self)
{
  g_ptr_array_unref (self->items);
  g_free (self);
}

/* A signature closes an item, and another name begins one. */
static gboolean
goes_on (const Item *item, JsonObject *fragment)
{
  const char *id = silu_json_get_string (item->object, "id");
  const char *other = silu_json_get_string (fragment, "id");

  if (id != NULL && other != NULL && !g_str_equal (id, other))
    return FALSE;

  return g_strcmp0 (silu_json_get_string (item->object, "type"),
                    silu_json_get_string (fragment, "type")) == 0 &&
         silu_json_get_int (item->object, "index", 0) == silu_json_get_int (fragment, "index", 0) &&
         silu_json_get_string (item->object, "signature") == NULL;
}

static gsize
find_growing (const char *member)
{
  gsize i = 0;

  while (i < G_N_ELEMENTS (growing) && !g_str_equal (growing[i], member))
    i++;

  return i;
}

static void
take_member (SiluReasoningDetails *self, Item *item, const char *member, JsonNode *value)
{
  gsize i = find_growing (member);
  const char *text;

  if (i == G_N_ELEMENTS (growing) || !JSON_NODE_HOLDS_VALUE (value) ||
      json_node_get_value_type (value) != G_TYPE_STRING)
    {
      if (!JSON_NODE_HOLDS_NULL (value) || !json_object_has_member (item->object, member))
        json_object_set_member (item->object, member, json_node_copy (value));
      return;
    }

  text = json_node_get_string (value);
  if (item->texts[i] == NULL)
    item->texts[i] = g_string_new (NULL);
  self->size += strlen (text);
  g_string_append (item->texts[i], text);
}

void
silu_reasoning_details_add (SiluReasoningDetails *self, JsonObject *fragment)
{
  JsonObjectIter iter;
  const char *member;
  JsonNode *value;
  Item *item = NULL;

  if (self->size > SILU_REASONING_DETAILS_MAX)
    return;

  if (self->items->len > 0)
    item = g_ptr_array_index (self->items, self->items->len - 1);
  if (item == NULL || !goes_on (item, fragment))
    {
      item = g_new0 (Item, 1);
      item->object = json_object_new ();
      self->size += sizeof (Item);
      g_ptr_array_add (self->items, item);
    }

  json_object_iter_init_ordered (&iter, fragment);
  while (json_object_iter_next_ordered (&iter, &member, &value))
    take_member (self, item, member, value);
}

char *
silu_reasoning_details_to_string (SiluReasoningDetails *self)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  json_node_take_array (root, array);
  if (self->items->len == 0 || self->size > SILU_REASONING_DETAILS_MAX)
    return NULL;

  for (guint i = 0; i < self->items->len; i++)
    {
      Item *item = g_ptr_array_index (self->items, i);

      for (gsize j = 0; j < G_N_ELEMENTS (growing); j++)
        if (item->texts[j] != NULL)
          json_object_set_string_member (item->object, growing[j], item->texts[j]->str);
      json_array_add_object_element (array, json_object_ref (item->object));
    }

  return json_to_string (root, FALSE);
}

const char *
silu_reasoning_details_get_text (JsonObject *fragment)
{
  const char *text = silu_json_get_string (fragment, "text");

  return text != NULL ? text : silu_json_get_string (fragment, "summary");
}
