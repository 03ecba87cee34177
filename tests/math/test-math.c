/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The queue before the helper and the helper's life: started, asked, killed, stopped. */
#include "math-fixture.h"

#include <signal.h>

/* What a helper of the tests says: SiluMathFrame in the shell. Little-endian, as the machines are
 * that this is built on; elsewhere the tests skip. */
#define FRAME(kind, length) "printf '\\00" kind "\\000\\000\\000" length "'\n"
#define NOTHING "\\000\\000\\000\\000"
#define READY FRAME ("3", NOTHING)

/* Waits for the request, so that it does not find a closed pipe. */
#define TAKE "head -c 8 >/dev/null\n"

/* Never ends of itself. */
#define HANG "exec sleep 1000"

static void
kill_helper (SiluMath *math)
{
  const char *identifier = silu_math_get_helper_identifier (math);

  g_assert_nonnull (identifier);
  g_assert_cmpint (kill ((pid_t) g_ascii_strtoll (identifier, NULL, 10), SIGKILL), ==, 0);
}

static gboolean
is_running (SiluMath *math)
{
  gboolean running = FALSE;

  g_object_get (math, "running", &running, NULL);

  return running;
}

static gboolean
is_stopped (gpointer user_data)
{
  return !is_running (user_data);
}

static gboolean
is_started (gpointer user_data)
{
  return is_running (user_data);
}

typedef struct
{
  GAsyncResult *result;
  GCancellable *cancellable;
} Ask;

static void
ask (Ask *self, SiluMath *math, const char *tex, gboolean display)
{
  self->cancellable = g_cancellable_new ();
  silu_math_typeset_async (math, tex, display, self->cancellable, silu_test_store_result_cb,
                           &self->result);
}

static SiluFormula *
ask_finish (Ask *self, SiluMath *math, GError **error)
{
  SiluFormula *formula =
      silu_math_typeset_finish (math, silu_test_wait_result (&self->result), error);

  g_clear_object (&self->result);
  g_clear_object (&self->cancellable);

  return formula;
}

static void
ask_get (Ask *self, SiluMath *math)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SiluFormula) formula = ask_finish (self, math, &error);

  g_assert_no_error (error);
}

static void
ask_fail (Ask *self, SiluMath *math, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SiluFormula) formula = ask_finish (self, math, &error);

  g_assert_null (formula);
  g_assert_error (error, domain, code);
}

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
  g_assert_false (is_running (math));
  silu_formula_unref (math_fixture_get (math, "x", TRUE));
  g_assert_true (is_running (math));
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
  Ask asks[6] = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (asks); i++)
    ask (&asks[i], math, "x", i % 2 == 0);
  for (gsize i = 0; i < G_N_ELEMENTS (asks); i++)
    ask_get (&asks[i], math);
  g_assert_cmpuint (silu_math_get_n_asked (math), ==, 2);
}

static void
test_many (gconstpointer data)
{
  g_autoptr (SiluMath) math = g_object_new (SILU_TYPE_MATH, "time-limit", 20000, NULL);
  Ask asks[200] = { 0 };
  gint64 start = g_get_monotonic_time ();

  for (gsize i = 0; i < G_N_ELEMENTS (asks); i++)
    {
      g_autofree char *tex = g_strdup_printf ("\\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a} + x_{%zu}", i);

      ask (&asks[i], math, tex, TRUE);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (asks); i++)
    ask_get (&asks[i], math);

  g_test_message ("%zu formulas in %" G_GINT64_FORMAT " ms", G_N_ELEMENTS (asks),
                  (g_get_monotonic_time () - start) / 1000);
}

