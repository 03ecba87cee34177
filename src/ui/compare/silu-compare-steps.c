/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steps are aligned when they are over, at the cost of one of them; only the rows from the first
 * pair on that is another now are made anew. What is still being thought is the last row, and all
 * that a token costs is its title. */
#include "silu-compare-steps.h"

#include "silu-pace.h"
#include "silu-transcript.h"
#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define GAP 4
#define ROW_HEIGHT 40

struct _SiluCompareSteps
{
  GtkWidget parent_instance;

  SiluCompareSide *sides[2];
  SiluAlignment *align;
  GArray *pairs;     /* of SiluAlignmentPair: the rows */
  gboolean has_live; /* and one more */
  SiluAlignmentPair live;
  SiluCompareShown shown;
  SiluPace pace;

  GtkStack *stack;
  GtkWidget *transcript;
};

G_DEFINE_FINAL_TYPE (SiluCompareSteps, silu_compare_steps, GTK_TYPE_WIDGET)

/* --- rows --- */

typedef struct
{
  SiluCompareSteps *owner; /* borrowed: the transcript is in it */
  SiluAlignmentPair pair;
  gboolean is_live;
} Item;

static GtkWidget *
make_row (gpointer data)
{
  Item *item = data;
  GtkWidget *row = silu_compare_row_new (item->owner->sides, &item->pair, item->is_live);

  silu_compare_row_set_shown (SILU_COMPARE_ROW (row), item->owner->shown);

  return row;
}

static int
estimate_row (gpointer data, int width)
{
  return ROW_HEIGHT;
}

static const SiluRowType row_type = {
  .make = make_row,
  .estimate = estimate_row,
  .free = g_free,
};

static SiluTranscript *
get_transcript (SiluCompareSteps *self)
{
  return SILU_TRANSCRIPT (self->transcript);
}

static void
insert_row (SiluCompareSteps *self, guint position, const SiluAlignmentPair *pair, gboolean is_live)
{
  Item *item = g_new0 (Item, 1);

  *item = (Item){ self, *pair, is_live };
  silu_transcript_insert (get_transcript (self), position, &row_type, item, position > 0 ? GAP : 0);
}

/* --- what has come --- */

static gboolean
are_same (const SiluAlignmentPair *a, const SiluAlignmentPair *b)
{
  return a->left == b->left && a->right == b->right;
}

static gboolean
add_done (SiluCompareSteps *self, SiluAlignmentSide side)
{
  guint n_done = silu_compare_side_get_n_done (self->sides[side]);
  guint first = silu_alignment_get_n (self->align, side);

  for (guint i = first; i < n_done; i++)
    {
      g_autofree char *text = silu_compare_side_dup_text (self->sides[side], i);

      silu_alignment_add (self->align, side,
                          (int) silu_compare_side_get_step (self->sides[side], i)->kind, text,
                          strlen (text));
    }

  return n_done > first;
}

static void
remove_live (SiluCompareSteps *self)
{
  if (self->has_live)
    silu_transcript_remove (get_transcript (self), self->pairs->len, 1);
  self->has_live = FALSE;
}

static void
show_pairs (SiluCompareSteps *self)
{
  GArray *pairs = silu_alignment_get_pairs (self->align);
  guint same = 0;

  while (same < MIN (pairs->len, self->pairs->len) &&
         are_same (&g_array_index (pairs, SiluAlignmentPair, same),
                   &g_array_index (self->pairs, SiluAlignmentPair, same)))
    same++;

  remove_live (self);
  silu_transcript_remove (get_transcript (self), same, self->pairs->len - same);
  for (guint i = same; i < pairs->len; i++)
    insert_row (self, i, &g_array_index (pairs, SiluAlignmentPair, i), FALSE);
  g_array_unref (self->pairs);
  self->pairs = pairs;
}

static int
find_live (SiluCompareSide *side)
{
  guint n_done = silu_compare_side_get_n_done (side);

  return n_done < silu_compare_side_get_n_steps (side) ? (int) n_done : SILU_ALIGNMENT_NONE;
}

static void
show_live (SiluCompareSteps *self)
{
  SiluAlignmentPair live = { find_live (self->sides[SILU_ALIGNMENT_LEFT]),
                             find_live (self->sides[SILU_ALIGNMENT_RIGHT]) };
  gboolean has_live = live.left != SILU_ALIGNMENT_NONE || live.right != SILU_ALIGNMENT_NONE;
  GtkWidget *row = NULL;

  if (self->has_live && has_live && are_same (&live, &self->live))
    {
      row = silu_transcript_get_widget (get_transcript (self), self->pairs->len);
      if (row != NULL)
        silu_compare_row_update (SILU_COMPARE_ROW (row));
      return;
    }

  remove_live (self);
  if (has_live)
    insert_row (self, self->pairs->len, &live, TRUE);
  self->has_live = has_live;
  self->live = live;
}

static void
update_cb (gpointer user_data)
{
  SiluCompareSteps *self = user_data;
  gboolean left = add_done (self, SILU_ALIGNMENT_LEFT);
  gboolean right = add_done (self, SILU_ALIGNMENT_RIGHT);

  if (left || right)
    show_pairs (self);
  show_live (self);
  gtk_stack_set_visible_child_name (self->stack,
                                    self->pairs->len > 0 || self->has_live ? "steps" : "empty");
  silu_transcript_prepare (get_transcript (self));
}

static void
grown_cb (SiluCompareSide *side, gpointer user_data)
{
  silu_pace_queue (&((SiluCompareSteps *) user_data)->pace);
}

