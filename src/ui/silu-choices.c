/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words give way where there is little room, and the buttons never. */
#include "silu-choices.h"

GtkWidget *
silu_choices_new (void)
{
  GtkWidget *self = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (self, "linked");
  gtk_widget_add_css_class (self, "choices");
  gtk_widget_set_halign (self, GTK_ALIGN_CENTER);

  return self;
}

void
silu_choices_add (GtkWidget *self, const char *label, const char *action, const char *target)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (label);

  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))),
                           PANGO_ELLIPSIZE_MIDDLE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_box_append (GTK_BOX (self), button);
}

static void
page_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  const char *name = g_variant_get_string (value, NULL);

  if (gtk_stack_get_child_by_name (user_data, name) != NULL)
    gtk_stack_set_visible_child_name (user_data, name);
}

static void
shown_cb (GtkStack *stack, GParamSpec *pspec, gpointer user_data)
{
  const char *name = gtk_stack_get_visible_child_name (stack);

  if (name != NULL)
    g_simple_action_set_state (user_data, g_variant_new_string (name));
}

/* A GPropertyAction would hold the stack, whose pages may hold the action. */
void
silu_choices_add_page_action (GSimpleActionGroup *group, GtkStack *stack)
{
  const char *name = gtk_stack_get_visible_child_name (stack);
  g_autoptr (GSimpleAction) page =
      g_simple_action_new_stateful ("page", G_VARIANT_TYPE_STRING, g_variant_new_string (name));

  g_signal_connect_object (page, "change-state", G_CALLBACK (page_cb), stack, 0);
  g_signal_connect_object (stack, "notify::visible-child-name", G_CALLBACK (shown_cb), page, 0);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (page));
}
