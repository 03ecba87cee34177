/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GtkFileChooserNative hides its dialog, but that is a window like any other. It reads folders in
 * threads: what was set is not yet chosen. */
#include "file-dialog.h"

#include "silu-test.h"

void
file_dialog_init (void)
{
  g_autoptr (GSettings) settings = g_settings_new ("org.gtk.gtk4.Settings.FileChooser");

  g_assert_true (g_settings_set_string (settings, "startup-mode", "cwd"));
}

/* The one in sight, borrowed; NULL if there is none. */
static GtkFileChooser *
find (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (GTK_IS_FILE_CHOOSER_DIALOG (l->data) && gtk_widget_get_mapped (l->data))
      return l->data;

  return NULL;
}

gboolean
file_dialog_is_open (void)
{
  return find () != NULL;
}

static gboolean
is_open (gpointer user_data)
{
  return file_dialog_is_open ();
}

static gboolean
is_gone (gpointer user_data)
{
  return !file_dialog_is_open ();
}

/* The folder that it begins with is waited for: where that is interrupted, GTK 4.8 goes to
 * the folder above it, whatever else was set meanwhile. */
static gboolean
has_folder (gpointer user_data)
{
  g_autoptr (GFile) folder = gtk_file_chooser_get_current_folder (user_data);

  return folder != NULL;
}

static GtkFileChooser *
wait_for_dialog (void)
{
  GtkFileChooser *chooser;

  silu_test_run_until (is_open, NULL);
  chooser = find ();
  silu_test_run_until (has_folder, chooser);

  return chooser;
}

static void
respond (GtkFileChooser *chooser, int response)
{
  gtk_dialog_response (GTK_DIALOG (chooser), response);
  silu_test_run_until (is_gone, NULL);
}

typedef struct
{
  GtkFileChooser *chooser;
  GFile *file;
} Choice;

static gboolean
is_in_folder (gpointer user_data)
{
  Choice *choice = user_data;
  g_autoptr (GFile) folder = gtk_file_chooser_get_current_folder (choice->chooser);

  return folder != NULL && g_file_equal (folder, choice->file);
}

static void
go_to_folder (GtkFileChooser *chooser, GFile *folder)
{
  Choice choice = { chooser, folder };
  g_autoptr (GError) error = NULL;

  gtk_file_chooser_set_current_folder (chooser, folder, &error);
  g_assert_no_error (error);
  silu_test_run_until (is_in_folder, &choice);
}

static gboolean
is_chosen (gpointer user_data)
{
  Choice *choice = user_data;
  g_autoptr (GFile) file = gtk_file_chooser_get_file (choice->chooser);

  return file != NULL && g_file_equal (file, choice->file);
}

static void
accept (GtkFileChooser *chooser, GFile *file)
{
  Choice choice = { chooser, file };

  silu_test_run_until (is_chosen, &choice);
  respond (chooser, GTK_RESPONSE_ACCEPT);
}

/* The folder before the file: what is to be chosen in one is forgotten when the one before it has
 * been read. */
void
file_dialog_open (const char *path)
{
  GtkFileChooser *chooser = wait_for_dialog ();
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (gtk_file_chooser_get_action (chooser), ==, GTK_FILE_CHOOSER_ACTION_OPEN);
  go_to_folder (chooser, folder);
  gtk_file_chooser_set_file (chooser, file, &error);
  g_assert_no_error (error);
  accept (chooser, file);
}

void
file_dialog_save (const char *proposed, const char *folder, const char *name)
{
  GtkFileChooser *chooser = wait_for_dialog ();
  g_autofree char *current = gtk_file_chooser_get_current_name (chooser);
  g_autoptr (GFile) place = g_file_new_for_path (folder);
  g_autoptr (GFile) file = g_file_get_child (place, name);

  g_assert_cmpint (gtk_file_chooser_get_action (chooser), ==, GTK_FILE_CHOOSER_ACTION_SAVE);
  g_assert_cmpstr (current, ==, proposed);
  go_to_folder (chooser, place);
  gtk_file_chooser_set_current_name (chooser, name);
  accept (chooser, file);
}

void
file_dialog_cancel (void)
{
  respond (wait_for_dialog (), GTK_RESPONSE_CANCEL);
}
