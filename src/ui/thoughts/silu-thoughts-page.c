/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three pages and the switch between them. */
#include "silu-thoughts-page.h"

#include "silu-choices.h"
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
};

enum
{
  OPEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SiluThoughtsPage, silu_thoughts_page, GTK_TYPE_WIDGET)

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
silu_thoughts_page_init (SiluThoughtsPage *self)
{
  GtkWidget *choices = silu_choices_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  /* Translators: all chains of thought, as a list. */
  silu_choices_add (choices, _ ("Chains of Thought"), "thoughts.page", "chains");
  silu_choices_add (choices, _ ("Statistics"), "thoughts.page", "statistics");
  /* Translators: a data set of chains of thought, to train a model with. */
  silu_choices_add (choices, _ ("Data Set"), "thoughts.page", "dataset");
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
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  self->list = SILU_THOUGHTS_LIST (silu_thoughts_list_new (store));
  g_signal_connect_object (self->list, "open", G_CALLBACK (open_cb), self, 0);
  g_signal_connect_object (stats, "model", G_CALLBACK (model_cb), self, 0);
  add_page (self, GTK_WIDGET (self->list), "chains");
  self->dataset = SILU_THOUGHTS_DATASET (silu_thoughts_dataset_new (store));
  add_page (self, stats, "statistics");
  add_page (self, GTK_WIDGET (self->dataset), "dataset");
  silu_choices_add_page_action (group, self->stack);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "thoughts", G_ACTION_GROUP (group));

  return GTK_WIDGET (self);
}

void
silu_thoughts_page_focus_search (SiluThoughtsPage *self)
{
  g_return_if_fail (SILU_IS_THOUGHTS_PAGE (self));

  gtk_stack_set_visible_child_name (self->stack, "chains");
  silu_thoughts_list_focus_search (self->list);
}
