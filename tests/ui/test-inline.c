/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spans as markup: exact, escaped, and no address that starts a program. */
#include "silu-inline.h"
#include "silu-markdown.h"
#include <pango/pango.h>

static SiluBlock *
parse (const char *text)
{
  g_autoptr (SiluMarkdown) markdown = silu_markdown_new ();

  silu_markdown_feed (markdown, text, strlen (text));
  silu_markdown_finish (markdown);
  silu_markdown_update (markdown);
  g_assert_cmpuint (silu_markdown_get_n_blocks (markdown), >, 0);

  return silu_block_ref (silu_markdown_get_block (markdown, 0));
}

/* The text as Pango reads it back; links are GtkLabel's own. */
static char *
read_back (const char *markup)
{
  g_autoptr (GRegex) links = g_regex_new ("</?a( [^>]*)?>", 0, 0, NULL);
  g_autofree char *plain = g_regex_replace_literal (links, markup, -1, 0, "", 0, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  pango_parse_markup (plain, -1, 0, NULL, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

static void
test_exact (void)
{
  static const char *const texts[] = {
    "plain",
    "a < b && c > d \"quoted\" 'single'",
    "**bold**, *slanted*, ~~struck~~, `code <b>&amp;`",
    "**中文：**后文 `占用`",
    "***`all`*** [link **bold**](https://example.org/?a=1&b=\"2\")",
    "![picture & <alt>](https://example.org/a.png)",
    "control \x01\x02 characters \x7f",
    "&lt;b&gt; &amp;amp; &#38;",
    "[](https://example.org)",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (SiluBlock) block = parse (texts[i]);
      g_autofree char *markup = silu_inline_to_markup (block);
      g_autofree char *text = read_back (markup);

      g_assert_cmpstr (text, ==, block->text);
    }
}

static void
test_links (void)
{
  static const struct
  {
    const char *text;
    gboolean link;
  } cases[] = {
    { "[a](https://example.org)", TRUE },
    { "[a](HTTP://example.org)", TRUE },
    { "[a](mailto:someone@example.org)", TRUE },
    { "<https://example.org>", TRUE },
    { "[a](javascript:alert%281%29)", FALSE },
    { "[a](file:///etc/passwd)", FALSE },
    { "[a](data:text/html,x)", FALSE },
    { "[a](relative/path)", FALSE },
    { "[a](//example.org)", FALSE },
    { "[a](#part)", FALSE },
    { "[a]()", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SiluBlock) block = parse (cases[i].text);
      g_autofree char *markup = silu_inline_to_markup (block);

      g_assert_cmpint (strstr (markup, "<a href=") != NULL, ==, cases[i].link);
    }
}

/* The tooltip is markup inside of markup, and not as long as an address may be. */
static void
test_tooltip (void)
{
  g_autofree char *tail = g_strnfill (3000, 'x');
  g_autofree char *text = g_strconcat ("[a](https://example.org/?a&b=", tail, ")", NULL);
  g_autoptr (SiluBlock) block = parse (text);
  g_autofree char *markup = silu_inline_to_markup (block);
  const char *title = strstr (markup, " title=\"");

  g_assert_nonnull (title);
  g_assert_true (g_str_has_prefix (title, " title=\"https://example.org/?a&amp;amp;b=x"));
  g_assert_nonnull (strstr (title, "xxx…\">a</a>"));
  g_assert_cmpuint (strlen (title), <, 400);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/inline/exact", test_exact);
  g_test_add_func ("/inline/links", test_links);
  g_test_add_func ("/inline/tooltip", test_tooltip);

  return g_test_run ();
}
