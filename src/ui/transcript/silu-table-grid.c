/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why not a GtkGrid: it has no rows, which a screen reader needs and a line under each row too, and
 * it shares out widths without regard to how much text a column has. */
#include "silu-table-grid.h"

#include "silu-block-text.h"
#include "silu-markdown-table.h"

/* A column that has more text than this is never narrower. */
#define COLUMN_LEAST 120

/* One row: its cells are its children, in order. It is laid out by its grid's columns. */
#define SILU_TYPE_TABLE_ROW (silu_table_row_get_type ())
G_DECLARE_FINAL_TYPE (SiluTableRow, silu_table_row, SILU, TABLE_ROW, GtkWidget)

struct _SiluTableRow
{
  GtkWidget parent_instance;
};

struct _SiluTableGrid
{
  GtkWidget parent_instance;

  SiluBlock *block;
  GArray *columns; /* of GtkRequestedSize, as measured last */
  GArray *order;   /* of guint: the rows below the head as they are shown; NULL: as they are */
  guint sorted;    /* the column they are sorted by */
  gboolean descending;
};

G_DEFINE_FINAL_TYPE (SiluTableRow, silu_table_row, GTK_TYPE_WIDGET)
G_DEFINE_FINAL_TYPE (SiluTableGrid, silu_table_grid, GTK_TYPE_WIDGET)

/* The columns' widths in a table of this width; natural ones for -1. */
static GtkRequestedSize *
share_out (SiluTableGrid *self, int width)
{
  guint n_columns = self->columns->len;
  GtkRequestedSize *sizes = g_new (GtkRequestedSize, n_columns + 1);
  int left = width;

  for (guint i = 0; i < n_columns; i++)
    {
      sizes[i] = g_array_index (self->columns, GtkRequestedSize, i);
      left -= sizes[i].minimum_size;
      if (width < 0)
        sizes[i].minimum_size = sizes[i].natural_size;
    }

  if (width >= 0)
    gtk_distribute_natural_allocation (MAX (left, 0), n_columns, sizes);

  return sizes;
}

static void
measure_columns (SiluTableGrid *self)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self));

  g_array_set_size (self->columns, 0);
  for (; row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *cell = gtk_widget_get_first_child (row);

      for (guint i = 0; cell != NULL; i++, cell = gtk_widget_get_next_sibling (cell))
        {
          GtkRequestedSize *column;
          int minimum = 0;
          int natural = 0;

          if (i >= self->columns->len)
            g_array_set_size (self->columns, i + 1);
          column = &g_array_index (self->columns, GtkRequestedSize, i);

          gtk_widget_measure (cell, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
          column->natural_size = MAX (column->natural_size, natural);
          minimum = MAX (minimum, MIN (natural, COLUMN_LEAST));
          column->minimum_size = MAX (column->minimum_size, minimum);
        }
    }
}

/* Above and below the line that the first lines of all cells stand on. */
typedef struct
{
  int above;
  int below;
} Extent;

/* Of a cell of this width. */
static Extent
measure_cell (GtkWidget *cell, int width)
{
  int height = 0;
  int baseline = -1;

  gtk_widget_measure (cell, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, &baseline);
  baseline = MAX (baseline, 0);

  return (Extent){ baseline, height - baseline };
}

static Extent
measure_cells (GtkWidget *row, const GtkRequestedSize *sizes)
{
  Extent extent = { 0 };
  GtkWidget *cell = gtk_widget_get_first_child (row);

  for (guint i = 0; cell != NULL; i++, cell = gtk_widget_get_next_sibling (cell))
    {
      Extent one = measure_cell (cell, sizes[i].minimum_size);

      extent.above = MAX (extent.above, one.above);
      extent.below = MAX (extent.below, one.below);
    }

  return extent;
}

