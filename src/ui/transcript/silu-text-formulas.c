/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where formulas stand in a text, what has become of them, and how they are drawn. */
#include "silu-text-formulas.h"

#include <math.h>
#include <string.h>

/* A formula in a line is made smaller down to this part of its size. */
#define LEAST_SHRINK 0.65

/* Pixels of a drawing that are too many to be of use. */
#define MAX_WIDTH 16000.0
#define MAX_HEIGHT 8000.0

typedef struct
{
  SiluTextRange range;
  char *tex;
  gboolean display;
  gboolean asked;
  SiluFormula *formula; /* NULL until it is set, and if it could not be */
  double em;            /* of which it is drawn; 0: its source is shown */
  GdkTexture *texture;  /* for what follows, or NULL */
  double texture_em;
  int scale;
  GdkRGBA color;
} Item;

struct _SiluTextFormulas
{
  GtkLabel *label;
  SiluTextFormulasFunc changed;
  gpointer user_data;
  SiluMath *math;
  GCancellable *cancellable;
  GArray *items; /* of Item, in the order of the text */
  double em;     /* of the label's font, in pixels */
  int width;     /* that they must fit into; 0: any */
};

static void
item_clear (gpointer data)
{
  Item *item = data;

  g_clear_pointer (&item->tex, g_free);
  g_clear_pointer (&item->formula, silu_formula_unref);
  g_clear_object (&item->texture);
}

static GArray *
make_items (void)
{
  GArray *items = g_array_new (FALSE, TRUE, sizeof (Item));

  g_array_set_clear_func (items, item_clear);

  return items;
}

static Item *
get_item (SiluTextFormulas *self, guint index)
{
  return &g_array_index (self->items, Item, index);
}

SiluTextFormulas *
silu_text_formulas_new (GtkLabel *label, SiluTextFormulasFunc changed, gpointer user_data)
{
  SiluTextFormulas *self = g_new0 (SiluTextFormulas, 1);

  self->label = label;
  self->changed = changed;
  self->user_data = user_data;
  self->cancellable = g_cancellable_new ();
  self->items = make_items ();

  return self;
}

void
silu_text_formulas_free (SiluTextFormulas *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_clear_object (&self->math);
  g_array_unref (self->items);
  g_free (self);
}

/* --- setting --- */

static double
get_em (SiluTextFormulas *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self->label));
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double size = (double) pango_font_description_get_size (font) / PANGO_SCALE;
  double resolution = pango_cairo_context_get_resolution (context);

  if (!pango_font_description_get_size_is_absolute (font))
    size *= (resolution > 0 ? resolution : 96) / 72;

  return size;
}

/* The size that it is drawn in. */
static double
choose_em (SiluTextFormulas *self, const Item *item)
{
  double width = 0;
  double height = 0;
  double em = self->em;

  if (item->formula == NULL || em <= 0)
    return 0;

  silu_formula_get_size (item->formula, em, &width, &height, NULL);
  if (width > MAX_WIDTH || height > MAX_HEIGHT)
    return 0;
  if (item->display || self->width <= 0 || width <= self->width)
    return em;

  em *= self->width / width;

  return em >= self->em * LEAST_SHRINK ? em : 0;
}

gboolean
silu_text_formulas_fit (SiluTextFormulas *self, int width)
{
  gboolean differs = FALSE;

  if (self->items->len == 0)
    return FALSE;

  self->em = get_em (self);
  self->width = width;
  for (guint i = 0; i < self->items->len; i++)
    {
      Item *item = get_item (self, i);
      double em = choose_em (self, item);

      differs |= em != item->em;
      item->em = em;
    }

  return differs;
}

typedef struct
{
  SiluTextFormulas *self;
  char *tex;
  gboolean display;
} Wish;

static void
wish_free (Wish *wish)
{
  g_free (wish->tex);
  g_free (wish);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wish, wish_free)

static void
typeset_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Wish) wish = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SiluFormula) formula = silu_math_typeset_finish (SILU_MATH (object), result, &error);
  SiluTextFormulas *self = wish->self;

  /* What cannot be set stays its source. If it was cancelled, @self is gone. */
  if (formula == NULL)
    return;

  for (guint i = 0; i < self->items->len; i++)
    {
      Item *item = get_item (self, i);

      if (item->formula == NULL && item->display == wish->display &&
          g_str_equal (item->tex, wish->tex))
        item->formula = silu_formula_ref (formula);
    }
  if (silu_text_formulas_fit (self, self->width))
    self->changed (self->user_data);
}

