/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of parts: what is joined, and what a late </think> makes of them. */
#include "silu-part.h"
#include "silu-test.h"

#include <string.h>

static void
append (GPtrArray *parts, SiluPartKind kind, SiluChannel channel, const char *text)
{
  silu_parts_append (parts, kind, channel, text, strlen (text));
}

static void
assert_part (GPtrArray *parts, guint index, SiluPartKind kind, const char *text)
{
  const SiluPart *part;

  g_assert_cmpuint (index, <, parts->len);
  part = g_ptr_array_index (parts, index);
  g_assert_cmpint (part->kind, ==, kind);
  g_assert_cmpstr (part->text->str, ==, text);
}

static void
test_append (void)
{
  g_autoptr (GPtrArray) parts = silu_parts_new ();

  append (parts, SILU_PART_REASONING, SILU_CHANNEL_REASONING, "a");
  append (parts, SILU_PART_REASONING, SILU_CHANNEL_REASONING, "b");
  append (parts, SILU_PART_REASONING, SILU_CHANNEL_THINK_TAG, "c");
  append (parts, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, "d");
  append (parts, SILU_PART_REASONING, SILU_CHANNEL_THINK_TAG, "e");

  g_assert_cmpuint (parts->len, ==, 4);
  assert_part (parts, 0, SILU_PART_REASONING, "ab");
  assert_part (parts, 1, SILU_PART_REASONING, "c");
  assert_part (parts, 2, SILU_PART_TEXT, "d");
  assert_part (parts, 3, SILU_PART_REASONING, "e");
}

static void
test_reclassify (void)
{
  g_autoptr (GPtrArray) parts = silu_parts_new ();

  append (parts, SILU_PART_REASONING, SILU_CHANNEL_THINK_TAG, "a");
  append (parts, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, "b");
  append (parts, SILU_PART_TOOL_CALL, SILU_CHANNEL_NONE, "t");
  append (parts, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, "c");
  silu_parts_reclassify (parts);

  g_assert_cmpuint (parts->len, ==, 3);
  assert_part (parts, 0, SILU_PART_REASONING, "ab");
  assert_part (parts, 1, SILU_PART_TOOL_CALL, "t");
  assert_part (parts, 2, SILU_PART_REASONING, "c");
}

/* The text of a part moves behind another's, and its marks with it. */
static void
test_marks (void)
{
  const gint64 begun = 1795468680000000;
  const gint64 second = G_USEC_PER_SEC;
  g_autoptr (GPtrArray) parts = silu_parts_new ();
  g_autofree char *joined = NULL;
  g_autofree char *tool = NULL;
  const SiluPart *part;

  silu_parts_append_at (parts, SILU_PART_REASONING, SILU_CHANNEL_THINK_TAG, "ab", 2, begun);
  silu_parts_append_at (parts, SILU_PART_REASONING, SILU_CHANNEL_THINK_TAG, "c", 1, begun + second);
  silu_parts_append_at (parts, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, "d", 1, begun + 2 * second);
  silu_parts_append_at (parts, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, "ef", 2, begun + 3 * second);
  silu_parts_append_at (parts, SILU_PART_TOOL_CALL, SILU_CHANNEL_NONE, "{}", 2, begun);
  silu_parts_reclassify (parts);
  g_assert_cmpuint (parts->len, ==, 2);
  assert_part (parts, 0, SILU_PART_REASONING, "abcdef");

  part = g_ptr_array_index (parts, 0);
  joined = silu_marks_to_string (part->marks);
  g_assert_cmpstr (joined, ==, "0:1795468680000000 2:1000 3:2000 4:3000");
  part = g_ptr_array_index (parts, 1);
  tool = silu_marks_to_string (part->marks);
  g_assert_cmpstr (tool, ==, "");
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/part/append", test_append);
  g_test_add_func ("/part/reclassify", test_reclassify);
  g_test_add_func ("/part/marks", test_marks);

  return g_test_run ();
}
