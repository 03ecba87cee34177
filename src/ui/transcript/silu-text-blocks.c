/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All blocks of a text together, since Markdown is read from its beginning. */
#include "silu-text-blocks.h"

struct _SiluTextBlocks
{
  guint n_refs;
  guint n_holds;
  SiluMessage *message;
  guint part;
  GPtrArray *blocks; /* of SiluBlock; NULL: to be read again */
};

static GPtrArray *
list_blocks (SiluMarkdown *markdown)
{
  guint n_blocks = silu_markdown_get_n_blocks (markdown);
  GPtrArray *blocks = g_ptr_array_new_full (n_blocks, (GDestroyNotify) silu_block_unref);

  for (guint i = 0; i < n_blocks; i++)
    g_ptr_array_add (blocks, silu_block_ref (silu_markdown_get_block (markdown, i)));

  return blocks;
}

SiluTextBlocks *
silu_text_blocks_new (SiluMessage *message, guint part, SiluMarkdown *markdown)
{
  SiluTextBlocks *self = g_new0 (SiluTextBlocks, 1);

  self->n_refs = 1;
  self->message = g_object_ref (message);
  self->part = part;
  self->blocks = list_blocks (markdown);

  return self;
}

SiluTextBlocks *
silu_text_blocks_ref (SiluTextBlocks *self)
{
  self->n_refs++;

  return self;
}

void
silu_text_blocks_unref (SiluTextBlocks *self)
{
  if (--self->n_refs > 0)
    return;

  g_clear_pointer (&self->blocks, g_ptr_array_unref);
  g_object_unref (self->message);
  g_free (self);
}

static GPtrArray *
read_blocks (SiluTextBlocks *self)
{
  const SiluPart *part = silu_message_get_part (self->message, self->part);
  g_autoptr (SiluMarkdown) markdown = silu_markdown_new ();

  silu_markdown_feed (markdown, part->text->str, part->text->len);
  silu_markdown_finish (markdown);
  silu_markdown_update (markdown);

  return list_blocks (markdown);
}

SiluBlock *
silu_text_blocks_get (SiluTextBlocks *self, guint index)
{
  if (self->blocks == NULL)
    self->blocks = read_blocks (self);

  g_assert (index < self->blocks->len);

  return g_ptr_array_index (self->blocks, index);
}

void
silu_text_blocks_hold (SiluTextBlocks *self)
{
  self->n_holds++;
}

void
silu_text_blocks_release (SiluTextBlocks *self)
{
  g_assert (self->n_holds > 0);

  if (--self->n_holds == 0)
    g_clear_pointer (&self->blocks, g_ptr_array_unref);
}

gboolean
silu_text_blocks_is_read (const SiluTextBlocks *self)
{
  return self->blocks != NULL;
}
