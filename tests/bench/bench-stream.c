/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a streaming answer costs: the window against a bare text view that is fed the same, and a
 * token late in a long answer against one early. This process is the server; what is measured is a
 * process of its own. */
#include "bench-window.h"

#include "silu-chat-view.h"
#include "silu-script-server.h"
#include <stdlib.h>
#include <string.h>

#define RATE 200 /* tokens a second */
#define TOKENS 8000
#define QUICK_TOKENS 1200
#define TOKEN_BYTES 4
#define FEED_MS 33 /* of the bare view */

/* --- what is streamed --- */

/* @text in pieces of about a token, whole characters. Of char *. */
static GPtrArray *
split (const char *text)
{
  GPtrArray *tokens = g_ptr_array_new_with_free_func (g_free);

  while (*text != '\0')
    {
      const char *end = text;

      while (*end != '\0' && end - text < TOKEN_BYTES)
        end = g_utf8_next_char (end);
      g_ptr_array_add (tokens, g_strndup (text, (gsize) (end - text)));
      text = end;
    }

  return tokens;
}

/* @n_tokens, the first quarter of them thinking. */
static GPtrArray *
make_tokens (guint n_tokens)
{
  g_autofree char *text = bench_make_answer (0, (gsize) n_tokens * TOKEN_BYTES * 3 / 2);
  GPtrArray *tokens = split (text);

  g_assert_cmpuint (tokens->len, >=, n_tokens);
  g_ptr_array_set_size (tokens, (int) n_tokens);

  return tokens;
}

typedef struct
{
  guint burst; /* tokens that come at once */
  guint paced; /* tokens that come at the rate, after them */
} Plan;

static SiluScript *
answer_cb (const char *method, const char *path, const char *body, const char *token, gpointer data)
{
  const Plan *plan = data;
  g_autoptr (GPtrArray) tokens = make_tokens (plan->burst + plan->paced);
  guint n_thought = plan->burst > 0 ? 0 : plan->paced / 4;
  SiluScript *script = silu_script_new ();

  for (guint i = 0; i < tokens->len; i++)
    {
      const char *text = g_ptr_array_index (tokens, i);

      silu_script_send_delta (script, i < n_thought ? text : NULL, i < n_thought ? NULL : text);
      if (i >= plan->burst)
        silu_script_pause (script, 1000 / RATE);
    }
  silu_script_send_end (script, "stop", 10, tokens->len, n_thought);

  return script;
}

/* --- the window --- */

typedef struct
{
  SiluMessage *message;
  gsize bytes; /* of the answer so far */
  gsize mark;  /* from which on it is measured */
} Watch;

static void
appended_cb (SiluMessage *message, guint part, const char *delta, gpointer user_data)
{
  ((Watch *) user_data)->bytes += strlen (delta);
}

