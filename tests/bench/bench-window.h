/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the benchmarks of the window share: the window itself, text to show in it, and figures. */
#pragma once

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

/* Runs the main loop until @done. */
void bench_run_until (gboolean (*done) (gpointer data), gpointer data);

/* Until a frame has been painted after this call. */
void bench_wait_frame (BenchWindow *self);

/* Microseconds: the longest frame of our own work, and the one that 99 of 100 are below. */
gint64 bench_window_get_longest_frame (BenchWindow *self);
gint64 bench_window_get_p99_frame (BenchWindow *self);

/* The first widget of a type below @root. */
GtkWidget *bench_find (GtkWidget *root, GType type);

/* CPU seconds of this process. */
double bench_get_cpu (void);

/* kB of this process: what is resident. */
gint64 bench_get_memory (void);

/* Markdown as models write it, English and Chinese, with code, lists and tables; @seed picks. */
char *bench_make_answer (guint seed, gsize least_bytes);

/* One JSON line; @limit below zero for a figure without one. @more: further members, or NULL. */
void
bench_print (const char *bench, const char *figure, double value, double limit, const char *more);

/* Runs this program again with other arguments, up to NULL, and reads the one line it prints, of
 * numbers. @cpu: its CPU seconds, or NULL. */
void bench_spawn (const char *program, double *values, guint n_values, double *cpu, ...)
    G_GNUC_NULL_TERMINATED;

/* The median of the values, which are sorted. */
double bench_median (double *values, guint n_values);

G_END_DECLS
