/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Blocks as widgets: what is shown is the text, what can stay stays, and a screen reader hears what
 * the eye sees. */
#include "silu-block-text.h"
#include "silu-block-view.h"
#include "silu-code-card.h"
#include "silu-markdown.h"
#include "silu-table-grid.h"
#include "silu-ui-test.h"

static SiluBlock *
parse (const char *text)
{
  g_autoptr (SiluMarkdown) markdown = silu_markdown_new ();

  silu_markdown_feed (markdown, text, strlen (text));
  silu_markdown_finish (markdown);
  silu_markdown_update (markdown);
  g_assert_cmpuint (silu_markdown_get_n_blocks (markdown), ==, 1);

  return silu_block_ref (silu_markdown_get_block (markdown, 0));
}

static SiluBlockView *
make (const char *text)
{
  g_autoptr (SiluBlock) block = parse (text);

  return SILU_BLOCK_VIEW (g_object_ref_sink (silu_block_view_new (block)));
}

static void
change (SiluBlockView *view, const char *text)
{
  g_autoptr (SiluBlock) block = parse (text);

  silu_block_view_set_block (view, block);
  g_assert_true (silu_block_view_get_block (view) == block);
}

static GtkWidget *
find (SiluBlockView *view, GType type)
{
  return silu_ui_test_find (GTK_WIDGET (view), type);
}

/* What is to be read below @root, one line a text; code in brackets. */
static void
append_texts (GtkWidget *root, GString *texts)
{
  if (GTK_IS_LABEL (root))
    {
      g_string_append_printf (texts, "%s\n", gtk_label_get_text (GTK_LABEL (root)));
    }
  else if (SILU_IS_CODE_CARD (root))
    {
      g_autofree char *code = silu_code_card_dup_code (SILU_CODE_CARD (root));

      g_string_append_printf (texts, "[%s]\n", code);
    }
  else
    {
      for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
           child = gtk_widget_get_next_sibling (child))
        append_texts (child, texts);
    }
}

static void
assert_texts (SiluBlockView *view, const char *expected)
{
  g_autoptr (GString) texts = g_string_new (NULL);

  append_texts (GTK_WIDGET (view), texts);
  g_assert_cmpstr (texts->str, ==, expected);
}

static void
assert_role (GtkWidget *widget, GtkAccessibleRole role)
{
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (widget), role);
}

static void
test_paragraph (void)
{
  SiluBlockView *view = make ("Some *slanted* text & `<c");
  GtkWidget *label = find (view, GTK_TYPE_LABEL);

  assert_texts (view, "Some slanted text & `<c\n");
  change (view, "Some *slanted* text & `<code>` that **grows**");
  g_assert_true (find (view, GTK_TYPE_LABEL) == label);
  assert_texts (view, "Some slanted text & <code> that grows\n");

  g_assert_finalize_object (view);
}

static void
test_heading (void)
{
  SiluBlockView *view = make ("## Two");
  GtkWidget *label = find (view, GTK_TYPE_LABEL);

  assert_role (label, GTK_ACCESSIBLE_ROLE_HEADING);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LEVEL, 2);

  change (view, "### Three");
  g_assert_true (find (view, GTK_TYPE_LABEL) == label);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LEVEL, 3);

  g_assert_finalize_object (view);
}

/* "1" may be the beginning of a list. */
static void
test_kind_changes (void)
{
  SiluBlockView *view = make ("1");

  change (view, "1. one");
  assert_texts (view, "1.\none\n");
  change (view, "```c\nint i;\n```");
  assert_texts (view, "[int i;]\n");
  change (view, "---");
  assert_texts (view, "");
  g_assert_nonnull (find (view, GTK_TYPE_SEPARATOR));
  change (view, "<div>raw &amp; html</div>");
  assert_texts (view, "<div>raw &amp; html</div>\n");

  g_assert_finalize_object (view);
}

static void
test_code (void)
{
  SiluBlockView *view = make ("```c\nint i;\n```");
  GtkWidget *card = find (view, SILU_TYPE_CODE_CARD);

  change (view, "```c\nint i;\nint 蛇;\n```");
  g_assert_true (find (view, SILU_TYPE_CODE_CARD) == card);
  assert_texts (view, "[int i;\nint 蛇;]\n");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "C code");
  change (view, "```rs\nlet i;\n```");
  g_assert_true (find (view, SILU_TYPE_CODE_CARD) == card);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Rust code");

  g_assert_finalize_object (view);
}

