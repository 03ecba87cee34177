/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rarer settings of an account. Nothing is saved but what is right: a line that cannot be a
 * header, or an address that is none, is said and stays in its field. */
#include "silu-account-editor.h"

#include "silu-balance.h"
#include "silu-connection-group.h"
#include "silu-dialect.h"
#include "silu-sampling-group.h"
#include <glib/gi18n-lib.h>

struct _SiluAccountEditor
{
  AdwPreferencesPage parent_instance;

  SiluAccounts *accounts;
  SiluAccount *account;
  GCancellable *cancellable;
  gboolean updating;

  AdwPreferencesGroup *kind;
  GtkWidget *provider;
  GPtrArray *provider_ids; /* of char *, in the order of the combo row */
  GtkWidget *dialect;
  GtkWidget *balance;
  GtkWidget *connection;
  GtkWidget *headers;
  GtkWidget *headers_error;
  GtkWidget *headers_apply;
  GtkWidget *sampling;
};

G_DEFINE_FINAL_TYPE (SiluAccountEditor, silu_account_editor, ADW_TYPE_PREFERENCES_PAGE)

static void
replace (char **place, const char *value)
{
  g_free (*place);
  *place = g_strdup (value);
}

static void
apply_connection (SiluAccountEditor *self, SiluConnection *connection)
{
  silu_account_set_connection (self->account, connection);
  silu_accounts_save (self->accounts, self->account);
}

/* --- which kind of server it is --- */

static void
update_sampling (SiluAccountEditor *self)
{
  g_autoptr (SiluProfile) profile = silu_accounts_dup_profile (self->accounts, self->account, NULL);

  silu_sampling_group_set_profile (SILU_SAMPLING_GROUP (self->sampling), profile, profile->think);
}

static void
provider_cb (GtkWidget *row, GParamSpec *pspec, gpointer user_data)
{
  SiluAccountEditor *self = user_data;
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (row));

  if (self->updating || selected >= self->provider_ids->len)
    return;

  silu_account_set_preset (self->account, g_ptr_array_index (self->provider_ids, selected));
  silu_accounts_save (self->accounts, self->account);
  update_sampling (self);
}

static void
dialect_cb (GtkWidget *row, GParamSpec *pspec, gpointer user_data)
{
  SiluAccountEditor *self = user_data;
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (row));

  if (self->updating)
    return;

  silu_account_set_dialect (self->account, silu_dialect_list_names ()[selected]);
  silu_accounts_save (self->accounts, self->account);
  update_sampling (self);
}

static void
fill_providers (SiluAccountEditor *self)
{
  SiluProviders *providers = silu_accounts_get_providers (self->accounts);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < silu_providers_get_n (providers); i++)
    {
      const SiluProvider *provider = silu_providers_get (providers, i);

      if (provider->is_hidden)
        continue;
      if (g_strcmp0 (provider->id, silu_account_get_preset (self->account)) == 0)
        selected = self->provider_ids->len;
      gtk_string_list_append (names, provider->name);
      g_ptr_array_add (self->provider_ids, g_strdup (provider->id));
    }

  adw_combo_row_set_model (ADW_COMBO_ROW (self->provider), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->provider), selected);
}

static const char *
get_dialect_name (const char *dialect)
{
  static const char *const names[][2] = {
    { "openai", "OpenAI Chat Completions" },
    { "responses", "OpenAI Responses" },
    { "anthropic", "Anthropic Messages" },
    { "gemini", "Gemini" },
    { "ollama", "Ollama" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i][0], dialect))
      return names[i][1];

  return dialect;
}

static void
fill_dialects (SiluAccountEditor *self)
{
  const char *const *dialects = silu_dialect_list_names ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; dialects[i] != NULL; i++)
    gtk_string_list_append (names, get_dialect_name (dialects[i]));
  adw_combo_row_set_model (ADW_COMBO_ROW (self->dialect), G_LIST_MODEL (names));
  for (guint i = 0; dialects[i] != NULL; i++)
    if (g_str_equal (dialects[i], silu_account_get_dialect (self->account)))
      adw_combo_row_set_selected (ADW_COMBO_ROW (self->dialect), i);
}

/* --- the balance --- */

