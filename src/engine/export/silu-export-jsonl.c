/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line for each branch, as a chat request has it: what training and evaluation tools take. */
#include "silu-export-private.h"

#include "silu-json.h"
#include <string.h>

static char *
join_parts (const SiluMessageRecord *message, SiluPartKind kind)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < message->parts->len; i++)
    {
      const SiluPart *part = g_ptr_array_index (message->parts, i);

      if (part->kind == kind)
        g_string_append_len (text, part->text->str, (gssize) part->text->len);
    }

  return g_string_free (text, FALSE);
}

static gboolean
has_kind (const SiluMessageRecord *message, SiluPartKind kind)
{
  for (guint i = 0; i < message->parts->len; i++)
    if (((const SiluPart *) g_ptr_array_index (message->parts, i))->kind == kind)
      return TRUE;

  return FALSE;
}

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value != NULL ? value : "");
}

static void
add_tool_call (JsonBuilder *builder, const SiluPart *part)
{
  g_autoptr (JsonNode) node = silu_json_parse (part->text->str, part->text->len, NULL);
  JsonObject *call = node != NULL ? silu_json_root (node) : NULL;

  json_builder_begin_object (builder);
  add_string (builder, "id", silu_json_get_string (call, "id"));
  add_string (builder, "type", "function");
  json_builder_set_member_name (builder, "function");
  json_builder_begin_object (builder);
  add_string (builder, "name", silu_json_get_string (call, "name"));
  add_string (builder, "arguments", silu_json_get_string (call, "arguments"));
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static void
add_tool_calls (JsonBuilder *builder, const SiluMessageRecord *message)
{
  if (!has_kind (message, SILU_PART_TOOL_CALL))
    return;

  json_builder_set_member_name (builder, "tool_calls");
  json_builder_begin_array (builder);
  for (guint i = 0; i < message->parts->len; i++)
    {
      const SiluPart *part = g_ptr_array_index (message->parts, i);

      if (part->kind == SILU_PART_TOOL_CALL)
        add_tool_call (builder, part);
    }
  json_builder_end_array (builder);
}

/* What was attached comes before what was said to it. */
static char *
dup_content (const SiluMessageRecord *message)
{
  g_autofree char *said = join_parts (message, SILU_PART_TEXT);
  GString *content = g_string_new (NULL);

  for (guint i = 0; i < message->parts->len; i++)
    {
      const SiluPart *part = g_ptr_array_index (message->parts, i);
      g_autofree char *label = NULL;
      g_autofree char *text = NULL;

      if (part->kind != SILU_PART_ATTACHMENT && part->kind != SILU_PART_TOOL_RESULT)
        continue;
      silu_export_read_extra (part, &label, &text);
      if (part->kind == SILU_PART_ATTACHMENT)
        g_string_append_printf (content, "%s\n", label);
      g_string_append_printf (content, "%s\n\n", text != NULL ? text : "");
    }

  if (*said == '\0' && content->len > 0)
    g_string_truncate (content, content->len - 2);
  g_string_append (content, said);

  return g_string_free (content, FALSE);
}

/* In tags only where nothing in the thoughts ends them. */
static gboolean
wants_tags (const char *reasoning, SiluExportFlags flags)
{
  return (flags & SILU_EXPORT_THINK_TAGS) != 0 && strstr (reasoning, "</think>") == NULL;
}

void
silu_export_jsonl_add_message (JsonBuilder *builder,
                               const SiluMessageRecord *message,
                               SiluExportFlags flags)
{
  g_autofree char *content = dup_content (message);
  g_autofree char *reasoning = join_parts (message, SILU_PART_REASONING);
  gboolean with_reasoning = (flags & SILU_EXPORT_REASONING) != 0 && *reasoning != '\0';

  /* An answer that failed before it began says nothing. */
  if (*content == '\0' && !with_reasoning && !has_kind (message, SILU_PART_TOOL_CALL))
    return;

  if (with_reasoning && wants_tags (reasoning, flags))
    {
      g_autofree char *plain = g_steal_pointer (&content);

      content = g_strdup_printf ("<think>\n%s\n</think>\n\n%s", reasoning, plain);
      with_reasoning = FALSE;
    }

  json_builder_begin_object (builder);
  add_string (builder, "role", silu_role_to_string (message->role));
  if (with_reasoning)
    add_string (builder, "reasoning_content", reasoning);
  add_string (builder, "content", content);
  add_tool_calls (builder, message);
  json_builder_end_object (builder);
}

/* The branch that ends with @leaf. */
static void
add_branch (GArray *turns, guint leaf, SiluExportFlags flags, GString *text)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GPtrArray) branch = g_ptr_array_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *json = NULL;

  for (guint number = leaf; number > 0;)
    {
      SiluExportTurn *turn = &g_array_index (turns, SiluExportTurn, number - 1);

      g_ptr_array_add (branch, (gpointer) turn->message);
      number = turn->parent;
    }

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "messages");
  json_builder_begin_array (builder);
  for (guint i = branch->len; i > 0; i--)
    silu_export_jsonl_add_message (builder, g_ptr_array_index (branch, i - 1), flags);
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  json = json_to_string (root, FALSE);
  g_string_append_printf (text, "%s\n", json);
}

static void
jsonl_add (const SiluExport *self, const SiluBundle *bundle, guint index, GString *text)
{
  g_autoptr (GArray) turns = silu_export_list_turns (bundle, self->flags);
  gboolean all = (self->flags & SILU_EXPORT_ALL_BRANCHES) != 0;

  for (guint i = 0; i < turns->len; i++)
    if (all ? g_array_index (turns, SiluExportTurn, i).is_leaf : i == turns->len - 1)
      add_branch (turns, i + 1, self->flags, text);
}

const SiluExportWriter silu_export_jsonl = { NULL, jsonl_add, NULL };