static void
test_list (void)
{
  SiluBlockView *view = make ("9. nine\n10. ten\n    - inner");
  GtkWidget *list = gtk_widget_get_first_child (GTK_WIDGET (view));
  GtkWidget *item = gtk_widget_get_next_sibling (gtk_widget_get_first_child (list));
  GtkWidget *label = silu_ui_test_find (item, GTK_TYPE_LABEL);

  assert_texts (view, "9.\nnine\n10.\nten\n•\ninner\n");
  assert_role (list, GTK_ACCESSIBLE_ROLE_LIST);
  assert_role (item, GTK_ACCESSIBLE_ROLE_LIST_ITEM);

  change (view, "9. nine\n10. ten\n    - inner and more\n11. eleven");
  g_assert_true (gtk_widget_get_first_child (GTK_WIDGET (view)) == list);
  g_assert_true (silu_ui_test_find (item, GTK_TYPE_LABEL) == label);
  assert_texts (view, "9.\nnine\n10.\nten\n•\ninner and more\n11.\neleven\n");

  change (view, "9. nine");
  g_assert_true (silu_ui_test_find (item, GTK_TYPE_LABEL) == label);
  assert_texts (view, "9.\nnine\n");

  change (view, "- nine");
  assert_texts (view, "•\nnine\n");

  g_assert_finalize_object (view);
}

static void
test_tasks (void)
{
  SiluBlockView *view = make ("- [x] done\n- [ ] open");
  g_autoptr (GPtrArray) checks = NULL;
  const char *labels[] = { "Done", "Not done" };

  change (view, "- [x] done\n- [ ] open, with more");
  assert_texts (view, "done\nopen, with more\n");

  checks = silu_ui_test_find_all (GTK_WIDGET (view), GTK_TYPE_CHECK_BUTTON);
  g_assert_cmpuint (checks->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *check = g_ptr_array_index (checks, i);

      g_assert_cmpint (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)), ==, i == 0);
      g_assert_false (gtk_widget_get_focusable (check));
      g_assert_false (gtk_widget_get_can_target (check));
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                           labels[i]);
    }

  change (view, "- [x] done\n- [x] open, with more");
  g_clear_pointer (&checks, g_ptr_array_unref);
  checks = silu_ui_test_find_all (GTK_WIDGET (view), GTK_TYPE_CHECK_BUTTON);
  g_assert_true (gtk_check_button_get_active (g_ptr_array_index (checks, 1)));

  g_assert_finalize_object (view);
}

static void
test_quote (void)
{
  SiluBlockView *view = make ("> one\n>\n> ```\n> code\n> ```");
  GtkWidget *label = find (view, GTK_TYPE_LABEL);

  assert_texts (view, "one\n[code]\n");
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (view))),
      GTK_ACCESSIBLE_PROPERTY_LABEL, "Quotation");
  change (view, "> one\n>\n> ```\n> code\n> more\n> ```\n>\n> end");
  g_assert_true (find (view, GTK_TYPE_LABEL) == label);
  assert_texts (view, "one\n[code\nmore]\nend\n");

  g_assert_finalize_object (view);
}

