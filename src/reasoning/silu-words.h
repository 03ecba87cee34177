/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text as the words that cues are made of: in lower case, with the apostrophes that keyboards
 * have, each number as "0", each Chinese character and each other mark a word of its own. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SILU_WORDS_MAX 320
#define SILU_WORDS_BYTES 1600

typedef enum
{
  SILU_WORD_LETTERS,
  SILU_WORD_NUMBER,
  SILU_WORD_CHINESE,
  SILU_WORD_MARK,
} SiluWordKind;

typedef struct
{
  guint n;
  guint8 kinds[SILU_WORDS_MAX];
  guint16 begins[SILU_WORDS_MAX]; /* in bytes */
  guint16 ends[SILU_WORDS_MAX];

  /* Words joined by single spaces, Chinese ones by nothing: any row of words is one piece of it. */
  char bytes[SILU_WORDS_BYTES];
} SiluWords;

/* What does not fit is left out. */
void silu_words_read (SiluWords *self, const char *text, gsize length);

/* The character of a mark that is one of Unicode's, else 0. */
gunichar silu_words_get_mark (const SiluWords *self, guint index);

gboolean silu_words_is (const SiluWords *self, guint index, const char *word);

G_END_DECLS
