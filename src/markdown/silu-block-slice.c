/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A part of a block as a block: what is selected is copied by the same writers as the whole. */
#include "silu-markdown-private.h"

#include <string.h>

typedef struct
{
  guint leaf; /* that comes next */
  const SiluPlace *start;
  const SiluPlace *end;
} Cut;

gboolean
silu_block_is_leaf (const SiluBlock *block)
{
  return block->children == NULL && block->text != NULL;
}

void
silu_block_list_leaves (SiluBlock *block, GPtrArray *leaves)
{
  if (silu_block_is_leaf (block))
    g_ptr_array_add (leaves, block);

  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    silu_block_list_leaves (g_ptr_array_index (block->children, i), leaves);
}

static SiluBlock *
copy_frame (const SiluBlock *block)
{
  SiluBlock *copy = silu_block_new (block->kind);

  copy->level = block->level;
  copy->ordered = block->ordered;
  copy->tight = block->tight;
  copy->fenced = block->fenced;
  copy->closed = block->closed;
  copy->first = block->first;
  copy->task = block->task;
  copy->info = g_strdup (block->info);
  copy->language = g_strdup (block->language);
  copy->aligns = block->aligns != NULL ? g_array_ref (block->aligns) : NULL;

  return copy;
}

static void
copy_spans (SiluBlock *copy, const SiluBlock *block, gsize start, gsize end)
{
  copy->spans = silu_spans_new ();

  for (guint i = 0; i < block->spans->len; i++)
    {
      const SiluSpan *span = &g_array_index (block->spans, SiluSpan, i);
      SiluSpan part = *span;

      if (span->end <= start || span->start >= end)
        continue;
      part.start = MAX (span->start, start) - start;
      part.end = MIN (span->end, end) - start;
      part.url = g_strdup (span->url);
      part.title = g_strdup (span->title);
      g_array_append_val (copy->spans, part);
    }
}

gsize
silu_block_snap (const SiluBlock *leaf, gsize offset, int step)
{
  gsize length = strlen (leaf->text);

  if (leaf->kind == SILU_BLOCK_MATH && offset > 0 && offset < length)
    return step < 0 ? 0 : length;

  for (guint i = 0; leaf->spans != NULL && i < leaf->spans->len; i++)
    {
      const SiluSpan *span = &g_array_index (leaf->spans, SiluSpan, i);

      if ((span->flags & SILU_SPAN_MATH) != 0 && offset > span->start && offset < span->end)
        return step < 0 ? span->start : span->end;
    }

  return offset;
}

static SiluBlock *
slice_leaf (SiluBlock *block, Cut *cut)
{
  guint leaf = cut->leaf++;
  gsize length = strlen (block->text);
  gsize start = leaf == cut->start->leaf ? MIN (cut->start->offset, length) : 0;
  gsize end = leaf == cut->end->leaf ? MIN (cut->end->offset, length) : length;
  SiluBlock *copy;

  if (start < end)
    {
      start = silu_block_snap (block, start, -1);
      end = silu_block_snap (block, end, 1);
    }

  if (leaf < cut->start->leaf || leaf > cut->end->leaf)
    return NULL;
  if (start == 0 && end == length)
    return silu_block_ref (block);

  copy = copy_frame (block);
  copy->text = g_strndup (block->text + start, end > start ? end - start : 0);
  if (block->spans != NULL)
    copy_spans (copy, block, start, MAX (start, end));

  return copy;
}

static SiluBlock *
slice (SiluBlock *block, Cut *cut)
{
  SiluBlock *copy;

  if (silu_block_is_leaf (block))
    return slice_leaf (block, cut);
  if (block->children == NULL)
    return silu_block_ref (block);

  copy = copy_frame (block);
  copy->children = g_ptr_array_new_with_free_func ((GDestroyNotify) silu_block_unref);
  for (guint i = 0; i < block->children->len; i++)
    {
      SiluBlock *child = slice (g_ptr_array_index (block->children, i), cut);

      if (child == NULL)
        {
          /* The first of what is left keeps its number. */
          if (copy->children->len == 0)
            copy->first++;
          continue;
        }
      g_ptr_array_add (copy->children, child);
    }
  if (copy->children->len > 0)
    return copy;

  silu_block_unref (copy);

  return NULL;
}

/* A heading or a cell that is not told as one. */
static SiluBlock *
as_words (SiluBlock *leaf)
{
  SiluBlock *copy;

  if (leaf->kind != SILU_BLOCK_HEADING && leaf->kind != SILU_BLOCK_CELL)
    return silu_block_ref (leaf);

  copy = copy_frame (leaf);
  copy->kind = SILU_BLOCK_PARAGRAPH;
  copy->text = g_strdup (leaf->text);
  if (leaf->spans != NULL)
    copy_spans (copy, leaf, 0, strlen (leaf->text));

  return copy;
}

SiluBlock *
silu_block_slice (SiluBlock *block, const SiluPlace *start, const SiluPlace *end)
{
  Cut cut = { .start = start, .end = end };

  return slice (block, &cut);
}

SiluBlock *
silu_block_slice_words (SiluBlock *block, const SiluPlace *start, const SiluPlace *end)
{
  SiluBlock *whole = silu_block_slice (block, start, end);
  g_autoptr (GPtrArray) leaves = g_ptr_array_new ();
  SiluBlock *leaf;

  if (whole == NULL || start->leaf != end->leaf)
    return whole;

  silu_block_list_leaves (whole, leaves);
  if (leaves->len != 1 || whole == block)
    return whole;

  leaf = as_words (g_ptr_array_index (leaves, 0));
  silu_block_unref (whole);

  return leaf;
}
