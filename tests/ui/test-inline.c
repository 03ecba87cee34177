/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spans as attributes: the text is exact, and no address that starts a program is a link. */
#include "silu-inline.h"
#include "silu-markdown.h"
#include "silu-ui-test.h"

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

static GtkLabel *
fill (const char *text)
{
  g_autoptr (SiluBlock) block = parse (text);
  GtkLabel *label = g_object_ref_sink (GTK_LABEL (gtk_label_new (NULL)));

  g_autoptr (SiluTextFormulas) formulas = silu_text_formulas_new (label, NULL, NULL);

  silu_text_formulas_set_block (formulas, block);
  silu_inline_fill_label (label, block, formulas);
  g_assert_cmpstr (gtk_label_get_text (label), ==, block->text);

  return label;
}

/* Whether the first character has an attribute. */
static gboolean
has_attribute (GtkLabel *label, PangoAttrType type)
{
  PangoAttrList *list = gtk_label_get_attributes (label);
  PangoAttrIterator *iter;
  gboolean found;

  if (list == NULL)
    return FALSE;

  iter = pango_attr_list_get_iterator (list);
  found = pango_attr_iterator_get (iter, type) != NULL;
  pango_attr_iterator_destroy (iter);

  return found;
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
      g_autoptr (GtkLabel) label = fill (texts[i]);

      g_assert_nonnull (label);
    }
}

static void
test_styles (void)
{
  static const struct
  {
    const char *text;
    PangoAttrType type;
  } cases[] = {
    { "**bold**", PANGO_ATTR_WEIGHT },
    { "*slanted*", PANGO_ATTR_STYLE },
    { "~~struck~~", PANGO_ATTR_STRIKETHROUGH },
    { "`code`", PANGO_ATTR_FAMILY },
    { "[link](https://example.org)", PANGO_ATTR_UNDERLINE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (cases); j++)
      {
        g_autoptr (GtkLabel) label = fill (cases[i].text);

        g_assert_cmpint (has_attribute (label, cases[j].type), ==, i == j);
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
      g_autoptr (GtkLabel) label = fill (cases[i].text);

      g_assert_cmpint (has_attribute (label, PANGO_ATTR_UNDERLINE), ==, cases[i].link);
    }
}

/* Neither what stands before code nor what stands after it is on its ground. */
static void
test_room (void)
{
  static const struct
  {
    const char *text;
    int first; /* characters that have room around them; -1 for none */
    int last;
  } cases[] = {
    { "（`b`；", 0, 2 }, { "a `b` c", 1, 3 },  { "`b`", -1, -1 },
    { "`b`.", -1, 1 },   { "a\n`b`", -1, -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GtkLabel) label = fill (cases[i].text);
      const char *text = gtk_label_get_text (label);
      PangoAttrIterator *iter = pango_attr_list_get_iterator (gtk_label_get_attributes (label));

      do
        {
          int start = 0;
          int at;

          pango_attr_iterator_range (iter, &start, NULL);
          if (start > (int) strlen (text))
            break;
          at = (int) g_utf8_pointer_to_offset (text, text + start);
          g_assert_cmpint (pango_attr_iterator_get (iter, PANGO_ATTR_LETTER_SPACING) != NULL, ==,
                           (at == cases[i].first && at >= 0) || (at == cases[i].last && at >= 0));
        }
      while (pango_attr_iterator_next (iter));
      pango_attr_iterator_destroy (iter);
    }
}

/* An address may be longer than a screen; its host stays to be seen. */
static void
test_shorten (void)
{
  g_autofree char *tail = g_strnfill (3000, 'x');
  g_autofree char *url = g_strconcat ("https://example.org/?a&b=", tail, NULL);
  g_autofree char *shown = silu_inline_shorten_url (url);
  g_autofree char *same = silu_inline_shorten_url ("https://example.org/");

  g_assert_true (g_str_has_prefix (shown, "https://example.org/?a&b=x"));
  g_assert_true (g_str_has_suffix (shown, "xxx…"));
  g_assert_cmpuint (strlen (shown), <, 300);
  g_assert_cmpstr (same, ==, "https://example.org/");
}

int
main (int argc, char **argv)
{
  silu_ui_test_init (&argc, &argv);
  g_test_add_func ("/inline/exact", test_exact);
  g_test_add_func ("/inline/styles", test_styles);
  g_test_add_func ("/inline/links", test_links);
  g_test_add_func ("/inline/room", test_room);
  g_test_add_func ("/inline/shorten", test_shorten);

  return g_test_run ();
}