static void
test_cancelled_before (gconstpointer data)
{
  g_autoptr (SiluMath) math = silu_math_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Ask cancelled = { 0 };

  g_cancellable_cancel (cancellable);
  silu_math_typeset_async (math, "x", TRUE, cancellable, silu_test_store_result_cb,
                           &cancelled.result);
  ask_fail (&cancelled, math, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (is_running (math));
  g_assert_cmpuint (silu_math_get_n_asked (math), ==, 0);
}

/* The helper hangs: whoever waits is answered without it. */
static void
test_cancelled_waiting (gconstpointer data)
{
  MathScript script;
  Ask under_way = { 0 }, waiting = { 0 };

  math_script_init (&script, READY HANG, 100000);
  ask (&under_way, script.math, "x", TRUE);
  ask (&waiting, script.math, "y", TRUE);

  g_cancellable_cancel (waiting.cancellable);
  ask_fail (&waiting, script.math, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (under_way.result);

  g_cancellable_cancel (under_way.cancellable);
  ask_fail (&under_way, script.math, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (silu_math_get_n_asked (script.math), ==, 1);

  /* Only the helper still holds the object. */
  silu_test_run_until (is_started, script.math);
  kill_helper (script.math);
  silu_test_run_until (is_stopped, script.math);
  while (G_OBJECT (script.math)->ref_count > 1)
    g_main_context_iteration (NULL, TRUE);
  math_script_clear (&script);
}

static void
test_cancelled_one_of_two (gconstpointer data)
{
  g_autoptr (SiluMath) math = silu_math_new ();
  Ask cancelled = { 0 }, other = { 0 };

  ask (&cancelled, math, "x", TRUE);
  ask (&other, math, "x", TRUE);
  g_cancellable_cancel (cancelled.cancellable);
  ask_fail (&cancelled, math, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  ask_get (&other, math);

  /* And what nobody waits for any more is kept all the same. */
  ask (&cancelled, math, "y", TRUE);
  g_cancellable_cancel (cancelled.cancellable);
  ask_fail (&cancelled, math, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  silu_formula_unref (math_fixture_get (math, "y", TRUE));
  g_assert_cmpuint (silu_math_get_n_asked (math), ==, 2);
}

static void
test_killed (gconstpointer data)
{
  g_autofree char *tex = new_slow ();
  g_autoptr (SiluMath) math = g_object_new (SILU_TYPE_MATH, "time-limit", 100000, NULL);
  Ask slow = { 0 }, next = { 0 };

  silu_formula_unref (math_fixture_get (math, "x", TRUE));
  ask (&slow, math, tex, TRUE);
  ask (&next, math, "y", TRUE);
  kill_helper (math);
  ask_fail (&slow, math, SILU_MATH_ERROR, SILU_MATH_ERROR_CRASHED);
  ask_get (&next, math);
}

static void
test_killed_idle (gconstpointer data)
{
  g_autoptr (SiluMath) math = silu_math_new ();

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *tex = g_strdup_printf ("x_%u", i);

      silu_formula_unref (math_fixture_get (math, tex, TRUE));
      kill_helper (math);
      silu_test_run_until (is_stopped, math);
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
      silu_test_run_until (is_stopped, math);
      math_fixture_assert_no_child ();
    }
}

/* Formulas have a helper however short the patience. */
static void
test_idle_not_in_between (gconstpointer data)
{
  g_autoptr (SiluMath) math = g_object_new (SILU_TYPE_MATH, "idle-limit", 1, NULL);
  Ask asks[20] = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (asks); i++)
    {
      g_autofree char *tex = g_strdup_printf ("x_{%zu}", i);

      ask (&asks[i], math, tex, TRUE);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (asks); i++)
    ask_get (&asks[i], math);
}

static void
test_time_limit (gconstpointer data)
{
  MathScript script;
  Ask first = { 0 }, second = { 0 };

  math_script_init (&script, READY HANG, 50);
  ask (&first, script.math, "x", TRUE);
  ask (&second, script.math, "y", TRUE);
  ask_fail (&first, script.math, SILU_MATH_ERROR, SILU_MATH_ERROR_TIMEOUT);
  ask_fail (&second, script.math, SILU_MATH_ERROR, SILU_MATH_ERROR_TIMEOUT);
  g_assert_false (is_running (script.math));

  /* What took too long is not tried again. */
  math_fixture_refuse (script.math, "x", SILU_MATH_ERROR_TIMEOUT);
  g_assert_cmpuint (silu_math_get_n_asked (script.math), ==, 2);
  math_script_clear (&script);
}

/* A helper that reads nothing: a long request does not fit the pipe. */
static void
test_deaf (gconstpointer data)
{
  g_autofree char *tex = g_strnfill (SILU_MATH_MAX_TEX, 'x');
  MathScript script;

  math_script_init (&script, READY HANG, 50);
  math_fixture_refuse (script.math, "x", SILU_MATH_ERROR_TIMEOUT);
  math_fixture_refuse (script.math, tex, SILU_MATH_ERROR_TIMEOUT);
  math_script_clear (&script);
}

static void
test_source_too_long (gconstpointer data)
{
  g_autofree char *tex = g_strnfill (SILU_MATH_MAX_TEX + 1, 'x');
  g_autoptr (SiluMath) math = silu_math_new ();

  math_fixture_refuse (math, tex, SILU_MATH_ERROR_TOO_LARGE);
  g_assert_cmpuint (silu_math_get_n_asked (math), ==, 0);
}

typedef struct
{
  const char *name;
  const char *body;
  SiluMathError code;
} Nonsense;

/* Each would break Silu if it believed its helper. */
static const Nonsense nonsense[] = {
  { "endless", READY TAKE "exec cat /dev/zero", SILU_MATH_ERROR_CRASHED },
  { "endless-frame", READY TAKE FRAME ("4", "\\377\\377\\017\\000") "exec cat /dev/zero",
    SILU_MATH_ERROR_CRASHED },
  { "too-long", READY TAKE FRAME ("4", "\\377\\377\\377\\377") HANG, SILU_MATH_ERROR_CRASHED },
  { "cut-frame", READY TAKE "printf '\\004\\000'", SILU_MATH_ERROR_CRASHED },
  { "cut-payload", READY TAKE FRAME ("4", "\\100\\000\\000\\000") "printf x",
    SILU_MATH_ERROR_CRASHED },
  { "short-payload", READY TAKE FRAME ("4", "\\001\\000\\000\\000") "printf x; " HANG,
    SILU_MATH_ERROR_CRASHED },
  { "no-payload", READY TAKE FRAME ("4", NOTHING) HANG, SILU_MATH_ERROR_CRASHED },
  { "unknown", READY FRAME ("0", NOTHING) HANG, SILU_MATH_ERROR_CRASHED },
  { "ready-twice", READY READY HANG, SILU_MATH_ERROR_CRASHED },
  { "exits", READY TAKE "exit 0", SILU_MATH_ERROR_CRASHED },
  { "wrong", READY FRAME ("5", "\\003\\000\\000\\000") "printf '\\377no'; " HANG,
    SILU_MATH_ERROR_TEX },
  { "large", READY FRAME ("6", NOTHING) HANG, SILU_MATH_ERROR_TOO_LARGE },
  { "full", READY TAKE FRAME ("7", NOTHING) "exit 0", SILU_MATH_ERROR_TOO_LARGE },
  { "not-ready", FRAME ("6", NOTHING) HANG, SILU_MATH_ERROR_UNAVAILABLE },
  { "does-not-start", "exit 1", SILU_MATH_ERROR_UNAVAILABLE },
  { "talks", "echo 'Segmentation fault'; " HANG, SILU_MATH_ERROR_UNAVAILABLE },
};

static void
test_nonsense (gconstpointer data)
{
  const Nonsense *row = data;
  MathScript script;

  if (G_BYTE_ORDER != G_LITTLE_ENDIAN)
    {
      g_test_skip ("not a little-endian machine");
      return;
    }

  math_script_init (&script, row->body, 10000);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *tex = g_strdup_printf ("x_%u", i);

      math_fixture_refuse (script.math, tex, row->code);
      /* An honest answer: the next one would be waited for. */
      if (is_running (script.math))
        break;
    }
  math_script_clear (&script);
}

/* After some starts in vain there are no formulas, and nothing is started any more. */
static void
test_given_up (gconstpointer data)
{
  MathScript script;

  math_script_init (&script, "exit 1", 1000);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *tex = g_strdup_printf ("x_%u", i);

      g_assert_cmpint (silu_math_is_available (script.math), ==, i < 3);
      math_fixture_refuse (script.math, tex, SILU_MATH_ERROR_UNAVAILABLE);
    }
  g_assert_cmpuint (silu_math_get_n_asked (script.math), ==, 3);
  math_script_clear (&script);
}

static void
test_no_helper (gconstpointer data)
{
  g_autoptr (SiluMath) math = g_object_new (SILU_TYPE_MATH, "helper", "/nowhere/silu-math", NULL);

  g_assert_false (silu_math_is_available (math));
  math_fixture_refuse (math, "x", SILU_MATH_ERROR_UNAVAILABLE);
}

typedef struct
{
  guint left;
  gboolean done;
} Insistent;

/* Asks for the same again as soon as it failed. */
static void
insist_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Insistent *self = user_data;
  g_autoptr (GError) error = NULL;

  g_assert_null (silu_math_typeset_finish (SILU_MATH (object), result, &error));
  g_assert_error (error, SILU_MATH_ERROR, SILU_MATH_ERROR_CRASHED);
  if (--self->left == 0)
    self->done = TRUE;
  else
    silu_math_typeset_async (SILU_MATH (object), "x", TRUE, NULL, insist_cb, self);
}

