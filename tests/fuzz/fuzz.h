/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every target does: feed once whole, and once in pieces whose lengths the input itself gives.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* The input is one byte for the lengths of the pieces, then the text. */
typedef struct
{
  const char *text;
  gsize length;
  guint seed;
} FuzzInput;

static inline FuzzInput
fuzz_input (const guint8 *data, gsize size)
{
  if (size == 0)
    return (FuzzInput){ "", 0, 0 };

  return (FuzzInput){ (const char *) data + 1, size - 1, data[0] };
}

/* The length of the next piece: 1 to 16 bytes, never more than is left. */
static inline gsize
fuzz_piece (FuzzInput *input, gsize left)
{
  input->seed = input->seed * 1103515245u + 12345u;

  return MIN (left, 1 + (input->seed >> 16) % 16);
}

G_END_DECLS
