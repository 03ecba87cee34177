/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables as earlier versions of Silu made them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* All of version 1, then what 2 and 3 added to those before them. */
extern const char old_schema_1[];
extern const char old_schema_2[];
extern const char old_schema_3[];

/* Makes of a file of version 4 one of version 3. */
extern const char old_search_3[];

G_END_DECLS
