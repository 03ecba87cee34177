/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which pieces of two texts belong beside each other: steps of two chains, lines of two answers.
 * What comes later is added at the cost of one row, so that it can be kept while both stream. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SiluAlignment SiluAlignment;

typedef enum
{
  SILU_ALIGNMENT_LEFT,
  SILU_ALIGNMENT_RIGHT,
} SiluAlignmentSide;

/* Both, or one alone: then the other is SILU_ALIGNMENT_NONE. */
typedef struct
{
  int left;
  int right;
} SiluAlignmentPair;

#define SILU_ALIGNMENT_NONE (-1)

/* What two pieces must have in common to stand beside each other, in hundredths of what they have:
 * of one kind (index: kind), and of two. Negative for pieces of a kind that are paired by their
 * order alone. */
typedef struct
{
  const int *same_kind;
  int other_kind;
} SiluAlignmentRule;

/* For kinds of steps (SiluStepKind). */
extern const SiluAlignmentRule silu_alignment_steps;

/* @rule is borrowed, and static. */
SiluAlignment *silu_alignment_new (const SiluAlignmentRule *rule);
void silu_alignment_free (SiluAlignment *self);

/* A piece behind all that are there on its side. Only those of the same thousand are compared
 * (the first 1,000 of one side with the first 1,000 of the other, …), so that a piece never costs
 * more than 1,000 comparisons, and 4 MB hold two thousand pieces. */
void silu_alignment_add (SiluAlignment *self,
                         SiluAlignmentSide side,
                         int kind,
                         const char *text,
                         gsize length);

guint silu_alignment_get_n (const SiluAlignment *self, SiluAlignmentSide side);

/* Array of SiluAlignmentPair: every piece once, those of each side in their order; where pieces of
 * both sides are alone, the left ones first. The result does not depend on the order in which the
 * sides were filled. */
GArray *silu_alignment_get_pairs (const SiluAlignment *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiluAlignment, silu_alignment_free)

G_END_DECLS
