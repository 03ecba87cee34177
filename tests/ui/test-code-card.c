/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The code card: what it shows is exactly the code, it grows by its end, and copy and save give
 * exactly the code. */
#include "config.h"
#include "silu-code-card.h"
#include "silu-ui-test.h"
#include <adwaita.h>
#include <glib/gstdio.h>
#include <gtksourceview/gtksource.h>

#define CODE "static bool\nsnake_step (Snake *s)\n{\n  return true; /* 尾巴先离开 */\n}"

typedef struct
{
  GtkWidget *window;
  SiluCodeCard *card;
  GtkTextView *view;
  GtkTextBuffer *buffer;
  char *toast;
} Fixture;

static void
toast_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_free (fixture->toast);
  fixture->toast = g_variant_dup_string (parameter, NULL);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) toast = g_simple_action_new ("toast", G_VARIANT_TYPE_STRING);

  fixture->card = SILU_CODE_CARD (silu_code_card_new ());
  fixture->view =
      GTK_TEXT_VIEW (silu_ui_test_find (GTK_WIDGET (fixture->card), GTK_SOURCE_TYPE_VIEW));
  fixture->buffer = gtk_text_view_get_buffer (fixture->view);
  silu_code_card_set_info (fixture->card, "c", "c title=\"snake.c\"");
  silu_code_card_set_code (fixture->card, CODE);
  fixture->window = silu_ui_test_show (GTK_WIDGET (fixture->card), 500, 300);

  g_signal_connect (toast, "activate", G_CALLBACK (toast_cb), fixture);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (toast));
  gtk_widget_insert_action_group (fixture->window, "win", G_ACTION_GROUP (group));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  silu_ui_test_close_for_good (fixture->window, fixture->card);
  g_free (fixture->toast);
}

static void
assert_code (Fixture *fixture, const char *expected)
{
  g_autofree char *code = silu_code_card_dup_code (fixture->card);

  g_assert_cmpstr (code, ==, expected);
}

static GtkWidget *
get_button (Fixture *fixture, const char *name)
{
  GtkWidget *button = silu_ui_test_find_button (GTK_WIDGET (fixture->card), name);

  g_assert_nonnull (button);

  return button;
}

static void
test_shows (Fixture *fixture, gconstpointer data)
{
  assert_code (fixture, CODE);
  g_assert_nonnull (silu_ui_test_find_label (GTK_WIDGET (fixture->card), "C · snake.c"));
  g_assert_false (gtk_text_view_get_editable (fixture->view));
  g_assert_false (gtk_text_view_get_cursor_visible (fixture->view));
  g_assert_false (gtk_text_buffer_get_enable_undo (fixture->buffer));
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (fixture->card), GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->card),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "C code");
}

static void
test_copy (Fixture *fixture, gconstpointer data)
{
  GtkWidget *button = get_button (fixture, "Copy code");
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *text = NULL;

  g_signal_emit_by_name (button, "clicked");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (button), NULL, silu_test_store_result_cb,
                                 &result);
  silu_test_wait_result (&result);
  text = gdk_clipboard_read_text_finish (gtk_widget_get_clipboard (button), result, NULL);
  g_assert_cmpstr (text, ==, CODE);

  g_assert_cmpstr (gtk_button_get_icon_name (GTK_BUTTON (button)), ==, "object-select-symbolic");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Copied");
}

static gboolean
is_copy_again (gpointer user_data)
{
  return g_str_equal (gtk_button_get_icon_name (user_data), "edit-copy-symbolic");
}

static void
test_copied_passes (Fixture *fixture, gconstpointer data)
{
  GtkWidget *button = get_button (fixture, "Copy code");

  g_signal_emit_by_name (button, "clicked");
  g_assert_false (is_copy_again (button));
  silu_test_run_until (is_copy_again, button);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Copy code");
}

