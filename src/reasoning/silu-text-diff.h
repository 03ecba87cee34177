/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What differs between two answers to one question: lines that say about the same stand for each
 * other, and of these the words (in Chinese: the characters) that differ are marked. */
#pragma once

#include "silu-diff.h"

G_BEGIN_DECLS

/* Bytes [start, end) of a line. */
typedef struct
{
  guint start;
  guint end;
} SiluTextDiffMark;

typedef struct
{
  SiluDiffKind kind; /* SAME: in both; REMOVED: of the first only; ADDED: of the second only */
  char *text;        /* without its line break */

  /* Of SiluTextDiffMark, in order: what the line that stands for it does not have. NULL where there
   * is no such line. A removed line with marks is followed by its added one. */
  GArray *marks;
} SiluTextDiffLine;

/* GPtrArray of SiluTextDiffLine, for reading from first to last. Where more than 2,000 lines in all
 * differ, only lines that are the same stand for each other (see silu_diff_lines ()). Memory grows
 * with the texts, and by 8 MB at the most beside. */
GPtrArray *silu_text_diff_new (const char *before, const char *after);

G_END_DECLS
