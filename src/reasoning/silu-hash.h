/* SPDX-License-Identifier: GPL-3.0-or-later */
/* FNV-1a, for words: quick, and short enough to be inlined where all text goes through it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SILU_HASH_START 2166136261u

/* @value: a byte, or a character taken as one. */
static inline guint32
silu_hash_add (guint32 hash, guint32 value)
{
  return (hash ^ value) * 16777619u;
}

G_END_DECLS
