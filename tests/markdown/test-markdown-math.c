/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Formulas as models write them, and dollars, brackets and code that are none. */
#include "markdown-test.h"
#include "silu-test.h"

#include <string.h>

/* In what is expected, "{" and "}" stand for the tags of a formula in a line, "<" and ">" for those
 * of one on its own, "(" and ")" for those of a paragraph. */
typedef struct
{
  const char *text;
  const char *expected;
} Case;

static const Case dollars[] = {
  { "a $x$ b", "(a {$x$} b)" },
  { "$x$", "({$x$})" },
  { "$x$, $y$", "({$x$}, {$y$})" },
  { "$x$$y$", "($x$$y$)" },
  { "$a_1$ and $b_2$", "({$a_1$} and {$b_2$})" },
  { "$a*b*c$", "({$a*b*c$})" },
  { "$\\alpha$", "({$\\alpha$})" },
  { "$\\{x\\}$", "({$\\{x\\}$})" },
  { "$[a](b)$", "({$[a](b)$})" },
  { "$n$th and $n$-th", "({$n$}th and {$n$}-th)" },
  { "$x^2$s", "({$x^2$}s)" },
  { "其中$x$是数，$y$也是。", "(其中{$x$}是数，{$y$}也是。)" },
  { "**$x$**", "(**{$x$}**)" },
  { "**公式：**$x$", "(**公式：**{$x$})" },
  { "*a $b*c$ d*", "(*a {$b*c$} d*)" },
  { "$a\nb$", "({$a\nb$})" },
  { "$5$", "({$5$})" },
  { "$-5$ degrees", "({$-5$} degrees)" },
  { "$0.5$ or $2n$", "({$0.5$} or {$2n$})" },
  { "$2 + 3 = 5$", "({$2 + 3 = 5$})" },
  { "$a\\$b$", "({$a\\$b$})" },
  { "# On $x$", "#On {$x$}#" },
  { "[see $x$](https://a.b)", "([see {$x$}])" },
  { "| $|x|$ | b |\n|---|---|\n| c | $\\|y\\|$ |", "|{$|x|$}|b|c|{$\\|y\\|$}|" },
  /* none */
  { "It costs $5 and $10.", "(It costs $5 and $10.)" },
  { "$5-$10", "($5-$10)" },
  { "$5/$6", "($5/$6)" },
  { "US$5, HK$7", "(US$5, HK$7)" },
  { "$5 and then 10$", "($5 and then 10$)" },
  { "$5元，一共10$", "($5元，一共10$)" },
  { "$1,000.50 million or 3$ more", "($1,000.50 million or 3$ more)" },
  { "set $PATH and $HOME", "(set $PATH and $HOME)" },
  { "$HOME/$USER/bin", "($HOME/$USER/bin)" },
  { "a$b$c", "(a$b$c)" },
  { "$ x $", "($ x $)" },
  { "$x $y", "($x $y)" },
  { "\\$x$", "($x$)" },
  { "\\$x\\$", "($x$)" },
  { "$x\\$", "($x$)" },
  { "$", "($)" },
  { "$$", "($$)" },
  { "$$$$", "($$$$)" },
  { "$x", "($x)" },
  { "a$", "(a$)" },
  { "$a\n\nb$", "($a)(b$)" },
  { "- $a\n- b$", "-$a--b$-" },
  { "`$x$`", "(`$x$`)" },
  { "`$a` and `b$`", "(`$a` and `b$`)" },
  { "$a `b$ c`", "($a `b$ c`)" },
  { "``$`$``", "(`$`$`)" },
  { "```sh\necho $A $B$\n```", "```echo $A $B$\n```" },
  { "- ```sh\n  echo $A\n  x $B$ y\n  ```\n- $z$", "-\n```echo $A\nx $B$ y\n```--{$z$}-" },
  { "    $x$", "```$x$\n```" },
};

