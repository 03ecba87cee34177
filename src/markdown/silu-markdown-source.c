/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Blocks → Markdown that reads as the same blocks again. For what has no source of its own: parts
 * of blocks, and what people quote. */
#include "silu-markdown-private.h"

#include <string.h>

static void add_block (GString *out, const SiluBlock *block, const char *indent);

/* What would begin something at the start of a line. */
static gboolean
opens_block (const char *text)
{
  const char *digits = text;

  while (g_ascii_isdigit (*digits))
    digits++;
  if (digits > text && (*digits == '.' || *digits == ')'))
    return TRUE;

  return *text == '#' || *text == '>' || *text == '+' || *text == '-' || *text == '=' ||
         *text == '~' || *text == '|';
}

/* A character that Markdown might read. A digit's own marks stay: "1." is escaped at its dot. */
static gboolean
is_special (const char *text, const char *at)
{
  if (*at == '_')
    {
      gboolean before = at > text && g_ascii_isalnum (at[-1]);
      gboolean after = g_ascii_isalnum (at[1]);

      return !(before && after);
    }

  return strchr ("\\`*[<&$~|", *at) != NULL;
}

/* "\[" and "\]" around what looks like TeX are a formula. One bracket is enough to be text, but a
 * link ends at the next one. */
static gboolean
ends_link (char character, SiluSpanFlags flags)
{
  return character == ']' && (flags & (SILU_SPAN_LINK | SILU_SPAN_IMAGE)) != 0;
}

static void
add_escaped (GString *out,
             const char *text,
             gsize length,
             SiluSpanFlags flags,
             const char *indent,
             gboolean at_start)
{
  const char *end = text + length;

  for (const char *c = text; c < end; c++)
    {
      if (*c == '\n')
        {
          silu_markdown_add_break (out, indent, FALSE);
          at_start = TRUE;
          continue;
        }
      if (at_start && opens_block (c))
        {
          while (g_ascii_isdigit (*c))
            g_string_append_c (out, *c++);
          g_string_append_c (out, '\\');
          g_string_append_c (out, *c);
        }
      else if (ends_link (*c, flags))
        {
          g_string_append (out, "&#93;");
        }
      else
        {
          if (is_special (text, c))
            g_string_append_c (out, '\\');
          g_string_append_c (out, *c);
        }
      at_start = FALSE;
    }
}

/* As many backticks as the code does not have. */
static guint
count_ticks (const char *text, gsize length, guint least)
{
  guint longest = 0;
  guint run = 0;

  for (gsize i = 0; i < length; i++)
    {
      run = text[i] == '`' ? run + 1 : 0;
      longest = MAX (longest, run);
    }

  return MAX (longest + 1, least);
}

static void
add_repeated (GString *out, char character, guint n)
{
  for (guint i = 0; i < n; i++)
    g_string_append_c (out, character);
}

static void
add_code_span (GString *out, const char *text, gsize length, gboolean in_cell)
{
  guint ticks = count_ticks (text, length, 1);
  gboolean is_blank = strspn (text, " \n") >= length;
  gboolean pad = !is_blank && (text[0] == '`' || text[length - 1] == '`' ||
                               (text[0] == ' ' && text[length - 1] == ' '));

  add_repeated (out, '`', ticks);
  g_string_append (out, pad ? " " : "");
  for (gsize i = 0; i < length; i++)
    {
      if (in_cell && text[i] == '|')
        g_string_append_c (out, '\\');
      g_string_append_c (out, text[i] == '\n' ? ' ' : text[i]);
    }
  g_string_append (out, pad ? " " : "");
  add_repeated (out, '`', ticks);
}

static void
add_address (GString *out, const SiluSpan *span)
{
  g_string_append (out, "](<");
  for (const char *c = span->url; *c != '\0'; c++)
    {
      if (strchr ("<>\\", *c) != NULL)
        g_string_append_c (out, '\\');
      g_string_append_c (out, *c);
    }
  g_string_append (out, ">");
  if (span->title != NULL)
    {
      g_string_append (out, " \"");
      for (const char *c = span->title; *c != '\0'; c++)
        {
          if (*c == '"' || *c == '\\')
            g_string_append_c (out, '\\');
          g_string_append_c (out, *c);
        }
      g_string_append (out, "\"");
    }
  g_string_append (out, ")");
}

