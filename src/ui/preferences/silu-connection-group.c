/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row a setting. What is no address and no path is marked and goes no further. */
#include "silu-connection-group.h"

#include <glib/gi18n-lib.h>

/* The order of the combo row. */
enum
{
  PROXY_SYSTEM,
  PROXY_DIRECT,
  PROXY_ADDRESS,
};

struct _SiluConnectionGroup
{
  AdwPreferencesGroup parent_instance;

  SiluConnection *connection;
  gboolean updating; /* what changes is not by the user's hand */
  GtkWidget *proxy;
  GtkWidget *proxy_address;
  GtkWidget *ca_file;
  GtkWidget *ca_clear;
  GtkWidget *socket;
  GtkWidget *plain_key;
  GtkWidget *plain_key_row;
};

G_DEFINE_FINAL_TYPE (SiluConnectionGroup, silu_connection_group, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
replace (char **place, const char *value)
{
  g_free (*place);
  *place = g_strdup (value);
}

static char *
dup_entry (GtkWidget *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
}

static void
update_proxy (SiluConnectionGroup *self)
{
  gtk_widget_set_visible (self->proxy_address, adw_combo_row_get_selected (
                                                   ADW_COMBO_ROW (self->proxy)) == PROXY_ADDRESS);
}

static void
proxy_cb (GtkWidget *row, GParamSpec *pspec, gpointer user_data)
{
  SiluConnectionGroup *self = user_data;
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (row));

  if (self->updating)
    return;

  update_proxy (self);
  if (selected == PROXY_ADDRESS)
    return;

  replace (&self->connection->proxy, selected == PROXY_DIRECT ? "direct" : "");
  g_signal_emit (self, signals[CHANGED], 0);
}

/* "http://proxy:3128", "socks5://127.0.0.1:1080" */
static gboolean
is_proxy (const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0';
}

static void
set_wrong (GtkWidget *row, gboolean wrong)
{
  if (wrong)
    gtk_widget_add_css_class (row, "error");
  else
    gtk_widget_remove_css_class (row, "error");
}

static void
proxy_address_cb (GtkWidget *row, gpointer user_data)
{
  SiluConnectionGroup *self = user_data;
  g_autofree char *address = dup_entry (row);

  set_wrong (row, !is_proxy (address));
  if (!is_proxy (address))
    return;

  replace (&self->connection->proxy, address);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
socket_cb (GtkWidget *row, gpointer user_data)
{
  SiluConnectionGroup *self = user_data;
  g_autofree char *path = dup_entry (row);
  gboolean wrong = *path != '\0' && !g_path_is_absolute (path);

  set_wrong (row, wrong);
  if (wrong)
    return;

  replace (&self->connection->socket, path);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
plain_key_cb (GtkSwitch *toggle, GParamSpec *pspec, gpointer user_data)
{
  SiluConnectionGroup *self = user_data;

  if (self->updating)
    return;

  self->connection->allow_plain_key = gtk_switch_get_active (toggle);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
set_ca_file (SiluConnectionGroup *self, const char *path)
{

  replace (&self->connection->ca_file, path);
  g_signal_emit (self, signals[CHANGED], 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->ca_file), path);
  gtk_widget_set_visible (self->ca_clear, *path != '\0');
}

static void
ca_clear_cb (GtkButton *button, gpointer user_data)
{
  set_ca_file (user_data, "");
}

static void
ca_chosen_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  SiluConnectionGroup *self = user_data;
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  path = file != NULL ? g_file_get_path (file) : NULL;
  if (path != NULL)
    set_ca_file (self, path);
  g_object_unref (dialog);
}

static void
ca_choose_cb (GtkButton *button, gpointer user_data)
{
  SiluConnectionGroup *self = user_data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      _ ("Choose Certificates"), GTK_WINDOW (root), GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (ca_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
silu_connection_group_finalize (GObject *object)
{
  SiluConnectionGroup *self = SILU_CONNECTION_GROUP (object);

  silu_connection_free (self->connection);

  G_OBJECT_CLASS (silu_connection_group_parent_class)->finalize (object);
}

static void
silu_connection_group_class_init (SiluConnectionGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = silu_connection_group_finalize;

  signals[CHANGED] = g_signal_new ("changed", SILU_TYPE_CONNECTION_GROUP, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
add_row (SiluConnectionGroup *self, GtkWidget *row, const char *title)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);

  return row;
}

static GtkWidget *
add_entry (SiluConnectionGroup *self, const char *title)
{
  GtkWidget *row = add_row (self, adw_entry_row_new (), title);

  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);

  return row;
}

static GtkWidget *
make_button (const char *icon, const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  return button;
}

static void
init_ca_file (SiluConnectionGroup *self)
{
  GtkWidget *choose = make_button ("document-open-symbolic", _ ("Choose a file"));

  self->ca_file = add_row (self, adw_action_row_new (), _ ("Trusted certificates"));
  self->ca_clear = make_button ("edit-clear-symbolic", _ ("Trust only the system’s"));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->ca_file), FALSE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->ca_file), self->ca_clear);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->ca_file), choose);
  g_signal_connect_object (choose, "clicked", G_CALLBACK (ca_choose_cb), self, 0);
  g_signal_connect_object (self->ca_clear, "clicked", G_CALLBACK (ca_clear_cb), self, 0);
}