static void
balance_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SiluAccountEditor) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) balances = silu_balance_fetch_finish (result, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  for (guint i = 0; balances != NULL && i < balances->len; i++)
    {
      const SiluBalance *balance = g_ptr_array_index (balances, i);

      g_string_append_printf (text, "%s%s %s", i > 0 ? " · " : "", balance->total,
                              balance->currency);
    }
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->balance),
                               error != NULL ? error->message : text->str);
}

static void
fetch_balance (SiluAccountEditor *self)
{
  gboolean known = silu_balance_is_known (self->accounts, self->account);

  gtk_widget_set_visible (self->balance, known);
  if (known)
    silu_balance_fetch_async (self->accounts, self->account, self->cancellable, balance_cb,
                              g_object_ref (self));
}

/* --- how it is reached --- */

/* Both groups hold a part of it. */
static void
connection_cb (GtkWidget *group, gpointer user_data)
{
  SiluAccountEditor *self = user_data;
  g_autoptr (SiluConnection) connection =
      silu_connection_copy (silu_connection_group_get_connection (SILU_CONNECTION_GROUP (group)));

  replace (&connection->headers, silu_account_get_connection (self->account)->headers);
  apply_connection (self, connection);
}

/* The first line that cannot be a header; NULL if all can. */
static char *
find_wrong_header (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], ":", 2);
      gboolean blank = *g_strstrip (lines[i]) == '\0';

      if (!blank && (words[0] == NULL || words[1] == NULL ||
                     !silu_route_check_header (g_strstrip (words[0]), g_strstrip (words[1]))))
        return g_strdup (lines[i]);
    }

  return NULL;
}

static char *
dup_headers (SiluAccountEditor *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->headers));
  g_autofree char *text = NULL;
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);

  return g_strdup (g_strstrip (text));
}

/* Half a header is none: they are applied by the button. */
static void
headers_cb (GtkTextBuffer *buffer, gpointer user_data)
{
  SiluAccountEditor *self = user_data;
  g_autofree char *text = dup_headers (self);
  g_autofree char *wrong = find_wrong_header (text);
  g_autofree char *sentence = NULL;

  if (self->updating)
    return;

  if (wrong != NULL)
    sentence = g_strdup_printf (_ ("“%s” is no header. It looks like “X-Team: blue”."), wrong);
  gtk_label_set_text (GTK_LABEL (self->headers_error), sentence);
  gtk_widget_set_visible (self->headers_error, wrong != NULL);
  gtk_widget_set_sensitive (self->headers_apply, wrong == NULL);
  gtk_widget_set_visible (
      self->headers_apply,
      !g_str_equal (text, silu_account_get_connection (self->account)->headers));
}

static void
headers_apply_cb (GtkButton *button, gpointer user_data)
{
  SiluAccountEditor *self = user_data;
  g_autoptr (SiluConnection) connection =
      silu_connection_copy (silu_account_get_connection (self->account));

  g_free (connection->headers);
  connection->headers = dup_headers (self);
  apply_connection (self, connection);
  gtk_widget_hide (self->headers_apply);
}

/* --- the numbers --- */

static void
sampling_cb (GtkWidget *group, gpointer user_data)
{
  SiluAccountEditor *self = user_data;

  silu_account_set_sampling (self->account,
                             silu_sampling_group_get_sampling (SILU_SAMPLING_GROUP (group)));
  silu_accounts_save (self->accounts, self->account);
}

/* --- putting it together --- */

static void
silu_account_editor_dispose (GObject *object)
{
  SiluAccountEditor *self = SILU_ACCOUNT_EDITOR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->account);
  g_clear_object (&self->accounts);

  G_OBJECT_CLASS (silu_account_editor_parent_class)->dispose (object);
}

static void
silu_account_editor_finalize (GObject *object)
{
  SiluAccountEditor *self = SILU_ACCOUNT_EDITOR (object);

  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->provider_ids);

  G_OBJECT_CLASS (silu_account_editor_parent_class)->finalize (object);
}

static void
silu_account_editor_class_init (SiluAccountEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = silu_account_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = silu_account_editor_finalize;
}

static GtkWidget *
add_row (AdwPreferencesGroup *group, GtkWidget *row, const char *title)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_group_add (group, row);

  return row;
}

