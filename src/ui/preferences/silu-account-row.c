/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each field is applied by itself; a key that is kept is never shown again, only replaced. */
#include "silu-account-row.h"

#include "config.h"
#include "silu-account-editor.h"
#include "silu-compat.h"
#include "silu-connect-row.h"
#include <glib/gi18n-lib.h>

struct _SiluAccountRow
{
  AdwExpanderRow parent_instance;

  SiluAccounts *accounts;
  SiluAccount *account;

  GtkCheckButton *mark;
  GtkEditable *name;
  GtkEditable *address;
  GtkEditable *model;
  GtkEditable *key;
  SiluConnectRow *test;
};

G_DEFINE_FINAL_TYPE (SiluAccountRow, silu_account_row, ADW_TYPE_EXPANDER_ROW)

static void
update (SiluAccountRow *self)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), silu_account_get_name (self->account));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self),
                                 silu_account_get_base_url (self->account));
  if (silu_account_get_is_default (self->account))
    gtk_check_button_set_active (self->mark, TRUE);
}

static void
changed_cb (SiluAccount *account, gpointer user_data)
{
  update (user_data);
}

static void
mark_cb (SiluAccountRow *self)
{
  if (self->account != NULL && gtk_check_button_get_active (self->mark))
    silu_accounts_set_default (self->accounts, self->account);
}

static char *
dup_entry (GtkEditable *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (entry)));
}

static void
name_cb (SiluAccountRow *self)
{
  g_autofree char *name = dup_entry (self->name);

  if (*name == '\0')
    {
      gtk_editable_set_text (self->name, silu_account_get_name (self->account));
      return;
    }

  silu_account_set_name (self->account, name);
  silu_accounts_save (self->accounts, self->account);
}

static void
address_cb (SiluAccountRow *self)
{
  g_autofree char *address = dup_entry (self->address);
  g_autoptr (GError) error = NULL;

  if (!silu_http_check_url (address, &error))
    {
      silu_connect_row_set_message (self->test, error->message);
      return;
    }

  silu_connect_row_set_message (self->test, NULL);
  silu_account_set_base_url (self->account, address);
  silu_accounts_save (self->accounts, self->account);
}

static void
model_cb (SiluAccountRow *self)
{
  g_autofree char *model = dup_entry (self->model);

  silu_account_set_model (self->account, model);
  silu_accounts_save (self->accounts, self->account);
}

static void
key_stored_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SiluAccountRow) self = user_data;

  silu_accounts_add_finish (SILU_ACCOUNTS (object), result, NULL);
  if (self->test != NULL)
    silu_connect_row_try (self->test, self->accounts, self->account, NULL);
}

/* A new key is tried at once. */
static void
key_cb (SiluAccountRow *self)
{
  g_autofree char *key = dup_entry (self->key);

  gtk_editable_set_text (self->key, "");
  silu_accounts_set_key_async (self->accounts, self->account, key, key_stored_cb,
                               g_object_ref (self));
}

static void
test_cb (SiluAccountRow *self)
{
  silu_connect_row_try (self->test, self->accounts, self->account, NULL);
}

static void
more_cb (SiluAccountRow *self)
{
  silu_account_editor_present (GTK_WIDGET (self), self->accounts, self->account);
}

static void
works_cb (SiluConnectRow *row, SiluAccount *account, gpointer user_data)
{
  guint n_models = g_strv_length ((char **) silu_account_get_models (account));
  g_autofree char *message = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "It works: %u model.", "It works: %u models.", n_models),
      n_models);

  silu_connect_row_set_message (row, message);
}

static void
removal_cb (GtkWidget *dialog, const char *response, gpointer user_data)
{
  SiluAccountRow *self = user_data;

  if (g_str_equal (response, "remove") && self->account != NULL)
    silu_accounts_remove (self->accounts, self->account);
}

static void
remove_cb (SiluAccountRow *self)
{
  g_autofree char *heading =
      /* Translators: %s is the account's name. */
      g_strdup_printf (_ ("Remove “%s”?"), silu_account_get_name (self->account));
  GtkWidget *dialog =
      silu_dialog_new (GTK_WIDGET (self), heading, _ ("Its key is forgotten. Your chats stay."));

  silu_dialog_add_response (dialog, "close", _ ("_Cancel"));
  silu_dialog_add_response (dialog, "remove", _ ("_Remove"));
  silu_dialog_set_destructive (dialog, "remove");
  g_signal_connect_object (dialog, "response", G_CALLBACK (removal_cb), self, 0);
  silu_dialog_present (dialog);
}

static void
silu_account_row_dispose (GObject *object)
{
  SiluAccountRow *self = SILU_ACCOUNT_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SILU_TYPE_ACCOUNT_ROW);
  self->test = NULL;
  g_clear_object (&self->account);
  g_clear_object (&self->accounts);

  G_OBJECT_CLASS (silu_account_row_parent_class)->dispose (object);
}

static void
silu_account_row_class_init (SiluAccountRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_account_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               SILU_RESOURCE_PREFIX "/silu-account-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SiluAccountRow, mark);
  gtk_widget_class_bind_template_child (widget_class, SiluAccountRow, name);
  gtk_widget_class_bind_template_child (widget_class, SiluAccountRow, address);
  gtk_widget_class_bind_template_child (widget_class, SiluAccountRow, model);
  gtk_widget_class_bind_template_child (widget_class, SiluAccountRow, key);
  gtk_widget_class_bind_template_callback (widget_class, mark_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_cb);
  gtk_widget_class_bind_template_callback (widget_class, address_cb);
  gtk_widget_class_bind_template_callback (widget_class, model_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
}

static void
silu_account_row_init (SiluAccountRow *self)
{
  GtkWidget *removal = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_widget_init_template (GTK_WIDGET (self));

  self->test = SILU_CONNECT_ROW (silu_connect_row_new (_ ("Test")));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->test));

  gtk_widget_set_valign (removal, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (removal, "flat");
  gtk_widget_set_tooltip_text (removal, _ ("Remove this account"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (removal), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Remove this account"), -1);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), removal);

  g_signal_connect_object (self->test, "clicked", G_CALLBACK (test_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->test, "connected", G_CALLBACK (works_cb), self, 0);
  g_signal_connect_object (removal, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
silu_account_row_new (SiluAccounts *accounts, SiluAccount *account, GtkCheckButton *group)
{
  SiluAccountRow *self = g_object_new (SILU_TYPE_ACCOUNT_ROW, NULL);

  gtk_check_button_set_group (self->mark, group);
  self->accounts = g_object_ref (accounts);
  self->account = g_object_ref (account);

  gtk_editable_set_text (self->name, silu_account_get_name (account));
  gtk_editable_set_text (self->address, silu_account_get_base_url (account));
  gtk_editable_set_text (self->model, silu_account_get_model (account));
  g_signal_connect_object (account, "changed", G_CALLBACK (changed_cb), self, 0);
  update (self);

  return GTK_WIDGET (self);
}
