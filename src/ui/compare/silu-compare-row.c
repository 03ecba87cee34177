/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Both cells open together: what stands beside each other is read beside each other. That a step is
 * open is kept by its side, for rows come and go while one scrolls. */
#include "silu-compare-row.h"

#include "silu-long-word.h"
#include "silu-step-words.h"
#include <glib/gi18n-lib.h>

#define GAP 24 /* between the columns */

/* Bytes of a step that are shown; a label lays out all of its text. */
#define MOST_TEXT 32768

typedef struct
{
  GtkWidget *box;
  GtkWidget *button; /* NULL: there is no step */
  GtkWidget *icon;
  GtkWidget *title;
  GtkWidget *facts;
  GtkWidget *text; /* NULL while it is closed */
} Cell;

struct _SiluCompareRow
{
  GtkWidget parent_instance;

  SiluCompareSide *sides[2];
  int steps[2];
  gboolean is_live;
  Cell cells[2];
};

G_DEFINE_FINAL_TYPE (SiluCompareRow, silu_compare_row, GTK_TYPE_WIDGET)

static gboolean
is_open (SiluCompareRow *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (self->cells); i++)
    if (self->steps[i] != SILU_ALIGNMENT_NONE &&
        silu_compare_side_get_open (self->sides[i], (guint) self->steps[i]))
      return !self->is_live;

  return FALSE;
}

static void
update_name (SiluCompareRow *self, gsize side, const SiluStep *step)
{
  const Cell *cell = &self->cells[side];
  g_autofree char *name =
      /* Translators: what something is, and its words: "Doubt: Wait, is it so?" */
      g_strdup_printf (_ ("%s: %s"), silu_step_words_get_kind (step->kind), step->title);

  gtk_accessible_update_property (GTK_ACCESSIBLE (cell->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (cell->button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
      side == SILU_ALIGNMENT_LEFT ? _ ("In the first answer") : _ ("In the second answer"), -1);
  gtk_widget_set_tooltip_text (cell->icon, silu_step_words_get_kind (step->kind));
}

static void
show_facts (SiluCompareRow *self, gsize side, const SiluStep *step)
{
  gint64 tokens = silu_compare_side_get_tokens (self->sides[side], (guint) self->steps[side]);
  g_autofree char *facts = silu_step_words_dup_facts (step, tokens);

  gtk_label_set_text (GTK_LABEL (self->cells[side].facts), facts);
}

static void
update_cell (SiluCompareRow *self, gsize side)
{
  Cell *cell = &self->cells[side];
  const SiluStep *step = NULL;

  if (cell->button != NULL)
    step = silu_compare_side_get_step (self->sides[side], (guint) self->steps[side]);
  if (step == NULL)
    return;

  gtk_image_set_from_icon_name (GTK_IMAGE (cell->icon), silu_step_words_get_icon (step->kind));
  silu_step_words_style (cell->box, step->kind);
  if (g_strcmp0 (gtk_label_get_text (GTK_LABEL (cell->title)), step->title) != 0)
    {
      gtk_label_set_text (GTK_LABEL (cell->title), step->title);
      update_name (self, side, step);
    }
  if (!self->is_live)
    show_facts (self, side, step);
}

static void
open_cell (SiluCompareRow *self, gsize side)
{
  Cell *cell = &self->cells[side];
  g_autofree char *text = NULL;
  g_autofree char *shown = NULL;

  if (cell->button == NULL || cell->text != NULL)
    return;

  text = silu_compare_side_dup_text (self->sides[side], (guint) self->steps[side]);
  if (strlen (text) > MOST_TEXT)
    {
      *g_utf8_find_prev_char (text, text + MOST_TEXT) = '\0';
      shown = g_strconcat (text, "…", NULL);
    }
  cell->text = gtk_label_new (shown != NULL ? shown : text);
  gtk_label_set_wrap (GTK_LABEL (cell->text), TRUE);
  silu_long_word_wrap_label (GTK_LABEL (cell->text), text);
  gtk_label_set_xalign (GTK_LABEL (cell->text), 0);
  gtk_label_set_selectable (GTK_LABEL (cell->text), TRUE);
  gtk_widget_add_css_class (cell->text, "text");
  gtk_box_append (GTK_BOX (cell->box), cell->text);
}

static void
close_cell (Cell *cell)
{
  if (cell->text != NULL)
    gtk_box_remove (GTK_BOX (cell->box), cell->text);
  cell->text = NULL;
}

static void
update_open (SiluCompareRow *self)
{
  gboolean open = is_open (self);

  for (gsize i = 0; i < G_N_ELEMENTS (self->cells); i++)
    {
      Cell *cell = &self->cells[i];

      if (cell->button == NULL)
        continue;
      if (open)
        open_cell (self, i);
      else
        close_cell (cell);
      if (!self->is_live)
        gtk_accessible_update_state (GTK_ACCESSIBLE (cell->button), GTK_ACCESSIBLE_STATE_EXPANDED,
                                     open, -1);
    }
}

static void
clicked_cb (GtkButton *button, gpointer user_data)
{
  SiluCompareRow *self = user_data;
  gboolean open = !is_open (self);

  for (gsize i = 0; i < G_N_ELEMENTS (self->cells); i++)
    if (self->steps[i] != SILU_ALIGNMENT_NONE)
      silu_compare_side_set_open (self->sides[i], (guint) self->steps[i], open);
  update_open (self);
}

static GtkWidget *
make_head (SiluCompareRow *self, Cell *cell)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  cell->icon = gtk_image_new ();
  gtk_widget_add_css_class (cell->icon, "kind");
  cell->title = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (cell->title), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (cell->title), 0);
  gtk_widget_set_hexpand (cell->title, TRUE);
  cell->facts = gtk_label_new (NULL);
  gtk_widget_add_css_class (cell->facts, "dim-label");
  gtk_widget_add_css_class (cell->facts, "facts");
  gtk_box_append (GTK_BOX (head), cell->icon);
  gtk_box_append (GTK_BOX (head), cell->title);
  gtk_box_append (GTK_BOX (head), cell->facts);

  return head;
}

