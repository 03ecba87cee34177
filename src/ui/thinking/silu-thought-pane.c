/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What streams touches the end of the text and of the outline; what the reader looks at stays.
 * Where there is no room for both, the outline goes. */
#include "silu-thought-pane-private.h"

#include "silu-scroller.h"
#include "silu-thought.h"
#include <glib/gi18n-lib.h>

#define MAX_HEIGHT 260
#define PREVIEW_HEIGHT 132 /* about five lines */

/* The outline's share of the width; below the least width it goes. */
#define OUTLINE_SHARE 0.29
#define OUTLINE_MIN 150
#define OUTLINE_MAX 260
#define LEAST_WIDTH 480

G_DEFINE_FINAL_TYPE (SiluThoughtPane, silu_thought_pane, GTK_TYPE_WIDGET)

static gboolean
has_outline (SiluThoughtPane *self)
{
  return self->mode != SILU_THOUGHT_PREVIEW && self->wide;
}

static GtkWidget *
get_text (SiluThoughtPane *self)
{
  return self->raw != NULL ? self->raw : self->scroller;
}

/* --- what is being read --- */

static gboolean
is_at_end (SiluThoughtPane *self)
{
  return silu_transcript_get_following (self->text) && silu_chain_is_live (self->chain);
}

guint
silu_thought_pane_get_step (SiluThoughtPane *self)
{
  guint n_steps = silu_chain_get_n_steps (self->chain);

  if (n_steps == 0 || silu_transcript_get_n_rows (self->text) == 0)
    return 0;
  if (is_at_end (self))
    return n_steps - 1;

  return silu_step_rows_find_step (self->rows, silu_transcript_get_top_row (self->text));
}

static void
show_step (SiluThoughtPane *self, guint step)
{
  if (self->outline != NULL)
    silu_step_outline_set_current (SILU_STEP_OUTLINE (self->outline), step);
  if (self->timeline != NULL)
    silu_thought_timeline_set_current (SILU_THOUGHT_TIMELINE (self->timeline), step);
}

static void
value_changed_cb (GtkAdjustment *adjustment, gpointer user_data)
{
  SiluThoughtPane *self = user_data;

  if (is_at_end (self))
    silu_pace_queue (&self->survey);
  else
    show_step (self, silu_thought_pane_get_step (self));
}

void
silu_thought_pane_go_to_step (SiluThoughtPane *self, guint step)
{
  g_return_if_fail (SILU_IS_THOUGHT_PANE (self));

  if (step >= silu_chain_get_n_steps (self->chain))
    return;

  silu_step_rows_update (self->rows);
  silu_step_rows_expand (self->rows, step);
  silu_transcript_show_row (self->text, silu_step_rows_find_row (self->rows, step));
  if (self->raw != NULL)
    silu_thought_raw_show (SILU_THOUGHT_RAW (self->raw),
                           silu_chain_get_step (self->chain, step)->start);
  show_step (self, step);
}

static void
scrubbed_cb (SiluThoughtTimeline *timeline, guint step, gpointer user_data)
{
  silu_thought_pane_go_to_step (user_data, step);
}

/* --- what comes --- */

static void
update_numbers (SiluThoughtPane *self)
{
  g_autofree char *text = silu_thought_get_numbers (
      silu_chain_get_message (self->chain), silu_chain_get_part (self->chain),
      silu_chain_get_units (self->chain), self->context);

  gtk_label_set_text (GTK_LABEL (self->numbers), text);
  gtk_widget_set_visible (self->numbers, *text != '\0');
}

/* The course is drawn anew where a step has ended: not for each token. */
static void
update_course (SiluThoughtPane *self, gboolean all)
{
  guint n_steps = silu_chain_get_n_steps (self->chain);

  if (self->timeline == NULL || (!all && n_steps == self->n_steps))
    return;

  self->n_steps = n_steps;
  silu_thought_timeline_update (SILU_THOUGHT_TIMELINE (self->timeline));
  update_numbers (self);
}

