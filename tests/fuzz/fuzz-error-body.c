/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bodies of errors and lists of models: whatever they hold, what comes out is bounded, valid text.
 */
#include "fuzz.h"
#include "silu-dialect.h"
#include <string.h>

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const guint statuses[] = { 200, 400, 401, 404, 429, 500, 503 };
  FuzzInput input = fuzz_input (data, size);
  const SiluDialect *dialect = silu_dialect_find ("openai");
  g_autoptr (GPtrArray) models = NULL;
  g_autofree char *detail = NULL;

  silu_dialect_read_error (dialect, statuses[input.seed % G_N_ELEMENTS (statuses)], input.text,
                           input.length, &detail);
  if (detail != NULL)
    {
      g_assert_true (g_utf8_validate (detail, -1, NULL));
      g_assert_cmpuint (strlen (detail), >, 0);
      g_assert_cmpuint (strlen (detail), <, 4096);
    }

  models = silu_dialect_read_models (dialect, input.text, input.length);

  return 0;
}
