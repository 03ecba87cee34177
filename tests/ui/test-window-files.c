/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that come into the window and leave it, from the action by way of the dialog in which they
 * are chosen to what is in them. */
#include "file-dialog.h"
#include "silu-export-dialog.h"
#include "silu-import-dialog.h"
#include "silu-thinking-card.h"
#include "silu-thought-pane.h"
#include "silu-ui-test.h"
#include "silu-window.h"
#include <string.h>

typedef struct
{
  SiluEngine *engine;
  SiluWindow *window;
} Fixture;

/* With one chat, which is shown. */
static void
add_chat (Fixture *self)
{
  g_autoptr (SiluConversation) chat = silu_conversation_new (NULL);
  g_autoptr (SiluMessage) question = silu_message_new (NULL, SILU_ROLE_USER);
  g_autoptr (SiluMessage) answer = silu_message_new (NULL, SILU_ROLE_ASSISTANT);
  SiluStore *store = silu_engine_get_store (self->engine);

  silu_message_append (question, SILU_PART_TEXT, SILU_CHANNEL_NONE, "Which comes first?");
  silu_message_append (answer, SILU_PART_REASONING, SILU_CHANNEL_REASONING,
                       "The user asks for the order. 先想一想。");
  silu_message_append (answer, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, "The hen does.");
  silu_conversation_set_title (chat, "Hen or egg", SILU_TITLE_USER);
  silu_conversation_add (chat, question, NULL);
  silu_conversation_add (chat, answer, question);
  silu_store_save_conversation (store, chat);
  silu_store_save_message (store, chat, question);
  silu_store_save_message (store, chat, answer);
  silu_conversation_list_add (silu_engine_get_conversations (self->engine), chat);
  silu_window_open (self->window, chat);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GAsyncResult) started = NULL;

  self->engine = silu_engine_new (NULL);
  silu_engine_start_async (self->engine, silu_test_store_result_cb, &started);
  g_assert_true (silu_engine_start_finish (self->engine, silu_test_wait_result (&started), NULL));
  self->window = silu_window_new (NULL, self->engine, NULL);
  gtk_window_present (GTK_WINDOW (self->window));
  add_chat (self);
  silu_ui_test_settle (GTK_WIDGET (self->window));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autoptr (GAsyncResult) ended = NULL;

  silu_ui_test_close_for_good (GTK_WIDGET (self->window), self->window);
  silu_engine_shutdown_async (self->engine, silu_test_store_result_cb, &ended);
  silu_test_wait_result (&ended);
  g_clear_object (&ended);
  g_assert_finalize_object (self->engine);
}

static void
act (Fixture *self, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), action, NULL));
}

/* A dialog of that type; NULL if there is none. */
static GtkWidget *
find_window (GType type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (G_TYPE_CHECK_INSTANCE_TYPE (l->data, type))
      return l->data;

  return NULL;
}

static guint
count_chats (Fixture *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (silu_engine_get_conversations (self->engine)));
}

typedef struct
{
  GtkWidget *root;
  const char *text;
} Label;

static gboolean
is_shown (gpointer user_data)
{
  Label *label = user_data;

  return silu_ui_test_find_label (label->root, label->text) != NULL;
}

/* The toast tells when the file is there. */
static void
wait_for_toast (Fixture *self, const char *text)
{
  Label label = { GTK_WIDGET (self->window), text };

  silu_test_run_until (is_shown, &label);
}

static char *
dup_path (const char *name)
{
  return g_build_filename (silu_test_get_folder (), name, NULL);
}

/* In this order, and the beginning at the beginning. */
static void
assert_file (const char *name, const char *beginning, const char *const *words)
{
  g_autofree char *path = dup_path (name);
  g_autofree char *text = NULL;
  const char *rest;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, beginning));
  rest = text;
  for (gsize i = 0; words[i] != NULL; i++)
    {
      rest = strstr (rest, words[i]);
      if (rest == NULL)
        g_error ("“%s” is not where it should be in\n%s", words[i], text);
    }
}

static void
assert_no_files (void)
{
  g_autoptr (GDir) dir = g_dir_open (silu_test_get_folder (), 0, NULL);

  g_assert_nonnull (dir);
  g_assert_null (g_dir_read_name (dir));
}

/* --- in --- */

static gboolean
is_imported (gpointer user_data)
{
  GtkWidget *dialog = find_window (SILU_TYPE_IMPORT_DIALOG);
  GtkWidget *pages = dialog != NULL ? silu_ui_test_find (dialog, GTK_TYPE_STACK) : NULL;

  return pages != NULL &&
         g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (pages)), "done") == 0;
}

static SiluConversation *
find_chat (Fixture *self, const char *title)
{
  GListModel *list = G_LIST_MODEL (silu_engine_get_conversations (self->engine));

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (SiluConversation) chat = g_list_model_get_item (list, i);

      if (g_str_equal (silu_conversation_get_title (chat), title))
        return chat;
    }

  return NULL;
}

