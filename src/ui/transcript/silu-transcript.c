/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The column of rows. Why not a GtkListView: it guesses the height of rows it has not seen, so that
 * what is read moves when a row above it grows. Why not a GtkBox in a viewport: every token would
 * measure the whole conversation. Here one frame measures the rows in view, and nothing else. */
#include "silu-transcript.h"

#define COLUMN_WIDTH 744
#define MARGIN 24     /* left and right of the column, at least */
#define MARGIN_TOP 16 /* above the first row */
#define MARGIN_END 24 /* below the last row */
#define GUESS 64      /* height of a row that was never measured */
#define STEP_PIXELS 56.0

typedef struct
{
  GtkWidget *widget;
  int gap;
  int height; /* without the gap */
  int width;  /* the column's when it was measured, 0: never */
} Row;

struct _SiluTranscript
{
  GtkWidget parent_instance;

  GArray *rows; /* of Row */

  GtkAdjustment *adjustments[2]; /* by GtkOrientation */
  GtkScrollablePolicy policies[2];
  gulong value_handler;

  gboolean following;
  guint anchor;      /* row at the top of the view */
  int anchor_offset; /* from that row's top, gap included, to the view's; below zero only at the
                        very top */
  int last_value;    /* where the adjustment is, in whole pixels */
  guint latch;       /* tick callback that sets following */
};

