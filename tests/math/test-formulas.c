/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Formulas of the kind that models write, each set in a line and on its own, measured and drawn;
 * and TeX that is wrong or not allowed. */
#include "math-fixture.h"

typedef struct
{
  const char *name;
  const char *tex;
  double min_width, max_width; /* em of a display */
  double min_height;
} Row;

static const Row rows[] = {
  { "letter", "x", 0.4, 1.2, 0.4 },
  { "number", "3.14159", 2, 6, 0.7 },
  { "power", "x^2", 0.8, 2, 0.8 },
  { "scripts", "a_{i,j}^{(n+1)}", 1, 5, 0.9 },
  { "primes", "f''(x)", 1.5, 5, 0.9 },
  { "fraction", "\\frac{a+b}{c}", 1.5, 4, 1.8 },
  { "fraction-small", "\\tfrac12", 0.3, 1.5, 0.9 },
  { "fraction-display", "\\dfrac{1}{1+\\dfrac{1}{x}}", 1.5, 6, 3 },
  { "continued", "\\cfrac{1}{1+\\cfrac{1}{1+x}}", 1.5, 6, 3 },
  { "binomial", "\\binom{n}{k}", 1, 4, 1.8 },
  { "root", "\\sqrt{x^2+y^2}", 3, 8, 1 },
  { "root-third", "\\sqrt[3]{\\frac{a}{b}}", 1, 5, 1.8 },
  { "quadratic", "x = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}", 6, 14, 2 },
  { "euler", "e^{i\\pi} + 1 = 0", 4, 10, 0.8 },
  { "sum", "\\sum_{k=1}^{n} k = \\frac{n(n+1)}{2}", 6, 14, 2 },
  { "product", "\\prod_{p\\ \\text{prime}} \\frac{1}{1-p^{-s}}", 3, 12, 2 },
  { "integral", "\\int_{-\\infty}^{\\infty} e^{-x^2}\\,dx = \\sqrt{\\pi}", 7, 16, 2 },
  { "integrals", "\\iint_D f \\, dA = \\oint_{\\partial D} F", 5, 14, 1.5 },
  { "limit", "\\lim_{x \\to 0} \\frac{\\sin x}{x} = 1", 5, 14, 1.8 },
  { "limits-words", "\\limsup_{n\\to\\infty} a_n = \\inf_{n} \\sup_{k\\ge n} a_k", 8, 22, 1 },
  { "derivative", "\\frac{\\partial^2 u}{\\partial t^2} = c^2 \\nabla^2 u", 4, 14, 2 },
  { "greek", "\\alpha\\beta\\gamma\\Delta\\Theta\\lambda\\mu\\xi\\Omega\\varepsilon\\varphi", 5, 14,
    0.8 },
  { "blackboard", "\\mathbb{R}^n \\subset \\mathbb{C}^n, \\mathbb{Z}, \\mathbb{Q}", 5, 14, 0.8 },
  { "alphabets", "\\mathcal{L}\\mathfrak{g}\\mathscr{F}\\mathsf{x}\\mathtt{y}\\mathrm{d}", 3, 9,
    0.8 },
  { "bold", "\\mathbf{A}\\boldsymbol{\\beta} = \\bm{x}", 2, 8, 0.8 },
  { "vector", "\\vec{v} \\cdot \\hat{n} = \\lVert v \\rVert \\cos\\theta", 5, 14, 0.9 },
  { "arrow-over", "\\overrightarrow{AB} = \\overline{CD}", 3, 10, 0.9 },
  { "dots", "x_1, x_2, \\dots, x_n, \\cdots, \\vdots, \\ddots", 6, 20, 0.7 },
  { "accents", "\\tilde{x}\\bar{y}\\dot{z}\\ddot{w}\\widehat{ABC}\\widetilde{xyz}", 4, 14, 0.9 },
  { "pmatrix", "\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}", 2, 7, 2 },
  { "bmatrix", "\\begin{bmatrix} 1 & 0 & 0 \\\\ 0 & 1 & 0 \\\\ 0 & 0 & 1 \\end{bmatrix}", 3, 9, 3 },
  { "determinant", "\\begin{vmatrix} a & b \\\\ c & d \\end{vmatrix} = ad - bc", 5, 14, 2 },
  { "array", "\\begin{array}{c|cc} & 0 & 1 \\\\ \\hline 0 & 0 & 1 \\\\ 1 & 1 & 0 \\end{array}", 3,
    10, 3 },
  { "smallmatrix", "\\left(\\begin{smallmatrix} a & b \\\\ c & d \\end{smallmatrix}\\right)", 1, 5,
    1 },
  { "cases",
    "|x| = \\begin{cases} x & \\text{if } x \\ge 0 \\\\ -x & \\text{otherwise} \\end{cases}", 7, 22,
    2 },
  { "dcases", "\\begin{dcases} \\frac12 & a \\\\ b & c \\end{dcases}", 2, 9, 2 },
  { "align", "\\begin{align} a &= b + c \\\\ &= d \\end{align}", 3, 10, 2 },
  { "align-star", "\\begin{align*} f(x) &= (x+1)^2 \\\\ &= x^2 + 2x + 1 \\end{align*}", 6, 16, 2 },
  { "aligned", "\\begin{aligned} x &= 1 \\\\ y &= 2 \\end{aligned}", 2, 7, 2 },
  { "gather", "\\begin{gather} a = b \\\\ c = d \\end{gather}", 2, 7, 2 },
  { "split", "\\begin{split} a &= b \\\\ &= c \\end{split}", 2, 7, 2 },
  { "equation", "\\begin{equation} E = mc^2 \\end{equation}", 3, 9, 0.8 },
  { "tag", "E = mc^2 \\tag{1}", 6, 18, 0.8 },
  { "tags", "\\begin{align} a &= b \\tag{A} \\\\ c &= d \\tag{B} \\end{align}", 5, 18, 2 },
  { "label", "x = y \\label{eq:a}", 2, 9, 0.5 },
  { "operator", "\\operatorname{softmax}(z)_i = \\frac{e^{z_i}}{\\sum_j e^{z_j}}", 8, 20, 2 },
  { "operator-limits", "\\operatorname*{arg\\,max}_{\\theta} L(\\theta)", 4, 12, 1 },
  { "declare", "\\DeclareMathOperator{\\tr}{tr} \\tr A", 1.5, 5, 0.7 },
  { "newcommand", "\\newcommand{\\R}[1]{\\mathbb{R}^{#1}} \\R{3}", 0.8, 3, 0.8 },
  { "def", "\\def\\half#1{\\frac{#1}{2}} \\half{x}", 0.5, 2, 1.8 },
  { "boxed", "\\boxed{x = 42}", 3, 8, 1.2 },
  { "boxed-text", "\\boxed{\\text{答案：} 42}", 4, 9, 1.2 },
  { "cancel", "\\frac{\\cancel{x} y}{\\bcancel{x}}", 1, 4, 1.8 },
  { "colour", "\\color{red}{x} + \\textcolor{#00f}{y}", 2, 6, 0.5 },
  { "colorbox", "\\colorbox{yellow}{$x$}", 0.5, 3, 0.5 },
  { "underbrace", "\\underbrace{a + \\cdots + a}_{n \\text{ times}}", 4, 12, 1.5 },
  { "overset", "a \\overset{!}{=} b \\stackrel{\\text{def}}{=} c \\underset{x}{\\to} d", 4, 16, 1 },
  { "arrows", "A \\Rightarrow B \\iff C \\mapsto D \\xrightarrow[g]{f} E", 8, 26, 1 },
  { "sets", "\\{x \\in A \\mid x \\notin B\\} = A \\setminus B \\neq \\emptyset", 8, 24, 0.9 },
  { "logic", "\\forall \\epsilon > 0\\ \\exists \\delta : \\neg p \\land q \\lor r \\implies s", 10,
    30, 0.8 },
  { "relations", "a \\leq b \\approx c \\equiv d \\pmod{n} \\propto e \\ll f \\succeq g", 10, 34,
    0.8 },
  { "brackets", "\\left\\lfloor \\frac{a}{b} \\right\\rfloor \\bigl( \\Bigl[ x \\Bigr] \\bigr)", 3,
    12, 2 },
  { "braket", "\\langle \\psi | H | \\phi \\rangle = \\bra{a}\\ket{b}", 5, 16, 0.9 },
  { "text", "\\text{50\\% of $n$ items, \\textbf{at most}}", 8, 24, 0.8 },
  { "spaces", "a\\,b\\:c\\;d\\quad e\\qquad f\\!g~h", 6, 16, 0.7 },
  { "degree", "90^\\circ = 90\\degree", 3, 10, 0.7 },
  { "units", "9.81\\,\\mathrm{m}/\\mathrm{s}^2", 4, 10, 0.8 },
  { "chemistry", "\\ce{2H2 + O2 -> 2H2O}", 7, 16, 0.8 },
  { "chemistry-charge", "\\ce{SO4^2- + Ba^2+ -> BaSO4 v}", 8, 20, 0.8 },
  { "chemistry-isotope", "\\ce{^{227}_{90}Th+}", 2, 7, 0.8 },
  { "physical-unit", "\\pu{123 kJ//mol}", 3, 12, 0.8 },
  { "chinese", "\\text{面积} = \\pi r^2", 3, 7, 0.8 },
  { "chinese-bare", "速度 = \\frac{路程}{时间}", 4, 8, 1.8 },
  { "japanese-korean", "\\text{ひらがな カタカナ 한국어}", 9, 14, 0.8 },
  { "accented", "\\text{naïve café} + \\text{Ответ}", 5, 20, 0.8 },
  { "transpose", "A^{\\top} A \\hat{x} = A^\\mathsf{T} b", 4, 12, 0.8 },
  { "attention",
    "\\mathrm{Attention}(Q,K,V)=\\mathrm{softmax}\\!\\left(\\frac{QK^{\\top}}{\\sqrt{d_k}}\\right)"
    "V",
    14, 34, 2 },
  { "bayes", "P(A \\mid B) = \\frac{P(B \\mid A)\\,P(A)}{P(B)}", 8, 20, 2 },
  { "maxwell", "\\nabla \\times \\mathbf{E} = -\\frac{\\partial \\mathbf{B}}{\\partial t}", 5, 14,
    1.8 },
  { "multiline", "\\begin{multline} a + b \\\\ + c \\end{multline}", 3, 80, 2 },
  { "substack", "\\sum_{\\substack{i < n \\\\ j < m}} x_{ij}", 2, 8, 2 },
  { "not", "a \\not= b, c \\not\\in D, e \\nleq f", 5, 20, 0.8 },
  { "phantom", "\\phantom{xx} y", 0.4, 4, 0.5 },
  { "comment", "a % the first\n + b", 1.5, 5, 0.5 },
  { "rule", "\\rule{1em}{2pt} x", 1, 4, 0.5 },
  { "empty", "", 0, 0.5, 0 },
};

