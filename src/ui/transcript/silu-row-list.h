/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a transcript as plain data. Most of them have no widget: of each only its height is
 * known, or guessed until it was measured once. */
#pragma once

#include "silu-block.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a kind of row can do. All take the row's item. */
typedef struct
{
  /* A new widget, floating. NULL for a row that stands for others. */
  GtkWidget *(*make) (gpointer item);

  /* For a row that stands for others: puts them in its place, at least one. Called when it comes
   * near the view, also in the middle of the layout. Else NULL. */
  void (*expand) (gpointer item);

  /* A guess of the height in pixels, at a width. */
  int (*estimate) (gpointer item, int width);

  void (*free) (gpointer item);

  /* Its widget has gone, for it is far from the view: what can be had again need not stay. Or NULL.
   */
  void (*forget) (gpointer item);

  /* For rows without a block that can be searched all the same: their text, borrowed. */
  const char *(*get_text) (gpointer item);

  /* A question: following an answer may stop when it is at the top. */
  gboolean is_question;

  /* What of it can be selected, borrowed; its widget shows the leaves in their order. NULL:
   * nothing. */
  SiluBlock *(*get_block) (gpointer item);
} SiluRowType;

/* Small, for a long conversation has ten thousands of them. */
typedef struct
{
  const SiluRowType *type;
  gpointer item;
  GtkWidget *widget; /* NULL while it is far from the view */
  int height;        /* without the gap */
  guint width : 16;  /* that it was measured for; 0: the height is a guess */
  guint gap : 15;    /* above it */
  guint kept : 1;    /* its widget has a state of its own, and stays */
} SiluRow;

typedef struct
{
  GArray *rows; /* of SiluRow */
} SiluRowList;

void silu_row_list_init (SiluRowList *self);

/* The widgets must have gone. */
void silu_row_list_clear (SiluRowList *self);

guint silu_row_list_get_n (const SiluRowList *self);

/* Valid until rows come or go. */
SiluRow *silu_row_list_get (const SiluRowList *self, guint position);

/* Takes @item. @width: of the column, for the guess. */
void silu_row_list_insert (SiluRowList *self,
                           guint position,
                           const SiluRowType *type,
                           gpointer item,
                           int gap,
                           int width);
void silu_row_list_remove (SiluRowList *self, guint position, guint n_rows);

/* The height with its gap, from memory. */
int silu_row_list_recall (const SiluRowList *self, guint position);

/* The same of all rows in [@start, @end). */
int silu_row_list_sum (const SiluRowList *self, guint start, guint end);

/* What the row shows has changed: without a widget, its height is a guess again. */
void silu_row_list_forget (SiluRowList *self, guint position, int width);

/* The widget that comes before @position among those there are, or NULL. */
GtkWidget *silu_row_list_find_before (const SiluRowList *self, guint position);

G_END_DECLS
