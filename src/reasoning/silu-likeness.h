/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much two texts are about the same, from a handful of numbers each: comparing them costs the
 * same however long they are. Words, and Chinese by pairs of characters. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Hashes of what a text has fall into so many drawers, of which each keeps the smallest. The share
 * of the drawers that are the same in two texts is, by chance, that of what they have in common. */
#define SILU_LIKENESS_SIZE 64

typedef struct
{
  guint32 exact;                     /* of the whole text */
  guint32 marks[SILU_LIKENESS_SIZE]; /* 0: the drawer is empty */
} SiluLikeness;

/* @text: whole characters of UTF-8. No more than its first 8 KiB are read. */
void silu_likeness_read (SiluLikeness *self, const char *text, gsize length);

/* 0 to 100; 100 for the same text, even if it has no words. */
int silu_likeness_compare (const SiluLikeness *a, const SiluLikeness *b);

G_END_DECLS
