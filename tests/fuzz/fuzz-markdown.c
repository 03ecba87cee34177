/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The incremental Markdown parser: the same blocks however the text is fed, and however often it is
 * looked at in between; and blocks as their header promises them. */
#include "fuzz.h"
#include "silu-markdown-private.h"

#include <string.h>

static void
check_spans (const SiluBlock *block)
{
  gsize end = 0;

  for (guint i = 0; i < block->spans->len; i++)
    {
      const SiluSpan *span = &g_array_index (block->spans, SiluSpan, i);
      gboolean target = (span->flags & (SILU_SPAN_LINK | SILU_SPAN_IMAGE)) != 0;

      g_assert_cmpuint (span->start, ==, end);
      g_assert_cmpuint (span->end, >=, span->start);
      g_assert_true (target == (span->url != NULL));
      end = span->end;
    }

  g_assert_cmpuint (end, ==, strlen (block->text));
}

static void
check_child (const SiluBlock *parent, const SiluBlock *child)
{
  g_assert_true ((parent->kind == SILU_BLOCK_LIST) == (child->kind == SILU_BLOCK_ITEM));
  g_assert_true ((parent->kind == SILU_BLOCK_TABLE) == (child->kind == SILU_BLOCK_ROW));
  g_assert_true ((parent->kind == SILU_BLOCK_ROW) == (child->kind == SILU_BLOCK_CELL));
}

static void
check_block (const SiluBlock *block, guint depth)
{
  g_assert_cmpuint (depth, <=, SILU_MARKDOWN_MAX_DEPTH);
  g_assert_true (block->closed);
  if (block->text != NULL)
    g_assert_true (g_utf8_validate (block->text, -1, NULL));
  if (block->spans != NULL)
    check_spans (block);

  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    {
      check_child (block, g_ptr_array_index (block->children, i));
      check_block (g_ptr_array_index (block->children, i), depth + 1);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  FuzzInput input = fuzz_input (data, size);
  g_autoptr (SiluMarkdown) one = silu_markdown_new ();
  g_autoptr (SiluMarkdown) many = silu_markdown_new ();
  g_autofree char *whole = NULL;
  g_autofree char *pieces = NULL;
  g_autofree char *html = NULL;
  g_autofree char *text = NULL;

  silu_markdown_feed (one, input.text, input.length);
  silu_markdown_finish (one);

  for (gsize i = 0; i < input.length;)
    {
      gsize piece = fuzz_piece (&input, input.length - i);

      silu_markdown_feed (many, input.text + i, piece);
      g_assert_cmpuint (silu_markdown_update (many), <=, silu_markdown_get_n_blocks (many));
      i += piece;
    }
  silu_markdown_finish (many);

  whole = silu_markdown_to_json (one);
  pieces = silu_markdown_to_json (many);
  g_assert_cmpstr (whole, ==, pieces);
  for (guint i = 0; i < silu_markdown_get_n_blocks (one); i++)
    check_block (silu_markdown_get_block (one, i), 1);

  html = silu_markdown_to_html (one);
  text = silu_markdown_to_text (one);
  g_assert_true (g_utf8_validate (html, -1, NULL));
  g_assert_true (g_utf8_validate (text, -1, NULL));

  return 0;
}