static void
delete_cb (GtkTextBuffer *buffer, GtkTextIter *start, GtkTextIter *end, gpointer user_data)
{
  int *deleted = user_data;

  *deleted += gtk_text_iter_get_offset (end) - gtk_text_iter_get_offset (start);
}

static void
insert_cb (GtkTextBuffer *buffer,
           GtkTextIter *place,
           const char *text,
           int length,
           gpointer user_data)
{
  *(int *) user_data += length;
}

static void
test_grows_by_its_end (Fixture *fixture, gconstpointer data)
{
  GtkTextIter iter;
  GtkTextMark *mark;
  int deleted = 0;
  int inserted = 0;

  gtk_text_buffer_get_iter_at_offset (fixture->buffer, &iter, 7);
  mark = gtk_text_buffer_create_mark (fixture->buffer, NULL, &iter, TRUE);
  g_signal_connect (fixture->buffer, "delete-range", G_CALLBACK (delete_cb), &deleted);
  g_signal_connect (fixture->buffer, "insert-text", G_CALLBACK (insert_cb), &inserted);

  silu_code_card_set_code (fixture->card, CODE "\n\nint 蛇;");
  assert_code (fixture, CODE "\n\nint 蛇;");
  g_assert_cmpint (deleted, ==, 0);
  g_assert_cmpint (inserted, ==, strlen ("\n\nint 蛇;"));

  gtk_text_buffer_get_iter_at_mark (fixture->buffer, &iter, mark);
  g_assert_cmpint (gtk_text_iter_get_offset (&iter), ==, 7);

  silu_code_card_set_code (fixture->card, CODE "\n\nint 蛇;");
  g_assert_cmpint (inserted, ==, strlen ("\n\nint 蛇;"));
}

/* The closing fence, while it is not whole yet, is code. */
static void
test_closing_fence (Fixture *fixture, gconstpointer data)
{
  int deleted = 0;

  silu_code_card_set_code (fixture->card, CODE "\n``");
  g_signal_connect (fixture->buffer, "delete-range", G_CALLBACK (delete_cb), &deleted);
  silu_code_card_set_code (fixture->card, CODE);
  assert_code (fixture, CODE);
  g_assert_cmpint (deleted, ==, 3);
}

/* "–" and "—" have their first two bytes in common, which are no character. */
static void
test_character_changes (Fixture *fixture, gconstpointer data)
{
  silu_code_card_set_code (fixture->card, CODE "–");
  silu_code_card_set_code (fixture->card, CODE "— x");
  assert_code (fixture, CODE "— x");
  silu_code_card_set_code (fixture->card, "–");
  silu_code_card_set_code (fixture->card, "—");
  assert_code (fixture, "—");
}

static void
test_another_block (Fixture *fixture, gconstpointer data)
{
  g_autofree char *one = g_strnfill (300, 'a');
  g_autofree char *two = g_strnfill (400, 'b');

  silu_code_card_set_code (fixture->card, one);
  silu_code_card_set_code (fixture->card, two);
  assert_code (fixture, two);
  silu_code_card_set_code (fixture->card, "short");
  assert_code (fixture, "short");
  silu_code_card_set_code (fixture->card, "");
  assert_code (fixture, "");
  silu_code_card_set_code (fixture->card, one);
  assert_code (fixture, one);
}

/* As a stream does it: mostly growing, now and then something else at the very end. */
static void
test_random_growth (Fixture *fixture, gconstpointer data)
{
  static const char *const pieces[] = { "x", "尾", "\n", "é", "\r\n", "`", "→", "  ", "😀", "\t" };
  g_autoptr (GString) code = g_string_new (NULL);

  for (int i = 0; i < 2000; i++)
    {
      if (g_test_rand_int_range (0, 8) == 0 && code->len > 0)
        {
          const char *end = code->str + code->len;

          for (int n = g_test_rand_int_range (1, 9); n > 0 && end > code->str; n--)
            end = g_utf8_prev_char (end);
          g_string_truncate (code, (gsize) (end - code->str));
        }
      for (int n = g_test_rand_int_range (0, 4); n > 0; n--)
        g_string_append (code, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);

      silu_code_card_set_code (fixture->card, code->str);
      assert_code (fixture, code->str);
    }
}

