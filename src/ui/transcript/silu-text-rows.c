/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "silu-text-rows.h"

#include "silu-block-view.h"
#include "silu-row-types.h"

#define GAP_BLOCK 12
#define GAP_HEADING 20

/* The block at a row is another now. */
static void
update_row (SiluTranscript *transcript, guint position, SiluBlock *block)
{
  GtkWidget *widget = silu_transcript_get_widget (transcript, position);

  silu_block_item_set (silu_transcript_get_item (transcript, position), block);
  if (widget != NULL)
    silu_block_view_set_block (SILU_BLOCK_VIEW (widget), block);
  else
    silu_transcript_row_changed (transcript, position);
}

static void
insert_row (SiluTranscript *transcript, guint position, SiluBlock *block, int gap)
{
  if (gap < 0)
    gap = block->kind == SILU_BLOCK_HEADING ? GAP_HEADING : GAP_BLOCK;
  silu_transcript_insert (transcript, position, &silu_block_row, silu_block_item_new (block), gap);
}

guint
silu_text_rows_update (SiluTranscript *transcript,
                       guint position,
                       guint n_rows,
                       SiluMarkdown *markdown,
                       int first_gap)
{
  guint changed = silu_markdown_update (markdown);
  guint n_blocks = silu_markdown_get_n_blocks (markdown);

  for (guint i = changed; i < n_blocks; i++)
    {
      SiluBlock *block = silu_markdown_get_block (markdown, i);

      if (i < n_rows)
        update_row (transcript, position + i, block);
      else
        insert_row (transcript, position + i, block, i == 0 ? first_gap : -1);
    }

  if (n_rows > n_blocks)
    silu_transcript_remove (transcript, position + n_blocks, n_rows - n_blocks);

  return n_blocks;
}