/* What is not seen is not laid out: it is taken when it is. */
static void
update_text_cb (gpointer user_data)
{
  SiluThoughtPane *self = user_data;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  silu_step_rows_update (self->rows);
  if (self->raw != NULL)
    silu_thought_raw_update (SILU_THOUGHT_RAW (self->raw));
  silu_transcript_prepare (self->text);
}

static void
update_survey_cb (gpointer user_data)
{
  SiluThoughtPane *self = user_data;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  if (self->outline != NULL && gtk_widget_get_mapped (self->outline))
    silu_step_outline_update (SILU_STEP_OUTLINE (self->outline));
  update_course (self, !silu_chain_is_live (self->chain));
  show_step (self, silu_thought_pane_get_step (self));
}

static void
grown_cb (SiluChain *chain, gpointer user_data)
{
  SiluThoughtPane *self = user_data;

  silu_pace_queue (&self->pace);
  if (silu_chain_is_live (chain))
    silu_pace_queue (&self->survey);
  else
    silu_pace_hurry (&self->survey);
}

static void
restarted_cb (SiluChain *chain, gpointer user_data)
{
  SiluThoughtPane *self = user_data;

  silu_step_rows_restart (self->rows);
  if (self->raw != NULL)
    silu_thought_raw_restart (SILU_THOUGHT_RAW (self->raw));
  if (self->outline != NULL)
    silu_step_outline_restart (SILU_STEP_OUTLINE (self->outline));
  update_course (self, TRUE);
}

static void
message_changed_cb (SiluMessage *message, gpointer user_data)
{
  update_course (user_data, TRUE);
}

static void
notes_changed_cb (SiluMessage *message, gpointer user_data)
{
  SiluThoughtPane *self = user_data;

  silu_step_rows_update_notes (self->rows);
  if (self->outline != NULL)
    silu_step_outline_update_notes (SILU_STEP_OUTLINE (self->outline));
  silu_thought_pane_update_rating (self);
}

/* --- modes --- */

void
silu_thought_pane_set_filter (SiluThoughtPane *self, guint kinds)
{
  silu_step_rows_set_filter (self->rows, kinds);
  if (self->outline != NULL)
    silu_step_outline_set_filter (SILU_STEP_OUTLINE (self->outline), kinds);
}

static int
get_max_height (SiluThoughtPane *self)
{
  if (self->mode == SILU_THOUGHT_READING)
    return -1;

  return self->mode == SILU_THOUGHT_PREVIEW ? PREVIEW_HEIGHT : MAX_HEIGHT;
}

void
silu_thought_pane_set_raw (SiluThoughtPane *self, gboolean raw)
{
  if ((self->raw != NULL) == raw)
    return;

  if (raw)
    {
      self->raw = silu_thought_raw_new (self->chain, get_max_height (self));
      gtk_widget_insert_after (self->raw, GTK_WIDGET (self), self->scroller);
      silu_thought_raw_show (
          SILU_THOUGHT_RAW (self->raw),
          silu_chain_get_n_steps (self->chain) > 0
              ? silu_chain_get_step (self->chain, silu_thought_pane_get_step (self))->start
              : 0);
    }
  else
    {
      g_clear_pointer (&self->raw, gtk_widget_unparent);
    }
  gtk_widget_set_visible (self->scroller, !raw);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
make_footer (SiluThoughtPane *self)
{
  self->timeline = silu_thought_timeline_new (self->chain);
  self->numbers = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->numbers), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->numbers), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->numbers, "numbers");
  self->footer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_widget_add_css_class (self->footer, "footer");
  gtk_box_append (GTK_BOX (self->footer), self->timeline);
  gtk_box_append (GTK_BOX (self->footer), self->numbers);
  gtk_widget_insert_before (self->footer, GTK_WIDGET (self), NULL);
  g_signal_connect (self->timeline, "scrubbed", G_CALLBACK (scrubbed_cb), self);
  update_course (self, TRUE);
}

static void
make_outline (SiluThoughtPane *self)
{
  self->outline = silu_step_outline_new (self->chain, get_max_height (self));
  self->edge = gtk_separator_new (GTK_ORIENTATION_VERTICAL);
  gtk_widget_insert_before (self->outline, GTK_WIDGET (self), self->scroller);
  gtk_widget_insert_before (self->edge, GTK_WIDGET (self), self->scroller);
}

