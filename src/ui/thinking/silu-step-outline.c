/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A transcript of one-line rows. Why not a GtkListView: in GTK 4.8 it makes two hundred rows
 * wherever there are so many, and a long chain would open as many times later than a short one. */
#include "silu-step-outline.h"

#include "silu-outline-row.h"
#include "silu-scroller.h"
#include "silu-transcript.h"
#include <glib/gi18n-lib.h>

#define ROW_HEIGHT 29

struct _SiluStepOutline
{
  GtkWidget parent_instance;

  SiluChain *chain;
  GtkWidget *scroller;
  SiluTranscript *list;
  GArray *shown; /* of guint: the step of each row */
  guint n_seen;  /* steps of the chain that were looked at */
  guint filter;
  guint current;
  GArray *hits; /* of guint, or NULL */
};

G_DEFINE_FINAL_TYPE (SiluStepOutline, silu_step_outline, GTK_TYPE_WIDGET)

typedef struct
{
  SiluStepOutline *outline;
  guint step;
} Item;

static guint
get_shown (SiluStepOutline *self, guint row)
{
  return g_array_index (self->shown, guint, row);
}

static guint
count_hits (SiluStepOutline *self, guint step)
{
  return self->hits != NULL && step < self->hits->len ? g_array_index (self->hits, guint, step) : 0;
}

static GtkWidget *
make_row (gpointer data)
{
  Item *item = data;
  GtkWidget *row = silu_outline_row_new (item->outline->chain, item->step);

  silu_outline_row_set_current (SILU_OUTLINE_ROW (row), item->step == item->outline->current);
  silu_outline_row_set_hits (SILU_OUTLINE_ROW (row), count_hits (item->outline, item->step));

  return row;
}

static int
estimate_row (gpointer data, int width)
{
  return ROW_HEIGHT;
}

static const SiluRowType outline_row = {
  .make = make_row,
  .estimate = estimate_row,
  .free = g_free,
};

/* The row of the last shown step that is not behind @step. */
static guint
find_row (SiluStepOutline *self, guint step)
{
  guint low = 0;
  guint high = self->shown->len;

  while (low + 1 < high)
    {
      guint middle = low + (high - low) / 2;

      if (get_shown (self, middle) <= step)
        low = middle;
      else
        high = middle;
    }

  return low;
}

static SiluOutlineRow *
get_widget (SiluStepOutline *self, guint row)
{
  GtkWidget *widget = silu_transcript_get_widget (self->list, row);

  return widget != NULL ? SILU_OUTLINE_ROW (widget) : NULL;
}

GtkWidget *
silu_step_outline_get_row (SiluStepOutline *self, guint step)
{
  guint row;

  g_return_val_if_fail (SILU_IS_STEP_OUTLINE (self), NULL);

  row = find_row (self, step);
  if (row >= self->shown->len || get_shown (self, row) != step)
    return NULL;

  return silu_transcript_get_widget (self->list, row);
}

static void
add_step (SiluStepOutline *self, guint step)
{
  SiluStepKind kind = silu_chain_get_step (self->chain, step)->kind;
  Item *item;

  if (self->filter != 0 && (self->filter & (1u << kind)) == 0)
    return;

  item = g_new (Item, 1);
  item->outline = self;
  item->step = step;
  silu_transcript_insert (self->list, self->shown->len, &outline_row, item, 0);
  g_array_append_val (self->shown, step);
}

static void
add_new (SiluStepOutline *self)
{
  for (guint n = silu_chain_get_n_steps (self->chain); self->n_seen < n; self->n_seen++)
    add_step (self, self->n_seen);
}

/* Those that have a widget: few. */
static void
update_rows (SiluStepOutline *self, guint first)
{
  for (guint i = first; i < self->shown->len; i++)
    if (get_widget (self, i) != NULL)
      silu_outline_row_update (get_widget (self, i));
}

void
silu_step_outline_update (SiluStepOutline *self)
{
  guint n_before;

  g_return_if_fail (SILU_IS_STEP_OUTLINE (self));

  n_before = self->n_seen;
  if (n_before == silu_chain_get_n_steps (self->chain))
    {
      /* The last one grows. */
      update_rows (self, self->shown->len > 0 ? self->shown->len - 1 : 0);
      return;
    }

  /* "Step 3 of 9" is "of 10" now. */
  update_rows (self, 0);
  add_new (self);
  silu_transcript_prepare (self->list);
}

void
silu_step_outline_update_notes (SiluStepOutline *self)
{
  g_return_if_fail (SILU_IS_STEP_OUTLINE (self));

  update_rows (self, 0);
}

static void
fill (SiluStepOutline *self)
{
  silu_transcript_remove (self->list, 0, self->shown->len);
  g_array_set_size (self->shown, 0);
  self->n_seen = 0;
  add_new (self);
}

void
silu_step_outline_restart (SiluStepOutline *self)
{
  g_return_if_fail (SILU_IS_STEP_OUTLINE (self));

  self->current = 0;
  fill (self);
}

void
silu_step_outline_set_filter (SiluStepOutline *self, guint kinds)
{
  g_return_if_fail (SILU_IS_STEP_OUTLINE (self));

  self->filter = kinds;
  fill (self);
}

