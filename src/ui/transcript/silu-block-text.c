/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One label, and what a label cannot do: round grounds under inline code, a selection that goes on
 * in other blocks, hits of a search, and links that say where they lead. */
#include "silu-block-text.h"

#include "silu-inline.h"
#include "silu-label-layout.h"
#include "silu-range-paint.h"
#include "silu-text-formulas.h"
#include "silu-transcript.h"
#include <adwaita.h>
#include <string.h>

#define GROUND_ALPHA 0.08f

/* Pixels that there is always room for. A formula that is too wide may not make all else wider: it
 * is made to fit. */
#define LEAST_WIDTH 48

#define SELECTION_ALPHA 0.35f
#define HIT_ALPHA 0.45f

struct _SiluBlockText
{
  GtkWidget parent_instance;

  GtkWidget *label;
  SiluBlock *block;
  SiluTextFormulas *formulas;
  int fitted;              /* the width that was last laid out */
  guint refit;             /* tick callback: the formulas may have to have another size */
  GArray *code;            /* of SiluTextRange, in bytes of the text; NULL if there is none */
  GArray *hits;            /* of SiluTextRange, of the search; NULL if there is none */
  SiluTextRange selection; /* empty: start == end */
  int link;                /* the span that the keyboard is on, or -1 */
};

G_DEFINE_FINAL_TYPE (SiluBlockText, silu_block_text, GTK_TYPE_WIDGET)

static void
draw_range (SiluBlockText *self,
            GtkSnapshot *snapshot,
            const SiluTextRange *range,
            const GdkRGBA *color,
            gboolean is_round)
{
  const SiluTextRange whole = { silu_block_snap (self->block, range->start, -1),
                                silu_block_snap (self->block, range->end, 1) };

  silu_paint_range (snapshot, gtk_label_get_layout (GTK_LABEL (self->label)), &whole, color,
                    is_round);
}

static void
draw_ranges (SiluBlockText *self,
             GtkSnapshot *snapshot,
             GArray *ranges,
             const GdkRGBA *color,
             gboolean is_round)
{
  for (guint i = 0; ranges != NULL && i < ranges->len; i++)
    draw_range (self, snapshot, &g_array_index (ranges, SiluTextRange, i), color, is_round);
}

static GdkRGBA
get_color (SiluBlockText *self, const char *name, float alpha)
{
  GdkRGBA color = { 0.5f, 0.5f, 0.5f, 1 };

  gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)), name, &color);
  color.alpha = alpha;

  return color;
}

static SiluSpan *
get_span (SiluBlockText *self, int index)
{
  return &g_array_index (self->block->spans, SiluSpan, index);
}

static void
draw_marks (SiluBlockText *self, GtkSnapshot *snapshot)
{
  float shade = adw_style_manager_get_dark (adw_style_manager_get_default ()) ? 1 : 0;
  GdkRGBA ground = { shade, shade, shade, GROUND_ALPHA };
  GdkRGBA hit = get_color (self, "yellow_3", HIT_ALPHA);
  GdkRGBA selection = get_color (self, "accent_bg_color", SELECTION_ALPHA);

  draw_ranges (self, snapshot, self->code, &ground, TRUE);
  draw_ranges (self, snapshot, self->hits, &hit, FALSE);
  if (self->selection.end > self->selection.start)
    draw_range (self, snapshot, &self->selection, &selection, FALSE);
  if (self->link >= 0 && gtk_widget_is_focus (GTK_WIDGET (self)))
    {
      const SiluSpan *span = get_span (self, self->link);
      SiluTextRange range = { span->start, span->end };

      draw_range (self, snapshot, &range, &selection, TRUE);
    }
}

static gboolean
has_marks (SiluBlockText *self)
{
  return self->code != NULL || self->hits != NULL || self->selection.end > self->selection.start ||
         self->link >= 0;
}

static void
silu_block_text_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SiluBlockText *self = SILU_BLOCK_TEXT (widget);
  int x = 0;
  int y = 0;

  if (has_marks (self) || !silu_text_formulas_is_empty (self->formulas))
    {
      gtk_label_get_layout_offsets (GTK_LABEL (self->label), &x, &y);
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
      if (has_marks (self))
        draw_marks (self, snapshot);
      silu_text_formulas_snapshot (self->formulas, snapshot);
      gtk_snapshot_restore (snapshot);
    }

  GTK_WIDGET_CLASS (silu_block_text_parent_class)->snapshot (widget, snapshot);
}

/* --- formulas --- */

