/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON from strangers. json-glib recurses as deep as its input nests, and reads past a NUL escape
 * as if the string ended there: both are settled before it sees the text. */
#include "silu-json.h"

#include "silu-error.h"
#include <string.h>

#define MAX_COUNT G_GINT64_CONSTANT (1000000000000)

gboolean
silu_json_is_text (const char *text, gsize length)
{
  gsize plain = 0;

  /* Most of it is ASCII; eight bytes at a time tell so. */
  while (plain + sizeof (guint64) <= length)
    {
      guint64 eight;

      memcpy (&eight, text + plain, sizeof eight);
      if ((eight & G_GUINT64_CONSTANT (0x8080808080808080)) != 0)
        break;
      plain += sizeof eight;
    }

  return memchr (text, '\0', plain) == NULL &&
         g_utf8_validate_len (text + plain, length - plain, NULL);
}

/* How deep @text nests; strings are passed over. */
static gsize
measure_depth (const char *text, gsize length)
{
  gsize depth = 0;
  gsize deepest = 0;
  gboolean in_string = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (in_string)
        {
          if (text[i] == '\\')
            i++;
          else if (text[i] == '"')
            in_string = FALSE;
          continue;
        }

      switch (text[i])
        {
        case '"':
          in_string = TRUE;
          break;
        case '{':
        case '[':
          depth++;
          deepest = MAX (deepest, depth);
          break;
        case '}':
        case ']':
          depth -= depth > 0;
          break;
        default:
          break;
        }
    }

  return deepest;
}

/* Text with few brackets, in strings or not, needs no closer look. */
static gboolean
is_too_deep (const char *text, gsize length)
{
  gsize brackets = 0;

  G_STATIC_ASSERT (('[' | 0x20) == '{');
  for (gsize i = 0; i < length; i++)
    brackets += (text[i] | 0x20) == '{';

  return brackets > SILU_JSON_MAX_DEPTH && measure_depth (text, length) > SILU_JSON_MAX_DEPTH;
}

static guint
read_hex (const char *at)
{
  guint value = 0;

  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (at[i]);

      if (digit < 0)
        return G_MAXUINT;
      value = value * 16 + (guint) digit;
    }

  return value;
}

static gboolean
is_high (guint code)
{
  return code >= 0xd800 && code <= 0xdbff;
}

static gboolean
is_low (guint code)
{
  return code >= 0xdc00 && code <= 0xdfff;
}

/* Replaces the escapes that no text can hold, NUL and halves of surrogate pairs, by U+FFFD. In
 * place: both are six bytes long. FALSE for an escape that is none: json-glib takes octal ones, and
 * would make bytes of it that are no text. */
static gboolean
mend_escapes (char *text, gsize length)
{
  for (gsize i = 0; i + 1 < length; i++)
    {
      guint code;

      if (text[i] != '\\')
        continue;
      if (text[i + 1] != 'u')
        {
          if (strchr ("\"\\/bfnrt", text[i + 1]) == NULL)
            return FALSE;
          i++;
          continue;
        }

      code = i + 5 < length ? read_hex (text + i + 2) : G_MAXUINT;
      if (code == G_MAXUINT)
        return FALSE;
      if (is_high (code) && i + 11 < length && text[i + 6] == '\\' && text[i + 7] == 'u' &&
          is_low (read_hex (text + i + 8)))
        {
          i += 11;
          continue;
        }

      if (code == 0 || is_high (code) || is_low (code))
        memcpy (text + i, "\\ufffd", 6);
      i += 5;
    }

  return TRUE;
}

