/* SPDX-License-Identifier: GPL-3.0-or-later */
/* TeX → drawings. MathJax sets the formulas, in a helper process that is started for the first one,
 * killed when one takes too long and stopped when there is nothing to do. Main thread only. */
#pragma once

#include <cairo.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/* Bytes of TeX that a formula may have. */
#define SILU_MATH_MAX_TEX (64 * 1024)

/* What is left to do with any of them is to show the source. The message is a translated sentence,
 * except for SILU_MATH_ERROR_TEX. */
#define SILU_MATH_ERROR (silu_math_error_quark ())

typedef enum
{
  SILU_MATH_ERROR_UNAVAILABLE, /* built without, or the helper is missing or does not start */
  SILU_MATH_ERROR_TEX,         /* the TeX is wrong; in MathJax's English words */
  SILU_MATH_ERROR_TOO_LARGE,   /* the source, or what would be drawn */
  SILU_MATH_ERROR_TIMEOUT,     /* it took longer than the limit */
  SILU_MATH_ERROR_CRASHED,     /* the helper died, or its answer makes no sense */
} SiluMathError;

GQuark silu_math_error_quark (void);

/* A formula that has been set: immutable, for any size and colour. */
typedef struct _SiluFormula SiluFormula;

#define SILU_TYPE_FORMULA (silu_formula_get_type ())
GType silu_formula_get_type (void);
SiluFormula *silu_formula_ref (SiluFormula *self);
void silu_formula_unref (SiluFormula *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluFormula, silu_formula_unref)

/* Its source, and the same as MathML (a <math> element), for copying. */
const char *silu_formula_get_tex (SiluFormula *self);
const char *silu_formula_get_mathml (SiluFormula *self);

/* In pixels, fractions of them too, beside text whose font has @em pixels. @depth is the part of
 * @height that is below the baseline. Each may be NULL. There is a margin of 0.07 em on each side,
 * for slanted letters that reach out of their boxes. */
void
silu_formula_get_size (SiluFormula *self, double em, double *width, double *height, double *depth);

/* An image of that size, with its baseline as many whole pixels below the top as the height above
 * it, rounded up; times @scale (the display's; set as the surface's device
 * scale). Letters and lines have the colour given, each part from 0 to 1, where the formula does
 * not colour them itself. NULL if it cannot be drawn or has more than 32767 pixels on a side. */
cairo_surface_t *silu_formula_render (SiluFormula *self,
                                      double em,
                                      double scale,
                                      double r,
                                      double g,
                                      double b,
                                      double a);

#define SILU_TYPE_MATH (silu_math_get_type ())
G_DECLARE_FINAL_TYPE (SiluMath, silu_math, SILU, MATH, GObject)

/* Starts nothing. Properties, to be given at construction:
 *   time-limit  milliseconds for one formula, 2000
 *   idle-limit  milliseconds without a formula after which the helper is stopped, 60000
 *   helper      path of the helper, or NULL for $SILU_MATH_HELPER or the installed one
 * and "running", read-only: whether there is a helper; it notifies. */
SiluMath *silu_math_new (void);

/* Built with formulas, and the helper is there. */
gboolean silu_math_is_available (SiluMath *self);

/* Formulas wait, or are being set. */
gboolean silu_math_is_busy (SiluMath *self);

/* Sets @tex, without its delimiters, as a formula in a line or as a @display of its own. Formulas
 * are set one after another; the last 512 results are kept, and who asks for what another is
 * waiting for gets the same. Cancelling is prompt. @self lives until each has ended.
 *
 * Finishes with a reference, or an error in SILU_MATH_ERROR or G_IO_ERROR_CANCELLED. */
void silu_math_typeset_async (SiluMath *self,
                              const char *tex,
                              gboolean display,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
SiluFormula *silu_math_typeset_finish (SiluMath *self, GAsyncResult *result, GError **error);

G_END_DECLS
