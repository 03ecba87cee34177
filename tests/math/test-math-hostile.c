/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Formulas that loop, explode or ask for the moon: each ends in time, and the next one works. */
#include "math-fixture.h"

/* Milliseconds. */
#define TIME_LIMIT 500

typedef struct
{
  const char *name;
  const char *before;
  const char *repeated;
  guint times;
  const char *middle;
  const char *after; /* repeated too */
} Bomb;

static const Bomb bombs[] = {
  { "def-loop", "\\def\\a{\\a}\\a", "", 0, "", "" },
  { "def-doubling", "\\def\\a{\\a\\a}\\a", "", 0, "", "" },
  { "def-mutual", "\\def\\a{\\b\\b}\\def\\b{\\a\\a}\\a", "", 0, "", "" },
  { "def-growing", "\\def\\a#1{\\a{#1#1}}\\a{xxxx}", "", 0, "", "" },
  { "def-powers", "\\def\\a#1{#1#1#1#1#1#1#1#1#1#1}", "\\a{", 8, "x", "}" },
  { "newcommand-loop", "\\newcommand\\x{\\x y}\\x", "", 0, "", "" },
  { "renewcommand-frac", "\\renewcommand\\frac[2]{\\frac{#1}{\\frac{#2}{#1}}}\\frac12", "", 0, "",
    "" },
  { "environment-loop", "\\newenvironment{a}{\\begin{a}}{\\end{a}}\\begin{a}x\\end{a}", "", 0, "",
    "" },
  { "let-loop", "\\let\\a=\\b\\let\\b=\\a\\a", "", 0, "", "" },
  { "operators-loop", "\\DeclareMathOperator{\\a}{\\a}\\a", "", 0, "", "" },
  { "text-loop", "\\def\\a{\\text{$\\a$}}\\a", "", 0, "", "" },
  { "rule", "\\rule{10000em}{10000em}", "", 0, "", "" },
  { "rule-digits", "\\rule{99999999999999999999em}{1em}", "", 0, "", "" },
  { "rule-negative", "\\rule{-10000em}{1em}", "", 0, "", "" },
  { "rule-deep", "\\rule[-10000em]{1em}{1em}", "", 0, "", "" },
  { "raise", "\\raise 99999em x", "", 0, "", "" },
  { "kern", "\\kern-99999em x\\kern99999em", "", 0, "", "" },
  { "space", "\\hspace{99999em}x", "", 0, "", "" },
  { "rows-apart", "\\begin{array}{c} a \\\\[99999em] b \\end{array}", "", 0, "", "" },
  { "fraction-bar", "\\genfrac{}{}{99999em}{}{a}{b}", "", 0, "", "" },
  { "large-letters", "", "\\Huge", 1000, "x", "" },
  { "braces", "", "{", 30000, "x", "}" },
  { "open-braces", "", "{", 60000, "", "" },
  { "fractions", "", "\\frac{1}{", 5000, "x", "}" },
  { "roots", "", "\\sqrt{", 5000, "x", "}" },
  { "powers", "x", "^{x", 10000, "", "}" },
  { "delimiters", "", "\\left(", 4000, "x", "\\right)" },
  { "matrices", "", "\\begin{matrix}", 1500, "x", "\\end{matrix}" },
  { "columns", "\\begin{matrix}", "1&", 20000, "", "" },
  { "many-columns", "\\begin{matrix}", "1&", 20000, "\\end{matrix}", "" },
  { "many-rows", "\\begin{array}{c}", "\\\\", 20000, "\\end{array}", "" },
  { "array-template", "\\begin{array}{*{99999999}{c}} x \\end{array}", "", 0, "", "" },
  { "letters", "", "x", 65000, "", "" },
  { "terms", "", "x+", 30000, "x", "" },
  { "chinese", "\\text{", "中", 20000, "}", "" },
  { "chemistry", "\\ce{", "H2O + ", 8000, "X}", "" },
  { "chemistry-brackets", "\\ce{", "(", 10000, "}", "" },
  { "primes", "x", "'", 60000, "", "" },
  { "accents", "", "\\hat{", 5000, "x", "}" },
  { "boxes", "", "\\boxed{", 5000, "x", "}" },
  { "texts", "", "\\text{$", 3000, "x", "$}" },
  { "colours", "", "\\color{red}", 5000, "x", "" },
  { "tags", "x", "\\tag{1}", 5000, "", "" },
  { "labels", "x", "\\label{a}", 5000, "", "" },
  { "spaces", "", " ", 65000, "", "" },
  { "comments", "", "%\n", 30000, "x", "" },
  { "backslashes", "", "\\\\", 30000, "x", "" },
  { "over", "", "x\\over ", 1000, "x", "" },
  { "control", "\x01\x02\x1b[31m\x7f\xef\xbf\xbf x", "", 0, "", "" },
  { "markup", "\\text{</text><script>alert(1)</script>&amp;]]><!--}", "", 0, "", "" },
  { "colour-address", "\\color{url(http://example.org/#x)}x", "", 0, "", "" },
  { "colour-markup", "\\color{red\"/><image href=\"file:///etc/passwd\"/>}x", "", 0, "", "" },
  { "border-markup", "\\fcolorbox{red;\"/><image href=\"file:///etc/passwd\"/>}{blue&amp;}{x}", "",
    0, "", "" },
  { "colour-entity", "\\color{\\unknown{&lt;&unknown;}}x", "", 0, "", "" },
  { "tag-markup", "x\\tag{\\text{<a href='http://example.org'>}}", "", 0, "", "" },
};

