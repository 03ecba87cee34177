/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the benchmarks of the window share: the window itself, and its frames. */
#pragma once

#include "bench-run.h"
#include "silu-window.h"

G_BEGIN_DECLS

typedef struct
{
  SiluEngine *engine;
  GtkWidget *window;
  gint64 frame_start; /* of the frame that is being made */
  GArray *frames;     /* of gint64: microseconds of our own work in each */
} BenchWindow;

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

/* Microseconds: the longest frame of our own work, and the one that 99 of 100 are below. */
gint64 bench_window_get_longest_frame (BenchWindow *self);
gint64 bench_window_get_p99_frame (BenchWindow *self);

/* The first widget of a type below @root. */
GtkWidget *bench_find (GtkWidget *root, GType type);

G_END_DECLS
