/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole way from bytes to deltas, of the dialect that the target is built for. */
#include "fuzz-delta.h"
#include "fuzz.h"
#include "silu-stream.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  FuzzInput input = fuzz_input (data, size);
  const SiluDialect *dialect = silu_dialect_find (FUZZ_DIALECT);
  g_autoptr (SiluProfile) profile = silu_profile_new ();
  SiluBody body = (input.seed & 1) != 0 ? SILU_BODY_OBJECT : SILU_BODY_STREAM;
  DeltaLog whole = { g_string_new (NULL), 0 };
  DeltaLog pieces = { g_string_new (NULL), 0 };
  g_autoptr (SiluStream) one = silu_stream_new (dialect, profile, body, delta_log_cb, &whole);
  g_autoptr (SiluStream) many = silu_stream_new (dialect, profile, body, delta_log_cb, &pieces);

  silu_stream_feed (one, input.text, input.length);
  for (gsize i = 0; i < input.length;)
    {
      gsize piece = fuzz_piece (&input, input.length - i);

      silu_stream_feed (many, input.text + i, piece);
      i += piece;
    }

  g_assert_cmpint (silu_stream_finish (one), ==, silu_stream_finish (many));
  g_assert_cmpstr (whole.log->str, ==, pieces.log->str);
  g_string_free (whole.log, TRUE);
  g_string_free (pieces.log, TRUE);

  return 0;
}
