/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells are text; what is a number in them people write in many ways. */
#include "silu-markdown-table.h"

#include <string.h>

static const char *
get_cell (const SiluBlock *table, guint row, guint column)
{
  const SiluBlock *cells = g_ptr_array_index (table->children, row);

  if (cells->children == NULL || column >= cells->children->len)
    return "";

  return ((const SiluBlock *) g_ptr_array_index (cells->children, column))->text;
}

static void
add_tsv (GString *out, const char *cell)
{
  for (; *cell != '\0'; cell++)
    g_string_append_c (out, *cell == '\t' || *cell == '\n' ? ' ' : *cell);
}

/* A cell that begins like a formula would be one in a spreadsheet: a model's text is no program. */
static void
add_csv (GString *out, const char *cell)
{
  gboolean formula = *cell != '\0' && strchr ("=+@", *cell) != NULL && !g_ascii_isdigit (cell[1]);

  if (!formula && strpbrk (cell, ",\"\n\r") == NULL)
    {
      g_string_append (out, cell);
      return;
    }

  g_string_append_c (out, '"');
  if (formula)
    g_string_append_c (out, '\'');
  for (; *cell != '\0'; cell++)
    {
      if (*cell == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *cell);
    }
  g_string_append_c (out, '"');
}

char *
silu_table_write (const SiluBlock *table, SiluTableFormat format)
{
  GString *out = g_string_new (NULL);
  guint n_rows = table->children != NULL ? table->children->len : 0;

  for (guint row = 0; row < n_rows; row++)
    {
      const SiluBlock *cells = g_ptr_array_index (table->children, row);
      guint n_cells = cells->children != NULL ? cells->children->len : 0;

      for (guint column = 0; column < n_cells; column++)
        {
          if (column > 0)
            g_string_append_c (out, format == SILU_TABLE_TSV ? '\t' : ',');
          if (format == SILU_TABLE_TSV)
            add_tsv (out, get_cell (table, row, column));
          else
            add_csv (out, get_cell (table, row, column));
        }
      g_string_append_c (out, '\n');
    }

  return g_string_free (out, FALSE);
}

typedef struct
{
  guint row;
  double number;
  char *key;
} SortKey;

static void
sort_key_clear (gpointer data)
{
  g_free (((SortKey *) data)->key);
}

/* "$1,234.5", "≈ 12 %", "-3", "1.5k": what stands before and after is no part of it. */
static gboolean
read_number (const char *cell, double *number)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  const char *at = cell;
  char *end = NULL;

  while (*at != '\0' && !g_ascii_isdigit (*at) && *at != '-' && *at != '.')
    {
      if (g_ascii_isalpha (*at))
        return FALSE;
      at++;
    }
  for (; *at != '\0' && (g_ascii_isdigit (*at) || strchr ("-+.,_eE", *at) != NULL); at++)
    if (*at != ',' && *at != '_')
      g_string_append_c (digits, *at);

  *number = g_ascii_strtod (digits->str, &end);

  return end != digits->str;
}

static int
compare_keys (const SortKey *a, const SortKey *b)
{
  if (a->key != NULL && b->key != NULL)
    return strcmp (a->key, b->key);

  return a->number < b->number ? -1 : a->number > b->number;
}

static int
compare_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const SortKey *x = a;
  const SortKey *y = b;
  int order = compare_keys (x, y);

  if (order == 0)
    return x->row < y->row ? -1 : 1;

  return GPOINTER_TO_INT (user_data) ? -order : order;
}

GArray *
silu_table_sort (const SiluBlock *table, guint column, gboolean descending)
{
  guint n_rows = table->children != NULL ? table->children->len : 0;
  g_autoptr (GArray) keys = g_array_new (FALSE, TRUE, sizeof (SortKey));
  GArray *order = g_array_new (FALSE, FALSE, sizeof (guint));
  gboolean numbers = TRUE;

  g_array_set_clear_func (keys, sort_key_clear);
  for (guint row = 1; row < n_rows; row++)
    {
      SortKey key = { .row = row };

      numbers = read_number (get_cell (table, row, column), &key.number) && numbers;
      g_array_append_val (keys, key);
    }
  for (guint i = 0; i < keys->len && !numbers; i++)
    g_array_index (keys, SortKey, i).key = g_utf8_collate_key (get_cell (table, i + 1, column), -1);

  g_array_sort_with_data (keys, compare_cb, GINT_TO_POINTER (descending));
  for (guint i = 0; i < keys->len; i++)
    g_array_append_val (order, g_array_index (keys, SortKey, i).row);

  return order;
}
