/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The heading is part of the row: GTK's list has no sections before 4.12, and rows of their own
 * would have to be stepped over by every key. */
#include "silu-sidebar-row.h"

#include "config.h"
#include <glib/gi18n-lib.h>

struct _SiluSidebarRow
{
  GtkWidget parent_instance;

  SiluConversation *conversation;

  GtkLabel *heading;
  GtkWidget *chat;
  GtkWidget *dot;
  GtkLabel *title;
};

G_DEFINE_FINAL_TYPE (SiluSidebarRow, silu_sidebar_row, GTK_TYPE_WIDGET)

static void
update_title (SiluSidebarRow *self)
{
  const char *title = silu_conversation_get_title (self->conversation);

  gtk_label_set_label (self->title, *title != '\0' ? title : _ ("New chat"));
  gtk_widget_set_tooltip_text (self->chat, title);
}

static void
update_dot (SiluSidebarRow *self)
{
  const char *what = NULL;

  if (silu_conversation_get_streaming (self->conversation))
    what = _ ("An answer is coming");
  else if (silu_conversation_get_unread (self->conversation))
    what = _ ("Unread answer");

  gtk_widget_set_visible (self->dot, what != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->dot), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  what != NULL ? what : "", -1);
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

/* A click on the heading means no chat. */
static void
heading_pressed_cb (GtkGesture *gesture, int n_press, double x, double y, SiluSidebarRow *self)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
chat_released_cb (GtkGesture *gesture, int n_press, double x, double y, SiluSidebarRow *self)
{
  if (self->conversation != NULL && gtk_widget_contains (self->chat, x, y))
    gtk_widget_activate_action (GTK_WIDGET (self), "sidebar.open", "s",
                                silu_conversation_get_id (self->conversation));
}

static void
silu_sidebar_row_dispose (GObject *object)
{
  SiluSidebarRow *self = SILU_SIDEBAR_ROW (object);

  silu_sidebar_row_set_conversation (self, NULL);
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
  gtk_widget_class_bind_template_child (widget_class, SiluSidebarRow, dot);
  gtk_widget_class_bind_template_child (widget_class, SiluSidebarRow, title);
  gtk_widget_class_bind_template_callback (widget_class, heading_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, chat_released_cb);
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

SiluConversation *
silu_sidebar_row_get_conversation (SiluSidebarRow *self)
{
  g_return_val_if_fail (SILU_IS_SIDEBAR_ROW (self), NULL);

  return self->conversation;
}

void
silu_sidebar_row_set_conversation (SiluSidebarRow *self, SiluConversation *conversation)
{
  g_return_if_fail (SILU_IS_SIDEBAR_ROW (self));

  if (self->conversation == conversation)
    return;

  if (self->conversation != NULL)
    g_signal_handlers_disconnect_by_data (self->conversation, self);
  g_set_object (&self->conversation, conversation);
  if (conversation == NULL)
    return;

  g_signal_connect (conversation, "notify::title", G_CALLBACK (title_cb), self);
  g_signal_connect (conversation, "notify::streaming", G_CALLBACK (mark_cb), self);
  g_signal_connect (conversation, "notify::unread", G_CALLBACK (mark_cb), self);
  update_title (self);
  update_dot (self);
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

gboolean
silu_sidebar_row_get_marked (SiluSidebarRow *self)
{
  g_return_val_if_fail (SILU_IS_SIDEBAR_ROW (self), FALSE);

  return gtk_widget_get_visible (self->dot);
}
