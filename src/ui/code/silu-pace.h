/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Work that follows a stream: done in a frame, and no more often than the eye can tell. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Times a second: of what is read while it comes, and of what is glanced at, for thoughts come
 * quicker than anybody reads them and laying them out costs as much as an answer does. */
#define SILU_PACE_READ 30
#define SILU_PACE_GLANCE 15

/* Plain data of its owner. */
typedef struct
{
  GtkWidget *widget; /* whose frames; borrowed */
  gint64 least;      /* microseconds between two times */
  void (*work) (gpointer data);
  gpointer data;
  gint64 last; /* monotonic time of the last time */
  guint tick;
  guint wait;
} SiluPace;

/* @rate: at most so many times a second. */
void silu_pace_init (SiluPace *self,
                     GtkWidget *widget,
                     guint rate,
                     void (*work) (gpointer data),
                     gpointer data);

/* Has the work done in the next frame, or in one a little later. */
void silu_pace_queue (SiluPace *self);

/* The same in the very next frame, for what was laid out and is to be seen now. */
void silu_pace_hurry (SiluPace *self);

/* Nothing is waited for any more. */
void silu_pace_cancel (SiluPace *self);

G_END_DECLS
