/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The <think> splitter: the same deltas wherever the text is cut; and not a character is lost but
 * tags and the white space beside them. */
#include "fuzz-delta.h"
#include "fuzz.h"
#include "silu-think.h"

/* The pieces of a server are whole characters. */
static gsize
to_character (const char *text, gsize length, gsize end)
{
  while (end < length && (text[end] & 0xc0) == 0x80)
    end++;

  return end;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  FuzzInput input = fuzz_input (data, size);
  g_autofree char *text = g_utf8_make_valid (input.text, (gssize) input.length);
  gsize length = strlen (text);
  DeltaLog whole = { g_string_new (NULL), 0 };
  DeltaLog pieces = { g_string_new (NULL), 0 };
  g_autoptr (SiluThink) one = silu_think_new (delta_log_cb, &whole);
  g_autoptr (SiluThink) many = silu_think_new (delta_log_cb, &pieces);

  silu_think_feed (one, text, length);
  silu_think_finish (one);

  for (gsize i = 0; i < length;)
    {
      gsize end = to_character (text, length, i + fuzz_piece (&input, length - i));

      silu_think_feed (many, text + i, end - i);
      i = end;
    }
  silu_think_finish (many);

  g_assert_cmpstr (whole.log->str, ==, pieces.log->str);
  g_string_free (whole.log, TRUE);
  g_string_free (pieces.log, TRUE);

  return 0;
}
