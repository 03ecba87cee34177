/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window's exports, from the action to the file. */
#include "silu-export-dialog.h"
#include "silu-ui-test.h"
#include "silu-window.h"
#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  SiluEngine *engine;
  SiluWindow *window;
  char *folder;
  GFile *file;
} Fixture;

static SiluConversation *
add_chat (Fixture *fixture, const char *title)
{
  g_autoptr (SiluConversation) conversation = silu_conversation_new (NULL);
  g_autoptr (SiluMessage) question = silu_message_new (NULL, SILU_ROLE_USER);
  g_autoptr (SiluMessage) answer = silu_message_new (NULL, SILU_ROLE_ASSISTANT);
  SiluStore *store = silu_engine_get_store (fixture->engine);

  silu_message_append (question, SILU_PART_TEXT, SILU_CHANNEL_NONE, "Why?");
  silu_message_append (answer, SILU_PART_REASONING, SILU_CHANNEL_REASONING, "Hm, why.");
  silu_message_append (answer, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, "So.");
  silu_conversation_set_title (conversation, title, SILU_TITLE_USER);
  silu_conversation_add (conversation, question, NULL);
  silu_conversation_add (conversation, answer, question);
  silu_store_save_conversation (store, conversation);
  silu_store_save_message (store, conversation, question);
  silu_store_save_message (store, conversation, answer);
  silu_conversation_list_add (silu_engine_get_conversations (fixture->engine), conversation);

  return conversation;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) started = NULL;
  g_autofree char *path = NULL;

  fixture->engine = silu_engine_new (NULL);
  silu_engine_start_async (fixture->engine, silu_test_store_result_cb, &started);
  g_assert_true (
      silu_engine_start_finish (fixture->engine, silu_test_wait_result (&started), NULL));
  fixture->window = silu_window_new (NULL, fixture->engine, NULL);
  gtk_window_present (GTK_WINDOW (fixture->window));
  fixture->folder = g_dir_make_tmp ("silu-dialog-XXXXXX", NULL);
  path = g_build_filename (fixture->folder, "out", NULL);
  fixture->file = g_file_new_for_path (path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) ended = NULL;

  g_file_delete (fixture->file, NULL, NULL);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_object_unref (fixture->file);

  silu_ui_test_close_for_good (GTK_WIDGET (fixture->window), fixture->window);
  silu_engine_shutdown_async (fixture->engine, silu_test_store_result_cb, &ended);
  silu_test_wait_result (&ended);
  g_clear_object (&ended);
  g_assert_finalize_object (fixture->engine);
}

/* The dialog that an action has opened; NULL if there is none. */
static SiluExportDialog *
find_dialog (void)
{
  GtkWidget *dialog = silu_ui_test_find_window (SILU_TYPE_EXPORT_DIALOG);

  return dialog != NULL ? SILU_EXPORT_DIALOG (dialog) : NULL;
}

static gboolean
is_closed (gpointer user_data)
{
  return find_dialog () == NULL;
}

/* Chooses the format of that index and writes; returns what the file holds. */
static char *
write_as (Fixture *fixture, guint format, gboolean thoughts)
{
  SiluExportDialog *dialog = find_dialog ();
  GtkWidget *row;
  g_autoptr (GPtrArray) switches = NULL;
  char *text = NULL;

  g_assert_nonnull (dialog);
  row = silu_ui_test_find (GTK_WIDGET (dialog), ADW_TYPE_COMBO_ROW);
  switches = silu_ui_test_find_all (GTK_WIDGET (dialog), GTK_TYPE_SWITCH);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), format);
  gtk_switch_set_active (g_ptr_array_index (switches, 0), thoughts);
  silu_export_dialog_write (dialog, fixture->file);
  silu_test_run_until (is_closed, NULL);
  g_file_load_contents (fixture->file, NULL, &text, NULL, NULL, NULL);

  return text;
}

static void
test_chat (Fixture *fixture, gconstpointer data)
{
  g_autofree char *with = NULL;
  g_autofree char *without = NULL;

  add_chat (fixture, "Other");
  silu_window_open (fixture->window, add_chat (fixture, "Mine"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.export-chat", NULL);
  with = write_as (fixture, 0, TRUE);
  g_assert_true (g_str_has_prefix (with, "# Mine\n"));
  g_assert_nonnull (strstr (with, "Hm, why."));
  g_assert_null (strstr (with, "Other"));
  g_assert_nonnull (silu_ui_test_find_label (GTK_WIDGET (fixture->window), "Exported 1 chat"));

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.export-chat", NULL);
  without = write_as (fixture, 1, FALSE);
  g_assert_true (g_str_has_prefix (without, "<!DOCTYPE html>"));
  g_assert_null (strstr (without, "Hm, why."));
}

static void
test_some_and_all (Fixture *fixture, gconstpointer data)
{
  const char *ids[] = { NULL, NULL };
  g_autofree char *some = NULL;
  g_autofree char *all = NULL;

  add_chat (fixture, "First");
  ids[0] = silu_conversation_get_id (add_chat (fixture, "Second"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.export-chats", "^as", ids);
  some = write_as (fixture, 2, TRUE);
  g_assert_nonnull (strstr (some, "\"title\":\"Second\""));
  g_assert_null (strstr (some, "\"title\":\"First\""));

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.export-all", NULL);
  all = write_as (fixture, 2, TRUE);
  g_assert_nonnull (strstr (all, "\"title\":\"Second\""));
  g_assert_nonnull (strstr (all, "\"title\":\"First\""));
}

/* A file that cannot be written: the window says so. */
static void
test_failure (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) nowhere = g_file_new_for_path ("/nowhere/at/all");

  add_chat (fixture, "Mine");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.export-all", NULL);
  silu_export_dialog_write (find_dialog (), nowhere);
  silu_test_run_until (is_closed, NULL);
  silu_ui_test_settle (GTK_WIDGET (fixture->window));
  g_assert_false (g_file_query_exists (fixture->file, NULL));
}

/* Closing while it runs leaves nothing behind. */
static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 50; i++)
    add_chat (fixture, "One of many");

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.export-all", NULL);
  silu_export_dialog_write (find_dialog (), fixture->file);
  gtk_window_close (GTK_WINDOW (find_dialog ()));
  silu_test_run_until (is_closed, NULL);
  g_assert_false (g_file_query_exists (fixture->file, NULL));
}

static void
test_needs_a_chat (Fixture *fixture, gconstpointer data)
{
  silu_window_open (fixture->window, NULL);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.export-chat", NULL);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.print", NULL);
  g_assert_null (find_dialog ());
}

int
main (int argc, char **argv)
{
  silu_ui_test_init (&argc, &argv);
  adw_init ();

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/export-dialog/chat", test_chat);
  ADD ("/export-dialog/some-and-all", test_some_and_all);
  ADD ("/export-dialog/failure", test_failure);
  ADD ("/export-dialog/cancel", test_cancel);
  ADD ("/export-dialog/needs-a-chat", test_needs_a_chat);
#undef ADD

  return g_test_run ();
}