static void
restart (SiluCompareSteps *self)
{
  remove_live (self);
  silu_transcript_remove (get_transcript (self), 0, self->pairs->len);
  g_array_set_size (self->pairs, 0);
  silu_alignment_free (self->align);
  self->align = silu_alignment_new (&silu_alignment_steps);
  silu_pace_queue (&self->pace);
}

static void
restarted_cb (SiluCompareSide *side, gpointer user_data)
{
  restart (user_data);
}

/* --- the widget --- */

static void
silu_compare_steps_dispose (GObject *object)
{
  SiluCompareSteps *self = SILU_COMPARE_STEPS (object);

  silu_pace_cancel (&self->pace);
  for (gsize i = 0; i < G_N_ELEMENTS (self->sides); i++)
    {
      if (self->sides[i] != NULL)
        g_signal_handlers_disconnect_by_data (self->sides[i], self);
      g_clear_object (&self->sides[i]);
    }
  if (self->stack != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->stack));
  self->stack = NULL;

  G_OBJECT_CLASS (silu_compare_steps_parent_class)->dispose (object);
}

static void
silu_compare_steps_finalize (GObject *object)
{
  SiluCompareSteps *self = SILU_COMPARE_STEPS (object);

  silu_alignment_free (self->align);
  g_array_unref (self->pairs);

  G_OBJECT_CLASS (silu_compare_steps_parent_class)->finalize (object);
}

static void
silu_compare_steps_class_init (SiluCompareStepsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_compare_steps_dispose;
  G_OBJECT_CLASS (klass)->finalize = silu_compare_steps_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "compare-steps");
}

static GtkWidget *
make_empty (void)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("No thoughts"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page),
                                   _ ("Neither answer shows what was thought before it."));

  return page;
}

static void
silu_compare_steps_init (SiluCompareSteps *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->align = silu_alignment_new (&silu_alignment_steps);
  self->pairs = g_array_new (FALSE, FALSE, sizeof (SiluAlignmentPair));
  self->transcript = silu_transcript_new ();
  silu_transcript_set_column (get_transcript (self), G_MAXINT16);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->transcript), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Thoughts"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->transcript);

  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, make_empty (), "empty");
  gtk_stack_add_named (self->stack, scrolled, "steps");
  gtk_widget_set_parent (GTK_WIDGET (self->stack), GTK_WIDGET (self));
  silu_pace_init (&self->pace, GTK_WIDGET (self), SILU_PACE_GLANCE, update_cb, self);
}

GtkWidget *
silu_compare_steps_new (SiluCompareSide **sides)
{
  SiluCompareSteps *self = g_object_new (SILU_TYPE_COMPARE_STEPS, NULL);
  gboolean is_live = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (self->sides); i++)
    {
      self->sides[i] = g_object_ref (sides[i]);
      g_signal_connect (sides[i], "grown", G_CALLBACK (grown_cb), self);
      g_signal_connect (sides[i], "restarted", G_CALLBACK (restarted_cb), self);
      is_live |= silu_message_get_state (silu_compare_side_get_message (sides[i])) ==
                 SILU_MESSAGE_STREAMING;
    }
  update_cb (self);
  /* What streams is followed; what is there is read from its beginning. */
  if (!is_live && self->pairs->len > 0)
    silu_transcript_show_row (get_transcript (self), 0);

  return GTK_WIDGET (self);
}

void
silu_compare_steps_set_shown (SiluCompareSteps *self, SiluCompareShown shown)
{
  g_return_if_fail (SILU_IS_COMPARE_STEPS (self));

  if (self->shown == shown)
    return;

  self->shown = shown;
  for (guint i = 0; i < silu_transcript_get_n_rows (get_transcript (self)); i++)
    {
      GtkWidget *row = silu_transcript_get_widget (get_transcript (self), i);

      if (row != NULL)
        silu_compare_row_set_shown (SILU_COMPARE_ROW (row), shown);
      else
        silu_transcript_row_changed (get_transcript (self), i);
    }
}

/* The row that has the keyboard, or NULL. */
static SiluCompareRow *
find_focus (SiluCompareSteps *self, GtkWidget **focus)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *row;

  *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  row = *focus != NULL ? gtk_widget_get_ancestor (*focus, SILU_TYPE_COMPARE_ROW) : NULL;

  return row != NULL && gtk_widget_is_ancestor (row, GTK_WIDGET (self)) ? SILU_COMPARE_ROW (row)
                                                                        : NULL;
}

/* The first step of a side that is in view. */
static gboolean
focus_first (SiluCompareSteps *self, SiluAlignmentSide side)
{
  for (guint i = 0; i < self->pairs->len; i++)
    {
      GtkWidget *row = silu_transcript_get_widget (get_transcript (self), i);

      if (row != NULL && gtk_widget_get_child_visible (row) &&
          silu_compare_row_focus (SILU_COMPARE_ROW (row), side))
        return TRUE;
    }

  return FALSE;
}

void
silu_compare_steps_focus_other (SiluCompareSteps *self)
{
  SiluAlignmentSide side = SILU_ALIGNMENT_LEFT;
  GtkWidget *focus = NULL;
  SiluCompareRow *row;

  g_return_if_fail (SILU_IS_COMPARE_STEPS (self));

  row = find_focus (self, &focus);
  if (row != NULL)
    side = silu_compare_row_find_side (row, focus) == SILU_ALIGNMENT_LEFT ? SILU_ALIGNMENT_RIGHT
                                                                          : SILU_ALIGNMENT_LEFT;
  if ((row == NULL || !silu_compare_row_focus (row, side)) && !focus_first (self, side))
    gtk_widget_grab_focus (self->transcript);
}
