/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The levels are a menu of one stateful action: radio items with their roles and keys come with
 * it. */
#include "silu-think-button.h"

#include <glib/gi18n-lib.h>

struct _SiluThinkButton
{
  GtkWidget parent_instance;

  SiluProfile *profile; /* NULL: nothing is known */
  SiluThinkLevel level;
  SiluThinkLevel last; /* the one that toggling brings back */
  gboolean automatic;  /* nobody chose it: it goes with the profile */

  GtkMenuButton *button;
  GtkLabel *label;
  GSimpleAction *action;
};

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SiluThinkButton, silu_think_button, GTK_TYPE_WIDGET)

static const struct
{
  SiluThinkLevel level;
  const char *item;
  const char *label;
} LEVELS[] = {
  /* Translators: how much a model shall think: as its server has it by default. */
  { SILU_THINK_AUTO, N_ ("Auto"), N_ ("Deep think · Auto") },
  { SILU_THINK_OFF, N_ ("Off"), N_ ("Deep think · Off") },
  { SILU_THINK_LOW, N_ ("Low"), N_ ("Deep think · Low") },
  { SILU_THINK_MEDIUM, N_ ("Medium"), N_ ("Deep think · Medium") },
  { SILU_THINK_HIGH, N_ ("High"), N_ ("Deep think · High") },
  { SILU_THINK_MAX, N_ ("Max"), N_ ("Deep think · Max") },
};

static gboolean
can_be_told (SiluThinkButton *self)
{
  return self->profile == NULL || silu_profile_has_switch (self->profile);
}

/* A server nobody knows keeps its own default until told otherwise. */
static SiluThinkLevel
get_default (SiluThinkButton *self)
{
  if (self->profile == NULL)
    return SILU_THINK_AUTO;

  return silu_profile_pick_level (self->profile, self->profile->think);
}

static gboolean
is_offered (SiluThinkButton *self, SiluThinkLevel level)
{
  if (level == SILU_THINK_AUTO)
    return get_default (self) == SILU_THINK_AUTO;
  if (self->profile != NULL)
    return silu_profile_offers (self->profile, level);

  /* The command line can set it; few servers tell it from its neighbours. */
  return level != SILU_THINK_MEDIUM || self->level == SILU_THINK_MEDIUM;
}

static void
update_menu (SiluThinkButton *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (LEVELS); i++)
    {
      g_autoptr (GMenuItem) item = NULL;

      if (!is_offered (self, LEVELS[i].level))
        continue;

      item = g_menu_item_new (_ (LEVELS[i].item), NULL);
      g_menu_item_set_action_and_target (item, "think.level", "s",
                                         silu_think_level_to_string (LEVELS[i].level));
      g_menu_append_item (menu, item);
    }

  gtk_menu_button_set_menu_model (self->button, G_MENU_MODEL (menu));
}

static const char *
get_tooltip (SiluThinkButton *self)
{
  if (can_be_told (self))
    return _ ("How much to think before answering");
  if (self->profile->always_thinks)
    return _ ("This model always thinks before it answers");

  return _ ("This server cannot be told how much to think");
}

static gboolean
is_on (SiluThinkButton *self)
{
  return can_be_told (self) ? self->level >= SILU_THINK_LOW : self->profile->always_thinks;
}

static void
update (SiluThinkButton *self)
{
  gboolean told = can_be_told (self);
  const char *label = _ ("Deep think");

  for (gsize i = 0; told && i < G_N_ELEMENTS (LEVELS); i++)
    if (LEVELS[i].level == self->level)
      label = _ (LEVELS[i].label);

  update_menu (self);
  gtk_label_set_label (self->label, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  g_simple_action_set_state (self->action,
                             g_variant_new_string (silu_think_level_to_string (self->level)));

  gtk_widget_set_sensitive (GTK_WIDGET (self), told);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), get_tooltip (self));
  if (is_on (self))
    gtk_widget_add_css_class (GTK_WIDGET (self), "on");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "on");
}

static void
choose (SiluThinkButton *self, SiluThinkLevel level)
{
  if (level == self->level)
    return;

  silu_think_button_set_level (self, level);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
level_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  SiluThinkLevel level = SILU_THINK_AUTO;

  if (silu_think_level_from_string (g_variant_get_string (value, NULL), &level))
    choose (user_data, level);
}

static void
silu_think_button_dispose (GObject *object)
{
  SiluThinkButton *self = SILU_THINK_BUTTON (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  g_clear_object (&self->action);
  g_clear_pointer (&self->profile, silu_profile_unref);
  if (child != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (silu_think_button_parent_class)->dispose (object);
}

static void
silu_think_button_class_init (SiluThinkButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = silu_think_button_dispose;

  signals[CHANGED] = g_signal_new ("changed", SILU_TYPE_THINK_BUTTON, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "think-button");
}

static void
add_actions (SiluThinkButton *self)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  self->action =
      g_simple_action_new_stateful ("level", G_VARIANT_TYPE_STRING, g_variant_new_string ("auto"));
  g_signal_connect_object (self->action, "change-state", G_CALLBACK (level_cb), self, 0);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (self->action));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "think", G_ACTION_GROUP (group));
}

static void
silu_think_button_init (SiluThinkButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *arrow = gtk_image_new_from_icon_name ("pan-down-symbolic");

  self->last = SILU_THINK_HIGH;
  self->automatic = TRUE;
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  self->label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("silu-think-symbolic"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), arrow);
  gtk_image_set_pixel_size (GTK_IMAGE (arrow), 12);

  gtk_menu_button_set_child (self->button, box);
  gtk_menu_button_set_direction (self->button, GTK_ARROW_UP);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "pill-button");
  gtk_widget_set_parent (GTK_WIDGET (self->button), GTK_WIDGET (self));

  add_actions (self);
  update (self);
}

void
silu_think_button_set_profile (SiluThinkButton *self, SiluProfile *profile)
{
  SiluProfile *old = self->profile;

  g_return_if_fail (SILU_IS_THINK_BUTTON (self));

  self->profile = profile != NULL ? silu_profile_ref (profile) : NULL;
  g_clear_pointer (&old, silu_profile_unref);
  if (self->automatic)
    silu_think_button_set_level (self, SILU_THINK_AUTO);
  else if (!is_offered (self, self->level))
    silu_think_button_set_level (self, silu_profile_pick_level (self->profile, self->level));
  else
    update (self);
}

SiluThinkLevel
silu_think_button_get_level (SiluThinkButton *self)
{
  g_return_val_if_fail (SILU_IS_THINK_BUTTON (self), SILU_THINK_AUTO);

  return can_be_told (self) ? self->level : SILU_THINK_AUTO;
}

void
silu_think_button_set_level (SiluThinkButton *self, SiluThinkLevel level)
{
  g_return_if_fail (SILU_IS_THINK_BUTTON (self));

  self->automatic = level == SILU_THINK_AUTO;
  self->level = self->automatic ? get_default (self) : level;
  if (self->level != SILU_THINK_OFF)
    self->last = self->level;

  update (self);
}

const char *
silu_think_button_get_word (SiluThinkLevel level)
{
  for (gsize i = 0; i < G_N_ELEMENTS (LEVELS); i++)
    if (LEVELS[i].level == level)
      return _ (LEVELS[i].item);

  return "";
}

void
silu_think_button_toggle (SiluThinkButton *self)
{
  g_return_if_fail (SILU_IS_THINK_BUTTON (self));

  if (can_be_told (self))
    choose (self, self->level == SILU_THINK_OFF ? self->last : SILU_THINK_OFF);
}