static void
test_import (Fixture *self, gconstpointer data)
{
  g_autofree char *path =
      g_build_filename (g_getenv ("SILU_SOURCE_DIR"), "tests", "import", "deepseek.json", NULL);
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autoptr (SiluMessage) question = NULL;
  g_autofree char *text = NULL;
  SiluConversation *chat;

  act (self, "win.import");
  file_dialog_open (path);
  silu_test_run_until (is_imported, NULL);
  gtk_window_close (GTK_WINDOW (find_window (SILU_TYPE_IMPORT_DIALOG)));

  g_assert_cmpuint (count_chats (self), ==, 3);
  chat = find_chat (self, "Why is the sky blue?");
  g_assert_nonnull (chat);
  silu_engine_load_async (self->engine, chat, silu_test_store_result_cb, &loaded);
  g_assert_true (silu_engine_load_finish (self->engine, silu_test_wait_result (&loaded), NULL));
  question = g_list_model_get_item (G_LIST_MODEL (chat), 0);
  text = silu_message_dup_text (question, SILU_PART_TEXT);
  g_assert_cmpstr (text, ==, "天空为什么是蓝色的？");
}

/* --- out --- */

static void
begin_export (Fixture *self)
{
  act (self, "win.export-chat");
  silu_ui_test_settle (GTK_WIDGET (self->window));
  silu_ui_test_click (find_window (SILU_TYPE_EXPORT_DIALOG), "_Export…");
}

static void
test_export (Fixture *self, gconstpointer data)
{
  const char *const words[] = { "Which comes first?", "先想一想。", "The hen does.", NULL };

  begin_export (self);
  file_dialog_save ("Hen or egg.md", silu_test_get_folder (), "hen.md");
  wait_for_toast (self, "Exported 1 chat");

  assert_file ("hen.md", "# Hen or egg\n", words);
  g_assert_null (find_window (SILU_TYPE_EXPORT_DIALOG));
}

/* What the menu of the pane above the answer does. */
static void
begin_export_of_thoughts (Fixture *self)
{
  GtkWidget *card = silu_ui_test_find (GTK_WIDGET (self->window), SILU_TYPE_THINKING_CARD);
  GtkWidget *pane;

  g_assert_nonnull (card);
  silu_thinking_card_set_pane (SILU_THINKING_CARD (card), SILU_PANE_OPEN);
  silu_ui_test_settle (GTK_WIDGET (self->window));
  pane = silu_ui_test_find (card, SILU_TYPE_THOUGHT_PANE);
  g_assert_nonnull (pane);
  g_assert_true (gtk_widget_activate_action (pane, "thought.export", NULL));
}

typedef struct
{
  const char *name; /* which says the format */
  const char *beginning;
} ThoughtsFile;

static const ThoughtsFile web_page = { "hen.html", "<!DOCTYPE html>" };
static const ThoughtsFile markdown = { "hen.md", "# Hen or egg" };
static const ThoughtsFile json = { "hen.json", "{" };

static void
test_export_thoughts (Fixture *self, gconstpointer data)
{
  const ThoughtsFile *file = data;
  const char *const words[] = { "Hen or egg", "The user asks for the order.", "The hen does.",
                                NULL };

  begin_export_of_thoughts (self);
  file_dialog_save ("Thoughts.html", silu_test_get_folder (), file->name);
  wait_for_toast (self, "Thoughts exported");
  assert_file (file->name, file->beginning, words);
}

/* --- neither --- */

static void
test_cancel (Fixture *self, gconstpointer data)
{
  GtkWidget *dialog;

  act (self, "win.import");
  file_dialog_cancel ();
  silu_ui_test_settle (GTK_WIDGET (self->window));
  g_assert_null (find_window (SILU_TYPE_IMPORT_DIALOG));
  g_assert_cmpuint (count_chats (self), ==, 1);

  begin_export_of_thoughts (self);
  file_dialog_cancel ();
  silu_ui_test_settle (GTK_WIDGET (self->window));
  g_assert_null (silu_ui_test_find_label (GTK_WIDGET (self->window), "Thoughts exported"));

  /* The options are still there, to be looked at again. */
  begin_export (self);
  file_dialog_cancel ();
  dialog = find_window (SILU_TYPE_EXPORT_DIALOG);
  g_assert_nonnull (dialog);
  silu_ui_test_settle (dialog);
  g_assert_nonnull (silu_ui_test_find_button (dialog, "_Export…"));
  gtk_window_close (GTK_WINDOW (dialog));
  silu_ui_test_settle (GTK_WIDGET (self->window));
  g_assert_null (silu_ui_test_find_label (GTK_WIDGET (self->window), "Exported 1 chat"));

  g_assert_false (file_dialog_is_open ());
  assert_no_files ();
}

int
main (int argc, char **argv)
{
  silu_ui_test_init (&argc, &argv);
  file_dialog_init ();

#define ADD(path, data, func) g_test_add (path, Fixture, data, set_up, func, tear_down)
  ADD ("/window-files/import", NULL, test_import);
  ADD ("/window-files/export", NULL, test_export);
  ADD ("/window-files/export-thoughts/html", &web_page, test_export_thoughts);
  ADD ("/window-files/export-thoughts/markdown", &markdown, test_export_thoughts);
  ADD ("/window-files/export-thoughts/json", &json, test_export_thoughts);
  ADD ("/window-files/cancel", NULL, test_cancel);
#undef ADD

  return g_test_run ();
}