static const Case others[] = {
  { "a \\(x\\) b", "(a {\\(x\\)} b)" },
  { "\\( x_1 * y_2 * z \\)", "({\\( x_1 * y_2 * z \\)})" },
  { "令\\(x\\)为数", "(令{\\(x\\)}为数)" },
  { "\\(a\\)\\(b\\)", "({\\(a\\)}{\\(b\\)})" },
  { "\\(a \\\\) b\\)", "({\\(a \\\\) b\\)})" },
  { "\\\\(x\\\\)", "(\\(x\\))" },
  { "\\(x", "((x)" },
  { "\\(\\)", "(())" },
  { "\\(a\n\nb\\)", "((a)(b))" },
  { "- \\(a\n- b\\)", "-(a--b)-" },
  { "`\\(x\\)`", "(`\\(x\\)`)" },
  { "[a](\\(b\\))", "([a])" },
  /* on their own */
  { "$$x$$", "<$$x$$>" },
  { "$$\nx = 1\n$$", "<$$\nx = 1\n$$>" },
  { "$$ x $$", "<$$ x $$>" },
  { "So\n$$\nx\n$$\nand", "(So)<$$\nx\n$$>(and)" },
  { "So $$x$$ and $$y$$.", "(So)<$$x$$>(and)<$$y$$>(.)" },
  { "**So $$x$$ and** b", "(**So**)<$$x$$>(**and** b)" },
  { "$$\na\n- b\n+ c\n= d\n> e\n$$", "<$$\na\n- b\n+ c\n= d\n> e\n$$>" },
  { "$$a\\$$$ b", "<$$a\\$$$>(b)" },
  { "\\[\nx\n\\]", "<\\[\nx\n\\]>" },
  { "\\[x\\]", "<\\[x\\]>" },
  { "So \\[x = 1\\] holds", "(So)<\\[x = 1\\]>(holds)" },
  { "So \\[\nx\n\\]", "(So)<\\[\nx\n\\]>" },
  { "\\[a\\\\[2pt] b\\]", "<\\[a\\\\[2pt] b\\]>" },
  { "- a\n  $$\n  x\n  $$\n- b", "-a\n<$$\nx\n$$>--b-" },
  { "- a\n\n  \\[\n  x\n  \\]\n\n  c", "-\n(a)<\\[\nx\n\\]>(c)-" },
  { "- $$\n  a\n  - b\n  $$", "-\n<$$\na\n- b\n$$>-" },
  { "1. $$\n   x\n   $$\n2. b", "-\n<$$\nx\n$$>--b-" },
  { "> $$\n> x\n> $$", "“<$$\nx\n$$>”" },
  { "> > \\[\n> > a\n> > b\n> > \\]\n> c", "““<\\[\na\nb\n\\]>(c)””" },
  { "\\begin{align}\na &= b\\\\\n- c\n\\end{align}",
    "<\\begin{align}\na &amp;= b\\\\\n- c\n\\end{align}>" },
  { "\\begin{equation*}x\\end{equation*}", "<\\begin{equation*}x\\end{equation*}>" },
  { "a\n\\begin{cases}x\\end{cases}\nb", "(a)<\\begin{cases}x\\end{cases}>(b)" },
  { "$$\\begin{aligned}a\\end{aligned}$$", "<$$\\begin{aligned}a\\end{aligned}$$>" },
  { "# $$x$$", "#[$$x$$]#" },
  { "| $$x$$ | b |\n|---|---|", "|[$$x$$]|b|" },
  /* none */
  { "see \\[1\\] and \\[^2\\]", "(see [1] and [^2])" },
  { "\\[WARNING\\] text", "([WARNING] text)" },
  { "\\[a\\](b)", "([a](b))" },
  { "\\[\na\n\nb\n\\]", "([\na)(b\n])" },
  { "$$\na\n\nb\n$$", "($$\na)(b\n$$)" },
  { "$$\na\n```\nb\n```\n$$", "($$\na)```b\n```($$)" },
  { "$$a$", "($$a$)" },
  { "a \\begin{align}x\\end{align}", "(a \\begin{align}x\\end{align})" },
  { "\\begin{document}x\\end{document}", "(\\begin{document}x\\end{document})" },
  { "\\begin{align}x\\end{gather}", "(\\begin{align}x\\end{gather})" },
  { "- $$ a\n- b $$", "-$$ a--b $$-" },
};

