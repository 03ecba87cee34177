/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The incremental parser: the same blocks however the text is fed, frozen blocks stay the very
 * same, and CommonMark's own examples come out as CommonMark says. */
#include "silu-markdown.h"
#include "silu-test.h"
#include <json-glib/json-glib.h>
#include <string.h>

static char *
render (const char *text, gsize length, gsize piece, char *(*writer) (SiluMarkdown *) )
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

static void
check_feedings (const char *text, gsize length)
{
  const gsize pieces[] = { 1, 2, 3, 7, 64 };
  g_autofree char *whole = render (text, length, length, silu_markdown_to_json);

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autofree char *json = render (text, length, pieces[i], silu_markdown_to_json);

      g_assert_cmpstr (json, ==, whole);
    }
}

static void
check_html (const char *text, const char *expected)
{
  g_autofree char *html = render (text, strlen (text), strlen (text), silu_markdown_to_html);

  g_assert_cmpstr (html, ==, expected);
  check_feedings (text, strlen (text));
}

/* Sections of the specification that are about raw HTML, which we show as text. */
static gboolean
is_about_html (const char *section)
{
  return g_str_equal (section, "HTML blocks") || g_str_equal (section, "Raw HTML");
}

static gboolean
holds_html (const char *html)
{
  return strstr (html, "<a href=\"`\">") != NULL || strstr (html, "<!--") != NULL ||
         strstr (html, "<bar attr") != NULL || strstr (html, "<responsive-image") != NULL ||
         strstr (html, "<a title=\"a lot") != NULL || strstr (html, "<b>") != NULL ||
         strstr (html, "<del>*foo*</del>") != NULL || strstr (html, "<div>") != NULL ||
         strstr (html, "<img src=\"foo\" title=\"*\"/>") != NULL ||
         strstr (html, "<a href=\"/bar\\/)\">") != NULL;
}

/* 652 examples. What differs is counted, and the count may only fall: spans are flat, so that
 * emphasis of one kind inside itself is one; autolinks are GFM's; schemes other than the web's lead
 * nowhere; the rest is md4c 0.4.8's. */
