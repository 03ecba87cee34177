/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a streaming answer costs: the window against a bare text view that is fed the same, and a
 * token late in a long answer against one early. This process is the server; what is measured is a
 * process of its own. */
#include "bench-text.h"
#include "bench-window.h"
#include "silu-chat-view.h"
#include "silu-script-server.h"
#include "silu-step-outline.h"
#include "silu-thinking-card.h"
#include <string.h>

#define RATE 200 /* tokens a second */
#define TOKENS 8000
#define QUICK_TOKENS 1200
#define N_RUNS 7

/* Microseconds of delay that are made up for. */
#define CATCH_UP 50000

/* After a burst, before measuring. */
#define SETTLE_FRAMES 60

/* How the thought is shown. */
enum
{
  CLOSED, /* in one line */
  TEXT,   /* open, but for its outline */
  OUTLINE,
  N_VIEWS
};

typedef struct
{
  guint burst;   /* tokens that come at once */
  guint paced;   /* tokens that come at the rate, after them */
  guint thought; /* the first of them, or 0 */
  guint view;
} Plan;

/* --- the server --- */

static SiluScript *
answer_cb (const char *method, const char *path, const char *body, const char *token, gpointer data)
{
  const Plan *plan = data;
  g_autoptr (GPtrArray) tokens = bench_make_tokens (plan->burst + plan->paced);
  SiluScript *script = silu_script_new ();

  for (guint i = 0; i < tokens->len; i++)
    {
      const char *text = g_ptr_array_index (tokens, i);
      gboolean thinks = i < plan->thought;

      if (i >= plan->burst)
        silu_script_hold (script);
      silu_script_send_delta (script, thinks ? text : NULL, thinks ? NULL : text);
    }
  silu_script_send_end (script, "stop", 10, tokens->len, plan->thought);

  return script;
}

/* Pauses in the script would add up their lateness: a token is let go when its time has come, and
 * if the machine was busy, those that are due after it. */
typedef struct
{
  GSource source;
  SiluScriptServer *server;
  gint64 due;
} Pace;

static gboolean
pace_dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  Pace *self = (Pace *) source;

  silu_script_server_release (self->server);
  self->due = MAX (self->due + G_USEC_PER_SEC / RATE, g_get_monotonic_time () - CATCH_UP);
  g_source_set_ready_time (source, self->due);

  return G_SOURCE_CONTINUE;
}

static void
add_pace (SiluScriptServer *server)
{
  static GSourceFuncs funcs = { .dispatch = pace_dispatch };
  Pace *self = (Pace *) g_source_new (&funcs, sizeof (Pace));

  /* After what the socket has to do. */
  g_source_set_priority (&self->source, G_PRIORITY_DEFAULT_IDLE);
  self->server = server;
  g_source_set_ready_time (&self->source, 0);
  g_source_attach (&self->source, NULL);
  g_source_unref (&self->source);
}

/* --- the window --- */

typedef struct
{
  SiluMessage *message;
  gsize bytes; /* of the answer so far */
  gsize mark;  /* from which on it is measured */
  guint view;  /* as in the plan */
  GtkWidget *window;
  GtkWidget *outline;
} Watch;

/* What is hidden is not laid out. */
static void
hide_outline (Watch *self)
{
  self->outline = bench_find (self->window, SILU_TYPE_STEP_OUTLINE);
  if (self->outline != NULL)
    gtk_widget_set_visible (self->outline, FALSE);
}

static void
appended_cb (SiluMessage *message, guint part, const char *delta, gpointer user_data)
{
  Watch *watch = user_data;

  watch->bytes += strlen (delta);
  if (watch->view == TEXT && watch->outline == NULL)
    hide_outline (watch);
}

static void
turn_started_cb (SiluEngine *engine, SiluTurn *turn, gpointer user_data)
{
  Watch *watch = user_data;

  watch->message = silu_turn_get_message (turn);
  silu_message_set_pane (watch->message, watch->view == CLOSED ? SILU_PANE_CLOSED : SILU_PANE_OPEN);
  g_signal_connect (watch->message, "appended", G_CALLBACK (appended_cb), watch);
}

static gboolean
is_marked (gpointer data)
{
  Watch *watch = data;

  return watch->bytes >= watch->mark;
}

