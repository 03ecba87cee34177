/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "silu-outline-row.h"

#include "silu-step-note.h"
#include "silu-step-words.h"
#include <glib/gi18n-lib.h>

struct _SiluOutlineRow
{
  GtkWidget parent_instance;

  SiluChain *chain;
  guint step;
  guint n_hits;
  char *name;    /* what it says now */
  char *tooltip; /* and in it all that is shown but for the hits and the note */
  GtkWidget *icon;
  GtkWidget *title;
  GtkWidget *note;
  GtkWidget *hits;
};

G_DEFINE_FINAL_TYPE (SiluOutlineRow, silu_outline_row, GTK_TYPE_WIDGET)

static void
activate (SiluOutlineRow *self, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (self), action, "u", self->step);
}

static void
go_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  activate (SILU_OUTLINE_ROW (widget), "thought.go-to-step");
}

static void
menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  activate (SILU_OUTLINE_ROW (widget), "thought.step-menu");
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer user_data)
{
  SiluOutlineRow *self = user_data;
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  activate (self, button == GDK_BUTTON_SECONDARY ? "thought.step-menu" : "thought.go-to-step");
}

static void
silu_outline_row_dispose (GObject *object)
{
  SiluOutlineRow *self = SILU_OUTLINE_ROW (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->chain);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->tooltip, g_free);

  G_OBJECT_CLASS (silu_outline_row_parent_class)->dispose (object);
}

static void
silu_outline_row_class_init (SiluOutlineRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_outline_row_dispose;
  gtk_widget_class_install_action (widget_class, "row.go", NULL, go_action);
  gtk_widget_class_install_action (widget_class, "row.menu", NULL, menu_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, 0, "row.go", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, 0, "row.go", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_space, 0, "row.go", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "row.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "row.menu", NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "outline-row");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static void
silu_outline_row_init (SiluOutlineRow *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 8);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);

  self->icon = gtk_image_new ();
  /* No GtkInscription: one that is cut stands too high in GTK 4.8. */
  self->title = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->title, TRUE);
  self->note = gtk_image_new ();
  gtk_widget_add_css_class (self->note, "note");
  gtk_widget_set_visible (self->note, FALSE);
  self->hits = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->hits, "hits");
  gtk_widget_set_visible (self->hits, FALSE);
  gtk_widget_set_parent (self->icon, GTK_WIDGET (self));
  gtk_widget_set_parent (self->title, GTK_WIDGET (self));
  gtk_widget_set_parent (self->note, GTK_WIDGET (self));
  gtk_widget_set_parent (self->hits, GTK_WIDGET (self));

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

static void
add_fact (char **name, const char *fact)
{
  g_autofree char *before = *name;

  /* Translators: to a screen reader: the name of a step, then "Bookmark" or "2 hits". */
  *name = g_strdup_printf (_ ("%s, %s"), before, fact);
}

/* "Step 3 of 9, doubt: …, Bookmark, 2 hits". */
static char *
dup_name (SiluOutlineRow *self, const SiluStep *step, const SiluNote *note)
{
  char *name = silu_step_words_dup_name (self->step, silu_chain_get_n_steps (self->chain), step);

  if (note != NULL)
    add_fact (&name, silu_step_note_get_kind (note->kind));
  if (self->n_hits > 0)
    {
      g_autofree char *hits = g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%u hit", "%u hits", self->n_hits), self->n_hits);

      add_fact (&name, hits);
    }

  return name;
}

static void
show_step (SiluOutlineRow *self, const SiluStep *step)
{
  g_autofree char *tooltip =
      g_strdup_printf (_ ("%s: %s"), silu_step_words_get_kind (step->kind), step->title);

  if (g_strcmp0 (tooltip, self->tooltip) == 0)
    return;

  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), silu_step_words_get_icon (step->kind));
  gtk_label_set_text (GTK_LABEL (self->title), step->title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tooltip);
  silu_step_words_style (GTK_WIDGET (self), step->kind);
  g_free (self->tooltip);
  self->tooltip = g_steal_pointer (&tooltip);
}

static void
show_note (SiluOutlineRow *self, const SiluNote *note)
{
  gtk_image_set_from_icon_name (GTK_IMAGE (self->note),
                                note != NULL ? silu_step_note_get_icon (note->kind) : NULL);
  gtk_widget_set_visible (self->note, note != NULL);
}

/* Asked for again and again while the step grows; and with every step that comes, "of 9" is "of 10"
 * in the names of all. */
void
silu_outline_row_update (SiluOutlineRow *self)
{
  const SiluStep *step;
  const SiluNote *note;
  g_autofree char *name = NULL;

  g_return_if_fail (SILU_IS_OUTLINE_ROW (self));

  if (self->step >= silu_chain_get_n_steps (self->chain))
    return;

  step = silu_chain_get_step (self->chain, self->step);
  note = silu_chain_find_note (self->chain, self->step);
  name = dup_name (self, step, note);
  if (g_strcmp0 (name, self->name) == 0)
    return;

  show_step (self, step);
  if (note != NULL || gtk_widget_get_visible (self->note))
    show_note (self, note);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_free (self->name);
  self->name = g_steal_pointer (&name);
}

GtkWidget *
silu_outline_row_new (SiluChain *chain, guint step)
{
  SiluOutlineRow *self = g_object_new (SILU_TYPE_OUTLINE_ROW, NULL);

  self->chain = g_object_ref (chain);
  self->step = step;
  silu_outline_row_update (self);

  return GTK_WIDGET (self);
}

void
silu_outline_row_set_current (SiluOutlineRow *self, gboolean current)
{
  g_return_if_fail (SILU_IS_OUTLINE_ROW (self));

  if (current)
    gtk_widget_add_css_class (GTK_WIDGET (self), "current");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "current");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, current, -1);
}

void
silu_outline_row_set_hits (SiluOutlineRow *self, guint n_hits)
{
  g_autofree char *text = g_strdup_printf ("%u", n_hits);

  g_return_if_fail (SILU_IS_OUTLINE_ROW (self));

  if (self->n_hits == n_hits)
    return;

  self->n_hits = n_hits;
  gtk_label_set_text (GTK_LABEL (self->hits), text);
  gtk_widget_set_visible (self->hits, n_hits > 0);
  silu_outline_row_update (self);
}
