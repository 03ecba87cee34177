/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which results are kept, and what is read from a payload. No helper needed. */
#include "math-fixture.h"
#include "silu-formula-cache.h"
#include "silu-formula-private.h"

#include <math.h>

static GBytes *
new_payload (double width, double height, double depth, const char *svg, const char *mathml)
{
  SiluMathSizes sizes = { width, height, depth };
  GByteArray *bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guint8 *) &sizes, sizeof sizes);
  g_byte_array_append (bytes, (const guint8 *) svg, (guint) strlen (svg) + 1);
  g_byte_array_append (bytes, (const guint8 *) mathml, (guint) strlen (mathml));

  return g_byte_array_free_to_bytes (bytes);
}

static SiluFormula *
new_formula (const char *tex, const char *svg)
{
  g_autoptr (GBytes) payload = new_payload (3, 2, 0.5, svg, "<math/>");
  g_autoptr (GError) error = NULL;
  SiluFormula *formula = silu_formula_new_from_payload (tex, payload, &error);

  g_assert_no_error (error);

  return formula;
}

static gboolean
has (SiluFormulaCache *cache, const char *key)
{
  SiluFormula *formula = NULL;
  const GError *error = NULL;

  return silu_formula_cache_find (cache, key, &formula, &error);
}

static void
test_payload (void)
{
  g_autoptr (SiluFormula) formula = new_formula ("x", "<svg/>");
  double width = 0, height = 0, depth = 0;

  silu_formula_get_size (formula, 10, &width, &height, &depth);
  g_assert_cmpfloat (width, ==, 30);
  g_assert_cmpfloat (height, ==, 20);
  g_assert_cmpfloat (depth, ==, 5);
  g_assert_cmpstr (silu_formula_get_tex (formula), ==, "x");
  g_assert_cmpstr (silu_formula_get_mathml (formula), ==, "<math/>");
  silu_formula_get_size (formula, 10, NULL, NULL, NULL);
}

static void
refuse (GBytes *payload, SiluMathError code)
{
  g_autoptr (GBytes) owned = payload;
  g_autoptr (GError) error = NULL;

  g_assert_null (silu_formula_new_from_payload ("x", owned, &error));
  g_assert_error (error, SILU_MATH_ERROR, (int) code);
}

static void
test_hostile_payload (void)
{
  g_autoptr (GBytes) whole = new_payload (1, 1, 0, "<svg/>", "");

  refuse (new_payload (NAN, 1, 0, "<svg/>", ""), SILU_MATH_ERROR_CRASHED);
  refuse (new_payload (1, INFINITY, 0, "<svg/>", ""), SILU_MATH_ERROR_CRASHED);
  refuse (new_payload (1, 1, NAN, "<svg/>", ""), SILU_MATH_ERROR_CRASHED);
  refuse (new_payload (-1, 1, 0, "<svg/>", ""), SILU_MATH_ERROR_CRASHED);
  refuse (new_payload (1001, 1, 0, "<svg/>", ""), SILU_MATH_ERROR_TOO_LARGE);
  refuse (new_payload (1, 1e300, 0, "<svg/>", ""), SILU_MATH_ERROR_TOO_LARGE);
  refuse (new_payload (1, 1, -1e9, "<svg/>", ""), SILU_MATH_ERROR_TOO_LARGE);

  refuse (new_payload (1, 1, 0, "", ""), SILU_MATH_ERROR_CRASHED);
  refuse (new_payload (1, 1, 0, "<html/>", ""), SILU_MATH_ERROR_CRASHED);

  /* Cut anywhere before the NUL. */
  for (gsize n = 0; n < g_bytes_get_size (whole) - 1; n++)
    refuse (g_bytes_new_from_bytes (whole, 0, n), SILU_MATH_ERROR_CRASHED);
}

static void
test_not_svg (void)
{
  const char *const texts[] = { "<svg", "<svg \xff\xfe/>", "<svga/>", "<svg><use href='#a'/>",
                                "<svg/><svg/>" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (SiluFormula) formula = new_formula ("x", texts[i]);

      g_assert_null (silu_formula_render (formula, 16, 1, 0, 0, 0, 1));
    }
}

static void
test_order (void)
{
  g_autoptr (SiluFormulaCache) cache = silu_formula_cache_new (3, G_MAXSIZE);
  g_autoptr (SiluFormula) formula = new_formula ("x", "<svg/>");

  silu_formula_cache_add (cache, "a", formula, NULL);
  silu_formula_cache_add (cache, "b", formula, NULL);
  silu_formula_cache_add (cache, "c", formula, NULL);
  g_assert_true (has (cache, "a"));
  silu_formula_cache_add (cache, "d", formula, NULL);

  g_assert_cmpuint (silu_formula_cache_get_n_entries (cache), ==, 3);
  g_assert_true (has (cache, "a"));
  g_assert_false (has (cache, "b"));
  g_assert_true (has (cache, "c"));
  g_assert_true (has (cache, "d"));
}

static void
test_bytes (void)
{
  g_autofree char *filler = g_strnfill (1000, ' ');
  g_autofree char *svg = g_strconcat ("<svg/>", filler, NULL);
  g_autoptr (SiluFormulaCache) cache = silu_formula_cache_new (100, 2500);
  g_autoptr (SiluFormula) formula = new_formula ("x", svg);

  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *key = g_strdup_printf ("%u", i);

      silu_formula_cache_add (cache, key, formula, NULL);
    }
  g_assert_cmpuint (silu_formula_cache_get_n_entries (cache), ==, 2);
  g_assert_true (has (cache, "9"));
  g_assert_true (has (cache, "8"));
}

static void
test_errors (void)
{
  g_autoptr (SiluFormulaCache) cache = silu_formula_cache_new (3, G_MAXSIZE);
  g_autoptr (SiluFormula) formula = new_formula ("x", "<svg/>");
  g_autoptr (GError) error = g_error_new_literal (SILU_MATH_ERROR, SILU_MATH_ERROR_TEX, "no");
  SiluFormula *found = NULL;
  const GError *found_error = NULL;

  silu_formula_cache_add (cache, "a", NULL, error);
  g_assert_true (silu_formula_cache_find (cache, "a", &found, &found_error));
  g_assert_null (found);
  g_assert_error (found_error, SILU_MATH_ERROR, SILU_MATH_ERROR_TEX);

  /* The newer result takes the place. */
  silu_formula_cache_add (cache, "a", formula, NULL);
  g_assert_true (silu_formula_cache_find (cache, "a", &found, &found_error));
  g_assert_true (found == formula);
  g_assert_null (found_error);
  g_assert_cmpuint (silu_formula_cache_get_n_entries (cache), ==, 1);
}

int
main (int argc, char **argv)
{
  math_fixture_init (&argc, &argv);

  g_test_add_func ("/formula-cache/payload", test_payload);
  g_test_add_func ("/formula-cache/hostile-payload", test_hostile_payload);
  g_test_add_func ("/formula-cache/not-svg", test_not_svg);
  g_test_add_func ("/formula-cache/order", test_order);
  g_test_add_func ("/formula-cache/bytes", test_bytes);
  g_test_add_func ("/formula-cache/errors", test_errors);

  return math_fixture_run ();
}
