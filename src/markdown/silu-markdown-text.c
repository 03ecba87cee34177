/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Blocks → plain text, as it should land in a text editor: marks gone, structure kept. Tables are
 * columns parted by tabs, which a spreadsheet takes too. */
#include "silu-markdown-private.h"

#include <string.h>

static void add_block (GString *out, const SiluBlock *block, const char *indent);

/* Blocks below each other, with a blank line between unless @tight. */
static void
add_blocks (GString *out, GPtrArray *blocks, const char *indent, gboolean tight)
{
  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    {
      if (i > 0)
        silu_markdown_add_gap (out, indent, tight);
      add_block (out, g_ptr_array_index (blocks, i), indent);
    }
}

static void
add_list (GString *out, const SiluBlock *list, const char *indent)
{
  for (guint i = 0; list->children != NULL && i < list->children->len; i++)
    {
      const SiluBlock *item = g_ptr_array_index (list->children, i);
      g_autofree char *marker =
          list->ordered ? g_strdup_printf ("%u. ", list->first + i) : g_strdup ("- ");
      g_autofree char *blank = g_strnfill (strlen (marker), ' ');
      g_autofree char *inner = g_strconcat (indent, blank, NULL);

      if (i > 0)
        silu_markdown_add_gap (out, indent, list->tight);
      g_string_append (out, marker);
      if (item->task != SILU_TASK_NONE)
        g_string_append (out, item->task == SILU_TASK_DONE ? "[x] " : "[ ] ");
      add_blocks (out, item->children, inner, list->tight);
    }
}

/* Tabs between cells: what a spreadsheet takes. */
static void
add_row (GString *out, const SiluBlock *row)
{
  for (guint i = 0; row->children != NULL && i < row->children->len; i++)
    {
      const SiluBlock *cell = g_ptr_array_index (row->children, i);

      if (i > 0)
        g_string_append_c (out, '\t');
      g_string_append (out, cell->text);
    }
}

static void
add_block (GString *out, const SiluBlock *block, const char *indent)
{
  g_autofree char *inner = NULL;

  switch (block->kind)
    {
    case SILU_BLOCK_QUOTE:
      inner = g_strconcat (indent, "> ", NULL);
      g_string_append (out, "> ");
      add_blocks (out, block->children, inner, FALSE);
      break;
    case SILU_BLOCK_LIST:
      add_list (out, block, indent);
      break;
    case SILU_BLOCK_TABLE:
    case SILU_BLOCK_ITEM:
      add_blocks (out, block->children, indent, TRUE);
      break;
    case SILU_BLOCK_RULE:
      g_string_append (out, "---");
      break;
    case SILU_BLOCK_ROW:
      add_row (out, block);
      break;
    case SILU_BLOCK_PARAGRAPH:
    case SILU_BLOCK_HEADING:
    case SILU_BLOCK_CODE:
    case SILU_BLOCK_CELL:
    case SILU_BLOCK_HTML:
    case SILU_BLOCK_MATH:
    default:
      silu_markdown_add_lines (out, block->text, indent);
      break;
    }
}

char *
silu_block_to_text (const SiluBlock *block)
{
  GString *out = g_string_new (NULL);

  add_block (out, block, "");

  return g_string_free (out, FALSE);
}

char *
silu_markdown_to_text (SiluMarkdown *self)
{
  GString *out = g_string_new (NULL);

  silu_markdown_update (self);
  for (guint i = 0; i < silu_markdown_get_n_blocks (self); i++)
    {
      if (i > 0)
        g_string_append (out, "\n\n");
      add_block (out, silu_markdown_get_block (self, i), "");
    }
  if (out->len > 0)
    g_string_append_c (out, '\n');

  return g_string_free (out, FALSE);
}
