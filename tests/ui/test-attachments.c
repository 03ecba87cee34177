/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files in the composer, in its drafts, and in the questions that they are sent with. */
#include "chat-fixture.h"
#include "silu-attachment-chip.h"
#include "silu-attachment-tray.h"
#include "silu-composer.h"
#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  ChatFixture chat;
  SiluComposer *composer;
  SiluAttachmentTray *tray;
  char *directory;
  GString *toasts; /* one a line */
} Fixture;

static void
toast_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_string_append_printf (user_data, "%s\n", g_variant_get_string (parameter, NULL));
}

/* In the place of the window's own. */
static void
catch_toasts (Fixture *fixture)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) toast = g_simple_action_new ("toast", G_VARIANT_TYPE_STRING);

  fixture->toasts = g_string_new (NULL);
  g_signal_connect (toast, "activate", G_CALLBACK (toast_cb), fixture->toasts);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (toast));
  gtk_widget_insert_action_group (fixture->chat.window, "win", G_ACTION_GROUP (group));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  chat_set_up (&fixture->chat, data);
  fixture->directory = g_dir_make_tmp ("silu-files-XXXXXX", NULL);
  fixture->composer = SILU_COMPOSER (silu_ui_test_find (fixture->chat.window, SILU_TYPE_COMPOSER));
  fixture->tray =
      SILU_ATTACHMENT_TRAY (silu_ui_test_find (fixture->chat.window, SILU_TYPE_ATTACHMENT_TRAY));
  catch_toasts (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) listing = g_dir_open (fixture->directory, 0, NULL);
  const char *name = NULL;

  chat_tear_down (&fixture->chat, data);
  while ((name = g_dir_read_name (listing)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->directory, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->directory);
  g_free (fixture->directory);
  g_string_free (fixture->toasts, TRUE);
}

static GFile *
write_file (Fixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->directory, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));

  return g_file_new_for_path (path);
}

static gboolean
is_read (gpointer tray)
{
  return !silu_attachment_tray_is_reading (tray);
}

static void
attach (Fixture *fixture, const char *name, const char *text)
{
  g_autoptr (GFile) file = write_file (fixture, name, text);
  GSList files = { .data = file };

  silu_attachment_tray_add (fixture->tray, &files);
  silu_test_run_until (is_read, fixture->tray);
}

/* The names, with a blank between. */
static void
assert_attached (Fixture *fixture, const char *expected)
{
  g_autoptr (GPtrArray) attachments = silu_composer_list_attachments (fixture->composer);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < attachments->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " " : "",
                            ((SiluAttachment *) g_ptr_array_index (attachments, i))->name);
  g_assert_cmpstr (names->str, ==, expected);
}

static gboolean
can_send (Fixture *fixture)
{
  GtkWidget *send = silu_ui_test_find_button (fixture->chat.window, "Send");

  return gtk_widget_get_sensitive (send);
}

static void
test_chips (Fixture *fixture, gconstpointer data)
{
  guint changed = 0;

  silu_ui_test_count (fixture->composer, "text-changed", &changed);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (fixture->tray)));
  g_assert_false (can_send (fixture));

  attach (fixture, "a.c", "int a;");
  attach (fixture, "笔记.txt", "思路");
  silu_ui_test_settle (fixture->chat.window);
  g_assert_cmpuint (changed, ==, 2);
  assert_attached (fixture, "a.c 笔记.txt");
  g_assert_true (chat_shows (&fixture->chat, "笔记.txt"));
  g_assert_true (chat_shows_part (&fixture->chat, "6"));
  g_assert_true (can_send (fixture));

  chat_click (&fixture->chat, "Remove “a.c”");
  g_assert_cmpuint (changed, ==, 3);
  assert_attached (fixture, "笔记.txt");
  chat_click (&fixture->chat, "Remove “笔记.txt”");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (fixture->tray)));
  g_assert_false (can_send (fixture));
  g_assert_cmpstr (fixture->toasts->str, ==, "");
}