static void
test_table (void)
{
  SiluBlockView *view = make ("| A | B |\n|---|--:|\n| 1 | 2 |");
  GtkWidget *grid = find (view, SILU_TYPE_TABLE_GRID);
  GtkWidget *row = gtk_widget_get_first_child (grid);
  GtkWidget *head = silu_ui_test_find (row, GTK_TYPE_LABEL);
  GtkWidget *body = silu_ui_test_find (gtk_widget_get_next_sibling (row), GTK_TYPE_LABEL);

  assert_texts (view, "A\nB\n1\n2\n");
  assert_role (grid, GTK_ACCESSIBLE_ROLE_TABLE);
  assert_role (row, GTK_ACCESSIBLE_ROLE_ROW);
  assert_role (head, GTK_ACCESSIBLE_ROLE_COLUMN_HEADER);
  assert_role (body, GTK_ACCESSIBLE_ROLE_CELL);
  g_assert_cmpfloat (gtk_label_get_xalign (GTK_LABEL (body)), ==, 0);

  change (view, "| A | B |\n|---|--:|\n| 1 | 2 and more |\n| 3 | 4 |");
  g_assert_true (find (view, SILU_TYPE_TABLE_GRID) == grid);
  g_assert_true (silu_ui_test_find (gtk_widget_get_first_child (grid), GTK_TYPE_LABEL) == head);
  assert_texts (view, "A\nB\n1\n2 and more\n3\n4\n");

  change (view, "| A |\n|:-:|\n| 1 |");
  assert_texts (view, "A\n1\n");
  g_assert_cmpfloat (gtk_label_get_xalign (GTK_LABEL (silu_ui_test_find (grid, GTK_TYPE_LABEL))),
                     ==, 0.5);

  g_assert_finalize_object (view);
}

/* The y of the row that is the @index-th below the head. */
static float
row_y (GtkWidget *grid, guint index)
{
  GtkWidget *row = gtk_widget_get_first_child (grid);
  graphene_rect_t bounds;

  for (guint i = 0; i <= index; i++)
    row = gtk_widget_get_next_sibling (row);
  g_assert_true (gtk_widget_compute_bounds (row, grid, &bounds));

  return bounds.origin.y;
}

static void
test_table_sort (void)
{
  SiluBlockView *view = make ("| N |\n|---|\n| 2 |\n| 10 |\n| 1 |");
  GtkWidget *window = silu_ui_test_show (GTK_WIDGET (view), 300, 300);
  SiluTableGrid *grid = SILU_TABLE_GRID (find (view, SILU_TYPE_TABLE_GRID));
  GtkWidget *cell = silu_ui_test_find (GTK_WIDGET (grid), SILU_TYPE_BLOCK_TEXT);

  g_assert_true (silu_table_grid_is_head (grid, cell));
  g_assert_cmpuint (silu_table_grid_get_column (grid, cell), ==, 0);

  silu_table_grid_sort (grid, 0);
  silu_ui_test_settle (window);
  g_assert_true (gtk_widget_has_css_class (cell, "ascending"));
  g_assert_cmpfloat (row_y (GTK_WIDGET (grid), 2), <, row_y (GTK_WIDGET (grid), 0));
  g_assert_cmpfloat (row_y (GTK_WIDGET (grid), 0), <, row_y (GTK_WIDGET (grid), 1));

  silu_table_grid_sort (grid, 0);
  silu_ui_test_settle (window);
  g_assert_true (gtk_widget_has_css_class (cell, "descending"));
  g_assert_cmpfloat (row_y (GTK_WIDGET (grid), 1), <, row_y (GTK_WIDGET (grid), 0));

  silu_table_grid_sort (grid, 0);
  silu_ui_test_settle (window);
  g_assert_false (gtk_widget_has_css_class (cell, "descending"));
  g_assert_cmpfloat (row_y (GTK_WIDGET (grid), 0), <, row_y (GTK_WIDGET (grid), 1));

  /* What still grows is as it came. */
  silu_table_grid_sort (grid, 0);
  change (view, "| N |\n|---|\n| 2 |\n| 10 |\n| 1 |\n| 0 |");
  silu_ui_test_settle (window);
  g_assert_cmpfloat (row_y (GTK_WIDGET (grid), 0), <, row_y (GTK_WIDGET (grid), 3));

  silu_ui_test_close (window);
}

#define LONG "a text that is much too long for one line of a narrow column, and so it has to wrap"

static SiluBlockView *
show (const char *text, int width, GtkWidget **window)
{
  SiluBlockView *view = make (text);

  gtk_widget_set_valign (GTK_WIDGET (view), GTK_ALIGN_START);
  *window = silu_ui_test_show (GTK_WIDGET (view), width, 600);

  return view;
}

static void
close_and_check (SiluBlockView *view, GtkWidget *window)
{
  silu_ui_test_close (window);
  g_assert_finalize_object (view);
}

