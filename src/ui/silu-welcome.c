/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nothing is asked that Silu can find out: a pasted key or an address is tried at once, and local
 * servers are looked for on loopback while the page is read. */
#include "silu-welcome.h"

#include "config.h"
#include "silu-connect-row.h"
#include "silu-probe.h"
#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _SiluWelcome
{
  GtkWidget parent_instance;

  SiluEngine *engine;
  GCancellable *cancellable;
  guint *ports;    /* NULL: the presets' */
  GPtrArray *rows; /* of GtkWidget, borrowed: the local servers found */

  GtkWidget *scrolled;
  GtkWidget *greeting;
  AdwExpanderRow *deepseek;
  GtkEditable *deepseek_key;
  SiluConnectRow *deepseek_connect;
  AdwExpanderRow *other;
  AdwComboRow *provider;
  GPtrArray *offered; /* of SiluProvider, borrowed: in the order of the combo row, but its first */
  GtkEditable *address;
  GtkEditable *other_key;
  SiluConnectRow *other_connect;
  GtkWidget *tour;
  AdwPreferencesGroup *local;
  AdwActionRow *looking;
  GtkSpinner *spinner;
  GtkWidget *again;
};

enum
{
  CHOSEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SiluWelcome, silu_welcome, GTK_TYPE_WIDGET)

static SiluAccounts *
get_accounts (SiluWelcome *self)
{
  return silu_engine_get_accounts (self->engine);
}

static SiluProviders *
get_providers (SiluWelcome *self)
{
  return silu_engine_get_providers (self->engine);
}

/* Whose address it is; a stranger's is taken for OpenAI's like. */
static const SiluProvider *
guess_provider (SiluWelcome *self, const char *address)
{
  const SiluProvider *provider = silu_providers_guess (get_providers (self), address);

  return provider != NULL ? provider
                          : silu_providers_find (get_providers (self), "openai-compatible");
}

static char *
dup_entry (GtkEditable *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (entry)));
}

static void
update_cb (SiluWelcome *self)
{
  g_autofree char *key = dup_entry (self->deepseek_key);
  g_autofree char *address = dup_entry (self->address);

  silu_connect_row_set_enabled (self->deepseek_connect, *key != '\0');
  silu_connect_row_set_enabled (self->other_connect, *address != '\0');
}

static SiluAccount *
make_account (const SiluProvider *provider)
{
  SiluAccount *account = silu_account_new (NULL, provider->id);

  silu_account_set_name (account, provider->name);
  silu_account_set_base_url (account, provider->base_url);
  silu_account_set_dialect (account, provider->dialect);
  silu_account_set_model (account, provider->model);

  return account;
}

static void
deepseek_cb (SiluWelcome *self)
{
  g_autofree char *key = dup_entry (self->deepseek_key);
  g_autoptr (SiluAccount) account =
      make_account (silu_providers_find (get_providers (self), "deepseek"));

  if (*key != '\0')
    silu_connect_row_try (self->deepseek_connect, get_accounts (self), account, key);
}

/* The one that is chosen; NULL: an address of one's own. */
static const SiluProvider *
get_chosen (SiluWelcome *self)
{
  guint selected = adw_combo_row_get_selected (self->provider);

  if (selected == 0 || selected > self->offered->len)
    return NULL;

  return g_ptr_array_index (self->offered, selected - 1);
}

static void
provider_cb (SiluWelcome *self)
{
  const SiluProvider *provider = get_chosen (self);

  gtk_editable_set_text (self->address, provider != NULL ? provider->base_url : "");
}

/* Those that have an address in the network. DeepSeek has its own row, and what runs on this
 * machine is looked for. */
static void
fill_providers (SiluWelcome *self)
{
  SiluProviders *providers = get_providers (self);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  /* Translators: in a list of providers: none of them, the user gives an address. */
  gtk_string_list_append (names, _ ("Other address"));
  for (guint i = 0; i < silu_providers_get_n (providers); i++)
    {
      const SiluProvider *provider = silu_providers_get (providers, i);

      if (*provider->base_url == '\0' || provider->ports[0] != 0 || provider->is_hidden ||
          g_str_equal (provider->id, "deepseek"))
        continue;

      gtk_string_list_append (names, provider->name);
      g_ptr_array_add (self->offered, (gpointer) provider);
    }
  adw_combo_row_set_model (self->provider, G_LIST_MODEL (names));
}

/* "api.example.org" for "https://api.example.org/v1". */
static char *
dup_host (const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  return g_strdup (host != NULL && *host != '\0' ? host : address);
}

