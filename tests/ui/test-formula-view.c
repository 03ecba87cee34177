/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Formulas in the transcript: drawn in the place of their source, whole in what is selected, never
 * wider than there is room, and nothing moves when they come. */
#include "silu-block-text.h"
#include "silu-leaf.h"
#include "silu-markdown-private.h"
#include "silu-row-types.h"
#include "silu-scroller.h"
#include "silu-transcript-clipboard.h"
#include "silu-transcript-private.h"
#include "silu-ui-test.h"

#include <string.h>

#define DOCUMENT                                                                                   \
  "Let $x_1$ be \\(a\n= b\\) here.\n\n"                                                            \
  "$$\n\\frac{a}{b}\n$$\n\n"                                                                       \
  "Not $\\frac{$ this.\n\n"                                                                        \
  "- in $y^2$ a list\n\n"                                                                          \
  "| $|z|$ |\n|---|\n| 1 |\n"

typedef struct
{
  GtkWidget *window;
  SiluMath *math;
  SiluTranscript *transcript;
} Fixture;

static void
fill (Fixture *fixture, const char *text)
{
  g_autoptr (GPtrArray) blocks = silu_markdown_parse (text, strlen (text));
  guint n_rows = silu_transcript_get_n_rows (fixture->transcript);

  for (guint i = 0; i < blocks->len; i++)
    silu_transcript_insert (fixture->transcript, n_rows + i, &silu_block_row,
                            silu_block_item_new (g_ptr_array_index (blocks, i)), 10);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  fixture->math = silu_math_new ();
  fixture->transcript = SILU_TRANSCRIPT (silu_transcript_new ());
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (fixture->transcript));
  fixture->window = silu_ui_test_show (scrolled, 600, 400);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  silu_ui_test_close_for_good (fixture->window, fixture->transcript);
  g_object_unref (fixture->math);
}

static gboolean
is_idle (gpointer user_data)
{
  return !silu_math_is_busy (user_data);
}

/* Until all that is in view has been set and laid out. */
static void
settle (Fixture *fixture)
{
  silu_ui_test_settle (fixture->window);
  silu_test_run_until (is_idle, fixture->math);
  silu_ui_test_settle (fixture->window);
}

static void
show (Fixture *fixture, const char *text)
{
  silu_transcript_set_math (fixture->transcript, fixture->math);
  fill (fixture, text);
  settle (fixture);
}

/* The text of a row that is one, or the first in it. */
static SiluBlockText *
get_text (Fixture *fixture, guint row)
{
  return SILU_BLOCK_TEXT (silu_ui_test_find (silu_transcript_get_widget (fixture->transcript, row),
                                             SILU_TYPE_BLOCK_TEXT));
}

/* The formula at byte @offset of the text. */
static SiluFormula *
get_formula (SiluBlockText *text, gsize offset)
{
  graphene_rect_t place;

  silu_block_text_get_place (text, offset, &place);

  return silu_block_text_get_formula_at (text, place.origin.x + 2,
                                         place.origin.y + place.size.height / 2);
}

static void
assert_formula (SiluBlockText *text, gsize offset, const char *tex)
{
  SiluFormula *formula = get_formula (text, offset);

  if (tex == NULL)
    {
      g_assert_null (formula);
      return;
    }
  g_assert_nonnull (formula);
  g_assert_cmpstr (silu_formula_get_tex (formula), ==, tex);
}

static gboolean
can_draw (Fixture *fixture)
{
  if (silu_math_is_available (fixture->math))
    return TRUE;

  g_test_skip ("built without formulas");

  return FALSE;
}

static void
test_drawn (Fixture *fixture, gconstpointer data)
{
  SiluBlockText *text;

  if (!can_draw (fixture))
    return;

  show (fixture, DOCUMENT);
  text = get_text (fixture, 0);
  assert_formula (text, 4, "x_1");
  assert_formula (text, 13, "a\n= b");
  assert_formula (text, 0, NULL);
  assert_formula (get_text (fixture, 1), 0, "\n\\frac{a}{b}\n");
  assert_formula (get_text (fixture, 3), 3, "y^2");
  assert_formula (get_text (fixture, 4), 0, "|z|");

  /* What cannot be set is its source. */
  assert_formula (get_text (fixture, 2), 4, NULL);

  /* A byte of the text is one of the label. */
  g_assert_cmpuint (strlen (gtk_label_get_text (silu_block_text_get_label (text))), ==,
                    silu_leaf_get_length (GTK_WIDGET (text)));
}