/* As it was written: Markdown finds nothing in it. */
static void
add_formula (GString *out, const char *text, gsize length, const char *indent)
{
  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '\n')
        silu_markdown_add_break (out, indent, FALSE);
      else
        g_string_append_c (out, text[i]);
    }
}

static void
add_span (GString *out, const SiluBlock *block, const SiluSpan *span, const char *indent)
{
  const char *text = block->text + span->start;
  gsize length = span->end - span->start;
  gboolean link = (span->flags & (SILU_SPAN_LINK | SILU_SPAN_IMAGE)) != 0 && span->url != NULL;

  if ((span->flags & SILU_SPAN_BREAK) != 0)
    {
      if (indent != NULL)
        g_string_append_c (out, '\\');
      silu_markdown_add_break (out, indent, FALSE);
      return;
    }

  if (link)
    g_string_append (out, (span->flags & SILU_SPAN_IMAGE) != 0 ? "![" : "[");
  if ((span->flags & SILU_SPAN_CODE) != 0)
    add_code_span (out, text, length, block->kind == SILU_BLOCK_CELL);
  else if ((span->flags & SILU_SPAN_MATH) != 0)
    add_formula (out, text, length, indent);
  else
    add_escaped (out, text, length, span->flags, indent, span->start == 0 && !link);
  if (link)
    add_address (out, span);
}

static const struct
{
  SiluSpanFlags flag;
  const char *mark;
} MARKS[] = {
  { SILU_SPAN_STRIKE, "~~" },
  { SILU_SPAN_STRONG, "**" },
  { SILU_SPAN_EMPHASIS, "*" },
};

/* From what is open to what shall be: marks that stay stay open, so that spaces at their ends,
 * which Markdown does not take, come up only where the text has them there. */
static void
change_marks (GString *out, SiluSpanFlags open, SiluSpanFlags wanted)
{
  if ((open & ~wanted) != 0)
    {
      for (gsize i = G_N_ELEMENTS (MARKS); i > 0; i--)
        if ((open & MARKS[i - 1].flag) != 0)
          g_string_append (out, MARKS[i - 1].mark);
      open = 0;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (MARKS); i++)
    if ((wanted & MARKS[i].flag) != 0 && (open & MARKS[i].flag) == 0)
      g_string_append (out, MARKS[i].mark);
}

static void
add_text (GString *out, const SiluBlock *block, const char *indent)
{
  const SiluSpanFlags all = SILU_SPAN_STRIKE | SILU_SPAN_STRONG | SILU_SPAN_EMPHASIS;
  SiluSpanFlags open = 0;

  if (block->spans == NULL || block->spans->len == 0)
    {
      add_escaped (out, block->text, strlen (block->text), 0, indent, TRUE);
      return;
    }

  for (guint i = 0; i < block->spans->len; i++)
    {
      const SiluSpan *span = &g_array_index (block->spans, SiluSpan, i);

      change_marks (out, open, span->flags & all);
      open = span->flags & all;
      add_span (out, block, span, indent);
    }
  change_marks (out, open, 0);
}

static void
add_code (GString *out, const SiluBlock *block, const char *indent)
{
  guint ticks = count_ticks (block->text, strlen (block->text), 3);
  gboolean in_info = block->info != NULL && strchr (block->info, '`') != NULL;
  char fence = in_info ? '~' : '`';

  add_repeated (out, fence, ticks);
  g_string_append (out, block->info != NULL ? block->info : "");
  silu_markdown_add_break (out, indent, FALSE);
  if (*block->text != '\0')
    {
      silu_markdown_add_lines (out, block->text, indent);
      silu_markdown_add_break (out, indent, FALSE);
    }
  add_repeated (out, fence, ticks);
}

static void add_list (GString *out, const SiluBlock *list, const char *indent, gboolean other);

