/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The incremental Markdown parser: the same blocks however the text is fed, and however often it is
 * looked at in between. */
#include "fuzz.h"
#include "silu-markdown.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  FuzzInput input = fuzz_input (data, size);
  g_autoptr (SiluMarkdown) one = silu_markdown_new ();
  g_autoptr (SiluMarkdown) many = silu_markdown_new ();
  g_autofree char *whole = NULL;
  g_autofree char *pieces = NULL;
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

  whole = silu_markdown_to_html (one);
  pieces = silu_markdown_to_html (many);
  g_assert_cmpstr (whole, ==, pieces);
  text = silu_markdown_to_text (one);
  g_assert_true (g_utf8_validate (text, -1, NULL));

  return 0;
}