/* Cells wrap, so that the table fits; what cannot get narrower scrolls. */
static void
test_table_layout (void)
{
  GtkWidget *window;
  SiluBlockView *view = show ("| A | B |\n|---|---|\n| 1 | " LONG " |", 400, &window);
  GtkWidget *grid = find (view, SILU_TYPE_TABLE_GRID);
  int width = gtk_widget_get_width (GTK_WIDGET (view));
  int height = gtk_widget_get_height (grid);

  g_assert_cmpint (gtk_widget_get_width (grid), <=, width);
  g_assert_cmpint (gtk_widget_get_width (grid), >, width - 10);

  change (view, "| A | B |\n|---|---|\n| 1 | short |");
  silu_ui_test_settle (window);
  g_assert_cmpint (gtk_widget_get_width (grid), <, 200);
  g_assert_cmpint (gtk_widget_get_height (grid), <, height);

  change (view, "| A | B | C | D | E |\n|---|---|---|---|---|\n| " LONG " | " LONG " | " LONG
                " | " LONG " | " LONG " |");
  silu_ui_test_settle (window);
  g_assert_cmpint (gtk_widget_get_width (grid), >=, 5 * 120);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (view)), ==, width);

  close_and_check (view, window);
}

/* Each line of a list begins where its item does, markers at the right of their column. */
static void
test_list_layout (void)
{
  GtkWidget *window;
  SiluBlockView *view = show ("9. " LONG "\n10. ten", 300, &window);
  GtkWidget *list = gtk_widget_get_first_child (GTK_WIDGET (view));
  GtkWidget *marker = gtk_widget_get_first_child (list);
  GtkWidget *item = gtk_widget_get_next_sibling (marker);
  graphene_rect_t bounds[3];

  g_assert_true (gtk_widget_compute_bounds (marker, list, &bounds[0]));
  g_assert_true (gtk_widget_compute_bounds (item, list, &bounds[1]));
  g_assert_true (gtk_widget_compute_bounds (gtk_widget_get_next_sibling (item), list, &bounds[2]));

  g_assert_cmpfloat (bounds[0].origin.x + bounds[0].size.width, <, bounds[1].origin.x);
  g_assert_cmpfloat (bounds[0].size.width, ==, bounds[2].size.width);
  g_assert_cmpfloat (bounds[1].size.height, >, 1.8 * bounds[0].size.height);
  g_assert_cmpfloat (bounds[2].origin.y, >=, bounds[1].origin.y + bounds[1].size.height);
  g_assert_cmpfloat (bounds[1].origin.x + bounds[1].size.width, <=, 300);

  close_and_check (view, window);
}

/* Where in the window the first line of a label stands. */
static float
get_line (GtkWidget *label)
{
  int x = 0;
  int y = 0;
  graphene_point_t point;

  gtk_label_get_layout_offsets (GTK_LABEL (label), &x, &y);
  g_assert_true (gtk_widget_compute_point (label, GTK_WIDGET (gtk_widget_get_root (label)),
                                           &GRAPHENE_POINT_INIT (0, (float) y), &point));

  return point.y +
         (float) pango_layout_get_baseline (gtk_label_get_layout (GTK_LABEL (label))) / PANGO_SCALE;
}

/* Chinese needs more above its line than a number does. */
static void
test_baselines (void)
{
  static const char *const texts[] = { "1. 中文", "| 1 | 中文 |\n|---|---|", "1. - 中文" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      GtkWidget *window;
      SiluBlockView *view = show (texts[i], 300, &window);
      g_autoptr (GPtrArray) labels = silu_ui_test_find_all (GTK_WIDGET (view), GTK_TYPE_LABEL);

      for (guint j = 1; j < labels->len; j++)
        g_assert_cmpfloat_with_epsilon (get_line (g_ptr_array_index (labels, 0)),
                                        get_line (g_ptr_array_index (labels, j)), 1);

      close_and_check (view, window);
    }
}

