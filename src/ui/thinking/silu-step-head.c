/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "silu-step-head.h"

#include "silu-step-words.h"
#include <glib/gi18n-lib.h>

struct _SiluStepHead
{
  GtkWidget parent_instance;

  SiluChain *chain;
  guint step;
  GtkWidget *toggle;
  GtkWidget *icon;
  GtkWidget *title;
  GtkWidget *facts;
  GtkWidget *menu;
};

G_DEFINE_FINAL_TYPE (SiluStepHead, silu_step_head, GTK_TYPE_WIDGET)

static void
silu_step_head_dispose (GObject *object)
{
  SiluStepHead *self = SILU_STEP_HEAD (object);

  g_clear_pointer (&self->toggle, gtk_widget_unparent);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_object (&self->chain);

  G_OBJECT_CLASS (silu_step_head_parent_class)->dispose (object);
}

static void
silu_step_head_class_init (SiluStepHeadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_step_head_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "step-head");
}

static void
silu_step_head_init (SiluStepHead *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->icon = gtk_image_new ();
  self->title = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->title, "title");
  gtk_widget_set_hexpand (self->title, TRUE);
  self->facts = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->facts, "facts");
  gtk_box_append (GTK_BOX (box), self->icon);
  gtk_box_append (GTK_BOX (box), self->title);
  gtk_box_append (GTK_BOX (box), self->facts);

  self->toggle = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->toggle), box);
  gtk_widget_add_css_class (self->toggle, "flat");
  gtk_widget_set_hexpand (self->toggle, TRUE);
  gtk_widget_set_parent (self->toggle, GTK_WIDGET (self));

  self->menu = gtk_button_new_from_icon_name ("view-more-symbolic");
  gtk_widget_add_css_class (self->menu, "flat");
  gtk_widget_set_tooltip_text (self->menu, _ ("More for this step"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("More for this step"), -1);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
}

void
silu_step_head_update (SiluStepHead *self)
{
  guint n_steps = silu_chain_get_n_steps (self->chain);
  const SiluStep *step;
  g_autofree char *name = NULL;
  g_autofree char *facts = NULL;

  g_return_if_fail (SILU_IS_STEP_HEAD (self));

  if (self->step >= n_steps)
    return;

  step = silu_chain_get_step (self->chain, self->step);
  name = silu_step_words_dup_name (self->step, n_steps, step);
  facts = silu_step_words_dup_facts (step, silu_chain_get_step_tokens (self->chain, self->step));
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), silu_step_words_get_icon (step->kind));
  gtk_widget_set_tooltip_text (self->icon, silu_step_words_get_kind (step->kind));
  gtk_label_set_text (GTK_LABEL (self->title), step->title);
  gtk_label_set_text (GTK_LABEL (self->facts), facts);
  silu_step_words_style (GTK_WIDGET (self), step->kind);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->toggle), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

GtkWidget *
silu_step_head_new (SiluChain *chain, guint step, gboolean folded)
{
  SiluStepHead *self = g_object_new (SILU_TYPE_STEP_HEAD, NULL);

  self->chain = g_object_ref (chain);
  self->step = step;
  if (folded)
    gtk_widget_add_css_class (GTK_WIDGET (self), "folded");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->toggle), GTK_ACCESSIBLE_STATE_EXPANDED,
                               !folded, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->toggle), "u", step);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->toggle), "thought.fold-step");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->menu), "u", step);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->menu), "thought.step-menu");
  silu_step_head_update (self);

  return GTK_WIDGET (self);
}