static void
fill (SiluBlockText *self)
{
  gboolean drawn = silu_text_formulas_is_drawn (self->formulas);

  silu_inline_fill_label (GTK_LABEL (self->label), self->block, self->formulas);
  if (self->block->kind != SILU_BLOCK_MATH)
    return;

  gtk_label_set_xalign (GTK_LABEL (self->label), drawn ? 0.5f : 0);
  gtk_label_set_wrap (GTK_LABEL (self->label), !drawn);
  if (drawn)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "source");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "source");
}

static void
formulas_changed_cb (gpointer user_data)
{
  fill (user_data);
}

/* What they may be wide: as the text is, or will be. */
static int
get_room (SiluBlockText *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));

  return width > 0 ? width : silu_transcript_find_column (GTK_WIDGET (self));
}

static gboolean
refit_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  SiluBlockText *self = SILU_BLOCK_TEXT (widget);

  self->refit = 0;
  if (silu_text_formulas_fit (self->formulas, get_room (self)))
    fill (self);

  return G_SOURCE_REMOVE;
}

/* Not in the middle of a layout, which it would start all over. */
static void
queue_refit (SiluBlockText *self)
{
  if (self->refit == 0 && !silu_text_formulas_is_empty (self->formulas))
    self->refit = gtk_widget_add_tick_callback (GTK_WIDGET (self), refit_cb, NULL, NULL);
}

static void
silu_block_text_root (GtkWidget *widget)
{
  SiluBlockText *self = SILU_BLOCK_TEXT (widget);

  GTK_WIDGET_CLASS (silu_block_text_parent_class)->root (widget);

  silu_text_formulas_set_math (self->formulas, silu_transcript_find_math (widget));
  if (silu_text_formulas_fit (self->formulas, get_room (self)))
    fill (self);
}

static void
silu_block_text_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  SiluBlockText *self = SILU_BLOCK_TEXT (widget);

  gtk_widget_measure (self->label, orientation, for_size, minimum, natural, minimum_baseline,
                      natural_baseline);
}

static GtkSizeRequestMode
silu_block_text_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
silu_block_text_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SiluBlockText *self = SILU_BLOCK_TEXT (widget);
  int least = 0;

  gtk_widget_measure (self->label, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_size_allocate (self->label, &(GtkAllocation){ 0, 0, MAX (width, least), height },
                            baseline);
  if (width != self->fitted)
    queue_refit (self);
  self->fitted = width;
}

/* --- links --- */

static gboolean
is_link (SiluBlockText *self, int index)
{
  const SiluSpan *span = get_span (self, index);

  return (span->flags & (SILU_SPAN_LINK | SILU_SPAN_IMAGE)) != 0 && span->url != NULL &&
         silu_inline_is_safe (span->url);
}

/* The next link after span @from in a direction, or -1. */
static int
find_link (SiluBlockText *self, int from, int step)
{
  int n_spans = self->block->spans != NULL ? (int) self->block->spans->len : 0;

  for (int i = from + step; i >= 0 && i < n_spans; i += step)
    if (is_link (self, i))
      return i;

  return -1;
}

/* The byte of the character at a point, and how many characters it is to the place after it. FALSE
 * where the point is on none. */
static gboolean
find_index (SiluBlockText *self, double x, double y, int *index, int *trailing)
{
  PangoLayout *layout = gtk_label_get_layout (GTK_LABEL (self->label));
  graphene_point_t point;
  int left = 0;
  int top = 0;

  if (!gtk_widget_compute_point (GTK_WIDGET (self), self->label,
                                 &GRAPHENE_POINT_INIT ((float) x, (float) y), &point))
    point = GRAPHENE_POINT_INIT ((float) x, (float) y);

  gtk_label_get_layout_offsets (GTK_LABEL (self->label), &left, &top);

  return pango_layout_xy_to_index (layout, (int) ((point.x - (float) left) * PANGO_SCALE),
                                   (int) ((point.y - (float) top) * PANGO_SCALE), index, trailing);
}

static int
find_link_at (SiluBlockText *self, double x, double y)
{
  int index = 0;
  int trailing = 0;

  if (find_link (self, -1, 1) < 0 || !find_index (self, x, y, &index, &trailing))
    return -1;

  for (int i = find_link (self, -1, 1); i >= 0; i = find_link (self, i, 1))
    if ((gsize) index >= get_span (self, i)->start && (gsize) index < get_span (self, i)->end)
      return i;

  return -1;
}

SiluFormula *
silu_block_text_get_formula_at (SiluBlockText *self, double x, double y)
{
  int index = 0;
  int trailing = 0;

  g_return_val_if_fail (SILU_IS_BLOCK_TEXT (self), NULL);

  return find_index (self, x, y, &index, &trailing)
             ? silu_text_formulas_find (self->formulas, (gsize) index)
             : NULL;
}