enum
{
  PROP_FOLLOWING = 1,
  N_PROPS,
  PROP_HADJUSTMENT = N_PROPS,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE_WITH_CODE (SiluTranscript,
                               silu_transcript,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

static Row *
get_row (SiluTranscript *self, guint position)
{
  return &g_array_index (self->rows, Row, position);
}

static int
column_width (SiluTranscript *self)
{
  return CLAMP (gtk_widget_get_width (GTK_WIDGET (self)) - 2 * MARGIN, 1, COLUMN_WIDTH);
}

/* The height of a row and its gap, measured for this width. GTK keeps the answer as long as the row
 * does not change, so that asking again is cheap. */
static int
measure_row (SiluTranscript *self, guint position, int width)
{
  Row *row = get_row (self, position);
  int natural = 0;

  gtk_widget_measure (row->widget, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  row->height = natural;
  row->width = width;

  return row->gap + natural;
}

/* The same from memory: the last height, or a guess. */
static int
recall_row (SiluTranscript *self, guint position)
{
  const Row *row = get_row (self, position);

  return row->gap + (row->width != 0 ? row->height : GUESS);
}

static int
recall_before (SiluTranscript *self, guint position)
{
  int y = MARGIN_TOP;

  for (guint i = 0; i < position; i++)
    y += recall_row (self, i);

  return y;
}

static void
set_following (SiluTranscript *self, gboolean following)
{
  if (self->following == following)
    return;

  self->following = following;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLLOWING]);
}

/* Moves the anchor by @pixels, measuring the rows it passes: what is in view then moves by exactly
 * so much, whatever was guessed before. */
static void
move_anchor (SiluTranscript *self, int pixels)
{
  int width = column_width (self);
  int offset = self->anchor_offset + pixels;

  while (offset < 0 && self->anchor > 0)
    offset += measure_row (self, --self->anchor, width);

  while (self->anchor + 1 < self->rows->len)
    {
      int height = measure_row (self, self->anchor, width);

      if (offset < height)
        break;
      offset -= height;
      self->anchor++;
    }

  self->anchor_offset = self->anchor == 0 ? MAX (offset, -MARGIN_TOP) : offset;
}

/* A jump too far to measure all between: by what is remembered. */
static void
place_anchor (SiluTranscript *self, int value)
{
  int y = MARGIN_TOP;
  guint i = 0;

  for (; i + 1 < self->rows->len; i++)
    {
      int height = recall_row (self, i);

      if (y + height > value)
        break;
      y += height;
    }

  self->anchor = i;
  self->anchor_offset = value - y;
}

static void
value_changed_cb (GtkAdjustment *adjustment, gpointer user_data)
{
  SiluTranscript *self = user_data;
  int value = (int) (gtk_adjustment_get_value (adjustment) + 0.5);
  int page = (int) gtk_adjustment_get_page_size (adjustment);
  int moved = value - self->last_value;

  if (self->rows->len == 0 || moved == 0)
    return;

  if (ABS (moved) <= 2 * page)
    move_anchor (self, moved);
  else
    place_anchor (self, value);

  self->last_value = value;
  set_following (self, value + page >= gtk_adjustment_get_upper (adjustment) - 1);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
set_adjustment (SiluTranscript *self, GtkOrientation orientation, GtkAdjustment *adjustment)
{
  GtkAdjustment **place = &self->adjustments[orientation];

  if (adjustment != NULL && adjustment == *place)
    return;

  if (*place != NULL && orientation == GTK_ORIENTATION_VERTICAL)
    g_clear_signal_handler (&self->value_handler, *place);
  g_clear_object (place);

  if (adjustment == NULL)
    adjustment = gtk_adjustment_new (0, 0, 0, 0, 0, 0);
  *place = g_object_ref_sink (adjustment);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    self->value_handler =
        g_signal_connect (adjustment, "value-changed", G_CALLBACK (value_changed_cb), self);

  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/* The anchor for a view that ends where the rows end. */
static void
anchor_at_end (SiluTranscript *self, int width, int height)
{
  int left = height - MARGIN_END;
  guint i = self->rows->len;

  while (i > 0 && left > 0)
    left -= measure_row (self, --i, width);

  self->anchor = i;
  self->anchor_offset = -left;
  if (i == 0)
    self->anchor_offset = MAX (self->anchor_offset, -MARGIN_TOP);
}

/* Measures what will be in view, from the anchor on; returns the height of it to the last row, or
 * to the view's end. */
static int
measure_view (SiluTranscript *self, int width, int height)
{
  int y = -self->anchor_offset;

  for (guint i = self->anchor; i < self->rows->len && y < height; i++)
    y += measure_row (self, i, width);

  return y;
}

static gboolean
latch_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  SiluTranscript *self = SILU_TRANSCRIPT (widget);

  self->latch = 0;
  set_following (self, TRUE);

  return G_SOURCE_REMOVE;
}

/* All of it is in view, its end too. Not said in the middle of the layout, since others may want to
 * change theirs. */
static void
latch_if_all_fits (SiluTranscript *self, int upper, int height)
{
  if (upper <= height && !self->following && self->latch == 0)
    self->latch = gtk_widget_add_tick_callback (GTK_WIDGET (self), latch_cb, NULL, NULL);
}

static void
configure_adjustment (SiluTranscript *self, int height)
{
  GtkAdjustment *adjustment = self->adjustments[GTK_ORIENTATION_VERTICAL];
  int before = recall_before (self, self->anchor);
  int upper = before;
  int value;

  for (guint i = self->anchor; i < self->rows->len; i++)
    upper += recall_row (self, i);
  upper = MAX (upper + MARGIN_END, height);
  value = CLAMP (before + self->anchor_offset, 0, upper - height);
  latch_if_all_fits (self, upper, height);

  self->last_value = value;
  g_signal_handler_block (adjustment, self->value_handler);
  gtk_adjustment_configure (adjustment, value, 0, upper, STEP_PIXELS, height * 0.9, height);
  g_signal_handler_unblock (adjustment, self->value_handler);
}

static void
allocate_rows (SiluTranscript *self, int x, int width, int height)
{
  int y = -self->anchor_offset;

  /* The neighbours of what is in view stay reachable for the Tab key. */
  guint first = self->anchor > 0 ? self->anchor - 1 : 0;

  for (guint i = 0; i < first; i++)
    gtk_widget_set_child_visible (get_row (self, i)->widget, FALSE);

  if (first < self->anchor)
    y -= measure_row (self, first, width);

  for (guint i = first; i < self->rows->len; i++)
    {
      Row *row = get_row (self, i);
      gboolean near = y < height || (i > 0 && y - recall_row (self, i - 1) < height);
      GtkAllocation allocation;

      gtk_widget_set_child_visible (row->widget, near);
      if (!near)
        continue;

      measure_row (self, i, width);
      allocation = (GtkAllocation){ x, y + row->gap, width, row->height };
      gtk_widget_size_allocate (row->widget, &allocation, -1);
      y += row->gap + row->height;
    }
}

static void
silu_transcript_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SiluTranscript *self = SILU_TRANSCRIPT (widget);
  int column = column_width (self);
  int x = (width - column) / 2;

  if (self->rows->len > 0)
    {
      if (self->following)
        {
          anchor_at_end (self, column, height);
        }
      else
        {
          self->anchor = MIN (self->anchor, self->rows->len - 1);
          /* The rows below may have shrunk, so that the view would end in nothing. */
          if (measure_view (self, column, height) < height - MARGIN_END)
            anchor_at_end (self, column, height);
        }
      measure_view (self, column, height);
    }

  configure_adjustment (self, height);
  gtk_adjustment_configure (self->adjustments[GTK_ORIENTATION_HORIZONTAL], 0, 0, width, width * 0.1,
                            width * 0.9, width);
  allocate_rows (self, x, column, height);
}

static void
silu_transcript_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  /* It scrolls: no row has a say in its size. */
  *minimum = 0;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? COLUMN_WIDTH + 2 * MARGIN : 0;
}