static gboolean
is_over (gpointer data)
{
  Watch *watch = data;

  return watch->message != NULL &&
         silu_message_get_state (watch->message) != SILU_MESSAGE_STREAMING;
}

/* Whether the message has what was sent, byte for byte. */
static void
check_part (SiluMessage *message, SiluPartKind kind, GPtrArray *tokens, guint start, guint end)
{
  g_autofree char *text = silu_message_dup_text (message, kind);
  const char *at = text;

  for (guint i = start; i < end; i++)
    {
      const char *token = g_ptr_array_index (tokens, i);

      if (!g_str_has_prefix (at, token))
        g_error ("the text is not what was sent, from token %u on", i);
      at += strlen (token);
    }

  if (*at != '\0')
    g_error ("there is more text than was sent");
}

static void
check_text (SiluMessage *message, const Plan *plan)
{
  g_autoptr (GPtrArray) tokens = bench_make_tokens (plan->burst + plan->paced);

  check_part (message, SILU_PART_REASONING, tokens, 0, plan->thought);
  check_part (message, SILU_PART_TEXT, tokens, plan->thought, tokens->len);
}

static gsize
count_bytes (guint n_tokens)
{
  g_autoptr (GPtrArray) tokens = bench_make_tokens (n_tokens);
  gsize bytes = 0;

  for (guint i = 0; i < tokens->len; i++)
    bytes += strlen (g_ptr_array_index (tokens, i));

  return bytes;
}

/* Until the burst has come, and has been shown. */
static void
wait_burst (BenchWindow *window, Watch *watch)
{
  bench_run_until (is_marked, watch);
  for (guint i = 0; i < SETTLE_FRAMES; i++)
    bench_wait_frame (window);
}

