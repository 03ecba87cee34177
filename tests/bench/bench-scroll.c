/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What it costs to scroll where no row has been yet: by clicks of the wheel, one in every frame,
 * which no finger is quicker than, from the end of a long conversation to its start. */
#include "bench-chats.h"
#include "bench-window.h"
#include "silu-transcript.h"
#include <math.h>

#define MESSAGES 10000
#define QUICK_MESSAGES 1000
#define ANSWER_BYTES 500
#define TITLE "Long"

/* Pages that no end is believed before: the height of what has not been measured is a guess. */
#define LAST_STEPS 10

typedef struct
{
  BenchWindow *window;
  SiluTranscript *transcript;
  GtkAdjustment *adjustment;
} Scroll;

/* As far as GtkScrolledWindow goes for one click. */
static double
get_click (Scroll *self)
{
  return pow (gtk_adjustment_get_page_size (self->adjustment), 2.0 / 3.0);
}

/* A wheel's event comes between two frames: what is done in answer to it counts for the next. */
static void
step (Scroll *self)
{
  guint n_frames = self->window->frames->len;
  BenchFrame *frame;
  BenchFrame between;

  bench_window_begin (self->window);
  gtk_adjustment_set_value (self->adjustment,
                            gtk_adjustment_get_value (self->adjustment) - get_click (self));
  between = bench_window_end (self->window);
  bench_wait_frame (self->window);

  frame = &g_array_index (self->window->frames, BenchFrame, n_frames);
  frame->wall += between.wall;
  frame->cpu += between.cpu;
  frame->own += between.cpu;
}

/* Something is at the top of the view, and in the middle of it. */
static void
check_view (Scroll *self)
{
  GtkWidget *widget = GTK_WIDGET (self->transcript);
  double x = gtk_widget_get_width (widget) / 2.0;
  double y = gtk_widget_get_height (widget) / 2.0;
  GtkWidget *picked = gtk_widget_pick (widget, x, y, GTK_PICK_INSENSITIVE);

  /* The gap between two rows is no row, but it is small. */
  for (double gap = 0; picked == widget && gap < 60; gap += 10)
    picked = gtk_widget_pick (widget, x, y + gap, GTK_PICK_INSENSITIVE);
  if (picked == NULL || picked == widget)
    g_error ("nothing is in view at %.0f", gtk_adjustment_get_value (self->adjustment));
}

/* To the start; returns the memory after the first tenth, in kB. */
static gint64
scroll (Scroll *self)
{
  double begin = gtk_adjustment_get_value (self->adjustment);
  gint64 memory = 0;
  guint at_start = 0;

  while (at_start < LAST_STEPS)
    {
      step (self);
      if (self->window->frames->len % 100 == 0)
        check_view (self);
      if (memory == 0 && gtk_adjustment_get_value (self->adjustment) < begin * 0.9)
        memory = bench_get_memory ();
      at_start = gtk_adjustment_get_value (self->adjustment) <= 0 ? at_start + 1 : 0;
    }

  return memory;
}

static void
check_start (Scroll *self)
{
  GtkWidget *first = silu_transcript_get_widget (self->transcript, 0);

  if (first == NULL || !gtk_widget_get_mapped (first))
    g_error ("the start of the conversation is not in view");
}

/* Prints what report () reads. */
static void
print_costs (Scroll *self, gint64 memory)
{
  BenchFrames sum;

  bench_frames_sum_up (self->window->frames, &sum);
  g_print ("%u %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", sum.n, memory, bench_get_memory ());
  g_print ("%u %.2f %.2f %.2f\n", sum.n_late, sum.median, sum.p99, sum.longest);
  g_print ("%u %.2f %.2f %.2f\n", sum.n_late_cpu, sum.median_cpu, sum.p99_cpu, sum.longest_cpu);
  g_print ("%u %.2f %.2f %.2f\n", sum.n_late_own, sum.median_own, sum.p99_own, sum.longest_own);
}

static void
measure (const char *directory)
{
  Scroll scrolling = { .window = bench_window_new (directory, NULL) };
  gint64 memory;

  bench_window_open (scrolling.window, TITLE);
  scrolling.transcript =
      SILU_TRANSCRIPT (bench_find (scrolling.window->window, SILU_TYPE_TRANSCRIPT));
  scrolling.adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (scrolling.transcript));
  for (guint i = 0; i < 30; i++)
    bench_wait_frame (scrolling.window);

  g_array_set_size (scrolling.window->frames, 0);

  memory = scroll (&scrolling);
  check_start (&scrolling);
  print_costs (&scrolling, memory);
  bench_window_free (scrolling.window);
}

/* @v: of how many frames it is, and how long they took. */
static void
print_frames (const char *figure, double n_frames, const double *v, double limit)
{
  g_autofree char *more =
      g_strdup_printf ("\"frames\":%.0f,\"median_ms\":%.2f,\"p99_ms\":%.2f,\"longest_ms\":%.2f",
                       n_frames, v[1], v[2], v[3]);

  bench_print ("scroll", figure, v[0] / n_frames, limit, more);
}

static void
report (const char *program, const char *directory)
{
  g_autofree char *memory = NULL;
  double v[15];

  bench_run (NULL, v, G_N_ELEMENTS (v), program, "scroll", directory, NULL);
  print_frames ("late-frames", v[0], v + 3, -1);
  print_frames ("late-frames-cpu", v[0], v + 7, -1);
  print_frames ("late-frames-own", v[0], v + 11, 0.01);
  memory = g_strdup_printf ("\"after_tenth_mb\":%.1f,\"at_end_mb\":%.1f", v[1] / 1024, v[2] / 1024);
  bench_print ("scroll", "memory-growth", v[2] / v[1], 1.05, memory);
}

int
main (int argc, char **argv)
{
  gboolean quick = argc == 2 && g_str_equal (argv[1], "--quick");
  g_autofree char *directory = NULL;
  SiluStore *store;

  if (argc == 3)
    {
      bench_init ();
      measure (argv[2]);
      return 0;
    }

  directory = bench_make_folder ();
  store = bench_chats_open (directory);
  bench_chats_add_conversation (store, TITLE, quick ? QUICK_MESSAGES : MESSAGES, ANSWER_BYTES);
  bench_chats_close (store);
  report (argv[0], directory);
  bench_remove_folder (directory);

  return 0;
}
