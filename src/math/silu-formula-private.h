/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a formula is made from what the helper says. */
#pragma once

#include "silu-math-protocol.h"
#include "silu-math.h"

G_BEGIN_DECLS

/* Reads the payload of a SILU_MATH_FRAME_FORMULA, which nothing has checked so far. Errors are in
 * SILU_MATH_ERROR. */
SiluFormula *silu_formula_new_from_payload (const char *tex, GBytes *payload, GError **error);

/* Bytes that it takes. */
gsize silu_formula_get_weight (SiluFormula *self);

G_END_DECLS
