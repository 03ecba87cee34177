/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much two texts are about the same, from a handful of numbers each: comparing them costs the
 * same however long they are. Words, and Chinese by pairs of characters. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The smallest hashes of what a text has; the share of them that two texts have in common is, by
 * chance, that of all they have. */
#define SILU_LIKENESS_SIZE 48

typedef struct
{
  guint32 exact; /* of the whole text */
  guint n_marks;
  guint32 marks[SILU_LIKENESS_SIZE]; /* ascending, no two alike */
} SiluLikeness;

/* @text: whole characters of UTF-8. No more than its first 8 KiB are read. */
void silu_likeness_read (SiluLikeness *self, const char *text, gsize length);

/* 0 to 100; 100 for the same text, even if it has no words. */
int silu_likeness_compare (const SiluLikeness *a, const SiluLikeness *b);

G_END_DECLS
