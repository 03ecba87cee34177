/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two pages: the options, and while it runs how far it is. Closing it cancels. */
#include "silu-export-dialog.h"

#include "config.h"
#include "silu-export-run.h"
#include <glib/gi18n-lib.h>

struct _SiluExportDialog
{
  AdwWindow parent_instance;

  SiluStore *store;
  GtkWidget *parent;
  char **ids; /* or NULL: all */
  char *title;
  GCancellable *cancellable; /* while it runs */
  GtkFileChooserNative *chooser;

  GtkStack *pages;
  GtkWidget *save;
  AdwComboRow *format;
  GtkSwitch *thoughts;
  GtkSwitch *branches;
  GtkProgressBar *progress;
};

G_DEFINE_FINAL_TYPE (SiluExportDialog, silu_export_dialog, ADW_TYPE_WINDOW)

/* In the order of the list. */
static const SiluExportFormat FORMATS[] = { SILU_EXPORT_MARKDOWN, SILU_EXPORT_HTML,
                                            SILU_EXPORT_JSON, SILU_EXPORT_JSONL };

static SiluExportFormat
get_format (SiluExportDialog *self)
{
  return FORMATS[MIN (adw_combo_row_get_selected (self->format), G_N_ELEMENTS (FORMATS) - 1)];
}

static SiluExportFlags
get_flags (SiluExportDialog *self)
{
  return (gtk_switch_get_active (self->thoughts) ? SILU_EXPORT_REASONING : 0) |
         (gtk_switch_get_active (self->branches) ? SILU_EXPORT_ALL_BRANCHES : 0);
}

/* What is to come back comes back whole, unless somebody wants it otherwise. */
static void
format_cb (AdwComboRow *row, GParamSpec *pspec, gpointer user_data)
{
  SiluExportDialog *self = user_data;

  if (get_format (self) == SILU_EXPORT_JSON)
    {
      gtk_switch_set_active (self->thoughts, TRUE);
      gtk_switch_set_active (self->branches, TRUE);
    }
}

static void
progress_cb (guint n_done, guint n_conversations, gpointer user_data)
{
  SiluExportDialog *self = user_data;
  /* Translators: how many chats have been written: "12 of 300". */
  g_autofree char *text = g_strdup_printf (_ ("%u of %u"), n_done, n_conversations);

  gtk_progress_bar_set_fraction (self->progress, (double) n_done / MAX (n_conversations, 1));
  gtk_progress_bar_set_text (self->progress, text);
}

static void
done_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SiluExportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  guint n = 0;

  if (silu_export_run_finish (result, &n, &error))
    sentence = g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "Exported %u chat", "Exported %u chats", n), n);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    sentence = g_strdup (error->message);

  if (sentence != NULL)
    gtk_widget_activate_action (self->parent, "win.toast", "s", sentence);
  g_clear_object (&self->cancellable);
  gtk_window_destroy (GTK_WINDOW (self));
}

void
silu_export_dialog_write (SiluExportDialog *self, GFile *file)
{
  g_return_if_fail (SILU_IS_EXPORT_DIALOG (self));
  g_return_if_fail (self->cancellable == NULL);

  gtk_stack_set_visible_child_name (self->pages, "progress");
  gtk_widget_set_visible (self->save, FALSE);
  self->cancellable = g_cancellable_new ();
  silu_export_run_async (self->store, (const char *const *) self->ids, get_format (self),
                         get_flags (self), file, self->cancellable, progress_cb, self, done_cb,
                         g_object_ref (self));
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  SiluExportDialog *self = user_data;
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_clear_object (&self->chooser);
  if (file != NULL)
    silu_export_dialog_write (self, file);
}

