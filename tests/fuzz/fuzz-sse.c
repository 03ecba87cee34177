/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The event parser: the same events however the bytes are cut. */
#include "fuzz.h"
#include "silu-sse.h"

/* Small, so that the limit is met. */
#define MAX_SIZE 512

static void
event_cb (const char *type, const char *data, gsize length, gpointer user_data)
{
  g_assert_true (g_utf8_validate_len (data, length, NULL));
  g_string_append_printf (user_data, "%s|%" G_GSIZE_FORMAT "|", type, length);
  g_string_append_len (user_data, data, (gssize) length);
  g_string_append_c (user_data, '\n');
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  FuzzInput input = fuzz_input (data, size);
  g_autoptr (GString) whole = g_string_new (NULL);
  g_autoptr (GString) pieces = g_string_new (NULL);
  g_autoptr (SiluSse) one = silu_sse_new (MAX_SIZE, event_cb, whole);
  g_autoptr (SiluSse) many = silu_sse_new (MAX_SIZE, event_cb, pieces);

  for (gsize i = 0; i < input.length; i++)
    silu_sse_feed (one, input.text + i, 1);
  silu_sse_finish (one);

  for (gsize i = 0; i < input.length;)
    {
      gsize piece = fuzz_piece (&input, input.length - i);

      silu_sse_feed (many, input.text + i, piece);
      i += piece;
    }
  silu_sse_finish (many);

  /* Where a piece brings an event over the limit, events may have been given before it. */
  g_assert_true (g_string_equal (whole, pieces));

  return 0;
}
