/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "silu-step-note.h"
#include "silu-long-word.h"

#include <glib/gi18n-lib.h>

struct _SiluStepNote
{
  GtkWidget parent_instance;

  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (SiluStepNote, silu_step_note, GTK_TYPE_WIDGET)

const char *
silu_step_note_get_kind (SiluNoteKind kind)
{
  return kind == SILU_NOTE_FLAW ? _ ("Here it goes wrong") : _ ("Bookmark");
}

const char *
silu_step_note_get_icon (SiluNoteKind kind)
{
  return kind == SILU_NOTE_FLAW ? "silu-flaw-symbolic" : "silu-bookmark-symbolic";
}

static void
silu_step_note_dispose (GObject *object)
{
  g_clear_pointer (&SILU_STEP_NOTE (object)->button, gtk_widget_unparent);

  G_OBJECT_CLASS (silu_step_note_parent_class)->dispose (object);
}

static void
silu_step_note_class_init (SiluStepNoteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_step_note_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "step-note");
}

static void
silu_step_note_init (SiluStepNote *self)
{
}

GtkWidget *
silu_step_note_new (const SiluNote *note, guint step)
{
  SiluStepNote *self = g_object_new (SILU_TYPE_STEP_NOTE, NULL);
  const char *kind = silu_step_note_get_kind (note->kind);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *icon = gtk_image_new_from_icon_name (silu_step_note_get_icon (note->kind));
  GtkWidget *label = gtk_label_new (*note->text != '\0' ? note->text : kind);
  g_autofree char *name =
      *note->text != '\0' ? g_strdup_printf (_ ("%s: %s"), kind, note->text) : g_strdup (kind);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  silu_long_word_wrap_label (GTK_LABEL (label), note->text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);

  self->button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->button), box);
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self), note->kind == SILU_NOTE_FLAW ? "flaw" : "bookmark");
  gtk_widget_set_tooltip_text (self->button, _ ("Edit note"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "u", step);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "thought.annotate-step");
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));

  return GTK_WIDGET (self);
}
