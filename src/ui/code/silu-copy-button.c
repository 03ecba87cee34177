/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A button that answers: one does not see the clipboard, so something near the pointer changes. */
#include "silu-copy-button.h"

#include <glib/gi18n-lib.h>

#define ANSWER_MILLISECONDS 1500

struct _SiluCopyButton
{
  GtkWidget parent_instance;

  GtkWidget *button;
  char *label;
  SiluCopyFunc func;
  GtkWidget *owner; /* borrowed: an ancestor */
  guint answer;     /* source that takes the check mark away */
};

G_DEFINE_FINAL_TYPE (SiluCopyButton, silu_copy_button, GTK_TYPE_WIDGET)

static void
show_state (SiluCopyButton *self, const char *icon, const char *label)
{
  gtk_button_set_icon_name (GTK_BUTTON (self->button), icon);
  gtk_widget_set_tooltip_text (self->button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

static gboolean
answer_over_cb (gpointer user_data)
{
  SiluCopyButton *self = user_data;

  self->answer = 0;
  show_state (self, "edit-copy-symbolic", self->label);

  return G_SOURCE_REMOVE;
}

static void
clicked_cb (GtkButton *button, gpointer user_data)
{
  SiluCopyButton *self = user_data;
  g_autofree char *text = self->func (self->owner);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);

  show_state (self, "object-select-symbolic", _ ("Copied"));
  g_clear_handle_id (&self->answer, g_source_remove);
  self->answer = g_timeout_add (ANSWER_MILLISECONDS, answer_over_cb, self);
}

static void
silu_copy_button_dispose (GObject *object)
{
  SiluCopyButton *self = SILU_COPY_BUTTON (object);

  g_clear_handle_id (&self->answer, g_source_remove);
  g_clear_pointer (&self->button, gtk_widget_unparent);

  G_OBJECT_CLASS (silu_copy_button_parent_class)->dispose (object);
}

static void
silu_copy_button_finalize (GObject *object)
{
  g_free (SILU_COPY_BUTTON (object)->label);

  G_OBJECT_CLASS (silu_copy_button_parent_class)->finalize (object);
}

static void
silu_copy_button_class_init (SiluCopyButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_copy_button_dispose;
  G_OBJECT_CLASS (klass)->finalize = silu_copy_button_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "copy-button");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GENERIC);
}

static void
silu_copy_button_init (SiluCopyButton *self)
{
  self->button = gtk_button_new ();
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  g_signal_connect (self->button, "clicked", G_CALLBACK (clicked_cb), self);
}

GtkWidget *
silu_copy_button_new (const char *label, SiluCopyFunc func, GtkWidget *owner)
{
  SiluCopyButton *self = g_object_new (SILU_TYPE_COPY_BUTTON, NULL);

  self->label = g_strdup (label);
  self->func = func;
  self->owner = owner;
  show_state (self, "edit-copy-symbolic", label);

  return GTK_WIDGET (self);
}
