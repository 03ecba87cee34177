/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The real window, measured from inside: a frame's cost is from the clock's "before-paint" to its
 * "after-paint", so that waiting for the display does not count. The CPU time is there for machines
 * that do something else beside. */
#include "bench-window.h"

#include "config.h"
#include "silu-style.h"
#include "silu-transcript.h"
#include <adwaita.h>
#include <gtksourceview/gtksource.h>
#include <time.h>

void
bench_init (void)
{
  adw_init ();
  gtk_source_init ();
  silu_style_load (gdk_display_get_default ());
  silu_style_load_icons (gdk_display_get_default ());
}

static BenchFrame
read_clocks (void)
{
  struct timespec cpu;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &cpu);

  return (BenchFrame){ .wall = g_get_monotonic_time (),
                       .cpu = cpu.tv_sec * G_USEC_PER_SEC + cpu.tv_nsec / 1000 };
}

void
bench_window_begin (BenchWindow *self)
{
  self->begun = read_clocks ();
  self->drawn = 0;
}

BenchFrame
bench_window_end (BenchWindow *self)
{
  BenchFrame now = read_clocks ();

  return (BenchFrame){ now.wall - self->begun.wall, now.cpu - self->begun.cpu,
                       (self->drawn != 0 ? self->drawn : now.cpu) - self->begun.cpu };
}

/* The window is drawn from its class's snapshot, and the renderer is the next to be called. There
 * is one window. */
static void (*window_snapshot) (GtkWidget *widget, GtkSnapshot *snapshot);
static BenchWindow *drawn_window;

static void
snapshot_window (GtkWidget *widget, GtkSnapshot *snapshot)
{
  window_snapshot (widget, snapshot);
  drawn_window->drawn = read_clocks ().cpu;
}

static void
watch_drawing (BenchWindow *self)
{
  GtkWidgetClass *klass = GTK_WIDGET_GET_CLASS (self->window);

  window_snapshot = klass->snapshot;
  klass->snapshot = snapshot_window;
  drawn_window = self;
}

static void
before_paint_cb (GdkFrameClock *clock, gpointer user_data)
{
  bench_window_begin (user_data);
}

static void
after_paint_cb (GdkFrameClock *clock, gpointer user_data)
{
  BenchWindow *self = user_data;
  BenchFrame frame = bench_window_end (self);

  g_array_append_val (self->frames, frame);
}

/* Without an account the window welcomes its user. */
static void
add_account (SiluEngine *engine, const char *base_url)
{
  SiluAccounts *accounts = silu_engine_get_accounts (engine);
  g_autoptr (SiluAccount) account = silu_account_new (NULL, "openai-compatible");
  GAsyncResult *added = NULL;

  if (silu_accounts_has_real (accounts))
    return;

  silu_account_set_name (account, "Bench");
  silu_account_set_base_url (account, base_url != NULL ? base_url : "http://127.0.0.1:9");
  silu_account_set_model (account, "bench");
  silu_accounts_add_async (accounts, account, NULL, bench_store_result_cb, &added);
  bench_wait_result (&added);
  g_object_unref (added);
}

BenchWindow *
bench_window_new (const char *directory, const char *base_url)
{
  BenchWindow *self = g_new0 (BenchWindow, 1);
  GAsyncResult *started = NULL;
  GdkFrameClock *clock;

  self->frames = g_array_new (FALSE, FALSE, sizeof (BenchFrame));
  self->engine = silu_engine_new (directory);
  silu_engine_start_async (self->engine, bench_store_result_cb, &started);
  bench_wait_result (&started);
  g_assert_true (silu_engine_start_finish (self->engine, started, NULL));
  g_object_unref (started);

  add_account (self->engine, base_url);
  self->window = GTK_WIDGET (silu_window_new (NULL, self->engine, NULL));
  gtk_window_set_default_size (GTK_WINDOW (self->window), 1100, 760);
  watch_drawing (self);
  gtk_window_present (GTK_WINDOW (self->window));
  clock = gtk_widget_get_frame_clock (self->window);
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), self);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), self);
  bench_wait_frame (self);

  return self;
}

