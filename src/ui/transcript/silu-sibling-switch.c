/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ‹ 2 / 3 › under a message that has versions. */
#include "silu-sibling-switch.h"

#include <glib/gi18n-lib.h>

struct _SiluSiblingSwitch
{
  GtkWidget parent_instance;

  SiluConversation *conversation;
  SiluMessage *message;

  GtkWidget *previous;
  GtkWidget *label;
  GtkWidget *next;
};

G_DEFINE_FINAL_TYPE (SiluSiblingSwitch, silu_sibling_switch, GTK_TYPE_WIDGET)

/* Where nothing can be switched, as while two answers are compared, the action takes the button out
 * of use; so it comes last. */
static void
aim (GtkWidget *button, GPtrArray *siblings, guint position)
{
  GtkActionable *actionable = GTK_ACTIONABLE (button);
  gboolean exists = position < siblings->len;

  gtk_actionable_set_action_name (actionable, NULL);
  gtk_widget_set_sensitive (button, exists);
  if (!exists)
    return;

  gtk_actionable_set_action_target (actionable, "s",
                                    silu_message_get_id (g_ptr_array_index (siblings, position)));
  gtk_actionable_set_action_name (actionable, "chat.sibling");
}

static GtkWidget *
make_button (SiluSiblingSwitch *self, const char *icon, const char *label)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);

  return button;
}

static void
make_parts (SiluSiblingSwitch *self)
{
  self->previous = make_button (self, "go-previous-symbolic", _ ("Previous version"));
  self->label = gtk_label_new (NULL);
  self->next = make_button (self, "go-next-symbolic", _ ("Next version"));
  gtk_widget_add_css_class (self->label, "dim-label");
  gtk_widget_add_css_class (self->label, "numeric");

  gtk_widget_set_parent (self->previous, GTK_WIDGET (self));
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_parent (self->next, GTK_WIDGET (self));
}

/* Few messages have versions: for the others nothing is made. */
static void
update (SiluSiblingSwitch *self)
{
  guint position = 0;
  g_autoptr (GPtrArray) siblings =
      silu_conversation_get_siblings (self->conversation, self->message, &position);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), siblings->len > 1);
  if (siblings->len <= 1)
    return;

  if (self->label == NULL)
    make_parts (self);
  /* Translators: which of the versions of an answer is shown, "2 / 3". */
  text = g_strdup_printf (_ ("%u / %u"), position + 1, siblings->len);
  gtk_label_set_text (GTK_LABEL (self->label), text);
  aim (self->previous, siblings, position - 1); /* wraps round to "none" */
  aim (self->next, siblings, position + 1);
}

static void
added_cb (SiluConversation *conversation, SiluMessage *message, gpointer user_data)
{
  SiluSiblingSwitch *self = user_data;

  if (silu_message_get_parent (message) == silu_message_get_parent (self->message))
    update (self);
}

static void
silu_sibling_switch_dispose (GObject *object)
{
  SiluSiblingSwitch *self = SILU_SIBLING_SWITCH (object);

  g_clear_pointer (&self->previous, gtk_widget_unparent);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  g_clear_pointer (&self->next, gtk_widget_unparent);
  g_clear_object (&self->conversation);
  g_clear_object (&self->message);

  G_OBJECT_CLASS (silu_sibling_switch_parent_class)->dispose (object);
}

static void
silu_sibling_switch_class_init (SiluSiblingSwitchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_sibling_switch_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sibling-switch");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
silu_sibling_switch_init (SiluSiblingSwitch *self)
{
}

GtkWidget *
silu_sibling_switch_new (SiluConversation *conversation, SiluMessage *message)
{
  SiluSiblingSwitch *self = g_object_new (SILU_TYPE_SIBLING_SWITCH, NULL);

  self->conversation = g_object_ref (conversation);
  self->message = g_object_ref (message);
  g_signal_connect_object (conversation, "message-added", G_CALLBACK (added_cb), self, 0);
  g_signal_connect_object (conversation, "notify::loaded", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}
