/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one place that knows which widget a kind of block has. */
#include "silu-block-widget.h"

#include "silu-block-stack.h"
#include "silu-block-text.h"
#include "silu-code-card.h"
#include "silu-scroller.h"
#include "silu-table.h"
#include "silu-transcript.h"

static void
set_code (GtkWidget *card, const SiluBlock *block)
{
  silu_code_card_set_code (SILU_CODE_CARD (card), block->text != NULL ? block->text : "");
}

static void
kept_cb (SiluCodeCard *card, gpointer user_data)
{
  silu_transcript_keep (GTK_WIDGET (card));
}

static GtkWidget *
make_code (const SiluBlock *block)
{
  GtkWidget *card = silu_code_card_new ();

  silu_code_card_set_info (SILU_CODE_CARD (card), block->language, block->info);
  set_code (card, block);
  if (block->closed)
    silu_code_card_fold (SILU_CODE_CARD (card));
  g_signal_connect (card, "kept", G_CALLBACK (kept_cb), NULL);

  return card;
}

/* A wide formula scrolls. */
static GtkWidget *
make_math (SiluBlock *block)
{
  GtkWidget *viewport = gtk_viewport_new (NULL, NULL);
  GtkWidget *text = silu_block_text_new (block, GTK_ACCESSIBLE_ROLE_MATH);

  gtk_viewport_set_scroll_to_focus (GTK_VIEWPORT (viewport), FALSE);
  gtk_viewport_set_child (GTK_VIEWPORT (viewport), text);

  return silu_scroller_new (GTK_ORIENTATION_HORIZONTAL, viewport);
}

static void
update_math (GtkWidget *scroller, SiluBlock *block)
{
  GtkWidget *viewport = gtk_widget_get_first_child (scroller);
  GtkWidget *text = gtk_viewport_get_child (GTK_VIEWPORT (viewport));

  silu_block_text_set_block (SILU_BLOCK_TEXT (text), block);
}

GtkWidget *
silu_block_widget_new (SiluBlock *block)
{
  switch (block->kind)
    {
    case SILU_BLOCK_HEADING:
      return silu_block_text_new_filling (block, GTK_ACCESSIBLE_ROLE_HEADING);
    case SILU_BLOCK_CODE:
      return make_code (block);
    case SILU_BLOCK_QUOTE:
    case SILU_BLOCK_LIST:
    case SILU_BLOCK_ITEM:
      return silu_block_stack_new (block);
    case SILU_BLOCK_TABLE:
      return silu_table_new (block);
    case SILU_BLOCK_RULE:
      return gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);
    case SILU_BLOCK_MATH:
      return make_math (block);
    case SILU_BLOCK_PARAGRAPH:
    case SILU_BLOCK_HTML:
    case SILU_BLOCK_ROW:
    case SILU_BLOCK_CELL:
    default:
      return silu_block_text_new_filling (block, GTK_ACCESSIBLE_ROLE_LABEL);
    }
}

/* A fence whose first line is still coming changes its info; after that it only grows. */
static void
update_code (GtkWidget *card, const SiluBlock *old, const SiluBlock *block)
{
  if (g_strcmp0 (old->info, block->info) != 0)
    silu_code_card_set_info (SILU_CODE_CARD (card), block->language, block->info);
  set_code (card, block);
}

gboolean
silu_block_widget_update (GtkWidget *widget, const SiluBlock *old, SiluBlock *block)
{
  if (old->kind != block->kind)
    return FALSE;

  switch (block->kind)
    {
    case SILU_BLOCK_CODE:
      update_code (widget, old, block);
      return TRUE;
    case SILU_BLOCK_QUOTE:
    case SILU_BLOCK_LIST:
    case SILU_BLOCK_ITEM:
      return silu_block_stack_set_block (SILU_BLOCK_STACK (widget), block);
    case SILU_BLOCK_TABLE:
      silu_table_set_block (SILU_TABLE (widget), block);
      return TRUE;
    case SILU_BLOCK_MATH:
      update_math (widget, block);
      return TRUE;
    case SILU_BLOCK_RULE:
      return TRUE;
    case SILU_BLOCK_PARAGRAPH:
    case SILU_BLOCK_HEADING:
    case SILU_BLOCK_HTML:
    case SILU_BLOCK_ROW:
    case SILU_BLOCK_CELL:
    default:
      silu_block_text_set_block (SILU_BLOCK_TEXT (widget), block);
      return TRUE;
    }
}
