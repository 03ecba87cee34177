/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One label, and what a label cannot do: round grounds under inline code, and taking the keyboard's
 * focus without selecting everything. */
#include "silu-block-text.h"

#include "silu-inline.h"
#include <adwaita.h>

/* How far the ground of inline code reaches beyond it, in pixels, and its corners. */
#define GROUND_PAD 2.5f
#define GROUND_RADIUS 4.0f
#define GROUND_ALPHA 0.08f
#define GROUND_TOP 0.14f /* of the line's height, above and below the ground */

struct _SiluBlockText
{
  GtkWidget parent_instance;

  GtkWidget *label;
  GArray *code; /* of Range, in bytes of the text; NULL if there is none */
};

typedef struct
{
  int start;
  int end;
} Range;

G_DEFINE_FINAL_TYPE (SiluBlockText, silu_block_text, GTK_TYPE_WIDGET)

static void
draw_ground (GtkSnapshot *snapshot, const GdkRGBA *color, const graphene_rect_t *place)
{
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, place, GROUND_RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, color, place);
  gtk_snapshot_pop (snapshot);
}

/* The part of a code span that is in this line; in a line of mixed directions it may be several. */
static void
draw_line_ground (GtkSnapshot *snapshot,
                  PangoLayoutIter *iter,
                  const Range *range,
                  const GdkRGBA *color)
{
  PangoLayoutLine *line = pango_layout_iter_get_line_readonly (iter);
  PangoRectangle extents;
  g_autofree int *ranges = NULL;
  int n_ranges = 0;

  if (range->end <= line->start_index || range->start >= line->start_index + line->length)
    return;

  pango_layout_iter_get_line_extents (iter, NULL, &extents);
  pango_layout_line_get_x_ranges (line, range->start, range->end, &ranges, &n_ranges);
  for (int i = 0; i < n_ranges; i++)
    {
      float left = (float) ranges[2 * i] / PANGO_SCALE - GROUND_PAD;
      float right = (float) ranges[2 * i + 1] / PANGO_SCALE + GROUND_PAD;
      float height = (float) extents.height / PANGO_SCALE;
      graphene_rect_t place =
          GRAPHENE_RECT_INIT (left, (float) extents.y / PANGO_SCALE + height * GROUND_TOP,
                              right - left, height * (1 - 2 * GROUND_TOP));

      draw_ground (snapshot, color, &place);
    }
}

static void
silu_block_text_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SiluBlockText *self = SILU_BLOCK_TEXT (widget);

  if (self->code != NULL)
    {
      PangoLayout *layout = gtk_label_get_layout (GTK_LABEL (self->label));
      PangoLayoutIter *iter = pango_layout_get_iter (layout);
      float shade = adw_style_manager_get_dark (adw_style_manager_get_default ()) ? 1 : 0;
      GdkRGBA color = { shade, shade, shade, GROUND_ALPHA };
      int x = 0;
      int y = 0;

      gtk_label_get_layout_offsets (GTK_LABEL (self->label), &x, &y);

      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
      do
        for (guint i = 0; i < self->code->len; i++)
          draw_line_ground (snapshot, iter, &g_array_index (self->code, Range, i), &color);
      while (pango_layout_iter_next_line (iter));
      gtk_snapshot_restore (snapshot);
      pango_layout_iter_free (iter);
    }

  GTK_WIDGET_CLASS (silu_block_text_parent_class)->snapshot (widget, snapshot);
}

/* A label that the Tab key reaches selects all its text, where one only passes through. And in a
 * window where nothing has the focus GTK 4.8 trips over it: then another widget is the first. */
static gboolean
silu_block_text_focus (GtkWidget *widget, GtkDirectionType direction)
{
  SiluBlockText *self = SILU_BLOCK_TEXT (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  if (focus == NULL || !GTK_WIDGET_CLASS (silu_block_text_parent_class)->focus (widget, direction))
    return FALSE;

  if (focus != self->label && gtk_widget_has_focus (self->label))
    gtk_label_select_region (GTK_LABEL (self->label), 0, 0);

  return TRUE;
}

static void
silu_block_text_dispose (GObject *object)
{
  SiluBlockText *self = SILU_BLOCK_TEXT (object);

  g_clear_pointer (&self->label, gtk_widget_unparent);
  g_clear_pointer (&self->code, g_array_unref);

  G_OBJECT_CLASS (silu_block_text_parent_class)->dispose (object);
}

static void
silu_block_text_class_init (SiluBlockTextClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_block_text_dispose;
  widget_class->snapshot = silu_block_text_snapshot;
  widget_class->focus = silu_block_text_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "block-text");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GENERIC);
}

static void
silu_block_text_init (SiluBlockText *self)
{
}

static void
find_code (SiluBlockText *self, const SiluBlock *block)
{
  g_clear_pointer (&self->code, g_array_unref);

  for (guint i = 0; block->spans != NULL && i < block->spans->len; i++)
    {
      const SiluSpan *span = &g_array_index (block->spans, SiluSpan, i);
      Range range = { (int) span->start, (int) span->end };

      if ((span->flags & SILU_SPAN_CODE) == 0)
        continue;
      if (self->code == NULL)
        self->code = g_array_new (FALSE, FALSE, sizeof (Range));
      g_array_append_val (self->code, range);
    }
}

GtkWidget *
silu_block_text_new (const SiluBlock *block, GtkAccessibleRole role)
{
  SiluBlockText *self = g_object_new (SILU_TYPE_BLOCK_TEXT, NULL);
  GtkLabel *label;

  self->label = g_object_new (GTK_TYPE_LABEL, "accessible-role", role, NULL);
  label = GTK_LABEL (self->label);
  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (label, 0);
  gtk_label_set_selectable (label, TRUE);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));

  silu_block_text_set_block (self, block);

  return GTK_WIDGET (self);
}

void
silu_block_text_set_block (SiluBlockText *self, const SiluBlock *block)
{
  static const char *const levels[] = { "h1", "h2", "h3", "h4", "h5", "h6" };
  g_autofree char *markup = silu_inline_to_markup (block);

  g_return_if_fail (SILU_IS_BLOCK_TEXT (self));

  if (block->kind == SILU_BLOCK_HEADING)
    {
      guint level = CLAMP (block->level, 1, G_N_ELEMENTS (levels));
      const char *classes[] = { levels[level - 1], NULL };

      gtk_widget_set_css_classes (GTK_WIDGET (self), classes);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->label), GTK_ACCESSIBLE_PROPERTY_LEVEL,
                                      (int) level, -1);
    }
  else if (block->kind == SILU_BLOCK_HTML)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self), "html");
    }

  find_code (self, block);
  gtk_label_set_markup (GTK_LABEL (self->label), markup);
}

GtkLabel *
silu_block_text_get_label (SiluBlockText *self)
{
  g_return_val_if_fail (SILU_IS_BLOCK_TEXT (self), NULL);

  return GTK_LABEL (self->label);
}
