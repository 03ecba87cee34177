/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an answer has cost in tokens. */
#include "silu-usage.h"

gboolean
silu_usage_is_known (const SiluUsage *usage)
{
  return usage->prompt >= 0 || usage->completion >= 0;
}
