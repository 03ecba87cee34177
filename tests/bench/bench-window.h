/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the benchmarks of the window share: the window itself, and its frames. */
#pragma once

#include "bench-run.h"
#include "silu-window.h"

G_BEGIN_DECLS

/* Microseconds that a frame may take. */
#define BENCH_FRAME 16000

/* Microseconds of a frame: by the clock, of this thread, and of this thread until the renderer
 * begins. What a renderer takes is GSK's, and a software one takes the more the larger the window
 * is and the more letters are in it, whoever put them there. */
typedef struct
{
  gint64 wall;
  gint64 cpu;
  gint64 own;
} BenchFrame;

typedef struct
{
  SiluEngine *engine;
  GtkWidget *window;
  BenchFrame begun; /* the clocks, when the frame that is being made began */
  gint64 drawn;     /* the clock of this thread, when its nodes were made; 0: nothing is drawn */
  GArray *frames;   /* of BenchFrame */
} BenchWindow;

/* Milliseconds, but for the numbers of frames. */
typedef struct
{
  guint n;
  guint n_late; /* longer than BENCH_FRAME */
  guint n_late_cpu;
  guint n_late_own;
  double median, p99, longest;
  double median_cpu, p99_cpu, longest_cpu;
  double median_own, p99_own, longest_own;
} BenchFrames;

/* GTK, styles and types, as the application has them. */
void bench_init (void);

/* @directory: of the store, or NULL for one in memory; @base_url: of its account, or NULL. The
 * window is shown when this returns. */
BenchWindow *bench_window_new (const char *directory, const char *base_url);
void bench_window_free (BenchWindow *self);

/* Opens the conversation with this title; its last row is on the screen when this returns. */
void bench_window_open (BenchWindow *self, const char *title);

/* Until a frame has been painted after this call. */
void bench_wait_frame (BenchWindow *self);

/* What is done between these two is measured as a frame is. Not across one. */
void bench_window_begin (BenchWindow *self);
BenchFrame bench_window_end (BenchWindow *self);

void bench_frames_sum_up (GArray *frames, BenchFrames *sum);

/* The first widget of a type below @root. */
GtkWidget *bench_find (GtkWidget *root, GType type);

G_END_DECLS