void
silu_thought_pane_set_mode (SiluThoughtPane *self, SiluThoughtMode mode)
{
  static const SiluInsets insets = { 16, 10, 12 };

  g_return_if_fail (SILU_IS_THOUGHT_PANE (self));

  self->mode = mode;
  silu_transcript_nest (self->text, &insets, get_max_height (self));
  if (mode == SILU_THOUGHT_PREVIEW)
    {
      silu_thought_pane_set_raw (self, FALSE);
      silu_transcript_follow (self->text);
    }
  else if (self->outline == NULL)
    {
      make_outline (self);
      make_footer (self);
    }
  if (self->footer != NULL)
    gtk_widget_set_visible (self->footer, mode != SILU_THOUGHT_PREVIEW);
  show_step (self, silu_thought_pane_get_step (self));
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
silu_thought_pane_set_context (SiluThoughtPane *self, gint64 tokens)
{
  g_return_if_fail (SILU_IS_THOUGHT_PANE (self));

  self->context = tokens;
  update_course (self, TRUE);
}

/* --- layout --- */

static int
get_outline_width (int width)
{
  return CLAMP ((int) (width * OUTLINE_SHARE), OUTLINE_MIN, OUTLINE_MAX);
}

static int
measure_child (GtkWidget *child, int width, int *minimum)
{
  int least = 0;
  int natural = 0;

  if (child == NULL || !gtk_widget_get_visible (child))
    return 0;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &least, &natural, NULL, NULL);
  *minimum += least;

  return natural;
}

static void
silu_thought_pane_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  SiluThoughtPane *self = SILU_THOUGHT_PANE (widget);
  gboolean beside = self->mode != SILU_THOUGHT_PREVIEW && for_size >= LEAST_WIDTH;
  int text_width = for_size;
  int least = 0;
  int body;

  *minimum = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *natural = LEAST_WIDTH;
      return;
    }

  if (beside)
    text_width -= get_outline_width (for_size) + 1;
  body = measure_child (get_text (self), text_width, &least);
  if (beside)
    body = MAX (body, measure_child (self->outline, get_outline_width (for_size), &least));
  *natural = body;
  least = 0;
  *natural += measure_child (self->find, for_size, &least);
  *natural += measure_child (self->footer, for_size, &least);
  *minimum = self->mode == SILU_THOUGHT_READING ? least : *natural;
}

static GtkSizeRequestMode
silu_thought_pane_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static int
allocate_child (GtkWidget *child, int x, int y, int width, int height)
{
  GtkAllocation place = { x, y, width, height };

  gtk_widget_size_allocate (child, &place, -1);

  return height;
}

/* Its steps are counted up where there was no room for it. */
static void
show_outline (SiluThoughtPane *self, gboolean shown)
{
  if (shown && !gtk_widget_get_child_visible (self->outline))
    silu_pace_hurry (&self->survey);
  gtk_widget_set_child_visible (self->outline, shown);
  gtk_widget_set_child_visible (self->edge, shown);
}

static void
allocate_body (SiluThoughtPane *self, int y, int width, int height)
{
  int outline = has_outline (self) ? get_outline_width (width) : 0;

  if (self->outline != NULL)
    show_outline (self, outline > 0);
  if (outline > 0)
    {
      allocate_child (self->outline, 0, y, outline, height);
      allocate_child (self->edge, outline, y, 1, height);
      outline++;
    }
  allocate_child (get_text (self), outline, y, width - outline, height);
}

static void
silu_thought_pane_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SiluThoughtPane *self = SILU_THOUGHT_PANE (widget);
  int least = 0;
  int find = measure_child (self->find, width, &least);
  int footer = measure_child (self->footer, width, &least);

  self->wide = width >= LEAST_WIDTH;
  if (self->find != NULL)
    allocate_child (self->find, 0, 0, width, find);
  allocate_body (self, find, width, MAX (height - find - footer, 0));
  if (footer > 0)
    allocate_child (self->footer, 0, height - footer, width, footer);
  if (self->step_menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->step_menu));
}

/* --- the widget --- */