/* One helper for all rows, as in a conversation. */
static SiluMath *shared;

static void
check_size (const Row *row, SiluFormula *formula, gboolean display)
{
  double width = 0, height = 0, depth = 0, twice = 0;

  silu_formula_get_size (formula, 1, &width, &height, &depth);
  g_assert_cmpfloat (depth, >, -height);
  g_assert_cmpfloat (depth, <, height);
  silu_formula_get_size (formula, 2, &twice, NULL, NULL);
  g_assert_cmpfloat_with_epsilon (twice, 2 * width, 1e-9);

  if (!display)
    return;

  if (width < row->min_width || width > row->max_width || height < row->min_height)
    g_error ("%s: %.2f × %.2f em", row->name, width, height);
}

static void
check_drawing (const Row *row, SiluFormula *formula)
{
  cairo_surface_t *surface = silu_formula_render (formula, 16, 2, 0, 0, 0, 1);
  double width = 0, height = 0;

  g_assert_nonnull (surface);
  silu_formula_get_size (formula, 16, &width, &height, NULL);
  g_assert_cmpint (cairo_image_surface_get_width (surface), >=, (int) (2 * width));
  g_assert_cmpint (cairo_image_surface_get_width (surface), <=, (int) (2 * width) + 3);
  g_assert_cmpint (cairo_image_surface_get_height (surface), >=, (int) (2 * height));
  if (row->tex[0] != '\0')
    g_assert_cmpuint (math_fixture_look (surface).n_ink, >, 4);
  cairo_surface_destroy (surface);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;

  if (shared == NULL)
    shared = silu_math_new ();

  for (int display = 0; display < 2; display++)
    {
      g_autoptr (SiluFormula) formula = math_fixture_get (shared, row->tex, display);
      const char *mathml = silu_formula_get_mathml (formula);

      g_assert_true (g_str_has_prefix (mathml, "<math "));
      g_assert_true (g_str_has_suffix (mathml, "</math>"));
      g_assert_null (strstr (mathml, "<merror"));
      check_size (row, formula, display);
      check_drawing (row, formula);
    }
}