JsonNode *
silu_json_parse (const char *text, gsize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autofree char *mended = NULL;
  g_autoptr (GError) reason = NULL;

  if (length == 0)
    text = ""; /* an empty body may have no bytes at all */

  if (is_too_deep (text, length))
    {
      g_set_error_literal (error, SILU_ERROR, SILU_ERROR_PROTOCOL, "JSON nested too deeply");
      return NULL;
    }

  if (!silu_json_is_text (text, length))
    {
      mended = g_utf8_make_valid (text, (gssize) length);
      length = strlen (mended);
    }
  else if (memchr (text, '\\', length) != NULL)
    {
      mended = g_strndup (text, length);
    }

  if (mended != NULL && !mend_escapes (mended, length))
    {
      g_set_error_literal (error, SILU_ERROR, SILU_ERROR_PROTOCOL, "a broken escape in JSON");
      return NULL;
    }
  if (mended != NULL)
    text = mended;

  if (!json_parser_load_from_data (parser, text, (gssize) length, &reason) ||
      json_parser_get_root (parser) == NULL)
    {
      g_set_error (error, SILU_ERROR, SILU_ERROR_PROTOCOL, "not JSON: %s",
                   reason != NULL ? reason->message : "empty");
      return NULL;
    }

  return json_parser_steal_root (parser);
}

static JsonNode *
get_member (JsonObject *object, const char *member, JsonNodeType type)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_TYPE (node) == type ? node : NULL;
}

JsonObject *
silu_json_get_object (JsonObject *object, const char *member)
{
  JsonNode *node = get_member (object, member, JSON_NODE_OBJECT);

  return node != NULL ? json_node_get_object (node) : NULL;
}

JsonArray *
silu_json_get_array (JsonObject *object, const char *member)
{
  JsonNode *node = get_member (object, member, JSON_NODE_ARRAY);

  return node != NULL ? json_node_get_array (node) : NULL;
}

const char *
silu_json_get_string (JsonObject *object, const char *member)
{
  JsonNode *node = get_member (object, member, JSON_NODE_VALUE);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;

  return json_node_get_string (node);
}

gint64
silu_json_get_int (JsonObject *object, const char *member, gint64 fallback)
{
  JsonNode *node = get_member (object, member, JSON_NODE_VALUE);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_INT64)
    return fallback;

  return json_node_get_int (node);
}

gint64
silu_json_get_count (JsonObject *object, const char *member)
{
  return CLAMP (silu_json_get_int (object, member, -1), -1, MAX_COUNT);
}

double
silu_json_get_double (JsonObject *object, const char *member, double fallback)
{
  JsonNode *node = get_member (object, member, JSON_NODE_VALUE);
  GType type = node != NULL ? json_node_get_value_type (node) : G_TYPE_NONE;

  if (type != G_TYPE_DOUBLE && type != G_TYPE_INT64)
    return fallback;

  return json_node_get_double (node);
}

gboolean
silu_json_get_boolean (JsonObject *object, const char *member, gboolean fallback)
{
  JsonNode *node = get_member (object, member, JSON_NODE_VALUE);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return fallback;

  return json_node_get_boolean (node);
}

JsonObject *
silu_json_element_object (JsonArray *array, guint index)
{
  JsonNode *node;

  if (array == NULL || index >= json_array_get_length (array))
    return NULL;

  node = json_array_get_element (array, index);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

const char *
silu_json_element_string (JsonArray *array, guint index)
{
  JsonNode *node;

  if (array == NULL || index >= json_array_get_length (array))
    return NULL;

  node = json_array_get_element (array, index);
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;

  return json_node_get_string (node);
}

JsonObject *
silu_json_root (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonObject *
copy_object (JsonObject *object)
{
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    json_object_set_member (copy, name, silu_json_copy (value));

  return copy;
}

static JsonArray *
copy_array (JsonArray *array)
{
  guint length = json_array_get_length (array);
  JsonArray *copy = json_array_sized_new (length);

  for (guint i = 0; i < length; i++)
    json_array_add_element (copy, silu_json_copy (json_array_get_element (array, i)));

  return copy;
}

/* json_node_copy() only takes a reference on what is inside. */
JsonNode *
silu_json_copy (JsonNode *node)
{
  JsonNode *copy;

  if (!JSON_NODE_HOLDS_OBJECT (node) && !JSON_NODE_HOLDS_ARRAY (node))
    return json_node_copy (node);

  copy = json_node_new (JSON_NODE_TYPE (node));
  if (JSON_NODE_HOLDS_OBJECT (node))
    json_node_take_object (copy, copy_object (json_node_get_object (node)));
  else
    json_node_take_array (copy, copy_array (json_node_get_array (node)));

  return copy;
}
