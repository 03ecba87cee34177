/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The column of rows. Why not a GtkListView: it guesses the height of rows it has not seen, so that
 * what is read moves when a row above it grows. Why not a GtkBox in a viewport: every token would
 * measure the whole conversation. Here one frame measures the rows in view, and nothing else. */
#include "silu-transcript-private.h"

#define COLUMN_WIDTH 744
#define SIDE 24 /* left and right of the column, at least */
#define TOP 16
#define BOTTOM 24
#define STEP_PIXELS 56.0

enum
{
  PROP_FOLLOWING = 1,
  PROP_UNSEEN,
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

static SiluRow *
get_row (SiluTranscript *self, guint position)
{
  return silu_row_list_get (&self->rows, position);
}

static guint
get_n (SiluTranscript *self)
{
  return silu_row_list_get_n (&self->rows);
}

int
silu_transcript_get_column (SiluTranscript *self)
{
  return CLAMP (gtk_widget_get_width (GTK_WIDGET (self)) - 2 * self->insets.side, 1, self->widest);
}

static void
drop_tick (SiluTranscript *self, guint *tick)
{
  if (*tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), *tick);
  *tick = 0;
}

static gboolean prepare_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data);

void
silu_transcript_queue_prepare (SiluTranscript *self)
{
  if (self->prepare == 0)
    self->prepare = gtk_widget_add_tick_callback (GTK_WIDGET (self), prepare_cb, NULL, NULL);
}

static void
value_changed_cb (GtkAdjustment *adjustment, gpointer user_data)
{
  SiluTranscript *self = user_data;
  int value = (int) (gtk_adjustment_get_value (adjustment) + 0.5);
  int page = (int) gtk_adjustment_get_page_size (adjustment);
  int moved = value - self->last_value;

  if (get_n (self) == 0 || moved == 0)
    return;

  self->preparing = TRUE;
  if (ABS (moved) <= 2 * page)
    silu_transcript_move_anchor (self, moved, silu_transcript_get_column (self));
  else
    silu_transcript_place_anchor (self, value);
  self->preparing = FALSE;

  self->last_value = value;
  self->heading = moved < 0 ? -1 : 1;
  self->limited = FALSE;
  silu_transcript_set_following (self, value + page >= gtk_adjustment_get_upper (adjustment) - 1);
  silu_transcript_queue_prepare (self);
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

static gboolean
latch_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  SiluTranscript *self = SILU_TRANSCRIPT (widget);

  self->latch = 0;
  silu_transcript_set_following (self, TRUE);

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
  int before = self->insets.top + silu_row_list_sum (&self->rows, 0, self->anchor);
  int upper = before + silu_row_list_sum (&self->rows, self->anchor, get_n (self));
  int value;

  upper = MAX (upper + self->insets.bottom, height);
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
  guint end;
  int y;
  guint first = silu_transcript_find_view (self, width, height, &y, &end);

  for (guint i = first; i < end; i++)
    {
      SiluRow *row = get_row (self, i);
      GtkAllocation place = { x, y + row->gap, width, row->height };

      if (row->widget != NULL)
        {
          gtk_widget_set_child_visible (row->widget, TRUE);
          gtk_widget_size_allocate (row->widget, &place, -1);
        }
      y += row->gap + row->height;
    }

  silu_transcript_hide_others (self, first, end);
}

/* What the rows take, as far as it may be asked for. */
static int
get_wanted_height (SiluTranscript *self)
{
  int height = self->insets.top + self->insets.bottom;

  for (guint i = 0; i < get_n (self) && height < self->max_height; i++)
    height += silu_row_list_recall (&self->rows, i);

  return self->max_height < 0 ? 0 : MIN (height, self->max_height);
}

/* Makes what will be in view, and lets go of what is far from it: before the layout of the frame,
 * since a widget that gets a child in the middle of its layout starts it all over. The bar is told
 * before it too: what it asks for in the middle, GTK 4.8 loses where something beside the
 * transcript has a new size in the same frame, and with that all that is asked for later. */
