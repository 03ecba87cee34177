/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of the transcript that stays the same while the block in it changes, even into another
 * kind: "1" is a paragraph, "1. " a list. */
#include "silu-block-view.h"

#include "silu-block-widget.h"
#include "silu-code-card.h"

struct _SiluBlockView
{
  GtkWidget parent_instance;

  SiluBlock *block;
  GtkWidget *child;
};

G_DEFINE_FINAL_TYPE (SiluBlockView, silu_block_view, GTK_TYPE_WIDGET)

static void
silu_block_view_dispose (GObject *object)
{
  SiluBlockView *self = SILU_BLOCK_VIEW (object);

  g_clear_pointer (&self->child, gtk_widget_unparent);
  g_clear_pointer (&self->block, silu_block_unref);

  G_OBJECT_CLASS (silu_block_view_parent_class)->dispose (object);
}

static void
silu_block_view_class_init (SiluBlockViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_block_view_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "block-view");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GENERIC);
}

static void
silu_block_view_init (SiluBlockView *self)
{
}

GtkWidget *
silu_block_view_new (SiluBlock *block)
{
  SiluBlockView *self = g_object_new (SILU_TYPE_BLOCK_VIEW, NULL);

  silu_block_view_set_block (self, block);

  return GTK_WIDGET (self);
}

void
silu_block_view_set_block (SiluBlockView *self, SiluBlock *block)
{
  g_autoptr (SiluBlock) old = NULL;

  g_return_if_fail (SILU_IS_BLOCK_VIEW (self));
  g_return_if_fail (block != NULL);

  if (self->block == block)
    return;

  old = g_steal_pointer (&self->block);
  self->block = silu_block_ref (block);
  if (old != NULL && silu_block_widget_update (self->child, old, block))
    return;

  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = silu_block_widget_new (block);
  gtk_widget_set_parent (self->child, GTK_WIDGET (self));
}

SiluBlock *
silu_block_view_get_block (SiluBlockView *self)
{
  g_return_val_if_fail (SILU_IS_BLOCK_VIEW (self), NULL);

  return self->block;
}

void
silu_block_view_set_earlier (SiluBlockView *self, const char *earlier)
{
  g_return_if_fail (SILU_IS_BLOCK_VIEW (self));

  if (SILU_IS_CODE_CARD (self->child))
    silu_code_card_set_earlier (SILU_CODE_CARD (self->child), earlier);
}