/* The Tab key goes to links, one after the other, and past text without any. */
static void
test_focus (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  SiluBlockView *view = make ("- Some `code` to pass\n- [one](https://example.org/1) and "
                              "[two](https://example.org/2) or [none](file:///etc)");
  g_autoptr (GPtrArray) texts = silu_ui_test_find_all (GTK_WIDGET (view), SILU_TYPE_BLOCK_TEXT);
  GtkWidget *links = g_ptr_array_index (texts, 1);
  GtkWidget *button = gtk_button_new ();
  GtkWidget *window;

  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (view));
  window = silu_ui_test_show (box, 300, 300);

  gtk_widget_grab_focus (button);
  g_assert_false (gtk_widget_get_focusable (g_ptr_array_index (texts, 0)));
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (view), GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == links);
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (view), GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == links);
  g_assert_false (gtk_widget_child_focus (GTK_WIDGET (view), GTK_DIR_TAB_FORWARD));

  close_and_check (view, window);
}

/* An answer with everything in it. */
static const char answer[] =
    "# Title\n\nA *first* paragraph with `code`, [a link](https://example.org) and "
    "**中文：**后文。\n\n"
    "1. one\n   - inner `x`\n     > deep\n2. two\n\n   loose now\n\n- [ ] open\n- [x] done\n\n"
    "> quote\n> ```py\n> print (1)\n> ```\n\n```c title=\"a.c\"\nint main (void)\n{\n}\n```\n\n"
    "| A | B |\n|:--|--:|\n| `1` | 二 |\n| 3 | 4 |\n\nSetext\n---\n\n***\n\n<b>html</b>\n\nThe "
    "end.\n";

static void
show_blocks (SiluMarkdown *markdown, GPtrArray *views)
{
  guint n_blocks;

  for (guint i = silu_markdown_update (markdown); i < silu_markdown_get_n_blocks (markdown); i++)
    {
      SiluBlock *block = silu_markdown_get_block (markdown, i);

      if (i < views->len)
        silu_block_view_set_block (g_ptr_array_index (views, i), block);
      else
        g_ptr_array_add (views, g_object_ref_sink (silu_block_view_new (block)));
    }

  n_blocks = silu_markdown_get_n_blocks (markdown);
  if (views->len > n_blocks)
    g_ptr_array_set_size (views, (int) n_blocks);
}

static char *
stream (gsize step)
{
  g_autoptr (SiluMarkdown) markdown = silu_markdown_new ();
  g_autoptr (GPtrArray) views = g_ptr_array_new_with_free_func (g_object_unref);
  GString *texts = g_string_new (NULL);

  for (gsize i = 0; i < strlen (answer); i += step)
    {
      silu_markdown_feed (markdown, answer + i, MIN (step, strlen (answer) - i));
      show_blocks (markdown, views);
    }
  silu_markdown_finish (markdown);
  show_blocks (markdown, views);

  for (guint i = 0; i < views->len; i++)
    append_texts (g_ptr_array_index (views, i), texts);

  return g_string_free (texts, FALSE);
}

/* However an answer came, it looks the same in the end. */
static void
test_stream (void)
{
  g_autofree char *whole = stream (strlen (answer));

  g_assert_nonnull (strstr (whole, "[int main (void)\n{\n}]\n"));
  for (gsize step = 1; step < 40; step++)
    {
      g_autofree char *texts = stream (step);

      g_assert_cmpstr (texts, ==, whole);
    }
}

int
main (int argc, char **argv)
{
  silu_ui_test_init (&argc, &argv);

  g_test_add_func ("/block-view/paragraph", test_paragraph);
  g_test_add_func ("/block-view/heading", test_heading);
  g_test_add_func ("/block-view/kind-changes", test_kind_changes);
  g_test_add_func ("/block-view/code", test_code);
  g_test_add_func ("/block-view/list", test_list);
  g_test_add_func ("/block-view/tasks", test_tasks);
  g_test_add_func ("/block-view/quote", test_quote);
  g_test_add_func ("/block-view/table", test_table);
  g_test_add_func ("/block-view/table-sort", test_table_sort);
  g_test_add_func ("/block-view/table-layout", test_table_layout);
  g_test_add_func ("/block-view/list-layout", test_list_layout);
  g_test_add_func ("/block-view/baselines", test_baselines);
  g_test_add_func ("/block-view/focus", test_focus);
  g_test_add_func ("/block-view/stream", test_stream);

  return g_test_run ();
}
