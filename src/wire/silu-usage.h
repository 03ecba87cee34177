/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a server says an answer has cost in tokens. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Counts of tokens; -1 where the server did not say. @prompt includes @cached, @completion
 * includes @reasoning (PROTOCOLS 1.5). */
typedef struct
{
  gint64 prompt;
  gint64 completion;
  gint64 reasoning;
  gint64 cached;
} SiluUsage;

#define SILU_USAGE_INIT                                                                            \
  {                                                                                                \
    -1, -1, -1, -1                                                                                 \
  }

gboolean silu_usage_is_known (const SiluUsage *usage);

G_END_DECLS