static void
init_plain_key (SiluConnectionGroup *self)
{
  self->plain_key = gtk_switch_new ();
  gtk_widget_set_valign (self->plain_key, GTK_ALIGN_CENTER);
  self->plain_key_row =
      add_row (self, adw_action_row_new (), _ ("Send the key without encryption"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->plain_key_row),
                               _ ("Everyone on the way to the server could read it"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->plain_key_row), self->plain_key);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self->plain_key_row), self->plain_key);
}

static void
silu_connection_group_init (SiluConnectionGroup *self)
{
  const char *const proxies[] = { _ ("The system’s"), _ ("None"), _ ("Address…"), NULL };
  g_autoptr (GtkStringList) model = gtk_string_list_new (proxies);

  self->connection = silu_connection_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Connection"));
  self->proxy = add_row (self, adw_combo_row_new (), _ ("Proxy"));
  adw_combo_row_set_model (ADW_COMBO_ROW (self->proxy), G_LIST_MODEL (model));
  self->proxy_address = add_entry (self, _ ("Address of the proxy"));
  init_ca_file (self);
  self->socket = add_entry (self, _ ("UNIX socket, instead of the network"));
  init_plain_key (self);

  g_signal_connect_object (self->proxy, "notify::selected", G_CALLBACK (proxy_cb), self, 0);
  g_signal_connect_object (self->proxy_address, "apply", G_CALLBACK (proxy_address_cb), self, 0);
  g_signal_connect_object (self->socket, "apply", G_CALLBACK (socket_cb), self, 0);
  g_signal_connect_object (self->plain_key, "notify::active", G_CALLBACK (plain_key_cb), self, 0);
}

GtkWidget *
silu_connection_group_new (void)
{
  return g_object_new (SILU_TYPE_CONNECTION_GROUP, NULL);
}

static guint
get_proxy_choice (const char *proxy)
{
  if (*proxy == '\0')
    return PROXY_SYSTEM;

  return g_str_equal (proxy, "direct") ? PROXY_DIRECT : PROXY_ADDRESS;
}

static void
show (SiluConnectionGroup *self)
{
  const SiluConnection *connection = self->connection;
  guint choice = get_proxy_choice (connection->proxy);

  adw_combo_row_set_selected (ADW_COMBO_ROW (self->proxy), choice);
  if (choice == PROXY_ADDRESS)
    gtk_editable_set_text (GTK_EDITABLE (self->proxy_address), connection->proxy);
  update_proxy (self);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->ca_file), connection->ca_file);
  gtk_widget_set_visible (self->ca_clear, *connection->ca_file != '\0');
  gtk_editable_set_text (GTK_EDITABLE (self->socket), connection->socket);
  gtk_switch_set_active (GTK_SWITCH (self->plain_key), connection->allow_plain_key);
}

void
silu_connection_group_set_connection (SiluConnectionGroup *self,
                                      const SiluConnection *connection,
                                      gboolean asks_plain_key)
{
  SiluConnection *copy = silu_connection_copy (connection);

  g_return_if_fail (SILU_IS_CONNECTION_GROUP (self));

  silu_connection_free (self->connection);
  self->connection = copy;
  self->updating = TRUE;
  show (self);
  self->updating = FALSE;
  gtk_widget_set_visible (self->plain_key_row, asks_plain_key || connection->allow_plain_key);
}

const SiluConnection *
silu_connection_group_get_connection (SiluConnectionGroup *self)
{
  g_return_val_if_fail (SILU_IS_CONNECTION_GROUP (self), NULL);

  return self->connection;
}
