/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads members of JSON that a stranger wrote: a wrong type is the same as an absent member. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* How deep JSON from outside may nest before it is refused. */
#define SILU_JSON_MAX_DEPTH 64

/* Whether it is what JSON is made of: valid UTF-8 without a NUL. Quick where it is mostly ASCII. */
gboolean silu_json_is_text (const char *text, gsize length);

/* NULL with SILU_ERROR_PROTOCOL (message untranslated, for the detail) for what is not JSON, or is
 * nested deeper than SILU_JSON_MAX_DEPTH. */
JsonNode *silu_json_parse (const char *text, gsize length, GError **error);

/* @object may be NULL. Results are borrowed. */
JsonObject *silu_json_get_object (JsonObject *object, const char *member);
JsonArray *silu_json_get_array (JsonObject *object, const char *member);
const char *silu_json_get_string (JsonObject *object, const char *member);
gint64 silu_json_get_int (JsonObject *object, const char *member, gint64 fallback);
double silu_json_get_double (JsonObject *object, const char *member, double fallback);
gboolean silu_json_get_boolean (JsonObject *object, const char *member, gboolean fallback);

/* What a server has counted: -1 where it did not, or said something silly; never so much that a sum
 * of some overflows. */
gint64 silu_json_get_count (JsonObject *object, const char *member);

/* The object, or the string, at @index, or NULL. */
JsonObject *silu_json_element_object (JsonArray *array, guint index);
const char *silu_json_element_string (JsonArray *array, guint index);

/* A copy that shares no object and no array with @node. */
JsonNode *silu_json_copy (JsonNode *node);

/* The root object of @node, or NULL. */
JsonObject *silu_json_root (JsonNode *node);

G_END_DECLS
