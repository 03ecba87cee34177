/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One array, and sums over it: a hundred thousand rows are added up in less time than one label
 * takes to be laid out. */
#include "silu-row-list.h"

static void
row_clear (gpointer data)
{
  SiluRow *row = data;

  if (row->type->free != NULL)
    row->type->free (row->item);
}

void
silu_row_list_init (SiluRowList *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (SiluRow));
  g_array_set_clear_func (self->rows, row_clear);
}

void
silu_row_list_clear (SiluRowList *self)
{
  g_clear_pointer (&self->rows, g_array_unref);
}

guint
silu_row_list_get_n (const SiluRowList *self)
{
  return self->rows->len;
}

SiluRow *
silu_row_list_get (const SiluRowList *self, guint position)
{
  return &g_array_index (self->rows, SiluRow, position);
}

static int
estimate (const SiluRow *row, int width)
{
  return MAX (row->type->estimate (row->item, width), 1);
}

void
silu_row_list_insert (SiluRowList *self,
                      guint position,
                      const SiluRowType *type,
                      gpointer item,
                      int gap,
                      int width)
{
  SiluRow row = { .type = type, .item = item, .gap = gap };

  row.height = estimate (&row, width);
  g_array_insert_val (self->rows, position, row);
}

void
silu_row_list_remove (SiluRowList *self, guint position, guint n_rows)
{
  g_array_remove_range (self->rows, position, n_rows);
}

int
silu_row_list_recall (const SiluRowList *self, guint position)
{
  const SiluRow *row = silu_row_list_get (self, position);

  return row->gap + row->height;
}

int
silu_row_list_sum (const SiluRowList *self, guint start, guint end)
{
  int sum = 0;

  for (guint i = start; i < end; i++)
    sum += silu_row_list_recall (self, i);

  return sum;
}

void
silu_row_list_forget (SiluRowList *self, guint position, int width)
{
  SiluRow *row = silu_row_list_get (self, position);

  if (row->widget != NULL)
    return;

  row->width = 0;
  row->height = estimate (row, width);
}

GtkWidget *
silu_row_list_find_before (const SiluRowList *self, guint position)
{
  while (position > 0)
    if (silu_row_list_get (self, --position)->widget != NULL)
      return silu_row_list_get (self, position)->widget;

  return NULL;
}
