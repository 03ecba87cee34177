/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all benchmarks and the bare programs share: waiting, programs to measure, and figures. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Runs the main loop until @done, however long it takes. */
void bench_run_until (gboolean (*done) (gpointer data), gpointer data);

/* A GAsyncReadyCallback that stores the result, and the wait for it. */
void bench_store_result_cb (GObject *object, GAsyncResult *result, gpointer user_data);
GAsyncResult *bench_wait_result (GAsyncResult **result);

/* The program of this name in the build folder, built beside @program. */
char *bench_find_program (const char *program, const char *name);

/* A folder that bench_remove_folder () takes away again, with all that is in it. */
char *bench_make_folder (void);
void bench_remove_folder (const char *folder);

/* Runs a program to its end and reads the numbers that it prints; the main loop goes on meanwhile.
 * @environ: NULL for that of this process. The arguments end with NULL, the first is the program.
 */
void bench_run (char **environ, double *values, guint n_values, ...) G_GNUC_NULL_TERMINATED;

/* CPU seconds of this process. */
double bench_get_cpu (void);

/* A number of kB or a count after @key ("VmRSS:") in a file of /proc; 0 if it is not there. */
gint64 bench_read_proc (const char *file, const char *key);

/* kB of this process: what is resident. */
gint64 bench_get_memory (void);

/* The median of the values, which are sorted. */
double bench_median (double *values, guint n_values);

/* One JSON line; @limit below zero for a figure without one. @more: further members, or NULL. */
void
bench_print (const char *bench, const char *figure, double value, double limit, const char *more);

G_END_DECLS
