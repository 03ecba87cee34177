/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One selection through text, lists, code and tables, by pointer and by keys, and what is copied of
 * it in each format. */
#include "silu-block-text.h"
#include "silu-leaf.h"
#include "silu-markdown-private.h"
#include "silu-row-types.h"
#include "silu-table-grid.h"
#include "silu-transcript-clipboard.h"
#include "silu-transcript-selection.h"
#include "silu-ui-test.h"

#define DOCUMENT                                                                                   \
  "First **bold** paragraph.\n\n- one\n- two\n\n```c\nint a;\nint b;\n```\n\n"                     \
  "| a | b |\n|---|---|\n| c | d |\n\nLast 一段 with [link](https://example.org/)."

typedef struct
{
  GtkWidget *window;
  SiluTranscript *transcript;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) blocks = silu_markdown_parse (DOCUMENT, strlen (DOCUMENT));
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  fixture->transcript = SILU_TRANSCRIPT (silu_transcript_new ());
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (fixture->transcript));
  for (guint i = 0; i < blocks->len; i++)
    silu_transcript_insert (fixture->transcript, i, &silu_block_row,
                            silu_block_item_new (g_ptr_array_index (blocks, i)), 10);
  fixture->window = silu_ui_test_show (scrolled, 600, 600);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  silu_ui_test_close_for_good (fixture->window, fixture->transcript);
}

static void
select_range (Fixture *fixture, SiluSpot from, SiluSpot to)
{
  silu_transcript_select_at (fixture->transcript, &from, SILU_SELECT_PLACE);
  silu_transcript_select_to (fixture->transcript, &to);
}

static void
assert_selected (Fixture *fixture, const char *text, const char *markdown)
{
  g_autofree char *plain = silu_transcript_dup_selected (fixture->transcript, FALSE);
  g_autofree char *source = silu_transcript_dup_selected (fixture->transcript, TRUE);

  g_assert_cmpstr (plain, ==, text);
  g_assert_cmpstr (source, ==, markdown);
}

static void
test_across (Fixture *fixture, gconstpointer data)
{
  const char *text = "bold paragraph.\n\n- one\n- two\n\nint a;\nint b;\n\na\tb\nc\td\n\nLast 一";
  const char *markdown = "**bold** paragraph.\n\n- one\n- two\n\n```c\nint a;\nint b;\n```\n\n"
                         "| a | b |\n| --- | --- |\n| c | d |\n\nLast 一";
  SiluSpot start = { 0, { 0, 6 } };
  SiluSpot end = { 4, { 0, 8 } };

  select_range (fixture, start, end);
  assert_selected (fixture, text, markdown);

  /* The other way round it is the same. */
  select_range (fixture, end, start);
  assert_selected (fixture, text, markdown);

  silu_transcript_unselect (fixture->transcript);
  assert_selected (fixture, "", "");
}

static void
test_within (Fixture *fixture, gconstpointer data)
{
  select_range (fixture, (SiluSpot){ 1, { 0, 1 } }, (SiluSpot){ 1, { 1, 2 } });
  assert_selected (fixture, "- ne\n- tw", "- ne\n- tw");
  select_range (fixture, (SiluSpot){ 2, { 0, 4 } }, (SiluSpot){ 2, { 0, 10 } });
  assert_selected (fixture, "a;\nint", "```c\na;\nint\n```");
  select_range (fixture, (SiluSpot){ 3, { 1, 0 } }, (SiluSpot){ 3, { 1, 1 } });
  assert_selected (fixture, "b", "b");
}

/* Each leaf shows its own part. */
/* Whether the first character of the code has the ground of what is selected. */
static gboolean
is_painted (GtkTextBuffer *buffer)
{
  GtkTextTag *tag =
      gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), "silu-selection");
  GtkTextIter start;

  gtk_text_buffer_get_start_iter (buffer, &start);

  return tag != NULL && gtk_text_iter_has_tag (&start, tag);
}

static void
test_shown (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) leaves = g_ptr_array_new ();
  GtkTextIter start, end;
  GtkTextBuffer *buffer;

  select_range (fixture, (SiluSpot){ 1, { 1, 1 } }, (SiluSpot){ 2, { 0, 3 } });
  silu_leaf_list (GTK_WIDGET (fixture->transcript), leaves);
  g_assert_cmpuint (leaves->len, ==, 1 + 2 + 1 + 4 + 1);

  buffer = gtk_text_view_get_buffer (
      GTK_TEXT_VIEW (silu_ui_test_find (g_ptr_array_index (leaves, 3), GTK_TYPE_TEXT_VIEW)));
  g_assert_true (gtk_text_buffer_get_selection_bounds (buffer, &start, &end));
  g_assert_cmpint (gtk_text_iter_get_offset (&start), ==, 0);
  g_assert_cmpint (gtk_text_iter_get_offset (&end), ==, 3);
  g_assert_true (is_painted (buffer));

  silu_transcript_unselect (fixture->transcript);
  g_assert_false (gtk_text_buffer_get_selection_bounds (buffer, &start, &end));
  g_assert_false (is_painted (buffer));
}

