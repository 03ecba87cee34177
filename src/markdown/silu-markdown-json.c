/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Blocks → JSON: everything a block knows, for scripts and tests. */
#include "silu-markdown-private.h"

#include <json-glib/json-glib.h>

static const char *const kind_words[] = {
  [SILU_BLOCK_PARAGRAPH] = "paragraph", [SILU_BLOCK_HEADING] = "heading",
  [SILU_BLOCK_CODE] = "code",           [SILU_BLOCK_QUOTE] = "quote",
  [SILU_BLOCK_LIST] = "list",           [SILU_BLOCK_ITEM] = "item",
  [SILU_BLOCK_TABLE] = "table",         [SILU_BLOCK_ROW] = "row",
  [SILU_BLOCK_CELL] = "cell",           [SILU_BLOCK_RULE] = "rule",
  [SILU_BLOCK_HTML] = "html",           [SILU_BLOCK_MATH] = "math",
};

static const char *const align_words[] = {
  [SILU_ALIGN_DEFAULT] = "default",
  [SILU_ALIGN_LEFT] = "left",
  [SILU_ALIGN_CENTER] = "center",
  [SILU_ALIGN_RIGHT] = "right",
};

static const struct
{
  SiluSpanFlags flag;
  const char *word;
} span_words[] = {
  { SILU_SPAN_STRONG, "strong" },   { SILU_SPAN_EMPHASIS, "emphasis" },
  { SILU_SPAN_STRIKE, "strike" },   { SILU_SPAN_CODE, "code" },
  { SILU_SPAN_LINK, "link" },       { SILU_SPAN_IMAGE, "image" },
  { SILU_SPAN_BREAK, "break" },     { SILU_SPAN_MATH, "math" },
  { SILU_SPAN_DISPLAY, "display" },
};

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  if (value == NULL)
    return;

  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_span (JsonBuilder *builder, const SiluBlock *block, const SiluSpan *span)
{
  g_autofree char *text = g_strndup (block->text + span->start, span->end - span->start);

  json_builder_begin_object (builder);
  add_string (builder, "text", text);
  for (gsize i = 0; i < G_N_ELEMENTS (span_words); i++)
    if ((span->flags & span_words[i].flag) != 0)
      {
        json_builder_set_member_name (builder, span_words[i].word);
        json_builder_add_boolean_value (builder, TRUE);
      }
  add_string (builder, "url", span->url);
  add_string (builder, "title", span->title);
  json_builder_end_object (builder);
}

static void
add_spans (JsonBuilder *builder, const SiluBlock *block)
{
  if (block->spans == NULL)
    return;

  json_builder_set_member_name (builder, "spans");
  json_builder_begin_array (builder);
  for (guint i = 0; i < block->spans->len; i++)
    add_span (builder, block, &g_array_index (block->spans, SiluSpan, i));
  json_builder_end_array (builder);
}

static void
add_list_facts (JsonBuilder *builder, const SiluBlock *block)
{
  json_builder_set_member_name (builder, "ordered");
  json_builder_add_boolean_value (builder, block->ordered);
  json_builder_set_member_name (builder, "tight");
  json_builder_add_boolean_value (builder, block->tight);
  if (block->ordered)
    {
      json_builder_set_member_name (builder, "first");
      json_builder_add_int_value (builder, block->first);
    }
}

static void
add_aligns (JsonBuilder *builder, GArray *aligns)
{
  json_builder_set_member_name (builder, "aligns");
  json_builder_begin_array (builder);
  for (guint i = 0; aligns != NULL && i < aligns->len; i++)
    json_builder_add_string_value (builder, align_words[g_array_index (aligns, SiluAlign, i)]);
  json_builder_end_array (builder);
}

static void
add_block (JsonBuilder *builder, const SiluBlock *block)
{
  json_builder_begin_object (builder);
  add_string (builder, "kind", kind_words[block->kind]);

  if (block->kind == SILU_BLOCK_HEADING)
    {
      json_builder_set_member_name (builder, "level");
      json_builder_add_int_value (builder, block->level);
    }
  else if (block->kind == SILU_BLOCK_LIST)
    {
      add_list_facts (builder, block);
    }
  else if (block->kind == SILU_BLOCK_TABLE)
    {
      add_aligns (builder, block->aligns);
    }
  else if (block->kind == SILU_BLOCK_CODE)
    {
      json_builder_set_member_name (builder, "fenced");
      json_builder_add_boolean_value (builder, block->fenced);
    }
  else if (block->task != SILU_TASK_NONE)
    {
      json_builder_set_member_name (builder, "done");
      json_builder_add_boolean_value (builder, block->task == SILU_TASK_DONE);
    }

  if (!block->closed)
    {
      json_builder_set_member_name (builder, "closed");
      json_builder_add_boolean_value (builder, FALSE);
    }

  add_string (builder, "info", block->info);
  add_string (builder, "language", block->language);
  add_string (builder, "text", block->text);
  add_spans (builder, block);

  if (block->children != NULL)
    {
      json_builder_set_member_name (builder, "children");
      json_builder_begin_array (builder);
      for (guint i = 0; i < block->children->len; i++)
        add_block (builder, g_ptr_array_index (block->children, i));
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
}

char *
silu_markdown_to_json (SiluMarkdown *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  silu_markdown_update (self);
  json_builder_begin_array (builder);
  for (guint i = 0; i < silu_markdown_get_n_blocks (self); i++)
    add_block (builder, silu_markdown_get_block (self, i));
  json_builder_end_array (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, TRUE);
}
