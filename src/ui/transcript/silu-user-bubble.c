/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A user's turn: as wide as its text, and never the whole column. Its files are above it. */
#include "silu-user-bubble.h"

#include "silu-attachment-chip.h"
#include "silu-attachment-chips.h"
#include "silu-block-text.h"
#include "silu-sibling-switch.h"
#include <glib/gi18n-lib.h>

/* The bubble's share of the column, at most. */
#define WIDEST(column) ((column) *4 / 5)

/* Between the files and the text. */
#define GAP 6

struct _SiluUserBubble
{
  GtkWidget parent_instance;

  GtkWidget *actions;
  GtkWidget *files; /* NULL where there are none */
  GtkWidget *bubble;
};

G_DEFINE_FINAL_TYPE (SiluUserBubble, silu_user_bubble, GTK_TYPE_WIDGET)

static int
choose_width (GtkWidget *child, int column)
{
  int minimum = 0;
  int natural = 0;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);

  return MAX (minimum, MIN (natural, WIDEST (column)));
}

/* What one of the two takes below the other, in a column of that width (-1: any); 0 if it is not
 * shown. */
static int
choose_height (GtkWidget *child, int column)
{
  int height = 0;

  if (child == NULL || !gtk_widget_get_visible (child))
    return 0;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL,
                      column > 0 ? choose_width (child, column) : -1, NULL, &height, NULL, NULL);

  return height;
}

static int
get_gap (SiluUserBubble *self)
{
  return self->files != NULL && gtk_widget_get_visible (self->bubble) ? GAP : 0;
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
      *minimum = choose_height (self->files, for_size) + get_gap (self) +
                 choose_height (self->bubble, for_size);
      *natural = *minimum;
    }
  else
    {
      int files_minimum = 0;
      int files_natural = 0;

      gtk_widget_measure (self->bubble, orientation, -1, minimum, natural, NULL, NULL);
      if (self->files != NULL)
        gtk_widget_measure (self->files, orientation, -1, &files_minimum, &files_natural, NULL,
                            NULL);
      *minimum = MAX (*minimum, files_minimum);
      *natural = MAX (*natural, files_natural);
    }
}

static GtkSizeRequestMode
silu_user_bubble_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* Returns its width. */
static int
place_at_end (GtkWidget *child, int width, int y, int height)
{
  gboolean rtl = gtk_widget_get_direction (child) == GTK_TEXT_DIR_RTL;
  int inner = choose_width (child, width);
  GtkAllocation place = { rtl ? 0 : width - inner, y, inner, height };

  gtk_widget_size_allocate (child, &place, -1);

  return inner;
}

static void
silu_user_bubble_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SiluUserBubble *self = SILU_USER_BUBBLE (widget);
  int inner = 0;
  int files_height = choose_height (self->files, width);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int actions_width = 0;
  int actions_height = 0;
  GtkAllocation place = { 0 };

  if (self->files != NULL)
    inner = place_at_end (self->files, width, 0, files_height);
  if (gtk_widget_get_visible (self->bubble))
    inner = place_at_end (self->bubble, width, files_height + get_gap (self),
                          height - files_height - get_gap (self));

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
  g_clear_pointer (&self->files, gtk_widget_unparent);
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

/* Without a text there is no bubble. */
static void
add_files (SiluUserBubble *self, SiluMessage *message)
{
  g_autoptr (GPtrArray) attachments = silu_attachments_list (message);

  if (attachments->len == 0)
    return;

  self->files = silu_attachment_chips_new (TRUE);
  for (guint i = 0; i < attachments->len; i++)
    silu_attachment_chips_append (
        SILU_ATTACHMENT_CHIPS (self->files),
        silu_attachment_chip_new (g_ptr_array_index (attachments, i), FALSE));
  gtk_widget_insert_before (self->files, GTK_WIDGET (self), self->bubble);
  gtk_widget_set_visible (self->bubble, silu_message_has_text (message, SILU_PART_TEXT));
}

GtkWidget *
silu_user_bubble_new (SiluConversation *conversation, SiluMessage *message, SiluBlock *text)
{
  SiluUserBubble *self = g_object_new (SILU_TYPE_USER_BUBBLE, NULL);

  self->bubble = silu_block_text_new (text, GTK_ACCESSIBLE_ROLE_LABEL);
  gtk_widget_add_css_class (self->bubble, "bubble");
  gtk_widget_set_parent (self->bubble, GTK_WIDGET (self));
  add_files (self, message);
  add_action (self, "edit-copy-symbolic", _ ("Copy"), "chat.copy", message);
  add_action (self, "document-edit-symbolic", _ ("Edit and send again"), "chat.edit", message);
  add_more (self, message);
  gtk_box_append (GTK_BOX (self->actions), silu_sibling_switch_new (conversation, message));

  return GTK_WIDGET (self);
}