/* Where a place of a leaf is in the view. */
static graphene_point_t
find_point (Fixture *fixture, guint row, guint leaf, gsize offset)
{
  g_autoptr (GPtrArray) leaves = g_ptr_array_new ();
  graphene_rect_t place;
  graphene_point_t point;

  silu_leaf_list (silu_transcript_get_widget (fixture->transcript, row), leaves);
  silu_leaf_get_place (g_ptr_array_index (leaves, leaf), offset, &place);
  point = GRAPHENE_POINT_INIT (place.origin.x, place.origin.y + place.size.height / 2);
  g_assert_true (gtk_widget_compute_point (g_ptr_array_index (leaves, leaf),
                                           GTK_WIDGET (fixture->transcript), &point, &point));

  return point;
}

static void
test_places (Fixture *fixture, gconstpointer data)
{
  static const SiluSpot spots[] = {
    { 0, { 0, 0 } }, { 0, { 0, 8 } }, { 1, { 1, 2 } },  { 2, { 0, 5 } },  { 2, { 0, 9 } },
    { 3, { 2, 1 } }, { 3, { 3, 0 } }, { 4, { 0, 11 } }, { 4, { 0, 12 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (spots); i++)
    {
      graphene_point_t point =
          find_point (fixture, spots[i].row, spots[i].place.leaf, spots[i].place.offset);
      SiluSpot found;

      g_assert_true (
          silu_transcript_find_spot (fixture->transcript, point.x + 0.5, point.y, &found));
      g_test_message ("%zu", i);
      g_assert_cmpuint (found.row, ==, spots[i].row);
      g_assert_cmpuint (found.place.leaf, ==, spots[i].place.leaf);
      g_assert_cmpuint (found.place.offset, ==, spots[i].place.offset);
    }
}

static void
test_words (Fixture *fixture, gconstpointer data)
{
  SiluSpot spot = { 0, { 0, 13 } };

  silu_transcript_select_at (fixture->transcript, &spot, SILU_SELECT_WORD);
  assert_selected (fixture, "paragraph", "paragraph");
  silu_transcript_select_at (fixture->transcript, &spot, SILU_SELECT_LINE);
  assert_selected (fixture, "First bold paragraph.", "First **bold** paragraph.");
  spot = (SiluSpot){ 2, { 0, 9 } };
  silu_transcript_select_at (fixture->transcript, &spot, SILU_SELECT_LINE);
  assert_selected (fixture, "int b;", "```c\nint b;\n```");
}

static void
test_keys (Fixture *fixture, gconstpointer data)
{
  SiluSpot spot = { 0, { 0, 19 } };

  silu_transcript_select_at (fixture->transcript, &spot, SILU_SELECT_PLACE);
  silu_transcript_extend (fixture->transcript, SILU_STEP_CHARACTER, 1);
  silu_transcript_extend (fixture->transcript, SILU_STEP_CHARACTER, 1);
  assert_selected (fixture, "h.", "h.");
  silu_transcript_extend (fixture->transcript, SILU_STEP_CHARACTER, 1);
  silu_transcript_extend (fixture->transcript, SILU_STEP_CHARACTER, 1);
  assert_selected (fixture, "h.\n\n- o", "h.\n\n- o");
  silu_transcript_extend (fixture->transcript, SILU_STEP_LINE, 1);
  assert_selected (fixture, "h.\n\n- one\n- t", "h.\n\n- one\n- t");
  silu_transcript_extend (fixture->transcript, SILU_STEP_WORD, 1);
  assert_selected (fixture, "h.\n\n- one\n- two", "h.\n\n- one\n- two");
  silu_transcript_extend (fixture->transcript, SILU_STEP_END, -1);
  assert_selected (fixture, "First bold paragrap", "First **bold** paragrap");
}

static void
spliced_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  char **text = user_data;

  g_output_stream_splice_finish (G_OUTPUT_STREAM (object), result, &error);
  g_assert_no_error (error);
  *text = g_strndup (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (object)),
                     g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (object)));
}

/* The other end of the stream is this main loop's too. */
static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream =
      gdk_clipboard_read_finish (GDK_CLIPBOARD (object), result, NULL, &error);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();

  g_assert_no_error (error);
  g_output_stream_splice_async (memory, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE,
                                G_PRIORITY_DEFAULT, NULL, spliced_cb, user_data);
}

