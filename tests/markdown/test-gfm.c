/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The examples of the GFM specification for what it adds to CommonMark, by their numbers there. Of
 * raw HTML, which is text here, there is none, nor is ftp, where no link of ours leads. */
#include "markdown-test.h"
#include "silu-test.h"

#define HEAD "<table>\n<thead>\n<tr>\n"
#define BODY "</tr>\n</thead>\n<tbody>\n<tr>\n"
#define END "</tr>\n</tbody>\n</table>\n"
#define BUSINESS                                                                                   \
  "<a href=\"http://www.google.com/search?q=Markup+(business)\">"                                  \
  "www.google.com/search?q=Markup+(business)</a>"
#define MAIL(address) "<a href=\"mailto:" address "\">" address "</a>"
#define WWW(address) "<a href=\"http://" address "\">" address "</a>"

typedef struct
{
  const char *name;
  const char *text;
  const char *html;
} Example;

static const Example examples[] = {
  { "198", "| foo | bar |\n| --- | --- |\n| baz | bim |\n",
    HEAD "<th>foo</th>\n<th>bar</th>\n" BODY "<td>baz</td>\n<td>bim</td>\n" END },
  { "199", "| abc | defghi |\n:-: | -----------:\nbar | baz\n",
    HEAD "<th align=\"center\">abc</th>\n<th align=\"right\">defghi</th>\n" BODY
         "<td align=\"center\">bar</td>\n<td align=\"right\">baz</td>\n" END },
  { "200", "| f\\|oo  |\n| ------ |\n| b `\\|` az |\n| b **\\|** im |\n",
    HEAD "<th>f|oo</th>\n" BODY "<td>b <code>|</code> az</td>\n</tr>\n<tr>\n"
         "<td>b <strong>|</strong> im</td>\n" END },
  { "201", "| abc | def |\n| --- | --- |\n| bar | baz |\n> bar\n",
    HEAD "<th>abc</th>\n<th>def</th>\n" BODY "<td>bar</td>\n<td>baz</td>\n" END
         "<blockquote>\n<p>bar</p>\n</blockquote>\n" },
  { "202", "| abc | def |\n| --- | --- |\n| bar | baz |\nbar\n\nbar\n",
    HEAD "<th>abc</th>\n<th>def</th>\n" BODY "<td>bar</td>\n<td>baz</td>\n</tr>\n<tr>\n"
         "<td>bar</td>\n<td></td>\n" END "<p>bar</p>\n" },
  { "203", "| abc | def |\n| --- |\n| bar |\n", "<p>| abc | def |\n| --- |\n| bar |</p>\n" },
  { "204", "| abc | def |\n| --- | --- |\n| bar |\n| bar | baz | boo |\n",
    HEAD "<th>abc</th>\n<th>def</th>\n" BODY "<td>bar</td>\n<td></td>\n</tr>\n<tr>\n"
         "<td>bar</td>\n<td>baz</td>\n" END },
  { "205", "| abc | def |\n| --- | --- |\n",
    HEAD "<th>abc</th>\n<th>def</th>\n</tr>\n</thead>\n</table>\n" },
  { "279", "- [ ] foo\n- [x] bar\n",
    "<ul>\n<li><input type=\"checkbox\" disabled=\"\" /> foo</li>\n"
    "<li><input type=\"checkbox\" checked=\"\" disabled=\"\" /> bar</li>\n</ul>\n" },
  { "280", "- [x] foo\n  - [ ] bar\n  - [x] baz\n- [ ] bim\n",
    "<ul>\n<li><input type=\"checkbox\" checked=\"\" disabled=\"\" /> foo\n<ul>\n"
    "<li><input type=\"checkbox\" disabled=\"\" /> bar</li>\n"
    "<li><input type=\"checkbox\" checked=\"\" disabled=\"\" /> baz</li>\n</ul>\n</li>\n"
    "<li><input type=\"checkbox\" disabled=\"\" /> bim</li>\n</ul>\n" },
  { "491", "~~Hi~~ Hello, ~there~ world!\n",
    "<p><del>Hi</del> Hello, <del>there</del> world!</p>\n" },
  { "492", "This ~~has a\n\nnew paragraph~~.\n", "<p>This ~~has a</p>\n<p>new paragraph~~.</p>\n" },
  { "493", "This will ~~~not~~~ strike.\n", "<p>This will ~~~not~~~ strike.</p>\n" },
  { "622", "www.commonmark.org\n", "<p>" WWW ("www.commonmark.org") "</p>\n" },
  { "623", "Visit www.commonmark.org/help for more information.\n",
    "<p>Visit " WWW ("www.commonmark.org/help") " for more information.</p>\n" },
  { "624", "Visit www.commonmark.org.\n\nVisit www.commonmark.org/a.b.\n",
    "<p>Visit " WWW ("www.commonmark.org") ".</p>\n<p>Visit " WWW (
        "www.commonmark.org/a.b") ".</p>\n" },
  { "625",
    "www.google.com/search?q=Markup+(business)\n\nwww.google.com/search?q=Markup+(business)))\n\n"
    "(www.google.com/search?q=Markup+(business))\n\n(www.google.com/search?q=Markup+(business)\n",
    "<p>" BUSINESS "</p>\n<p>" BUSINESS "))</p>\n<p>(" BUSINESS ")</p>\n<p>(" BUSINESS "</p>\n" },
  { "626", "www.google.com/search?q=(business))+ok\n",
    "<p>" WWW ("www.google.com/search?q=(business))+ok") "</p>\n" },
  { "627", "www.google.com/search?q=commonmark&hl=en\n\nwww.google.com/search?q=commonmark&hl;\n",
    "<p>" WWW ("www.google.com/search?q=commonmark&amp;hl=en") "</p>\n<p>" WWW (
        "www.google.com/search?q=commonmark") "&amp;hl;</p>\n" },
  { "628", "www.commonmark.org/he<lp\n", "<p>" WWW ("www.commonmark.org/he") "&lt;lp</p>\n" },
  { "629",
    "http://commonmark.org\n\n(Visit https://encrypted.google.com/search?q=Markup+(business))\n",
    "<p><a href=\"http://commonmark.org\">http://commonmark.org</a></p>\n"
    "<p>(Visit <a href=\"https://encrypted.google.com/search?q=Markup+(business)\">"
    "https://encrypted.google.com/search?q=Markup+(business)</a>)</p>\n" },
  { "630", "foo@bar.baz\n", "<p>" MAIL ("foo@bar.baz") "</p>\n" },
  { "631", "hello@mail+xyz.example isn't valid, but hello+xyz@mail.example is.\n",
    "<p>hello@mail+xyz.example isn't valid, but " MAIL ("hello+xyz@mail.example") " is.</p>\n" },
  { "632", "a.b-c_d@a.b\n\na.b-c_d@a.b.\n\na.b-c_d@a.b-\n\na.b-c_d@a.b_\n",
    "<p>" MAIL ("a.b-c_d@a.b") "</p>\n<p>" MAIL (
        "a.b-c_d@a.b") ".</p>\n<p>a.b-c_d@a.b-</p>\n<p>a.b-c_d@a.b_</p>\n" },
};