static void
ask (SiluTextFormulas *self)
{
  for (guint i = 0; self->math != NULL && i < self->items->len; i++)
    {
      Item *item = get_item (self, i);
      Wish *wish;

      if (item->asked)
        continue;
      item->asked = TRUE;
      wish = g_new0 (Wish, 1);
      wish->self = self;
      wish->tex = g_strdup (item->tex);
      wish->display = item->display;
      silu_math_typeset_async (self->math, item->tex, item->display, self->cancellable, typeset_cb,
                               wish);
    }
}

void
silu_text_formulas_set_math (SiluTextFormulas *self, SiluMath *math)
{
  g_set_object (&self->math, math);
  ask (self);
}

/* --- the block --- */

static void
add_item (GArray *items, const char *text, gsize start, gsize end, gboolean may_display)
{
  gsize from = 0;
  gsize to = 0;
  Item item = { .range = { start, end } };

  if (!silu_formula_source_get_tex (text + start, end - start, &from, &to, &item.display))
    return;

  item.tex = g_strndup (text + start + from, to - from);
  item.display &= may_display;
  g_array_append_val (items, item);
}

/* What was set before under the same name is the same. */
static void
take_over (Item *item, GArray *old)
{
  for (guint i = 0; i < old->len; i++)
    {
      Item *before = &g_array_index (old, Item, i);

      if (before->tex == NULL || before->display != item->display ||
          !g_str_equal (before->tex, item->tex))
        continue;
      item->asked = before->asked;
      item->formula = g_steal_pointer (&before->formula);
      item->em = before->em;
      item->texture = g_steal_pointer (&before->texture);
      item->texture_em = before->texture_em;
      item->scale = before->scale;
      item->color = before->color;
      g_clear_pointer (&before->tex, g_free);
      return;
    }
}

void
silu_text_formulas_set_block (SiluTextFormulas *self, const SiluBlock *block)
{
  g_autoptr (GArray) old = g_steal_pointer (&self->items);

  self->items = make_items ();
  if (block->kind == SILU_BLOCK_MATH)
    add_item (self->items, block->text, 0, strlen (block->text), TRUE);

  for (guint i = 0; block->spans != NULL && i < block->spans->len; i++)
    {
      const SiluSpan *span = &g_array_index (block->spans, SiluSpan, i);

      if ((span->flags & SILU_SPAN_MATH) != 0)
        add_item (self->items, block->text, span->start, span->end, FALSE);
    }

  for (guint i = 0; i < self->items->len && old->len > 0; i++)
    take_over (get_item (self, i), old);
  ask (self);
}

gboolean
silu_text_formulas_is_empty (SiluTextFormulas *self)
{
  return self->items->len == 0;
}

gboolean
silu_text_formulas_is_drawn (SiluTextFormulas *self)
{
  for (guint i = 0; i < self->items->len; i++)
    if (get_item (self, i)->em > 0)
      return TRUE;

  return FALSE;
}

SiluFormula *
silu_text_formulas_find (SiluTextFormulas *self, gsize offset)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      const Item *item = get_item (self, i);

      if (item->em > 0 && offset >= item->range.start && offset < item->range.end)
        return item->formula;
    }

  return NULL;
}

/* --- the label --- */

char *
silu_text_formulas_dup_text (SiluTextFormulas *self, const char *text)
{
  char *copy = g_strdup (text);

  /* A line break would end the line that the formula is drawn in. */
  for (guint i = 0; i < self->items->len; i++)
    {
      const Item *item = get_item (self, i);

      for (gsize at = item->range.start; item->em > 0 && at < item->range.end; at++)
        if (copy[at] == '\n')
          copy[at] = ' ';
    }

  return copy;
}

static void
add_attribute (PangoAttrList *list, PangoAttribute *attribute, gsize start, gsize end)
{
  attribute->start_index = (guint) start;
  attribute->end_index = (guint) end;
  pango_attr_list_insert (list, attribute);
}

