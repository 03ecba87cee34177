/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What it costs to scroll where no row has been yet: by steps as large as a quick wheel's, one a
 * frame, from the end of a long conversation to its start. */
#include "bench-store.h"
#include "bench-window.h"
#include "silu-transcript.h"

#define MESSAGES 10000
#define QUICK_MESSAGES 1000
#define ANSWER_BYTES 500
#define TITLE "Long"

#define STEP 300 /* pixels */
#define FRAME 16 /* ms that a frame may take */

/* Pages that no end is believed before: the height of what has not been measured is a guess. */
#define LAST_STEPS 10

typedef struct
{
  BenchWindow *window;
  SiluTranscript *transcript;
  GtkAdjustment *adjustment;
  GArray *costs; /* of double: ms of a step, its frame included */
} Scroll;

/* A wheel's event comes between two frames: what is done in answer to it counts for the next. */
static void
step (Scroll *self)
{
  guint n_frames = self->window->frames->len;
  gint64 start = g_get_monotonic_time ();
  gint64 between;
  double cost;

  gtk_adjustment_set_value (self->adjustment, gtk_adjustment_get_value (self->adjustment) - STEP);
  between = g_get_monotonic_time () - start;
  bench_wait_frame (self->window);
  cost = (double) (between + g_array_index (self->window->frames, gint64, n_frames)) / 1000;
  g_array_append_val (self->costs, cost);
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
      if (self->costs->len % 100 == 0)
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

static int
compare_cb (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return x < y ? -1 : x > y;
}

/* Prints how many steps, how many of them took too long, the median, the 99th of 100 and the
 * longest in ms, the memory after a tenth and at the end in kB. */
static void
print_costs (Scroll *self, gint64 memory)
{
  guint n = self->costs->len;
  guint late = 0;

  g_array_sort (self->costs, compare_cb);
  for (guint i = 0; i < n; i++)
    late += g_array_index (self->costs, double, i) > FRAME;

  g_print ("%u %u %.2f %.2f %.2f %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", n, late,
           g_array_index (self->costs, double, n / 2),
           g_array_index (self->costs, double, n * 99 / 100),
           g_array_index (self->costs, double, n - 1), memory, bench_get_memory ());
}

static void
measure (const char *directory)
{
  Scroll scrolling = { .window = bench_window_new (directory, NULL) };
  gint64 memory;

  scrolling.transcript =
      SILU_TRANSCRIPT (bench_find (scrolling.window->window, SILU_TYPE_TRANSCRIPT));
  scrolling.adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (scrolling.transcript));
  scrolling.costs = g_array_new (FALSE, FALSE, sizeof (double));
  bench_window_open (scrolling.window, TITLE);
  for (guint i = 0; i < 30; i++)
    bench_wait_frame (scrolling.window);

  memory = scroll (&scrolling);
  check_start (&scrolling);
  print_costs (&scrolling, memory);
  g_array_unref (scrolling.costs);
  bench_window_free (scrolling.window);
}

static void
report (const char *program, const char *directory)
{
  g_autofree char *more = NULL;
  g_autofree char *memory = NULL;
  double values[7];

  bench_run (NULL, values, G_N_ELEMENTS (values), program, "scroll", directory, NULL);
  more = g_strdup_printf ("\"frames\":%.0f,\"late\":%.0f,\"median_ms\":%.2f,\"p99_ms\":%.2f,"
                          "\"longest_ms\":%.2f",
                          values[0], values[1], values[2], values[3], values[4]);
  bench_print ("scroll", "late-frames", values[1] / values[0], 0.01, more);
  memory = g_strdup_printf ("\"after_tenth_mb\":%.1f,\"at_end_mb\":%.1f", values[5] / 1024,
                            values[6] / 1024);
  bench_print ("scroll", "memory-growth", values[6] / values[5], 1.05, memory);
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
  store = bench_store_open (directory);
  bench_store_add_conversation (store, TITLE, quick ? QUICK_MESSAGES : MESSAGES, ANSWER_BYTES);
  bench_store_close (store);
  report (argv[0], directory);
  bench_remove_folder (directory);

  return 0;
}
