/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A popover with the rows; they are made when it is first opened, for few ever do. */
#include "silu-sampling-button.h"

#include "silu-sampling-group.h"
#include <glib/gi18n-lib.h>

struct _SiluSamplingButton
{
  GtkWidget parent_instance;

  SiluProfile *profile; /* or NULL */
  SiluThinkLevel level;
  SiluSampling sampling;

  GtkMenuButton *button;
  SiluSamplingGroup *group; /* NULL until it was opened */
};

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SiluSamplingButton, silu_sampling_button, GTK_TYPE_WIDGET)

static gboolean
has_any (const SiluSampling *sampling)
{
  for (gsize i = 0; i < SILU_N_PARAMS; i++)
    if (sampling->is_set[i])
      return TRUE;

  return FALSE;
}

/* That something is set is seen without opening it. */
static void
update (SiluSamplingButton *self)
{
  g_autofree char *text = silu_sampling_to_string (&self->sampling);
  g_autofree char *tooltip = *text != '\0' ? g_strdup_printf (_ ("%s: %s"), _ ("Parameters"), text)
                                           : g_strdup (_ ("Parameters"));

  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  tooltip, -1);
  if (has_any (&self->sampling))
    gtk_widget_add_css_class (GTK_WIDGET (self), "on");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "on");
}

static void
changed_cb (SiluSamplingGroup *group, gpointer user_data)
{
  SiluSamplingButton *self = user_data;

  self->sampling = *silu_sampling_group_get_sampling (group);
  update (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static GtkWidget *
make_group (SiluSamplingButton *self)
{
  GtkWidget *group = silu_sampling_group_new ();

  self->group = SILU_SAMPLING_GROUP (group);
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (group), _ ("For this conversation. What is off goes by the account"));
  silu_sampling_group_set_profile (self->group, self->profile, self->level);
  silu_sampling_group_set_sampling (self->group, &self->sampling);
  g_signal_connect_object (group, "changed", G_CALLBACK (changed_cb), self, 0);

  return group;
}

static void
fill_cb (GtkMenuButton *button, gpointer user_data)
{
  SiluSamplingButton *self = user_data;
  GtkPopover *popover;
  GtkScrolledWindow *scrolled;
  GtkWidget *group;

  if (self->group != NULL)
    return;

  popover = GTK_POPOVER (gtk_popover_new ());
  scrolled = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  group = make_group (self);
  gtk_widget_set_margin_top (group, 6);
  gtk_widget_set_margin_bottom (group, 6);
  gtk_widget_set_margin_start (group, 6);
  gtk_widget_set_margin_end (group, 6);
  gtk_widget_set_size_request (group, 320, -1);
  gtk_scrolled_window_set_policy (scrolled, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (scrolled, TRUE);
  gtk_scrolled_window_set_max_content_height (scrolled, 420);
  gtk_scrolled_window_set_child (scrolled, group);
  gtk_popover_set_child (popover, GTK_WIDGET (scrolled));
  gtk_menu_button_set_popover (button, GTK_WIDGET (popover));
}

static void
silu_sampling_button_dispose (GObject *object)
{
  SiluSamplingButton *self = SILU_SAMPLING_BUTTON (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  g_clear_pointer (&self->profile, silu_profile_unref);
  if (child != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (silu_sampling_button_parent_class)->dispose (object);
}

static void
silu_sampling_button_class_init (SiluSamplingButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = silu_sampling_button_dispose;

  signals[CHANGED] = g_signal_new ("changed", SILU_TYPE_SAMPLING_BUTTON, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "sampling-button");
}

static void
silu_sampling_button_init (SiluSamplingButton *self)
{
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (self->button, "silu-parameters-symbolic");
  gtk_menu_button_set_direction (self->button, GTK_ARROW_UP);
  gtk_menu_button_set_create_popup_func (self->button, fill_cb, self, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "circular");
  gtk_widget_set_parent (GTK_WIDGET (self->button), GTK_WIDGET (self));
  update (self);
}

void
silu_sampling_button_set_profile (SiluSamplingButton *self,
                                  SiluProfile *profile,
                                  SiluThinkLevel level)
{
  SiluProfile *old = self->profile;

  g_return_if_fail (SILU_IS_SAMPLING_BUTTON (self));

  self->profile = profile != NULL ? silu_profile_ref (profile) : NULL;
  g_clear_pointer (&old, silu_profile_unref);
  self->level = level;
  if (self->group != NULL)
    silu_sampling_group_set_profile (self->group, profile, level);
}

void
silu_sampling_button_set_sampling (SiluSamplingButton *self, const SiluSampling *sampling)
{
  g_return_if_fail (SILU_IS_SAMPLING_BUTTON (self));

  self->sampling = *sampling;
  if (self->group != NULL)
    silu_sampling_group_set_sampling (self->group, sampling);
  update (self);
}

const SiluSampling *
silu_sampling_button_get_sampling (SiluSamplingButton *self)
{
  g_return_val_if_fail (SILU_IS_SAMPLING_BUTTON (self), NULL);

  return &self->sampling;
}
