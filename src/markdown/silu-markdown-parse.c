/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A slice of Markdown → blocks, by md4c. */
#include "silu-inlines.h"

#include <string.h>

/* One block that md4c has entered. */
typedef struct
{
  SiluBlock *block; /* borrowed. Below the deepest level: the one that its contents go to */
  gboolean real;    /* it is that block itself */
} Level;

typedef struct
{
  GPtrArray *top; /* of SiluBlock: the result */
  GArray *levels; /* of Level */
  guint depth;    /* how many of them are real */

  SiluInlines inlines; /* of the open leaf */
} Builder;

static SiluBlock *
get_open (Builder *self)
{
  return self->levels->len > 0 ? g_array_index (self->levels, Level, self->levels->len - 1).block
                               : NULL;
}

static GPtrArray *
get_place (Builder *self)
{
  SiluBlock *open = get_open (self);

  if (open == NULL)
    return self->top;
  if (open->children == NULL)
    open->children = g_ptr_array_new_with_free_func ((GDestroyNotify) silu_block_unref);

  return open->children;
}

static void
read_code (Builder *self, SiluBlock *block, const MD_BLOCK_CODE_DETAIL *detail)
{
  g_autofree char *language = silu_prepared_read_attribute (self->inlines.source, &detail->lang);

  block->fenced = detail->fence_char != 0;
  block->info = silu_prepared_read_attribute (self->inlines.source, &detail->info);
  if (language != NULL && *language != '\0')
    block->language = g_utf8_strdown (language, -1);
  if (block->info != NULL && *block->info == '\0')
    g_clear_pointer (&block->info, g_free);
}

static SiluAlign
read_align (MD_ALIGN align)
{
  switch (align)
    {
    case MD_ALIGN_LEFT:
      return SILU_ALIGN_LEFT;
    case MD_ALIGN_CENTER:
      return SILU_ALIGN_CENTER;
    case MD_ALIGN_RIGHT:
      return SILU_ALIGN_RIGHT;
    case MD_ALIGN_DEFAULT:
    default:
      return SILU_ALIGN_DEFAULT;
    }
}

/* The table above the open row learns its columns from the cells of its head. */
static void
read_cell (Builder *self, const MD_BLOCK_TD_DETAIL *detail)
{
  SiluAlign align = read_align (detail->align);
  SiluBlock *table;

  if (self->levels->len < 2)
    return;
  table = g_array_index (self->levels, Level, self->levels->len - 2).block;
  if (table->kind != SILU_BLOCK_TABLE)
    return;

  if (table->aligns == NULL)
    table->aligns = g_array_new (FALSE, FALSE, sizeof (SiluAlign));
  g_array_append_val (table->aligns, align);
}

static SiluBlock *
make_block (Builder *self, MD_BLOCKTYPE type, void *detail)
{
  SiluBlock *block;

  switch (type)
    {
    case MD_BLOCK_QUOTE:
      return silu_block_new (SILU_BLOCK_QUOTE);

    case MD_BLOCK_UL:
      block = silu_block_new (SILU_BLOCK_LIST);
      block->tight = ((MD_BLOCK_UL_DETAIL *) detail)->is_tight;
      return block;

    case MD_BLOCK_OL:
      block = silu_block_new (SILU_BLOCK_LIST);
      block->ordered = TRUE;
      block->tight = ((MD_BLOCK_OL_DETAIL *) detail)->is_tight;
      block->first = ((MD_BLOCK_OL_DETAIL *) detail)->start;
      return block;

    case MD_BLOCK_LI:
      block = silu_block_new (SILU_BLOCK_ITEM);
      if (((MD_BLOCK_LI_DETAIL *) detail)->is_task)
        block->task =
            ((MD_BLOCK_LI_DETAIL *) detail)->task_mark == ' ' ? SILU_TASK_OPEN : SILU_TASK_DONE;
      return block;

    case MD_BLOCK_HR:
      return silu_block_new (SILU_BLOCK_RULE);

    case MD_BLOCK_H:
      block = silu_block_new (SILU_BLOCK_HEADING);
      block->level = ((MD_BLOCK_H_DETAIL *) detail)->level;
      return block;

    case MD_BLOCK_CODE:
      block = silu_block_new (SILU_BLOCK_CODE);
      read_code (self, block, detail);
      return block;

    case MD_BLOCK_HTML:
      return silu_block_new (SILU_BLOCK_HTML);

    case MD_BLOCK_TABLE:
      return silu_block_new (SILU_BLOCK_TABLE);

    case MD_BLOCK_TR:
      return silu_block_new (SILU_BLOCK_ROW);

    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
      if (type == MD_BLOCK_TH)
        read_cell (self, detail);
      return silu_block_new (SILU_BLOCK_CELL);

    case MD_BLOCK_P:
    case MD_BLOCK_DOC:
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY:
    default:
      return silu_block_new (SILU_BLOCK_PARAGRAPH);
    }
}

