/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Work that follows a stream: done in a frame, and no more often than the eye can tell. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* In microseconds. What is read while it comes: thirty times a second. What is glanced at: ten, for
 * thoughts come quicker than anybody reads them, and laying them out costs as much as an answer
 * does. What surveys them: three. Each is a multiple of the one before, so that they meet in a
 * frame. */
#define SILU_PACE_READ (G_USEC_PER_SEC / 30)
#define SILU_PACE_GLANCE (3 * SILU_PACE_READ)
#define SILU_PACE_SURVEY (3 * SILU_PACE_GLANCE)

/* Plain data of its owner. */
typedef struct
{
  GtkWidget *widget; /* whose frames; borrowed */
  gint64 period;     /* microseconds */
  void (*work) (gpointer data);
  gpointer data;
  gint64 last; /* monotonic time of the last time */
  guint tick;
  guint wait;
} SiluPace;

/* @period: in microseconds; all of one period work in the same frames. */
void silu_pace_init (SiluPace *self,
                     GtkWidget *widget,
                     gint64 period,
                     void (*work) (gpointer data),
                     gpointer data);

/* Has the work done in the next frame, or in one a little later. */
void silu_pace_queue (SiluPace *self);

/* The same in the very next frame, for what was laid out and is to be seen now. */
void silu_pace_hurry (SiluPace *self);

/* Nothing is waited for any more. */
void silu_pace_cancel (SiluPace *self);

G_END_DECLS
