/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Helpers that hang, die or talk nonsense: shell scripts in the place of the real one. */
#include "math-fixture.h"

/* What a helper of the tests says: SiluMathFrame in the shell. Little-endian, as the machines are
 * that this is built on; elsewhere the tests skip. */
#define FRAME(kind, length) "printf '\\00" kind "\\000\\000\\000" length "'\n"
#define NOTHING "\\000\\000\\000\\000"
#define READY FRAME ("3", NOTHING)

/* Waits for the request, so that it does not find a closed pipe. */
#define TAKE "head -c 8 >/dev/null\n"

/* Never ends of itself. */
#define HANG "exec sleep 1000"

/* The helper hangs: whoever waits is answered without it. */
static void
test_cancelled_waiting (gconstpointer data)
{
  MathScript script;
  MathAsk under_way = { 0 }, waiting = { 0 };

  math_script_init (&script, READY HANG, 100000);
  math_ask (&under_way, script.math, "x", TRUE);
  math_ask (&waiting, script.math, "y", TRUE);

  g_cancellable_cancel (waiting.cancellable);
  math_ask_fail (&waiting, script.math, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (under_way.result);

  g_cancellable_cancel (under_way.cancellable);
  math_ask_fail (&under_way, script.math, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (silu_math_get_n_asked (script.math), ==, 1);

  /* Only the helper still holds the object. */
  silu_test_run_until (math_fixture_is_started, script.math);
  math_fixture_kill (script.math);
  silu_test_run_until (math_fixture_is_stopped, script.math);
  while (G_OBJECT (script.math)->ref_count > 1)
    g_main_context_iteration (NULL, TRUE);
  math_script_clear (&script);
}

static void
test_time_limit (gconstpointer data)
{
  MathScript script;
  MathAsk first = { 0 }, second = { 0 };

  math_script_init (&script, READY HANG, 50);
  math_ask (&first, script.math, "x", TRUE);
  math_ask (&second, script.math, "y", TRUE);
  math_ask_fail (&first, script.math, SILU_MATH_ERROR, SILU_MATH_ERROR_TIMEOUT);
  math_ask_fail (&second, script.math, SILU_MATH_ERROR, SILU_MATH_ERROR_TIMEOUT);
  g_assert_false (math_fixture_is_running (script.math));

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
      if (math_fixture_is_running (script.math))
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

int
main (int argc, char **argv)
{
  math_fixture_init (&argc, &argv);

  math_fixture_add ("/math-helper/cancelled-waiting", test_cancelled_waiting, NULL);
  math_fixture_add ("/math-helper/time-limit", test_time_limit, NULL);
  math_fixture_add ("/math-helper/deaf", test_deaf, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (nonsense); i++)
    {
      g_autofree char *path = g_strdup_printf ("/math-helper/nonsense/%s", nonsense[i].name);

      math_fixture_add (path, test_nonsense, &nonsense[i]);
    }
  math_fixture_add ("/math-helper/given-up", test_given_up, NULL);
  math_fixture_add ("/math-helper/no-helper", test_no_helper, NULL);
  math_fixture_add ("/math-helper/asks-in-callback", test_asks_in_callback, NULL);

  return math_fixture_run ();
}