void
silu_transcript_prepare (SiluTranscript *self)
{
  int column = silu_transcript_get_column (self);
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  SiluSpot from, to;

  g_return_if_fail (SILU_IS_TRANSCRIPT (self));

  /* Once is enough; but what is on its way into view takes a frame more. */
  if (self->revealing == 0)
    drop_tick (self, &self->prepare);
  if (get_n (self) > 0 && height > 0)
    {
      guint first, end;
      int y;

      self->preparing = TRUE;
      silu_transcript_place_view (self, column, height);
      if (self->following && silu_transcript_is_far_enough (self, column, height))
        silu_transcript_set_following (self, FALSE);
      first = silu_transcript_find_view (self, column, height, &y, &end);
      silu_transcript_show_rows (self, first, end);
      silu_transcript_drop_far (self, first, end, height);
      silu_transcript_make_ahead (self, first, end, column, height);
      self->n_made = 0;
      self->preparing = FALSE;
      if (silu_transcript_get_bounds (self, &from, &to))
        silu_transcript_show_selection (self);
      silu_transcript_mark_hits (self);
    }
  if (height > 0)
    configure_adjustment (self, height);
  if (self->max_height >= 0 && get_wanted_height (self) != self->asked)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  else
    gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static gboolean
prepare_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  SiluTranscript *self = SILU_TRANSCRIPT (widget);

  self->prepare = 0;
  silu_transcript_prepare (self);
  silu_transcript_go_on_revealing (self);

  return G_SOURCE_REMOVE;
}

static void
silu_transcript_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SiluTranscript *self = SILU_TRANSCRIPT (widget);
  int column = silu_transcript_get_column (self);
  int x = (width - column) / 2;

  self->missing = FALSE;
  if (get_n (self) > 0)
    silu_transcript_place_view (self, column, height);

  configure_adjustment (self, height);
  gtk_adjustment_configure (self->adjustments[GTK_ORIENTATION_HORIZONTAL], 0, 0, width, width * 0.1,
                            width * 0.9, width);
  if (get_n (self) > 0)
    allocate_rows (self, x, column, height);
  if (self->missing)
    silu_transcript_queue_prepare (self);
  if (self->menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->menu));
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
  SiluTranscript *self = SILU_TRANSCRIPT (widget);

  /* It scrolls: no row has a say in its size, but in that of a nested one. */
  *minimum = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = MIN (self->widest, COLUMN_WIDTH) + 2 * self->insets.side;
  else
    *natural = self->asked = get_wanted_height (self);
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

/* What the keyboard reaches comes into view. */
static void
silu_transcript_set_focus_child (GtkWidget *widget, GtkWidget *child)
{
  SiluTranscript *self = SILU_TRANSCRIPT (widget);
  GtkAdjustment *adjustment = self->adjustments[GTK_ORIENTATION_VERTICAL];
  GtkWidget *focus = NULL;
  graphene_rect_t bounds;

  GTK_WIDGET_CLASS (silu_transcript_parent_class)->set_focus_child (widget, child);

  if (child == NULL || gtk_widget_get_root (widget) == NULL)
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
    case PROP_UNSEEN:
      g_value_set_int (value, self->unseen);
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

  silu_transcript_end_find (self);
  drop_tick (self, &self->latch);
  drop_tick (self, &self->prepare);
  drop_tick (self, &self->autoscroll);
  g_clear_pointer (&self->menu, gtk_widget_unparent);

  silu_transcript_drop_all (self);
  silu_row_list_remove (&self->rows, 0, get_n (self));

  G_OBJECT_CLASS (silu_transcript_parent_class)->dispose (object);
}

static void
silu_transcript_finalize (GObject *object)
{
  SiluTranscript *self = SILU_TRANSCRIPT (object);

  silu_row_list_clear (&self->rows);
  g_clear_object (&self->math);

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
  properties[PROP_UNSEEN] = g_param_spec_int ("unseen", NULL, NULL, 0, G_MAXINT, 0,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");

  g_signal_new ("found", SILU_TYPE_TRANSCRIPT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                0);
  silu_transcript_install_input (widget_class);
  gtk_widget_class_set_css_name (widget_class, "transcript");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LOG);
}

