/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Markdown fed whole and in pieces gives equal blocks; parsed in one piece too, but for what a
 * fence of our own reads better than md4c does. The first byte says how large the pieces are. */
#include "silu-markdown-private.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static SiluMarkdown *
feed (const char *text, gsize length, gsize piece)
{
  SiluMarkdown *markdown = silu_markdown_new ();

  for (gsize i = 0; i < length; i += piece)
    {
      silu_markdown_feed (markdown, text + i, MIN (piece, length - i));
      silu_markdown_update (markdown);
    }
  silu_markdown_finish (markdown);
  silu_markdown_update (markdown);

  return markdown;
}

static void
check_equal (SiluMarkdown *a, SiluMarkdown *b)
{
  g_autofree char *x = silu_markdown_to_json (a);
  g_autofree char *y = silu_markdown_to_json (b);

  g_assert_cmpstr (x, ==, y);
}

/* Only for text that is as md4c gets it: valid, with plain line breaks, and without tabs, which it
 * does not let close a fence. */
static void
check_one_piece (SiluMarkdown *cut, const char *text, gsize length)
{
  g_autoptr (GPtrArray) blocks = NULL;

  if (!g_utf8_validate_len (text, length, NULL) || memchr (text, '\t', length) != NULL ||
      memchr (text, '\r', length) != NULL)
    return;

  blocks = silu_markdown_parse (text, length);
  g_assert_cmpuint (silu_markdown_get_n_blocks (cut), ==, blocks->len);
  for (guint i = 0; i < blocks->len; i++)
    g_assert_true (
        silu_block_equal (silu_markdown_get_block (cut, i), g_ptr_array_index (blocks, i)));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (SiluMarkdown) whole = NULL;
  g_autoptr (SiluMarkdown) pieces = NULL;
  const char *text = (const char *) data + 1;

  if (size < 2)
    return 0;

  whole = feed (text, size - 1, size - 1);
  pieces = feed (text, size - 1, 1 + data[0] % 32);
  check_equal (whole, pieces);
  check_one_piece (whole, text, size - 1);

  return 0;
}
