/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of notes: their order, one for each place, and their bounds. */
#include "silu-note.h"
#include "silu-test.h"

#include <string.h>

static void
test_order (void)
{
  g_autoptr (GPtrArray) notes = silu_notes_new ();
  g_autoptr (GPtrArray) copy = NULL;
  const SiluNote *note;

  g_assert_true (silu_notes_set (notes, 2, 0, SILU_NOTE_BOOKMARK, "c", 1));
  g_assert_true (silu_notes_set (notes, 0, 900, SILU_NOTE_BOOKMARK, "b", 2));
  g_assert_true (silu_notes_set (notes, 0, 7, SILU_NOTE_FLAW, "a", 3));
  g_assert_true (silu_notes_set (notes, 0, 900, SILU_NOTE_FLAW, "B", 4));

  copy = silu_notes_copy (notes);
  g_assert_cmpuint (copy->len, ==, 3);
  note = g_ptr_array_index (copy, 0);
  g_assert_cmpuint (note->start, ==, 7);
  note = g_ptr_array_index (copy, 2);
  g_assert_cmpuint (note->part, ==, 2);

  /* What is changed is as old as it was. */
  note = silu_notes_find (copy, 0, 900);
  g_assert_cmpstr (note->text, ==, "B");
  g_assert_cmpint (note->kind, ==, SILU_NOTE_FLAW);
  g_assert_cmpint (note->created, ==, 2);

  g_assert_null (silu_notes_find (notes, 0, 8));
  g_assert_false (silu_notes_remove (notes, 1, 900));
  g_assert_true (silu_notes_remove (notes, 0, 900));
  g_assert_null (silu_notes_find (notes, 0, 900));
  g_assert_cmpuint (notes->len, ==, 2);
}

static void
test_bounds (void)
{
  g_autoptr (GPtrArray) notes = silu_notes_new ();
  g_autoptr (GString) text = g_string_new ("x");
  const SiluNote *note;

  while (text->len <= SILU_NOTE_MAX_TEXT)
    g_string_append (text, "\346\203\263");
  g_assert_true (silu_notes_set (notes, 0, 0, SILU_NOTE_BOOKMARK, text->str, 0));
  note = silu_notes_find (notes, 0, 0);
  g_assert_cmpuint (strlen (note->text), <=, SILU_NOTE_MAX_TEXT);
  g_assert_cmpuint (strlen (note->text), >, SILU_NOTE_MAX_TEXT - 3);
  g_assert_true (g_utf8_validate (note->text, -1, NULL));

  for (guint i = 1; i < SILU_NOTES_MAX; i++)
    g_assert_true (silu_notes_set (notes, 0, i, SILU_NOTE_BOOKMARK, "", 0));
  g_assert_false (silu_notes_set (notes, 1, 0, SILU_NOTE_BOOKMARK, "", 0));
  g_assert_true (silu_notes_set (notes, 0, 5, SILU_NOTE_FLAW, "", 0));
  g_assert_cmpuint (notes->len, ==, SILU_NOTES_MAX);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/note/order", test_order);
  g_test_add_func ("/note/bounds", test_bounds);

  return g_test_run ();
}
