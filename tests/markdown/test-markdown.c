/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The incremental parser: what models mean is what comes out, the same however the text is fed;
 * frozen blocks stay the very same; no text costs more than its length. */
#include "markdown-test.h"
#include "silu-test.h"

#include <string.h>

static void
test_gfm (void)
{
  markdown_check_html (
      "| a | b |\n| :-: | --: |\n| `1` | **2** |\n",
      "<table>\n<thead>\n<tr>\n<th align=\"center\">a</th>\n<th align=\"right\">b</th>\n"
      "</tr>\n</thead>\n<tbody>\n<tr>\n<td align=\"center\"><code>1</code></td>\n"
      "<td align=\"right\"><strong>2</strong></td>\n</tr>\n</tbody>\n</table>\n");
  markdown_check_html (
      "- [x] done\n- [ ] open\n",
      "<ul>\n<li><input type=\"checkbox\" checked=\"\" disabled=\"\" /> done</li>\n"
      "<li><input type=\"checkbox\" disabled=\"\" /> open</li>\n</ul>\n");
  markdown_check_html (
      "~~gone~~ https://example.org/a\n",
      "<p><del>gone</del> <a href=\"https://example.org/a\">https://example.org/a</a></p>\n");
}

static void
test_still_html (void)
{
  const char *text = "![a <cat>](https://x.example/a.png \"t\")\n\n"
                     "[![in](b.png)](https://y.example)\n\n![](c.png) ![d](javascript:1)\n\n"
                     "- ![e](e.png)\n\n| ![f](f.png) | g |\n|---|---|\n| h | i |\n";
  g_autofree char *html =
      markdown_render (text, strlen (text), strlen (text), silu_markdown_to_still_html);

  g_assert_null (strstr (html, "<img"));
  g_assert_nonnull (strstr (html, "<a href=\"https://x.example/a.png\">a &lt;cat&gt;</a>"));
  g_assert_nonnull (strstr (html, "<a href=\"c.png\">c.png</a> d</p>"));
  g_assert_nonnull (strstr (html, "<li><a href=\"e.png\">e</a></li>"));
  g_assert_nonnull (strstr (html, "<th><a href=\"f.png\">f</a></th>"));
}

static void
test_exact_text (void)
{
  markdown_check_html ("snake_case, x_1, foo_bar_baz and 2*3*4\n",
                       "<p>snake_case, x_1, foo_bar_baz and 2*3*4</p>\n");
  markdown_check_html ("`2*3*4` and *2*3*\n", "<p><code>2*3*4</code> and <em>2*3</em></p>\n");
  markdown_check_html ("5~10 到 20~30\n", "<p>5~10 到 20~30</p>\n");
  markdown_check_html ("a < b && c > \"d\"\n", "<p>a &lt; b &amp;&amp; c &gt; &quot;d&quot;</p>\n");
  markdown_check_html ("x<br>y\n", "<p>x&lt;br&gt;y</p>\n");
  markdown_check_html ("&copy; &#x4e2d; &nosuch;\n", "<p>© 中 &amp;nosuch;</p>\n");
}

static void
test_cjk_emphasis (void)
{
  markdown_check_html ("**中文：**后文\n", "<p><strong>中文：</strong>后文</p>\n");
  markdown_check_html ("他说**“好”**。\n", "<p>他说<strong>“好”</strong>。</p>\n");
  markdown_check_html ("**“引用”**后\n", "<p><strong>“引用”</strong>后</p>\n");
  markdown_check_html ("注意**先移走尾巴，再判断蛇头。**然后\n",
                       "<p>注意<strong>先移走尾巴，再判断蛇头。</strong>然后</p>\n");
  markdown_check_html ("这是**重点**，那是**另一点**。\n",
                       "<p>这是<strong>重点</strong>，那是<strong>另一点</strong>。</p>\n");
}

