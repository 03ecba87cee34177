/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A formula that has been set: its SVG, its measures, and how it is drawn. The SVG was made from
 * text that a model wrote; librsvg follows no reference out of it, for it has no address. */
#include "silu-formula-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#ifdef SILU_WITH_MATH
#include <librsvg/rsvg.h>
#endif

/* Of one side of an image; cairo's own limit. */
#define MAX_PIXELS 32767

/* Of a whole image: 256 MiB. */
#define MAX_AREA (64.0 * 1024 * 1024)

struct _SiluFormula
{
  char *tex;
  char *svg; /* without its NUL */
  char *mathml;
  gsize svg_length;
  SiluMathSizes sizes;
};

G_DEFINE_BOXED_TYPE (SiluFormula, silu_formula, silu_formula_ref, silu_formula_unref)
G_DEFINE_QUARK (silu - math - error - quark, silu_math_error)

static gboolean
is_size (double value)
{
  return isfinite (value) && value >= 0;
}

static gboolean
check_sizes (const SiluMathSizes *sizes, GError **error)
{
  if (!is_size (sizes->width) || !is_size (sizes->height) || !isfinite (sizes->depth))
    {
      g_set_error_literal (error, SILU_MATH_ERROR, SILU_MATH_ERROR_CRASHED,
                           _ ("The helper for formulas gave an answer that makes no sense."));
      return FALSE;
    }

  if (sizes->width > SILU_MATH_MAX_EM || sizes->height > SILU_MATH_MAX_EM ||
      fabs (sizes->depth) > SILU_MATH_MAX_EM)
    {
      g_set_error_literal (error, SILU_MATH_ERROR, SILU_MATH_ERROR_TOO_LARGE,
                           _ ("The formula is too large to be drawn."));
      return FALSE;
    }

  return TRUE;
}

SiluFormula *
silu_formula_new_from_payload (const char *tex, GBytes *payload, GError **error)
{
  SiluFormula *self = NULL;
  gsize length = 0;
  const char *data = g_bytes_get_data (payload, &length);
  const char *svg = data + sizeof (SiluMathSizes);
  const char *end = NULL;
  SiluMathSizes sizes;

  if (length > sizeof sizes)
    end = memchr (svg, '\0', length - sizeof sizes);
  if (end == NULL || !g_str_has_prefix (svg, "<svg"))
    {
      g_set_error_literal (error, SILU_MATH_ERROR, SILU_MATH_ERROR_CRASHED,
                           _ ("The helper for formulas gave an answer that makes no sense."));
      return NULL;
    }

  memcpy (&sizes, data, sizeof sizes);
  if (!check_sizes (&sizes, error))
    return NULL;

  self = g_atomic_rc_box_new0 (SiluFormula);
  self->tex = g_strdup (tex);
  self->sizes = sizes;
  self->svg_length = (gsize) (end - svg);
  self->svg = g_strndup (svg, self->svg_length);
  self->mathml = g_utf8_make_valid (end + 1, data + length - (end + 1));

  return self;
}

SiluFormula *
silu_formula_ref (SiluFormula *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
formula_clear (gpointer data)
{
  SiluFormula *self = data;

  g_clear_pointer (&self->tex, g_free);
  g_clear_pointer (&self->svg, g_free);
  g_clear_pointer (&self->mathml, g_free);
}

void
silu_formula_unref (SiluFormula *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, formula_clear);
}

const char *
silu_formula_get_tex (SiluFormula *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->tex;
}

const char *
silu_formula_get_mathml (SiluFormula *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->mathml;
}

gsize
silu_formula_get_weight (SiluFormula *self)
{
  return sizeof *self + strlen (self->tex) + self->svg_length + strlen (self->mathml);
}

void
silu_formula_get_size (SiluFormula *self, double em, double *width, double *height, double *depth)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (em > 0);

  if (width != NULL)
    *width = self->sizes.width * em;
  if (height != NULL)
    *height = self->sizes.height * em;
  if (depth != NULL)
    *depth = self->sizes.depth * em;
}

#ifdef SILU_WITH_MATH
/* CSS has its numbers with a point whatever the locale. */
static char *
new_stylesheet (double r, double g, double b, double a)
{
  char alpha[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup_printf ("svg { color: rgba(%d, %d, %d, %s); overflow: visible }",
                          (int) round (CLAMP (r, 0, 1) * 255), (int) round (CLAMP (g, 0, 1) * 255),
                          (int) round (CLAMP (b, 0, 1) * 255),
                          g_ascii_formatd (alpha, sizeof alpha, "%.4f", CLAMP (a, 0, 1)));
}

static gboolean
draw (SiluFormula *self, cairo_t *cr, const RsvgRectangle *place, const char *css, GError **error)
{
  RsvgHandle *handle =
      rsvg_handle_new_from_data ((const guint8 *) self->svg, self->svg_length, error);
  gboolean drawn = handle != NULL &&
                   rsvg_handle_set_stylesheet (handle, (const guint8 *) css, strlen (css), error) &&
                   rsvg_handle_render_document (handle, cr, place, error);

  g_clear_object (&handle);

  return drawn;
}
#endif

cairo_surface_t *
silu_formula_render (SiluFormula *self,
                     double em,
                     double scale,
                     double r,
                     double g,
                     double b,
                     double a)
{
#ifdef SILU_WITH_MATH
  g_autofree char *css = NULL;
  g_autoptr (GError) error = NULL;
  RsvgRectangle place = { 0, 0, 0, 0 };
  cairo_surface_t *surface = NULL;
  cairo_t *cr = NULL;
  gboolean drawn = FALSE;
  double columns = 0, rows = 0, depth = 0;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (em > 0 && scale > 0, NULL);

  silu_formula_get_size (self, em, &place.width, &place.height, &depth);
  place.y = ceil (place.height - depth) - (place.height - depth);
  columns = MAX (ceil (ceil (place.width) * scale), 1);
  rows = MAX (ceil (ceil (place.y + place.height) * scale), 1);
  if (!(columns <= MAX_PIXELS && rows <= MAX_PIXELS && columns * rows <= MAX_AREA))
    return NULL;

  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) columns, (int) rows);
  cairo_surface_set_device_scale (surface, scale, scale);
  cr = cairo_create (surface);
  css = new_stylesheet (r, g, b, a);
  drawn = draw (self, cr, &place, css, &error) && cairo_status (cr) == CAIRO_STATUS_SUCCESS;
  cairo_destroy (cr);

  if (!drawn)
    {
      g_debug ("a formula cannot be drawn: %s", error != NULL ? error->message : "no memory");
      g_clear_pointer (&surface, cairo_surface_destroy);
    }

  return surface;
#else
  return NULL;
#endif
}
