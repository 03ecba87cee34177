/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tokens without a tokenizer: good to a quarter or so, which is what a gauge needs. */
#include "silu-tokens.h"

#include <string.h>

gint64
silu_tokens_estimate (const char *text, gssize length)
{
  const char *end = text + (length < 0 ? strlen (text) : (gsize) length);
  gint64 tenths = 0;

  for (const char *at = text; at < end; at = g_utf8_next_char (at))
    tenths += (guchar) *at < 0x80 ? 3 : g_unichar_iswide (g_utf8_get_char (at)) ? 6 : 4;

  return (tenths + 9) / 10;
}