/* The tags of HTML by the marks above. */
static char *
shorten (const char *html)
{
  static const char *const marks[][2] = {
    { "&lt;", "<" },
    { "&gt;", ">" },
    { "<span class=\"math inline\">", "{" },
    { "<span class=\"math display\">", "[" },
    { "<div class=\"math display\">", "<" },
    { "<blockquote>\n", "“" },
    { "</blockquote>\n", "”" },
    { "<ul>\n", "" },
    { "</ul>\n", "" },
    { "<ol>\n", "" },
    { "</ol>\n", "" },
    { "<li>", "-" },
    { "</li>\n", "-" },
    { "<p>", "(" },
    { "</p>\n", ")" },
    { "<h1>", "#" },
    { "</h1>\n", "#" },
    { "<strong>", "**" },
    { "</strong>", "**" },
    { "<em>", "*" },
    { "</em>", "*" },
    { "</code></pre>\n", "```" },
    { "<pre><code class=\"language-sh\">", "```" },
    { "<pre><code>", "```" },
    { "<code>", "`" },
    { "</code>", "`" },
    { "<a href=\"https://a.b\">", "[" },
    { "<a href=\"(b)\">", "[" },
    { "</a>", "]" },
    { "<table>\n<thead>\n<tr>\n", "|" },
    { "</tr>\n</thead>\n", "" },
    { "<tbody>\n<tr>\n", "" },
    { "</tr>\n</tbody>\n", "" },
    { "</table>\n", "" },
    { "<th>", "" },
    { "<td>", "" },
    { "</th>\n", "|" },
    { "</td>\n", "|" },
  };
  GString *out = g_string_new (html);

  /* What closes a formula depends on what opened it. */
  for (const char *open; (open = strstr (out->str, "<span class=\"math display\">")) != NULL;)
    {
      gsize start = (gsize) (open - out->str);
      gsize end = (gsize) (strstr (open, "</span>") - out->str);

      g_string_erase (out, (gssize) end, 7);
      g_string_insert_c (out, (gssize) end, ']');
      g_string_erase (out, (gssize) start, 27);
      g_string_insert_c (out, (gssize) start, '[');
    }
  g_string_replace (out, "</span>", "}", 0);
  g_string_replace (out, "</div>\n", "\x01", 0);
  for (gsize i = 2; i < G_N_ELEMENTS (marks); i++)
    g_string_replace (out, marks[i][0], marks[i][1], 0);
  g_string_replace (out, "\x01", ">", 0);
  for (gsize i = 0; i < 2; i++)
    g_string_replace (out, marks[i][0], marks[i][1], 0);

  return g_string_free (out, FALSE);
}

static void
check_cases (const Case *cases, gsize n_cases)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      gsize length = strlen (cases[i].text);
      g_autofree char *html =
          markdown_render (cases[i].text, length, length, silu_markdown_to_html);
      g_autofree char *got = shorten (html);

      markdown_check_feedings (cases[i].text, length);
      if (!g_str_equal (got, cases[i].expected))
        g_test_fail_printf ("%s\n=> %s\nnot %s", cases[i].text, got, cases[i].expected);
    }
}

static void
test_dollars (void)
{
  check_cases (dollars, G_N_ELEMENTS (dollars));
}

static void
test_others (void)
{
  check_cases (others, G_N_ELEMENTS (others));
}

/* Copied as Markdown, a formula is what it was, and what is none stays none. */
static void
check_copies (const Case *cases, gsize n_cases)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      g_autoptr (GPtrArray) blocks = silu_markdown_parse (cases[i].text, strlen (cases[i].text));
      g_autofree char *markdown = silu_blocks_to_markdown (blocks);
      g_autoptr (GPtrArray) again = silu_markdown_parse (markdown, strlen (markdown));
      g_autofree char *html = silu_blocks_to_html (blocks);
      g_autofree char *html_again = silu_blocks_to_html (again);

      if (!g_str_equal (html, html_again))
        g_test_fail_printf ("%s\n=> %s\n%s\nnot %s", cases[i].text, markdown, html_again, html);
    }
}

