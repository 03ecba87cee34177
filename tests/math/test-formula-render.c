/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the ink is, and in which colour. */
#include "math-fixture.h"

#define EM 32.0

/* @formula at EM pixels in black. */
static MathInk
look (SiluFormula *formula, double scale)
{
  cairo_surface_t *surface = silu_formula_render (formula, EM, scale, 0, 0, 0, 1);
  MathInk ink;

  g_assert_nonnull (surface);
  ink = math_fixture_look (surface);
  cairo_surface_destroy (surface);

  return ink;
}

static MathInk
look_at_tex (SiluMath *math, const char *tex)
{
  g_autoptr (SiluFormula) formula = math_fixture_get (math, tex, TRUE);

  return look (formula, 1);
}

/* The row of pixels below which is the depth. */
static double
get_baseline (SiluFormula *formula)
{
  double height = 0, depth = 0;

  silu_formula_get_size (formula, EM, NULL, &height, &depth);

  return height - depth;
}

static void
test_colour (gconstpointer data)
{
  static const double colours[][4] = {
    { 0, 0, 0, 1 },
    { 1, 1, 1, 1 },
    { 0.2, 0.5, 0.8, 1 },
    { 1, 0, 0.4, 0.8 },
  };
  g_autoptr (SiluMath) math = silu_math_new ();
  /* Letters, lines, and a character that MathJax does not have. */
  g_autoptr (SiluFormula) formula = math_fixture_get (math, "\\frac{\\text{中}x}{2}", TRUE);

  for (gsize i = 0; i < G_N_ELEMENTS (colours); i++)
    {
      const double *c = colours[i];
      cairo_surface_t *surface = silu_formula_render (formula, EM, 2, c[0], c[1], c[2], c[3]);
      MathInk ink = math_fixture_look (surface);

      g_assert_cmpuint (ink.n_ink, >, 500);
      g_assert_cmpfloat_with_epsilon (ink.r, c[0], 0.02);
      g_assert_cmpfloat_with_epsilon (ink.g, c[1], 0.02);
      g_assert_cmpfloat_with_epsilon (ink.b, c[2], 0.02);
      cairo_surface_destroy (surface);
    }
}

/* What the formula colours itself stays so. */
static void
test_own_colour (gconstpointer data)
{
  g_autoptr (SiluMath) math = silu_math_new ();
  g_autoptr (SiluFormula) formula = math_fixture_get (math, "\\color{red}{x}", TRUE);
  MathInk ink = look (formula, 1);

  g_assert_cmpfloat (ink.r, >, 0.95);
  g_assert_cmpfloat (ink.b, <, 0.05);
}

static void
test_alpha (gconstpointer data)
{
  g_autoptr (SiluMath) math = silu_math_new ();
  g_autoptr (SiluFormula) formula = math_fixture_get (math, "x", TRUE);
  cairo_surface_t *faint = silu_formula_render (formula, EM, 1, 0, 0, 0, 0.4);

  g_assert_cmpuint (look (formula, 1).n_ink, >, 30);
  g_assert_cmpuint (math_fixture_look (faint).n_ink, ==, 0);
  cairo_surface_destroy (faint);
}

static void
test_scale (gconstpointer data)
{
  g_autoptr (SiluMath) math = silu_math_new ();
  g_autoptr (SiluFormula) formula = math_fixture_get (math, "\\sqrt{x}", TRUE);
  cairo_surface_t *surface = silu_formula_render (formula, EM, 2, 0, 0, 0, 1);
  double x = 0, y = 0;
  MathInk once = look (formula, 1), twice = look (formula, 2);

  cairo_surface_get_device_scale (surface, &x, &y);
  g_assert_cmpfloat (x, ==, 2);
  g_assert_cmpfloat (y, ==, 2);
  cairo_surface_destroy (surface);

  g_assert_cmpint (ABS (twice.right - 2 * once.right), <=, 3);
  g_assert_cmpint (ABS (twice.bottom - 2 * once.bottom), <=, 3);
}

/* Letters stand on the baseline; what hangs is below. */
static void
test_baseline (gconstpointer data)
{
  static const struct
  {
    const char *tex;
    gboolean hangs;
  } rows[] = {
    { "x", FALSE },         { "A", FALSE },  { "\\mathbb{R}", FALSE }, { "y", TRUE },
    { "x_i", TRUE },        { "(", TRUE },   { "\\frac{a}{b}", TRUE }, { "\\int f", TRUE },
    { "\\text{中}", TRUE }, { "p^2", TRUE },
  };
  g_autoptr (SiluMath) math = silu_math_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SiluFormula) formula = math_fixture_get (math, rows[i].tex, FALSE);
      MathInk ink = look (formula, 1);
      double depth = 0;

      silu_formula_get_size (formula, EM, NULL, NULL, &depth);
      g_assert_cmpfloat (depth, >, 0); /* of the margin at the least */
      if (rows[i].hangs)
        g_assert_cmpfloat (ink.bottom, >, get_baseline (formula));
      else
        g_assert_cmpfloat_with_epsilon (ink.bottom + 1, get_baseline (formula), 1.5);
    }
}

