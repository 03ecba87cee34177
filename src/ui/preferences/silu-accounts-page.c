/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row for each account but the Tour, which is always there and has nothing to set. */
#include "silu-accounts-page.h"

#include "silu-account-row.h"
#include "silu-welcome.h"
#include <glib/gi18n-lib.h>

struct _SiluAccountsPage
{
  AdwPreferencesPage parent_instance;

  SiluEngine *engine;
  AdwPreferencesGroup *group;
  GtkWidget *empty;
  GtkCheckButton *first; /* of the radio group; owned by this page */
  GPtrArray *rows;       /* borrowed */
};

G_DEFINE_FINAL_TYPE (SiluAccountsPage, silu_accounts_page, ADW_TYPE_PREFERENCES_PAGE)

static void
chosen_cb (SiluWelcome *welcome, SiluAccount *account, gpointer user_data)
{
  gtk_window_close (GTK_WINDOW (user_data));
}

static void
add_cb (GtkButton *button, gpointer user_data)
{
  SiluAccountsPage *self = user_data;
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *welcome = silu_welcome_new (self->engine);

  silu_welcome_set_adding (SILU_WELCOME (welcome));
  gtk_widget_set_vexpand (welcome, TRUE);
  gtk_widget_add_css_class (header, "flat");
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), welcome);

  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), _ ("Add Account"));
  gtk_window_set_default_size (GTK_WINDOW (window), 480, 480);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_transient_for (GTK_WINDOW (window),
                                GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
  g_signal_connect_object (welcome, "chosen", G_CALLBACK (chosen_cb), window, 0);
  gtk_window_present (GTK_WINDOW (window));
}

static void
clear_rows (SiluAccountsPage *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

static void
accounts_cb (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  SiluAccountsPage *self = user_data;

  clear_rows (self);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (SiluAccount) account = g_list_model_get_item (model, i);
      GtkWidget *row;

      if (g_str_equal (silu_account_get_id (account), SILU_TOUR_ACCOUNT_ID))
        continue;

      row = silu_account_row_new (SILU_ACCOUNTS (model), account, self->first);
      adw_preferences_group_add (self->group, row);
      g_ptr_array_add (self->rows, row);
    }

  gtk_widget_set_visible (self->empty, self->rows->len == 0);
}

static void
silu_accounts_page_dispose (GObject *object)
{
  SiluAccountsPage *self = SILU_ACCOUNTS_PAGE (object);

  g_clear_object (&self->first);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (silu_accounts_page_parent_class)->dispose (object);
}

static void
silu_accounts_page_finalize (GObject *object)
{
  g_ptr_array_unref (SILU_ACCOUNTS_PAGE (object)->rows);

  G_OBJECT_CLASS (silu_accounts_page_parent_class)->finalize (object);
}

static void
silu_accounts_page_class_init (SiluAccountsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = silu_accounts_page_dispose;
  object_class->finalize = silu_accounts_page_finalize;
}

static void
silu_accounts_page_init (SiluAccountsPage *self)
{
  GtkWidget *add = gtk_button_new ();
  GtkWidget *content = adw_button_content_new ();

  self->rows = g_ptr_array_new ();
  self->first = g_object_ref_sink (GTK_CHECK_BUTTON (gtk_check_button_new ()));
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  self->empty = adw_action_row_new ();

  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (self), _ ("Accounts"));
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (self), "network-server-symbolic");
  adw_preferences_group_set_title (self->group, _ ("Accounts"));
  adw_preferences_group_set_description (self->group,
                                         _ ("New chats begin with the one that is marked"));

  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "list-add-symbolic");
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), _ ("Add"));
  gtk_button_set_child (GTK_BUTTON (add), content);
  gtk_widget_add_css_class (add, "flat");
  gtk_widget_set_valign (add, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (add, _ ("Add an account"));
  adw_preferences_group_set_header_suffix (self->group, add);
  g_signal_connect_object (add, "clicked", G_CALLBACK (add_cb), self, 0);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->empty), _ ("No account yet"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->empty),
                               _ ("Until then, the Tour answers: a guide, not a model"));
  adw_preferences_group_add (self->group, self->empty);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), self->group);
}

/* A mistake in the user's own file of providers is said where one looks for them. */
static void
show_provider_error (SiluAccountsPage *self)
{
  const GError *error = silu_engine_get_provider_error (self->engine);
  GtkWidget *row;

  if (error == NULL)
    return;

  row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), error->message);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), silu_error_get_detail (error));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
  adw_preferences_group_add (self->group, row);
}

GtkWidget *
silu_accounts_page_new (SiluEngine *engine)
{
  SiluAccountsPage *self = g_object_new (SILU_TYPE_ACCOUNTS_PAGE, NULL);
  SiluAccounts *accounts = silu_engine_get_accounts (engine);

  self->engine = g_object_ref (engine);
  g_signal_connect_object (accounts, "items-changed", G_CALLBACK (accounts_cb), self, 0);
  accounts_cb (G_LIST_MODEL (accounts), 0, 0, 0, self);
  show_provider_error (self);

  return GTK_WIDGET (self);
}
