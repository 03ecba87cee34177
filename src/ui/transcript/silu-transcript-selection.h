/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is selected of a transcript, and how that is changed. */
#pragma once

#include "silu-block.h"
#include "silu-transcript.h"

G_BEGIN_DECLS

/* A place in a leaf of a row. */
typedef struct
{
  guint row;
  SiluPlace place;
} SiluSpot;

typedef enum
{
  SILU_SELECT_PLACE, /* nothing yet */
  SILU_SELECT_WORD,
  SILU_SELECT_LINE, /* as far as the text has no line break */
} SiluSelectUnit;

typedef enum
{
  SILU_STEP_CHARACTER,
  SILU_STEP_WORD,
  SILU_STEP_LINE,
  SILU_STEP_END, /* of the conversation */
} SiluSelectStep;

/* The place nearest to a point in the view. FALSE where there is no text at all. */
gboolean silu_transcript_find_spot (SiluTranscript *self, double x, double y, SiluSpot *spot);

/* Where a place is in the view. FALSE while its row is not laid out. */
gboolean
silu_transcript_get_place (SiluTranscript *self, const SiluSpot *spot, graphene_rect_t *place);

/* Begins a selection, goes on with it, ends it. */
void silu_transcript_select_at (SiluTranscript *self, const SiluSpot *spot, SiluSelectUnit unit);
void silu_transcript_select_to (SiluTranscript *self, const SiluSpot *spot);
void silu_transcript_unselect (SiluTranscript *self);
void silu_transcript_select_all (SiluTranscript *self);

/* Moves the end that is not the mark. @step: 1 or -1. */
void silu_transcript_extend (SiluTranscript *self, SiluSelectStep kind, int step);

/* What of a row can be selected, borrowed; NULL: nothing. */
SiluBlock *silu_transcript_get_block (SiluTranscript *self, guint position);

/* Brings a place into view, and following to its end. */
void silu_transcript_reveal (SiluTranscript *self, const SiluSpot *spot);

/* FALSE if nothing is selected; then both are where it would begin. */
gboolean silu_transcript_get_bounds (SiluTranscript *self, SiluSpot *start, SiluSpot *end);

/* The selected parts of the rows' blocks, in order; of SiluBlock, transfer full. */
GPtrArray *silu_transcript_list_selected (SiluTranscript *self);

G_END_DECLS