static void
test_very_long (Fixture *fixture, gconstpointer data)
{
  GtkSourceBuffer *buffer = GTK_SOURCE_BUFFER (fixture->buffer);
  g_autofree char *code = g_strnfill (300 * 1024, 'x');

  for (gsize i = 79; i < 300 * 1024; i += 80)
    code[i] = '\n';

  g_assert_true (gtk_source_buffer_get_highlight_syntax (buffer));
  silu_code_card_set_code (fixture->card, code);
  g_assert_false (gtk_source_buffer_get_highlight_syntax (buffer));
  assert_code (fixture, code);
  silu_code_card_set_code (fixture->card, "int i;");
  g_assert_true (gtk_source_buffer_get_highlight_syntax (buffer));
}

static void
test_follows_style (Fixture *fixture, gconstpointer data)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  GtkSourceBuffer *buffer = GTK_SOURCE_BUFFER (fixture->buffer);

  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_DARK);
  g_assert_cmpstr (gtk_source_style_scheme_get_id (gtk_source_buffer_get_style_scheme (buffer)), ==,
                   "Adwaita-dark");
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_LIGHT);
  g_assert_cmpstr (gtk_source_style_scheme_get_id (gtk_source_buffer_get_style_scheme (buffer)), ==,
                   "Adwaita");
}

static void
test_wrap (Fixture *fixture, gconstpointer data)
{
  GtkWidget *button = get_button (fixture, "Wrap long lines");

  g_assert_cmpint (gtk_text_view_get_wrap_mode (fixture->view), ==, GTK_WRAP_NONE);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  g_assert_cmpint (gtk_text_view_get_wrap_mode (fixture->view), ==, GTK_WRAP_WORD_CHAR);
}

static gboolean
has_toast (gpointer user_data)
{
  return ((Fixture *) user_data)->toast != NULL;
}