static void
test_links (void)
{
  markdown_check_html ("[a](javascript:alert) [b](https://x.y)\n",
                       "<p>a <a href=\"https://x.y\">b</a></p>\n");
  /* A definition after its use, across what was frozen long before. */
  markdown_check_html ("See [foo].\n\nMore.\n\n[foo]: https://x.y 'T'\n",
                       "<p>See <a href=\"https://x.y\" title=\"T\">foo</a>.</p>\n<p>More.</p>\n");
}

static void
test_code (void)
{
  markdown_check_html ("text\n```c snake.c\nint x;\n\n\ny\n```\nafter\n",
                       "<p>text</p>\n<pre><code class=\"language-c\">int x;\n\n\ny\n</code></pre>\n"
                       "<p>after</p>\n");
  markdown_check_html (
      "1. one\n   ```py\n   a\n\n   b\n   ```\n2. two\n",
      "<ol>\n<li>one\n<pre><code class=\"language-py\">a\n\nb\n</code></pre>\n</li>\n"
      "<li>two</li>\n</ol>\n");
  markdown_check_html ("  ```\n  a\n   b\n  ```\n", "<pre><code>a\n b\n</code></pre>\n");
  markdown_check_html ("```\nnever closed\n\nstill",
                       "<pre><code>never closed\n\nstill\n</code></pre>\n");
}

static void
test_broken_bytes (void)
{
  markdown_check_html ("a\xff"
                       "b \xe4\xb8\xad\xe4\xb8 end",
                       "<p>a�b 中�� end</p>\n");
  markdown_check_feedings ("tail \xe4\xb8", 7);
  markdown_check_feedings ("a\r\nb\rc\r\n\r\nd", 12);
}

static void
test_frozen (void)
{
  g_autoptr (SiluMarkdown) markdown = silu_markdown_new ();
  const char *first = "# One\n\nTwo\n\nThr";
  SiluBlock *one;
  SiluBlock *two;

  silu_markdown_feed (markdown, first, strlen (first));
  g_assert_cmpuint (silu_markdown_update (markdown), ==, 0);
  g_assert_cmpuint (silu_markdown_get_n_blocks (markdown), ==, 3);
  g_assert_false (silu_markdown_get_block (markdown, 2)->closed);
  one = silu_markdown_get_block (markdown, 0);
  two = silu_markdown_get_block (markdown, 1);

  silu_markdown_feed (markdown, "ee\n\n> fo", 8);
  g_assert_cmpuint (silu_markdown_update (markdown), ==, 2);
  silu_markdown_feed (markdown, "ur", 2);
  g_assert_cmpuint (silu_markdown_update (markdown), ==, 3);
  g_assert_cmpuint (silu_markdown_update (markdown), ==, 4);
  silu_markdown_finish (markdown);
  g_assert_cmpuint (silu_markdown_update (markdown), ==, 3);
  g_assert_true (silu_markdown_get_block (markdown, 0) == one);
  g_assert_true (silu_markdown_get_block (markdown, 1) == two);
  g_assert_true (silu_markdown_get_block (markdown, 3)->closed);
}

static void
test_plain_text (void)
{
  const char *text =
      "# T\n\n- a\n- b\n  1. c\n\n> q\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n```\nk\n```\n";
  g_autofree char *plain = markdown_render (text, strlen (text), 5, silu_markdown_to_text);

  g_assert_cmpstr (plain, ==, "T\n\n- a\n- b\n  1. c\n\n> q\n\nx\ty\n1\t2\n\nk\n");
}

typedef struct
{
  const char *name;
  const char *first; /* so often */
  const char *then;  /* and this after it */
} Pathological;

/* How long reading takes. */
static double
measure (const Pathological *input, gsize times)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (SiluMarkdown) markdown = silu_markdown_new ();
  gint64 start;

  for (gsize i = 0; i < times; i++)
    g_string_append (text, input->first);
  for (gsize i = 0; i < times && input->then != NULL; i++)
    g_string_append (text, input->then);
  start = g_get_monotonic_time ();
  silu_markdown_feed (markdown, text->str, text->len);
  silu_markdown_finish (markdown);
  silu_markdown_update (markdown);

  return (double) (g_get_monotonic_time () - start) + 2000;
}