static void
test_copies (void)
{
  check_copies (dollars, G_N_ELEMENTS (dollars));
  check_copies (others, G_N_ELEMENTS (others));
}

/* Until it is closed, a formula is its source, not a list or a title. */
static void
test_open (void)
{
  static const char *const sources[] = {
    "$$\na\n- b", "\\[\na\n===", "\\(a_1 * b_2 * c", "\\begin{align}\na *b* c\n# d", "\\[\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      g_autoptr (SiluMarkdown) markdown = silu_markdown_new ();
      g_autofree char *json = NULL;
      SiluBlock *block;

      silu_markdown_feed (markdown, sources[i], strlen (sources[i]));
      silu_markdown_update (markdown);
      g_assert_cmpuint (silu_markdown_get_n_blocks (markdown), ==, 1);
      block = silu_markdown_get_block (markdown, 0);
      g_assert_cmpint (block->kind, ==, SILU_BLOCK_PARAGRAPH);
      g_assert_cmpstr (block->text, ==, sources[i]);
      g_assert_cmpuint (block->spans->len, ==, 1);
      g_assert_false (block->closed);
    }
}

static void
test_tex (void)
{
  static const struct
  {
    const char *source;
    const char *tex;
    gboolean display;
  } cases[] = {
    { "$x$", "x", FALSE },
    { "$$x$$", "x", TRUE },
    { "$$\nx\n$$", "\nx\n", TRUE },
    { "\\(x\\)", "x", FALSE },
    { "\\[x\\]", "x", TRUE },
    { "\\begin{align}x\\end{align}", "\\begin{align}x\\end{align}", TRUE },
    { "$$", NULL, FALSE },
    { "$", NULL, FALSE },
    { "x", NULL, FALSE },
    { "", NULL, FALSE },
    { "\\[x", NULL, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize start, end;
      gboolean display;
      gboolean found = silu_formula_source_get_tex (cases[i].source, strlen (cases[i].source),
                                                    &start, &end, &display);
      g_autofree char *tex = NULL;

      g_assert_cmpint (found, ==, cases[i].tex != NULL);
      if (!found)
        continue;
      tex = g_strndup (cases[i].source + start, end - start);
      g_assert_cmpstr (tex, ==, cases[i].tex);
      g_assert_cmpint (display, ==, cases[i].display);
    }
}

/* What opens again and again and is never closed: the suite's time limit is the judge. */
static void
test_linear (void)
{
  static const char *const pieces[] = {
    "$",     "$a ",   "$$ a",   "\\(",    "\\(a ",           "\\[",
    "\\[1 ", "`",     "` `` $", "> $$ ",  "\\begin{align} ", "\\begin{align}\\begin{gather}",
    "$a`",   "\\[\n", "$$\n",   "- $$\n", "$$\n> ",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GPtrArray) blocks = NULL;

      while (text->len < 400000)
        g_string_append (text, pieces[i]);
      blocks = silu_markdown_parse (text->str, text->len);
      g_assert_cmpuint (blocks->len, >, 0);
    }
}

/* A text that holds all noncharacters leaves none for us: then nothing is a formula. */
static void
test_noncharacters (void)
{
  g_autoptr (GString) text = g_string_new ("$x$ ");
  g_autofree char *html = NULL;

  for (gunichar c = 0xfdd0; c <= 0xfdef; c++)
    g_string_append_unichar (text, c);
  html = markdown_render (text->str, text->len, text->len, silu_markdown_to_html);
  g_assert_null (strstr (html, "math"));
  g_assert_nonnull (strstr (html, "$x$"));
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_func ("/markdown-math/dollars", test_dollars);
  g_test_add_func ("/markdown-math/others", test_others);
  g_test_add_func ("/markdown-math/copies", test_copies);
  g_test_add_func ("/markdown-math/open", test_open);
  g_test_add_func ("/markdown-math/tex", test_tex);
  g_test_add_func ("/markdown-math/linear", test_linear);
  g_test_add_func ("/markdown-math/noncharacters", test_noncharacters);

  return g_test_run ();
}
