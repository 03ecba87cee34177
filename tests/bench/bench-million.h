/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A store with more in it than anybody has. */
#pragma once

#include "silu-store.h"

G_BEGIN_DECLS

/* Makes silu.db in @directory, a folder that is there: conversations of fifty short messages,
 * English and Chinese, always the same. */
void bench_make_million (const char *directory, guint n_messages);

G_END_DECLS