static void
init_kind (SiluAccountEditor *self)
{
  self->kind = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  self->provider = add_row (self->kind, adw_combo_row_new (), _ ("Provider"));
  self->dialect = add_row (self->kind, adw_combo_row_new (), _ ("Interface"));
  self->balance = add_row (self->kind, adw_action_row_new (), _ ("Balance"));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), self->kind);
}

static void
init_headers (SiluAccountEditor *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *frame = gtk_frame_new (NULL);
  GtkTextView *view;

  self->headers = gtk_text_view_new ();
  view = GTK_TEXT_VIEW (self->headers);
  gtk_text_view_set_monospace (view, TRUE);
  gtk_text_view_set_accepts_tab (view, FALSE);
  gtk_text_view_set_top_margin (view, 8);
  gtk_text_view_set_bottom_margin (view, 8);
  gtk_text_view_set_left_margin (view, 10);
  gtk_text_view_set_right_margin (view, 10);
  gtk_widget_set_size_request (self->headers, -1, 72);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Headers"), -1);
  gtk_frame_set_child (GTK_FRAME (frame), self->headers);

  self->headers_error = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->headers_error), 0);
  gtk_label_set_wrap (GTK_LABEL (self->headers_error), TRUE);
  gtk_widget_add_css_class (self->headers_error, "error");
  gtk_widget_set_margin_top (self->headers_error, 6);
  gtk_widget_hide (self->headers_error);

  self->headers_apply = gtk_button_new_with_label (_ ("Apply"));
  gtk_widget_set_valign (self->headers_apply, GTK_ALIGN_END);
  gtk_widget_hide (self->headers_apply);
  g_signal_connect_object (self->headers_apply, "clicked", G_CALLBACK (headers_apply_cb), self, 0);

  adw_preferences_group_set_title (group, _ ("Headers"));
  adw_preferences_group_set_header_suffix (group, self->headers_apply);
  adw_preferences_group_set_description (group, _ ("One a line, like “X-Team: blue”"));
  adw_preferences_group_add (group, frame);
  adw_preferences_group_add (group, self->headers_error);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), group);
}

static void
silu_account_editor_init (SiluAccountEditor *self)
{
  self->cancellable = g_cancellable_new ();
  self->provider_ids = g_ptr_array_new_with_free_func (g_free);
  self->updating = TRUE;

  init_kind (self);
  self->connection = silu_connection_group_new ();
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), ADW_PREFERENCES_GROUP (self->connection));
  init_headers (self);
  self->sampling = silu_sampling_group_new ();
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), ADW_PREFERENCES_GROUP (self->sampling));

  g_signal_connect_object (self->provider, "notify::selected", G_CALLBACK (provider_cb), self, 0);
  g_signal_connect_object (self->dialect, "notify::selected", G_CALLBACK (dialect_cb), self, 0);
  g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->headers)), "changed",
                           G_CALLBACK (headers_cb), self, 0);
  g_signal_connect_object (self->connection, "changed", G_CALLBACK (connection_cb), self, 0);
  g_signal_connect_object (self->sampling, "changed", G_CALLBACK (sampling_cb), self, 0);
}

GtkWidget *
silu_account_editor_new (SiluAccounts *accounts, SiluAccount *account)
{
  SiluAccountEditor *self = g_object_new (SILU_TYPE_ACCOUNT_EDITOR, NULL);
  const SiluConnection *connection = silu_account_get_connection (account);

  self->accounts = g_object_ref (accounts);
  self->account = g_object_ref (account);
  fill_providers (self);
  fill_dialects (self);
  silu_connection_group_set_connection (
      SILU_CONNECTION_GROUP (self->connection), connection,
      !silu_http_url_is_private (silu_account_get_base_url (account)));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->headers)),
                            connection->headers, -1);
  silu_sampling_group_set_sampling (SILU_SAMPLING_GROUP (self->sampling),
                                    silu_account_get_sampling (account));
  update_sampling (self);
  fetch_balance (self);
  self->updating = FALSE;

  return GTK_WIDGET (self);
}

GtkWidget *
silu_account_editor_present (GtkWidget *parent, SiluAccounts *accounts, SiluAccount *account)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *page = silu_account_editor_new (accounts, account);

  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), page);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), silu_account_get_name (account));
  gtk_window_set_default_size (GTK_WINDOW (window), 520, 640);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (gtk_widget_get_root (parent)));
  gtk_window_present (GTK_WINDOW (window));

  return window;
}
