/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the transcript share. */
#pragma once

#include "silu-transcript-selection.h"
#include "silu-transcript.h"

G_BEGIN_DECLS

typedef struct _SiluFind SiluFind;

struct _SiluTranscript
{
  GtkWidget parent_instance;

  SiluRowList rows;
  SiluInsets insets;
  int max_height;   /* that it asks for; -1: it asks for none */
  int asked;        /* the height that it asked for last */
  SiluMath *math;   /* or NULL */
  guint live_start; /* rows in [live_start, live_end) may have widgets, and all kept ones have */
  guint live_end;
  gboolean preparing; /* widgets may be made: not in the middle of the layout */
  gboolean missing;   /* the layout wanted rows that have no widget yet */
  guint n_made;       /* widgets, since the frame before */
  int heading;        /* where the user went last: -1 up, 1 down, 0 nowhere */
  gboolean expanding; /* rows are being put in the place of one that stood for them */
  guint prepare;      /* tick callback that makes what will be in view */

  GtkAdjustment *adjustments[2]; /* by GtkOrientation */
  GtkScrollablePolicy policies[2];
  gulong value_handler;

  gboolean following;
  SiluFollow follow;
  gboolean limited;  /* the end is followed as far as @follow says: the user did not go there */
  int unseen;        /* lines */
  guint anchor;      /* row at the top of the view */
  int anchor_offset; /* from that row's top, gap included, to the view's; below zero only at the
                        very top */
  int last_value;    /* where the adjustment is, in whole pixels */
  int widest;        /* the column, at most */
  int last_column;   /* the width that was last laid out; 0: never */
  guint latch;       /* tick callback that sets following */

  SiluSpot mark; /* of the selection: where it began, and where it is now */
  SiluSpot cursor;
  SiluFind *find;  /* NULL: nothing is looked for */
  gboolean marked; /* leaves may show hits */
  SiluSpot reveal; /* to be brought into view */
  guint revealing; /* frames in which its row may still be laid out */
  graphene_point_t menu_at;
  double drag_x; /* the pointer, while it selects */
  double drag_y;
  guint autoscroll; /* tick callback, while the pointer is outside */
  GtkWidget *menu;  /* popover, or NULL */
};

/* The width of the column, from the widget's. */
int silu_transcript_get_column (SiluTranscript *self);

/* By @pixels from where it is; by a value of the adjustment, and what is remembered. */
void silu_transcript_move_anchor (SiluTranscript *self, int pixels, int width);
void silu_transcript_place_anchor (SiluTranscript *self, int value);

/* For a column and a view of this size; measures what is in view. */
void silu_transcript_place_view (SiluTranscript *self, int column, int height);

/* The first row in view, @y where it begins, @end the row after the last. One more at each end
 * stays reachable for the Tab key. */
guint silu_transcript_find_view (SiluTranscript *self, int width, int height, int *y, guint *end);

/* Whether the end is as far as it is to be followed. */
gboolean silu_transcript_is_far_enough (SiluTranscript *self, int column, int height);

/* Puts what a row stands for in its place. Returns where the first of those rows is, or the last
 * (@at_end); @position if the row stands only for itself. */
guint silu_transcript_expand (SiluTranscript *self, guint position, gboolean at_end);

/* The height of a row and its gap, measured for this width; GTK keeps the answer as long as the row
 * does not change, so that asking again is cheap. In the middle of the layout, of a row that has no
 * widget, what is remembered. */
int silu_transcript_measure_row (SiluTranscript *self, guint position, int width);

/* Rows in [start, end) are in view; takes the widgets of those that are far from it away. */
void silu_transcript_drop_far (SiluTranscript *self, guint start, guint end, int page);

/* The same rows are in view: one more beyond them is made, where the user is going to. */
void silu_transcript_make_ahead (SiluTranscript *self, guint start, guint end, int width, int page);

/* Maps the widgets of rows in [start, end), before the layout: one that is mapped may find that it
 * wants another size. */
void silu_transcript_show_rows (SiluTranscript *self, guint start, guint end);

/* In the middle of the layout: only those in [start, end) are in view. */
void silu_transcript_hide_others (SiluTranscript *self, guint start, guint end);

/* Has what comes into view made before the next frame. */
void silu_transcript_queue_prepare (SiluTranscript *self);

void silu_transcript_set_following (SiluTranscript *self, gboolean following);

/* The user is led elsewhere: the end is followed no more. */
void silu_transcript_leave_end (SiluTranscript *self);

/* Once the row is laid out: to the line in it. */
void silu_transcript_go_on_revealing (SiluTranscript *self);

/* Tells the leaves what of them is selected. */
void silu_transcript_show_selection (SiluTranscript *self);

/* The widget of the leaf that the place is in, if its row has one. */
GtkWidget *silu_transcript_find_leaf (SiluTranscript *self, const SiluSpot *spot);

/* At @position, @removed rows have gone and @added have come. */
void
silu_transcript_move_selection (SiluTranscript *self, guint position, guint removed, guint added);

/* Keys and actions of the class; the pointer of each. */
void silu_transcript_install_input (GtkWidgetClass *klass);
void silu_transcript_add_input (SiluTranscript *self);

/* Tells the leaves in view what a search has found in them. */
void silu_transcript_mark_hits (SiluTranscript *self);
void silu_transcript_move_hits (SiluTranscript *self, guint position, guint removed, guint added);
void silu_transcript_end_find (SiluTranscript *self);

/* Takes all widgets away. */
void silu_transcript_drop_all (SiluTranscript *self);

G_END_DECLS