static char *
nest (const char *open, const char *middle, const char *close, guint n)
{
  GString *tex = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (tex, open);
  g_string_append (tex, middle);
  for (guint i = 0; i < n; i++)
    g_string_append (tex, close);

  return g_string_free (tex, FALSE);
}

static void
test_nested (gconstpointer data)
{
  g_autoptr (SiluMath) math = g_object_new (SILU_TYPE_MATH, "time-limit", 20000, NULL);
  const char *const pairs[][2] = {
    { "\\frac{1}{", "}" }, { "\\sqrt{", "}" },        { "{", "}" },
    { "x^{", "}" },        { "\\left(", "\\right)" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *tex = nest (pairs[i][0], "x", pairs[i][1], 50);
      g_autoptr (SiluFormula) formula = math_fixture_get (math, tex, TRUE);
      cairo_surface_t *surface = silu_formula_render (formula, 16, 1, 0, 0, 0, 1);

      g_assert_nonnull (surface);
      cairo_surface_destroy (surface);
    }
}

static void
test_long (gconstpointer data)
{
  g_autoptr (SiluMath) math = g_object_new (SILU_TYPE_MATH, "time-limit", 20000, NULL);
  g_autofree char *tex = nest ("x_{1} + ", "y", "", 300);
  g_autoptr (SiluFormula) formula = math_fixture_get (math, tex, TRUE);
  cairo_surface_t *surface = silu_formula_render (formula, 16, 1, 0, 0, 0, 1);
  double width = 0;

  silu_formula_get_size (formula, 1, &width, NULL, NULL);
  g_assert_cmpfloat (width, >, 600);
  g_assert_nonnull (surface);
  g_assert_cmpuint (math_fixture_look (surface).n_ink, >, 1000);
  cairo_surface_destroy (surface);

  /* Wider than cairo's images. */
  g_assert_null (silu_formula_render (formula, 64, 2, 0, 0, 0, 1));
}

static const char *const wrong[] = {
  "\\frac{1}{",
  "\\unknownmacro x",
  "x^2^3",
  "\\left( x",
  "\\begin{matrix} a",
  "}",
  "a & b",
  "\\ce{",
  "\\begin{nowhere} x \\end{nowhere}",
  "\\sqrt[3",
  "\\\\end{align}\\end{align}",
  "\\frac",
  "#1",
  /* Loads packages, reaches out of the page or sets attributes. */
  "\\require{physics} x",
  "\\href{javascript:alert(1)}{x}",
  "\\href{http://example.org}{x}",
  "\\unicode{x263a}",
  "\\class{a}{x}",
  "\\cssId{a}{x}",
  "\\style{color:red}{x}",
  "\\mmlToken{mi}[href=\"javascript:x\"]{x}",
  "\\includegraphics{/etc/passwd}",
  "\\input{/etc/passwd}",
  "\\bbox[red]{x}",
  "\\qty{x}",
};

static void
test_wrong (gconstpointer data)
{
  g_autoptr (SiluMath) math = silu_math_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    math_fixture_refuse (math, wrong[i], SILU_MATH_ERROR_TEX);
}

/* A formula must not change those after it. */
static void
test_forgets (gconstpointer data)
{
  g_autoptr (SiluMath) math = silu_math_new ();
  g_autoptr (SiluFormula) half = NULL, again = NULL;
  double before = 0, after = 0;

  half = math_fixture_get (math, "\\frac{1}{2}", TRUE);
  silu_formula_unref (
      math_fixture_get (math, "\\def\\mine{x}\\def\\frac#1#2{y}\\let\\sqrt\\relax\\mine", TRUE));
  silu_formula_unref (
      math_fixture_get (math, "\\definecolor{red}{rgb}{0,1,0} x \\tag{1}\\label{a}", TRUE));

  math_fixture_refuse (math, "\\mine", SILU_MATH_ERROR_TEX);
  silu_formula_unref (math_fixture_get (math, "y \\tag{1}\\label{a}", TRUE));
  again = math_fixture_get (math, "\\frac{1}{2} ", TRUE);
  silu_formula_get_size (half, 1, &before, NULL, NULL);
  silu_formula_get_size (again, 1, &after, NULL, NULL);
  g_assert_cmpfloat_with_epsilon (before, after, 1e-9);
}

int
main (int argc, char **argv)
{
  int status = 0;

  math_fixture_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/formulas/%s", rows[i].name);

      math_fixture_add (path, test_row, &rows[i]);
    }
  math_fixture_add ("/formulas/nested", test_nested, NULL);
  math_fixture_add ("/formulas/long", test_long, NULL);
  math_fixture_add ("/formulas/wrong", test_wrong, NULL);
  math_fixture_add ("/formulas/forgets", test_forgets, NULL);

  status = g_test_run ();
  if (shared != NULL)
    g_assert_finalize_object (shared);
  math_fixture_assert_no_child ();

  return status;
}