static void
test_source (Fixture *fixture, gconstpointer data)
{
  fill (fixture, DOCUMENT);
  settle (fixture);
  assert_formula (get_text (fixture, 0), 4, NULL);
  g_assert_cmpstr (gtk_label_get_text (silu_block_text_get_label (get_text (fixture, 0))), ==,
                   "Let $x_1$ be \\(a\n= b\\) here.");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (get_text (fixture, 1)), "source"));
}

static void
assert_selected (Fixture *fixture, SiluSpot start, SiluSpot end, const char *expected)
{
  g_autofree char *selected = NULL;

  silu_transcript_select_at (fixture->transcript, &start, SILU_SELECT_PLACE);
  silu_transcript_select_to (fixture->transcript, &end);
  selected = silu_transcript_dup_selected (fixture->transcript, FALSE);
  g_assert_cmpstr (selected, ==, expected);
}

static void
test_selected_whole (Fixture *fixture, gconstpointer data)
{
  g_autofree char *word = NULL;

  show (fixture, DOCUMENT);
  assert_selected (fixture, (SiluSpot){ 0, { 0, 0 } }, (SiluSpot){ 0, { 0, 6 } }, "Let $x_1$");
  assert_selected (fixture, (SiluSpot){ 0, { 0, 5 } }, (SiluSpot){ 0, { 0, 12 } }, "$x_1$ be");
  assert_selected (fixture, (SiluSpot){ 0, { 0, 14 } }, (SiluSpot){ 0, { 0, 15 } }, "\\(a\n= b\\)");
  assert_selected (fixture, (SiluSpot){ 0, { 0, 23 } }, (SiluSpot){ 1, { 0, 4 } },
                   "here.\n\n$$\n\\frac{a}{b}\n$$");

  /* By the keyboard, one step is all of it. */
  silu_transcript_select_at (fixture->transcript, &(SiluSpot){ 0, { 0, 4 } }, SILU_SELECT_PLACE);
  silu_transcript_extend (fixture->transcript, SILU_STEP_CHARACTER, 1);
  g_assert_cmpuint (fixture->transcript->cursor.place.offset, ==, 9);
  silu_transcript_extend (fixture->transcript, SILU_STEP_CHARACTER, -1);
  g_assert_cmpuint (fixture->transcript->cursor.place.offset, ==, 4);

  silu_transcript_select_at (fixture->transcript, &(SiluSpot){ 0, { 0, 6 } }, SILU_SELECT_WORD);
  word = silu_transcript_dup_selected (fixture->transcript, TRUE);
  g_assert_cmpstr (word, ==, "$x_1$");
}

static GtkGesture *
find_menu_gesture (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_CLICK (controller) &&
          gtk_gesture_single_get_button (GTK_GESTURE_SINGLE (controller)) == GDK_BUTTON_SECONDARY)
        return GTK_GESTURE (controller);
    }

  return NULL;
}

/* What the menu's item with this name would copy; NULL if it has none. */
static char *
dup_target (SiluTranscript *transcript, const char *name)
{
  GMenuModel *menu = gtk_popover_menu_get_menu_model (GTK_POPOVER_MENU (transcript->menu));

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

static void
open_menu (Fixture *fixture, SiluBlockText *text, gsize offset)
{
  GtkGesture *gesture = find_menu_gesture (GTK_WIDGET (fixture->transcript));
  graphene_rect_t place;
  graphene_point_t point;

  g_assert_nonnull (gesture);
  silu_block_text_get_place (text, offset, &place);
  g_assert_true (gtk_widget_compute_point (
      GTK_WIDGET (text), GTK_WIDGET (fixture->transcript),
      &GRAPHENE_POINT_INIT (place.origin.x + 2, place.origin.y + place.size.height / 2), &point));
  g_signal_emit_by_name (gesture, "pressed", 1, (double) point.x, (double) point.y);
}

static void
test_menu (Fixture *fixture, gconstpointer data)
{
  g_autofree char *tex = NULL;
  g_autofree char *mathml = NULL;

  if (!can_draw (fixture))
    return;

  show (fixture, DOCUMENT);
  open_menu (fixture, get_text (fixture, 1), 0);
  tex = dup_target (fixture->transcript, "Copy _LaTeX");
  mathml = dup_target (fixture->transcript, "Copy Math_ML");
  g_assert_cmpstr (tex, ==, "\\frac{a}{b}");
  g_assert_true (g_str_has_prefix (mathml, "<math"));
  g_assert_nonnull (strstr (mathml, "<mfrac>"));

  open_menu (fixture, get_text (fixture, 0), 0);
  g_assert_null (dup_target (fixture->transcript, "Copy _LaTeX"));
}

static gboolean
is_narrow (gpointer user_data)
{
  return gtk_widget_get_width (user_data) <= 300;
}

static gboolean
is_wide (gpointer user_data)
{
  return gtk_widget_get_width (user_data) >= 600;
}

/* In a line it is made smaller, or is its source again; on its own it scrolls. */
static void
test_wide (Fixture *fixture, gconstpointer data)
{
  SiluScroller *scroller;
  GtkAdjustment *adjustment;

  if (!can_draw (fixture))
    return;

  show (fixture, "A $aaaaaaaaaa+bbbbbbbbbb+cccccccccc+dddddddddd+eeeeeeeeee$ b\n\n"
                 "$$aaaaaaaaaa+bbbbbbbbbb+cccccccccc+dddddddddd+eeeeeeeeee+ffffffffff$$");
  assert_formula (get_text (fixture, 0), 2,
                  "aaaaaaaaaa+bbbbbbbbbb+cccccccccc+dddddddddd+eeeeeeeeee");

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 300, 400);
  silu_test_run_until (is_narrow, fixture->window);
  settle (fixture);
  assert_formula (get_text (fixture, 0), 2, NULL);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (get_text (fixture, 0))), <=, 300);
  scroller = SILU_SCROLLER (
      silu_ui_test_find (silu_transcript_get_widget (fixture->transcript, 1), SILU_TYPE_SCROLLER));
  adjustment = silu_scroller_get_adjustment (scroller);
  g_assert_cmpfloat (gtk_adjustment_get_upper (adjustment), >,
                     gtk_adjustment_get_page_size (adjustment));

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 600, 400);
  silu_test_run_until (is_wide, fixture->window);
  settle (fixture);
  assert_formula (get_text (fixture, 0), 2,
                  "aaaaaaaaaa+bbbbbbbbbb+cccccccccc+dddddddddd+eeeeeeeeee");
}