static gboolean
is_read (gpointer user_data)
{
  return *(char **) user_data != NULL;
}

static void
assert_clipboard (Fixture *fixture, const char *type, const char *expected)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture->transcript));
  const char *types[] = { type, NULL };
  char *text = NULL;

  gdk_clipboard_read_async (clipboard, types, G_PRIORITY_DEFAULT, NULL, read_cb, &text);
  silu_test_run_until (is_read, &text);
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

static void
test_formats (Fixture *fixture, gconstpointer data)
{
  select_range (fixture, (SiluSpot){ 0, { 0, 6 } }, (SiluSpot){ 1, { 0, 3 } });
  gtk_widget_activate_action (GTK_WIDGET (fixture->transcript), "transcript.copy", NULL);
  assert_clipboard (fixture, "text/plain;charset=utf-8", "bold paragraph.\n\n- one");
  assert_clipboard (fixture, "text/markdown", "**bold** paragraph.\n\n- one");
  assert_clipboard (fixture, "text/html",
                    "<p><strong>bold</strong> paragraph.</p>\n<ul>\n<li>one</li>\n</ul>\n");

  gtk_widget_activate_action (GTK_WIDGET (fixture->transcript), "transcript.copy-markdown", NULL);
  assert_clipboard (fixture, "text/plain;charset=utf-8", "**bold** paragraph.\n\n- one");
}

static void
test_all (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;

  gtk_widget_activate_action (GTK_WIDGET (fixture->transcript), "transcript.select-all", NULL);
  text = silu_transcript_dup_selected (fixture->transcript, FALSE);
  g_assert_true (g_str_has_prefix (text, "First bold"));
  g_assert_true (g_str_has_suffix (text, "with link."));
}

/* Rows that come above move it along. */
static void
test_growth (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) blocks = silu_markdown_parse ("Above", 5);

  select_range (fixture, (SiluSpot){ 0, { 0, 6 } }, (SiluSpot){ 0, { 0, 10 } });
  silu_transcript_insert (fixture->transcript, 0, &silu_block_row,
                          silu_block_item_new (g_ptr_array_index (blocks, 0)), 10);
  silu_ui_test_settle (fixture->window);
  assert_selected (fixture, "bold", "**bold**");
}

static void
test_links (Fixture *fixture, gconstpointer data)
{
  GtkWidget *text =
      silu_ui_test_find (silu_transcript_get_widget (fixture->transcript, 4), SILU_TYPE_BLOCK_TEXT);
  const SiluSpan *link;
  graphene_rect_t place;

  silu_block_text_get_place (SILU_BLOCK_TEXT (text), 18, &place);
  link = silu_block_text_get_link_at (SILU_BLOCK_TEXT (text), place.origin.x + 1,
                                      place.origin.y + place.size.height / 2);
  g_assert_nonnull (link);
  g_assert_cmpstr (link->url, ==, "https://example.org/");
  silu_block_text_get_place (SILU_BLOCK_TEXT (text), 2, &place);
  g_assert_null (silu_block_text_get_link_at (SILU_BLOCK_TEXT (text), place.origin.x + 1,
                                              place.origin.y + place.size.height / 2));
}

/* What the menu's item with this name would copy; NULL if it has none. */
static char *
dup_target (Fixture *fixture, const char *name)
{
  GMenuModel *menu = gtk_popover_menu_get_menu_model (GTK_POPOVER_MENU (
      silu_ui_test_find (GTK_WIDGET (fixture->transcript), GTK_TYPE_POPOVER_MENU)));

  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autofree char *label = NULL;
      char *target = NULL;

      g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_LABEL, "s", &label);
      if (g_strcmp0 (label, name) != 0)
        continue;
      g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_TARGET, "s", &target);
      return target;
    }

  return NULL;
}

