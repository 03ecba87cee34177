/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A user's turn: as wide as its text, and never the whole column. */
#include "silu-user-bubble.h"

#include "silu-block-text.h"
#include "silu-sibling-switch.h"
#include <glib/gi18n-lib.h>

/* The bubble's share of the column, at most. */
#define WIDEST(column) ((column) *4 / 5)

struct _SiluUserBubble
{
  GtkWidget parent_instance;

  GtkWidget *actions;
  GtkWidget *bubble;
};

G_DEFINE_FINAL_TYPE (SiluUserBubble, silu_user_bubble, GTK_TYPE_WIDGET)

static int
bubble_width (SiluUserBubble *self, int column)
{
  int minimum = 0;
  int natural = 0;

  gtk_widget_measure (self->bubble, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);

  return MAX (minimum, MIN (natural, WIDEST (column)));
}

static void
silu_user_bubble_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  SiluUserBubble *self = SILU_USER_BUBBLE (widget);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      int width = for_size > 0 ? bubble_width (self, for_size) : -1;

      gtk_widget_measure (self->bubble, orientation, width, minimum, natural, NULL, NULL);
    }
  else
    {
      gtk_widget_measure (self->bubble, orientation, -1, minimum, natural, NULL, NULL);
    }
}

static GtkSizeRequestMode
silu_user_bubble_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
silu_user_bubble_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SiluUserBubble *self = SILU_USER_BUBBLE (widget);
  int inner = bubble_width (self, width);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int actions_width = 0;
  int actions_height = 0;
  GtkAllocation place = { rtl ? 0 : width - inner, 0, inner, height };

  gtk_widget_size_allocate (self->bubble, &place, -1);

  gtk_widget_measure (self->actions, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &actions_width, NULL,
                      NULL);
  gtk_widget_measure (self->actions, GTK_ORIENTATION_VERTICAL, actions_width, NULL, &actions_height,
                      NULL, NULL);
  place.x = rtl ? inner + 6 : width - inner - 6 - actions_width;
  place.y = height - actions_height;
  place.width = actions_width;
  place.height = actions_height;
  gtk_widget_size_allocate (self->actions, &place, -1);
}

static void
silu_user_bubble_dispose (GObject *object)
{
  SiluUserBubble *self = SILU_USER_BUBBLE (object);

  g_clear_pointer (&self->actions, gtk_widget_unparent);
  g_clear_pointer (&self->bubble, gtk_widget_unparent);

  G_OBJECT_CLASS (silu_user_bubble_parent_class)->dispose (object);
}

static void
silu_user_bubble_class_init (SiluUserBubbleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_user_bubble_dispose;
  widget_class->measure = silu_user_bubble_measure;
  widget_class->get_request_mode = silu_user_bubble_get_request_mode;
  widget_class->size_allocate = silu_user_bubble_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "user-bubble");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
silu_user_bubble_init (SiluUserBubble *self)
{
  self->actions = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->actions, "actions");
  gtk_widget_set_parent (self->actions, GTK_WIDGET (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Your message"), -1);
}

static void
add_action (SiluUserBubble *self,
            const char *icon,
            const char *label,
            const char *action,
            SiluMessage *message)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", silu_message_get_id (message));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_box_append (GTK_BOX (self->actions), button);
}

/* Its widgets wait for the click. */
static void
fill_menu_cb (GtkMenuButton *button, gpointer user_data)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenuItem) again = g_menu_item_new (_ ("Ask Again _With…"), NULL);
  g_autoptr (GMenuItem) fork = g_menu_item_new (_ ("_Fork Into a New Chat"), NULL);

  g_menu_item_set_action_and_target (again, "chat.ask-again", "s", user_data);
  g_menu_append_item (menu, again);
  g_menu_item_set_action_and_target (fork, "chat.fork", "s", user_data);
  g_menu_append_item (menu, fork);
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static void
add_more (SiluUserBubble *self, SiluMessage *message)
{
  GtkWidget *more = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (more), "view-more-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (more), fill_menu_cb,
                                         g_strdup (silu_message_get_id (message)), g_free);
  gtk_widget_set_tooltip_text (more, _ ("More"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (more), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("More"),
                                  -1);
  gtk_widget_add_css_class (more, "flat");
  gtk_box_append (GTK_BOX (self->actions), more);
}

GtkWidget *
silu_user_bubble_new (SiluConversation *conversation, SiluMessage *message, SiluBlock *text)
{
  SiluUserBubble *self = g_object_new (SILU_TYPE_USER_BUBBLE, NULL);

  self->bubble = silu_block_text_new (text, GTK_ACCESSIBLE_ROLE_LABEL);
  gtk_widget_add_css_class (self->bubble, "bubble");
  gtk_widget_set_parent (self->bubble, GTK_WIDGET (self));
  add_action (self, "edit-copy-symbolic", _ ("Copy"), "chat.copy", message);
  add_action (self, "document-edit-symbolic", _ ("Edit and send again"), "chat.edit", message);
  add_more (self, message);
  gtk_box_append (GTK_BOX (self->actions), silu_sibling_switch_new (conversation, message));

  return GTK_WIDGET (self);
}