/* Eight times the text may take a little more than eight times as long, not 64. */
static void
test_pathological (gconstpointer data)
{
  const Pathological *input = data;
  double one = measure (input, 10000);
  double eight = measure (input, 80000);

  g_assert_cmpfloat (eight / one, <, 40);
}

/* A long address that is used again and again takes no more room than the text. */
static void
test_expansion (void)
{
  g_autofree char *address = g_strnfill (20000, 'x');
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *html = NULL;

  g_string_append_printf (text, "[a]: http://%s\n\n[a](http://%s)\n\n", address, address);
  for (guint i = 0; i < 500; i++)
    g_string_append (text, i % 2 == 0 ? "[a] " : "[a]\n\n");
  html = markdown_render (text->str, text->len, 4096, silu_markdown_to_html);

  g_assert_nonnull (strstr (html, "<p><a href=\"http://xxx"));
  g_assert_cmpuint (strlen (html), <, 10 * text->len);
}

/* Even where links beyond many others are text, nothing is lost. */
static void
test_many_links (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *plain = NULL;
  g_autofree char *html = NULL;

  for (guint i = 0; i < 3000; i++)
    g_string_append (text, "*c* http://a.b [x](http://d.e) www.f.g `[y]`\n");
  plain = markdown_render (text->str, text->len, 4096, silu_markdown_to_text);
  html = markdown_render (text->str, text->len, text->len, silu_markdown_to_html);

  g_assert_true (g_str_has_prefix (plain, "c http://a.b x www.f.g [y]\n"));
  g_assert_true (g_str_has_suffix (plain, "c http://a.b [x](http://d.e) www.f.g [y]\n"));
  g_assert_true (g_str_has_prefix (html, "<p><em>c</em> <a href=\"http://a.b\""));

  g_string_truncate (text, 0);
  for (guint i = 0; i < 3000; i++)
    g_string_append (text, "- http://a.b\n");
  g_clear_pointer (&html, g_free);
  html = markdown_render (text->str, text->len, text->len, silu_markdown_to_html);
  g_assert_true (
      g_str_has_suffix (html, "<li><a href=\"http://a.b\">http://a.b</a></li>\n</ul>\n"));
}

int
main (int argc, char **argv)
{
  static const Pathological inputs[] = {
    { "quotes", "> ", NULL },
    { "emphasis", "*a **b ", NULL },
    { "brackets", "[", NULL },
    { "links", "[a](", NULL },
    { "backticks", "`", NULL },
    { "items", "- ", NULL },
    { "stars", "a*", NULL },
    { "comments", "<!-- ", NULL },
    { "rows", "| a ", NULL },
    { "tildes", "~", NULL },
    { "addresses", "http://a.b ", NULL },
    { "hosts", "www.a.b ", NULL },
    { "labels", "[a]\n", NULL },
    { "notes", "[^1]: n\n", NULL },
    { "formulas-in-quotes", "> ", "$a$ " },
    { "items-after-text", "a\n", "    - [a] http://a.b\n" },
  };

  silu_test_init (&argc, &argv);

  g_test_add_func ("/markdown/gfm", test_gfm);
  g_test_add_func ("/markdown/exact-text", test_exact_text);
  g_test_add_func ("/markdown/still-html", test_still_html);
  g_test_add_func ("/markdown/cjk-emphasis", test_cjk_emphasis);
  g_test_add_func ("/markdown/links", test_links);
  g_test_add_func ("/markdown/code", test_code);
  g_test_add_func ("/markdown/broken-bytes", test_broken_bytes);
  g_test_add_func ("/markdown/frozen", test_frozen);
  g_test_add_func ("/markdown/plain-text", test_plain_text);
  g_test_add_func ("/markdown/expansion", test_expansion);
  g_test_add_func ("/markdown/many-links", test_many_links);
  for (gsize i = 0; i < G_N_ELEMENTS (inputs); i++)
    {
      g_autofree char *path = g_strconcat ("/markdown/pathological/", inputs[i].name, NULL);

      g_test_add_data_func (path, &inputs[i], test_pathological);
    }

  return g_test_run ();
}