const SiluSpan *
silu_block_text_get_link_at (SiluBlockText *self, double x, double y)
{
  int link = find_link_at (self, x, y);

  return link >= 0 ? get_span (self, link) : NULL;
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, gpointer user_data)
{
  SiluBlockText *self = user_data;

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self),
                                   find_link_at (self, x, y) >= 0 ? "pointer" : "text");
}

static gboolean
query_tooltip_cb (GtkWidget *widget,
                  int x,
                  int y,
                  gboolean keyboard,
                  GtkTooltip *tooltip,
                  gpointer user_data)
{
  SiluBlockText *self = SILU_BLOCK_TEXT (widget);
  int link = keyboard ? self->link : find_link_at (self, x, y);
  g_autofree char *text = NULL;

  if (link < 0)
    return FALSE;

  text = silu_inline_shorten_url (get_span (self, link)->url);
  gtk_tooltip_set_text (tooltip, text);

  return TRUE;
}

/* The Tab key goes from link to link; text without any is passed over. */
static gboolean
silu_block_text_focus (GtkWidget *widget, GtkDirectionType direction)
{
  SiluBlockText *self = SILU_BLOCK_TEXT (widget);
  int step = direction == GTK_DIR_TAB_BACKWARD || direction == GTK_DIR_UP ? -1 : 1;
  int n_spans = self->block->spans != NULL ? (int) self->block->spans->len : 0;
  int from = gtk_widget_is_focus (widget) ? self->link : (step > 0 ? -1 : n_spans);
  int link = find_link (self, from, step);

  self->link = link;
  gtk_widget_queue_draw (widget);
  if (link < 0)
    return FALSE;

  gtk_widget_grab_focus (widget);

  return TRUE;
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint keyval,
        guint keycode,
        GdkModifierType state,
        gpointer user_data)
{
  SiluBlockText *self = user_data;
  g_autofree char *text = NULL;

  if (self->link < 0 || (keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter))
    return GDK_EVENT_PROPAGATE;

  text = silu_block_dup_span (self->block, get_span (self, self->link));
  gtk_widget_activate_action (GTK_WIDGET (self), "transcript.open-link", "(ss)", text,
                              get_span (self, self->link)->url);

  return GDK_EVENT_STOP;
}

static void
silu_block_text_dispose (GObject *object)
{
  SiluBlockText *self = SILU_BLOCK_TEXT (object);

  if (self->refit != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->refit);
  self->refit = 0;
  g_clear_pointer (&self->formulas, silu_text_formulas_free);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  g_clear_pointer (&self->code, g_array_unref);
  g_clear_pointer (&self->hits, g_array_unref);
  g_clear_pointer (&self->block, silu_block_unref);

  G_OBJECT_CLASS (silu_block_text_parent_class)->dispose (object);
}

/* The accent may be another in the dark, and the font larger. */
static void
silu_block_text_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  SiluBlockText *self = SILU_BLOCK_TEXT (widget);

  GTK_WIDGET_CLASS (silu_block_text_parent_class)->css_changed (widget, change);

  if (self->block == NULL)
    return;

  queue_refit (self);
  if (find_link (self, -1, 1) >= 0)
    fill (self);
}

static void
silu_block_text_class_init (SiluBlockTextClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_block_text_dispose;
  widget_class->root = silu_block_text_root;
  widget_class->measure = silu_block_text_measure;
  widget_class->get_request_mode = silu_block_text_get_request_mode;
  widget_class->size_allocate = silu_block_text_size_allocate;
  widget_class->snapshot = silu_block_text_snapshot;
  widget_class->focus = silu_block_text_focus;
  widget_class->css_changed = silu_block_text_css_changed;
  gtk_widget_class_set_css_name (widget_class, "block-text");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GENERIC);
}

static void
silu_block_text_init (SiluBlockText *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->link = -1;
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
}

static void
find_code (SiluBlockText *self)
{
  const SiluBlock *block = self->block;

  g_clear_pointer (&self->code, g_array_unref);

  for (guint i = 0; block->spans != NULL && i < block->spans->len; i++)
    {
      const SiluSpan *span = &g_array_index (block->spans, SiluSpan, i);
      SiluTextRange range = { span->start, span->end };

      if ((span->flags & SILU_SPAN_CODE) == 0)
        continue;
      if (self->code == NULL)
        self->code = g_array_new (FALSE, FALSE, sizeof (SiluTextRange));
      g_array_append_val (self->code, range);
    }
}

