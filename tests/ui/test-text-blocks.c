/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Blocks are in memory as long as one of them is shown, and come back as they were. */
#include "silu-text-blocks.h"

#include "silu-test.h"
#include <string.h>

#define TEXT                                                                                       \
  "# Title\n\nSome *text* with [a link][1].\n\n```c\nint x;\n```\n\n[1]: https://example.org\n"

typedef struct
{
  SiluMessage *message;
  SiluMarkdown *markdown;
  SiluTextBlocks *blocks;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->message = silu_message_new (NULL, SILU_ROLE_ASSISTANT);
  silu_message_append (fixture->message, SILU_PART_REASONING, SILU_CHANNEL_REASONING_CONTENT, "Hm");
  silu_message_append (fixture->message, SILU_PART_TEXT, SILU_CHANNEL_CONTENT, TEXT);
  fixture->markdown = silu_markdown_new ();
  silu_markdown_feed (fixture->markdown, TEXT, strlen (TEXT));
  silu_markdown_finish (fixture->markdown);
  silu_markdown_update (fixture->markdown);
  fixture->blocks = silu_text_blocks_new (fixture->message, 1, fixture->markdown);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  silu_text_blocks_unref (fixture->blocks);
  silu_markdown_free (fixture->markdown);
  g_assert_finalize_object (fixture->message);
}

static void
assert_all (Fixture *fixture)
{
  g_assert_cmpuint (silu_markdown_get_n_blocks (fixture->markdown), ==, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_true (silu_block_equal (silu_text_blocks_get (fixture->blocks, i),
                                     silu_markdown_get_block (fixture->markdown, i)));
}

static void
test_held (Fixture *fixture, gconstpointer data)
{
  g_assert_true (silu_text_blocks_get (fixture->blocks, 0) ==
                 silu_markdown_get_block (fixture->markdown, 0));
  silu_text_blocks_hold (fixture->blocks);
  silu_text_blocks_hold (fixture->blocks);
  silu_text_blocks_release (fixture->blocks);
  g_assert_true (silu_text_blocks_is_read (fixture->blocks));
  assert_all (fixture);
}

static void
test_read_again (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 2; i++)
    {
      silu_text_blocks_hold (fixture->blocks);
      silu_text_blocks_release (fixture->blocks);
      g_assert_false (silu_text_blocks_is_read (fixture->blocks));
      assert_all (fixture);
      g_assert_true (silu_text_blocks_is_read (fixture->blocks));
    }
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/text-blocks/held", test_held);
  ADD ("/text-blocks/read-again", test_read_again);
#undef ADD

  return g_test_run ();
}
