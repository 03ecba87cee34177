/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The newest results, good and bad, by what was asked. Bounded in number and in bytes. */
#pragma once

#include "silu-math.h"

G_BEGIN_DECLS

typedef struct _SiluFormulaCache SiluFormulaCache;

/* At most @n_entries, and so many that all formulas together take at most @n_bytes. */
SiluFormulaCache *silu_formula_cache_new (guint n_entries, gsize n_bytes);
void silu_formula_cache_free (SiluFormulaCache *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluFormulaCache, silu_formula_cache_free)

/* Whether there is a result: either *formula or *error is then set to one of the cache's, which
 * lives until the next call. */
gboolean silu_formula_cache_find (SiluFormulaCache *self,
                                  const char *key,
                                  SiluFormula **formula,
                                  const GError **error);

/* Keeps @formula, or a copy of @error. */
void silu_formula_cache_add (SiluFormulaCache *self,
                             const char *key,
                             SiluFormula *formula,
                             const GError *error);

guint silu_formula_cache_get_n_entries (SiluFormulaCache *self);

G_END_DECLS