static void
other_cb (SiluWelcome *self)
{
  g_autofree char *address = dup_entry (self->address);
  g_autofree char *key = dup_entry (self->other_key);
  g_autofree char *host = dup_host (address);
  const SiluProvider *chosen = get_chosen (self);
  g_autoptr (SiluAccount) account =
      make_account (chosen != NULL ? chosen : guess_provider (self, address));

  if (*address == '\0')
    return;

  silu_account_set_base_url (account, address);
  if (chosen == NULL)
    silu_account_set_name (account, host);
  silu_connect_row_try (self->other_connect, get_accounts (self), account, key);
}

static void
connected_cb (SiluConnectRow *row, SiluAccount *account, gpointer user_data)
{
  g_signal_emit (user_data, signals[CHOSEN], 0, account);
}

static void
tour_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SiluWelcome *self = SILU_WELCOME (widget);
  SiluAccount *tour = silu_accounts_find (get_accounts (self), SILU_TOUR_ACCOUNT_ID);

  g_signal_emit (self, signals[CHOSEN], 0, tour);
}

typedef struct
{
  SiluWelcome *welcome;
  SiluAccount *account;
} Use;

static void
use_free (gpointer data, GClosure *closure)
{
  Use *use = data;

  g_object_unref (use->account);
  g_free (use);
}

static void
added_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SiluAccount) account = user_data;

  silu_accounts_add_finish (SILU_ACCOUNTS (object), result, NULL);
}

/* It has just answered, and has no key: there is nothing left to try. */
static void
use_cb (GtkWidget *widget, gpointer user_data)
{
  Use *use = user_data;
  g_autoptr (SiluAccount) account = g_object_ref (use->account);
  SiluWelcome *self = use->welcome;
  SiluAccounts *accounts = get_accounts (self);

  if (silu_accounts_find (accounts, silu_account_get_id (account)) == NULL)
    silu_accounts_add_async (accounts, account, NULL, added_cb, g_object_ref (account));
  g_signal_emit (self, signals[CHOSEN], 0, account);
}

static void
add_found (SiluWelcome *self, SiluAccount *account)
{
  guint n_models = g_strv_length ((char **) silu_account_get_models (account));
  g_autofree char *models =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u model", "%u models", n_models), n_models);
  g_autofree char *subtitle =
      /* Translators: a server's address, and how many models it has. */
      g_strdup_printf (_ ("%s · %s"), silu_account_get_base_url (account), models);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (_ ("Use"));
  Use *use = g_new0 (Use, 1);

  use->welcome = self;
  use->account = g_object_ref (account);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), silu_account_get_name (account));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  g_signal_connect_data (button, "clicked", G_CALLBACK (use_cb), use, use_free, 0);

  g_ptr_array_add (self->rows, row);
  adw_preferences_group_add (self->local, row);
}

static void
show_looking (SiluWelcome *self, gboolean looking)
{
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), looking);
  gtk_spinner_set_spinning (self->spinner, looking);
  gtk_widget_set_visible (self->again, !looking);
}

/* "Ollama (11434), LM Studio (1234)" */
static char *
dup_places (SiluWelcome *self)
{
  SiluProviders *providers = get_providers (self);
  g_autoptr (GPtrArray) places = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < silu_providers_get_n (providers); i++)
    {
      const SiluProvider *provider = silu_providers_get (providers, i);

      for (gsize j = 0; provider->ports[j] != 0; j++)
        g_ptr_array_add (places, g_strdup_printf ("%s (%u)", provider->name, provider->ports[j]));
    }
  g_ptr_array_add (places, NULL);

  return g_strjoinv (", ", (char **) places->pdata);
}

static void
show_found (SiluWelcome *self, GPtrArray *found)
{
  g_autofree char *places = dup_places (self);
  /* Translators: %s is a list of servers and their ports: "Ollama (11434), LM Studio (1234)". */
  g_autofree char *subtitle = g_strdup_printf (_ ("Looked for %s"), places);

  for (guint i = 0; i < found->len; i++)
    add_found (self, g_ptr_array_index (found, i));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->looking), _ ("No local server found"));
  adw_action_row_set_subtitle (self->looking, subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->looking), found->len == 0);
  show_looking (self, FALSE);
}

static void
probed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SiluWelcome) self = user_data;
  g_autoptr (GPtrArray) found = silu_probe_finish (result, NULL);

  if (found != NULL && self->scrolled != NULL)
    show_found (self, found);
}

static void
look_cb (SiluWelcome *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->local, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->looking),
                                 _ ("Looking for local servers…"));
  adw_action_row_set_subtitle (self->looking, "");
  gtk_widget_set_visible (GTK_WIDGET (self->looking), TRUE);
  show_looking (self, TRUE);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  silu_probe_async (silu_engine_get_http (self->engine), get_providers (self), self->ports,
                    self->cancellable, probed_cb, g_object_ref (self));
}