/* Formulas are set by what sets those of the page. */
static void
silu_thought_pane_root (GtkWidget *widget)
{
  SiluThoughtPane *self = SILU_THOUGHT_PANE (widget);

  GTK_WIDGET_CLASS (silu_thought_pane_parent_class)->root (widget);

  silu_transcript_set_math (self->text, silu_transcript_find_math (widget));
}

static void
silu_thought_pane_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (silu_thought_pane_parent_class)->map (widget);

  silu_pace_hurry (&SILU_THOUGHT_PANE (widget)->pace);
  silu_pace_hurry (&SILU_THOUGHT_PANE (widget)->survey);
}

static void
silu_thought_pane_dispose (GObject *object)
{
  SiluThoughtPane *self = SILU_THOUGHT_PANE (object);
  GtkWidget *child;

  silu_pace_cancel (&self->pace);
  silu_pace_cancel (&self->survey);
  if (self->chain != NULL)
    {
      g_signal_handlers_disconnect_by_data (silu_chain_get_message (self->chain), self);
      g_signal_handlers_disconnect_by_data (self->chain, self);
    }
  if (self->scroller != NULL)
    g_signal_handlers_disconnect_by_data (
        silu_scroller_get_adjustment (SILU_SCROLLER (self->scroller)), self);
  self->scroller = self->raw = self->outline = self->timeline = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  self->step_menu = NULL;
  g_clear_pointer (&self->rows, silu_step_rows_free);
  g_clear_object (&self->actions);
  g_clear_object (&self->menu);
  g_clear_object (&self->chain);

  G_OBJECT_CLASS (silu_thought_pane_parent_class)->dispose (object);
}

static void
silu_thought_pane_class_init (SiluThoughtPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_thought_pane_dispose;
  widget_class->measure = silu_thought_pane_measure;
  widget_class->get_request_mode = silu_thought_pane_get_request_mode;
  widget_class->size_allocate = silu_thought_pane_size_allocate;
  widget_class->root = silu_thought_pane_root;
  widget_class->map = silu_thought_pane_map;
  gtk_widget_class_set_css_name (widget_class, "thought-pane");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
silu_thought_pane_init (SiluThoughtPane *self)
{
  GtkWidget *text = silu_transcript_new ();

  self->text = SILU_TRANSCRIPT (text);
  self->scroller = silu_scroller_new (GTK_ORIENTATION_VERTICAL, text);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  silu_pace_init (&self->pace, GTK_WIDGET (self), SILU_PACE_GLANCE, update_text_cb, self);
  silu_pace_init (&self->survey, GTK_WIDGET (self), SILU_PACE_SURVEY, update_survey_cb, self);
  g_signal_connect (silu_scroller_get_adjustment (SILU_SCROLLER (self->scroller)), "value-changed",
                    G_CALLBACK (value_changed_cb), self);
  g_signal_connect_swapped (text, "found", G_CALLBACK (silu_thought_pane_show_hits), self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Thinking"), -1);
}

GtkWidget *
silu_thought_pane_new (SiluChain *chain, SiluThoughtMode mode)
{
  SiluThoughtPane *self = g_object_new (SILU_TYPE_THOUGHT_PANE, NULL);

  self->chain = g_object_ref (chain);
  self->rows = silu_step_rows_new (self->text, chain, mode == SILU_THOUGHT_READING);
  /* A thought that is over is read from its beginning. */
  if (!silu_chain_is_live (chain) && silu_transcript_get_n_rows (self->text) > 0)
    silu_transcript_show_row (self->text, 0);
  silu_thought_pane_add_actions (self);
  silu_thought_pane_set_mode (self, mode);

  g_signal_connect (chain, "grown", G_CALLBACK (grown_cb), self);
  g_signal_connect (chain, "restarted", G_CALLBACK (restarted_cb), self);
  g_signal_connect (silu_chain_get_message (chain), "changed", G_CALLBACK (message_changed_cb),
                    self);
  g_signal_connect (silu_chain_get_message (chain), "notes-changed", G_CALLBACK (notes_changed_cb),
                    self);

  return GTK_WIDGET (self);
}
