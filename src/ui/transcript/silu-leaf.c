/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text and code. */
#include "silu-leaf.h"

#include "silu-code-card.h"
#include <string.h>

static gboolean
is_leaf (GtkWidget *widget)
{
  return SILU_IS_BLOCK_TEXT (widget) || SILU_IS_CODE_CARD (widget);
}

GtkWidget *
silu_leaf_find (GtkWidget *inside, GtkWidget *row)
{
  GtkWidget *view = NULL;

  for (GtkWidget *widget = inside; widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      if (SILU_IS_BLOCK_TEXT (widget))
        return widget;
      /* A card has buttons beside its text, and may show another instead. */
      if (SILU_IS_CODE_CARD (widget))
        return view != NULL && silu_code_card_is_view (SILU_CODE_CARD (widget), view) ? widget
                                                                                      : NULL;
      if (GTK_IS_TEXT_VIEW (widget))
        view = widget;
      if (widget == row || GTK_IS_BUTTON (widget) || GTK_IS_SCROLLBAR (widget))
        return NULL;
    }

  return NULL;
}

void
silu_leaf_list (GtkWidget *row, GPtrArray *leaves)
{
  if (is_leaf (row))
    {
      g_ptr_array_add (leaves, row);
      return;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (row); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    silu_leaf_list (child, leaves);
}

char *
silu_leaf_dup_text (GtkWidget *leaf)
{
  if (SILU_IS_CODE_CARD (leaf))
    return silu_code_card_dup_code (SILU_CODE_CARD (leaf));

  return g_strdup (silu_block_text_get_block (SILU_BLOCK_TEXT (leaf))->text);
}

gsize
silu_leaf_get_length (GtkWidget *leaf)
{
  if (SILU_IS_CODE_CARD (leaf))
    return silu_code_card_get_length (SILU_CODE_CARD (leaf));

  return strlen (silu_block_text_get_block (SILU_BLOCK_TEXT (leaf))->text);
}

void
silu_leaf_select (GtkWidget *leaf, gsize start, gsize end)
{
  if (SILU_IS_CODE_CARD (leaf))
    silu_code_card_select (SILU_CODE_CARD (leaf), start, end);
  else
    silu_block_text_select (SILU_BLOCK_TEXT (leaf), start, end);
}

void
silu_leaf_mark (GtkWidget *leaf, GArray *hits)
{
  if (SILU_IS_CODE_CARD (leaf))
    silu_code_card_mark (SILU_CODE_CARD (leaf), hits);
  else
    silu_block_text_mark (SILU_BLOCK_TEXT (leaf), hits);
}

gsize
silu_leaf_find_offset (GtkWidget *leaf, double x, double y)
{
  if (SILU_IS_CODE_CARD (leaf))
    return silu_code_card_find_offset (SILU_CODE_CARD (leaf), x, y);

  return silu_block_text_find_offset (SILU_BLOCK_TEXT (leaf), x, y);
}

void
silu_leaf_get_place (GtkWidget *leaf, gsize offset, graphene_rect_t *place)
{
  if (SILU_IS_CODE_CARD (leaf))
    silu_code_card_get_place (SILU_CODE_CARD (leaf), offset, place);
  else
    silu_block_text_get_place (SILU_BLOCK_TEXT (leaf), offset, place);
}
