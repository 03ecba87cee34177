/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scrolled column of rows that never jumps. The position is an anchor (a row, and an offset in
 * it), not a number of pixels from the top; only rows near the view have widgets. */
#pragma once

#include "silu-math.h"
#include "silu-row-list.h"

G_BEGIN_DECLS

#define SILU_TYPE_TRANSCRIPT (silu_transcript_get_type ())
G_DECLARE_FINAL_TYPE (SiluTranscript, silu_transcript, SILU, TRANSCRIPT, GtkWidget)

/* A GtkScrollable: put it into a GtkScrolledWindow.
 * Property "following" (boolean, notifies): the view is at the end and stays there while rows grow.
 * Set when the user reaches the end, cleared when the user scrolls away; never by growth. */
GtkWidget *silu_transcript_new (void);

/* Pixels beside the column, above the first row and below the last. */
typedef struct
{
  int side;
  int top;
  int bottom;
} SiluInsets;

/* For a transcript inside a row of another, or a list: its insets, and the height up to which it
 * asks for as much as its rows have. Without this it asks for none. */
void silu_transcript_nest (SiluTranscript *self, const SiluInsets *insets, int max_height);

/* How wide the column is at most; 744 pixels, if nothing else is said. */
void silu_transcript_set_column (SiluTranscript *self, int width);

guint silu_transcript_get_n_rows (SiluTranscript *self);

/* Borrowed. */
gpointer silu_transcript_get_item (SiluTranscript *self, guint position);

/* NULL while the row is far from the view. */
GtkWidget *silu_transcript_get_widget (SiluTranscript *self, guint position);

/* Takes @item. @gap: pixels of space above the row. */
void silu_transcript_insert (SiluTranscript *self,
                             guint position,
                             const SiluRowType *type,
                             gpointer item,
                             int gap);
void silu_transcript_remove (SiluTranscript *self, guint position, guint n_rows);

/* The row that the top of the view is in; and to the top of the view with a row. */
guint silu_transcript_get_top_row (SiluTranscript *self);
void silu_transcript_show_row (SiluTranscript *self, guint position);

/* The row comes into view, and the view goes no farther than that. */
void silu_transcript_bring_row (SiluTranscript *self, guint position);

/* A row without a widget shows something else now. */
void silu_transcript_row_changed (SiluTranscript *self, guint position);

/* Rows get their widgets before the next frame. In the tick of a frame: before this one. */
void silu_transcript_prepare (SiluTranscript *self);

/* The row that @inside is in keeps its widget from now on: the user has changed how it looks. Does
 * nothing if @inside is in no transcript. */
void silu_transcript_keep (GtkWidget *inside);

/* What sets the formulas of the rows that are made from now on; NULL: they show their source. */
void silu_transcript_set_math (SiluTranscript *self, SiluMath *math);

/* Of the transcript that @inside is in: that, borrowed, and the width of its column. NULL and 0 if
 * it is in none. */
SiluMath *silu_transcript_find_math (GtkWidget *inside);
int silu_transcript_find_column (GtkWidget *inside);

/* How far the end is followed. */
typedef enum
{
  SILU_FOLLOW_ALWAYS,
  SILU_FOLLOW_QUESTION, /* until the last row that is a question is at the top of the view */
  SILU_FOLLOW_NEVER,
} SiluFollow;

void silu_transcript_set_follow (SiluTranscript *self, SiluFollow follow);

/* Lines have come at the end. Property "unseen" (int, notifies): how many, since the end was last
 * in view. */
void silu_transcript_add_lines (SiluTranscript *self, guint n_lines);

gboolean silu_transcript_get_following (SiluTranscript *self);

/* To the end, and stay there. */
void silu_transcript_follow (SiluTranscript *self);

/* A question was asked: to the end, and stay there as far as silu_transcript_set_follow () says. */
void silu_transcript_follow_answer (SiluTranscript *self);

G_END_DECLS