/* While one is read nothing is sent; given up, it does not come any more. */
static void
test_give_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = write_file (fixture, "a.c", "int a;");
  GSList files = { .data = file };

  silu_composer_set_text (fixture->composer, "words");
  g_assert_true (can_send (fixture));
  silu_attachment_tray_add (fixture->tray, &files);
  g_assert_false (can_send (fixture));
  silu_ui_test_settle (fixture->chat.window);

  silu_composer_set_attachments (fixture->composer, NULL);
  silu_attachment_tray_add (fixture->tray, &files);
  chat_click (&fixture->chat, "Remove “a.c”");
  g_assert_true (can_send (fixture));
  silu_ui_test_settle (fixture->chat.window);
  assert_attached (fixture, "");
  g_assert_cmpstr (fixture->toasts->str, ==, "");
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = write_file (fixture, "a.c", "int a;");
  GSList *files = NULL;

  attach (fixture, "a.out",
          "\x7f"
          "ELF\xff");
  g_assert_cmpstr (fixture->toasts->str, ==, "“a.out” is not a UTF-8 text file.\n");
  assert_attached (fixture, "");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (fixture->tray)));

  g_string_truncate (fixture->toasts, 0);
  for (guint i = 0; i < SILU_ATTACHMENTS_MAX + 5; i++)
    files = g_slist_prepend (files, file);
  silu_attachment_tray_add (fixture->tray, files);
  silu_test_run_until (is_read, fixture->tray);
  g_slist_free (files);
  g_assert_cmpstr (fixture->toasts->str, ==,
                   "“a.c” was not attached: a message may have 20 files.\n");
}

/* --- where files come from --- */

static GtkDropTarget *
find_drop_target (Fixture *fixture)
{
  GtkWidget *card = gtk_widget_get_parent (GTK_WIDGET (fixture->tray));
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (card);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        return GTK_DROP_TARGET (controller);
    }

  return NULL;
}

static void
drop (Fixture *fixture, GFile *first, GFile *second)
{
  GSList tail = { .data = second };
  GSList files = { .data = first, .next = second != NULL ? &tail : NULL };
  GValue value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_set_boxed (&value, &files);
  g_signal_emit_by_name (find_drop_target (fixture), "drop", &value, 0.0, 0.0, &taken);
  g_assert_true (taken);
  g_value_unset (&value);
  silu_test_run_until (is_read, fixture->tray);
}

static void
test_drop (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) first = write_file (fixture, "b.c", "int b;");
  g_autoptr (GFile) second = write_file (fixture, "a.c", "int a;");
  g_autoptr (GFile) link = g_file_new_for_uri ("https://example.org/a.c");
  g_autofree char *text = NULL;

  drop (fixture, first, second);
  assert_attached (fixture, "b.c a.c");

  /* What a browser gives is an address. */
  drop (fixture, link, NULL);
  assert_attached (fixture, "b.c a.c");
  text = silu_composer_dup_text (fixture->composer);
  g_assert_cmpstr (text, ==, "https://example.org/a.c");
}

static gboolean
has_pasted (gpointer user_data)
{
  g_autoptr (GPtrArray) attachments = silu_composer_list_attachments (user_data);

  return attachments->len == 1;
}

static void
test_paste (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = write_file (fixture, "a.c", "int a;");
  GtkWidget *view = silu_ui_test_find (GTK_WIDGET (fixture->composer), GTK_TYPE_TEXT_VIEW);
  GSList files = { .data = file };
  GValue value = G_VALUE_INIT;
  g_autofree char *text = NULL;

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_set_boxed (&value, &files);
  gdk_clipboard_set_value (gtk_widget_get_clipboard (view), &value);
  g_value_unset (&value);
  g_signal_emit_by_name (view, "paste-clipboard");
  silu_test_run_until (has_pasted, fixture->composer);
  assert_attached (fixture, "a.c");
  text = silu_composer_dup_text (fixture->composer);
  g_assert_cmpstr (text, ==, "");
}

/* A click shows the beginning, and no more. */
static void
test_preview (Fixture *fixture, gconstpointer data)
{
  g_autofree char *much = g_strnfill (10000, 'x');
  GtkWidget *button = NULL;
  GtkWidget *popover = NULL;
  GtkWidget *view = NULL;

  attach (fixture, "x.txt", much);
  button = silu_ui_test_find (GTK_WIDGET (fixture->tray), GTK_TYPE_MENU_BUTTON);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  view = silu_ui_test_find (popover, GTK_TYPE_TEXT_VIEW);
  g_assert_cmpint (gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view))),
                   ==, 4096);
  g_assert_nonnull (silu_ui_test_find_label (popover, "This is only the beginning"));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  silu_ui_test_settle (fixture->chat.window);
}

