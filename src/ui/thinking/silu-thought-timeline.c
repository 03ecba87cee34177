/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where no times are known, as in a chain that was imported, steps are as wide as they are long. */
#include "silu-thought-timeline.h"

#include "silu-step-words.h"
#include <glib/gi18n-lib.h>
#include <math.h>

#define HEIGHT 16
#define MARK 2   /* of a doubt, above its bar */
#define LOWEST 4 /* of a bar */

/* Microseconds: marks of when text came are so far apart. Steps that took less on average say
 * nothing by their times. */
#define RESOLUTION 200000

struct _SiluThoughtTimeline
{
  GtkWidget parent_instance;

  SiluChain *chain;
  guint current;
  double fastest; /* bytes a microsecond, of the quickest step */
};

enum
{
  SCRUBBED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SiluThoughtTimeline, silu_thought_timeline, GTK_TYPE_WIDGET)

/* Where the chain begins and ends, in microseconds or, without times, in bytes. */
typedef struct
{
  gint64 start;
  gint64 length;
  gboolean has_times;
} Scale;

static Scale
get_scale (SiluThoughtTimeline *self)
{
  guint n_steps = silu_chain_get_n_steps (self->chain);
  const SiluStep *first = n_steps > 0 ? silu_chain_get_step (self->chain, 0) : NULL;
  const SiluStep *last = n_steps > 0 ? silu_chain_get_step (self->chain, n_steps - 1) : NULL;
  Scale scale = { 0, 1, FALSE };

  if (first == NULL)
    return scale;

  scale.has_times =
      first->begun != 0 && last->ended - first->begun >= (gint64) n_steps * RESOLUTION;
  scale.start = scale.has_times ? first->begun : (gint64) first->start;
  scale.length = (scale.has_times ? last->ended : (gint64) last->end) - scale.start;
  scale.length = MAX (scale.length, 1);

  return scale;
}

/* From 0 to 1. */
static void
get_place (const Scale *scale, const SiluStep *step, double *start, double *end)
{
  gint64 from = scale->has_times ? step->begun : (gint64) step->start;
  gint64 to = scale->has_times ? step->ended : (gint64) step->end;

  *start = CLAMP ((double) (from - scale->start) / (double) scale->length, 0, 1);
  *end = CLAMP ((double) (to - scale->start) / (double) scale->length, *start, 1);
}

static double
get_speed (const SiluStep *step)
{
  if (step->begun == 0 || step->ended <= step->begun)
    return 0;

  return (double) (step->end - step->start) / (double) (step->ended - step->begun);
}

/* The colour of a kind is in the style sheet: "silu_step_doubt". */
static GdkRGBA
get_colour (SiluThoughtTimeline *self, SiluStepKind kind)
{
  g_autofree char *name = g_strconcat ("silu_step_", silu_step_words_get_css_class (kind), NULL);
  GdkRGBA colour = { 0.5f, 0.5f, 0.5f, 1 };

  gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)), name, &colour);

  return colour;
}

static void
draw_step (SiluThoughtTimeline *self, GtkSnapshot *snapshot, guint index, float x, float width)
{
  const SiluStep *step = silu_chain_get_step (self->chain, index);
  GdkRGBA colour = get_colour (self, step->kind);
  double speed = get_speed (step);
  float room = HEIGHT - MARK - 1;
  float height = room;

  if (self->fastest > 0 && speed > 0)
    height = MAX (roundf ((float) (speed / self->fastest) * room), LOWEST);
  colour.alpha = index == self->current ? 0.8f : 0.4f;

  gtk_snapshot_append_color (snapshot, &colour,
                             &GRAPHENE_RECT_INIT (x, HEIGHT - height, width, height));
  if (step->kind == SILU_STEP_DOUBT)
    {
      colour.alpha = 1;
      gtk_snapshot_append_color (snapshot, &colour, &GRAPHENE_RECT_INIT (x, 0, width, MARK));
    }
}

static void
silu_thought_timeline_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SiluThoughtTimeline *self = SILU_THOUGHT_TIMELINE (widget);
  Scale scale = get_scale (self);
  float full = (float) gtk_widget_get_width (widget);
  float drawn = -1;

  for (guint i = 0; i < silu_chain_get_n_steps (self->chain); i++)
    {
      double start, end;
      float x, width;

      get_place (&scale, silu_chain_get_step (self->chain, i), &start, &end);
      /* Whole pixels: what lies between two is drawn ten times as slowly. */
      x = floorf ((float) start * full);
      width = MAX (floorf ((float) end * full) - x - 1, 1);
      /* More steps than pixels: what is read and what is doubted is to be seen all the same. */
      if (x + width <= drawn && i != self->current &&
          silu_chain_get_step (self->chain, i)->kind != SILU_STEP_DOUBT)
        continue;
      draw_step (self, snapshot, i, x, width);
      drawn = x + width;
    }
}

