/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The heading is part of the row: GTK's list has no sections before 4.12, and rows of their own
 * would have to be stepped over by every key. */
#include "silu-sidebar-row.h"

#include "config.h"
#include <glib/gi18n-lib.h>

struct _SiluSidebarRow
{
  GtkWidget parent_instance;

  GObject *item; /* SiluConversation, SiluFolder or NULL */

  GtkLabel *heading;
  GtkWidget *chat;
  GtkImage *arrow;
  GtkWidget *dot;
  GtkLabel *title;
  GtkLabel *tags;
  GtkLabel *detail;
};

G_DEFINE_FINAL_TYPE (SiluSidebarRow, silu_sidebar_row, GTK_TYPE_WIDGET)

/* What has the focus, and is read, is the list's own row around this one. */
static GtkAccessible *
get_named (SiluSidebarRow *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  return GTK_ACCESSIBLE (parent != NULL ? parent : GTK_WIDGET (self));
}

static void
set_title (SiluSidebarRow *self, const char *title)
{
  gtk_label_set_label (self->title, title);
  gtk_widget_set_tooltip_text (self->chat, title);
  gtk_accessible_update_property (get_named (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

static void
update_title (SiluSidebarRow *self)
{
  const char *title = silu_conversation_get_title (SILU_CONVERSATION (self->item));

  set_title (self, *title != '\0' ? title : _ ("New chat"));
}

static void
update_dot (SiluSidebarRow *self)
{
  SiluConversation *conversation = SILU_CONVERSATION (self->item);
  const char *what = NULL;

  if (silu_conversation_get_streaming (conversation))
    what = _ ("An answer is coming");
  else if (silu_conversation_get_unread (conversation))
    what = _ ("Unread answer");

  gtk_widget_set_visible (self->dot, what != NULL);
  gtk_accessible_update_property (get_named (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  what != NULL ? what : "", -1);
}

/* As links, so that each has its own click and key; the address is the tag. */
static void
update_tags (SiluSidebarRow *self)
{
  const char *const *tags = silu_conversation_get_tags (SILU_CONVERSATION (self->item));
  g_autoptr (GString) markup = g_string_new (NULL);

  for (gsize i = 0; tags[i] != NULL; i++)
    {
      g_autofree char *text = g_markup_escape_text (tags[i], -1);

      g_string_append_printf (markup, "%s<a href=\"%s\">#%s</a>", i > 0 ? "  " : "", text, text);
    }

  gtk_label_set_markup (self->tags, markup->str);
  gtk_widget_set_visible (GTK_WIDGET (self->tags), tags[0] != NULL);
}

static void
update_folder (SiluSidebarRow *self)
{
  SiluFolder *folder = SILU_FOLDER (self->item);
  gboolean collapsed = silu_folder_get_collapsed (folder);

  set_title (self, silu_folder_get_name (folder));
  gtk_image_set_from_icon_name (self->arrow, collapsed ? "pan-end-symbolic" : "pan-down-symbolic");
  gtk_accessible_update_property (get_named (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  collapsed ? _ ("Folder, closed") : _ ("Folder, open"), -1);
}

static void
title_cb (SiluConversation *conversation, GParamSpec *pspec, gpointer user_data)
{
  update_title (user_data);
}

static void
mark_cb (SiluConversation *conversation, GParamSpec *pspec, gpointer user_data)
{
  update_dot (user_data);
}

static void
tags_cb (SiluConversation *conversation, GParamSpec *pspec, gpointer user_data)
{
  update_tags (user_data);
}

static void
folder_cb (SiluFolder *folder, GParamSpec *pspec, gpointer user_data)
{
  update_folder (user_data);
}

/* A click on the heading means no chat. */
static void
heading_pressed_cb (GtkGesture *gesture, int n_press, double x, double y, SiluSidebarRow *self)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
chat_released_cb (GtkGesture *gesture, int n_press, double x, double y, SiluSidebarRow *self)
{
  GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  /* With these the list selects. */
  if ((state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) != 0 || self->item == NULL ||
      !gtk_widget_contains (self->chat, x, y))
    return;

  if (SILU_IS_CONVERSATION (self->item))
    gtk_widget_activate_action (GTK_WIDGET (self), "sidebar.open", "s",
                                silu_conversation_get_id (SILU_CONVERSATION (self->item)));
  else
    silu_folder_set_collapsed (SILU_FOLDER (self->item),
                               !silu_folder_get_collapsed (SILU_FOLDER (self->item)));
}

static gboolean
tag_activated_cb (GtkLabel *label, const char *tag, SiluSidebarRow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "sidebar.show-tag", "s", tag);

  return TRUE;
}

static void
silu_sidebar_row_dispose (GObject *object)
{
  SiluSidebarRow *self = SILU_SIDEBAR_ROW (object);

  silu_sidebar_row_set_item (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SILU_TYPE_SIDEBAR_ROW);

  G_OBJECT_CLASS (silu_sidebar_row_parent_class)->dispose (object);
}

static void
silu_sidebar_row_class_init (SiluSidebarRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_sidebar_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               SILU_RESOURCE_PREFIX "/silu-sidebar-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SiluSidebarRow, heading);
  gtk_widget_class_bind_template_child (widget_class, SiluSidebarRow, chat);
  gtk_widget_class_bind_template_child (widget_class, SiluSidebarRow, arrow);
  gtk_widget_class_bind_template_child (widget_class, SiluSidebarRow, dot);
  gtk_widget_class_bind_template_child (widget_class, SiluSidebarRow, title);
  gtk_widget_class_bind_template_child (widget_class, SiluSidebarRow, tags);
  gtk_widget_class_bind_template_child (widget_class, SiluSidebarRow, detail);
  gtk_widget_class_bind_template_callback (widget_class, heading_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, chat_released_cb);
  gtk_widget_class_bind_template_callback (widget_class, tag_activated_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sidebar-row");
}

static void
silu_sidebar_row_init (SiluSidebarRow *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
silu_sidebar_row_new (void)
{
  return g_object_new (SILU_TYPE_SIDEBAR_ROW, NULL);
}

gpointer
silu_sidebar_row_get_item (SiluSidebarRow *self)
{
  g_return_val_if_fail (SILU_IS_SIDEBAR_ROW (self), NULL);

  return self->item;
}

static void
show_conversation (SiluSidebarRow *self)
{
  g_signal_connect (self->item, "notify::title", G_CALLBACK (title_cb), self);
  g_signal_connect (self->item, "notify::streaming", G_CALLBACK (mark_cb), self);
  g_signal_connect (self->item, "notify::unread", G_CALLBACK (mark_cb), self);
  g_signal_connect (self->item, "notify::tags", G_CALLBACK (tags_cb), self);
  update_title (self);
  update_dot (self);
  update_tags (self);
}

static void
show_folder (SiluSidebarRow *self)
{
  g_signal_connect (self->item, "notify", G_CALLBACK (folder_cb), self);
  gtk_widget_set_visible (self->dot, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->tags), FALSE);
  update_folder (self);
}

void
silu_sidebar_row_set_item (SiluSidebarRow *self, gpointer item)
{
  g_return_if_fail (SILU_IS_SIDEBAR_ROW (self));

  if (self->item == item)
    return;

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;

  gtk_widget_set_visible (GTK_WIDGET (self->arrow), SILU_IS_FOLDER (item));
  if (SILU_IS_FOLDER (item))
    show_folder (self);
  else
    show_conversation (self);
}

SiluConversation *
silu_sidebar_row_get_conversation (SiluSidebarRow *self)
{
  g_return_val_if_fail (SILU_IS_SIDEBAR_ROW (self), NULL);

  return SILU_IS_CONVERSATION (self->item) ? SILU_CONVERSATION (self->item) : NULL;
}

const char *
silu_sidebar_row_get_heading (SiluSidebarRow *self)
{
  g_return_val_if_fail (SILU_IS_SIDEBAR_ROW (self), NULL);

  if (!gtk_widget_get_visible (GTK_WIDGET (self->heading)))
    return NULL;

  return gtk_label_get_label (self->heading);
}

void
silu_sidebar_row_set_heading (SiluSidebarRow *self, const char *heading)
{
  g_return_if_fail (SILU_IS_SIDEBAR_ROW (self));

  gtk_widget_set_visible (GTK_WIDGET (self->heading), heading != NULL);
  if (heading != NULL)
    gtk_label_set_label (self->heading, heading);
}

void
silu_sidebar_row_set_inside (SiluSidebarRow *self, gboolean inside)
{
  g_return_if_fail (SILU_IS_SIDEBAR_ROW (self));

  if (inside)
    gtk_widget_add_css_class (self->chat, "inside");
  else
    gtk_widget_remove_css_class (self->chat, "inside");
}

void
silu_sidebar_row_set_detail (SiluSidebarRow *self, const char *detail)
{
  g_return_if_fail (SILU_IS_SIDEBAR_ROW (self));

  gtk_widget_set_visible (GTK_WIDGET (self->detail), detail != NULL);
  gtk_label_set_label (self->detail, detail != NULL ? detail : "");
}

gboolean
silu_sidebar_row_get_marked (SiluSidebarRow *self)
{
  g_return_val_if_fail (SILU_IS_SIDEBAR_ROW (self), FALSE);

  return gtk_widget_get_visible (self->dot);
}
