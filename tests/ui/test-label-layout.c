/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A label measured without its least width is as large as GTK makes it. */
#include "silu-label-layout.h"
#include "silu-ui-test.h"

#define LEAST 48

static GtkWidget *
add_label (GtkWidget *box, const char *text, gboolean is_ours)
{
  GtkWidget *label = gtk_label_new (text);
  PangoAttrList *bold = pango_attr_list_new ();

  pango_attr_list_insert (bold, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  gtk_label_set_attributes (GTK_LABEL (label), bold);
  pango_attr_list_unref (bold);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (is_ours)
    gtk_widget_set_layout_manager (label, silu_label_layout_new (LEAST));
  gtk_box_append (GTK_BOX (box), label);

  return label;
}

static int
get_width (GtkWidget *label, int *least)
{
  int natural = 0;

  gtk_widget_measure (label, GTK_ORIENTATION_HORIZONTAL, -1, least, &natural, NULL, NULL);

  return natural;
}

static int
get_height (GtkWidget *label, int width)
{
  int natural = 0;

  gtk_widget_measure (label, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);

  return natural;
}

static void
test_size (void)
{
  const char *const texts[] = {
    "",
    "i",
    "One line of words",
    "Lines\nof different lengths, as lines are\nand the last",
    "Longer than any window is wide: the quick brown fox jumps over the lazy dog, and the dog, "
    "which is lazy, lets it. 敏捷的棕色狐狸跳过了懒狗，而懒狗随它去。",
  };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *window = silu_ui_test_show (box, 400, 600);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      GtkWidget *theirs = add_label (box, texts[i], FALSE);
      GtkWidget *ours = add_label (box, texts[i], TRUE);
      int least = 0;
      int width = get_width (theirs, NULL);

      g_assert_cmpint (get_width (ours, &least), ==, width);
      g_assert_cmpint (least, ==, MIN (LEAST, width));
      for (int at = LEAST; at < 1200; at += 113)
        g_assert_cmpint (get_height (ours, at), ==, get_height (theirs, at));
    }

  silu_ui_test_settle (window);
  silu_ui_test_close (window);
}

/* A display that is too wide to wrap asks for all of it. */
static void
test_unwrapped (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *window = silu_ui_test_show (box, 400, 600);
  GtkWidget *label = add_label (box, "A line that nothing breaks", TRUE);
  int least = 0;

  gtk_label_set_wrap (GTK_LABEL (label), FALSE);
  g_assert_cmpint (get_width (label, &least), ==, least);
  g_assert_cmpint (least, >, LEAST);
  silu_ui_test_close (window);
}

/* As high as any other of that width, but its text has no say in how wide it is. */
static void
test_filling (void)
{
  const char *text =
      "Longer than the least that it asks for, and on several lines where it is narrow";
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *window = silu_ui_test_show (box, 400, 600);
  GtkWidget *theirs = add_label (box, text, FALSE);
  GtkWidget *ours = add_label (box, text, TRUE);
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (ours);
  int least = 0;

  silu_label_layout_set_filling (SILU_LABEL_LAYOUT (layout), TRUE);
  g_assert_cmpint (get_width (ours, &least), ==, LEAST);
  g_assert_cmpint (least, ==, LEAST);
  for (int at = LEAST; at < 600; at += 113)
    g_assert_cmpint (get_height (ours, at), ==, get_height (theirs, at));

  silu_label_layout_set_filling (SILU_LABEL_LAYOUT (layout), FALSE);
  g_assert_cmpint (get_width (ours, NULL), ==, get_width (theirs, NULL));
  silu_ui_test_close (window);
}

int
main (int argc, char **argv)
{
  silu_ui_test_init (&argc, &argv);

  g_test_add_func ("/label-layout/size", test_size);
  g_test_add_func ("/label-layout/unwrapped", test_unwrapped);
  g_test_add_func ("/label-layout/filling", test_filling);

  return g_test_run ();
}