static void
test_save (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("silu-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "snake.c", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *contents = NULL;

  silu_code_card_save (fixture->card, file);
  silu_test_run_until (has_toast, fixture);
  g_assert_cmpstr (fixture->toast, ==, "Saved as “snake.c”");
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, CODE "\n");

  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_save_fails (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/nonexistent/snake.c");

  silu_code_card_save (fixture->card, file);
  silu_test_run_until (has_toast, fixture);
  g_assert_true (g_str_has_prefix (fixture->toast, "“snake.c” could not be saved: "));
}

/* @n_lines numbered lines, without a break at the end. */
static char *
make_lines (guint n_lines)
{
  GString *code = g_string_new (NULL);

  for (guint i = 0; i < n_lines; i++)
    g_string_append_printf (code, "%sint line_%u;", i > 0 ? "\n" : "", i);

  return g_string_free (code, FALSE);
}

/* Folded or not, it is the same code; the buffer has only what is shown. */
static void
test_fold (Fixture *fixture, gconstpointer data)
{
  g_autofree char *code = make_lines (100);
  g_autofree char *grown = make_lines (101);
  guint kept = 0;

  silu_ui_test_count (fixture->card, "kept", &kept);
  silu_code_card_set_code (fixture->card, code);
  silu_code_card_fold (fixture->card);
  silu_ui_test_settle (fixture->window);
  g_assert_true (silu_code_card_is_folded (fixture->card));
  g_assert_cmpint (gtk_text_buffer_get_line_count (fixture->buffer), ==, 30);
  assert_code (fixture, code);
  g_assert_cmpuint (silu_code_card_get_length (fixture->card), ==, strlen (code));

  g_signal_emit_by_name (get_button (fixture, "Show all 100 lines"), "clicked");
  silu_ui_test_settle (fixture->window);
  g_assert_cmpint (gtk_text_buffer_get_line_count (fixture->buffer), ==, 100);
  assert_code (fixture, code);
  g_assert_cmpuint (kept, ==, 1);

  g_signal_emit_by_name (get_button (fixture, "Show less"), "clicked");
  g_assert_true (silu_code_card_is_folded (fixture->card));

  /* What goes on growing is to be seen. */
  silu_code_card_set_code (fixture->card, grown);
  g_assert_false (silu_code_card_is_folded (fixture->card));
  assert_code (fixture, grown);
}

static void
test_short_is_not_folded (Fixture *fixture, gconstpointer data)
{
  g_autofree char *code = make_lines (40);

  silu_code_card_set_code (fixture->card, code);
  silu_code_card_fold (fixture->card);
  g_assert_false (silu_code_card_is_folded (fixture->card));
  g_assert_cmpint (gtk_text_buffer_get_line_count (fixture->buffer), ==, 40);
}

static void
test_settings (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new (SILU_APPLICATION_ID);
  g_autoptr (SiluCodeCard) card = NULL;
  GtkWidget *view;

  g_assert_true (gtk_source_view_get_show_line_numbers (GTK_SOURCE_VIEW (fixture->view)));
  g_settings_set_boolean (settings, "code-line-numbers", FALSE);
  g_settings_set_boolean (settings, "code-wrap", TRUE);
  g_assert_false (gtk_source_view_get_show_line_numbers (GTK_SOURCE_VIEW (fixture->view)));
  g_assert_cmpint (gtk_text_view_get_wrap_mode (fixture->view), ==, GTK_WRAP_NONE);

  card = g_object_ref_sink (SILU_CODE_CARD (silu_code_card_new ()));
  view = silu_ui_test_find (GTK_WIDGET (card), GTK_SOURCE_TYPE_VIEW);
  g_assert_cmpint (gtk_text_view_get_wrap_mode (GTK_TEXT_VIEW (view)), ==, GTK_WRAP_WORD_CHAR);
  g_settings_reset (settings, "code-line-numbers");
  g_settings_reset (settings, "code-wrap");
}

/* Thousands of cards come and go while somebody reads: none may stay behind. */
static void
test_gone (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *window = silu_ui_test_show (box, 400, 300);
  GtkWidget *card = silu_code_card_new ();
  GtkWidget *view = silu_ui_test_find (card, GTK_SOURCE_TYPE_VIEW);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));

  g_assert_true (gtk_source_view_get_show_line_numbers (GTK_SOURCE_VIEW (view)));
  g_object_add_weak_pointer (G_OBJECT (view), (gpointer *) &view);
  g_object_add_weak_pointer (G_OBJECT (buffer), (gpointer *) &buffer);
  silu_code_card_set_code (SILU_CODE_CARD (card), CODE);
  gtk_box_append (GTK_BOX (box), card);
  silu_ui_test_settle (window);
  gtk_box_remove (GTK_BOX (box), card);
  silu_ui_test_settle (window);

  g_assert_null (view);
  g_assert_null (buffer);
  silu_ui_test_close (window);
}

int
main (int argc, char **argv)
{
  silu_ui_test_init (&argc, &argv);

#define ADD(name, func) g_test_add ("/code-card/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("shows", test_shows);
  ADD ("copy", test_copy);
  ADD ("copied-passes", test_copied_passes);
  ADD ("grows-by-its-end", test_grows_by_its_end);
  ADD ("closing-fence", test_closing_fence);
  ADD ("character-changes", test_character_changes);
  ADD ("another-block", test_another_block);
  ADD ("random-growth", test_random_growth);
  ADD ("very-long", test_very_long);
  ADD ("follows-style", test_follows_style);
  ADD ("wrap", test_wrap);
  ADD ("save", test_save);
  ADD ("save-fails", test_save_fails);
  ADD ("fold", test_fold);
  ADD ("short-is-not-folded", test_short_is_not_folded);
  ADD ("settings", test_settings);
#undef ADD
  g_test_add_func ("/code-card/gone", test_gone);

  return g_test_run ();
}