static void
silu_transcript_init (SiluTranscript *self)
{
  silu_row_list_init (&self->rows);
  self->insets = (SiluInsets){ SIDE, TOP, BOTTOM };
  self->max_height = -1;
  self->widest = COLUMN_WIDTH;
  silu_transcript_add_input (self);
  self->following = TRUE;
  set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, NULL);
  set_adjustment (self, GTK_ORIENTATION_VERTICAL, NULL);
}

GtkWidget *
silu_transcript_new (void)
{
  return g_object_new (SILU_TYPE_TRANSCRIPT, NULL);
}

void
silu_transcript_nest (SiluTranscript *self, const SiluInsets *insets, int max_height)
{
  g_return_if_fail (SILU_IS_TRANSCRIPT (self));
  g_return_if_fail (insets != NULL);

  self->insets = *insets;
  self->max_height = max_height;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
silu_transcript_set_column (SiluTranscript *self, int width)
{
  g_return_if_fail (SILU_IS_TRANSCRIPT (self));
  g_return_if_fail (width > 0);

  self->widest = width;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

guint
silu_transcript_get_n_rows (SiluTranscript *self)
{
  g_return_val_if_fail (SILU_IS_TRANSCRIPT (self), 0);

  return get_n (self);
}

gpointer
silu_transcript_get_item (SiluTranscript *self, guint position)
{
  g_return_val_if_fail (SILU_IS_TRANSCRIPT (self), NULL);
  g_return_val_if_fail (position < get_n (self), NULL);

  return get_row (self, position)->item;
}

GtkWidget *
silu_transcript_get_widget (SiluTranscript *self, guint position)
{
  g_return_val_if_fail (SILU_IS_TRANSCRIPT (self), NULL);
  g_return_val_if_fail (position < get_n (self), NULL);

  return get_row (self, position)->widget;
}

void
silu_transcript_insert (SiluTranscript *self,
                        guint position,
                        const SiluRowType *type,
                        gpointer item,
                        int gap)
{
  g_return_if_fail (SILU_IS_TRANSCRIPT (self));
  g_return_if_fail (position <= get_n (self));

  silu_row_list_insert (&self->rows, position, type, item, gap, silu_transcript_get_column (self));
  silu_transcript_move_selection (self, position, 0, 1);
  silu_transcript_move_hits (self, position, 0, 1);

  if (position < self->live_end)
    self->live_end++;
  if (position < self->live_start)
    self->live_start++;
  /* What is in view stays: the anchor is a row, not a number. */
  if (position <= self->anchor && get_n (self) > 1 && !self->expanding)
    self->anchor++;

  silu_transcript_queue_prepare (self);
}

/* Where a boundary is after rows have gone. */
static guint
after_removal (guint boundary, guint position, guint n_rows)
{
  if (boundary <= position)
    return boundary;

  return boundary >= position + n_rows ? boundary - n_rows : position;
}

void
silu_transcript_remove (SiluTranscript *self, guint position, guint n_rows)
{
  g_return_if_fail (SILU_IS_TRANSCRIPT (self));
  g_return_if_fail (position + n_rows <= get_n (self));

  if (n_rows == 0)
    return;

  for (guint i = position; i < position + n_rows; i++)
    g_clear_pointer (&get_row (self, i)->widget, gtk_widget_unparent);
  silu_row_list_remove (&self->rows, position, n_rows);
  silu_transcript_move_selection (self, position, n_rows, 0);
  silu_transcript_move_hits (self, position, n_rows, 0);
  self->live_start = after_removal (self->live_start, position, n_rows);
  self->live_end = after_removal (self->live_end, position, n_rows);

  if (self->expanding)
    return;

  if (self->anchor >= position && self->anchor < position + n_rows)
    self->anchor_offset = 0;
  self->anchor = after_removal (self->anchor, position, n_rows);
  silu_transcript_queue_prepare (self);
}

void
silu_transcript_row_changed (SiluTranscript *self, guint position)
{
  g_return_if_fail (SILU_IS_TRANSCRIPT (self));

  silu_row_list_forget (&self->rows, position, silu_transcript_get_column (self));
  silu_transcript_queue_prepare (self);
}