static void
silu_thought_timeline_measure (GtkWidget *widget,
                               GtkOrientation orientation,
                               int for_size,
                               int *minimum,
                               int *natural,
                               int *minimum_baseline,
                               int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 60;
}

static guint
find_step (SiluThoughtTimeline *self, double x)
{
  Scale scale = get_scale (self);
  double place = x / MAX (gtk_widget_get_width (GTK_WIDGET (self)), 1);
  guint found = 0;

  for (guint i = 0; i < silu_chain_get_n_steps (self->chain); i++)
    {
      double start, end;

      get_place (&scale, silu_chain_get_step (self->chain, i), &start, &end);
      if (start > place)
        break;
      found = i;
    }

  return found;
}

static void
scrub (SiluThoughtTimeline *self, guint step)
{
  if (step < silu_chain_get_n_steps (self->chain))
    g_signal_emit (self, signals[SCRUBBED], 0, step);
}

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, gpointer user_data)
{
  SiluThoughtTimeline *self = user_data;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  scrub (self, find_step (self, x));
}

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, gpointer user_data)
{
  SiluThoughtTimeline *self = user_data;
  double x = 0;
  double y = 0;
  guint step;

  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  step = find_step (self, x + dx);
  if (step != self->current)
    scrub (self, step);
}

static void
move_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluThoughtTimeline *self = SILU_THOUGHT_TIMELINE (widget);
  int step = (int) self->current + g_variant_get_int32 (parameter);

  if (step >= 0)
    scrub (self, (guint) step);
}

static gboolean
query_tooltip_cb (GtkWidget *widget,
                  int x,
                  int y,
                  gboolean keyboard,
                  GtkTooltip *tooltip,
                  gpointer user_data)
{
  SiluThoughtTimeline *self = SILU_THOUGHT_TIMELINE (widget);
  guint index = keyboard ? self->current : find_step (self, x);
  guint n_steps = silu_chain_get_n_steps (self->chain);
  const SiluStep *step;
  g_autofree char *name = NULL;
  g_autofree char *facts = NULL;
  g_autofree char *text = NULL;

  if (index >= n_steps)
    return FALSE;

  step = silu_chain_get_step (self->chain, index);
  name = silu_step_words_dup_name (index, n_steps, step);
  facts = silu_step_words_dup_facts (step, silu_chain_get_step_tokens (self->chain, index));
  text = *facts != '\0' ? g_strdup_printf ("%s\n%s", name, facts) : g_strdup (name);
  gtk_tooltip_set_text (tooltip, text);

  return TRUE;
}

static void
tell_value (SiluThoughtTimeline *self)
{
  guint n_steps = silu_chain_get_n_steps (self->chain);
  g_autofree char *name = NULL;

  if (self->current >= n_steps)
    return;

  name = silu_step_words_dup_name (self->current, n_steps,
                                   silu_chain_get_step (self->chain, self->current));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 1.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, (double) n_steps,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, (double) (self->current + 1),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, name, -1);
}

static void
silu_thought_timeline_dispose (GObject *object)
{
  g_clear_object (&SILU_THOUGHT_TIMELINE (object)->chain);

  G_OBJECT_CLASS (silu_thought_timeline_parent_class)->dispose (object);
}

static void
silu_thought_timeline_class_init (SiluThoughtTimelineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_thought_timeline_dispose;
  widget_class->snapshot = silu_thought_timeline_snapshot;
  widget_class->measure = silu_thought_timeline_measure;

  signals[SCRUBBED] = g_signal_new ("scrubbed", SILU_TYPE_THOUGHT_TIMELINE, G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_install_action (widget_class, "timeline.move", "i", move_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, 0, "timeline.move", "i", -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, 0, "timeline.move", "i", 1);
  gtk_widget_class_set_css_name (widget_class, "thought-timeline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
}

static void
silu_thought_timeline_init (SiluThoughtTimeline *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Course of the thought"), -1);
}

GtkWidget *
silu_thought_timeline_new (SiluChain *chain)
{
  SiluThoughtTimeline *self = g_object_new (SILU_TYPE_THOUGHT_TIMELINE, NULL);

  self->chain = g_object_ref (chain);
  silu_thought_timeline_update (self);

  return GTK_WIDGET (self);
}

void
silu_thought_timeline_update (SiluThoughtTimeline *self)
{
  g_return_if_fail (SILU_IS_THOUGHT_TIMELINE (self));

  self->fastest = 0;
  for (guint i = 0; i < silu_chain_get_n_steps (self->chain); i++)
    self->fastest = MAX (self->fastest, get_speed (silu_chain_get_step (self->chain, i)));
  tell_value (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
silu_thought_timeline_set_current (SiluThoughtTimeline *self, guint step)
{
  g_return_if_fail (SILU_IS_THOUGHT_TIMELINE (self));

  if (self->current == step)
    return;

  self->current = step;
  tell_value (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
