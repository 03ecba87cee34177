/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Work that follows a stream: done in a frame, and no more often than the eye can tell. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Plain data of its owner. */
typedef struct
{
  GtkWidget *widget; /* whose frames; borrowed */
  void (*work) (gpointer data);
  gpointer data;
  gint64 last; /* monotonic time of the last time */
  guint tick;
  guint wait;
} SiluPace;

void
silu_pace_init (SiluPace *self, GtkWidget *widget, void (*work) (gpointer data), gpointer data);

/* Has the work done in the next frame, or in one a little later. */
void silu_pace_queue (SiluPace *self);

/* The same in the very next frame, for what was laid out and is to be seen now. */
void silu_pace_hurry (SiluPace *self);

/* Nothing is waited for any more. */
void silu_pace_cancel (SiluPace *self);

G_END_DECLS
