/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three pages and the switch between them. */
#include "silu-thoughts-page.h"

#include "silu-thoughts-dataset.h"
#include "silu-thoughts-list.h"
#include "silu-thoughts-stats.h"
#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define WIDEST 860

struct _SiluThoughtsPage
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkStack *stack;
  SiluThoughtsList *list;
  SiluThoughtsDataset *dataset;
  GSimpleAction *page;
};

enum
{
  OPEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SiluThoughtsPage, silu_thoughts_page, GTK_TYPE_WIDGET)

static void
page_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  SiluThoughtsPage *self = user_data;
  const char *name = g_variant_get_string (value, NULL);

  if (gtk_stack_get_child_by_name (self->stack, name) == NULL)
    return;

  gtk_stack_set_visible_child_name (self->stack, name);
  g_simple_action_set_state (action, value);
}

static void
open_cb (SiluThoughtsList *list, gpointer hit, gpointer user_data)
{
  g_signal_emit (user_data, signals[OPEN], 0, hit);
}

static void
model_cb (SiluThoughtsStats *stats, const char *model, gpointer user_data)
{
  SiluThoughtsPage *self = user_data;

  silu_thoughts_list_add_model (self->list, model);
  silu_thoughts_dataset_add_model (self->dataset, model);
}

static void
silu_thoughts_page_dispose (GObject *object)
{
  SiluThoughtsPage *self = SILU_THOUGHTS_PAGE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->page);

  G_OBJECT_CLASS (silu_thoughts_page_parent_class)->dispose (object);
}

static void
silu_thoughts_page_class_init (SiluThoughtsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_thoughts_page_dispose;
  signals[OPEN] = g_signal_new ("open", SILU_TYPE_THOUGHTS_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "thoughts-page");
}

static void
add_choice (GtkWidget *box, const char *label, const char *target)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (label);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "thoughts.page");
  gtk_box_append (GTK_BOX (box), button);
}

static void
silu_thoughts_page_init (SiluThoughtsPage *self)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  GtkWidget *choices = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->page =
      g_simple_action_new_stateful ("page", G_VARIANT_TYPE_STRING, g_variant_new_string ("chains"));
  g_signal_connect_object (self->page, "change-state", G_CALLBACK (page_cb), self, 0);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (self->page));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "thoughts", G_ACTION_GROUP (group));

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_add_css_class (choices, "linked");
  gtk_widget_add_css_class (choices, "choices");
  gtk_widget_set_halign (choices, GTK_ALIGN_CENTER);
  /* Translators: all chains of thought, as a list. */
  add_choice (choices, _ ("Chains of Thought"), "chains");
  add_choice (choices, _ ("Statistics"), "statistics");
  /* Translators: a data set of chains of thought, to train a model with. */
  add_choice (choices, _ ("Data Set"), "dataset");
  gtk_box_append (GTK_BOX (self->box), choices);

  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->stack));
}

static void
add_page (SiluThoughtsPage *self, GtkWidget *page, const char *name)
{
  GtkWidget *clamp = adw_clamp_new ();

  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), WIDEST);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), WIDEST);
  adw_clamp_set_child (ADW_CLAMP (clamp), page);
  gtk_stack_add_named (self->stack, clamp, name);
}

GtkWidget *
silu_thoughts_page_new (SiluStore *store)
{
  SiluThoughtsPage *self = g_object_new (SILU_TYPE_THOUGHTS_PAGE, NULL);
  GtkWidget *stats = silu_thoughts_stats_new (store);

  self->list = SILU_THOUGHTS_LIST (silu_thoughts_list_new (store));
  g_signal_connect_object (self->list, "open", G_CALLBACK (open_cb), self, 0);
  g_signal_connect_object (stats, "model", G_CALLBACK (model_cb), self, 0);
  add_page (self, GTK_WIDGET (self->list), "chains");
  self->dataset = SILU_THOUGHTS_DATASET (silu_thoughts_dataset_new (store));
  add_page (self, stats, "statistics");
  add_page (self, GTK_WIDGET (self->dataset), "dataset");

  return GTK_WIDGET (self);
}

void
silu_thoughts_page_focus_search (SiluThoughtsPage *self)
{
  g_return_if_fail (SILU_IS_THOUGHTS_PAGE (self));

  g_action_change_state (G_ACTION (self->page), g_variant_new_string ("chains"));
  silu_thoughts_list_focus_search (self->list);
}