static void
save_cb (GtkButton *button, gpointer user_data)
{
  SiluExportDialog *self = user_data;
  g_autofree char *name = silu_export_dup_file_name (self->title, get_format (self));

  self->chooser = gtk_file_chooser_native_new (
      _ ("Export"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"), _ ("_Cancel"));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect (self->chooser, "response", G_CALLBACK (chosen_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* While it runs the end of the run closes it. */
static gboolean
silu_export_dialog_close_request (GtkWindow *window)
{
  SiluExportDialog *self = SILU_EXPORT_DIALOG (window);

  if (self->cancellable == NULL)
    return GTK_WINDOW_CLASS (silu_export_dialog_parent_class)->close_request (window);

  g_cancellable_cancel (self->cancellable);

  return GDK_EVENT_STOP;
}

static void
silu_export_dialog_dispose (GObject *object)
{
  SiluExportDialog *self = SILU_EXPORT_DIALOG (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->chooser);
  g_clear_object (&self->store);
  g_clear_object (&self->parent);

  G_OBJECT_CLASS (silu_export_dialog_parent_class)->dispose (object);
}

static void
silu_export_dialog_finalize (GObject *object)
{
  SiluExportDialog *self = SILU_EXPORT_DIALOG (object);

  g_strfreev (self->ids);
  g_free (self->title);

  G_OBJECT_CLASS (silu_export_dialog_parent_class)->finalize (object);
}

static void
silu_export_dialog_class_init (SiluExportDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = silu_export_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = silu_export_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = silu_export_dialog_close_request;

  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static GtkSwitch *
add_switch (AdwPreferencesGroup *group, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *toggle = gtk_switch_new ();

  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, subtitle, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  adw_preferences_group_add (group, row);

  return GTK_SWITCH (toggle);
}

static GtkWidget *
make_options (SiluExportDialog *self)
{
  const char *const formats[] = { _ ("Markdown"), _ ("Web page (HTML)"), _ ("Silu’s own (JSON)"),
                                  _ ("Chat requests (JSON Lines)"), NULL };
  g_autoptr (GtkStringList) list = gtk_string_list_new (formats);
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *page = adw_preferences_page_new ();

  self->format = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->format), _ ("Format"));
  adw_combo_row_set_model (self->format, G_LIST_MODEL (list));
  g_signal_connect_object (self->format, "notify::selected", G_CALLBACK (format_cb), self, 0);
  adw_preferences_group_add (group, GTK_WIDGET (self->format));

  self->thoughts =
      add_switch (group, _ ("Thoughts"), _ ("What the models thought before answering"));
  self->branches =
      add_switch (group, _ ("All Branches"), _ ("Also the versions that are not shown now"));
  gtk_switch_set_active (self->thoughts, TRUE);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), group);

  return page;
}

static GtkWidget *
make_progress (SiluExportDialog *self)
{
  GtkWidget *bar = gtk_progress_bar_new ();

  self->progress = GTK_PROGRESS_BAR (bar);
  gtk_progress_bar_set_show_text (self->progress, TRUE);
  gtk_progress_bar_set_text (self->progress, "");
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_start (bar, 24);
  gtk_widget_set_margin_end (bar, 24);
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Exporting"), -1);

  return bar;
}

static GtkWidget *
make_header (SiluExportDialog *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));

  self->save = gtk_button_new_with_mnemonic (_ ("_Export…"));
  gtk_widget_add_css_class (self->save, "suggested-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  g_signal_connect (self->save, "clicked", G_CALLBACK (save_cb), self);

  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->save);

  return header;
}

static void
silu_export_dialog_init (SiluExportDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *pages = gtk_stack_new ();

  self->pages = GTK_STACK (pages);
  gtk_widget_set_vexpand (pages, TRUE);
  gtk_stack_add_named (self->pages, make_options (self), "options");
  gtk_stack_add_named (self->pages, make_progress (self), "progress");
  gtk_box_append (GTK_BOX (box), make_header (self));
  gtk_box_append (GTK_BOX (box), pages);

  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_default_size (GTK_WINDOW (self), 420, 320);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_default_widget (GTK_WINDOW (self), self->save);
}

SiluExportDialog *
silu_export_dialog_new (GtkWidget *parent,
                        SiluStore *store,
                        const char *const *ids,
                        const char *title)
{
  SiluExportDialog *self = g_object_new (
      SILU_TYPE_EXPORT_DIALOG, "transient-for", gtk_widget_get_root (parent), "title",
      ids != NULL && g_strv_length ((char **) ids) == 1 ? _ ("Export Chat") : _ ("Export Chats"),
      NULL);

  self->store = g_object_ref (store);
  self->parent = g_object_ref (parent);
  self->ids = g_strdupv ((char **) ids);
  self->title = g_strdup (title);

  return self;
}