/* All that the menu can do, without a pointer. */
static void
test_menu (Fixture *fixture, gconstpointer data)
{
  GtkWidget *transcript = GTK_WIDGET (fixture->transcript);
  GtkWidget *grid = silu_ui_test_find (transcript, SILU_TYPE_TABLE_GRID);
  g_autoptr (GPtrArray) cells = silu_ui_test_find_all (grid, SILU_TYPE_BLOCK_TEXT);
  g_autofree char *tsv = NULL;
  g_autofree char *csv = NULL;

  select_range (fixture, (SiluSpot){ 3, { 3, 0 } }, (SiluSpot){ 3, { 3, 1 } });
  gtk_widget_activate_action (transcript, "transcript.menu", NULL);
  tsv = dup_target (fixture, "Copy _Table for a Spreadsheet");
  csv = dup_target (fixture, "Copy Table as _CSV");
  g_assert_cmpstr (tsv, ==, "a\tb\nc\td\n");
  g_assert_cmpstr (csv, ==, "a,b\nc,d\n");
  gtk_widget_activate_action (transcript, "transcript.copy-text", "s", csv);
  assert_clipboard (fixture, "text/plain;charset=utf-8", csv);

  gtk_widget_activate_action (transcript, "transcript.sort", NULL);
  g_assert_false (gtk_widget_has_css_class (g_ptr_array_index (cells, 0), "ascending"));
  g_assert_true (gtk_widget_has_css_class (g_ptr_array_index (cells, 1), "ascending"));

  silu_transcript_unselect (fixture->transcript);
  gtk_widget_activate_action (transcript, "transcript.menu", NULL);
  g_assert_null (dup_target (fixture, "Copy Table as _CSV"));
  gtk_popover_popdown (GTK_POPOVER (silu_ui_test_find (transcript, GTK_TYPE_POPOVER_MENU)));
  silu_ui_test_settle (fixture->window);
}

static void
quoted_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  *(char **) user_data = g_variant_dup_string (parameter, NULL);
}

static void
test_quote (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) quote = g_simple_action_new ("quote", G_VARIANT_TYPE_STRING);
  g_autofree char *text = NULL;

  g_signal_connect (quote, "activate", G_CALLBACK (quoted_cb), &text);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (quote));
  gtk_widget_insert_action_group (fixture->window, "chat", G_ACTION_GROUP (group));
  select_range (fixture, (SiluSpot){ 0, { 0, 6 } }, (SiluSpot){ 1, { 0, 3 } });
  gtk_widget_activate_action (GTK_WIDGET (fixture->transcript), "transcript.quote", NULL);
  g_assert_cmpstr (text, ==, "**bold** paragraph.\n\n- one");
}

/* Where nothing is selected yet, the keys begin with what is in view. */
static void
test_keys_in_view (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) blocks = silu_markdown_parse ("Below", 5);
  g_autofree char *text = NULL;

  for (guint i = 5; i < 80; i++)
    silu_transcript_insert (fixture->transcript, i, &silu_block_row,
                            silu_block_item_new (g_ptr_array_index (blocks, 0)), 10);
  silu_ui_test_settle (fixture->window);
  silu_transcript_extend (fixture->transcript, SILU_STEP_WORD, 1);
  text = silu_transcript_dup_selected (fixture->transcript, FALSE);
  g_assert_cmpstr (text, ==, "Below");
}

/* What was selected goes away, and with it the place that the keys begin at. */
static void
test_removal (Fixture *fixture, gconstpointer data)
{
  select_range (fixture, (SiluSpot){ 3, { 0, 0 } }, (SiluSpot){ 4, { 0, 4 } });
  silu_transcript_remove (fixture->transcript, 3, 2);
  assert_selected (fixture, "", "");
  silu_transcript_extend (fixture->transcript, SILU_STEP_CHARACTER, 1);
  assert_selected (fixture, "i", "```c\ni\n```");
  silu_transcript_remove (fixture->transcript, 0, 3);
  silu_transcript_extend (fixture->transcript, SILU_STEP_CHARACTER, 1);
  assert_selected (fixture, "", "");
}

/* Escape takes the selection away; a second one is for what is around the text. */
static void
test_escape (Fixture *fixture, gconstpointer data)
{
  gtk_widget_grab_focus (GTK_WIDGET (fixture->transcript));
  select_range (fixture, (SiluSpot){ 1, { 0, 1 } }, (SiluSpot){ 1, { 1, 2 } });
  g_assert_true (silu_ui_test_type (fixture->window, GDK_KEY_Escape, 0));
  assert_selected (fixture, "", "");
  g_assert_false (silu_ui_test_type (fixture->window, GDK_KEY_Escape, 0));
}

int
main (int argc, char **argv)
{
  silu_ui_test_init (&argc, &argv);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/selection/across", test_across);
  ADD ("/selection/within", test_within);
  ADD ("/selection/shown", test_shown);
  ADD ("/selection/places", test_places);
  ADD ("/selection/words", test_words);
  ADD ("/selection/keys", test_keys);
  ADD ("/selection/formats", test_formats);
  ADD ("/selection/all", test_all);
  ADD ("/selection/growth", test_growth);
  ADD ("/selection/links", test_links);
  ADD ("/selection/removal", test_removal);
  ADD ("/selection/menu", test_menu);
  ADD ("/selection/quote", test_quote);
  ADD ("/selection/keys-in-view", test_keys_in_view);
  ADD ("/selection/escape", test_escape);
#undef ADD

  return g_test_run ();
}