static void
add_blocks (GString *out, GPtrArray *blocks, const char *indent, gboolean tight)
{
  gboolean other = FALSE;

  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    {
      const SiluBlock *block = g_ptr_array_index (blocks, i);

      if (i > 0)
        silu_markdown_add_gap (out, indent, tight);
      /* Two lists in a row are told apart by their markers. */
      other = block->kind == SILU_BLOCK_LIST && i > 0 && !other &&
              ((SiluBlock *) g_ptr_array_index (blocks, i - 1))->kind == SILU_BLOCK_LIST;
      if (block->kind == SILU_BLOCK_LIST)
        add_list (out, block, indent, other);
      else
        add_block (out, block, indent);
    }
}

static void
add_list (GString *out, const SiluBlock *list, const char *indent, gboolean other)
{
  for (guint i = 0; list->children != NULL && i < list->children->len; i++)
    {
      const SiluBlock *item = g_ptr_array_index (list->children, i);
      g_autofree char *marker = list->ordered
                                    ? g_strdup_printf ("%u%c ", list->first + i, other ? ')' : '.')
                                    : g_strdup (other ? "* " : "- ");
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

static void
add_row (GString *out, const SiluBlock *row)
{
  g_string_append_c (out, '|');
  for (guint i = 0; row->children != NULL && i < row->children->len; i++)
    {
      g_string_append_c (out, ' ');
      add_text (out, g_ptr_array_index (row->children, i), NULL);
      g_string_append (out, " |");
    }
}

static void
add_table (GString *out, const SiluBlock *table, const char *indent)
{
  static const char *const marks[] = { " --- |", " :-- |", " :-: |", " --: |" };

  for (guint i = 0; table->children != NULL && i < table->children->len; i++)
    {
      const SiluBlock *row = g_ptr_array_index (table->children, i);
      guint n_cells = row->children != NULL ? row->children->len : 0;

      if (i > 0)
        silu_markdown_add_break (out, indent, FALSE);
      add_row (out, row);
      if (i > 0)
        continue;
      silu_markdown_add_break (out, indent, FALSE);
      g_string_append_c (out, '|');
      for (guint column = 0; column < n_cells; column++)
        g_string_append (out, marks[table->aligns != NULL && column < table->aligns->len
                                        ? g_array_index (table->aligns, SiluAlign, column)
                                        : SILU_ALIGN_DEFAULT]);
    }
}

static void
add_block (GString *out, const SiluBlock *block, const char *indent)
{
  g_autofree char *inner = NULL;

  switch (block->kind)
    {
    case SILU_BLOCK_HEADING:
      add_repeated (out, '#', CLAMP (block->level, 1, 6));
      g_string_append_c (out, ' ');
      add_text (out, block, NULL);
      break;
    case SILU_BLOCK_CODE:
      add_code (out, block, indent);
      break;
    case SILU_BLOCK_QUOTE:
      inner = g_strconcat (indent, "> ", NULL);
      g_string_append (out, "> ");
      add_blocks (out, block->children, inner, FALSE);
      break;
    case SILU_BLOCK_LIST:
      add_list (out, block, indent, FALSE);
      break;
    case SILU_BLOCK_TABLE:
      add_table (out, block, indent);
      break;
    case SILU_BLOCK_ROW:
      add_row (out, block);
      break;
    case SILU_BLOCK_ITEM:
      add_blocks (out, block->children, indent, FALSE);
      break;
    case SILU_BLOCK_RULE:
      g_string_append (out, "***");
      break;
    case SILU_BLOCK_HTML:
    case SILU_BLOCK_MATH:
      silu_markdown_add_lines (out, block->text, indent);
      break;
    case SILU_BLOCK_PARAGRAPH:
    case SILU_BLOCK_CELL:
    default:
      add_text (out, block, indent);
      break;
    }
}

char *
silu_blocks_to_markdown (GPtrArray *blocks)
{
  GString *out = g_string_new (NULL);

  add_blocks (out, blocks, "", FALSE);

  return g_string_free (out, FALSE);
}

char *
silu_blocks_to_text (GPtrArray *blocks)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < blocks->len; i++)
    {
      g_autofree char *text = silu_block_to_text (g_ptr_array_index (blocks, i));

      g_string_append (out, i > 0 ? "\n\n" : "");
      g_string_append (out, text);
    }

  return g_string_free (out, FALSE);
}