static void
silu_table_row_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  SiluTableGrid *grid = SILU_TABLE_GRID (gtk_widget_get_parent (widget));
  gboolean horizontal = orientation == GTK_ORIENTATION_HORIZONTAL;
  g_autofree GtkRequestedSize *sizes = share_out (grid, horizontal ? -1 : for_size);
  GtkWidget *cell = gtk_widget_get_first_child (widget);

  *minimum = 0;
  *natural = 0;
  if (!horizontal)
    {
      Extent extent = measure_cells (widget, sizes);

      *natural = *minimum = extent.above + extent.below;
      return;
    }

  for (guint i = 0; cell != NULL; i++, cell = gtk_widget_get_next_sibling (cell))
    {
      *minimum += g_array_index (grid->columns, GtkRequestedSize, i).minimum_size;
      *natural += sizes[i].natural_size;
    }
}

static GtkSizeRequestMode
get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
silu_table_row_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SiluTableGrid *grid = SILU_TABLE_GRID (gtk_widget_get_parent (widget));
  g_autofree GtkRequestedSize *sizes = share_out (grid, width);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  Extent extent = measure_cells (widget, sizes);
  GtkWidget *cell = gtk_widget_get_first_child (widget);
  int x = 0;

  for (guint i = 0; cell != NULL; i++, cell = gtk_widget_get_next_sibling (cell))
    {
      int cell_width = sizes[i].minimum_size;
      int y = extent.above - measure_cell (cell, cell_width).above;
      GtkAllocation place = { rtl ? width - x - cell_width : x, y, cell_width, height - y };

      gtk_widget_size_allocate (cell, &place, -1);
      x += cell_width;
    }
}

static void
unparent_children (GtkWidget *widget)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (widget)) != NULL)
    gtk_widget_unparent (child);
}

static void
silu_table_row_dispose (GObject *object)
{
  unparent_children (GTK_WIDGET (object));

  G_OBJECT_CLASS (silu_table_row_parent_class)->dispose (object);
}

static void
silu_table_row_class_init (SiluTableRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_table_row_dispose;
  widget_class->measure = silu_table_row_measure;
  widget_class->get_request_mode = get_request_mode;
  widget_class->size_allocate = silu_table_row_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "table-row");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ROW);
}

static void
silu_table_row_init (SiluTableRow *self)
{
}

static void
silu_table_grid_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  SiluTableGrid *self = SILU_TABLE_GRID (widget);
  GtkWidget *row = gtk_widget_get_first_child (widget);

  *minimum = 0;
  *natural = 0;
  measure_columns (self);
  for (; row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      int row_minimum = 0;
      int row_natural = 0;

      gtk_widget_measure (row, orientation, for_size, &row_minimum, &row_natural, NULL, NULL);
      if (orientation == GTK_ORIENTATION_HORIZONTAL)
        {
          *minimum = MAX (*minimum, row_minimum);
          *natural = MAX (*natural, row_natural);
        }
      else
        {
          *minimum += row_natural;
          *natural += row_natural;
        }
    }
}

/* The rows in the order of their widgets, of GtkWidget. */
static GPtrArray *
list_rows (SiluTableGrid *self)
{
  GPtrArray *rows = g_ptr_array_new ();

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    g_ptr_array_add (rows, row);

  return rows;
}

/* A sorted table only shows its rows elsewhere: for the selection and the screen reader they are
 * where they were. */
static void
silu_table_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SiluTableGrid *self = SILU_TABLE_GRID (widget);
  g_autoptr (GPtrArray) rows = list_rows (self);
  int y = 0;

  measure_columns (self);
  for (guint i = 0; i < rows->len; i++)
    {
      guint shown = i > 0 && self->order != NULL ? g_array_index (self->order, guint, i - 1) : i;
      GtkWidget *row = g_ptr_array_index (rows, shown);
      GtkAllocation place = { 0, y, width, 0 };

      gtk_widget_measure (row, GTK_ORIENTATION_VERTICAL, width, NULL, &place.height, NULL, NULL);
      gtk_widget_size_allocate (row, &place, -1);
      y += place.height;
    }
}

static void
silu_table_grid_dispose (GObject *object)
{
  SiluTableGrid *self = SILU_TABLE_GRID (object);

  unparent_children (GTK_WIDGET (self));
  g_clear_pointer (&self->block, silu_block_unref);

  G_OBJECT_CLASS (silu_table_grid_parent_class)->dispose (object);
}

