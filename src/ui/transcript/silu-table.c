/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frame around a SiluTableGrid. */
#include "silu-table.h"

#include "silu-scroller.h"
#include "silu-table-grid.h"

struct _SiluTable
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkWidget *grid;
};

G_DEFINE_FINAL_TYPE (SiluTable, silu_table, GTK_TYPE_WIDGET)

static void
silu_table_dispose (GObject *object)
{
  g_clear_pointer (&SILU_TABLE (object)->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (silu_table_parent_class)->dispose (object);
}

static void
silu_table_class_init (SiluTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_table_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "block-table");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GENERIC);
}

static void
silu_table_init (SiluTable *self)
{
}

GtkWidget *
silu_table_new (SiluBlock *block)
{
  SiluTable *self = g_object_new (SILU_TYPE_TABLE, NULL);
  GtkWidget *viewport = gtk_viewport_new (NULL, NULL);

  self->grid = silu_table_grid_new (block);
  /* As wide as its text, not as the column. */
  gtk_widget_set_halign (self->grid, GTK_ALIGN_START);
  gtk_viewport_set_child (GTK_VIEWPORT (viewport), self->grid);

  self->scroller = silu_scroller_new (GTK_ORIENTATION_HORIZONTAL, viewport);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));

  return GTK_WIDGET (self);
}

void
silu_table_set_block (SiluTable *self, SiluBlock *block)
{
  g_return_if_fail (SILU_IS_TABLE (self));

  silu_table_grid_set_block (SILU_TABLE_GRID (self->grid), block);
}