static gboolean
is_leaf (SiluBlockKind kind)
{
  switch (kind)
    {
    case SILU_BLOCK_PARAGRAPH:
    case SILU_BLOCK_HEADING:
    case SILU_BLOCK_CODE:
    case SILU_BLOCK_CELL:
    case SILU_BLOCK_HTML:
    case SILU_BLOCK_MATH:
      return TRUE;
    case SILU_BLOCK_QUOTE:
    case SILU_BLOCK_LIST:
    case SILU_BLOCK_ITEM:
    case SILU_BLOCK_TABLE:
    case SILU_BLOCK_ROW:
    case SILU_BLOCK_RULE:
    default:
      return FALSE;
    }
}

/* md4c gives the text of a tight item without a paragraph around it. */
static void
close_loose_text (Builder *self)
{
  SiluBlock *open = get_open (self);

  if (self->inlines.text == NULL || (open != NULL && is_leaf (open->kind)))
    return;

  if (self->inlines.text->len > 0 || self->inlines.spans->len > 0)
    {
      SiluBlock *paragraph = silu_block_new (SILU_BLOCK_PARAGRAPH);

      silu_inlines_end (&self->inlines, paragraph);
      silu_paragraph_part (get_place (self), paragraph);
    }
  else
    {
      silu_inlines_drop (&self->inlines);
    }
}

/* Whether there is room for a block and for what it cannot be without. */
static gboolean
fits (Builder *self, SiluBlockKind kind)
{
  gboolean parent_real =
      self->levels->len == 0 || g_array_index (self->levels, Level, self->levels->len - 1).real;

  switch (kind)
    {
    case SILU_BLOCK_LIST:
    case SILU_BLOCK_TABLE:
      return parent_real && self->depth + 3 <= SILU_MARKDOWN_MAX_DEPTH;
    case SILU_BLOCK_QUOTE:
      return parent_real && self->depth + 2 <= SILU_MARKDOWN_MAX_DEPTH;
    case SILU_BLOCK_ITEM:
    case SILU_BLOCK_ROW:
      return parent_real;
    case SILU_BLOCK_PARAGRAPH:
    case SILU_BLOCK_HEADING:
    case SILU_BLOCK_CODE:
    case SILU_BLOCK_CELL:
    case SILU_BLOCK_RULE:
    case SILU_BLOCK_HTML:
    case SILU_BLOCK_MATH:
    default:
      return TRUE;
    }
}

static gboolean
is_frame (MD_BLOCKTYPE type)
{
  return type == MD_BLOCK_DOC || type == MD_BLOCK_THEAD || type == MD_BLOCK_TBODY;
}