static void
test_commonmark (void)
{
  g_autofree char *json = silu_test_read_shared ("commonmark.json", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonArray *examples;
  guint passed = 0;
  guint html = 0;
  guint other = 0;

  if (json == NULL)
    {
      g_test_skip ("the specification's examples are not here");
      return;
    }

  root = json_from_string (json, NULL);
  examples = json_node_get_array (root);
  for (guint i = 0; i < json_array_get_length (examples); i++)
    {
      JsonObject *example = json_array_get_object_element (examples, i);
      const char *text = json_object_get_string_member (example, "markdown");
      const char *expected = json_object_get_string_member (example, "html");
      const char *section = json_object_get_string_member (example, "section");
      g_autofree char *actual = render (text, strlen (text), strlen (text), silu_markdown_to_html);

      check_feedings (text, strlen (text));
      if (g_str_equal (actual, expected))
        passed++;
      else if (is_about_html (section) || holds_html (expected))
        html++;
      else
        {
          other++;
          g_test_message ("%s %" G_GINT64_FORMAT "\n%s\nexpected: %s\nactual:   %s", section,
                          json_object_get_int_member (example, "example"), text, expected, actual);
        }
    }

  g_test_message ("CommonMark: %u as specified, %u raw HTML as text, %u other", passed, html,
                  other);
  g_assert_cmpuint (passed, >=, 500);
  g_assert_cmpuint (other, <=, 60);
}

static void
test_gfm (void)
{
  check_html ("| a | b |\n| :-: | --: |\n| `1` | **2** |\n",
              "<table>\n<thead>\n<tr>\n<th align=\"center\">a</th>\n<th align=\"right\">b</th>\n"
              "</tr>\n</thead>\n<tbody>\n<tr>\n<td align=\"center\"><code>1</code></td>\n"
              "<td align=\"right\"><strong>2</strong></td>\n</tr>\n</tbody>\n</table>\n");
  check_html ("- [x] done\n- [ ] open\n",
              "<ul>\n<li><input type=\"checkbox\" checked=\"\" disabled=\"\" /> done</li>\n"
              "<li><input type=\"checkbox\" disabled=\"\" /> open</li>\n</ul>\n");
  check_html (
      "~~gone~~ https://example.org/a\n",
      "<p><del>gone</del> <a href=\"https://example.org/a\">https://example.org/a</a></p>\n");
}

static void
test_exact_text (void)
{
  check_html ("snake_case, x_1, foo_bar_baz and 2*3*4\n",
              "<p>snake_case, x_1, foo_bar_baz and 2*3*4</p>\n");
  check_html ("`2*3*4` and *2*3*\n", "<p><code>2*3*4</code> and <em>2*3</em></p>\n");
  check_html ("5~10 到 20~30\n", "<p>5~10 到 20~30</p>\n");
  check_html ("a < b && c > \"d\"\n", "<p>a &lt; b &amp;&amp; c &gt; &quot;d&quot;</p>\n");
  check_html ("x<br>y\n", "<p>x&lt;br&gt;y</p>\n");
  check_html ("&copy; &#x4e2d; &nosuch;\n", "<p>© 中 &amp;nosuch;</p>\n");
}

static void
test_cjk_emphasis (void)
{
  check_html ("**中文：**后文\n", "<p><strong>中文：</strong>后文</p>\n");
  check_html ("他说**“好”**。\n", "<p>他说<strong>“好”</strong>。</p>\n");
  check_html ("**“引用”**后\n", "<p><strong>“引用”</strong>后</p>\n");
  check_html ("注意**先移走尾巴，再判断蛇头。**然后\n",
              "<p>注意<strong>先移走尾巴，再判断蛇头。</strong>然后</p>\n");
  check_html ("这是**重点**，那是**另一点**。\n",
              "<p>这是<strong>重点</strong>，那是<strong>另一点</strong>。</p>\n");
}

static void
test_links (void)
{
  check_html ("[a](javascript:alert) [b](https://x.y)\n",
              "<p>a <a href=\"https://x.y\">b</a></p>\n");
  /* A definition after its use, across what was frozen long before. */
  check_html ("See [foo].\n\nMore.\n\n[foo]: https://x.y 'T'\n",
              "<p>See <a href=\"https://x.y\" title=\"T\">foo</a>.</p>\n<p>More.</p>\n");
}

static void
test_code (void)
{
  check_html ("text\n```c snake.c\nint x;\n\n\ny\n```\nafter\n",
              "<p>text</p>\n<pre><code class=\"language-c\">int x;\n\n\ny\n</code></pre>\n"
              "<p>after</p>\n");
  check_html ("1. one\n   ```py\n   a\n\n   b\n   ```\n2. two\n",
              "<ol>\n<li>one\n<pre><code class=\"language-py\">a\n\nb\n</code></pre>\n</li>\n"
              "<li>two</li>\n</ol>\n");
  check_html ("  ```\n  a\n   b\n  ```\n", "<pre><code>a\n b\n</code></pre>\n");
  check_html ("```\nnever closed\n\nstill", "<pre><code>never closed\n\nstill\n</code></pre>\n");
}

static void
test_broken_bytes (void)
{
  check_html ("a\xff"
              "b \xe4\xb8\xad\xe4\xb8 end",
              "<p>a�b 中�� end</p>\n");
  check_feedings ("tail \xe4\xb8", 7);
  check_feedings ("a\r\nb\rc\r\n\r\nd", 12);
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
  g_autofree char *plain = render (text, strlen (text), 5, silu_markdown_to_text);

  g_assert_cmpstr (plain, ==, "T\n\n- a\n- b\n  1. c\n\n> q\n\nx\ty\n1\t2\n\nk\n");
}

/* Feeds a text and twice of it, and compares the time: it may grow a little more than twofold. */
static double
measure (const char *unit, gsize times)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (SiluMarkdown) markdown = silu_markdown_new ();
  gint64 start;

  for (gsize i = 0; i < times; i++)
    g_string_append (text, unit);
  start = g_get_monotonic_time ();
  silu_markdown_feed (markdown, text->str, text->len);
  silu_markdown_finish (markdown);
  silu_markdown_update (markdown);

  return (double) (g_get_monotonic_time () - start) + 2000;
}

static void
test_pathological (gconstpointer data)
{
  const char *unit = data;
  double one = measure (unit, 10000);
  double eight = measure (unit, 80000);

  g_assert_cmpfloat (eight / one, <, 40);
}

int
main (int argc, char **argv)
{
  const char *const units[] = {
    "> ", "*a **b ", "[", "[a](", "`", "- ", "a*", "<!-- ", "| a ", "~"
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/markdown/commonmark", test_commonmark);
  g_test_add_func ("/markdown/gfm", test_gfm);
  g_test_add_func ("/markdown/exact-text", test_exact_text);
  g_test_add_func ("/markdown/cjk-emphasis", test_cjk_emphasis);
  g_test_add_func ("/markdown/links", test_links);
  g_test_add_func ("/markdown/code", test_code);
  g_test_add_func ("/markdown/broken-bytes", test_broken_bytes);
  g_test_add_func ("/markdown/frozen", test_frozen);
  g_test_add_func ("/markdown/plain-text", test_plain_text);
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autofree char *path = g_strdup_printf ("/markdown/pathological/%" G_GSIZE_FORMAT, i);

      g_test_add_data_func (path, units[i], test_pathological);
    }

  return g_test_run ();
}