GtkWidget *
silu_block_text_new (SiluBlock *block, GtkAccessibleRole role)
{
  SiluBlockText *self = g_object_new (SILU_TYPE_BLOCK_TEXT, NULL);
  GtkLabel *label;

  self->label = g_object_new (GTK_TYPE_LABEL, "accessible-role", role, NULL);
  label = GTK_LABEL (self->label);
  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (label, 0);
  gtk_widget_set_layout_manager (self->label, silu_label_layout_new (LEAST_WIDTH));
  /* Clicks and moves are this widget's, or the selection's across blocks. */
  gtk_widget_set_can_target (self->label, FALSE);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  self->formulas = silu_text_formulas_new (label, formulas_changed_cb, self);

  silu_block_text_set_block (self, block);

  return GTK_WIDGET (self);
}

GtkWidget *
silu_block_text_new_filling (SiluBlock *block, GtkAccessibleRole role)
{
  GtkWidget *widget = silu_block_text_new (block, role);
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (SILU_BLOCK_TEXT (widget)->label);

  silu_label_layout_set_filling (SILU_LABEL_LAYOUT (layout), TRUE);

  return widget;
}

static void
update_heading (SiluBlockText *self)
{
  static const char *const levels[] = { "h1", "h2", "h3", "h4", "h5", "h6" };
  guint level = CLAMP (self->block->level, 1, G_N_ELEMENTS (levels));
  const char *classes[] = { levels[level - 1], NULL };

  gtk_widget_set_css_classes (GTK_WIDGET (self), classes);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->label), GTK_ACCESSIBLE_PROPERTY_LEVEL,
                                  (int) level, -1);
}

void
silu_block_text_set_block (SiluBlockText *self, SiluBlock *block)
{
  g_autoptr (SiluBlock) old = NULL;
  gboolean has_links;

  g_return_if_fail (SILU_IS_BLOCK_TEXT (self));

  old = g_steal_pointer (&self->block);
  self->block = silu_block_ref (block);
  if (block->kind == SILU_BLOCK_HEADING)
    update_heading (self);
  else if (block->kind == SILU_BLOCK_HTML)
    gtk_widget_add_css_class (GTK_WIDGET (self), "html");

  find_code (self);
  g_clear_pointer (&self->hits, g_array_unref);
  has_links = find_link (self, -1, 1) >= 0;
  gtk_widget_set_focusable (GTK_WIDGET (self), has_links);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), has_links);
  silu_text_formulas_set_block (self->formulas, block);
  silu_text_formulas_fit (self->formulas, get_room (self));
  fill (self);
}

SiluBlock *
silu_block_text_get_block (SiluBlockText *self)
{
  g_return_val_if_fail (SILU_IS_BLOCK_TEXT (self), NULL);

  return self->block;
}

GtkLabel *
silu_block_text_get_label (SiluBlockText *self)
{
  g_return_val_if_fail (SILU_IS_BLOCK_TEXT (self), NULL);

  return GTK_LABEL (self->label);
}

/* --- places in the text --- */

void
silu_block_text_select (SiluBlockText *self, gsize start, gsize end)
{
  g_return_if_fail (SILU_IS_BLOCK_TEXT (self));

  if (self->selection.start == start && self->selection.end == end)
    return;

  self->selection = (SiluTextRange){ start, end };
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
silu_block_text_mark (SiluBlockText *self, GArray *hits)
{
  g_return_if_fail (SILU_IS_BLOCK_TEXT (self));

  g_clear_pointer (&self->hits, g_array_unref);
  self->hits = hits != NULL ? g_array_ref (hits) : NULL;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gsize
silu_block_text_find_offset (SiluBlockText *self, double x, double y)
{
  const char *text;
  int index = 0;
  int trailing = 0;

  g_return_val_if_fail (SILU_IS_BLOCK_TEXT (self), 0);

  find_index (self, x, y, &index, &trailing);
  text = pango_layout_get_text (gtk_label_get_layout (GTK_LABEL (self->label)));

  return (gsize) (g_utf8_offset_to_pointer (text + index, trailing) - text);
}

void
silu_block_text_get_place (SiluBlockText *self, gsize offset, graphene_rect_t *place)
{
  PangoLayout *layout;
  PangoRectangle extents;
  int left = 0;
  int top = 0;

  g_return_if_fail (SILU_IS_BLOCK_TEXT (self));

  layout = gtk_label_get_layout (GTK_LABEL (self->label));
  gtk_label_get_layout_offsets (GTK_LABEL (self->label), &left, &top);
  pango_layout_index_to_pos (layout, (int) offset, &extents);
  *place = GRAPHENE_RECT_INIT ((float) left + (float) extents.x / PANGO_SCALE,
                               (float) top + (float) extents.y / PANGO_SCALE, 1,
                               (float) extents.height / PANGO_SCALE);
}
