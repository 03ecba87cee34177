/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrapped anywhere, and what at words. */
#include "silu-block-text.h"
#include "silu-long-word.h"
#include "silu-ui-test.h"

/* @unit so many times. */
static char *
repeat (const char *unit, guint n)
{
  GString *text = g_string_new (NULL);

  while (n-- > 0)
    g_string_append (text, unit);

  return g_string_free (text, FALSE);
}

static gboolean
is_long (const char *unit)
{
  g_autofree char *text = repeat (unit, 2000);

  return silu_long_word_is_in (text, -1);
}

static void
test_words (void)
{
  g_autofree char *short_word = repeat ("x", 499);
  g_autofree char *word = repeat ("x", 500);

  g_assert_false (silu_long_word_is_in ("", -1));
  g_assert_false (silu_long_word_is_in (short_word, -1));
  g_assert_true (silu_long_word_is_in (word, -1));
  g_assert_false (silu_long_word_is_in (word, 499));

  g_assert_true (is_long ("x"));
  g_assert_true (is_long ("é0_"));
  g_assert_true (is_long ("𝐀"));
  g_assert_false (is_long ("word "));
  g_assert_false (is_long ("word\n"));
  g_assert_false (is_long ("哈"));
  g_assert_false (is_long ("ก"));
  g_assert_false (is_long ("ab-"));
}

static GtkWrapMode
get_mode (GtkTextBuffer *buffer, GtkTextView *view, const char *text)
{
  GtkTextIter start;

  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_insert (buffer, &start, text, -1);

  return gtk_text_view_get_wrap_mode (view);
}

/* A piece alone is short, and so is what stands before it. */
static void
test_view (void)
{
  GtkWidget *widget = g_object_ref_sink (gtk_text_view_new ());
  GtkTextView *view = GTK_TEXT_VIEW (widget);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  g_autofree char *piece = repeat ("x", 300);

  silu_long_word_wrap_view (view);
  g_assert_cmpint (get_mode (buffer, view, piece), ==, GTK_WRAP_WORD_CHAR);
  g_assert_cmpint (get_mode (buffer, view, "Words. "), ==, GTK_WRAP_WORD_CHAR);
  g_assert_cmpint (get_mode (buffer, view, piece), ==, GTK_WRAP_WORD_CHAR);
  g_assert_cmpint (get_mode (buffer, view, piece), ==, GTK_WRAP_CHAR);
  gtk_text_buffer_set_text (buffer, "", -1);
  g_assert_cmpint (gtk_text_view_get_wrap_mode (view), ==, GTK_WRAP_WORD_CHAR);
  g_assert_finalize_object (widget);
}

/* While it streams it may become one, and at its end be none. */
static void
test_paragraph (void)
{
  SiluBlock *block = silu_block_new (SILU_BLOCK_PARAGRAPH);
  SiluBlock *next = silu_block_new (SILU_BLOCK_PARAGRAPH);
  GtkWidget *widget = NULL;
  GtkLabel *label = NULL;

  block->text = repeat ("x", 3000);
  next->text = repeat ("words ", 3000);
  widget = g_object_ref_sink (silu_block_text_new (block, GTK_ACCESSIBLE_ROLE_LABEL));
  label = silu_block_text_get_label (SILU_BLOCK_TEXT (widget));
  g_assert_cmpint (gtk_label_get_wrap_mode (label), ==, PANGO_WRAP_CHAR);
  silu_block_text_set_block (SILU_BLOCK_TEXT (widget), next);
  g_assert_cmpint (gtk_label_get_wrap_mode (label), ==, PANGO_WRAP_WORD_CHAR);
  g_assert_finalize_object (widget);
  silu_block_unref (block);
  silu_block_unref (next);
}

int
main (int argc, char **argv)
{
  silu_ui_test_init (&argc, &argv);

  g_test_add_func ("/long-word/words", test_words);
  g_test_add_func ("/long-word/view", test_view);
  g_test_add_func ("/long-word/paragraph", test_paragraph);

  return g_test_run ();
}
