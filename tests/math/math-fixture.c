/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of formulas share. */
#include "math-fixture.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/wait.h>

#ifndef SILU_WITH_MATH
static void
test_skip (void)
{
  g_test_skip ("built without formulas: JavaScriptCore, librsvg or MathJax is missing");
}
#endif

void
math_fixture_init (int *argc, char ***argv)
{
  g_setenv ("SILU_MATH_HELPER", MATH_HELPER, FALSE);
  silu_test_init (argc, argv);
}

int
math_fixture_run (void)
{
  int status = g_test_run ();

  math_fixture_assert_no_child ();

  return status;
}

void
math_fixture_add (const char *path, GTestDataFunc func, gconstpointer data)
{
#ifdef SILU_WITH_MATH
  g_test_add_data_func (path, data, func);
#else
  g_test_add_func (path, test_skip);
#endif
}

/* GLib waits for its children on a thread of its own. */
static gboolean
has_no_child (gpointer user_data)
{
  siginfo_t info;

  return waitid (P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) != 0 && errno == ECHILD;
}

static gboolean
tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

void
math_fixture_assert_no_child (void)
{
  guint source = g_timeout_add (5, tick_cb, NULL);

  silu_test_run_until (has_no_child, NULL);
  g_source_remove (source);
}

SiluFormula *
math_fixture_set (SiluMath *math, const char *tex, gboolean display, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  silu_math_typeset_async (math, tex, display, NULL, silu_test_store_result_cb, &result);

  return silu_math_typeset_finish (math, silu_test_wait_result (&result), error);
}

SiluFormula *
math_fixture_get (SiluMath *math, const char *tex, gboolean display)
{
  g_autoptr (GError) error = NULL;
  SiluFormula *formula = math_fixture_set (math, tex, display, &error);

  if (error != NULL)
    g_error ("%s: %s", tex, error->message);
  g_assert_nonnull (formula);
  g_assert_cmpstr (silu_formula_get_tex (formula), ==, tex);

  return formula;
}

void
math_fixture_refuse (SiluMath *math, const char *tex, SiluMathError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SiluFormula) formula = math_fixture_set (math, tex, TRUE, &error);

  if (formula != NULL)
    g_error ("this should be an error: %.80s", tex);
  if (error->code != (int) code)
    g_test_message ("%.80s", tex);
  g_assert_error (error, SILU_MATH_ERROR, (int) code);
  g_assert_cmpuint (strlen (error->message), >, 0);
}

void
math_fixture_kill (SiluMath *math)
{
  const char *identifier = silu_math_get_helper_identifier (math);

  g_assert_nonnull (identifier);
  g_assert_cmpint (kill ((pid_t) g_ascii_strtoll (identifier, NULL, 10), SIGKILL), ==, 0);
}

gboolean
math_fixture_is_running (SiluMath *math)
{
  gboolean running = FALSE;

  g_object_get (math, "running", &running, NULL);

  return running;
}

gboolean
math_fixture_is_stopped (gpointer user_data)
{
  return !math_fixture_is_running (user_data);
}

gboolean
math_fixture_is_started (gpointer user_data)
{
  return math_fixture_is_running (user_data);
}

void
math_ask (MathAsk *self, SiluMath *math, const char *tex, gboolean display)
{
  self->cancellable = g_cancellable_new ();
  silu_math_typeset_async (math, tex, display, self->cancellable, silu_test_store_result_cb,
                           &self->result);
}

SiluFormula *
math_ask_finish (MathAsk *self, SiluMath *math, GError **error)
{
  SiluFormula *formula =
      silu_math_typeset_finish (math, silu_test_wait_result (&self->result), error);

  g_clear_object (&self->result);
  g_clear_object (&self->cancellable);

  return formula;
}

void
math_ask_get (MathAsk *self, SiluMath *math)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SiluFormula) formula = math_ask_finish (self, math, &error);

  g_assert_no_error (error);
}

void
math_ask_fail (MathAsk *self, SiluMath *math, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SiluFormula) formula = math_ask_finish (self, math, &error);

  g_assert_null (formula);
  g_assert_error (error, domain, code);
}

void
math_script_init (MathScript *self, const char *body, guint time_limit)
{
  g_autofree char *script = g_strdup_printf ("#!/bin/sh\n%s\n", body);
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("silu-math-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "helper", NULL);
  g_file_set_contents_full (self->path, script, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0700, &error);
  g_assert_no_error (error);

  self->math = g_object_new (SILU_TYPE_MATH, "helper", self->path, "time-limit", time_limit, NULL);
}

void
math_script_clear (MathScript *self)
{
  g_assert_finalize_object (self->math);
  math_fixture_assert_no_child ();
  g_assert_cmpint (g_remove (self->path), ==, 0);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->path);
  g_free (self->folder);
}

static void
look_at (MathInk *ink, guint32 pixel, int x, int y)
{
  double alpha = (double) (pixel >> 24) / 255;

  if (alpha <= 0.5)
    return;

  /* The channels are multiplied by the alpha. */
  ink->r += (pixel >> 16 & 0xff) / 255.0 / alpha;
  ink->g += (pixel >> 8 & 0xff) / 255.0 / alpha;
  ink->b += (pixel & 0xff) / 255.0 / alpha;
  ink->left = ink->n_ink == 0 ? x : MIN (ink->left, x);
  ink->right = MAX (ink->right, x);
  ink->top = ink->n_ink == 0 ? y : MIN (ink->top, y);
  ink->bottom = MAX (ink->bottom, y);
  ink->n_ink++;
}

MathInk
math_fixture_look (cairo_surface_t *surface)
{
  const int width = cairo_image_surface_get_width (surface);
  const int height = cairo_image_surface_get_height (surface);
  const int stride = cairo_image_surface_get_stride (surface);
  const guint8 *data = NULL;
  MathInk ink = { 0 };

  cairo_surface_flush (surface);
  data = cairo_image_surface_get_data (surface);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        guint32 pixel = 0;

        memcpy (&pixel, data + (gsize) y * (gsize) stride + (gsize) x * 4, sizeof pixel);
        look_at (&ink, pixel, x, y);
      }

  if (ink.n_ink > 0)
    {
      ink.r /= ink.n_ink;
      ink.g /= ink.n_ink;
      ink.b /= ink.n_ink;
    }

  return ink;
}