static void
test_asks_in_callback (gconstpointer data)
{
  Insistent insistent = { 5, FALSE };
  MathScript script;

  math_script_init (&script, READY TAKE "exit 0", 1000);
  silu_math_typeset_async (script.math, "x", TRUE, NULL, insist_cb, &insistent);
  silu_test_run_until_set (&insistent.done);
  g_assert_cmpuint (silu_math_get_n_asked (script.math), ==, 5);
  math_script_clear (&script);
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
  math_fixture_add ("/math/cancelled-waiting", test_cancelled_waiting, NULL);
  math_fixture_add ("/math/cancelled-one-of-two", test_cancelled_one_of_two, NULL);
  math_fixture_add ("/math/killed", test_killed, NULL);
  math_fixture_add ("/math/killed-idle", test_killed_idle, NULL);
  math_fixture_add ("/math/idle", test_idle, NULL);
  math_fixture_add ("/math/idle-not-in-between", test_idle_not_in_between, NULL);
  math_fixture_add ("/math/time-limit", test_time_limit, NULL);
  math_fixture_add ("/math/deaf", test_deaf, NULL);
  math_fixture_add ("/math/source-too-long", test_source_too_long, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (nonsense); i++)
    {
      g_autofree char *path = g_strdup_printf ("/math/nonsense/%s", nonsense[i].name);

      math_fixture_add (path, test_nonsense, &nonsense[i]);
    }
  math_fixture_add ("/math/given-up", test_given_up, NULL);
  math_fixture_add ("/math/no-helper", test_no_helper, NULL);
  math_fixture_add ("/math/asks-in-callback", test_asks_in_callback, NULL);
  math_fixture_add ("/math/dropped", test_dropped, NULL);

  return math_fixture_run ();
}
