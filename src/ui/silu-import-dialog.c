/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One file after the other. Closing it while it runs stops it and shows what was imported. */
#include "silu-import-dialog.h"

#include "config.h"
#include "silu-import.h"
#include <glib/gi18n-lib.h>

struct _SiluImportDialog
{
  AdwWindow parent_instance;

  SiluEngine *engine;
  GCancellable *cancellable;
  char **paths;
  guint n_done;
  gboolean is_running;

  GtkStack *pages;
  GtkLabel *file;
  GtkProgressBar *progress;
  GtkLabel *count;
  GtkLabel *report;
  GtkListBox *skips;
};

G_DEFINE_FINAL_TYPE (SiluImportDialog, silu_import_dialog, ADW_TYPE_WINDOW)

static void start_next (SiluImportDialog *self);

static void
progress_cb (double fraction, guint n_conversations, gpointer user_data)
{
  SiluImportDialog *self = user_data;
  g_autofree char *text = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u chat", "%u chats", n_conversations), n_conversations);

  gtk_progress_bar_set_fraction (self->progress, fraction);
  gtk_label_set_text (self->count, text);
}

/* Titles come from strangers: text, not markup. */
static void
add_row (SiluImportDialog *self, const char *title, const char *reason)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), reason);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  gtk_list_box_append (self->skips, row);
  gtk_widget_set_visible (GTK_WIDGET (self->skips), TRUE);
}

static void
add_report (SiluImportDialog *self, const char *path, const SiluImportReport *report)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *counts = silu_import_report_to_text (report);
  const char *before = gtk_label_get_text (self->report);
  g_autofree char *text = NULL;

  text = g_strdup_printf ("%s%s%s%s%s: %s", before, *before != '\0' ? "\n\n" : "", name,
                          report->format != NULL ? ", " : "",
                          report->format != NULL ? report->format : "", counts);
  gtk_label_set_text (self->report, text);
  if (report->error != NULL)
    add_row (self, name, report->error->message);
  for (guint i = 0; i < report->skips->len; i++)
    {
      const SiluImportSkip *skip = g_ptr_array_index (report->skips, i);

      add_row (self, skip->title != NULL && *skip->title != '\0' ? skip->title : _ ("Untitled"),
               skip->reason);
    }
}

static void
reloaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SiluImportDialog) self = user_data;

  /* If the list cannot be read now, the next start reads it. */
  silu_engine_reload_finish (SILU_ENGINE (object), result, NULL);
  self->is_running = FALSE;
  gtk_stack_set_visible_child_name (self->pages, "done");
}

static void
imported_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SiluImportDialog) self = user_data;
  g_autoptr (SiluImportReport) report = silu_import_run_finish (result);

  add_report (self, self->paths[self->n_done], report);
  self->n_done++;
  if (self->paths[self->n_done] != NULL && !g_cancellable_is_cancelled (self->cancellable))
    start_next (self);
  else
    silu_engine_reload_async (self->engine, reloaded_cb, g_object_ref (self));
}

static void
start_next (SiluImportDialog *self)
{
  g_autofree char *name = g_filename_display_basename (self->paths[self->n_done]);

  gtk_label_set_text (self->file, name);
  progress_cb (0, 0, self);
  silu_import_run_async (silu_engine_get_store (self->engine), self->paths[self->n_done],
                         self->cancellable, progress_cb, self, imported_cb, g_object_ref (self));
}

static gboolean
silu_import_dialog_close_request (GtkWindow *window)
{
  SiluImportDialog *self = SILU_IMPORT_DIALOG (window);

  if (self->is_running)
    {
      g_cancellable_cancel (self->cancellable);
      return TRUE;
    }

  return GTK_WINDOW_CLASS (silu_import_dialog_parent_class)->close_request (window);
}

static void
silu_import_dialog_dispose (GObject *object)
{
  SiluImportDialog *self = SILU_IMPORT_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SILU_TYPE_IMPORT_DIALOG);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (silu_import_dialog_parent_class)->dispose (object);
}

static void
silu_import_dialog_finalize (GObject *object)
{
  SiluImportDialog *self = SILU_IMPORT_DIALOG (object);

  g_object_unref (self->cancellable);
  g_strfreev (self->paths);

  G_OBJECT_CLASS (silu_import_dialog_parent_class)->finalize (object);
}

static void
silu_import_dialog_class_init (SiluImportDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = silu_import_dialog_dispose;
  object_class->finalize = silu_import_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = silu_import_dialog_close_request;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               SILU_RESOURCE_PREFIX "/silu-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SiluImportDialog, pages);
  gtk_widget_class_bind_template_child (widget_class, SiluImportDialog, file);
  gtk_widget_class_bind_template_child (widget_class, SiluImportDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, SiluImportDialog, count);
  gtk_widget_class_bind_template_child (widget_class, SiluImportDialog, report);
  gtk_widget_class_bind_template_child (widget_class, SiluImportDialog, skips);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
silu_import_dialog_init (SiluImportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->cancellable = g_cancellable_new ();
}

GtkWidget *
silu_import_dialog_present (GtkWidget *parent, SiluEngine *engine, const char *const *paths)
{
  SiluImportDialog *self =
      g_object_new (SILU_TYPE_IMPORT_DIALOG, "transient-for", gtk_widget_get_root (parent), NULL);

  self->engine = g_object_ref (engine);
  self->paths = g_strdupv ((char **) paths);
  self->is_running = TRUE;
  start_next (self);
  gtk_window_present (GTK_WINDOW (self));

  return GTK_WIDGET (self);
}

/* --- which files --- */

static char **
dup_paths (GtkFileChooser *chooser)
{
  g_autoptr (GListModel) files = gtk_file_chooser_get_files (chooser);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);
      g_autofree char *path = g_file_get_path (file);

      if (path != NULL)
        g_strv_builder_add (builder, path);
    }

  return g_strv_builder_end (builder);
}

typedef struct
{
  GtkWidget *parent;
  SiluEngine *engine;
} Choice;

static void
choice_free (gpointer data, GClosure *closure)
{
  Choice *self = data;

  g_object_unref (self->parent);
  g_object_unref (self->engine);
  g_free (self);
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  Choice *choice = user_data;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_auto (GStrv) paths = dup_paths (GTK_FILE_CHOOSER (dialog));

      if (paths[0] != NULL)
        silu_import_dialog_present (choice->parent, choice->engine, (const char *const *) paths);
    }
  g_object_unref (dialog);
}

void
silu_import_dialog_choose (GtkWidget *parent, SiluEngine *engine)
{
  GtkRoot *root = gtk_widget_get_root (parent);
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      _ ("Import Chats"), GTK_WINDOW (root), GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Import"), NULL);
  Choice *choice = g_new0 (Choice, 1);

  choice->parent = g_object_ref (parent);
  choice->engine = g_object_ref (engine);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  g_signal_connect_data (dialog, "response", G_CALLBACK (chosen_cb), choice, choice_free, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
