/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests of Markdown share. */
#include "markdown-test.h"

#include <string.h>

char *
markdown_render (const char *text, gsize length, gsize piece, MarkdownWriter writer)
{
  g_autoptr (SiluMarkdown) markdown = silu_markdown_new ();

  for (gsize i = 0; i < length; i += piece)
    {
      silu_markdown_feed (markdown, text + i, MIN (piece, length - i));
      silu_markdown_update (markdown);
    }
  silu_markdown_finish (markdown);

  return writer (markdown);
}

void
markdown_check_feedings (const char *text, gsize length)
{
  const gsize pieces[] = { 1, 2, 3, 7, 64 };
  g_autofree char *whole = markdown_render (text, length, length, silu_markdown_to_json);

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autofree char *json = markdown_render (text, length, pieces[i], silu_markdown_to_json);

      g_assert_cmpstr (json, ==, whole);
    }
}

void
markdown_check_html (const char *text, const char *expected)
{
  gsize length = strlen (text);
  g_autofree char *html = markdown_render (text, length, length, silu_markdown_to_html);

  g_assert_cmpstr (html, ==, expected);
  markdown_check_feedings (text, length);
}

SiluBlock *
markdown_parse_one (const char *text)
{
  g_autoptr (GPtrArray) blocks = silu_markdown_parse (text, strlen (text));

  g_assert_cmpuint (blocks->len, ==, 1);

  return silu_block_ref (g_ptr_array_index (blocks, 0));
}
