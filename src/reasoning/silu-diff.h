/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What differs between two texts line by line, or between two rows of anything. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SILU_DIFF_SAME,
  SILU_DIFF_REMOVED,
  SILU_DIFF_ADDED,
} SiluDiffKind;

/* Neighbouring lines of one kind. Lines are what stands between line breaks, counted from 0; a text
 * without any has one. */
typedef struct
{
  SiluDiffKind kind;
  guint before; /* the line of the text before that it begins with, or where it would stand */
  guint after;  /* the same of the text after */
  guint n_lines;
} SiluDiffRun;

/* Array of SiluDiffRun, in order; what was removed comes before what was added in its place. The
 * least there is to change, but where that is more than some thousand lines: there what differs is
 * removed and added as a whole. */
GArray *silu_diff_lines (const char *before, const char *after);

/* The same of anything that numbers stand for, the same number for what is the same: arrays of
 * guint. The runs count these in the place of lines. */
GArray *silu_diff_numbers (GArray *before, GArray *after);

/* The changes as patches have them, with at most @context lines around each: "@@ -1,3 +1,4 @@",
 * and lines that begin with " ", "-" or "+". "" if there are none. */
char *silu_diff_to_unified (const char *before, const char *after, guint context);

G_END_DECLS
