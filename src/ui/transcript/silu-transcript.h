/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scrolled column of rows that never jumps. The position is an anchor (a row, and an offset in
 * it), not a number of pixels from the top; only rows near the view are measured, once a width. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SILU_TYPE_TRANSCRIPT (silu_transcript_get_type ())
G_DECLARE_FINAL_TYPE (SiluTranscript, silu_transcript, SILU, TRANSCRIPT, GtkWidget)

/* A GtkScrollable: put it into a GtkScrolledWindow.
 * Property "following" (boolean, notifies): the view is at the end and stays there while rows grow.
 * Set when the user reaches the end, cleared when the user scrolls away; never by growth. */
GtkWidget *silu_transcript_new (void);

guint silu_transcript_get_n_rows (SiluTranscript *self);
GtkWidget *silu_transcript_get_row (SiluTranscript *self, guint position);

/* @gap: pixels of space above the row. */
void silu_transcript_insert (SiluTranscript *self, guint position, GtkWidget *row, int gap);
void silu_transcript_remove (SiluTranscript *self, guint position, guint n_rows);

gboolean silu_transcript_get_following (SiluTranscript *self);

/* To the end, and stay there. */
void silu_transcript_follow (SiluTranscript *self);

G_END_DECLS