static char *
new_tex (const Bomb *bomb)
{
  GString *tex = g_string_new (bomb->before);

  for (guint i = 0; i < bomb->times; i++)
    g_string_append (tex, bomb->repeated);
  g_string_append (tex, bomb->middle);
  for (guint i = 0; i < bomb->times && bomb->after[0] != '\0'; i++)
    g_string_append (tex, bomb->after);
  if (tex->len > SILU_MATH_MAX_TEX)
    g_error ("%s has %zu bytes", bomb->name, tex->len);

  return g_string_free (tex, FALSE);
}

/* What fits an image is drawn. */
static void
check_drawing (SiluFormula *formula)
{
  cairo_surface_t *surface = silu_formula_render (formula, 16, 1, 0, 0, 0, 1);
  double width = 0, height = 0;

  silu_formula_get_size (formula, 16, &width, &height, NULL);
  if (width < 30000 && height < 30000 && width * height < 1e7)
    g_assert_nonnull (surface);
  g_clear_pointer (&surface, cairo_surface_destroy);
  g_assert_cmpuint (strlen (silu_formula_get_mathml (formula)), <=, 1024 * 1024);
}

static SiluMath *shared;

static void
test_bomb (gconstpointer data)
{
  const Bomb *bomb = data;
  g_autofree char *tex = new_tex (bomb);
  g_autofree char *next = g_strdup_printf ("\\frac{1}{2} + \\text{%s}", bomb->name);
  g_autoptr (GError) error = NULL;
  g_autoptr (SiluFormula) formula = NULL;
  gint64 start = g_get_monotonic_time ();

  if (shared == NULL)
    shared = g_object_new (SILU_TYPE_MATH, "time-limit", TIME_LIMIT, NULL);

  formula = math_fixture_set (shared, tex, TRUE, &error);
  g_test_message ("%" G_GINT64_FORMAT " ms: %s", (g_get_monotonic_time () - start) / 1000,
                  error != NULL ? error->message : "set");
  g_assert_true (formula != NULL || error != NULL);
  if (error != NULL)
    {
      g_assert_true (error->domain == SILU_MATH_ERROR);
      g_assert_true (error->code == SILU_MATH_ERROR_TEX ||
                     error->code == SILU_MATH_ERROR_TOO_LARGE ||
                     error->code == SILU_MATH_ERROR_TIMEOUT);
      g_assert_cmpuint (strlen (error->message), <=, 3 * 1024);
    }
  else
    {
      check_drawing (formula);
    }

  silu_formula_unref (math_fixture_get (shared, next, TRUE));
}

int
main (int argc, char **argv)
{
  int status = 0;

  math_fixture_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (bombs); i++)
    {
      g_autofree char *path = g_strdup_printf ("/math-hostile/%s", bombs[i].name);

      math_fixture_add (path, test_bomb, &bombs[i]);
    }

  status = g_test_run ();
  if (shared != NULL)
    g_assert_finalize_object (shared);
  math_fixture_assert_no_child ();

  return status;
}