static GtkSizeRequestMode
silu_transcript_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
silu_transcript_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  GTK_WIDGET_CLASS (silu_transcript_parent_class)->snapshot (widget, snapshot);
  gtk_snapshot_pop (snapshot);
}

static Row *
find_row (SiluTranscript *self, GtkWidget *widget)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (get_row (self, i)->widget == widget)
      return get_row (self, i);

  return NULL;
}

/* What the keyboard reaches comes into view. */
static void
silu_transcript_set_focus_child (GtkWidget *widget, GtkWidget *child)
{
  SiluTranscript *self = SILU_TRANSCRIPT (widget);
  GtkAdjustment *adjustment = self->adjustments[GTK_ORIENTATION_VERTICAL];
  GtkWidget *focus = NULL;
  graphene_rect_t bounds;

  GTK_WIDGET_CLASS (silu_transcript_parent_class)->set_focus_child (widget, child);

  if (child == NULL || find_row (self, child) == NULL || gtk_widget_get_root (widget) == NULL)
    return;

  focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  if (focus == NULL || !gtk_widget_is_ancestor (focus, widget) ||
      !gtk_widget_compute_bounds (focus, widget, &bounds))
    return;

  /* A label or a code view taller than the view holds the pointer's click already. */
  if (bounds.size.height > (float) gtk_widget_get_height (widget))
    return;

  gtk_adjustment_clamp_page (adjustment, self->last_value + bounds.origin.y,
                             self->last_value + bounds.origin.y + bounds.size.height);
}

/* In a window where nothing has the focus, GTK 4.8 trips over a selectable label that gets it by
 * the keyboard: then another widget is the first. */
static gboolean
silu_transcript_focus (GtkWidget *widget, GtkDirectionType direction)
{
  if (gtk_root_get_focus (gtk_widget_get_root (widget)) == NULL)
    return FALSE;

  return GTK_WIDGET_CLASS (silu_transcript_parent_class)->focus (widget, direction);
}