void
bench_window_free (BenchWindow *self)
{
  GAsyncResult *ended = NULL;

  gtk_window_destroy (GTK_WINDOW (self->window));
  silu_engine_shutdown_async (self->engine, bench_store_result_cb, &ended);
  bench_wait_result (&ended);
  g_object_unref (ended);
  g_object_unref (self->engine);
  g_array_unref (self->frames);
  g_free (self);
}

typedef struct
{
  BenchWindow *window;
  guint n_frames;
} Frames;

static gboolean
has_frame (gpointer data)
{
  Frames *frames = data;

  return frames->window->frames->len > frames->n_frames;
}

void
bench_wait_frame (BenchWindow *self)
{
  Frames frames = { self, self->frames->len };

  gdk_frame_clock_request_phase (gtk_widget_get_frame_clock (self->window),
                                 GDK_FRAME_CLOCK_PHASE_PAINT);
  bench_run_until (has_frame, &frames);
}

static int
compare_cb (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;

  return x < y ? -1 : x > y;
}

static double
pick_ms (GArray *sorted, double share)
{
  guint index = (guint) (share * (double) sorted->len);

  if (sorted->len == 0)
    return 0;

  return (double) g_array_index (sorted, gint64, MIN (index, sorted->len - 1)) / 1000;
}

void
bench_frames_sum_up (GArray *frames, BenchFrames *sum)
{
  g_autoptr (GArray) wall = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) cpu = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) own = g_array_new (FALSE, FALSE, sizeof (gint64));

  *sum = (BenchFrames){ .n = frames->len };
  for (guint i = 0; i < frames->len; i++)
    {
      const BenchFrame *frame = &g_array_index (frames, BenchFrame, i);

      g_array_append_val (wall, frame->wall);
      g_array_append_val (cpu, frame->cpu);
      g_array_append_val (own, frame->own);
      sum->n_late += frame->wall > BENCH_FRAME;
      sum->n_late_cpu += frame->cpu > BENCH_FRAME;
      sum->n_late_own += frame->own > BENCH_FRAME;
    }

  g_array_sort (wall, compare_cb);
  g_array_sort (cpu, compare_cb);
  g_array_sort (own, compare_cb);
  sum->median = pick_ms (wall, 0.5);
  sum->p99 = pick_ms (wall, 0.99);
  sum->longest = pick_ms (wall, 1);
  sum->median_cpu = pick_ms (cpu, 0.5);
  sum->p99_cpu = pick_ms (cpu, 0.99);
  sum->longest_cpu = pick_ms (cpu, 1);
  sum->median_own = pick_ms (own, 0.5);
  sum->p99_own = pick_ms (own, 0.99);
  sum->longest_own = pick_ms (own, 1);
}

GtkWidget *
bench_find (GtkWidget *root, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = bench_find (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static SiluConversation *
find_conversation (BenchWindow *self, const char *title)
{
  GListModel *list = G_LIST_MODEL (silu_engine_get_conversations (self->engine));

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (SiluConversation) conversation = g_list_model_get_item (list, i);

      if (g_strcmp0 (silu_conversation_get_title (conversation), title) == 0)
        return conversation;
    }

  g_error ("there is no conversation “%s”", title);
}

/* A row has its place in the layout of the frame that paints it, and a frame is one turn of the
 * main loop: when it is seen here, it is on the screen. */
static gboolean
shows_end (gpointer data)
{
  SiluTranscript *transcript = data;
  guint n_rows = silu_transcript_get_n_rows (transcript);
  GtkWidget *last = n_rows > 0 ? silu_transcript_get_widget (transcript, n_rows - 1) : NULL;

  return last != NULL && gtk_widget_get_mapped (last) && gtk_widget_get_height (last) > 0;
}

void
bench_window_open (BenchWindow *self, const char *title)
{
  SiluConversation *conversation = find_conversation (self, title);

  silu_window_open (SILU_WINDOW (self->window), conversation);
  bench_run_until (shows_end, bench_find (self->window, SILU_TYPE_TRANSCRIPT));
}