static int
enter_block_cb (MD_BLOCKTYPE type, void *detail, void *user_data)
{
  Builder *self = user_data;
  g_autoptr (SiluBlock) block = NULL;
  Level level = { NULL, TRUE };

  if (is_frame (type))
    return 0;

  close_loose_text (self);
  block = make_block (self, type, detail);
  level.real = fits (self, block->kind);
  if (level.real)
    {
      /* The cell of a table that did not fit is a line of text like any other. */
      if (block->kind == SILU_BLOCK_CELL &&
          !g_array_index (self->levels, Level, self->levels->len - 1).real)
        block->kind = SILU_BLOCK_PARAGRAPH;
      g_ptr_array_add (get_place (self), silu_block_ref (block));
      self->depth++;
    }
  level.block = level.real ? block : get_open (self);
  g_array_append_val (self->levels, level);
  if (is_leaf (block->kind))
    silu_inlines_begin (&self->inlines);
  self->inlines.in_cell = type == MD_BLOCK_TH || type == MD_BLOCK_TD;

  return 0;
}

/* The paragraph that was closed now, where formulas part it. */
static void
part_last (Builder *self)
{
  GPtrArray *place = get_place (self);

  silu_paragraph_part (place, g_ptr_array_steal_index (place, place->len - 1));
}

static int
leave_block_cb (MD_BLOCKTYPE type, void *detail, void *user_data)
{
  Builder *self = user_data;
  Level level;

  if (is_frame (type))
    return 0;

  close_loose_text (self);
  level = g_array_index (self->levels, Level, self->levels->len - 1);
  g_array_set_size (self->levels, self->levels->len - 1);
  if (!level.real)
    return 0;

  self->depth--;
  if (is_leaf (level.block->kind))
    silu_inlines_end (&self->inlines, level.block);
  if (level.block->kind == SILU_BLOCK_PARAGRAPH)
    part_last (self);

  return 0;
}

/* The text of a tight item begins without a block of its own. */
static void
need_leaf (Builder *self)
{
  if (self->inlines.text == NULL)
    silu_inlines_begin (&self->inlines);
}

static int
enter_span_cb (MD_SPANTYPE type, void *detail, void *user_data)
{
  Builder *self = user_data;

  need_leaf (self);
  silu_inlines_enter_span (&self->inlines, type, detail);

  return 0;
}

static int
leave_span_cb (MD_SPANTYPE type, void *detail, void *user_data)
{
  Builder *self = user_data;

  silu_inlines_leave_span (&self->inlines, type);

  return 0;
}

static int
text_cb (MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *user_data)
{
  Builder *self = user_data;
  const SiluBlock *open = get_open (self);

  need_leaf (self);
  if (open != NULL && (open->kind == SILU_BLOCK_CODE || open->kind == SILU_BLOCK_HTML))
    silu_inlines_add_literal (&self->inlines, text, size);
  else
    silu_inlines_add_text (&self->inlines, type, text, size);

  return 0;
}

static GPtrArray *
parse (const char *text, gsize length, gboolean growing)
{
  const MD_PARSER parser = {
    .abi_version = 0,
    .flags =
        MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS | MD_FLAG_PERMISSIVEAUTOLINKS,
    .enter_block = enter_block_cb,
    .leave_block = leave_block_cb,
    .enter_span = enter_span_cb,
    .leave_span = leave_span_cb,
    .text = text_cb,
  };
  SiluPrepared source;
  Builder builder = { 0 };

  builder.top = g_ptr_array_new_with_free_func ((GDestroyNotify) silu_block_unref);
  builder.levels = g_array_new (FALSE, FALSE, sizeof (Level));

  silu_prepared_init (&source, text, length, growing);
  silu_inlines_init (&builder.inlines, &source);
  md_parse (source.text->str, (MD_SIZE) source.text->len, &parser, &builder);

  g_array_unref (builder.levels);
  silu_inlines_clear (&builder.inlines);
  silu_prepared_clear (&source);

  return builder.top;
}

GPtrArray *
silu_markdown_parse (const char *text, gsize length)
{
  return parse (text, length, FALSE);
}

GPtrArray *
silu_markdown_parse_growing (const char *text, gsize length)
{
  return parse (text, length, TRUE);
}
