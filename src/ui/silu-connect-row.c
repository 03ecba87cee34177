/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by the welcome and the preferences: nobody should find out in the middle of a chat that a
 * key was pasted in part. */
#include "silu-connect-row.h"

struct _SiluConnectRow
{
  GtkListBoxRow parent_instance;

  GCancellable *cancellable; /* of the try that runs */
  gboolean enabled;
  char *text;

  GtkWidget *button;
  GtkSpinner *spinner;
  GtkLabel *message;
};

enum
{
  CLICKED,
  CONNECTED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SiluConnectRow, silu_connect_row, GTK_TYPE_LIST_BOX_ROW)

typedef struct
{
  SiluConnectRow *row;
  SiluAccount *account;
  char *key;
  GCancellable *cancellable;
} Try;

static void
try_free (Try *attempt)
{
  g_object_unref (attempt->row);
  g_object_unref (attempt->account);
  silu_secrets_free_key (attempt->key);
  g_object_unref (attempt->cancellable);
  g_free (attempt);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Try, try_free)

static void
update (SiluConnectRow *self)
{
  gboolean busy = self->cancellable != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_sensitive (self->button, self->enabled && !busy);
}

static void
cancel (SiluConnectRow *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

/* FALSE if something else has begun meanwhile, or the row is gone. */
static gboolean
finish_try (Try *attempt)
{
  SiluConnectRow *self = attempt->row;

  if (self->cancellable != attempt->cancellable)
    return FALSE;

  g_clear_object (&self->cancellable);
  update (self);

  return TRUE;
}

static void
added_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Try) attempt = user_data;
  g_autoptr (GError) error = NULL;
  gboolean added = silu_accounts_add_finish (SILU_ACCOUNTS (object), result, &error);

  if (!finish_try (attempt))
    return;

  if (added)
    g_signal_emit (attempt->row, signals[CONNECTED], 0, attempt->account);
  else
    silu_connect_row_set_message (attempt->row, error->message);
}

static void
refreshed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Try) attempt = user_data;
  SiluAccounts *accounts = SILU_ACCOUNTS (object);
  g_autoptr (GError) error = NULL;
  Try *taken;

  if (!silu_accounts_refresh_finish (accounts, result, &error))
    {
      if (finish_try (attempt))
        silu_connect_row_set_message (attempt->row, error->message);
      return;
    }

  if (attempt->row->cancellable != attempt->cancellable)
    return;

  if (silu_accounts_find (accounts, silu_account_get_id (attempt->account)) != NULL)
    {
      finish_try (attempt);
      g_signal_emit (attempt->row, signals[CONNECTED], 0, attempt->account);
      return;
    }

  taken = g_steal_pointer (&attempt);
  silu_accounts_add_async (accounts, taken->account, taken->key, added_cb, taken);
}

static void
clicked_cb (GtkButton *button, gpointer user_data)
{
  g_signal_emit (user_data, signals[CLICKED], 0);
}

static void
silu_connect_row_dispose (GObject *object)
{
  SiluConnectRow *self = SILU_CONNECT_ROW (object);

  cancel (self);
  g_clear_pointer (&self->text, g_free);

  G_OBJECT_CLASS (silu_connect_row_parent_class)->dispose (object);
}

static void
silu_connect_row_class_init (SiluConnectRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = silu_connect_row_dispose;

  signals[CLICKED] = g_signal_new ("clicked", SILU_TYPE_CONNECT_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[CONNECTED] = g_signal_new ("connected", SILU_TYPE_CONNECT_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, SILU_TYPE_ACCOUNT);
}

static void
silu_connect_row_init (SiluConnectRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->enabled = TRUE;
  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  self->message = GTK_LABEL (gtk_label_new (NULL));
  self->button = gtk_button_new ();

  gtk_label_set_wrap (self->message, TRUE);
  gtk_label_set_wrap_mode (self->message, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (self->message, 0);
  gtk_label_set_selectable (self->message, TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->message), TRUE);
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self), "connect");
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (clicked_cb), self, 0);

  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->message));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->spinner));
  gtk_box_append (GTK_BOX (box), self->button);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  update (self);
}

GtkWidget *
silu_connect_row_new (const char *label)
{
  SiluConnectRow *self = g_object_new (SILU_TYPE_CONNECT_ROW, NULL);

  gtk_button_set_label (GTK_BUTTON (self->button), label);

  return GTK_WIDGET (self);
}

void
silu_connect_row_try (SiluConnectRow *self,
                      SiluAccounts *accounts,
                      SiluAccount *account,
                      const char *key)
{
  Try *attempt;

  g_return_if_fail (SILU_IS_CONNECT_ROW (self));
  g_return_if_fail (SILU_IS_ACCOUNT (account));

  cancel (self);
  self->cancellable = g_cancellable_new ();

  attempt = g_new0 (Try, 1);
  attempt->row = g_object_ref (self);
  attempt->account = g_object_ref (account);
  attempt->key = g_strdup (key);
  attempt->cancellable = g_object_ref (self->cancellable);

  silu_connect_row_set_message (self, NULL);
  update (self);
  silu_accounts_refresh_async (accounts, account, key, self->cancellable, refreshed_cb, attempt);
}

const char *
silu_connect_row_get_message (SiluConnectRow *self)
{
  g_return_val_if_fail (SILU_IS_CONNECT_ROW (self), NULL);

  return self->text;
}

void
silu_connect_row_set_message (SiluConnectRow *self, const char *message)
{
  char *copy = g_strdup (message);

  g_return_if_fail (SILU_IS_CONNECT_ROW (self));

  g_free (self->text);
  self->text = copy;
  gtk_label_set_label (self->message, message != NULL ? message : "");
}

void
silu_connect_row_set_enabled (SiluConnectRow *self, gboolean enabled)
{
  g_return_if_fail (SILU_IS_CONNECT_ROW (self));

  self->enabled = enabled;
  update (self);
}