static int
row_y (Fixture *fixture, guint position)
{
  GtkWidget *row = silu_transcript_get_widget (fixture->transcript, position);
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (row, GTK_WIDGET (fixture->transcript), &bounds));

  return (int) bounds.origin.y;
}

/* High formulas come above what is read. */
static void
test_undisturbed (Fixture *fixture, gconstpointer data)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (fixture->transcript));
  double before;
  int y;

  if (!can_draw (fixture))
    return;

  for (int i = 0; i < 8; i++)
    fill (fixture, "$$\\cfrac{1}{1+\\cfrac{1}{1+\\cfrac{1}{1+\\cfrac{1}{x}}}}$$\n\ntext");
  silu_ui_test_settle (fixture->window);
  silu_transcript_reveal (fixture->transcript, &(SiluSpot){ 15, { 0, 0 } });
  silu_ui_test_settle (fixture->window);
  y = row_y (fixture, 15);
  before = gtk_adjustment_get_upper (adjustment);

  for (guint i = 0; i < 16; i += 2)
    {
      GtkWidget *row = silu_transcript_get_widget (fixture->transcript, i);

      silu_transcript_set_math (fixture->transcript, fixture->math);
      if (row == NULL)
        continue;
      /* As if it had been asked for later. */
      g_object_ref (row);
      gtk_widget_unparent (row);
      gtk_widget_set_parent (row, GTK_WIDGET (fixture->transcript));
      g_object_unref (row);
    }
  settle (fixture);
  g_assert_cmpfloat (gtk_adjustment_get_upper (adjustment), >, before);
  g_assert_cmpint (row_y (fixture, 15), ==, y);
}

/* A text that goes on keeps what is drawn. */
static void
test_growing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SiluBlock) first = NULL;
  g_autoptr (SiluBlock) second = NULL;
  g_autoptr (GPtrArray) blocks = silu_markdown_parse ("So $x$ and", 10);
  g_autoptr (GPtrArray) more = silu_markdown_parse ("So $x$ and $y$ or", 17);
  SiluBlockText *text;

  if (!can_draw (fixture))
    return;

  show (fixture, "So $x$ and");
  text = get_text (fixture, 0);
  assert_formula (text, 3, "x");
  silu_block_text_set_block (text, g_ptr_array_index (more, 0));
  assert_formula (text, 3, "x");
  settle (fixture);
  assert_formula (text, 11, "y");
  silu_block_text_set_block (text, g_ptr_array_index (blocks, 0));
  assert_formula (text, 3, "x");
}

int
main (int argc, char **argv)
{
  silu_ui_test_init (&argc, &argv);

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/formula-view/drawn", test_drawn);
  ADD ("/formula-view/source", test_source);
  ADD ("/formula-view/selected-whole", test_selected_whole);
  ADD ("/formula-view/menu", test_menu);
  ADD ("/formula-view/wide", test_wide);
  ADD ("/formula-view/undisturbed", test_undisturbed);
  ADD ("/formula-view/growing", test_growing);
#undef ADD

  return g_test_run ();
}