static void
silu_table_grid_finalize (GObject *object)
{
  SiluTableGrid *self = SILU_TABLE_GRID (object);

  g_array_unref (self->columns);
  g_clear_pointer (&self->order, g_array_unref);

  G_OBJECT_CLASS (silu_table_grid_parent_class)->finalize (object);
}

static void
silu_table_grid_class_init (SiluTableGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_table_grid_dispose;
  G_OBJECT_CLASS (klass)->finalize = silu_table_grid_finalize;
  widget_class->measure = silu_table_grid_measure;
  widget_class->get_request_mode = get_request_mode;
  widget_class->size_allocate = silu_table_grid_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "table-grid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TABLE);
}

static void
silu_table_grid_init (SiluTableGrid *self)
{
  self->columns = g_array_new (FALSE, TRUE, sizeof (GtkRequestedSize));
}

static SiluAlign
get_align (const SiluBlock *table, guint column)
{
  if (table->aligns == NULL || column >= table->aligns->len)
    return SILU_ALIGN_DEFAULT;

  return g_array_index (table->aligns, SiluAlign, column);
}

static GtkWidget *
make_cell (SiluBlock *block, SiluAlign align, gboolean head)
{
  GtkWidget *cell = silu_block_text_new (block, head ? GTK_ACCESSIBLE_ROLE_COLUMN_HEADER
                                                     : GTK_ACCESSIBLE_ROLE_CELL);
  GtkLabel *label = silu_block_text_get_label (SILU_BLOCK_TEXT (cell));

  gtk_widget_set_valign (GTK_WIDGET (label), GTK_ALIGN_START);
  if (align == SILU_ALIGN_CENTER)
    {
      gtk_label_set_xalign (label, 0.5);
      gtk_label_set_justify (label, GTK_JUSTIFY_CENTER);
    }
  else if (align == SILU_ALIGN_RIGHT)
    {
      gtk_label_set_xalign (label, 1);
      gtk_label_set_justify (label, GTK_JUSTIFY_RIGHT);
    }

  return cell;
}

static guint
count_children (const SiluBlock *block)
{
  return block->children != NULL ? block->children->len : 0;
}

static GtkWidget *
make_row (const SiluBlock *table, const SiluBlock *block, gboolean head)
{
  GtkWidget *row = g_object_new (SILU_TYPE_TABLE_ROW, NULL);

  if (head)
    gtk_widget_add_css_class (row, "head");
  for (guint i = 0; i < count_children (block); i++)
    gtk_widget_set_parent (
        make_cell (g_ptr_array_index (block->children, i), get_align (table, i), head), row);

  return row;
}

/* FALSE if the row has another number of cells now. */
static gboolean
update_row (GtkWidget *row, const SiluBlock *old, const SiluBlock *block)
{
  GtkWidget *cell = gtk_widget_get_first_child (row);

  if (count_children (old) != count_children (block))
    return FALSE;

  for (guint i = 0; cell != NULL; i++, cell = gtk_widget_get_next_sibling (cell))
    {
      SiluBlock *text = g_ptr_array_index (block->children, i);

      if (!silu_block_equal (g_ptr_array_index (old->children, i), text))
        silu_block_text_set_block (SILU_BLOCK_TEXT (cell), text);
    }

  return TRUE;
}

static gboolean
has_same_aligns (const SiluBlock *a, const SiluBlock *b)
{
  guint n_columns = a->aligns != NULL ? a->aligns->len : 0;

  if ((b->aligns != NULL ? b->aligns->len : 0) != n_columns)
    return FALSE;

  for (guint i = 0; i < n_columns; i++)
    if (get_align (a, i) != get_align (b, i))
      return FALSE;

  return TRUE;
}

/* Updates the rows that can stay and takes away the others; returns how many stay. */
static guint
keep_rows (SiluTableGrid *self, const SiluBlock *old, const SiluBlock *block)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self));
  guint limit =
      has_same_aligns (old, block) ? MIN (count_children (old), count_children (block)) : 0;
  guint kept = 0;

  while (kept < limit && update_row (row, g_ptr_array_index (old->children, kept),
                                     g_ptr_array_index (block->children, kept)))
    {
      kept++;
      row = gtk_widget_get_next_sibling (row);
    }

  while (row != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (row);

      gtk_widget_unparent (row);
      row = next;
    }

  return kept;
}

