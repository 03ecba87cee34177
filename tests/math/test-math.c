/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The queue before the helper and the helper's life: started, asked, killed, stopped. */
#include "math-fixture.h"

/* A formula that takes seconds. */
static char *
new_slow (void)
{
  GString *tex = g_string_new (NULL);

  for (guint i = 0; i < 15000; i++)
    g_string_append (tex, "x+");
  g_string_append (tex, "x");

  return g_string_free (tex, FALSE);
}

static void
test_starts_late (gconstpointer data)
{
  g_autoptr (SiluMath) math = silu_math_new ();

  g_assert_true (silu_math_is_available (math));
  g_assert_false (math_fixture_is_running (math));
  silu_formula_unref (math_fixture_get (math, "x", TRUE));
  g_assert_true (math_fixture_is_running (math));
  g_assert_finalize_object (g_steal_pointer (&math));
  math_fixture_assert_no_child ();
}

static void
test_cache (gconstpointer data)
{
  g_autoptr (SiluMath) math = silu_math_new ();
  g_autoptr (SiluFormula) display = math_fixture_get (math, "\\sum_i^n x", TRUE);
  g_autoptr (SiluFormula) again = math_fixture_get (math, "\\sum_i^n x", TRUE);
  g_autoptr (SiluFormula) text = math_fixture_get (math, "\\sum_i^n x", FALSE);
  double tall = 0, flat = 0;

  g_assert_true (display == again);
  g_assert_true (display != text);
  g_assert_cmpuint (silu_math_get_n_asked (math), ==, 2);
  silu_formula_get_size (display, 1, NULL, &tall, NULL);
  silu_formula_get_size (text, 1, NULL, &flat, NULL);
  g_assert_cmpfloat (tall, >, flat);

  math_fixture_refuse (math, "\\frac", SILU_MATH_ERROR_TEX);
  math_fixture_refuse (math, "\\frac", SILU_MATH_ERROR_TEX);
  g_assert_cmpuint (silu_math_get_n_asked (math), ==, 3);
}

static void
test_join (gconstpointer data)
{
  g_autoptr (SiluMath) math = silu_math_new ();
  MathAsk asks[6] = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (asks); i++)
    math_ask (&asks[i], math, "x", i % 2 == 0);
  for (gsize i = 0; i < G_N_ELEMENTS (asks); i++)
    math_ask_get (&asks[i], math);
  g_assert_cmpuint (silu_math_get_n_asked (math), ==, 2);
}

static void
test_many (gconstpointer data)
{
  g_autoptr (SiluMath) math = g_object_new (SILU_TYPE_MATH, "time-limit", 20000, NULL);
  MathAsk asks[200] = { 0 };
  gint64 start = g_get_monotonic_time ();

  for (gsize i = 0; i < G_N_ELEMENTS (asks); i++)
    {
      g_autofree char *tex = g_strdup_printf ("\\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a} + x_{%zu}", i);

      math_ask (&asks[i], math, tex, TRUE);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (asks); i++)
    math_ask_get (&asks[i], math);

  g_test_message ("%zu formulas in %" G_GINT64_FORMAT " ms", G_N_ELEMENTS (asks),
                  (g_get_monotonic_time () - start) / 1000);
}

