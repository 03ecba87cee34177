/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libadwaita has its own only from 1.3 on. */
#include "silu-banner.h"

#include <glib/gi18n-lib.h>

struct _SiluBanner
{
  GtkWidget parent_instance;

  GtkRevealer *revealer;
  GtkLabel *label;
  char *message;
};

G_DEFINE_FINAL_TYPE (SiluBanner, silu_banner, GTK_TYPE_WIDGET)

static void
dismiss_cb (GtkButton *button, gpointer user_data)
{
  silu_banner_set_message (user_data, NULL);
}

static void
silu_banner_dispose (GObject *object)
{
  SiluBanner *self = SILU_BANNER (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  if (child != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->message, g_free);

  G_OBJECT_CLASS (silu_banner_parent_class)->dispose (object);
}

static void
silu_banner_class_init (SiluBannerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = silu_banner_dispose;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "banner-line");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_ALERT);
}

static void
silu_banner_init (SiluBanner *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");

  self->revealer = GTK_REVEALER (gtk_revealer_new ());
  self->label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_wrap_mode (self->label, PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_widget_set_tooltip_text (button, _ ("Dismiss"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Dismiss"), -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (dismiss_cb), self, 0);

  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), button);
  gtk_revealer_set_child (self->revealer, box);
  gtk_widget_set_parent (GTK_WIDGET (self->revealer), GTK_WIDGET (self));
}

GtkWidget *
silu_banner_new (void)
{
  return g_object_new (SILU_TYPE_BANNER, NULL);
}

const char *
silu_banner_get_message (SiluBanner *self)
{
  g_return_val_if_fail (SILU_IS_BANNER (self), NULL);

  return self->message;
}

void
silu_banner_set_message (SiluBanner *self, const char *message)
{
  char *copy;

  g_return_if_fail (SILU_IS_BANNER (self));

  copy = g_strdup (message);
  g_free (self->message);
  self->message = copy;

  /* The old words stay while it slides away. */
  if (message != NULL)
    gtk_label_set_label (self->label, message);
  gtk_revealer_set_reveal_child (self->revealer, message != NULL);
}