static void
turn_started_cb (SiluEngine *engine, SiluTurn *turn, gpointer user_data)
{
  Watch *watch = user_data;

  watch->message = silu_turn_get_message (turn);
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

/* Prints CPU seconds, growth in kB, the longest frame and the 99th of 100 in ms, and bytes. */
static void
measure_window (const char *url, gsize mark)
{
  BenchWindow *window = bench_window_new (NULL, url);
  Watch watch = { .mark = mark };
  gint64 memory;
  double cpu;

  g_signal_connect (window->engine, "turn-started", G_CALLBACK (turn_started_cb), &watch);
  silu_window_open (SILU_WINDOW (window->window), NULL);
  bench_wait_frame (window);
  silu_chat_view_ask (SILU_CHAT_VIEW (bench_find (window->window, SILU_TYPE_CHAT_VIEW)), "Go");
  memory = bench_get_memory ();
  bench_run_until (is_marked, &watch);
  if (mark > 0)
    for (guint i = 0; i < 30; i++)
      bench_wait_frame (window);

  cpu = bench_get_cpu ();
  g_array_set_size (window->frames, 0);
  bench_run_until (is_over, &watch);
  bench_wait_frame (window);
  g_print ("%.3f %" G_GINT64_FORMAT " %.2f %.2f %zu\n", bench_get_cpu () - cpu,
           bench_get_memory () - memory, (double) bench_window_get_longest_frame (window) / 1000,
           (double) bench_window_get_p99_frame (window) / 1000, watch.bytes);
  bench_window_free (window);
}

/* --- the bare view --- */

typedef struct
{
  GtkTextView *view;
  GPtrArray *tokens;
  guint shown;
  gint64 start;
} Bare;

static gboolean
feed_cb (gpointer user_data)
{
  Bare *bare = user_data;
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (bare->view);
  gint64 due = (g_get_monotonic_time () - bare->start) * RATE / G_USEC_PER_SEC;
  g_autoptr (GString) text = g_string_new (NULL);
  GtkTextIter end;

  while (bare->shown < bare->tokens->len && bare->shown < due)
    g_string_append (text, g_ptr_array_index (bare->tokens, bare->shown++));
  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_insert (buffer, &end, text->str, (int) text->len);
  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_view_scroll_to_iter (bare->view, &end, 0, FALSE, 0, 0);

  return G_SOURCE_CONTINUE;
}

static gboolean
is_fed (gpointer data)
{
  Bare *bare = data;

  return bare->shown >= bare->tokens->len;
}

static void
measure_bare (guint n_tokens)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  Bare bare = { .view = GTK_TEXT_VIEW (gtk_text_view_new ()), .tokens = make_tokens (n_tokens) };
  double cpu;

  gtk_text_view_set_wrap_mode (bare.view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_editable (bare.view, FALSE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (bare.view));
  gtk_window_set_child (GTK_WINDOW (window), scrolled);
  gtk_window_set_default_size (GTK_WINDOW (window), 744, 760);
  gtk_window_present (GTK_WINDOW (window));

  cpu = bench_get_cpu ();
  bare.start = g_get_monotonic_time ();
  g_timeout_add (FEED_MS, feed_cb, &bare);
  bench_run_until (is_fed, &bare);
  g_print ("%.3f\n", bench_get_cpu () - cpu);
}

/* --- the driver --- */

static void
store_result_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
has_result (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

/* The measured process runs while this one serves. */
static void
run (const char *program, const char *what, const char *a, const char *b, double *values, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, what, a, b, NULL);
  g_autofree char *output = NULL;
  GAsyncResult *result = NULL;
  char *at;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8_async (process, NULL, NULL, store_result_cb, &result);
  bench_run_until (has_result, &result);
  g_subprocess_communicate_utf8_finish (process, result, &output, NULL, &error);
  g_assert_no_error (error);
  g_object_unref (result);

  at = output;
  for (guint i = 0; i < n; i++)
    values[i] = g_ascii_strtod (at, &at);
  if (!g_subprocess_get_successful (process))
    g_error ("the measured program failed");
}

static gsize
count_bytes (guint n_tokens)
{
  g_autoptr (GPtrArray) tokens = make_tokens (n_tokens);
  gsize bytes = 0;

  for (guint i = 0; i < tokens->len; i++)
    bytes += strlen (g_ptr_array_index (tokens, i));

  return bytes;
}

static void
run_window (const char *program, SiluScriptServer *server, const Plan *plan, double *values)
{
  g_autofree char *mark = g_strdup_printf ("%zu", plan->burst > 0 ? count_bytes (plan->burst) : 0);

  run (program, "window", silu_script_server_get_base_url (server), mark, values, 5);
  g_assert_cmpfloat (values[4], ==, (double) count_bytes (plan->burst + plan->paced));
}

static void
compare_stream (const char *program, SiluScriptServer *server, Plan *plan, guint n_tokens)
{
  g_autofree char *count = g_strdup_printf ("%u", n_tokens);
  g_autofree char *more = NULL;
  double window[5];
  double bare;

  *plan = (Plan){ 0, n_tokens };
  run (program, "bare", count, NULL, &bare, 1);
  run_window (program, server, plan, window);
  more = g_strdup_printf ("\"window\":%.2f,\"bare\":%.2f,\"tokens\":%u", window[0], bare, n_tokens);
  bench_print ("stream", "cpu-ratio", window[0] / bare, 1.5, more);
  bench_print ("stream", "memory-mb", window[1] / 1024, 40, NULL);
  bench_print ("stream", "longest-frame-ms", window[2], 50, NULL);
  bench_print ("stream", "p99-frame-ms", window[3], -1, NULL);
}

static void
compare_growth (const char *program, SiluScriptServer *server, Plan *plan, gboolean quick)
{
  double early[5];
  double late[5];
  g_autofree char *more = NULL;

  *plan = (Plan){ 10000, quick ? 400 : 2000 };
  run_window (program, server, plan, early);
  plan->burst = quick ? 100000 : 400000;
  run_window (program, server, plan, late);
  more =
      g_strdup_printf ("\"early\":%.3f,\"late\":%.3f,\"burst\":%u", early[0], late[0], plan->burst);
  bench_print ("stream", "growth", late[0] / early[0], 1.2, more);
}

int
main (int argc, char **argv)
{
  gboolean quick = argc == 2 && g_str_equal (argv[1], "--quick");
  g_autoptr (SiluScriptServer) server = NULL;
  Plan plan = { 0, 0 };

  bench_init ();
  if (argc == 4)
    {
      measure_window (argv[2], (gsize) g_ascii_strtoull (argv[3], NULL, 10));
      return 0;
    }
  if (argc == 3)
    {
      measure_bare ((guint) g_ascii_strtoull (argv[2], NULL, 10));
      return 0;
    }

  server = silu_script_server_new (answer_cb, &plan, NULL);
  compare_stream (argv[0], server, &plan, quick ? QUICK_TOKENS : TOKENS);
  compare_growth (argv[0], server, &plan, quick);
  silu_script_server_stop (server);

  return 0;
}