/* What is near them: bars in code and formulas, in quotes and lists, and no cell is ever lost. */
static const Example others[] = {
  { "bars-in-code", "| `a|b` | c |\n|---|---|\n| `x \\| y` | $|z|$ |\n",
    HEAD "<th><code>a|b</code></th>\n<th>c</th>\n" BODY
         "<td><code>x | y</code></td>\n<td><span class=\"math inline\">$|z|$</span></td>\n" END },
  { "quote", "> | a | b |\n> | --- |\n> x\n",
    "<blockquote>\n<p>| a | b |\n| --- |\nx</p>\n</blockquote>\n" },
  { "item", "x | y\n- | --- |\n", "<p>x | y</p>\n<ul>\n<li>| --- |</li>\n</ul>\n" },
  { "short", "a | b\n-|:-\nc | d\n",
    HEAD "<th>a</th>\n<th align=\"left\">b</th>\n" BODY
         "<td>c</td>\n<td align=\"left\">d</td>\n" END },
  { "short-in-quote", "> # t\n> |a|\n> |-|\n",
    "<blockquote>\n<h1>t</h1>\n" HEAD "<th>a</th>\n</tr>\n</thead>\n</table>\n</blockquote>\n" },
  { "short-but-text", "x\n- a | b\n-|-\n\n# a | b\n\n\n-|-\n\n    a | b\n    -|-\n",
    "<p>x</p>\n<ul>\n<li>a | b\n-|-</li>\n</ul>\n<h1>a | b</h1>\n<p>-|-</p>\n"
    "<pre><code>a | b\n-|-\n</code></pre>\n" },
  { "below-text", "123\n456\n| a | b |\n| ---| --- |\nd | e\n",
    "<p>123\n456</p>\n" HEAD "<th>a</th>\n<th>b</th>\n" BODY "<td>d</td>\n<td>e</td>\n" END },
  { "below-text-in-quote", "> So:\n> |`a`|\n> |-|\n",
    "<blockquote>\n<p>So:</p>\n" HEAD "<th><code>a</code></th>\n</tr>\n</thead>\n</table>\n"
    "</blockquote>\n" },
  { "below-tag", "<div>\n| a |\n| --- |\n", "<p>&lt;div&gt;\n| a |\n| --- |</p>\n" },
  { "code", "```\n| a | b |\n| --- |\n```\n", "<pre><code>| a | b |\n| --- |\n</code></pre>\n" },
};

static void
test_example (gconstpointer data)
{
  const Example *example = data;

  markdown_check_html (example->text, example->html);
}

/* What is copied as Markdown is read again as the same. */
static void
test_source (void)
{
  g_autoptr (GPtrArray) blocks = silu_markdown_parse (others[0].text, strlen (others[0].text));
  g_autofree char *source = silu_blocks_to_markdown (blocks);
  g_autoptr (GPtrArray) again = silu_markdown_parse (source, strlen (source));

  g_assert_nonnull (strstr (source, "`a\\|b`"));
  g_assert_cmpuint (again->len, ==, 1);
  g_assert_true (silu_block_equal (g_ptr_array_index (blocks, 0), g_ptr_array_index (again, 0)));
}

static void
add (const Example *list, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *path = g_strconcat ("/gfm/", list[i].name, NULL);

      g_test_add_data_func (path, &list[i], test_example);
    }
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  add (examples, G_N_ELEMENTS (examples));
  add (others, G_N_ELEMENTS (others));
  g_test_add_func ("/gfm/source", test_source);

  return g_test_run ();
}