static void
make_cell (SiluCompareRow *self, gsize side)
{
  Cell *cell = &self->cells[side];

  cell->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (cell->box, "cell");
  gtk_widget_set_parent (cell->box, GTK_WIDGET (self));
  if (self->steps[side] == SILU_ALIGNMENT_NONE)
    return;

  cell->button = gtk_button_new ();
  gtk_widget_add_css_class (cell->button, "flat");
  gtk_button_set_child (GTK_BUTTON (cell->button), make_head (self, cell));
  gtk_box_append (GTK_BOX (cell->box), cell->button);
  /* What is still being thought is not read twice a second. */
  gtk_widget_set_can_target (cell->button, !self->is_live);
  gtk_widget_set_focusable (cell->button, !self->is_live);
  g_signal_connect_object (cell->button, "clicked", G_CALLBACK (clicked_cb), self, 0);
}

static void
silu_compare_row_dispose (GObject *object)
{
  SiluCompareRow *self = SILU_COMPARE_ROW (object);

  for (gsize i = 0; i < G_N_ELEMENTS (self->cells); i++)
    {
      g_clear_pointer (&self->cells[i].box, gtk_widget_unparent);
      g_clear_object (&self->sides[i]);
    }

  G_OBJECT_CLASS (silu_compare_row_parent_class)->dispose (object);
}

static void
silu_compare_row_class_init (SiluCompareRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_compare_row_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "compare-row");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
silu_compare_row_init (SiluCompareRow *self)
{
  GtkBoxLayout *layout = GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));

  gtk_box_layout_set_homogeneous (layout, TRUE);
  gtk_box_layout_set_spacing (layout, GAP);
}

GtkWidget *
silu_compare_row_new (SiluCompareSide **sides, const SiluAlignmentPair *pair, gboolean is_live)
{
  SiluCompareRow *self = g_object_new (SILU_TYPE_COMPARE_ROW, NULL);

  self->steps[SILU_ALIGNMENT_LEFT] = pair->left;
  self->steps[SILU_ALIGNMENT_RIGHT] = pair->right;
  self->is_live = is_live;
  for (gsize i = 0; i < G_N_ELEMENTS (self->cells); i++)
    {
      self->sides[i] = g_object_ref (sides[i]);
      make_cell (self, i);
      update_cell (self, i);
    }
  update_open (self);

  return GTK_WIDGET (self);
}

void
silu_compare_row_update (SiluCompareRow *self)
{
  g_return_if_fail (SILU_IS_COMPARE_ROW (self));

  for (gsize i = 0; i < G_N_ELEMENTS (self->cells); i++)
    update_cell (self, i);
}

void
silu_compare_row_set_shown (SiluCompareRow *self, SiluCompareShown shown)
{
  g_return_if_fail (SILU_IS_COMPARE_ROW (self));

  /* A side that has nothing takes no room where it stands alone. */
  gtk_widget_set_visible (self->cells[SILU_ALIGNMENT_LEFT].box, shown != SILU_COMPARE_RIGHT);
  gtk_widget_set_visible (self->cells[SILU_ALIGNMENT_RIGHT].box, shown != SILU_COMPARE_LEFT);
}

gboolean
silu_compare_row_focus (SiluCompareRow *self, SiluAlignmentSide side)
{
  g_return_val_if_fail (SILU_IS_COMPARE_ROW (self), FALSE);

  return self->cells[side].button != NULL && gtk_widget_grab_focus (self->cells[side].button);
}

SiluAlignmentSide
silu_compare_row_find_side (SiluCompareRow *self, GtkWidget *inside)
{
  g_return_val_if_fail (SILU_IS_COMPARE_ROW (self), SILU_ALIGNMENT_LEFT);

  return gtk_widget_is_ancestor (inside, self->cells[SILU_ALIGNMENT_RIGHT].box)
             ? SILU_ALIGNMENT_RIGHT
             : SILU_ALIGNMENT_LEFT;
}
