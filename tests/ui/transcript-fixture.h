/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A transcript of boxes in a window, to see what it does with its rows. */
#pragma once

#include "silu-transcript.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TRANSCRIPT_ROW_HEIGHT 100
#define TRANSCRIPT_VIEW_HEIGHT 450

typedef struct
{
  GtkWidget *window;
  GtkWidget *scrolled;
  SiluTranscript *transcript;
} TranscriptFixture;

/* Of g_test_add (); @data: so many rows, by GUINT_TO_POINTER (). */
void transcript_set_up (TranscriptFixture *self, gconstpointer data);
void transcript_tear_down (TranscriptFixture *self, gconstpointer data);

/* The vfuncs of a row: the height is the item; it is guessed wrong on purpose. */
GtkWidget *transcript_make_row (gpointer item);
int transcript_estimate_row (gpointer item, int width);

void transcript_insert (TranscriptFixture *self, guint position, int height);

/* Lets the frames pass in which a change is laid out. */
void transcript_settle (TranscriptFixture *self);

GtkAdjustment *transcript_get_adjustment (TranscriptFixture *self);
gboolean transcript_is_at_end (TranscriptFixture *self);
void transcript_scroll_by (TranscriptFixture *self, double pixels);

/* Where the top of a row, which must be in view, is in it. */
int transcript_get_row_y (TranscriptFixture *self, guint position);

G_END_DECLS
