/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One entry both searches and takes any model's id: servers with hundreds of models and servers
 * that name none are served alike. */
#include "silu-model-button.h"

#include "config.h"
#include <glib/gi18n-lib.h>

/* Rows shown at once: an aggregator names thousands, and nobody scrolls through them. */
#define MAX_ROWS 200

typedef struct
{
  SiluAccount *account;
  char *model;
} Choice;

struct _SiluModelButton
{
  GtkWidget parent_instance;

  SiluAccounts *accounts;
  SiluAccount *account; /* the one in force */
  gboolean by_default;  /* nobody chose it: it goes with the default account */
  char *model;          /* NULL: the account's own */
  GPtrArray *choices;   /* of Choice, one a row */
  GCancellable *cancellable;

  GtkMenuButton *button;
  GtkLabel *label;
  GtkPopover *popover;
  GtkEditable *entry;
  GtkListBox *list;
};

enum
{
  CHOSEN,
  ACCOUNT_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SiluModelButton, silu_model_button, GTK_TYPE_WIDGET)

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_object_unref (choice->account);
  g_free (choice->model);
  g_free (choice);
}

static void
update_label (SiluModelButton *self)
{
  const char *model = silu_model_button_get_model (self);
  const char *shown = *model != '\0' ? model : _ ("Choose a model");
  g_autofree char *tip = NULL;

  if (self->account == NULL)
    tip = g_strdup (_ ("Choose a model"));
  else
    /* Translators: a model's name, and that of the account it is reached through. */
    tip = g_strdup_printf (_ ("Model: %s (%s)"), shown, silu_account_get_name (self->account));

  gtk_label_set_label (self->label, shown);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, tip,
                                  -1);
}

static void
take_account (SiluModelButton *self, SiluAccount *account)
{
  if (g_set_object (&self->account, account))
    g_signal_emit (self, signals[ACCOUNT_CHANGED], 0);
}

static void
choose (SiluModelButton *self, SiluAccount *account, const char *model)
{
  g_autofree char *copy = g_strdup (model);

  g_free (self->model);
  self->model = g_steal_pointer (&copy);
  self->by_default = FALSE;
  take_account (self, account);
  update_label (self);
  gtk_popover_popdown (self->popover);
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
add_row (SiluModelButton *self, SiluAccount *account, const char *model, const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (text);
  Choice *choice = g_new0 (Choice, 1);

  choice->account = g_object_ref (account);
  choice->model = g_strdup (model);
  g_ptr_array_add (self->choices, choice);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  if (account == self->account && g_str_equal (model, silu_model_button_get_model (self)))
    gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("object-select-symbolic"));

  gtk_list_box_append (self->list, box);
}

static void
clear_rows (SiluModelButton *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  g_ptr_array_set_size (self->choices, 0);
}

static gboolean
matches (const char *model, const char *needle)
{
  g_autofree char *folded = g_utf8_casefold (model, -1);

  return strstr (folded, needle) != NULL;
}

/* TRUE if @typed is one of its models. */
static gboolean
add_models (SiluModelButton *self, SiluAccount *account, const char *typed)
{
  const char *const *models = silu_account_get_models (account);
  const char *own = silu_account_get_model (account);
  g_autofree char *needle = g_utf8_casefold (typed, -1);
  gboolean known = FALSE;

  if (*own != '\0' && !g_strv_contains (models, own) && matches (own, needle))
    add_row (self, account, own, own);

  for (gsize i = 0; models[i] != NULL && self->choices->len < MAX_ROWS; i++)
    {
      known |= g_str_equal (models[i], typed);
      if (matches (models[i], needle))
        add_row (self, account, models[i], models[i]);
    }

  return known || g_str_equal (own, typed);
}

static gboolean
is_tour (SiluAccount *account)
{
  return g_str_equal (silu_account_get_id (account), SILU_TOUR_ACCOUNT_ID);
}

static void
populate (SiluModelButton *self)
{
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
  gboolean known = FALSE;

  clear_rows (self);
  if (self->accounts == NULL)
    return;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->accounts)); i++)
    {
      g_autoptr (SiluAccount) account = g_list_model_get_item (G_LIST_MODEL (self->accounts), i);

      known |= add_models (self, account, typed);
    }

  if (*typed != '\0' && !known && self->account != NULL && !is_tour (self->account))
    {
      /* Translators: takes the typed id of a model that the server has not named. */
      g_autofree char *text = g_strdup_printf (_ ("Use “%s”"), typed);

      add_row (self, self->account, typed, text);
    }
}

/* Each account's models stand below its name. */
static void
header_func (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  SiluModelButton *self = user_data;
  Choice *choice = g_ptr_array_index (self->choices, gtk_list_box_row_get_index (row));
  Choice *above = NULL;
  GtkWidget *label;

  if (before != NULL)
    above = g_ptr_array_index (self->choices, gtk_list_box_row_get_index (before));
  if (above != NULL && above->account == choice->account)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }

  label = gtk_label_new (silu_account_get_name (choice->account));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "group");
  gtk_list_box_row_set_header (row, label);
}

