/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The best alignment in order (Needleman and Wunsch, 1970), in a table that grows by a row or a
 * column for each piece. A gap costs nothing: a pair is made where it is worth something. */
#include "silu-alignment.h"

#include "silu-likeness.h"
#include "silu-step.h"

/* Pieces of a side that share a table. */
#define BLOCK 1000

typedef struct
{
  int kind;
  SiluLikeness likeness;
} Piece;

typedef struct
{
  GArray *pieces[2]; /* of Piece */
  GPtrArray *rows;   /* of GArray of gint32: one for each left piece, and one before them */
} Block;

struct _SiluAlignment
{
  const SiluAlignmentRule *rule;
  GPtrArray *blocks; /* of Block */
  guint n_pieces[2];
};

/* Every chain has these; the others are told apart by what is said in them. */
static const int same_step[SILU_N_STEP_KINDS] = {
  [SILU_STEP_UNDERSTAND] = -8,  [SILU_STEP_PLAN] = -6,     [SILU_STEP_DERIVE] = 4,
  [SILU_STEP_COMPUTE] = 4,      [SILU_STEP_CHECK] = -1,    [SILU_STEP_DOUBT] = -1,
  [SILU_STEP_ALTERNATIVE] = -1, [SILU_STEP_CONCLUDE] = -8, [SILU_STEP_DRAFT_CODE] = -4,
};

const SiluAlignmentRule silu_alignment_steps = { same_step, 24 };

static void
block_free (gpointer data)
{
  Block *self = data;

  g_array_unref (self->pieces[SILU_ALIGNMENT_LEFT]);
  g_array_unref (self->pieces[SILU_ALIGNMENT_RIGHT]);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

static GArray *
make_row (guint size)
{
  /* Cleared: where one side has nothing yet, nothing is worth anything. */
  GArray *row = g_array_sized_new (FALSE, TRUE, sizeof (gint32), MAX (size, 1));

  return g_array_set_size (row, size);
}

static Block *
block_new (void)
{
  Block *self = g_new0 (Block, 1);

  self->pieces[SILU_ALIGNMENT_LEFT] = g_array_new (FALSE, FALSE, sizeof (Piece));
  self->pieces[SILU_ALIGNMENT_RIGHT] = g_array_new (FALSE, FALSE, sizeof (Piece));
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_ptr_array_add (self->rows, make_row (1));

  return self;
}

static gint32 *
get_cell (const Block *self, guint left, guint right)
{
  return &g_array_index ((GArray *) g_ptr_array_index (self->rows, left), gint32, right);
}

/* What it is worth that two pieces stand beside each other. */
static int
get_worth (const SiluAlignment *self, const Block *block, guint left, guint right)
{
  const Piece *a = &g_array_index (block->pieces[SILU_ALIGNMENT_LEFT], Piece, left);
  const Piece *b = &g_array_index (block->pieces[SILU_ALIGNMENT_RIGHT], Piece, right);
  int likeness = silu_likeness_compare (&a->likeness, &b->likeness);

  return likeness - (a->kind == b->kind ? self->rule->same_kind[a->kind] : self->rule->other_kind);
}

/* Cell (i, j): the most that the first i left and the first j right pieces are worth together. */
static void
fill_cell (const SiluAlignment *self, Block *block, guint left, guint right)
{
  gint32 worth = get_worth (self, block, left - 1, right - 1);
  gint32 best = MAX (*get_cell (block, left - 1, right), *get_cell (block, left, right - 1));

  if (worth > 0)
    best = MAX (best, *get_cell (block, left - 1, right - 1) + worth);
  *get_cell (block, left, right) = best;
}

static void
add_left (const SiluAlignment *self, Block *block)
{
  guint n_right = block->pieces[SILU_ALIGNMENT_RIGHT]->len;
  guint left = block->rows->len;

  g_ptr_array_add (block->rows, make_row (n_right + 1));
  for (guint right = 1; right <= n_right; right++)
    fill_cell (self, block, left, right);
}

static void
add_right (const SiluAlignment *self, Block *block)
{
  guint right = block->pieces[SILU_ALIGNMENT_RIGHT]->len;

  for (guint left = 0; left < block->rows->len; left++)
    g_array_set_size (g_ptr_array_index (block->rows, left), right + 1);
  for (guint left = 1; left < block->rows->len; left++)
    fill_cell (self, block, left, right);
}

SiluAlignment *
silu_alignment_new (const SiluAlignmentRule *rule)
{
  SiluAlignment *self = g_new0 (SiluAlignment, 1);

  self->rule = rule;
  self->blocks = g_ptr_array_new_with_free_func (block_free);

  return self;
}

void
silu_alignment_free (SiluAlignment *self)
{
  g_ptr_array_unref (self->blocks);
  g_free (self);
}

void
silu_alignment_add (SiluAlignment *self,
                    SiluAlignmentSide side,
                    int kind,
                    const char *text,
                    gsize length)
{
  guint index = self->n_pieces[side]++ / BLOCK;
  Piece piece = { .kind = kind };
  Block *block;

  while (self->blocks->len <= index)
    g_ptr_array_add (self->blocks, block_new ());
  block = g_ptr_array_index (self->blocks, index);

  silu_likeness_read (&piece.likeness, text, length);
  g_array_append_val (block->pieces[side], piece);
  if (side == SILU_ALIGNMENT_LEFT)
    add_left (self, block);
  else
    add_right (self, block);
}

guint
silu_alignment_get_n (const SiluAlignment *self, SiluAlignmentSide side)
{
  return self->n_pieces[side];
}

/* From the end of both sides to their start. */
static void
add_backwards (const SiluAlignment *self, const Block *block, int offset, GArray *pairs)
{
  guint left = block->pieces[SILU_ALIGNMENT_LEFT]->len;
  guint right = block->pieces[SILU_ALIGNMENT_RIGHT]->len;

  while (left > 0 || right > 0)
    {
      SiluAlignmentPair pair = { SILU_ALIGNMENT_NONE, SILU_ALIGNMENT_NONE };
      gint32 best = *get_cell (block, left, right);

      if (right > 0 && best == *get_cell (block, left, right - 1))
        {
          pair.right = offset + (int) --right;
        }
      else if (left > 0 && best == *get_cell (block, left - 1, right))
        {
          pair.left = offset + (int) --left;
        }
      else
        {
          pair.left = offset + (int) --left;
          pair.right = offset + (int) --right;
        }
      g_array_append_val (pairs, pair);
    }
}

GArray *
silu_alignment_get_pairs (const SiluAlignment *self)
{
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (SiluAlignmentPair));

  for (guint i = self->blocks->len; i > 0; i--)
    add_backwards (self, g_ptr_array_index (self->blocks, i - 1), (int) (i - 1) * BLOCK, pairs);

  for (guint i = 0; i < pairs->len / 2; i++)
    {
      SiluAlignmentPair *a = &g_array_index (pairs, SiluAlignmentPair, i);
      SiluAlignmentPair *b = &g_array_index (pairs, SiluAlignmentPair, pairs->len - 1 - i);
      SiluAlignmentPair swapped = *a;

      *a = *b;
      *b = swapped;
    }

  return pairs;
}
