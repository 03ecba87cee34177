/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The language of code that nobody named, from its own words. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The id of GtkSourceView's language, or NULL where there is no telling. Looks at the first few
 * thousand bytes only. */
const char *silu_code_guess (const char *code);

G_END_DECLS
