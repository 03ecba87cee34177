/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests look at. */
#pragma once

#include "silu-math.h"

G_BEGIN_DECLS

/* The helper's process number, or NULL while there is none. */
const char *silu_math_get_helper_identifier (SiluMath *self);

/* How many formulas the helper has been asked for. */
guint silu_math_get_n_asked (SiluMath *self);

G_END_DECLS
