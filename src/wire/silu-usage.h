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
  gint64 load; /* milliseconds that loading the model took, -1: not said (PROTOCOLS 2.5) */
  double cost; /* what the server says it charged, in US dollars; -1: not said (PROTOCOLS 2.7) */
} SiluUsage;

#define SILU_USAGE_INIT                                                                            \
  {                                                                                                \
    -1, -1, -1, -1, -1, -1                                                                         \
  }

gboolean silu_usage_is_known (const SiluUsage *usage);

G_END_DECLS
