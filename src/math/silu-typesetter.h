/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks the helper for one formula. What comes out of its pipe is taken for hostile. */
#pragma once

#include "silu-helper.h"
#include "silu-math.h"

G_BEGIN_DECLS

/* Starts the helper if it does not run. Only one formula may be under way. Over @limit milliseconds
 * (the start is not counted), or if its answer makes no sense, the helper is killed.
 * SILU_MATH_ERROR_UNAVAILABLE says that it could not be started. */
void silu_typesetter_run_async (SiluHelper *helper,
                                const char *tex,
                                gboolean display,
                                guint limit,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
SiluFormula *silu_typesetter_run_finish (SiluHelper *helper, GAsyncResult *result, GError **error);

G_END_DECLS