static int
to_pango (double pixels)
{
  return (int) ceil (pixels * PANGO_SCALE);
}

void
silu_text_formulas_add_attributes (SiluTextFormulas *self, PangoAttrList *list)
{
  const PangoRectangle nothing = { 0, 0, 0, 0 };

  for (guint i = 0; i < self->items->len; i++)
    {
      const Item *item = get_item (self, i);
      PangoRectangle room = { 0, 0, 0, 0 };
      double width, height, depth;

      if (item->em <= 0)
        continue;

      silu_formula_get_size (item->formula, item->em, &width, &height, &depth);
      room.y = -to_pango (height - depth);
      room.width = to_pango (width);
      room.height = to_pango (height);
      add_attribute (list, pango_attr_shape_new (&room, &room), item->range.start,
                     item->range.start + 1);
      add_attribute (list, pango_attr_shape_new (&nothing, &nothing), item->range.start + 1,
                     item->range.end);
      add_attribute (list, pango_attr_allow_breaks_new (FALSE), item->range.start, item->range.end);
    }
}

/* --- drawing --- */

static void
update_texture (SiluTextFormulas *self, Item *item)
{
  GtkWidget *label = GTK_WIDGET (self->label);
  int scale = gtk_widget_get_scale_factor (label);
  cairo_surface_t *surface;
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (label), &color);
  if (item->texture != NULL && item->scale == scale && item->texture_em == item->em &&
      gdk_rgba_equal (&item->color, &color))
    return;

  g_clear_object (&item->texture);
  item->scale = scale;
  item->texture_em = item->em;
  item->color = color;
  surface = silu_formula_render (item->formula, item->em, scale, color.red, color.green, color.blue,
                                 color.alpha);
  if (surface == NULL)
    return;

  cairo_surface_flush (surface);
  if (cairo_image_surface_get_width (surface) > 0 && cairo_image_surface_get_height (surface) > 0)
    {
      int stride = cairo_image_surface_get_stride (surface);
      int height = cairo_image_surface_get_height (surface);
      g_autoptr (GBytes) bytes =
          g_bytes_new (cairo_image_surface_get_data (surface), (gsize) stride * (gsize) height);

      item->texture = gdk_memory_texture_new (cairo_image_surface_get_width (surface), height,
                                              GDK_MEMORY_DEFAULT, bytes, (gsize) stride);
    }
  cairo_surface_destroy (surface);
}

static void
draw_item (SiluTextFormulas *self, GtkSnapshot *snapshot, Item *item, double x, double baseline)
{
  double height, depth;

  update_texture (self, item);
  if (item->texture == NULL)
    return;

  silu_formula_get_size (item->formula, item->em, NULL, &height, &depth);
  gtk_snapshot_append_texture (
      snapshot, item->texture,
      &GRAPHENE_RECT_INIT ((float) round (x), (float) (round (baseline) - ceil (height - depth)),
                           (float) gdk_texture_get_width (item->texture) / (float) item->scale,
                           (float) gdk_texture_get_height (item->texture) / (float) item->scale));
}

void
silu_text_formulas_snapshot (SiluTextFormulas *self, GtkSnapshot *snapshot)
{
  PangoLayoutIter *iter;
  guint next = 0;

  if (!silu_text_formulas_is_drawn (self))
    return;

  iter = pango_layout_get_iter (gtk_label_get_layout (self->label));
  do
    {
      PangoLayoutLine *line = pango_layout_iter_get_line_readonly (iter);
      int baseline = pango_layout_iter_get_baseline (iter);
      int end = line->start_index + line->length;
      PangoRectangle extents;

      pango_layout_iter_get_line_extents (iter, NULL, &extents);
      for (; next < self->items->len && (int) get_item (self, next)->range.start < end; next++)
        {
          Item *item = get_item (self, next);
          int left = 0;
          int right = 0;

          if (item->em <= 0)
            continue;
          pango_layout_line_index_to_x (line, (int) item->range.start, FALSE, &left);
          pango_layout_line_index_to_x (line, (int) item->range.start, TRUE, &right);
          draw_item (self, snapshot, item, (double) (extents.x + MIN (left, right)) / PANGO_SCALE,
                     (double) baseline / PANGO_SCALE);
        }
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
}