/* The ink fills the place that was measured and does not reach out of it. */
static void
test_fit (gconstpointer data)
{
  static const char *const texs[] = { "f",
                                      "\\frac{a+b}{c}",
                                      "\\sum_{i=0}^n f_i",
                                      "\\boxed{x}",
                                      "\\text{中文字符}",
                                      "W_f",
                                      "\\begin{pmatrix}a&b\\\\c&d\\end{pmatrix}" };
  g_autoptr (SiluMath) math = silu_math_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (texs); i++)
    {
      g_autoptr (SiluFormula) formula = math_fixture_get (math, texs[i], TRUE);
      MathInk ink = look (formula, 1);
      double width = 0, height = 0;

      silu_formula_get_size (formula, EM, &width, &height, NULL);
      g_assert_cmpint (ink.left, >, 0);
      g_assert_cmpfloat (ink.right + 1, <, width);
      g_assert_cmpint (ink.top, >, 0);
      g_assert_cmpfloat (ink.bottom + 1, <=, height);
      g_assert_cmpfloat (ink.right - ink.left, >, 0.6 * width - 0.14 * EM);
      g_assert_cmpfloat (ink.bottom - ink.top, >, 0.6 * height - 0.14 * EM);
    }
}

/* The x of a formula is as high as half the em of the text around. */
static void
test_x_height (gconstpointer data)
{
  g_autoptr (SiluMath) math = silu_math_new ();
  MathInk ink = look_at_tex (math, "x");

  g_assert_cmpfloat_with_epsilon (ink.bottom + 1 - ink.top, 0.5 * EM, 2);
}

/* A tag must not change the size of what it stands beside. */
static void
test_tag (gconstpointer data)
{
  g_autoptr (SiluMath) math = silu_math_new ();
  MathInk plain = look_at_tex (math, "(x)");
  MathInk tagged = look_at_tex (math, "(x) \\tag{1}");

  g_assert_cmpint (ABS ((plain.bottom - plain.top) - (tagged.bottom - tagged.top)), <=, 1);
  g_assert_cmpint (tagged.right, >, plain.right);
}

/* MathJax has no glyphs for these: librsvg draws them with a font of the system, and their place is
 * an estimate of one em of the text for each. */
static void
test_chinese (gconstpointer data)
{
  g_autoptr (SiluMath) math = silu_math_new ();
  g_autoptr (SiluFormula) four = math_fixture_get (math, "\\text{中文字符}", FALSE);
  g_autoptr (SiluFormula) eight = math_fixture_get (math, "\\text{中文字符中文字符}", FALSE);
  double width = 0, wider = 0;
  MathInk ink = look (four, 1), more = look (eight, 1);

  silu_formula_get_size (four, 1, &width, NULL, NULL);
  silu_formula_get_size (eight, 1, &wider, NULL, NULL);
  g_assert_cmpfloat_with_epsilon (wider - width, 4, 0.05);
  g_assert_cmpfloat_with_epsilon (width, 4.14, 0.05);

  if (ink.n_ink < 4 * 100)
    {
      g_test_skip ("no font for Chinese");
      return;
    }

  /* Side by side, neither torn apart nor one over the other. */
  g_assert_cmpfloat_with_epsilon (more.right - ink.right, 4 * EM, 2);
  g_assert_cmpfloat_with_epsilon (ink.right - ink.left, 4 * EM, 0.2 * EM);
  g_assert_cmpfloat_with_epsilon (more.n_ink, 2 * ink.n_ink, 0.02 * ink.n_ink);
}

/* Two formulas that differ in their characters only look different: no boxes for missing glyphs. */
static void
test_glyphs (gconstpointer data)
{
  g_autoptr (SiluMath) math = silu_math_new ();
  MathInk one = look_at_tex (math, "\\text{一}");
  MathInk many = look_at_tex (math, "\\text{龘}");

  if (one.n_ink == 0 || one.n_ink == many.n_ink)
    g_test_skip ("no font for Chinese");
  else
    g_assert_cmpuint (many.n_ink, >, 2 * one.n_ink);
}

static void
test_too_large (gconstpointer data)
{
  g_autoptr (SiluMath) math = silu_math_new ();
  g_autoptr (SiluFormula) formula = math_fixture_get (math, "\\rule{800em}{800em}", TRUE);

  g_assert_null (silu_formula_render (formula, 16, 1, 0, 0, 0, 1));
  g_assert_null (silu_formula_render (formula, 1000, 1000, 0, 0, 0, 1));
}

int
main (int argc, char **argv)
{
  math_fixture_init (&argc, &argv);

  math_fixture_add ("/formula-render/colour", test_colour, NULL);
  math_fixture_add ("/formula-render/own-colour", test_own_colour, NULL);
  math_fixture_add ("/formula-render/alpha", test_alpha, NULL);
  math_fixture_add ("/formula-render/scale", test_scale, NULL);
  math_fixture_add ("/formula-render/baseline", test_baseline, NULL);
  math_fixture_add ("/formula-render/fit", test_fit, NULL);
  math_fixture_add ("/formula-render/x-height", test_x_height, NULL);
  math_fixture_add ("/formula-render/tag", test_tag, NULL);
  math_fixture_add ("/formula-render/chinese", test_chinese, NULL);
  math_fixture_add ("/formula-render/glyphs", test_glyphs, NULL);
  math_fixture_add ("/formula-render/too-large", test_too_large, NULL);

  return math_fixture_run ();
}