static void
refreshed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SiluModelButton) self = user_data;

  /* A server that is down keeps the list it gave last. */
  if (!silu_accounts_refresh_finish (SILU_ACCOUNTS (object), result, NULL))
    return;

  if (self->popover != NULL && gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    populate (self);
  if (self->popover != NULL)
    update_label (self);
}

static void
refresh (SiluModelButton *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->accounts)); i++)
    {
      g_autoptr (SiluAccount) account = g_list_model_get_item (G_LIST_MODEL (self->accounts), i);

      if (!is_tour (account))
        silu_accounts_refresh_async (self->accounts, account, NULL, self->cancellable, refreshed_cb,
                                     g_object_ref (self));
    }
}

static void
show_cb (GtkPopover *popover, SiluModelButton *self)
{
  gtk_editable_set_text (self->entry, "");
  populate (self);
  if (self->accounts != NULL)
    refresh (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
search_cb (GtkSearchEntry *entry, SiluModelButton *self)
{
  populate (self);
}

static void
row_cb (GtkListBox *list, GtkListBoxRow *row, SiluModelButton *self)
{
  Choice *choice = g_ptr_array_index (self->choices, gtk_list_box_row_get_index (row));

  choose (self, choice->account, choice->model);
}

static void
activate_cb (GtkSearchEntry *entry, SiluModelButton *self)
{
  if (self->choices->len > 0)
    row_cb (self->list, gtk_list_box_get_row_at_index (self->list, 0), self);
}

static void
accounts_cb (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  SiluModelButton *self = user_data;
  gboolean kept = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (SiluAccount) account = g_list_model_get_item (model, i);

      kept |= account == self->account;
    }

  if (!kept || self->by_default)
    silu_model_button_set_choice (self, NULL, NULL);
  if (gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    populate (self);
}

static void
silu_model_button_dispose (GObject *object)
{
  SiluModelButton *self = SILU_MODEL_BUTTON (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->account);
  g_clear_object (&self->accounts);
  gtk_widget_dispose_template (GTK_WIDGET (self), SILU_TYPE_MODEL_BUTTON);

  G_OBJECT_CLASS (silu_model_button_parent_class)->dispose (object);
}

static void
silu_model_button_finalize (GObject *object)
{
  SiluModelButton *self = SILU_MODEL_BUTTON (object);

  g_free (self->model);
  g_ptr_array_unref (self->choices);

  G_OBJECT_CLASS (silu_model_button_parent_class)->finalize (object);
}

static void
silu_model_button_class_init (SiluModelButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = silu_model_button_dispose;
  object_class->finalize = silu_model_button_finalize;

  signals[CHOSEN] = g_signal_new ("chosen", SILU_TYPE_MODEL_BUTTON, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  signals[ACCOUNT_CHANGED] = g_signal_new ("account-changed", SILU_TYPE_MODEL_BUTTON,
                                           G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               SILU_RESOURCE_PREFIX "/silu-model-button.ui");
  gtk_widget_class_bind_template_child (widget_class, SiluModelButton, button);
  gtk_widget_class_bind_template_child (widget_class, SiluModelButton, label);
  gtk_widget_class_bind_template_child (widget_class, SiluModelButton, popover);
  gtk_widget_class_bind_template_child (widget_class, SiluModelButton, entry);
  gtk_widget_class_bind_template_child (widget_class, SiluModelButton, list);
  gtk_widget_class_bind_template_callback (widget_class, show_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "model-button");
}

static void
silu_model_button_init (SiluModelButton *self)
{
  self->choices = g_ptr_array_new_with_free_func (choice_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, header_func, self, NULL);
  update_label (self);
}

void
silu_model_button_set_accounts (SiluModelButton *self, SiluAccounts *accounts)
{
  g_return_if_fail (SILU_IS_MODEL_BUTTON (self));
  g_return_if_fail (self->accounts == NULL);

  self->accounts = g_object_ref (accounts);
  g_signal_connect_object (accounts, "items-changed", G_CALLBACK (accounts_cb), self, 0);
  silu_model_button_set_choice (self, NULL, NULL);
}

SiluAccount *
silu_model_button_get_account (SiluModelButton *self)
{
  g_return_val_if_fail (SILU_IS_MODEL_BUTTON (self), NULL);

  return self->account;
}

const char *
silu_model_button_get_model (SiluModelButton *self)
{
  g_return_val_if_fail (SILU_IS_MODEL_BUTTON (self), "");

  if (self->model != NULL)
    return self->model;

  return self->account != NULL ? silu_account_get_model (self->account) : "";
}

void
silu_model_button_set_choice (SiluModelButton *self, const char *account, const char *model)
{
  SiluAccount *found = NULL;

  g_return_if_fail (SILU_IS_MODEL_BUTTON (self));

  if (self->accounts != NULL)
    {
      found = silu_accounts_find (self->accounts, account);
      self->by_default = found == NULL;

      /* Another account's server does not know this one's model. */
      if (found == NULL)
        {
          found = silu_accounts_get_default (self->accounts);
          model = NULL;
        }
    }

  g_free (self->model);
  self->model = model != NULL && *model != '\0' ? g_strdup (model) : NULL;
  take_account (self, found);
  update_label (self);
}