/* --- drafts and questions --- */

/* With the chat that they were attached in, and on disk; an incognito chat has its own. */
static void
test_drafts (Fixture *fixture, gconstpointer data)
{
  SiluDrafts *drafts = silu_engine_get_drafts (fixture->chat.engine);
  g_autoptr (SiluConversation) talk = NULL;

  chat_push_answer (&fixture->chat, "One.");
  chat_ask (&fixture->chat, "words");
  talk = g_object_ref (chat_get_conversation (&fixture->chat));
  attach (fixture, "a.c", "int a;");
  g_assert_cmpuint (silu_drafts_get_attachments (drafts, silu_conversation_get_id (talk))->len, ==,
                    1);

  silu_chat_view_set_conversation (fixture->chat.view, NULL);
  assert_attached (fixture, "");
  attach (fixture, "b.c", "int b;");
  silu_chat_view_begin_incognito (fixture->chat.view);
  assert_attached (fixture, "");
  attach (fixture, "secret.txt", "hush");
  g_assert_cmpuint (silu_drafts_get_attachments (drafts, "")->len, ==, 1);

  silu_chat_view_set_conversation (fixture->chat.view, talk);
  assert_attached (fixture, "a.c");
  silu_chat_view_set_conversation (fixture->chat.view, NULL);
  assert_attached (fixture, "b.c");
}

static guint
count_chips (Fixture *fixture)
{
  g_autoptr (GPtrArray) chips =
      silu_ui_test_find_all (fixture->chat.window, SILU_TYPE_ATTACHMENT_CHIP);

  return chips->len;
}

/* Alone, then with a text; and edited. */
static void
test_send (Fixture *fixture, gconstpointer data)
{
  ChatFixture *chat = &fixture->chat;
  SiluMessage *question = NULL;

  chat_push_answer (chat, "One.");
  chat_push_answer (chat, "Two.");
  chat_push_answer (chat, "Three.");
  attach (fixture, "a.c", "int apple;");
  g_signal_emit_by_name (fixture->composer, "send");
  chat_wait_idle (chat);
  g_assert_nonnull (strstr (g_ptr_array_index (chat->bodies, 0), "int apple;"));
  assert_attached (fixture, "");
  g_assert_cmpuint (count_chips (fixture), ==, 1);
  g_assert_true (chat_shows (chat, "a.c"));
  g_assert_cmpstr (silu_conversation_get_title (chat_get_conversation (chat)), ==, "a.c");
  g_assert_null (silu_drafts_get_attachments (silu_engine_get_drafts (chat->engine), ""));

  attach (fixture, "b.c", "int pear;");
  silu_composer_set_text (fixture->composer, "And this?");
  g_signal_emit_by_name (fixture->composer, "send");
  chat_wait_idle (chat);
  g_assert_nonnull (
      strstr (g_ptr_array_index (chat->bodies, 1), "int pear;\\n[file content end]\\nAnd this?"));
  g_assert_cmpuint (count_chips (fixture), ==, 2);

  /* Its files come back, what was being written waits. */
  attach (fixture, "later.c", "int later;");
  question = silu_message_get_parent (chat_get_leaf (chat));
  chat_act (chat, "chat.edit", question);
  assert_attached (fixture, "b.c");
  attach (fixture, "c.c", "int cherry;");
  g_signal_emit_by_name (fixture->composer, "send");
  chat_wait_idle (chat);
  assert_attached (fixture, "later.c");
  g_assert_nonnull (strstr (g_ptr_array_index (chat->bodies, 2), "int pear;"));
  g_assert_nonnull (strstr (g_ptr_array_index (chat->bodies, 2), "int cherry;"));
  g_assert_null (strstr (g_ptr_array_index (chat->bodies, 2), "later"));
  g_assert_true (chat_shows (chat, "c.c"));
}

int
main (int argc, char **argv)
{
  silu_ui_test_init (&argc, &argv);

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/attachments/chips", test_chips);
  ADD ("/attachments/give-up", test_give_up);
  ADD ("/attachments/refused", test_refused);
  ADD ("/attachments/drop", test_drop);
  ADD ("/attachments/paste", test_paste);
  ADD ("/attachments/preview", test_preview);
  ADD ("/attachments/drafts", test_drafts);
  ADD ("/attachments/send", test_send);
#undef ADD

  return g_test_run ();
}