/* The head says by what it is sorted. */
static void
mark_head (SiluTableGrid *self)
{
  GtkWidget *head = gtk_widget_get_first_child (GTK_WIDGET (self));
  GtkWidget *cell = head != NULL ? gtk_widget_get_first_child (head) : NULL;

  for (guint i = 0; cell != NULL; i++, cell = gtk_widget_get_next_sibling (cell))
    {
      gboolean is_sorted = self->order != NULL && i == self->sorted;
      GtkAccessibleSort sort = GTK_ACCESSIBLE_SORT_NONE;

      gtk_widget_remove_css_class (cell, "ascending");
      gtk_widget_remove_css_class (cell, "descending");
      if (is_sorted)
        {
          gtk_widget_add_css_class (cell, self->descending ? "descending" : "ascending");
          sort = self->descending ? GTK_ACCESSIBLE_SORT_DESCENDING : GTK_ACCESSIBLE_SORT_ASCENDING;
        }
      gtk_accessible_update_property (
          GTK_ACCESSIBLE (silu_block_text_get_label (SILU_BLOCK_TEXT (cell))),
          GTK_ACCESSIBLE_PROPERTY_SORT, sort, -1);
    }
}

void
silu_table_grid_unsort (SiluTableGrid *self)
{
  g_return_if_fail (SILU_IS_TABLE_GRID (self));

  if (self->order == NULL)
    return;

  g_clear_pointer (&self->order, g_array_unref);
  mark_head (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
silu_table_grid_sort (SiluTableGrid *self, guint column)
{
  gboolean same = self->order != NULL && self->sorted == column;

  g_return_if_fail (SILU_IS_TABLE_GRID (self));

  if (same && self->descending)
    {
      silu_table_grid_unsort (self);
      return;
    }

  g_clear_pointer (&self->order, g_array_unref);
  self->sorted = column;
  self->descending = same;
  self->order = silu_table_sort (self->block, column, self->descending);
  mark_head (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

guint
silu_table_grid_get_column (SiluTableGrid *self, GtkWidget *cell)
{
  guint column = 0;

  g_return_val_if_fail (SILU_IS_TABLE_GRID (self), 0);

  while ((cell = gtk_widget_get_prev_sibling (cell)) != NULL)
    column++;

  return column;
}

gboolean
silu_table_grid_is_head (SiluTableGrid *self, GtkWidget *cell)
{
  g_return_val_if_fail (SILU_IS_TABLE_GRID (self), FALSE);

  return gtk_widget_get_parent (cell) == gtk_widget_get_first_child (GTK_WIDGET (self));
}

SiluBlock *
silu_table_grid_get_block (SiluTableGrid *self)
{
  g_return_val_if_fail (SILU_IS_TABLE_GRID (self), NULL);

  return self->block;
}

GtkWidget *
silu_table_grid_new (SiluBlock *table)
{
  SiluTableGrid *self = g_object_new (SILU_TYPE_TABLE_GRID, NULL);

  silu_table_grid_set_block (self, table);

  return GTK_WIDGET (self);
}

void
silu_table_grid_set_block (SiluTableGrid *self, SiluBlock *table)
{
  g_autoptr (SiluBlock) old = NULL;
  guint kept = 0;

  g_return_if_fail (SILU_IS_TABLE_GRID (self));

  silu_table_grid_unsort (self);
  old = g_steal_pointer (&self->block);
  self->block = silu_block_ref (table);
  if (old != NULL)
    kept = keep_rows (self, old, table);

  for (guint i = kept; i < count_children (table); i++)
    gtk_widget_set_parent (make_row (table, g_ptr_array_index (table->children, i), i == 0),
                           GTK_WIDGET (self));

  /* The widths of a column are in all rows, but GTK only measures those again that have changed. */
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    gtk_widget_queue_resize (row);
}
