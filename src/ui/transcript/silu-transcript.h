/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scrolled column of rows that never jumps. The position is an anchor (a row, and an offset in
 * it), not a number of pixels from the top; only rows near the view have widgets. */
#pragma once

#include "silu-row-list.h"

G_BEGIN_DECLS

#define SILU_TYPE_TRANSCRIPT (silu_transcript_get_type ())
G_DECLARE_FINAL_TYPE (SiluTranscript, silu_transcript, SILU, TRANSCRIPT, GtkWidget)

/* A GtkScrollable: put it into a GtkScrolledWindow.
 * Property "following" (boolean, notifies): the view is at the end and stays there while rows grow.
 * Set when the user reaches the end, cleared when the user scrolls away; never by growth. */
GtkWidget *silu_transcript_new (void);

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

/* A row without a widget shows something else now. */
void silu_transcript_row_changed (SiluTranscript *self, guint position);

/* Rows get their widgets before the next frame. In the tick of a frame: before this one. */
void silu_transcript_prepare (SiluTranscript *self);

/* The row that @inside is in keeps its widget from now on: the user has changed how it looks. Does
 * nothing if @inside is in no transcript. */
void silu_transcript_keep (GtkWidget *inside);

gboolean silu_transcript_get_following (SiluTranscript *self);

/* To the end, and stay there. */
void silu_transcript_follow (SiluTranscript *self);

G_END_DECLS
