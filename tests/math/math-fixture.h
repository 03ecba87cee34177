/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of formulas share: asking, waiting, looking at a picture, helpers that misbehave.
 */
#pragma once

#include "silu-math-private.h"
#include "silu-test.h"

G_BEGIN_DECLS

/* g_test_init (), for a program that may be started by hand too. */
void math_fixture_init (int *argc, char ***argv);

/* g_test_run (), and a look for processes that are left. */
int math_fixture_run (void);

/* Adds @func, or a test that skips with a reason where Silu was built without formulas. */
void math_fixture_add (const char *path, GTestDataFunc func, gconstpointer data);

/* Every process that the test has started is gone and has been waited for. */
void math_fixture_assert_no_child (void);

/* Typesets and waits. */
SiluFormula *math_fixture_set (SiluMath *math, const char *tex, gboolean display, GError **error);

/* Asks for a formula that must come. */
SiluFormula *math_fixture_get (SiluMath *math, const char *tex, gboolean display);

/* Asks for one that must not. */
void math_fixture_refuse (SiluMath *math, const char *tex, SiluMathError code);

/* One that is waited for later. */
typedef struct
{
  GAsyncResult *result;
  GCancellable *cancellable;
} MathAsk;

void math_ask (MathAsk *self, SiluMath *math, const char *tex, gboolean display);
SiluFormula *math_ask_finish (MathAsk *self, SiluMath *math, GError **error);

/* It must come; it must fail so. */
void math_ask_get (MathAsk *self, SiluMath *math);
void math_ask_fail (MathAsk *self, SiluMath *math, GQuark domain, int code);

/* SIGKILL. */
void math_fixture_kill (SiluMath *math);

/* Whether there is a helper; and the same to be waited for. */
gboolean math_fixture_is_running (SiluMath *math);
gboolean math_fixture_is_started (gpointer math);
gboolean math_fixture_is_stopped (gpointer math);

/* A SiluMath with a shell script for a helper. */
typedef struct
{
  SiluMath *math;
  char *folder;
  char *path;
} MathScript;

void math_script_init (MathScript *self, const char *body, guint time_limit);
void math_script_clear (MathScript *self);

/* What can be seen in a picture. Edges in its pixels, the first and the last with ink. */
typedef struct
{
  guint n_ink; /* more than half covered */
  int left, right, top, bottom;
  double r, g, b; /* the mean of those, 0 to 1 */
} MathInk;

MathInk math_fixture_look (cairo_surface_t *surface);

G_END_DECLS