/* Prints the fields of Cost. */
static void
measure (const char *url, const Plan *plan)
{
  BenchWindow *window = bench_window_new (NULL, url);
  Watch watch = { .mark = count_bytes (plan->burst), .view = plan->view, .window = window->window };
  BenchFrames frames;
  gint64 memory, start;
  double cpu;

  g_signal_connect (window->engine, "turn-started", G_CALLBACK (turn_started_cb), &watch);
  silu_window_open (SILU_WINDOW (window->window), NULL);
  bench_wait_frame (window);
  memory = bench_get_memory ();
  silu_chat_view_ask (SILU_CHAT_VIEW (bench_find (window->window, SILU_TYPE_CHAT_VIEW)), "Go");
  if (plan->burst > 0)
    wait_burst (window, &watch);

  cpu = bench_get_cpu ();
  start = g_get_monotonic_time ();
  g_array_set_size (window->frames, 0);
  bench_run_until (is_over, &watch);
  bench_wait_frame (window);
  bench_frames_sum_up (window->frames, &frames);
  g_print ("%.3f %.3f %" G_GINT64_FORMAT " %.2f %.2f %.2f %.2f\n", bench_get_cpu () - cpu,
           (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC,
           bench_get_memory () - memory, frames.longest, frames.p99, frames.longest_cpu,
           (double) frames.n);
  check_text (watch.message, plan);
  g_assert_true (watch.view != TEXT || watch.outline != NULL);
  bench_window_free (window);
}

/* --- the driver --- */

typedef struct
{
  double cpu;     /* seconds */
  double seconds; /* that it took */
  double memory;  /* kB that came to it */
  double longest; /* ms, as the next */
  double p99;
  double longest_cpu;
  double frames;
} Cost;

static Cost
run_window (const char *program, SiluScriptServer *server, const Plan *plan)
{
  g_autofree char *burst = g_strdup_printf ("%u", plan->burst);
  g_autofree char *paced = g_strdup_printf ("%u", plan->paced);
  g_autofree char *thought = g_strdup_printf ("%u", plan->thought);
  g_autofree char *view = g_strdup_printf ("%u", plan->view);
  double values[7];

  bench_run (NULL, values, G_N_ELEMENTS (values), program, silu_script_server_get_base_url (server),
             burst, paced, thought, view, NULL);

  return (Cost){ values[0], values[1], values[2], values[3], values[4], values[5], values[6] };
}

/* By how much the figure of the whole stream gets worse with the outline beside the text of the
 * thought, and with both beside a closed card, which lays nothing out. Measured until the card has
 * left the view: from there on all do the same. Several times: what is looked for is smaller than
 * the difference of two runs that are the same.
 * @whole: what the stream costs, in seconds. */
static void
compare_outline (const char *program, SiluScriptServer *server, Plan *plan, double whole)
{
  double cpu[N_VIEWS][N_RUNS];
  double closed, text, open;
  double longest = 0;
  g_autofree char *more = NULL;

  for (guint i = 0; i < N_RUNS; i++)
    for (plan->view = CLOSED; plan->view < N_VIEWS; plan->view++)
      {
        Cost cost = run_window (program, server, plan);

        cpu[plan->view][i] = cost.cpu;
        longest = MAX (longest, cost.longest);
      }

  closed = bench_median (cpu[CLOSED], N_RUNS);
  text = bench_median (cpu[TEXT], N_RUNS);
  open = bench_median (cpu[OUTLINE], N_RUNS);
  more = g_strdup_printf ("\"open\":%.2f,\"text\":%.2f,\"closed\":%.2f,\"longest_frame_ms\":%.1f",
                          open, text, closed, longest);
  bench_print ("stream", "outline-open", 1 + (open - text) / whole, 1.05, more);
  bench_print ("stream", "thought-open", 1 + (open - closed) / whole, -1, NULL);
}

static void
compare_stream (const char *program, SiluScriptServer *server, Plan *plan, guint n_tokens)
{
  g_autofree char *bare_program = bench_find_program (program, "tests/bench/bare-text");
  g_autofree char *count = g_strdup_printf ("%u", n_tokens);
  g_autofree char *rate = g_strdup_printf ("%u", RATE);
  g_autofree char *more = NULL;
  g_autofree char *frames = NULL;
  double bare;
  Cost window;

  *plan = (Plan){ 0, n_tokens, n_tokens / 4, CLOSED };
  bench_run (NULL, &bare, 1, bare_program, count, rate, NULL);
  window = run_window (program, server, plan);
  more = g_strdup_printf ("\"window\":%.2f,\"bare\":%.2f,\"tokens\":%u,\"seconds\":%.1f",
                          window.cpu, bare, n_tokens, window.seconds);
  bench_print ("stream", "cpu-ratio", window.cpu / bare, 1.5, more);
  bench_print ("stream", "memory-mb", window.memory / 1024, 40, NULL);
  frames = g_strdup_printf ("\"cpu_ms\":%.1f,\"p99_ms\":%.1f,\"frames\":%.0f", window.longest_cpu,
                            window.p99, window.frames);
  bench_print ("stream", "longest-frame-ms", window.longest, 50, frames);
  plan->paced = n_tokens * 2 / 5;
  compare_outline (program, server, plan, window.cpu);
}

static void
compare_growth (const char *program, SiluScriptServer *server, Plan *plan, gboolean quick)
{
  guint paced = quick ? 400 : 2000;
  g_autofree char *more = NULL;
  Cost early, late;

  *plan = (Plan){ 10000, paced, 0, CLOSED };
  early = run_window (program, server, plan);
  plan->burst = quick ? 100000 : 400000;
  late = run_window (program, server, plan);
  more =
      g_strdup_printf ("\"early\":%.3f,\"late\":%.3f,\"burst\":%u,\"late_longest_frame_ms\":%.1f",
                       early.cpu, late.cpu, plan->burst, late.longest);
  bench_print ("stream", "growth", late.cpu / early.cpu, 1.2, more);
}

static guint
read_number (const char *text)
{
  return (guint) g_ascii_strtoull (text, NULL, 10);
}

int
main (int argc, char **argv)
{
  gboolean quick = argc == 2 && g_str_equal (argv[1], "--quick");
  g_autoptr (SiluScriptServer) server = NULL;
  Plan plan = { 0 };

  if (argc == 6)
    {
      plan = (Plan){ read_number (argv[2]), read_number (argv[3]), read_number (argv[4]),
                     read_number (argv[5]) };
      bench_init ();
      measure (argv[1], &plan);
      return 0;
    }

  server = silu_script_server_new (answer_cb, &plan, NULL);
  g_assert_nonnull (server);
  add_pace (server);
  compare_stream (argv[0], server, &plan, quick ? QUICK_TOKENS : TOKENS);
  compare_growth (argv[0], server, &plan, quick);
  silu_script_server_stop (server);

  return 0;
}