static void
silu_welcome_map (GtkWidget *widget)
{
  SiluWelcome *self = SILU_WELCOME (widget);

  GTK_WIDGET_CLASS (silu_welcome_parent_class)->map (widget);

  if (self->cancellable == NULL)
    look_cb (self);
}

static void
silu_welcome_dispose (GObject *object)
{
  SiluWelcome *self = SILU_WELCOME (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), SILU_TYPE_WELCOME);
  g_clear_pointer (&self->offered, g_ptr_array_unref);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (silu_welcome_parent_class)->dispose (object);
}

static void
silu_welcome_finalize (GObject *object)
{
  SiluWelcome *self = SILU_WELCOME (object);

  g_ptr_array_unref (self->rows);
  g_free (self->ports);

  G_OBJECT_CLASS (silu_welcome_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               SILU_RESOURCE_PREFIX "/silu-welcome.ui");
  gtk_widget_class_bind_template_child (widget_class, SiluWelcome, scrolled);
  gtk_widget_class_bind_template_child (widget_class, SiluWelcome, greeting);
  gtk_widget_class_bind_template_child (widget_class, SiluWelcome, deepseek);
  gtk_widget_class_bind_template_child (widget_class, SiluWelcome, deepseek_key);
  gtk_widget_class_bind_template_child (widget_class, SiluWelcome, other);
  gtk_widget_class_bind_template_child (widget_class, SiluWelcome, provider);
  gtk_widget_class_bind_template_child (widget_class, SiluWelcome, address);
  gtk_widget_class_bind_template_child (widget_class, SiluWelcome, other_key);
  gtk_widget_class_bind_template_child (widget_class, SiluWelcome, tour);
  gtk_widget_class_bind_template_child (widget_class, SiluWelcome, local);
  gtk_widget_class_bind_template_child (widget_class, SiluWelcome, looking);
  gtk_widget_class_bind_template_child (widget_class, SiluWelcome, spinner);
  gtk_widget_class_bind_template_child (widget_class, SiluWelcome, again);
  gtk_widget_class_bind_template_callback (widget_class, deepseek_cb);
  gtk_widget_class_bind_template_callback (widget_class, look_cb);
  gtk_widget_class_bind_template_callback (widget_class, other_cb);
  gtk_widget_class_bind_template_callback (widget_class, provider_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_cb);
}

static void
silu_welcome_class_init (SiluWelcomeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = silu_welcome_dispose;
  object_class->finalize = silu_welcome_finalize;
  widget_class->map = silu_welcome_map;

  signals[CHOSEN] = g_signal_new ("chosen", SILU_TYPE_WELCOME, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, SILU_TYPE_ACCOUNT);

  bind_template (widget_class);
  /* An action and not a signal: a row's activation is none to a screen reader, an action is. */
  gtk_widget_class_install_action (widget_class, "welcome.tour", NULL, tour_action);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "welcome");
}

static void
silu_welcome_init (SiluWelcome *self)
{
  self->offered = g_ptr_array_new ();
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));

  self->deepseek_connect = SILU_CONNECT_ROW (silu_connect_row_new (_ ("Connect")));
  self->other_connect = SILU_CONNECT_ROW (silu_connect_row_new (_ ("Connect")));
  adw_expander_row_add_row (self->deepseek, GTK_WIDGET (self->deepseek_connect));
  adw_expander_row_add_row (self->other, GTK_WIDGET (self->other_connect));

  g_signal_connect_object (self->deepseek_connect, "clicked", G_CALLBACK (deepseek_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->other_connect, "clicked", G_CALLBACK (other_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->deepseek_connect, "connected", G_CALLBACK (connected_cb), self, 0);
  g_signal_connect_object (self->other_connect, "connected", G_CALLBACK (connected_cb), self, 0);
  update_cb (self);
}

GtkWidget *
silu_welcome_new (SiluEngine *engine)
{
  SiluWelcome *self = g_object_new (SILU_TYPE_WELCOME, NULL);

  self->engine = g_object_ref (engine);
  fill_providers (self);

  return GTK_WIDGET (self);
}

void
silu_welcome_set_adding (SiluWelcome *self)
{
  g_return_if_fail (SILU_IS_WELCOME (self));

  gtk_widget_set_visible (self->greeting, FALSE);
  gtk_widget_set_visible (self->tour, FALSE);
}

void
silu_welcome_set_ports (SiluWelcome *self, const guint *ports)
{
  gsize n = 0;

  g_return_if_fail (SILU_IS_WELCOME (self));
  g_return_if_fail (ports != NULL);

  while (ports[n] != 0)
    n++;

  g_free (self->ports);
  self->ports = g_memdup2 (ports, (n + 1) * sizeof *ports);
}
