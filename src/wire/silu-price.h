/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tokens cost, by a dated table with peak hours (PROTOCOLS 1.9). An estimate: the bill is the
 * provider's. */
#pragma once

#include "silu-usage.h"
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _SiluPriceTable SiluPriceTable;

/* Reads the "prices" of the data file: an array of
 *   {"from": "2026-09-10", "currency": "USD", "input": 0.15, "cached": 0.003, "output": 0.6,
 *    "peak": {"hours": ["01:00-04:00"], "weekdays": true, "input": …, "cached": …, "output": …}}
 * Money is per million tokens; "cached" is "input" where it is absent; days and hours are UTC. NULL
 * with an untranslated SILU_ERROR_PROTOCOL if a row is wrong. */
SiluPriceTable *silu_price_table_new (JsonArray *rows, GError **error);
SiluPriceTable *silu_price_table_ref (SiluPriceTable *self);
void silu_price_table_unref (SiluPriceTable *self);

/* What @usage cost at @when (µs since the epoch): FALSE before the first row, or if the counts are
 * not known. @currency is an ISO code, borrowed. */
gboolean silu_price_table_estimate (SiluPriceTable *self,
                                    const SiluUsage *usage,
                                    gint64 when,
                                    double *amount,
                                    const char **currency);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluPriceTable, silu_price_table_unref)

G_END_DECLS