static void
test_cancelled_before (gconstpointer data)
{
  g_autoptr (SiluMath) math = silu_math_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  MathAsk cancelled = { 0 };

  g_cancellable_cancel (cancellable);
  silu_math_typeset_async (math, "x", TRUE, cancellable, silu_test_store_result_cb,
                           &cancelled.result);
  math_ask_fail (&cancelled, math, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (math_fixture_is_running (math));
  g_assert_cmpuint (silu_math_get_n_asked (math), ==, 0);
}

static void
test_cancelled_one_of_two (gconstpointer data)
{
  g_autoptr (SiluMath) math = silu_math_new ();
  MathAsk cancelled = { 0 }, other = { 0 };

  math_ask (&cancelled, math, "x", TRUE);
  math_ask (&other, math, "x", TRUE);
  g_cancellable_cancel (cancelled.cancellable);
  math_ask_fail (&cancelled, math, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  math_ask_get (&other, math);

  /* And what nobody waits for any more is kept all the same. */
  math_ask (&cancelled, math, "y", TRUE);
  g_cancellable_cancel (cancelled.cancellable);
  math_ask_fail (&cancelled, math, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  silu_formula_unref (math_fixture_get (math, "y", TRUE));
  g_assert_cmpuint (silu_math_get_n_asked (math), ==, 2);
}

static void
test_killed (gconstpointer data)
{
  g_autofree char *tex = new_slow ();
  g_autoptr (SiluMath) math = g_object_new (SILU_TYPE_MATH, "time-limit", 100000, NULL);
  MathAsk slow = { 0 }, next = { 0 };

  silu_formula_unref (math_fixture_get (math, "x", TRUE));
  math_ask (&slow, math, tex, TRUE);
  math_ask (&next, math, "y", TRUE);
  math_fixture_kill (math);
  math_ask_fail (&slow, math, SILU_MATH_ERROR, SILU_MATH_ERROR_CRASHED);
  math_ask_get (&next, math);
}

static void
test_killed_idle (gconstpointer data)
{
  g_autoptr (SiluMath) math = silu_math_new ();

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *tex = g_strdup_printf ("x_%u", i);

      silu_formula_unref (math_fixture_get (math, tex, TRUE));
      math_fixture_kill (math);
      silu_test_run_until (math_fixture_is_stopped, math);
    }
}

static void
test_idle (gconstpointer data)
{
  g_autoptr (SiluMath) math = g_object_new (SILU_TYPE_MATH, "idle-limit", 50, NULL);

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *tex = g_strdup_printf ("x_%u", i);

      silu_formula_unref (math_fixture_get (math, tex, TRUE));
      silu_test_run_until (math_fixture_is_stopped, math);
      math_fixture_assert_no_child ();
    }
}

/* Formulas have a helper however short the patience. */
static void
test_idle_not_in_between (gconstpointer data)
{
  g_autoptr (SiluMath) math = g_object_new (SILU_TYPE_MATH, "idle-limit", 1, NULL);
  MathAsk asks[20] = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (asks); i++)
    {
      g_autofree char *tex = g_strdup_printf ("x_{%zu}", i);

      math_ask (&asks[i], math, tex, TRUE);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (asks); i++)
    math_ask_get (&asks[i], math);
}

static void
test_source_too_long (gconstpointer data)
{
  g_autofree char *tex = g_strnfill (SILU_MATH_MAX_TEX + 1, 'x');
  g_autoptr (SiluMath) math = silu_math_new ();

  math_fixture_refuse (math, tex, SILU_MATH_ERROR_TOO_LARGE);
  g_assert_cmpuint (silu_math_get_n_asked (math), ==, 0);
}

/* The caller lets go of the object: its formulas come, and then it goes. */
static void
test_dropped (gconstpointer data)
{
  SiluMath *math = silu_math_new ();
  GAsyncResult *result = NULL;
  g_autoptr (SiluFormula) formula = NULL;

  g_object_add_weak_pointer (G_OBJECT (math), (gpointer *) &math);
  silu_math_typeset_async (math, "x", TRUE, NULL, silu_test_store_result_cb, &result);
  g_object_unref (math);
  g_assert_nonnull (math);
  formula = silu_math_typeset_finish (math, silu_test_wait_result (&result), NULL);
  g_assert_nonnull (formula);
  g_clear_object (&result);
  while (math != NULL)
    g_main_context_iteration (NULL, TRUE);
  math_fixture_assert_no_child ();
}

int
main (int argc, char **argv)
{
  math_fixture_init (&argc, &argv);

  math_fixture_add ("/math/starts-late", test_starts_late, NULL);
  math_fixture_add ("/math/cache", test_cache, NULL);
  math_fixture_add ("/math/join", test_join, NULL);
  math_fixture_add ("/math/many", test_many, NULL);
  math_fixture_add ("/math/cancelled-before", test_cancelled_before, NULL);
  math_fixture_add ("/math/cancelled-one-of-two", test_cancelled_one_of_two, NULL);
  math_fixture_add ("/math/killed", test_killed, NULL);
  math_fixture_add ("/math/killed-idle", test_killed_idle, NULL);
  math_fixture_add ("/math/idle", test_idle, NULL);
  math_fixture_add ("/math/idle-not-in-between", test_idle_not_in_between, NULL);
  math_fixture_add ("/math/source-too-long", test_source_too_long, NULL);
  math_fixture_add ("/math/dropped", test_dropped, NULL);

  return math_fixture_run ();
}
