/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list is what the folder holds; it is read anew after each thing done here. */
#include "silu-history-page.h"

#include "config.h"
#include "silu-compat.h"
#include "silu-store-backup.h"
#include <glib/gi18n-lib.h>

struct _SiluHistoryPage
{
  AdwPreferencesPage parent_instance;

  SiluEngine *engine;
  GSettings *settings;
  GCancellable *cancellable;

  AdwPreferencesGroup *group;
  GtkButton *now;
  GtkWidget *empty;
  GtkSwitch *daily;
  GtkSpinButton *count;
  GPtrArray *rows; /* borrowed */
};

G_DEFINE_FINAL_TYPE (SiluHistoryPage, silu_history_page, ADW_TYPE_PREFERENCES_PAGE)

static void
say (SiluHistoryPage *self, const char *message)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root != NULL)
    silu_preferences_window_toast (GTK_WIDGET (root), message);
}

static char *
format_time (gint64 time)
{
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_local (time / G_USEC_PER_SEC);

  /* Translators: a date and a time, in the order of your language. */
  return g_date_time_format (local, C_ ("backup", "%x %R"));
}

/* --- restore --- */

typedef struct
{
  SiluHistoryPage *page;
  char *path;
} Choice;

static void
choice_free (gpointer data, GClosure *closure)
{
  Choice *self = data;

  g_free (self->path);
  g_free (self);
}

static void fill (SiluHistoryPage *self);

static void
set_busy (SiluHistoryPage *self, gboolean is_busy)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->group), !is_busy);
  if (!is_busy)
    gtk_button_set_label (self->now, _ ("Back Up _Now"));
}

static void
restored_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SiluHistoryPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = silu_engine_restore_backup_finish (SILU_ENGINE (object), result, &error);

  if (self->engine == NULL)
    return;

  set_busy (self, FALSE);
  fill (self);
  say (self, done ? _ ("The backup was restored") : error->message);
}

static void
answered_cb (GtkWidget *dialog, const char *response, gpointer user_data)
{
  const Choice *choice = user_data;
  SiluHistoryPage *self = choice->page;

  if (!g_str_equal (response, "restore") || self->engine == NULL)
    return;

  set_busy (self, TRUE);
  silu_engine_restore_backup_async (self->engine, choice->path, restored_cb, g_object_ref (self));
}

static void
restore_cb (GtkButton *button, gpointer user_data)
{
  const Choice *row = user_data;
  Choice *choice = g_new0 (Choice, 1);
  GtkWidget *dialog = silu_dialog_new (
      GTK_WIDGET (row->page), _ ("Restore This Backup?"),
      _ ("It takes the place of all chats as they are now. These are copied first, "
         "and can be restored in the same way."));

  choice->page = row->page;
  choice->path = g_strdup (row->path);
  silu_dialog_add_response (dialog, "close", _ ("_Cancel"));
  silu_dialog_add_response (dialog, "restore", _ ("_Restore"));
  silu_dialog_set_destructive (dialog, "restore");
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), choice, choice_free, 0);
  silu_dialog_present (dialog);
}

/* --- the list --- */

/* Why it was made, if not because a day had passed; NULL. */
static const char *
get_reason (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);

  if (g_str_has_prefix (name, SILU_BACKUP_BEFORE_RESTORE))
    return _ ("before a restore");
  if (g_str_has_prefix (name, "silu-before-"))
    return _ ("before an update of Silu");

  return NULL;
}

static GtkWidget *
make_row (SiluHistoryPage *self, const SiluBackup *backup)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Restore…"));
  g_autofree char *title = format_time (backup->time);
  g_autofree char *size = g_format_size ((guint64) backup->size);
  const char *reason = get_reason (backup->path);
  /* Translators: the size of a backup, and why it was made. */
  g_autofree char *more = reason != NULL ? g_strdup_printf (_ ("%s · %s"), size, reason) : NULL;
  Choice *choice = g_new0 (Choice, 1);

  choice->page = self;
  choice->path = g_strdup (backup->path);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), more != NULL ? more : size);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_data (button, "clicked", G_CALLBACK (restore_cb), choice, choice_free, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);

  return row;
}

static void
fill (SiluHistoryPage *self)
{
  g_autofree char *folder = silu_store_dup_backup_folder (silu_engine_get_store (self->engine));
  g_autoptr (GPtrArray) backups = folder != NULL ? silu_backup_list (folder) : NULL;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);

  for (guint i = 0; backups != NULL && i < backups->len; i++)
    {
      GtkWidget *row = make_row (self, g_ptr_array_index (backups, i));

      adw_preferences_group_add (self->group, row);
      g_ptr_array_add (self->rows, row);
    }

  gtk_widget_set_visible (self->empty, self->rows->len == 0);
}

/* --- back up now --- */

static void
progress_cb (double done, gpointer user_data)
{
  SiluHistoryPage *self = user_data;
  g_autofree char *label = g_strdup_printf (_ ("%d %%"), (int) (done * 100));

  if (self->engine != NULL)
    gtk_button_set_label (self->now, label);
}

static void
backed_up_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SiluHistoryPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = silu_store_backup_finish (SILU_STORE (object), result, &error);

  if (self->engine == NULL)
    return;

  set_busy (self, FALSE);
  fill (self);
  say (self, done ? _ ("All chats were backed up") : error->message);
}

static void
now_cb (SiluHistoryPage *self)
{
  guint count = (guint) g_settings_get_int (self->settings, "backup-count");

  set_busy (self, TRUE);
  silu_store_backup_async (silu_engine_get_store (self->engine), NULL, count, self->cancellable,
                           progress_cb, self, backed_up_cb, g_object_ref (self));
}

static void
silu_history_page_dispose (GObject *object)
{
  SiluHistoryPage *self = SILU_HISTORY_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), SILU_TYPE_HISTORY_PAGE);
  g_clear_object (&self->settings);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (silu_history_page_parent_class)->dispose (object);
}

static void
silu_history_page_finalize (GObject *object)
{
  SiluHistoryPage *self = SILU_HISTORY_PAGE (object);

  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (silu_history_page_parent_class)->finalize (object);
}

static void
silu_history_page_class_init (SiluHistoryPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = silu_history_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = silu_history_page_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               SILU_RESOURCE_PREFIX "/silu-history-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SiluHistoryPage, group);
  gtk_widget_class_bind_template_child (widget_class, SiluHistoryPage, now);
  gtk_widget_class_bind_template_child (widget_class, SiluHistoryPage, empty);
  gtk_widget_class_bind_template_child (widget_class, SiluHistoryPage, daily);
  gtk_widget_class_bind_template_child (widget_class, SiluHistoryPage, count);
  gtk_widget_class_bind_template_callback (widget_class, now_cb);
}

static void
silu_history_page_init (SiluHistoryPage *self)
{
  self->settings = g_settings_new (SILU_APPLICATION_ID);
  self->cancellable = g_cancellable_new ();
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));

  g_settings_bind (self->settings, "backup-daily", self->daily, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "backup-count", self->count, "value", G_SETTINGS_BIND_DEFAULT);
}

GtkWidget *
silu_history_page_new (SiluEngine *engine)
{
  SiluHistoryPage *self = g_object_new (SILU_TYPE_HISTORY_PAGE, NULL);

  self->engine = g_object_ref (engine);
  fill (self);

  return GTK_WIDGET (self);
}