static void
silu_transcript_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SiluTranscript *self = SILU_TRANSCRIPT (object);

  switch (prop_id)
    {
    case PROP_FOLLOWING:
      g_value_set_boolean (value, self->following);
      break;
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->adjustments[GTK_ORIENTATION_HORIZONTAL]);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->adjustments[GTK_ORIENTATION_VERTICAL]);
      break;
    case PROP_HSCROLL_POLICY:
      g_value_set_enum (value, self->policies[GTK_ORIENTATION_HORIZONTAL]);
      break;
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, self->policies[GTK_ORIENTATION_VERTICAL]);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
silu_transcript_set_property (GObject *object,
                              guint prop_id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  SiluTranscript *self = SILU_TRANSCRIPT (object);

  switch (prop_id)
    {
    case PROP_HADJUSTMENT:
      set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      set_adjustment (self, GTK_ORIENTATION_VERTICAL, g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
      self->policies[GTK_ORIENTATION_HORIZONTAL] = g_value_get_enum (value);
      break;
    case PROP_VSCROLL_POLICY:
      self->policies[GTK_ORIENTATION_VERTICAL] = g_value_get_enum (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
silu_transcript_dispose (GObject *object)
{
  SiluTranscript *self = SILU_TRANSCRIPT (object);

  if (self->adjustments[GTK_ORIENTATION_VERTICAL] != NULL)
    g_clear_signal_handler (&self->value_handler, self->adjustments[GTK_ORIENTATION_VERTICAL]);
  for (gsize i = 0; i < G_N_ELEMENTS (self->adjustments); i++)
    g_clear_object (&self->adjustments[i]);

  if (self->latch != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->latch);
  self->latch = 0;

  for (guint i = 0; i < self->rows->len; i++)
    gtk_widget_unparent (get_row (self, i)->widget);
  g_array_set_size (self->rows, 0);

  G_OBJECT_CLASS (silu_transcript_parent_class)->dispose (object);
}

static void
silu_transcript_finalize (GObject *object)
{
  SiluTranscript *self = SILU_TRANSCRIPT (object);

  g_array_unref (self->rows);

  G_OBJECT_CLASS (silu_transcript_parent_class)->finalize (object);
}

static void
silu_transcript_class_init (SiluTranscriptClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = silu_transcript_get_property;
  object_class->set_property = silu_transcript_set_property;
  object_class->dispose = silu_transcript_dispose;
  object_class->finalize = silu_transcript_finalize;
  widget_class->measure = silu_transcript_measure;
  widget_class->get_request_mode = silu_transcript_get_request_mode;
  widget_class->size_allocate = silu_transcript_size_allocate;
  widget_class->snapshot = silu_transcript_snapshot;
  widget_class->focus = silu_transcript_focus;
  widget_class->set_focus_child = silu_transcript_set_focus_child;

  properties[PROP_FOLLOWING] = g_param_spec_boolean ("following", NULL, NULL, TRUE,
                                                     G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");

  gtk_widget_class_set_css_name (widget_class, "transcript");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LOG);
}

static void
silu_transcript_init (SiluTranscript *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  self->following = TRUE;
  set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, NULL);
  set_adjustment (self, GTK_ORIENTATION_VERTICAL, NULL);
}

GtkWidget *
silu_transcript_new (void)
{
  return g_object_new (SILU_TYPE_TRANSCRIPT, NULL);
}

guint
silu_transcript_get_n_rows (SiluTranscript *self)
{
  g_return_val_if_fail (SILU_IS_TRANSCRIPT (self), 0);

  return self->rows->len;
}

GtkWidget *
silu_transcript_get_row (SiluTranscript *self, guint position)
{
  g_return_val_if_fail (SILU_IS_TRANSCRIPT (self), NULL);
  g_return_val_if_fail (position < self->rows->len, NULL);

  return get_row (self, position)->widget;
}

void
silu_transcript_insert (SiluTranscript *self, guint position, GtkWidget *widget, int gap)
{
  Row row = { .widget = widget, .gap = gap };
  GtkWidget *before;

  g_return_if_fail (SILU_IS_TRANSCRIPT (self));
  g_return_if_fail (position <= self->rows->len);

  before = position > 0 ? get_row (self, position - 1)->widget : NULL;
  gtk_widget_insert_after (widget, GTK_WIDGET (self), before);
  g_array_insert_val (self->rows, position, row);

  /* What is in view stays: the anchor is a row, not a number. */
  if (position <= self->anchor && self->rows->len > 1)
    self->anchor++;
}

void
silu_transcript_remove (SiluTranscript *self, guint position, guint n_rows)
{
  g_return_if_fail (SILU_IS_TRANSCRIPT (self));
  g_return_if_fail (position + n_rows <= self->rows->len);

  if (n_rows == 0)
    return;

  for (guint i = position; i < position + n_rows; i++)
    gtk_widget_unparent (get_row (self, i)->widget);
  g_array_remove_range (self->rows, position, n_rows);

  if (self->anchor >= position + n_rows)
    {
      self->anchor -= n_rows;
    }
  else if (self->anchor >= position)
    {
      self->anchor = position;
      self->anchor_offset = 0;
    }

  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

gboolean
silu_transcript_get_following (SiluTranscript *self)
{
  g_return_val_if_fail (SILU_IS_TRANSCRIPT (self), FALSE);

  return self->following;
}

void
silu_transcript_follow (SiluTranscript *self)
{
  g_return_if_fail (SILU_IS_TRANSCRIPT (self));

  set_following (self, TRUE);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}