void
silu_step_outline_set_current (SiluStepOutline *self, guint step)
{
  GtkWidget *before;
  GtkWidget *now;

  g_return_if_fail (SILU_IS_STEP_OUTLINE (self));

  if (self->current == step)
    return;

  before = silu_step_outline_get_row (self, self->current);
  self->current = step;
  now = silu_step_outline_get_row (self, step);
  if (before != NULL)
    silu_outline_row_set_current (SILU_OUTLINE_ROW (before), FALSE);
  if (now != NULL)
    silu_outline_row_set_current (SILU_OUTLINE_ROW (now), TRUE);
  /* The newest one comes by itself while the list follows its end. */
  if (self->shown->len > 0 &&
      (step + 1 < self->n_seen || !silu_transcript_get_following (self->list)))
    silu_transcript_bring_row (self->list, find_row (self, step));
}

guint
silu_step_outline_get_current (SiluStepOutline *self)
{
  g_return_val_if_fail (SILU_IS_STEP_OUTLINE (self), 0);

  return self->current;
}

void
silu_step_outline_set_hits (SiluStepOutline *self, GArray *hits)
{
  g_return_if_fail (SILU_IS_STEP_OUTLINE (self));

  if (hits != NULL)
    g_array_ref (hits);
  g_clear_pointer (&self->hits, g_array_unref);
  self->hits = hits;
  for (guint i = 0; i < self->shown->len; i++)
    if (get_widget (self, i) != NULL)
      silu_outline_row_set_hits (get_widget (self, i), count_hits (self, get_shown (self, i)));
}

/* The row that has the focus, or the number of rows. */
static guint
find_focus (SiluStepOutline *self)
{
  for (guint i = 0; i < self->shown->len; i++)
    if (get_widget (self, i) != NULL && gtk_widget_has_focus (GTK_WIDGET (get_widget (self, i))))
      return i;

  return self->shown->len;
}

static void
move_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluStepOutline *self = SILU_STEP_OUTLINE (widget);
  int step = g_variant_get_int32 (parameter);
  guint row = find_focus (self);

  if (self->shown->len == 0)
    return;

  if (row == self->shown->len)
    row = find_row (self, self->current);
  else if (step < 0)
    row = row > 0 ? row - 1 : 0;
  else
    row = MIN (row + 1, self->shown->len - 1);
  silu_transcript_bring_row (self->list, row);
  silu_transcript_prepare (self->list);
  if (get_widget (self, row) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (get_widget (self, row)));
}

static void
fold_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluStepOutline *self = SILU_STEP_OUTLINE (widget);
  guint row = find_focus (self);
  const char *action =
      g_variant_get_boolean (parameter) ? "thought.set-folded" : "thought.set-unfolded";

  if (row < self->shown->len)
    gtk_widget_activate_action (widget, action, "u", get_shown (self, row));
}

/* By Tab the keyboard comes to the step that is being read. */
static gboolean
silu_step_outline_focus (GtkWidget *widget, GtkDirectionType direction)
{
  SiluStepOutline *self = SILU_STEP_OUTLINE (widget);
  gboolean is_tab = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;
  GtkWidget *row;

  if (is_tab && gtk_widget_get_focus_child (widget) != NULL)
    return FALSE;

  row = silu_step_outline_get_row (self, self->current);
  if (is_tab && row != NULL)
    return gtk_widget_grab_focus (row);

  return GTK_WIDGET_CLASS (silu_step_outline_parent_class)->focus (widget, direction);
}

static void
silu_step_outline_dispose (GObject *object)
{
  SiluStepOutline *self = SILU_STEP_OUTLINE (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_pointer (&self->hits, g_array_unref);
  g_clear_object (&self->chain);

  G_OBJECT_CLASS (silu_step_outline_parent_class)->dispose (object);
}

static void
silu_step_outline_finalize (GObject *object)
{
  g_array_unref (SILU_STEP_OUTLINE (object)->shown);

  G_OBJECT_CLASS (silu_step_outline_parent_class)->finalize (object);
}

static void
bind (GtkWidgetClass *klass, guint key, int step)
{
  gtk_widget_class_add_binding_action (klass, key, 0, "outline.move", "i", step);
}

static void
silu_step_outline_class_init (SiluStepOutlineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_step_outline_dispose;
  G_OBJECT_CLASS (klass)->finalize = silu_step_outline_finalize;
  widget_class->focus = silu_step_outline_focus;

  gtk_widget_class_install_action (widget_class, "outline.move", "i", move_action);
  gtk_widget_class_install_action (widget_class, "outline.fold", "b", fold_action);
  bind (widget_class, GDK_KEY_j, 1);
  bind (widget_class, GDK_KEY_Down, 1);
  bind (widget_class, GDK_KEY_k, -1);
  bind (widget_class, GDK_KEY_Up, -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, 0, "outline.fold", "b", TRUE);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, 0, "outline.fold", "b", FALSE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "step-outline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
silu_step_outline_init (SiluStepOutline *self)
{
  GtkWidget *list = silu_transcript_new ();

  self->shown = g_array_new (FALSE, FALSE, sizeof (guint));
  self->list = SILU_TRANSCRIPT (list);
  gtk_widget_set_focusable (list, FALSE);
  self->scroller = silu_scroller_new (GTK_ORIENTATION_VERTICAL, list);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Steps"),
                                  -1);
}

GtkWidget *
silu_step_outline_new (SiluChain *chain, int max_height)
{
  static const SiluInsets insets = { 6, 6, 6 };
  SiluStepOutline *self = g_object_new (SILU_TYPE_STEP_OUTLINE, NULL);

  silu_transcript_nest (self->list, &insets, max_height);
  self->chain = g_object_ref (chain);
  add_new (self);
  if (!silu_chain_is_live (chain) && self->shown->len > 0)
    silu_transcript_show_row (self->list, 0);

  return GTK_WIDGET (self);
}
