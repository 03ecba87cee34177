/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tokens without a tokenizer: good to a quarter or so, which is what a gauge needs. And how a
 * number of them is told. */
#include "silu-tokens.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define UNITS_TOKEN 20
#define UNITS_ASCII 5      /* four letters a token */
#define UNITS_OTHER 10     /* accents, Greek, Cyrillic */
#define UNITS_IDEOGRAPH 12 /* five ideographs are three tokens */
#define FIRST_IDEOGRAPH 0x2E80

gint64
silu_tokens_count_units (const char *text, gssize length)
{
  const char *end = text + (length < 0 ? strlen (text) : (gsize) length);
  gint64 units = 0;

  for (const char *at = text; at < end; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c < 0x80)
        units += UNITS_ASCII;
      else
        units += c < FIRST_IDEOGRAPH ? UNITS_OTHER : UNITS_IDEOGRAPH;
    }

  return units;
}

gint64
silu_tokens_from_units (gint64 units)
{
  return (units + UNITS_TOKEN / 2) / UNITS_TOKEN;
}

gint64
silu_tokens_estimate (const char *text, gssize length)
{
  return silu_tokens_from_units (silu_tokens_count_units (text, length));
}

char *
silu_tokens_to_words (gint64 tokens, gboolean is_estimate)
{
  guint n = (guint) CLAMP (tokens, 0, G_MAXINT);

  if (is_estimate)
    /* Translators: an estimate. */
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "≈ %'u token", "≈ %'u tokens", n), n);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u token", "%'u tokens", n), n);
}
